import {
  commands as program,
  type Found,
  type Identified,
  type KeyView,
  type LinkView,
} from "../../backend/bindings";
import { answer, problemOf } from "../../backend/call";
import { keyChanges } from "../../backend/changes";
import { openedLink } from "../../backend/link.svelte";
import { problemText } from "../../backend/words";
import { workspace } from "../../backend/workspace.svelte";
import { KeyActions } from "../../features/keys/key-actions.svelte";
import { router } from "../../kit/router.svelte";
import { selection, type Verb } from "../../kit/selection.svelte";
import { wishes } from "../../kit/wishes.svelte";
import { pages } from "../pages";
import { offeredCommands, type Command, type Frame } from "./commands";
import { fitOf } from "./fit";
import { foundGroups, keyItems, retry, vaultItems } from "./found";
import { inOrder, type Group, type Item } from "./items";
import { presented, type Presented } from "./presented";

/** Choices that are offered again, at most. */
const AGAIN = 5;

/** What a key, a key id, a link or the clipboard turned out to be. */
export type Told =
  | { kind: "identified"; found: Identified; clipboard: boolean }
  | { kind: "link"; leads: LinkView }
  | { kind: "no_text" }
  | { kind: "unfinished" }
  | { kind: "refused"; words: string; again?: () => void };

/** The command palette: what is typed, what it finds, and which line is marked. */
export class Palette {
  open = $state(false);
  /** What the field shows: of a key only its public part. */
  text = $state("");
  /** A part of a key's secret stands in the field, until the rest of it is typed. */
  hidden = $state(false);
  /** Something presented is being asked about. */
  busy = $state(false);
  told = $state.raw<Told>();
  /** What can be done to a key from here. */
  readonly actions = new KeyActions((keyId, key) => this.#changed(keyId, key));
  #found = $state.raw<Found>();
  #again = $state.raw<readonly Item[]>([]);
  #marked = $state<string>();
  #asked = 0;
  // Whatever is being asked; Enter waits for it.
  #answered: Promise<void> = Promise.resolve();
  #frame: Frame;

  /** The lines, group by group. */
  readonly groups = $derived.by((): Group[] => {
    if (this.busy || this.told) return this.#toldGroups();
    return this.text.trim() === "" ? this.#offered() : this.#matching();
  });
  readonly items = $derived(this.groups.flatMap(({ items }) => items));
  /** The line that Enter chooses: the first, until another is marked. */
  readonly marked = $derived(this.items.find(({ id }) => id === this.#marked) ?? this.items[0]);

  /** `showKeys` shows the keys of the keyboard. */
  constructor(showKeys: () => void) {
    this.#frame = { showKeys, askClipboard: () => this.askClipboard() };
  }

  show(): void {
    wishes.clear();
    this.#put("");
    this.open = true;
  }

  /** Closes it; what was typed or pasted isn't kept. */
  close(): void {
    this.open = false;
    this.#put("");
  }

  /** Something was typed into the field; at once, where it came there whole. */
  type(text: string, atOnce: boolean): void {
    const presents = presented(text);
    const before = this.#found;
    this.#put(text);
    if (presents === undefined) {
      // What was found stays until the answer is there, so that nothing flickers.
      this.#found = before;
      if (text.trim() !== "") this.#search(text.trim());
    } else if (presents.whole || atOnce) {
      this.#present(presents);
    } else {
      this.hidden = true;
      this.told = { kind: "unfinished" };
    }
  }

  /** Takes what is pasted, where it names one thing: the text of a key never stands in the field then. */
  takes(text: string): boolean {
    const presents = presented(text);
    if (presents === undefined) return false;
    this.#put("");
    this.#present(presents);
    return true;
  }

  /** Says which key the clipboard holds, whose text stays in the program. */
  askClipboard(): void {
    if (this.open) this.#put("");
    else this.show();
    this.#ask(async () => {
      const found = await answer(program.identifyClipboard());
      return found === null ? { kind: "no_text" } : { kind: "identified", found, clipboard: true };
    });
  }

  /** Marks another line: so many further, round about, or the first or last. */
  move(to: number | "first" | "last"): void {
    const { items, marked } = this;
    if (items.length === 0) return;
    const at = marked === undefined ? -1 : items.indexOf(marked);
    const place =
      to === "first" ? 0 : to === "last" ? items.length - 1 : (at + to + items.length) % items.length;
    this.#marked = items[place]?.id;
  }

  mark(item: Item): void {
    this.#marked = item.id;
  }

  /** The line that Enter means, once what was typed has been answered. */
  async meant(): Promise<Item | undefined> {
    const presents = this.hidden ? presented(this.text) : undefined;
    if (presents !== undefined) {
      this.#present(presents);
      return undefined;
    }
    await this.#answered;
    return this.open ? this.marked : undefined;
  }

  /** Remembers what was chosen, until the vault is locked. */
  chosen(item: Item): void {
    if (item.again) this.#again = [item, ...this.#again.filter(({ id }) => id !== item.id)].slice(0, AGAIN);
  }

  #put(text: string): void {
    // A pasted link that wasn't followed isn't followed later.
    if (this.told?.kind === "link") openedLink.forget();
    this.#asked += 1;
    this.text = text;
    this.hidden = false;
    this.busy = false;
    this.told = undefined;
    this.#found = undefined;
    this.#marked = undefined;
    this.#answered = Promise.resolve();
  }

  #search(text: string): void {
    const mine = (this.#asked += 1);
    this.#answered = answer(program.search(text)).then(
      (found) => {
        if (mine === this.#asked) this.#found = found;
      },
      (failure: unknown) => {
        if (mine !== this.#asked) return;
        const problem = problemOf(failure);
        const again = () => this.type(this.text, true);
        this.told = {
          kind: "refused",
          words: problemText(problem),
          ...(problem.code === "too_long" ? {} : { again }),
        };
      },
    );
  }

  #present({ kind, asked, shown }: Presented): void {
    this.text = shown;
    this.hidden = false;
    this.told = undefined;
    this.#ask(async () => {
      if (kind !== "link") return this.#identify(asked);
      const leads = await answer(program.followLink(asked));
      if (leads.kind !== "here") return { kind: "link", leads };
      openedLink.forget();
      return this.#identify(`ktw_${leads.key_id}`);
    });
  }

  async #identify(text: string): Promise<Told> {
    return { kind: "identified", found: await answer(program.identifyKey(text)), clipboard: false };
  }

  #ask(question: () => Promise<Told>): void {
    const mine = (this.#asked += 1);
    this.busy = true;
    this.told = undefined;
    const refused = (failure: unknown): Told => ({
      kind: "refused",
      words: problemText(problemOf(failure)),
      again: () => this.#ask(question),
    });
    this.#answered = question()
      .catch(refused)
      .then((told) => {
        if (mine !== this.#asked) return;
        this.busy = false;
        this.told = told;
        if (told.kind === "identified" && told.clipboard) this.text = publicPart(told.found);
      });
  }

  /** A verb from here changed a key: what is said of it, and the page behind, say so. */
  #changed(keyId: string, key: KeyView | undefined): void {
    const { told } = this;
    if (told?.kind === "identified" && "key" in told.found && told.found.key.key_id === keyId && key)
      this.told = { ...told, found: { ...told.found, key } };
    keyChanges.tell(keyId, key);
    // Its counts stand beside the page; where they can't be read they stay as they were.
    workspace.refresh().catch(() => undefined);
  }

  #toldGroups(): Group[] {
    const { told } = this;
    if (told?.kind === "identified" && "key" in told.found)
      return [{ label: told.found.key.name, items: keyItems(told.found.key, this.actions) }];
    if (told?.kind === "link") return [{ label: "Vaults", items: vaultItems(told.leads) }];
    if (told?.kind === "refused" && told.again) return [{ label: "Again", items: [retry(told.again)] }];
    return [];
  }

  /** What is offered before anything is typed. */
  #offered(): Group[] {
    const again = new Set(this.#again.map(({ id }) => id));
    const groups = [
      { label: selection.selected?.name ?? "", items: this.#verbs().map(({ item }) => item) },
      { label: "Chosen before", items: [...this.#again] },
      {
        label: "Commands",
        items: offeredCommands()
          .map((command) => this.#command(command))
          .filter(({ id }) => !again.has(id)),
      },
      { label: "Pages", items: this.#pages().map(({ item }) => item) },
    ];
    return groups.filter(({ items }) => items.length > 0);
  }

  #matching(): Group[] {
    const text = this.text.trim();
    const fitting = (lines: { item: Item; words?: string }[]) =>
      lines.flatMap(({ item, words }) => {
        const fit = fitOf(text, item.label, words);
        return fit === undefined ? [] : [{ fit, item }];
      });
    const listed = offeredCommands().map((command) => ({
      item: this.#command(command),
      words: `${command.note ?? ""} ${command.words ?? ""}`,
    }));
    return inOrder([
      { label: selection.selected?.name ?? "", items: fitting(this.#verbs()) },
      { label: "Commands", items: fitting(listed) },
      { label: "Pages", items: fitting(this.#pages()) },
      ...(this.#found === undefined ? [] : foundGroups(this.#found, text)),
    ]);
  }

  #verbs(): { item: Item; words: string }[] {
    const offered = selection.selected;
    return (offered?.verbs ?? []).map((verb: Verb) => ({
      item: { ...verb, id: `verb ${verb.id}`, note: verb.line },
      words: `${verb.line ?? ""} ${offered?.name ?? ""}`,
    }));
  }

  #command({ id, label, icon, note, keys, stays, run }: Command): Item {
    return { id, label, icon, note, keys, stays, again: true, run: () => run(this.#frame) };
  }

  #pages(): { item: Item }[] {
    return pages.map(({ name, label, icon }, index) => ({
      item: {
        id: `page ${name}`,
        label,
        icon,
        keys: ["Ctrl", `${index + 1}`],
        run: () => router.go(`/${name}`),
      },
    }));
  }
}

/** Of what the clipboard holds, what may be shown. */
function publicPart(found: Identified): string {
  if (found.kind === "malformed") return "";
  return `ktw_${"key" in found ? found.key.key_id : found.key_id}_••••`;
}
