import { answer } from "../../backend/call";
import { commands, type Problem } from "../../backend/bindings";
import { plural } from "../../kit/numbers";
import { holdsKey } from "./describe";
import { splitNetworks } from "./networks";

/** A network that was given, or a text that is none. */
export type NetworkChip = {
  /** As it is kept, or what was typed. */
  text: string;
  /** Why it is no network. */
  problem: Problem | null;
};

/** From where a key may be used; nothing for any address. */
export class NetworksChoice {
  /** In the order of giving. */
  chips = $state.raw<readonly NetworkChip[]>([]);
  /** What stands in the field, and isn't among them yet. */
  typed = $state("");
  /** What the last paste came to, for those who don't see the chips appear. */
  said = $state("");

  #read: Promise<void> = Promise.resolve();

  /** Texts that are no networks. */
  wrong = $derived(this.chips.filter((chip) => chip.problem !== null));
  /** How many of them are to be corrected, in words. */
  wrongTold = $derived(
    this.wrong.length === 1
      ? "One of these is no network. Correct it or take it out."
      : `${this.wrong.length} of these are no networks. Correct them or take them out.`,
  );
  /** As the wire takes them. */
  texts = $derived(this.chips.map((chip) => chip.text));

  /** Takes up what a key has, or what was kept of it, read already. */
  take(networks: readonly string[]): void {
    this.chips = networks.map((text) => ({ text, problem: null }));
  }

  /**
   * Takes what stands in the field, and waits for what was taken before: to be awaited before a key is saved, for a
   * network that is left out would let every address in. What can't be read stays in the field.
   */
  async settle(): Promise<void> {
    const text = this.typed;
    this.typed = "";
    try {
      await this.addText(text);
    } catch (failure) {
      this.#read = Promise.resolve();
      this.typed = text;
      throw failure;
    }
  }

  /** Adds every network in a text; those that are none stay in sight as wrong. A key that was pasted here is left out. */
  addText(text: string): Promise<void> {
    return (this.#read = this.#read.then(() => this.#take(text)));
  }

  async #take(text: string): Promise<void> {
    const texts = splitNetworks(text).filter((one) => !holdsKey(one));
    if (texts.length === 0) return;
    const read = await answer(commands.readNetworks(texts));
    const before = this.chips.length;
    for (const { text: typed, network, problem } of read) this.#add({ text: network ?? typed, problem });
    const added = this.chips.length - before;
    const wrong = read.filter((one) => one.network === null).length;
    this.said = `${plural(added, "network", "networks")} added${wrong > 0 ? `, ${wrong} to be corrected` : ""}`;
  }

  remove(chip: NetworkChip): void {
    this.chips = this.chips.filter((one) => one !== chip);
    this.said = `${chip.text} removed`;
  }

  /** Takes another network instead of a text that is none. */
  correct(chip: NetworkChip, network: string): void {
    const there = this.chips.some((one) => one.text === network);
    this.chips = there
      ? this.chips.filter((one) => one !== chip)
      : this.chips.map((one) => (one === chip ? { text: network, problem: null } : one));
    this.said = `${network} instead of ${chip.text}`;
  }

  #add(chip: NetworkChip): void {
    if (!this.chips.some((one) => one.text === chip.text)) this.chips = [...this.chips, chip];
  }
}
