//! How hard a password is to guess (zxcvbn).

use keytower_contract::{Answer, PasswordStrength};
use zeroize::Zeroizing;

use super::{Session, blocking};

/// More characters add nothing to the answer and much to the time it takes.
const LOOKED_AT: usize = 100;

impl Session {
    /// How hard a password is to guess.
    ///
    /// # Errors
    /// None.
    pub async fn password_strength(&self, password: String) -> Answer<PasswordStrength> {
        let password = Zeroizing::new(password);
        blocking(move || {
            let start: Zeroizing<String> = Zeroizing::new(password.chars().take(LOOKED_AT).collect());
            let estimate = zxcvbn::zxcvbn(&start, &["keytower", "vault"]);
            let advice = estimate.feedback().and_then(|feedback| {
                let warning = feedback.warning().map(|warning| warning.to_string());
                warning.or_else(|| feedback.suggestions().first().map(ToString::to_string))
            });
            Ok(PasswordStrength {
                score: estimate.score().into(),
                advice: advice.unwrap_or_default(),
            })
        })
        .await
    }
}
