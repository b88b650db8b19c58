//! The tray's icon and its menu, where the desktop shows them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager as _, Runtime};

use crate::session::Session;
use crate::shell::TrayView;
use crate::window::bring_to_front;

const ICON: &str = "keytower";
const NEXT: &str = "tray-next";
const OPEN: &str = "tray-open";
const LOCK: &str = "tray-lock";
const QUIT: &str = "tray-quit";

/// The tray.
pub(crate) struct Tray<R: Runtime> {
    app: AppHandle<R>,
    /// Where its icon lies as a file, for the desktop to read; other people can't put another one there.
    folder: PathBuf,
    /// What it shall show.
    wanted: Mutex<Option<TrayView>>,
    /// What it shows; touched by the main thread alone.
    shown: Mutex<Shown<R>>,
}

enum Shown<R: Runtime> {
    Nothing,
    Icon {
        next: MenuItem<R>,
        lock: MenuItem<R>,
    },
    /// This computer lacks what it takes, and isn't asked again.
    Impossible,
}

impl<R: Runtime> Tray<R> {
    pub(crate) fn new(app: &AppHandle<R>, folder: PathBuf) -> Self {
        Self {
            app: app.clone(),
            folder,
            wanted: Mutex::default(),
            shown: Mutex::new(Shown::Nothing),
        }
    }

    /// Shows that, or takes the icon away. Nobody waits for it.
    pub(crate) fn show(&self, view: Option<TrayView>) {
        *locked(&self.wanted) = view;
        let app = self.app.clone();
        // While the program ends there is no main thread any more, and no tray.
        let _ = self.app.run_on_main_thread(move || {
            if let Some(tray) = app.try_state::<Arc<Self>>() {
                tray.follow();
            }
        });
    }

    /// Takes the icon away, with its file.
    pub(crate) fn remove(&self) {
        *locked(&self.wanted) = None;
        self.follow();
    }

    /// Shows what is wanted by now: what was wanted before may come late.
    fn follow(&self) {
        let wanted = locked(&self.wanted).clone();
        let mut shown = locked(&self.shown);
        match (&*shown, wanted) {
            (Shown::Impossible, _) | (Shown::Nothing, None) => {}
            (Shown::Nothing, Some(view)) => *shown = self.made(&view),
            (Shown::Icon { next, lock, .. }, Some(view)) => {
                // What can't be shown now is shown with the next change.
                let _ = next.set_text(plain(&view.line));
                let _ = lock.set_enabled(view.can_lock);
            }
            (Shown::Icon { .. }, None) => {
                *shown = Shown::Nothing;
                drop(self.app.remove_tray_by_id(ICON));
            }
        }
    }

    fn made(&self, view: &TrayView) -> Shown<R> {
        // On Linux the library that draws it is loaded only now, and where it is missing its binding panics.
        let made = catch_unwind(AssertUnwindSafe(|| self.make(view)));
        made.ok().and_then(Result::ok).unwrap_or(Shown::Impossible)
    }

    fn make(&self, view: &TrayView) -> tauri::Result<Shown<R>> {
        let app = &self.app;
        let no_key = None::<&str>;
        let next = MenuItem::with_id(app, NEXT, plain(&view.line), false, no_key)?;
        let open = MenuItem::with_id(app, OPEN, "Open Keytower", true, no_key)?;
        let lock = MenuItem::with_id(app, LOCK, "Lock", view.can_lock, no_key)?;
        let quit = MenuItem::with_id(app, QUIT, "Quit Keytower", true, no_key)?;
        let (above, below) = (
            PredefinedMenuItem::separator(app)?,
            PredefinedMenuItem::separator(app)?,
        );
        let menu = Menu::with_items(app, &[&next, &above, &open, &lock, &below, &quit])?;
        let builder = TrayIconBuilder::with_id(ICON)
            .tooltip("Keytower")
            .temp_dir_path(&self.folder)
            .menu(&menu);
        let builder = match app.default_window_icon() {
            Some(icon) => builder.icon(icon.clone()),
            None => builder,
        };
        // Kept by the application, under its name.
        builder.build(app)?;
        Ok(Shown::Icon { next, lock })
    }
}

/// Does what was chosen in the menu.
pub(crate) fn choose<R: Runtime>(app: &AppHandle<R>, item: &str) {
    match item {
        OPEN => bring_to_front(app),
        LOCK => {
            let app = app.clone();
            // It waits for whoever looks at the vault, and the main thread waits for nobody.
            tauri::async_runtime::spawn_blocking(move || app.state::<Session>().lock_now());
        }
        QUIT => app.exit(0),
        _ => {}
    }
}

/// A text as a menu's item has it: `&` would mark a key of the keyboard.
fn plain(text: &str) -> String {
    text.replace('&', "&&")
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
