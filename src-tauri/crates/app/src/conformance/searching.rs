//! Finding things by what they are called.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::Level;
use keytower_domain::actor::Role;

use super::desk::Desk;
use super::inventory::loaded;
use super::people;
use crate::{
    DescribeAccount, DescribeAircraft, DescribeGroup, DescribeMembers, DescribeTemplate, Fit, Found, Store,
    add_aircraft, add_person, create_group, create_template, delete_group, delete_template, disable_account,
    edit_account, person_left, retire_aircraft, revoke_key, search,
};

/// What a text finds now: how well, and the name, kind by kind.
fn found<S: Store>(desk: &Desk<'_, S>, text: &str) -> [Vec<(Fit, String)>; 7] {
    let inventory = loaded(desk);
    let Found {
        keys,
        accounts,
        people,
        aircraft,
        groups,
        templates,
        resources,
    } = search(text, &inventory, desk.now());
    [
        keys.iter()
            .map(|hit| (hit.fit, hit.thing.key.description.name.clone()))
            .collect(),
        accounts
            .iter()
            .map(|hit| (hit.fit, hit.thing.name.as_str().to_owned()))
            .collect(),
        aircraft
            .iter()
            .map(|hit| (hit.fit, hit.thing.description.registration.as_str().to_owned()))
            .collect(),
        resources
            .iter()
            .map(|hit| (hit.fit, hit.thing.description.title.clone()))
            .collect(),
        templates
            .iter()
            .map(|hit| (hit.fit, hit.thing.description.name.clone()))
            .collect(),
        groups
            .iter()
            .map(|hit| (hit.fit, hit.thing.description.name.clone()))
            .collect(),
        people
            .iter()
            .map(|hit| (hit.fit, hit.thing.description.name.clone()))
            .collect(),
    ]
}

fn hits(expected: &[(Fit, &str)]) -> Vec<(Fit, String)> {
    expected
        .iter()
        .map(|(fit, name)| (*fit, (*name).to_owned()))
        .collect()
}

pub fn the_whole_name_comes_before_its_start_the_start_of_a_word_and_the_rest<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-a").id;
    for name in ["Offsets", "Set", "setup", "data set", "a-set", "Größe"] {
        desk.key(owner, name);
    }
    let expected = [
        (Fit::Exact, "Set"),
        (Fit::Start, "setup"),
        (Fit::WordStart, "a-set"),
        (Fit::WordStart, "data set"),
        (Fit::Within, "Offsets"),
    ];
    assert_eq!(found(&desk, "SET")[0], hits(&expected));
    assert_eq!(found(&desk, " größe ")[0], hits(&[(Fit::Exact, "Größe")]));
    assert_eq!(
        found(&desk, "set  data")[0],
        hits(&[(Fit::WordStart, "data set")])
    );
    assert_eq!(found(&desk, "set nowhere")[0], hits(&[]));
    for nothing in ["", " \t "] {
        assert_eq!(found(&desk, nothing), [const { Vec::new() }; 7]);
    }
}

pub fn a_key_is_found_by_its_owner_and_by_the_start_of_its_id<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = desk.key(desk.account("svc-opscontrol").id, "feed");
    desk.key(desk.account("svc-fuel").id, "other");
    let within = hits(&[(Fit::Within, "feed")]);
    assert_eq!(found(&desk, "opscontrol")[0], within);
    assert_eq!(found(&desk, "opscontrol fee")[0], within);
    assert_eq!(
        found(&desk, "opscontrol")[1],
        hits(&[(Fit::WordStart, "svc-opscontrol")])
    );
    let id = key.id.as_str();
    for text in [
        format!("ktw_{id}"),
        format!("KTW_{}", &id[..6].to_lowercase()),
        id[..5].to_owned(),
    ] {
        assert_eq!(found(&desk, &text)[0], within, "{text}");
    }
    assert_eq!(found(&desk, &format!("ktw_{}", &id[1..7]))[0], hits(&[]));
}

pub fn accounts_aircraft_and_resources_are_found_by_what_belongs_to_them<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let account = desk.account("svc-camo").id;
    let described = DescribeAccount {
        name: "svc-camo",
        organisation: "Łódź Technics",
        email: "camo@northwind.example",
    };
    edit_account(store, &desk.caller(), account, &described).expect("in order");
    desk.aircraft("SP-KTA");
    assert_eq!(found(&desk, "technics")[1], hits(&[(Fit::Within, "svc-camo")]));
    for (text, fit) in [
        ("sp-kta", Fit::Exact),
        ("SPKTA", Fit::Exact),
        ("spk", Fit::Start),
        ("kta", Fit::Within),
    ] {
        assert_eq!(found(&desk, text)[2], hits(&[(fit, "SP-KTA")]), "{text}");
    }
    let flights = found(&desk, "flights");
    assert_eq!(flights[3].first(), hits(&[(Fit::Exact, "Flights")]).first());
}

pub fn a_person_is_found_by_their_name_and_e_mail_and_last_once_they_have_left<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let [bea, _] = ["Bea Nowak", "Cem Nowak"].map(|name| {
        let email = format!("{}@northwind.example", &name[..3].to_lowercase());
        let request = people::described(name, &email, Role::Auditor);
        add_person(store, &desk.caller(), &request).expect("in order").id
    });
    let nowak = |first, second| hits(&[(Fit::WordStart, first), (Fit::WordStart, second)]);
    assert_eq!(found(&desk, "nowak")[6], nowak("Bea Nowak", "Cem Nowak"));
    assert_eq!(found(&desk, "BEA@north")[6], hits(&[(Fit::Within, "Bea Nowak")]));
    person_left(store, &desk.caller(), bea).expect("there");
    assert_eq!(found(&desk, "nowak")[6], nowak("Cem Nowak", "Bea Nowak"));
}

pub fn a_template_is_found_by_its_name_and_what_it_is_for_until_it_is_deleted<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let request = DescribeTemplate {
        name: "Crew planning",
        summary: "Rosters and duties.",
        grants: desk.grants(&[("Duties", Level::View)]),
    };
    let template = create_template(store, &desk.caller(), &request).expect("in order");
    for (text, fit) in [
        ("crew", Fit::Start),
        ("planning", Fit::WordStart),
        ("rosters", Fit::Within),
    ] {
        assert_eq!(found(&desk, text)[4], hits(&[(fit, "Crew planning")]), "{text}");
    }
    delete_template(store, &desk.caller(), template.id).expect("nothing has it");
    assert_eq!(found(&desk, "crew planning")[4], hits(&[]));
}

pub fn a_fleet_group_is_found_by_its_name_until_it_is_deleted_and_an_aircraft_by_its_tag<S: Store>(
    store: &S,
) {
    let desk = Desk::open(store);
    let group = |name| DescribeGroup {
        name,
        members: DescribeMembers::Tagged("night mail"),
    };
    let mail = create_group(store, &desk.caller(), &group("Mail")).expect("in order");
    create_group(store, &desk.caller(), &group("Day mail")).expect("in order");
    let both = [(Fit::Exact, "Mail"), (Fit::WordStart, "Day mail")];
    assert_eq!(found(&desk, "mail")[5], hits(&both));
    delete_group(store, &desk.caller(), mail.id).expect("there");
    assert_eq!(found(&desk, "mail")[5], hits(&both[1..]));
    let tagged = DescribeAircraft {
        registration: "SP-KTA",
        icao_address: "",
        aircraft_type: "",
        operator: "",
        tags: &["Night mail".to_owned()],
    };
    add_aircraft(store, &desk.caller(), &tagged).expect("in order");
    assert_eq!(found(&desk, "night")[2], hits(&[(Fit::Within, "SP-KTA")]));
}

pub fn what_works_comes_before_what_has_ended_and_at_most_eight_of_a_kind_are_told<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-a").id;
    let ended = desk.key(owner, "feed-0").id;
    for number in 1..=8 {
        desk.key(owner, &format!("feed-{number}"));
    }
    revoke_key(store, &desk.caller(), ended).expect("live");
    let keys: Vec<String> = found(&desk, "feed")[0]
        .iter()
        .map(|(_, name)| name.clone())
        .collect();
    let expected: Vec<String> = (1..=8).map(|number| format!("feed-{number}")).collect();
    assert_eq!(keys, expected);
    assert_eq!(found(&desk, "feed-0")[0], hits(&[(Fit::Exact, "feed-0")]));

    let (a, b) = (desk.account("one-a"), desk.account("one-b"));
    disable_account(store, &desk.caller(), a.id).expect("enabled");
    assert_eq!(
        found(&desk, "one")[1],
        hits(&[(Fit::Start, b.name.as_str()), (Fit::Start, a.name.as_str())])
    );
    let gone = desk.aircraft("OK-AAA").id;
    desk.aircraft("OK-AAB");
    retire_aircraft(store, &desk.caller(), gone).expect("in service");
    assert_eq!(
        found(&desk, "ok-aa")[2],
        hits(&[(Fit::Start, "OK-AAB"), (Fit::Start, "OK-AAA")])
    );
}
