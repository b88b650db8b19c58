//! Verification: which code comes first, and what holds whatever is known and asked.

use std::net::Ipv4Addr;

use proptest::prelude::*;

use super::*;
use crate::aircraft_scope::{FleetChoice, GroupSet};

const NOW: i64 = 1_790_000_000;
const LEVELS: [Option<Level>; 4] = [
    None,
    Some(Level::View),
    Some(Level::Modify),
    Some(Level::ModifyAll),
];

fn at(seconds: i64) -> Instant {
    Instant::from_timestamp(seconds, 0).expect("in range")
}

fn resource() -> ResourceId {
    ResourceId::new(&mut |bytes| bytes.fill(1))
}

fn aircraft(number: u8) -> AircraftId {
    AircraftId::new(&mut |bytes| bytes.fill(number))
}

fn group() -> FleetGroupId {
    FleetGroupId::new(&mut |bytes| bytes.fill(9))
}

fn granted(level: Option<Level>) -> Grants {
    level.into_iter().map(|level| (resource(), level)).collect()
}

/// The group holds the second aircraft.
fn members(_: FleetGroupId) -> AircraftSet {
    [aircraft(2)].into()
}

/// What is known of a key, held where a [`Standing`] can point to it.
#[derive(Clone, Debug)]
struct Known {
    life: Life,
    owner_stopped_at: Option<Instant>,
    networks: Networks,
    rights: Rights,
    access: Grants,
    scope: AircraftScope,
    owner_scope: AircraftScope,
}

impl Known {
    /// Good for anything.
    fn good() -> Self {
        Self {
            life: Life::Active,
            owner_stopped_at: None,
            networks: Networks::default(),
            rights: Rights::AllOfOwner,
            access: granted(Some(Level::ModifyAll)),
            scope: AircraftScope::WholeFleet,
            owner_scope: AircraftScope::WholeFleet,
        }
    }

    fn verify(&self, asked: &Asked) -> Verification {
        let standing = Standing {
            life: self.life,
            expires_at: Some(at(NOW + 86_400)),
            owner_stopped_at: self.owner_stopped_at,
            networks: &self.networks,
            rights: &self.rights,
            access: &self.access,
            scope: &self.scope,
            owner_scope: &self.owner_scope,
            members: &members,
        };
        verify(
            &Presented::Key {
                finding: Finding::Whole,
                standing,
            },
            asked,
        )
    }
}

fn everything() -> Asked {
    Asked {
        address: Some(Ipv4Addr::new(203, 0, 113, 7).into()),
        resource: Wanted::This((resource(), Level::Modify)),
        aircraft: Wanted::This(aircraft(1)),
    }
}

fn ten() -> Networks {
    ["10.0.0.0/8".parse().expect("a network")].into()
}

#[test]
fn of_all_that_stands_against_a_key_the_first_is_the_answer() {
    let lives = [
        (Life::Revoked { at: at(NOW) }, Denial::Revoked),
        (
            Life::Expired {
                at: at(NOW),
                by_hand: false,
            },
            Denial::Expired,
        ),
        (
            Life::Expired {
                at: at(NOW),
                by_hand: true,
            },
            Denial::Expired,
        ),
        (Life::Disabled { since: at(NOW) }, Denial::Disabled),
        (Life::Active, Denial::OwnerDisabled),
    ];
    let mut known = Known {
        life: Life::Active,
        owner_stopped_at: Some(at(NOW)),
        networks: ten(),
        rights: Rights::Chosen(granted(Some(Level::View))),
        access: granted(Some(Level::View)),
        scope: AircraftScope::Only([aircraft(2)].into()),
        owner_scope: AircraftScope::WholeFleet,
    };
    for (life, denial) in lives {
        known.life = life;
        assert_eq!(known.verify(&everything()).denial(), Some(denial), "{life:?}");
    }
    // One after the other is put right, and the next comes to light.
    known.owner_stopped_at = None;
    assert_eq!(known.verify(&everything()).denial(), Some(Denial::NetworkDenied));
    known.networks = ["203.0.113.0/24".parse().expect("a network")].into();
    assert_eq!(known.verify(&everything()).denial(), Some(Denial::ResourceDenied));
    known.rights = Rights::AllOfOwner;
    assert_eq!(known.verify(&everything()).denial(), Some(Denial::ResourceDenied));
    known.access = granted(Some(Level::Modify));
    assert_eq!(known.verify(&everything()).denial(), Some(Denial::AircraftDenied));
    known.scope = AircraftScope::Only([aircraft(1)].into());
    assert_eq!(known.verify(&everything()).denial(), None);
}

#[test]
fn what_is_no_key_here_says_so_and_nothing_of_what_is_asked_is_looked_at() {
    for (presented, denial, steps) in [
        (Presented::Malformed, Denial::Malformed, 1),
        (Presented::Unknown, Denial::NotFound, 2),
        (Presented::Deleted { at: at(NOW) }, Denial::NotFound, 2),
        (Presented::SecretDiffers, Denial::NotFound, 2),
        (Presented::Retired { at: at(NOW) }, Denial::Revoked, 2),
    ] {
        let answer = verify(&presented, &everything());
        assert_eq!((answer.denial(), answer.steps().len()), (Some(denial), steps));
    }
}

#[test]
fn what_is_not_asked_is_not_denied_and_a_missing_address_is() {
    let mut known = Known {
        access: Grants::none(),
        scope: AircraftScope::Only([group()].into()),
        ..Known::good()
    };
    let answer = known.verify(&Asked::default());
    assert_eq!(answer.denial(), None);
    let outcomes: Vec<Outcome> = answer.steps().iter().map(Step::outcome).collect();
    assert_eq!(outcomes[..7], [Outcome::Passed; 7]);
    assert_eq!(outcomes[7..], [Outcome::NotAsked; 2]);
    known.networks = ten();
    let answer = known.verify(&Asked::default());
    assert_eq!(answer.denial(), Some(Denial::NetworkDenied));
    assert_eq!(
        answer.steps()[6],
        Step::Network(FromWhere::Missing { networks: 1 })
    );
}

#[test]
fn what_is_not_there_is_denied_also_to_a_key_for_everything() {
    let known = Known::good();
    let asked = Asked {
        resource: Wanted::Unknown,
        ..Asked::default()
    };
    assert_eq!(known.verify(&asked).denial(), Some(Denial::ResourceDenied));
    let asked = Asked {
        aircraft: Wanted::Unknown,
        ..Asked::default()
    };
    assert_eq!(known.verify(&asked).denial(), Some(Denial::AircraftDenied));
}

#[test]
fn the_steps_come_in_the_order_of_the_codes() {
    let answer = Known::good().verify(&everything());
    let codes: Vec<Denial> = answer.steps().iter().map(Step::denial).collect();
    assert_eq!(codes, Denial::ALL);
    assert!(Denial::ALL.is_sorted());
}

fn level() -> impl Strategy<Value = Option<Level>> {
    (0usize..LEVELS.len()).prop_map(|place| LEVELS[place])
}

fn life() -> impl Strategy<Value = Life> {
    prop_oneof![
        6 => Just(Life::Active),
        1 => Just(Life::Disabled { since: at(NOW) }),
        1 => any::<bool>().prop_map(|by_hand| Life::Expired { at: at(NOW), by_hand }),
        1 => Just(Life::Revoked { at: at(NOW) }),
    ]
}

fn scope() -> impl Strategy<Value = AircraftScope> {
    prop_oneof![
        2 => Just(AircraftScope::WholeFleet),
        3 => (proptest::collection::vec(1u8..4, 0..3), any::<bool>()).prop_map(|(numbers, grouped)| {
            AircraftScope::Only(FleetChoice {
                aircraft: numbers.into_iter().map(aircraft).collect(),
                groups: if grouped { [group()].into() } else { GroupSet::default() },
            })
        }),
    ]
}

fn networks() -> impl Strategy<Value = Networks> {
    const SOME: [&str; 4] = ["10.0.0.0/8", "203.0.113.0/24", "203.0.113.7", "2001:db8::/32"];
    proptest::sample::subsequence(SOME.to_vec(), 0..=4).prop_map(|texts| {
        texts
            .iter()
            .map(|text| text.parse().expect("a network"))
            .collect()
    })
}

fn known() -> impl Strategy<Value = Known> {
    let rights = prop_oneof![
        Just(Rights::AllOfOwner),
        level().prop_map(|level| Rights::Chosen(granted(level))),
    ];
    let owner_disabled = proptest::option::weighted(0.1, Just(at(NOW)));
    (
        life(),
        owner_disabled,
        networks(),
        rights,
        level(),
        scope(),
        scope(),
    )
        .prop_map(
            |(life, owner_stopped_at, networks, rights, access, scope, owner_scope)| Known {
                life,
                owner_stopped_at,
                networks,
                rights,
                access: granted(access),
                scope,
                owner_scope,
            },
        )
}

fn asked() -> impl Strategy<Value = Asked> {
    let address = prop_oneof![
        Just(None),
        Just(Some(Ipv4Addr::new(203, 0, 113, 7).into())),
        Just(Some(Ipv4Addr::new(10, 1, 2, 3).into())),
    ];
    let resource = prop_oneof![
        1 => Just(Wanted::Nothing),
        1 => Just(Wanted::Unknown),
        6 => (1usize..LEVELS.len()).prop_map(|place| match LEVELS[place] {
            Some(level) => Wanted::This((resource(), level)),
            None => Wanted::Nothing,
        }),
    ];
    let aircraft = prop_oneof![
        1 => Just(Wanted::Nothing),
        1 => Just(Wanted::Unknown),
        6 => (1u8..4).prop_map(|number| Wanted::This(aircraft(number))),
    ];
    (address, resource, aircraft).prop_map(|(address, resource, aircraft)| Asked {
        address,
        resource,
        aircraft,
    })
}

/// Something more that stands against a key.
#[derive(Clone, Copy, Debug)]
enum Against {
    Life(Life),
    Owner,
    Networks,
    Rights,
    Access,
    Scope,
    OwnerScope,
}

fn against() -> impl Strategy<Value = Against> {
    prop_oneof![
        life().prop_map(Against::Life),
        Just(Against::Owner),
        Just(Against::Networks),
        Just(Against::Rights),
        Just(Against::Access),
        Just(Against::Scope),
        Just(Against::OwnerScope),
    ]
}

impl Against {
    fn narrow(self, known: &Known) -> Known {
        let mut known = known.clone();
        match self {
            // What has ended or stopped stays so.
            Self::Life(life) if known.life == Life::Active => known.life = life,
            Self::Life(_) => {}
            Self::Owner => known.owner_stopped_at = Some(at(NOW)),
            // Its first network alone, or one where it had none: never fewer than one, which would be any address.
            Self::Networks => {
                let first = known.networks.iter().next();
                known.networks = first.map_or_else(ten, |first| [first].into());
            }
            Self::Rights => known.rights = Rights::Chosen(Grants::none()),
            Self::Access => known.access = granted(None),
            Self::Scope => known.scope = AircraftScope::Only(FleetChoice::default()),
            Self::OwnerScope => known.owner_scope = AircraftScope::Only([group()].into()),
        }
        known
    }
}

proptest! {
    #[test]
    fn valid_means_that_no_step_denies(known in known(), asked in asked()) {
        let answer = known.verify(&asked);
        let failed = |step: &Step| step.outcome() == Outcome::Failed;
        prop_assert_eq!(answer.denial().is_none(), !answer.steps().iter().any(failed));
        prop_assert_eq!(answer.denial(), answer.steps().iter().find(|step| failed(step)).map(Step::denial));
    }

    #[test]
    fn something_more_against_it_never_makes_a_key_good(known in known(), asked in asked(), more in against()) {
        // An owner that was for other aircraft isn't narrowed by being for the group alone.
        prop_assume!(!matches!(more, Against::OwnerScope) || known.owner_scope == AircraftScope::WholeFleet);
        if known.verify(&asked).denial().is_some() {
            prop_assert!(more.narrow(&known).verify(&asked).denial().is_some());
        }
    }

    #[test]
    fn nothing_is_allowed_that_the_owner_may_not_do(known in known(), asked in asked()) {
        if known.verify(&asked).denial().is_some() {
            return Ok(());
        }
        if let Wanted::This((resource, level)) = asked.resource {
            prop_assert!(known.access.level(resource) >= Some(level));
            prop_assert!(known.rights.effective(&known.access).level(resource) >= Some(level));
        }
        if let Wanted::This(aircraft) = asked.aircraft {
            prop_assert!(known.owner_scope.reach(members).covers(aircraft));
            let in_force = known.scope.reach(members).intersection(&known.owner_scope.reach(members));
            prop_assert!(in_force.covers(aircraft));
        }
    }
}
