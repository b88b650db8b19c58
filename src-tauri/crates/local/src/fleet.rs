//! Aircraft.

use keytower_app::domain::actor::Action;
use keytower_app::domain::aircraft::{Aircraft, Registration};
use keytower_app::domain::id::AircraftId;
use keytower_app::domain::text::folded;
use keytower_app::{Airframe, Store, add_aircraft, edit_aircraft, plain, restore_aircraft, retire_aircraft};
use keytower_contract::convert::count;
use keytower_contract::{
    AircraftFields, AircraftPage, AircraftQuery, AircraftSort, AircraftView, Answer, Code, Problem,
    ResolvedRegistration,
};

use crate::Desk;

/// Rows that are answered at once, at most.
const PAGE: u32 = 1_000;
/// Registrations that are looked up at once, at most.
const PASTED: usize = 10_000;

impl<S: Store> Desk<S> {
    pub(crate) fn list_aircraft(
        &self,
        query: &AircraftQuery,
        offset: u32,
        limit: u32,
    ) -> Answer<AircraftPage> {
        self.acting().caller().may(Action::Read)?;
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        let words: Vec<String> = query.text.split_whitespace().take(20).map(plain).collect();
        let mut found: Vec<(&Airframe, usize)> = inventory
            .fleet()
            .airframes()
            .filter(|airframe| {
                (query.include_retired || airframe.aircraft.retired_at.is_none()) && airframe.holds(&words)
            })
            .map(|airframe| (airframe, tally.of_aircraft(airframe.aircraft.id)))
            .collect();
        sort(&mut found, query.sort, query.descending);
        let window = found.iter().skip(offset as usize).take(limit.min(PAGE) as usize);
        let rows = window
            .map(|(airframe, keys)| AircraftView::of(&airframe.aircraft, *keys))
            .collect();
        Ok(AircraftPage {
            total: count(inventory.fleet().len()),
            matching: count(found.len()),
            rows,
        })
    }

    pub(crate) fn resolve_registrations(&self, texts: Vec<String>) -> Answer<Vec<ResolvedRegistration>> {
        self.acting().caller().may(Action::Read)?;
        if texts.len() > PASTED {
            return Err(Problem::new(Code::TooLong).with("limit", PASTED));
        }
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        let resolve = |text: String| {
            let registration = Registration::parse(&text).ok();
            let aircraft =
                registration.and_then(|registration| inventory.fleet().registered(&registration.folded()));
            let in_service = aircraft.filter(|aircraft| aircraft.retired_at.is_none());
            ResolvedRegistration {
                aircraft: in_service
                    .map(|aircraft| AircraftView::of(aircraft, tally.of_aircraft(aircraft.id))),
                text,
            }
        };
        Ok(texts.into_iter().map(resolve).collect())
    }

    pub(crate) fn add_aircraft(&self, fields: &AircraftFields) -> Answer<AircraftView> {
        let aircraft = add_aircraft(&self.store, &self.acting().caller(), &fields.described())?;
        self.aircraft_view(&aircraft)
    }

    pub(crate) fn edit_aircraft(&self, id: AircraftId, fields: &AircraftFields) -> Answer<AircraftView> {
        let aircraft = edit_aircraft(&self.store, &self.acting().caller(), id, &fields.described())?;
        self.aircraft_view(&aircraft)
    }

    pub(crate) fn retire_aircraft(&self, id: AircraftId) -> Answer<AircraftView> {
        let aircraft = retire_aircraft(&self.store, &self.acting().caller(), id)?;
        self.aircraft_view(&aircraft)
    }

    pub(crate) fn restore_aircraft(&self, id: AircraftId) -> Answer<AircraftView> {
        let aircraft = restore_aircraft(&self.store, &self.acting().caller(), id)?;
        self.aircraft_view(&aircraft)
    }

    fn aircraft_view(&self, aircraft: &Aircraft) -> Answer<AircraftView> {
        let mut inventory = self.inventory()?;
        let (_, tally) = self.counted(&mut inventory);
        Ok(AircraftView::of(aircraft, tally.of_aircraft(aircraft.id)))
    }
}

fn sort(found: &mut [(&Airframe, usize)], by: AircraftSort, descending: bool) {
    found.sort_unstable_by(|(a, _), (b, _)| a.registration.cmp(&b.registration));
    match by {
        AircraftSort::Registration => {}
        AircraftSort::IcaoAddress => found.sort_by_cached_key(|(airframe, _)| {
            let address = airframe.aircraft.description.icao_address;
            address.map(|address| address.to_string())
        }),
        AircraftSort::AircraftType => {
            found.sort_by_cached_key(|(airframe, _)| folded(&airframe.aircraft.description.aircraft_type));
        }
        AircraftSort::Operator => {
            found.sort_by_cached_key(|(airframe, _)| folded(&airframe.aircraft.description.operator));
        }
        AircraftSort::Keys => found.sort_by_key(|(_, keys)| *keys),
    }
    if descending {
        found.reverse();
    }
}
