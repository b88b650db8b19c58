//! Keys.

use std::sync::Arc;

use keytower_app::domain::actor::Action;
use keytower_app::domain::id::KeyId;
use keytower_app::domain::key::Key;
use keytower_app::domain::key_box::OpeningKey;
use keytower_app::domain::time::Instant;
use keytower_app::{
    Caller, Generated, Identified as Found, Inventory, KeyLifeError, KeyQuery as AppKeyQuery, Store, read_key,
};
use keytower_contract::convert::{ReadKeyRow, count, grant_views, id};
use keytower_contract::{
    Answer, ExposedKey, GenerateKey, GeneratedKey, Identified, KeyDraft, KeyPage, KeyQuery, KeyView, Problem,
    RenewalDraft, RotateKey,
};

use crate::{Desk, Order, held};

/// Rows that are answered at once, at most.
const PAGE: u32 = 1_000;
/// A kept order whose states were judged longer ago, or later than now, is judged anew, milliseconds.
const JUDGED_FOR: i64 = 1_000;

impl<S: Store> Desk<S> {
    pub(crate) fn list_keys(&self, query: &KeyQuery, offset: u32, limit: u32) -> Answer<KeyPage> {
        self.acting().caller().may(Action::Read)?;
        let query = AppKeyQuery::try_from(query)?;
        let inventory = self.inventory()?;
        let now = inventory.now(self.acting().caller().clock);
        let places = self.places(&inventory, query, now);
        let window = places.iter().skip(offset as usize).take(limit.min(PAGE) as usize);
        let reader = ReadKeyRow {
            inventory: &inventory,
            now,
        };
        let rows = window
            .filter_map(|place| Some(reader.row(&inventory.entry(*place)?.key)))
            .collect();
        Ok(KeyPage {
            total: count(inventory.len()),
            matching: count(places.len()),
            rows,
        })
    }

    /// The order of a query: the one kept, where it is that of the same query and was judged just now.
    pub(crate) fn places(&self, inventory: &Inventory, query: AppKeyQuery, now: Instant) -> Arc<Vec<u32>> {
        let mut kept = held(&self.order);
        if let Some(order) = &*kept
            && order.query == query
            && (0..JUDGED_FOR).contains(&(now - order.judged_at).num_milliseconds())
        {
            return Arc::clone(&order.places);
        }
        let places = Arc::new(inventory.find(&query, now));
        *kept = Some(Order {
            query,
            judged_at: now,
            places: Arc::clone(&places),
        });
        places
    }

    pub(crate) fn key(&self, key_id: KeyId) -> Answer<KeyView> {
        Ok(KeyView::from(&read_key(
            &self.store,
            &self.acting().caller(),
            key_id,
        )?))
    }

    pub(crate) fn check_key(&self, request: &GenerateKey) -> Answer<KeyDraft> {
        let inventory = self.inventory()?;
        let draft = keytower_app::check_key(&inventory, &self.acting().caller(), &request.try_into()?)?;
        let newly_granted = inventory.with_resources(&draft.newly_granted);
        let fleet = inventory.fleet();
        let new_aircraft = draft.newly_reached.aircraft.iter().filter_map(|id| {
            let aircraft = fleet.aircraft(id)?;
            Some(aircraft.description.registration.as_str().to_owned())
        });
        let new_groups = draft.newly_reached.groups.iter();
        let new_groups = new_groups.filter_map(|id| Some(fleet.groups().group(id)?.description.name.clone()));
        Ok(KeyDraft {
            problems: draft.invalid.into_iter().map(Problem::from).collect(),
            expires_at: draft.expires_at,
            newly_granted: grant_views(&newly_granted),
            new_aircraft: new_aircraft.collect(),
            new_groups: new_groups.collect(),
            reach: draft.reach.count().map(count),
            cliff: draft.cliff.map(Into::into),
        })
    }

    pub(crate) fn check_renewal(&self, key_id: KeyId, until: Option<&str>) -> Answer<RenewalDraft> {
        let inventory = self.inventory()?;
        let (until, cliff) = keytower_app::check_renewal(&inventory, &self.acting().caller(), key_id, until)?;
        Ok(RenewalDraft {
            until,
            cliff: cliff.map(Into::into),
        })
    }

    pub(crate) fn generate_key(&self, request: &GenerateKey) -> Answer<GeneratedKey> {
        self.shown(&keytower_app::generate_key(
            &self.store,
            &self.acting().caller(),
            &request.try_into()?,
        )?)
    }

    pub(crate) fn rotate_key(&self, request: &RotateKey) -> Answer<GeneratedKey> {
        self.shown(&keytower_app::rotate_key(
            &self.store,
            &self.acting().caller(),
            id(&request.key_id)?,
            request.overlap_days,
            &request.reason,
        )?)
    }

    pub(crate) fn reveal_key(&self, key_id: &str, opening_key: &OpeningKey) -> Answer<GeneratedKey> {
        let caller = self.acting();
        let revealed = keytower_app::reveal_key(&self.store, &caller.caller(), id(key_id)?, opening_key)?;
        self.shown(&revealed)
    }

    fn shown(&self, generated: &Generated) -> Answer<GeneratedKey> {
        let dossier = read_key(&self.store, &self.acting().caller(), generated.key.id)?;
        Ok(GeneratedKey {
            key_text: generated.text.reveal().to_owned(),
            account_id: dossier.workspace.account_id.to_string(),
            key: KeyView::from(&dossier),
        })
    }

    pub(crate) fn identify_key(&self, text: &str) -> Answer<Identified> {
        let key = |id| Ok::<_, Problem>(Box::new(self.key(id)?));
        Ok(
            match keytower_app::identify_key(&self.store, &self.acting().caller(), text)? {
                Found::Malformed => Identified::Malformed,
                Found::Unknown(id) => Identified::Unknown {
                    key_id: id.to_string(),
                },
                Found::SecretDiffers(id) => Identified::SecretDiffers { key: key(id)? },
                Found::Known { id, whole, old_until } => Identified::Known {
                    key: key(id)?,
                    whole,
                    old_until,
                },
                Found::Retired(id, retired_at) => Identified::Retired {
                    key: key(id)?,
                    retired_at,
                },
                Found::Deleted(id, deleted_at) => Identified::Deleted {
                    key_id: id.to_string(),
                    deleted_at,
                },
            },
        )
    }

    pub(crate) fn exposed_keys(&self) -> Answer<Vec<ExposedKey>> {
        let found = keytower_app::exposed_keys(&self.store, &self.acting().caller())?;
        Ok(found.iter().map(ExposedKey::from).collect())
    }

    /// Runs a change of one key and answers what became of it.
    pub(crate) fn change_key(
        &self,
        key_id: &str,
        change: impl FnOnce(&S, &Caller<'_>, KeyId) -> Result<Key, KeyLifeError>,
    ) -> Answer<KeyView> {
        let key = change(&self.store, &self.acting().caller(), id(key_id)?)?;
        self.key(key.id)
    }
}
