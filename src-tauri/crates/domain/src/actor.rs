//! Who may what: one exhaustive table, asked first by every use case.

/// Somebody who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// By name, as events record it.
    pub name: String,
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
    /// Generate, edit, renew, stop, end and delete keys.
    ChangeKeys,
    /// Create and change service accounts, and grant them access.
    ChangeAccounts,
    /// Add, change and retire aircraft.
    ChangeFleet,
    /// Add, change and retire resources.
    ChangeAccess,
    /// Add and change people, and say what they may.
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
            | Action::ChangeKeys
            | Action::ChangeAccounts
            | Action::ChangeFleet
            | Action::ChangeAccess,
        ) => true,
        (Role::ApiTokenManager, Action::ChangePeople | Action::ChangeWorkspace)
        | (
            Role::Auditor,
            Action::ChangeKeys
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
        // Every key belongs to a service account, so none is anybody's own.
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

#[cfg(test)]
mod tests {
    use super::*;

    const ACTIONS: [Action; 7] = [
        Action::Read,
        Action::ChangeKeys,
        Action::ChangeAccounts,
        Action::ChangeFleet,
        Action::ChangeAccess,
        Action::ChangePeople,
        Action::ChangeWorkspace,
    ];

    fn allowed(role: Role, key_setup: KeySetup) -> Vec<Action> {
        let actor = Actor {
            name: "Ada".into(),
            role,
            key_setup,
        };
        ACTIONS
            .into_iter()
            .filter(|action| may(&actor, *action).is_ok())
            .collect()
    }

    #[test]
    fn each_role_may_what_the_domain_says() {
        assert_eq!(allowed(Role::SystemAdministrator, KeySetup::None), ACTIONS);
        assert_eq!(allowed(Role::ApiTokenManager, KeySetup::None), ACTIONS[..5]);
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
        assert_eq!(allowed(Role::None, KeySetup::Modify), [Action::Read]);
        assert_eq!(
            allowed(Role::None, KeySetup::ModifyAll),
            [Action::Read, Action::ChangeKeys]
        );
    }
}
