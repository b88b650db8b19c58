//! The inventory of keys in memory: filtered and sorted as arrays of row numbers, so that any row of a long list
//! is had by its place. Beside them the fleet, the resources and the workspace, for whoever would otherwise read them
//! whole. Kept true by the events of the store: only what changed is read again.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::{NaiveDate, TimeDelta};
use keytower_domain::access::{AircraftScope, Grants, Level, Rights};
use keytower_domain::account::ServiceAccount;
use keytower_domain::event::{Head, Subject};
use keytower_domain::id::{AircraftId, KeyId, ResourceId, ServiceAccountId};
use keytower_domain::key::{Attention, Key, KeyState};
use keytower_domain::resource::Resource;
use keytower_domain::text::folded;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;
use memchr::memmem::Finder;

use crate::Clock;
use crate::fleet::Fleet;
use crate::read_key::sort_by_title;
use crate::store::{ReadTx, Stored};
use crate::tally::Tally;

/// After so many changed rows of a kind, reading all of that kind again is less work.
const RELOAD_AFTER: usize = 1_000;
/// After so many new events, reading everything again is less work than reading them.
const EVENTS: u32 = 20_000;

/// Which keys, in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyQuery {
    /// Words that must all be found in name, owner, description, approval, reason or key id.
    pub text: String,
    /// Only in one of these states; empty for any.
    pub states: Vec<KeyState>,
    /// Only of these owners; empty for any.
    pub owners: Vec<ServiceAccountId>,
    /// Only with a right to one of these; empty for any.
    pub resources: Vec<ResourceId>,
    /// Only for one of these, the whole fleet included; empty for any.
    pub aircraft: Vec<AircraftId>,
    /// Only those that expire within so many days and haven't ended yet.
    pub expires_within_days: Option<u32>,
    /// Only those that haven't ended yet and end on one of these days, the last one included.
    pub ends: Option<Days>,
    /// Only those that need attention for one of these reasons; empty for any.
    pub attention: Vec<Attention>,
    /// Sorted by.
    pub sort: KeySort,
    /// Largest first.
    pub descending: bool,
}

/// Calendar days in the workspace's zone, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

impl Days {
    /// From the first instant of the first day to the first instant after the last.
    #[must_use]
    pub fn span(&self, workspace: &Workspace) -> Range<Instant> {
        let after = self.to.succ_opt().map(|day| workspace.start_of(day));
        workspace.start_of(self.from)..after.unwrap_or(Instant::MAX_UTC)
    }
}

/// What the inventory can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns of the list, by their names")]
pub enum KeySort {
    Name,
    Owner,
    Resources,
    Aircraft,
    State,
    Expires,
    Generated,
}

/// One key of the inventory.
pub struct Entry {
    /// The key.
    pub key: Key,
    name: String,
    searched: String,
}

/// An owner of the inventory.
pub struct Owner {
    /// The account.
    pub account: ServiceAccount,
    name: String,
}

/// A word of a query.
struct Word {
    finder: Finder<'static>,
    /// The owners in whose name it is.
    owners: HashSet<ServiceAccountId>,
}

/// All keys with what they refer to, as of an event.
pub struct Inventory {
    head: Head,
    workspace: Option<Workspace>,
    entries: Vec<Entry>,
    places: HashMap<KeyId, usize>,
    /// All places in order of name, then of id.
    by_name: Vec<u32>,
    owners: HashMap<ServiceAccountId, Owner>,
    fleet: Fleet,
    resources: HashMap<ResourceId, Resource>,
    tally: Tally,
}

impl Default for Inventory {
    fn default() -> Self {
        Self {
            head: Head::START,
            workspace: None,
            entries: Vec::new(),
            places: HashMap::new(),
            by_name: Vec::new(),
            owners: HashMap::new(),
            fleet: Fleet::default(),
            resources: HashMap::new(),
            tally: Tally::default(),
        }
    }
}

impl Inventory {
    /// Brings it up to the newest event; whether anything had to be read.
    ///
    /// # Errors
    /// The store's.
    pub fn refresh(&mut self, tx: &dyn ReadTx) -> Stored<bool> {
        let head = tx.head()?;
        if head == self.head {
            return Ok(false);
        }
        match self.changed(tx, head)? {
            None => self.load(tx)?,
            Some(changed) => self.reread(tx, &changed)?,
        }
        self.head = head;
        Ok(true)
    }

    /// What was changed since the event that this was as of; `None` where all is to be read.
    fn changed(&self, tx: &dyn ReadTx, head: Head) -> Stored<Option<HashSet<Subject>>> {
        let new = head.seq.checked_sub(self.head.seq);
        let Some(new) = new.filter(|new| self.head.seq > 0 && (1..=EVENTS).contains(new)) else {
            return Ok(None);
        };
        let events = tx.events_after(self.head.seq, new)?;
        Ok(Some(events.into_iter().map(|event| event.body.subject).collect()))
    }

    fn reread(&mut self, tx: &dyn ReadTx, changed: &HashSet<Subject>) -> Stored<()> {
        let many =
            |of: fn(&Subject) -> bool| changed.iter().filter(|subject| of(subject)).count() > RELOAD_AFTER;
        let (many_keys, many_aircraft) = (
            many(|subject| matches!(subject, Subject::Key(_))),
            many(|subject| matches!(subject, Subject::Aircraft(_))),
        );
        if many_keys {
            self.load_keys(tx)?;
        }
        if many_aircraft {
            self.fleet = Fleet::of(tx.fleet()?);
        }
        for subject in changed {
            match *subject {
                Subject::Key(_) if many_keys => {}
                Subject::Key(id) => match tx.key(id)? {
                    Some(key) => self.put(key),
                    None => self.remove(id),
                },
                Subject::Account(id) => self.put_owner(tx.account(id)?),
                Subject::Aircraft(_) if many_aircraft => {}
                Subject::Aircraft(id) => {
                    if let Some(aircraft) = tx.aircraft(id)? {
                        self.fleet.put(aircraft);
                    }
                }
                Subject::Resource(id) => self
                    .resources
                    .extend(tx.resource(id)?.map(|resource| (id, resource))),
                Subject::Workspace(_) => self.workspace = tx.workspace()?,
            }
        }
        Ok(())
    }

    /// The newest event that this is as of.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// The instant at which states are judged, as [`Caller::now`](crate::Caller::now) has it.
    #[must_use]
    pub fn now(&self, clock: &dyn Clock) -> Instant {
        clock.now().max(self.head.at)
    }

    /// The workspace; `None` before it was created.
    #[must_use]
    pub fn workspace(&self) -> Option<&Workspace> {
        self.workspace.as_ref()
    }

    /// The fleet.
    #[must_use]
    pub fn fleet(&self) -> &Fleet {
        &self.fleet
    }

    /// All resources, in no order.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.resources.values()
    }

    /// One resource.
    #[must_use]
    pub fn resource(&self, id: ResourceId) -> Option<&Resource> {
        self.resources.get(&id)
    }

    /// Grants with the resources they name, by group and title.
    #[must_use]
    pub fn with_resources(&self, grants: &Grants) -> Vec<(Resource, Level)> {
        let named = |(id, level)| Some((self.resource(id)?.clone(), level));
        let mut found: Vec<_> = grants.iter().filter_map(named).collect();
        sort_by_title(&mut found);
        found
    }

    /// This, with what is counted of its keys at an instant.
    pub fn counted(&mut self, now: Instant) -> (&Self, &Tally) {
        if !self.tally.holds_at(now) {
            self.tally = Tally::of(self.entries.iter().map(|entry| &entry.key), now);
        }
        (self, &self.tally)
    }

    /// One key.
    #[must_use]
    pub fn key(&self, id: KeyId) -> Option<&Key> {
        self.entry_of(id).map(|entry| &entry.key)
    }

    pub(crate) fn entry_of(&self, id: KeyId) -> Option<&Entry> {
        self.places.get(&id).map(|place| &self.entries[*place])
    }

    /// The keys of a folded name.
    pub(crate) fn named(&self, folded: &str) -> impl Iterator<Item = &Key> {
        self.entries
            .iter()
            .filter(move |entry| entry.name == folded)
            .map(|entry| &entry.key)
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The key at a place.
    #[must_use]
    pub fn entry(&self, place: u32) -> Option<&Entry> {
        self.entries.get(place as usize)
    }

    /// All keys, in no order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// A key's owner.
    #[must_use]
    pub fn owner(&self, id: ServiceAccountId) -> Option<&ServiceAccount> {
        self.owners.get(&id).map(|owner| &owner.account)
    }

    /// The owners whose folded name holds a word.
    pub(crate) fn owners_holding(&self, word: &str) -> HashSet<ServiceAccountId> {
        self.owners
            .iter()
            .filter(|(_, owner)| owner.name.contains(word))
            .map(|(id, _)| *id)
            .collect()
    }

    /// All owners, in no order.
    pub fn owners(&self) -> impl Iterator<Item = &ServiceAccount> {
        self.owners.values().map(|owner| &owner.account)
    }

    /// The state of a key at an instant.
    #[must_use]
    pub fn state(&self, key: &Key, now: Instant) -> KeyState {
        key.state(
            self.owner(key.owner).is_some_and(ServiceAccount::is_disabled),
            now,
        )
    }

    /// The places of the keys that a query finds, in its order. Equal ones are in order of name, then of id, so that
    /// a list never jumps.
    #[must_use]
    pub fn find(&self, query: &KeyQuery, now: Instant) -> Vec<u32> {
        let finds = self.finder(query, now);
        let owners = match query.sort {
            KeySort::Owner => self.owner_ranks(),
            _ => HashMap::new(),
        };
        // Looked at in the order in which they lie in memory, and only then put into that of their names.
        let look = |entry: &Entry| {
            let rank = || self.rank(query.sort, &owners, &entry.key, now);
            finds(entry).then(rank)
        };
        let ranks: Vec<Option<u64>> = self.entries.iter().map(look).collect();
        let ranked = |place: &u32| Some((ranks[*place as usize]?, *place));
        let mut found: Vec<(u64, u32)> = self.by_name.iter().filter_map(ranked).collect();
        match (query.sort, query.descending) {
            (KeySort::Name, false) => {}
            (KeySort::Name, true) => {
                let name = |(_, place): &(u64, u32)| self.entries[*place as usize].name.as_str();
                let same = found.chunk_by(|a, b| name(a) == name(b));
                found = same.rev().flatten().copied().collect();
            }
            // Stable: what is equal stays in order of name.
            (_, false) => found.sort_by_key(|(rank, _)| *rank),
            (_, true) => found.sort_by_key(|(rank, _)| Reverse(*rank)),
        }
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// A word to be found, and the owners in whose name it is.
    fn word(&self, word: &str) -> Word {
        Word {
            owners: self.owners_holding(word),
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
        let holds = |word: &Word| {
            word.finder.find(entry.searched.as_bytes()).is_some()
                || (!word.owners.is_empty() && word.owners.contains(&key.owner))
        };
        words.iter().all(holds)
            && (query.states.is_empty() || query.states.contains(&self.state(key, now)))
            && (query.owners.is_empty() || query.owners.contains(&key.owner))
            && (query.resources.is_empty() || self.may_use_any(key, &query.resources))
            && (query.aircraft.is_empty()
                || query.aircraft.iter().any(|id| key.description.scope.covers(*id)))
            && query.expires_within_days.is_none_or(|days| {
                let soon = |at| at - now <= TimeDelta::days(days.into());
                key.is_live(now) && key.expires_at.is_some_and(soon)
            })
            && ends.is_none_or(|span| key.is_live(now) && key.expires_at.is_some_and(|at| span.contains(&at)))
            && (query.attention.is_empty()
                || key
                    .attention(now)
                    .is_some_and(|why| query.attention.contains(&why)))
    }

    fn may_use_any(&self, key: &Key, resources: &[ResourceId]) -> bool {
        let effective = self
            .owner(key.owner)
            .map(|owner| key.description.rights.effective(&owner.grants));
        effective.is_some_and(|grants| resources.iter().any(|id| grants.level(*id).is_some()))
    }

    /// The owners' places in the order of their names, from 1 on.
    fn owner_ranks(&self) -> HashMap<ServiceAccountId, u64> {
        let mut names: Vec<_> = self.owners.iter().map(|(id, owner)| (&owner.name, *id)).collect();
        names.sort_unstable();
        (1..).zip(names).map(|(rank, (_, id))| (id, rank)).collect()
    }

    /// Where a key stands by a sort, as a number: the smallest first. By name, [`Self::by_name`] has the order.
    fn rank(&self, sort: KeySort, owners: &HashMap<ServiceAccountId, u64>, key: &Key, now: Instant) -> u64 {
        match sort {
            KeySort::Name => 0,
            KeySort::Owner => owners.get(&key.owner).copied().unwrap_or_default(),
            KeySort::Resources => self.counts(key).iter().fold(0, |rank, count| {
                (rank << 21) | u64::from(*count).min((1 << 21) - 1)
            }),
            KeySort::Aircraft => aircraft_count(key),
            KeySort::State => self.state(key, now) as u64,
            // What never expires comes after all that does.
            KeySort::Expires => key.ends_at().map_or(u64::MAX, instant_rank),
            KeySort::Generated => instant_rank(key.generated_at),
        }
    }

    /// How many resources a key may use now at each level, highest level first.
    #[must_use]
    pub fn counts(&self, key: &Key) -> [u32; 3] {
        let mut counts = [0; 3];
        let mut count = |level: Level| {
            counts[match level {
                Level::ModifyAll => 0,
                Level::Modify => 1,
                Level::View => 2,
            }] += 1;
        };
        if let Some(owner) = self.owner(key.owner) {
            match &key.description.rights {
                Rights::AllOfOwner => owner.grants.iter().for_each(|(_, level)| count(level)),
                Rights::Chosen(grants) => {
                    let access = |(id, level): (_, Level)| Some(level.min(owner.grants.level(id)?));
                    grants.iter().filter_map(access).for_each(count);
                }
            }
        }
        counts
    }

    fn load(&mut self, tx: &dyn ReadTx) -> Stored<()> {
        self.workspace = tx.workspace()?;
        self.load_keys(tx)?;
        self.owners = tx
            .accounts()?
            .into_iter()
            .map(|account| (account.id, Owner::of(account)))
            .collect();
        self.fleet = Fleet::of(tx.fleet()?);
        let resources = tx.resources()?.into_iter();
        self.resources = resources.map(|resource| (resource.id, resource)).collect();
        Ok(())
    }

    fn load_keys(&mut self, tx: &dyn ReadTx) -> Stored<()> {
        self.tally = Tally::default();
        self.entries = tx.keys()?.into_iter().map(Entry::of).collect();
        self.places = self
            .entries
            .iter()
            .enumerate()
            .map(|(place, entry)| (entry.key.id, place))
            .collect();
        let mut by_name: Vec<u32> = (0u32..).zip(&self.entries).map(|(place, _)| place).collect();
        by_name.sort_unstable_by(|a, b| {
            let named = |place: &u32| self.entries[*place as usize].named();
            named(a).cmp(&named(b))
        });
        self.by_name = by_name;
        Ok(())
    }

    /// Puts a place where its name belongs.
    fn enrol(&mut self, place: usize) {
        let named = self.entries[place].named();
        let at = self
            .by_name
            .partition_point(|other| self.entries[*other as usize].named() < named);
        self.by_name.extend(u32::try_from(place));
        self.by_name[at..].rotate_right(1);
    }

    fn put(&mut self, key: Key) {
        self.tally.add(&key);
        if let Some(place) = self.places.get(&key.id).copied() {
            let before = std::mem::replace(&mut self.entries[place], Entry::of(key));
            self.tally.take(&before.key);
            if before.name != self.entries[place].name {
                self.by_name.retain(|other| *other as usize != place);
                self.enrol(place);
            }
        } else {
            self.places.insert(key.id, self.entries.len());
            self.entries.push(Entry::of(key));
            self.enrol(self.entries.len() - 1);
        }
    }

    fn remove(&mut self, id: KeyId) {
        if let Some(place) = self.places.remove(&id) {
            self.by_name.retain(|other| *other as usize != place);
            let removed = self.entries.swap_remove(place);
            self.tally.take(&removed.key);
            if let Some(moved) = self.entries.get(place) {
                self.places.insert(moved.key.id, place);
                // It was the last one until now.
                let last = self.entries.len();
                let its = self.by_name.iter_mut().find(|other| **other as usize == last);
                if let (Some(its), Ok(place)) = (its, u32::try_from(place)) {
                    *its = place;
                }
            }
        }
    }

    fn put_owner(&mut self, account: Option<ServiceAccount>) {
        if let Some(account) = account {
            self.owners.insert(account.id, Owner::of(account));
        }
    }
}

impl Entry {
    /// Its name, folded.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// What it is sorted by where nothing else tells it from another.
    fn named(&self) -> (&str, KeyId) {
        (&self.name, self.key.id)
    }

    fn of(key: Key) -> Self {
        let described = &key.description;
        let texts = [
            described.name.as_str(),
            &described.description,
            &described.approved_by,
            &described.reason,
        ];
        let searched = folded(&texts.join("\n")) + "\nktw_" + &key.id.to_string().to_lowercase();
        Self {
            name: folded(&described.name),
            searched,
            key,
        }
    }
}

impl Owner {
    fn of(account: ServiceAccount) -> Self {
        Self {
            name: account.name.folded(),
            account,
        }
    }
}

/// The whole fleet is more than any number.
fn aircraft_count(key: &Key) -> u64 {
    match &key.description.scope {
        AircraftScope::WholeFleet => u64::MAX,
        AircraftScope::Only(chosen) => u64::try_from(chosen.len()).unwrap_or(u64::MAX),
    }
}

/// An instant as a number that is the larger the later it is, before 1970 too.
fn instant_rank(at: Instant) -> u64 {
    at.timestamp_millis().cast_unsigned() ^ (1 << 63)
}
