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
    /// Keys, accounts, fleet and access; not the workspace itself.
    ApiTokenManager,
    /// Reads everything, changes nothing.
    Auditor,
    /// Nothing by role.
    None,
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

/// What somebody may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See keys, accounts, fleet and access.
    Read,
    /// Generate, edit, renew, stop, end and delete keys.
    ChangeKeys,
    /// Create and change service accounts, and grant them access.
    ChangeAccounts,
    /// Add, change and retire aircraft.
    ChangeFleet,
    /// Add, change and retire resources.
    ChangeAccess,
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
        (Role::ApiTokenManager, Action::ChangeWorkspace)
        | (
            Role::Auditor,
            Action::ChangeKeys
            | Action::ChangeAccounts
            | Action::ChangeFleet
            | Action::ChangeAccess
            | Action::ChangeWorkspace,
        )
        | (Role::None, _) => false,
    };
    let by_level = match action {
        Action::Read => actor.key_setup >= KeySetup::View,
        // Every key belongs to a service account, so none is anybody's own.
        Action::ChangeKeys => actor.key_setup == KeySetup::ModifyAll,
        Action::ChangeAccounts | Action::ChangeFleet | Action::ChangeAccess | Action::ChangeWorkspace => {
            false
        }
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

    const ACTIONS: [Action; 6] = [
        Action::Read,
        Action::ChangeKeys,
        Action::ChangeAccounts,
        Action::ChangeFleet,
        Action::ChangeAccess,
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
    fn the_access_level_adds_keys_and_nothing_else() {
        assert_eq!(allowed(Role::None, KeySetup::View), [Action::Read]);
        assert_eq!(allowed(Role::None, KeySetup::Modify), [Action::Read]);
        assert_eq!(
            allowed(Role::None, KeySetup::ModifyAll),
            [Action::Read, Action::ChangeKeys]
        );
    }
}
