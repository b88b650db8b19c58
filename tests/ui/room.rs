//! One story's program: the real session and the real commands, on a runtime without a window.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use keytower::commands::commands;
use keytower::data_folder::DataFolder;
use keytower::session::{Computer, Session};
use keytower::system::SystemEntropy;
use keytower_desk::autostart::AutostartEntry;
use keytower_desk::keyring::DeviceKeyring;
use keytower_store_sqlite::vault::{KdfCost, MasterPassword, Unlock, Vault};
use serde_json::Value;
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::utils::config::{Csp, CspDirectiveSources};
use tauri::webview::InvokeRequest;
use tauri::{AppHandle, Context, Manager as _, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;
use tokio::sync::{OwnedMutexGuard, oneshot};

use crate::certificates::Office;
use crate::hands::{Opened, Passed, Shown, Wall};
use crate::mailserver::{Mailserver, PASSWORD, USER};
use crate::person::Person;

/// The program of one story.
pub struct Room {
    /// Who sits at it.
    pub person: Arc<Person>,
    /// Its clock.
    pub wall: Arc<Wall>,
    passed: Arc<Passed>,
    app: AppHandle<MockRuntime>,
    main: WebviewWindow<MockRuntime>,
    faults: Mutex<HashMap<String, Fault>>,
    holds: Mutex<HashMap<String, oneshot::Sender<()>>>,
    clipboard: Mutex<Option<OwnedMutexGuard<()>>>,
    /// The authority whose mail servers are trusted here, and the server, once there is one.
    office: Office,
    mail_server: Mutex<Option<Mailserver>>,
    folder: TempDir,
}

/// What befalls the next call of a command.
pub enum Fault {
    /// It is refused.
    Refuse(Value),
    /// It is answered without being asked.
    Answer(Value),
    /// It waits until it is let go.
    Wait(oneshot::Receiver<()>),
}

/// The program's context: what it ships with, its permissions included.
pub fn context() -> Context<MockRuntime> {
    tauri::generate_context!(test = true)
}

impl Room {
    /// A program that was just started, on a computer where it never ran.
    pub fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let office = Office::new();
        let (person, wall, passed): (Arc<Person>, Arc<Wall>, Arc<Passed>) = Default::default();
        let computer = Computer {
            folder: DataFolder::at(folder.path().join("data")),
            clock: wall.clone(),
            ticks: passed.clone(),
            entropy: Arc::new(SystemEntropy),
            keyring: DeviceKeyring::new(),
            notifier: Arc::new(Shown(folder.path().join("shown"))),
            mail_authorities: office.trusted(),
            browser: Arc::new(Opened(folder.path().join("opened"))),
            autostart: Arc::new(AutostartEntry::new(
                &folder.path().join("autostart"),
                "org.keytower.desktop",
                Path::new("/usr/bin/keytower"),
                "--background",
            )),
            cost: KdfCost::FLOOR,
            watches_system: false,
        };
        let app = mock_builder()
            .invoke_handler(commands::<MockRuntime>().invoke_handler())
            .build(context())?;
        app.manage(Session::new(person.clone(), computer));
        let config = app
            .config()
            .app
            .windows
            .first()
            .ok_or("no window is configured")?;
        let main = WebviewWindowBuilder::from_config(app.handle(), config)?.build()?;
        Ok(Self {
            person,
            wall,
            passed,
            app: app.handle().clone(),
            main,
            faults: Mutex::default(),
            holds: Mutex::default(),
            clipboard: Mutex::default(),
            office,
            mail_server: Mutex::default(),
            folder,
        })
    }

    /// Another window of the same program.
    pub fn other_window(&self, label: &str) -> tauri::Result<WebviewWindow<MockRuntime>> {
        WebviewWindowBuilder::new(&self.app, label, tauri::WebviewUrl::default()).build()
    }

    /// Calls a command as the page of the main window does, and waits.
    pub fn call_now(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        invoke(&self.main, command, arguments)
    }

    /// Where everything of this story lies.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The page is loaded, or loaded again: what the window does then.
    pub fn page_loads(&self) {
        self.session().forget_shown();
    }

    /// The program is started again with a link.
    pub fn open_link(&self, link: String) {
        self.session().open_link(&["keytower".to_owned(), link]);
    }

    /// Nobody touches the program for a while.
    pub fn pass(&self, time: Duration) {
        self.passed
            .pass(u64::try_from(time.as_millis()).unwrap_or(u64::MAX));
        // A touch that comes too late makes the program look at the time at once.
        self.session().touch();
    }

    /// What the program ships as its content security policy, with the one change that this transport needs.
    pub fn policy(&self) -> String {
        let policy = self.app.config().app.security.csp.clone();
        let mut directives: HashMap<String, CspDirectiveSources> = policy.map(Into::into).unwrap_or_default();
        directives.insert(
            "connect-src".to_owned(),
            CspDirectiveSources::Inline("'self'".to_owned()),
        );
        Csp::DirectiveMap(directives).to_string()
    }

    /// Has a fault befall the next call of `command`.
    pub fn injure(&self, command: String, fault: Fault) {
        locked(&self.faults).insert(command, fault);
    }

    /// Has the next call of `command` wait until [`Room::let_go`].
    pub fn hold(&self, command: String) {
        let (release, released) = oneshot::channel();
        locked(&self.holds).insert(command.clone(), release);
        self.injure(command, Fault::Wait(released));
    }

    /// Lets a call that waits go on.
    pub fn let_go(&self, command: &str) {
        if let Some(release) = locked(&self.holds).remove(command) {
            // A call that was never made doesn't wait.
            let _ = release.send(());
        }
    }

    /// Starts a mail server, in place of one before. Answers its port.
    pub fn start_mail_server(&self) -> u16 {
        let identity = self.office.signs("localhost");
        let server = Mailserver::run(
            "starttls",
            Some(&identity),
            &["--user", USER, "--password", PASSWORD],
        );
        let port = server.port;
        *locked(&self.mail_server) = Some(server);
        port
    }

    /// What the mail server took.
    pub fn mails(&self) -> Vec<Value> {
        locked(&self.mail_server)
            .as_ref()
            .map(Mailserver::messages)
            .unwrap_or_default()
    }

    /// Somebody who has the password changes a locked vault's database behind the program's back.
    pub fn tamper(vault: &Path, password: String, sql: &str) -> Result<(), String> {
        let unlock = Unlock::Password(&MasterPassword::typed(password));
        let vault = Vault::unlock(vault, &unlock).map_err(|error| error.to_string())?;
        let database = vault.connect().map_err(|error| error.to_string())?;
        database.execute_batch(sql).map_err(|error| error.to_string())
    }

    /// The clipboard is this story's until it ends: there is only one.
    pub fn take_clipboard(&self, held: OwnedMutexGuard<()>) {
        *locked(&self.clipboard) = Some(held);
    }

    /// Calls a command as the page of the main window does.
    pub async fn invoke(self: Arc<Self>, command: String, arguments: Value) -> Result<Value, Value> {
        let fault = locked(&self.faults).remove(&command);
        match fault {
            Some(Fault::Refuse(problem)) => return Err(problem),
            Some(Fault::Answer(answer)) => return Ok(answer),
            // Whoever holds it may have gone.
            Some(Fault::Wait(released)) => drop(released.await),
            None => {}
        }
        let call = move || invoke(&self.main, &command, arguments);
        tokio::task::spawn_blocking(call)
            .await
            .unwrap_or_else(|error| Err(error.to_string().into()))
    }

    /// The program ends.
    pub fn close(&self) {
        self.session().shut();
        locked(&self.holds).clear();
        locked(&self.clipboard).take();
        locked(&self.mail_server).take();
    }

    fn session(&self) -> tauri::State<'_, Session> {
        self.app.state::<Session>()
    }
}

/// Calls a command from a window.
pub fn invoke(window: &WebviewWindow<MockRuntime>, command: &str, arguments: Value) -> Result<Value, Value> {
    let address = if cfg!(windows) {
        "http://tauri.localhost"
    } else {
        "tauri://localhost"
    };
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: address.parse().expect("the address of the program is one"),
        body: InvokeBody::Json(arguments),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    match get_ipc_response(window, request)? {
        InvokeResponseBody::Json(text) => {
            serde_json::from_str(&text).map_err(|error| error.to_string().into())
        }
        InvokeResponseBody::Raw(_) => Err("no command answers with bytes".into()),
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
