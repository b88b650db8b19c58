//! Backups that are made unasked: when the vault is opened, or somebody is at it, and one is due. What nobody touches
//! doesn't change, so that nothing is missed; a computer that was asleep or off makes up for it once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use chrono::TimeDelta;
use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, BackupEvery, BackupFailure, BackupSchedule, Code, Notice};
use keytower_store_sqlite::vault::{BackupLabel, Occasion, VaultId};

use super::backing_up::{Kept, Place};
use super::{Desk, backup_file, vault_name};

/// How long after a failure it is tried again.
const PATIENCE: TimeDelta = TimeDelta::hours(1);

/// Makes the backup that is due, on a thread of its own, and tells the window how that went.
pub(super) fn back_up_if_due(desk: &Arc<Desk>) {
    let Ok(Ok((id, folder))) = desk.open(|open| Answer::Ok((open.vault_id()?, open.vault()?.1))) else {
        return;
    };
    let Some(schedule) = due(&desk.kept(id), desk.computer.clock.now()) else {
        return;
    };
    let desk = Arc::clone(desk);
    thread::spawn(move || {
        let made = desk.back_up(
            Place::Folder(PathBuf::from(&schedule.folder)),
            Occasion::OnSchedule,
        );
        let outcome = match made {
            Ok(made) => {
                thin_out(&schedule, id, &vault_name(&folder), Path::new(&made.path));
                desk.change_kept(id, |kept| {
                    kept.scheduled_at = Some(made.made_at);
                    kept.tried_at = None;
                    kept.failure = None;
                })
            }
            // It is due again when the vault is unlocked, or when the one that is being made is done.
            Err(problem)
                if matches!(
                    problem.code,
                    Code::Locked | Code::NoVault | Code::SampleData | Code::BackupRunning
                ) =>
            {
                return;
            }
            Err(problem) => {
                let failure = BackupFailure {
                    tried_at: desk.computer.clock.now(),
                    folder: schedule.folder,
                    problem,
                };
                desk.change_kept(id, |kept| {
                    kept.tried_at = Some(failure.tried_at);
                    kept.failure = Some(failure);
                })
            }
        };
        // What can't be remembered is tried again, and told when that succeeds.
        if outcome.is_ok() {
            desk.shell.tell(Notice::BackupChanged);
        }
    });
}

/// The schedule, if a backup is due by it. A clock that went back makes one due: what was made is not made yet.
fn due(kept: &Kept, now: Instant) -> Option<BackupSchedule> {
    let schedule = kept.schedule.clone()?;
    let period = match schedule.every {
        BackupEvery::Daily => TimeDelta::days(1),
        BackupEvery::Weekly => TimeDelta::days(7),
    };
    let passed = |since: Instant, time: TimeDelta| now < since || now - since >= time;
    let is_due = kept.scheduled_at.is_none_or(|made_at| passed(made_at, period));
    let may_try = kept.tried_at.is_none_or(|tried_at| passed(tried_at, PATIENCE));
    (is_due && may_try).then_some(schedule)
}

/// Deletes the oldest of those that the schedule wrote for this vault, until so many are left as it keeps. Whatever is
/// named otherwise, isn't such a backup, or is another vault's stays; so does the one that was just made.
fn thin_out(schedule: &BackupSchedule, vault: VaultId, name: &str, just_made: &Path) {
    let Ok(entries) = fs::read_dir(&schedule.folder) else {
        return;
    };
    let mut written: Vec<(Instant, PathBuf)> = entries
        .flatten()
        .filter(|entry| {
            entry.file_type().is_ok_and(|kind| kind.is_file())
                && entry
                    .file_name()
                    .to_str()
                    .is_some_and(|file| backup_file::is_named(file, name))
        })
        .filter_map(|entry| {
            let path = entry.path();
            let label = BackupLabel::of(&path).ok()?;
            (label.vault_id == vault && label.occasion == Occasion::OnSchedule)
                .then_some((label.made_at, path))
        })
        .collect();
    written.sort();
    let spare = written.len().saturating_sub(schedule.keep as usize);
    for (_, path) in written.iter().filter(|(_, path)| path != just_made).take(spare) {
        // What can't be deleted now is still too many next time.
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("an instant")
    }

    fn kept(every: BackupEvery, scheduled_at: Option<&str>) -> Kept {
        Kept {
            schedule: Some(BackupSchedule {
                folder: "/backups".into(),
                every,
                keep: 7,
            }),
            scheduled_at: scheduled_at.map(at),
            ..Kept::default()
        }
    }

    #[test]
    fn it_is_due_at_once_then_a_period_after_the_last_and_once_however_long_that_was() {
        let now = at("2026-11-21T10:00:00Z");
        assert!(due(&Kept::default(), now).is_none());
        for (every, made_at, is_due) in [
            (BackupEvery::Daily, None, true),
            (BackupEvery::Daily, Some("2026-11-20T10:00:01Z"), false),
            (BackupEvery::Daily, Some("2026-11-20T10:00:00Z"), true),
            (BackupEvery::Daily, Some("2026-01-01T00:00:00Z"), true),
            (BackupEvery::Weekly, Some("2026-11-14T10:00:01Z"), false),
            (BackupEvery::Weekly, Some("2026-11-14T10:00:00Z"), true),
            (BackupEvery::Weekly, Some("2026-11-21T10:00:01Z"), true),
        ] {
            assert_eq!(due(&kept(every, made_at), now).is_some(), is_due, "{made_at:?}");
        }
    }

    #[test]
    fn after_a_failure_it_waits_an_hour() {
        let mut kept = kept(BackupEvery::Daily, None);
        kept.tried_at = Some(at("2026-11-21T10:00:00Z"));
        assert!(due(&kept, at("2026-11-21T10:59:59Z")).is_none());
        assert!(due(&kept, at("2026-11-21T11:00:00Z")).is_some());
        assert!(due(&kept, at("2026-11-21T09:00:00Z")).is_some());
    }
}
