import { commands, type ResourceImportPreview, type ResourceImportRow } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { FileImport } from "../../imports/file-import.svelte";
import { refusedFile } from "./resource-import-words";

/** A document on its way into the catalogue. */
export class ResourceImport extends FileImport<ResourceImportPreview, ResourceImportRow> {
  constructor() {
    super({
      preview: (fileName, content) => answer(commands.previewResourceImport(fileName, content)),
      rows: (...asked) => answer(commands.resourceImportRows(...asked)),
      confirm: (importId) => answer(commands.confirmResourceImport(importId)),
      refusedFile,
      compareAnew: {
        catalogue_stale:
          "The resources changed meanwhile, and nothing was written. This is the file compared with the resources as they are now.",
        import_gone:
          "The preview had been put away, and nothing was written. This is the file compared with the resources as they are now.",
      },
    });
  }
}
