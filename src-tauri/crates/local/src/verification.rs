//! Verification, and networks.

use keytower_app::Store;
use keytower_contract::{Answer, Code, Problem, ReadNetwork, Verification, VerifyKey};

use crate::Desk;

/// Networks that are pasted at once, at most.
const PASTED: usize = 1_000;

impl<S: Store> Desk<S> {
    pub(crate) fn verify_key(&self, text: &str, request: VerifyKey) -> Answer<Verification> {
        let inventory = self.inventory()?;
        let request = request.try_into()?;
        let verified =
            keytower_app::verify_key(&self.store, &inventory, &self.acting().caller(), text, &request)?;
        Ok(Verification::of(&verified, &inventory))
    }

    pub(crate) fn read_networks(&self, texts: Vec<String>) -> Answer<Vec<ReadNetwork>> {
        if texts.len() > PASTED {
            return Err(Problem::new(Code::TooLong).with("limit", PASTED));
        }
        let read = keytower_app::read_networks(&self.acting().caller(), &texts)?;
        let texts = texts.into_iter().zip(read);
        Ok(texts.map(|(text, read)| ReadNetwork::of(text, read)).collect())
    }
}
