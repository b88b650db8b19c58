//! What an image of the locked process's memory would hold.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::app::Computer;
use super::desk::turn;
use super::steps::PASSWORD;

/// What is here of the key and of the master password in types of our own is gone once the vault is locked. What
/// may remain are the bodies of the page's requests and of their answers, which WebKit and wry free without wiping
/// them: these are only printed.
#[test]
fn the_locked_process_holds_neither_the_key_nor_the_password_but_for_what_webkit_was_sent() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    // The driver's answers pass through the process as well: the key is never asked of it.
    let request = app.request("ops-feed");
    app.page.run_with(
        "window.__TAURI_INTERNALS__.invoke('generate_key', { request: arguments[0] })
           .then((generated) => { window.generated = generated.key.key_id; })",
        &json!([request]),
    );
    let id = app.page.wait_for("a key", |_| {
        let id = app.page.run("return window.generated ?? null");
        id.as_str().map(str::to_owned)
    });
    let open = found(&computer, app.process, &id);
    assert!(
        open.keys > 0,
        "the key can't even be found while it is shown: {open:?}"
    );
    app.lock();
    let locked = found(&computer, app.process, &id);
    println!(
        "between quotes: {} while open, {} once locked",
        open.in_bodies, locked.in_bodies
    );
    assert_eq!((locked.keys, locked.passwords), (0, 0), "{locked:?}");

    let limits = fs::read_to_string(format!("/proc/{}/limits", app.process)).expect("the process's limits");
    let core = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max core file size"))
        .expect("a limit of core files");
    let core: Vec<&str> = core.split_whitespace().take(2).collect();
    assert_eq!(core, ["0", "0"], "soft and hard limit");
}

/// How many copies there are.
#[derive(Debug)]
struct Found {
    /// Of the key, outside the bodies of requests.
    keys: usize,
    /// Of the password, outside the bodies of requests.
    passwords: usize,
    /// Of either, between quotes, as requests and their answers have them.
    in_bodies: usize,
}

/// What is in the memory of a process.
fn found(computer: &Computer, process: u32, key_id: &str) -> Found {
    let image = computer.folder().join("memory");
    write_image(process, &image);
    let key = format!("ktw_{key_id}_[A-Za-z0-9]{{49}}");
    let found = Found {
        keys: count(&image, &format!("(^|[^\"]){key}")),
        passwords: count(&image, &format!("(^|[^\"]){PASSWORD}")),
        in_bodies: count(&image, &format!("\"({key}|{PASSWORD})")),
    };
    fs::remove_file(image).expect("the image is removed");
    found
}

/// How often a pattern is found. An image has tens of megabytes: grep is quick, a debug build is not.
fn count(image: &Path, pattern: &str) -> usize {
    let output = Command::new("grep")
        .env("LC_ALL", "C")
        .args(["--text", "--only-matching", "--extended-regexp", "-e", pattern])
        .arg(image)
        .output()
        .expect("grep starts");
    String::from_utf8_lossy(&output.stdout).lines().count()
}

/// Writes what of a process's memory is there: it reserves a thousand times as much.
fn write_image(process: u32, image: &Path) {
    const PAGE: u64 = 4096;
    /// Bits 62 and 63 of an entry: swapped out, present.
    const THERE: u64 = 0b11 << 62;
    let open = |what: &str| File::open(format!("/proc/{process}/{what}")).expect(what);
    let (mut memory, mut pages) = (open("mem"), open("pagemap"));
    let mut image = File::create(image).expect("an image");
    let maps = io::read_to_string(open("maps")).expect("the process's regions");
    for line in maps.lines() {
        let mut fields = line.split_whitespace();
        let (Some(range), Some("rw-p")) = (fields.next(), fields.next()) else {
            continue;
        };
        let Some((from, to)) = range.split_once('-') else {
            continue;
        };
        let page = |text| u64::from_str_radix(text, 16).expect("an address") / PAGE;
        let (from, to) = (page(from), page(to));
        pages.seek(SeekFrom::Start(from * 8)).expect("the region's pages");
        let mut entries = Vec::new();
        pages
            .by_ref()
            .take((to - from) * 8)
            .read_to_end(&mut entries)
            .expect("the region's pages");
        for (number, entry) in (from..to).zip(entries.as_chunks::<8>().0) {
            if u64::from_le_bytes(*entry) & THERE == 0 {
                continue;
            }
            memory.seek(SeekFrom::Start(number * PAGE)).expect("a page");
            // A page that went away meanwhile is left out.
            let _ = io::copy(&mut memory.by_ref().take(PAGE), &mut image);
        }
    }
}
