//! The audit log in memory, a few bytes an event: what filters look at, and no more, so that a filter of hundreds of
//! thousands of events is an array of places within milliseconds. Kept true by the events of the store.

use std::collections::{HashMap, HashSet};

use keytower_domain::event::{EventKind, Subject};
use keytower_domain::text::folded;
use keytower_domain::time::Instant;

use crate::inventory::Inventory;
use crate::read_event::named;
use crate::store::{EventLine, ReadTx, Stored};

/// Events that are read at once.
const PAGE: u32 = 10_000;
/// Words that are looked for, at most.
const WORDS: usize = 20;

/// Which events; newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventQuery {
    /// Words that must all be found in what an event is about (its name, a key's id), who did it, or its kind.
    pub text: String,
    /// Only of one of these kinds; empty for any.
    pub kinds: Vec<EventKind>,
    /// Only about this.
    pub subject: Option<Subject>,
    /// Only by somebody of this name.
    pub actor: Option<String>,
    /// Only at this instant or later.
    pub since: Option<Instant>,
    /// Only before this instant.
    pub until: Option<Instant>,
}

impl EventQuery {
    /// Whether it leaves nothing out.
    #[must_use]
    pub fn finds_all(&self) -> bool {
        let Self {
            text,
            kinds,
            subject,
            actor,
            since,
            until,
        } = self;
        text.trim().is_empty()
            && kinds.is_empty()
            && subject.is_none()
            && actor.is_none()
            && since.is_none()
            && until.is_none()
    }
}

/// All events that can be read, as of an event, without what they changed.
#[derive(Default)]
pub struct Activity {
    seq: u32,
    lines: Vec<Line>,
    actors: Things<String>,
    subjects: Things<Subject>,
}

/// An event, by the places of who did it and what it is about.
struct Line {
    seq: u32,
    actor: u32,
    subject: u32,
    kind: EventKind,
    at: i64,
}

/// Things, each once, with the text they are found by.
struct Things<T> {
    searched: Vec<String>,
    places: HashMap<T, u32>,
}

impl<T> Default for Things<T> {
    fn default() -> Self {
        Self {
            searched: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<T: Eq + std::hash::Hash> Things<T> {
    /// The place of a thing, which is new or known.
    fn place(&mut self, thing: T) -> u32 {
        let next = u32::try_from(self.searched.len()).unwrap_or(u32::MAX);
        *self.places.entry(thing).or_insert_with(|| {
            self.searched.push(String::new());
            next
        })
    }

    /// Which things a word finds.
    fn holding(&self, word: &str) -> Vec<bool> {
        self.searched
            .iter()
            .map(|searched| searched.contains(word))
            .collect()
    }
}

/// What a word finds.
struct Found {
    actors: Vec<bool>,
    subjects: Vec<bool>,
    kinds: Vec<bool>,
}

impl Activity {
    /// Brings it up to the newest event; whether anything had to be read. The inventory is at least as fresh.
    ///
    /// # Errors
    /// The store's.
    pub fn refresh(&mut self, tx: &dyn ReadTx, inventory: &Inventory) -> Stored<bool> {
        let head = tx.head()?;
        if head.seq == self.seq {
            return Ok(false);
        }
        if head.seq < self.seq {
            *self = Self::default();
        }
        let mut touched = HashSet::new();
        while self.seq < head.seq {
            let to = self.seq.saturating_add(PAGE).min(head.seq);
            for line in tx.event_lines(self.seq, to)? {
                touched.insert(line.subject);
                self.put(line);
            }
            self.seq = to;
        }
        for subject in touched {
            let mut searched = folded(&named(tx, inventory, subject)?.name);
            if let Subject::Key(id) = subject {
                searched = format!("{searched}\nktw_{id}").to_lowercase();
            }
            let place = self.subjects.place(subject);
            self.subjects.searched[place as usize] = searched;
        }
        Ok(true)
    }

    /// The names of all who did something, in order.
    #[must_use]
    pub fn actors(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.actors.places.keys().map(String::as_str).collect();
        names.sort_by_cached_key(|name| folded(name));
        names
    }

    /// The places in the chain of the events that a query finds, newest first.
    #[must_use]
    pub fn find(&self, query: &EventQuery) -> Vec<u32> {
        // Who or what no event names is found nowhere.
        let subject = query
            .subject
            .map(|subject| self.subjects.places.get(&subject).copied());
        let actor = query
            .actor
            .as_ref()
            .map(|name| self.actors.places.get(name).copied());
        if subject == Some(None) || actor == Some(None) {
            return Vec::new();
        }
        let (subject, actor) = (subject.flatten(), actor.flatten());
        let words = query.text.split_whitespace().take(WORDS);
        let words: Vec<Found> = words.map(|word| self.found(word)).collect();
        let (since, until) = (millis(query.since), millis(query.until));
        let holds = |line: &Line, found: &Found| {
            found.subjects[line.subject as usize]
                || found.actors[line.actor as usize]
                || found.kinds[line.kind as usize]
        };
        let matches = |line: &&Line| {
            subject.is_none_or(|subject| line.subject == subject)
                && actor.is_none_or(|actor| line.actor == actor)
                && (query.kinds.is_empty() || query.kinds.contains(&line.kind))
                && since.is_none_or(|since| since <= line.at)
                && until.is_none_or(|until| line.at < until)
                && words.iter().all(|found| holds(line, found))
        };
        self.lines
            .iter()
            .rev()
            .filter(matches)
            .map(|line| line.seq)
            .collect()
    }

    fn put(&mut self, line: EventLine) {
        if !self.actors.places.contains_key(&line.actor) {
            let searched = folded(&line.actor);
            let place = self.actors.place(line.actor.clone());
            self.actors.searched[place as usize] = searched;
        }
        self.lines.push(Line {
            seq: line.seq,
            actor: self.actors.place(line.actor),
            subject: self.subjects.place(line.subject),
            kind: line.kind,
            at: line.at.timestamp_millis(),
        });
    }

    fn found(&self, word: &str) -> Found {
        // A key id may be pasted as it is shown, with its mask.
        let word = folded(word.trim_end_matches(['•', '_']));
        let mut kinds = vec![false; EventKind::ALL.len()];
        for kind in EventKind::ALL {
            kinds[*kind as usize] = kind.name().split('_').any(|part| part.contains(&word));
        }
        Found {
            actors: self.actors.holding(&word),
            subjects: self.subjects.holding(&word),
            kinds,
        }
    }
}

fn millis(at: Option<Instant>) -> Option<i64> {
    at.map(|at| at.timestamp_millis())
}
