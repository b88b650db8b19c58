//! Other reminders for many keys at once.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::actor::Role;
use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::LifeRefusal;
use keytower_domain::party::PartyId;

use super::change_keys::{changing, these};
use super::desk::{Desk, changes, only};
use super::inventory::loaded;
use super::people::added;
use super::reminders::{choose, reminding};
use crate::{
    ChangeDays, ChangeKeysError, ChangeRefusal, ChangeReminders, KeyVerb, Reason, Store, confirm_key_changes,
    person_left, preview_key_changes,
};

fn remind(personnel: Option<Vec<PartyId>>, days: ChangeDays) -> KeyVerb {
    let personnel = personnel.map(|parties| parties.into_iter().collect());
    KeyVerb::Remind(ChangeReminders { personnel, days })
}

fn own(days: &[&str]) -> ChangeDays {
    ChangeDays::Own(days.iter().map(|day| (*day).to_owned()).collect())
}

fn sorted<const N: usize>(mut ids: [KeyId; N]) -> [KeyId; N] {
    ids.sort();
    ids
}

pub fn many_keys_get_other_reminders_with_an_event_each_and_the_ended_stay<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let mia = added(&desk, "Mia Berg", "", Role::None).id;
    let usual = desk.key(owner, "usual").id;
    let so = reminding(
        &desk,
        owner,
        "so already",
        choose([mia.into()], Some(&["30", "0"])),
    )
    .id;
    let other = reminding(&desk, owner, "others", choose([owner.into()], None)).id;
    let ended = desk.revoked_key(owner, "ended").id;
    let verb = remind(Some(vec![mia.into()]), own(&["0", "30"]));
    let plan = desk.preview(&these([usual, so, other, ended]), &verb);
    assert_eq!(changing(&plan), sorted([usual, other]));
    let mut refused = plan.refused.clone();
    refused.sort_by_key(|(id, _)| *id != so);
    let expected = [
        (so, ChangeRefusal::RemindsSo),
        (ended, ChangeRefusal::Life(LifeRefusal::Revoked)),
    ];
    assert_eq!(refused, expected);
    let (done, events) = desk.leaves(&[EventKind::KeyEdited, EventKind::KeyEdited], || {
        desk.confirm(&plan, "")
    });
    done.expect("as shown");
    let of_usual = events
        .iter()
        .find(|event| event.body.row == desk.kept_key(usual).digest())
        .expect("its event");
    let told = [
        ("personnel", None, Some("Mia Berg")),
        ("reminder_days", None, Some("30 days before, and when it expires")),
    ];
    assert_eq!(changes(of_usual), told);
    let kept = desk.kept_key(other).description.reminders;
    assert_eq!(kept, desk.kept_key(so).description.reminders);
    // Only when, and back to the workspace's days: whom they remind stays.
    let plan = desk.preview(&these([other]), &remind(None, ChangeDays::Workspace));
    desk.confirm(&plan, "").expect("as shown");
    let kept = desk.kept_key(other).description.reminders;
    assert!(kept.personnel.contains(mia.into()) && kept.days.own().is_none());
}

pub fn replacing_a_person_touches_only_keys_that_remind_them<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let mia = added(&desk, "Mia Berg", "", Role::None).id;
    let jan = added(&desk, "Jan Nowak", "", Role::None).id;
    let hers = reminding(&desk, owner, "hers", choose([mia.into(), owner.into()], None)).id;
    let both = reminding(&desk, owner, "both", choose([mia.into(), jan.into()], None)).id;
    let none = desk.key(owner, "none").id;
    person_left(store, &desk.caller(), mia).expect("was there");
    let verb = KeyVerb::ReplacePerson {
        from: mia.into(),
        to: jan.into(),
    };
    let plan = desk.preview(&these([hers, both, none]), &verb);
    assert_eq!(changing(&plan), sorted([hers, both]));
    assert_eq!(plan.refused, [(none, ChangeRefusal::RemindsThemNot)]);
    desk.confirm(&plan, "").expect("as shown");
    for (id, named) in [(hers, 2), (both, 1)] {
        let personnel = desk.kept_key(id).description.reminders.personnel;
        assert!(personnel.contains(jan.into()) && !personnel.contains(mia.into()));
        assert_eq!(personnel.len(), named);
    }
}

pub fn wrong_reminders_for_many_are_refused_before_and_after_the_preview<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed").id;
    let mia = added(&desk, "Mia Berg", "", Role::None).id;
    let gone = added(&desk, "Gone", "", Role::None).id;
    person_left(store, &desk.caller(), gone).expect("was there");
    let left = || Reason::PersonLeft("Gone".to_owned());
    let replace = KeyVerb::ReplacePerson {
        from: mia.into(),
        to: gone.into(),
    };
    for (verb, reason, field) in [
        (
            remind(None, own(&["7", "-1"])),
            Reason::ReminderDay { entry: 1, limit: 365 },
            "reminder_days",
        ),
        (remind(None, own(&[])), Reason::NoReminderDays, "reminder_days"),
        (
            remind(Some(vec![gone.into()]), ChangeDays::Keep),
            left(),
            "personnel",
        ),
        (replace, left(), "personnel"),
    ] {
        let refused =
            desk.refuses(|| preview_key_changes(&loaded(&desk), &desk.caller(), &these([key]), &verb));
        let ChangeKeysError::Invalid(wrong) = refused else {
            panic!("refused for another reason");
        };
        assert_eq!(vec![wrong], only(reason, field));
    }
    let plan = desk.preview(&these([key]), &remind(Some(vec![mia.into()]), ChangeDays::Keep));
    person_left(store, &desk.caller(), mia).expect("was there");
    let stale = desk.refuses(|| desk.confirm(&plan, ""));
    assert!(matches!(stale, ChangeKeysError::Stale));
}

pub fn stopped_at_any_of_them_no_reminders_have_changed<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let keys: Vec<KeyId> = (0..4)
        .map(|number| desk.key(owner, &number.to_string()).id)
        .collect();
    let plan = desk.preview(&these(keys.clone()), &remind(None, own(&["1"])));
    for stop_at in 0..=keys.len() {
        let goes_on = |done| done < stop_at;
        let stopped = desk.refuses(|| confirm_key_changes(store, &desk.caller(), &plan, "", goes_on));
        assert!(matches!(stopped, ChangeKeysError::Stopped));
    }
    desk.confirm(&plan, "").expect("nothing has changed");
}
