//! Through which mail server this computer sends a workspace's mails: `mail.json`, by account id. The password is in the
//! keyring; where there is none, in memory until the program ends.

use std::collections::{BTreeMap, HashMap};
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use keytower_app::domain::account::ContactEmail;
use keytower_app::domain::id::AccountId;
use keytower_app::domain::mailing::{MailFailure as AppFailure, MailFailureKind};
use keytower_contract::{
    Answer, Code, MailFailure, MailPassword, MailSecurity, MailSettings, MailSettingsView, Problem,
};
use keytower_desk::keyring::{KeyringError, WITH_A_PROMPT};
use keytower_mail::{Limits, Mailbox, Message};
use zeroize::Zeroizing;

use super::{Desk, Session, sending};
use crate::data_folder::{DataFolder, read_json, write_json};
use crate::session::problems;

const FILE: &str = "mail.json";

type All = BTreeMap<String, MailSettings>;

/// What is set, of each workspace.
pub(super) fn all(folder: &DataFolder) -> Vec<(AccountId, MailSettings)> {
    let all: All = read_json(&folder.file(FILE));
    let read = |(account, settings): (String, MailSettings)| Some((account.parse().ok()?, settings));
    all.into_iter().filter_map(read).collect()
}

fn of(folder: &DataFolder, account: AccountId) -> MailSettings {
    let mut all: All = read_json(&folder.file(FILE));
    all.remove(&account.to_string()).unwrap_or(MailSettings {
        on: false,
        host: String::new(),
        port: 587,
        security: MailSecurity::default(),
        user: String::new(),
        from_name: String::new(),
        from_address: String::new(),
    })
}

impl Session {
    /// Through which mail server this computer sends the workspace's mails.
    ///
    /// # Errors
    /// While the vault is locked.
    pub async fn mail_settings(&self) -> Answer<MailSettingsView> {
        self.on_desk(|desk| {
            let account = desk.open_account()?;
            Ok(desk.mail_settings_view(account))
        })
        .await
    }

    /// Sets it. A password that is given takes the place of the one before. What waits is tried at once.
    ///
    /// # Errors
    /// What is wrong with a field; when the file can't be written.
    pub async fn save_mail_settings(
        &self,
        settings: MailSettings,
        password: Option<Zeroizing<String>>,
    ) -> Answer<MailSettingsView> {
        let saved = self
            .on_desk(move |desk| {
                let account = desk.open_account()?;
                let settings = checked(&settings)?;
                match password {
                    _ if settings.user.is_empty() => desk.forget_mail_password(account),
                    Some(password) => desk.keep_mail_password(account, password),
                    None => {}
                }
                let path = desk.computer.folder.file(FILE);
                let mut all: All = read_json(&path);
                all.insert(account.to_string(), settings);
                write_json(&path, &all).map_err(|error| problems::save(&error))?;
                Ok(desk.mail_settings_view(account))
            })
            .await?;
        if saved.settings.on {
            // They may be what was wrong. Where that can't be written down, it is tried in its time.
            let _ = self.try_mails_again().await;
        }
        Ok(saved)
    }

    /// Sends a mail that says that reminders reach an address, through these settings, whether they are saved or not.
    /// Answers why it wasn't sent; `None` where it was.
    ///
    /// # Errors
    /// What is wrong with a field.
    pub async fn send_test_mail(
        &self,
        settings: MailSettings,
        password: Option<Zeroizing<String>>,
        to: String,
    ) -> Answer<Option<MailFailure>> {
        // Nobody holds what is open while a mail server takes its time.
        let workspace = self.backend()?.workspace().await?.name;
        self.on_desk(move |desk| {
            let account = desk.open_account()?;
            let settings = checked(&MailSettings { on: true, ..settings })?;
            let to = to.trim().to_owned();
            address(&to, "to")?;
            let now = desk.computer.clock.now();
            let known = || match password {
                Some(typed) => Ok(typed),
                None => desk.mail_password(account),
            };
            // Somebody waits for it.
            let limits = Limits {
                verdict: Duration::from_mins(1),
                ..Limits::default()
            };
            let sent = sending::server(desk, &settings, known).and_then(|server| {
                let message = Message::test(&to, &workspace, now);
                message
                    .and_then(|message| server.connect(limits)?.send(&message))
                    .map_err(sending::told)
            });
            Ok(sent.err().map(MailFailure::from))
        })
        .await
    }
}

impl Desk {
    fn mail_settings_view(&self, account: AccountId) -> MailSettingsView {
        MailSettingsView {
            settings: of(&self.computer.folder, account),
            password: if self.mail_passwords().contains_key(&account) {
                MailPassword::UntilQuit
            } else if matches!(self.kept_mail_password(account), Ok(Some(_))) {
                MailPassword::InKeyring
            } else {
                MailPassword::Unknown
            },
        }
    }

    /// The password of the mail server, or why it isn't known.
    pub(super) fn mail_password(&self, account: AccountId) -> Result<Zeroizing<String>, AppFailure> {
        if let Some(in_memory) = self.mail_passwords().get(&account) {
            return Ok(in_memory.clone());
        }
        match self.kept_mail_password(account) {
            Ok(kept) => kept.ok_or_else(|| sending::failure(MailFailureKind::NoPassword)),
            Err(_) => Err(sending::failure(MailFailureKind::NoKeyring)),
        }
    }

    fn kept_mail_password(&self, account: AccountId) -> Result<Option<Zeroizing<String>>, KeyringError> {
        self.computer.keyring.fetch(&entry(account))
    }

    fn forget_mail_password(&self, account: AccountId) {
        self.mail_passwords().remove(&account);
        // What a keyring that doesn't answer still holds is asked for by nobody.
        let _ = self.computer.keyring.remove(&entry(account));
    }

    fn keep_mail_password(&self, account: AccountId, password: Zeroizing<String>) {
        let keyring = self.computer.keyring.waiting(WITH_A_PROMPT);
        let mut in_memory = self.mail_passwords();
        in_memory.remove(&account);
        if keyring.store(&entry(account), password.clone()).is_err() {
            in_memory.insert(account, password);
        }
    }

    fn mail_passwords(&self) -> MutexGuard<'_, HashMap<AccountId, Zeroizing<String>>> {
        self.mailing
            .passwords
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn entry(account: AccountId) -> String {
    format!("mail {account}")
}

/// Without the blanks around; refused where mails can't go out so. What is switched off may be half filled in.
fn checked(settings: &MailSettings) -> Answer<MailSettings> {
    let settings = MailSettings {
        host: settings.host.trim().to_owned(),
        user: settings.user.trim().to_owned(),
        from_name: settings.from_name.trim().to_owned(),
        from_address: settings.from_address.trim().to_owned(),
        ..settings.clone()
    };
    if !settings.on {
        return Ok(settings);
    }
    for (text, field) in [
        (&settings.host, "host"),
        (&settings.user, "user"),
        (&settings.from_name, "from_name"),
    ] {
        if text.chars().any(char::is_control) {
            return Err(Problem::new(Code::ControlCharacter).at(field));
        }
    }
    if settings.host.is_empty() {
        return Err(Problem::new(Code::Required).at("host"));
    }
    if settings
        .host
        .contains(|c: char| c.is_whitespace() || "/@:".contains(c))
        && !is_address(&settings.host)
    {
        return Err(Problem::new(Code::InvalidHost).at("host"));
    }
    if settings.port == 0 {
        return Err(Problem::new(Code::InvalidPort).at("port"));
    }
    address(&settings.from_address, "from_address")?;
    Ok(settings)
}

fn is_address(host: &str) -> bool {
    host.parse::<std::net::IpAddr>().is_ok()
}

fn address(text: &str, field: &str) -> Answer<()> {
    if text.is_empty() {
        return Err(Problem::new(Code::Required).at(field));
    }
    // Not every address that a person may have can be written to by mail here.
    let is_one = ContactEmail::parse(text).is_ok() && Mailbox::new("", text).is_ok();
    is_one
        .then_some(())
        .ok_or_else(|| Problem::new(Code::InvalidEmail).at(field))
}
