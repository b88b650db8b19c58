//! Who may what: one exhaustive table, asked first by every use case.

use crate::id::PersonId;
use crate::party::PartyId;

/// Somebody who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// By name, as events record it.
    pub name: String,
    /// Which person that is, whose keys are their own; `None` where the workspace doesn't know them.
    pub person: Option<PersonId>,
    /// What the workspace made them.
    pub role: Role,
    /// What they may do to keys beside their role.
    pub key_setup: KeySetup,
}

/// What a workspace made a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything.
    SystemAdministrator,
    /// Keys, accounts, fleet and access; neither people nor the workspace itself.
    ApiTokenManager,
    /// Reads everything, changes nothing.
    Auditor,
    /// Nothing by role.
    None,
}

impl Role {
    /// All roles, from the one that may most.
    pub const ALL: [Self; 4] = [
        Self::SystemAdministrator,
        Self::ApiTokenManager,
        Self::Auditor,
        Self::None,
    ];

    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SystemAdministrator => "system_administrator",
            Self::ApiTokenManager => "api_token_manager",
            Self::Auditor => "auditor",
            Self::None => "none",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// The access level *API key setup*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeySetup {
    /// Nothing.
    None,
    /// Sees keys.
    View,
    /// Sees keys; changes those of their own.
    Modify,
    /// Sees and changes all keys.
    ModifyAll,
}

impl KeySetup {
    /// All of it, from the one that may least.
    pub const ALL: [Self; 4] = [Self::None, Self::View, Self::Modify, Self::ModifyAll];

    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::View => "view",
            Self::Modify => "modify",
            Self::ModifyAll => "modify_all",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// What somebody may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See keys, accounts, fleet, access and people.
    Read,
    /// Generate, edit, renew, stop, end and delete keys of their own.
    ChangeOwnKeys,
    /// The same for everybody's keys.
    ChangeKeys,
    /// Create and change service accounts, and grant them access.
    ChangeAccounts,
    /// Add, change and retire aircraft.
    ChangeFleet,
    /// Add, change and retire resources.
    ChangeAccess,
    /// Add and change people, say what they may, and grant them access.
    ChangePeople,
    /// Change the workspace's name, zone and clock.
    ChangeWorkspace,
}

/// The actor's role doesn't allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not allowed")]
pub struct Forbidden;

/// Whether an actor may do something.
///
/// # Errors
/// [`Forbidden`].
pub fn may(actor: &Actor, action: Action) -> Result<(), Forbidden> {
    let by_role = match (actor.role, action) {
        (Role::SystemAdministrator, _)
        | (Role::Auditor, Action::Read)
        | (
            Role::ApiTokenManager,
            Action::Read
            | Action::ChangeOwnKeys
            | Action::ChangeKeys
            | Action::ChangeAccounts
            | Action::ChangeFleet
            | Action::ChangeAccess,
        ) => true,
        (Role::ApiTokenManager, Action::ChangePeople | Action::ChangeWorkspace)
        | (
            Role::Auditor,
            Action::ChangeOwnKeys
            | Action::ChangeKeys
            | Action::ChangeAccounts
            | Action::ChangeFleet
            | Action::ChangeAccess
            | Action::ChangePeople
            | Action::ChangeWorkspace,
        )
        | (Role::None, _) => false,
    };
    let by_level = match action {
        Action::Read => actor.key_setup >= KeySetup::View,
        Action::ChangeOwnKeys => actor.key_setup >= KeySetup::Modify,
        Action::ChangeKeys => actor.key_setup == KeySetup::ModifyAll,
        Action::ChangeAccounts
        | Action::ChangeFleet
        | Action::ChangeAccess
        | Action::ChangePeople
        | Action::ChangeWorkspace => false,
    };
    if by_role || by_level {
        Ok(())
    } else {
        Err(Forbidden)
    }
}

/// Whether an actor may change the keys of an owner: those of a person who acts are their own.
///
/// # Errors
/// [`Forbidden`].
pub fn may_change_keys_of(actor: &Actor, owner: PartyId) -> Result<(), Forbidden> {
    let own = owner.person().is_some() && owner.person() == actor.person;
    may(
        actor,
        if own {
            Action::ChangeOwnKeys
        } else {
            Action::ChangeKeys
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ServiceAccountId;

    const ACTIONS: [Action; 8] = [
        Action::Read,
        Action::ChangeOwnKeys,
        Action::ChangeKeys,
        Action::ChangeAccounts,
        Action::ChangeFleet,
        Action::ChangeAccess,
        Action::ChangePeople,
        Action::ChangeWorkspace,
    ];

    fn actor(role: Role, key_setup: KeySetup) -> Actor {
        Actor {
            name: "Ada".into(),
            person: Some(PersonId::new(&mut |bytes| bytes.fill(1))),
            role,
            key_setup,
        }
    }

    fn allowed(role: Role, key_setup: KeySetup) -> Vec<Action> {
        let actor = actor(role, key_setup);
        ACTIONS
            .into_iter()
            .filter(|action| may(&actor, *action).is_ok())
            .collect()
    }

    #[test]
    fn each_role_may_what_the_domain_says() {
        assert_eq!(allowed(Role::SystemAdministrator, KeySetup::None), ACTIONS);
        assert_eq!(allowed(Role::ApiTokenManager, KeySetup::None), ACTIONS[..6]);
        assert_eq!(allowed(Role::Auditor, KeySetup::None), [Action::Read]);
        assert_eq!(allowed(Role::None, KeySetup::None), []);
    }

    #[test]
    fn only_system_administrators_change_people_whatever_their_access_level() {
        for role in Role::ALL {
            for key_setup in KeySetup::ALL {
                let changes = allowed(role, key_setup).contains(&Action::ChangePeople);
                assert_eq!(
                    changes,
                    role == Role::SystemAdministrator,
                    "{role:?} {key_setup:?}"
                );
            }
        }
    }

    #[test]
    fn roles_and_levels_read_back_by_name() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
        }
        for level in KeySetup::ALL {
            assert_eq!(KeySetup::named(level.name()), Some(level));
        }
        assert_eq!((Role::named("root"), KeySetup::named("")), (None, None));
    }

    #[test]
    fn the_access_level_adds_keys_and_nothing_else() {
        assert_eq!(allowed(Role::None, KeySetup::View), [Action::Read]);
        assert_eq!(
            allowed(Role::None, KeySetup::Modify),
            [Action::Read, Action::ChangeOwnKeys]
        );
        assert_eq!(
            allowed(Role::None, KeySetup::ModifyAll),
            [Action::Read, Action::ChangeOwnKeys, Action::ChangeKeys]
        );
    }

    #[test]
    fn whose_keys_somebody_changes_by_role_and_level() {
        let (nobody, own, all) = ([false; 3], [true, false, false], [true; 3]);
        for (role, by_level) in [
            (Role::SystemAdministrator, [all; 4]),
            (Role::ApiTokenManager, [all; 4]),
            (Role::Auditor, [nobody, nobody, own, all]),
            (Role::None, [nobody, nobody, own, all]),
        ] {
            for (key_setup, expected) in KeySetup::ALL.into_iter().zip(by_level) {
                let actor = actor(role, key_setup);
                let themself = actor.person.expect("known");
                let another = PersonId::new(&mut |bytes| bytes.fill(2));
                // Of the same characters as the person, and not them.
                let account = ServiceAccountId::new(&mut |bytes| bytes.fill(1));
                let owners: [PartyId; 3] = [themself.into(), another.into(), account.into()];
                let may = owners.map(|owner| may_change_keys_of(&actor, owner).is_ok());
                assert_eq!(may, expected, "{role:?} {key_setup:?}");
            }
        }
    }

    #[test]
    fn whom_the_workspace_does_not_know_has_no_keys_of_their_own() {
        let stranger = Actor {
            person: None,
            ..actor(Role::None, KeySetup::Modify)
        };
        let somebody = PersonId::new(&mut |bytes| bytes.fill(1)).into();
        assert_eq!(may_change_keys_of(&stranger, somebody), Err(Forbidden));
    }
}
