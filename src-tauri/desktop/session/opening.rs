//! Creating, opening and unlocking vaults.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keytower_app::domain::actor::{Actor, KeySetup, Role};
use keytower_app::{CreateWorkspace, Store as _, check_workspace, create_workspace};
use keytower_contract::{Answer, Code, CreateVault, LockReason, Problem, RecoveryCodeView, SessionStatus};
use keytower_desk::keyring::WITH_A_PROMPT;
use keytower_local::{Acting, Local};
use keytower_store_sqlite::SqliteStore;
use keytower_store_sqlite::vault::{DeviceKey, MasterPassword, RecoveryCode, Unlock, Vault};

use zeroize::Zeroizing;

use super::schedule::back_up_if_due;
use super::witness::HeadFile;
use super::{Desk, Held, Open, Place, Session, blocking, problems, recent};
use crate::data_folder::create_private_folder;

/// What a vault's folder ends in.
pub(super) const ENDING: &str = ".keytower";
/// From where events of this program come.
const ORIGIN: &str = "desktop";
/// Bytes that a file's name can have on every usual file system.
pub(super) const LONGEST_FILE_NAME: usize = 255;

impl Session {
    /// Asks for a vault's folder.
    ///
    /// # Errors
    /// None.
    pub async fn choose_vault(&self) -> Answer<Option<String>> {
        Ok(self
            .desk
            .shell
            .choose_folder("Open a vault")
            .await
            .map(|folder| folder.display().to_string()))
    }

    /// Creates a vault and opens it. Answers its recovery code.
    ///
    /// # Errors
    /// What is wrong with a field; why the vault can't be made. Nothing is left behind then.
    pub async fn create_vault(&self, request: CreateVault) -> Answer<RecoveryCodeView> {
        self.idle.restart();
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
            desk.put(Held::Locked {
                folder,
                reason: LockReason::Opened,
            });
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
        self.unlock(move |desk, folder| {
            Vault::unlock_and_seal(folder, &password, &*desk.computer.entropy).map_err(problems::vault)
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
            let keyring = desk.computer.keyring.waiting(WITH_A_PROMPT);
            let text = keyring
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
        let recovery_code = Zeroizing::new(recovery_code);
        let new_password = new_master_password(new_password, "new_password")?;
        let code = RecoveryCode::parse(&recovery_code).map_err(problems::recovery_code)?;
        self.idle.restart();
        self.on_desk(move |desk| {
            let turn = desk.turn();
            let folder = desk.locked_folder()?;
            let vault = Vault::unlock(&folder, &Unlock::Recovery(&code)).map_err(problems::vault)?;
            // Opened first: once the code is spent, nothing may stand between its successor and the person.
            let open = desk.opened(vault)?;
            let (vault, _) = open.vault()?;
            let seal_lost = held_vault(&vault)
                .resetting_loses_seal()
                .map_err(problems::vault)?;
            let next = held_vault(&vault)
                .reset_password_with_recovery(&new_password, &*desk.computer.entropy)
                .map_err(problems::vault)?;
            // Locked again meanwhile, it stays locked; the new code is answered all the same.
            let _ = desk.take_up(open, turn);
            back_up_if_due(desk);
            Ok(RecoveryCodeView {
                seal_lost,
                recovery_code: next.reveal().to_string(),
            })
        })
        .await
    }

    async fn unlock(
        &self,
        unlock: impl FnOnce(&Desk, &Path) -> Answer<Vault> + Send + 'static,
    ) -> Answer<SessionStatus> {
        self.idle.restart();
        self.on_desk(move |desk| {
            let turn = desk.turn();
            let folder = desk.locked_folder()?;
            let vault = unlock(desk, &folder)?;
            desk.take_up(desk.opened(vault)?, turn)?;
            back_up_if_due(desk);
            Ok(desk.status())
        })
        .await
    }

    /// Runs work on the session where it may block.
    pub(super) async fn on_desk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<Desk>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let desk = Arc::clone(&self.desk);
        blocking(move || work(&desk)).await
    }

    /// Runs work on the open vault where it may block.
    pub(super) async fn on_vault<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk, &Vault) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        self.on_desk(move |desk| {
            let (vault, _) = desk.open(|open| open.vault())??;
            work(desk, &held_vault(&vault))
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
        create_private_folder(&self.computer.folder.vaults()).map_err(|error| problems::io(&error))?;
        self.lock(LockReason::Asked);
        let turn = self.turn();
        let made = Vault::create_with(&folder, &password, self.computer.cost, &*self.computer.entropy);
        let (vault, code) = made.map_err(problems::vault)?;
        let acting = self.acting(administrator(your_name), ORIGIN);
        let created = connect(&vault)
            .and_then(|store| create_workspace(&store, &acting.caller(), &workspace).map_err(Problem::from))
            .and_then(|_| self.opened(vault));
        match created {
            Ok(open) => {
                // Locked again meanwhile, it stays locked; the code is answered all the same.
                let _ = self.take_up(open, turn);
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
    pub(super) fn opened_shared(&self, vault: Arc<Mutex<Vault>>) -> Answer<Open> {
        let unlocked = held_vault(&vault);
        let store = connect(&unlocked)?;
        let (folder, vault_id) = (unlocked.folder().to_owned(), unlocked.vault_id());
        drop(unlocked);
        let workspace = store.read(|tx| tx.workspace()).map_err(problems::store)?;
        let workspace = workspace.ok_or_else(|| Problem::new(Code::VaultDamaged))?;
        let account_id = workspace.account_id;
        let witness = HeadFile::of(&self.computer.folder, account_id);
        let acting = self.acting(administrator(workspace.administrator), ORIGIN);
        let backend = Local::backend(store, acting, Arc::new(witness)).map_err(problems::store)?;
        Ok(Open {
            backend,
            place: Place::Vault {
                vault,
                vault_id,
                folder,
            },
            account_id,
            shown: None,
            next_end: None,
            backing_up: None,
        })
    }

    /// Holds an opened vault, unless it was locked, or another taken up, since `turn`.
    fn take_up(&self, open: Open, turn: u64) -> Answer<()> {
        let (_, folder) = open.vault()?;
        let account_id = open.account_id;
        {
            let mut held = self.held();
            if self.turn() != turn {
                // A new vault is put there to be unlocked; where another is held meanwhile, that one stays.
                if let Held::Closed = &*held {
                    *held = Held::Locked {
                        folder,
                        reason: LockReason::Asked,
                    };
                }
                return Err(Problem::new(Code::Locked));
            }
            *held = Held::Open(Box::new(open));
        }
        self.standby.ask_soon();
        self.rounds.ask();
        recent::remember(
            &self.computer.folder,
            &folder,
            account_id,
            self.computer.clock.now(),
        );
        Ok(())
    }

    fn locked_folder(&self) -> Answer<PathBuf> {
        match &*self.held() {
            Held::Locked { folder, .. } => Ok(folder.clone()),
            // Unlocked already, from elsewhere: there is nothing left to do but to look again.
            Held::Open(_) => Err(Problem::new(Code::Conflict)),
            Held::Closed => Err(Problem::new(Code::NoVault)),
        }
    }

    /// Somebody who acts here, with the computer's clock and randomness.
    pub(super) fn acting(&self, actor: Actor, origin: &'static str) -> Acting {
        Acting {
            actor,
            origin,
            clock: Arc::clone(&self.computer.clock),
            entropy: Arc::clone(&self.computer.entropy),
        }
    }
}

/// The person who created a workspace.
fn administrator(name: String) -> Actor {
    Actor {
        name,
        person: None,
        role: Role::SystemAdministrator,
        key_setup: KeySetup::ModifyAll,
    }
}

pub(super) fn connect(vault: &Vault) -> Answer<SqliteStore> {
    let writer = vault.connect().map_err(problems::vault)?;
    let (reader, apart) = (
        vault.connect().map_err(problems::vault)?,
        vault.connect().map_err(problems::vault)?,
    );
    let store = SqliteStore::open(writer, reader).map_err(problems::migration)?;
    store
        .sealed_by(vault.sealing())
        .with_connection_apart(apart)
        .map_err(|error| problems::vault(error.into()))
}

/// Every change of a vault is whole on disk before it answers, so a panic elsewhere leaves it usable.
pub(super) fn held_vault(vault: &Mutex<Vault>) -> MutexGuard<'_, Vault> {
    vault.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn new_master_password(text: String, field: &str) -> Answer<MasterPassword> {
    MasterPassword::new(text).map_err(|error| problems::password(error).at(field))
}

pub(super) fn shown_once(code: RecoveryCode) -> RecoveryCodeView {
    RecoveryCodeView {
        recovery_code: code.reveal().to_string(),
        seal_lost: false,
    }
}

/// The folder of a vault of that name. Names that some system can't have for a folder are refused on all.
pub(super) fn folder_name(name: &str) -> Answer<String> {
    let name = name.trim();
    let folder = format!("{name}{ENDING}");
    let refused = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let device = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    if name.chars().any(refused) || name.starts_with('.') || name.ends_with('.') || is_device(&device) {
        return Err(Problem::new(Code::VaultNameCharacters).at("name"));
    }
    if folder.len() > LONGEST_FILE_NAME {
        return Err(Problem::new(Code::TooLong)
            .at("name")
            .with("limit", name.chars().count() / 2));
    }
    Ok(folder)
}

/// Names that Windows keeps for devices, whatever follows their first dot.
fn is_device(name: &str) -> bool {
    let numbered = |name: &str| {
        matches!(
            name.as_bytes(),
            [b'C', b'O', b'M', b'1'..=b'9'] | [b'L', b'P', b'T', b'1'..=b'9']
        )
    };
    matches!(name, "CON" | "PRN" | "AUX" | "NUL") || numbered(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_out_of_the_folder_is_refused() {
        for name in [
            "../other", "a/b", r"a\b", ".hidden", "..", "CON", "com1.x", "what?", "end.",
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
