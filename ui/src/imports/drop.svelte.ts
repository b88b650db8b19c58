import { router } from "../kit/router.svelte";
import { type Destination, destinationOf, HEAD } from "./destination";

class WaitingFile {
  #waiting = $state.raw<{ destination: Destination; file: File }>();

  /** Has a page take a file to its preview; nothing is written. */
  take(destination: Destination, file: File): void {
    this.#waiting = { destination, file };
    const first = router.segments[0] === "fleet" && router.query.get("first") === "1";
    router.go(first && destination === "fleet" ? "/fleet/import?first=1" : `/${destination}/import`);
  }

  /** The file that waits for a page, which is now its own. To be asked in an effect. */
  handOver(destination: Destination): File | undefined {
    if (this.#waiting?.destination !== destination) return undefined;
    const { file } = this.#waiting;
    this.#waiting = undefined;
    return file;
  }
}

/** A file that was dropped or chosen and waits for its page to preview it. */
export const waitingFile = new WaitingFile();

/** Takes a file from anywhere in the window to the page that it is for. */
export async function takeDroppedFile(file: File): Promise<void> {
  // One that can't be read is refused where it goes.
  const head = await file
    .slice(0, HEAD)
    .text()
    .catch(() => "");
  waitingFile.take(destinationOf(file.name, head, router.segments[0]), file);
}
