//! What the database file is called, and what SQLite puts beside it.

use keytower_app::Entropy;
use serde::{Deserialize, Serialize};

use super::hex::Hex;

/// `vault.db`, or `vault-` with eight hexadecimal digits and `.db` once the vault was re-encrypted.
/// Nothing else, so that a forged header can't lead out of the folder.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct DatabaseName(String);

/// What SQLite appends to the name for the files that it keeps beside a database.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

impl DatabaseName {
    /// Of a vault that is being made.
    pub(super) fn first() -> Self {
        Self("vault.db".to_owned())
    }

    /// Of a vault that is being re-encrypted.
    pub(super) fn next(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 4];
        entropy.fill(&mut bytes);
        Self(format!("vault-{}.db", Hex(bytes)))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The database that a file in a vault's folder is or belongs to.
    pub(super) fn of_file(file: &str) -> Option<Self> {
        let name = COMPANIONS
            .iter()
            .find_map(|end| file.strip_suffix(end))
            .unwrap_or(file);
        name.to_owned().try_into().ok()
    }
}

impl TryFrom<String> for DatabaseName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let middle = name
            .strip_prefix("vault")
            .and_then(|rest| rest.strip_suffix(".db"));
        let known = match middle {
            Some("") => true,
            Some(numbered) => numbered.strip_prefix('-').and_then(Hex::<4>::parse).is_some(),
            None => false,
        };
        if known {
            Ok(Self(name))
        } else {
            Err("not the name of a vault's database")
        }
    }
}

impl From<DatabaseName> for String {
    fn from(name: DatabaseName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseName;

    #[test]
    fn only_a_vaults_database_has_a_databases_name() {
        for name in ["vault.db", "vault-0123abcd.db"] {
            assert!(DatabaseName::try_from(name.to_owned()).is_ok(), "{name}");
        }
        for name in [
            "",
            "vault",
            "vault-.db",
            "vault-0123ABCD.db",
            "../vault.db",
            "vault-/../x.db",
        ] {
            assert!(DatabaseName::try_from(name.to_owned()).is_err(), "{name}");
        }
    }

    #[test]
    fn what_sqlite_keeps_beside_a_database_belongs_to_it() {
        let of = |file| DatabaseName::of_file(file).map(String::from);
        assert_eq!(of("vault.db-wal").as_deref(), Some("vault.db"));
        assert_eq!(
            of("vault-0123abcd.db-journal").as_deref(),
            Some("vault-0123abcd.db")
        );
        assert_eq!(of("header"), None);
    }
}
