//! A fleet list: a CSV file as rows of an aircraft's fields.

use super::field::Field;
use crate::table::{self, TableProblem, decode, first_headers};

/// Files beyond this are refused: 20 MB.
pub const MAXIMUM_BYTES: usize = 20_000_000;
/// Files of more rows are refused.
pub const MAXIMUM_ROWS: usize = 200_000;

/// Which column was taken for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What.
    pub field: Field,
    /// Its header, as written.
    pub header: String,
}

/// Why a file as a whole isn't read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// More bytes or rows than are taken.
    #[error("too large")]
    TooLarge,
    /// Not text.
    #[error("not text")]
    NotText,
    /// No column is a registration.
    #[error("no registration among {found:?}")]
    NoRegistration {
        /// The first headers, as written.
        found: Vec<String>,
    },
}

impl From<TableProblem> for FileProblem {
    fn from(problem: TableProblem) -> Self {
        match problem {
            TableProblem::Empty => Self::Empty,
            TableProblem::TooManyRows => Self::TooLarge,
            TableProblem::NotText => Self::NotText,
        }
    }
}

/// One row, with the fields in the order of [`Field::ALL`].
pub type Row = table::Row<4>;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Which column was taken for what.
    pub columns: Vec<Column>,
    /// Headers of the columns that were left out.
    pub ignored: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads a file.
    ///
    /// # Errors
    /// [`FileProblem`].
    pub fn read(content: &[u8]) -> Result<Self, FileProblem> {
        if content.len() > MAXIMUM_BYTES {
            return Err(FileProblem::TooLarge);
        }
        let read = table::Table::read(&decode(content)?, MAXIMUM_ROWS, |headers| {
            let places = Field::ALL.map(|field| field.place_in(headers));
            if places[0].is_none() {
                let found = first_headers(headers);
                return Err(FileProblem::NoRegistration { found });
            }
            Ok(places)
        })?;
        let columns = Field::ALL.into_iter().zip(read.taken);
        Ok(Self {
            columns: columns
                .filter_map(|(field, header)| {
                    Some(Column {
                        field,
                        header: header?,
                    })
                })
                .collect(),
            ignored: read.ignored,
            rows: read.rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Table {
        Table::read(text.as_bytes()).expect("readable")
    }

    fn registrations(table: &Table) -> Vec<&str> {
        table.rows.iter().map(|row| row.fields[0].as_str()).collect()
    }

    #[test]
    fn published_headers_are_understood_and_the_designator_wins_over_the_type() {
        let table = read(
            "$ICAO,$Registration,$Operator,$Type,$ICAO Type\n009E1B,ZS-LJU,Private,DHC-1 Chipmunk 22,DHC1\n",
        );
        assert_eq!(table.rows[0].fields, ["ZS-LJU", "009E1B", "DHC1", "Private"]);
        assert_eq!(table.ignored, ["$Type"]);
        let headers: Vec<_> = table
            .columns
            .iter()
            .map(|column| column.header.as_str())
            .collect();
        assert_eq!(headers, ["$Registration", "$ICAO", "$ICAO Type", "$Operator"]);
    }

    #[test]
    fn semicolons_tabs_marks_quotes_and_line_breaks_in_them_are_read() {
        assert_eq!(
            registrations(&read("\u{feff}Tail No.;Betreiber\r\nSP-KTA;\"Ops; Nord\"\r\n")),
            ["SP-KTA"]
        );
        assert_eq!(registrations(&read("Reg\tType\nSP-KTA\tB738\n")), ["SP-KTA"]);
        let table = read("Registration,Operator\nSP-KTA,\"two\nlines\"\nSP-KTB,Ops\n");
        assert_eq!(table.rows[0].fields[3], "two lines");
        assert_eq!(table.rows[1].line, 4);
        assert_eq!(registrations(&read("Kennzeichen\nD-CXNW\n")), ["D-CXNW"]);
    }

    #[test]
    fn rows_are_numbered_by_their_lines_whatever_these_end_in() {
        for end in ["\n", "\r\n", "\r"] {
            let table = read(
                &[
                    "Reg,Operator",
                    "SP-KTA,Ops",
                    "",
                    "SP-KTB,\"two",
                    "lines\"",
                    "SP-KTC,",
                ]
                .join(end),
            );
            let lines: Vec<u32> = table.rows.iter().map(|row| row.line).collect();
            assert_eq!(lines, [2, 4, 6], "{end:?}");
            assert_eq!(table.rows[1].fields[3], "two lines", "{end:?}");
        }
    }

    #[test]
    fn utf_16_and_windows_1252_are_read() {
        let utf_16: Vec<u8> = "\u{feff}Reg,Operator\nSP-KTA,Łódź\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(
            Table::read(&utf_16).map(|t| t.rows[0].fields[3].clone()),
            Ok("Łódź".into())
        );
        assert_eq!(
            Table::read(b"Reg,Operator\nD-ABCD,M\xfcnchen\n").map(|t| t.rows[0].fields[3].clone()),
            Ok("München".into())
        );
    }

    #[test]
    fn rubbish_nothing_and_a_missing_column_are_told_apart() {
        assert_eq!(Table::read(b""), Err(FileProblem::Empty));
        assert_eq!(Table::read(b" \n\n"), Err(FileProblem::Empty));
        assert_eq!(Table::read(b"Registration\n"), Err(FileProblem::Empty));
        assert_eq!(
            Table::read(b"\x7fELF\x02\x01\x01\0\0\0"),
            Err(FileProblem::NotText)
        );
        assert_eq!(Table::read(&vec![0; 100_000]), Err(FileProblem::NotText));
        let found = vec!["name".to_owned(), "colour".to_owned()];
        assert_eq!(
            Table::read(b"name,colour\nx,y\n"),
            Err(FileProblem::NoRegistration { found })
        );
        assert_eq!(
            Table::read(&vec![b'a'; MAXIMUM_BYTES + 1]),
            Err(FileProblem::TooLarge)
        );
    }

    #[test]
    fn a_row_with_too_few_fields_is_kept_and_marked() {
        let table = read("Reg,Operator\nSP-KTA\nSP-KTB,Ops\n");
        assert_eq!(
            table.rows.iter().map(|row| row.complete).collect::<Vec<_>>(),
            [false, true]
        );
    }
}
