//! `cargo xtask test`: every check there is, in the order in which they fail fastest.

use std::time::Duration;

use crate::desk::Desk;
use crate::package::Build;
use crate::setup::{Purpose, setup};
use crate::step::{Failure, Outcome, run, succeeds, timed};
use crate::{icons, package, packages, ui, workspace};

/// One kind of check, which can be run alone.
struct Part {
    name: &'static str,
    check: fn() -> Outcome,
}

const PARTS: &[Part] = &[
    Part {
        name: "format",
        check: format,
    },
    Part {
        name: "ui",
        check: interface,
    },
    Part {
        name: "clippy",
        check: clippy,
    },
    Part {
        name: "deny",
        check: deny,
    },
    Part {
        name: "rust",
        check: rust,
    },
    Part {
        name: "package",
        check: package,
    },
];

/// The version whose configuration `deny.toml` is.
const CARGO_DENY: &str = "cargo-deny@0.20.2";

/// Runs every part, and stops at the first that fails.
pub fn all() -> Outcome {
    check(&PARTS.iter().collect::<Vec<_>>())
}

/// Runs one part.
pub fn only(name: &str) -> Outcome {
    let part = PARTS.iter().find(|part| part.name == name).ok_or_else(|| {
        let parts: Vec<_> = PARTS.iter().map(|part| part.name).collect();
        Failure::new(format!(
            "there is no part `{name}`; the parts are {}.",
            parts.join(", ")
        ))
    })?;
    check(&[part])
}

fn check(parts: &[&Part]) -> Outcome {
    let (outcome, duration) = timed(|| {
        announced("setup", || setup(Purpose::Test))?;
        parts.iter().try_for_each(|part| {
            announced(part.name, part.check).map_err(|failure| {
                Failure::new(format!(
                    "FAILED in `{name}`: {failure}\n       Again, this part alone: cargo xtask test --only {name}",
                    name = part.name
                ))
            })
        })
    });
    outcome?;
    let names: Vec<_> = parts.iter().map(|part| part.name).collect();
    println!("\nAll good: {}, in {}.", names.join(", "), minutes(duration));
    Ok(())
}

fn announced(name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    println!("\n== {name}");
    let (outcome, duration) = timed(work);
    let end = if outcome.is_ok() { "done" } else { "failed" };
    println!("== {name}: {end} after {}", minutes(duration));
    outcome
}

fn format() -> Outcome {
    run(&mut workspace::cargo(&["fmt", "--all", "--check"]))?;
    // A workspace of its own.
    let fuzz = ["fmt", "--manifest-path", "src-tauri/fuzz/Cargo.toml", "--check"];
    run(&mut workspace::cargo(&fuzz))?;
    ui::script("format:check")
}

fn interface() -> Outcome {
    ui::script("check")?;
    ui::script("build")?;
    ui::script("test")
}

fn clippy() -> Outcome {
    ui::build_if_outdated()?;
    run(&mut workspace::cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

/// The licences, sources and doubles of what we use. Advisories are left out: their database is another network's, and
/// a new one is no fault of the change at hand.
fn deny() -> Outcome {
    if !succeeds("cargo-deny", &["--version"]) {
        run(&mut workspace::cargo(&["install", "--locked", CARGO_DENY]))?;
    }
    run(&mut workspace::cargo(&[
        "deny", "--locked", "check", "bans", "licenses", "sources",
    ]))
}

fn rust() -> Outcome {
    ui::build_if_outdated()?;
    let mut tests = workspace::cargo(&["test", "--workspace", "--locked"]);
    if cfg!(target_os = "linux") {
        let desk = Desk::open()?;
        run(desk.seat(&mut tests))
    } else {
        run(&mut tests)
    }
}

/// The packages of the program as the part before left it: what is in them, and whether it runs once installed.
fn package() -> Outcome {
    ui::build_if_outdated()?;
    icons::check()?;
    if !(cfg!(target_os = "linux") && packages::are_managed_by_apt()) {
        println!("No package is made: that takes Debian or Ubuntu.");
        return Ok(());
    }
    let tests = ["test", "--locked", "--test", "package"];
    run(workspace::cargo(&tests).arg("--no-run"))?;
    let folder = package::bundle(Build::Debug)?;
    let mut checks = workspace::cargo(&tests);
    checks.env("KEYTOWER_PACKAGES", folder).args(["--", "--ignored"]);
    if packages::as_root().is_none() {
        println!("The package is looked into, but not installed: that takes root.");
        checks.args(["--skip", "installed"]);
    }
    let desk = Desk::open()?;
    run(desk.seat(&mut checks))
}

fn minutes(duration: Duration) -> String {
    let seconds = duration.as_secs();
    format!("{}:{:02} min", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_reads_as_minutes_and_seconds() {
        assert_eq!(minutes(Duration::from_secs(3)), "0:03 min");
        assert_eq!(minutes(Duration::from_millis(754_900)), "12:34 min");
    }

    #[test]
    fn the_first_part_that_fails_ends_the_rest() {
        let outcome = [true, false, true].into_iter().try_for_each(|good| {
            announced("made up", || {
                if good {
                    Ok(())
                } else {
                    Err(Failure::new("the second"))
                }
            })
        });
        assert_eq!(outcome.expect_err("the second fails").to_string(), "the second");
    }
}
