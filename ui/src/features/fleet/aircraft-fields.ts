import type { AircraftFields, AircraftView, Problem } from "../../backend/bindings";
import { type Check, problemAt } from "../../backend/form.svelte";

export const NO_AIRCRAFT: AircraftFields = {
  registration: "",
  icao_address: "",
  aircraft_type: "",
  operator: "",
};

const LONGEST_TEXT = 100;

/** What an aircraft's form starts with. */
export function fieldsOf(aircraft: AircraftView): AircraftFields {
  const { registration, icao_address, aircraft_type, operator } = aircraft;
  return { registration, icao_address, aircraft_type, operator };
}

/** What can be told of a field before the back end is asked, which has the last word. */
export const checkAircraft: Check<AircraftFields> = (fields, field): Problem | undefined => {
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
  }
};

/** A registration as it is compared: without case and hyphen. */
export function sameRegistration(left: string, right: string): boolean {
  const plain = (text: string) => text.trim().replaceAll("-", "").toUpperCase();
  return plain(left) === plain(right);
}
