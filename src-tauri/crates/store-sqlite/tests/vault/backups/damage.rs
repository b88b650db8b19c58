//! What a backup says when it isn't as it was written.

use std::fs;

use keytower_store_sqlite::vault::{BackupDamage, BackupError, BackupLabel, KdfCost, Vault, VaultError};
use sha2::{Digest as _, Sha256};

use super::support::{BackedUp, assert_damaged, back_up, is_wrong_password, left_in, rewrite, unpack};
use crate::fixture::{OTHER_PASSWORD, PASSWORD, Seeded, flip, typed, write_rows};

/// Bytes of the magic words and the label's length.
const START: usize = 20;

/// Where the header begins, and where it ends.
fn header_of(content: &[u8]) -> (usize, usize) {
    let label = u32::from_le_bytes(content[16..START].try_into().unwrap()) as usize;
    let start = START + label + 32;
    let text = &content[start..];
    let end = text.windows(3).position(|window| window == b"\"\n}").unwrap();
    (start, start + end + 4)
}

/// Makes the checksum at the end right again, as somebody without the vault's key can.
fn seal_again(content: &mut [u8]) {
    let end = content.len() - 32;
    let digest = Sha256::digest(&content[..end]);
    content[end..].copy_from_slice(&digest);
}

/// Rewrites the label, and makes its own checksum right again.
fn forge_label(content: &mut Vec<u8>, from: &str, to: &str) {
    let length = u32::from_le_bytes(content[16..START].try_into().unwrap()) as usize;
    let label = String::from_utf8(content[START..START + length].to_vec()).unwrap();
    let forged = label.replace(from, to);
    assert_ne!(label, forged, "the forgery changes something");
    let mut front = b"keytower backup\n".to_vec();
    front.extend(u32::try_from(forged.len()).unwrap().to_le_bytes());
    front.extend(forged.as_bytes());
    let digest = Sha256::digest(&front);
    front.extend(digest);
    content.splice(..START + length + 32, front);
}

#[test]
fn a_backup_that_was_cut_anywhere_says_so() {
    let backed_up = BackedUp::new();
    let whole = fs::read(&backed_up.file).unwrap();
    let (header, database) = header_of(&whole);
    let edges = [
        0,
        1,
        15,
        16,
        18,
        START,
        START + 1,
        header - 32,
        header - 1,
        header,
    ]
    .into_iter()
    .chain([header + 1, database - 1, database, database + 1, database + 4096])
    .chain([whole.len() / 2, whole.len() - 65, whole.len() - 64])
    .chain([whole.len() - 33, whole.len() - 32, whole.len() - 1]);
    for length in edges {
        fs::write(&backed_up.file, &whole[..length]).unwrap();
        let when = format!("{length} of {} bytes", whole.len());
        assert_damaged(BackupLabel::of(&backed_up.file), BackupDamage::Cut, &when);
        assert_damaged(backed_up.unpack(), BackupDamage::Cut, &when);
    }
    fs::write(&backed_up.file, &whole).unwrap();
    backed_up.unpack().unwrap();
    assert_eq!(
        left_in(backed_up.parent()),
        ["Tower.keytower", "Tower.keytower-backup"]
    );
}

#[test]
fn a_flipped_bit_anywhere_is_damage_and_not_a_wrong_password() {
    let backed_up = BackedUp::new();
    let whole = fs::read(&backed_up.file).unwrap();
    let (header, database) = header_of(&whole);
    let places = (START..header)
        .step_by(13)
        .chain((header..database).step_by(97))
        .chain((database..whole.len()).step_by(whole.len() / 40))
        .chain(whole.len() - 64..whole.len());
    for byte in places {
        flip(&backed_up.file, byte, byte);
        let when = format!("byte {byte}");
        assert_damaged(
            BackupLabel::of_whole(&backed_up.file),
            BackupDamage::Changed,
            &when,
        );
        flip(&backed_up.file, byte, byte);
    }
    for byte in [
        header - 1,
        header,
        database + 5000,
        whole.len() - 64,
        whole.len() - 1,
    ] {
        flip(&backed_up.file, byte, byte);
        assert_damaged(backed_up.unpack(), BackupDamage::Changed, &format!("byte {byte}"));
        flip(&backed_up.file, byte, byte);
    }
    backed_up.unpack().unwrap();
}

#[test]
fn what_is_appended_is_damage() {
    let backed_up = BackedUp::new();
    rewrite(&backed_up.file, |content| content.push(b'\n'));
    assert_damaged(backed_up.unpack(), BackupDamage::Changed, "a byte more");
}

#[test]
fn another_file_is_no_backup() {
    let backed_up = BackedUp::new();
    for content in [
        b"PK\x03\x04 an archive".to_vec(),
        b"k".repeat(100),
        fs::read(backed_up.vault.header()).unwrap(),
        vec![0; 1 << 20],
    ] {
        fs::write(&backed_up.file, content).unwrap();
        let outcome = BackupLabel::of(&backed_up.file);
        assert!(matches!(outcome, Err(BackupError::NotABackup)), "{outcome:?}");
    }
    let folder = BackupLabel::of(backed_up.parent());
    assert!(matches!(folder, Err(BackupError::NotABackup)), "{folder:?}");
    fs::remove_file(&backed_up.file).unwrap();
    assert!(matches!(
        BackupLabel::of(&backed_up.file),
        Err(BackupError::Missing)
    ));
}

#[test]
fn a_newer_format_is_said_to_be_one() {
    let backed_up = BackedUp::new();
    rewrite(&backed_up.file, |content| {
        forge_label(content, "\"format\":1", "\"format\":2,\"elsewhere\":[]");
    });
    for outcome in [
        BackupLabel::of(&backed_up.file).map(drop),
        backed_up.unpack().map(drop),
    ] {
        assert!(
            matches!(outcome, Err(BackupError::NewerFormat { found: 2 })),
            "{outcome:?}"
        );
    }
}

#[test]
fn absurd_lengths_are_damage_and_reserve_no_room() {
    for (from, to) in [
        ("\"database_bytes\":", "\"database_bytes\":1"),
        ("\"database_bytes\":", "\"database_bytes\":18446744073709"),
        ("\"header_bytes\":", "\"header_bytes\":99999999"),
        ("\"header_bytes\":", "\"header_bytes\":-"),
        ("\"made_at\":", "\"made_at\":999999999"),
        ("\"by_hand\"", "\"by_nobody\""),
    ] {
        let backed_up = BackedUp::new();
        rewrite(&backed_up.file, |content| forge_label(content, from, to));
        let outcome = BackupLabel::of(&backed_up.file);
        assert!(
            matches!(outcome, Err(BackupError::Damaged { .. })),
            "{to}: {outcome:?}"
        );
    }
    let backed_up = BackedUp::new();
    rewrite(&backed_up.file, |content| content[16..START].fill(0xff));
    assert_damaged(
        BackupLabel::of(&backed_up.file),
        BackupDamage::Changed,
        "a label of 4 GiB",
    );
}

#[test]
fn a_forgery_with_right_checksums_is_noticed_once_the_password_is_known() {
    let forgeries: [fn(&mut Vec<u8>); 3] = [
        |content| forge_label(content, "\"made_by\":\"0.1.0\"", "\"made_by\":\"9.9.9\""),
        |content| forge_label(content, "\"by_hand\"", "\"on_schedule\""),
        |content| {
            // The last page of the database.
            let page = content.len() - 64 - 4096;
            content[page + 100] ^= 1;
        },
    ];
    for (number, forge) in forgeries.into_iter().enumerate() {
        let backed_up = BackedUp::new();
        rewrite(&backed_up.file, |content| {
            forge(content);
            seal_again(content);
        });
        BackupLabel::of_whole(&backed_up.file).unwrap();
        assert!(is_wrong_password(&unpack(
            &backed_up.file,
            backed_up.parent(),
            OTHER_PASSWORD
        )));
        assert_damaged(
            backed_up.unpack(),
            BackupDamage::Altered,
            &format!("forgery {number}"),
        );
        assert_eq!(
            left_in(backed_up.parent()),
            ["Tower.keytower", "Tower.keytower-backup"]
        );
    }
}

#[test]
fn an_old_page_put_back_into_a_backup_is_noticed() {
    let backed_up = BackedUp::new();
    let before = fs::read(&backed_up.file).unwrap();
    let vault = backed_up.vault.unlock().unwrap();
    vault
        .connect()
        .unwrap()
        .execute_batch("UPDATE plane SET log = replace(log, '0007', '9999') WHERE id = 7")
        .unwrap();
    let newer = backed_up.parent().join("Newer.keytower-backup");
    back_up(&vault, &newer).unwrap();
    let (_, database) = header_of(&before);
    rewrite(&newer, |content| {
        let end = content.len().min(before.len()) - 64;
        content[database..end].copy_from_slice(&before[database..end]);
        seal_again(content);
    });
    let outcome = unpack(&newer, backed_up.parent(), PASSWORD);
    assert_damaged(outcome, BackupDamage::Altered, "an old database");
}

#[test]
fn another_vaults_header_or_password_opens_nothing() {
    let backed_up = BackedUp::new();
    let other = backed_up.parent().join("Other.keytower");
    let (vault, _) =
        Vault::create_with(&other, &typed(OTHER_PASSWORD), KdfCost::FLOOR, &Seeded::new(2)).unwrap();
    write_rows(&vault);
    let theirs = backed_up.parent().join("Other.keytower-backup");
    back_up(&vault, &theirs).unwrap();
    assert!(is_wrong_password(&unpack(&theirs, backed_up.parent(), PASSWORD)));

    // Their ways in before our database.
    let donor = fs::read(&theirs).unwrap();
    let (start, end) = header_of(&donor);
    rewrite(&backed_up.file, |content| {
        let (our_start, our_end) = header_of(content);
        assert_eq!(end - start, our_end - our_start);
        content[our_start..our_end].copy_from_slice(&donor[start..end]);
        seal_again(content);
    });
    let outcome = unpack(&backed_up.file, backed_up.parent(), OTHER_PASSWORD);
    assert_damaged(outcome, BackupDamage::Altered, "another vault's header");
}

#[test]
fn a_backup_is_not_put_in_the_place_of_another_vault() {
    let backed_up = BackedUp::new();
    let other = backed_up.parent().join("Other.keytower");
    drop(Vault::create_with(&other, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(2)).unwrap());
    let before = crate::fixture::snapshot(&other);
    let outcome = backed_up
        .unpack()
        .unwrap()
        .put_in_place_of(&other, &backed_up.parent().join("aside"));
    assert!(matches!(outcome, Err(VaultError::NotAVault)), "{outcome:?}");
    assert_eq!(crate::fixture::snapshot(&other), before);
    assert!(!left_in(backed_up.parent()).contains(&"aside".to_owned()));
}
