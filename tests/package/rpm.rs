//! The .rpm, looked into. It is not installed: that takes another distribution.

use super::made::{EVERYWHERE, package};
use super::said::said;

fn asked(question: &[&str]) -> Vec<String> {
    let answer = said(
        "rpm",
        &[&["--query", "--package"], question, &[&package("rpm")]].concat(),
    );
    answer.lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
#[ignore = "the packages must have been made: cargo xtask test --only package"]
fn an_rpm_says_what_it_is_and_is_whole() {
    let format = "%{NAME}|%{VERSION}|%{LICENSE}|%{SUMMARY}";
    let version = env!("CARGO_PKG_VERSION");
    let wanted = format!("keytower|{version}|Apache-2.0 OR MIT|Keep every API key accounted for");
    assert_eq!(asked(&["--queryformat", format]), [wanted]);
    let checked = said("rpm", &["--checksig", "--nosignature", &package("rpm")]);
    assert!(checked.trim_end().ends_with("digests OK"), "{checked}");
}

#[test]
#[ignore = "the packages must have been made: cargo xtask test --only package"]
fn an_rpm_holds_the_program_and_what_a_desktop_reads_of_it_owned_by_root() {
    let licences = [
        "/usr/share/licenses/keytower/LICENSE-APACHE",
        "/usr/share/licenses/keytower/LICENSE-MIT",
    ];
    let mut wanted: Vec<String> = EVERYWHERE
        .iter()
        .chain(&licences)
        .map(|path| {
            let mode = if path.starts_with("/usr/bin/") {
                "-rwxr-xr-x"
            } else {
                "-rw-r--r--"
            };
            format!("{mode} root root {path}")
        })
        .collect();
    let mut files = asked(&[
        "--queryformat",
        "[%{FILEMODES:perms} %{FILEUSERNAME} %{FILEGROUPNAME} %{FILENAMES}\n]",
    ]);
    wanted.sort();
    files.sort();
    assert_eq!(files, wanted);
}

#[test]
#[ignore = "the packages must have been made: cargo xtask test --only package"]
fn an_rpm_requires_libraries_by_what_any_distribution_calls_them() {
    let requires = asked(&["--requires"]);
    for library in [
        "libwebkit2gtk-4.1.so.0()(64bit)",
        "libgtk-3.so.0()(64bit)",
        "libcrypto.so.3()(64bit)",
        "libc.so.6(GLIBC_2.34)(64bit)",
    ] {
        assert_eq!(
            requires.iter().filter(|required| *required == library).count(),
            1,
            "{library} in {requires:#?}"
        );
    }
    let is_a_library = |required: &String| {
        required.contains(".so.") || required.starts_with("rtld(") || required.starts_with("rpmlib(")
    };
    assert!(requires.iter().all(is_a_library), "{requires:#?}");
    let recommends = asked(&["--recommends"]);
    assert!(
        recommends.iter().any(|package| package.contains("gnome-keyring")),
        "{recommends:?}"
    );
    assert!(
        recommends.iter().any(|package| package.contains("appindicator")),
        "{recommends:?}"
    );
}
