//! How soon the window can be used, and what memory it takes, on a vault of many keys: the last part of
//! `cargo xtask bench`, which names the folder of the vault in `KEYTOWER_BENCH`. To figures.json there it adds
//!
//! ```text
//! "window": {
//!   "bare":   of a window that says one word: milliseconds from the process's start until it is painted, MiB,
//!   "many":   of Keytower: milliseconds from the process's start until its first page is painted; from *Unlock*
//!             (the derivation, at its cheapest, included) to the list of keys; MiB with that list in sight,
//!   "beyond_the_bare_window": milliseconds of both together and MiB, less those of the bare window },
//! "background": of Keytower without a window, that reminds of a locked vault; once started so, once with its window
//!             closed: MiB, milliseconds of CPU time an hour, and wake-ups a minute of all its threads,
//! "bytes": of the program and of the packages, where they were made
//! ```
//! Milliseconds and MiB are medians; memory is the proportional set (PSS) of the program and all processes below it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs, thread};

use serde_json::{Value, json};

use super::app::{App, Computer, PROGRAM};
use super::background::{Alone, where_it_goes_on};
use super::desk::{close, titled, turn};
use super::reminders::vault_of_24_days_ago;
use super::wait::until;

/// As `src-tauri/crates/bench` has it.
const PASSWORD: &str = "a vault to be measured";
const ROUNDS: usize = 11;
/// Goes to the list as soon as there is a way to it, and says how long after *Unlock* its rows were there.
const WATCH: &str = "
  addEventListener('click', () => { window.unlocked ??= performance.now(); }, true);
  new MutationObserver(() => {
    if (!window.went) {
      const keys = [...document.querySelectorAll('nav a')].find((one) => one.textContent.trim().startsWith('Keys'));
      keys?.click();
      window.went = keys !== undefined;
    }
    if (document.querySelectorAll('[role=row]').length > 5) {
      window.listed ??= performance.now() - window.unlocked;
    }
  }).observe(document, { childList: true, subtree: true });
";
/// Looks, 20 ms apart, after which memory that didn't change is taken to stay as it is.
const SETTLED: u32 = 50;
/// For so long nobody does anything.
const IDLE: Duration = Duration::from_mins(1);

#[test]
#[ignore = "measures: cargo xtask bench"]
fn starting_and_memory_are_measured() {
    let _turn = turn();
    let folder = PathBuf::from(env::var_os("KEYTOWER_BENCH").expect("cargo xtask bench names the folder"));
    let computer = Computer::new();
    let bare_window = Path::new(PROGRAM).with_file_name("examples").join("bare_window");
    introduce(&computer, &folder.join("Many.keytower"));

    let (mut bare, mut bare_memory) = (Vec::new(), Vec::new());
    let (mut shown, mut listed, mut many_memory) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let app = computer.start_other(&bare_window);
        bare.push(painted(&app));
        bare_memory.push(memory(app.process));
        drop(app);

        let app = computer.start();
        shown.push(painted(&app));
        app.page.press("Many");
        app.page.type_into("Master password", PASSWORD);
        app.page.run(WATCH);
        app.page.press("Unlock");
        let listed_after = until("the list", || {
            app.page.run("return window.listed ?? null").as_f64()
        });
        listed.push(listed_after);
        many_memory.push(memory(app.process));
    }

    add(&folder, "bytes", sizes());
    let window = json!({
        "bare": { "milliseconds": median(&bare), "mib": median(&bare_memory) },
        "many": {
            "milliseconds_to_the_first_page": median(&shown),
            "milliseconds_from_unlock_to_the_list": median(&listed),
            "mib": median(&many_memory),
        },
        "beyond_the_bare_window": {
            "milliseconds": median(&shown) + median(&listed) - median(&bare),
            "mib": median(&many_memory) - median(&bare_memory),
        },
    });
    add(&folder, "window", window);
}

#[test]
#[ignore = "measures: cargo xtask bench"]
fn what_running_without_a_window_costs_is_measured() {
    let _turn = turn();
    let folder = PathBuf::from(env::var_os("KEYTOWER_BENCH").expect("cargo xtask bench names the folder"));
    let computer = where_it_goes_on();
    vault_of_24_days_ago(&computer, true);
    let started = Alone::start(&computer, &["--background"]);
    let started_so = idle(started.process());
    drop(started);
    let closed = Alone::start(&computer, &[]);
    close(&until("the window", || titled("Keytower")));
    let window_closed = idle(closed.process());
    let background = json!({ "started_so": started_so, "window_closed": window_closed });
    add(&folder, "background", background);
}

/// What a process costs that nobody uses.
#[expect(
    clippy::disallowed_methods,
    reason = "how long nobody does anything is what is measured"
)]
fn idle(process: u32) -> Value {
    let mib = memory(process);
    let before = (cpu_milliseconds(process), wake_ups(process));
    thread::sleep(IDLE);
    let cpu = cpu_milliseconds(process) - before.0;
    // Of a thread that has ended meanwhile nothing is known any more.
    let after = wake_ups(process);
    let woken: f64 = after
        .iter()
        .map(|(thread, count)| count - before.1.get(thread).unwrap_or(&0.0))
        .sum();
    json!({
        "mib": mib.round(),
        "cpu_milliseconds_an_hour": (cpu * 3600.0 / IDLE.as_secs_f64()).round(),
        "wake_ups_a_minute": (woken * 60.0 / IDLE.as_secs_f64()).round(),
    })
}

/// Of a process and all below it, as far as they were used.
fn cpu_milliseconds(process: u32) -> f64 {
    let used = |member: u32| {
        let stat = fs::read_to_string(format!("/proc/{member}/stat")).ok()?;
        let (_, rest) = stat.rsplit_once(") ")?;
        // The 14th and 15th fields, in hundredths of a second.
        Some((word(rest, 11) + word(rest, 12)) * 10.0)
    };
    family(process).into_iter().filter_map(used).sum()
}

/// How often each thread of a process, and of all below it, waited for something and was woken.
fn wake_ups(process: u32) -> HashMap<PathBuf, f64> {
    let tasks = |member| {
        fs::read_dir(format!("/proc/{member}/task"))
            .into_iter()
            .flatten()
            .flatten()
    };
    let threads = family(process)
        .into_iter()
        .flat_map(tasks)
        .map(|thread| thread.path());
    let counted = threads.filter_map(|thread| {
        let status = fs::read_to_string(thread.join("status")).ok()?;
        let count = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        Some((thread, word(count, 0)))
    });
    counted.collect()
}

/// Adds a part to what was measured before.
fn add(folder: &Path, part: &str, measured: Value) {
    let report = folder.join("figures.json");
    let text = fs::read_to_string(&report).expect("what was measured before");
    let mut figures: Value = serde_json::from_str(&text).expect("JSON");
    figures[part] = measured;
    let text = serde_json::to_string_pretty(&figures).expect("JSON");
    fs::write(&report, text).expect("a folder that can be written to");
}

/// Opens the vault once, so that the program asks for its password from the next start on.
fn introduce(computer: &Computer, vault: &Path) {
    let app = computer.start();
    let opened = app.page.invoke("open_vault", &json!({ "path": vault }));
    opened.expect("a vault");
    let unlocked = app.page.invoke("unlock_vault", &json!({ "password": PASSWORD }));
    unlocked.expect("the right password");
    app.terminate();
    app.wait_for_the_end();
}

fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2].round()
}

/// Milliseconds from a program's start until something stood in its window, by the page's own clock: nobody looks
/// while it draws.
fn painted(app: &App) -> f64 {
    let ago = until("a paint", || {
        let ago = app.page.run(
            "const paint = performance.getEntriesByName('first-contentful-paint')[0];
             return paint ? Date.now() - performance.timeOrigin - paint.startTime : null",
        );
        ago.as_f64()
    });
    age(app.process) - ago
}

/// Milliseconds since a process was started, to the kernel's hundredth of a second.
fn age(process: u32) -> f64 {
    let uptime = fs::read_to_string("/proc/uptime").expect("the computer's uptime");
    let uptime: f64 = word(&uptime, 0);
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
    // What follows the program's name, from the third field on: the 22nd is its start.
    let (_, rest) = stat.rsplit_once(") ").expect("a name in parentheses");
    let started: f64 = word(rest, 19);
    uptime * 1_000.0 - started * 10.0
}

fn word(text: &str, place: usize) -> f64 {
    let word = text.split_whitespace().nth(place).expect("a word there");
    word.parse().expect("a number")
}

/// MiB of a process and all below it, once that stays as it is.
fn memory(process: u32) -> f64 {
    let (mut last, mut same) = (0.0, 0);
    until("memory that stays as it is", || {
        let now: f64 = family(process).into_iter().filter_map(proportional_set).sum();
        same = if (now - last).abs() < 1.0 { same + 1 } else { 0 };
        if same == 0 {
            last = now;
        }
        (same > SETTLED).then_some(now)
    })
}

fn proportional_set(process: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    Some(word(line, 0) / 1_024.0)
}

/// A process and all below it.
fn family(process: u32) -> Vec<u32> {
    let mut below: HashMap<u32, Vec<u32>> = HashMap::new();
    let processes = fs::read_dir("/proc").expect("the processes").flatten();
    for child in processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok()) {
        let status = fs::read_to_string(format!("/proc/{child}/status")).unwrap_or_default();
        let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"));
        if let Some(parent) = parent.and_then(|parent| parent.trim().parse().ok()) {
            below.entry(parent).or_default().push(child);
        }
    }
    let mut family = vec![process];
    let mut place = 0;
    while let Some(member) = family.get(place) {
        family.extend(below.remove(member).unwrap_or_default());
        place += 1;
    }
    family
}

/// Bytes of the program, and of each package beside it.
fn sizes() -> Value {
    let bytes = |file: &Path| fs::metadata(file).map_or(0, |found| found.len());
    let mut sizes = serde_json::Map::new();
    sizes.insert("program".to_owned(), json!(bytes(Path::new(PROGRAM))));
    for kind in ["deb", "rpm"] {
        let folder = Path::new(PROGRAM).with_file_name("bundle").join(kind);
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let packages = files.map(|file| file.path());
        for package in packages.filter(|file| file.extension().is_some_and(|ending| ending == kind)) {
            sizes.insert(kind.to_owned(), json!(bytes(&package)));
        }
    }
    Value::Object(sizes)
}
