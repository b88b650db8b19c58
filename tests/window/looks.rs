//! How it looks in WebKitGTK: pictures in target/screens for people, and what can be measured of them.

use serde_json::json;

use super::app::{App, Computer};
use super::desk::{resize, turn};
use super::wait::until;

const PAGES: &[&str] = &[
    "Overview",
    "Keys",
    "Service accounts",
    "Access",
    "Fleet",
    "Settings",
];

#[test]
fn every_page_fits_its_window_in_both_themes() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    furnish(&app);
    let page = &app.page;
    for (theme, scheme) in [("light", "Light"), ("dark", "Dark")] {
        page.press("Settings");
        page.tick(scheme);
        until("the theme", || {
            let used = page.run("return getComputedStyle(document.documentElement).colorScheme");
            (used.as_str()? == theme).then_some(())
        });
        for (width, height) in [(1400, 900), (1100, 720), (900, 600)] {
            resize(page, width, height);
            for name in PAGES {
                page.press(name);
                page.wait_for(name, |_| {
                    let heading = page.run("return document.querySelector('main h1')?.textContent ?? ''");
                    heading.as_str()?.contains(name).then_some(())
                });
                fits(&app, &format!("{name}, {theme}, {width} wide"));
                let file = name.to_lowercase().replace(' ', "-");
                page.picture(&format!("{file}-{theme}-{width}"));
            }
            page.press("Keys");
            page.open_row("ops-feed");
            page.wait_for_text("Renewal period");
            fits(&app, &format!("a key's drawer, {theme}, {width} wide"));
            page.picture(&format!("key-{theme}-{width}"));
            page.press(if width < 1000 { "Back to keys" } else { "Close" });
            page.press("Generate key");
            page.wait_for_text("In plain words");
            page.wait_for("the focus to be seen", |_| {
                let ring = page.run(
                    "const style = getComputedStyle(document.activeElement);
                     return document.activeElement !== document.body && style.outlineStyle !== 'none'
                       ? parseFloat(style.outlineWidth) : 0",
                );
                (ring.as_f64()? >= 2.0).then_some(())
            });
            fits(&app, &format!("generating, {theme}, {width} wide"));
            page.picture(&format!("generate-{theme}-{width}"));
            page.press("Cancel");
        }
        resize(page, 1400, 900);
    }
    let fonts = page.run(
        "return [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family).join()",
    );
    let fonts = fonts.as_str().unwrap_or_default();
    assert!(
        fonts.contains("Inter") && fonts.contains("JetBrains Mono"),
        "{fonts}"
    );
}

/// Keys in several states, and a fleet.
fn furnish(app: &App) {
    let ask = |command: &str, given| {
        app.page
            .invoke(command, &given)
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    };
    for number in 0..40 {
        let registration = format!("OK-A{number:02}");
        ask(
            "add_aircraft",
            json!({ "fields": { "registration": registration, "icao_address": format!("49d{number:03x}"),
                "aircraft_type": "B738", "operator": "Smartwings", "tags": [] } }),
        );
    }
    let names = [
        "ops-feed",
        "crew-portal-nightly-export-of-everything-that-the-crew-portal-has-to-know",
        "fuel-invoices",
        "مفتاح",
        "weather",
        "maintenance",
        "handling",
        "slots",
    ];
    for (number, name) in names.into_iter().enumerate() {
        let mut request = app.request(name);
        request["expiry"]["days"] = json!([180, 12, 30, 90, 365, 3, 60, 25][number]);
        let made = ask("generate_key", json!({ "request": request }));
        let id = &made["key"]["key_id"];
        if number != 2 {
            ask("confirm_stored", json!({}));
        }
        if number == 5 {
            ask("disable_key", json!({ "keyId": id }));
        }
        if number == 6 {
            ask("expire_key", json!({ "keyId": id }));
        }
    }
}

/// Nothing sticks out of the window, what scrolls does so within it, and no text is cut by a box that neither scrolls nor says so.
fn fits(app: &App, what: &str) {
    let too_wide = app.page.run(
        "const root = document.documentElement;
         if (root.scrollWidth > innerWidth) return `the page is ${root.scrollWidth} wide`;
         if (root.scrollHeight > innerHeight) return `the page is ${root.scrollHeight} high`;
         const out = [...document.querySelectorAll('button, input, h1, h2, p, [role=gridcell]')]
           .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
           .filter((one) => !one.closest('.visually-hidden') && !one.classList.contains('visually-hidden'))
           .find((one) => one.getBoundingClientRect().right > innerWidth + 1);
         return out ? `${out.outerHTML.slice(0, 200)} sticks out` : null",
    );
    assert!(too_wide.is_null(), "{what}: {too_wide}");
}
