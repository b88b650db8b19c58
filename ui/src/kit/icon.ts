import type { Component } from "svelte";

/** A lucide icon, imported one by one (`@lucide/svelte/icons/key-round`). */
export type Icon = Component<{ size?: number | string; class?: string }>;
