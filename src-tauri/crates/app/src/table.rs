//! A CSV file as rows of the fields that are looked for: any common encoding, delimiter and line ending.

use std::fmt;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use keytower_domain::key_text::masked;
use keytower_domain::text::folded;

/// Why a file isn't a table of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableProblem {
    /// Nothing in it.
    Empty,
    /// More rows than are taken.
    TooManyRows,
    /// Not text.
    NotText,
}

/// One row: where it starts in the file, and its fields as written, each on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<const FIELDS: usize> {
    /// Its line, from 1.
    pub line: u32,
    /// The fields in the order of their list; empty where no column holds one.
    pub fields: [String; FIELDS],
    /// It has as many fields as the header.
    pub complete: bool,
}

/// A file that was read.
pub(crate) struct Table<const FIELDS: usize> {
    /// The header of the column that was taken for each field.
    pub(crate) taken: [Option<String>; FIELDS],
    /// Headers of the columns that were left out.
    pub(crate) ignored: Vec<String>,
    /// Its rows.
    pub(crate) rows: Vec<Row<FIELDS>>,
}

impl<const FIELDS: usize> fmt::Debug for Table<FIELDS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({:?}, {} rows)", self.taken, self.rows.len())
    }
}

impl<const FIELDS: usize> Table<FIELDS> {
    /// Reads decoded text. `places` says which column holds each field, or refuses the headers.
    pub(crate) fn read<E: From<TableProblem>>(
        text: &str,
        maximum_rows: usize,
        places: impl FnOnce(&[&str]) -> Result<[Option<usize>; FIELDS], E>,
    ) -> Result<Self, E> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(text))
            .from_reader(text.as_bytes());
        let mut records = reader
            .records()
            .map(|record| record.map_err(|_| TableProblem::NotText));
        let headers = records.next().transpose()?.ok_or(TableProblem::Empty)?;
        let headers: Vec<&str> = headers.iter().map(str::trim).collect();
        let places = places(&headers)?;
        let mut rows = Vec::new();
        for record in records {
            let record = record?;
            if record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            if rows.len() == maximum_rows {
                return Err(TableProblem::TooManyRows.into());
            }
            rows.push(Row {
                line: record.position().map_or(0, |at| line_of(text, at)),
                fields: places.map(|place| one_line(place.and_then(|place| record.get(place)).unwrap_or(""))),
                complete: record.len() == headers.len(),
            });
        }
        if rows.is_empty() {
            return Err(TableProblem::Empty.into());
        }
        Ok(Self {
            taken: places.map(|place| place.map(|place| shown(headers[place]))),
            ignored: (0..headers.len())
                .filter(|place| !places.contains(&Some(*place)))
                .map(|place| shown(headers[place]))
                .collect(),
            rows,
        })
    }
}

/// A header as it is shown. Where a file has none, its first row is taken for them, and keys may stand there.
fn shown(header: &str) -> String {
    masked(header).unwrap_or_else(|| header.to_owned())
}

/// The column whose header is one of these spellings, which are folded, letters and digits only, and best first.
pub(crate) fn place_of(spellings: &[&str], headers: &[&str]) -> Option<usize> {
    let plain = |header: &&str| {
        folded(header)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let headers: Vec<String> = headers.iter().map(plain).collect();
    spellings
        .iter()
        .find_map(|spelling| headers.iter().position(|header| header == spelling))
}

/// The first headers, for whoever is told that none of them is what is looked for.
pub(crate) fn first_headers(headers: &[&str]) -> Vec<String> {
    headers
        .iter()
        .take(12)
        .map(|header| shown(header).chars().take(40).collect())
        .collect()
}

/// Text of UTF-8 or UTF-16 by its mark, of UTF-8 when it is that, or else of Windows-1252, which spreadsheets write. Its
/// lines end in a line feed, whatever they ended in.
pub(crate) fn decode(content: &[u8]) -> Result<String, TableProblem> {
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
        return Err(TableProblem::NotText);
    }
    if text.trim().is_empty() {
        return Err(TableProblem::Empty);
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
