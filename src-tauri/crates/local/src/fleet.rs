//! Aircraft and imports.

use std::collections::HashMap;
use std::sync::Arc;

use keytower_app::domain::access::AircraftScope;
use keytower_app::domain::actor::Action;
use keytower_app::domain::aircraft::{Aircraft, Registration};
use keytower_app::domain::id::{AccountId, AircraftId};
use keytower_app::domain::key::Life;
use keytower_app::domain::text::folded;
use keytower_app::{Plan, Store};
use keytower_contract::convert::count;
use keytower_contract::{
    AircraftPage, AircraftQuery, AircraftSort, AircraftView, Answer, Code, ImportOutcome, ImportPreview,
    ImportResult, ImportRow, Problem, ResolvedRegistration,
};

use crate::{Desk, Import, held};

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
        self.caller().may(Action::Read)?;
        let fleet = self.store.read(|tx| tx.fleet())?;
        let keys = self.keys_of_aircraft()?;
        let total = count(fleet.len());
        let words: Vec<String> = query.text.split_whitespace().take(20).map(plain).collect();
        let mut found: Vec<(Aircraft, usize)> = fleet
            .into_iter()
            .filter(|aircraft| {
                (query.include_retired || aircraft.retired_at.is_none()) && matches(aircraft, &words)
            })
            .map(|aircraft| {
                let keys = keys.get(&aircraft.id).copied().unwrap_or_default();
                (aircraft, keys)
            })
            .collect();
        sort(&mut found, query.sort, query.descending);
        let window = found.iter().skip(offset as usize).take(limit.min(PAGE) as usize);
        let rows = window
            .map(|(aircraft, keys)| AircraftView::of(aircraft, *keys))
            .collect();
        Ok(AircraftPage {
            total,
            matching: count(found.len()),
            rows,
        })
    }

    pub(crate) fn resolve_registrations(&self, texts: Vec<String>) -> Answer<Vec<ResolvedRegistration>> {
        self.caller().may(Action::Read)?;
        if texts.len() > PASTED {
            return Err(Problem::new(Code::TooLong).with("limit", PASTED));
        }
        let keys = self.keys_of_aircraft()?;
        Ok(self.store.read(|tx| {
            let resolve = |text: String| {
                let registration = Registration::parse(&text).ok();
                let aircraft = match registration {
                    Some(registration) => tx.aircraft_registered(&registration.folded())?,
                    None => None,
                };
                let in_service = aircraft.filter(|aircraft| aircraft.retired_at.is_none());
                let view = |aircraft: &Aircraft| {
                    AircraftView::of(aircraft, keys.get(&aircraft.id).copied().unwrap_or_default())
                };
                Ok::<_, keytower_app::StoreError>(ResolvedRegistration {
                    aircraft: in_service.as_ref().map(view),
                    text,
                })
            };
            texts.into_iter().map(resolve).collect::<Result<_, _>>()
        })?)
    }

    pub(crate) fn aircraft_view(&self, aircraft: &Aircraft) -> Answer<AircraftView> {
        let keys = self.keys_of_aircraft()?;
        Ok(AircraftView::of(
            aircraft,
            keys.get(&aircraft.id).copied().unwrap_or_default(),
        ))
    }

    /// How many keys that haven't ended name each aircraft.
    fn keys_of_aircraft(&self) -> Answer<HashMap<AircraftId, usize>> {
        let now = self.now()?;
        let inventory = self.inventory()?;
        let mut counts = HashMap::new();
        for entry in inventory.entries() {
            if let AircraftScope::Only(chosen) = &entry.key.description.scope
                && matches!(entry.key.life_at(now), Life::Active | Life::Disabled { .. })
            {
                for id in chosen {
                    *counts.entry(*id).or_default() += 1;
                }
            }
        }
        Ok(counts)
    }

    pub(crate) fn preview_import(&self, file_name: String, content: &[u8]) -> Answer<ImportPreview> {
        let plan = keytower_app::preview_import(&self.store, &self.caller(), content)?;
        // Any id will do that the next preview doesn't have.
        let id = AccountId::new(&mut |bytes| self.acting.entropy.fill(bytes)).to_string();
        let preview = ImportPreview::of(id.clone(), file_name, &plan);
        *held(&self.import) = Some(Import {
            id,
            plan: Arc::new(plan),
        });
        Ok(preview)
    }

    pub(crate) fn import_rows(
        &self,
        import_id: &str,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<ImportRow>> {
        self.caller().may(Action::ChangeFleet)?;
        let plan = self.plan(import_id)?;
        let rows = plan
            .rows
            .iter()
            .filter(|row| outcome.is_none_or(|wanted| wanted == (&row.outcome).into()));
        Ok(rows
            .skip(offset as usize)
            .take(limit.min(PAGE) as usize)
            .map(ImportRow::from)
            .collect())
    }

    pub(crate) fn confirm_import(&self, import_id: &str) -> Answer<ImportResult> {
        let plan = self.plan(import_id)?;
        keytower_app::confirm_import(&self.store, &self.caller(), &plan)?;
        self.cancel_import(import_id);
        Ok(ImportResult::of(&plan))
    }

    pub(crate) fn cancel_import(&self, import_id: &str) {
        held(&self.import).take_if(|import| import.id == import_id);
    }

    fn plan(&self, import_id: &str) -> Answer<Arc<Plan>> {
        let import = held(&self.import);
        let plan = import
            .as_ref()
            .filter(|import| import.id == import_id)
            .map(|import| Arc::clone(&import.plan));
        plan.ok_or_else(|| Problem::new(Code::ImportGone))
    }
}

/// For comparing: folded, without hyphens, so that *spkta* finds *SP-KTA*.
fn plain(text: &str) -> String {
    folded(text).replace('-', "")
}

fn matches(aircraft: &Aircraft, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let described = &aircraft.description;
    let address = described
        .icao_address
        .map(|address| address.to_string())
        .unwrap_or_default();
    let searched = [
        described.registration.as_str(),
        &address,
        &described.aircraft_type,
        &described.operator,
    ];
    let searched = plain(&searched.join("\n"));
    words.iter().all(|word| searched.contains(word))
}

fn sort(found: &mut [(Aircraft, usize)], by: AircraftSort, descending: bool) {
    let registration = |(aircraft, _): &(Aircraft, usize)| aircraft.description.registration.folded();
    found.sort_by_cached_key(registration);
    match by {
        AircraftSort::Registration => {}
        AircraftSort::IcaoAddress => {
            found.sort_by_cached_key(|(aircraft, _)| {
                aircraft
                    .description
                    .icao_address
                    .map(|address| address.to_string())
            });
        }
        AircraftSort::AircraftType => {
            found.sort_by_cached_key(|(aircraft, _)| folded(&aircraft.description.aircraft_type));
        }
        AircraftSort::Operator => {
            found.sort_by_cached_key(|(aircraft, _)| folded(&aircraft.description.operator));
        }
        AircraftSort::Keys => found.sort_by_key(|(_, keys)| *keys),
    }
    if descending {
        found.reverse();
    }
}
