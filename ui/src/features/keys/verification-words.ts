// What a verification looked at, step by step, in words.

import type { Level, StepFact, Verification, VerificationStep } from "../../backend/bindings";
import { personOf } from "../../backend/owners";
import { levelWord } from "../../backend/words";
import { workspace } from "../../backend/workspace.svelte";
import { moment } from "../../kit/dates";
import { plural } from "../../kit/numbers";
import { sentence } from "../../kit/sentence";
import { reasonWords } from "../../resources/reasons";

const LEVELS: readonly Level[] = ["view", "modify", "modify_all"];

/** A step's words. The key's and its owner's names come from the answer. */
export function stepWords({ fact, outcome }: VerificationStep, key: Verification["key"]): string {
  const at = (instant: string) => moment(instant, workspace.zone);
  const owner = key === null ? "its owner" : `its owner ${key.owner}`;
  switch (fact.kind) {
    case "well_formed":
      return "It has the right form.";
    case "malformed":
      return "It doesn't have a key's form, or its checksum is wrong.";
    case "found":
      return fact.whole
        ? `It is ${key?.name ?? "a key"}, and its secret is the right one.`
        : `It is ${key?.name ?? "a key"}. Only its key id was given, so the secret wasn't looked at.`;
    case "old":
      return `It is ${key?.name ?? "a key"} with its old secret, which works until ${at(fact.until)}.`;
    case "retired":
      return `It is an old key of ${key?.name ?? "a key"}: it was rotated, and this one stopped on ${at(fact.at)}.`;
    case "secret_differs":
      return "Its key id is a key's here, but the rest isn't that key's.";
    case "unknown":
      return "No key of this vault has its key id.";
    case "deleted":
      return `It was deleted on ${at(fact.deleted_at)}.`;
    case "revoked":
      return fact.at === null ? "It isn't revoked." : `It was revoked on ${at(fact.at)}.`;
    case "expired":
      return expiredWords(fact, outcome === "failed", at);
    case "disabled":
      return fact.since === null ? "It isn't disabled." : `It is disabled since ${at(fact.since)}.`;
    case "owner_disabled":
      if (key !== null && personOf(key.owner_id) !== undefined) {
        return fact.since === null
          ? `${sentence(owner)} is there.`
          : `${sentence(owner)} left on ${at(fact.since)}.`;
      }
      return fact.since === null
        ? `${sentence(owner)} is enabled.`
        : `${sentence(owner)} is disabled since ${at(fact.since)}.`;
    case "any_address":
      return "It may be used from any address.";
    case "in_network":
      return fact.address === fact.network
        ? `${fact.address} is one of its addresses.`
        : `${fact.address} is in ${fact.network}.`;
    case "in_no_network":
      return fact.networks === 1
        ? `${fact.address} isn't in its one network.`
        : `${fact.address} is in none of its ${fact.networks} networks.`;
    case "no_address":
      return `It may be used from ${plural(fact.networks, "network", "networks")} only, and no address is given.`;
    case "no_resource":
      return "No resource is asked about.";
    case "unknown_resource":
      return "There is no such resource.";
    case "resource":
      return resourceWords(fact, owner);
    case "no_aircraft":
      return fact.reach === null
        ? "No aircraft is asked about. It is for the whole fleet."
        : `No aircraft is asked about. It is for ${plural(fact.reach, "aircraft", "aircraft")}.`;
    case "unknown_aircraft":
      return "No aircraft has that registration.";
    case "aircraft":
      if (!fact.key) return `It isn't for ${fact.registration}.`;
      return fact.owner
        ? `It is for ${fact.registration}.`
        : `It was given ${fact.registration}, but ${owner} isn't for it.`;
  }
}

function expiredWords(
  { at: end, by_hand }: Extract<StepFact, { kind: "expired" }>,
  over: boolean,
  at: (instant: string) => string,
): string {
  if (end === null) return "It never expires.";
  if (by_hand) return `It was ended by hand on ${at(end)}.`;
  return over ? `It expired on ${at(end)}.` : `It expires on ${at(end)}.`;
}

function resourceWords(fact: Extract<StepFact, { kind: "resource" }>, owner: string): string {
  const { title, asked, given, owner: has, through } = fact;
  const inForce = given === null || has === null ? null : lower(given, has);
  const enough = inForce !== null && LEVELS.indexOf(inForce) >= LEVELS.indexOf(asked);
  const owned =
    has === null
      ? `${owner} has no access to it`
      : `${owner} has ${levelWord(has)} (${reasonWords({ level: has, through })})`;
  if (enough) return `It may ${levelWord(inForce)} ${title}; ${owned}.`;
  const asks = `${levelWord(asked)} is asked`;
  if (given === null) return `It may do nothing with ${title}, ${asks}; ${owned}.`;
  if (inForce === given) return `It may ${levelWord(given)} ${title}, ${asks}; ${owned}.`;
  return `It was given ${levelWord(given)} ${title}, ${asks}; but ${owned}.`;
}

function lower(one: Level, other: Level): Level {
  return LEVELS.indexOf(one) < LEVELS.indexOf(other) ? one : other;
}
