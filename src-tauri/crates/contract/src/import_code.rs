//! What is wrong with a file that is imported: aircraft, resources, last uses. On the wire it is one of the codes.

use serde::{Deserialize, Serialize};
use specta::Type;

/// One reason why a file, or a row of it, isn't taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportCode {
    // CSV files, of aircraft and of last uses
    /// The file is empty.
    CsvEmpty,
    /// Not text in UTF-8, UTF-16 or Windows-1252.
    CsvNotText,
    /// No column is a registration: `params.found` lists the headers.
    CsvNoRegistration,
    /// More than `params.rows` rows or `params.megabytes` megabytes.
    CsvTooLarge,
    /// This preview isn't there any more: choose the file again.
    ImportGone,
    /// The fleet changed since the preview: look again.
    ImportStale,
    /// In one file, the same registration a second time; `params.line` is the first.
    DuplicateRegistration,
    /// The row has too few or too many fields.
    CsvFieldCount,
    /// The file is empty.
    UsesEmpty,
    /// No column is a key id: `params.found` lists the headers.
    CsvNoKeyId,
    /// No column is a time: `params.found` lists the headers.
    CsvNoTime,
    /// A whole key stands in the row, which is shown without it.
    WholeKeyInFile,
    /// Not a key id: 16 letters and digits, with or without `ktw_` before them.
    InvalidKeyId,
    /// No key here has that id.
    NoSuchKey,
    /// The key was deleted at `params.deleted_at`.
    KeyDeleted,
    /// Not a date and a time in ISO 8601.
    InvalidInstant,
    /// It hasn't come yet.
    InstantInFuture,
    /// The key was generated at `params.generated_at`, after it.
    BeforeGenerated,
    /// The keys, or what is known of their use, changed since the preview: look again.
    UsesStale,

    // Importing resources
    /// The document is empty.
    DocumentEmpty,
    /// More than `params.megabytes` megabytes or `params.resources` resources.
    DocumentTooLarge,
    /// Not text in UTF-8, UTF-16 or Windows-1252.
    DocumentNotText,
    /// It breaks the rules of JSON or YAML at `params.line`, `params.column`.
    DocumentBroken,
    /// Its values are nested too deep.
    DocumentTooDeep,
    /// It holds too many values, or YAML aliases that repeat too much.
    DocumentTooManyValues,
    /// An object of it holds `params.name` twice.
    DocumentNameTwice,
    /// Neither OpenAPI, nor a list of resources, nor a CSV with a column of codes; `params.found` lists headers or names.
    DocumentNotRecognised,
    /// OpenAPI 2, which was called Swagger.
    DocumentSwagger,
    /// OpenAPI of a version that isn't known: `params.found`.
    DocumentVersion,
    /// It has nothing that becomes a resource.
    DocumentNothing,
    /// `params.reference` leads out of the document.
    ReferenceElsewhere,
    /// `params.reference` leads nowhere.
    ReferenceDangling,
    /// `params.reference` leads in a circle.
    ReferenceCycle,
    /// From `params.reference`, more than `params.limit` references follow one another.
    ReferenceTooLong,
    /// The catalogue changed since the preview: look again.
    CatalogueStale,
    /// An item of the list has no fields.
    RowNoFields,
    /// The field holds something else than text.
    FieldNotText,
    /// There is no level `params.name`.
    UnknownLevel,
    /// An earlier row has the code `params.code`; `params.row` is its number, `params.format` what numbers count.
    CodeTwice,
    /// An earlier row (`params.row`) has the same title in the same group.
    TitleTwice,
    /// An earlier row (`params.row`) is about the same resource.
    SameResource,
    /// It could be each of several resources: `params.titles`.
    SeveralResources,
    /// `params.code` is the level `params.level` of the resource, which the row doesn't name.
    LevelMoves,
}
