//! The tools that must be there on every system. Nothing here installs anything.

use crate::setup::Purpose;
use crate::step::{Failure, Outcome, output, succeeds};
use crate::workspace;

/// The oldest Node that Vite runs on.
const NODE: u32 = 20;

/// The names under which Chromium is found, Chrome's among them.
const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Fails unless Node is there and new enough, with npm.
pub fn require_node() -> Outcome {
    let wanted = format!("Node {NODE} or newer, with npm, is needed (https://nodejs.org)");
    let node = output("node", &["--version"]).unwrap_or_default();
    let node = node.trim();
    if node.is_empty() {
        return Err(Failure::new(format!("{wanted}; there is no `node` here.")));
    }
    if major(node).is_none_or(|version| version < NODE) {
        return Err(Failure::new(format!("{wanted}; this is Node {node}.")));
    }
    if workspace::npm_version().is_none() {
        return Err(Failure::new(format!("{wanted}; there is no `npm` here.")));
    }
    Ok(())
}

/// Fails with a list of what is missing, on a system whose packages we don't install.
pub fn require(purpose: Purpose) -> Outcome {
    let missing: Vec<String> = needs(purpose)
        .into_iter()
        .filter(|need| !need.is_met)
        .map(|need| format!("  {}\n      {}", need.what, need.usually))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "these are missing; install them first:\n\n{}\n",
            missing.join("\n")
        )))
    }
}

/// Whether a Chromium is on the path.
pub fn is_chromium_there() -> bool {
    CHROMIUM.iter().any(|name| is_on_path(name))
}

struct Need {
    what: &'static str,
    usually: &'static str,
    is_met: bool,
}

fn needs(purpose: Purpose) -> Vec<Need> {
    let mut needs = Vec::new();
    let mut need = |what, usually, is_met| {
        needs.push(Need {
            what,
            usually,
            is_met,
        });
    };
    if cfg!(target_os = "linux") {
        need("a C compiler", "Fedora: gcc · Arch: base-devel", is_on_path("cc"));
        need(
            "pkg-config",
            "Fedora: pkgconf-pkg-config · Arch: pkgconf",
            is_on_path("pkg-config"),
        );
        need(
            "WebKitGTK 4.1",
            "Fedora: webkit2gtk4.1-devel · Arch: webkit2gtk-4.1",
            has_library("webkit2gtk-4.1"),
        );
        need(
            "OpenSSL",
            "Fedora: openssl-devel · Arch: openssl",
            has_library("openssl"),
        );
        need("D-Bus", "Fedora: dbus-devel · Arch: dbus", has_library("dbus-1"));
    } else if cfg!(target_os = "macos") {
        need("a C compiler", "xcode-select --install", is_on_path("cc"));
    } else if cfg!(windows) {
        let openssl = std::env::var_os("OPENSSL_DIR").is_some();
        need(
            "OpenSSL",
            "install it (vcpkg: openssl) and set OPENSSL_DIR to its folder",
            openssl,
        );
    }
    if purpose == Purpose::Test {
        need(
            "Chromium",
            "a package `chromium`, or Google Chrome; on the path",
            is_chromium_there(),
        );
        if cfg!(target_os = "linux") {
            let mut tool = |name, usually| need(name, usually, is_on_path(name));
            tool("Xvfb", "Fedora: xorg-x11-server-Xvfb · Arch: xorg-server-xvfb");
            tool("dbus-daemon", "Fedora: dbus-daemon · Arch: dbus");
            tool("dunst", "Fedora: dunst · Arch: dunst");
            tool("gdbus", "Fedora: glib2 · Arch: glib2");
            tool(
                "gnome-keyring-daemon",
                "Fedora: gnome-keyring · Arch: gnome-keyring",
            );
            tool("secret-tool", "Fedora: libsecret · Arch: libsecret");
            tool("setpriv", "Fedora: util-linux · Arch: util-linux");
            tool(
                "WebKitWebDriver",
                "Fedora: webkit2gtk-driver · Arch: webkit2gtk-4.1",
            );
            tool("xclip", "Fedora: xclip · Arch: xclip");
            tool("xdotool", "Fedora: xdotool · Arch: xdotool");
            tool("import", "Fedora: ImageMagick · Arch: imagemagick");
        }
    }
    needs
}

fn has_library(name: &str) -> bool {
    succeeds("pkg-config", &["--exists", name])
}

fn is_on_path(program: &str) -> bool {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(&file).is_file()))
}

/// The 20 of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_its_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
    }

    #[test]
    fn what_is_no_version_has_no_major_version() {
        assert_eq!(major("command not found"), None);
    }
}
