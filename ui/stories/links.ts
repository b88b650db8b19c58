// Links to keys, as another program would open them.

import type { WorkspaceView } from "../src/backend/bindings";
import type { Desk } from "./desk";

/** The link to a key of the vault that is open. */
export async function linkTo(desk: Desk, keyId: string): Promise<string> {
  const { account_id } = await desk.ask<WorkspaceView>("workspace");
  return `keytower://open/${account_id}/key/${keyId}`;
}
