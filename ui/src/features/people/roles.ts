// What each role may do, in plain words.

import type { Role } from "../../backend/bindings";
import { ROLES } from "../../backend/role-words";

const MAY: Record<Role, string> = {
  system_administrator:
    "Everything: keys, service accounts, access, fleet, people, and the vault's settings.",
  api_token_manager: "Keys, service accounts, access and fleet. Neither people nor settings.",
  auditor: "Reads everything, and changes nothing.",
  none: "Can be picked, and may do nothing by role.",
};

/** What a role may do. */
export function mayWords(role: Role): string {
  return MAY[role];
}

/** The roles to choose from, from the one that may most. */
export const ROLE_CARDS = (Object.keys(ROLES) as Role[]).map((value) => ({
  value,
  label: ROLES[value],
  note: MAY[value],
}));
