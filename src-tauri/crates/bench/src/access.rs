//! Rights among many accounts, keys and resources, all of whose access comes through one template: what a key may do
//! now, whether it is good for what is asked of it, and what another template would do to all of them.

use std::error::Error;
use std::hint::black_box;

use keytower_app::domain::access::{Grants, Level, Rights};
use keytower_app::domain::aircraft_scope::AircraftScope;
use keytower_app::domain::id::{AircraftId, KeyId, ResourceId, TemplateId};
use keytower_app::domain::key_text::KeyText;
use keytower_app::{
    AskedResource, Caller, CreateWorkspace, DescribeAccount, DescribeGroup, DescribeMembers,
    DescribeResource, DescribeTemplate, EditAccess, Inventory, Preset, Store as _, StoreError, VerifyKey,
    add_resource, create_account, create_group, create_template, create_workspace, edit_access, generate_key,
    preview_template, verify_whole,
};
use keytower_store_sqlite::SqliteStore;
use serde_json::{Value, json};

use crate::computer::{SystemClock, SystemEntropy, timed};
use crate::spread::Spread;
use crate::vault::{actor, fleet, request};

/// Resources in the catalogue, all of which the template grants.
const RESOURCES: usize = 200;
/// Keys of each account. The first has all that its owner has, the others a part of it.
const KEYS_OF_ACCOUNT: u32 = 10;
/// Aircraft in the fleet.
const AIRCRAFT: u32 = 500;
/// Resources of a key that has a part.
const CHOSEN: usize = 20;
/// Times that each is measured.
const ASKED: usize = 20_000;
const PREVIEWED: usize = 9;

/// Measures it in memory, with so many keys.
pub fn measure(keys: u32) -> Result<Value, Box<dyn Error>> {
    let store = SqliteStore::in_memory()?;
    let actor = actor();
    let caller = Caller {
        actor: &actor,
        origin: "bench",
        clock: &SystemClock,
        entropy: &SystemEntropy,
    };
    let (resources, template) = catalogue(&store, &caller)?;
    let fleet = fleet(&store, &caller, AIRCRAFT)?;
    let texts = fill(&store, &caller, &resources, template, &fleet, keys)?;
    let ids: Vec<KeyId> = texts.iter().map(KeyText::key_id).collect();
    let mut inventory = Inventory::default();
    store.read(|tx| inventory.refresh(tx))?;

    let mut effective = Spread::default();
    for number in 0..ASKED {
        let id = ids[number * 7_919 % ids.len()];
        let (rights, milliseconds) = timed(|| {
            let key = inventory.key(id)?;
            Some(key.description.rights.effective(inventory.access(key.owner)?))
        });
        black_box(rights.ok_or("a key that isn't there")?);
        effective.add(milliseconds * 1_000.0);
    }
    let narrower: Grants = resources[1..].iter().map(|id| (*id, Level::View)).collect();
    let (mut preview, mut touched) = (Spread::default(), 0);
    for _ in 0..PREVIEWED {
        let (judged, milliseconds) = timed(|| preview_template(&inventory, &caller, template, &narrower));
        touched = judged?.narrowed;
        preview.add(milliseconds);
    }
    let verify = verify(&store, &inventory, &texts, &fleet, &resources)?;
    Ok(json!({
        "accounts": keys / KEYS_OF_ACCOUNT,
        "keys": ids.len(),
        "resources": RESOURCES,
        "effective_microseconds": effective.report(),
        "verify_microseconds": verify.report(),
        "template_preview": preview.report(),
        "template_narrows": touched,
    }))
}

/// A catalogue, and a template that grants all of it.
fn catalogue(
    store: &SqliteStore,
    caller: &Caller<'_>,
) -> Result<(Vec<ResourceId>, TemplateId), Box<dyn Error>> {
    let workspace = CreateWorkspace {
        name: "Access",
        time_zone: "UTC",
        preset: Preset::Generic,
    };
    create_workspace(store, caller, &workspace)?;
    let mut resources = Vec::with_capacity(RESOURCES);
    for number in 0..RESOURCES {
        let (title, code) = (format!("Resource {number:03}"), format!("R{number:03}"));
        let described = DescribeResource {
            title: &title,
            group: "All",
            summary: "",
            levels: vec![(Level::View, &code)],
        };
        resources.push(add_resource(store, caller, &described)?.id);
    }
    let described = DescribeTemplate {
        name: "All",
        summary: "",
        grants: resources.iter().map(|id| (*id, Level::View)).collect(),
    };
    let template = create_template(store, caller, &described)?.id;
    Ok((resources, template))
}

/// A whole key, a resource's permission code and a registration at a time, from the inventory in memory: what a server
/// answers with, the wire left out. Two of three are denied something.
fn verify(
    store: &SqliteStore,
    inventory: &Inventory,
    texts: &[KeyText],
    fleet: &[AircraftId],
    resources: &[ResourceId],
) -> Result<Spread, Box<dyn Error>> {
    let pepper = store.read::<_, StoreError>(|tx| tx.secrets())?.pepper;
    let now = inventory.now(&SystemClock);
    let code = |number: usize| {
        let resource = inventory.resource(resources[number * 31 % resources.len()])?;
        let level = resource.description.levels.values().next()?;
        Some(AskedResource::Code(level.as_str().to_owned()))
    };
    let registration = |number: usize| {
        let aircraft = inventory.fleet().aircraft(fleet[number * 17 % fleet.len()])?;
        Some(aircraft.description.registration.as_str().to_owned())
    };
    let mut spread = Spread::default();
    for number in 0..ASKED {
        let presented = texts[number * 7_919 % texts.len()].reveal();
        let request = VerifyKey {
            resource: code(number).ok_or("a resource that isn't there")?,
            aircraft: registration(number).ok_or("an aircraft that isn't there")?,
            address: "203.0.113.7".to_owned(),
        };
        let (answer, milliseconds) = timed(|| {
            let asked = request.asked(inventory)?;
            let text = KeyText::parse(presented)?;
            Ok::<_, Box<dyn Error>>(verify_whole(inventory, &pepper, now, &text, &asked)?)
        });
        black_box(answer?);
        spread.add(milliseconds * 1_000.0);
    }
    Ok(spread)
}

/// Keys for the whole fleet, for some aircraft and for a group, in turn.
fn fill(
    store: &SqliteStore,
    caller: &Caller<'_>,
    resources: &[ResourceId],
    template: TemplateId,
    fleet: &[AircraftId],
    keys: u32,
) -> Result<Vec<KeyText>, Box<dyn Error>> {
    let described = DescribeGroup {
        name: "A third",
        members: DescribeMembers::Chosen(fleet.iter().copied().step_by(3).collect()),
    };
    let group = create_group(store, caller, &described)?.id;
    let scopes = [
        AircraftScope::WholeFleet,
        AircraftScope::Only(fleet.iter().copied().take(5).collect()),
        AircraftScope::Only([group].into()),
    ];
    let mut texts = Vec::new();
    let access = EditAccess {
        grants: Grants::none(),
        templates: [template].into(),
        scope: AircraftScope::WholeFleet,
    };
    for account in 0..keys / KEYS_OF_ACCOUNT {
        let name = format!("svc-{account}");
        let described = DescribeAccount {
            name: &name,
            organisation: "",
            email: "keys@northwind.example",
        };
        let owner = create_account(store, caller, &described)?.id;
        edit_access(store, caller, owner.into(), &access)?;
        for number in 0..KEYS_OF_ACCOUNT {
            let from = (account as usize * 3 + number as usize * 17) % resources.len();
            let part = resources.iter().cycle().skip(from).step_by(3).take(CHOSEN);
            let rights = if number == 0 {
                Rights::AllOfOwner
            } else {
                Rights::Chosen(part.map(|id| (*id, Level::View)).collect())
            };
            let name = format!("key-{number}");
            let scope = scopes[number as usize % scopes.len()].clone();
            let mut wanted = request(owner, name, rights, scope, 180);
            wanted.networks = vec!["203.0.113.0/24".to_owned(), "2001:db8::/32".to_owned()];
            texts.push(generate_key(store, caller, &wanted)?.text);
        }
    }
    Ok(texts)
}
