//! The README's pictures, from the real window on sample data: `cargo xtask screens`.

use std::path::Path;

use super::app::Computer;
use super::desk::{resize, turn};
use super::wait::until;

#[test]
#[ignore = "writes src-tauri/pictures: cargo xtask screens"]
fn the_readmes_pictures_are_taken_anew() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    let page = &app.page;
    let take = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/pictures");
        let taken = page.picture_at(&folder.join(format!("{name}.png")));
        assert!(taken, "{name}: ImageMagick takes the pictures");
    };
    resize(page, 1400, 900);
    page.press("Look around with sample data");
    page.wait_for_text("nothing here is real");
    for (theme, scheme) in [("light", "Light"), ("dark", "Dark")] {
        page.press("Settings");
        page.tick(scheme);
        until("the theme", || {
            let used = page.run("return getComputedStyle(document.documentElement).colorScheme");
            (used.as_str()? == theme).then_some(())
        });
        page.press("Overview");
        page.wait_for_text("Lately");
        take(&format!("overview-{theme}"));
        page.press("Reminders");
        page.wait_for_text("You are told because you hold this vault.");
        take(&format!("reminders-{theme}"));
        page.chord(&["\u{e00c}"]);
        page.press("Access");
        page.press("Who has what");
        page.wait_for_text("through a template or a role");
        take(&format!("access-{theme}"));
        page.press("Keys");
        page.wait_for_text("1,1");
        page.open_row("ops-desk");
        page.wait_for_text("Renewal period");
        take(&format!("keys-{theme}"));
        page.press("Close");
        page.press("Generate key");
        page.wait_for_text("In plain words");
        page.type_into("Owner", "svc-opscontrol");
        page.pick("svc-opscontrol");
        page.type_into("Key name", &format!("movement-board-{theme}"));
        page.type_into("Filter resources", "flight watch");
        page.tick("Flight watch");
        take(&format!("generate-{theme}"));
        page.press("Generate key");
        page.wait_for_text("Copy your key now");
        take(&format!("show-once-{theme}"));
        page.press("I have stored it");
        page.wait_without_text("Copy your key now");
    }
}
