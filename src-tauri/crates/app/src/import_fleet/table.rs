//! A CSV file as rows of an aircraft's fields: any common encoding, delimiter and spelling of headers.

use std::fmt;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::field::Field;

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

/// One row: where it starts in the file, and its fields as written, each on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line, from 1.
    pub line: u32,
    /// The fields in the order of [`Field::ALL`]; empty where no column holds one.
    pub fields: [String; 4],
    /// It has as many fields as the header.
    pub complete: bool,
}

/// A file that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    /// Which column was taken for what.
    pub columns: Vec<Column>,
    /// Headers of the columns that were left out.
    pub ignored: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({:?}, {} rows)", self.columns, self.rows.len())
    }
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
        let text = decode(content)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(&text))
            .from_reader(text.as_bytes());
        let mut records = reader
            .records()
            .map(|record| record.map_err(|_| FileProblem::NotText));
        let headers = records.next().transpose()?.ok_or(FileProblem::Empty)?;
        let headers: Vec<&str> = headers.iter().map(str::trim).collect();
        let places = Field::ALL.map(|field| field.place_in(&headers));
        if places[0].is_none() {
            let found = headers
                .iter()
                .take(12)
                .map(|header| header.chars().take(40).collect())
                .collect();
            return Err(FileProblem::NoRegistration { found });
        }
        let mut rows = Vec::new();
        for record in records {
            let record = record?;
            if record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            if rows.len() == MAXIMUM_ROWS {
                return Err(FileProblem::TooLarge);
            }
            rows.push(Row {
                line: record.position().map_or(0, |at| line_of(&text, at)),
                fields: places.map(|place| one_line(place.and_then(|place| record.get(place)).unwrap_or(""))),
                complete: record.len() == headers.len(),
            });
        }
        if rows.is_empty() {
            return Err(FileProblem::Empty);
        }
        let taken = |place: usize| places.contains(&Some(place));
        Ok(Self {
            columns: Field::ALL
                .into_iter()
                .zip(places)
                .filter_map(|(field, place)| {
                    Some(Column {
                        field,
                        header: headers[place?].to_owned(),
                    })
                })
                .collect(),
            ignored: (0..headers.len())
                .filter(|place| !taken(*place))
                .map(|place| headers[place].to_owned())
                .collect(),
            rows,
        })
    }
}

/// Text of UTF-8 or UTF-16 by its mark, of UTF-8 when it is that, or else of Windows-1252, which spreadsheets write. Its
/// lines end in a line feed, whatever they ended in.
fn decode(content: &[u8]) -> Result<String, FileProblem> {
    let (encoding, mark) = Encoding::for_bom(content).unwrap_or_else(|| {
        (
            if str::from_utf8(content).is_ok() {
                UTF_8
            } else {
                WINDOWS_1252
            },
            0,
        )
    });
    let (text, malformed) = encoding.decode_without_bom_handling(&content[mark..]);
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if malformed || text.chars().any(odd) {
        return Err(FileProblem::NotText);
    }
    if text.trim().is_empty() {
        return Err(FileProblem::Empty);
    }
    // The reader ends a row at either character, but counts lines by the one alone, too late after both.
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The delimiter that the header has most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            other => counts
                .iter_mut()
                .filter(|(delimiter, _)| *delimiter == other)
                .for_each(|(_, count)| *count += 1),
        }
    }
    // The first of equals wins, so a file of one column is read with commas.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| *delimiter)
}

/// The line that a row starts on. The reader takes the empty lines before a row for its own.
fn line_of(text: &str, at: &csv::Position) -> u32 {
    let start = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
    u32::try_from(at.line() + empty as u64).unwrap_or(u32::MAX)
}

/// A cell on one line: a quoted line break is a space.
fn one_line(cell: &str) -> String {
    cell.trim().lines().map(str::trim).collect::<Vec<_>>().join(" ")
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
