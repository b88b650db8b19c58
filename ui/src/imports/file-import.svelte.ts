import type { Code, ImportOutcome, ImportResult } from "../backend/bindings";
import { commands } from "../backend/bindings";
import { answer, problemOf, Refusal } from "../backend/call";
import { problemText } from "../backend/words";
import { workspace } from "../backend/workspace.svelte";
import { WindowedList } from "../kit/windowed-list.svelte";
import { type Counts, rowsOf } from "./outcomes";

/** What every preview of a file says. */
export interface Preview extends Counts {
  import_id: string;
  file_name: string;
}

/** What a file is imported into: how it is asked for, and its words. */
export interface Target<P extends Preview, R> {
  preview: (fileName: string, content: string) => Promise<P>;
  rows: (importId: string, outcome: ImportOutcome | null, offset: number, limit: number) => Promise<R[]>;
  confirm: (importId: string) => Promise<ImportResult>;
  /** Why a file isn't read at all; nothing where it is. */
  refusedFile: (file: File) => string | undefined;
  /** Refusals after which the file, which is still here, is compared anew, and what is said then. */
  compareAnew: Partial<Record<Code, string>>;
}

/** A file on its way in: read, previewed, and written only when confirmed. */
export class FileImport<P extends Preview, R> {
  preview = $state.raw<P>();
  /** The outcome whose rows are shown; `all` for any. */
  outcome = $state<ImportOutcome | "all">("all");
  rows = $state.raw<WindowedList<R>>();
  reading = $state(false);
  writing = $state(false);
  /** Why the file can't be previewed, in words. */
  failure = $state<string>();
  /** Why a preview is shown again. */
  note = $state<string>();
  fileName = $state<string>();
  #file: File | undefined;
  // A file chosen while another is still being read wins.
  #generation = 0;
  #target: Target<P, R>;

  constructor(target: Target<P, R>) {
    this.#target = target;
  }

  /** Reads a file and compares it with what is there. */
  async take(file: File): Promise<void> {
    await this.cancel();
    const generation = this.#generation;
    this.fileName = file.name;
    this.failure = this.#target.refusedFile(file);
    if (this.failure !== undefined) return;
    this.#file = file;
    this.reading = true;
    try {
      const content = await base64(file);
      const preview = await this.#target.preview(file.name, content);
      if (generation === this.#generation) this.#show(preview);
      else await answer(commands.cancelImport(preview.import_id));
    } catch (failure) {
      if (generation !== this.#generation) return;
      this.failure =
        failure instanceof Refusal
          ? problemText(failure.problem)
          : `${file.name} couldn't be read. Check that it is still there and not open elsewhere, then choose it again.`;
    } finally {
      if (generation === this.#generation) this.reading = false;
    }
  }

  /** Shows the rows of one outcome. */
  choose(outcome: ImportOutcome | "all"): void {
    const preview = this.preview;
    if (preview === undefined) return;
    this.outcome = outcome;
    const asked = outcome === "all" ? null : outcome;
    const rows = new WindowedList<R>(async (offset, limit) => ({
      matching: rowsOf(preview, asked),
      rows: await this.#target.rows(preview.import_id, asked, offset, limit),
    }));
    this.rows = rows;
    void rows.reload();
  }

  /** Writes what the preview showed; what was done, or nothing where it wasn't. */
  async confirm(): Promise<ImportResult | undefined> {
    if (this.preview === undefined || this.writing) return undefined;
    this.writing = true;
    this.failure = undefined;
    this.note = undefined;
    try {
      const result = await this.#target.confirm(this.preview.import_id);
      this.#forget();
      await workspace.refresh();
      return result;
    } catch (failure) {
      const problem = problemOf(failure);
      const why = this.#target.compareAnew[problem.code];
      if (why !== undefined && this.#file !== undefined) {
        await this.take(this.#file);
        this.note = why;
      } else {
        this.failure = problemText(problem);
      }
      return undefined;
    } finally {
      this.writing = false;
    }
  }

  /** Puts the preview away. */
  async cancel(): Promise<void> {
    const preview = this.preview;
    this.#forget();
    if (preview === undefined) return;
    // Where this fails, the vault's lock forgets it.
    await answer(commands.cancelImport(preview.import_id)).catch(() => undefined);
  }

  #show(preview: P): void {
    this.preview = preview;
    this.choose("all");
  }

  #forget(): void {
    this.#generation += 1;
    this.preview = undefined;
    this.rows = undefined;
    this.reading = false;
    this.failure = undefined;
    this.note = undefined;
    this.fileName = undefined;
    this.#file = undefined;
  }
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ""));
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
}
