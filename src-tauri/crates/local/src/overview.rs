//! The workspace at a glance.

use keytower_app::Store;
use keytower_contract::{Answer, Overview};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn overview(&self) -> Answer<Overview> {
        let mut inventory = self.inventory()?;
        let overview = keytower_app::overview(&mut inventory, &self.acting().caller())?;
        Ok(Overview::of(&overview, &inventory))
    }
}
