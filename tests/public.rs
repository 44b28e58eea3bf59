//! A site for the public: nothing private is in any byte or name, what is hidden cannot be worked out, and nothing is
//! built without a secret. What is private is read from the YAML files here, apart from the program's own readers.

mod preview;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use preview::{Preview, write};

const SECRET: &str = "correct horse battery staple";

fn run(root: &Path, more: &[&str], secret: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_funnelbook"));
    command
        .args(["build", "--audience", "public", "--root"])
        .arg(root)
        .args(more);
    command.env_remove("GITHUB_ACTIONS").env_remove("FUNNELBOOK_SECRET");
    if let Some(secret) = secret {
        command.env("FUNNELBOOK_SECRET", secret);
    }
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The files of a site for the public, in a folder of their own.
fn built(root: &Path, secret: &str) -> BTreeMap<String, Vec<u8>> {
    let output = tempfile::tempdir().unwrap();
    let site = output.path().join("site");
    let run = run(root, &["--output", site.to_str().unwrap()], Some(secret));
    assert!(run.status.success(), "{}", said(&run));
    let files = walkdir::WalkDir::new(&site).into_iter().map(Result::unwrap);
    files
        .filter(|e| e.file_type().is_file() && e.file_name() != ".funnelbook.json")
        .map(|e| {
            let path = e.path().strip_prefix(&site).unwrap().to_str().unwrap();
            (path.replace('\\', "/"), fs::read(e.path()).unwrap())
        })
        .collect()
}

fn example() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn demo() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("demo");
    let demo = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["demo", "--deals", "400", "--seed", "11"])
        .arg(&root)
        .output()
        .unwrap();
    assert!(demo.status.success(), "{}", said(&demo));
    folder
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}")).clone()).unwrap()
}

/// The texts below keys that nobody but the team may read, in any YAML file of a playbook; of an `id`, those of deals
/// and people.
fn private(root: &Path) -> BTreeSet<String> {
    fn gather(value: &serde_yaml::Value, key: &str, ids: bool, out: &mut BTreeSet<String>) {
        match value {
            serde_yaml::Value::Mapping(map) => {
                for (k, v) in map {
                    gather(v, k.as_str().unwrap_or_default(), ids, out);
                }
            }
            serde_yaml::Value::Sequence(list) => list.iter().for_each(|v| gather(v, key, ids, out)),
            serde_yaml::Value::String(text) => {
                let keys = [
                    "account",
                    "owner",
                    "need",
                    "needs",
                    "text",
                    "objections",
                    "note",
                    "notes",
                    "what",
                    "by",
                ];
                // A side is none, and a few words of a note, such as "first call", are everybody's.
                let side = ["marketing", "sales"].contains(&text.as_str());
                let common = ["note", "notes", "what"].contains(&key) && text.trim().chars().count() < 12;
                if (keys.contains(&key) && !side && !common) || (ids && ["id", "name"].contains(&key)) {
                    out.insert(text.trim().to_owned());
                }
            }
            _ => {}
        }
    }
    let mut out = BTreeSet::new();
    for entry in walkdir::WalkDir::new(root.join("content"))
        .into_iter()
        .map(Result::unwrap)
    {
        let path = entry.path();
        if path.extension().is_none_or(|e| e != "yaml") {
            continue;
        }
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        let ids = name.starts_with("content/deals/") || name == "content/team.yaml";
        for document in serde_yaml::Deserializer::from_str(&fs::read_to_string(path).unwrap()) {
            let value = <serde_yaml::Value as serde::Deserialize>::deserialize(document).unwrap();
            gather(&value, "", ids, &mut out);
        }
    }
    out
}

/// Whether a text stands somewhere and is not a part of a longer word.
fn stands_in(whole: &str, text: &str) -> bool {
    whole.match_indices(text).any(|(at, _)| {
        let (before, after) = (&whole[..at], &whole[at + text.len()..]);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_word(before.chars().next_back()) && !is_word(after.chars().next())
    })
}

#[test]
fn no_private_byte_is_in_a_public_site() {
    let demo = demo();
    for (root, least) in [(example().to_owned(), 800), (demo.path().join("demo"), 800)] {
        let private = private(&root);
        assert!(private.len() > least, "{} private texts", private.len());
        let files = built(&root, SECRET);
        for (path, bytes) in &files {
            // The theme's own files are the same in every site.
            if path.starts_with("assets/") {
                continue;
            }
            let content = String::from_utf8_lossy(bytes);
            for value in &private {
                let html = value
                    .replace('&', "&amp;")
                    .replace('\'', "&#x27;")
                    .replace('"', "&quot;");
                for form in [value, &html] {
                    assert!(!stands_in(&content, form), "{path}: {form}");
                    assert!(!stands_in(path, form), "{path}: {form}");
                }
            }
        }
        // What is not written.
        for folder in [
            "deals",
            "people",
            "week",
            "needs",
            "losses",
            "quality",
            "forecast",
            "attribution",
            "data/records",
        ] {
            assert!(!files.keys().any(|p| p.starts_with(&format!("{folder}/"))), "{folder}");
        }
        let data: Vec<&String> = files
            .keys()
            .filter(|p| p.starts_with("data/") && p.matches('/').count() == 1)
            .collect();
        let expected = ["campaigns.csv", "funnel.csv", "metrics.csv", "search.json", "site.json"];
        assert_eq!(
            data,
            expected.map(|name| format!("data/{name}")).iter().collect::<Vec<_>>()
        );
    }
}

#[test]
fn all_links_lead_somewhere_and_every_page_asks_not_to_be_indexed() {
    let files = built(example(), SECRET);
    let mut links = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
        for attribute in ["href=\"", "src=\"", "data-search=\""] {
            for part in html.split(attribute).skip(1) {
                let address = part.split('"').next().unwrap();
                let outside = ["http:", "https:", "data:", "mailto:", "#"];
                if outside.iter().any(|scheme| address.starts_with(scheme)) {
                    continue;
                }
                let mut at: Vec<&str> = path.split('/').collect();
                at.pop();
                for step in address.split(['#', '?']).next().unwrap().split('/') {
                    match step {
                        ".." => drop(at.pop().unwrap_or_else(|| panic!("{path}: {address}"))),
                        "." | "" => {}
                        step => at.push(step),
                    }
                }
                let target = at.join("/");
                assert!(files.contains_key(&target), "{path}: {address} is {target}");
                links += 1;
            }
        }
    }
    assert!(links > 1_000, "{links}");
}

#[test]
fn without_a_secret_nothing_is_built() {
    let folder = preview::playbook();
    let root = folder.path();
    let output = root.join("public");
    for (secret, why) in [
        (
            None,
            "error: the audience `public` takes a secret from FUNNELBOOK_SECRET, which is not set",
        ),
        (
            Some("   "),
            "error: the audience `public` takes a secret from FUNNELBOOK_SECRET, which is not set",
        ),
        (
            Some("fifteen letters"),
            "error: FUNNELBOOK_SECRET: the secret has 15 characters; it needs at least 16",
        ),
    ] {
        let refused = run(root, &[], secret);
        assert_eq!(refused.status.code(), Some(2));
        assert!(said(&refused).starts_with(why), "{}", said(&refused));
        assert!(!output.exists());
    }
    let serve = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["serve", "--port", "0", "--audience", "public", "--root"])
        .arg(root)
        .env_remove("FUNNELBOOK_SECRET")
        .output()
        .unwrap();
    assert_eq!(serve.status.code(), Some(2));
    for (more, why) in [("--lock", "is not locked"), ("--since=HEAD", "names deals")] {
        let refused = run(root, &[more], Some(SECRET));
        assert_eq!(refused.status.code(), Some(2), "{more}");
        assert!(said(&refused).contains(why), "{}", said(&refused));
        assert!(!output.exists());
    }
    let settings = fs::read_to_string(root.join("site.toml")).unwrap();
    write(
        root,
        "site.toml",
        &settings.replace("[privacy]", "[privacy]\nminimum_count = 2"),
    );
    let refused = run(root, &[], Some(SECRET));
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("`minimum_count`"), "{}", said(&refused));
}

#[test]
fn numbers_that_are_printed_are_said_to_be_the_teams() {
    for (audience, is_said) in [("public", true), ("team", false)] {
        let printed = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
            .args(["metrics", "--metric", "deals_won", "--audience", audience, "--root"])
            .arg(example())
            .output()
            .unwrap();
        assert!(printed.status.success());
        let said = said(&printed);
        assert_eq!(
            said.starts_with("note: what is printed is the team's; "),
            is_said,
            "{said}"
        );
    }
}

#[test]
fn two_builds_are_the_same() {
    assert!(built(example(), SECRET) == built(example(), SECRET));
}

const SMALL: &str = "title = \"Small\"\nas_of = \"2026-07-31\"\n[[funnel.stages]]\nid = \"lead\"\nname = \"Lead\"\nowner = \"marketing\"\nmeans = \"asked\"\n\
    [[funnel.stages]]\nid = \"won\"\nname = \"Won\"\nowner = \"sales\"\nmeans = \"signed\"\n";

/// Deals that became leads in a month: won, lost and open ones.
fn deals(month: &str, won: usize, lost: usize, open: usize) -> String {
    let mut out = String::new();
    for i in 0..won + lost + open {
        out += &format!("- id: d{month}-{i}\n  account: Customer of {month} no. {i}\n  stages: {{lead: {month}-03");
        out += if i < won { ", won: M-20}\n" } else { "}\n" };
        if (won..won + lost).contains(&i) {
            out += "  lost: M-20\n";
        }
    }
    out.replace("M-20", &format!("{month}-20"))
}

/// By hand: in the first quarter 12 leads, of which 9 were won, 3 lost, none is open; in the second 26: 12, 8 and 6; in
/// the third 18: 7, 6 and 5.
fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "site.toml", SMALL);
    for (month, [won, lost, open]) in TRUTH {
        let path = format!("content/deals/{month}.yaml");
        write(folder.path(), &path, &deals(month, won, lost, open));
    }
    folder
}

const TRUTH: [(&str, [usize; 3]); 3] = [("2026-01", [9, 3, 0]), ("2026-04", [12, 8, 6]), ("2026-07", [7, 6, 5])];

/// A count as a data file has it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Field {
    Number(i64),
    Few,
    Hidden,
}

impl Field {
    fn read(text: &str) -> Self {
        match text {
            "few" => Field::Few,
            "hidden" => Field::Hidden,
            number => Field::Number(number.parse().unwrap_or_else(|_| panic!("{number}"))),
        }
    }

    /// What somebody may think of who knows what the words mean.
    fn fits(self, n: i64) -> bool {
        match self {
            Field::Number(shown) => shown == n,
            Field::Few => (1..5).contains(&n),
            Field::Hidden => n == 0 || n >= 5,
        }
    }
}

/// Everything that is published of the small playbook, and everything that it could be for somebody who knows all
/// rules: what the words mean, that quarters add up, and that nobody wins or loses a deal before it is there.
#[test]
fn hidden_counts_cannot_be_worked_out() {
    let folder = small();
    let files = built(folder.path(), SECRET);
    let rows = |path: &str| -> Vec<Vec<String>> {
        let content = text(&files, path);
        let mut reader = csv::Reader::from_reader(content.as_bytes());
        reader
            .records()
            .map(|r| r.unwrap().iter().map(str::to_owned).collect())
            .collect()
    };
    let mut shown: BTreeMap<(String, &str), Field> = BTreeMap::new();
    for row in rows("data/funnel.csv") {
        for (i, name) in ["entered", "converted", "lost", "open"].into_iter().enumerate() {
            shown.insert((row[0].clone(), name), Field::read(&row[3 + i]));
        }
        // A rate beside a hidden count would tell it.
        let is_shown = |field: &str| field.parse::<i64>().is_ok();
        assert_eq!(is_shown(&row[3]) && is_shown(&row[4]), row[7] != "hidden", "{row:?}");
    }
    for row in rows("data/metrics.csv").iter().filter(|row| row[2] == "all") {
        let name = match row[0].as_str() {
            "deals_won" => "won",
            "deals_lost" => "closed",
            "handoffs" => "handed",
            _ => continue,
        };
        shown.insert((row[1].clone(), name), Field::read(&row[4]));
    }
    let periods = ["2026-Q1", "2026-Q2", "2026-Q3", "2026", "all"];
    assert_eq!(shown.len(), periods.len() * 7);
    let field = |period: &str, name: &'static str| shown[&(period.to_owned(), name)];
    assert_eq!(
        (field("2026-Q1", "lost"), field("2026-Q1", "closed")),
        (Field::Few, Field::Few)
    );
    // By hand: 12 + 26 + 18 leads, 28 won, 17 lost, 11 open.
    let totals = ["entered", "converted", "lost", "open"].map(|name| field("all", name));
    assert_eq!(totals, [56, 28, 17, 11].map(Field::Number));
    // Each quarter as it could be by itself: won, lost and open ones of those who came in it.
    let fits = |period: &str, [won, lost, open]: [i64; 3]| {
        let all = won + lost + open;
        let values = [
            ("entered", all),
            ("converted", won),
            ("lost", lost),
            ("open", open),
            ("handed", all),
        ];
        values.iter().all(|(name, n)| field(period, name).fits(*n))
    };
    let quarters = periods[..3].iter().map(|period| -> Vec<[i64; 3]> {
        let counts = || 0..=30i64;
        let all = counts().flat_map(|w| counts().flat_map(move |l| counts().map(move |o| [w, l, o])));
        all.filter(|counts| fits(period, *counts)).collect()
    });
    let quarters: Vec<Vec<[i64; 3]>> = quarters.collect();
    let mut possible: BTreeMap<(&str, &str), BTreeSet<i64>> = BTreeMap::new();
    for ((a, b), c) in (quarters[0].iter())
        .flat_map(|a| quarters[1].iter().map(move |b| (a, b)))
        .flat_map(|ab| quarters[2].iter().map(move |c| (ab, c)))
    {
        let all = [0, 1, 2].map(|i| a[i] + b[i] + c[i]);
        if !fits("2026", all) || !fits("all", all) {
            continue;
        }
        // When they were won and lost: no more by the end of a quarter than there were.
        let dates = |i: usize, name: &'static str| -> Vec<[i64; 3]> {
            let first = 0..=a[i];
            let two = first.flat_map(|x| (0..=a[i] + b[i] - x).map(move |y| [x, y]));
            let three = two.map(|[x, y]| [x, y, all[i] - x - y]);
            three
                .filter(|by| by.iter().zip(&periods).all(|(n, period)| field(period, name).fits(*n)))
                .collect()
        };
        let (won, closed) = (dates(0, "won"), dates(1, "closed"));
        if won.is_empty()
            || closed.is_empty()
            || !field("all", "won").fits(all[0])
            || !field("all", "closed").fits(all[1])
        {
            continue;
        }
        let mut add = |period, name, n| possible.entry((period, name)).or_default().insert(n);
        for (period, counts) in periods.into_iter().zip([*a, *b, *c, all, all]) {
            for (name, n) in ["converted", "lost", "open"].into_iter().zip(counts) {
                add(period, name, n);
            }
            add(period, "entered", counts.iter().sum());
        }
        for (name, ways) in [("won", won), ("closed", closed)] {
            for way in ways {
                for (period, n) in periods.into_iter().zip(way) {
                    add(period, name, n);
                }
            }
        }
    }
    for (period, (_, counts)) in periods.into_iter().zip(TRUTH) {
        for (name, n) in ["converted", "lost", "open"].into_iter().zip(counts) {
            assert!(possible[&(period, name)].contains(&(n as i64)), "{period} {name}");
        }
    }
    for ((period, name), values) in &possible {
        let is_shown = matches!(shown[&((*period).to_owned(), *name)], Field::Number(_));
        assert_eq!(is_shown, values.len() == 1, "{period} {name} is {values:?}");
    }
}

/// By hand: 2 of the 9 wins of the first quarter have an amount, 1000 each, and 6 of the 12 of the second, 2345 each. The
/// first quarter's money is that of two deals; the others' would tell it, beside the year's 2000 + 14070 = 16070.
#[test]
fn the_money_of_few_deals_is_not_shown() {
    let folder = small();
    for (month, [won, lost, open], with_amount, amount) in
        [("2026-01", [9, 3, 0], 2, "1000"), ("2026-04", [12, 8, 6], 6, "2345")]
    {
        let mut yaml = deals(month, won, lost, open);
        for i in 0..with_amount {
            let line = format!("no. {i}\n");
            yaml = yaml.replace(&line, &format!("{line}  amount: {amount}\n"));
        }
        write(folder.path(), &format!("content/deals/{month}.yaml"), &yaml);
    }
    let metrics = text(&built(folder.path(), SECRET), "data/metrics.csv");
    let money = |period: &str| -> String {
        let row = metrics
            .lines()
            .find(|l| l.starts_with(&format!("won_amount,{period},all,")));
        row.unwrap().split(',').nth(4).unwrap().to_owned()
    };
    let shown = ["2026-Q1", "2026-Q2", "2026-Q3", "2026", "all"].map(money);
    assert_eq!(shown, ["hidden", "hidden", "hidden", "16000.00", "16000.00"]);
}

/// Charts, their words and their files say of a hidden count what the tables say.
#[test]
fn charts_and_their_words_follow_hidden_counts() {
    let files = built(example(), SECRET);
    let page = text(&files, "periods/2025-Q1/funnel/index.html");
    assert!(page.contains("under 5"), "nothing small in the first quarter");
    let chart = text(&files, "data/charts/stages-2025-q1.csv");
    let drawing = text(&files, "data/charts/stages-2025-q1.svg");
    let description = drawing
        .split("<desc")
        .nth(1)
        .and_then(|d| d.split("</desc>").next())
        .unwrap();
    let mut hidden = 0;
    for row in chart.lines().skip(1) {
        let (stage, count) = row.split_once(',').unwrap();
        match Field::read(count) {
            Field::Number(n) => assert!(description.contains(&n.to_string()), "{stage}: {description}"),
            _ => hidden += 1,
        }
    }
    let said = description.matches("under 5").count() + description.matches("not shown").count();
    assert_eq!(said, hidden, "{description}");
    // In no data file stands a number from 1 to 4 where a count of deals stands.
    for row in text(&files, "data/metrics.csv")
        .lines()
        .filter(|row| row.ends_with(",count"))
    {
        let value = row.split(',').nth(4).unwrap();
        assert!(!["1", "2", "3", "4"].contains(&value), "{row}");
    }
    for row in text(&files, "data/campaigns.csv").lines().skip(1) {
        let counts: Vec<&str> = row.rsplitn(3, ',').take(2).collect();
        assert!(counts.iter().all(|c| !["1", "2", "3", "4"].contains(c)), "{row}");
    }
}

fn page(folder: &Path, body: &str) -> Output {
    write(
        folder,
        "content/playbook/customers.md",
        &format!("+++\ntitle = \"Customers\"\n+++\n{body}\n"),
    );
    run(folder, &[], Some(SECRET))
}

/// The number of a metric over everything, as the data file has it: a rate as the parts of which it is made.
fn number(files: &BTreeMap<String, Vec<u8>>, metric: &str) -> String {
    let data = text(files, "data/metrics.csv");
    let row = data.lines().find(|l| l.starts_with(&format!("{metric},all,all,")));
    let row: Vec<&str> = row.unwrap().split(',').collect();
    match (row[5], row[6]) {
        ("", _) => row[4].to_owned(),
        (k, n) => format!("{k} of {n}"),
    }
}

#[test]
fn components_answer_from_public_numbers_alone() {
    let folder = demo();
    let root = folder.path().join("demo");
    let page = "+++\ntitle = \"Ours\"\n+++\n\
        {{ <metric id=\"win_rate\" /> }}\n\n\
        {{ <metric id=\"deals_won\" /> }}\n\n\
        {{ <chart kind=\"dots\" metric=\"deals_won\" by=\"channel\" /> }}\n\n\
        {{ <chart kind=\"trend\" metric=\"deals_won\" every=\"year\" /> }}\n\n\
        {{ <table metric=\"deals_won\" by=\"channel\" /> }}\n\n\
        {{ <table metrics=\"win_rate, deals_won\" period=\"last-year\" /> }}\n\n\
        # Hidden\n\n\
        {{ <metric id=\"win_rate\" period=\"last-month\" /> }}\n\n\
        {{ <metric id=\"win_rate\" period=\"2026-03\" /> }}\n\n\
        {{ <metric id=\"win_rate\" by=\"owner\" member=\"clara\" /> }}\n\n\
        {{ <metric id=\"pipeline_created\" /> }}\n\n\
        {{ <chart kind=\"dots\" metric=\"deals_won\" by=\"owner\" /> }}\n\n\
        {{ <chart kind=\"dots\" metric=\"win_rate\" by=\"channel\" /> }}\n\n\
        {{ <chart kind=\"trend\" metric=\"deals_won\" every=\"month\" /> }}\n\n\
        {{ <chart kind=\"trend\" metric=\"pipeline_created\" /> }}\n\n\
        {{ <chart kind=\"spend\" /> }}\n\n\
        {{ <chart kind=\"losses\" /> }}\n\n\
        {{ <chart kind=\"incidence\" /> }}\n\n\
        {{ <table metric=\"deals_won\" by=\"segment\" /> }}\n\n\
        {{ <table metrics=\"pipeline_created\" /> }}\n";
    write(&root, "content/playbook/ours.md", page);
    let files = built(&root, SECRET);
    let html = text(&files, "playbook/ours/index.html");
    let (shown, hidden) = html.split_once(">Hidden</h").unwrap();
    let hidden = hidden.split_once("</main>").unwrap().0;
    // What is there is what the data files say.
    let rate = number(&files, "win_rate");
    assert!(rate.contains(" of "), "{rate}");
    assert!(shown.contains(&format!("title=\"Win rate: {rate}\"")), "{shown}");
    assert!(
        shown.contains(&format!(">{}</a>", number(&files, "deals_won"))),
        "{shown}"
    );
    let channels = text(&files, "data/charts/dots-deals-won-channel.csv");
    let data = text(&files, "data/metrics.csv");
    let rows: BTreeMap<&str, &str> = data
        .lines()
        .filter_map(|l| l.strip_prefix("deals_won,all,channel,"))
        .map(|l| {
            let row: Vec<&str> = l.split(',').collect();
            (row[0], row[1])
        })
        .collect();
    let drawn: BTreeMap<&str, &str> = channels.lines().skip(1).filter_map(|l| l.split_once(',')).collect();
    assert!(drawn.len() > 8 && drawn.values().any(|v| *v == "few"), "{channels}");
    assert_eq!(drawn, rows);
    // Twice as a table, once below the chart and once of its own.
    let referral = format!(
        "<th scope=\"row\">Referral</th><td class=\"num\">{}</td>",
        rows["referral"]
    );
    assert_eq!(shown.matches(&referral).count(), 2, "{shown}");
    assert!(shown.contains("Numbers, 2025") && shown.contains("<svg"), "{shown}");
    // Of the rest nothing is shown but that it is not.
    assert_eq!(hidden.matches("not shown in public)").count(), 4, "{hidden}");
    assert_eq!(
        hidden.matches("<p class=\"none\">Not shown in public</p>").count(),
        9,
        "{hidden}"
    );
    assert!(
        hidden.contains("title=\"Pipeline created: not shown in public\""),
        "{hidden}"
    );
    assert!(!hidden.contains("<svg") && !hidden.contains("<td"), "{hidden}");
}

/// What is no metric, period, dimension, rule or deal is told as it is for a team; what only a team may see is no
/// mistake.
#[test]
fn mistakes_of_pages_are_told_for_everybody_too() {
    let case = example().join("tests/fixtures/broken/148-components");
    let folder = tempfile::tempdir().unwrap();
    for name in ["site.toml", "content/playbook/all.md"] {
        write(folder.path(), name, &fs::read_to_string(case.join(name)).unwrap());
    }
    let errors = |text: &str| -> BTreeSet<String> {
        let lines = text.lines().filter(|l| l.starts_with("error["));
        // Which periods there are is another thing in public.
        lines
            .map(|l| l.split("; known here are").next().unwrap().to_owned())
            .collect()
    };
    let run = run(folder.path(), &[], Some(SECRET));
    assert_eq!(run.status.code(), Some(1));
    let team = errors(&fs::read_to_string(case.join("expected.txt")).unwrap());
    let public: BTreeSet<String> = errors(&said(&run).replace("; known here: `all`", ""));
    let more: Vec<&String> = team.symmetric_difference(&public).collect();
    assert_eq!(more, ["error[E022]: `marketing_cost` is not broken down by channel"]);
    assert!(!folder.path().join("public").exists());
}

/// Deals with an id, a day in the middle of each month, and what else is to be said of them.
fn won_on(days: &[&str], amount: impl Fn(usize) -> Option<u64>) -> String {
    let mut out = String::new();
    for (i, day) in days.iter().enumerate() {
        out += &format!("- id: w{day}-{i}\n  account: Customer {day} no. {i}\n  stages: {{lead: {day}, won: {day}}}\n");
        if let Some(amount) = amount(i) {
            out += &format!("  amount: {amount}\n");
        }
    }
    out
}

fn cell(files: &BTreeMap<String, Vec<u8>>, metric: &str, period: &str) -> String {
    let data = text(files, "data/metrics.csv");
    let row = data
        .lines()
        .find(|l| l.starts_with(&format!("{metric},{period},all,,")));
    row.unwrap_or_else(|| panic!("{metric} {period}"))
        .split(',')
        .nth(4)
        .unwrap()
        .to_owned()
}

/// By hand: of sixteen wins in 2025 one has an amount, 50,000; of sixteen in 2026 each has 10,000. Everything is 210,000, so
/// whoever knew all of 2026 would know the one.
#[test]
fn the_money_of_one_deal_does_not_follow_from_other_years() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "site.toml", SMALL);
    let of = |day: &str| vec![day.to_owned(); 8];
    let name = |days: &[String]| days.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let write_deals = |file: &str, days: Vec<String>, amount: &dyn Fn(usize) -> Option<u64>| {
        let days = name(&days);
        let days: Vec<&str> = days.split(' ').collect();
        write(folder.path(), file, &won_on(&days, amount));
    };
    write_deals("content/deals/a.yaml", of("2025-02-15"), &|i| {
        (i == 0).then_some(50_000)
    });
    write_deals("content/deals/b.yaml", of("2025-05-15"), &|_| None);
    write_deals("content/deals/c.yaml", of("2026-02-15"), &|_| Some(10_000));
    write_deals("content/deals/d.yaml", of("2026-05-15"), &|_| Some(10_000));
    let files = built(folder.path(), SECRET);
    let money = |period: &str| cell(&files, "won_amount", period);
    assert_eq!(money("2025"), "hidden");
    assert_eq!(money("2025-Q1"), "hidden");
    let known = |period: &str| money(period) != "hidden";
    // Everything, and all of one year in one way or the other.
    let other = known("2026") || ["2026-Q1", "2026-Q2"].into_iter().all(known);
    assert!(
        !(known("all") && other),
        "all: {}, 2026: {}",
        money("all"),
        money("2026")
    );
    assert!(known("all"), "the least is hidden");
    // An average is of all that was won, or it is none: 210,000 by 17 and by 32 would tell how many have an amount.
    assert_eq!(cell(&files, "average_won_amount", "all"), "hidden");
}

/// The rule compares what a campaign cost with what all deals that became serious did: whether it finds something would
/// tell how many these were.
#[test]
fn a_finding_does_not_tell_a_hidden_count() {
    let site = |serious: usize| {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "site.toml", "title = \"T\"\nas_of = 2026-10-31\n");
        let campaign = |id: &str, spend: u32| {
            format!(
                "- {{id: {id}, name: {id}, function: marketing, channel: web, goal: attract, starts: 2026-01-01, ends: 2026-04-30, spend: {{2026-01: {spend}}}}}\n"
            )
        };
        let campaigns = [campaign("free", 0), campaign("big", 10_000), campaign("small", 3_000)].concat();
        write(folder.path(), "content/campaigns/all.yaml", &campaigns);
        let deals: String = (0..30)
            .map(|i| {
                let more = if i < serious { ", opportunity: 2026-02-10" } else { "" };
                format!("- {{id: d{i}, account: Customer no. {i}, source: free, amount: 1000, stages: {{lead: 2026-02-01, mql: 2026-02-02, sql: 2026-02-03{more}}}}}\n")
            })
            .collect();
        write(folder.path(), "content/deals/all.yaml", &deals);
        built(folder.path(), SECRET)
    };
    let (three, four) = (site(3), site(4));
    assert_eq!(cell(&three, "entered_opportunity", "all"), "few");
    let different: Vec<&String> = three.keys().filter(|path| three[*path] != four[*path]).collect();
    assert!(different.is_empty() && three.len() == four.len(), "{different:?}");
}

/// What a channel or a campaign cost is known over everything; in a period it would be another number.
#[test]
fn spend_is_shown_for_the_time_that_it_was() {
    let folder = small();
    let root = folder.path();
    write(
        root,
        "content/campaigns/a.yaml",
        "name: A\nfunction: marketing\nchannel: web\ngoal: attract\nstarts: 2026-01-01\nspend: {2026-01: 770, 2026-05: 10}\n",
    );
    let quarter = "{{ <metric id=\"marketing_spend\" period=\"2026-Q1\" by=\"channel\" member=\"web\" /> }}";
    let all = "{{ <metric id=\"marketing_spend\" period=\"all\" by=\"campaign\" member=\"a\" /> }}";
    let ran = page(root, &format!("{quarter}\n\n{all}"));
    assert!(ran.status.success(), "{}", said(&ran));
    let html = fs::read_to_string(root.join("public/playbook/customers/index.html")).unwrap();
    assert_eq!(html.matches("780</a>").count(), 1, "{html}");
    assert!(html.contains("(Q1 2026: not shown in public)"), "{html}");
    let ran = page(root, &all.replace("period=\"all\"", "period=\"2026-Q1\""));
    assert!(said(&ran).contains("campaigns are compared over the whole time: add period=\"all\""));
}

/// A name is private in the names of files too, however they are written.
#[test]
fn an_account_in_a_name_of_a_file_fails_the_build() {
    for name in [
        "Mu\u{308}ller Robotik.png",
        "Müller  Robotik.png",
        "müller-robotik.png",
        "pictures/Müller/Robotik.png",
        "playbook/hs-7-muller.md",
        "playbook/mueller-robotik.md",
        "pictures/our_Muller_Robotik.png",
    ] {
        let folder = small();
        write(
            folder.path(),
            "content/deals/named.yaml",
            "id: hs-7-muller\naccount: Müller Robotik GmbH\nstages: {lead: 2026-01-05}\n",
        );
        write(folder.path(), &format!("content/{name}"), "x");
        let ran = run(folder.path(), &[], Some(SECRET));
        assert_eq!(ran.status.code(), Some(1), "{name}: {}", said(&ran));
        assert!(said(&ran).contains("error[E033]"), "{name}: {}", said(&ran));
    }
}

#[test]
fn no_two_files_have_one_path() {
    let case = example().join("tests/fixtures/broken/150-paths");
    let folder = tempfile::tempdir().unwrap();
    for name in ["site.toml", "content/index.md", "content/funnel.md"] {
        write(folder.path(), name, &fs::read_to_string(case.join(name)).unwrap());
    }
    let pages = run(folder.path(), &[], Some(SECRET));
    for path in ["index.html", "funnel/index.html"] {
        let said = said(&pages);
        assert!(
            said.contains(&format!("error[E024]: the path {path} is taken by another page")),
            "{said}"
        );
    }
    for name in ["content/index.md", "content/funnel.md"] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    write(
        folder.path(),
        "content/data/Charts/split-all.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    let pictures = run(folder.path(), &[], Some(SECRET));
    let said = said(&pictures);
    assert!(
        said.contains("error[E024]: the folder data/charts/ is for")
            && said.contains("content/data/Charts/split-all.svg"),
        "{said}"
    );
}

#[test]
fn an_account_in_a_page_fails_the_build() {
    let folder = small();
    let root = folder.path();
    write(
        root,
        "content/deals/named.yaml",
        "id: muller-sons-2026\naccount: Müller & Sons\nneeds: [\"no more night shifts\"]\nstages: {lead: 2026-01-05}\ntouches:\n  - {on: 2026-01-06, by: sales, kind: call, note: \"Call back after Easter, she said\"}\n",
    );
    write(
        root,
        "content/team.yaml",
        "- {id: may-reiter, name: May Reiter, function: both}\n",
    );
    let wrong = "error[E033]: playbook/customers/index.html would tell ";
    for (body, what, line) in [
        (
            "We won Müller & Sons.",
            "the account of a deal",
            "content/deals/named.yaml:2",
        ),
        // Broken over two lines, with markup in it, in another case, with another accent, in an address.
        (
            "We won Müller\n& Sons.",
            "the account of a deal",
            "content/deals/named.yaml:2",
        ),
        (
            "We won **Mül**ler & *Sons*.",
            "the account of a deal",
            "content/deals/named.yaml:2",
        ),
        (
            "We won MÜLLER & SONS.",
            "the account of a deal",
            "content/deals/named.yaml:2",
        ),
        (
            "We won Mu\u{308}ller &amp; Sons.",
            "the account of a deal",
            "content/deals/named.yaml:2",
        ),
        (
            "[Them](https://example.org/?q=M%C3%BCller%20%26%20Sons)",
            "the account of a deal",
            "content/deals/named.yaml:2",
        ),
        (
            "See muller-sons-2026.",
            "the id of a deal",
            "content/deals/named.yaml:1",
        ),
        (
            "They want no more night shifts.",
            "a need",
            "content/deals/named.yaml:3",
        ),
        (
            "Call back after Easter, she said.",
            "a note",
            "content/deals/named.yaml:6",
        ),
        ("Ask May.", "a part of the name of a person", "content/team.yaml:1"),
    ] {
        let failed = page(root, body);
        let (all, message) = (said(&failed), format!("{wrong}{what}, which stands in {line}\n"));
        assert_eq!(failed.status.code(), Some(1), "{body}: {all}");
        assert!(all.contains(&message), "{body}: {all}");
        // The message is no leak itself.
        assert!(!all.contains("Sons") && !all.contains("night"), "{all}");
        assert!(!root.join("public").exists());
    }
    // `check` looks too, without a secret.
    let check = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["check", "--audience", "public", "--root"])
        .arg(root)
        .env_remove("FUNNELBOOK_SECRET")
        .output()
        .unwrap();
    assert_eq!(check.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&check.stdout).contains("error[E033]"));
    // Nobody says the legal form; where one word is left it is looked for as it is written.
    let form = "the account of a deal without its legal form, which stands in content/deals/form.yaml:2\n";
    for (account, body, is_told) in [
        ("Hartwig Tools GmbH & Co. KG", "We won Hartwig tools.", true),
        ("Works Ltd", "Works well.", true),
        ("Works Ltd", "It works.", false),
    ] {
        let deal = format!("id: form-2026\naccount: {account}\nstages: {{lead: 2026-01-05}}\n");
        write(root, "content/deals/form.yaml", &deal);
        let ran = page(root, body);
        let told = said(&ran).contains(&format!("{wrong}{form}"));
        assert_eq!((told, ran.status.success()), (is_told, !is_told), "{}", said(&ran));
    }
    fs::remove_file(root.join("content/deals/form.yaml")).unwrap();
    // Of a long line it is enough that its beginning was copied, up to the middle of a word, and a note may be huge.
    let long = format!("They asked for {}", "credit and rebates ".repeat(50));
    let more = "Nothing to tell. ".repeat(60_000);
    write(
        root,
        "content/deals/long.yaml",
        &format!("id: long-2026\naccount: L\nstages: {{lead: 2026-01-05}}\nnotes: |\n  {long}\n  {more}\n"),
    );
    for (copied, is_told) in [(525, true), (480, false)] {
        let failed = page(root, &format!("{}.", &long[..copied]));
        let told = said(&failed).contains(&format!("{wrong}a note, which stands in content/deals/long.yaml:5\n"));
        assert_eq!(
            (told, failed.status.success()),
            (is_told, !is_told),
            "{}",
            said(&failed)
        );
    }
    fs::remove_file(root.join("content/deals/long.yaml")).unwrap();
    // A name of a file is looked at as well, and the id of a channel that is a word of a record is none.
    let failed = page(root, "Nothing.");
    assert!(failed.status.success(), "{}", said(&failed));
    write(
        root,
        "content/playbook/muller-sons-2026.md",
        "+++\ntitle = \"A story\"\n+++\nNothing.\n",
    );
    let failed = page(root, "Nothing.");
    assert!(said(&failed).contains("playbook/muller-sons-2026/index.html would tell the id of a deal"));
    fs::remove_file(root.join("content/playbook/muller-sons-2026.md")).unwrap();
    // Of a record with an error nobody knows what it keeps.
    write(
        root,
        "content/deals/broken.yaml",
        "account: Unread Ltd\nstages: {lead: soon}\n",
    );
    let failed = run(root, &["--bad-records", "leave-out"], Some(SECRET));
    assert_eq!(failed.status.code(), Some(1));
    assert!(
        said(&failed).contains("cannot be looked for: content/deals/broken.yaml\n"),
        "{}",
        said(&failed)
    );
    fs::remove_file(root.join("content/deals/broken.yaml")).unwrap();
    // What the team calls a word is one.
    let settings = fs::read_to_string(root.join("site.toml")).unwrap();
    write(
        root,
        "site.toml",
        &format!("{settings}[privacy]\npublic_words = [\"May\"]\n"),
    );
    let done = page(root, "In May.");
    assert!(done.status.success(), "{}", said(&done));
    // Words that are parts of others are none.
    let done = page(root, "Maybe the Müllers & Sonss.");
    assert!(done.status.success(), "{}", said(&done));
}

#[test]
fn another_secret_gives_other_pseudonyms() {
    let folder = small();
    let root = folder.path();
    let body = "+++\ntitle = \"Customers\"\n+++\nWe won {{ <account deal=\"d2026-01-0\" /> }} and {{ <account deal=\"d2026-01-1\" /> }}.\n";
    write(root, "content/playbook/customers.md", body);
    let names = |secret: &str| -> Vec<String> {
        let html = text(&built(root, secret), "playbook/customers/index.html");
        let sentence = html
            .split("We won ")
            .nth(1)
            .unwrap()
            .split('.')
            .next()
            .unwrap()
            .to_owned();
        sentence.split(" and ").map(str::to_owned).collect()
    };
    let first = names(SECRET);
    assert_eq!(first.len(), 2);
    assert!(
        first
            .iter()
            .all(|n| n.starts_with("customer ") && n.len() == "customer K7QX-M2PD".len()),
        "{first:?}"
    );
    assert_ne!(first[0], first[1]);
    assert_eq!(first, names(SECRET));
    assert_ne!(first, names("another secret of 16"));
    // A team reads the name.
    let team = tempfile::tempdir().unwrap();
    let build = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["build", "--audience", "team", "--root"])
        .arg(root)
        .arg("--output")
        .arg(team.path().join("site"))
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", said(&build));
    let html = fs::read_to_string(team.path().join("site/playbook/customers/index.html")).unwrap();
    assert!(html.contains(">Customer of 2026-01 no. 0</a>"), "{html}");
    write(
        root,
        "content/playbook/customers.md",
        &body.replace("d2026-01-0", "d2026-01-99"),
    );
    let failed = run(root, &[], Some(SECRET));
    assert!(said(&failed).contains("`d2026-01-99` is no deal"), "{}", said(&failed));
}

#[test]
fn a_preview_shows_the_same() {
    let folder = small();
    let files = built(folder.path(), SECRET);
    let preview = Preview::start(
        folder.path(),
        &["--audience", "public"],
        &[("FUNNELBOOK_SECRET", SECRET)],
    );
    let first = || (preview.get("data/funnel.csv").body == files["data/funnel.csv"]).then_some(());
    preview::wait_until("the first site", first);
    for path in ["data/metrics.csv", "data/campaigns.csv", "data/search.json"] {
        assert!(preview.get(path).body == files[path], "{path}");
    }
    for path in ["deals/d2026-01-0/", "data/deals.csv", "week/"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
}
