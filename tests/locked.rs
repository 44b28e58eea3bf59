//! A locked site: nothing of the team's is in any byte or name, nothing is locked without a good passphrase, and
//! the same files give the same bytes.

mod folders;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use folders::copy;

const PASSPHRASE: &str = "correct horse battery";
/// What an own theme may add to the site, and a picture of content.
const OWN: [(&str, &str); 4] = [
    (
        "static/board.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Own board</title></svg>",
    ),
    ("static/own.css", ".own{color:red}"),
    (
        "content/plans/gort.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Plan for Gort</title></svg>",
    ),
    (
        "content/plans/gort-plan.md",
        "+++\ntitle = \"Plan for Gort\"\n+++\n![The plan](gort.svg)\n",
    ),
];

/// The playbook of one person, with files of its own.
fn playbook() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/solo"),
        root.path(),
    );
    for (path, text) in OWN {
        fs::create_dir_all(root.path().join(path).parent().unwrap()).unwrap();
        fs::write(root.path().join(path), text).unwrap();
    }
    root
}

fn run(root: &Path, more: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_funnelbook"));
    command.args([
        "build",
        "--audience",
        "team",
        "--base-url",
        "https://example.org/solo",
        "--root",
    ]);
    command.arg(root).args(more);
    command.env_remove("GITHUB_ACTIONS").env_remove("FUNNELBOOK_PASSPHRASE");
    command.envs(variables.iter().copied()).output().unwrap()
}

fn build(root: &Path, more: &[&str], variables: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let run = run(root, more, variables);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    files(&root.join("public"))
}

fn lock(root: &Path) -> BTreeMap<String, Vec<u8>> {
    build(root, &["--lock"], &[("FUNNELBOOK_PASSPHRASE", PASSPHRASE)])
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|e| e.file_type().is_file())
    {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        out.insert(path, fs::read(entry.path()).unwrap());
    }
    out
}

/// What nobody but the team may read: each text of the data files, where it is long enough not to come about by
/// chance, and says something.
fn secrets(open: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let columns: [(&str, &[&str]); 2] = [
        ("data/deals.csv", &["id", "account", "owner", "amount", "segment"]),
        ("data/campaigns.csv", &["id", "name", "spend", "won_amount"]),
    ];
    for (file, wanted) in columns {
        let mut reader = csv::Reader::from_reader(open[file].as_slice());
        let heads = reader.headers().unwrap().clone();
        for row in reader.records().map(Result::unwrap) {
            let cells = heads.iter().zip(row.iter()).filter(|(head, _)| wanted.contains(head));
            out.extend(cells.map(|(_, cell)| cell.to_owned()));
        }
    }
    out.extend(
        [
            "Own board",
            "Plan for Gort",
            "gort-plan",
            "assets/board",
            "gort.svg",
            "2025-Q4",
            "example.org/solo",
        ]
        .map(str::to_owned),
    );
    let title = String::from_utf8(open["data/site.json"].clone()).unwrap();
    let title: serde_json::Value = serde_json::from_str(&title).unwrap();
    out.insert(title["title"].as_str().unwrap().to_owned());
    // Two campaigns have ids that are words of the theme.
    out.retain(|text| text.chars().count() >= 7 && !["website", "letters"].contains(&text.as_str()));
    out
}

/// Names and bytes of all files, to search in.
fn texts(files: &BTreeMap<String, Vec<u8>>) -> Vec<(&str, String)> {
    let text = |(path, bytes): (&'_ String, &Vec<u8>)| format!("{path}\n{}", String::from_utf8_lossy(bytes));
    files.iter().map(|file| (file.0.as_str(), text(file))).collect()
}

/// Where the text is in the bytes or the name of a file.
fn found<'a>(files: &[(&'a str, String)], text: &str) -> Option<&'a str> {
    files.iter().find(|(_, all)| all.contains(text)).map(|(path, _)| *path)
}

#[test]
fn no_byte_and_no_name_tells_anything() {
    let root = playbook();
    let open = build(root.path(), &[], &[]);
    let secrets = secrets(&open);
    assert!(secrets.len() > 60, "{secrets:?}");
    // The search itself finds what is there, and the locked site takes the place of the open one.
    let all = texts(&open);
    for text in &secrets {
        assert!(found(&all, text).is_some(), "{text} is not in the open site");
    }
    let locked = lock(root.path());
    let all = texts(&locked);
    for text in &secrets {
        assert_eq!(found(&all, text), None, "{text}");
    }
    assert!(locked.len() > open.len(), "each page has a shell");
}

#[test]
fn only_the_shell_and_the_theme_are_plain() {
    let root = playbook();
    let locked = lock(root.path());
    let mut shells = BTreeSet::new();
    for (path, bytes) in &locked {
        let name = path.rsplit('/').next().unwrap();
        if path.starts_with("locked/") && name.ends_with(".bin") {
            assert!(bytes[0] == 1 && bytes.len() >= 29, "{path}");
        } else if name == "index.html" {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(
                text.contains("<noscript>") && text.contains("Content-Security-Policy"),
                "{path}"
            );
            let above = path.matches('/').count();
            shells.insert(text.replace(&"../".repeat(above), ""));
        } else {
            let known = [
                ".funnelbook.json",
                ".nojekyll",
                "404.html",
                "locked/lock.json",
                "robots.txt",
            ];
            let theme = [".css", ".js", ".woff2", "LICENSE", "icon"];
            let of_theme = path.starts_with("assets/") && theme.iter().any(|part| name.contains(part));
            assert!(known.contains(&path.as_str()) || of_theme, "{path} is plain");
        }
    }
    assert_eq!(shells.len(), 1, "the shell is everywhere the same");
    // Pages that every site has keep their addresses.
    for page in [
        "funnel", "deals", "people", "metrics", "playbook", "week", "quality", "forecast",
    ] {
        assert!(locked.contains_key(&format!("{page}/index.html")), "{page}");
    }
    let lock: serde_json::Value = serde_json::from_slice(&locked["locked/lock.json"]).unwrap();
    assert!(lock["rounds"].as_u64().unwrap() >= 600_000);
}

#[test]
fn the_same_files_and_passphrase_give_the_same_bytes() {
    let (one, two) = (playbook(), playbook());
    let variables = |threads| [("FUNNELBOOK_PASSPHRASE", PASSPHRASE), ("RAYON_NUM_THREADS", threads)];
    let first = build(one.path(), &["--lock"], &variables("1"));
    assert!(first == build(two.path(), &["--lock"], &variables("7")));
    let other = build(
        two.path(),
        &["--lock"],
        &[("FUNNELBOOK_PASSPHRASE", "another horse battery")],
    );
    let sealed = |files: &BTreeMap<String, Vec<u8>>| {
        files
            .keys()
            .filter(|p| p.ends_with(".bin"))
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    assert!(
        sealed(&first).is_disjoint(&sealed(&other)),
        "another passphrase gives other names"
    );
}

#[test]
fn without_a_good_passphrase_nothing_is_written() {
    let root = playbook();
    let ci = ("GITHUB_ACTIONS", "true");
    let cases: [(&[(&str, &str)], &str); 4] = [
        (&[], "FUNNELBOOK_PASSPHRASE, which is not set"),
        (
            &[("FUNNELBOOK_PASSPHRASE", "  ")],
            "FUNNELBOOK_PASSPHRASE, which is not set",
        ),
        (&[("FUNNELBOOK_PASSPHRASE", "fifteen letters")], "has 15 characters"),
        (&[ci], "Make a secret"),
    ];
    for (variables, words) in cases {
        let run = run(root.path(), &["--lock"], variables);
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
        assert_eq!(said.contains("made for you"), !variables.contains(&ci), "{said}");
        assert!(!root.path().join("public").exists());
    }
}

/// A locked site is one of the team's all the same: a workflow names its audience.
#[test]
fn a_workflow_names_the_audience_of_a_locked_site_too() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    fs::write(root.path().join("site.toml"), "title = \"Ours\"\n").unwrap();
    let build = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_funnelbook"));
        command.args(["build", "--lock", "--root"]).arg(root.path()).args(more);
        command
            .env("GITHUB_ACTIONS", "true")
            .env("FUNNELBOOK_PASSPHRASE", PASSPHRASE);
        command.output().unwrap()
    };
    let refused = build(&[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("audience"));
    let done = build(&["--audience", "team"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{said}");
    for words in [
        "is locked",
        "web server",
        "Not hidden",
        "can try passphrases",
        "older copies",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
