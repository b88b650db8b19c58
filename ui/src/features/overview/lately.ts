// What happened last, a line each.

import Bot from "@lucide/svelte/icons/bot";
import CircleAlert from "@lucide/svelte/icons/circle-alert";
import Group from "@lucide/svelte/icons/group";
import KeyRound from "@lucide/svelte/icons/key-round";
import Layers from "@lucide/svelte/icons/layers";
import Plane from "@lucide/svelte/icons/plane";
import Settings from "@lucide/svelte/icons/settings";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import UserRound from "@lucide/svelte/icons/user-round";

import type { EventRow, SubjectKind } from "../../backend/bindings";
import { eventWords, unreadableWords } from "../../backend/event-words";
import { daysBetween, dayShort, moment, zoneTitle } from "../../kit/dates";
import type { Icon } from "../../kit/icon";

/** Something that happened. */
export interface Line {
  id: number;
  icon: Icon;
  /** Who did what. */
  words: string;
  /** To what; empty where nothing says. */
  name: string;
  /** Where that is opened, as long as it is there. */
  path: string | undefined;
  /** All of it. */
  title: string;
  when: string;
  whenTitle: string;
}

const ICONS: Record<SubjectKind, Icon> = {
  workspace: Settings,
  person: UserRound,
  resource: ShieldCheck,
  template: Layers,
  aircraft: Plane,
  fleet_group: Group,
  account: Bot,
  key: KeyRound,
};

const PAGES: Record<SubjectKind, string | undefined> = {
  workspace: undefined,
  person: "/people",
  resource: "/access",
  template: "/access/templates",
  aircraft: "/fleet",
  fleet_group: "/fleet/groups",
  account: "/accounts",
  key: "/keys",
};

/** *10:42*, *yesterday*, *2 Oct 2026*. */
function when(at: string, now: Date, zone: string): string {
  const days = daysBetween(at, now, zone);
  if (days === 0) return moment(at, zone).slice(-5);
  return days === 1 ? "yesterday" : dayShort(at, zone);
}

export function lately(row: EventRow, now: Date, zone: string): Line {
  if (row.kind === "unreadable") {
    const words = unreadableWords(row.seq);
    const rest = { name: "", path: undefined, when: "", whenTitle: "" };
    return { id: row.seq, icon: CircleAlert, words, title: words, ...rest };
  }
  const { seq, at, subject } = row.event;
  const page = PAGES[subject.kind];
  const words = eventWords(row.event);
  return {
    id: seq,
    icon: ICONS[subject.kind],
    words,
    name: subject.name,
    path: page !== undefined && subject.exists ? `${page}/${subject.id}` : undefined,
    title: subject.name === "" ? words : `${words}: ${subject.name}`,
    when: when(at, now, zone),
    whenTitle: zoneTitle(at, zone),
  };
}
