//! A new playbook, new files in it, and the schemas that editors check them with: through the program itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The program on a day.
fn run(day: &str, arguments: &[&str]) -> Output {
    let seconds = day.parse::<jiff::civil::Date>().unwrap();
    let seconds = seconds
        .to_zoned(jiff::tz::TimeZone::UTC)
        .unwrap()
        .timestamp()
        .as_second();
    Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(arguments)
        .env("SOURCE_DATE_EPOCH", seconds.to_string())
        .env_remove("GITHUB_ACTIONS")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A new playbook of a day.
fn playbook(day: &str, more: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = run(day, &[&["init", path(folder.path())], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    folder
}

fn clean_check(day: &str, root: &Path) {
    let output = run(day, &["check", "--deny", "warnings", "--root", path(root)]);
    let said = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(
        (output.status.code(), said.as_str()),
        (Some(0), "no problems\n"),
        "{day}"
    );
}

#[test]
fn a_new_playbook_has_no_problem_on_any_day() {
    // Ends of short and long months, a leap day, turns of the year.
    for day in [
        "2026-11-25",
        "2024-02-29",
        "2025-03-01",
        "2026-01-01",
        "2026-12-31",
        "2026-05-31",
    ] {
        clean_check(day, playbook(day, &[]).path());
        clean_check(day, playbook(day, &["--empty"]).path());
    }
}

#[test]
fn the_sample_shows_what_goes_wrong() {
    let folder = playbook("2026-11-25", &[]);
    let output = run("2026-11-25", &["build", "--root", path(folder.path())]);
    assert_eq!(output.status.code(), Some(0));
    let findings = fs::read_to_string(folder.path().join("public/data/findings.json")).unwrap();
    let findings: Value = serde_json::from_str(&findings).unwrap();
    let rules: Vec<&str> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["rule"].as_str().unwrap())
        .collect();
    // Birch Bakery was handed over 12 days ago and nobody called: content/deals/birch-bakery.yaml.
    assert!(rules.contains(&"handoff-unanswered"), "{rules:?}");
    let deals = fs::read_to_string(folder.path().join("public/data/deals.csv")).unwrap();
    assert_eq!(deals.lines().count(), 1 + 6);
}

#[test]
fn nothing_is_overwritten() {
    let folder = playbook("2026-11-25", &[]);
    let before = tree(folder.path());
    let again = run("2026-11-25", &["init", path(folder.path())]);
    assert_eq!(again.status.code(), Some(2));
    let place = path(folder.path());
    assert_eq!(
        text(&again.stderr),
        format!(
            "error: there is a playbook in {place} already (site.toml); `funnelbook new deal` adds to it, `funnelbook serve` shows it; nothing was written\n"
        )
    );
    let file = folder.path().join("site.toml");
    let on_a_file = run("2026-11-25", &["init", path(&file)]);
    assert_eq!(on_a_file.status.code(), Some(2));
    assert_eq!(
        text(&on_a_file.stderr),
        format!(
            "error: {} is a file, and a playbook is a folder: name another one; nothing was written\n",
            path(&file)
        )
    );
    let taken = run(
        "2026-11-25",
        &["new", "deal", "acme-onboarding", "--root", path(folder.path())],
    );
    assert_eq!(taken.status.code(), Some(2));
    assert_eq!(
        text(&taken.stderr),
        "error: the id `acme-onboarding` is taken: content/deals/acme-onboarding.yaml, line 3; nothing was written\n"
    );
    assert_eq!(tree(folder.path()), before);
    // A file in the way alone is enough, and then nothing is written.
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("content/team.yaml"), "[]").unwrap();
    let output = run("2026-11-25", &["init", path(folder.path())]);
    assert_eq!(
        (output.status.code(), text(&output.stderr).as_str()),
        (
            Some(2),
            "error: there already; nothing was written:\n  content/team.yaml\n"
        )
    );
    assert_eq!(tree(folder.path()).len(), 1);
}

#[test]
fn a_repository_keeps_its_gitignore() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".gitignore"), "node_modules\n").unwrap();
    let output = run("2026-11-25", &["init", path(folder.path())]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("There is a .gitignore already: add /public to it."));
    assert_eq!(
        fs::read_to_string(folder.path().join(".gitignore")).unwrap(),
        "node_modules\n"
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(other.path(), folder.path().join("content")).unwrap();
    let output = run("2026-11-25", &["init", path(folder.path())]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("content is no folder (a link or a file); nothing was written"));
    assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    assert!(!folder.path().join("site.toml").exists());
}

/// What a new file holds is right as it is, and so is each line that is commented out.
#[test]
fn new_files_are_right_also_without_their_comments() {
    let day = "2026-11-25";
    let folder = playbook(day, &[]);
    let new = |what: &str, id: &str| {
        let output = run(day, &["new", what, id, "--root", path(folder.path())]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        PathBuf::from(text(&output.stdout).trim_end())
    };
    let (deal, campaign) = (new("deal", "gull-games.2"), new("campaign", "0-autumn"));
    clean_check(day, folder.path());
    for (file, left_out) in [
        // An open deal; everything else can be used as it stands.
        (deal, &["# lost:"][..]),
        (campaign, &[][..]),
    ] {
        let written = fs::read_to_string(&file).unwrap();
        let lines = written
            .lines()
            .skip(2)
            .filter(|line| !left_out.iter().any(|l| line.starts_with(l)));
        let all: Vec<String> = lines
            .map(|line| {
                let indent = &line[..line.len() - line.trim_start().len()];
                let rest = line.trim_start().strip_prefix("# ");
                rest.map_or_else(|| line.to_owned(), |rest| format!("{indent}{rest}"))
            })
            .collect();
        assert!(
            all.len() > 10 && all.iter().all(|l| !l.trim_start().starts_with('#')),
            "{all:#?}"
        );
        fs::write(&file, all.join("\n")).unwrap();
    }
    clean_check(day, folder.path());
    let bad = run(day, &["new", "deal", "Gull Games", "--root", path(folder.path())]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(
        text(&bad.stderr).contains("an id near it: gull-games"),
        "{}",
        text(&bad.stderr)
    );
}

fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            out.insert(entry.path().to_owned(), fs::read(entry.path()).unwrap());
        }
    }
    out
}

const KINDS: [&str; 7] = ["deal", "campaign", "team", "costs", "events", "decisions", "site"];

/// The schemas of a playbook, by kind, read by another validator.
fn schemas(root: &Path) -> BTreeMap<&'static str, jsonschema::Validator> {
    let one = |kind: &'static str| {
        let output = run("2026-11-25", &["schema", kind, "--root", path(root)]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(jsonschema::meta::is_valid(&schema), "{kind}");
        (kind, jsonschema::validator_for(&schema).unwrap())
    };
    KINDS.map(one).into_iter().collect()
}

/// As editors see YAML: keys are texts, dates are texts.
fn json(value: serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Mapping(map) => {
            let key = |key: serde_yaml::Value| match key {
                serde_yaml::Value::String(text) => text,
                other => serde_yaml::to_string(&other).unwrap().trim().to_owned(),
            };
            Value::Object(map.into_iter().map(|(k, v)| (key(k), json(v))).collect())
        }
        // JSON has no infinity; what matters is that it is a scalar.
        serde_yaml::Value::Number(n) if n.is_infinite() || n.is_nan() => n.to_string().into(),
        serde_yaml::Value::Sequence(list) => list.into_iter().map(json).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

/// As editors see TOML: dates are texts.
fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(list) => list.into_iter().map(of_toml).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(k, v)| (k, of_toml(v))).collect()),
        other => serde_json::to_value(other).unwrap(),
    }
}

/// The kind of a file below the root of a playbook.
fn kind_of(file: &str) -> Option<&'static str> {
    Some(match file {
        "site.toml" => "site",
        "content/team.yaml" => "team",
        "content/costs.yaml" => "costs",
        "content/events.yaml" => "events",
        "content/decisions.yaml" => "decisions",
        _ if !(file.ends_with(".yaml") || file.ends_with(".yml")) => return None,
        _ if file.starts_with("content/deals/") => "deal",
        _ if file.starts_with("content/campaigns/") => "campaign",
        _ => return None,
    })
}

/// What a validator says about a file, document by document; nothing where it is no YAML or TOML.
fn verdict(schemas: &BTreeMap<&str, jsonschema::Validator>, root: &Path, file: &str) -> Option<Vec<String>> {
    let validator = &schemas[kind_of(file)?];
    let source = fs::read_to_string(root.join(file)).ok()?;
    let documents: Vec<Value> = if file.ends_with(".toml") {
        let table: toml::Table = source.parse().ok()?;
        vec![of_toml(toml::Value::Table(table))]
    } else {
        use serde::Deserialize as _;
        let read = serde_yaml::Deserializer::from_str(&source).map(serde_yaml::Value::deserialize);
        read.map(|d| d.ok().map(json)).collect::<Option<_>>()?
    };
    let said = documents.iter().filter(|d| !d.is_null()).flat_map(|d| {
        let errors = validator.iter_errors(d);
        errors
            .map(|e| format!("{file} {}: {e}", e.instance_path()))
            .collect::<Vec<_>>()
    });
    Some(said.collect())
}

fn files(root: &Path) -> Vec<String> {
    let inside = |p: PathBuf| path(p.strip_prefix(root).unwrap()).to_owned();
    let mut all: Vec<String> = tree(&root.join("content")).into_keys().map(inside).collect();
    all.push("site.toml".into());
    all
}

/// Another validator agrees with the program about all good content here.
#[test]
fn schemas_accept_what_is_good() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fresh = playbook("2026-11-25", &[]);
    let mut roots = vec![root.to_owned(), root.join("examples/solo"), fresh.path().to_owned()];
    roots.extend(
        fs::read_dir(root.join("tests/fixtures/good"))
            .unwrap()
            .map(|e| e.unwrap().path()),
    );
    let mut compared = 0;
    for root in roots {
        if !root.join("site.toml").is_file() {
            continue;
        }
        let schemas = schemas(&root);
        for file in files(&root) {
            let Some(said) = verdict(&schemas, &root, &file) else {
                continue;
            };
            assert_eq!(said, Vec::<String>::new(), "{}", root.display());
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared}");
}

/// By hand, from spec/content.md: what may stand in one key, and what may not.
#[test]
fn schemas_know_what_values_may_be() {
    let folder = playbook("2026-11-25", &[]);
    let root = folder.path();
    let schemas = schemas(root);
    let deal = |more: &str| format!("account: A\nstages: {{lead: 2026-01-05}}\n{more}\n");
    let stages = |stages: &str| format!("account: A\nstages: {stages}\n");
    let campaign =
        |more: &str| format!("name: C\nfunction: sales\nchannel: x\ngoal: close\nstarts: 2026-01-05\n{more}\n");
    let decision = |rule: &str| format!("rule: {rule}\nuntil: 2026-12-01\nby: mia\nnote: seen\n");
    let site = |more: &str| format!("title = \"T\"\n{more}\n");
    let mut good = vec![
        ("campaign", campaign("budget: 24000.50")),
        ("costs", "2026-01: {marketing: -5, sales: -5.00 USD}\n".to_owned()),
        ("decisions", decision("stalled")),
        ("decisions", decision("W010")),
    ];
    for more in [
        "amount: 24000",
        "amount: 24000.50",
        "amount: 24000.50 USD",
        "amount: 24 JPY",
        "amount: 1.234 KWD",
        "amount: \"0\"",
        "id: 1.5",
        "id: true",
        "id: 7",
        "id: company",
        "id: page2",
        "lost: {on: 2026-02-01, reason: price}",
        "touches: [{on: 2026-01-05, kind: email, by: sales}, {on: 2026-01-05, kind: email, campaign: newsletter}]",
        "touches: [{on: 2026-01-05, campaign: newsletter}, {on: 2026-01-05, kind: call}]",
        "touches: [{on: 2024-02-29, kind: call}, {on: 2026-01-05T23:59:59.5Z, kind: call}, {on: 2026-01-05 09:30+05:30, kind: call}]",
    ] {
        good.push(("deal", deal(more)));
    }
    for more in [
        "as_of = \"today\"",
        "as_of = 2026-03-14",
        "base_url = \"https://example.com/x/\"",
        "[handoff]\nwithin = \"4h\"\npromise = 1",
        "[horizon]\ndays = 1",
        "[costs]\nmarketing_share = 1",
        "[costs]\nmarketing_share = \"0.25\"",
        "[targets]\nwin_rate = 0.3",
        "[targets]\nentered_lead = { month = 4 }",
        "[findings.stalled]\nenabled = false",
        "[findings.won-and-forgotten]\nfollow_up_days = 60",
        "[rates]\nUSD = { \"2026-01-01\" = 0.92 }",
    ] {
        good.push(("site", site(more)));
    }
    let mut bad = vec![
        ("campaign", campaign("budget: -5")),
        ("campaign", campaign("spend: {2026-01: -5}")),
        ("decisions", decision("staled")),
        ("deal", stages("{}")),
        ("deal", stages("[]")),
    ];
    for more in [
        "amount: -24",
        "amount: \"24.50 JPY\"",
        "amount: 24 XYZ",
        "amount: \"1e3\"",
        "amount: 1000000000000000",
        "id: -1",
        "id: page",
        "id: com1.x",
        "id: a.",
        "segment: unknown",
        "channel: unattributed",
        "lost: {on: 2026-02-01, reason: unknown}",
        "lost: 2026-02-30",
        "lost: 2025-02-29",
        "lost: 2100-02-29",
        "lost: 2026-04-31",
        "lost: 2026-01-05T25:00",
        "lost: 2026-01-05T10:60",
        "touches: [{on: 2026-01-05}]",
        "touches: [{on: 2026-01-05, kind: email}]",
    ] {
        bad.push(("deal", deal(more)));
    }
    for more in [
        "as_of = \"tomorrow\"",
        "base_url = \"example.com\"",
        "[handoff]\nwithin = \"0d\"",
        "[handoff]\npromise = 0",
        "[horizon]\ndays = 0",
        "[costs]\nmarketing_share = 1.1",
        "[targets]\nwin_rat = 0.3",
        "[findings.staled]\nenabled = false",
        "[findings.stalled]\ndayz = 3",
        "[[funnel.stages]]\nid = \"Lead\"\nowner = \"marketing\"\n[[funnel.stages]]\nid = \"won\"\nowner = \"sales\"",
    ] {
        bad.push(("site", site(more)));
    }
    // The program says the same of each, in a playbook that holds nothing else that is wrong.
    for (cases, right) in [(good, true), (bad, false)] {
        for (kind, source) in cases {
            let file = match kind {
                "deal" => "content/deals/case.yaml",
                "campaign" => "content/campaigns/case.yaml",
                "costs" => "content/costs.yaml",
                "decisions" => "content/decisions.yaml",
                _ => "site.toml",
            };
            let before = fs::read(root.join(file)).ok();
            fs::write(root.join(file), &source).unwrap();
            let said = verdict(&schemas, root, file).expect("it is YAML or TOML");
            assert_eq!(said.is_empty(), right, "the schema on {source}: {said:?}");
            let settings = fs::read_to_string(root.join("site.toml")).unwrap();
            if kind != "site" {
                let rates = "\n[rates]\nUSD = { \"2020-01-01\" = 0.9 }\nJPY = { \"2020-01-01\" = 0.006 }\nKWD = { \"2020-01-01\" = 3 }\n";
                fs::write(root.join("site.toml"), settings.clone() + rates).unwrap();
            }
            let output = run("2026-11-25", &["check", "--root", path(root), "--format", "json"]);
            let program: Vec<String> = text(&output.stdout)
                .lines()
                .filter(|l| l.contains("\"severity\":\"error\"") && l.contains(file))
                .map(str::to_owned)
                .collect();
            assert_eq!(program.is_empty(), right, "the program on {source}: {program:?}");
            fs::write(root.join("site.toml"), settings).unwrap();
            match before {
                Some(bytes) => fs::write(root.join(file), bytes).unwrap(),
                None => fs::remove_file(root.join(file)).unwrap(),
            }
        }
    }
}

/// Keys that take words of the writer's own show one.
#[test]
fn schemas_show_examples() {
    let output = run("2026-11-25", &["schema", "deal"]);
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys = &schema["anyOf"][0]["properties"];
    for key in [
        "id", "account", "owner", "segment", "region", "amount", "source", "channel", "notes",
    ] {
        assert!(keys[key]["examples"].is_array(), "{key}: {}", keys[key]);
    }
}

/// It also agrees about what has the wrong keys, words and types.
#[test]
fn schemas_refuse_what_is_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/broken");
    let (mut refused, mut missed) = (0, Vec::new());
    for entry in fs::read_dir(root).unwrap() {
        let root = entry.unwrap().path();
        let Ok(expected) = fs::read_to_string(root.join("expected.txt")) else {
            continue;
        };
        // With an error in site.toml there is no funnel whose stages deals could be checked against.
        let schemas = schemas(&root);
        let mut code = "";
        for line in expected.lines() {
            if let Some(rest) = line.strip_prefix("error[") {
                code = &rest[..4];
            }
            // Unknown key, wrong type, required key missing, no such word.
            let Some(place) = line.trim_start().strip_prefix("--> ") else {
                continue;
            };
            if !["E002", "E004", "E005", "E009"].contains(&code) {
                continue;
            }
            code = "";
            let file = place.split(':').next().unwrap();
            let Some(said) = verdict(&schemas, &root, file) else {
                continue;
            };
            if said.is_empty() {
                missed.push(path(root.file_name().unwrap().as_ref()).to_owned());
            } else {
                refused += 1;
            }
        }
    }
    missed.sort();
    missed.dedup();
    // What a schema cannot say, each with why.
    let beyond = [
        // Each document of a stream is one record for an editor, which cannot know that there are others.
        "049-id-missing-in-documents",
    ];
    assert_eq!(missed, beyond);
    assert!(refused > 30, "{refused}");
}
