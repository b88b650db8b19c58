//! What a program needs to run: asked of the program, in the words of either kind of package.

use std::path::Path;
use std::process::Command;

use super::write_file;
use crate::step::{Failure, Outcome, said};

/// What the bundler itself adds to every package of its kind; said twice, it would be one too many.
const BUNDLERS_OWN: &[&str] = &["libwebkit2gtk-4.1.so.0()(64bit)", "libgtk-3.so.0()(64bit)"];

/// `dpkg-shlibdeps` works where a source package is unpacked, of which it reads no more than this.
const SOURCE: &str = "Source: keytower\n\nPackage: keytower\nArchitecture: any\n";

/// Packages, with the oldest version of each that has what is used of it.
pub fn of_deb(program: &Path, folder: &Path) -> Outcome<Vec<String>> {
    write_file(&folder.join("debian/control"), SOURCE)?;
    let answer = said(
        Command::new("dpkg-shlibdeps")
            .current_dir(folder)
            .args(["-O", "--warnings=0"])
            .arg(program),
    )?;
    packages(&answer)
        .ok_or_else(|| Failure::new(format!("`dpkg-shlibdeps` named no packages. It said:\n{answer}")))
}

/// Libraries and the versions of their symbols, which every distribution's packages provide whatever they are called.
pub fn of_rpm(program: &Path) -> Outcome<Vec<String>> {
    let answer = said(
        Command::new("/usr/lib/rpm/elfdeps")
            .arg("--requires")
            .arg(program),
    )?;
    let needs: Vec<String> = libraries(&answer);
    if needs.is_empty() {
        return Err(Failure::new("`elfdeps` named no libraries"));
    }
    Ok(needs)
}

fn packages(answer: &str) -> Option<Vec<String>> {
    let list = answer
        .lines()
        .find_map(|line| line.strip_prefix("shlibs:Depends="))?;
    let packages: Vec<String> = list
        .split(", ")
        .map(|package| package.trim().to_owned())
        .collect();
    (packages != [""]).then_some(packages)
}

fn libraries(answer: &str) -> Vec<String> {
    answer
        .lines()
        .map(str::trim)
        .filter(|library| !library.is_empty() && !BUNDLERS_OWN.contains(library))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_package_keeps_its_oldest_version() {
        let answer = "shlibs:Depends=libc6 (>= 2.34), libjavascriptcoregtk-4.1-0, libssl3 (>= 3.0.0)\n";
        let wanted = [
            "libc6 (>= 2.34)",
            "libjavascriptcoregtk-4.1-0",
            "libssl3 (>= 3.0.0)",
        ];
        assert_eq!(packages(answer).expect("packages"), wanted);
    }

    #[test]
    fn an_answer_without_packages_is_none() {
        assert_eq!(packages("shlibs:Depends=\n"), None);
        assert_eq!(packages("dpkg-shlibdeps: error: no\n"), None);
    }

    #[test]
    fn what_the_bundler_adds_is_not_said_twice() {
        let answer = "libc.so.6(GLIBC_2.34)(64bit)\nlibgtk-3.so.0()(64bit)\nrtld(GNU_HASH)\n";
        assert_eq!(
            libraries(answer),
            ["libc.so.6(GLIBC_2.34)(64bit)", "rtld(GNU_HASH)"]
        );
    }
}
