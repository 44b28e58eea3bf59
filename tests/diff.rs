//! `funnelbook diff` and `build --since` with the real program: folders worked by hand (`diff/README.md`), and
//! revisions of temporary Git repositories.
//!
//! `expected.txt`, `expected.md` and `expected.json` of a case are all that is printed; `UPDATE_EXPECT=1` writes them
//! anew: read the difference, and hold it against the README, before you keep it.

mod folders;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use folders::copy;

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program in a folder, on 2 November 2026.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_funnelbook"));
    command
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1793620800")
        .env_remove("GITHUB_ACTIONS")
        .stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().unwrap()
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {why}");
    String::from_utf8(output.stdout).unwrap()
}

/// What is printed to stderr, and the exit status.
fn refused(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = run(folder, arguments);
    assert!(output.stdout.is_empty());
    (String::from_utf8(output.stderr).unwrap(), output.status.code())
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .envs([
            ("GIT_AUTHOR_NAME", "A"),
            ("GIT_AUTHOR_EMAIL", "a@example.org"),
            ("GIT_COMMITTER_NAME", "A"),
            ("GIT_COMMITTER_EMAIL", "a@example.org"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ])
        .stdin(Stdio::null())
        .output()
        .expect("git is there");
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn commit(folder: &Path, name: &str, day: &str) {
    git(folder, &["add", "-A"]);
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "commit",
            "-qm",
            name,
        ])
        .current_dir(folder)
        .env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    git(folder, &["tag", name]);
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(file, text.replace(from, to)).unwrap();
}

/// The example in a subfolder of a repository: `before`, and `after` with an amount edited in a deal that was won in
/// July, and another deal won on the new last day.
fn example() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("our playbook");
    fs::create_dir(&root).unwrap();
    copy(&here().join("content"), &root.join("content"));
    fs::copy(here().join("site.toml"), root.join("site.toml")).unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    commit(folder.path(), "before", "2026-11-01");
    // Its record says: falkner-steinbach-werkzeugbau, amount 13000, won 2026-07-10.
    let deals = root.join("content/deals/2026-q1.yaml");
    let text = fs::read_to_string(&deals).unwrap();
    let at = text.find("id: falkner-steinbach-werkzeugbau").unwrap();
    let edited = text[at..].replacen("amount: 13000\n", "amount: 15000\n", 1);
    fs::write(&deals, format!("{}{edited}", &text[..at])).unwrap();
    let more = "\n- id: brandt-neu\n  account: Brandt\n  amount: 7000\n  stages: {lead: 2026-11-01, mql: 2026-11-01, sql: 2026-11-01, opportunity: 2026-11-01, won: 2026-11-02}\n";
    let file = root.join("content/deals/2026-q4.yaml");
    fs::write(&file, fs::read_to_string(&file).unwrap() + more).unwrap();
    replace(
        &root.join("site.toml"),
        "as_of = \"2026-10-31\"",
        "as_of = \"2026-11-02\"",
    );
    commit(folder.path(), "after", "2026-11-02");
    (folder, root)
}

#[test]
fn two_folders_are_compared_as_worked_by_hand() {
    let case = here().join("tests/diff/small");
    let mut wrong = Vec::new();
    for (format, ending) in [("table", "txt"), ("markdown", "md"), ("json", "json")] {
        let got = said(&case, &["diff", "./old", "./new", "--format", format]);
        let file = case.join(format!("expected.{ending}"));
        if std::env::var_os("UPDATE_EXPECT").is_some_and(|v| v == "1") {
            fs::write(&file, &got).unwrap();
        } else if fs::read_to_string(&file).unwrap_or_default() != got {
            wrong.push(got);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// By hand, from `tests/worked`: of seven deals handed over four were met within a day, and birch within two; of two
/// deals won one had a follow-up within 30 days, and none has had 90 days for one.
#[test]
fn another_currency_and_other_settings_are_said() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["old", "new"] {
        copy(&here().join("tests/worked/site"), &folder.path().join(name));
    }
    let settings = "title = \"Worked by hand\"\ncurrency = \"CHF\"\nas_of = \"2026-04-15\"\n\
                    [rates.EUR]\n2025-01-01 = \"0.95\"\n\
                    [handoff]\nwithin = \"2d\"\npromise = 2\n\
                    [horizon]\ndays = 57\n";
    fs::write(folder.path().join("new/site.toml"), settings).unwrap();
    let got = said(folder.path(), &["diff", "./old", "./new"]);
    for line in [
        "Amounts were in EUR and are in CHF: money is not compared.",
        "handoff_on_time   57.1%  +14.3 points            71.4%  +14.3 points",
        "follow_up_rate   1 of 2         now –                –",
        "content/costs.yaml, 2026-01.shared (restated): 101.01 EUR → 101.01 CHF",
        "content/team.yaml, bob.quota.2026-Q2 (restated): 1500.00 EUR → 1500.00 CHF",
        "site.toml, currency (restated): EUR → CHF",
        "site.toml, findings.won-and-forgotten.follow_up_days (restated): 30 → –",
        "site.toml, handoff.within (restated): 1d → 2d",
        "site.toml, rates.EUR.2025-01-01 (restated): – → 0.95",
    ] {
        assert!(got.lines().any(|l| l == line), "{line}\n{got}");
    }
    for money in ["won_amount", "pipeline_created", "marketing_cost", "cac"] {
        assert!(!got.contains(money), "{money}: {got}");
    }
    let json = said(folder.path(), &["diff", "./old", "./new", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let of = |key: &str| {
        let all = json["settings"].as_array().unwrap();
        all.iter().find(|s| s["key"] == key).cloned().unwrap()
    };
    assert_eq!(of("handoff.within")["to"], "2d");
    assert_eq!(of("rates.EUR.2025-01-01")["from"], serde_json::Value::Null);
}

#[test]
fn revisions_of_the_example_name_the_deal_and_what_it_moved() {
    let (_folder, root) = example();
    let text = said(&root, &["diff", "before..after", "--format", "json"]);
    let diff: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&diff["old"]["as_of"], &diff["new"]["as_of"]),
        (&"2026-10-31".into(), &"2026-11-02".into())
    );
    let number = |metric: &str, period: &str| -> serde_json::Value {
        let all = diff["numbers"].as_array().unwrap();
        let found = all.iter().find(|n| n["metric"] == metric && n["period"] == period);
        found.unwrap_or(&serde_json::Value::Null).clone()
    };
    // 15,000 − 13,000 was edited, 7,000 was won since.
    let won = number("won_amount", "all");
    assert_eq!(
        (&won["restated"], &won["happened"], &won["change"]),
        (&"2000.00".into(), &"7000.00".into(), &"9000.00".into())
    );
    let ids: Vec<&str> = won["because"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| b["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["brandt-neu", "falkner-steinbach-werkzeugbau"]);
    let won = number("won_amount", "2026-Q3");
    assert_eq!(
        (&won["restated"], &won["happened"]),
        (&"2000.00".into(), &"0.00".into())
    );
    assert_eq!(number("entered_won", "2026-Q4")["happened"], "1");
    let records = diff["records"].as_array().unwrap();
    let ids: Vec<&str> = records.iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["brandt-neu", "falkner-steinbach-werkzeugbau"]);
    let edited = serde_json::json!([{ "key": "amount", "from": "13000.00 EUR", "to": "15000.00 EUR" }]);
    assert_eq!(
        (&records[1]["restated"], &records[1]["happened"]),
        (&edited, &serde_json::json!([]))
    );
    assert_eq!(
        (&records[0]["change"], &records[1]["change"]),
        (&"added".into(), &"edited".into())
    );
    // July and its quarter were over; the year runs.
    let periods: Vec<&str> = diff["restated_periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["period"].as_str().unwrap())
        .collect();
    assert!(
        periods.contains(&"2026-Q3") && periods.contains(&"2026-07") && !periods.contains(&"2026"),
        "{periods:?}"
    );
    let table = said(&root, &["diff", "before", "after"]);
    assert!(table.contains("falkner-steinbach-werkzeugbau"), "{table}");
    assert!(table.contains("amount €13,000 → €15,000"), "{table}");
    // The same with the files as they lie there, from elsewhere, and since the two went their ways.
    for arguments in [vec!["diff", "before"], vec!["diff", "before...after"]] {
        assert_eq!(
            table.lines().skip(1).collect::<Vec<_>>(),
            said(&root, &arguments).lines().skip(1).collect::<Vec<_>>()
        );
    }
    let markdown = said(
        root.parent().unwrap(),
        &["diff", "before..", "--root", "our playbook", "--format", "markdown"],
    );
    assert!(
        markdown.contains("| falkner-steinbach-werkzeugbau | edited | restated |"),
        "{markdown}"
    );
}

#[test]
fn what_is_no_revision_is_said() {
    let (folder, root) = example();
    for (arguments, why) in [
        (vec!["diff", "--", "-x"], "`-x` is no revision"),
        (vec!["diff", "--", "-x..after"], "`-x` is no revision"),
        (
            vec!["diff", "nowhere"],
            "`nowhere` is neither a folder with a site.toml nor a revision",
        ),
        (vec!["diff", "before:content"], "is neither a folder"),
        (vec!["diff", "./nowhere"], "is no folder with a site.toml"),
        (
            vec!["diff", "before..after", "--period", "2026-Q9"],
            "is no period of after",
        ),
    ] {
        let (said, code) = refused(&root, &arguments);
        assert!(said.contains(why) && code == Some(2), "{arguments:?}: {said}");
    }
    // At the top of the repository there is no playbook.
    let (said, code) = refused(folder.path(), &["diff", "before..after"]);
    assert!(
        said.contains("`before` holds no site.toml") && code == Some(2),
        "{said}"
    );
    let (said, code) = refused(tempfile::tempdir().unwrap().path(), &["diff", "a..b"]);
    assert!(
        said.contains("the Git repository that --root lies in") && code == Some(2),
        "{said}"
    );
    let output = program(&root)
        .args(["diff", "before"])
        .env("PATH", "")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("install Git") && output.status.code() == Some(2),
        "{said}"
    );
    let shallow = folder.path().join("shallow");
    let url = format!("file://{}", folder.path().display());
    git(
        folder.path(),
        &[
            "clone",
            "-q",
            "--depth",
            "1",
            "--no-tags",
            &url,
            shallow.to_str().unwrap(),
        ],
    );
    let (said, code) = refused(&shallow.join("our playbook"), &["diff", "before"]);
    assert!(said.contains("git fetch --unshallow") && code == Some(2), "{said}");
    // A revision with an error: the problem, and which of the two has it.
    fs::write(
        root.join("content/deals/bad.yaml"),
        "account: A\nstages: {lead: soon}\n",
    )
    .unwrap();
    commit(folder.path(), "bad", "2026-11-03");
    let (said, code) = refused(&root, &["diff", "after..bad"]);
    assert!(
        said.contains("content/deals/bad.yaml:2") && said.contains("bad has errors") && code == Some(1),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn nothing_of_the_repository_is_run() {
    let (folder, root) = example();
    let mark = folder.path().join("was-run");
    let touch = format!("touch '{}'", mark.display());
    fs::write(folder.path().join(".gitattributes"), "*.yaml filter=evil diff=evil\n").unwrap();
    commit(folder.path(), "attributes", "2026-11-03");
    for (key, value) in [
        ("filter.evil.smudge", format!("{touch}; cat")),
        ("filter.evil.clean", format!("{touch}; cat")),
        ("diff.evil.textconv", touch.clone()),
        ("diff.external", touch.clone()),
        ("core.fsmonitor", touch.clone()),
        ("core.pager", touch.clone()),
        ("pager.ls-tree", touch.clone()),
        ("alias.ls-tree", format!("!{touch}")),
        ("alias.cat-file", format!("!{touch}")),
        ("alias.rev-parse", format!("!{touch}")),
    ] {
        git(folder.path(), &["config", key, &value]);
    }
    // The settings are such that Git itself runs them: without this the test could not fail.
    let _ = Command::new("git").arg("status").current_dir(&root).output().unwrap();
    assert!(mark.exists(), "the settings do nothing here");
    fs::remove_file(&mark).unwrap();
    said(&root, &["diff", "before..attributes"]);
    said(&root, &["diff", "before...after"]);
    assert!(!mark.exists());
}

#[test]
fn of_today_a_revision_counts_up_to_its_commit() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("content/deals")).unwrap();
    fs::write(root.join("site.toml"), "title = \"T\"\nas_of = \"today\"\n").unwrap();
    fs::write(
        root.join("content/deals/a.yaml"),
        "account: A\nstages: {lead: 2026-08-01}\n",
    )
    .unwrap();
    git(root, &["init", "-q", "-b", "main"]);
    commit(root, "old", "2026-09-30");
    fs::write(
        root.join("content/deals/b.yaml"),
        "account: B\nstages: {lead: 2026-10-01}\n",
    )
    .unwrap();
    commit(root, "new", "2026-10-05");
    let json = |arguments: &[&str]| -> serde_json::Value {
        let all = [arguments, &["--format", "json"]].concat();
        serde_json::from_str(&said(root, &all)).unwrap()
    };
    let of = |diff: &serde_json::Value| {
        let all = diff["numbers"].as_array().unwrap().clone();
        let leads = all
            .into_iter()
            .find(|n| n["metric"] == "entered_lead" && n["period"] == "all")
            .unwrap();
        [
            &leads["restated"],
            &leads["happened"],
            &diff["old"]["as_of"],
            &diff["new"]["as_of"],
        ]
        .map(|v| v.as_str().unwrap().to_owned())
    };
    assert_eq!(of(&json(&["diff", "old..new"])), ["0", "1", "2026-09-30", "2026-10-05"]);
    // The files as they lie there count up to today.
    assert_eq!(of(&json(&["diff", "old"])), ["0", "1", "2026-09-30", "2026-11-02"]);
    // b came in October, so up to 4 October it was added to history.
    let later = json(&["diff", "old", "new", "--old-as-of", "2026-10-04"]);
    assert_eq!(of(&later), ["1", "0", "2026-10-04", "2026-10-05"]);
}

#[test]
fn a_site_since_a_revision_has_a_page_and_marks() {
    let (_folder, root) = example();
    let build = |more: &[&str]| run(&root, &[&["build", "--audience", "team", "--quiet"], more].concat());
    let output = build(&["--since", "before"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Parts of a date are held together by spaces that do not break.
    let page = |name: &str| {
        let html = fs::read_to_string(root.join("public").join(name)).unwrap();
        html.replace('\u{a0}', " ")
    };
    let changes = page("changes/index.html");
    for part in [
        "<h1>What changed</h1>",
        "href=\"../deals/falkner-steinbach-werkzeugbau/index.html\"",
        "amount €13,000 → €15,000",
        "+€2,000",
        "+€7,000",
        "href=\"../periods/2026-Q3/index.html\"",
    ] {
        assert!(changes.contains(part), "{part}");
    }
    // Won in Q3: 2,000 more than the 191,470 before.
    let was = said(
        &root,
        &[
            "metrics",
            "--metric",
            "won_amount",
            "--period",
            "2026-Q3",
            "--format",
            "csv",
        ],
    );
    assert!(was.contains("won_amount,2026-Q3,all,,193470.00"), "{was}");
    for name in [
        "periods/2026-Q3/index.html",
        "periods/2026-Q3/funnel/index.html",
        "periods/2026-07/spend/index.html",
    ] {
        let html = page(name);
        assert!(html.contains("was restated since 31 October 2026"), "{name}");
        assert!(html.contains("falkner-steinbach-werkzeugbau/index.html\""), "{name}");
    }
    assert!(page("periods/2026-Q3/index.html").contains("€191,470"));
    for name in [
        "periods/2026/index.html",
        "periods/2026-Q4/index.html",
        "periods/2025-Q3/index.html",
        "periods/all/index.html",
    ] {
        assert!(!page(name).contains("class=\"card restated\""), "{name}");
    }
    assert!(page("deals/index.html").contains("href=\"../changes/index.html\""));
    // Without it there is neither.
    assert!(build(&[]).status.success());
    assert!(!root.join("public/changes").exists());
    let html = page("periods/2026-Q3/index.html");
    assert!(!html.contains("changes/index.html") && !html.contains("class=\"card restated\""));
    let output = build(&["--since", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
}
