//! Changing what opens the vault: password, recovery code, keyring, and the data key itself.

use keytower_contract::{Answer, Code, LockReason, Notice, Problem, RecoveryCodeView};
use keytower_desk::keyring::WITH_A_PROMPT;
use keytower_store_sqlite::vault::MasterPassword;

use super::opening::{held_vault, new_master_password, shown_once};
use super::{Held, Session, problems};

impl Session {
    /// Sets another master password.
    ///
    /// # Errors
    /// When the old one is wrong or the new one refused.
    pub async fn change_password(&self, old_password: String, new_password: String) -> Answer<()> {
        let (old, new) = (
            MasterPassword::typed(old_password),
            new_master_password(new_password, "new_password")?,
        );
        self.on_vault(move |desk, vault| {
            let changed = vault.change_password(&old, &new, &*desk.computer.entropy);
            changed.map_err(|error| at_field(problems::vault(error), "old_password"))
        })
        .await
    }

    /// Makes a new recovery code; the old one opens nothing any more.
    ///
    /// # Errors
    /// When the password is wrong.
    pub async fn replace_recovery_code(&self, password: String) -> Answer<RecoveryCodeView> {
        let password = MasterPassword::typed(password);
        self.on_vault(move |desk, vault| {
            let code = vault
                .replace_recovery_code(&password, &*desk.computer.entropy)
                .map_err(problems::vault)?;
            Ok(shown_once(code))
        })
        .await
    }

    /// Writes the vault anew under a new data key, so that no old header opens it. Unlocking through the keyring is
    /// off afterwards.
    ///
    /// # Errors
    /// When the password is wrong, or the disk is full; the vault is as it was then.
    pub async fn re_encrypt_vault(&self, password: String) -> Answer<RecoveryCodeView> {
        let password = MasterPassword::typed(password);
        self.on_desk(move |desk| {
            let _quiet = desk.quiet();
            // Held throughout: other requests wait, for there is nothing to answer them from meanwhile.
            let mut held = desk.held();
            let (vault, folder) = match &*held {
                Held::Open(open) if open.backing_up.is_some() => {
                    return Err(Problem::new(Code::BackupRunning));
                }
                Held::Open(open) => open.vault()?,
                Held::Locked { .. } => return Err(Problem::new(Code::Locked)),
                Held::Closed => return Err(Problem::new(Code::NoVault)),
            };
            // Drops the backend, which has connections to the database that is about to be replaced.
            *held = Held::Locked {
                folder,
                reason: LockReason::Asked,
            };
            let code = held_vault(&vault).re_encrypt(&password, &*desk.computer.entropy);
            if code.is_ok() {
                // What the keyring may still hold opens nothing any more.
                let _ = desk
                    .computer
                    .keyring
                    .remove(&held_vault(&vault).vault_id().to_string());
            }
            let reopened = desk.opened_shared(vault);
            let stays_locked = reopened.is_err();
            if let Ok(open) = reopened {
                *held = Held::Open(Box::new(open));
            }
            drop(held);
            if stays_locked {
                desk.shell.tell(Notice::Locked {
                    reason: LockReason::Asked,
                });
                let _ = desk.clipboard.empty_now();
                desk.tell_tray();
            } else {
                desk.rounds.ask();
            }
            // The new code comes before anything that went wrong after it.
            Ok(shown_once(code.map_err(problems::vault)?))
        })
        .await
    }

    /// Lets this computer's keyring unlock the vault, or no longer. Answers which.
    ///
    /// # Errors
    /// When the password is wrong, or the keyring refuses: it can't unlock the vault then.
    pub async fn set_keyring_unlock(&self, enabled: bool, password: String) -> Answer<bool> {
        let password = MasterPassword::typed(password);
        self.on_vault(move |desk, vault| {
            let id = vault.vault_id().to_string();
            if enabled {
                let key = vault
                    .enable_device_key(&password, &*desk.computer.entropy)
                    .map_err(problems::vault)?;
                let keyring = desk.computer.keyring.waiting(WITH_A_PROMPT);
                if let Err(error) = keyring.store(&id, key.into_text()) {
                    // A key that no keyring holds opens nothing; that it can't be taken off harms nobody.
                    let _ = vault.disable_device_key();
                    return Err(problems::keyring(error));
                }
            } else {
                vault.confirm_password(&password).map_err(problems::vault)?;
                vault.disable_device_key().map_err(problems::vault)?;
                // What the keyring still holds opens nothing any more.
                let _ = desk.computer.keyring.remove(&id);
            }
            Ok(enabled)
        })
        .await
    }
}

/// A refused password, at the field it was typed into.
fn at_field(problem: Problem, field: &str) -> Problem {
    if problem.code == Code::WrongPassword {
        problem.at(field)
    } else {
        problem
    }
}
