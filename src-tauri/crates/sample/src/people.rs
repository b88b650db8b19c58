//! Who works at the airline and is known to the workspace. All of them are made up.

use keytower_app::DescribePerson;
use keytower_app::domain::access::Level;
use keytower_app::domain::actor::{KeySetup, Role};

use crate::airline::{ADMINISTRATOR, APPROVERS, MANAGERS};
use crate::life::Day;

/// Somebody whom the workspace knows, beside its administrator.
pub struct Employee {
    pub name: &'static str,
    /// What their e-mail address begins with.
    pub mailbox: &'static str,
    pub role: Role,
    pub key_setup: KeySetup,
}

const fn employee(name: &'static str, mailbox: &'static str, role: Role, key_setup: KeySetup) -> Employee {
    Employee {
        name,
        mailbox,
        role,
        key_setup,
    }
}

/// Who else is known: whoever looks after keys, who approves them, and who reads along. The last one left.
pub const EMPLOYEES: [Employee; 11] = [
    employee(
        MANAGERS[0],
        "tomasz.zielinski",
        Role::ApiTokenManager,
        KeySetup::ModifyAll,
    ),
    employee(
        MANAGERS[1],
        "priya.nair",
        Role::ApiTokenManager,
        KeySetup::ModifyAll,
    ),
    employee(
        MANAGERS[2],
        "jonas.weber",
        Role::ApiTokenManager,
        KeySetup::ModifyAll,
    ),
    employee(
        "Ingrid Solberg",
        "ingrid.solberg",
        Role::SystemAdministrator,
        KeySetup::ModifyAll,
    ),
    employee(APPROVERS[0], "marta.kowalczyk", Role::None, KeySetup::View),
    employee(APPROVERS[1], "henrik.dahl", Role::None, KeySetup::None),
    employee(APPROVERS[2], "leila.osman", Role::Auditor, KeySetup::None),
    employee(APPROVERS[3], "paul.fournier", Role::None, KeySetup::None),
    employee("Clara Meier", "clara.meier", Role::Auditor, KeySetup::View),
    employee("Yusuf Demir", "yusuf.demir", Role::None, KeySetup::Modify),
    employee("Sven Lund", "sven.lund", Role::ApiTokenManager, KeySetup::None),
];

/// A key of somebody's own.
pub struct PersonalKey {
    /// By name.
    pub owner: &'static str,
    pub name: &'static str,
    pub description: &'static str,
    /// What it may do; nothing where it is everything that its owner has.
    pub access: &'static [(&'static str, Level)],
    /// The day on which it is generated.
    pub generated: Day,
}

/// The keys that people have of their own, in the order in which they are generated: two of system administrators, and one
/// of whoever left.
pub const PERSONAL_KEYS: [PersonalKey; 4] = [
    PersonalKey {
        owner: "Sven Lund",
        name: "fuel-notebook",
        description: "Reads flights into a notebook.",
        access: &[("Flights", Level::View)],
        generated: -120,
    },
    PersonalKey {
        owner: "Ingrid Solberg",
        name: "ingrid-terminal",
        description: "For scripts on her own computer.",
        access: &[],
        generated: -64,
    },
    PersonalKey {
        owner: ADMINISTRATOR,
        name: "ada-terminal",
        description: "",
        access: &[],
        generated: -43,
    },
    PersonalKey {
        owner: "Yusuf Demir",
        name: "duty-calendar",
        description: "His own duties, in his calendar.",
        access: &[("Flights", Level::View)],
        generated: -29,
    },
];

impl Employee {
    pub fn email(&self) -> String {
        format!("{}@northwind.example", self.mailbox)
    }

    /// As a use case takes them, at a role and with their e-mail address.
    pub fn at<'a>(&self, role: Role, email: &'a str) -> DescribePerson<'a> {
        DescribePerson {
            name: self.name,
            email,
            role,
            key_setup: self.key_setup,
        }
    }
}
