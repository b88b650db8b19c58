//! What a sequence happens upon.

use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::aircraft_scope::{AircraftScope, FleetChoice};
use keytower_domain::id::{AircraftId, FleetGroupId, KeyId, ServiceAccountId, TemplateId};
use keytower_domain::key::HandedOut;
use keytower_domain::party::PartyId;
use keytower_domain::resource::Resource;

use super::Script;
use crate::{DescribeMembers, Store};

const NAMES: [&str; 6] = ["feed", "Feed", "Größe", "backup", "ops 🛩️", "مفتاح"];
const TAGS: [&str; 3] = ["turboprop", "wet lease", "Größe"];

impl<S: Store> Script<'_, '_, S> {
    pub(super) fn template(&self) -> Option<TemplateId> {
        let mut ids: Vec<_> = self
            .desk
            .read(|tx| tx.templates())
            .iter()
            .map(|it| it.id)
            .collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    /// A name, or nothing.
    pub(super) fn said(&self) -> String {
        if self.dice.below(2) == 0 {
            String::new()
        } else {
            self.name()
        }
    }

    pub(super) fn account(&self) -> Option<ServiceAccountId> {
        let mut ids: Vec<_> = self
            .desk
            .read(|tx| tx.accounts())
            .iter()
            .map(|account| account.id)
            .collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    /// An account or, by how many events there are, a person.
    pub(super) fn owner(&self) -> Option<PartyId> {
        let account = self.account();
        let seq = self.desk.head().seq as usize;
        let mut people = self.desk.read(|tx| tx.people());
        if !seq.is_multiple_of(8) || people.is_empty() {
            return account.map(PartyId::from);
        }
        people.sort_by_key(|person| person.id);
        Some(people.swap_remove(seq / 8 % people.len()).id.into())
    }

    pub(super) fn key(&self) -> Option<KeyId> {
        let mut ids: Vec<_> = self.desk.read(|tx| tx.keys()).iter().map(|key| key.id).collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    pub(super) fn aircraft(&self) -> Option<AircraftId> {
        let mut ids: Vec<_> = self
            .desk
            .read(|tx| tx.fleet())
            .iter()
            .map(|aircraft| aircraft.id)
            .collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    pub(super) fn resource(&self) -> Resource {
        let mut resources = self.desk.read(|tx| tx.resources());
        resources.sort_by_key(|resource| resource.id);
        // The first few, so that sequences meet retired ones.
        resources.swap_remove(self.dice.below(6))
    }

    pub(super) fn rights(&self) -> Rights {
        if self.dice.below(4) == 0 {
            Rights::AllOfOwner
        } else {
            Rights::Chosen(self.grants())
        }
    }

    pub(super) fn grants(&self) -> Grants {
        // Mostly a level that there is.
        let one = |_| {
            let resource = self.resource();
            let has: Vec<_> = resource.description.levels.into_keys().collect();
            let level = if self.dice.below(8) == 0 {
                Level::ModifyAll
            } else {
                has[self.dice.below(has.len())]
            };
            (resource.id, level)
        };
        (0..=self.dice.below(2)).map(one).collect()
    }

    pub(super) fn scope(&self) -> AircraftScope {
        if self.dice.below(2) == 0 {
            return AircraftScope::WholeFleet;
        }
        let chosen = FleetChoice {
            aircraft: (0..self.dice.below(3)).filter_map(|_| self.aircraft()).collect(),
            groups: (0..self.dice.below(2)).filter_map(|_| self.group()).collect(),
        };
        if chosen.is_empty() {
            AircraftScope::WholeFleet
        } else {
            AircraftScope::Only(chosen)
        }
    }

    pub(super) fn group(&self) -> Option<FleetGroupId> {
        let mut ids: Vec<_> = self
            .desk
            .read(|tx| tx.fleet_groups())
            .iter()
            .map(|group| group.id)
            .collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    pub(super) fn tag(&self) -> &'static str {
        TAGS[self.dice.below(TAGS.len())]
    }

    pub(super) fn members(&self) -> DescribeMembers<'static> {
        if self.dice.below(2) == 0 {
            DescribeMembers::Tagged(self.tag())
        } else {
            DescribeMembers::Chosen((0..self.dice.below(4)).filter_map(|_| self.aircraft()).collect())
        }
    }

    /// By how many events there are: what else is drawn stays as it is.
    pub(super) fn networks(&self) -> Vec<String> {
        let some = ["10.0.0.0/8", "203.0.113.7", "2001:db8::/32"];
        let many = self.desk.head().seq as usize % (some.len() + 1);
        some[..many].iter().map(|text| (*text).to_owned()).collect()
    }

    pub(super) fn name(&self) -> String {
        NAMES[self.dice.below(NAMES.len())].to_owned()
    }

    pub(super) fn reason(&self) -> &'static str {
        if self.dice.below(2) == 0 { "" } else { "audit" }
    }

    pub(super) fn how(&self) -> HandedOut {
        HandedOut::ALL[self.dice.below(HandedOut::ALL.len())]
    }
}
