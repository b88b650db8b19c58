import { router } from "../../kit/router.svelte";

class FleetFile {
  /** A file that was dropped or chosen and waits for the Fleet page to preview it. */
  pending = $state.raw<File>();
}

/** The file that waits to be previewed. */
export const pendingFile = new FleetFile();

/** Takes a file from anywhere in the window to its preview; nothing is written. */
export function takeDroppedFile(file: File): void {
  pendingFile.pending = file;
  const first = router.segments[0] === "fleet" && router.query.get("first") === "1";
  router.go(first ? "/fleet/import?first=1" : "/fleet/import");
}
