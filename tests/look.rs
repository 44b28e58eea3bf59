//! What pages say and show, on playbooks of a few lines. What is expected follows from the sentence above each test.

mod tiny;

use std::fmt::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use tiny::{build, read};

const SITE: &str = "title = \"X\"\nas_of = \"2026-06-30\"\n";

/// The first sentence of a page.
fn lead(page: &str) -> &str {
    let rest = page.split_once("<p class=\"lead\">").map_or("", |(_, rest)| rest);
    rest.split("</p>").next().unwrap_or("")
}

/// The text of each row of the table that holds `mark`, cell by cell.
fn table(page: &str, mark: &str) -> Vec<Vec<String>> {
    let at = page.find(mark).unwrap_or_else(|| panic!("no {mark}"));
    let table = page[at..].split("</table>").next().unwrap();
    let bare = |cell: &str| {
        let parts = cell
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        parts.collect::<String>().trim().to_owned()
    };
    let rows = table.split("<tr").skip(1);
    rows.map(|row| {
        let cells = row
            .split("</t")
            .filter(|cell| cell.contains("<td") || cell.contains("<th"));
        cells.map(|cell| bare(&cell[cell.find("<t").unwrap()..])).collect()
    })
    .collect()
}

/// Deals of channels: so many won and lost of each, a thousand each.
fn deals(channels: &[(&str, usize, usize)]) -> String {
    let mut out = String::new();
    for (channel, won, lost) in channels {
        for n in 0..*won {
            let _ = writeln!(
                out,
                "- {{id: {channel}-w{n}, account: {channel} w{n}, channel: {channel}, amount: 1000, owner: ann, stages: {{lead: 2026-01-05, opportunity: 2026-01-20, won: 2026-02-01}}}}"
            );
        }
        for n in 0..*lost {
            let _ = writeln!(
                out,
                "- {{id: {channel}-l{n}, account: {channel} l{n}, channel: {channel}, amount: 1000, owner: ann, stages: {{lead: 2026-01-05}}, lost: {{on: 2026-02-01, reason: price}}}}"
            );
        }
    }
    out
}

fn quarter(site: &TempDir, page: &str) -> String {
    read(site, &format!("periods/2026-Q1/{page}index.html"))
}

/// From fewer than five deals no page says what is most, best or worst.
#[test]
fn of_few_deals_nothing_is_called_most() {
    let costs = ("content/costs.yaml", "2026-01: {marketing: 500, sales: 500}\n");
    let few = deals(&[("web", 1, 2), ("fair", 0, 1)]);
    let site = build(&[("site.toml", SITE), costs, ("content/deals/all.yaml", &few)], &[]);
    for (page, said, never) in [
        (
            "funnel/",
            "3 of 4 deals lost so far: too few to tell where most are lost",
            "Most are lost",
        ),
        (
            "spend/",
            "One deal was won: too few to tell which side brings more",
            "100% of what was won",
        ),
        (
            "losses/",
            "3 deals lost: too few to tell what the usual reason is",
            "Most often",
        ),
        (
            "losses/",
            "3 deals lost: too few to tell at which stage most are",
            "Most are lost",
        ),
        (
            "attribution/",
            "4 deals came in: too few to tell from where most come",
            "Most deals came",
        ),
    ] {
        let text = quarter(&site, page);
        assert!(text.contains(said), "{page}: {said}");
        assert!(!text.contains(never), "{page}: {never}");
    }
    // From five on it is said: 6 of 12 lost at the first step, 8 of 12 from the web.
    let enough = deals(&[("web", 4, 4), ("fair", 2, 2)]);
    let site = build(&[("site.toml", SITE), costs, ("content/deals/all.yaml", &enough)], &[]);
    for (page, said) in [
        ("funnel/", "Most are lost between"),
        ("losses/", "Most often “price”: 6 of 6 deals lost"),
        (
            "attribution/",
            "Most deals came from web: 8 of 12, 4 of them won so far",
        ),
    ] {
        assert!(quarter(&site, page).contains(said), "{page}: {said}");
    }
}

/// Of two that are as many none is called the most.
#[test]
fn of_equals_none_is_called_most() {
    let equal = deals(&[("web", 0, 5), ("fair", 0, 5)]).replacen("reason: price", "reason: timing", 5);
    let site = build(&[("site.toml", SITE), ("content/deals/all.yaml", &equal)], &[]);
    let text = quarter(&site, "attribution/");
    assert!(
        text.contains("As many deals came from fair as from web: 5 each of 10"),
        "{}",
        lead(&text)
    );
    let text = quarter(&site, "losses/");
    assert!(text.contains("As often “price” as “timing”: 5 each of 10 deals lost"));
}

const CAMPAIGNS: &str = "\
- {id: news, name: Newsletter, function: marketing, channel: email, goal: nurture, starts: 2026-01-01, owner: ann, spend: {2026-01: 604.02, 2026-02: 1284, 2026-03: 0, 2026-04: 0, 2026-05: 0, 2026-06: 0}}
- {id: idle, name: Idle fair, function: sales, channel: fair, goal: close, starts: 2026-01-01, spend: {2026-01: 90, 2026-02: 0, 2026-03: 0, 2026-04: 0, 2026-05: 0, 2026-06: 0}}
";
const TEAM: &str = "- {id: ann, name: Ann Ash, function: sales}\n- {id: bob, name: Bob Birch, function: sales}\n";

/// Won deals of the newsletter, so many, and one of it that is open.
fn of_newsletter(won: usize) -> String {
    let mut out = String::new();
    for n in 0..won {
        let _ = writeln!(
            out,
            "- {{id: w{n}, account: A{n}, source: news, amount: 1000, owner: ann, stages: {{lead: 2026-01-05, opportunity: 2026-01-20, won: 2026-02-01}}}}"
        );
    }
    out + "- {id: open, account: B, source: news, owner: ann, stages: {lead: 2026-06-20}}\n"
}

fn company(won: usize) -> TempDir {
    let deals = of_newsletter(won);
    build(
        &[
            ("site.toml", SITE),
            ("content/campaigns/all.yaml", CAMPAIGNS),
            ("content/team.yaml", TEAM),
            ("content/deals/all.yaml", &deals),
        ],
        &[],
    )
}

/// "Every page begins with one sentence that answers its question", also those that list something.
#[test]
fn lists_begin_with_a_finding() {
    // Spent: 604.02 + 1284 = 1888.02, which is 1.9 thousand.
    let site = company(6);
    let campaigns = read(&site, "campaigns/index.html");
    assert_eq!(
        lead(&campaigns),
        "“Newsletter” brought the most: €6k won in 6 deals, for €1.9k of spend. 1 of 2 campaigns has neither brought nor touched a deal so far."
    );
    let people = read(&site, "people/index.html");
    assert!(
        lead(&people).starts_with("1 deal is open, among 2 people. "),
        "{}",
        lead(&people)
    );
    // The first quarter had all wins, the second, whole too, had none.
    let periods = read(&site, "periods/index.html");
    assert_eq!(
        lead(&periods),
        "Most was won in Q1 2026: €6k in 6 deals; in Q2 2026, the last whole quarter, it was €0. All periods from 1 January 2026 to 30 June 2026."
    );
    let few = company(2);
    let campaigns = read(&few, "campaigns/index.html");
    assert!(
        lead(&campaigns).starts_with("2 campaigns have brought 2 wins so far: too few to tell which earns its money."),
        "{}",
        lead(&campaigns)
    );
    let periods = read(&few, "periods/index.html");
    assert!(
        lead(&periods).starts_with("Too little was won so far"),
        "{}",
        lead(&periods)
    );
    let metrics = read(&few, "metrics/index.html");
    assert!(
        lead(&metrics).starts_with("There is too little yet"),
        "{}",
        lead(&metrics)
    );
}

/// In a column all money has as many decimals; nothing is 0 where it is not, and a dash is no value.
#[test]
fn columns_and_zeros() {
    let site = company(6);
    let months = table(&read(&site, "campaigns/news/index.html"), "id=\"months\"");
    let spend: Vec<&str> = months[1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(spend[..3], ["€604", "€1,284", "€0"]);
    // Bob owns nothing: he won 0 deals worth 0, and of no deal there is no rate.
    let people = table(&read(&site, "people/index.html"), "<table");
    let bob = people.iter().find(|row| row[0] == "Bob Birch").unwrap();
    assert_eq!(bob[2..], ["0", "0", "0", "–", "€0", "–"].map(str::to_owned));
    // By channel: the fair spent 90, won nothing, and what nobody won costs no one anything.
    let spend = table(&read(&site, "spend/index.html"), "id=\"channels\"");
    let fair = spend.iter().find(|row| row[0] == "Fair").unwrap();
    assert_eq!(fair[1..], ["€0", "€90", "€0", "–", "−€1.00"].map(str::to_owned));
    // A record in one part of a quotient adds nothing to the other.
    let records = table(&read(&site, "metrics/roi/index.html"), "id=\"records\"");
    assert!(records.iter().any(|row| row[3] == "€0"), "{records:?}");
    assert!(!records.iter().flatten().any(|cell| cell == "–"), "{records:?}");
}

/// A return is money for each one of money: 6,000 won − 1,978.02 spent = 4,021.98, for 1,978.02: 2.033 each.
#[test]
fn returns_are_in_the_sites_currency() {
    let site = company(6);
    let roi = read(&site, "metrics/roi/index.html");
    assert!(roi.contains("<h1>Return on each €1 of marketing and sales</h1>"));
    assert_eq!(lead(&roi), "€2.03 since January 2026.");
    let campaign = read(&site, "campaigns/news/index.html");
    assert!(campaign.contains("Credit for each €1 spent"));
}

/// Members of a breakdown that have a page are links to it.
#[test]
fn campaigns_and_people_of_a_breakdown_are_links() {
    let site = company(6);
    let page = read(&site, "metrics/deals_won/index.html");
    assert!(
        page.contains("<a href=\"../../campaigns/news/index.html\">Newsletter</a>"),
        "campaign"
    );
    assert!(
        page.contains("<a href=\"../../people/ann/index.html\">Ann Ash</a>"),
        "person"
    );
}

/// The page of a deal names the line of the touch that decides, and links to it.
#[test]
fn the_deciding_touch_is_named_by_its_line() {
    let site_toml = format!("repository = \"https://example.com/r/blob/main\"\n{SITE}");
    let text = "# a comment\n- id: a\n  account: A\n  stages: {lead: 2026-06-01}\n  touches:\n    - {on: 2026-06-03, kind: call}\n    - on: 2026-06-01\n      kind: webinar\n- id: b\n  account: B\n  touches: [{on: 2026-06-02, kind: call}]\n  stages: {lead: 2026-06-02}\n";
    let site = build(&[("site.toml", &site_toml), ("content/deals/all.yaml", text)], &[]);
    for (deal, line) in [("a", 7), ("b", 11)] {
        let page = read(&site, &format!("deals/{deal}/index.html"));
        assert!(page.contains(&format!("this one is on line {line}.")), "{deal}");
        assert!(page.contains(&format!("/content/deals/all.yaml#L{line}\"")), "{deal}");
    }
}

/// "feed and sitemap where base_url is set and pages may be indexed".
#[test]
fn search_engines_are_let_in_only_where_it_is_said() {
    let deal = (
        "content/deals/all.yaml",
        "id: d\naccount: A\nstages: {lead: 2026-06-01}\n",
    );
    let address = ["--base-url", "https://a.example/b"];
    let closed = build(&[("site.toml", SITE), deal], &address);
    assert!(read(&closed, "index.html").contains("<meta name=\"robots\" content=\"noindex\">"));
    assert_eq!(read(&closed, "robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(!closed.path().join("public/sitemap.xml").exists());
    let listed = format!("{SITE}[site]\nindex = true\n");
    let open = build(&[("site.toml", &listed), deal], &address);
    assert!(!read(&open, "index.html").contains("noindex"));
    assert!(read(&open, "404.html").contains("noindex"));
    assert_eq!(
        read(&open, "robots.txt"),
        "User-agent: *\nAllow: /\nSitemap: https://a.example/b/sitemap.xml\n"
    );
    let map = read(&open, "sitemap.xml");
    let pages: Vec<&str> = map
        .split("<loc>https://a.example/b/")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap())
        .collect();
    let written = walkdir::WalkDir::new(open.path().join("public"))
        .into_iter()
        .filter_map(Result::ok);
    let html = written
        .filter(|e| e.file_name().to_string_lossy().ends_with(".html"))
        .count();
    // All but the page for addresses at which there is nothing.
    assert_eq!(pages.len(), html - 1);
    assert!(pages.iter().all(|page| open.path().join("public").join(page).is_file()));
    assert!(pages.contains(&"deals/d/index.html") && !pages.contains(&"404.html"));
    // Without an address there is none, and a warning says so.
    let nowhere = build(&[("site.toml", &listed), deal], &[]);
    assert!(!nowhere.path().join("public/sitemap.xml").exists());
    assert_eq!(read(&nowhere, "robots.txt"), "User-agent: *\nAllow: /\n");
}

/// "`404.html` stands by itself": with an address it links to the pages, without one it names them.
#[test]
fn the_page_for_nothing_helps() {
    let with = build(&[("site.toml", SITE)], &["--base-url", "https://a.example/b"]);
    let page = read(&with, "404.html");
    assert!(page.contains("<a href=\"https://a.example/b/week/index.html\">This week</a>"));
    let without = build(&[("site.toml", SITE)], &[]);
    let page = read(&without, "404.html");
    assert!(
        page.contains("This week: <code>week/index.html</code>") && !page.contains("<a "),
        "{page}"
    );
    // Its style is in the page, and its policy allows that one alone.
    let style = page
        .split_once("<style>")
        .and_then(|(_, rest)| rest.split_once("</style>"));
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.expect("a style").0));
    assert!(page.contains(&format!("style-src 'sha256-{hash}'")), "{hash}: {page}");
}

/// The weekly lists begin with what is most urgent, and say what is overdue: from 1 and 20 June to the 30th it is 29
/// and 10 days.
#[test]
fn the_week_begins_with_what_is_late() {
    let next = |day: &str| format!("stages: {{lead: 2026-05-01}}, next: {{on: {day}, what: call}}");
    let deals = [
        ("Amber", "2026-06-20"),
        ("Birch", "2026-07-02"),
        ("Cedar", "2026-06-01"),
    ];
    let deals: String = deals
        .iter()
        .zip(["a", "b", "c"])
        .map(|((account, day), id)| format!("- {{id: {id}, account: {account}, {}}}\n", next(day)))
        .collect();
    let page = read(
        &build(&[("site.toml", SITE), ("content/deals/all.yaml", &deals)], &[]),
        "week/index.html",
    );
    let due = page.split_once("Next step due").expect("a list of next steps").1;
    let at = |text: &str| due.find(text).unwrap_or_else(|| panic!("no {text} in {due}"));
    let order = [
        "Cedar",
        "1 Jun, 29 days ago: call",
        "Amber",
        "20 Jun, 10 days ago: call",
        "Birch",
        "2 Jul: call",
    ];
    assert!(order.map(at).is_sorted(), "{due}");
}

/// "`–` with a reason where there is no value, never 0": what nobody can tell yet is not drawn as nothing.
#[test]
fn months_of_which_nothing_is_known_are_not_drawn_as_nothing() {
    let deals = "- {id: a, account: A, amount: 900, stages: {lead: 2026-04-01, sql: 2026-04-02, opportunity: 2026-04-03, won: 2026-05-04}}
- {id: b, account: B, amount: 700, stages: {lead: 2026-06-01, sql: 2026-06-02, opportunity: 2026-06-03}}
";
    let site = build(&[("site.toml", SITE), ("content/deals/all.yaml", deals)], &[]);
    let months = read(&site, "data/charts/forecast.csv");
    assert!(
        months.contains("2026-05,won,900") && !months.contains("expected"),
        "{months}"
    );
    let page = read(&site, "forecast/index.html");
    assert!(page.contains("Of the months ahead nothing can be said yet."), "{page}");
}

/// Deals of each month of 2026 up to `months`: 24 leads on its 5th, 12 of them qualified 40 days later, where that
/// is not after 30 June.
fn cohorts(months: u32) -> String {
    let mut out = String::new();
    for month in 1..=months {
        for n in 0..24 {
            let later = jiff::civil::date(2026, i8::try_from(month).unwrap(), 5)
                .checked_add(jiff::Span::new().days(40))
                .unwrap();
            let moved = n < 12 && later <= jiff::civil::date(2026, 6, 30);
            let mql = if moved {
                format!(", mql: {later}")
            } else {
                String::new()
            };
            let _ = writeln!(
                out,
                "- {{id: m{month}-{n}, account: A{month} {n}, stages: {{lead: 2026-0{month}-05{mql}}}}}"
            );
        }
    }
    out
}

/// What becomes of deals is compared only between cohorts that have been seen for the horizon: of January to June
/// 2026, seen by 30 June, March is the last of which every deal has had 90 days (31 March to 30 June are 91); May and
/// June look as if nobody moved on.
#[test]
fn rates_of_young_cohorts_are_not_compared() {
    let site = build(&[("site.toml", SITE), ("content/deals/all.yaml", &cohorts(6))], &[]);
    let page = read(&site, "metrics/conversion_lead_mql/index.html");
    assert!(
        page.contains(": 50% in March 2026, as in February 2026</h"),
        "{}",
        page.split("<h2").nth(1).unwrap_or_default()
    );
    assert!(page.contains("; dashed: not all of the deals have had 90 days yet</p>"));
    let months = table(&page, ">Months</h2>");
    let so_far = |name: &str| months.iter().find(|row| row[0].starts_with(name)).unwrap()[0].ends_with("so far");
    assert!(
        !so_far("March 2026") && so_far("April 2026") && so_far("June 2026"),
        "{months:?}"
    );
    // The second quarter is whole, and its rate is not final.
    assert!(page.contains("Not all of its deals have had 90 days yet: it can still change."));
    // From 31 March to 29 June are 90 days, to 28 June 89.
    for (as_of, told) in [
        ("2026-06-29", "March 2026, as in February"),
        ("2026-06-28", "February 2026, as in January"),
    ] {
        let settings = SITE.replace("2026-06-30", as_of);
        let site = build(
            &[("site.toml", &settings), ("content/deals/all.yaml", &cohorts(5))],
            &[],
        );
        let page = read(&site, "metrics/conversion_lead_mql/index.html");
        assert!(page.contains(&format!(": 50% in {told} 2026</h")), "{as_of}");
    }
}

/// "nothing is ranked on them": a target is neither met nor missed by fewer than 20 deals, in both themes.
#[test]
fn of_few_deals_no_target_is_met() {
    let said = |wins: usize, target: &str, theme: &str| {
        let deals: String = (0..wins + 10)
            .map(|n| {
                let end = if n < wins { ", won: 2026-05-05}" } else { "}, lost: {on: 2026-05-05, reason: price}" };
                format!("- {{id: d{n}, account: A{n}, amount: 100, stages: {{lead: 2026-05-01, sql: 2026-05-02, opportunity: 2026-05-03{end}}}\n")
            })
            .collect();
        let settings = format!("theme = \"{theme}\"\n{SITE}[targets]\nwin_rate = {target}\n");
        let ledger = include_str!("../themes/ledger/templates/overview.html");
        let site = build(
            &[
                ("site.toml", settings.as_str()),
                ("content/deals/all.yaml", &deals),
                ("themes/ledger/theme.toml", include_str!("../themes/ledger/theme.toml")),
                ("themes/ledger/templates/overview.html", ledger),
            ],
            &[],
        );
        let page = read(&site, "periods/2026-05/index.html");
        let from = page.find(">Win rate<").unwrap();
        let at = from + page[from..].find("Target ").unwrap();
        page[at..].split("</span>").next().unwrap().to_owned()
    };
    for theme in ["duet", "ledger"] {
        // 5 of 15, 10 of 20: over the target, and too few in the first.
        assert_eq!(
            said(5, "0.3", theme),
            "Target 30%: <span class=\"unclear\">too few deals to tell"
        );
        assert_eq!(said(10, "0.3", theme), "Target 30%: <span class=\"better\">met");
        assert_eq!(said(10, "0.6", theme), "Target 60%: <span class=\"worse\">not met");
    }
}

/// The first sentence of a deal's page says how it stands; names written for a machine are words there.
#[test]
fn a_deal_begins_with_how_it_stands() {
    let deals = "- {id: won, account: A, amount: 900, source: news, stages: {lead: 2026-04-01, opportunity: 2026-04-03, won: 2026-05-04}}
- {id: lost, account: B, stages: {lead: 2026-04-01, opportunity: 2026-04-03}, lost: {on: 2026-05-04, reason: no-budget}}
- {id: open, account: C, stages: {lead: 2026-06-01}}
";
    let site = build(
        &[
            ("site.toml", SITE),
            ("content/campaigns/all.yaml", CAMPAIGNS),
            ("content/team.yaml", TEAM),
            ("content/deals/all.yaml", deals),
        ],
        &[],
    );
    let page = |id: &str| read(&site, &format!("deals/{id}/index.html"));
    assert_eq!(lead(&page("won")), "Won on 4 May 2026. €900, brought by marketing.");
    assert_eq!(
        lead(&page("lost")),
        "Lost at “Opportunity” on 4 May 2026. No amount written down; nobody wrote down who brought it."
    );
    assert!(page("lost").contains("<dt>Reason</dt><dd>no budget</dd>"));
    assert!(lead(&page("open")).starts_with("Open at “Lead” since 1 June 2026. "));
}

/// What is urgent comes first on the first page, also where others of its kind cost more: of two missed opportunities the
/// customer who was forgotten after the win has money, the lead that nobody answered has none.
#[test]
fn what_is_urgent_comes_first() {
    let deals = "- {id: won, account: A, amount: 900, stages: {lead: 2026-01-01, mql: 2026-01-02, sql: 2026-01-03, opportunity: 2026-01-04, won: 2026-01-05}, touches: [{on: 2026-01-02, by: sales, kind: call}]}
- {id: waits, account: B, stages: {lead: 2026-06-01, mql: 2026-06-02}}
";
    let site = build(&[("site.toml", SITE), ("content/deals/all.yaml", deals)], &[]);
    let page = read(&site, "index.html");
    let cards = page.split_once("<ol class=\"todo\">").unwrap().1;
    let cards = cards.split_once("</ol>").unwrap().0;
    let place = |text: &str| cards.find(text).unwrap_or_else(|| panic!("{text}: {cards}"));
    assert!(place("High priority") < place("waits for a first answer"));
    assert!(place("waits for a first answer") < place("no follow-up"));
    assert!(page.contains("First what is urgent, then the costliest of each kind."));
    // One deal is not "them".
    assert!(place("Call today.") < place("no follow-up"));
}

/// What was spent on comes first where most was spent; a column that says nothing of anybody is left out.
#[test]
fn spend_begins_with_the_most() {
    let deals = of_newsletter(6);
    let campaigns = "- {id: small, name: Small, function: marketing, channel: email, goal: attract, starts: 2026-01-01, spend: {2026-01: 10}}
- {id: most, name: Most, function: marketing, channel: fair, goal: attract, starts: 2026-01-01, spend: {2026-01: 900}}
- {id: news, name: Newsletter, function: marketing, channel: social, goal: attract, starts: 2026-01-01, spend: {2026-01: 300}}
";
    let site = build(
        &[
            ("site.toml", SITE),
            ("content/campaigns/all.yaml", campaigns),
            ("content/team.yaml", TEAM),
            ("content/deals/all.yaml", &deals),
        ],
        &[],
    );
    let rows = table(&read(&site, "spend/index.html"), "id=\"campaigns\"");
    let names: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["Most", "Newsletter", "Small"]);
    assert!(!rows[0].iter().any(|head| head.contains("Sales’")), "{:?}", rows[0]);
}

/// On a phone the head of a column stands at each of its values: it is the same there.
#[test]
fn values_are_named_as_their_columns() {
    let site = company(6);
    let pages = [
        "campaigns/",
        "deals/",
        "spend/",
        "funnel/",
        "forecast/",
        "attribution/",
        "people/",
        "people/ann/",
        "campaigns/news/",
        "metrics/roi/",
        "quality/",
    ];
    let mut seen = 0;
    for path in pages {
        let page = read(&site, &format!("{path}index.html"));
        let tables = page.split("<table class=\"data").skip(1);
        for stacked in tables.filter(|table| table.split('>').next().unwrap().contains("stacked")) {
            let stacked = stacked.split("</table>").next().unwrap();
            let heads: Vec<String> = table(&format!("<table{stacked}"), "<table")[0].clone();
            for row in stacked.split("<tbody>").nth(1).unwrap().split("<tr").skip(1) {
                let named: Vec<&str> = row
                    .split("<td")
                    .skip(1)
                    .map(|cell| {
                        cell.split_once("data-th=\"")
                            .map_or("", |(_, rest)| rest.split('"').next().unwrap())
                    })
                    .collect();
                // What spans the columns that are left has the name of the first of them.
                let whole = if row.contains("colspan=\"2\"") {
                    heads.len() - 1
                } else {
                    heads.len()
                };
                assert_eq!(named, heads[1..whole], "{path}");
                seen += named.len();
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

/// Axes without a line say less than a sentence: what no period has a value of is not drawn.
#[test]
fn what_has_no_value_is_a_sentence() {
    let deals =
        "- {id: a, account: A, amount: 900, stages: {lead: 2026-04-01, opportunity: 2026-04-03, won: 2026-05-04}}\n";
    let site = build(&[("site.toml", SITE), ("content/deals/all.yaml", deals)], &[]);
    // Nobody wrote a cost down: there is no cost of a customer in any quarter.
    let page = read(&site, "metrics/cac/index.html");
    assert!(page.contains(">There is no value in any period yet.</text>"), "{page}");
}
