//! The one window, and what the process does around it, and without it.

use std::env;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use keytower_contract::Notice;
use keytower_desk::process::{forbid_core_dumps, on_terminate};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Emitter as _, Manager as _, RunEvent, Runtime, Url, WebviewWindowBuilder, Wry};
use tauri_plugin_dialog::DialogExt as _;
use tokio::sync::oneshot;

use crate::commands::commands;
use crate::data_folder::DataFolder;
use crate::session::{Computer, Session};
use crate::shell::{Shell, Target, TrayView};
use crate::tray::{self, Tray};

/// Runs the application until its window is closed, or where it goes on without one, until it is quit.
///
/// # Errors
/// When the window system or the data folder can't be had.
pub fn run() -> Result<(), Box<dyn std::error::Error>> {
    // A crash must leave no image of the memory that holds keys.
    forbid_core_dumps()?;
    let folder = DataFolder::of_this_process()?;
    // What isn't text is no link.
    let arguments: Vec<String> = env::args_os()
        .skip(1)
        .filter_map(|argument| argument.into_string().ok())
        .collect();
    let commands = commands();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            start_again(app, &arguments);
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .invoke_handler(commands.invoke_handler())
        .on_menu_event(|app, event| tray::choose(app, event.id().as_ref()))
        .setup(move |app| set_up(app.handle(), folder, &arguments))
        .build(tauri::generate_context!())?;
    app.run(|app, event| match event {
        // Without a code it is the last window that has gone.
        RunEvent::ExitRequested { code: None, api, .. } if app.state::<Session>().goes_on() => {
            api.prevent_exit();
            app.state::<Session>().leave();
        }
        RunEvent::Exit => {
            app.state::<Session>().shut();
            app.state::<Arc<Tray<Wry>>>().remove();
        }
        _ => {}
    });
    Ok(())
}

fn set_up(
    app: &AppHandle,
    folder: DataFolder,
    arguments: &[String],
) -> Result<(), Box<dyn std::error::Error>> {
    let tray = Arc::new(Tray::new(app, folder.file("tray")));
    app.manage(Arc::clone(&tray));
    let window = Window {
        app: app.clone(),
        tray,
    };
    app.manage(Session::new(Arc::new(window), Computer::this(folder)));
    let handle = app.clone();
    on_terminate(move || {
        handle.state::<Session>().shut();
        handle.exit(0);
    })?;
    let session = app.state::<Session>();
    if !session.starts_without_window(arguments) {
        open(app)?;
    }
    // From here on, others may ask for it.
    app.manage(Opening::default());
    session.open_link(arguments);
    Ok(())
}

/// The program was started a second time, which ends at once: this one does what was wanted of it.
fn start_again(app: &AppHandle, arguments: &[String]) {
    let Some(session) = app.try_state::<Session>() else {
        return;
    };
    if !session.starts_without_window(arguments) {
        bring_to_front(app);
    }
    session.open_link(arguments);
}

/// Held while the window is made, so that there is one.
#[derive(Default)]
struct Opening(Mutex<()>);

/// Makes the window.
fn open<R: Runtime>(app: &AppHandle<R>) -> Result<(), Box<dyn std::error::Error>> {
    let config = app.config().app.windows.first();
    let config = config.ok_or("tauri.conf.json names no window")?.clone();
    let handle = app.clone();
    WebviewWindowBuilder::from_config(app, &config)?
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(move |_, payload| {
            // A page that is loaded again has lost the dialog; nothing may hand its key to the new page.
            if payload.event() == PageLoadEvent::Started {
                handle.state::<Session>().forget_shown();
            }
        })
        .build()?;
    Ok(())
}

/// Whether an address is the application's own: `tauri://localhost`, or `http://tauri.localhost` on Windows.
fn is_own(address: &Url) -> bool {
    match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        "http" | "https" => cfg!(windows) && address.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// Brings the window to the front; makes it anew where it was closed.
pub(crate) fn bring_to_front<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    // Making a window waits for the main thread, which may be what asks for it.
    tauri::async_runtime::spawn_blocking(move || {
        // While the program is only just starting, its own window comes.
        let Some(opening) = app.try_state::<Opening>() else {
            return;
        };
        let _opening = opening.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What the window system refuses here it would refuse a person too.
        let Some(window) = app.get_webview_window("main") else {
            let _ = open(&app);
            return;
        };
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    });
}

struct Window<R: Runtime> {
    app: AppHandle<R>,
    tray: Arc<Tray<R>>,
}

#[async_trait]
impl<R: Runtime> Shell for Window<R> {
    fn tell(&self, notice: Notice) {
        // A window that has gone needs no telling.
        let _ = self.app.emit("notice", notice);
    }

    fn raise(&self) {
        bring_to_front(&self.app);
    }

    fn tray(&self, view: Option<TrayView>) {
        self.tray.show(view);
    }

    async fn choose_folder(&self, title: &str) -> Option<PathBuf> {
        let (answer, chosen) = oneshot::channel();
        self.app
            .dialog()
            .file()
            .set_title(title)
            .pick_folder(move |path| {
                let _ = answer.send(path);
            });
        chosen.await.ok().flatten()?.into_path().ok()
    }

    async fn choose_file(&self, title: &str, ending: &str) -> Option<PathBuf> {
        let (answer, chosen) = oneshot::channel();
        self.app
            .dialog()
            .file()
            .set_title(title)
            .add_filter(format!(".{ending}"), &[ending])
            .add_filter("All files", &["*"])
            .pick_file(move |path| {
                let _ = answer.send(path);
            });
        chosen.await.ok().flatten()?.into_path().ok()
    }

    async fn choose_target(&self, title: &str, suggested: &str) -> Option<Target> {
        let (answer, chosen) = oneshot::channel();
        self.app
            .dialog()
            .file()
            .set_title(title)
            .set_file_name(suggested)
            .save_file(move |path| {
                let _ = answer.send(path);
            });
        let path = chosen.await.ok().flatten()?.into_path().ok()?;
        // The system's dialog asks before it answers with a file that is there.
        Some(Target {
            path,
            may_replace: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_applications_own_pages_are_navigated_to() {
        let own = |address: &str| address.parse().is_ok_and(|address| is_own(&address));
        assert!(own("tauri://localhost/index.html"));
        for foreign in [
            "https://example.com",
            "http://localhost",
            "http://tauri.localhost.evil.test",
            "tauri://evil.test",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
        ] {
            assert!(!own(foreign), "{foreign}");
        }
    }
}
