import { answer, problemOf } from "../../backend/call";
import { otherSystem, toastEnded } from "../../backend/checking";
import { commands, type KeyView } from "../../backend/bindings";
import { problemText } from "../../backend/words";
import { router } from "../../kit/router.svelte";
import { toast } from "../../kit/toasts.svelte";
import type { Outcome } from "./hand-over.svelte";

/** Verbs that ask something before they are done. */
export type AskingVerb = "show" | "renew" | "rotate" | "retire" | "edit" | "revoke" | "expire" | "delete";

/** What can be done to a key, from wherever it is offered: the drawer, and *Which key is this?*. */
export class KeyActions {
  /** The dialog that is open. */
  asking = $state.raw<{ verb: AskingVerb; key: KeyView }>();
  /** The verb under way. */
  busy = $state(false);
  #changed: (keyId: string, key: KeyView | undefined) => void;

  /** `changed` is told the key as it is after each change; `undefined` when it was deleted. */
  constructor(changed: (keyId: string, key: KeyView | undefined) => void) {
    this.#changed = changed;
  }

  ask(verb: AskingVerb, key: KeyView): void {
    this.asking = { verb, key };
  }

  close(): void {
    this.asking = undefined;
  }

  replace(key: KeyView): void {
    router.go(`/keys/new?replaces=${key.key_id}`);
  }

  /** Stops it now. Needs no typing, because it can be undone. */
  async disable(key: KeyView): Promise<void> {
    await this.#atOnce(async () => {
      this.#changed(key.key_id, await answer(commands.disableKey(key.key_id)));
      const undo = { label: "Undo", run: () => void this.enable(key) };
      toastEnded(otherSystem() ? "Disabled." : "Stopped. You can enable it again.", 1, undo);
    });
  }

  async enable(key: KeyView): Promise<void> {
    await this.#atOnce(async () => {
      this.#changed(key.key_id, await answer(commands.enableKey(key.key_id)));
      toast(`${key.name} works again.`, "good");
    });
  }

  async copyKeyId(keyId: string): Promise<void> {
    await this.#atOnce(async () => {
      await answer(commands.copyKeyId(keyId));
      toast("Key id copied. It is public, not the key.", "good");
    });
  }

  async copyAccountId(): Promise<void> {
    await this.#atOnce(async () => {
      await answer(commands.copyAccountId());
      toast("Account id copied. If the clipboard held a key, it no longer does.", "good");
    });
  }

  async copyLink(keyId: string): Promise<void> {
    await this.#atOnce(async () => {
      await answer(commands.copyLink(keyId));
      toast("Link copied. It opens this key in Keytower, and nothing else.", "good");
    });
  }

  async copyEvidence(key: KeyView): Promise<void> {
    await this.#atOnce(async () => {
      await answer(commands.copyEvidence(key.key_id));
      toast(`Evidence about ${key.name} copied. It holds no secret.`, "good");
    });
  }

  async copyHandOverNote(key: KeyView): Promise<void> {
    await this.#atOnce(async () => {
      await answer(commands.copyHandOverNote(key.key_id));
      toast(`Hand-over note of ${key.name} copied. It holds no secret.`, "good");
    });
  }

  /** The confirmed ones throw, so that their dialog can say why. */
  async revoke(key: KeyView): Promise<void> {
    this.#changed(key.key_id, await answer(commands.revokeKey(key.key_id)));
    toastEnded(`${key.name} is revoked, for good.`);
  }

  async retire(key: KeyView): Promise<void> {
    this.#changed(key.key_id, await answer(commands.retireOldSecret(key.key_id)));
    toast(`The old key of ${key.name} is retired.`, "good");
  }

  /** After a rotation was shown: whether somebody has the new key, or it was taken back. */
  async rotated(keyId: string, outcome: Outcome): Promise<void> {
    await this.#atOnce(async () => {
      const key = await answer(commands.key(keyId));
      this.#changed(keyId, key);
      if (outcome === "taken") toast(`${key.name} has a new key.`, "good");
      if (outcome === "left") toast(`${key.name} has a new key, which nobody has yet.`);
      if (outcome === "discarded") toast("Nobody has the new key: it is as it was before.", "good");
    });
  }

  /** After it was shown again: how its text left, and that it was shown, is told with it. */
  async shown(keyId: string): Promise<void> {
    await this.#atOnce(async () => {
      this.#changed(keyId, await answer(commands.key(keyId)));
    });
  }

  async expire(key: KeyView): Promise<void> {
    this.#changed(key.key_id, await answer(commands.expireKey(key.key_id)));
    toastEnded(`${key.name} has ended, for good.`);
  }

  async remove(key: KeyView): Promise<void> {
    await answer(commands.deleteKey(key.key_id));
    this.#changed(key.key_id, undefined);
    toastEnded(`${key.name} is off the list.`);
  }

  /** Taken up by the renew and edit dialogs, which make their own request. */
  done(key: KeyView, said: string): void {
    this.close();
    this.#changed(key.key_id, key);
    toast(said, "good");
  }

  async #atOnce(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await act();
    } catch (failure) {
      toast(problemText(problemOf(failure)), "bad");
    } finally {
      this.busy = false;
    }
  }
}
