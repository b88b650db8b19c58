//! Keeping the inventory true: everything is read once, and then what the events say was changed.

use std::collections::HashSet;

use keytower_domain::access::Grants;
use keytower_domain::event::{Head, Subject};
use keytower_domain::id::{KeyId, TemplateId};
use keytower_domain::key::Key;
use keytower_domain::owner::Owner;
use keytower_domain::party::PartyId;
use keytower_domain::text::folded;

use super::Inventory;
use super::entry::{Entry, KnownOwner, Texts};
use crate::fleet::Fleet;
use crate::store::{ReadTx, Stored};
use crate::tally::Tally;

/// After so many changed rows of a kind, reading all of that kind again is less work.
const RELOAD_AFTER: usize = 1_000;
/// After so many new events, reading everything again is less work than reading them.
const EVENTS: u32 = 20_000;

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
            self.fleet = Fleet::of(tx.fleet()?, tx.fleet_groups()?);
        }
        self.reread_what_is_granted(tx, changed)?;
        for subject in changed {
            match *subject {
                Subject::Key(_) if many_keys => {}
                Subject::Key(id) => match tx.key(id)? {
                    Some(key) => self.put(key),
                    None => self.remove(id),
                },
                Subject::Account(id) => tx
                    .account(id)?
                    .into_iter()
                    .for_each(|account| self.put_owner(account.into())),
                Subject::Aircraft(_) | Subject::FleetGroup(_) if many_aircraft => {}
                Subject::Aircraft(id) => {
                    if let Some(aircraft) = tx.aircraft(id)? {
                        self.fleet.put(aircraft);
                    }
                }
                Subject::FleetGroup(id) => tx
                    .fleet_group(id)?
                    .into_iter()
                    .for_each(|group| self.fleet.put_group(group)),
                Subject::Person(id) => tx
                    .person(id)?
                    .into_iter()
                    .for_each(|person| self.put_owner(person.into())),
                Subject::Resource(_) | Subject::Template(_) => {}
                Subject::Workspace(_) => self.load_workspace(tx)?,
            }
        }
        // Once, and after all of them: an aircraft that changed may be another group's now.
        if !many_aircraft
            && changed
                .iter()
                .any(|subject| matches!(subject, Subject::Aircraft(_)))
        {
            self.fleet.judge_groups();
        }
        Ok(())
    }

    /// Before the owners, whose access it is part of.
    fn reread_what_is_granted(&mut self, tx: &dyn ReadTx, changed: &HashSet<Subject>) -> Stored<()> {
        let mut templates = HashSet::new();
        let mut resources = false;
        for subject in changed {
            match *subject {
                Subject::Template(id) => {
                    self.templates
                        .extend(tx.template(id)?.map(|template| (id, template)));
                    templates.insert(id);
                }
                Subject::Resource(id) => {
                    self.resources
                        .extend(tx.resource(id)?.map(|resource| (id, resource)));
                    resources = true;
                }
                _ => {}
            }
        }
        self.judge_holders(&templates, resources);
        Ok(())
    }

    fn load(&mut self, tx: &dyn ReadTx) -> Stored<()> {
        self.load_workspace(tx)?;
        self.load_keys(tx)?;
        let templates = tx.templates()?.into_iter();
        self.templates = templates.map(|template| (template.id, template)).collect();
        let resources = tx.resources()?.into_iter();
        self.resources = resources.map(|resource| (resource.id, resource)).collect();
        for account in tx.accounts()? {
            self.put_owner(account.into());
        }
        for person in tx.people()? {
            self.put_owner(person.into());
        }
        self.fleet = Fleet::of(tx.fleet()?, tx.fleet_groups()?);
        Ok(())
    }

    /// The workspace, and what it was told of its keys' use.
    fn load_workspace(&mut self, tx: &dyn ReadTx) -> Stored<()> {
        self.workspace = tx.workspace()?;
        self.uses = tx.uses()?;
        Ok(())
    }

    fn load_keys(&mut self, tx: &dyn ReadTx) -> Stored<()> {
        let keys = tx.keys()?;
        self.tally = Tally::default();
        self.texts = Texts::default();
        self.entries = Vec::with_capacity(keys.len());
        for key in keys {
            let entry = self.entry_for(key);
            self.entries.push(entry);
        }
        let places = self.entries.iter().enumerate();
        self.places = places.map(|(place, entry)| (entry.key.id, place)).collect();
        // Most names differ in how they begin, which is at hand without going to where they lie.
        let mut by_name: Vec<(u128, u32)> = (0..)
            .zip(&self.entries)
            .map(|(place, entry)| (beginning(self.name(entry)), place))
            .collect();
        by_name.sort_unstable_by(|(a_begins, a), (b_begins, b)| {
            let named = |place: &u32| self.sorted_as(*place as usize);
            a_begins.cmp(b_begins).then_with(|| named(a).cmp(&named(b)))
        });
        self.by_name = by_name.into_iter().map(|(_, place)| place).collect();
        Ok(())
    }

    fn entry_for(&mut self, key: Key) -> Entry {
        Entry {
            owner: self.owner_place(key.owner),
            text: self.texts.add(&key),
            key,
        }
    }

    /// What a key is sorted by where nothing else tells it from another.
    fn sorted_as(&self, place: usize) -> (&str, KeyId) {
        let entry = &self.entries[place];
        (self.name(entry), entry.key.id)
    }

    /// Puts a place where its name belongs.
    fn enrol(&mut self, place: usize) {
        let named = self.sorted_as(place);
        let at = self
            .by_name
            .partition_point(|other| self.sorted_as(*other as usize) < named);
        self.by_name.extend(u32::try_from(place));
        self.by_name[at..].rotate_right(1);
    }

    fn put(&mut self, key: Key) {
        self.tally.add(&key);
        let entry = self.entry_for(key);
        if let Some(place) = self.places.get(&entry.key.id).copied() {
            let before = std::mem::replace(&mut self.entries[place], entry);
            self.tally.take(&before.key);
            if self.name(&before) != self.name(&self.entries[place]) {
                self.by_name.retain(|other| *other as usize != place);
                self.enrol(place);
            }
            self.leave_texts(&before);
        } else {
            self.places.insert(entry.key.id, self.entries.len());
            self.entries.push(entry);
            self.enrol(self.entries.len() - 1);
        }
    }

    fn remove(&mut self, id: KeyId) {
        if let Some(place) = self.places.remove(&id) {
            self.uses.forget(id);
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
            self.leave_texts(&removed);
        }
    }

    /// An entry's texts are needed no more; those of all others are put together anew once most aren't.
    fn leave_texts(&mut self, entry: &Entry) {
        self.texts.leave(&entry.text);
        if self.texts.is_mostly_unused() {
            self.texts = Texts::default();
            for entry in &mut self.entries {
                entry.text = self.texts.add(&entry.key);
            }
        }
    }

    fn put_owner(&mut self, owner: Owner) {
        let place = self.owner_place(owner.id());
        self.owners[place] = Some(KnownOwner {
            name: folded(owner.name()),
            access: self.access_through(&owner),
            owner,
        });
    }

    /// Judges anew what the owners that have one of some templates have and, where resources changed, those that have
    /// everything.
    fn judge_holders(&mut self, templates: &HashSet<TemplateId>, resources: bool) {
        for place in 0..self.owners.len() {
            let owner = self.owner_at(place).map(|known| &known.owner);
            let concerned = owner.filter(|owner| {
                (resources && owner.holds_all())
                    || owner.own().templates.iter().any(|id| templates.contains(id))
            });
            let access = concerned.map(|owner| self.access_through(owner));
            if let (Some(access), Some(known)) = (access, &mut self.owners[place]) {
                known.access = access;
            }
        }
    }

    pub(super) fn access_through(&self, owner: &Owner) -> Grants {
        let templates = owner.own().templates.iter();
        owner.access(
            templates.filter_map(|id| self.template(*id)),
            self.resources.values(),
        )
    }

    /// An owner's place, which it keeps.
    fn owner_place(&mut self, id: PartyId) -> usize {
        *self.owner_places.entry(id).or_insert_with(|| {
            self.owners.push(None);
            self.owners.len() - 1
        })
    }
}

/// The first bytes of a text, in an order that is the texts' own as far as they go.
fn beginning(text: &str) -> u128 {
    let mut bytes = [0; size_of::<u128>()];
    bytes
        .iter_mut()
        .zip(text.bytes())
        .for_each(|(to, from)| *to = from);
    u128::from_be_bytes(bytes)
}
