// What was found, presented or linked to, as lines of the palette.

import Archive from "@lucide/svelte/icons/archive";
import Ban from "@lucide/svelte/icons/ban";
import Bot from "@lucide/svelte/icons/bot";
import CirclePause from "@lucide/svelte/icons/circle-pause";
import FolderOpen from "@lucide/svelte/icons/folder-open";
import Group from "@lucide/svelte/icons/group";
import KeyRound from "@lucide/svelte/icons/key-round";
import Layers from "@lucide/svelte/icons/layers";
import ListFilter from "@lucide/svelte/icons/list-filter";
import Plane from "@lucide/svelte/icons/plane";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import ShieldQuestionMark from "@lucide/svelte/icons/shield-question-mark";
import UserRound from "@lucide/svelte/icons/user-round";
import UserRoundX from "@lucide/svelte/icons/user-round-x";

import type { Found, KeyView, LinkView } from "../../backend/bindings";
import { stateMark } from "../../backend/state-mark";
import { stateWord } from "../../backend/words";
import { workspace } from "../../backend/workspace.svelte";
import { verbLine } from "../../features/keys/verb-looks";
import { START, toAddress } from "../../features/keys/filters";
import type { KeyActions } from "../../features/keys/key-actions.svelte";
import { offerFound } from "../../features/keys/verbs";
import { welcome } from "../../features/welcome/welcome.svelte";
import { plural } from "../../kit/numbers";
import { router } from "../../kit/router.svelte";
import { wishes } from "../../kit/wishes.svelte";
import Trash2 from "@lucide/svelte/icons/trash-2";
import CircleX from "@lucide/svelte/icons/circle-x";
import type { FoundGroup, Item } from "./items";

const FOUND_VERBS = { disable: CirclePause, replace: KeyRound, revoke: Ban, expire: CircleX, delete: Trash2 };

/** What was found by what it is called. */
export function foundGroups(found: Found, text: string): FoundGroup[] {
  const keys: FoundGroup["items"] = found.keys.map(({ fit, key_id, name, owner, state }) => {
    const mark = stateMark(state);
    return {
      fit,
      item: {
        id: `key ${key_id}`,
        icon: KeyRound,
        label: name,
        note: owner,
        mark: mark && { ...mark, text: stateWord(state) },
        again: true,
        run: () => router.go(`/keys/${key_id}`),
      },
    };
  });
  if (keys.length > 0) keys.push({ fit: "within", item: filterLine(text) });
  return [
    { label: "Keys", items: keys },
    {
      label: "Service accounts",
      items: found.accounts.map(({ fit, account_id, name, organisation, disabled }) => ({
        fit,
        item: {
          id: `account ${account_id}`,
          icon: Bot,
          label: name,
          note: organisation,
          mark: disabled ? { text: "Disabled", tone: "quiet", icon: CirclePause } : undefined,
          again: true,
          run: () => router.go(`/accounts/${account_id}`),
        },
      })),
    },
    {
      label: "People",
      items: found.people.map(({ fit, person_id, name, email, left }) => ({
        fit,
        item: {
          id: `person ${person_id}`,
          icon: UserRound,
          label: name,
          note: email,
          mark: left ? { text: "Left", tone: "quiet", icon: UserRoundX } : undefined,
          again: true,
          run: () => router.go(`/people/${person_id}`),
        },
      })),
    },
    {
      label: "Aircraft",
      items: found.aircraft.map(({ fit, aircraft_id, registration, aircraft_type, retired }) => ({
        fit,
        item: {
          id: `aircraft ${aircraft_id}`,
          icon: Plane,
          label: registration,
          note: aircraft_type,
          mark: retired ? { text: "Retired", tone: "quiet", icon: Archive } : undefined,
          again: true,
          run: () => router.go(`/fleet/${aircraft_id}`),
        },
      })),
    },
    {
      label: "Fleet groups",
      items: found.groups.map(({ fit, group_id, name, aircraft }) => ({
        fit,
        item: {
          id: `group ${group_id}`,
          icon: Group,
          label: name,
          note: `${plural(aircraft, "aircraft", "aircraft")} today`,
          again: true,
          run: () => router.go(`/fleet/groups/${group_id}`),
        },
      })),
    },
    {
      label: "Access templates",
      items: found.templates.map(({ fit, template_id, name, description }) => ({
        fit,
        item: {
          id: `template ${template_id}`,
          icon: Layers,
          label: name,
          note: description,
          again: true,
          run: () => router.go(`/access/templates/${template_id}`),
        },
      })),
    },
    {
      label: "Resources",
      items: found.resources.map(({ fit, resource_id, title, group, retired }) => ({
        fit,
        item: {
          id: `resource ${resource_id}`,
          icon: ShieldCheck,
          label: title,
          note: group,
          mark: retired ? { text: "Retired", tone: "quiet", icon: Archive } : undefined,
          again: true,
          run: () => router.go(`/access/${resource_id}`),
        },
      })),
    },
  ];
}

/** Leads to the list of keys, where there are more than a few. */
function filterLine(text: string): Item {
  return {
    id: "filter-keys",
    icon: ListFilter,
    label: `Filter the keys by “${text}”`,
    run: () => router.go(`/keys${toAddress({ ...START, text, states: [] })}`),
  };
}

/** What can be done to a key that was presented: first to look at it, which does nothing to it. */
export function keyItems(key: KeyView, actions: KeyActions): Item[] {
  const run = {
    disable: () => void actions.disable(key),
    replace: () => actions.replace(key),
    revoke: () => actions.ask("revoke", key),
    expire: () => actions.ask("expire", key),
    delete: () => actions.ask("delete", key),
  };
  return [
    {
      id: `key ${key.key_id}`,
      icon: KeyRound,
      label: `Open ${key.name}`,
      run: () => router.go(`/keys/${key.key_id}`),
    },
    ...offerFound(key, workspace.generatesFor(key.owner_id)).map(({ verb, label, danger }) => ({
      id: verb,
      icon: FOUND_VERBS[verb],
      label,
      note: verbLine(verb, key, workspace.policy),
      danger,
      stays: verb === "disable",
      run: run[verb],
    })),
    {
      id: "may-it",
      icon: ShieldQuestionMark,
      label: "May it…?",
      note: "ask about a resource, an aircraft, an address",
      run: () => wishes.make(`/keys/${key.key_id}`, "may-it"),
    },
  ];
}

/** The way on from a link to a key of another vault. */
export function vaultItems(leads: LinkView): Item[] {
  const vault = leads.kind === "elsewhere" ? leads.vault : null;
  if (!vault?.present) return [];
  return [
    {
      id: "open-vault",
      icon: FolderOpen,
      label: `Open ${vault.name}`,
      note: "locks this vault; the key is shown once that one is unlocked",
      // It must not close before: the link would be forgotten.
      stays: true,
      run: () => void welcome.leaveFor(vault.path),
    },
  ];
}

/** The way on from what failed. */
export function retry(run: () => void): Item {
  return { id: "again", icon: RefreshCw, label: "Try again", stays: true, run };
}
