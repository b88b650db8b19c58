//! People.

use keytower_app::domain::access::Grants;
use keytower_app::domain::actor::Action;
use keytower_app::domain::id::PersonId;
use keytower_app::domain::person::Person;
use keytower_app::domain::text::folded;
use keytower_app::{
    Inventory, Store, Tally, add_person, edit_person, person_back, person_left, preview_role, read_person,
};
use keytower_contract::{AccessPreview, Answer, PersonDetail, PersonFields, PersonView, Role};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn list_people(&self) -> Answer<Vec<PersonView>> {
        self.acting().caller().may(Action::Read)?;
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        let mut people: Vec<&Person> = inventory.people().collect();
        people.sort_by_cached_key(|person| (folded(&person.description.name), person.id));
        Ok(people
            .into_iter()
            .map(|person| self.view_of(person, inventory, tally))
            .collect())
    }

    pub(crate) fn person(&self, id: PersonId) -> Answer<PersonDetail> {
        let dossier = read_person(&self.store, &self.acting().caller(), id)?;
        let mut inventory = self.inventory()?;
        let keys = self.counted(&mut inventory).1.of_owner(id.into());
        Ok(PersonDetail::of(&dossier, self.acting.is(id), keys))
    }

    pub(crate) fn add_person(&self, fields: &PersonFields) -> Answer<PersonView> {
        let person = add_person(&self.store, &self.acting().caller(), &fields.described())?;
        self.person_view(&person)
    }

    pub(crate) fn edit_person(&self, id: PersonId, fields: &PersonFields) -> Answer<PersonView> {
        let person = edit_person(&self.store, &self.acting().caller(), id, &fields.described())?;
        self.follow_holder()?;
        self.person_view(&person)
    }

    pub(crate) fn person_left(&self, id: PersonId) -> Answer<PersonView> {
        let person = person_left(&self.store, &self.acting().caller(), id)?;
        self.follow_holder()?;
        self.person_view(&person)
    }

    pub(crate) fn person_back(&self, id: PersonId) -> Answer<PersonView> {
        let person = person_back(&self.store, &self.acting().caller(), id)?;
        self.follow_holder()?;
        self.person_view(&person)
    }

    pub(crate) fn preview_role(&self, id: PersonId, role: Role) -> Answer<AccessPreview> {
        let inventory = self.inventory()?;
        let preview = preview_role(&inventory, &self.acting().caller(), id, role.into())?;
        Ok(AccessPreview::of(&preview, &inventory))
    }

    fn person_view(&self, person: &Person) -> Answer<PersonView> {
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        Ok(self.view_of(person, inventory, tally))
    }

    fn view_of(&self, person: &Person, inventory: &Inventory, tally: &Tally) -> PersonView {
        let owner = person.id.into();
        let resources = inventory.access(owner).map_or(0, Grants::len);
        PersonView::of(
            person,
            self.acting.is(person.id),
            resources,
            tally.of_owner(owner),
        )
    }
}
