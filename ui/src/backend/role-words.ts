import type { KeySetup, Role } from "./bindings";

/** Roles, as they are called. */
export const ROLES: Record<Role, string> = {
  system_administrator: "System administrator",
  api_token_manager: "API token manager",
  auditor: "Auditor",
  none: "None",
};

/** How much of *API key setup* somebody has, as it is called. */
export const KEY_SETUPS: Record<KeySetup, string> = {
  none: "None",
  view: "View",
  modify: "Modify",
  modify_all: "Modify all",
};
