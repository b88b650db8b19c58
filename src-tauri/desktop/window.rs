//! The one window, and what the process does around it.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use keytower_contract::Notice;
use keytower_desk::process::{forbid_core_dumps, on_terminate};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{App, AppHandle, Emitter as _, Manager as _, RunEvent, Runtime, Url, WebviewWindowBuilder};
use tauri_plugin_dialog::DialogExt as _;
use tokio::sync::oneshot;

use crate::commands::commands;
use crate::data_folder::DataFolder;
use crate::session::{Computer, Session};
use crate::shell::{Shell, Target};

/// Runs the application until its window is closed.
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
            bring_to_front(app);
            if let Some(session) = app.try_state::<Session>() {
                session.open_link(&arguments);
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .invoke_handler(commands.invoke_handler())
        .setup(move |app| {
            set_up(app, folder)?;
            app.state::<Session>().open_link(&arguments);
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            app.state::<Session>().shut();
        }
    });
    Ok(())
}

fn set_up(app: &mut App, folder: DataFolder) -> Result<(), Box<dyn std::error::Error>> {
    let shell = Arc::new(Window(app.handle().clone()));
    app.manage(Session::new(shell, Computer::this(folder)));
    let handle = app.handle().clone();
    on_terminate(move || {
        handle.state::<Session>().shut();
        handle.exit(0);
    })?;
    let config = app
        .config()
        .app
        .windows
        .first()
        .ok_or("tauri.conf.json names no window")?
        .clone();
    let handle = app.handle().clone();
    WebviewWindowBuilder::from_config(app.handle(), &config)?
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

fn bring_to_front<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window("main") {
        // What the window system refuses here it would refuse a person too.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

struct Window<R: Runtime>(AppHandle<R>);

#[async_trait]
impl<R: Runtime> Shell for Window<R> {
    fn tell(&self, notice: Notice) {
        // A window that has gone needs no telling.
        let _ = self.0.emit("notice", notice);
    }

    fn raise(&self) {
        bring_to_front(&self.0);
    }

    async fn choose_folder(&self, title: &str) -> Option<PathBuf> {
        let (answer, chosen) = oneshot::channel();
        self.0.dialog().file().set_title(title).pick_folder(move |path| {
            let _ = answer.send(path);
        });
        chosen.await.ok().flatten()?.into_path().ok()
    }

    async fn choose_file(&self, title: &str, ending: &str) -> Option<PathBuf> {
        let (answer, chosen) = oneshot::channel();
        self.0
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
        self.0
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
