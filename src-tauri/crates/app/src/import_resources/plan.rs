//! What a document would do to the catalogue, row by row.

use std::collections::{BTreeMap, HashMap, HashSet};

use keytower_domain::access::Level;
use keytower_domain::id::ResourceId;
use keytower_domain::resource::{Resource, ResourceDescription};
use keytower_domain::text::folded;

use super::problem::ResourceRefusal;
use super::told::{Listing, ToldResource};
use crate::add_resource::DescribeResource;

/// What a document would do.
#[derive(Clone, Debug)]
pub struct ResourcePlan {
    /// What the document tells, but its rows.
    pub listing: Listing,
    /// Row by row.
    pub rows: Vec<PlannedResource>,
    /// Titles of the resources in use that the document doesn't name: they stay as they are.
    pub missing: Vec<String>,
}

/// A row and what it would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedResource {
    /// As told.
    pub told: ToldResource,
    /// What it would do.
    pub outcome: ResourceOutcome,
}

/// What a row would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceOutcome {
    /// A new resource.
    Added(ResourceDescription),
    /// Other words, levels or codes for a resource that is there. A retired one stays retired.
    Changed {
        /// As it is.
        resource: Resource,
        /// As it would be.
        description: ResourceDescription,
    },
    /// The resource is there, as it is, retired or not.
    Unchanged(Resource),
    /// Left out.
    Refused(ResourceRefusal),
}

impl ResourcePlan {
    /// Compares a document with the catalogue. A resource is found by its codes, or else by its title and group. What
    /// isn't told changes nothing, so that no level is ever taken away.
    pub(super) fn of(mut listing: Listing, catalogue: &[Resource]) -> Self {
        let told = std::mem::take(&mut listing.rows);
        let mut comparing = Comparing::with(catalogue, &told);
        let rows = told.into_iter().map(|told| {
            let outcome = comparing.outcome(&told).unwrap_or_else(ResourceOutcome::Refused);
            PlannedResource { told, outcome }
        });
        let rows = rows.collect();
        let missing = catalogue
            .iter()
            .filter(|resource| resource.retired_at.is_none() && !comparing.rows.contains_key(&resource.id))
            .map(|resource| resource.description.title.clone())
            .collect();
        Self {
            listing,
            rows,
            missing,
        }
    }

    /// Whether it would say the same of this catalogue as of the one it was made for.
    pub(super) fn still_holds(&self, catalogue: &[Resource]) -> bool {
        let listing = Listing {
            rows: self.rows.iter().map(|planned| planned.told.clone()).collect(),
            ..self.listing.clone()
        };
        let now = Self::of(listing, catalogue);
        now.rows == self.rows && now.missing == self.missing
    }
}

/// The catalogue, and what earlier rows have said of it.
struct Comparing<'a> {
    by_code: HashMap<&'a str, &'a Resource>,
    by_title: HashMap<(String, String), Vec<&'a Resource>>,
    /// Resources of which some row tells a code: no other row is taken for them by its title.
    told_by_code: HashSet<ResourceId>,
    /// The first row that is about a resource, that has a code, that gives a title in a group.
    rows: HashMap<ResourceId, u32>,
    codes: HashMap<String, u32>,
    titles: HashMap<(String, String), u32>,
}

impl<'a> Comparing<'a> {
    fn with(catalogue: &'a [Resource], told: &[ToldResource]) -> Self {
        let by_code: HashMap<&str, &Resource> = catalogue
            .iter()
            .flat_map(|resource| {
                let codes = resource.description.levels.values();
                codes.map(move |code| (code.as_str(), resource))
            })
            .collect();
        let mut by_title: HashMap<_, Vec<_>> = HashMap::new();
        for resource in catalogue {
            let described = &resource.description;
            let key = title_key(&described.title, &described.group);
            by_title.entry(key).or_default().push(resource);
        }
        let codes = told.iter().flat_map(|told| &told.levels);
        Self {
            told_by_code: codes
                .filter_map(|(_, code)| by_code.get(code.trim()))
                .map(|resource| resource.id)
                .collect(),
            by_code,
            by_title,
            rows: HashMap::new(),
            codes: HashMap::new(),
            titles: HashMap::new(),
        }
    }

    /// A row that is refused keeps its codes and its resources from later rows all the same: which of two contradicting
    /// rows is right, only whoever wrote them knows.
    fn outcome(&mut self, told: &ToldResource) -> Result<ResourceOutcome, ResourceRefusal> {
        let twice = told.levels.iter().find_map(|(_, code)| {
            let (code, number) = self.codes.get_key_value(code.trim())?;
            Some((code.clone(), *number))
        });
        for (_, code) in &told.levels {
            self.codes.entry(code.trim().to_owned()).or_insert(told.number);
        }
        let found = self.found(told);
        let taken = found
            .iter()
            .find_map(|resource| self.rows.get(&resource.id).copied());
        for resource in &found {
            self.rows.entry(resource.id).or_insert(told.number);
        }
        if let Some(refusal) = &told.refusal {
            return Err(refusal.clone());
        }
        if let Some((code, number)) = twice {
            return Err(ResourceRefusal::CodeTwice { code, number });
        }
        if let Some(number) = taken {
            return Err(ResourceRefusal::SameResource { number });
        }
        let resource = match found[..] {
            [] => None,
            [resource] => Some(resource),
            _ => {
                let titles = found.iter().map(|resource| resource.description.title.clone());
                let titles = titles.take(10).collect();
                return Err(ResourceRefusal::Several { titles });
            }
        };
        let description = described(told, resource)?;
        let title = title_key(&description.title, &description.group);
        let keeps_its_title = resource.is_some_and(|resource| {
            title == title_key(&resource.description.title, &resource.description.group)
        });
        let first = *self.titles.entry(title).or_insert(told.number);
        if first != told.number && !keeps_its_title {
            return Err(ResourceRefusal::TitleTwice { number: first });
        }
        let Some(resource) = resource else {
            return Ok(ResourceOutcome::Added(description));
        };
        let resource = resource.clone();
        Ok(if description == resource.description {
            ResourceOutcome::Unchanged(resource)
        } else {
            ResourceOutcome::Changed {
                resource,
                description,
            }
        })
    }

    /// The resources of the catalogue that a row can be about.
    fn found(&self, told: &ToldResource) -> Vec<&'a Resource> {
        let mut found: Vec<&Resource> = Vec::new();
        for (_, code) in &told.levels {
            if let Some(resource) = self.by_code.get(code.trim())
                && !found.iter().any(|other| other.id == resource.id)
            {
                found.push(resource);
            }
        }
        if found.is_empty() {
            let titled = self.by_title.get(&title_key(&told.title, &told.group));
            let titled = titled.into_iter().flatten().copied();
            found = titled
                .filter(|resource| !self.told_by_code.contains(&resource.id))
                .collect();
        }
        found
    }
}

fn title_key(title: &str, group: &str) -> (String, String) {
    (folded(title.trim()), folded(group.trim()))
}

/// What a resource would be: as told, and where nothing is told, or only made up, as it is.
fn described(
    told: &ToldResource,
    resource: Option<&Resource>,
) -> Result<ResourceDescription, ResourceRefusal> {
    let known = resource.map(|resource| &resource.description);
    let is_made_up = told.made_up;
    let text = |told: &'_ str, known: Option<&String>| match known {
        Some(known) if told.trim().is_empty() || (is_made_up && !known.is_empty()) => known.clone(),
        _ => told.to_owned(),
    };
    let title = text(&told.title, known.map(|known| &known.title));
    let group = text(&told.group, known.map(|known| &known.group));
    let summary = text(&told.summary, known.map(|known| &known.summary));
    let mut levels: BTreeMap<Level, &str> = BTreeMap::new();
    for (level, code) in known.into_iter().flat_map(|known| &known.levels) {
        let told_at = |at: Level| told.levels.iter().any(|(level, _)| *level == at);
        let moves = told.levels.iter().any(|(_, told)| told.trim() == code.as_str());
        if moves && !told_at(*level) {
            let (code, level) = (code.as_str().to_owned(), *level);
            return Err(ResourceRefusal::LevelMoves { code, level });
        }
        levels.insert(*level, code.as_str());
    }
    levels.extend(told.levels.iter().map(|(level, code)| (*level, code.as_str())));
    let described = DescribeResource {
        title: &title,
        group: &group,
        summary: &summary,
        levels: levels.into_iter().collect(),
    };
    described
        .check()
        .map_err(|mut invalid| ResourceRefusal::Invalid(invalid.swap_remove(0)))
}
