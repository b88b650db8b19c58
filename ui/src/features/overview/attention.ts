// What needs a step, in words, with the step.

import type { ExpiringKey, Policy, Trouble } from "../../backend/bindings";
import { ownerPath, personOf } from "../../backend/owners";
import { stateMark, type StateMark } from "../../backend/state-mark";
import { dayShort, expiresWords, moment } from "../../kit/dates";
import { count, plural } from "../../kit/numbers";

/** What can be done about it from here. */
export type Step = "renew" | "replace" | "revoke" | "expire" | "delete" | "enable";

/** What a policy lets be done to end a key, or to have another. */
export interface Possible {
  /** Another key of anybody's who owns one. */
  replace: boolean;
  /** What ends a key that works. */
  end: "revoke" | "expire" | "delete" | undefined;
}

/** What a policy leaves to be done. */
export function possible(policy: Policy | undefined): Possible {
  const ending = (["revoke", "expire"] as const).find((one) => policy?.endings.includes(one));
  return {
    replace: policy?.is_on === true && policy.asked.includes("owner"),
    end: ending ?? (policy?.deletion === "always" ? "delete" : undefined),
  };
}

/** A line of what needs a step. */
export interface Line {
  /** Of the key or its owner. */
  id: string;
  name: string;
  /** Where it is opened. */
  path: string;
  /** What follows the name: *expired 12 days ago*. */
  words: string;
  /** Facts: *svc-fuel · can be renewed until 4 Dec 2026*. */
  note: string;
  mark: StateMark | undefined;
  steps: Step[];
}

/** A line of what is broken. */
export function troubleLine(trouble: Trouble, can: Possible, now: Date, zone: string): Line {
  const ago = (at: string) => expiresWords(at, now, zone);
  switch (trouble.kind) {
    case "expired": {
      const { key, expired_at, renewable_until, replaced_by } = trouble;
      const then = replaced_by
        ? `replaced by ${replaced_by.name}`
        : `can be renewed until ${dayShort(renewable_until, zone)}`;
      return {
        ...ofKey(key),
        words: `expired ${ago(expired_at)}`,
        note: `${key.owner} · ${then}`,
        mark: stateMark("expired"),
        // What has expired isn't expired again.
        steps: replaced_by ? (can.end && can.end !== "expire" ? [can.end] : []) : ["renew"],
      };
    }
    case "not_handed_out": {
      const { key, generated_at, generated_by } = trouble;
      return {
        ...ofKey(key),
        words: "was never handed out",
        note: `${key.owner} · nobody has it; generated ${ago(generated_at)} by ${generated_by}`,
        mark: stateMark("not_handed_out"),
        steps: [...(can.replace ? ["replace" as const] : []), ...(can.end ? [can.end] : [])],
      };
    }
    case "owner_stopped": {
      const { owner_id, owner, stopped_at, keys } = trouble;
      const left = personOf(owner_id) !== undefined;
      return {
        id: owner_id,
        name: owner,
        path: ownerPath(owner_id),
        words: left ? "left" : "is disabled",
        note: `${plural(keys, "key is", "keys are")} stopped by it · since ${dayShort(stopped_at, zone)}`,
        mark: stateMark("owner_disabled"),
        // Who left comes back on their own page, if they do.
        steps: left ? [] : ["enable"],
      };
    }
  }
}

/** A line of what expires soon. */
export function expiringLine(expiring: ExpiringKey, can: Possible, now: Date, zone: string): Line {
  const { key, expires_at, renewed_until, replaced_by } = expiring;
  const then = replaced_by ? `replaced by ${replaced_by.name}: it can end` : moment(expires_at, zone);
  return {
    ...ofKey(key),
    words: `expires ${expiresWords(expires_at, now, zone)}`,
    note: `${key.owner} · ${then}`,
    mark: stateMark("expiring"),
    steps: replaced_by ? [] : renewed_until !== null ? ["renew"] : can.replace ? ["replace"] : [],
  };
}

/** What is broken beyond the lines that are shown: how much of each kind, and where all of it is listed. */
export function brokenLinks(broken: {
  expired: number;
  not_handed_out: number;
  owners_stopped: number;
}): { words: string; path: string }[] {
  const { expired, not_handed_out, owners_stopped } = broken;
  return [
    { n: expired, words: `${count(expired)} expired`, path: "/keys?attention=still_renewable" },
    {
      n: not_handed_out,
      words: `${count(not_handed_out)} not handed out`,
      path: "/keys?state=not_handed_out",
    },
    {
      n: owners_stopped,
      words: `keys of ${plural(owners_stopped, "stopped owner", "stopped owners")}`,
      path: "/keys?state=owner_disabled",
    },
  ].filter(({ n }) => n > 0);
}

function ofKey(key: { key_id: string; name: string }): Pick<Line, "id" | "name" | "path"> {
  return { id: key.key_id, name: key.name, path: `/keys/${key.key_id}` };
}
