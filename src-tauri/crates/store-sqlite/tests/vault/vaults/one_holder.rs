//! One process at a time.

use keytower_store_sqlite::vault::VaultError;

use crate::{
    children::{self, Running},
    fixture::{Fixture, OTHER_PASSWORD, PASSWORD, unlock},
};

#[test]
fn a_vault_that_this_process_has_open_is_in_use() {
    let fixture = Fixture::new();
    let vault = fixture.unlock().unwrap();
    for password in [PASSWORD, OTHER_PASSWORD] {
        assert!(matches!(
            unlock(&fixture.folder, password),
            Err(VaultError::InUse)
        ));
    }
    drop(vault);
    fixture.unlock().unwrap();
}

#[test]
fn a_vault_that_another_process_has_open_is_in_use_until_that_ends() {
    if let Some(folder) = children::folder() {
        let _vault = unlock(&folder, PASSWORD).unwrap();
        children::say("open");
        // Until the parent kills this process.
        std::io::stdin().read_line(&mut String::new()).unwrap();
        return;
    }
    let fixture = Fixture::new();
    let test = "vaults::one_holder::a_vault_that_another_process_has_open_is_in_use_until_that_ends";
    let mut holder = Running::start(test, &fixture.folder, 0);
    holder.await_saying("open");
    assert!(matches!(fixture.unlock(), Err(VaultError::InUse)));
    holder.kill();
    fixture.unlock().unwrap();
}
