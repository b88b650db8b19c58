//! From where a key may be used: IPv4 and IPv6 networks.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use ipnet::{IpNet, Ipv4Net};

use crate::canonical::Canonical;

/// Networks that a key may have, at most.
pub const MAXIMUM_NETWORKS: usize = 50;

/// A network in CIDR notation (RFC 4632, RFC 4291): no bit is set beyond its prefix, and none is an IPv4-mapped IPv6
/// network. An address alone is a network too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network(IpNet);

/// Why a text is no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkProblem {
    /// Neither an address nor a network in CIDR notation.
    #[error("not a network")]
    NotANetwork,
    /// It names a zone (RFC 4007), which means something on one computer only.
    #[error("a zone")]
    Zone,
    /// Its prefix is longer than an address.
    #[error("a prefix of more than {longest} bits")]
    Prefix {
        /// Bits of an address of its kind.
        longest: u8,
    },
    /// Bits are set beyond its prefix: it may be the network that is meant, or the address.
    #[error("host bits: {network} or {address}")]
    HostBits {
        /// The network that the address lies in.
        network: Network,
        /// The address alone.
        address: Network,
    },
}

impl Network {
    /// An address alone.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        Self(address.to_canonical().into())
    }

    /// Whether an address lies in it. An IPv4-mapped address is the IPv4 address.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// An IPv4-mapped network is the IPv4 network.
    fn canonical(network: IpNet) -> IpNet {
        let IpNet::V6(six) = network else {
            return network;
        };
        let four = six.addr().to_ipv4_mapped();
        let mapped = four.zip(six.prefix_len().checked_sub(96));
        mapped
            .and_then(|(address, prefix)| Ipv4Net::new(address, prefix).ok())
            .map_or(network, IpNet::V4)
    }
}

impl fmt::Display for Network {
    /// An address alone is written without its prefix.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.prefix_len() == self.0.max_prefix_len() {
            self.0.addr().fmt(f)
        } else {
            self.0.fmt(f)
        }
    }
}

impl FromStr for Network {
    type Err = NetworkProblem;

    fn from_str(text: &str) -> Result<Self, NetworkProblem> {
        let text = text.trim();
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| match address.split_once('%') {
            Some((address, _)) if address.parse::<IpAddr>().is_ok() => NetworkProblem::Zone,
            _ => NetworkProblem::NotANetwork,
        })?;
        let Some(prefix) = prefix else {
            return Ok(Self::of(address));
        };
        if prefix.is_empty() || prefix.len() > 3 || !prefix.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(NetworkProblem::NotANetwork);
        }
        let longest = IpNet::from(address).max_prefix_len();
        let network = prefix
            .parse()
            .ok()
            .and_then(|prefix| IpNet::new(address, prefix).ok())
            .ok_or(NetworkProblem::Prefix { longest })?;
        if network.addr() != network.network() {
            return Err(NetworkProblem::HostBits {
                network: Self(Self::canonical(network.trunc())),
                address: Self::of(address),
            });
        }
        Ok(Self(Self::canonical(network)))
    }
}

/// Networks, each once and in order; they may overlap. Cloning shares them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Networks(Arc<[Network]>);

impl Networks {
    /// The first of them that an address lies in.
    #[must_use]
    pub fn holding(&self, address: IpAddr) -> Option<Network> {
        self.iter().find(|network| network.contains(address))
    }

    /// Whether there is none: any address will do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Network> {
        self.0.iter().copied()
    }

    /// Adds them to a row's encoding.
    pub(crate) fn encode(&self, row: Canonical) -> Canonical {
        row.each(self.iter(), |row, network| row.text(&network.to_string()))
    }
}

impl FromIterator<Network> for Networks {
    fn from_iter<I: IntoIterator<Item = Network>>(networks: I) -> Self {
        let mut all: Vec<_> = networks.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Self(all.into())
    }
}

impl<const N: usize> From<[Network; N]> for Networks {
    fn from(networks: [Network; N]) -> Self {
        networks.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, NetworkProblem> {
        text.parse::<Network>().map(|network| network.to_string())
    }

    #[test]
    fn networks_and_addresses_are_read_as_they_are_written() {
        for (text, written) in [
            ("10.0.0.0/8", "10.0.0.0/8"),
            (" 203.0.113.7 ", "203.0.113.7"),
            ("203.0.113.7/32", "203.0.113.7"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("2001:DB8::/32", "2001:db8::/32"),
            ("2001:0db8:0:0:0:0:0:1", "2001:db8::1"),
            ("::/0", "::/0"),
            ("::ffff:10.1.2.3", "10.1.2.3"),
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
            ("::ffff:0:0/96", "0.0.0.0/0"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(written), "{text}");
        }
    }

    #[test]
    fn host_bits_are_refused_with_what_may_be_meant() {
        for (text, network, address) in [
            ("10.1.2.3/8", "10.0.0.0/8", "10.1.2.3"),
            ("2001:db8::1/64", "2001:db8::/64", "2001:db8::1"),
            ("::ffff:10.1.2.3/104", "10.0.0.0/8", "10.1.2.3"),
        ] {
            let Err(NetworkProblem::HostBits {
                network: meant,
                address: alone,
            }) = text.parse::<Network>()
            else {
                panic!("{text} has host bits");
            };
            assert_eq!(
                [meant.to_string(), alone.to_string()],
                [network, address],
                "{text}"
            );
        }
    }

    #[test]
    fn zones_long_prefixes_and_junk_are_refused() {
        assert_eq!(read("fe80::1%eth0"), Err(NetworkProblem::Zone));
        assert_eq!(read("fe80::%1/64"), Err(NetworkProblem::Zone));
        for (text, longest) in [("10.0.0.0/33", 32), ("10.0.0.0/999", 32), ("2001:db8::/129", 128)] {
            assert_eq!(read(text), Err(NetworkProblem::Prefix { longest }), "{text}");
        }
        for text in [
            "",
            "/",
            "10.0.0.0/",
            "10.0.0.0/+8",
            "10.0.0.0/ 8",
            "10.0.0.0/255.0.0.0",
            "10.0.0.0/1000",
            "10.0.0/8",
            "010.0.0.1",
            "10.0.0.256",
            "1.2.3.4:80",
            "[::1]",
            "vpn.northwind.example",
            "%eth0",
            "10.0.0.0/8/8",
            "10.0.0.0-10.0.0.9",
        ] {
            assert_eq!(read(text), Err(NetworkProblem::NotANetwork), "{text}");
        }
    }

    #[test]
    fn of_overlapping_networks_each_stays_and_duplicates_go() {
        let networks = ["10.0.0.0/8", "10.1.0.0/16", "10.0.0.0/8", "::ffff:10.0.0.0/104"];
        let networks: Networks = networks
            .iter()
            .map(|text| text.parse().expect("a network"))
            .collect();
        let written: Vec<String> = networks.iter().map(|network| network.to_string()).collect();
        assert_eq!(written, ["10.0.0.0/8", "10.1.0.0/16"]);
        let holding = |address: &str| networks.holding(address.parse().expect("an address"));
        assert!(holding("10.1.2.3").is_some());
        assert!(holding("::ffff:10.1.2.3").is_some(), "the same address");
        assert!(holding("11.0.0.0").is_none());
        assert!(holding("2001:db8::1").is_none());
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_so_that_it_is_read_again(address: IpAddr, prefix in 0u8..=128) {
            let text = format!("{address}/{prefix}");
            let network = match text.parse::<Network>() {
                Ok(network) | Err(NetworkProblem::HostBits { network, .. }) => network,
                Err(problem) => {
                    let longest = if address.is_ipv4() { 32 } else { 128 };
                    prop_assert_eq!(problem, NetworkProblem::Prefix { longest });
                    return Ok(());
                }
            };
            prop_assert_eq!(network.to_string().parse(), Ok(network));
            // Of a wider network than all mapped addresses, a mapped one is no part: it is the IPv4 address.
            let is_mapped = address.to_canonical() != address;
            prop_assert!(network.contains(address) || is_mapped && prefix < 96);
        }

        #[test]
        fn no_text_makes_reading_panic(text: String) {
            let _ = text.parse::<Network>();
        }
    }
}
