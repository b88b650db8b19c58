//! The desktop's notifications.
//!
//! Showing one never waits: everything that asks the desktop happens on a thread of its own. Where nothing shows
//! notifications, none is shown, and nobody is told; whoever must not miss it says it elsewhere too.

use std::thread;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// A line: no markup.
    pub summary: String,
    /// Some lines: no markup, whatever is in it.
    pub body: String,
    /// It stays until somebody looks at it.
    pub urgent: bool,
    /// What can be done about it: the action, and what its button says. The notification itself does the first.
    pub actions: &'static [(&'static str, &'static str)],
}

/// What is called with the action that somebody chose.
pub type Chosen = Box<dyn FnOnce(&str) + Send>;

/// Shows notifications.
pub trait Notifier: Send + Sync {
    /// Shows one, and calls `chosen` at most once, on another thread.
    fn show(&self, notification: Notification, chosen: Chosen);
}

/// The desktop's own.
pub struct DesktopNotifier;

impl Notifier for DesktopNotifier {
    fn show(&self, notification: Notification, chosen: Chosen) {
        // Without a thread nothing is shown, as without a desktop.
        let _ = thread::Builder::new()
            .name("notification".to_owned())
            .spawn(move || on_the_desktop(&notification, chosen));
    }
}

fn drawn(notification: &Notification) -> notify_rust::Notification {
    let mut drawn = notify_rust::Notification::new();
    drawn
        .appname("Keytower")
        .summary(&notification.summary)
        .body(&notification.body)
        .icon("keytower");
    for (action, label) in notification.actions {
        drawn.action(action, label);
    }
    drawn
}

#[cfg(target_os = "linux")]
fn on_the_desktop(notification: &Notification, chosen: Chosen) {
    use futures_lite::future::or;
    use notify_rust::{Hint, NotificationResponse, Timeout, Urgency};

    let mut drawn = drawn(notification);
    drawn.hint(Hint::DesktopEntry("keytower".to_owned()));
    drawn.urgency(if notification.urgent {
        Urgency::Critical
    } else {
        Urgency::Normal
    });
    if notification.urgent {
        drawn.timeout(Timeout::Never);
    }
    let first = notification.actions.first().copied();
    if let Some((_, label)) = first {
        // A click on the notification itself (Desktop Notifications Specification, *Actions*).
        drawn.action("default", label);
    }
    zbus::block_on(async move {
        if let Ok(true) = shows_markup().await {
            let plain = escaped(&drawn.body);
            drawn.body(&plain);
        }
        let Ok(handle) = drawn.show_async().await else {
            return;
        };
        let answer = handle.wait_for_action_async(|response| match response {
            NotificationResponse::Default => {
                if let Some((action, _)) = first {
                    chosen(action);
                }
            }
            NotificationResponse::Action(action) => chosen(action),
            NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => {}
        });
        let answered = async {
            answer.await;
            // Not every server does that by itself.
            handle.close_async().await;
        };
        or(answered, server_gone()).await;
    });
}

#[cfg(not(target_os = "linux"))]
fn on_the_desktop(notification: &Notification, chosen: Chosen) {
    drop(chosen);
    let mut drawn = drawn(notification);
    // Under which the system knows the program that was installed, its name and its icon.
    #[cfg(windows)]
    drawn.app_id(crate::IDENTIFIER);
    #[cfg(target_os = "macos")]
    let _ = notify_rust::set_application(crate::IDENTIFIER);
    let _ = drawn.show();
}

/// Whether the server reads a body as markup: some show `<b>` as it is, the others must be shown `&lt;b>`.
#[cfg(target_os = "linux")]
async fn shows_markup() -> zbus::Result<bool> {
    let bus = zbus::Connection::session().await?;
    let answer = bus
        .call_method(
            Some(SERVER),
            "/org/freedesktop/Notifications",
            Some(SERVER),
            "GetCapabilities",
            &(),
        )
        .await?;
    let capabilities: Vec<String> = answer.body().deserialize()?;
    Ok(capabilities.iter().any(|one| one == "body-markup"))
}

#[cfg(target_os = "linux")]
const SERVER: &str = "org.freedesktop.Notifications";

/// Ends when the server has gone or was replaced: nobody answers for it then. Without a bus it never ends.
#[cfg(target_os = "linux")]
async fn server_gone() {
    use futures_lite::StreamExt as _;
    let changes = async {
        let bus = zbus::Connection::session().await?;
        let names = zbus::fdo::DBusProxy::new(&bus).await?;
        names.receive_name_owner_changed_with_args(&[(0, SERVER)]).await
    };
    match changes.await {
        Ok(mut changes) => drop(changes.next().await),
        Err(_) => futures_lite::future::pending().await,
    }
}

/// A text as markup that shows it as it is.
#[cfg(target_os = "linux")]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
