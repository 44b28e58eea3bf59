//! The program itself, run over small sites in `fixtures/`: each holds one feature of the content,
//! or is broken in one way, with the exact words that `funnelbook check` says about it.
//!
//! `expected.txt` of a site is its exit status and then all of stdout. `UPDATE_EXPECT=1` writes it
//! anew: read the difference before you keep it. A good site may hold a `deals.csv`, which the
//! build's `data/deals.csv` must equal; it is written by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// 2026-09-21, for sites whose report ends today.
const TODAY: &str = "1790000000";

/// The program, with an environment that does not depend on who runs the tests.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_funnelbook"));
    command
        .env("SOURCE_DATE_EPOCH", TODAY)
        .env_remove("GITHUB_ACTIONS")
        .env_remove("NO_COLOR")
        .env_remove("FUNNELBOOK_SECRET");
    command.stdin(Stdio::null());
    command
}

fn run<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Output {
    program().args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("test paths are UTF-8")
}

fn code(output: &Output) -> i32 {
    output
        .status
        .code()
        .unwrap_or_else(|| panic!("killed by a signal: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Waits for at most `limit`; a program that hangs is ended, and the test fails.
fn within(mut child: Child, limit: Duration) -> Output {
    let start = Instant::now();
    while child.try_wait().expect("the child can be waited for").is_none() {
        if start.elapsed() > limit {
            child.kill().expect("the child can be ended");
            panic!("still at work after {limit:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().expect("its output can be read")
}

fn check_within(root: &Path, limit: Duration) -> Output {
    let child = program()
        .args(["check", "--root", path(root), "--color", "never"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    within(child, limit)
}

fn fixtures(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(kind)
}

/// The sites of a kind, sorted by name.
fn sites(kind: &str) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(fixtures(kind))
        .expect("the fixtures exist")
        .map(|e| e.unwrap().path())
        .collect();
    all.sort();
    all
}

/// Compares what a site gives with its `expected.txt`, or writes it; what differs is added to `wrong`.
fn expect(site: &Path, got: &str, wrong: &mut Vec<String>) {
    let file = site.join("expected.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|v| v == "1") {
        fs::write(&file, got).expect("the expectation can be written");
        return;
    }
    match fs::read_to_string(&file) {
        Err(_) => wrong.push(format!("{}: there is no expected.txt", site.display())),
        Ok(want) if want != got => wrong.push(format!("{}\n--- expected\n{want}\n--- got\n{got}", site.display())),
        Ok(_) => {}
    }
}

/// What `check` says about a site: its status, then stdout.
fn checked(site: &Path) -> String {
    let output = run(["check", "--root", path(site), "--color", "never"]);
    format!("exit: {}\n{}", code(&output), text(&output.stdout))
}

fn fail(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} of the sites differ:\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

/// All files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder can be read") {
            let at = entry.unwrap().path();
            if at.is_dir() {
                folders.push(at);
            } else {
                let name = at.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                all.insert(name, fs::read(&at).unwrap());
            }
        }
    }
    all
}

/// A site in a folder of its own, from paths and texts.
fn site(entries: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = ("site.toml", "title = \"T\"\nas_of = 2026-09-30\n");
    fs::create_dir(folder.path().join("content")).unwrap();
    for (name, text) in std::iter::once(&settings).chain(entries) {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

const DEAL: (&str, &str) = ("content/deals/acme.yaml", "account: Acme\nstages: {lead: 2026-01-05}\n");

fn build(root: &Path, output: &Path) -> Output {
    run([
        "build",
        "--root",
        path(root),
        "--output",
        path(output),
        "--color",
        "never",
    ])
}

/// The ids in the first column of a CSV file.
fn ids(csv: &Path) -> Vec<String> {
    let csv = fs::read_to_string(csv).expect("the data file was written");
    csv.lines()
        .skip(1)
        .filter_map(|l| l.split(',').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_file_of_a_fixture_has_a_use() {
    let mut wrong = Vec::new();
    for kind in ["good", "broken"] {
        for site in sites(kind) {
            if !site.is_dir() || !site.join("content").is_dir() {
                wrong.push(format!("{}: not a site", site.display()));
                continue;
            }
            for entry in fs::read_dir(&site).unwrap() {
                let name = entry.unwrap().file_name();
                let known = ["site.toml", "content", "expected.txt"].iter().any(|n| name == *n)
                    || (kind == "good" && name == "deals.csv");
                if !known {
                    wrong.push(format!("{}: `{}` has no use", site.display(), name.display()));
                }
            }
        }
    }
    fail(&wrong);
}

#[test]
fn good_sites_have_nothing_wrong() {
    let mut wrong = Vec::new();
    for site in sites("good") {
        let got = checked(&site);
        if !got.starts_with("exit: 0\n") {
            wrong.push(format!("{} is not good:\n{got}", site.display()));
        }
        expect(&site, &got, &mut wrong);
    }
    fail(&wrong);
}

#[test]
fn good_sites_are_read_as_written() {
    let mut wrong = Vec::new();
    for site in sites("good").into_iter().filter(|s| s.join("deals.csv").is_file()) {
        let output = tempfile::tempdir().unwrap();
        let built = build(&site, output.path());
        if code(&built) != 0 {
            wrong.push(format!("{} is not built: {}", site.display(), text(&built.stderr)));
            continue;
        }
        let (want, got) = (
            fs::read_to_string(site.join("deals.csv")).unwrap(),
            fs::read_to_string(output.path().join("data/deals.csv")).unwrap(),
        );
        if want != got {
            wrong.push(format!("{}\n--- expected\n{want}\n--- got\n{got}", site.display()));
        }
    }
    fail(&wrong);
}

#[test]
fn broken_sites_are_told_what_is_wrong() {
    let mut wrong = Vec::new();
    for site in sites("broken") {
        expect(&site, &checked(&site), &mut wrong);
    }
    fail(&wrong);
}

#[test]
fn a_site_and_its_theme_override_what_they_name() {
    let root = site(&[
        DEAL,
        ("site.toml", "title = \"T\"\nas_of = 2026-09-30\ntheme = \"plain\"\n"),
        ("themes/plain/theme.toml", "name = \"plain\"\n"),
        (
            "themes/plain/templates/404.html",
            "<!DOCTYPE html><title>Of the theme</title>",
        ),
        (
            "themes/plain/templates/campaigns.html",
            "<!DOCTYPE html><title>Of the theme</title>",
        ),
        (
            "themes/plain/templates/overview.html",
            "{% extends \"duet/overview.html\" %}{% block figures %}<p>No cards</p>{% endblock %}",
        ),
        ("themes/plain/static/theme-own.css", ".theme-own { color: red }\n"),
        ("themes/plain/static/tokens.css", ":root { --own: 1 }\n"),
        // A site's own stand before its theme's.
        ("templates/campaigns.html", "<!DOCTYPE html><title>Of the site</title>"),
        (
            "templates/own.html",
            "{% component shout(text: string) %}<strong>{{ text }}!</strong>{% endcomponent shout %}",
        ),
        ("static/own.css", ".site-own { color: blue }\n"),
        ("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/hello.md", "Hear: {{ <shout text=\"a<b\" /> }}\n"),
    ]);
    let out = root.path().join("public");
    let output = build(root.path(), &out);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let read = |file: &str| fs::read_to_string(out.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
    assert!(read("404.html").contains("Of the theme"));
    assert!(read("campaigns/index.html").contains("Of the site"));
    assert!(read("hello/index.html").contains("Hear: <strong>a&lt;b!</strong>"));
    // What nobody overrides is the built-in theme's.
    assert!(read("deals/index.html").contains("Acme"));
    let assets: Vec<String> = files(&out.join("assets")).into_keys().collect();
    assert!(assets.iter().any(|a| a.starts_with("logo.")), "{assets:?}");
    let style = assets.iter().find(|a| a.starts_with("style.")).expect("a style sheet");
    let style = read(&format!("assets/{style}"));
    // What stands over something else comes after it, and what replaces it stands in its place.
    let order = ["--own: 1", ".chart", "@font-face", ".theme-own", ".site-own"].map(|part| style.find(part));
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}");
    assert!(!style.contains("--mkt-tint:"));
    // A template can extend the one that it takes the place of.
    let overview = read("index.html");
    assert!(overview.contains("<p>No cards</p>") && overview.contains("id=\"where\""));
    assert!(!overview.contains("class=\"cards\""));
}

#[test]
fn the_second_theme_shows_the_example() {
    let root = site(&[
        DEAL,
        ("site.toml", "title = \"T\"\nas_of = 2026-09-30\ntheme = \"ledger\"\n"),
    ]);
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger");
    for (name, bytes) in files(&theme) {
        let to = root.path().join("themes/ledger").join(&name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let out = root.path().join("public");
    let output = build(root.path(), &out);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let overview = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(overview.contains("<table class=\"data full stacked\">") && !overview.contains("class=\"cards\""));
    let lines: usize = files(&theme)
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes).lines().count())
        .sum();
    assert!(lines < 200, "it is to be small: {lines}");
}

/// The data and the drawing of a chart that a page calls are files, also where no other page has that chart; a
/// component of the site's own says whose page it is, or has no links to files.
#[test]
fn charts_in_pages_have_their_files() {
    let charts = [
        "kind=\"funnel\"",
        "kind=\"split\"",
        "kind=\"spend\"",
        "kind=\"losses\"",
        "kind=\"incidence\"",
        "kind=\"trend\" metric=\"win_rate\" every=\"year\"",
        "kind=\"trend\" metric=\"deals_won\" every=\"quarter\"",
        "kind=\"dots\" metric=\"deals_won\" by=\"channel\" period=\"last-year\"",
        "kind=\"dots\" metric=\"win_rate\" by=\"owner\" period=\"all\"",
    ];
    let calls = charts.map(|chart| format!("{{{{ <chart {chart} /> }}}}\n\n")).concat();
    let deals = "- {id: a, account: Acme, channel: email, amount: 100, stages: {lead: 2025-01-05, opportunity: 2025-01-06, won: 2025-02-01}}\n\
                 - {id: b, account: Bolt, channel: web, amount: 90, stages: {lead: 2025-01-05, opportunity: 2025-01-07}, lost: 2025-02-02}\n";
    let own = "{% component named(@root = \"\", @path = \"\") %}{% set c = chart_view(kind=\"trend\", metric=\"deals_lost\", every=\"year\", path=path) %}{{ <ui.chart chart={c} /> }}{% endcomponent named %}\n\
               {% component nameless(@root = \"\") %}{% set c = chart_view(kind=\"trend\", metric=\"handoffs\", every=\"year\") %}{{ <ui.chart chart={c} /> }}{% endcomponent nameless %}\n";
    let page = format!("+++\ntitle = \"Ours\"\n+++\n{calls}{{{{ <named /> }}}}\n\n{{{{ <nameless /> }}}}\n");
    let root = site(&[
        ("content/deals/all.yaml", deals),
        ("content/deep/down/ours.md", &page),
        ("templates/own.html", own),
    ]);
    let output = root.path().join("out");
    let ran = build(root.path(), &output);
    assert_eq!(code(&ran), 0, "{}", text(&ran.stderr));
    let folder = output.join("deep/down/ours");
    let html = fs::read_to_string(folder.join("index.html")).unwrap();
    let links: Vec<&str> = html
        .split("href=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .collect();
    let files: Vec<&&str> = links.iter().filter(|l| l.contains("data/charts/")).collect();
    for link in &files {
        assert!(folder.join(link).is_file(), "{link}");
    }
    for name in [
        "trend-win-rate-year",
        "deals-won-by-channel-2025",
        "trend-deals-lost-year",
    ] {
        for ending in ["csv", "svg"] {
            let file = format!("../../../data/charts/{name}.{ending}");
            assert!(files.contains(&&file.as_str()), "{file}: {files:?}");
        }
    }
    assert!(html.contains("id=\"trend-handoffs-year-title\"") && !html.contains("trend-handoffs-year.csv"));
}

#[test]
fn a_theme_that_is_not_there_or_is_broken_is_said() {
    let missing = site(&[DEAL, ("site.toml", "title = \"T\"\ntheme = \"plain\"\n")]);
    let said = checked(missing.path());
    assert!(
        said.starts_with("exit: 1\n") && said.contains("there is no theme `plain`"),
        "{said}"
    );
    let broken = site(&[DEAL, ("templates/campaigns.html", "<p>\n{% if x %}\n")]);
    let said = checked(broken.path());
    assert!(
        said.starts_with("exit: 1\n") && said.contains("templates/campaigns.html"),
        "{said}"
    );
}

/// Themes, templates and words are read where they lie, and nowhere else.
#[cfg(unix)]
#[test]
fn links_of_themes_and_words_are_not_followed() {
    let elsewhere = site(&[
        ("templates/page.html", "{{ page.title }}"),
        ("en.ftl", "page-deals = X\n"),
        ("a.css", ""),
    ]);
    for (link, target, shown) in [
        ("themes/other", ".", "themes/other"),
        ("templates", "templates", "templates"),
        ("static/a.css", "a.css", "static/a.css"),
        ("words", ".", "words"),
        ("words/en.ftl", "en.ftl", "words/en.ftl"),
    ] {
        let root = site(&[
            ("site.toml", "title = \"T\"\ntheme = \"other\"\n"),
            ("content/a.md", "+++\ntitle = \"A\"\n+++\n"),
        ]);
        if link != "themes/other" {
            fs::create_dir_all(root.path().join("themes/other/templates")).unwrap();
        }
        let at = root.path().join(link);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join(target), &at).unwrap();
        let output = build(root.path(), &root.path().join("public"));
        let said = text(&output.stderr);
        assert_eq!(code(&output), 1, "{link}: {said}");
        let expected = format!("error[E026]: this is a symbolic link, which is not followed\n --> {shown}:1:1\n");
        assert!(said.starts_with(&expected), "{link}: {said}");
    }
}

#[test]
fn an_error_stops_a_build_and_a_warning_does_not() {
    let mut wrong = Vec::new();
    // Builds take their time: those with warnings, and some of the others.
    let warns = |s: &Path| path(s).contains("-warn-");
    let chosen = sites("broken")
        .into_iter()
        .enumerate()
        .filter(|(i, s)| i % 8 == 0 || warns(s));
    for (_, site) in chosen {
        let output = tempfile::tempdir().unwrap();
        let built = build(&site, output.path());
        let stops = fs::read_to_string(site.join("expected.txt"))
            .unwrap()
            .starts_with("exit: 1\n");
        if (code(&built) == 1) != stops || stops == output.path().join("data").exists() || !built.stdout.is_empty() {
            wrong.push(format!(
                "{}: exit {}, stdout {:?}",
                site.display(),
                code(&built),
                text(&built.stdout)
            ));
        }
    }
    fail(&wrong);
}

#[test]
fn the_formats_for_programs_hold_the_same_problems() {
    for (i, site) in sites("broken").into_iter().enumerate() {
        let of = |format| text(&run(["check", "--root", path(&site), "--format", format]).stdout);
        let json = of("json");
        let mut places = Vec::new();
        for line in json.lines() {
            let value: serde_json::Value =
                serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}: {line}", site.display()));
            let keys: Vec<&str> = value
                .as_object()
                .expect("an object a line")
                .keys()
                .map(String::as_str)
                .collect();
            let mut wanted = [
                "code",
                "severity",
                "message",
                "file",
                "line",
                "column",
                "end_line",
                "end_column",
                "hint",
            ];
            wanted.sort_unstable();
            assert_eq!(
                {
                    let mut k = keys;
                    k.sort_unstable();
                    k
                },
                wanted,
                "{line}"
            );
            let severity = if value["code"].as_str().unwrap().starts_with('E') {
                "error"
            } else {
                "warning"
            };
            assert_eq!(value["severity"], severity);
            let number = |key: &str| value[key].as_u64();
            assert!(
                number("line") <= number("end_line") && number("line") != Some(0) && number("column") != Some(0),
                "{line}"
            );
            places.push((
                value["file"].as_str().map(str::to_owned),
                number("line"),
                number("column"),
            ));
        }
        assert!(
            places.is_sorted(),
            "{}: not sorted by path and position: {places:?}",
            site.display()
        );
        // The other two say the same in other words: every fourth site will do.
        if i % 4 != 0 {
            continue;
        }
        let sarif: serde_json::Value = serde_json::from_str(&of("sarif")).expect("SARIF is JSON");
        assert_eq!(sarif["version"], "2.1.0");
        let results = sarif["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), json.lines().count(), "{}", site.display());
        let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
        assert!(
            results
                .iter()
                .all(|r| rules.iter().any(|rule| rule["id"] == r["ruleId"]))
        );
        let github = of("github");
        assert!(
            github
                .lines()
                .all(|l| l.starts_with("::error ") || l.starts_with("::warning ") || l.starts_with("::notice ")),
            "{github}"
        );
        assert_eq!(github.lines().count(), json.lines().count(), "{}", site.display());
    }
}

#[test]
fn after_a_hundred_of_one_code_the_rest_are_counted() {
    let deals: String = (0..130)
        .map(|i| format!("- {{id: d{i}, account: A, stages: {{lead: soon}}}}\n"))
        .collect();
    let root = site(&[("content/deals/all.yaml", &deals)]);
    let of = |format| {
        text(
            &run([
                "check",
                "--root",
                path(root.path()),
                "--color",
                "never",
                "--format",
                format,
            ])
            .stdout,
        )
    };
    assert_eq!(of("human").matches("error[E006]").count(), 100);
    assert!(of("human").contains("30 more of E006"), "{}", of("human"));
    assert_eq!(of("github").lines().filter(|l| l.starts_with("::error ")).count(), 100);
    assert_eq!(of("github").lines().count(), 101);
    assert_eq!(of("json").lines().count(), 130);
}

#[test]
fn bad_records_can_be_left_out() {
    let root = site(&[
        (
            "content/deals/a.yaml",
            "- {id: a1, account: A, stages: {lead: 2026-01-05}}\n- {id: a2, account: A, stages: {lead: soon}}\n- {id: a3, account: A, stages: {lead: 2026-01-06}}\n",
        ),
        (
            "content/deals/b.yaml",
            "account: B\nstages: {lead: 2026-01-05}\nsource: nowhere\n",
        ),
        (
            "content/deals/c.yaml",
            "account: C\nstages: {lead: 2026-01-05}\ncolour: red\n",
        ),
        ("content/deals/d.yaml", "account: D\nstages: {lead: 2026-01-05}\n"),
        (
            "content/deals/e.yaml",
            "id: d\naccount: E\nstages: {lead: 2026-01-05}\n",
        ),
        (
            "content/deals/f.yaml",
            "account: F\nstages: {lead: 2026-01-05}\nsource: spring\n",
        ),
        ("content/campaigns/spring.yaml", "name: Spring\n"),
        (
            "content/campaigns/fair.yaml",
            "name: Fair\nfunction: sales\nchannel: fair\ngoal: close\nstarts: 2026-01-01\n",
        ),
    ]);
    let output = tempfile::tempdir().unwrap();
    let arguments = [
        "--root",
        path(root.path()),
        "--output",
        path(output.path()),
        "--bad-records",
        "leave-out",
    ];
    let built = run(["build"].into_iter().chain(arguments));
    assert_eq!(code(&built), 0, "{}", text(&built.stderr));
    assert_eq!(ids(&output.path().join("data/deals.csv")), ["a1", "a3", "d", "f"]);
    assert_eq!(ids(&output.path().join("data/campaigns.csv")), ["fair"]);
    assert_eq!(
        code(&run(["check"].into_iter().chain(arguments))),
        1,
        "check still says that there are errors"
    );
    assert_eq!(
        code(&build(root.path(), &output.path().join("other"))),
        1,
        "the default is to stop"
    );
    // A file that is no YAML, or settings that are wrong, are more than a record.
    fs::write(root.path().join("content/deals/a.yaml"), "- {id: a1").unwrap();
    assert_eq!(code(&run(["build"].into_iter().chain(arguments))), 1);
}

#[test]
fn warnings_and_findings_can_be_denied() {
    let waits = (
        "content/deals/waits.yaml",
        "account: Waits\nstages: {lead: 2026-01-05, mql: 2026-01-06}\n",
    );
    let no_amount = (
        "content/deals/acme.yaml",
        "account: Acme\nstages: {lead: 2026-01-05, opportunity: 2026-01-07}\n",
    );
    let root = site(&[waits, no_amount]);
    let check = |more: &[&str]| {
        run(["check", "--root", path(root.path())]
            .into_iter()
            .chain(more.iter().copied()))
    };
    assert_eq!(code(&check(&[])), 0);
    let denied = check(&["--deny", "warnings", "--format", "json"]);
    assert_eq!(code(&denied), 1);
    assert!(text(&denied.stdout).contains("\"severity\":\"error\""));
    assert_eq!(
        code(&check(&["--deny", "findings=high"])),
        1,
        "the handoff is unanswered"
    );
    let output = tempfile::tempdir().unwrap();
    let built = run([
        "build",
        "--root",
        path(root.path()),
        "--output",
        path(output.path()),
        "--deny",
        "warnings",
    ]);
    assert_eq!(code(&built), 1);
    assert!(files(output.path()).is_empty(), "nothing was written");
    // A denied finding is a problem like others: in every format, with the place of its first record.
    let of = |format| text(&check(&["--deny", "findings=high", "--format", format]).stdout);
    assert!(
        of("human").contains("error[E032]: handoff-unanswered: "),
        "{}",
        of("human")
    );
    let json = of("json");
    let record: serde_json::Value = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .find(|value: &serde_json::Value| value["code"] == "E032")
        .expect("a record of the denied finding");
    assert_eq!(record["file"], "content/deals/waits.yaml");
    assert_eq!(record["severity"], "error");
    assert!(
        of("github").contains("::error file=content/deals/waits.yaml,line=1,"),
        "{}",
        of("github")
    );
    assert!(of("sarif").contains("\"ruleId\": \"E032\""));
    let build = |more: &[&str]| {
        let all = ["build", "--root", path(root.path()), "--output", path(output.path())];
        run(all.into_iter().chain(more.iter().copied()))
    };
    for more in [&[][..], &["--bad-records", "leave-out"]] {
        let built = build(&[&["--deny", "findings=high"], more].concat());
        assert_eq!(code(&built), 1);
        assert!(
            text(&built.stderr).contains("handoff-unanswered"),
            "{}",
            text(&built.stderr)
        );
        assert!(files(output.path()).is_empty(), "nothing was written");
    }
    assert_eq!(code(&build(&[])), 0);
}

/// RFC 3986: a blank and `%` may not stand in a reference, nor what is not ASCII.
#[test]
fn places_in_sarif_are_addresses() {
    let root = site(&[("content/deals/Ä c%d.yaml", "account: A\nstages: {lead: 2026-09-05}\n")]);
    let said = text(&run(["check", "--root", path(root.path()), "--format", "sarif"]).stdout);
    assert!(
        said.contains("\"uri\": \"content/deals/%C3%84%20c%25d.yaml\""),
        "{said}"
    );
}

#[test]
fn periods_may_be_named_from_today() {
    // Two won of three closed in the second quarter; nothing closed in the third, which ends with the report.
    let root = site(&[(
        "content/deals/all.yaml",
        "- {id: a, account: Ash, amount: 100.50, stages: {lead: 2026-04-05, won: 2026-05-01}}\n\
         - {id: b, account: Oak, amount: 0.25, stages: {lead: 2026-04-05, won: 2026-06-01}}\n\
         - {id: c, account: Elm, stages: {lead: 2026-04-05, sql: 2026-04-06}, lost: 2026-06-02}\n",
    )]);
    let metrics = |period: &str, day: &str| {
        let root = ["--root", path(root.path()), "--as-of", day];
        let what = [
            "--metric",
            "win_rate,won_amount,deals_lost",
            "--period",
            period,
            "--format",
            "json",
        ];
        run(["metrics"].into_iter().chain(root).chain(what))
    };
    let lines = text(&metrics("last-quarter", "2026-08-15").stdout);
    let rows: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let row = |id: &str| rows.iter().find(|r| r["metric"] == id).unwrap();
    assert_eq!(row("win_rate")["period"], "2026-Q2");
    // Counts, rates and bounds are numbers of at most six digits; money is a text. 2 / 3 = 0.666667.
    assert_eq!(row("win_rate")["value"], serde_json::json!(0.666_667));
    assert_eq!(row("win_rate")["numerator"], serde_json::json!(2));
    // Wilson's interval of 2 of 3, by hand: (2/3 + z²/6 ± z·√(2/27 + z²/36)) / (1 + z²/3), z = 1.959964.
    assert_eq!(row("win_rate")["low"], serde_json::json!(0.207_66));
    assert_eq!(row("win_rate")["high"], serde_json::json!(0.938_508));
    assert_eq!(row("deals_lost")["value"], serde_json::json!(1));
    assert_eq!(row("won_amount")["value"], "100.75");
    assert_eq!(row("won_amount")["denominator"], serde_json::Value::Null);
    let unknown = metrics("1999", "2026-08-15");
    assert_eq!(code(&unknown), 2);
    assert_eq!(
        text(&unknown.stderr),
        "error: `1999` is no period of this report; known here are for example `all`, `2026`, `2026-Q3`, \
         `2026-08`, `last-year`, `last-quarter`, `last-month`\n"
    );
}

#[test]
fn a_site_of_pages_alone_has_its_own_name() {
    let root = site(&[
        ("site.toml", "title = \"Manual\"\ndescription = \"How we work\"\n"),
        ("content/start.md", "+++\ntitle = \"Start\"\n+++\n\nHello.\n"),
    ]);
    let output = tempfile::tempdir().unwrap();
    assert_eq!(code(&build(root.path(), output.path())), 0);
    let page = fs::read_to_string(output.path().join("index.html")).unwrap();
    assert!(page.contains("<title>Manual</title>"), "{page}");
    assert!(
        page.contains("<meta name=\"description\" content=\"How we work\">"),
        "{page}"
    );
}

#[test]
fn metrics_findings_and_codes_are_explained() {
    let root = site(&[(
        "content/deals/all.yaml",
        "- {id: a, account: Acme, amount: 100, stages: {lead: 2026-01-05, mql: 2026-01-06, sql: 2026-01-07, won: 2026-02-01}}\n\
             - {id: b, account: Bolt, stages: {lead: 2026-01-05, mql: 2026-01-06, sql: 2026-01-07}, lost: 2026-02-02}\n\
             - {id: c, account: Cog, stages: {lead: 2026-09-01, mql: 2026-09-02}}\n",
    )]);
    let explain = |arguments: &[&str]| {
        let output = run(["explain", "--root", path(root.path())]
            .into_iter()
            .chain(arguments.iter().copied()));
        (code(&output), text(&output.stdout), text(&output.stderr))
    };
    // One won and one lost in February.
    let (status, said, _) = explain(&["win_rate", "--period", "2026-02"]);
    assert_eq!(status, 0);
    for part in [
        "Win rate (win_rate)",
        "won / (won + lost)",
        "1 / 2",
        "a (Acme): 1 / 1",
        "b (Bolt): 0 / 1",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("Cog"), "{said}");
    let (status, said, _) = explain(&["handoff-unanswered"]);
    assert!(
        status == 0 && said.contains("Here: 1 deal handed over") && said.contains("  c, 28 days"),
        "{said}"
    );
    // A threshold is the site's own where it has one, and a rule that finds nothing says so.
    let (status, said, _) = explain(&["won-and-forgotten"]);
    assert!(
        status == 0 && said.contains("follow_up_days = 90, in [findings.won-and-forgotten] of site.toml\n"),
        "{said}"
    );
    let settings = fs::read_to_string(root.path().join("site.toml")).unwrap();
    let own = "[findings.won-and-forgotten]\nfollow_up_days = 400\n[findings.stalled]\nenabled = false\n";
    fs::write(root.path().join("site.toml"), format!("{settings}\n{own}")).unwrap();
    let (_, said, _) = explain(&["won-and-forgotten"]);
    assert!(
        said.contains("= 400, in [findings.won-and-forgotten] of site.toml; 90 without it\n"),
        "{said}"
    );
    assert!(said.ends_with("\nIt finds nothing here.\n"), "{said}");
    let (_, said, _) = explain(&["stalled"]);
    assert!(said.ends_with("\nIt is turned off here.\n"), "{said}");
    let (status, said, _) = explain(&["e012"]);
    assert!(status == 0 && said.starts_with("E012: "), "{said}");
    let (status, said, why) = explain(&["winrate"]);
    assert!(
        status == 2 && said.is_empty() && why.contains("did you mean `win_rate`?"),
        "{why}"
    );
    let (status, _, why) = explain(&["win_rate", "--period", "2026-13"]);
    assert!(status == 2 && why.contains("no period of this report"), "{why}");
    // Without a playbook the definitions are there all the same.
    let nowhere = tempfile::tempdir().unwrap();
    let output = run(["explain", "--root", path(nowhere.path()), "cac"]);
    assert!(code(&output) == 0 && text(&output.stdout).contains("Cost of a new customer (cac)"));
}

/// By hand from the rule in the handbook: who answers the rule, else the page of `init`, else who answers the family.
#[test]
fn a_finding_leads_to_the_page_that_answers_it() {
    let root = site(&[(
        "content/deals/c.yaml",
        "account: Cog\nstages: {lead: 2026-09-01, mql: 2026-09-02}\n",
    )]);
    let output = root.path().join("out");
    let page = || {
        let ran = build(root.path(), &output);
        assert_eq!(code(&ran), 0, "{}", text(&ran.stderr));
        let found = fs::read_to_string(output.join("data/findings.json")).unwrap();
        let found: serde_json::Value = serde_json::from_str(&found).unwrap();
        let all = found.as_array().unwrap();
        let found = all.iter().find(|f| f["rule"] == "handoff-unanswered").unwrap();
        found["page"].as_str().unwrap().to_owned()
    };
    let add = |name: &str, front: &str| {
        let file = root.path().join("content").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, format!("+++\n{front}\n+++\nWords.\n")).unwrap();
    };
    assert_eq!(page(), "playbook/index.html");
    add("ours/family.md", "answers = [\"missed-opportunities\"]");
    assert_eq!(page(), "ours/family/index.html");
    add("playbook/handoff.md", "title = \"The handoff\"");
    assert_eq!(page(), "playbook/handoff/index.html");
    add("a.md", "answers = [\"stalled\", \"handoff-unanswered\"]\norder = 2");
    assert_eq!(page(), "a/index.html");
    add("b.md", "answers = [\"handoff-unanswered\"]\norder = 1");
    assert_eq!(page(), "b/index.html");
}

#[test]
fn wrong_usage_is_status_2_with_words() {
    let root = site(&[DEAL]);
    let root = path(root.path());
    let cases: &[&[&str]] = &[
        &["nonsense"],
        &["check", "--nope"],
        &["check", "--as-of", "2026-02-30"],
        &["check", "--format", "xml"],
        &["check", "--deny", "findings=huge"],
        &["check", "--deny", "everything"],
        &["check", "--color", "sometimes"],
        &["build", "--bad-records", "ignore"],
        &["build", "--audience", "all"],
        &["metrics", "--metric", "nope"],
        &["metrics", "--period", "1999"],
        &["metrics", "--by", "colour"],
        &["demo"],
        &["demo", "x", "--deals", "many"],
    ];
    for case in cases {
        let output = run(case.iter().copied().chain(["--root", root]));
        assert_eq!(code(&output), 2, "{case:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{case:?}");
    }
    let help = run([]);
    assert_eq!(code(&help), 0);
    assert!(text(&help.stdout).contains("Usage"));
}

#[test]
fn a_playbook_that_is_not_there_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(["check", "--root", path(folder.path()), "--color", "never"]);
    assert_eq!(code(&output), 1);
    assert!(text(&output.stdout).contains("there is no site.toml here"));
    assert!(files(folder.path()).is_empty());
}

#[test]
fn a_workflow_names_its_audience() {
    let root = site(&[DEAL]);
    let output = tempfile::tempdir().unwrap();
    let mut command = program();
    command
        .env("GITHUB_ACTIONS", "true")
        .args(["build", "--root", path(root.path()), "--output", path(output.path())]);
    assert_eq!(code(&command.output().unwrap()), 2);
    assert!(files(output.path()).is_empty());
    assert_eq!(code(&command.args(["--audience", "team"]).output().unwrap()), 0);
}

#[test]
fn folders_that_are_not_ours_are_refused_untouched() {
    let root = site(&[
        DEAL,
        ("content/deals/b.yaml", "account: B\nstages: {lead: 2026-01-05}\n"),
        ("themes/x/theme.toml", ""),
    ]);
    let at = |name: &str| root.path().join(name);
    fs::create_dir_all(at("foreign")).unwrap();
    fs::write(at("foreign/precious.txt"), "mine").unwrap();
    fs::write(at("file"), "mine").unwrap();
    let before = files(root.path());
    let mut refused = vec![
        at(""),
        at("foreign"),
        at("file"),
        at("content"),
        at("content/public"),
        at("content/deals/public"),
        at("themes/x/public"),
        at("foreign/../content/public"),
        at("missing/../content/public"),
        root.path().parent().unwrap().to_owned(),
        PathBuf::from("/"),
    ];
    #[cfg(unix)]
    {
        fs::create_dir(at("real")).unwrap();
        std::os::unix::fs::symlink(at("real"), at("link")).unwrap();
        refused.push(at("link"));
    }
    let home = tempfile::tempdir().unwrap();
    let mut command = program();
    command
        .env("HOME", home.path())
        .args(["build", "--root", path(root.path()), "--output", path(home.path())]);
    #[cfg(unix)]
    assert_eq!(code(&command.output().unwrap()), 2, "a home folder");
    for folder in refused {
        let built = build(root.path(), &folder);
        assert_eq!(code(&built), 2, "{}: {}", folder.display(), text(&built.stderr));
        assert!(
            text(&built.stderr).starts_with("error: the output folder "),
            "{}",
            text(&built.stderr)
        );
        assert_eq!(files(root.path()), before, "{}", folder.display());
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_said() {
    let root = site(&[DEAL]);
    fs::write(root.path().join("file"), "mine").unwrap();
    let built = build(root.path(), &root.path().join("file/public"));
    assert!(matches!(code(&built), 2 | 3), "{}", text(&built.stderr));
    assert!(text(&built.stderr).contains("error: "), "{}", text(&built.stderr));
    assert_eq!(fs::read_to_string(root.path().join("file")).unwrap(), "mine");
}

#[test]
fn where_the_time_went_is_printed_when_it_is_asked_for() {
    let deal = "account: Acme\nstages: {lead: 2026-09-05}\n";
    let root = site(&[("content/deals/acme.yaml", deal)]);
    let arguments = ["build", "--quiet", "--timings", "--root", path(root.path())];
    let said = text(&run(arguments).stderr);
    let names: Vec<&str> = said.lines().filter_map(|line| line.get(..24)).map(str::trim).collect();
    let expected = [
        "read",
        "check",
        "histories",
        "numbers and findings",
        "charts and pages",
        "put in place",
        "all else",
        "in all",
    ];
    assert_eq!(names, expected);
    let seconds = |line: &str| -> f64 {
        line.get(24..)
            .unwrap()
            .split('s')
            .next()
            .unwrap()
            .trim()
            .parse()
            .unwrap()
    };
    let all: Vec<f64> = said.lines().map(seconds).collect();
    let (whole, parts) = all.split_last().unwrap();
    // Each is rounded to a thousandth.
    assert!((parts.iter().sum::<f64>() - whole).abs() < 0.005, "{said}");
}

#[test]
fn a_second_build_writes_nothing() {
    let root = site(&[DEAL]);
    let output = root.path().join("public");
    let first = build(root.path(), &output);
    assert_eq!(code(&first), 0, "{}", text(&first.stderr));
    let times = |folder: &Path| -> BTreeMap<String, std::time::SystemTime> {
        files(folder)
            .into_keys()
            .map(|name| {
                (
                    name.clone(),
                    fs::metadata(folder.join(&name)).unwrap().modified().unwrap(),
                )
            })
            .collect()
    };
    let (bytes, before) = (files(&output), times(&output));
    let second = build(root.path(), &output);
    assert_eq!(code(&second), 0);
    assert!(text(&second.stderr).contains(" 0 written"), "{}", text(&second.stderr));
    assert_eq!(times(&output), before);
    // Another deal changes some files; a file changed by another hand is mended.
    fs::write(output.join("data/site.json"), "broken").unwrap();
    assert_eq!(code(&build(root.path(), &output)), 0);
    assert_eq!(files(&output), bytes);
    fs::remove_file(output.join("data/deals.csv")).unwrap();
    assert_eq!(code(&build(root.path(), &output)), 0);
    assert_eq!(files(&output), bytes);
}

#[test]
fn two_builds_have_the_same_bytes() {
    let root = site(&[
        DEAL,
        (
            "content/deals/b.yaml",
            "- {id: b1, account: B, stages: {lead: 2026-01-05}}\n- {id: b2, account: B, stages: {lead: 2026-01-06}}\n",
        ),
    ]);
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(code(&build(root.path(), a.path())), 0);
    let mut command = program();
    command
        .env("RAYON_NUM_THREADS", "1")
        .env("TZ", "Asia/Tokyo")
        .env("LC_ALL", "de_DE.UTF-8");
    let built = command
        .args(["build", "--root", path(root.path()), "--output", path(b.path())])
        .output()
        .unwrap();
    assert_eq!(code(&built), 0);
    assert_eq!(files(a.path()), files(b.path()));
}

#[test]
fn what_we_no_longer_write_is_removed_and_nothing_else() {
    let root = site(&[DEAL]);
    let output = root.path().join("public");
    assert_eq!(code(&build(root.path(), &output)), 0);
    let manifest = output.join(".funnelbook.json");
    let mut value: serde_json::Value = serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
    for old in [
        "old/page/index.html",
        "old/shared/index.html",
        "../escape.txt",
        "/etc/escape.txt",
    ] {
        value["files"][old] = "0".into();
    }
    fs::write(&manifest, value.to_string()).unwrap();
    for (name, text) in [
        ("old/page/index.html", "ours"),
        ("old/shared/index.html", "ours"),
        ("old/shared/mine.txt", "mine"),
        ("mine.txt", "mine"),
    ] {
        fs::create_dir_all(output.join(name).parent().unwrap()).unwrap();
        fs::write(output.join(name), text).unwrap();
    }
    fs::write(root.path().join("escape.txt"), "mine").unwrap();
    let built = build(root.path(), &output);
    assert_eq!(code(&built), 0, "{}", text(&built.stderr));
    assert!(
        !output.join("old/page").exists(),
        "a folder that is left empty goes too"
    );
    assert!(!output.join("old/shared/index.html").exists());
    assert!(output.join("old/shared/mine.txt").exists() && output.join("mine.txt").exists());
    assert!(
        root.path().join("escape.txt").exists(),
        "a manifest cannot name what is outside"
    );
    assert!(!fs::read_to_string(&manifest).unwrap().contains("old/"));
}

#[test]
fn an_error_leaves_the_last_build_as_it_was() {
    let root = site(&[DEAL]);
    let output = root.path().join("public");
    assert_eq!(code(&build(root.path(), &output)), 0);
    let before = files(&output);
    fs::write(root.path().join("content/deals/b.yaml"), "account: B\n").unwrap();
    assert_eq!(code(&build(root.path(), &output)), 1);
    assert_eq!(files(&output), before);
}

#[test]
fn a_demo_is_the_same_for_the_same_seed() {
    let folder = tempfile::tempdir().unwrap();
    let demo = |name: &str, seed: &str| {
        let at = folder.path().join(name);
        let output = run(["demo", path(&at), "--deals", "60", "--seed", seed]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        files(&at)
    };
    let a = demo("a", "7");
    assert_eq!(a, demo("b", "7"));
    assert_ne!(a, demo("c", "8"));
    // Editors find the schema that each file's first line names.
    for (file, line) in [
        ("site.toml", "#:schema .schemas/site.json\n"),
        (
            "content/team.yaml",
            "# yaml-language-server: $schema=../.schemas/team.json\n",
        ),
        (
            "content/deals/2025-q1.yaml",
            "# yaml-language-server: $schema=../../.schemas/deal.json\n",
        ),
    ] {
        let text = fs::read_to_string(folder.path().join("a").join(file)).unwrap();
        assert!(text.starts_with(line), "{file}: {text}");
    }
    for schema in ["site", "team", "deal", "campaign"] {
        assert!(folder.path().join(format!("a/.schemas/{schema}.json")).is_file());
    }
    let check = run(["check", "--root", path(&folder.path().join("a"))]);
    assert_eq!(code(&check), 0, "{}", text(&check.stdout));
    let again = run(["demo", path(&folder.path().join("a"))]);
    assert_eq!(code(&again), 2, "a folder that is not empty");
    assert_eq!(files(&folder.path().join("a")), a);
}

#[test]
fn metrics_print_in_every_format() {
    let root = site(&[DEAL]);
    for format in ["table", "csv", "json", "markdown"] {
        let output = run(["metrics", "--root", path(root.path()), "--format", format]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        let out = text(&output.stdout);
        assert!(out.lines().count() > 5, "{format}: {out}");
        if format == "json" {
            assert!(
                out.lines()
                    .all(|l| serde_json::from_str::<serde_json::Value>(l).is_ok())
            );
        }
    }
    fs::write(root.path().join("content/deals/acme.yaml"), "account: Acme\n").unwrap();
    let output = run(["metrics", "--root", path(root.path())]);
    assert_eq!(code(&output), 1);
    assert!(output.stdout.is_empty() && text(&output.stderr).contains("E005"));
}

/// By hand from the two lost deals of the worked example: one for the price to a rival, one that did not answer.
#[test]
fn metrics_are_broken_down_and_what_is_not_is_said() {
    let worked = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked/site");
    for (by, one, other) in [
        ("reason", "no-response", "price"),
        ("lost_from", "mql", "opportunity"),
        ("competitor", "unknown", "Rival"),
    ] {
        let output = run(["metrics", "--root", path(&worked), "--by", by, "--format", "csv"]);
        let got = text(&output.stdout);
        let mut rows: Vec<&str> = got.lines().skip(1).collect();
        rows.sort_unstable();
        let mut expected = [
            format!("deals_lost,all,{by},{one},1,,,,,count"),
            format!("deals_lost,all,{by},{other},1,,,,,count"),
            format!("lost_amount,all,{by},{one},0.00,,,,,money"),
            format!("lost_amount,all,{by},{other},600.00,,,,,money"),
        ];
        expected.sort_unstable();
        assert_eq!(rows, expected);
    }
    for (arguments, why) in [
        (
            "--by reason --metric win_rate",
            "`win_rate` is not broken down by reason",
        ),
        (
            "--by channel --metric marketing_cost",
            "`marketing_cost` is not broken down by channel",
        ),
        (
            "--by campaign --period 2026-Q1",
            "campaigns are compared over the whole time: name --period all",
        ),
        (
            "--by reason --metric win_rat",
            "`win_rat` is no metric; did you mean `win_rate`?",
        ),
        ("--by reasons", "`reasons` is no dimension; did you mean `reason`?"),
    ] {
        let arguments = ["metrics", "--root", path(&worked)]
            .into_iter()
            .chain(arguments.split(' '));
        let output = run(arguments);
        assert_eq!(code(&output), 2);
        assert_eq!(text(&output.stderr), format!("error: {why}\n"));
        assert!(output.stdout.is_empty());
    }
}

/// What a file system may hold beside files: never opened, never followed, and said so.
#[cfg(unix)]
mod strange_files {
    use super::*;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    const SECONDS: Duration = Duration::from_secs(120);

    fn pipe(at: &Path) {
        assert!(
            Command::new("mkfifo")
                .arg(at)
                .status()
                .expect("mkfifo is there")
                .success()
        );
    }

    #[test]
    fn links_are_passed_over_and_not_read() {
        let root = site(&[DEAL]);
        let secret = tempfile::tempdir().unwrap();
        fs::write(secret.path().join("s.yaml"), "account: hidden-words\n").unwrap();
        symlink(
            secret.path().join("s.yaml"),
            root.path().join("content/deals/link.yaml"),
        )
        .unwrap();
        symlink(secret.path(), root.path().join("content/campaigns")).unwrap();
        symlink("nowhere", root.path().join("content/deals/broken.yaml")).unwrap();
        let output = check_within(root.path(), SECONDS);
        let out = text(&output.stdout);
        assert_eq!(code(&output), 0, "{out}");
        assert_eq!(out.matches("warning[W005]").count(), 3, "{out}");
        for name in [
            "content/campaigns:1:1",
            "content/deals/broken.yaml:1:1",
            "content/deals/link.yaml:1:1",
        ] {
            assert!(out.contains(name), "{out}");
        }
        assert!(!out.contains("hidden-words"), "what a link leads to is shown: {out}");
    }

    #[test]
    fn a_content_folder_that_is_a_link_is_not_followed() {
        let root = site(&[]);
        let other = site(&[DEAL]);
        fs::remove_dir(root.path().join("content")).unwrap();
        symlink(other.path().join("content"), root.path().join("content")).unwrap();
        let out = text(&check_within(root.path(), SECONDS).stdout);
        assert!(out.contains("W005") && out.contains(" content:1:1"), "{out}");
    }

    #[test]
    fn a_file_that_is_too_large_is_not_read() {
        let root = site(&[DEAL]);
        let file = fs::File::create(root.path().join("content/deals/many.yaml")).unwrap();
        // Nothing but a hole, which takes no room.
        file.set_len(65 << 20).unwrap();
        let output = check_within(root.path(), SECONDS);
        let out = text(&output.stdout);
        assert_eq!(code(&output), 1, "{out}");
        assert!(
            out.contains("error[E016]: the file has 65 MiB; at most 64 are read\n --> content/deals/many.yaml:1:1"),
            "{out}"
        );
        assert!(out.contains("split it into several files"), "{out}");
    }

    #[test]
    fn a_file_in_the_way_of_a_folder_is_left_and_said() {
        let root = site(&[DEAL]);
        let output = root.path().join("out");
        assert_eq!(code(&build(root.path(), &output)), 0);
        fs::remove_dir_all(output.join("funnel")).unwrap();
        fs::write(output.join("funnel"), "somebody's").unwrap();
        // The manifest says what was about to appear: that is no part of the site.
        let pages = || {
            let mut all = files(&output);
            all.remove(".funnelbook.json").unwrap();
            all
        };
        let before = pages();
        let ran = build(root.path(), &output);
        let why = text(&ran.stderr);
        assert_eq!(code(&ran), 2, "{why}");
        assert!(
            why.contains("out/funnel is in the way of a folder; remove it\n"),
            "{why}"
        );
        assert!(before == pages(), "the old site is not as it was");
        fs::remove_file(output.join("funnel")).unwrap();
        assert_eq!(code(&build(root.path(), &output)), 0);
        assert!(output.join("funnel/index.html").is_file());
    }

    #[test]
    fn a_folder_in_the_way_of_a_file_is_left_and_said() {
        let root = site(&[DEAL]);
        let output = root.path().join("out");
        assert_eq!(code(&build(root.path(), &output)), 0);
        fs::remove_file(output.join("404.html")).unwrap();
        fs::create_dir_all(output.join("404.html/keep")).unwrap();
        fs::write(root.path().join("content/new.md"), "Words.\n").unwrap();
        let ran = build(root.path(), &output);
        let why = text(&ran.stderr);
        assert_eq!(code(&ran), 2, "{why}");
        assert!(
            why.contains("out/404.html is in the way of a file; remove it\n"),
            "{why}"
        );
        assert!(output.join("404.html/keep").is_dir() && !output.join("new").exists());
        fs::remove_dir_all(output.join("404.html")).unwrap();
        assert_eq!(code(&build(root.path(), &output)), 0);
        assert!(output.join("new/index.html").is_file());
    }

    #[test]
    fn pipes_among_templates_and_words_are_said() {
        for name in ["templates/page.html", "static/a.css", "words/en.ftl"] {
            let root = site(&[DEAL]);
            fs::create_dir_all(root.path().join(name).parent().unwrap()).unwrap();
            pipe(&root.path().join(name));
            let output = check_within(root.path(), SECONDS);
            let out = text(&output.stdout);
            assert_eq!(code(&output), 1, "{name}: {out}");
            assert!(
                out.contains(&format!("error[E026]: this is no file\n --> {name}:1:1")),
                "{out}"
            );
        }
    }

    #[test]
    fn pipes_are_not_opened() {
        let root = site(&[DEAL]);
        pipe(&root.path().join("content/deals/pipe.yaml"));
        pipe(&root.path().join("content/picture.png"));
        let output = check_within(root.path(), SECONDS);
        let out = text(&output.stdout);
        assert_eq!(code(&output), 0, "{out}");
        assert_eq!(
            out.matches("warning[W005]: this is no ordinary file").count(),
            2,
            "{out}"
        );
    }

    #[test]
    fn settings_that_are_a_pipe_are_not_opened() {
        let root = site(&[DEAL]);
        fs::remove_file(root.path().join("site.toml")).unwrap();
        pipe(&root.path().join("site.toml"));
        assert_eq!(code(&check_within(root.path(), SECONDS)), 1);
    }

    #[test]
    fn names_that_are_not_utf_8_are_passed_over() {
        let root = site(&[DEAL]);
        let name = std::ffi::OsStr::from_bytes(b"content/deals/m\xfcller.yaml");
        if fs::write(root.path().join(name), "account: M\n").is_err() {
            return; // not on this file system
        }
        let output = check_within(root.path(), SECONDS);
        let out = text(&output.stdout);
        assert_eq!(code(&output), 0, "{out}");
        assert!(out.contains("warning[W005]: the file name is not UTF-8"), "{out}");
    }

    #[test]
    fn names_cannot_steer_a_terminal() {
        let root = site(&[DEAL, ("content/deals/a\u{1b}[31m\nb.txt", "x")]);
        let out = text(&check_within(root.path(), SECONDS).stdout);
        assert!(
            out.contains("E015") && !out.contains('\u{1b}') && !out.contains("\nb.txt"),
            "{out:?}"
        );
    }

    #[test]
    fn folders_named_like_files_are_folders() {
        let root = site(&[
            ("content/deals/x.yaml/acme.yaml", DEAL.1),
            ("content/team.yaml/x.yaml", "[]\n"),
        ]);
        let output = check_within(root.path(), SECONDS);
        let out = text(&output.stdout);
        assert_eq!(code(&output), 1);
        assert_eq!(out.matches("error[").count(), 1, "{out}");
        assert!(out.contains("content/team.yaml/x.yaml:1:1"), "{out}");
    }

    #[test]
    fn a_link_planted_in_the_output_is_not_written_through() {
        let root = site(&[DEAL]);
        let output = root.path().join("public");
        assert_eq!(code(&build(root.path(), &output)), 0);
        let victim = root.path().join("victim.txt");
        fs::write(&victim, "mine").unwrap();
        // Files of ours replaced by links, and links where files would wait.
        for file in ["data/site.json", "data/deals.csv"] {
            fs::remove_file(output.join(file)).unwrap();
            symlink(&victim, output.join(file)).unwrap();
        }
        let manifest = &funnelbook::output::hash(b".funnelbook.json")[..16];
        symlink(&victim, output.join(format!(".{manifest}.funnelbook-new"))).unwrap();
        let other = root.path().join("other");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("0"), "mine").unwrap();
        symlink(&other, output.join(".funnelbook-new")).unwrap();
        let _ = build(root.path(), &output);
        assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
        assert_eq!(fs::read_to_string(other.join("0")).unwrap(), "mine");
        assert!(
            !fs::symlink_metadata(output.join("data/site.json"))
                .unwrap()
                .is_symlink()
        );
    }
}
