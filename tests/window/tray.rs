//! The tray, as a desktop has it: a watcher that icons register with, and their menus over the bus.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::blocking::{Connection, Proxy, connection};
use zbus::message::Header;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use super::app::{Computer, PROGRAM};
use super::background::{Alone, where_it_goes_on};
use super::desk::{titled, turn};
use super::wait::until;

const MENU: &str = "com.canonical.dbusmenu";

/// Where an icon is: its owner on the bus, and its path.
type Item = (String, String);

/// A line as a menu tells it: its number, its properties, and the lines below it.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

#[derive(Clone, Default)]
struct Registered(Arc<Mutex<Vec<Item>>>);

impl Registered {
    fn newest(&self) -> Option<Item> {
        let items = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        items.last().cloned()
    }
}

#[expect(
    clippy::needless_pass_by_value,
    clippy::unused_self,
    reason = "that is how zbus calls them"
)]
#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Registered {
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        // An icon gives its path, or its name on the bus where its path is the usual one.
        let (owner, path) = if service.starts_with('/') {
            let sender = header.sender().expect("a bus says who sends");
            (sender.to_string(), service.to_owned())
        } else {
            (service.to_owned(), "/StatusNotifierItem".to_owned())
        };
        let mut items = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        items.push((owner, path));
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// A desktop that shows icons, on the desk's bus; gone with the test.
pub(super) struct Watcher {
    bus: Connection,
    registered: Registered,
}

/// One line of a menu.
#[derive(Debug)]
pub(super) struct Line {
    id: i32,
    label: String,
    enabled: bool,
}

impl Watcher {
    pub(super) fn start() -> Self {
        let registered = Registered::default();
        let bus = connection::Builder::session()
            .and_then(|bus| bus.serve_at("/StatusNotifierWatcher", registered.clone()))
            .and_then(|bus| bus.name("org.kde.StatusNotifierWatcher"))
            .and_then(connection::Builder::build);
        Self {
            bus: bus.expect("the desk has a bus"),
            registered,
        }
    }

    /// The menu of the icon that came last.
    pub(super) fn menu(&self) -> Vec<Line> {
        until("an icon with a menu", || {
            self.lines().ok().filter(|lines| !lines.is_empty())
        })
    }

    /// The menu, once its first line says that.
    fn menu_that_says(&self, first: &str) -> Vec<Line> {
        until(&format!("“{first}” in the tray"), || {
            let lines = self.lines().ok()?;
            (lines.first()?.label == first).then_some(lines)
        })
    }

    fn lines(&self) -> zbus::Result<Vec<Line>> {
        let (menu, owner) = self.menu_of_the_newest()?;
        let menu = Proxy::new(&self.bus, owner, menu, MENU)?;
        let no_names: &[&str] = &[];
        let (_, (_, _, children)): (u32, Layout) = menu.call("GetLayout", &(0, -1, no_names))?;
        let lines = children.into_iter().filter_map(|child| {
            let (id, says, _): Layout = child.try_into().ok()?;
            let text = says
                .get("label")
                .and_then(|label| label.downcast_ref::<&str>().ok())?;
            Some(Line {
                id,
                label: text.replace("__", "_"),
                enabled: says
                    .get("enabled")
                    .is_none_or(|enabled| enabled.downcast_ref::<bool>() != Ok(false)),
            })
        });
        Ok(lines.collect())
    }

    fn menu_of_the_newest(&self) -> zbus::Result<(OwnedObjectPath, String)> {
        let (owner, path) = self
            .registered
            .newest()
            .ok_or_else(|| zbus::Error::Failure("no icon".to_owned()))?;
        let icon = Proxy::new(&self.bus, owner.clone(), path, "org.kde.StatusNotifierItem")?;
        Ok((icon.get_property("Menu")?, owner))
    }

    /// Chooses a line of the menu.
    fn choose(&self, label: &str) {
        let lines = self.menu();
        let line = lines.iter().find(|line| line.label == label);
        let line = line.unwrap_or_else(|| panic!("no {label} in {lines:?}"));
        let (menu, owner) = self.menu_of_the_newest().expect("an icon");
        let menu = Proxy::new(&self.bus, owner, menu, MENU).expect("a menu");
        let chosen: zbus::Result<()> = menu.call("Event", &(line.id, "clicked", Value::from(0), 0_u32));
        chosen.expect("the menu answers");
    }

    /// Whether the icon that came last is gone, or no longer to be shown.
    fn shows_nothing(&self) -> bool {
        let Some((owner, path)) = self.registered.newest() else {
            return true;
        };
        let icon = Proxy::new(&self.bus, owner, path, "org.kde.StatusNotifierItem");
        let status: zbus::Result<String> = icon.and_then(|icon| icon.get_property("Status"));
        !status.is_ok_and(|status| status == "Active")
    }
}

fn labels(lines: &[Line]) -> Vec<(&str, bool)> {
    lines.iter().map(|line| (&*line.label, line.enabled)).collect()
}

fn menu(first: &str, can_lock: bool) -> Vec<(&str, bool)> {
    vec![
        (first, false),
        ("Open Keytower", true),
        ("Lock", can_lock),
        ("Quit Keytower", true),
    ]
}

#[test]
fn the_tray_says_what_ends_next_locks_opens_the_window_and_quits() {
    let _turn = turn();
    let watcher = Watcher::start();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    app.generate("ops_feed & co");
    assert!(watcher.shows_nothing(), "not where the window is all there is");
    app.page.press("Settings");
    app.page.flip("Keep running");
    assert_eq!(labels(&watcher.menu())[1..], menu("", true)[1..]);
    // What was generated is looked at with the next look: at the latest when the vault is opened.
    app.lock();
    assert_eq!(labels(&watcher.menu_that_says("Locked")), menu("Locked", false));
    app.unlock();
    let next = until("what ends next", || {
        let lines = watcher.lines().ok()?;
        let first = lines.first()?.label.clone();
        first
            .starts_with("Next: ops_feed & co of svc-opscontrol, ")
            .then_some(first)
    });
    assert_eq!(labels(&watcher.menu()), menu(&next, true));
    watcher.choose("Lock");
    app.page.wait_for_text("Locked as you asked.");
    app.page.press("Other vault…");
    watcher.menu_that_says("No vault is open");
}

#[test]
fn the_tray_opens_the_window_and_quits_while_there_is_none() {
    let _turn = turn();
    let watcher = Watcher::start();
    let computer = where_it_goes_on();
    let mut alone = Alone::start(&computer, &["--background"]);
    let lines = watcher.menu_that_says("No vault is open");
    assert_eq!(labels(&lines), menu("No vault is open", false));
    assert_eq!(titled("Keytower"), None);
    watcher.choose("Open Keytower");
    until("the window", || titled("Keytower"));
    watcher.choose("Quit Keytower");
    alone.ends();
    assert!(watcher.shows_nothing());
    let icons = fs::read_dir(computer.data().join("tray")).map(Iterator::count);
    assert_eq!(icons.unwrap_or(0), 0, "its file is gone too");
}

#[test]
fn without_a_tray_the_program_goes_on_all_the_same() {
    let _turn = turn();
    // Nothing shows icons.
    goes_on(&where_it_goes_on(), &[]);
    // The library isn't there: files in its place that are none can't be loaded either.
    let computer = where_it_goes_on();
    let folder = computer.folder().join("libraries");
    fs::create_dir(&folder).expect("writable");
    for name in ["libayatana-appindicator3.so", "libappindicator3.so"] {
        fs::write(folder.join(name), "").expect("writable");
        fs::write(folder.join(format!("{name}.1")), "").expect("writable");
    }
    let watcher = Watcher::start();
    goes_on(&computer, &[("LD_LIBRARY_PATH", folder.as_os_str())]);
    assert_eq!(watcher.registered.newest(), None);
    let log = fs::read_to_string(computer.folder().join("log")).expect("a log");
    assert!(log.contains("Failed to load ayatana-appindicator3"), "{log}");
}

fn goes_on(computer: &Computer, variables: &[(&str, &OsStr)]) {
    let app = computer.start_with(Path::new(PROGRAM), |command| {
        command.envs(variables.iter().copied());
    });
    app.create_vault();
    app.lock();
    app.terminate();
    app.wait_for_the_end();
}
