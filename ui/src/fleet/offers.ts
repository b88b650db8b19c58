// What the field of an aircraft scope offers to what is typed into it: fleet groups first, then aircraft.

import type { AircraftView, GroupView } from "../backend/bindings";
import { plain } from "../kit/plain";

/** A line that is offered. */
export type Offer =
  | { kind: "group"; group: GroupView; aircraft?: never }
  | { kind: "aircraft"; aircraft: AircraftView; group?: never };

/** Groups that are offered at once. */
const GROUPS_OFFERED = 6;

/** The groups in whose name each typed word is, those that were chosen left out. */
export function groupsFor(
  text: string,
  known: readonly GroupView[],
  chosen: readonly { group_id: string }[],
): GroupView[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const taken = new Set(chosen.map(({ group_id }) => group_id));
  return known
    .filter(({ group_id, name }) => {
      const hay = plain(name);
      return !taken.has(group_id) && words.every((word) => hay.includes(word));
    })
    .slice(0, GROUPS_OFFERED);
}

/** The group that a text names. */
export function groupNamed(text: string, known: readonly GroupView[]): GroupView | undefined {
  const same = plain(text.trim());
  return known.find(({ name }) => plain(name) === same);
}

/** Whether a text may go on as a group's name, so that a space in it doesn't end a registration. */
export function mayBeGroup(text: string, known: readonly GroupView[]): boolean {
  const start = plain(text.trimStart());
  return start.trim() !== "" && known.some(({ name }) => plain(name).includes(start));
}
