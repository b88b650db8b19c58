//! A list of last uses: a CSV file as rows of key id, time and address.

use keytower_domain::key_text::masked;

use crate::table::{Row, Table, TableProblem, decode, first_headers, place_of};

/// Files beyond this are refused: 8 MB.
pub const MAXIMUM_USES_BYTES: usize = 8_000_000;
/// Files of more rows are refused.
pub const MAXIMUM_USES: usize = 200_000;
/// Characters of a cell that are kept: no key id, time or address has more.
const LONGEST_CELL: usize = 80;

/// What a column of a list of last uses can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseField {
    /// The key's id.
    KeyId,
    /// When it was last used.
    At,
    /// From where.
    From,
}

impl UseField {
    /// All fields, in the order in which rows hold them.
    pub const ALL: [Self; 3] = [Self::KeyId, Self::At, Self::From];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::KeyId => "key_id",
            Self::At => "at",
            Self::From => "from",
        }
    }

    /// Spellings of its header, best first: folded, letters and digits only.
    fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::KeyId => &[
                "keyid",
                "apikeyid",
                "publickeyid",
                "keytowerkeyid",
                "keyidentifier",
                "apikey",
                "key",
                "tokenid",
                "token",
                "credentialid",
                "id",
            ],
            Self::At => &[
                "lastused",
                "lastusedat",
                "lastuse",
                "lastusedon",
                "lastusedtime",
                "lastaccessed",
                "lastaccessedat",
                "lastaccess",
                "lastaccesstime",
                "lastseen",
                "lastseenat",
                "lastrequest",
                "usedat",
                "used",
                "accessedat",
                "accessed",
                "time",
                "timestamp",
                "datetime",
                "at",
                "when",
                "date",
            ],
            Self::From => &[
                "address",
                "ipaddress",
                "ip",
                "lastip",
                "lastusedip",
                "lastusedfrom",
                "lastaccessedfrom",
                "clientip",
                "clientaddress",
                "remoteip",
                "remoteaddress",
                "remoteaddr",
                "sourceip",
                "sourceaddress",
                "source",
                "from",
            ],
        }
    }
}

/// Which column was taken for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseColumn {
    /// What.
    pub field: UseField,
    /// Its header, as written.
    pub header: String,
}

/// Why a file as a whole isn't read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsesProblem {
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// More bytes or rows than are taken.
    #[error("too large")]
    TooLarge,
    /// Not text.
    #[error("not text")]
    NotText,
    /// No column is a key id.
    #[error("no key id among {found:?}")]
    NoKeyId {
        /// The first headers, as written; never more of a key than its id.
        found: Vec<String>,
    },
    /// No column is a time.
    #[error("no time among {found:?}")]
    NoTime {
        /// The same.
        found: Vec<String>,
    },
}

impl From<TableProblem> for UsesProblem {
    fn from(problem: TableProblem) -> Self {
        match problem {
            TableProblem::Empty => Self::Empty,
            TableProblem::TooManyRows => Self::TooLarge,
            TableProblem::NotText => Self::NotText,
        }
    }
}

/// A row as written, but for keys, of which only ids stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UseRow {
    pub line: u32,
    pub key_id: String,
    pub at: String,
    pub from: String,
    /// It has as many fields as the header.
    pub complete: bool,
    /// A key stood in it.
    pub held_key: bool,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub(super) struct UsesTable {
    pub columns: Vec<UseColumn>,
    pub ignored: Vec<String>,
    pub rows: Vec<UseRow>,
}

impl UsesTable {
    pub(super) fn read(content: &[u8]) -> Result<Self, UsesProblem> {
        if content.len() > MAXIMUM_USES_BYTES {
            return Err(UsesProblem::TooLarge);
        }
        let read = Table::read(&decode(content)?, MAXIMUM_USES, |headers| {
            let places = UseField::ALL.map(|field| place_of(field.spellings(), headers));
            match places {
                [None, ..] => Err(UsesProblem::NoKeyId {
                    found: first_headers(headers),
                }),
                [_, None, _] => Err(UsesProblem::NoTime {
                    found: first_headers(headers),
                }),
                _ => Ok(places),
            }
        })?;
        let columns = UseField::ALL.into_iter().zip(read.taken);
        Ok(Self {
            columns: columns
                .filter_map(|(field, header)| {
                    Some(UseColumn {
                        field,
                        header: header?,
                    })
                })
                .collect(),
            ignored: read.ignored,
            rows: read.rows.into_iter().map(UseRow::of).collect(),
        })
    }
}

impl UseRow {
    fn of(row: Row<3>) -> Self {
        let held_key = row.fields.iter().any(|cell| masked(cell).is_some());
        let [key_id, at, from] = row.fields.map(|cell| {
            let cell = masked(&cell).unwrap_or(cell);
            cell.chars().take(LONGEST_CELL).collect()
        });
        Self {
            line: row.line,
            key_id,
            at,
            from,
            complete: row.complete,
            held_key,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &str) -> Result<Vec<String>, UsesProblem> {
        let table = UsesTable::read(text.as_bytes())?;
        Ok(table.columns.into_iter().map(|column| column.header).collect())
    }

    #[test]
    fn common_spellings_are_understood() {
        for head in [
            "key_id,last_used,ip",
            "Key id;Last accessed;Address",
            "API key ID\tLast used at\tClient IP",
            "KeyId|Timestamp|Remote address",
        ] {
            let found = headers(&format!("{head}\nx,y,z\n"));
            assert_eq!(found.map(|found| found.len()), Ok(3), "{head}");
        }
        assert_eq!(headers("id,time\nx,y\n").map(|found| found.len()), Ok(2));
    }

    #[test]
    fn a_missing_column_is_named_by_what_is_there() {
        let found = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(
            headers("name,time\nx,y\n"),
            Err(UsesProblem::NoKeyId {
                found: found(&["name", "time"])
            })
        );
        assert_eq!(
            headers("key_id,name\nx,y\n"),
            Err(UsesProblem::NoTime {
                found: found(&["key_id", "name"])
            })
        );
        assert_eq!(headers(""), Err(UsesProblem::Empty));
        assert_eq!(headers("key_id,time\n"), Err(UsesProblem::Empty));
        assert_eq!(
            UsesTable::read(&vec![b'a'; MAXIMUM_USES_BYTES + 1]).err(),
            Some(UsesProblem::TooLarge)
        );
    }

    #[test]
    fn what_isnt_known_to_be_a_key_id_is_kept_no_longer_than_one() {
        let table = UsesTable::read(format!("key_id,time\n{},\n", "a".repeat(500)).as_bytes());
        assert_eq!(table.expect("readable").rows[0].key_id.len(), LONGEST_CELL);
    }
}
