//! Places that can't be written, and a drive that knows no rights.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use keytower_store_sqlite::vault::{BackupError, VaultError};

use super::support::{back_up, left_in, unpack};
use crate::children;
use crate::fixture::{Fixture, PASSWORD, read_rows, unlock};

#[test]
fn a_folder_that_cannot_be_written_is_refused_and_untouched() {
    if let Some(folder) = children::folder() {
        let set = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
        let vault = folder.join("Tower.keytower");
        let made = keytower_store_sqlite::vault::Vault::create_with(
            &vault,
            &crate::fixture::typed(PASSWORD),
            keytower_store_sqlite::vault::KdfCost::FLOOR,
            &crate::fixture::Seeded::new(1),
        );
        let (open, _) = made.unwrap();
        crate::fixture::write_rows(&open);
        let (target, later) = (folder.join("a.keytower-backup"), folder.join("b.keytower-backup"));
        back_up(&open, &target).unwrap();

        set(0o500);
        let outcome = back_up(&open, &later);
        assert!(matches!(outcome, Err(BackupError::ReadOnly)), "{outcome:?}");
        drop(open);
        let outcome = unpack(&target, &folder, PASSWORD);
        assert!(
            matches!(outcome, Err(BackupError::Vault(VaultError::ReadOnly))),
            "{outcome:?}"
        );
        set(0o700);
        let left = left_in(&folder);
        assert!(!left.contains(&"b.keytower-backup".to_owned()), "{left:?}");
        assert!(!left.iter().any(|name| name.starts_with('.')), "{left:?}");
        read_rows(&unlock(&vault, PASSWORD).unwrap().connect().unwrap()).unwrap();
        return;
    }
    let fixture = Fixture::new();
    children::run_as_somebody_else(
        "backups::places::a_folder_that_cannot_be_written_is_refused_and_untouched",
        fixture.parent.path(),
        &fixture.folder,
    );
}
