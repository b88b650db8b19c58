//! The header: a text of JSON that names the database and holds the data key, wrapped.
//!
//! It ends with two lines that cover every byte before them, so that no canonical form of JSON is
//! needed:
//!
//! ```text
//! {
//!   "format": 2,
//!   …,
//!   "authentication": "64 digits: HMAC-SHA-256 of the bytes before the comma that ends the line above",
//!   "checksum": "64 digits: SHA-256 of the bytes before the comma that ends the line above"
//! }
//! ```
//!
//! The checksum needs no key: it tells a damaged header from a wrong password. The authentication
//! needs the data key: it tells that nobody without it wrote the header. `format` and the checksum
//! line keep their place in every later format.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    Damage, VaultError,
    database_name::DatabaseName,
    hex::Hex,
    keys::DataKey,
    opening_ways::OpeningWays,
    vault_id::VaultId,
    ways_in::{DeviceWay, PasswordWay, RecoveryWay},
};

/// The newest format: with the ways to the opening key, which a header of format 1 doesn't have.
const FORMAT: u64 = 2;
/// The format before there were keys that can be shown again.
const WITHOUT_OPENING: u64 = 1;

/// Most bytes that a header has: no more are read.
pub(super) const MAX_BYTES: u64 = 64 * 1024;

/// What the header states. It names nothing but files: the vault's name is its folder's.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    format: u64,
    pub(super) vault_id: VaultId,
    pub(super) database: DatabaseName,
    pub(super) password: PasswordWay,
    pub(super) recovery: RecoveryWay,
    pub(super) device: Option<DeviceWay>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opening: Option<OpeningWays>,
}

/// A header as it was read: whole, but not yet known to be by somebody with the data key.
#[derive(Debug)]
pub(super) struct StoredHeader {
    header: Header,
    authenticated: Vec<u8>,
    authentication: [u8; 32],
}

/// The part of a header that every format has.
#[derive(Deserialize)]
struct AnyFormat {
    format: u64,
}

const AUTHENTICATION: (&str, &str) = (",\n  \"authentication\": \"", "\"");
const CHECKSUM: (&str, &str) = (",\n  \"checksum\": \"", "\"\n}\n");
const END_OF_OBJECT: &str = "\n}";

impl Header {
    pub(super) fn new(
        vault_id: VaultId,
        database: DatabaseName,
        password: PasswordWay,
        recovery: RecoveryWay,
        opening: OpeningWays,
    ) -> Self {
        Self {
            format: FORMAT,
            vault_id,
            database,
            password,
            recovery,
            device: None,
            opening: Some(opening),
        }
    }

    /// The ways to the opening key; `None` in a header from before there were any.
    pub(super) fn opening(&self) -> Option<&OpeningWays> {
        self.opening.as_ref()
    }

    /// The same as a program wrote it that knew of no opening key.
    #[cfg(test)]
    pub(super) fn of_the_first_format(self) -> Self {
        Self {
            format: WITHOUT_OPENING,
            opening: None,
            ..self
        }
    }

    pub(super) fn set_opening(&mut self, opening: OpeningWays) {
        self.format = FORMAT;
        self.opening = Some(opening);
    }

    /// The same for a backup: without this computer's way in, and with the database under its first name.
    pub(super) fn for_backup(self) -> Self {
        Self {
            database: DatabaseName::first(),
            device: None,
            ..self
        }
    }

    /// The bytes of the file.
    pub(super) fn encode(&self, data_key: &DataKey) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self)
            .expect("strings, numbers and maps with string keys are always JSON");
        text.truncate(text.len() - END_OF_OBJECT.len());
        let authentication = authentication(data_key, self.vault_id, text.as_bytes());
        append(
            &mut text,
            AUTHENTICATION,
            authentication.finalize().into_bytes().into(),
        );
        let checksum = Sha256::digest(text.as_bytes());
        append(&mut text, CHECKSUM, checksum.into());
        text.into_bytes()
    }
}

impl StoredHeader {
    /// Reads the bytes of a header file. No key is needed.
    ///
    /// # Errors
    ///
    /// [`Damage::Header`], or [`VaultError::NewerFormat`].
    pub(super) fn decode(file: &[u8]) -> Result<Self, VaultError> {
        let (checked, checksum) = split(file, CHECKSUM).ok_or(Damage::Header)?;
        if <[u8; 32]>::from(Sha256::digest(checked)) != checksum {
            return Err(Damage::Header.into());
        }
        let AnyFormat { format } = serde_json::from_slice(file).map_err(|_| Damage::Header)?;
        if format > FORMAT {
            return Err(VaultError::NewerFormat { found: format });
        }
        let (authenticated, authentication) = split(checked, AUTHENTICATION).ok_or(Damage::Header)?;
        let object = [authenticated, END_OF_OBJECT.as_bytes()].concat();
        let header: Header = serde_json::from_slice(&object).map_err(|_| Damage::Header)?;
        let format = match header.opening {
            Some(_) => FORMAT,
            None => WITHOUT_OPENING,
        };
        if header.format != format {
            return Err(Damage::Header.into());
        }
        Ok(Self {
            header,
            authenticated: authenticated.to_vec(),
            authentication,
        })
    }

    /// What the header states, to try a key on. Not to be acted upon before it is authenticated.
    pub(super) fn unauthenticated(&self) -> &Header {
        &self.header
    }

    /// The header, if somebody with the data key wrote it.
    pub(super) fn authenticate(self, data_key: &DataKey) -> Result<Header, VaultError> {
        authentication(data_key, self.header.vault_id, &self.authenticated)
            .verify_slice(&self.authentication)
            .map_err(|_| Damage::HeaderAltered)?;
        Ok(self.header)
    }
}

fn authentication(data_key: &DataKey, vault: VaultId, bytes: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(data_key.header_key(vault).bytes())
        .expect("HMAC takes keys of any length");
    mac.update(bytes);
    mac
}

fn append(text: &mut String, (before, after): (&str, &str), digest: [u8; 32]) {
    text.push_str(before);
    text.push_str(&Hex(digest).to_string());
    text.push_str(after);
}

/// The bytes before a closing line, and the digest in it. None unless it is there to the letter.
fn split<'a>(bytes: &'a [u8], (before, after): (&str, &str)) -> Option<(&'a [u8], [u8; 32])> {
    let (rest, digits) = bytes.strip_suffix(after.as_bytes())?.split_last_chunk::<64>()?;
    let Hex(digest) = Hex::parse(str::from_utf8(digits).ok()?)?;
    Some((rest.strip_suffix(before.as_bytes())?, digest))
}
