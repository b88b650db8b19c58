//! Filtering and sorting: a scan of all keys, in the order in which they lie in memory.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use chrono::TimeDelta;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::id::{AircraftId, FleetGroupId, ResourceId};
use keytower_domain::key::Key;
use keytower_domain::key_use::Use;
use keytower_domain::owner::Owner;
use keytower_domain::party::PartyId;
use keytower_domain::text::folded;
use keytower_domain::time::Instant;
use memchr::memmem::Finder;

use super::entry::KnownOwner;
use super::{Entry, Inventory, KeyQuery, KeySort, counts, state};

/// A word of a query.
struct Word {
    finder: Finder<'static>,
    /// Of each owner's place, whether it is in that owner's name.
    owners: Vec<bool>,
    /// The people and service accounts in whose name it is.
    parties: HashSet<PartyId>,
}

impl Inventory {
    /// The places of the keys that a query finds, in its order. Equal ones are in order of name, then of id, so that
    /// a list never jumps; by descending name, the ids descend as well.
    #[must_use]
    pub fn find(&self, query: &KeyQuery, now: Instant) -> Vec<u32> {
        let finds = self.finder(query, now);
        let owners = match query.sort {
            KeySort::Owner => self.owner_ranks(),
            _ => Vec::new(),
        };
        // Looked at in the order in which they lie in memory, and only then put into that of their names.
        let look = |entry: &Entry| {
            let rank = || self.rank(query.sort, &owners, entry, now);
            finds(entry).then(rank)
        };
        let ranks: Vec<Option<u64>> = self.entries.iter().map(look).collect();
        let ranked = |place: &u32| Some((ranks[*place as usize]?, *place));
        let mut found: Vec<(u64, u32)> = self.by_name.iter().filter_map(ranked).collect();
        match (query.sort, query.descending) {
            (KeySort::Name, false) => {}
            (KeySort::Name, true) => found.reverse(),
            // Stable: what is equal stays in order of name.
            (_, false) => found.sort_by_key(|(rank, _)| *rank),
            (_, true) => found.sort_by_key(|(rank, _)| Reverse(*rank)),
        }
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// A word to be found, and the owners in whose name it is.
    fn word(&self, word: &str) -> Word {
        let holds = |known: &Option<KnownOwner>| {
            let known = known.as_ref();
            known.is_some_and(|known| known.name.contains(word))
        };
        let parties = self.owners.iter().filter(|known| holds(known)).flatten();
        Word {
            owners: self.owners.iter().map(holds).collect(),
            parties: parties.map(|known| known.owner.id()).collect(),
            finder: Finder::new(word).into_owned(),
        }
    }

    /// Whether a query finds a key.
    pub(crate) fn finder<'a>(&'a self, query: &'a KeyQuery, now: Instant) -> impl Fn(&Entry) -> bool + 'a {
        // A key id may be pasted as it is shown, with its mask.
        let words = query
            .text
            .split_whitespace()
            .map(|word| folded(word.trim_end_matches(['•', '_'])));
        let words: Vec<Word> = words.map(|word| self.word(&word)).collect();
        let ends = query.ends.zip(self.workspace.as_ref());
        let ends = ends.map(|(days, workspace)| days.span(workspace));
        move |entry| self.matches(query, &words, ends.as_ref(), entry, now)
    }

    fn matches(
        &self,
        query: &KeyQuery,
        words: &[Word],
        ends: Option<&Range<Instant>>,
        entry: &Entry,
        now: Instant,
    ) -> bool {
        let key = &entry.key;
        let personnel = &key.description.reminders.personnel;
        let holds = |word: &Word| {
            word.finder
                .find(self.texts.lines(&entry.text).as_bytes())
                .is_some()
                || word.owners.get(entry.owner).is_some_and(|holds| *holds)
                || personnel.iter().any(|party| word.parties.contains(&party))
        };
        words.iter().all(holds)
            && (query.states.is_empty() || query.states.contains(&state(key, self.owner_of(entry), now)))
            && (query.owners.is_empty() || query.owners.contains(&key.owner))
            && (query.resources.is_empty() || self.may_use_any(entry, &query.resources))
            && (query.aircraft.is_empty() || query.aircraft.iter().any(|id| self.is_for(entry, *id)))
            && (query.groups.is_empty() || names_any(key, &query.groups))
            && (query.personnel.is_empty() || query.personnel.iter().any(|one| personnel.contains(*one)))
            && query.expires_within_days.is_none_or(|days| {
                let soon = |at| at - now <= TimeDelta::days(days.into());
                key.is_live(now) && key.expires_at.is_some_and(soon)
            })
            && (!query.not_conforming || key.is_live(now) && !self.breaches(key).is_empty())
            && ends.is_none_or(|span| key.is_live(now) && key.expires_at.is_some_and(|at| span.contains(&at)))
            && query
                .unused
                .is_none_or(|unused| self.uses.lies_unused(key, unused))
            && (query.attention.is_empty()
                || key
                    .attention(self.renewal(), now)
                    .is_some_and(|why| query.attention.contains(&why)))
    }

    fn may_use_any(&self, entry: &Entry, resources: &[ResourceId]) -> bool {
        let rights = &entry.key.description.rights;
        let effective = self.access_of(entry).map(|access| rights.effective(access));
        effective.is_some_and(|grants| resources.iter().any(|id| grants.level(*id).is_some()))
    }

    /// Whether a key is for an aircraft now, and its owner too.
    fn is_for(&self, entry: &Entry, aircraft: AircraftId) -> bool {
        let groups = self.fleet.groups();
        let owner = self.owner_of(entry);
        groups.covers(&entry.key.description.scope, aircraft)
            && owner.is_some_and(|owner| groups.covers(owner.scope(), aircraft))
    }

    /// For how many aircraft a key is now. The whole fleet is more than any number.
    fn aircraft_count(&self, entry: &Entry) -> u64 {
        let whole = |owner: &Owner| *owner.scope() == AircraftScope::WholeFleet;
        let count = match &entry.key.description.scope {
            // What most keys have, without putting a set together.
            AircraftScope::WholeFleet if self.owner_of(entry).is_none_or(whole) => None,
            AircraftScope::Only(choice)
                if choice.groups.is_empty() && self.owner_of(entry).is_none_or(whole) =>
            {
                Some(choice.aircraft.len())
            }
            _ => self.reach(&entry.key).count(),
        };
        count.map_or(u64::MAX, |count| u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// At each owner's place, where it stands in the order of their names.
    fn owner_ranks(&self) -> Vec<u64> {
        let mut places: Vec<usize> = (0..self.owners.len()).collect();
        places.sort_by_key(|place| self.owner_at(*place).map(|known| (&known.name, known.owner.id())));
        let mut ranks = vec![0; places.len()];
        (0..).zip(places).for_each(|(rank, place)| ranks[place] = rank);
        ranks
    }

    /// Where a key stands by a sort, as a number: the smallest first. By name, [`Self::by_name`] has the order.
    fn rank(&self, sort: KeySort, owners: &[u64], entry: &Entry, now: Instant) -> u64 {
        let key = &entry.key;
        match sort {
            KeySort::Name => 0,
            KeySort::Owner => owners[entry.owner],
            KeySort::Resources => counts(key, self.access_of(entry)).iter().fold(0, |rank, count| {
                (rank << 21) | u64::from(*count).min((1 << 21) - 1)
            }),
            KeySort::Aircraft => self.aircraft_count(entry),
            KeySort::State => state(key, self.owner_of(entry), now) as u64,
            // What never expires comes after all that does.
            KeySort::Expires => key.ends_at().map_or(u64::MAX, instant_rank),
            KeySort::Generated => instant_rank(key.generated_at),
            // What was never used comes before all that was, and what isn't known after it.
            KeySort::LastUsed => match self.uses.of(key) {
                Use::Never => 0,
                Use::Last(last) => instant_rank(last.at),
                Use::Unknown => u64::MAX,
            },
        }
    }
}

/// Whether a key names one of some fleet groups.
fn names_any(key: &Key, groups: &[FleetGroupId]) -> bool {
    let choice = key.description.scope.choice();
    choice.is_some_and(|choice| groups.iter().any(|id| choice.groups.contains(*id)))
}

/// An instant as a number that is the larger the later it is, before 1970 too.
fn instant_rank(at: Instant) -> u64 {
    at.timestamp_millis().cast_unsigned() ^ (1 << 63)
}
