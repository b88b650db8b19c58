// What the Filter button offers: what to filter by, and which of it.

import { attentionWord, stateWord } from "../../backend/words";
import { plural } from "../../kit/numbers";
import type { FilterChoices } from "./filter-choices.svelte";
import { ATTENTION, flipped, STATES, UNUSED, unusedName, WITHIN_DAYS, type Filters } from "./filters";

/** What can be filtered by. */
export type Facet =
  "states" | "owners" | "resources" | "aircraft" | "groups" | "personnel" | "attention" | "within" | "unused";

/** A checkbox, and the filters once it is clicked. */
export type Line = { id: string; label: string; note?: string; on: boolean; flipped: Filters };

/** In the order of the table's columns. */
export const FACETS: readonly { facet: Facet; label: string }[] = [
  { facet: "owners", label: "Owner" },
  { facet: "resources", label: "Resource" },
  { facet: "aircraft", label: "Aircraft" },
  { facet: "groups", label: "Fleet group" },
  { facet: "states", label: "State" },
  { facet: "personnel", label: "Who is reminded" },
  { facet: "attention", label: "Attention" },
  { facet: "within", label: "Expires within" },
];

/** The same, where it is known when keys were last used. */
export const FACETS_WITH_USE: typeof FACETS = [...FACETS, { facet: "unused", label: "Last used" }];

/** Those with more lines than are read: they can be searched. */
export const SEARCHED: readonly Facet[] = ["owners", "resources", "aircraft", "groups", "personnel"];

/** The lines of one; aircraft are looked for by the back end, the others here. */
export function linesOf(facet: Facet, filters: Filters, choices: FilterChoices, text: string): Line[] {
  const finds = (...texts: string[]) => texts.join(" ").toLowerCase().includes(text.trim().toLowerCase());
  const several = (key: "owners" | "resources" | "aircraft" | "groups" | "personnel", id: string) => ({
    id,
    on: filters[key].includes(id),
    flipped: { ...filters, [key]: flipped(filters[key], id) },
  });
  switch (facet) {
    case "states": {
      const states = chosenStates(filters);
      return STATES.map((state) => ({
        id: state,
        label: stateWord(state),
        on: states.includes(state),
        flipped: { ...filters, states: stateSet(flipped(states, state)) },
      }));
    }
    case "attention":
      return ATTENTION.map((why) => ({
        id: why,
        label: attentionWord(why),
        on: filters.attention.includes(why),
        flipped: { ...filters, attention: flipped(filters.attention, why) },
      }));
    case "within":
      return WITHIN_DAYS.map((days) => ({
        id: String(days),
        label: `${days} days`,
        on: filters.within === days,
        flipped: { ...filters, within: filters.within === days ? null : days },
      }));
    case "unused":
      return UNUSED.map((one) => {
        const id = unusedName(one);
        const on = filters.unused !== null && unusedName(filters.unused) === id;
        const label = one.kind === "never" ? "Never used" : `Not used for ${one.days} days`;
        return { id, label, on, flipped: { ...filters, unused: on ? null : one } };
      });
    case "owners":
      return choices.owners
        .filter((one) => finds(one.name, one.note))
        .map((one) => ({
          ...several("owners", one.ownerId),
          label: one.name,
          note: one.person ? (one.stopped === "left" ? "person, left" : "person") : one.note,
        }));
    case "resources":
      return choices.resources
        .filter((one) => finds(one.title, one.group))
        .map((one) => ({ ...several("resources", one.resource_id), label: one.title, note: one.group }));
    case "aircraft":
      return choices.aircraft.map((one) => ({
        ...several("aircraft", one.aircraft_id),
        label: one.registration,
        note: one.aircraft_type,
      }));
    case "groups":
      return choices.groups
        .filter((one) => finds(one.name))
        .map((one) => ({
          ...several("groups", one.group_id),
          label: one.name,
          note: plural(one.aircraft.length, "aircraft", "aircraft"),
        }));
    case "personnel":
      return choices.parties
        .filter((one) => finds(one.name, one.note))
        .map((one) => ({ ...several("personnel", one.party_id), label: one.name, note: one.note }));
  }
}

function chosenStates(filters: Filters) {
  return filters.states === "not_revoked" ? STATES.filter((one) => one !== "revoked") : filters.states;
}

/** All but revoked is what the list starts with; every state is none chosen. */
function stateSet(chosen: readonly (typeof STATES)[number][]): Filters["states"] {
  if (chosen.length === STATES.length) return [];
  if (chosen.length === STATES.length - 1 && !chosen.includes("revoked")) return "not_revoked";
  return STATES.filter((one) => chosen.includes(one));
}
