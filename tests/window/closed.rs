//! The window is closed and the vault locked: reminders come all the same, and lead back.

use super::background::{Alone, is_open, where_it_goes_on, window};
use super::desk::{clipboard, said, titled, turn};
use super::reminders::{Dunst, vault_of_24_days_ago};
use super::steps::PASSWORD;
use super::wait::until;

/// Unlocking and copying take as long as looking so often.
const LOOKS: u32 = 50;

#[test]
fn a_notification_comes_and_its_action_opens_the_window_and_after_the_password_the_key() {
    let _turn = turn();
    let computer = where_it_goes_on();
    let key = vault_of_24_days_ago(&computer, true);
    let _dunst = Dunst::start();
    let mut alone = Alone::start(&computer, &["--background"]);
    until("a notification", || (Dunst::displayed() == 1).then_some(()));
    assert_eq!(titled("Keytower"), None);
    assert!(!is_open(&computer));

    said("dunstctl", &["action"]).expect("dunst answers");
    let window = window();
    // The palette copies the link of what is open on the page. Whatever comes before there is something to type into
    // is typed once more.
    let link = until("the key", || {
        if !is_open(&computer) {
            said("xdotool", &["windowfocus", "--sync", &window])?;
            said("xdotool", &["key", "ctrl+a"])?;
            said("xdotool", &["type", "--delay", "20", PASSWORD])?;
            said("xdotool", &["key", "Return"])?;
            (0..LOOKS).find(|_| titled("Keytower").is_some() && is_open(&computer))?;
        }
        said("xdotool", &["key", "ctrl+k", "ctrl+a"])?;
        said("xdotool", &["type", "--delay", "20", "copy link"])?;
        said("xdotool", &["key", "Return"])?;
        let mut looks = (0..LOOKS).map(|_| clipboard());
        looks.find(|text| text.starts_with("keytower://"))
    });
    assert!(link.ends_with(&format!("/key/{key}")), "{link}");
    alone.terminate();
    alone.ends();
    assert_eq!(Dunst::displayed(), 0, "it isn't said again by the vault");
}
