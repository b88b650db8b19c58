//! `cargo xtask fuzz`: has libFuzzer look for inputs that break what the checks in `src-tauri/fuzz/checks` say.

use std::fs;
use std::path::PathBuf;

use crate::setup::{Purpose, setup};
use crate::step::{Failure, Outcome, run, succeeds};
use crate::workspace;

/// The checks, each of which is a target.
const TARGETS: &[&str] = &[
    "key_text",
    "vault_header",
    "fleet_csv",
    "resource_document",
    "uses_csv",
];

/// How long each is tried, unless it is said.
const SECONDS: &str = "60";

/// The version that the options below are of.
const CARGO_FUZZ: &str = "cargo-fuzz@0.13.2";

/// How one is called.
const USAGE: &str = "cargo xtask fuzz [<target>] [--seconds <number>]";

/// Tries the targets that are asked for, each for so long, and stops at the first that fails.
pub fn fuzz(words: &[&str]) -> Outcome {
    let (targets, seconds) = understood(words)?;
    if cfg!(windows) {
        return Err(Failure::new("libFuzzer is run on Linux and macOS only."));
    }
    setup(Purpose::Run)?;
    if !succeeds("cargo-fuzz", &["--version"]) {
        run(&mut workspace::cargo(&["install", "--locked", CARGO_FUZZ]))?;
    }
    targets.into_iter().try_for_each(|target| attack(target, seconds))
}

/// Which targets, and how long.
fn understood<'a>(words: &[&'a str]) -> Outcome<(Vec<&'a str>, &'a str)> {
    let (target, seconds) = match words {
        [] => (None, SECONDS),
        ["--seconds", seconds] => (None, *seconds),
        [target] => (Some(*target), SECONDS),
        [target, "--seconds", seconds] => (Some(*target), *seconds),
        _ => return Err(Failure::new(format!("that is not understood. {USAGE}"))),
    };
    if seconds.parse::<u32>().is_err() {
        return Err(Failure::new(format!(
            "`{seconds}` is no number of seconds. {USAGE}"
        )));
    }
    match target {
        None => Ok((TARGETS.to_vec(), seconds)),
        Some(target) if TARGETS.contains(&target) => Ok((vec![target], seconds)),
        Some(other) => Err(Failure::new(format!(
            "there is no target `{other}`; the targets are {}.",
            TARGETS.join(", ")
        ))),
    }
}

/// What is found anew goes among what is built; the committed corpus is only read.
fn attack(target: &str, seconds: &str) -> Outcome {
    let found = folder("found", target)?;
    let failing = folder("failing", target)?;
    let fuzz = workspace::root().join("src-tauri/fuzz");
    // Without a sanitizer, which would take a nightly toolchain: no code that these targets reach is unsafe.
    let mut command = workspace::cargo(&["fuzz", "run", "--sanitizer", "none", "--fuzz-dir"]);
    command
        .arg(&fuzz)
        .arg("--target-dir")
        .arg(workspace::target().join("fuzz/built"))
        .arg(target)
        .arg(found)
        .arg(fuzz.join("corpora").join(target))
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", failing.display()))
        .arg(format!(
            "-dict={}",
            fuzz.join("dictionaries").join(target).display()
        ))
        // An input that takes this long, or this much memory, has found something too.
        .args(["-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=1"]);
    run(&mut command).map_err(|failure| {
        Failure::new(format!(
            "{failure}\n       What failed lies in {failing}. Once it is mended, keep it: move it to \
             src-tauri/fuzz/corpora/{target}, under a name that says what it is.",
            failing = failing.display()
        ))
    })
}

fn folder(kind: &str, target: &str) -> Outcome<PathBuf> {
    let folder = workspace::target().join("fuzz").join(kind).join(target);
    fs::create_dir_all(&folder)
        .map(|()| folder.clone())
        .map_err(|error| Failure::new(format!("{} can't be made: {error}", folder.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_targets_are_tried_for_a_minute_unless_it_is_said() {
        assert_eq!(understood(&[]).expect("understood"), (TARGETS.to_vec(), "60"));
        assert_eq!(
            understood(&["fleet_csv", "--seconds", "5"]).expect("understood"),
            (vec!["fleet_csv"], "5")
        );
    }

    #[test]
    fn an_unknown_target_is_answered_with_those_there_are() {
        let failure = understood(&["csv"]).expect_err("no target");
        assert!(failure.to_string().contains("key_text, vault_header, fleet_csv"));
    }

    #[test]
    fn a_time_that_is_no_number_is_refused() {
        assert!(understood(&["--seconds", "long"]).is_err());
    }

    #[test]
    fn every_target_has_a_check_a_corpus_and_a_dictionary() {
        let fuzz = workspace::root().join("src-tauri/fuzz");
        for target in TARGETS {
            assert!(fuzz.join(format!("checks/{target}.rs")).is_file(), "{target}");
            assert!(fuzz.join("corpora").join(target).is_dir(), "{target}");
            assert!(fuzz.join("dictionaries").join(target).is_file(), "{target}");
        }
    }
}
