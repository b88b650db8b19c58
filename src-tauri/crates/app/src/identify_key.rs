//! Which key a presented text is. Compared by digest, never kept.

use keytower_domain::actor::Action;
use keytower_domain::id::KeyId;
use keytower_domain::key_text::{KeyText, lone_key_id};
use keytower_domain::rotation::PresentedSecret;
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::ReadError;
use crate::store::Store;

/// What a presented text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identified {
    /// Neither a key nor a key id, or mistyped; nothing was looked up.
    Malformed,
    /// Well-formed, and not of this workspace.
    Unknown(KeyId),
    /// The id is a key's here, the secret isn't.
    SecretDiffers(KeyId),
    /// A key of this workspace; `whole` when all of it was presented.
    Known {
        /// Which.
        id: KeyId,
        /// The whole key, and not only its id.
        whole: bool,
        /// It is the key's old secret, which works until then.
        old_until: Option<Instant>,
    },
    /// A key of this workspace with a secret that it had: it stopped working then.
    Retired(KeyId, Instant),
    /// A key that was deleted.
    Deleted(KeyId, Instant),
}

/// Says which key a text is: a whole key, or a key id as it is shown.
///
/// # Errors
/// [`ReadError`].
pub fn identify_key<S: Store>(store: &S, caller: &Caller<'_>, text: &str) -> Result<Identified, ReadError> {
    caller.may(Action::Read)?;
    let text = text.trim();
    let presented = KeyText::parse(text).ok();
    let Some(id) = presented
        .as_ref()
        .map(KeyText::key_id)
        .or_else(|| lone_key_id(text))
    else {
        return Ok(Identified::Malformed);
    };
    store.read(|tx| {
        if let Some(at) = tx.deleted_at(id)? {
            return Ok(Identified::Deleted(id, at));
        }
        let Some(key) = tx.key(id)? else {
            return Ok(Identified::Unknown(id));
        };
        let Some(presented) = &presented else {
            return Ok(Identified::Known {
                id,
                whole: false,
                old_until: None,
            });
        };
        let pepper = tx.secrets()?.pepper;
        let matches = |kept: &_| pepper.matches(presented.digest(), kept);
        let known = |old_until| Identified::Known {
            id,
            whole: true,
            old_until,
        };
        Ok(match key.secret_of(matches, caller.now(tx)?) {
            PresentedSecret::Current => known(None),
            PresentedSecret::Old { until } => known(Some(until)),
            PresentedSecret::Retired { at } => Identified::Retired(id, at),
            PresentedSecret::Other => Identified::SecretDiffers(id),
        })
    })
}
