//! A link selects a key of the vault it names, once that is open; it waits while that is locked, and never acts.

use keytower_contract::{Code, KeyState, LinkView, Notice};

use super::pasting;
use super::room::{PASSWORD, Room, Seat, new_vault, refused};

fn opened(seat: &Seat, link: &str) -> Option<LinkView> {
    seat.session.open_link(&["keytower".to_owned(), link.to_owned()]);
    seat.session.link()
}

fn link_to(seat: &Seat, key_id: &str) -> String {
    format!("keytower://open/{}/key/{key_id}", seat.workspace().account_id)
}

#[test]
fn a_link_leads_to_its_key_waits_while_locked_and_is_forgotten_with_its_vault() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let key_id = seat.generate("feed").key.key_id.clone();
    let link = link_to(&seat, &key_id);
    let renews = false;
    let here = LinkView::Here { key_id, renews };
    assert_eq!(seat.session.link(), None);
    assert_eq!(opened(&seat, &link), Some(here.clone()));
    seat.person.hears(&Notice::LinkOpened);

    seat.lock();
    match seat.session.link() {
        Some(LinkView::Waits {
            vault: Some(vault),
            taken_up: true,
            ..
        }) => assert_eq!(vault.name, "Tower"),
        other => panic!("{other:?}"),
    }
    seat.unlock(PASSWORD).expect("the right password");
    assert_eq!(seat.session.link(), Some(here));
    seat.session.forget_link();
    assert_eq!(seat.session.link(), None);

    seat.lock();
    assert!(opened(&seat, &link).is_some());
    seat.run(seat.session.close_vault())
        .expect("closing always works");
    assert_eq!(seat.session.link(), None);
}

#[test]
fn a_link_to_another_vault_names_the_one_that_was_open_here_before() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let link = link_to(&seat, "7Hq2mXc9LpR4tZ0a");
    seat.run(seat.session.create_vault(new_vault("Other")))
        .expect("a new vault");
    let known = |leads: Option<LinkView>| match leads {
        Some(
            LinkView::Elsewhere { vault, .. }
            | LinkView::Waits {
                vault,
                taken_up: false,
                ..
            },
        ) => vault.map(|vault| (vault.name, vault.present)),
        other => panic!("{other:?}"),
    };
    assert_eq!(known(opened(&seat, &link)), Some(("Tower".to_owned(), true)));
    seat.lock();
    assert_eq!(known(seat.session.link()), Some(("Tower".to_owned(), true)));
    seat.open(&room.vault("Tower")).expect("a vault");
    assert!(matches!(
        seat.session.link(),
        Some(LinkView::Waits { taken_up: true, .. })
    ));
    seat.run(seat.session.close_vault())
        .expect("closing always works");

    std::fs::remove_dir_all(room.vault("Tower")).expect("a vault");
    assert_eq!(known(opened(&seat, &link)), Some(("Tower".to_owned(), false)));
    let foreign = "keytower://open/acct_00000000/key/7Hq2mXc9LpR4tZ0a";
    assert_eq!(known(opened(&seat, foreign)), None);
}

#[test]
fn a_forged_link_is_said_to_be_none_and_changes_nothing() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    let link = link_to(&seat, &generated.key.key_id);
    for forged in [
        format!("{link}?disable"),
        format!("{link}/revoke"),
        link.replace("open", "revoke"),
        link.to_uppercase(),
        "keytower:".to_owned(),
        format!("keytower://open/{}", "a".repeat(1 << 20)),
    ] {
        assert_eq!(opened(&seat, &forged), Some(LinkView::Malformed), "{forged:.80}");
        assert_eq!(seat.session.follow_link(&forged), LinkView::Malformed);
        seat.session.forget_link();
    }
    for other in [
        "",
        "--help",
        "/home/ada/fleet.csv",
        "keytowe",
        "https://example.com/keytower:",
    ] {
        assert_eq!(opened(&seat, other), None, "{other}");
    }
    assert_eq!(seat.key_state(&generated), KeyState::NotHandedOut);
}

#[test]
fn the_link_to_a_key_can_be_pasted_and_leads_there() {
    let _turn = pasting::turn();
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let key_id = seat.generate("feed").key.key_id.clone();
    seat.run(seat.session.copy_link(key_id.clone()))
        .expect("a clipboard");
    let link = pasting::pasted().expect("a link");
    assert_eq!(link, link_to(&seat, &key_id));
    assert_eq!(
        seat.session.follow_link(&format!(" {link}\n")),
        LinkView::Here {
            key_id,
            renews: false
        }
    );
    let nowhere = seat.session.copy_link("0000000000000000".to_owned());
    assert_eq!(refused(seat.run(nowhere)), Code::NotFound);
}
