//! What vaults, keyrings and files say, as codes. Each match names every variant.

use keytower_app::StoreError;
use keytower_contract::{Code, Problem};
use keytower_desk::autostart::AutostartError;
use keytower_desk::clipboard::ClipboardError;
use keytower_desk::keyring::KeyringError;
use keytower_desk::text_file::SaveError;
use keytower_sample::SampleError;
use keytower_store_sqlite::vault::{BackupDamage, BackupError, PasswordError, RecoveryCodeError, VaultError};
use keytower_store_sqlite::{DatabaseError, MigrationError};

pub(super) fn vault(error: VaultError) -> Problem {
    match error {
        VaultError::WrongPassword => Problem::new(Code::WrongPassword).at("password"),
        VaultError::WrongRecoveryCode | VaultError::NotRecovered => {
            Problem::new(Code::WrongRecoveryCode).at("recovery_code")
        }
        VaultError::WrongDeviceKey => Problem::new(Code::KeyringRefused),
        VaultError::NoDeviceKey => Problem::new(Code::KeyringNoEntry),
        VaultError::Damaged { .. } => Problem::new(Code::VaultDamaged),
        VaultError::NotAVault => Problem::new(Code::NotAVault),
        VaultError::NewerFormat { .. } => Problem::new(Code::VaultNewer),
        VaultError::UnacceptableParameters => Problem::new(Code::VaultParameters),
        VaultError::InUse => Problem::new(Code::VaultInUse),
        VaultError::ConnectionsOpen => Problem::new(Code::Conflict),
        VaultError::ReadOnly => Problem::new(Code::VaultReadOnly),
        VaultError::AlreadyExists => Problem::new(Code::VaultExists).at("name"),
        VaultError::Missing => Problem::new(Code::VaultMissing),
        VaultError::DiskFull => Problem::new(Code::DiskFull),
        VaultError::Io(error) => io(&error),
        // Its own words name paths and statements; its number says as much.
        VaultError::Database(error) => Problem::new(Code::Internal).with("detail", sqlite(&error)),
    }
}

pub(super) fn backup(error: BackupError) -> Problem {
    match error {
        BackupError::NotABackup => Problem::new(Code::NotABackup),
        BackupError::NewerFormat { .. } => Problem::new(Code::BackupNewer),
        BackupError::Damaged { what } => Problem::new(match what {
            BackupDamage::Cut => Code::BackupCut,
            BackupDamage::Changed => Code::BackupDamaged,
            BackupDamage::Altered => Code::BackupAltered,
        }),
        BackupError::Differs => Problem::new(Code::BackupDiffers),
        // Nothing but locking stops one.
        BackupError::Stopped => Problem::new(Code::Locked),
        BackupError::Exists => Problem::new(Code::FileExists),
        BackupError::NotAFile => Problem::new(Code::FileIsLink),
        BackupError::ReadOnly => Problem::new(Code::FolderReadOnly),
        BackupError::Missing => Problem::new(Code::FolderMissing),
        BackupError::DiskFull => Problem::new(Code::DiskFull),
        BackupError::Io(error) => io(&error),
        BackupError::Vault(error) => vault(error),
    }
}

/// The same for a backup that is read.
pub(super) fn restore(error: BackupError) -> Problem {
    match error {
        BackupError::Missing => Problem::new(Code::BackupMissing),
        BackupError::Vault(VaultError::ReadOnly) => Problem::new(Code::FolderReadOnly),
        other => backup(other),
    }
}

pub(super) fn migration(error: MigrationError) -> Problem {
    match error {
        MigrationError::Newer { .. } => Problem::new(Code::VaultNewer),
        MigrationError::Step(error) => {
            let cause =
                std::error::Error::source(&error).and_then(|cause| cause.downcast_ref::<DatabaseError>());
            Problem::new(Code::Internal)
                .with("detail", cause.map_or_else(|| "a migration".to_owned(), sqlite))
        }
        MigrationError::Database(error) => vault(error.into()),
    }
}

pub(super) fn store(error: StoreError) -> Problem {
    error.into()
}

pub(super) fn sample(error: SampleError) -> Problem {
    match error {
        SampleError::Describe(error) => error.into(),
        SampleError::Import(error) => error.into(),
        SampleError::Retire(error) => error.into(),
        SampleError::Account(error) => error.into(),
        SampleError::Person(error) => error.into(),
        SampleError::Key(error) => error.into(),
        SampleError::Store(error) => store(error),
    }
}

pub(super) fn password(error: PasswordError) -> Problem {
    match error {
        PasswordError::TooShort => Problem::new(Code::PasswordTooShort).at("password"),
        PasswordError::TooLong => Problem::new(Code::PasswordTooLong).at("password"),
    }
}

pub(super) fn recovery_code(error: RecoveryCodeError) -> Problem {
    match error {
        RecoveryCodeError::Length | RecoveryCodeError::Character(_) | RecoveryCodeError::Check => {
            Problem::new(Code::MalformedRecoveryCode).at("recovery_code")
        }
    }
}

pub(super) fn keyring(error: KeyringError) -> Problem {
    match error {
        KeyringError::Absent => Problem::new(Code::KeyringAbsent),
        KeyringError::Locked | KeyringError::TimedOut => Problem::new(Code::KeyringTimedOut),
        KeyringError::Ambiguous => Problem::new(Code::KeyringNoEntry),
        KeyringError::Refused { what } => Problem::new(Code::KeyringRefused).with("detail", what),
    }
}

pub(super) fn autostart(error: AutostartError) -> Problem {
    let refused = |detail: &dyn std::fmt::Display| {
        Problem::new(Code::SessionStartRefused).with("detail", detail.to_string())
    };
    match error {
        AutostartError::ReadOnly { folder } => {
            Problem::new(Code::SessionStartReadOnly).with("folder", folder.display())
        }
        AutostartError::DiskFull => Problem::new(Code::DiskFull),
        error @ (AutostartError::Taken { .. } | AutostartError::Unspeakable) => refused(&error),
        AutostartError::Io(error) => refused(&error.kind()),
    }
}

pub(super) fn clipboard(error: ClipboardError) -> Problem {
    match error {
        ClipboardError::Unavailable => Problem::new(Code::ClipboardRefused),
    }
}

pub(super) fn save(error: &SaveError) -> Problem {
    match error {
        SaveError::Exists => Problem::new(Code::FileExists),
        SaveError::IsLink | SaveError::NotAFile => Problem::new(Code::FileIsLink),
        SaveError::ReadOnly => Problem::new(Code::FolderReadOnly),
        SaveError::DiskFull => Problem::new(Code::DiskFull),
        SaveError::FolderMissing => Problem::new(Code::FolderMissing),
        SaveError::Io(error) => io(error),
    }
}

pub(super) fn io(error: &std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Problem::new(Code::DiskFull),
        kind => Problem::new(Code::Io).with("detail", kind),
    }
}

fn sqlite(error: &DatabaseError) -> String {
    error.sqlite_error().map_or_else(
        || "sqlite".to_owned(),
        |failure| format!("sqlite {}", failure.extended_code),
    )
}
