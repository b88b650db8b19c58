//! Generating and rotating a key, and the ways in which it leaves the program: copied or saved from here, or read off the dialog.

use std::sync::Arc;
use std::time::Duration;
use std::{fs, mem};

use keytower_contract::{
    Answer, Backend, Code, Copied, CopyWhat, GenerateKey, GeneratedKey, HandedOut, Identified, KeySelection,
    KeyView, Problem, RotateKey, SavedFile, WorkspaceView,
};
use keytower_desk::text_file::write_new_private;
use zeroize::Zeroizing;

use super::{Held, Session, Shown, blocking, key_file, problems};

/// The page that asks for a key, as long as it is the same.
pub(super) struct AskingPage {
    pub(super) backend: Arc<dyn Backend>,
    is_sample: bool,
    turn: u64,
}

impl Session {
    /// Generates a key, and keeps its text until the dialog that shows it is closed.
    ///
    /// # Errors
    /// What is wrong with the request. [`Code::Locked`] when the vault was locked meanwhile: the key is there then,
    /// and not handed out.
    pub async fn generate_key(&self, request: GenerateKey) -> Answer<GeneratedKey> {
        let page = self.page()?;
        let workspace = page.backend.workspace().await?;
        let generated = page.backend.generate_key(request).await?;
        self.show(&page, &workspace, generated)
    }

    /// Gives a key another secret, and keeps its text until the dialog that shows it is closed.
    ///
    /// # Errors
    /// As [`Session::generate_key`].
    pub async fn rotate_key(&self, request: RotateKey) -> Answer<GeneratedKey> {
        let page = self.page()?;
        let workspace = page.backend.workspace().await?;
        let generated = page.backend.rotate_key(request).await?;
        self.show(&page, &workspace, generated)
    }

    pub(super) fn page(&self) -> Answer<AskingPage> {
        self.desk.open(|open| AskingPage {
            backend: Arc::clone(&open.backend),
            is_sample: open.is_sample(),
            turn: self.desk.turn(),
        })
    }

    pub(super) fn show(
        &self,
        page: &AskingPage,
        workspace: &WorkspaceView,
        generated: GeneratedKey,
    ) -> Answer<GeneratedKey> {
        let shown = Shown {
            key_id: generated.key.key_id.clone(),
            text: Zeroizing::new(generated.key_text.clone()),
            account_id: generated.account_id.clone(),
            name: generated.key.name.clone(),
            owner: generated.key.owner.clone(),
            expires: key_file::expires(&generated.key, workspace),
            is_sample: page.is_sample,
        };
        // Locked meanwhile, or asked by a page that has gone: nobody sees it, and it is listed as not handed out.
        let is_seen = self.desk.open(|open| {
            let same = self.desk.turn() == page.turn;
            if same {
                open.shown = Some(shown);
            }
            same
        })?;
        if is_seen {
            Ok(generated)
        } else {
            Err(Problem::new(Code::Locked))
        }
    }

    /// Puts what is shown into the clipboard, and records that the key left.
    ///
    /// # Errors
    /// [`Code::ClipboardRefused`]; the key is still there then.
    pub async fn copy_shown(&self, what: CopyWhat) -> Answer<Copied> {
        let (backend, key_id, text) = self.shown(|shown| match what {
            CopyWhat::Key => shown.text.clone(),
            CopyWhat::AccountId => Zeroizing::new(shown.account_id.clone()),
            CopyWhat::KeyAndAccountId => Zeroizing::new(format!(
                "Account id: {}\nKey: {}",
                shown.account_id,
                shown.text.as_str()
            )),
        })?;
        if what == CopyWhat::AccountId {
            self.copy_public(text.to_string()).await?;
            return Ok(Copied {
                empties_in_seconds: None,
            });
        }
        let seconds = self.desk.settings().clipboard_seconds;
        let (desk, turn) = (Arc::clone(&self.desk), self.desk.turn());
        blocking(move || {
            desk.clipboard
                .copy_secret(text, Duration::from_secs(seconds.into()))
                .map_err(problems::clipboard)?;
            // A lock that came between has found nothing to empty yet.
            if desk.turn() == turn {
                Ok(())
            } else {
                let _ = desk.clipboard.empty_now();
                Err(Problem::new(Code::Locked))
            }
        })
        .await?;
        if let Err(problem) = backend.hand_out_key(key_id, HandedOut::Copied).await {
            // What isn't recorded as handed out doesn't leave.
            self.empty_clipboard().await?;
            return Err(problem);
        }
        Ok(Copied {
            empties_in_seconds: Some(seconds),
        })
    }

    /// Saves the shown key where the person says, and records that it left.
    ///
    /// # Errors
    /// Why the file can't be written; the key is still there then.
    pub async fn save_shown(&self) -> Answer<Option<SavedFile>> {
        let (_, _, name) = self.shown(key_file::suggested_name)?;
        let Some(target) = self.desk.shell.choose_target("Save key", &name).await else {
            return Ok(None);
        };
        // Asked anew: the vault may have been locked while the person chose.
        let (backend, key_id, content) = self.shown(key_file::content)?;
        let path = target.path.clone();
        blocking(move || {
            write_new_private(&path, content.as_bytes(), target.may_replace)
                .map_err(|error| problems::save(&error))
        })
        .await?;
        if let Err(problem) = backend.hand_out_key(key_id, HandedOut::Saved).await {
            // What isn't recorded as handed out doesn't leave.
            let _ = fs::remove_file(&target.path);
            return Err(problem);
        }
        Ok(Some(SavedFile {
            path: target.path.display().to_string(),
        }))
    }

    /// The person says that they have stored the shown key.
    ///
    /// # Errors
    /// When no key is shown.
    pub async fn confirm_stored(&self) -> Answer<KeyView> {
        let (backend, key_id, ()) = self.shown(|_| ())?;
        let key = backend.hand_out_key(key_id, HandedOut::Stored).await?;
        self.forget_shown_key(&key.key_id);
        Ok(key)
    }

    /// Revokes the shown key, which nobody has.
    ///
    /// # Errors
    /// When no key is shown, or it was handed out.
    pub async fn discard_shown(&self) -> Answer<KeyView> {
        let (backend, key_id, ()) = self.shown(|_| ())?;
        let key = backend.discard_key(key_id).await?;
        self.forget_shown_key(&key.key_id);
        Ok(key)
    }

    /// Puts a key id into the clipboard, as it is shown.
    ///
    /// # Errors
    /// [`Code::ClipboardRefused`], or when there is no such key.
    pub async fn copy_key_id(&self, key_id: String) -> Answer<()> {
        let key = self.backend()?.key(key_id).await?;
        self.copy_public(format!("ktw_{}", key.key_id)).await
    }

    /// Puts the key ids of the selected keys into the clipboard, one a line, in the list's order.
    ///
    /// # Errors
    /// [`Code::ClipboardRefused`].
    pub async fn copy_key_ids(&self, selection: KeySelection) -> Answer<()> {
        let ids = self.backend()?.selected_keys(selection).await?;
        let lines: Vec<String> = ids.iter().map(|id| format!("ktw_{id}")).collect();
        self.copy_public(lines.join("\n")).await
    }

    /// Puts what an auditor can be given about a key into the clipboard.
    ///
    /// # Errors
    /// [`Code::ClipboardRefused`], or when there is no such key.
    pub async fn copy_evidence(&self, key_id: String) -> Answer<()> {
        let text = self.backend()?.key_evidence(key_id).await?;
        self.copy_about_key(text).await
    }

    /// Puts what whoever takes a key over should know into the clipboard.
    ///
    /// # Errors
    /// [`Code::ClipboardRefused`], or when there is no such key.
    pub async fn copy_hand_over_note(&self, key_id: String) -> Answer<()> {
        let text = self.backend()?.hand_over_note(key_id).await?;
        self.copy_about_key(text).await
    }

    /// Puts the workspace's account id into the clipboard.
    ///
    /// # Errors
    /// [`Code::ClipboardRefused`].
    pub async fn copy_account_id(&self) -> Answer<()> {
        let workspace = self.backend()?.workspace().await?;
        self.copy_public(workspace.account_id).await
    }

    /// Says which key the clipboard holds; its text stays here. `None` where it holds no text.
    ///
    /// # Errors
    /// [`Code::ClipboardRefused`].
    pub async fn identify_clipboard(&self) -> Answer<Option<Identified>> {
        let backend = self.backend()?;
        let desk = Arc::clone(&self.desk);
        let read = blocking(move || desk.clipboard.read().map_err(problems::clipboard)).await?;
        match read {
            Some(mut text) => backend.identify_key(mem::take(&mut *text)).await.map(Some),
            None => Ok(None),
        }
    }

    /// Forgets a key, if it is the one that is being shown.
    fn forget_shown_key(&self, key_id: &str) {
        if let Held::Open(open) = &mut *self.desk.held() {
            open.shown.take_if(|shown| shown.key_id == key_id);
        }
    }

    async fn empty_clipboard(&self) -> Answer<()> {
        let desk = Arc::clone(&self.desk);
        blocking(move || desk.clipboard.empty_now().map_err(problems::clipboard)).await
    }

    /// Puts what is said about a key into the clipboard; of sample data it says so first.
    async fn copy_about_key(&self, text: String) -> Answer<()> {
        let is_sample = self.desk.open(|open| open.is_sample())?;
        let sample = if is_sample { key_file::SAMPLE } else { "" };
        self.copy_public(format!("{sample}{text}")).await
    }

    pub(super) async fn copy_public(&self, text: String) -> Answer<()> {
        let desk = Arc::clone(&self.desk);
        blocking(move || desk.clipboard.copy_public(text).map_err(problems::clipboard)).await
    }

    /// The key that is shown, with the workspace it belongs to.
    fn shown<T>(&self, take: impl FnOnce(&Shown) -> T) -> Answer<(Arc<dyn Backend>, String, T)> {
        match &*self.desk.held() {
            Held::Open(open) => {
                let shown = open
                    .shown
                    .as_ref()
                    .ok_or_else(|| Problem::new(Code::NothingToShow))?;
                Ok((Arc::clone(&open.backend), shown.key_id.clone(), take(shown)))
            }
            Held::Locked { .. } => Err(Problem::new(Code::Locked)),
            Held::Closed => Err(Problem::new(Code::NoVault)),
        }
    }
}
