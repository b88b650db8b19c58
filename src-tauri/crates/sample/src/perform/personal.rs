//! Personal keys, performed.

use keytower_app::domain::access::Rights;
use keytower_app::domain::aircraft_scope::AircraftScope;
use keytower_app::domain::key::HandedOut;
use keytower_app::domain::lifetime::DEFAULT_DAYS;
use keytower_app::{
    Caller, ChooseReminders, DescribeError, Expiry, GenerateKey, Store, generate_key, hand_out_key,
};

use super::Performance;
use crate::SampleError;
use crate::people::PERSONAL_KEYS;

impl<S: Store> Performance<'_, S> {
    /// A key of somebody's own, which they take at once.
    pub(super) fn generate_personal(&self, caller: &Caller<'_>, place: usize) -> Result<(), SampleError> {
        let planned = &PERSONAL_KEYS[place];
        let people = self.store.read(|tx| tx.people())?;
        let owner = people
            .iter()
            .find(|person| person.description.name == planned.owner)
            .ok_or(DescribeError::NotFound)?;
        let caller = Caller {
            entropy: &self.personal,
            ..*caller
        };
        let request = GenerateKey {
            owner: Some(owner.id.into()),
            name: planned.name.to_owned(),
            description: planned.description.to_owned(),
            rights: match planned.access {
                [] => Rights::AllOfOwner,
                access => Rights::Chosen(self.grants(access)?),
            },
            scope: AircraftScope::WholeFleet,
            networks: Vec::new(),
            expiry: Expiry::Days(DEFAULT_DAYS.into()),
            renewal_days: DEFAULT_DAYS.into(),
            reminders: ChooseReminders::default(),
            approved_by: String::new(),
            reason: String::new(),
            replaces: None,
        };
        let generated = generate_key(self.store, &caller, &request)?;
        hand_out_key(self.store, &caller, generated.key.id, HandedOut::Copied)?;
        Ok(())
    }
}
