import type { AccessPreview } from "../backend/bindings";
import { Look } from "../backend/look.svelte";

export { REST } from "../backend/look.svelte";

/** What a choice of access would do to keys, which it changes at once. */
export class AccessLook<C> extends Look<C, AccessPreview> {}
