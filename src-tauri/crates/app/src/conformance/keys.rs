//! Reading and identifying keys.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::Level;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::key::KeyState;
use keytower_domain::key_text::KeyText;

use super::desk::Desk;
use super::instruments::SeededEntropy;
use crate::{
    Entropy as _, GenerateKey, Identified, ReadError, Store, delete_key, events_of, generate_key,
    identify_key, read_key, revoke_key,
};

pub fn a_whole_key_and_a_lone_id_are_known_with_white_space_around<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    let id = generated.key.id;
    let identify = |text: &str| identify_key(store, &desk.caller(), text).expect("readable");
    let whole = generated.text.reveal();
    assert_eq!(
        identify(whole),
        Identified::Known {
            id,
            whole: true,
            old_until: None
        }
    );
    assert_eq!(
        identify(&format!("\n  {whole}\t\n")),
        Identified::Known {
            id,
            whole: true,
            old_until: None
        }
    );
    for text in [
        format!("ktw_{id}"),
        format!(" ktw_{id}_"),
        format!("ktw_{id}_••••"),
    ] {
        assert_eq!(
            identify(&text),
            Identified::Known {
                id,
                whole: false,
                old_until: None
            },
            "{text}"
        );
    }
}

pub fn another_secret_an_unknown_id_and_a_typo_are_told_apart<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    let id = generated.key.id;
    let identify = |text: &str| identify_key(store, &desk.caller(), text).expect("readable");
    let others = SeededEntropy::new(99);
    let forged = KeyText::generate(id, &mut |bytes| others.fill(bytes));
    assert_eq!(identify(forged.reveal()), Identified::SecretDiffers(id));
    let unknown = desk.unknown_key();
    let foreign = KeyText::generate(unknown, &mut |bytes| others.fill(bytes));
    assert_eq!(identify(foreign.reveal()), Identified::Unknown(unknown));
    assert_eq!(identify(&format!("ktw_{unknown}")), Identified::Unknown(unknown));
    let typo = generated.text.reveal().replacen("ktw_", "ktx_", 1);
    for text in [
        typo.as_str(),
        &generated.text.reveal()[..69],
        "",
        "feed",
        id.as_str(),
    ] {
        assert_eq!(identify(text), Identified::Malformed, "{text}");
    }
}

pub fn a_deleted_key_is_recognised_with_when_and_no_list_has_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    let id = generated.key.id;
    revoke_key(store, &desk.caller(), id).expect("live");
    desk.wait(1);
    delete_key(store, &desk.caller(), id).expect("revoked");
    let deleted = Identified::Deleted(id, desk.now());
    desk.wait(1);
    for text in [generated.text.reveal(), &format!("ktw_{id}")] {
        assert_eq!(
            identify_key(store, &desk.caller(), text).expect("readable"),
            deleted
        );
    }
    assert!(desk.read(|tx| tx.keys()).is_empty());
    let refusal = desk.refuses(|| read_key(store, &desk.caller(), id).map(|_| ()));
    assert!(matches!(refusal, ReadError::NotFound), "{refusal:?}");
    let kinds: Vec<_> = desk
        .read(|tx| events_of(tx, Subject::Key(id), 9))
        .iter()
        .filter_map(|logged| Some(logged.event()?.body.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            EventKind::KeyDeleted,
            EventKind::KeyRevoked,
            EventKind::KeyGenerated
        ]
    );
}

pub fn a_key_is_read_with_all_that_is_known_of_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (later, sooner) = (desk.aircraft("SP-KTB"), desk.aircraft("SP-KTA"));
    let request = GenerateKey {
        rights: desk.chosen(&[
            ("Quotes", Level::Modify),
            ("Flights", Level::View),
            ("Duties", Level::View),
        ]),
        scope: AircraftScope::Only([later.id, sooner.id].into()),
        ..desk.request(owner, "feed")
    };
    let id = generate_key(store, &desk.caller(), &request)
        .expect("in order")
        .key
        .id;
    let new = GenerateKey {
        replaces: Some(id),
        ..desk.request(owner, "feed")
    };
    let new = generate_key(store, &desk.caller(), &new)
        .expect("in order")
        .key
        .id;
    let dossier = read_key(store, &desk.caller(), id).expect("there");
    assert_eq!(dossier.key.digest(), desk.kept_key(id).digest());
    assert_eq!(
        (dossier.owner, dossier.workspace),
        (desk.kept_account(owner).into(), desk.workspace())
    );
    assert_eq!((dossier.state, dossier.now), (KeyState::NotHandedOut, desk.now()));
    let titles: Vec<_> = dossier
        .grants
        .iter()
        .map(|(resource, level)| (resource.description.title.as_str(), *level))
        .collect();
    assert_eq!(
        titles,
        [
            ("Duties", Level::View),
            ("Flights", Level::View),
            ("Quotes", Level::Modify)
        ]
    );
    assert_eq!(dossier.named.aircraft, [sooner, later]);
    assert_eq!(dossier.replaced_by, Some(new));
    assert_eq!(
        dossier
            .events
            .iter()
            .filter_map(|logged| Some(logged.event()?.body.kind))
            .collect::<Vec<_>>(),
        [EventKind::KeyGenerated]
    );
}
