// For how many aircraft something is today, in words.

import type { GroupRef, ReachChange } from "../backend/bindings";
import { listed } from "../kit/listed";
import { count, plural } from "../kit/numbers";

/** *3 aircraft*. */
export function aircraftCount(aircraft: number): string {
  return aircraft === 0 ? "no aircraft" : plural(aircraft, "aircraft", "aircraft");
}

/** Groups that are named one by one; more are counted. */
const NAMED = 3;

/**
 * What is chosen comes to today: *Only 14 aircraft today: Turboprops (12) and 2 more.* Empty where no group is chosen:
 * the aircraft that are stand there themselves. `inGroups` are those that the groups hold together.
 */
export function chosenLine(groups: readonly GroupRef[], inGroups: number, reach: number): string {
  if (groups.length === 0) return "";
  const holding = groups.filter(({ aircraft }) => aircraft > 0);
  const named = holding.slice(0, NAMED).map(({ name, aircraft }) => `${name} (${count(aircraft)})`);
  const others = holding.length - named.length;
  if (others > 0) named.push(plural(others, "other group", "other groups"));
  if (holding.length > 0 && reach > inGroups) named.push(`${count(reach - inGroups)} more`);
  const whole = reach === 0 ? "No aircraft today." : `Only ${aircraftCount(reach)} today`;
  const lines = [reach > 0 ? `${whole}${named.length > 0 ? `: ${listed(named)}` : ""}.` : whole];
  for (const group of groups.filter(({ aircraft }) => aircraft === 0)) lines.push(nothingLine(group));
  return lines.join(" ");
}

/** *Turboprops holds no aircraft today.* */
export function nothingLine({ name, deleted }: Pick<GroupRef, "name" | "deleted">): string {
  return deleted ? `${name} was deleted: it holds nothing.` : `${name} holds no aircraft today.`;
}

/** The whole fleet of a key whose owner isn't for all of it: *svc-ops is only for 9 aircraft today, and so is the key.* */
export function ownersLine(owner: string, reach: number): string {
  return reach === 0
    ? `${owner} is for no aircraft today, and so is the key.`
    : `${owner} is only for ${aircraftCount(reach)} today, and so is the key.`;
}

/** Less than a key was given, because of its owner. */
export function narrowedLine(given: number | null, reach: number): string {
  if (given === null) return `Its owner is only for ${aircraftCount(reach)} now, and so is the key.`;
  return `Its owner is for ${reach === 0 ? "none" : count(reach)} of them now, and so is the key.`;
}

/** What is wrong with texts that name no aircraft. */
export function unknownLine(unknown: readonly { text: string }[]): string {
  return unknown.length === 1
    ? `${unknown[0]?.text} isn't in the fleet. Correct it or take it out.`
    : `${unknown.length} of these aren't in the fleet. Correct them or take them out.`;
}

/** What the owner gains with the key: *svc-ops isn't for SP-KTX yet: it is added to its aircraft too.* */
export function alsoFor(
  owner: string | undefined,
  aircraft: readonly string[],
  groups: readonly string[],
): string {
  const many = aircraft.length + groups.length;
  if (owner === undefined || many === 0) return "";
  const words = [
    ...(groups.length > NAMED ? [`${count(groups.length)} groups`] : groups.map((name) => `group ${name}`)),
    ...(aircraft.length > NAMED ? [aircraftCount(aircraft.length)] : aircraft),
  ];
  const added = many === 1 ? "it is added" : "they are added";
  return `${owner} isn't for ${listed(words)} yet: ${added} to its aircraft too.`;
}

/** Registrations that a preview names, at most: it names no more than are told here. */
const TOLD = 5;

/** *whole fleet → 9*; *12 → 9: loses SP-KTA, SP-KTB and SP-KTC*. */
export function reachChangeWords({ before, after, lost, gained }: ReachChange): string {
  const number = (reach: number | null) => (reach === null ? "whole fleet" : count(reach));
  // Where both are told in full, or one is, the numbers say whether the other is.
  const all = (told: readonly string[], other: readonly string[], fewer: number) =>
    told.length < TOLD || (other.length < TOLD && fewer + other.length === told.length);
  const fewer = (before ?? 0) - (after ?? 0);
  const words = (told: readonly string[], whole: boolean) => (whole ? listed(told) : `${told.join(", ")}…`);
  const what = [
    ...(lost.length > 0 ? [`loses ${words(lost, all(lost, gained, fewer))}`] : []),
    ...(gained.length > 0 ? [`gains ${words(gained, all(gained, lost, -fewer))}`] : []),
  ];
  const numbers = before === after ? `${number(after)} others` : `${number(before)} → ${number(after)}`;
  return what.length > 0 ? `${numbers}: ${what.join("; ")}` : numbers;
}
