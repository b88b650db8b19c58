//! People.

use keytower_app::domain::actor::Action;
use keytower_app::domain::id::PersonId;
use keytower_app::domain::person::Person;
use keytower_app::domain::text::folded;
use keytower_app::{Store, add_person, edit_person, person_back, person_left, read_person};
use keytower_contract::{Answer, PersonDetail, PersonFields, PersonView};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn list_people(&self) -> Answer<Vec<PersonView>> {
        self.acting().caller().may(Action::Read)?;
        let inventory = self.inventory()?;
        let mut people: Vec<&Person> = inventory.people().collect();
        people.sort_by_cached_key(|person| (folded(&person.description.name), person.id));
        Ok(people
            .into_iter()
            .map(|person| self.person_view(person))
            .collect())
    }

    pub(crate) fn person(&self, id: PersonId) -> Answer<PersonDetail> {
        let dossier = read_person(&self.store, &self.acting().caller(), id)?;
        Ok(PersonDetail::of(&dossier, self.acting.is(dossier.person.id)))
    }

    pub(crate) fn add_person(&self, fields: &PersonFields) -> Answer<PersonView> {
        let person = add_person(&self.store, &self.acting().caller(), &fields.described())?;
        Ok(self.person_view(&person))
    }

    pub(crate) fn edit_person(&self, id: PersonId, fields: &PersonFields) -> Answer<PersonView> {
        let person = edit_person(&self.store, &self.acting().caller(), id, &fields.described())?;
        self.follow_holder()?;
        Ok(self.person_view(&person))
    }

    pub(crate) fn person_left(&self, id: PersonId) -> Answer<PersonView> {
        let person = person_left(&self.store, &self.acting().caller(), id)?;
        self.follow_holder()?;
        Ok(self.person_view(&person))
    }

    pub(crate) fn person_back(&self, id: PersonId) -> Answer<PersonView> {
        let person = person_back(&self.store, &self.acting().caller(), id)?;
        self.follow_holder()?;
        Ok(self.person_view(&person))
    }

    fn person_view(&self, person: &Person) -> PersonView {
        PersonView::of(person, self.acting.is(person.id))
    }
}
