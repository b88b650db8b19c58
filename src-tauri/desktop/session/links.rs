//! A link that was opened, or a notification, until it is followed or forgotten. It selects a key, or shows the
//! reminders, once its vault is open, and never acts.

use std::path::Path;

use keytower_app::domain::id::AccountId;
use keytower_app::domain::link::{KeyLink, SCHEME};
use keytower_contract::convert::id;
use keytower_contract::{Answer, LinkView, Notice};

use super::{Desk, Held, Session, recent};

/// What was opened last.
#[derive(Clone, Copy)]
pub(super) enum Opened {
    Key(KeyLink),
    /// A notification's *Renew*; no text says that.
    Renewal(KeyLink),
    /// A notification of many keys of a workspace.
    Reminders(AccountId),
    Malformed,
}

impl Opened {
    fn read(text: &str) -> Self {
        text.parse().map_or(Self::Malformed, Self::Key)
    }
}

impl Session {
    /// Takes up the link among what the program was started with, if there is one, and tells the window.
    pub fn open_link(&self, arguments: &[String]) {
        let is_ours = |argument: &&String| {
            let scheme = argument.get(..SCHEME.len());
            scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME))
        };
        if let Some(link) = arguments.iter().find(is_ours) {
            *self.desk.link() = Some(Opened::read(link));
            self.desk.shell.tell(Notice::LinkOpened);
        }
    }

    /// Where the link leads that was opened last; `None` once it was followed or forgotten.
    #[must_use]
    pub fn link(&self) -> Option<LinkView> {
        let opened = *self.desk.link();
        opened.map(|opened| self.desk.lead(opened))
    }

    /// It was followed, or is not to be.
    pub fn forget_link(&self) {
        *self.desk.link() = None;
    }

    /// Takes up a link that was pasted, and answers where it leads.
    #[must_use]
    pub fn follow_link(&self, text: &str) -> LinkView {
        let opened = Opened::read(text.trim());
        *self.desk.link() = Some(opened);
        self.desk.lead(opened)
    }

    /// Puts the link to a key into the clipboard.
    ///
    /// # Errors
    /// [`Code::ClipboardRefused`](keytower_contract::Code::ClipboardRefused), or when there is no such key.
    pub async fn copy_link(&self, key_id: String) -> Answer<()> {
        let backend = self.backend()?;
        let key = backend.key(key_id).await?;
        let link = KeyLink {
            account_id: id(&backend.workspace().await?.account_id)?,
            key_id: id(&key.key_id)?,
        };
        self.copy_public(link.to_string()).await
    }
}

impl Desk {
    fn lead(&self, opened: Opened) -> LinkView {
        let here = |link: KeyLink, renews| LinkView::Here {
            key_id: link.key_id.to_string(),
            renews,
        };
        let (account, here) = match opened {
            Opened::Key(link) => (link.account_id, here(link, false)),
            Opened::Renewal(link) => (link.account_id, here(link, true)),
            Opened::Reminders(account) => (account, LinkView::Reminders),
            Opened::Malformed => return LinkView::Malformed,
        };
        let to_reminders = here == LinkView::Reminders;
        let account_id = account.to_string();
        let known = || recent::of_account(&self.computer.folder, &account_id);
        let leads_to = |folder: &Path| known().is_some_and(|vault| Path::new(&vault.path) == folder);
        match &*self.held() {
            Held::Open(open) if open.account_id == account => here,
            Held::Open(_) => LinkView::Elsewhere {
                vault: known(),
                account_id,
                to_reminders,
            },
            Held::Locked { folder, .. } => LinkView::Waits {
                taken_up: leads_to(folder),
                vault: known(),
                account_id,
                to_reminders,
            },
            Held::Closed => LinkView::Waits {
                taken_up: false,
                vault: known(),
                account_id,
                to_reminders,
            },
        }
    }
}
