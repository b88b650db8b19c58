//! Backups, and what a lost computer leaves to think of.

use keytower_app::ExposedKey as Exposed;

use crate::ExposedKey;

impl From<&Exposed> for ExposedKey {
    fn from(exposed: &Exposed) -> Self {
        let Exposed {
            key,
            owner,
            state,
            how,
            at,
            by,
        } = exposed;
        Self {
            key_id: key.id.to_string(),
            name: key.description.name.as_str().to_owned(),
            owner: owner.name().to_owned(),
            email: owner.email().to_owned(),
            state: (*state).into(),
            expires_at: key.ends_at(),
            how: (*how).into(),
            at: *at,
            by: by.clone(),
        }
    }
}
