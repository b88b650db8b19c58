//! How a user and a password are shown to a server.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use zeroize::Zeroizing;

use crate::error::SendError;
use crate::reply::Reply;
use crate::server::SignIn;

/// Both in one command (RFC 4616).
pub fn plain(who: &SignIn) -> Result<Zeroizing<String>, SendError> {
    if who.user.contains('\0') || who.password.contains('\0') {
        // There it would end the one and begin the other.
        return Err(SendError::SignInRefused { said: String::new() });
    }
    let both = Zeroizing::new(format!("\0{}\0{}", who.user, who.password.as_str()));
    let encoded = encoded(&both);
    Ok(Zeroizing::new(format!("AUTH PLAIN {}", encoded.as_str())))
}

/// One of the two, alone on its line.
pub fn encoded(text: &str) -> Zeroizing<String> {
    Zeroizing::new(BASE64_STANDARD.encode(text))
}

/// The answer, unless it repeats the password, as servers do that echo what they don't understand.
pub fn without_password(answer: Reply, who: &SignIn) -> Reply {
    let said = Zeroizing::new(answer.lines.join(" "));
    let repeated = |secret: &str| !secret.is_empty() && said.contains(secret);
    let shown = plain(who).is_ok_and(|command| command.split(' ').any(repeated));
    if shown || repeated(&who.password) || repeated(&encoded(&who.password)) {
        return Reply {
            code: answer.code,
            lines: Vec::new(),
        };
    }
    answer
}
