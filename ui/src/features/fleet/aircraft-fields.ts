import type { AircraftFields, AircraftView, Problem } from "../../backend/bindings";
import { type Check, problemAt } from "../../backend/form.svelte";
import { checkTags, joinTags, splitTags } from "./tags";

/** An aircraft as it is typed: its tags in one text. */
export type AircraftDraft = Omit<AircraftFields, "tags"> & { tags: string };

export const NO_AIRCRAFT: AircraftDraft = {
  registration: "",
  icao_address: "",
  aircraft_type: "",
  operator: "",
  tags: "",
};

const LONGEST_TEXT = 100;

/** What an aircraft's form starts with. */
export function draftOf(aircraft: AircraftView): AircraftDraft {
  const { registration, icao_address, aircraft_type, operator, tags } = aircraft;
  return { registration, icao_address, aircraft_type, operator, tags: joinTags(tags) };
}

/** What is sent. */
export function sentOf(draft: AircraftDraft): AircraftFields {
  return { ...draft, tags: splitTags(draft.tags) };
}

/** What can be told of a field before the back end is asked, which has the last word. */
export const checkAircraft: Check<AircraftDraft> = (fields, field): Problem | undefined => {
  const text = fields[field].trim();
  switch (field) {
    case "registration":
      if (text === "") return problemAt(field, "required");
      if (!/^[a-z0-9-]{2,10}$/i.test(text) || !/[a-z0-9]/i.test(text))
        return problemAt(field, "invalid_registration");
      return undefined;
    case "icao_address":
      return text === "" || /^[0-9a-f]{6}$/i.test(text)
        ? undefined
        : problemAt(field, "invalid_icao_address");
    case "aircraft_type":
    case "operator":
      return [...text].length > LONGEST_TEXT
        ? problemAt(field, "too_long", { limit: String(LONGEST_TEXT) })
        : undefined;
    case "tags":
      return checkTags(field, text);
  }
};

/** A registration as it is compared: without case and hyphen. */
export function sameRegistration(left: string, right: string): boolean {
  const plain = (text: string) => text.trim().replaceAll("-", "").toUpperCase();
  return plain(left) === plain(right);
}
