//! Sentences of the contract on playbooks of a few lines: what is expected follows from the sentence
//! that stands above each test.

mod tiny;

use tempfile::TempDir;

use tiny::{playbook, read, run};

const SITE: &str = "title = \"X\"\nas_of = \"2026-06-30\"\n";
const CAMPAIGN: &str = "id: good\nname: Good\nfunction: marketing\nchannel: web\ngoal: attract\nstarts: 2026-01-01\n";
const DEAL: &str =
    "id: d\naccount: A\namount: 1000\nstages: {lead: 2026-01-05, opportunity: 2026-02-01, won: 2026-03-01}\n";

/// The built site's folder.
fn build(files: &[(&str, &str)]) -> TempDir {
    tiny::build(files, &[])
}

fn lines(text: &str, start: &str) -> Vec<String> {
    text.lines()
        .filter(|l| l.starts_with(start))
        .map(str::to_owned)
        .collect()
}

/// "With no deals and no campaigns there is only `all`", "which is everything up to as_of".
#[test]
fn costs_alone_make_no_periods() {
    let later = "id: d\naccount: A\nstages: {lead: 2026-07-05}\n";
    for deals in [vec![], vec![("content/deals/d.yaml", later)]] {
        let costs = ("content/costs.yaml", "2026-05: {sales: 5}\n2026-06: {sales: 6}\n");
        let files = [vec![("site.toml", SITE), costs], deals].concat();
        let metrics = read(&build(&files), "data/metrics.csv");
        let periods: Vec<_> = metrics.lines().skip(1).map(|l| l.split(',').nth(1)).collect();
        assert!(periods.iter().all(|p| *p == Some("all")), "{periods:?}");
        assert_eq!(lines(&metrics, "sales_cost,"), ["sales_cost,all,all,,11.00,,,,,money"]);
        // "A denominator of zero or less gives no value, the two parts are given all the same."
        assert_eq!(
            lines(&metrics, "won_per_day,"),
            ["won_per_day,all,all,,,0.00,0,,,money_per_day"]
        );
    }
}

/// `pipeline_coverage`: "or, by owner, of that person"; "a rate of 0 over something stays".
#[test]
fn a_quota_without_a_deal_is_covered_by_nothing() {
    let team = "- {id: rep, name: R, function: sales, quota: {2026-Q2: 100}}\n\
                - {id: other, name: O, function: sales, quota: {2026-Q1: 50}}\n";
    let deal = format!("{DEAL}owner: rep\n");
    let site = build(&[
        ("site.toml", SITE),
        ("content/deals/d.yaml", &deal),
        ("content/team.yaml", team),
    ]);
    assert_eq!(
        lines(&read(&site, "data/metrics.csv"), "pipeline_coverage,2026-Q1,owner"),
        ["pipeline_coverage,2026-Q1,owner,other,0.000000,0.00,50.00,,,ratio"]
    );
}

/// "What is dated after the report's `as_of` is left out of every number and page."
#[test]
fn a_campaign_that_has_not_begun_fires_no_rule() {
    let pushes = |starts: &str| {
        format!("name: F\nfunction: marketing\nchannel: web\ngoal: attract\nask: buy\nstarts: {starts}\n")
    };
    let findings = |starts: &str| {
        let site = build(&[("site.toml", SITE), ("content/campaigns/f.yaml", &pushes(starts))]);
        read(&site, "data/findings.json")
    };
    assert!(findings("2026-06-30").contains("hard-sell-early"));
    assert!(!findings("2026-07-01").contains("hard-sell-early"));
}

/// "bidirectional overrides a warning, and isolated wherever shown": between U+2068 and U+2069 (UAX 9), and as
/// written in data files.
#[test]
fn characters_that_turn_text_are_shut_in() {
    let deal = DEAL.replace("account: A", "account: \"evil\\u202Egnp\"");
    let site = build(&[
        ("site.toml", SITE),
        ("content/deals/d.yaml", &deal),
        (
            "content/campaigns/good.yaml",
            &CAMPAIGN.replace("Good", "\"Go\\u202Eod\""),
        ),
    ]);
    for page in [
        "deals/index.html",
        "deals/d/index.html",
        "campaigns/index.html",
        "campaigns/good/index.html",
    ] {
        let html = read(&site, page);
        for (at, _) in html.match_indices('\u{202e}') {
            let opened = html[..at].chars().rev().take(10).any(|c| c == '\u{2068}');
            let closed = html[at..].chars().take(10).any(|c| c == '\u{2069}');
            assert!(opened && closed, "{page}");
        }
        assert!(html.contains('\u{202e}'), "{page}");
    }
    assert!(read(&site, "data/deals.csv").contains("d,evil\u{202e}gnp,"));
}

/// "Numbers that rest on such a month are marked incomplete, with the file named."
#[test]
fn numbers_without_a_month_say_so() {
    let campaign = format!("{CAMPAIGN}ends: 2026-03-31\nspend: {{2026-01: 10, 2026-03: 10}}\n");
    let site = build(&[
        ("site.toml", SITE),
        ("content/deals/d.yaml", DEAL),
        ("content/campaigns/good.yaml", &campaign),
    ]);
    let said = "no entry for 2026-02 in <code>content/campaigns/good.yaml</code>";
    for page in [
        "index.html",
        "metrics/marketing_spend/index.html",
        "metrics/cac/index.html",
    ] {
        assert!(read(&site, page).contains(said), "{page}");
    }
    assert!(read(&site, "campaigns/good/index.html").contains(said));
    // What sales spends does not rest on it.
    assert!(!read(&site, "metrics/sales_spend/index.html").contains(said));
}

/// "otherwise empty, and the page says from which date it will be known": the deal seen for longest came on
/// 2026-06-10; 90 days later it is 2026-09-08.
#[test]
fn what_is_not_known_yet_says_when_it_will_be() {
    let deals =
        "- {id: a, account: A, stages: {lead: 2026-06-10}}\n- {id: b, account: B, stages: {lead: 2026-06-20}}\n";
    let site = build(&[("site.toml", SITE), ("content/deals/all.yaml", deals)]);
    assert!(read(&site, "metrics/within_lead_mql/index.html").contains("not known before 8 September 2026"));
    assert!(read(&site, "funnel/index.html").contains("from 8 Sep 2026"));
    // Nobody reached the next stage: there is nothing to wait for.
    assert!(!read(&site, "metrics/within_mql_sql/index.html").contains("not known before"));
}

/// "Percentages of fewer than 5 are shown as \"3 of 4\", and nothing is ranked on them."
#[test]
fn nothing_is_ranked_on_few() {
    let mut deals = String::new();
    for (channel, won, lost) in [("zeta", 1, 0), ("alpha", 0, 2), ("mid", 2, 1)] {
        for i in 0..won + lost {
            let end = if i < won {
                "won: 2026-03-01}"
            } else {
                "opportunity: 2026-02-02}, lost: {on: 2026-03-01}"
            };
            deals += &format!(
                "- {{id: {channel}{i}, account: {channel}{i}, channel: {channel}, amount: 1, stages: {{lead: 2026-01-05, {end}}}\n"
            );
        }
    }
    let site = build(&[("site.toml", SITE), ("content/deals/all.yaml", &deals)]);
    let page = read(&site, "metrics/win_rate/index.html");
    let table = &page[page.find("id=\"by-channel\"").unwrap()..];
    let at = |text: &str| table.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("0 of 2") < at("2 of 3") && at("2 of 3") < at("1 of 1"));
    let out = run(site.path(), &["metrics", "--metric", "win_rate", "--by", "channel"]);
    let table = String::from_utf8(out.stdout).unwrap();
    for few in ["0 of 2", "2 of 3", "1 of 1"] {
        assert!(table.contains(few), "{table}");
    }
    assert!(!table.contains("67%") && !table.contains("100% "), "{table}");
}

/// "Where `repository` is set, deal and campaign pages link to edit their file, lists to a new one (GitHub's editor)."
#[test]
fn files_can_be_edited_on_the_web() {
    let settings = format!("{SITE}repository = \"https://github.com/a/b/blob/main\"\n");
    let site = build(&[
        ("site.toml", &settings),
        ("content/deals/d.yaml", DEAL),
        ("content/campaigns/good.yaml", CAMPAIGN),
    ]);
    for (page, link) in [
        (
            "deals/d/index.html",
            "https://github.com/a/b/edit/main/content/deals/d.yaml",
        ),
        (
            "campaigns/good/index.html",
            "https://github.com/a/b/edit/main/content/campaigns/good.yaml",
        ),
        (
            "deals/index.html",
            "https://github.com/a/b/new/main/content/deals?filename=new-deal.yaml",
        ),
        (
            "campaigns/index.html",
            "https://github.com/a/b/new/main/content/campaigns?filename=new-campaign.yaml",
        ),
    ] {
        assert!(read(&site, page).contains(link), "{page}");
    }
}

/// "a record with an error is left out whole, the overview and the quality page say how many and how much money".
#[test]
fn what_is_left_out_is_counted_with_its_money() {
    let mut deals = String::new();
    for i in 1..=7 {
        deals += &format!("- {{id: d{i}, account: A, amount: 7{i}, stages: {{lead: 2026-02-30}}}}\n");
    }
    deals += "- {id: e, account: A, amount: 5 JPY, stages: {lead: 2026-02-30}}\n";
    let root = playbook(&[
        ("site.toml", SITE),
        ("content/deals/bad.yaml", &deals),
        ("content/deals/d.yaml", DEAL),
        ("content/team.yaml", "- {id: x, name: X, function: bass}\n"),
    ]);
    let out = run(root.path(), &["build", "--quiet", "--bad-records", "leave-out"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    // 71 + 72 + … + 77 = 518
    for said in ["9 records left out", "€518", "¥5"] {
        assert!(read(&root, "index.html").contains(said), "{said}");
    }
    assert_eq!(
        run(root.path(), &["check", "--bad-records", "leave-out"]).status.code(),
        Some(1)
    );
}

/// "Two files, each with an id that is none": each is told so, and neither is told that it stands twice.
#[test]
fn records_without_an_id_do_not_stand_twice() {
    let record = |id: &str| format!("id: {id}\naccount: A\nstages: {{lead: 2026-01-05}}\n");
    let root = playbook(&[
        ("site.toml", SITE),
        ("content/deals/a.yaml", &record("con")),
        ("content/deals/b.yaml", &record("lpt9")),
    ]);
    let out = run(root.path(), &["check", "--format", "json"]);
    let codes: Vec<String> = String::from_utf8(out.stdout)
        .unwrap()
        .lines()
        .map(|l| {
            serde_json::from_str::<serde_json::Value>(l).unwrap()["code"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(codes, ["E008", "E008"]);
}

/// A value in brackets is pointed at from the first of them to the last; columns counted by hand.
#[test]
fn brackets_belong_to_their_value() {
    let deal = "account: A\nstages: {lead: 2026-01-05}\ntouches: [{on: 2026-01-05}]\nneeds: {a: b}\n";
    let root = playbook(&[("site.toml", SITE), ("content/deals/d.yaml", deal)]);
    let out = run(root.path(), &["check", "--format", "json"]);
    let places: Vec<(u64, u64, u64)> = String::from_utf8(out.stdout)
        .unwrap()
        .lines()
        .map(|l| {
            let found: serde_json::Value = serde_json::from_str(l).unwrap();
            let n = |key: &str| found[key].as_u64().unwrap();
            (n("line"), n("column"), n("end_column"))
        })
        .collect();
    assert_eq!(places, [(3, 11, 27), (4, 8, 14)]);
}

/// The address on the command line is held to what one in site.toml is.
#[test]
fn an_address_is_one() {
    let root = playbook(&[("site.toml", SITE), ("content/deals/d.yaml", DEAL)]);
    let out = run(root.path(), &["build", "--base-url", "nonsense"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("begins with https://"));
}

/// A deal's page says first what it is worth and who brought it, and how long its next step is overdue: from
/// 31 May to 30 June are 30 days.
#[test]
fn a_deal_says_its_worth_and_what_is_overdue() {
    let deal = "id: d\naccount: A\namount: 1000\nstages: {lead: 2026-01-05}\nnext: {on: 2026-05-31, what: Call}\n\
                touches: [{on: 2026-01-05, by: marketing, kind: call}]\n";
    let other = "id: e\naccount: B\nstages: {lead: 2026-01-05}\n";
    let site = build(&[
        ("site.toml", SITE),
        ("content/deals/d.yaml", deal),
        ("content/deals/e.yaml", other),
    ]);
    let html = read(&site, "deals/d/index.html");
    assert!(
        html.contains("<p class=\"lead\">Open at “Lead” since 5 January 2026. €1,000, brought by marketing.</p>"),
        "{html}"
    );
    assert!(html.contains("30 days overdue"));
    // "previous and next"
    assert!(
        html.contains("href=\"../../deals/e/index.html\" rel=\"next\""),
        "{html}"
    );
    let other = read(&site, "deals/e/index.html");
    assert!(other.contains("No amount written down; nobody wrote down who brought it."));
    // Periods are found by their ids.
    assert!(read(&site, "data/search.json").contains("\"2026-Q2\""));
}

/// "Needs by outcome": of six deals with a need four are won, one lost, one open; of five decided ones it is said.
#[test]
fn needs_are_drawn_by_outcome() {
    let deal = |id: &str, stages: &str, more: &str| {
        format!("id: {id}\naccount: {id}\nstages: {{lead: 2026-01-05, {stages}}}\nneeds: [one tool]\n{more}")
    };
    let won = ["w1", "w2", "w3", "w4"].map(|id| deal(id, "won: 2026-02-01", ""));
    let (lost, open) = (
        deal("l", "mql: 2026-01-20", "lost: {on: 2026-02-01, reason: price}\n"),
        deal("o", "mql: 2026-01-20", ""),
    );
    let site = build(&[
        ("site.toml", SITE),
        ("content/deals/w.yaml", &won.join("---\n")),
        ("content/deals/l.yaml", &lost),
        ("content/deals/o.yaml", &open),
    ]);
    let csv = read(&site, "data/charts/needs-by-outcome.csv");
    assert_eq!(csv.lines().nth(1), Some("one tool,4,1,1"));
    assert!(read(&site, "needs/index.html").contains("of 5 decided deals 4 were won"));
    let losses = read(&site, "data/charts/losses-by-stage-all.csv");
    assert_eq!(losses.lines().nth(1), Some("mql,price,1"));
}

/// "Unknown keys are errors, so are duplicate keys and wrong types", each where it stands; columns by hand.
#[test]
fn wrong_settings_are_pointed_at() {
    let places = |settings: &str| {
        let root = playbook(&[("site.toml", settings), ("content/deals/d.yaml", DEAL)]);
        let out = run(root.path(), &["check", "--format", "json"]);
        let place = |l: &str| {
            let found: serde_json::Value = serde_json::from_str(l).unwrap();
            let n = |key: &str| found[key].as_u64().unwrap();
            (n("line"), n("column"), found["code"].as_str().unwrap().to_owned())
        };
        let mut places: Vec<_> = String::from_utf8(out.stdout).unwrap().lines().map(place).collect();
        places.sort();
        places
    };
    let said = |line, column, code: &str| (line, column, code.to_owned());
    let text = "title = 3\nas_of = \"2026-06-30\"\n[targets]\nwinrate = 0.3\n[findings.stalled]\ndays = 3\n";
    let wanted = [said(1, 9, "E004"), said(4, 1, "E011"), said(6, 1, "E002")];
    assert_eq!(places(text), wanted);
    // With rates that are not right content is not blamed, so they are looked at alone.
    let text = format!("{SITE}[rates]\nXAU = {{\"2026-01-01\" = 1}}\n");
    assert_eq!(places(&text), [said(4, 1, "E018")]);
}

/// "a misspelt folder must not lose deals", nor must a file in which nothing stands.
#[test]
fn a_file_without_a_record_is_told() {
    for text in ["", "# account: A\n", "---\n---\n", "[]\n"] {
        let root = playbook(&[
            ("site.toml", SITE),
            ("content/deals/d.yaml", DEAL),
            ("content/deals/e.yaml", text),
        ]);
        let out = run(root.path(), &["check"]);
        let said = String::from_utf8(out.stdout).unwrap();
        assert!(said.contains("content/deals/e.yaml"), "{text:?}: {said}");
    }
}

/// "Each chart's data is also at `data/charts/<name>.csv`": what the timelines of all deals show is in one file.
#[test]
fn what_timelines_show_is_in_one_file() {
    let won = "id: won\naccount: A\nsource: good\n\
               stages: {lead: 2026-01-05, opportunity: 2026-02-01, won: 2026-03-01}\n\
               touches: [{on: 2026-01-04, campaign: good}, {on: 2026-02-10, by: sales, kind: call}]\n\
               follow_ups: [{on: 2026-04-01, kind: review}, {on: 2026-07-01, kind: review}]\n";
    let lost = "id: lost\naccount: B\nstages: {lead: 2026-05-05}\nlost: {on: 2026-06-01, reason: \"=too dear\"}\n";
    let site = build(&[
        ("site.toml", SITE),
        ("content/campaigns/good.yaml", CAMPAIGN),
        ("content/deals/won.yaml", won),
        ("content/deals/lost.yaml", lost),
    ]);
    // By hand. The second review is after as_of; a text that begins like a formula has a `'`.
    let expected = "deal,date,event,what,by\n\
                    lost,2026-05-05,stage,lead,marketing\n\
                    lost,2026-06-01,lost,'=too dear,\n\
                    won,2026-01-04,touch,good,marketing\n\
                    won,2026-01-05,stage,lead,marketing\n\
                    won,2026-02-01,stage,opportunity,sales\n\
                    won,2026-02-10,touch,call,sales\n\
                    won,2026-03-01,stage,won,sales\n\
                    won,2026-04-01,follow_up,review,\n";
    assert_eq!(read(&site, "data/charts/timelines.csv"), expected);
    assert!(read(&site, "deals/won/index.html").contains("href=\"../../data/charts/timelines.csv\""));
}

/// "A deal created after as_of does not exist": it needs no rate either. "No value is not zero": of deals whose chance is
/// not known nothing is forecast.
#[test]
fn a_deal_of_later_does_not_exist() {
    let site = format!("{SITE}[rates]\nUSD = {{\"2026-06-01\" = 0.9}}\n");
    let deals = "- {id: later, account: A, amount: 100 USD, stages: {lead: 2026-06-02}}
- {id: now, account: B, amount: 5, stages: {lead: 2026-05-01}}
- {id: won, account: C, amount: 5, stages: {lead: 2026-05-01, won: 2026-05-02}, follow_ups: [{on: 2026-06-03, kind: expansion, amount: 1 USD}]}
";
    let files = [("site.toml", site.as_str()), ("content/deals/all.yaml", deals)];
    let forecast = |args: &[&str]| read(&tiny::build(&files, args), "data/forecast.csv");
    let earlier = forecast(&["--as-of", "2026-05-31"]);
    let rows: Vec<&str> = earlier.lines().skip(1).collect();
    assert_eq!(rows, ["2026-06,0,,,", "2026-07,0,,,", "2026-08,0,,,"]);
    // What the team decided of it is no mistake.
    let decision = "- {rule: stalled, record: later, until: 2026-12-31, by: ann, note: a big one}\n- {rule: stalled, record: nobody, until: 2026-12-31, by: ann, note: x}\n";
    let decided = playbook(&[&files[..], &[("content/decisions.yaml", decision)]].concat());
    let checked = run(decided.path(), &["check", "--as-of", "2026-05-31"]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(
        said.contains("`nobody` is neither") && !said.contains("`later` is neither"),
        "{said}"
    );
    // Without an open deal nothing is expected, and that is known.
    let files = [("site.toml", SITE), ("content/deals/d.yaml", DEAL)];
    let none = read(&build(&files), "data/forecast.csv");
    assert_eq!(none.lines().nth(1), Some("2026-07,0,0.00,0.00,0.00"));
}

/// "A text field that a spreadsheet would run as a formula": numbers below zero are none.
#[test]
fn numbers_below_zero_are_numbers_in_data_of_charts() {
    let campaign = format!("{CAMPAIGN}spend: {{2026-05: 10}}\n");
    let site = build(&[("site.toml", SITE), ("content/campaigns/good.yaml", &campaign)]);
    let chart = read(&site, "data/charts/trend-roi-month.csv");
    assert_eq!(lines(&chart, "2026-05"), ["2026-05,-1.000000,,"]);
}

/// "The pending ones are shown beside it, never in it": of three deals handed over two are decided.
#[test]
fn handoffs_that_are_not_decided_stand_beside() {
    let deals = "- {id: a, account: A, stages: {lead: 2026-05-01, mql: 2026-05-02, sql: 2026-05-03}}
- {id: b, account: B, stages: {lead: 2026-05-01, mql: 2026-05-02}, lost: {on: 2026-05-04, reason: price}}
- {id: c, account: C, stages: {lead: 2026-05-01, mql: 2026-05-02}}
";
    let site = build(&[("site.toml", SITE), ("content/deals/all.yaml", deals)]);
    let page = read(&site, "periods/2026-Q2/handoff/index.html");
    assert!(page.contains("1 more is not decided yet."), "{page}");
}
