//! Why something was refused: one exhaustive list, worded by the user interface.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ImportCode;

/// One reason for a refusal. The wire carries the code; words are the interface's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    // The session
    /// The vault is locked: unlock it first.
    Locked,
    /// No vault is open.
    NoVault,
    /// Sample data is open, which has no vault: no password, no files.
    SampleData,
    /// The actor's role doesn't allow it.
    Forbidden,
    /// Somebody changed the same thing meanwhile: look again.
    Conflict,
    /// The thing isn't there (any more).
    NotFound,
    /// Whoever asked for it stopped it.
    Stopped,
    /// Something went wrong that is nobody's input; `params.detail` names the place, never a value.
    Internal,

    // Vaults and the keyring
    /// The master password doesn't open this vault.
    WrongPassword,
    /// The recovery code doesn't open this vault.
    WrongRecoveryCode,
    /// The recovery code can't be one: a character is wrong or missing.
    MalformedRecoveryCode,
    /// The vault's files are damaged.
    VaultDamaged,
    /// The folder is no vault.
    NotAVault,
    /// A newer Keytower made it.
    VaultNewer,
    /// Its derivation parameters are outside what is accepted.
    VaultParameters,
    /// Another process holds it.
    VaultInUse,
    /// It lies where nothing can be written.
    VaultReadOnly,
    /// The vault's folder isn't there.
    VaultMissing,
    /// A vault of that name is there already.
    VaultExists,
    /// The disk is full; nothing changed.
    DiskFull,
    /// Writing or reading a file failed; `params.detail` says how.
    Io,
    /// Fewer than 12 characters.
    PasswordTooShort,
    /// More than 1,024 characters.
    PasswordTooLong,
    /// No keyring answers on this computer.
    KeyringAbsent,
    /// The keyring is locked or doesn't answer in time.
    KeyringTimedOut,
    /// The keyring holds nothing (or more than one thing) for this vault.
    KeyringNoEntry,
    /// What the keyring holds doesn't open this vault.
    KeyringRefused,

    // Starting with the session
    /// The folder of what starts with the session can't be written to; `params.folder` names it.
    SessionStartReadOnly,
    /// What starts with the session can't be changed; `params.detail` says why.
    SessionStartRefused,

    // Backups
    /// The file is no backup.
    NotABackup,
    /// The backup's end is missing.
    BackupCut,
    /// The backup isn't what was written.
    BackupDamaged,
    /// The backup is whole, and wasn't written by somebody with the vault's key.
    BackupAltered,
    /// A newer Keytower made the backup.
    BackupNewer,
    /// The backup isn't there.
    BackupMissing,
    /// What was written doesn't hold what the vault holds, so it was removed.
    BackupDiffers,
    /// One is being made already.
    BackupRunning,
    /// No backup is open: it was closed, or the vault was locked.
    NoBackupOpen,

    // Text fields
    /// The field is empty.
    Required,
    /// Longer than `params.limit` characters.
    TooLong,
    /// Holds a control character or an unpaired direction mark.
    ControlCharacter,
    /// A service account's name has only letters, digits, `-`, `_` and `.`.
    AccountNameCharacters,
    /// A vault's name can't be a folder's name.
    VaultNameCharacters,
    /// Taken by another (compared without case).
    NameTaken,
    /// Not an e-mail address.
    InvalidEmail,
    /// The text contains an API key.
    ContainsKey,
    /// No such time zone.
    InvalidTimeZone,
    /// Not the name or the address of a server.
    InvalidHost,
    /// Not a port: a number from 1 to 65,535.
    InvalidPort,

    // Keys
    /// The policy shows keys once.
    ShowNotAllowed,
    /// Nothing seals keys here.
    NothingSeals,
    /// The key was generated, or last rotated, to be shown once.
    GeneratedOnce,
    /// What opened the key's box is lost.
    SealLost,
    /// A key is being shown already.
    ShownAlready,
    /// A live key of the same owner has that name; `params.key_id` is its id.
    LiveKeyHasName,
    /// No resource is chosen.
    NoResources,
    /// *Only some* aircraft, and none is chosen.
    NoAircraft,
    /// The resource has no such level.
    NoSuchLevel,
    /// The resource has been retired.
    ResourceRetired,
    /// The aircraft has been retired.
    AircraftRetired,
    /// The date is today or has passed.
    DateInPast,
    /// Later than the maximum; `params.latest` is the latest date allowed.
    BeyondMaximum,
    /// Not a date.
    InvalidDate,
    /// Neither address nor network in CIDR notation; of several, `params.entry` counts from 0, here and below.
    InvalidNetwork,
    /// A network with a zone, which means something on one computer only.
    NetworkZone,
    /// A prefix of more than `params.limit` bits.
    NetworkPrefix,
    /// Bits are set beyond the prefix: `params.network` or `params.address` may be meant.
    NetworkHostBits,
    /// More networks than `params.limit`.
    TooManyNetworks,
    /// Not an address that a browser opens: `http://` or `https://` and a host.
    InvalidWebAddress,
    /// A name or a password stands in the address.
    AddressCredentials,
    /// Not a number of days from 0 to `params.limit` before expiry; `params.entry` is its place from 0.
    InvalidReminderDay,
    /// A key that reminds on days of its own names at least one.
    NoReminderDays,
    /// More days than `params.limit`.
    TooManyReminderDays,
    /// More people and service accounts than `params.limit`.
    TooManyPersonnel,
    /// `params.name` has left, and can't be chosen any more.
    PersonLeft,
    /// Not an IPv4 or IPv6 address.
    InvalidAddress,
    /// Not a time of day, `HH:MM`.
    InvalidTime,
    /// Not a number of days from 1 to `params.limit`.
    InvalidRenewalDays,
    /// It already ends later; `params.expires_at` says when.
    EndsLaterAlready,
    /// The key has been revoked.
    KeyRevoked,
    /// The key has expired.
    KeyExpired,
    /// The key was expired by hand, which is final.
    ExpiredByHand,
    /// It expired more than `params.days` days ago.
    GraceOver,
    /// An expired key is renewed with a reason.
    ReasonRequired,
    /// The key is disabled already.
    AlreadyDisabled,
    /// The key isn't disabled.
    NotDisabled,
    /// An older secret still works, until `params.until`.
    RotatingAlready,
    /// No older secret of it works.
    NotRotating,
    /// Not a number of days from 0 to `params.limit`.
    InvalidOverlapDays,
    /// The owner is disabled.
    OwnerDisabled,
    /// The owner left.
    OwnerLeft,
    /// The owner doesn't have that, and whoever asks may not grant it to them.
    MayNotGrant,
    /// Only a revoked key can be deleted.
    NotRevoked,
    /// No key is being shown: it was closed, locked or discarded.
    NothingToShow,
    /// Somebody may have this key already: it can't be discarded as never handed out.
    HandedOut,
    /// What was to be done to many keys isn't there any more: look again.
    ChangesGone,
    /// The selected keys changed since the preview: look again.
    ChangesStale,
    /// The key reminds the same already, on the same days.
    RemindsSo,
    /// The key doesn't remind whoever is to be replaced.
    RemindsThemNot,
    /// Changing many keys was stopped; none has changed.
    ChangesStopped,

    // Policy
    /// Keys aren't made or changed in this workspace: its policy has them off.
    KeysOff,
    /// The workspace's policy has no such step.
    NotByPolicy,
    /// It isn't asked for by policy: nothing can be given.
    NotAsked,
    /// It stays as it is by policy.
    LockedByPolicy,
    /// Somebody is to be named who approved it.
    ApprovalRequired,
    /// The policy has other owners.
    OwnerByPolicy,
    /// Names of service accounts are letters and digits by policy.
    LettersAndDigits,
    /// Keys have no end by policy.
    KeysHaveNoEnd,
    /// Only the lives that are offered can be chosen.
    LifeNotOffered,
    /// Not a number of days up to `params.limit`.
    PolicyDays,
    /// More than `params.limit` entries.
    PolicyTooMany,
    /// Beyond the maximum life of `params.maximum` days.
    PolicyBeyondMaximum,
    /// The default isn't offered, and no other day can be chosen.
    PolicyDefaultNotOffered,
    /// An expiry is asked for, nothing is offered, and no other day can be chosen.
    PolicyNothingOffered,
    /// An expiry or renewal period is asked for where keys have no end.
    PolicyNoEnd,
    /// A renewal period where keys aren't renewed.
    PolicyNotRenewed,
    /// Approval is required and not asked for.
    PolicyApprovalNotAsked,
    /// The owner isn't asked for, and only service accounts can own keys.
    PolicyOwnerNotAsked,
    /// Owner and expiry never change.
    PolicyNeverChanges,
    /// Keys couldn't be ended at all.
    PolicyNoEnding,
    /// Keys are deleted once revoked, and couldn't be revoked.
    PolicyNeverRevoked,

    // People, service accounts, aircraft, resources
    /// Somebody else who is there has that e-mail address.
    EmailTaken,
    /// Nobody else who is there is system administrator.
    LastAdministrator,
    /// The person has left already.
    PersonAlreadyLeft,
    /// The person hasn't left.
    PersonNotLeft,
    /// Whoever takes over is the one who left.
    SamePerson,
    /// What names somebody who left changed since the preview, or the preview isn't there any more: look again.
    HandoverStale,
    /// The service account is disabled already.
    AccountAlreadyDisabled,
    /// The service account is enabled already.
    AccountAlreadyEnabled,
    /// Not a registration: 2 to 10 letters, digits and hyphens, with a letter or digit among them.
    InvalidRegistration,
    /// A tag has a comma or a semicolon.
    TagSeparator,
    /// Another aircraft has that registration.
    RegistrationTaken,
    /// Not an ICAO 24-bit address: six hexadecimal digits.
    InvalidIcaoAddress,
    /// Retired already.
    AlreadyRetired,
    /// Not retired.
    NotRetired,
    /// Not a permission code: 1 to 100 letters, digits, `_`, `-`, `.`, `:` and `/`.
    InvalidPermissionCode,
    /// Another resource has that permission code.
    PermissionCodeTaken,
    /// A resource needs at least one level.
    NoLevels,
    /// A level that keys, service accounts or templates hold can't be removed.
    LevelInUse,
    /// So many service accounts have the template (`accounts`).
    TemplateInUse,

    // Leaving the program
    /// No browser could be started.
    BrowserRefused,
    /// The clipboard refused.
    ClipboardRefused,
    /// A file of that name is there already.
    FileExists,
    /// The target is a link, or no regular file.
    FileIsLink,
    /// The folder can't be written to.
    FolderReadOnly,
    /// The folder isn't there.
    FolderMissing,

    // Files that are imported
    /// What is wrong with the file.
    #[serde(untagged)]
    Import(ImportCode),
}

impl From<ImportCode> for Code {
    fn from(code: ImportCode) -> Self {
        Self::Import(code)
    }
}
