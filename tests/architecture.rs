//! Who may use whom, as `src-tauri/ARCHITECTURE.md` has it: between the crates, and between the folders of the UI.

use std::fmt;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The crates that a crate may use, by their names without `keytower-`.
///
/// A crate that is not named here has no place yet, and may use nothing.
fn may_use(user: &str) -> &'static [&'static str] {
    match user {
        "app" => &["domain"],
        "contract" => &["app", "domain"],
        "local" => &["app", "contract"],
        "sample" => &["app"],
        "client" => &["contract"],
        "server" => &["app", "contract", "local", "store-sqlite", "store-postgres"],
        "keytower" => &[
            "app",
            "contract",
            "local",
            "mail",
            "client",
            "sample",
            "store-sqlite",
            "desk",
        ],
        "bench" => &[
            "app",
            "client",
            "contract",
            "desk",
            "domain",
            "local",
            "sample",
            "server",
            "store-postgres",
            "store-sqlite",
        ],
        store if store.starts_with("store-") => &["app", "domain"],
        _ => &[],
    }
}

/// The crates of others that the domain may use: none of them reads, writes, waits or asks the time.
const DOMAIN_MAY_USE: &[&str] = &[
    "chacha20poly1305",
    "chrono",
    "chrono-tz",
    "crc32fast",
    "email_address",
    "hkdf",
    "ipnet",
    "hmac",
    "sha2",
    "subtle",
    "thiserror",
    "unicode-normalization",
    "x25519-dalek",
    "zeroize",
];

/// One crate uses another.
#[derive(Debug, PartialEq, Eq)]
struct Edge {
    user: String,
    used: String,
    is_ours: bool,
}

impl fmt::Display for Edge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} uses {}", self.user, self.used)
    }
}

/// Every edge from a crate of ours in `metadata`, but those that only tests have.
fn edges(metadata: &Value) -> Vec<Edge> {
    let packages = || metadata["packages"].as_array().into_iter().flatten();
    let name_of = |package: &Value| package["name"].as_str().unwrap_or_default().to_owned();
    let ours: Vec<String> = packages().map(name_of).collect();
    let short = |name: &str| name.strip_prefix("keytower-").unwrap_or(name).to_owned();
    packages()
        .flat_map(|package| {
            package["dependencies"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|dependency| dependency["kind"] != "dev")
                .map(|dependency| (name_of(package), name_of(dependency)))
        })
        .map(|(user, used)| Edge {
            user: short(&user),
            is_ours: ours.contains(&used),
            used: short(&used),
        })
        .collect()
}

/// The edges that the architecture doesn't have.
fn forbidden(edges: Vec<Edge>) -> Vec<Edge> {
    edges
        .into_iter()
        .filter(|Edge { user, used, is_ours }| match user.as_str() {
            "domain" => *is_ours || !DOMAIN_MAY_USE.contains(&used.as_str()),
            "xtask" => true,
            user => *is_ours && !may_use(user).contains(&used.as_str()),
        })
        .collect()
}

/// The edges that the architecture doesn't have, among made-up dependencies of `user`.
fn forbidden_from(user: &str, dependencies: &[Value]) -> Vec<String> {
    let crates = [
        "keytower",
        "keytower-app",
        "keytower-domain",
        "keytower-store-sqlite",
        "xtask",
    ];
    let packages: Vec<Value> = crates
        .iter()
        .map(|name| serde_json::json!({ "name": name, "dependencies": [] }))
        .filter(|package| package["name"] != user)
        .chain([serde_json::json!({ "name": user, "dependencies": dependencies })])
        .collect();
    let metadata = serde_json::json!({ "packages": packages });
    forbidden(edges(&metadata))
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn normal(name: &str) -> Value {
    serde_json::json!({ "name": name, "kind": null })
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn crates_use_one_another_only_as_the_architecture_says() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo speaks JSON");

    let edges = edges(&metadata);
    assert!(
        edges.contains(&Edge {
            user: "app".to_owned(),
            used: "domain".to_owned(),
            is_ours: true
        }),
        "not even `app uses domain` was seen"
    );
    let forbidden: Vec<String> = forbidden(edges).iter().map(ToString::to_string).collect();
    assert!(forbidden.is_empty(), "{forbidden:#?}");
}

#[test]
fn a_rule_that_reaches_for_a_store_is_noticed() {
    let dependencies = [normal("keytower-domain"), normal("keytower-store-sqlite")];
    assert_eq!(
        forbidden_from("keytower-app", &dependencies),
        ["app uses store-sqlite"]
    );
}

#[test]
fn a_domain_that_reads_files_or_knows_a_use_case_is_noticed() {
    let dependencies = [normal("chrono"), normal("tokio"), normal("keytower-app")];
    assert_eq!(
        forbidden_from("keytower-domain", &dependencies),
        ["domain uses tokio", "domain uses app"]
    );
}

#[test]
fn a_shell_that_goes_round_the_use_cases_is_noticed() {
    assert_eq!(
        forbidden_from("keytower", &[normal("keytower-domain"), normal("keytower-app")]),
        ["keytower uses domain"]
    );
}

#[test]
fn an_xtask_that_uses_any_crate_is_noticed() {
    assert_eq!(
        forbidden_from("xtask", &[normal("keytower-app")]),
        ["xtask uses app"]
    );
    assert_eq!(forbidden_from("xtask", &[normal("clap")]), ["xtask uses clap"]);
}

#[test]
fn a_crate_without_a_place_may_use_nothing_of_ours() {
    assert_eq!(
        forbidden_from("keytower-helpers", &[normal("keytower-app"), normal("serde")]),
        ["helpers uses app"]
    );
}

#[test]
fn what_a_build_script_uses_counts_and_what_only_tests_use_does_not() {
    let build = serde_json::json!({ "name": "keytower-store-sqlite", "kind": "build" });
    let dev = serde_json::json!({ "name": "keytower-store-sqlite", "kind": "dev" });
    assert_eq!(
        forbidden_from("keytower-app", &[build, dev]),
        ["app uses store-sqlite"]
    );
}

/// The folders of `ui/src` that a file may not import from, given where the file is.
fn is_forbidden_import(file: &Path, imported: &Path) -> bool {
    let parts = |path: &Path| -> Vec<String> {
        path.components()
            .take(2)
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect()
    };
    let (file, imported) = (parts(file), parts(imported));
    match (
        file.first().map(String::as_str),
        imported.first().map(String::as_str),
    ) {
        (Some("features"), Some("features")) => file.get(1) != imported.get(1),
        (
            Some("kit"),
            Some("backend" | "features" | "fleet" | "imports" | "people" | "resources" | "shell"),
        )
        | (Some("fleet" | "imports" | "people" | "resources"), Some("features" | "shell")) => true,
        _ => false,
    }
}

/// What a source text imports: the quoted text after each `from`, `import` and `import(`.
fn imports(source: &str) -> Vec<&str> {
    let quoted = |text: &'_ str| -> Option<(usize, usize)> {
        let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''))?;
        text[1..].find(['\n', quote]).map(|end| (1, 1 + end))
    };
    ["from", "import"]
        .iter()
        .flat_map(|keyword| source.match_indices(keyword))
        .filter_map(|(at, keyword)| {
            let is_word = !source[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
            let rest = source[at + keyword.len()..].trim_start_matches([' ', '(', '\n', '\t']);
            let (start, end) = quoted(rest).filter(|_| is_word)?;
            Some(&rest[start..end])
        })
        .collect()
}

/// Where in `ui/src` an import leads, if it leads there: `./` and `../` from the file, an alias (`$lib/…`, `@/…`)
/// from the first folder it names that we have.
fn resolve(file: &Path, import: &str) -> Option<PathBuf> {
    if !import.starts_with('.') {
        let top = import
            .find("features/")
            .or_else(|| import.find("shell/"))
            .or_else(|| import.find("backend/"));
        let is_alias = import.starts_with(['$', '@', '~', '/']) || import.starts_with("src/");
        return top.filter(|_| is_alias).map(|top| PathBuf::from(&import[top..]));
    }
    let mut path = file.parent()?.to_path_buf();
    for part in Path::new(import).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    Some(path)
}

/// The imports of one file that the architecture doesn't have.
fn forbidden_imports(file: &Path, source: &str) -> Vec<String> {
    imports(source)
        .into_iter()
        .filter(|import| resolve(file, import).is_some_and(|target| is_forbidden_import(file, &target)))
        .map(|import| format!("{} imports {import}", file.display()))
        .collect()
}

/// Every `.ts` and `.svelte` file below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.expect("an entry can be read").path())
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "ts" || extension == "svelte")
        })
        .collect()
}

#[test]
fn features_do_not_import_one_another_and_the_kit_knows_none() {
    let folder = root().join("ui/src");
    let forbidden: Vec<String> = sources(&folder)
        .iter()
        .flat_map(|path| {
            let source = fs::read_to_string(path).expect("a source can be read");
            forbidden_imports(path.strip_prefix(&folder).expect("it lies there"), &source)
        })
        .collect();
    assert!(forbidden.is_empty(), "{forbidden:#?}");
}

#[test]
fn a_feature_that_imports_another_is_noticed() {
    let file = Path::new("features/keys/parts/Row.svelte");
    let source = "import {\n  Badge,\n} from '../../reviews/Badge.svelte';\nimport Kit from '../../../kit/Kit.svelte';\n";
    assert_eq!(
        forbidden_imports(file, source),
        ["features/keys/parts/Row.svelte imports ../../reviews/Badge.svelte"]
    );
}

#[test]
fn a_feature_may_import_its_own_parts_the_kit_and_the_backend() {
    let file = Path::new("features/keys/Page.svelte");
    let source = "import Row from './parts/Row.svelte';\nimport '../keys/keys.css';\nimport { call } from '../../backend';\n";
    assert!(forbidden_imports(file, source).is_empty());
}

#[test]
fn what_features_share_knows_no_feature() {
    for file in [
        "resources/ResourceTree.svelte",
        "imports/ImportPanel.svelte",
        "people/PersonPicker.svelte",
        "fleet/ScopePicker.svelte",
    ] {
        assert_eq!(
            forbidden_imports(
                Path::new(file),
                "import Page from '../features/keys/Page.svelte';\nimport '../kit/Button.svelte';\n"
            ),
            [format!("{file} imports ../features/keys/Page.svelte")]
        );
    }
}

#[test]
fn a_kit_that_knows_a_feature_the_shell_or_the_backend_is_noticed() {
    let file = Path::new("kit/Button.ts");
    for import in [
        "import '../features/keys/keys.css'",
        "export { theme } from \"../shell/theme\"",
        "const late = await import('../backend/index')",
        "import type { Key } from '$lib/features/keys/key'",
    ] {
        assert_eq!(forbidden_imports(file, import).len(), 1, "{import}");
    }
}

#[test]
fn words_that_only_look_like_imports_are_none() {
    assert!(imports("const reimport = 'x'; say('away from here'); importer('y')").is_empty());
}
