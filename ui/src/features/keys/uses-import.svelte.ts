import { commands, type UsesImportPreview, type UsesImportRow } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { FileImport } from "../../imports/file-import.svelte";
import { refusedFile } from "./uses-import-words";

/** A list of last uses on its way in. */
export class UsesImport extends FileImport<UsesImportPreview, UsesImportRow> {
  constructor() {
    super({
      preview: (fileName, content) => answer(commands.previewUsesImport(fileName, content)),
      rows: (...asked) => answer(commands.usesImportRows(...asked)),
      confirm: (importId) => answer(commands.confirmUsesImport(importId)),
      refusedFile,
      compareAnew: {
        uses_stale:
          "The keys changed meanwhile, and nothing was written. This is the file compared with the keys as they are now.",
        import_gone:
          "The preview had been put away, and nothing was written. This is the file compared with the keys as they are now.",
      },
    });
  }
}
