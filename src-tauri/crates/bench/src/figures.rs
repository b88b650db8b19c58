//! What is measured, each as the window waits for it.

use std::error::Error;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use keytower_app::domain::access::{Level, Rights};
use keytower_app::domain::aircraft_scope::AircraftScope as Scope;
use keytower_app::domain::event::Head;
use keytower_app::domain::id::ServiceAccountId;
use keytower_app::{Caller, ChainReport, check_chain, generate_key};
use keytower_contract::{
    AircraftScope, Answer, Backend, EventQuery, Expiry, GenerateKey, Grant, Identified, KeyQuery, KeySort,
    KeyState, Level as WireLevel, Reminders, Rights as WireRights,
};
use keytower_local::Witness;
use keytower_store_sqlite::SqliteStore;
use keytower_store_sqlite::vault::{KdfCost, MasterPassword, Vault};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::computer::{SystemClock, SystemEntropy, timed};
use crate::renew_many;
use crate::spread::{Spread, rounded};
use crate::vault::{Made, PASSWORD, actor, request};

/// Rows that the list asks for at once.
const PAGE: u32 = 100;
/// Keys that are generated each way.
const GENERATED: usize = 300;
/// Times that the vault is opened.
const OPENED: usize = 9;
/// What is typed into the filter, letter by letter.
const TYPED: [&str; 8] = [
    "fuel-slots",
    "svc-roster-0420",
    "noise",
    "ops feed",
    "ktw_a",
    "payroll-gate-77",
    "nothing like it",
    "w",
];

/// Everything that was measured.
pub struct Figures {
    pub generate: Value,
    pub search: Value,
    pub pages: Value,
    pub identify: Value,
    pub chain: Value,
    pub unlock: Value,
    pub activity: Value,
    pub overview: Value,
    pub palette: Value,
    pub check: Value,
    pub renew_many: Value,
}

/// Measures all of it. Reading comes before what changes the vault.
pub fn measure(made: &Made) -> Result<Figures, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    eprintln!("bench: unlock");
    let unlock = unlock(made, &runtime)?;
    let (backend, vault) = made.open()?.backend(Arc::new(HeadFile(made.head_file())))?;
    let desk = Desk {
        made,
        runtime: &runtime,
        backend: &*backend,
        vault: &vault,
    };
    desk.page(&query(), 0)?;
    eprintln!("bench: search, pages, identify");
    let search = desk.search()?;
    let pages = desk.pages()?;
    let identify = desk.identify()?;
    eprintln!("bench: activity, overview, palette, check");
    let activity = desk.activity()?;
    let overview = desk.overview()?;
    let palette = desk.palette()?;
    let check = desk.check()?;
    eprintln!("bench: chain");
    let chain = chain(&vault)?;
    eprintln!("bench: generate");
    let generate = desk.generate()?;
    eprintln!("bench: renew many");
    let renew_many = renew_many::measure(&desk)?;
    drop(backend);
    drop(vault);
    Ok(Figures {
        generate,
        search,
        pages,
        identify,
        chain,
        unlock,
        activity,
        overview,
        palette,
        check,
        renew_many,
    })
}

/// Writes the head of the chain outside the vault after each commit, in the steps in which the window does: a file
/// beside it, synced and renamed.
struct HeadFile(PathBuf);

impl HeadFile {
    fn write(&self, text: &str) -> std::io::Result<()> {
        let beside = self.0.with_extension("new");
        let mut file = File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(beside, &self.0)
    }
}

impl Witness for HeadFile {
    fn seen(&self) -> Option<Head> {
        None
    }

    fn committed(&self, head: Head) {
        let text =
            json!({ "seq": head.seq, "mac": head.mac.0, "at": head.at.timestamp_millis() }).to_string();
        self.write(&text).expect("the temporary folder can be written to");
    }

    fn accepted(&self, _head: Head) {}
}

/// The open vault, and who waits for its answers.
pub struct Desk<'a> {
    made: &'a Made,
    runtime: &'a Runtime,
    pub backend: &'a dyn Backend,
    vault: &'a Vault,
}

impl Desk<'_> {
    /// An answer, and the milliseconds that it took.
    pub fn wait<T>(&self, asked: impl Future<Output = Answer<T>>) -> Result<(T, f64), Box<dyn Error>> {
        let (answer, milliseconds) = timed(|| self.runtime.block_on(asked));
        let answer = answer.map_err(|problem| format!("{problem:?}"))?;
        Ok((answer, milliseconds))
    }

    /// Milliseconds of a page, and how many keys the query found.
    fn page(&self, query: &KeyQuery, offset: u32) -> Result<(u32, f64), Box<dyn Error>> {
        let asked = self.backend.list_keys(query.clone(), offset, PAGE);
        let (page, milliseconds) = self.wait(asked)?;
        Ok((page.matching, milliseconds))
    }

    fn search(&self) -> Result<Value, Box<dyn Error>> {
        typed(|text| Ok(self.page(&KeyQuery { text, ..query() }, 0)?.1))
    }

    fn palette(&self) -> Result<Value, Box<dyn Error>> {
        typed(|text| Ok(self.wait(self.backend.search(text))?.1))
    }

    fn check(&self) -> Result<Value, Box<dyn Error>> {
        let (owner, rights) = &self.made.accounts[0];
        typed(|name| {
            let asked = on_the_wire(*owner, name, rights);
            Ok(self.wait(self.backend.check_key(asked))?.1)
        })
    }

    /// Loading the log's lines, which the first filter does, is apart.
    fn activity(&self) -> Result<Value, Box<dyn Error>> {
        let find = |text: String| {
            let query = EventQuery {
                text,
                kinds: Vec::new(),
                subject: None,
                actor: None,
                since: None,
                until: None,
            };
            Ok(self.wait(self.backend.list_events(query, 0, PAGE))?.1)
        };
        let first = find("first".to_owned())?;
        Ok(json!({ "first_filter": rounded(first), "keystroke": typed(find)? }))
    }

    fn overview(&self) -> Result<Value, Box<dyn Error>> {
        let mut spread = Spread::default();
        for _ in 0..50 {
            spread.add(self.wait(self.backend.overview())?.1);
        }
        Ok(spread.report())
    }

    fn pages(&self) -> Result<Value, Box<dyn Error>> {
        let (mut first, mut deep) = (Spread::default(), Spread::default());
        for sort in [
            KeySort::Name,
            KeySort::Owner,
            KeySort::Resources,
            KeySort::Aircraft,
            KeySort::State,
            KeySort::Expires,
            KeySort::Generated,
        ] {
            for descending in [false, true] {
                for states in [
                    vec![],
                    vec![KeyState::NotHandedOut],
                    vec![KeyState::Expiring, KeyState::Expired],
                ] {
                    for days in [None, Some(30)] {
                        let query = KeyQuery {
                            sort,
                            descending,
                            states: states.clone(),
                            expires_within_days: days,
                            ..query()
                        };
                        let (matching, milliseconds) = self.page(&query, 0)?;
                        first.add(milliseconds);
                        for part in 1..=5 {
                            deep.add(self.page(&query, matching / 6 * part)?.1);
                        }
                    }
                }
            }
        }
        Ok(json!({ "first": first.report(), "deep": deep.report() }))
    }

    fn identify(&self) -> Result<Value, Box<dyn Error>> {
        let mut spread = Spread::default();
        for text in &self.made.texts {
            let asked = self.backend.identify_key(text.as_str().to_owned());
            let (found, milliseconds) = self.wait(asked)?;
            if !matches!(found, Identified::Known { whole: true, .. }) {
                return Err("a key of the vault isn't known".into());
            }
            spread.add(milliseconds);
        }
        Ok(spread.report())
    }

    /// A bare row, the use case, and the whole command, in turn, so that all three have the same disk.
    fn generate(&self) -> Result<Value, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let password = MasterPassword::typed(PASSWORD.to_owned());
        let place = folder.path().join("Bare.keytower");
        let (vault, _) = Vault::create_with(&place, &password, KdfCost::FLOOR, &SystemEntropy)?;
        let bare_rows = vault.connect()?;
        bare_rows.execute_batch("CREATE TABLE bare (id INTEGER PRIMARY KEY, content BLOB NOT NULL)")?;
        let second = beside(self.vault)?;
        let actor = actor();
        let caller = Caller {
            actor: &actor,
            origin: "bench",
            clock: &SystemClock,
            entropy: &SystemEntropy,
        };
        let (mut bare, mut use_case, mut command) = (Spread::default(), Spread::default(), Spread::default());
        for number in 0..GENERATED {
            let (owner, rights) = self.made.accounts[number % self.made.accounts.len()].clone();
            let (written, milliseconds) =
                timed(|| bare_rows.execute("INSERT INTO bare (content) VALUES (?1)", [[7u8; 300]]));
            written?;
            bare.add(milliseconds);

            let name = format!("measured-{number}");
            let asked = request(owner, name, rights.clone(), Scope::WholeFleet, 180);
            let (generated, milliseconds) = timed(|| generate_key(&second, &caller, &asked));
            generated?;
            use_case.add(milliseconds);

            let asked = on_the_wire(owner, format!("waited-for-{number}"), &rights);
            command.add(self.wait(self.backend.generate_key(asked))?.1);
        }
        let times = |spread: &Spread| rounded(spread.percentile(50) / bare.percentile(50));
        Ok(json!({
            "bare_row": bare.report(),
            "use_case": use_case.report(),
            "as_the_window_waits": command.report(),
            "use_case_as_times_the_bare_row": times(&use_case),
            "window_as_times_the_bare_row": times(&command),
        }))
    }
}

/// Asks with every text that stands in a field while some words are typed.
fn typed(mut ask: impl FnMut(String) -> Result<f64, Box<dyn Error>>) -> Result<Value, Box<dyn Error>> {
    let mut keystrokes = Spread::default();
    for _ in 0..3 {
        for typed in TYPED {
            for (end, letter) in typed.char_indices() {
                keystrokes.add(ask(typed[..end + letter.len_utf8()].to_owned())?);
            }
        }
    }
    Ok(keystrokes.report())
}

/// Everything, by when it ends, as the window asks first.
pub fn query() -> KeyQuery {
    KeyQuery {
        text: String::new(),
        states: Vec::new(),
        owner_ids: Vec::new(),
        resource_ids: Vec::new(),
        aircraft_ids: Vec::new(),
        group_ids: Vec::new(),
        personnel_ids: Vec::new(),
        expires_within_days: None,
        ends: None,
        attention: Vec::new(),
        not_conforming: false,
        unused: None,
        sort: KeySort::Expires,
        descending: false,
    }
}

fn on_the_wire(owner: ServiceAccountId, name: String, rights: &Rights) -> GenerateKey {
    let rights = match rights {
        Rights::AllOfOwner => WireRights::AllOfOwner,
        Rights::Chosen(grants) => WireRights::Chosen {
            grants: grants
                .iter()
                .map(|(id, level)| Grant {
                    resource_id: id.to_string(),
                    level: match level {
                        Level::View => WireLevel::View,
                        Level::Modify => WireLevel::Modify,
                        Level::ModifyAll => WireLevel::ModifyAll,
                    },
                })
                .collect(),
        },
    };
    GenerateKey {
        owner_id: owner.to_string(),
        name,
        description: String::new(),
        rights,
        scope: AircraftScope::WholeFleet,
        expiry: Expiry::Days { days: 180 },
        networks: Vec::new(),
        renewal_days: 180,
        reminders: Reminders::default(),
        approved_by: String::new(),
        reason: String::new(),
        replaces: None,
    }
}

/// Two more connections to a vault that is open.
fn beside(vault: &Vault) -> Result<SqliteStore, Box<dyn Error>> {
    Ok(SqliteStore::open(vault.connect()?, vault.connect()?)?)
}

fn chain(vault: &Vault) -> Result<Value, Box<dyn Error>> {
    let store = beside(vault)?;
    let actor = actor();
    let caller = Caller {
        actor: &actor,
        origin: "bench",
        clock: &SystemClock,
        entropy: &SystemEntropy,
    };
    let (report, milliseconds) = timed(|| check_chain(&store, &caller, None));
    let ChainReport::Intact { events } = report? else {
        return Err("the chain isn't whole".into());
    };
    let seconds = milliseconds / 1_000.0;
    Ok(json!({
        "seconds": rounded(seconds),
        "events_per_second": (f64::from(events) / seconds).round(),
    }))
}

fn unlock(made: &Made, runtime: &Runtime) -> Result<Value, Box<dyn Error>> {
    let mut spread = Spread::default();
    for _ in 0..OPENED {
        let (opened, milliseconds) = timed(|| {
            let (backend, vault) = made.open()?.backend(Arc::new(HeadFile(made.head_file())))?;
            let page = runtime.block_on(backend.list_keys(query(), 0, PAGE));
            page.map_err(|problem| format!("{problem:?}"))?;
            Ok::<_, Box<dyn Error>>((backend, vault))
        });
        let (backend, vault) = opened?;
        spread.add(milliseconds);
        drop(backend);
        drop(vault);
    }
    Ok(spread.report())
}
