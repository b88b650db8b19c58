//! The inventory of keys in memory: filtered and sorted as arrays of row numbers, so that any row of a long list
//! is had by its place. Beside them people, the fleet, the resources and the workspace, for whoever would otherwise read them
//! whole. Kept true by the events of the store: only what changed is read again.

mod entry;
mod finding;
mod query;
mod reading;

use std::collections::{HashMap, HashSet};

use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::account::ServiceAccount;
use keytower_domain::aircraft_scope::Reach;
use keytower_domain::event::Head;
use keytower_domain::id::{KeyId, PersonId, ResourceId, ServiceAccountId, TemplateId};
use keytower_domain::key::{Key, KeyState};
use keytower_domain::key_use::Uses;
use keytower_domain::owner::Owner;
use keytower_domain::party::PartyId;
use keytower_domain::person::Person;
use keytower_domain::policy::{Breach, Renewal};
use keytower_domain::resource::{PermissionCode, Resource};
use keytower_domain::template::Template;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

pub use self::entry::Entry;
use self::entry::{KnownOwner, Texts};
pub use self::query::{Days, KeyQuery, KeySort};
use crate::Clock;
use crate::access_preview::InForce;
use crate::fleet::Fleet;
use crate::read_key::sort_by_title;
use crate::tally::Tally;

/// All keys with what they refer to, as of an event.
pub struct Inventory {
    head: Head,
    workspace: Option<Workspace>,
    entries: Vec<Entry>,
    texts: Texts,
    places: HashMap<KeyId, usize>,
    /// All places in order of name, then of id.
    by_name: Vec<u32>,
    /// Service accounts and people, those who left among them, at the place of each; `None` where a key came before its
    /// owner.
    owners: Vec<Option<KnownOwner>>,
    owner_places: HashMap<PartyId, usize>,
    fleet: Fleet,
    resources: HashMap<ResourceId, Resource>,
    /// Deleted ones among them.
    templates: HashMap<TemplateId, Template>,
    tally: Tally,
    uses: Uses,
}

impl Default for Inventory {
    fn default() -> Self {
        Self {
            head: Head::START,
            workspace: None,
            entries: Vec::new(),
            texts: Texts::default(),
            places: HashMap::new(),
            by_name: Vec::new(),
            owners: Vec::new(),
            owner_places: HashMap::new(),
            fleet: Fleet::default(),
            resources: HashMap::new(),
            templates: HashMap::new(),
            tally: Tally::default(),
            uses: Uses::default(),
        }
    }
}

impl Inventory {
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

    /// Whether keys can get a later end.
    pub(crate) fn renewal(&self) -> Renewal {
        self.workspace
            .as_ref()
            .map_or(Renewal::Never, |workspace| workspace.policy.renewal())
    }

    /// All people, those who left among them, in no order.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.owners().filter_map(Owner::person)
    }

    /// One person, there or not.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.owner(id.into()).and_then(Owner::person)
    }

    /// All service accounts, in no order.
    pub fn accounts(&self) -> impl Iterator<Item = &ServiceAccount> {
        self.owners().filter_map(Owner::account)
    }

    /// One service account.
    #[must_use]
    pub fn account(&self, id: ServiceAccountId) -> Option<&ServiceAccount> {
        self.owner(id.into()).and_then(Owner::account)
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

    /// The resource that a permission code belongs to, and the level there.
    #[must_use]
    pub fn level_of_code(&self, code: &PermissionCode) -> Option<(ResourceId, Level)> {
        self.resources().find_map(|resource| {
            let mut levels = resource.description.levels.iter();
            let (level, _) = levels.find(|(_, one)| *one == code)?;
            Some((resource.id, *level))
        })
    }

    /// All access templates, deleted ones among them, in no order.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        self.templates.values()
    }

    /// One access template, deleted or not.
    #[must_use]
    pub fn template(&self, id: TemplateId) -> Option<&Template> {
        self.templates.get(&id)
    }

    /// Grants with the resources they name, by group and title.
    #[must_use]
    pub fn with_resources(&self, grants: &Grants) -> Vec<(Resource, Level)> {
        let named = |(id, level)| Some((self.resource(id)?.clone(), level));
        let mut found: Vec<_> = grants.iter().filter_map(named).collect();
        sort_by_title(&mut found);
        found
    }

    /// The last uses of keys, as far as they were reported.
    #[must_use]
    pub fn uses(&self) -> &Uses {
        &self.uses
    }

    /// This, with what is counted of its keys at an instant.
    pub fn counted(&mut self, now: Instant) -> (&Self, &Tally) {
        let renewal = self.renewal();
        if !self.tally.holds_at(renewal, now) {
            self.tally = Tally::of(self.entries.iter().map(|entry| &entry.key), renewal, now);
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
        let entry = |place: &u32| &self.entries[*place as usize];
        let from = self
            .by_name
            .partition_point(|place| self.name(entry(place)) < folded);
        let same = self.by_name[from..].iter().map(entry);
        same.take_while(move |entry| self.name(entry) == folded)
            .map(|entry| &entry.key)
    }

    /// The folded name of a key.
    pub(crate) fn name(&self, entry: &Entry) -> &str {
        self.texts.name(&entry.text)
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

    /// An owner of keys: a service account, or a person, there or not.
    #[must_use]
    pub fn owner(&self, id: PartyId) -> Option<&Owner> {
        let place = self.owner_places.get(&id)?;
        self.owner_at(*place).map(|known| &known.owner)
    }

    /// What an owner has: its own grants, and those of its templates; of a system administrator, everything.
    #[must_use]
    pub fn access(&self, id: PartyId) -> Option<&Grants> {
        let place = self.owner_places.get(&id)?;
        self.owner_at(*place).map(|known| &known.access)
    }

    /// What an owner has, and for which aircraft now.
    #[must_use]
    pub fn owner_in_force(&self, id: PartyId) -> Option<InForce> {
        let known = self.owner_at(*self.owner_places.get(&id)?)?;
        Some(InForce {
            grants: known.access.clone(),
            aircraft: self.fleet.groups().reach(known.owner.scope()),
        })
    }

    /// What an owner would have, and for which aircraft now, if it were as it is told here.
    #[must_use]
    pub fn in_force_of(&self, owner: &Owner) -> InForce {
        InForce {
            grants: self.access_through(owner),
            aircraft: self.fleet.groups().reach(owner.scope()),
        }
    }

    /// The aircraft that a key is for now: those it was given, as far as its owner has them.
    #[must_use]
    pub fn reach(&self, key: &Key) -> Reach {
        let groups = self.fleet.groups();
        let given = groups.reach(&key.description.scope);
        match self.owner(key.owner) {
            Some(owner) => given.intersection(&groups.reach(owner.scope())),
            None => given,
        }
    }

    fn owner_at(&self, place: usize) -> Option<&KnownOwner> {
        self.owners.get(place)?.as_ref()
    }

    fn access_of(&self, entry: &Entry) -> Option<&Grants> {
        self.owner_at(entry.owner).map(|known| &known.access)
    }

    fn owner_of(&self, entry: &Entry) -> Option<&Owner> {
        self.owner_at(entry.owner).map(|known| &known.owner)
    }

    /// The owners whose folded name holds a word.
    pub(crate) fn owners_holding(&self, word: &str) -> HashSet<PartyId> {
        self.known_owners()
            .filter(|known| known.name.contains(word))
            .map(|known| known.owner.id())
            .collect()
    }

    /// All service accounts and people, those who left among them, in no order.
    pub fn owners(&self) -> impl Iterator<Item = &Owner> {
        self.known_owners().map(|known| &known.owner)
    }

    fn known_owners(&self) -> impl Iterator<Item = &KnownOwner> {
        self.owners.iter().flatten()
    }

    /// In what a key doesn't conform with the workspace's policy.
    #[must_use]
    pub fn breaches(&self, key: &Key) -> Vec<Breach> {
        let workspace = self.workspace.as_ref();
        workspace.map_or_else(Vec::new, |workspace| workspace.policy.breaches(key, workspace))
    }

    /// The state of a key at an instant.
    #[must_use]
    pub fn state(&self, key: &Key, now: Instant) -> KeyState {
        state(key, self.owner(key.owner), now)
    }

    /// How many resources a key may use now at each level, highest level first.
    #[must_use]
    pub fn counts(&self, key: &Key) -> [u32; 3] {
        counts(key, self.access(key.owner))
    }
}

fn state(key: &Key, owner: Option<&Owner>, now: Instant) -> KeyState {
    key.state(owner.is_some_and(Owner::is_stopped), now)
}

/// See [`Inventory::counts`].
fn counts(key: &Key, access: Option<&Grants>) -> [u32; 3] {
    let mut counts = [0; 3];
    let mut count = |level: Level| {
        counts[match level {
            Level::ModifyAll => 0,
            Level::Modify => 1,
            Level::View => 2,
        }] += 1;
    };
    if let Some(access) = access {
        match &key.description.rights {
            Rights::AllOfOwner => access.iter().for_each(|(_, level)| count(level)),
            Rights::Chosen(grants) => {
                let in_force = |(id, level): (_, Level)| Some(level.min(access.level(id)?));
                grants.iter().filter_map(in_force).for_each(count);
            }
        }
    }
    counts
}
