import { commands, type ImportPreview, type ImportRow } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { FileImport } from "../../imports/file-import.svelte";
import { refusedFile } from "./import-words";

/** A CSV on its way into the fleet. */
export class FleetImport extends FileImport<ImportPreview, ImportRow> {
  constructor() {
    super({
      preview: (fileName, content) => answer(commands.previewImport(fileName, content)),
      rows: (...asked) => answer(commands.importRows(...asked)),
      confirm: (importId) => answer(commands.confirmImport(importId)),
      refusedFile,
      compareAnew: {
        import_stale:
          "The fleet changed meanwhile, and nothing was written. This is the file compared with the fleet as it is now.",
        import_gone:
          "The preview had been put away, and nothing was written. This is the file compared with the fleet as it is now.",
      },
    });
  }
}
