// A fleet group as it is typed and chosen, and how it is told.

import type { GroupMembers, GroupView, Problem } from "../../backend/bindings";
import { problemAt } from "../../backend/form.svelte";
import { listed } from "../../kit/listed";
import { count, plural } from "../../kit/numbers";
import { plain } from "../../kit/plain";
import { checkTag, splitTags } from "./tags";

/** A fleet group as it is typed; the aircraft that are chosen for it stand beside. */
export interface GroupDraft {
  name: string;
  kind: GroupMembers["kind"];
  /** Named as the wire names what it holds: there the back end's refusals of it belong. */
  members: string;
}

const LONGEST_NAME = 100;

/** What a group's form starts with. */
export function draftOf(group?: GroupView): GroupDraft {
  const members = group?.members;
  return {
    name: group?.name ?? "",
    kind: members?.kind ?? "chosen",
    members: members?.kind === "tagged" ? members.tag : "",
  };
}

/** What it shall hold, as it is sent. */
export function membersOf({ kind, members }: GroupDraft, aircraftIds: readonly string[]): GroupMembers {
  if (kind === "tagged") return { kind, tag: splitTags(members)[0] ?? "" };
  return { kind, aircraft_ids: aircraftIds.toSorted() };
}

/** Whether two descriptions hold the same. */
export function sameMembers(one: GroupMembers, other: GroupMembers): boolean {
  if (one.kind === "tagged" || other.kind === "tagged")
    return one.kind === "tagged" && other.kind === "tagged" && one.tag === other.tag;
  return one.aircraft_ids.toSorted().join() === other.aircraft_ids.toSorted().join();
}

/** What can be told of a field before the back end is asked, which has the last word. */
export function checkGroup(
  draft: GroupDraft,
  field: keyof GroupDraft,
  others: readonly GroupView[],
): Problem | undefined {
  if (field === "kind") return undefined;
  if (field === "members") return draft.kind === "tagged" ? checkTag(field, draft.members) : undefined;
  const name = draft.name.trim();
  if (name === "") return problemAt(field, "required");
  if ([...name].length > LONGEST_NAME) return problemAt(field, "too_long", { limit: String(LONGEST_NAME) });
  const taken = others.some((other) => other.name.toLowerCase() === name.toLowerCase());
  return taken ? problemAt(field, "name_taken") : undefined;
}

/** *12 chosen*, *all tagged turboprop*. */
export function membersWords(members: GroupMembers): string {
  return members.kind === "tagged"
    ? `all tagged ${members.tag}`
    : `${count(members.aircraft_ids.length)} chosen`;
}

/** What names it: *2 keys and 1 owner*; empty where nothing does. */
export function namingWords({ keys, owners }: Pick<GroupView, "keys" | "owners">): string {
  return listed([
    ...(keys > 0 ? [plural(keys, "key", "keys")] : []),
    ...(owners > 0 ? [plural(owners, "owner", "owners")] : []),
  ]);
}

/** *2 keys and 1 owner name it*; *Nothing names it*. */
export function namedWords(group: Pick<GroupView, "keys" | "owners">): string {
  const words = namingWords(group);
  if (words === "") return "Nothing names it";
  return `${words} ${group.keys + group.owners === 1 ? "names" : "name"} it`;
}

/** What deleting it comes to. */
export function deleteWords(group: Pick<GroupView, "keys" | "owners">): string {
  const many = group.keys + group.owners;
  if (many === 0) return "Nothing names it. It can't be brought back; the log keeps its name.";
  const they = many === 1 ? "it gets" : "they get";
  return `${namedWords(group)}; ${they} no aircraft by it any more. Nothing else stands in. It can't be brought back; the log keeps its name.`;
}

/** What other tags do to an aircraft: *It joins Turboprops (2 keys name it).* Empty where they do nothing. */
export function tagsDo(
  before: readonly string[],
  after: readonly string[],
  groups: readonly GroupView[],
): string {
  const by = (tags: readonly string[]) =>
    groups.filter(({ members }) => members.kind === "tagged" && tags.includes(members.tag));
  const [was, becomes] = [by(before), by(after)];
  const words = (these: readonly GroupView[]) =>
    listed(these.map((group) => `${group.name} (${lower(namedWords(group))})`));
  const joins = becomes.filter((group) => !was.includes(group));
  const leaves = was.filter((group) => !becomes.includes(group));
  return [
    ...(joins.length > 0 ? [`It joins ${words(joins)}.`] : []),
    ...(leaves.length > 0 ? [`It leaves ${words(leaves)}.`] : []),
  ].join(" ");
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** The groups in whose name, tag or registrations each word is. */
export function filterGroups(groups: readonly GroupView[], text: string): GroupView[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return groups.filter(({ name, members, aircraft }) => {
    const tag = members.kind === "tagged" ? members.tag : "";
    const hay = plain([name, tag, ...aircraft.map(({ registration }) => registration)].join("\n"));
    return words.every((word) => hay.includes(word));
  });
}
