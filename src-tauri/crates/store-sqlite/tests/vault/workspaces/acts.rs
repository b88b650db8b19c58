//! Use cases that write, to be tried where writing fails.

use std::fmt::Write as _;

use keytower_app::conformance::desk::Desk;
use keytower_app::domain::id::KeyId;
use keytower_app::{
    DescribeAccount, DescribeError, ImportError, KeyLifeError, MAXIMUM_DRAFT_BYTES, ReadError, StoreError,
    confirm_import, create_account, delete_key, generate_key, keep_draft, preview_import, renew_key,
    revoke_key,
};
use keytower_store_sqlite::SqliteStore;

use super::tower::OWNER;

/// A desk at the vault.
pub type Ada<'s> = Desk<'s, SqliteStore>;

/// A use case by its name, and what the store answered.
pub type Act = (&'static str, fn(&Ada<'_>) -> Result<(), StoreError>);

/// From one row to some hundred.
pub const ACTS: [Act; 7] = [
    ("generate", |desk| {
        let request = desk.request(owner(desk), "generated");
        let generated = generate_key(desk.store, &desk.caller(), &request);
        generated.map(drop).map_err(of_key)
    }),
    ("renew", |desk| {
        let renewed = renew_key(desk.store, &desk.caller(), key(desk, "renewed"), None, "");
        renewed.map(drop).map_err(of_key)
    }),
    ("revoke", |desk| {
        let revoked = revoke_key(desk.store, &desk.caller(), key(desk, "stopped"));
        revoked.map(drop).map_err(of_key)
    }),
    ("delete", |desk| {
        let deleted = delete_key(desk.store, &desk.caller(), key(desk, "gone"));
        deleted.map(drop).map_err(of_key)
    }),
    ("create an account", |desk| {
        let request = DescribeAccount {
            name: "svc-other",
            organisation: "Northwind",
            email: "ops@northwind.example",
        };
        let created = create_account(desk.store, &desk.caller(), &request);
        created.map(drop).map_err(|error| match error {
            DescribeError::Store(error) => error,
            other => panic!("{other:?}"),
        })
    }),
    ("import 50 aircraft", |desk| {
        let mut file = "Reg,Operator\n".to_owned();
        for number in 0..50 {
            writeln!(file, "SP-X{number:02},Northwind").expect("a text takes any");
        }
        let plan =
            preview_import(desk.store, &desk.caller(), file.as_bytes()).expect("reading takes no room");
        confirm_import(desk.store, &desk.caller(), &plan).map_err(|error| match error {
            ImportError::Store(error) => error,
            other => panic!("{other:?}"),
        })
    }),
    ("keep a draft", keep_a_draft),
];

/// The largest draft, another one each time.
pub fn keep_a_draft(desk: &Ada<'_>) -> Result<(), StoreError> {
    let text = format!("{:064}", desk.entropy.next()).repeat(MAXIMUM_DRAFT_BYTES / 64);
    keep_draft(desk.store, &desk.caller(), Some(&text)).map_err(|error| match error {
        ReadError::Store(error) => error,
        other => panic!("{other:?}"),
    })
}

/// What the acts act upon; a day later it can be renewed.
pub fn prepare(desk: &Ada<'_>) {
    let owner = owner(desk);
    desk.key(owner, "renewed");
    desk.key(owner, "stopped");
    desk.revoked_key(owner, "gone");
    desk.wait(1);
}

fn owner(desk: &Ada<'_>) -> keytower_app::domain::id::ServiceAccountId {
    desk.read(|tx| tx.account_named(OWNER)).expect("an account").id
}

fn key(desk: &Ada<'_>, name: &str) -> KeyId {
    let keys = desk.read(|tx| tx.keys());
    let found = keys.iter().find(|key| key.description.name.as_str() == name);
    found.expect("a key of that name").id
}

fn of_key(error: KeyLifeError) -> StoreError {
    match error {
        KeyLifeError::Store(error) => error,
        other => panic!("{other:?}"),
    }
}
