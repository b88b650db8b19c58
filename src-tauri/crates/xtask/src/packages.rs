//! The system packages on Debian and Ubuntu.
//!
//! They are installed without what they merely recommend, so each list holds everything that is really used.

use std::process::Command;

use crate::setup::Purpose;
use crate::step::{Failure, Outcome, output, run, succeeds};
use crate::tools;

/// To build Keytower and start it.
const RUN: &[&str] = &[
    "build-essential",
    "libdbus-1-dev",         // tao, Tauri's window library
    "librsvg2-common",       // GTK's own icons, in file dialogs, are SVG
    "libssl-dev",            // SQLCipher's ciphers
    "libwebkit2gtk-4.1-dev", // the web view; brings GTK
    "pkg-config",
];

/// To package it as well.
const PACKAGE: &[&str] = &[
    "libayatana-appindicator3-dev", // where the bundler looks up what draws the tray
    "dpkg-dev",                     // names the packages that a program needs
    "rpm",                          // names the libraries, and reads packages
];

/// To test all of that.
const TEST: &[&str] = &[
    "appstream",                  // judges what software centres read
    CHROMIUM,                     // the interface's stories
    "dbus-x11",                   // brings dbus-daemon; gnome-keyring would settle for all of systemd instead
    "dunst",                      // shows notifications
    "desktop-file-utils",         // judges the desktop entry, and has links lead to it
    "gnome-keyring",              // a keyring to remember and forget in
    "imagemagick",                // pictures of the virtual screen
    "libayatana-appindicator3-1", // the tray icon
    "libglib2.0-bin",             // gdbus, which waits for the keyring; gio, which opens links
    "libgtk-3-bin",               // gtk-launch, which starts what a menu would
    "libsecret-tools",            // looks into the keyring from outside
    "python3-aiosmtpd",           // a mail server that takes reminders
    "util-linux",                 // setpriv, which ends the desk's services with it
    "webkit2gtk-driver",          // the real window's stories
    "xclip",                      // what a person would paste
    "xdotool",                    // a person's keyboard and mouse
    "xvfb",                       // a screen
];

/// Ubuntu has no package of this name; any Chromium or Chrome that is on the path will do.
const CHROMIUM: &str = "chromium";

/// Whether this computer's packages are Debian's or Ubuntu's.
pub fn are_managed_by_apt() -> bool {
    succeeds("dpkg-query", &["--version"]) && succeeds("apt-get", &["--version"])
}

/// Installs what is missing where that needs no password; otherwise says what to type.
pub fn install_missing(purpose: Purpose) -> Outcome {
    let wanted: Vec<&str> = match purpose {
        Purpose::Run => RUN.to_vec(),
        Purpose::Package => [RUN, PACKAGE].concat(),
        Purpose::Test => [RUN, PACKAGE, TEST].concat(),
    };
    let missing: Vec<&str> = not_installed(&wanted, &installed(&wanted)?)
        .into_iter()
        .filter(|&package| package != CHROMIUM || !tools::is_chromium_there())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }

    let Some(prefix) = as_root() else {
        let list = missing.join(" ");
        return Err(Failure::new(format!(
            "system packages are missing. Install them with:\n\n  sudo apt-get update && \
             sudo apt-get install -y --no-install-recommends {list}\n"
        )));
    };
    println!("Installing system packages: {}", missing.join(" "));
    let apt_get = |arguments: &[&str]| {
        // `env` because sudo drops the variables that it is called with.
        let words = [
            prefix,
            &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
            arguments,
        ]
        .concat();
        run(Command::new(words[0]).args(&words[1..]))
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "-y", "--no-install-recommends"], missing.as_slice()].concat())
}

/// What must precede a command so that root runs it, if no password is asked for that.
pub fn as_root() -> Option<&'static [&'static str]> {
    if output("id", &["-u"]).is_some_and(|id| id.trim() == "0") {
        Some(&[])
    } else if succeeds("sudo", &["-n", "true"]) {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}

/// dpkg's word on each package: its name and state, one a line. Packages it never heard of have no line.
fn installed(packages: &[&str]) -> Outcome<String> {
    let question = [
        &["--show", "--showformat=${Package} ${db:Status-Status}\\n"],
        packages,
    ]
    .concat();
    output("dpkg-query", &question).ok_or_else(|| Failure::new("dpkg-query could not be started"))
}

/// Which of the wanted packages dpkg doesn't call installed.
fn not_installed<'a>(wanted: &[&'a str], listing: &str) -> Vec<&'a str> {
    let is_installed = |package: &str| {
        listing
            .lines()
            .any(|line| line.split_once(' ') == Some((package, "installed")))
    };
    wanted
        .iter()
        .copied()
        .filter(|package| !is_installed(package))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_dpkg_removed_or_never_heard_of_is_missing() {
        let listing = "xvfb installed\nxclip config-files\nxvfb-extras installed\n";
        assert_eq!(
            not_installed(&["xvfb", "xclip", "xdotool"], listing),
            ["xclip", "xdotool"]
        );
    }
}
