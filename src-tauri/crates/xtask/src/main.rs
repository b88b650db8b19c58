//! `cargo xtask …`: one entry for everything that a developer or CI runs.

mod bench;
mod bindings;
mod desk;
mod fuzz;
mod icons;
mod package;
mod packages;
mod run;
mod screens;
mod setup;
mod step;
mod test;
mod tools;
mod ui;
mod workspace;

use std::process::ExitCode;

use setup::Purpose;
use step::{Failure, Outcome};

const USAGE: &str = "\
cargo xtask <verb>

  setup                 install or name what is missing to build, run and test
  run [-- <args>]       set up, build the user interface, start Keytower
  test [--only <part>]  set up, then check everything, as CI does
                        parts: format, ui, clippy, deny, rust, package
  desk -- <command>     run a command on the virtual desk: a screen, a session
                        bus and an unlocked keyring of its own (Linux)
  fuzz [<target>] [--seconds <number>]
                        look for inputs that break a promise, a minute each
                        targets: key_text, vault_header, fleet_csv, resource_document, uses_csv
  package               build for release and package: a .deb and an .rpm on
                        Linux, installers elsewhere
  bench [<keys>]        build and package for release, measure a vault of
                        100,000 keys, or of so many, and the window on it, and
                        print what was measured as JSON (Linux)
  screens               write the README's pictures anew, from the real window
                        on sample data (Linux)
  icons                 write the icons anew from icons/keytower.svg
  bindings              write the TypeScript bindings anew from the commands
  help                  print this
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Outcome {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["setup"] => setup::setup(Purpose::Test),
        ["run"] => run::run(&[]),
        ["run", "--", arguments @ ..] => run::run(arguments),
        ["test"] => test::all(),
        ["test", "--only", part] => test::only(part),
        ["desk", "--", program, arguments @ ..] => desk::run(program, arguments),
        ["fuzz", arguments @ ..] => fuzz::fuzz(arguments),
        ["package"] => package::package(),
        ["bench", keys @ ..] if keys.len() < 2 => bench::measure(keys),
        ["screens"] => screens::write(),
        ["icons"] => icons::write(),
        ["bindings"] => bindings::write(),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        [] => Err(Failure::new(format!("say what to do.\n\n{USAGE}"))),
        unknown => Err(Failure::new(format!(
            "there is no `{}`.\n\n{USAGE}",
            unknown.join(" ")
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        dispatch(&words)
            .expect_err("nothing to do was understood")
            .to_string()
    }

    #[test]
    fn an_unknown_verb_is_named_and_answered_with_the_usage() {
        let message = refusal(&["tset"]);
        assert!(message.contains("`tset`") && message.contains(USAGE));
    }

    #[test]
    fn a_command_for_the_desk_must_follow_two_dashes() {
        assert!(refusal(&["desk", "true"]).contains(USAGE));
    }

    #[test]
    fn an_unknown_part_is_answered_with_the_parts_there_are() {
        assert!(refusal(&["test", "--only", "rsut"]).contains("format, ui, clippy, deny, rust, package"));
    }
}
