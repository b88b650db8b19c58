// A vault in which there is something of everything to look at.

import type { Desk } from "./desk";

/** A vault in which every state is there to be seen. */
export async function furnished(desk: Desk): Promise<string> {
  await desk.vault({ aircraft: 20 });
  return furnish(desk);
}

/** The same in a vault that is open. */
export async function furnish(desk: Desk): Promise<string> {
  const { key } = await desk.key({ resources: ["Flights", "Airports"] });
  await desk.key({ name: "fuel-feed", account: "svc-fuel", days: 30, aircraft: ["SP-KTA"] });
  await desk.key({ name: "crew-sync", account: "svc-crew", days: 10 });
  await desk.key({ name: "old-probe", days: 90, stored: false });
  const stopped = await desk.key({ name: "stopped" });
  await desk.ask("disable_key", { keyId: stopped.key.key_id });
  return key.key_id;
}
