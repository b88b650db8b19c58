import Bot from "@lucide/svelte/icons/bot";
import KeyRound from "@lucide/svelte/icons/key-round";
import LayoutDashboard from "@lucide/svelte/icons/layout-dashboard";
import Plane from "@lucide/svelte/icons/plane";
import ScrollText from "@lucide/svelte/icons/scroll-text";
import Settings from "@lucide/svelte/icons/settings";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import UsersRound from "@lucide/svelte/icons/users-round";
import type { Component } from "svelte";

import type { Icon } from "../kit/icon";

/** A page of the window: what the navigation and Ctrl with a digit lead to. */
export interface PageOf {
  /** First part of its address. */
  name: string;
  label: string;
  icon: Icon;
  load: () => Promise<{ default: Component }>;
}

export const pages: PageOf[] = [
  {
    name: "overview",
    label: "Overview",
    icon: LayoutDashboard,
    load: () => import("../features/overview/Page.svelte"),
  },
  { name: "keys", label: "Keys", icon: KeyRound, load: () => import("../features/keys/Page.svelte") },
  {
    name: "accounts",
    label: "Service accounts",
    icon: Bot,
    load: () => import("../features/accounts/Page.svelte"),
  },
  {
    name: "access",
    label: "Access",
    icon: ShieldCheck,
    load: () => import("../features/access/Page.svelte"),
  },
  { name: "fleet", label: "Fleet", icon: Plane, load: () => import("../features/fleet/Page.svelte") },
  { name: "people", label: "People", icon: UsersRound, load: () => import("../features/people/Page.svelte") },
  {
    name: "activity",
    label: "Activity",
    icon: ScrollText,
    load: () => import("../features/activity/Page.svelte"),
  },
  {
    name: "settings",
    label: "Settings",
    icon: Settings,
    load: () => import("../features/settings/Page.svelte"),
  },
];

/** The page of an address. */
export function pageOf(segments: string[]): PageOf | undefined {
  return pages.find(({ name }) => name === segments[0]);
}
