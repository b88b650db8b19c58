//! The page's side: its files, its calls, and what a story does to the computer around it.

use std::fs;
use std::io;
use std::path::{Component, Path as FilePath, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::room::{Fault, Room};
use crate::rooms::Rooms;

/// Stands in for what Tauri puts into every page.
const INTERNALS: &str = include_str!("internals.js");

#[derive(Clone)]
struct Web {
    rooms: Rooms,
    dist: Arc<PathBuf>,
}

type Answered = Result<Response, StatusCode>;

/// Serves from now on; answers the address.
///
/// # Errors
/// When no port can be had, or the user interface isn't built.
pub async fn serve(rooms: Rooms, dist: PathBuf) -> io::Result<String> {
    if !dist.join("index.html").is_file() {
        return Err(io::Error::other("ui/dist isn't built: npm run build, in ui"));
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let web = Web {
        rooms,
        dist: Arc::new(dist),
    };
    let router = Router::new()
        .route("/assets/{*path}", get(asset))
        // Browsers ask for one; the window of the program doesn't.
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .route("/s/{room}/", get(page))
        .route("/s/{room}/internals.js", get(internals))
        .route("/s/{room}/invoke/{command}", post(invoke))
        .route("/s/{room}/notices/{from}", get(notices))
        .route("/desk", post(open))
        .route("/desk/{room}", delete(close))
        .route("/desk/{room}/do", post(act))
        // A fleet of 100,000 is a few megabytes.
        .layer(DefaultBodyLimit::disable())
        .with_state(web);
    tauri::async_runtime::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

impl Web {
    fn room(&self, number: u32) -> Result<Arc<Room>, StatusCode> {
        self.rooms.get(number).ok_or(StatusCode::NOT_FOUND)
    }
}

async fn page(State(web): State<Web>, Path(number): Path<u32>) -> Answered {
    let room = web.room(number)?;
    room.page_loads();
    let built = fs::read_to_string(web.dist.join("index.html")).map_err(|_| StatusCode::NOT_FOUND)?;
    // Before every script of the page, as Tauri does it.
    let html = built.replacen("<head>", r#"<head><script src="internals.js"></script>"#, 1);
    Ok(([(header::CONTENT_SECURITY_POLICY, room.policy())], Html(html)).into_response())
}

async fn internals(State(web): State<Web>, Path(number): Path<u32>) -> Answered {
    // A page hears what is told from its start on.
    let script = INTERNALS.replace("/*told*/ 0", &web.room(number)?.person.told().to_string());
    Ok(([(header::CONTENT_TYPE, "text/javascript")], script).into_response())
}

async fn asset(State(web): State<Web>, Path(path): Path<String>) -> Answered {
    let path = FilePath::new(&path);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(StatusCode::NOT_FOUND);
    }
    let kind = match path.extension().and_then(|ending| ending.to_str()) {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let content = fs::read(web.dist.join("assets").join(path)).map_err(|_| StatusCode::NOT_FOUND)?;
    let headers = [
        (header::CONTENT_TYPE, kind),
        // The names hold a digest of the content.
        (header::CACHE_CONTROL, "max-age=31536000, immutable"),
    ];
    Ok((headers, content).into_response())
}

async fn invoke(
    State(web): State<Web>,
    Path((number, command)): Path<(u32, String)>,
    body: Bytes,
) -> Answered {
    let room = web.room(number)?;
    let arguments = serde_json::from_slice(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let outcome = match room.invoke(command, arguments).await {
        Ok(answer) => json!({ "ok": answer }),
        Err(refusal) => json!({ "refused": refusal }),
    };
    Ok(Json(outcome).into_response())
}

async fn notices(State(web): State<Web>, Path((number, from)): Path<(u32, usize)>) -> Answered {
    let room = web.room(number)?;
    Ok(Json(room.person.hear(from).await).into_response())
}

async fn open(State(web): State<Web>) -> Answered {
    let (number, room) = web.rooms.open().map_err(|error| {
        eprintln!("a story's program could not be started: {error}");
        StatusCode::INTERNAL_SERVER_ERROR
    })?;
    Ok(Json(json!({ "room": number, "folder": room.folder() })).into_response())
}

async fn close(State(web): State<Web>, Path(number): Path<u32>) {
    let rooms = web.rooms.clone();
    // Emptying the clipboard may block.
    let _ = tokio::task::spawn_blocking(move || rooms.close(number)).await;
}

/// What a story does around the page.
#[derive(Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
enum Act {
    /// Moves the clock, also back.
    TurnClock { seconds: i64 },
    /// Nobody touches anything for so long.
    Pass { seconds: u64 },
    /// The next folder that is asked for.
    ChooseFolder { path: PathBuf },
    /// The next file that is asked for.
    ChooseFile { path: PathBuf },
    /// The next place to save that is asked for.
    ChooseTarget { path: PathBuf, may_replace: bool },
    /// Somebody opens a link in another program.
    OpenLink { link: String },
    /// Takes the clipboard until the story ends.
    TakeClipboard,
    /// A locked vault's database is changed behind the program's back.
    Tamper {
        vault: PathBuf,
        password: String,
        sql: String,
    },
    /// The next call of a command is refused.
    Refuse { command: String, problem: Value },
    /// The next call of a command is answered so.
    Answer { command: String, answer: Value },
    /// The next call of a command waits.
    Hold { command: String },
    /// Until now.
    LetGo { command: String },
    /// A mail server; answers its port.
    StartMailServer,
    /// Answers what the mail server took.
    ReadMails,
}

async fn act(State(web): State<Web>, Path(number): Path<u32>, Json(act): Json<Act>) -> Answered {
    let room = web.room(number)?;
    match act {
        Act::TurnClock { seconds } => room.wall.turn(seconds * 1000),
        Act::Pass { seconds } => room.pass(Duration::from_secs(seconds)),
        Act::ChooseFolder { path } => room.person.will_choose_folder(path),
        Act::ChooseFile { path } => room.person.will_choose_file(path),
        Act::ChooseTarget { path, may_replace } => room.person.will_choose_target(path, may_replace),
        Act::OpenLink { link } => room.open_link(link),
        Act::TakeClipboard => web.rooms.lend_clipboard(&room).await,
        Act::Tamper { vault, password, sql } => Room::tamper(&vault, password, &sql).map_err(|error| {
            eprintln!("a vault could not be tampered with: {error}");
            StatusCode::INTERNAL_SERVER_ERROR
        })?,
        Act::Refuse { command, problem } => room.injure(command, Fault::Refuse(problem)),
        Act::Answer { command, answer } => room.injure(command, Fault::Answer(answer)),
        Act::Hold { command } => room.hold(command),
        Act::LetGo { command } => room.let_go(&command),
        Act::StartMailServer => return Ok(Json(room.start_mail_server()).into_response()),
        Act::ReadMails => return Ok(Json(room.mails()).into_response()),
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
