//! What a request may give a key: rights and aircraft that are there to be given.

use keytower_domain::access::{Grants, Rights};
use keytower_domain::aircraft_scope::{AircraftScope, AircraftSet, FleetChoice};

use crate::invalid::{Invalid, Reason};
use crate::known::Known;
use crate::store::{ReadTx, StoreError};

/// What is wrong with the rights that a key shall have. What its owner has already may be chosen even when its
/// resource has been retired since.
pub(crate) fn check_rights(
    known: &impl Known,
    rights: &Rights,
    access: &Grants,
) -> Result<Vec<Invalid>, StoreError> {
    let chosen = match rights {
        Rights::AllOfOwner => access,
        Rights::Chosen(grants) => grants,
    };
    if chosen.is_empty() {
        return Ok(vec![Reason::NoResources.at("rights")]);
    }
    let has = |id, level| access.level(id).is_some_and(|has| has >= level);
    let mut invalid = Vec::new();
    for (id, level) in chosen.iter() {
        match known.resource(id)? {
            None => invalid.push(Reason::NotFound.at("rights")),
            Some(resource) if resource.retired_at.is_some() && !has(id, level) => {
                invalid.push(Reason::ResourceRetired.at("rights"));
            }
            Some(resource) if !resource.description.levels.contains_key(&level) => {
                invalid.push(Reason::NoSuchLevel.at("rights"));
            }
            Some(_) => {}
        }
    }
    invalid.dedup();
    Ok(invalid)
}

/// What is wrong with the aircraft that a key, or its owner, shall be for. What it is for already may stay, also when it
/// was retired or deleted since.
pub(crate) fn check_scope(
    known: &impl Known,
    scope: &AircraftScope,
    before: Option<&AircraftScope>,
) -> Result<Vec<Invalid>, StoreError> {
    let AircraftScope::Only(chosen) = scope else {
        return Ok(Vec::new());
    };
    if chosen.is_empty() {
        return Ok(vec![Reason::NoAircraft.at("scope")]);
    }
    let had = before
        .and_then(AircraftScope::choice)
        .cloned()
        .unwrap_or_default();
    let mut invalid = Vec::new();
    for id in chosen.groups.iter().filter(|id| !had.groups.contains(*id)) {
        if !known.fleet_group(id)?.is_some_and(|group| group.is_there()) {
            invalid.push(Reason::NotFound.at("scope"));
        }
    }
    for id in chosen.aircraft.iter().filter(|id| !had.aircraft.contains(*id)) {
        match known.aircraft(id)? {
            None => invalid.push(Reason::NotFound.at("scope")),
            Some(aircraft) if aircraft.retired_at.is_some() => {
                invalid.push(Reason::AircraftRetired.at("scope"));
            }
            Some(_) => {}
        }
    }
    invalid.dedup();
    Ok(invalid)
}

/// Rights in words, for events: *Flights view, Flight watch modify*.
pub(crate) fn describe_grants(tx: &(impl ReadTx + ?Sized), rights: &Rights) -> Result<String, StoreError> {
    let Rights::Chosen(grants) = rights else {
        return Ok("all of owner".to_owned());
    };
    let mut words = Vec::with_capacity(grants.len());
    for (id, level) in grants.iter() {
        let title = tx
            .resource(id)?
            .map_or_else(|| id.to_string(), |resource| resource.description.title);
        words.push(format!("{title} {level}"));
    }
    words.sort();
    Ok(words.join(", "))
}

/// Aircraft in words, for events: *group Turboprops, SP-KTA, SP-KTB*.
pub(crate) fn describe_scope(
    tx: &(impl ReadTx + ?Sized),
    scope: &AircraftScope,
) -> Result<String, StoreError> {
    let Some(chosen) = scope.choice() else {
        return Ok("whole fleet".to_owned());
    };
    describe_choice(tx, chosen)
}

/// A choice from the fleet in words, for events.
pub(crate) fn describe_choice(
    tx: &(impl ReadTx + ?Sized),
    chosen: &FleetChoice,
) -> Result<String, StoreError> {
    let mut words = Vec::new();
    for id in chosen.groups.iter() {
        let name = tx.fleet_group(id)?.map(|group| group.description.name);
        words.push(format!("group {}", name.unwrap_or_else(|| id.to_string())));
    }
    words.sort();
    words.extend(registrations(tx, &chosen.aircraft)?);
    Ok(words.join(", "))
}

/// Registrations for events: the first hundred of them.
pub(crate) fn registrations(
    tx: &(impl ReadTx + ?Sized),
    aircraft: &AircraftSet,
) -> Result<Vec<String>, StoreError> {
    let mut words = Vec::new();
    for id in aircraft.iter().take(100) {
        let aircraft = tx.aircraft(id)?;
        words.push(aircraft.map_or_else(
            || id.to_string(),
            |a| a.description.registration.as_str().to_owned(),
        ));
    }
    words.sort();
    if aircraft.len() > words.len() {
        words.push(format!("and {} more", aircraft.len() - words.len()));
    }
    Ok(words)
}
