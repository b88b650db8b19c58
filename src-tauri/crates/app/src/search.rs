//! Finding things by what they are called, while somebody types: keys, service accounts, people, aircraft, resources.

use std::borrow::Cow;
use std::collections::HashSet;

use keytower_domain::account::ServiceAccount;
use keytower_domain::aircraft::Aircraft;
use keytower_domain::fleet_group::FleetGroup;
use keytower_domain::id::KeyId;
use keytower_domain::key::Life;
use keytower_domain::party::PartyId;
use keytower_domain::person::Person;
use keytower_domain::resource::Resource;
use keytower_domain::template::Template;
use keytower_domain::text::folded;
use keytower_domain::time::Instant;

use crate::fleet::plain;
use crate::inventory::{Entry, Inventory};

/// Characters that can be searched for, at most; no name is longer.
pub const LONGEST_SEARCH: usize = 200;
/// Things of a kind that are answered, at most.
const OF_A_KIND: usize = 8;
/// A shorter beginning of a key id, without its `ktw_`, is taken for a part of a name only.
const SHORTEST_ID: usize = 4;

/// How well a name fits what was typed; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the whole name.
    Exact,
    /// The name starts with it.
    Start,
    /// Each of its words starts a word of the name.
    WordStart,
    /// Each of its words stands somewhere in the name, or in what belongs to it: a key's id and owner, a service
    /// account's organisation, a person's e-mail, an aircraft's address, type and operator, a resource's group.
    Within,
}

/// Something that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<T> {
    /// How well.
    pub fit: Fit,
    /// What.
    pub thing: T,
}

/// What was found, a list for each kind, each in order: the best fit first, then what works or is in use, then by name.
#[derive(Default)]
pub struct Found<'a> {
    /// Keys.
    pub keys: Vec<Hit<&'a Entry>>,
    /// Service accounts.
    pub accounts: Vec<Hit<&'a ServiceAccount>>,
    /// People.
    pub people: Vec<Hit<&'a Person>>,
    /// Aircraft, without hyphens compared.
    pub aircraft: Vec<Hit<&'a Aircraft>>,
    /// Fleet groups that are there.
    pub groups: Vec<Hit<&'a FleetGroup>>,
    /// Access templates.
    pub templates: Vec<Hit<&'a Template>>,
    /// Resources.
    pub resources: Vec<Hit<&'a Resource>>,
}

/// Finds what a text names; nothing for a text of white space.
#[must_use]
pub fn search<'a>(text: &str, inventory: &'a Inventory, now: Instant) -> Found<'a> {
    let sought = Sought::of(&folded(text));
    if sought.words.is_empty() {
        return Found::default();
    }
    let registered = Sought::of(&plain(text));
    // Owners are few and keys are many: which owner's name holds which word is asked once.
    let owners: Vec<HashSet<PartyId>> = sought
        .words
        .iter()
        .map(|word| inventory.owners_holding(word))
        .collect();
    Found {
        keys: best(inventory.entries().filter_map(|entry| {
            let fit = sought.fit(inventory.name(entry), |place, word| {
                let holding = &owners[place];
                starts_id(entry.key.id, word) || (!holding.is_empty() && holding.contains(&entry.key.owner))
            })?;
            let ended = matches!(
                entry.key.life_at(now),
                Life::Expired { .. } | Life::Revoked { .. }
            );
            Some((fit, ended, Cow::Borrowed(inventory.name(entry)), entry))
        })),
        accounts: best(inventory.accounts().filter_map(|account| {
            let (name, organisation) = (account.name.folded(), folded(&account.organisation));
            let fit = sought.fit(&name, |_, word| organisation.contains(word))?;
            Some((fit, account.is_disabled(), name.into(), account))
        })),
        people: best(inventory.people().filter_map(|person| {
            let described = &person.description;
            let (name, email) = (folded(&described.name), folded(described.email()));
            let fit = sought.fit(&name, |_, word| email.contains(word))?;
            Some((fit, !person.is_there(), name.into(), person))
        })),
        aircraft: best(inventory.fleet().airframes().filter_map(|airframe| {
            let name = plain(&airframe.registration);
            let fit = registered.fit(&name, |_, word| airframe.has(word))?;
            let retired = airframe.aircraft.retired_at.is_some();
            Some((fit, retired, name.into(), &airframe.aircraft))
        })),
        groups: best(
            inventory
                .fleet()
                .groups()
                .iter()
                .filter(|(it, _)| it.is_there())
                .filter_map(|(group, held)| {
                    let name = folded(&group.description.name);
                    let fit = sought.fit(&name, |_, _| false)?;
                    Some((fit, held.is_empty(), name.into(), group))
                }),
        ),
        templates: best(
            inventory
                .templates()
                .filter(|it| it.is_there())
                .filter_map(|template| {
                    let described = &template.description;
                    let (name, summary) = (folded(&described.name), folded(&described.summary));
                    let fit = sought.fit(&name, |_, word| summary.contains(word))?;
                    Some((fit, false, name.into(), template))
                }),
        ),
        resources: best(inventory.resources().filter_map(|resource| {
            let (name, group) = (
                folded(&resource.description.title),
                folded(&resource.description.group),
            );
            let fit = sought.fit(&name, |_, word| group.contains(word))?;
            Some((fit, resource.retired_at.is_some(), name.into(), resource))
        })),
    }
}

/// What was typed, folded.
struct Sought {
    whole: String,
    words: Vec<String>,
}

impl Sought {
    fn of(text: &str) -> Self {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        Self {
            whole: words.join(" "),
            words,
        }
    }

    /// How well a folded name fits; a word that isn't in it, told with its place, may stand in what `belongs` to it.
    fn fit(&self, name: &str, belongs: impl Fn(usize, &str) -> bool) -> Option<Fit> {
        let mut fit = Fit::WordStart;
        for (place, word) in self.words.iter().enumerate() {
            if !name.contains(word) {
                if !belongs(place, word) {
                    return None;
                }
                fit = Fit::Within;
            } else if !starts_a_word(name, word) {
                fit = Fit::Within;
            }
        }
        Some(match name.strip_prefix(self.whole.as_str()) {
            Some("") => Fit::Exact,
            Some(_) => Fit::Start,
            None => fit,
        })
    }
}

fn starts_a_word(name: &str, word: &str) -> bool {
    name.match_indices(word)
        .any(|(at, _)| !name[..at].ends_with(char::is_alphanumeric))
}

/// Whether a folded word is the beginning of a key id, as it is shown or without its `ktw_`.
fn starts_id(id: KeyId, word: &str) -> bool {
    let start = match word.strip_prefix("ktw_") {
        Some(start) => start,
        None if word.len() >= SHORTEST_ID => word,
        None => return false,
    };
    id.as_str()
        .get(..start.len())
        .is_some_and(|part| part.eq_ignore_ascii_case(start))
}

/// The few that fit best, in order, of however many.
fn best<'a, T>(found: impl Iterator<Item = (Fit, bool, Cow<'a, str>, T)>) -> Vec<Hit<T>> {
    let mut kept: Vec<(Fit, bool, Cow<'a, str>, T)> = Vec::with_capacity(OF_A_KIND + 1);
    for one in found {
        let place = kept.partition_point(|other| (other.0, other.1, &other.2) <= (one.0, one.1, &one.2));
        if place < OF_A_KIND {
            kept.insert(place, one);
            kept.truncate(OF_A_KIND);
        }
    }
    kept.into_iter()
        .map(|(fit, _, _, thing)| Hit { fit, thing })
        .collect()
}
