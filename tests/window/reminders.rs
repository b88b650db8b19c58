//! Reminders on the desktop: shown by a real daemon, and leading to the key in the real window.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use keytower::data_folder::DataFolder;
use keytower::session::{Computer as Machine, Session};
use keytower::shell::{Shell, Target, TrayView};
use keytower::system::SystemClock;
use keytower_app::Clock;
use keytower_app::domain::time::Instant;
use keytower_contract::{
    AccountFields, AircraftScope, CreateVault, Expiry, GenerateKey, Notice, Reminders, ResourcePreset, Rights,
};

use super::app::Computer;
use super::desk::{said, turn};
use super::steps::{PASSWORD, VAULT};
use super::wait::until;

/// A clock that is so many days slow.
struct Slow(i64);

impl Clock for Slow {
    fn now(&self) -> Instant {
        SystemClock.now() - chrono::TimeDelta::days(self.0)
    }
}

/// Nobody is at the window.
struct Nobody;

#[async_trait::async_trait]
impl Shell for Nobody {
    fn tell(&self, _: Notice) {}
    fn raise(&self) {}
    fn tray(&self, _: Option<TrayView>) {}
    async fn choose_folder(&self, _: &str) -> Option<std::path::PathBuf> {
        None
    }
    async fn choose_file(&self, _: &str, _: &str) -> Option<std::path::PathBuf> {
        None
    }
    async fn choose_target(&self, _: &str, _: &str) -> Option<Target> {
        None
    }
}

/// A vault that was made 24 days ago, with a key for 30 days; whether this computer reminds while it is locked. Answers
/// the key's id.
pub(super) fn vault_of_24_days_ago(computer: &Computer, standby: bool) -> String {
    with_keys(computer, standby, &["<b>ops-feed</b>"]).remove(0)
}

/// The same with keys of those names.
fn with_keys(computer: &Computer, standby: bool, names: &[&str]) -> Vec<String> {
    let folder = DataFolder::at(computer.data());
    let machine = Machine {
        clock: Arc::new(Slow(24)),
        watches_system: false,
        ..Machine::this(folder)
    };
    let session = Session::new(Arc::new(Nobody), machine);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("threads");
    let keys = runtime.block_on(async {
        let vault = CreateVault {
            name: VAULT.to_owned(),
            your_name: "Ada Nováková".to_owned(),
            preset: ResourcePreset::Leon,
            password: PASSWORD.to_owned(),
            time_zone: "UTC".to_owned(),
        };
        session.create_vault(vault).await.expect("a new vault");
        let backend = session.backend().expect("an open vault");
        let fields = AccountFields {
            name: "svc-opscontrol".to_owned(),
            organisation: String::new(),
            email: "ops@example.org".to_owned(),
        };
        let owner = backend.create_account(fields).await.expect("a free name");
        let resources = backend.list_resources().await.expect("Leon's");
        let request = |name: &str| GenerateKey {
            owner_id: owner.account_id.clone(),
            name: name.to_owned(),
            description: String::new(),
            rights: Rights::Chosen {
                grants: vec![keytower_contract::Grant {
                    resource_id: resources[0].resource_id.clone(),
                    level: resources[0].levels[0].level,
                }],
            },
            scope: AircraftScope::WholeFleet,
            expiry: Expiry::Days { days: 30 },
            networks: Vec::new(),
            renewal_days: 180,
            reminders: Reminders::default(),
            approved_by: String::new(),
            reason: String::new(),
            replaces: None,
        };
        let mut keys = Vec::new();
        for name in names {
            let generated = session.generate_key(request(name)).await.expect("in order");
            keys.push(generated.key.key_id.clone());
            session.confirm_stored().await.expect("it is shown");
        }
        if standby {
            session.set_standby(true).await.expect("a keyring");
        }
        keys
    });
    session.shut();
    keys
}

/// The notification daemon, on the desk's bus; ended with the test.
pub(super) struct Dunst(Child);

impl Dunst {
    pub(super) fn start() -> Self {
        let dunst = Command::new("dunst")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let dunst = Self(dunst.expect("dunst starts"));
        let name = "org.freedesktop.Notifications";
        said("gdbus", &["wait", "--session", "--timeout=20", name]).expect("dunst answers");
        dunst
    }

    /// How many notifications are in sight.
    pub(super) fn displayed() -> u32 {
        let count = said("dunstctl", &["count", "displayed"]).expect("dunst answers");
        count.trim().parse().expect("a number")
    }
}

impl Drop for Dunst {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_at(app: &super::app::App, end: &str) {
    until(end, || {
        app.page.driver.address().ok()?.ends_with(end).then_some(())
    });
}

#[test]
fn a_notification_of_the_desktop_leads_to_its_key_also_once_the_vault_was_locked() {
    let _turn = turn();
    let computer = Computer::new();
    let key = vault_of_24_days_ago(&computer, false);
    let _dunst = Dunst::start();
    let app = computer.start();
    app.open_again();
    until("a notification", || (Dunst::displayed() == 1).then_some(()));
    until("the bell", || {
        app.page.offers("Reminders, 1 new one").then_some(())
    });
    app.page.press("Reminders, 1 new one");
    app.page.wait_for_text("expires in 6 days");
    app.page.picture("bell");
    app.page.chord(&["\u{e00c}"]);

    app.lock();
    said("dunstctl", &["action"]).expect("dunst answers");
    app.page
        .wait_for_text("A link leads to a key in this vault. It is shown once the vault is unlocked.");
    app.unlock();
    is_at(&app, &format!("#/keys/{key}"));
    app.page.wait_for_text("<b>ops-feed</b>");
    app.terminate();
    app.wait_for_the_end();
    assert_eq!(Dunst::displayed(), 0, "it isn't said again");
}

#[test]
fn a_notification_of_many_leads_to_the_bell_once_the_vault_is_unlocked() {
    let _turn = turn();
    let computer = Computer::new();
    with_keys(&computer, false, &["feed-1", "feed-2", "feed-3", "feed-4"]);
    let _dunst = Dunst::start();
    let app = computer.start();
    app.open_again();
    until("one notification", || (Dunst::displayed() == 1).then_some(()));
    app.lock();
    said("dunstctl", &["action"]).expect("dunst answers");
    app.page
        .wait_for_text("What you are reminded of is shown once the vault is unlocked.");
    app.unlock();
    for name in ["feed-1", "feed-4"] {
        app.page.wait_for_text(&format!("{name} expires in 6 days"));
    }
}

#[test]
fn without_a_daemon_the_bell_rings_all_the_same() {
    let _turn = turn();
    let computer = Computer::new();
    vault_of_24_days_ago(&computer, false);
    let app = computer.start();
    app.open_again();
    until("the bell", || {
        app.page.offers("Reminders, 1 new one").then_some(())
    });
}
