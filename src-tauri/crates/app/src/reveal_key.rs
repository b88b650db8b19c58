//! Showing a key again, where the policy allows it and the key was generated so: its text is kept in a box that only the
//! master password opens.

use keytower_domain::actor::{Action, Forbidden};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::KeyId;
use keytower_domain::key::LifeRefusal;
use keytower_domain::key_box::{KeyBox, OpeningKey};
use keytower_domain::key_text::KeyText;
use keytower_domain::showing::{ShowRefusal, is_revealable};

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::generate_key::Generated;
use crate::record::{Changes, record};
use crate::store::{ReadTx, Store, StoreError, Stored};

/// Why a key isn't shown again.
#[derive(Debug, thiserror::Error)]
pub enum RevealError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It isn't there.
    #[error("not there")]
    NotFound,
    /// It has ended: there is nothing to use.
    #[error(transparent)]
    Ended(LifeRefusal),
    /// It can't be shown again.
    #[error(transparent)]
    Refused(#[from] ShowRefusal),
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens a live key's box. Its event is committed before the text leaves.
///
/// # Errors
/// [`RevealError`]; [`StoreError::Damaged`] where what is in the box isn't the key's text.
pub fn reveal_key<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: KeyId,
    opening_key: &OpeningKey,
) -> Result<Generated, RevealError> {
    caller.may(Action::ChangeKeys)?;
    store.write(|tx| {
        let key = tx.key(id)?.ok_or(RevealError::NotFound)?;
        let now = caller.now(tx)?;
        key.require_live(now).map_err(RevealError::Ended)?;
        let closed = key.shown_again(&workspace(tx)?, tx.sealing_key())?;
        let pepper = tx.secrets()?.pepper;
        let its_own = |text: &KeyText| text.key_id() == id && pepper.matches(text.digest(), &key.sealed);
        let text = opening_key.open(closed).ok().filter(its_own);
        let text = text.ok_or_else(|| StoreError::Damaged(format!("the box of key {id}")))?;
        let (subject, row) = (Subject::Key(id), key.digest());
        record(
            tx,
            caller,
            now,
            EventKind::KeyShown,
            subject,
            Changes::default(),
            row,
        )?;
        Ok(Generated { key, text })
    })
}

/// A new text in a box, where the workspace's keys can be shown again and something here seals them.
pub(crate) fn boxed(
    tx: &(impl ReadTx + ?Sized),
    caller: &Caller<'_>,
    text: &KeyText,
) -> Stored<Option<KeyBox>> {
    Ok(match tx.sealing_key() {
        Some(sealing_key) if is_revealable(&workspace(tx)?) => {
            Some(sealing_key.seal(text, &mut caller.fill()))
        }
        _ => None,
    })
}
