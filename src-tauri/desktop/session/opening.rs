//! Creating, opening, unlocking and re-keying vaults.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use keytower_app::domain::actor::{Actor, KeySetup, Role};
use keytower_app::{CreateWorkspace, Store as _, check_workspace, create_workspace};
use keytower_contract::{Answer, Code, CreateVault, LockReason, Problem, RecoveryCodeView, SessionStatus};
use keytower_local::{Acting, Local};
use keytower_store_sqlite::SqliteStore;
use keytower_store_sqlite::vault::{DeviceKey, MasterPassword, RecoveryCode, Unlock, Vault};

use super::witness::HeadFile;
use super::{Desk, Held, Open, Session, blocking, problems, recent};

/// What a vault's folder ends in.
pub(super) const ENDING: &str = ".keytower";
/// From where events of this program come.
const ORIGIN: &str = "desktop";

impl Session {
    /// Asks for a vault's folder.
    ///
    /// # Errors
    /// None.
    pub async fn choose_vault(&self) -> Answer<Option<String>> {
        Ok(self
            .desk
            .shell
            .choose_folder()
            .await
            .map(|folder| folder.display().to_string()))
    }

    /// Creates a vault and opens it. Answers its recovery code.
    ///
    /// # Errors
    /// What is wrong with a field; why the vault can't be made. Nothing is left behind then.
    pub async fn create_vault(&self, request: CreateVault) -> Answer<RecoveryCodeView> {
        self.on_desk(move |desk| desk.create(request)).await
    }

    /// Takes a vault up, locked.
    ///
    /// # Errors
    /// When the folder is no vault, or not one that this program opens.
    pub async fn open_vault(&self, path: String) -> Answer<SessionStatus> {
        self.on_desk(move |desk| {
            let folder = PathBuf::from(path);
            Vault::inspect(&folder).map_err(problems::vault)?;
            desk.lock(LockReason::Asked);
            *desk.held() = Held::Locked {
                folder,
                reason: LockReason::Opened,
            };
            Ok(desk.status())
        })
        .await
    }

    /// Unlocks with the master password.
    ///
    /// # Errors
    /// When it is wrong, or the vault can't be opened.
    pub async fn unlock_vault(&self, password: String) -> Answer<SessionStatus> {
        let password = MasterPassword::typed(password);
        self.unlock(move |_, folder| {
            Vault::unlock(folder, &Unlock::Password(&password)).map_err(problems::vault)
        })
        .await
    }

    /// Unlocks through this computer's keyring.
    ///
    /// # Errors
    /// When the keyring doesn't answer, or what it holds doesn't open the vault.
    pub async fn unlock_vault_with_keyring(&self) -> Answer<SessionStatus> {
        self.unlock(|desk, folder| {
            let vault = Vault::inspect(folder).map_err(problems::vault)?;
            let text = desk
                .computer
                .keyring
                .fetch(&vault.vault_id.to_string())
                .map_err(problems::keyring)?;
            let text = text.ok_or_else(|| Problem::new(Code::KeyringNoEntry))?;
            let key = DeviceKey::from_text(&text).map_err(|_| Problem::new(Code::KeyringRefused))?;
            Vault::unlock(folder, &Unlock::Device(&key)).map_err(problems::vault)
        })
        .await
    }

    /// Unlocks with the recovery code, which is spent by it: sets a new master password and answers a new code.
    ///
    /// # Errors
    /// When the code or the password is refused.
    pub async fn recover_vault(
        &self,
        recovery_code: String,
        new_password: String,
    ) -> Answer<RecoveryCodeView> {
        let new_password = new_master_password(new_password, "new_password")?;
        let code = RecoveryCode::parse(&recovery_code).map_err(problems::recovery_code)?;
        self.on_desk(move |desk| {
            let folder = desk.locked_folder()?;
            let vault = Vault::unlock(&folder, &Unlock::Recovery(&code)).map_err(problems::vault)?;
            let next = vault
                .reset_password_with_recovery(&new_password, &*desk.computer.entropy)
                .map_err(problems::vault)?;
            desk.take_up(desk.opened(vault)?);
            Ok(shown_once(next))
        })
        .await
    }

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
            // Held throughout: other requests wait, for there is nothing to answer them from meanwhile.
            let mut held = desk.held();
            let Held::Open(open) = &*held else {
                return Err(Problem::new(Code::Locked));
            };
            let (vault, folder) = (Arc::clone(&open.vault), open.folder.clone());
            // Drops the backend, which has connections to the database that is about to be replaced.
            *held = Held::Locked {
                folder,
                reason: LockReason::Asked,
            };
            let code = {
                let mut vault = vault.lock().unwrap_or_else(PoisonError::into_inner);
                let had_device_key = Vault::inspect(vault.folder()).is_ok_and(|vault| vault.has_device_key);
                let code = vault.re_encrypt(&password, &*desk.computer.entropy);
                if code.is_ok() && had_device_key {
                    // What the keyring still holds opens nothing any more.
                    let _ = desk.computer.keyring.remove(&vault.vault_id().to_string());
                }
                code
            };
            *held = Held::Open(Box::new(desk.opened_shared(vault)?));
            Ok(shown_once(code.map_err(problems::vault)?))
        })
        .await
    }

    /// Lets this computer's keyring unlock the vault, or no longer. Answers which.
    ///
    /// # Errors
    /// When the password is wrong or the keyring refuses; the vault is as it was then.
    pub async fn set_keyring_unlock(&self, enabled: bool, password: String) -> Answer<bool> {
        let password = MasterPassword::typed(password);
        self.on_vault(move |desk, vault| {
            let id = vault.vault_id().to_string();
            if enabled {
                let key = vault
                    .enable_device_key(&password, &*desk.computer.entropy)
                    .map_err(problems::vault)?;
                if let Err(error) = desk.computer.keyring.store(&id, key.into_text()) {
                    vault.disable_device_key().map_err(problems::vault)?;
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

    async fn unlock(
        &self,
        unlock: impl FnOnce(&Desk, &Path) -> Answer<Vault> + Send + 'static,
    ) -> Answer<SessionStatus> {
        let status = self
            .on_desk(move |desk| {
                let folder = desk.locked_folder()?;
                let vault = unlock(desk, &folder)?;
                desk.take_up(desk.opened(vault)?);
                Ok(desk.status())
            })
            .await;
        self.idle.touch();
        status
    }

    /// Runs work on the session where it may block.
    async fn on_desk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let desk = Arc::clone(&self.desk);
        blocking(move || work(&desk)).await
    }

    /// Runs work on the open vault where it may block.
    async fn on_vault<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk, &Vault) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        self.on_desk(move |desk| {
            let vault = desk.open(|open| Arc::clone(&open.vault))?;
            let vault = vault.lock().unwrap_or_else(PoisonError::into_inner);
            work(desk, &vault)
        })
        .await
    }
}

impl Desk {
    fn create(&self, request: CreateVault) -> Answer<RecoveryCodeView> {
        let CreateVault {
            name,
            your_name,
            preset,
            password,
            time_zone,
        } = request;
        let workspace = CreateWorkspace {
            name: &name,
            time_zone: &time_zone,
            preset: preset.into(),
        };
        let password = new_master_password(password, "password");
        check_workspace(&workspace, &your_name)?;
        let password = password?;
        let folder = self.computer.folder.vaults().join(folder_name(&name)?);
        fs::create_dir_all(self.computer.folder.vaults()).map_err(|error| problems::io(&error))?;
        let made = Vault::create_with(&folder, &password, self.computer.cost, &*self.computer.entropy);
        let (vault, code) = made.map_err(problems::vault)?;
        let acting = self.acting(your_name);
        let created = connect(&vault)
            .and_then(|store| create_workspace(&store, &acting.caller(), &workspace).map_err(Problem::from))
            .and_then(|_| self.opened(vault));
        match created {
            Ok(open) => {
                self.take_up(open);
                Ok(shown_once(code))
            }
            Err(problem) => {
                // A vault without a workspace is of no use; that it can't be removed changes nothing about why.
                let _ = fs::remove_dir_all(&folder);
                Err(problem)
            }
        }
    }

    fn opened(&self, vault: Vault) -> Answer<Open> {
        self.opened_shared(Arc::new(Mutex::new(vault)))
    }

    /// Connects to an unlocked vault. It is opened by the one person who has its password.
    fn opened_shared(&self, vault: Arc<Mutex<Vault>>) -> Answer<Open> {
        let unlocked = vault.lock().unwrap_or_else(PoisonError::into_inner);
        let store = connect(&unlocked)?;
        let folder = unlocked.folder().to_owned();
        drop(unlocked);
        let workspace = store.read(|tx| tx.workspace()).map_err(problems::store)?;
        let workspace = workspace.ok_or_else(|| Problem::new(Code::VaultDamaged))?;
        let witness = HeadFile::of(&self.computer.folder, workspace.account_id);
        let acting = self.acting(workspace.administrator);
        let backend = Local::backend(store, acting, Arc::new(witness)).map_err(problems::store)?;
        Ok(Open {
            backend,
            vault,
            folder,
            shown: None,
        })
    }

    fn take_up(&self, open: Open) {
        recent::remember(&self.computer.folder, &open.folder, self.computer.clock.now());
        *self.held() = Held::Open(Box::new(open));
    }

    fn locked_folder(&self) -> Answer<PathBuf> {
        match &*self.held() {
            Held::Locked { folder, .. } => Ok(folder.clone()),
            Held::Open(open) => Ok(open.folder.clone()),
            Held::Closed => Err(Problem::new(Code::NoVault)),
        }
    }

    fn acting(&self, administrator: String) -> Acting {
        Acting {
            actor: Actor {
                name: administrator,
                role: Role::SystemAdministrator,
                key_setup: KeySetup::ModifyAll,
            },
            origin: ORIGIN,
            clock: Arc::clone(&self.computer.clock),
            entropy: Arc::clone(&self.computer.entropy),
        }
    }
}

fn connect(vault: &Vault) -> Answer<SqliteStore> {
    let writer = vault.connect().map_err(problems::vault)?;
    let reader = vault.connect().map_err(problems::vault)?;
    SqliteStore::open(writer, reader).map_err(problems::migration)
}

fn new_master_password(text: String, field: &str) -> Answer<MasterPassword> {
    MasterPassword::new(text).map_err(|error| problems::password(error).at(field))
}

/// A refused password, at the field it was typed into.
fn at_field(problem: Problem, field: &str) -> Problem {
    if problem.code == Code::WrongPassword {
        problem.at(field)
    } else {
        problem
    }
}

fn shown_once(code: RecoveryCode) -> RecoveryCodeView {
    RecoveryCodeView {
        recovery_code: code.reveal().to_string(),
    }
}

/// The folder of a vault of that name. Names that some system can't have for a folder are refused on all.
fn folder_name(name: &str) -> Answer<String> {
    let name = name.trim();
    let refused = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    if name.chars().any(refused) || name.starts_with('.') || name.ends_with('.') {
        return Err(Problem::new(Code::VaultNameCharacters).at("name"));
    }
    Ok(format!("{name}{ENDING}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_out_of_the_folder_is_refused() {
        for name in [
            "../other", "a/b", r"a\b", ".hidden", "..", "CON:", "what?", "end.",
        ] {
            let problem = folder_name(name).expect_err(name);
            assert_eq!(
                (problem.code, problem.field.as_deref()),
                (Code::VaultNameCharacters, Some("name")),
                "{name}"
            );
        }
        assert_eq!(
            folder_name(" Nordwind – Łódź 🛩️ ").as_deref(),
            Ok("Nordwind – Łódź 🛩️.keytower")
        );
    }
}
