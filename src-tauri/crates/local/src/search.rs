//! Finding things by what they are called.

use keytower_app::domain::actor::Action;
use keytower_app::{LONGEST_SEARCH, Store};
use keytower_contract::{Answer, Code, Found, Problem};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn search(&self, text: &str) -> Answer<Found> {
        self.acting().caller().may(Action::Read)?;
        if text.chars().nth(LONGEST_SEARCH).is_some() {
            return Err(Problem::new(Code::TooLong)
                .at("text")
                .with("limit", LONGEST_SEARCH));
        }
        let inventory = self.inventory()?;
        let now = inventory.now(self.acting().caller().clock);
        let found = keytower_app::search(text, &inventory, now);
        Ok(Found::of(&found, &inventory, now))
    }
}
