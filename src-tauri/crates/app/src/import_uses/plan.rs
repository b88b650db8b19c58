//! What a file would change about what is known of keys' use, row by row.

use std::collections::HashMap;
use std::net::IpAddr;

use chrono::DurationRound as _;
use chrono::TimeDelta;
use chrono_tz::Tz;
use keytower_domain::id::KeyId;
use keytower_domain::key_text::lone_key_id;
use keytower_domain::key_use::{LastUse, Use, Uses};
use keytower_domain::text::folded;
use keytower_domain::time::Instant;

use super::table::{UseColumn, UseRow, UsesTable};
use super::time::instant;

/// What the rows of a file are compared with.
pub(super) struct Known {
    /// Local times are of it.
    pub zone: Tz,
    /// What is later is in the future.
    pub now: Instant,
    /// The keys, and when each was generated.
    pub generated: HashMap<KeyId, Instant>,
    /// Those that were deleted, and when.
    pub deleted: HashMap<KeyId, Instant>,
    /// What is known of their use.
    pub uses: Uses,
}

/// What a file would do.
#[derive(Clone, Debug)]
pub struct UsesPlan {
    /// Which column was taken for what.
    pub columns: Vec<UseColumn>,
    /// Headers of the columns that were left out.
    pub ignored: Vec<String>,
    /// Row by row.
    pub rows: Vec<PlannedUse>,
    /// The newest instant that reports would cover with it; `None` where they cover nothing.
    pub as_of: Option<Instant>,
    /// Keys that would then be known never to have been used.
    pub never: usize,
    /// The zone that times without an offset were read in.
    pub zone: Tz,
    /// Times without an offset.
    pub local_times: usize,
    /// When it was compared.
    pub(super) judged_at: Instant,
}

/// A row and what it would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedUse {
    /// Its line, from 1.
    pub line: u32,
    /// As written, but for a key, of which only the id is kept.
    pub key_id: String,
    /// As written.
    pub at: String,
    /// As written.
    pub from: String,
    /// What it would do.
    pub outcome: UseOutcome,
    complete: bool,
    held_key: bool,
}

/// What a row would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UseOutcome {
    /// It is later than what is known.
    Taken {
        /// The key.
        id: KeyId,
        /// Its last use.
        last: LastUse,
        /// The last that is known.
        known: Option<LastUse>,
    },
    /// As late a use is known.
    Known {
        /// It.
        known: LastUse,
    },
    /// Another line tells a later use of the same key.
    Earlier {
        /// That line.
        line: u32,
    },
    /// It tells no use.
    NoUse,
    /// Left out.
    Refused(UseRefusal),
}

impl UseOutcome {
    /// It changes nothing, and nothing is wrong with it.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        matches!(self, Self::Known { .. } | Self::Earlier { .. } | Self::NoUse)
    }
}

/// Why a row is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseRefusal {
    /// Too few or too many fields.
    FieldCount,
    /// A whole key stands in it.
    WholeKey,
    /// Not a key id.
    NotAKeyId,
    /// No key has that id.
    NoSuchKey,
    /// The key was deleted.
    Deleted {
        /// When.
        at: Instant,
    },
    /// Not an instant.
    NotAnInstant,
    /// It hasn't come yet.
    InFuture,
    /// The key wasn't there yet.
    BeforeGenerated {
        /// When it was generated.
        generated_at: Instant,
    },
    /// Not an IPv4 or IPv6 address.
    NotAnAddress,
}

impl UsesPlan {
    /// Compares a file with the keys.
    pub(super) fn of(table: UsesTable, known: &Known) -> Self {
        let told: Vec<_> = table.rows.iter().map(|row| told(row, known)).collect();
        let newest = newest(&table.rows, &told);
        let mut uses = known.uses.clone();
        for (id, last) in told.iter().filter_map(|told| told.ok().flatten()) {
            uses.report(id, last);
        }
        let outcomes = told.iter().zip(&table.rows).map(|(told, row)| match told {
            Err(refusal) => UseOutcome::Refused(*refusal),
            Ok(None) => UseOutcome::NoUse,
            Ok(Some((id, last))) => match (newest.get(id), known.uses.last(*id)) {
                (Some((line, _)), _) if *line != row.line => UseOutcome::Earlier { line: *line },
                (_, Some(known)) if known >= *last => UseOutcome::Known { known },
                (_, known) => UseOutcome::Taken {
                    id: *id,
                    last: *last,
                    known,
                },
            },
        });
        let outcomes: Vec<_> = outcomes.collect();
        let never = known.generated.iter().filter(|(id, generated_at)| {
            Use::of(uses.last(**id), **generated_at, uses.as_of()) == Use::Never
        });
        Self {
            never: never.count(),
            as_of: uses.as_of(),
            local_times: table
                .rows
                .iter()
                .filter(|row| {
                    let other = instant(&row.at, Tz::Asia__Kathmandu);
                    instant(&row.at, Tz::UTC) != other
                })
                .count(),
            rows: table
                .rows
                .into_iter()
                .zip(outcomes)
                .map(|(row, outcome)| PlannedUse::of(row, outcome))
                .collect(),
            columns: table.columns,
            ignored: table.ignored,
            zone: known.zone,
            judged_at: known.now,
        }
    }

    /// What would be written.
    pub(super) fn taken(&self) -> impl Iterator<Item = (KeyId, LastUse)> {
        self.rows.iter().filter_map(|row| match row.outcome {
            UseOutcome::Taken { id, last, .. } => Some((id, last)),
            _ => None,
        })
    }

    /// Whether it would do the same with these keys as with those it was made for.
    pub(super) fn still_holds(&self, known: &Known) -> bool {
        let table = UsesTable {
            columns: self.columns.clone(),
            ignored: self.ignored.clone(),
            rows: self.rows.iter().map(PlannedUse::row).collect(),
        };
        let again = Self::of(table, known);
        (again.rows, again.as_of, again.never) == (self.rows.clone(), self.as_of, self.never)
    }
}

impl PlannedUse {
    /// The key that it names, there or not.
    #[must_use]
    pub fn key(&self) -> Option<KeyId> {
        key_id(&self.key_id)
    }

    fn of(row: UseRow, outcome: UseOutcome) -> Self {
        Self {
            line: row.line,
            key_id: row.key_id,
            at: row.at,
            from: row.from,
            outcome,
            complete: row.complete,
            held_key: row.held_key,
        }
    }

    fn row(&self) -> UseRow {
        UseRow {
            line: self.line,
            key_id: self.key_id.clone(),
            at: self.at.clone(),
            from: self.from.clone(),
            complete: self.complete,
            held_key: self.held_key,
        }
    }
}

/// Of each key that rows tell a use of, the line of its latest, and that; of equal ones the first.
fn newest(rows: &[UseRow], told: &[Told]) -> HashMap<KeyId, (u32, LastUse)> {
    let mut newest = HashMap::new();
    for (row, told) in rows.iter().zip(told) {
        let Ok(Some((id, last))) = *told else { continue };
        let found = newest.entry(id).or_insert((row.line, last));
        if last > found.1 {
            *found = (row.line, last);
        }
    }
    newest
}

/// The use that a row tells, if it tells one, or why it is left out.
type Told = Result<Option<(KeyId, LastUse)>, UseRefusal>;

fn told(row: &UseRow, known: &Known) -> Told {
    if row.held_key {
        return Err(UseRefusal::WholeKey);
    }
    if !row.complete {
        return Err(UseRefusal::FieldCount);
    }
    let id = key_id(&row.key_id).ok_or(UseRefusal::NotAKeyId)?;
    let Some(generated_at) = known.generated.get(&id).copied() else {
        return Err(match known.deleted.get(&id) {
            Some(at) => UseRefusal::Deleted { at: *at },
            None => UseRefusal::NoSuchKey,
        });
    };
    if is_no_use(&row.at) {
        return Ok(None);
    }
    let at = instant(&row.at, known.zone).ok_or(UseRefusal::NotAnInstant)?;
    if at > known.now {
        return Err(UseRefusal::InFuture);
    }
    // Other programs write times to the minute.
    let minute = generated_at
        .duration_trunc(TimeDelta::minutes(1))
        .unwrap_or(generated_at);
    if at < minute {
        return Err(UseRefusal::BeforeGenerated { generated_at });
    }
    let from = match row.from.as_str() {
        "" | "-" => None,
        text => Some(
            text.parse::<IpAddr>()
                .map_err(|_| UseRefusal::NotAnAddress)?
                .to_canonical(),
        ),
    };
    Ok(Some((id, LastUse { at, from })))
}

fn key_id(text: &str) -> Option<KeyId> {
    text.parse().ok().or_else(|| lone_key_id(text))
}

/// How other programs write that a key wasn't used.
fn is_no_use(text: &str) -> bool {
    matches!(
        folded(text).as_str(),
        "" | "-" | "–" | "—" | "never" | "none" | "null" | "n/a"
    )
}
