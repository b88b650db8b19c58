//! What these tests need of `WebDriver` (W3C), over WebKitWebDriver.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

use super::bus::bound;
use super::wait::until;

/// What the protocol calls an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser session: the program under test and its web view.
pub(super) struct Driver {
    agent: Agent,
    address: String,
    session: String,
    server: Child,
}

/// An element of the page.
pub(super) struct Element(String);

impl Driver {
    /// Starts WebKitWebDriver in the surroundings that `dress` gives it, and through it the program.
    pub(super) fn start(program: &Path, log: Stdio, dress: impl FnOnce(&mut Command)) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let mut command = bound("WebKitWebDriver");
        command
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .envs([("TAURI_AUTOMATION", "true"), ("TAURI_WEBVIEW_AUTOMATION", "true")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        dress(&mut command);
        let server = command.spawn().expect("WebKitWebDriver starts");
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .into();
        let mut driver = Self {
            agent,
            address: format!("http://127.0.0.1:{port}"),
            session: String::new(),
            server,
        };
        until("WebKitWebDriver", || driver.get("/status").ok());
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "webkitgtk:browserOptions": { "binary": program, "args": [] },
            "timeouts": { "script": 20_000 },
        }}});
        let session = driver
            .post("/session", &capabilities)
            .unwrap_or_else(|error| panic!("no session: {error}"));
        let id = session["sessionId"].as_str().expect("a session has an id");
        driver.session = format!("/session/{id}");
        driver
    }

    /// The process of WebKitWebDriver, whose child the program is.
    pub(super) fn process(&self) -> u32 {
        self.server.id()
    }

    /// Runs a function's body in the page. A page that is being loaded anew answers nothing.
    pub(super) fn run(&self, script: &str, arguments: &Value) -> Result<Value, String> {
        self.post_here("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs a function's body in the page that calls its last argument with the answer.
    pub(super) fn run_async(&self, script: &str, arguments: &Value) -> Result<Value, String> {
        self.post_here("/execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// The element that a script answers.
    pub(super) fn element(&self, script: &str, arguments: &Value) -> Option<Element> {
        let answer = self.run(script, arguments).ok()?;
        answer[ELEMENT].as_str().map(|id| Element(id.to_owned()))
    }

    /// Clicks its middle, as with a mouse.
    pub(super) fn click(&self, element: &Element) -> Result<(), String> {
        self.post_here(&format!("/element/{}/click", element.0), &json!({}))
            .map(drop)
    }

    /// Where it is, and how large.
    pub(super) fn place(&self, element: &Element) -> Result<Value, String> {
        self.get(&format!("{}/element/{}/rect", self.session, element.0))
    }

    /// Whether a box is ticked, or the one that a label is of.
    pub(super) fn is_ticked(&self, element: &Element) -> Option<bool> {
        let script = "const [one] = arguments; return (one.control ?? one).checked";
        self.run(script, &json!([{ ELEMENT: element.0 }])).ok()?.as_bool()
    }

    /// Types on a keyboard, with the focus in it.
    pub(super) fn send_keys(&self, element: &Element, text: &str) -> Result<(), String> {
        self.post_here(&format!("/element/{}/value", element.0), &json!({ "text": text }))
            .map(drop)
    }

    /// Presses keys together, and lets them go again, wherever the focus is.
    pub(super) fn chord(&self, keys: &[&str]) -> Result<(), String> {
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys
            .iter()
            .rev()
            .map(|key| json!({ "type": "keyUp", "value": key }));
        let actions: Vec<Value> = down.chain(up).collect();
        self.post_here(
            "/actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        )
        .map(drop)
    }

    /// Loads the page anew.
    pub(super) fn reload(&self) -> Result<(), String> {
        self.post_here("/refresh", &json!({})).map(drop)
    }

    /// The page's document as it is now.
    pub(super) fn source(&self) -> Result<String, String> {
        let source = self.get(&format!("{}/source", self.session))?;
        Ok(source.as_str().unwrap_or_default().to_owned())
    }

    /// The address that the window shows.
    pub(super) fn address(&self) -> Result<String, String> {
        let url = self.get(&format!("{}/url", self.session))?;
        Ok(url.as_str().unwrap_or_default().to_owned())
    }

    /// The handles of all windows.
    pub(super) fn windows(&self) -> Result<usize, String> {
        let handles = self.get(&format!("{}/window/handles", self.session))?;
        Ok(handles.as_array().map_or(0, Vec::len))
    }

    fn post_here(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.post(&format!("{}{path}", self.session), body)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let answer = self.agent.post(format!("{}{path}", self.address)).send_json(body);
        value(answer)
    }

    fn get(&self, path: &str) -> Result<Value, String> {
        value(self.agent.get(format!("{}{path}", self.address)).call())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

type Answer = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

/// The value in an answer, or the words of its error.
fn value(answer: Answer) -> Result<Value, String> {
    let mut answer = answer.map_err(|error| error.to_string())?;
    let status = answer.status();
    let mut body: Value = answer
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_json()
        .map_err(|error| error.to_string())?;
    let value = body["value"].take();
    if status.is_success() {
        Ok(value)
    } else {
        Err(format!("{}: {}", value["error"], value["message"]))
    }
}
