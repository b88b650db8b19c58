//! The page as a person has it: things are found by what they are and what they are called.

use serde_json::{Value, json};
use std::path::Path;

use super::desk::{picture, put};
use super::driver::{Driver, Element};
use super::wait::until;

/// The driver's names of keys.
pub(super) const CONTROL: &str = "\u{e009}";
const ENTER: &str = "\u{e007}";

/// Finds what is in sight, of a kind and name, in the dialog on top if there is one.
const FIND: &str = "
  const [kind, name] = arguments;
  const kinds = {
    button: 'button:not([role]), a[href], [role=tab], [role=link]',
    field: 'input:not([type=radio]):not([type=checkbox]):not([type=file]), textarea',
    file: 'input[type=file]',
    choice: 'input[type=radio], input[type=checkbox]',
    switch: '[role=switch]',
    option: '[role=option], [role=menuitem]',
    row: '[role=row]',
  };
  const inPopups = kind === 'option';
  const dialogs = document.querySelectorAll('[data-dialog]');
  const root = inPopups ? document : dialogs[dialogs.length - 1] ?? document;
  const tidy = (text) => text.replace(/\\s+/g, ' ').replace(/ ?\\(optional\\)$/, '').trim();
  const called = (one) => {
    const labels = [...(one.labels ?? [])].map((label) => label.innerText).join(' ');
    return tidy(one.getAttribute('aria-label') ?? (labels || one.innerText || ''));
  };
  const there = [...root.querySelectorAll(kinds[kind])].filter((one) =>
    !one.disabled && !one.closest('[inert]') && (kind === 'file' || one.checkVisibility()));
  const found = there.find((one) => called(one) === name) ?? there.find((one) => called(one).startsWith(name));
  if (!found) return null;
  // What is drawn of a box to tick is its label.
  return kind === 'choice' ? found.labels[0] ?? found : found;
";

/// A page, and the means to use it.
pub(super) struct Page {
    pub(super) driver: Driver,
    process: u32,
}

impl Page {
    pub(super) fn new(driver: Driver, process: u32) -> Self {
        Self { driver, process }
    }

    /// Clicks a button or a link.
    pub(super) fn press(&self, name: &str) {
        self.click("button", name);
    }

    /// Ticks or unticks a box, or picks one of several.
    pub(super) fn tick(&self, name: &str) {
        let before = self.ticked(name);
        self.click("choice", name);
        // Where the page moved under the pointer just then, a person sees that nothing was ticked, and clicks again.
        self.wait_for(&format!("“{name}” ticked, or no longer"), |_| {
            let missed = before == Some(false) && self.ticked(name) == before;
            if missed {
                self.click("choice", name);
            }
            (!missed).then_some(())
        });
    }

    /// Whether a box is ticked; `None` where it isn't there.
    fn ticked(&self, name: &str) -> Option<bool> {
        let choice = self.driver.element(FIND, &json!(["choice", name]))?;
        self.driver.is_ticked(&choice)
    }

    /// Flips a switch.
    pub(super) fn flip(&self, name: &str) {
        self.click("switch", name);
    }

    /// Picks a line of a menu or of a list under a field.
    pub(super) fn pick(&self, name: &str) {
        self.click("option", name);
    }

    /// Opens a line of a table.
    pub(super) fn open_row(&self, name: &str) {
        self.click("row", name);
    }

    /// Types into a field.
    pub(super) fn type_into(&self, name: &str, text: &str) {
        let field = self.find("field", name);
        self.driver
            .send_keys(&field, text)
            .unwrap_or_else(|error| panic!("typing into {name}: {error}"));
    }

    /// Types over what is in a field.
    pub(super) fn retype_into(&self, name: &str, text: &str) {
        self.click("field", name);
        self.chord(&[CONTROL, "a"]);
        self.type_into(name, text);
    }

    /// Types into a field, then presses Enter there.
    pub(super) fn enter(&self, name: &str, text: &str) {
        self.type_into(name, &format!("{text}{ENTER}"));
    }

    /// Pastes into a field what another program copied.
    pub(super) fn paste_into(&self, name: &str, text: &str) {
        put(text);
        self.click("field", name);
        self.chord(&[CONTROL, "v"]);
    }

    /// Chooses a file.
    pub(super) fn choose_file(&self, name: &str, file: &Path) {
        let field = self.find("file", name);
        self.driver
            .send_keys(&field, &file.display().to_string())
            .unwrap_or_else(|error| panic!("choosing {}: {error}", file.display()));
    }

    /// Presses keys together.
    pub(super) fn chord(&self, keys: &[&str]) {
        self.driver
            .chord(keys)
            .unwrap_or_else(|error| panic!("pressing {keys:?}: {error}"));
    }

    /// The text in sight.
    pub(super) fn text(&self) -> String {
        let text = self
            .driver
            .run("return document.body?.innerText ?? ''", &json!([]));
        text.ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Waits until a text is in sight.
    pub(super) fn wait_for_text(&self, text: &str) {
        self.wait_for(&format!("“{text}”"), |seen| seen.contains(text).then_some(()));
    }

    /// Waits until a text is no longer in sight.
    pub(super) fn wait_without_text(&self, text: &str) {
        self.wait_for(&format!("the end of “{text}”"), |seen| {
            (!seen.contains(text)).then_some(())
        });
    }

    /// Waits until the text in sight has what `look` looks for. When it never does, says what was there instead.
    pub(super) fn wait_for<T>(&self, what: &str, mut look: impl FnMut(&str) -> Option<T>) -> T {
        let mut seen = String::new();
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            until(what, || {
                seen = self.text();
                look(&seen)
            })
        }));
        outcome.unwrap_or_else(|_| {
            self.picture("failed");
            panic!("waited in vain for {what}. Seen instead:\n{seen}")
        })
    }

    /// Whether a button of that name is there and can be pressed.
    pub(super) fn offers(&self, name: &str) -> bool {
        self.driver.element(FIND, &json!(["button", name])).is_some()
    }

    /// What a script in the page answers.
    pub(super) fn run(&self, script: &str) -> Value {
        self.run_with(script, &json!([]))
    }

    /// What a script in the page answers when it is given arguments.
    pub(super) fn run_with(&self, script: &str, arguments: &Value) -> Value {
        self.driver
            .run(script, arguments)
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Calls a command as any script in the page could; the error is what it was refused with.
    pub(super) fn invoke(&self, command: &str, arguments: &Value) -> Result<Value, Value> {
        let answer = self.driver.run_async(
            "const [command, given, done] = arguments;
             window.__TAURI_INTERNALS__.invoke(command, given)
               .then((value) => done({ value: value ?? null }), (error) => done({ error }))",
            &json!([command, arguments]),
        );
        let mut answer = answer.unwrap_or_else(|error| panic!("{command}: {error}"));
        match answer.get_mut("value") {
            Some(value) => Ok(value.take()),
            None => Err(answer["error"].take()),
        }
    }

    /// A picture of the window, to be looked at: target/screens/`name`.png. The driver's own pictures wait for
    /// something to change, sometimes for ever.
    pub(super) fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screens");
        // It is for people; no test depends on one.
        let _ = self.picture_at(&folder.join(format!("{name}.png")));
    }

    /// The same, in a file. Whether it was taken.
    pub(super) fn picture_at(&self, file: &Path) -> bool {
        let drawn = self.driver.run_async(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))",
            &json!([]),
        );
        drawn.is_ok() && picture(self.process, file)
    }

    fn find(&self, kind: &str, name: &str) -> Element {
        let look = || self.driver.element(FIND, &json!([kind, name]));
        look().unwrap_or_else(|| self.wait_for(&format!("the {kind} “{name}”"), |_| look()))
    }

    /// Clicks a thing as soon as it stays where it is and nothing covers it.
    fn click(&self, kind: &str, name: &str) {
        let mut place = None;
        self.wait_for(&format!("a click on the {kind} “{name}”"), |_| {
            let element = self.driver.element(FIND, &json!([kind, name]))?;
            let before = place.replace(self.driver.place(&element).ok()?);
            if before != place {
                return None;
            }
            self.driver.click(&element).ok()
        });
    }
}
