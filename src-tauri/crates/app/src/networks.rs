//! Networks as people type them.

use keytower_domain::actor::{Action, Forbidden};
use keytower_domain::network::{MAXIMUM_NETWORKS, Network, NetworkProblem, Networks};

use crate::caller::Caller;
use crate::invalid::{Invalid, Reason};

/// What each of some texts is as a network, in their order.
///
/// # Errors
/// [`Forbidden`].
pub fn read_networks(
    caller: &Caller<'_>,
    texts: &[String],
) -> Result<Vec<Result<Network, NetworkProblem>>, Forbidden> {
    caller.may(Action::Read)?;
    Ok(texts.iter().map(|text| text.parse()).collect())
}

/// The networks that a key shall have, or what is wrong with each of them.
pub(crate) fn networks(texts: &[String]) -> Result<Networks, Vec<Invalid>> {
    let (mut networks, mut invalid) = (Vec::with_capacity(texts.len()), Vec::new());
    for (entry, text) in texts.iter().enumerate() {
        match text.parse() {
            Ok(network) => networks.push(network),
            Err(problem) => invalid.push(Reason::Network { entry, problem }.at("networks")),
        }
    }
    let networks: Networks = networks.into_iter().collect();
    if networks.len() > MAXIMUM_NETWORKS {
        invalid.push(Reason::TooManyNetworks(MAXIMUM_NETWORKS).at("networks"));
    }
    if invalid.is_empty() {
        Ok(networks)
    } else {
        Err(invalid)
    }
}

/// Networks in words, for events: *10.0.0.0/8, 203.0.113.7*. Nothing for any address.
pub(crate) fn describe_networks(networks: &Networks) -> String {
    let words: Vec<String> = networks.iter().map(|network| network.to_string()).collect();
    words.join(", ")
}
