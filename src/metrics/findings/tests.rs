//! Each rule on small data: what just fires, and what just does not. Expected values by hand.

use std::fmt::Write as _;
use std::sync::Arc;

use super::records::Part;
use super::{Family, FindingGroup, Rules, Severity, check_answers, find, registry, remedy};
use crate::content::PageSource;
use crate::diagnostics::Place;
use crate::ledger::Ledger;
use crate::metrics::Difference;
use crate::model::Day;
use crate::{content, settings};

/// A site of the standard funnel (lead, mql; sql, opportunity, won) in euros.
#[derive(Default)]
struct Site {
    settings: String,
    campaigns: String,
    deals: String,
    decisions: String,
}

impl Site {
    /// Adds a deal: its id, and the rest of its record as a YAML flow mapping.
    fn deal(&mut self, id: &str, rest: &str) -> &mut Self {
        let _ = writeln!(self.deals, "- {{id: {id}, account: A, {rest}}}");
        self
    }

    /// Adds a campaign in the same way.
    fn campaign(&mut self, id: &str, rest: &str) -> &mut Self {
        let _ = writeln!(self.campaigns, "- {{id: {id}, name: C, channel: x, {rest}}}");
        self
    }

    /// Adds a line to the settings.
    fn set(&mut self, line: &str) -> &mut Self {
        let _ = writeln!(self.settings, "{line}");
        self
    }

    /// All findings on a day, through the crate's own readers.
    fn findings(&self, as_of: &str) -> Vec<FindingGroup> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("campaigns/all.yaml", &self.campaigns),
            ("deals/all.yaml", &self.deals),
            ("decisions.yaml", &self.decisions),
        ] {
            let path = folder.path().join("content").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            if !text.is_empty() {
                std::fs::write(path, text).unwrap();
            }
        }
        let (settings, problems) = settings::read("site.toml", &format!("title = \"T\"\n{}", self.settings));
        assert!(problems.is_empty(), "{problems:?}");
        let settings = settings.unwrap();
        let (content, problems) = content::read(folder.path(), &settings);
        assert!(problems.is_empty(), "{problems:?}");
        let (rules, problems) = Rules::read(&settings);
        assert!(problems.is_empty(), "{problems:?}");
        find(
            &Ledger::build(&Arc::new(content), &Arc::new(settings), Day::parse(as_of).unwrap()),
            &rules,
        )
    }

    /// One rule's finding on a day.
    fn finding(&self, rule: &str, as_of: &str) -> Option<FindingGroup> {
        self.findings(as_of).into_iter().find(|f| f.rule == rule)
    }

    /// The ids that one rule's finding names; none where it does not fire.
    fn ids(&self, rule: &str, as_of: &str) -> Vec<String> {
        self.finding(rule, as_of)
            .map_or(Vec::new(), |f| f.details.into_iter().map(|d| d.id).collect())
    }
}

/// Severity, cents at stake and date of a finding.
fn facts(finding: &FindingGroup) -> (Severity, i128, String) {
    (finding.severity, finding.at_stake, finding.date.to_string())
}

#[test]
fn every_rule_is_declared_whole() {
    let pages = [
        "reach",
        "engage",
        "nurture",
        "closing",
        "needs",
        "circle",
        "mixed-signals",
        "wasted-resources",
        "missed-opportunities",
        "together",
        "handoff",
        "numbers",
    ];
    let words = crate::words::Words::of(crate::settings::Language::En);
    for (i, rule) in registry().iter().enumerate() {
        assert!(
            registry()[..i].iter().all(|other| other.id != rule.id),
            "{} twice",
            rule.id
        );
        assert!(pages.contains(&rule.page), "{}: {}", rule.id, rule.page);
        for text in ["why", "remedy", "doubt"].map(|part| rule.says(&words, part)) {
            assert!(text.ends_with(['.', '?']), "{}: {text}", rule.id);
        }
        for (key, value) in rule.thresholds {
            assert!(crate::model::Rate::parse(value).is_some(), "{}: {key}", rule.id);
        }
    }
}

#[test]
fn asking_too_much_too_early() {
    let mut site = Site::default();
    site.campaign("a", "function: marketing, goal: attract, ask: talk, starts: 2026-02-01, spend: {2026-02: 100, 2026-03: 50, 2026-04: 1000}")
        .campaign("b", "function: marketing, goal: engage, ask: buy, starts: 2026-02-05, spend: {2026-02: 10}")
        .campaign("c", "function: marketing, goal: nurture, ask: buy, starts: 2026-01-01")
        .campaign("d", "function: marketing, goal: engage, ask: talk, starts: 2026-01-01, spend: {2026-02: 7}")
        .campaign("e", "function: marketing, goal: attract, ask: subscribe, starts: 2026-01-01, spend: {2026-02: 7}")
        .campaign("f", "function: marketing, goal: close, ask: buy, starts: 2026-01-01, spend: {2026-02: 7}")
        .campaign("g", "function: marketing, goal: retain, ask: buy, starts: 2026-01-01, spend: {2026-02: 7}")
        .campaign("h", "function: sales, goal: attract, ask: buy, starts: 2026-01-01, spend: {2026-02: 7}");
    // April has not begun on 31 March: 100 + 50 + 10.
    let finding = site.finding("hard-sell-early", "2026-03-31").unwrap();
    assert_eq!(facts(&finding), (Severity::Medium, 16_000, "2026-02-05".into()));
    assert_eq!(site.ids("hard-sell-early", "2026-03-31"), ["a", "b", "c"]);
    assert_eq!(
        finding.title,
        "3 marketing campaigns ask for too much too early: 2 to buy, 1 to talk to sales"
    );
    // On its first day it counts whole.
    assert_eq!(site.finding("hard-sell-early", "2026-04-01").unwrap().at_stake, 116_000);
}

#[test]
fn calling_before_the_handoff() {
    let mut site = Site::default();
    let read = "{on: 2026-01-01, kind: content}";
    site.deal("two-days", &format!("amount: 100, stages: {{lead: 2026-01-01, mql: 2026-01-10}}, touches: [{read}, {{on: 2026-01-08, kind: call}}]"))
        .deal("one-day", &format!("amount: 100, stages: {{lead: 2026-01-01, mql: 2026-01-10}}, touches: [{read}, {{on: 2026-01-09, kind: call}}]"))
        .deal("never", &format!("amount: 200, stages: {{lead: 2026-01-01}}, touches: [{read}, {{on: 2026-01-05, kind: call}}]"))
        .deal("skipped", &format!("stages: {{lead: 2026-01-01, sql: 2026-01-10}}, touches: [{read}, {{on: 2026-01-02, kind: call}}]"))
        .deal("by-sales", "stages: {lead: 2026-01-01, mql: 2026-01-10}, touches: [{on: 2026-01-01, kind: call}]")
        .deal("after-loss", &format!("stages: {{lead: 2026-01-01}}, lost: 2026-01-05, touches: [{read}, {{on: 2026-01-06, kind: call}}]"));
    let finding = site.finding("sales-before-handoff", "2026-02-01").unwrap();
    // The later of the two touches that fired it, 5 and 8 January.
    assert_eq!(facts(&finding), (Severity::Medium, 30_000, "2026-01-08".into()));
    let named: Vec<_> = finding.details.iter().map(|d| (d.id.as_str(), d.days)).collect();
    assert_eq!(named, [("never", None), ("two-days", Some(2))]);
    site.set("[findings.sales-before-handoff]\ndays = 0");
    assert_eq!(
        site.ids("sales-before-handoff", "2026-02-01"),
        ["never", "one-day", "two-days"]
    );
}

/// 20 deals called early, of which `early` were won, and 20 others, of which `late` were; all decided.
fn won_after_a_call(early: usize, late: usize, groups: usize) -> String {
    let mut site = Site::default();
    for i in 0..2 * groups {
        let called = i < groups;
        let won = if called { i < early } else { i - groups < late };
        let end = if won {
            "won: 2026-03-01}"
        } else {
            "sql: 2026-02-01}, lost: 2026-03-01"
        };
        let call = if called { "2026-01-02" } else { "2026-02-01" };
        let touches = format!("[{{on: 2026-01-01, kind: content}}, {{on: {call}, kind: call}}]");
        site.deal(
            &format!("d{i}"),
            &format!("stages: {{lead: 2026-01-01, mql: 2026-01-31, {end}, touches: {touches}"),
        );
    }
    site.finding("sales-before-handoff", "2026-03-31").unwrap().title
}

#[test]
fn groups_are_compared_only_where_that_is_fair() {
    // Wilson: 2/20 is 0.03 to 0.30, 12/20 is 0.39 to 0.78: they do not meet, so the difference is clear.
    let start = "20 deals that marketing brought were contacted by sales before the handoff";
    let less = "once taken on and decided, they were won less often than the others: 2 of 20 against 12 of 20";
    assert_eq!(won_after_a_call(2, 12, 20), format!("{start}; {less}"));
    // 9/20 and 12/20: not clear. 2/19 and 12/19: too few.
    assert!(won_after_a_call(9, 12, 20).ends_with("decided, 9 of 20 were won, and of the others 12 of 20"));
    assert!(won_after_a_call(2, 12, 19).ends_with("decided, 2 of 19 were won, and of the others 12 of 19"));
    let part = |some, all| Part { some, all };
    assert_eq!(part(12, 20).differs(part(2, 20)), Difference::Greater);
    assert_eq!(part(12, 19).differs(part(2, 20)), Difference::TooFew);
}

#[test]
fn both_sides_at_once() {
    let mut site = Site::default();
    site.campaign(
        "push",
        "function: marketing, goal: engage, ask: talk, starts: 2026-01-01",
    )
    .campaign("read", "function: marketing, goal: engage, starts: 2026-01-01");
    let mut add = |id: &str, campaign: &str, on: &str, call: &str, rest: &str| {
        let touches = format!("[{{on: {on}, campaign: {campaign}}}, {{on: {call}, kind: call}}]");
        site.deal(
            id,
            &format!("amount: 50, stages: {{lead: 2026-01-01, sql: 2026-02-01{rest}}}, touches: {touches}"),
        );
    };
    add("before", "push", "2026-02-12", "2026-02-10", "");
    add("after", "push", "2026-02-10", "2026-02-12", "");
    add("three-days", "push", "2026-02-10", "2026-02-13", "");
    add("only-reading", "read", "2026-02-10", "2026-02-10", "");
    add("before-h", "push", "2026-01-31", "2026-02-01", "");
    add("on-h", "push", "2026-02-01", "2026-02-01", "");
    add("won", "push", "2026-02-10", "2026-02-10", ", won: 2026-02-20");
    let finding = site.finding("both-at-once", "2026-03-01").unwrap();
    assert_eq!(facts(&finding), (Severity::Low, 15_000, "2026-02-12".into()));
    let named: Vec<_> = finding.details.iter().map(|d| (d.id.as_str(), d.days)).collect();
    assert_eq!(named, [("after", Some(2)), ("before", Some(2)), ("on-h", Some(0))]);
    // Day by day: 3 and 13 are near 5 and 12; the nearest pair is a day apart, the latest day is 13.
    let days = |all: &[i32]| all.iter().map(|d| Day(*d)).collect::<Vec<_>>();
    assert_eq!(
        super::mixed::clash(&days(&[13, 3, 30]), &days(&[5, 12, 20]), 2),
        Some((1, Day(13)))
    );
    assert_eq!(super::mixed::clash(&days(&[3]), &days(&[6]), 2), None);
}

#[test]
fn marketing_that_closes() {
    let site = |spend: &str, sold_by_sales: &str| {
        let mut site = Site::default();
        site.campaign(
            "ours",
            &format!("function: marketing, goal: close, starts: 2026-01-01, spend: {{2026-01: {spend}}}"),
        )
        .campaign(
            "theirs",
            "function: sales, goal: close, starts: 2026-01-01, spend: {2026-01: 50}",
        )
        // Two deals through ours: one as source and touch, counted once; one as touch. A third stopped before.
        .deal(
            "a",
            "source: ours, stages: {opportunity: 2026-01-10}, touches: [{on: 2026-01-10, campaign: ours}]",
        )
        .deal(
            "b",
            "stages: {lead: 2026-01-10, won: 2026-01-20}, touches: [{on: 2026-01-15, campaign: ours}]",
        )
        .deal("c", "source: ours, stages: {sql: 2026-01-10}")
        .deal("d", sold_by_sales);
        site.finding("marketing-spend-on-closing", "2026-02-01").unwrap()
    };
    let sold = "source: theirs, stages: {opportunity: 2026-01-10}";
    // 100 / 2 = 50 against 50 / 1: not dearer.
    let even = site("100", sold);
    assert_eq!(facts(&even), (Severity::Low, 10_000, "2026-01-01".into()));
    let costs = "a deal that reached Opportunity cost €50 (2 deals) there, €50 (1 deal) in sales’ campaigns of that goal; too few deals to rely on";
    assert_eq!(even.title, format!("1 marketing campaign works on closing; {costs}"));
    assert_eq!(
        facts(&site("100.01", sold)),
        (Severity::Medium, 10_001, "2026-01-01".into())
    );
    let one = |cost: &str| {
        format!(
            "1 marketing campaign works on closing; a deal that reached Opportunity cost {cost}; too few deals to rely on"
        )
    };
    assert_eq!(
        site("1", "stages: {lead: 2026-01-10}").title,
        one("€0.50 (2 deals) there; sales’ campaigns of that goal had none")
    );
    // Nothing to compare with; and a touch after the loss is no touch here.
    assert_eq!(site("1", "stages: {lead: 2026-01-10}").severity, Severity::Medium);
    let late = "stages: {opportunity: 2026-01-10}, lost: 2026-01-11, touches: [{on: 2026-01-12, campaign: theirs}]";
    assert_eq!(site("1", late).severity, Severity::Medium);
}

#[test]
fn sales_that_attracts() {
    let mut site = Site::default();
    site.campaign(
        "fair",
        "function: sales, goal: attract, starts: 2026-01-01, spend: {2026-01: 60}",
    )
    .campaign(
        "letters",
        "function: sales, goal: engage, starts: 2026-01-03, spend: {2026-01: 40}",
    )
    .campaign(
        "calls",
        "function: sales, goal: close, starts: 2026-01-05, spend: {2026-01: 40}",
    )
    .campaign(
        "ads",
        "function: marketing, goal: engage, starts: 2026-01-01, spend: {2026-01: 50}",
    )
    .campaign(
        "news",
        "function: marketing, goal: nurture, starts: 2026-01-01, spend: {2026-01: 999}",
    )
    .deal("a", "source: fair, stages: {opportunity: 2026-01-10}")
    .deal(
        "b",
        "source: letters, stages: {opportunity: 2026-01-10}, touches: [{on: 2026-01-10, campaign: fair}]",
    )
    .deal("c", "source: ads, stages: {opportunity: 2026-01-10}");
    // (60 + 40) / 2 against 50 / 1: nurturing is on neither side.
    let finding = site.finding("sales-spend-on-attracting", "2026-02-01").unwrap();
    assert_eq!(facts(&finding), (Severity::Low, 10_000, "2026-01-03".into()));
    assert_eq!(site.ids("sales-spend-on-attracting", "2026-02-01"), ["fair", "letters"]);
    // A deal less here: 100 / 1 is dearer than 50 / 1.
    site.deals = site
        .deals
        .replace("source: fair, stages: {opportunity", "source: fair, stages: {lead");
    assert_eq!(
        site.finding("sales-spend-on-attracting", "2026-02-01")
            .unwrap()
            .severity,
        Severity::Medium
    );
}

#[test]
fn spend_that_brought_nothing() {
    let site = |idle: &str, used: &str, deal: &str| {
        let mut site = Site::default();
        site.campaign("idle", &format!("function: marketing, {idle}"))
            .campaign(
                "used",
                &format!("function: marketing, goal: attract, starts: 2026-01-01, spend: {{2026-01: {used}}}"),
            )
            .campaign(
                "sales",
                "function: sales, goal: attract, starts: 2025-01-01, spend: {2026-01: 9999}",
            );
        // Six deals that took 10 or 11 days to the opportunity: the median is 10½.
        for i in 0..6 {
            let touch = if i == 0 { deal } else { "" };
            site.deal(
                &format!("d{i}"),
                &format!(
                    "source: used, stages: {{lead: 2026-01-01, opportunity: 2026-01-{}}}{touch}",
                    11 + i % 2
                ),
            );
        }
        site.finding("spend-without-pipeline", "2026-03-12")
            .map(|f| (facts(&f), f.details[0].days))
    };
    // 3 × (300 + 300) / 6 = 300: at the limit. 11 days from 1 March to 12 March are more than 10½.
    let idle = "goal: attract, starts: 2026-03-01, spend: {2026-03: 300}";
    assert_eq!(
        site(idle, "300", ""),
        Some(((Severity::High, 30_000, "2026-03-01".into()), Some(11)))
    );
    // 3 × 600.01 / 6 is more than 300.
    assert_eq!(site(idle, "300.01", ""), None);
    // 10 days are not longer than the median; nor are they where the campaign ended earlier.
    assert_eq!(
        site("goal: attract, starts: 2026-03-02, spend: {2026-03: 300}", "300", ""),
        None
    );
    assert_eq!(
        site(
            "goal: attract, starts: 2026-03-01, ends: 2026-03-11, spend: {2026-03: 300}",
            "300",
            ""
        ),
        None
    );
    // A touch counts even after the loss; a campaign for customers never fires.
    assert_eq!(
        site(
            idle,
            "300",
            ", lost: 2026-02-01, touches: [{on: 2026-03-05, campaign: idle}]"
        ),
        None
    );
    assert_eq!(
        site("goal: retain, starts: 2026-03-01, spend: {2026-03: 300}", "300", ""),
        None
    );
    // Nothing spent is nothing wasted, although 0 is three times 0.
    assert_eq!(
        site("goal: attract, starts: 2026-01-01, spend: {2026-03: 0}", "0", ""),
        None
    );
}

#[test]
fn more_than_the_budget() {
    let mut site = Site::default();
    site.campaign(
        "five",
        "function: sales, goal: retain, starts: 2026-01-01, budget: 100, spend: {2026-01: 60, 2026-02: 45}",
    )
    .campaign(
        "more",
        "function: sales, goal: retain, starts: 2026-01-02, budget: 100, spend: {2026-01: 60, 2026-02: 45.01}",
    )
    .campaign(
        "none",
        "function: sales, goal: retain, starts: 2026-01-03, spend: {2026-01: 60}",
    );
    // 105 is five per cent more than 100, not more than that.
    let finding = site.finding("over-budget", "2026-02-01").unwrap();
    assert_eq!(facts(&finding), (Severity::Low, 501, "2026-01-02".into()));
    assert_eq!(site.ids("over-budget", "2026-02-01"), ["more"]);
    // In January only 60 has been spent.
    assert_eq!(site.ids("over-budget", "2026-01-31"), [""; 0]);
}

#[test]
fn nobody_answered() {
    let mut site = Site::default();
    site.deal("a-day", "amount: 30, stages: {mql: 2026-01-09}")
        .deal("today", "stages: {mql: 2026-01-10}")
        .deal("answered", "stages: {mql: 2026-01-05}, touches: [{on: 2026-01-05, kind: call}]")
        .deal("again", "amount: 40, stages: [{stage: mql, on: 2026-01-01}, {stage: lead, on: 2026-01-04}, {stage: mql, on: 2026-01-06}], touches: [{on: 2026-01-03, kind: call}]")
        .deal("taken-on", "stages: {mql: 2026-01-01, sql: 2026-01-02}");
    let finding = site.finding("handoff-unanswered", "2026-01-10").unwrap();
    assert_eq!(facts(&finding), (Severity::High, 7_000, "2026-01-09".into()));
    assert_eq!(site.ids("handoff-unanswered", "2026-01-10"), ["a-day", "again"]);
    assert_eq!(
        finding.title,
        "2 deals handed over wait for a first answer from sales beyond the 1 day promised, the oldest for 4 days"
    );
}

#[test]
fn standing_still() {
    let mut site = Site::default();
    // Nothing is known of the stage: 30 days.
    site.deal("31", "amount: 5, stages: {lead: 2026-05-31}")
        .deal("30", "stages: {lead: 2026-06-01}");
    assert_eq!(site.ids("stalled", "2026-07-01"), ["31"]);
    // 20 moved on after 1, 2 … 20 days: the 90th percentile is the 18th of them.
    for i in 1..=20 {
        site.deal(
            &format!("m{i}"),
            &format!(
                "stages: {{lead: 2026-01-01, mql: 2026-01-{:02}}}, lost: 2026-02-01",
                1 + i
            ),
        );
    }
    site.deal("18", "stages: {lead: 2026-06-13}")
        .deal("19", "stages: {lead: 2026-06-12}");
    let finding = site.finding("stalled", "2026-07-01").unwrap();
    assert_eq!(facts(&finding), (Severity::Medium, 500, "2026-06-12".into()));
    assert_eq!(site.ids("stalled", "2026-07-01"), ["19", "30", "31"]);
    // One fewer, and 30 days it is again.
    site.deals = site
        .deals
        .replace("lead: 2026-01-01, mql: 2026-01-21", "lead: 2026-01-01");
    assert_eq!(site.ids("stalled", "2026-07-01"), ["31"]);
}

/// A cohort of 20 deals in the first quarter of 2026 and one of `deals` in the second. Of the first,
/// `before` moved on, one of them on `latest`; of the second `after`, and the next was lost.
fn two_quarters(before: usize, latest: &str, after: usize, deals: usize) -> Site {
    let mut site = Site::default();
    for i in 0..20 {
        let day = if i == 0 { latest } else { "2026-02-10" };
        let moved = if i < before {
            format!(", mql: {day}")
        } else {
            String::new()
        };
        site.deal(&format!("p{i:02}"), &format!("stages: {{lead: 2026-02-01{moved}}}"));
    }
    for i in 0..deals {
        let moved = if i < after { ", mql: 2026-06-30" } else { "" };
        let lost = if i == after { ", lost: 2026-06-15" } else { "" };
        site.deal(
            &format!("q{i:02}"),
            &format!("amount: 10, stages: {{lead: 2026-06-{:02}{moved}}}{lost}", 1 + i),
        );
    }
    site
}

#[test]
fn a_step_that_leaks() {
    // On 10 July the second quarter has been seen for 100 days, and the first counts as on 11 April.
    // 5/20 − 12/20: Wilson 0.1119 to 0.4687 and 0.3866 to 0.7812, so the upper end of the difference is
    // −0.35 + √((0.4687 − 0.25)² + (0.6 − 0.3866)²) = −0.35 + 0.3056 < 0.
    let finding = two_quarters(12, "2026-04-11", 5, 20)
        .finding("leak", "2026-07-10")
        .unwrap();
    // The 15 that stayed, lost or open, of 10 euros; the last one came on 20 June.
    assert_eq!(facts(&finding), (Severity::High, 15_000, "2026-06-20".into()));
    assert_eq!(
        (
            finding.details.len(),
            finding.details[0].id.as_str(),
            finding.details[0].days
        ),
        (15, "q05", Some(9))
    );
    let title = "A smaller part of the deals moved on in Q2 2026 than in the quarter before, both seen at the same age: Lead to Marketing qualified 5 of 20 (before: 12 of 20)";
    assert_eq!(finding.title, title);
    // A day later is too late for that age: 5/20 − 11/20, −0.30 + √(0.2187² + (0.55 − 0.3421)²) = −0.30 + 0.3017 > 0.
    assert!(
        two_quarters(12, "2026-04-12", 5, 20)
            .finding("leak", "2026-07-10")
            .is_none()
    );
    // 19 deals are too few, however clear.
    assert!(
        two_quarters(20, "2026-02-10", 0, 19)
            .finding("leak", "2026-07-10")
            .is_none()
    );
    // Until 29 June the second quarter runs, and the first has none before it; on the 30th it is whole.
    assert!(
        two_quarters(20, "2026-02-10", 0, 20)
            .finding("leak", "2026-06-29")
            .is_none()
    );
    assert!(
        two_quarters(20, "2026-02-10", 0, 20)
            .finding("leak", "2026-06-30")
            .is_some()
    );
}

#[test]
fn few_deals_are_not_called_fewer() {
    let mut site = two_quarters(20, "2026-02-10", 0, 10);
    site.set("[findings.leak]\ndeals = 10");
    let title = site.finding("leak", "2026-07-10").unwrap().title;
    assert!(
        title.starts_with("Deals that moved on in Q2 2026 and in the quarter before"),
        "{title}"
    );
}

#[test]
fn won_and_not_heard_from() {
    let mut site = Site::default();
    // 90 days before 1 July is 2 April.
    site.deal("due", "amount: 10, stages: {won: 2026-04-02}")
        .deal("not-yet", "stages: {won: 2026-04-03}")
        .deal(
            "in-time",
            "stages: {won: 2026-01-01}, follow_ups: [{on: 2026-04-01, kind: check-in}]",
        )
        .deal(
            "too-late",
            "amount: 20, stages: {won: 2026-01-01}, follow_ups: [{on: 2026-04-02, kind: check-in}]",
        );
    let finding = site.finding("won-and-forgotten", "2026-07-01").unwrap();
    assert_eq!(facts(&finding), (Severity::Medium, 3_000, "2026-04-02".into()));
    assert_eq!(site.ids("won-and-forgotten", "2026-07-01"), ["due", "too-late"]);
    assert_eq!(finding.title, "2 of 3 deals won had no follow-up within 90 days");
}

#[test]
fn lost_for_now() {
    let mut site = Site::default();
    // 60 days before 1 July is 2 May.
    let lost = |on: &str, reason: &str| {
        format!("amount: 10, stages: {{lead: 2026-01-01}}, lost: {{on: {on}, reason: {reason}}}")
    };
    site.deal("due", &lost("2026-05-02", "timing"))
        .deal("not-yet", &lost("2026-05-03", "timing"))
        .deal("money", &lost("2026-01-05", "no-budget"))
        .deal("price", &lost("2026-01-05", "price"))
        .deal(
            "that-day",
            &format!(
                "{}, touches: [{{on: 2026-01-05, kind: call}}]",
                lost("2026-01-05", "timing")
            ),
        )
        .deal(
            "next-day",
            &format!(
                "{}, touches: [{{on: 2026-01-06, kind: call}}]",
                lost("2026-01-05", "timing")
            ),
        )
        .deal(
            "that-noon",
            &format!(
                "{}, touches: [{{on: 2026-01-05T12:00, kind: call}}]",
                lost("2026-01-05T10:00", "timing")
            ),
        );
    let finding = site.finding("lost-to-timing", "2026-07-01").unwrap();
    assert_eq!(facts(&finding), (Severity::Low, 3_000, "2026-05-02".into()));
    assert_eq!(site.ids("lost-to-timing", "2026-07-01"), ["due", "money", "that-day"]);
}

#[test]
fn decisions_mute_a_record_or_a_rule() {
    let mut site = Site::default();
    site.deal("a", "amount: 1, stages: {mql: 2026-01-01}")
        .deal("b", "amount: 2, stages: {mql: 2026-01-01}");
    site.decisions = "- {rule: handoff-unanswered, record: b, until: 2026-01-20, by: x, note: n}\n".into();
    let muted = |site: &Site, as_of| {
        site.finding("handoff-unanswered", as_of)
            .map(|f| (f.muted.clone(), f.at_stake, f.is_muted()))
            .unwrap()
    };
    assert_eq!(muted(&site, "2026-01-20"), (vec!["b".to_owned()], 300, false));
    assert_eq!(muted(&site, "2026-01-21"), (Vec::new(), 300, false));
    site.decisions = "- {rule: handoff-unanswered, until: 2026-01-20, by: x, note: n}\n".into();
    assert_eq!(
        muted(&site, "2026-01-20"),
        (vec!["a".to_owned(), "b".to_owned()], 300, true)
    );
    site.set("[findings.handoff-unanswered]\nenabled = false");
    assert!(site.finding("handoff-unanswered", "2026-01-20").is_none());
}

#[test]
fn two_days_promised_are_two_days() {
    let mut site = Site::default();
    site.set("[handoff]\nwithin = \"2d\"")
        .deal("one", "stages: {mql: 2026-01-09}")
        .deal("two", "stages: {mql: 2026-01-08}");
    assert_eq!(site.ids("handoff-unanswered", "2026-01-10"), ["two"]);
}

#[test]
fn a_next_step_is_to_come() {
    let title = |next: &str| {
        let mut site = Site::default();
        site.deal(
            "a",
            &format!("amount: 5, stages: {{lead: 2026-01-01}}, next: {{on: {next}, what: call}}"),
        );
        site.finding("stalled", "2026-07-01").unwrap().title
    };
    assert!(title("2026-07-01").ends_with("; with a next step to come"));
    assert!(title("2026-06-30").ends_with("; without a next step to come"));
}

#[test]
fn what_campaigns_ask_for_too_early() {
    let title = |asks: &[&str]| {
        let mut site = Site::default();
        for (i, ask) in asks.iter().enumerate() {
            let rest = format!("function: marketing, goal: attract, ask: {ask}, starts: 2026-01-01");
            site.campaign(&format!("c{i}"), &rest);
        }
        site.finding("hard-sell-early", "2026-03-31").unwrap().title
    };
    assert!(title(&["buy", "buy"]).ends_with(": to buy"));
    assert!(title(&["talk", "talk"]).ends_with(": to talk to sales"));
    assert!(title(&["buy", "talk", "talk"]).ends_with(": 1 to buy, 2 to talk to sales"));
}

/// The win rate is of those that sales took on and that are decided.
#[test]
fn who_is_compared_after_a_call() {
    let call = "touches: [{on: 2026-01-01, kind: content}, {on: 2026-01-02, kind: call}]";
    let title = |stages: &str| {
        let mut site = Site::default();
        site.deal("a", &format!("{stages}, {call}"));
        site.finding("sales-before-handoff", "2026-03-31").unwrap().title
    };
    let none = "none of those that sales took on is decided yet";
    // Lost before sales took it on, and taken on but open.
    assert!(title("stages: {lead: 2026-01-01, mql: 2026-01-31}, lost: 2026-02-01").ends_with(none));
    assert!(title("stages: {lead: 2026-01-01, mql: 2026-01-31, sql: 2026-02-01}").ends_with(none));
    let few = "too few of those taken on are decided to compare them with the others";
    assert!(title("stages: {lead: 2026-01-01, mql: 2026-01-31, sql: 2026-02-01}, lost: 2026-02-02").ends_with(few));
    // Four of each are too few, five are not.
    assert!(won_after_a_call(2, 2, 4).ends_with(few));
    assert!(
        won_after_a_call(2, 2, 5).contains("2 of 5 were won"),
        "{}",
        won_after_a_call(2, 2, 5)
    );
    // All of 20 against none of 20.
    assert!(won_after_a_call(20, 0, 20).contains("they were won more often than the others"));
    assert!(won_after_a_call(0, 20, 20).contains("they were won less often than the others"));
}

#[test]
fn both_groups_are_large_enough_to_be_clear() {
    let part = |some, all| Part { some, all };
    assert_eq!(part(0, 20).differs(part(20, 20)), Difference::Less);
    assert_eq!(part(0, 20).differs(part(19, 19)), Difference::TooFew);
    assert_eq!(part(0, 19).differs(part(20, 20)), Difference::TooFew);
    assert_eq!(part(0, 20).differs(part(40, 40)), Difference::Less);
}

#[test]
fn the_nearest_day_on_either_side() {
    let days = |days: &[i32]| days.iter().copied().map(Day).collect::<Vec<_>>();
    let clash = |marketing: &[i32], sales: &[i32]| super::mixed::clash(&days(marketing), &days(sales), 3);
    assert_eq!(clash(&[10], &[1, 2, 9]), Some((1, Day(10))));
    assert_eq!(clash(&[10], &[10]), Some((0, Day(10))));
    assert_eq!(clash(&[10], &[1, 8, 11, 20]), Some((1, Day(11))));
    assert_eq!(clash(&[10], &[6, 14]), None);
}

#[test]
fn thresholds_that_are_whole_numbers() {
    let problems = |rule: &str, key: &str, value: &str| {
        let text = format!("title = \"T\"\n[findings.{rule}]\n{key} = {value}\n");
        Rules::read(&settings::read("site.toml", &text).0.unwrap()).1.len()
    };
    // Days and deals are whole, and at most a hundred years of days; shares and times may have decimals.
    for (rule, key) in [
        ("sales-before-handoff", "days"),
        ("leak", "deals"),
        ("won-and-forgotten", "follow_up_days"),
    ] {
        for (value, wrong) in [("30", 0), ("36500", 0), ("36501", 1), ("30.5", 1)] {
            assert_eq!(problems(rule, key, value), wrong, "{rule} {key} {value}");
        }
    }
    for rule in registry() {
        for (key, _) in rule.thresholds.iter().filter(|t| ["share", "times"].contains(&t.0)) {
            assert_eq!(problems(rule.id, key, "0.5"), 0, "{} {key}", rule.id);
        }
    }
}

#[test]
fn a_deal_there_and_none_here() {
    let mut site = Site::default();
    site.campaign(
        "ours",
        "function: marketing, goal: close, starts: 2026-01-01, spend: {2026-01: 1}",
    )
    .campaign(
        "theirs",
        "function: sales, goal: close, starts: 2026-01-01, spend: {2026-01: 50}",
    );
    let title = |site: &Site| site.finding("marketing-spend-on-closing", "2026-02-01").unwrap().title;
    let start = "1 marketing campaign works on closing; no deal from there reached Opportunity";
    assert_eq!(
        title(&site),
        format!("{start}, and none from sales’ campaigns of that goal")
    );
    site.deal("a", "source: theirs, stages: {opportunity: 2026-01-10}");
    let there = "in sales’ campaigns of that goal one cost €50 (1 deal); too few deals to rely on";
    assert_eq!(title(&site), format!("{start}; {there}"));
}

#[test]
fn what_cost_nothing_is_no_spend_without_pipeline() {
    let mut site = Site::default();
    site.campaign("free", "function: marketing, goal: attract, starts: 2026-01-01")
        .deal("a", "stages: {lead: 2026-01-01, opportunity: 2026-01-10}");
    assert_eq!(site.ids("spend-without-pipeline", "2026-06-30"), [""; 0]);
}

/// Only campaigns that ran for longer than deals usually take to the opportunity stage.
#[test]
fn what_has_just_begun_is_no_spend_without_pipeline() {
    let ids = |starts: &str| {
        let mut site = Site::default();
        let rest = format!("function: marketing, goal: attract, starts: {starts}, spend: {{2026-06: 10}}");
        site.campaign("new", &rest);
        // Nine days. With three deals a usual one costs a third of the 10, and three times that is 10.
        for id in ["a", "b", "c"] {
            site.deal(id, "stages: {lead: 2026-01-01, opportunity: 2026-01-10}");
        }
        site.ids("spend-without-pipeline", "2026-06-30")
    };
    assert_eq!(ids("2026-06-21"), [""; 0]);
    assert_eq!(ids("2026-06-20"), ["new"]);
}

/// A page of the playbook that answers some words.
fn page(slug: &str, order: u64, answers: &[&str]) -> PageSource {
    let place = Place::of_file(Arc::from(format!("content/{slug}.md")));
    PageSource {
        file: place.file.clone(),
        slug: slug.into(),
        title: "P".into(),
        description: None,
        order,
        part: None,
        answers: answers.iter().map(|word| (word.to_string(), place.clone())).collect(),
        body: String::new(),
        body_line: 1,
    }
}

#[test]
fn the_page_that_says_what_to_do() {
    let rule = registry().iter().find(|r| r.family == Family::MixedSignals).unwrap();
    let slug = |pages: &[PageSource]| remedy(rule, pages).map(|p| p.slug.clone());
    let other = page("playbook/other", 1, &["missed-opportunities", "leaked-leads"]);
    let family = page("playbook/family", 2, &["mixed-signals"]);
    let own = page(&format!("playbook/{}", rule.page), 3, &[]);
    let late = page("playbook/late", 5, &[rule.id]);
    let first = page("playbook/a", 4, &["wasted-resources", rule.id]);
    let same = page("playbook/b", 4, &[rule.id]);
    let mut pages = vec![other];
    assert_eq!(slug(&pages), None);
    pages.push(family);
    assert_eq!(slug(&pages).as_deref(), Some("playbook/family"));
    pages.push(own);
    assert_eq!(slug(&pages), Some(format!("playbook/{}", rule.page)));
    // By what they name, then by their order, then by their names.
    pages.extend([late, same, first]);
    assert_eq!(slug(&pages).as_deref(), Some("playbook/a"));
    pages.pop();
    assert_eq!(slug(&pages).as_deref(), Some("playbook/b"));
}

#[test]
fn pages_answer_rules_and_families_that_exist() {
    let rule = registry()[0].id;
    let wrong = check_answers(&[page("a", 1, &[rule, "mixed-signals"]), page("b", 2, &["mixed-signal"])]);
    let [wrong] = &wrong[..] else { panic!("{wrong:?}") };
    assert_eq!(
        wrong.message,
        "`mixed-signal` is neither a rule nor a family of findings"
    );
    assert_eq!(wrong.hint.as_deref(), Some("did you mean `mixed-signals`?"));
}

/// Both quarters are seen for 89 days: of October to December 2024 those who came up to the 29th of December, 16 of 25,
/// and not the 30 of the 31st, who could not have moved on by then. 5/25 − 16/25: Newcombe's interval ends at −0.167.
#[test]
fn a_longer_quarter_is_cut_at_the_age_of_the_last() {
    let mut site = Site::default();
    for i in 0..25 {
        let moved = if i < 16 { ", mql: 2024-10-20" } else { "" };
        site.deal(&format!("a{i}"), &format!("stages: {{lead: 2024-10-05{moved}}}"));
        let moved = if i < 5 { ", mql: 2025-01-20" } else { "" };
        site.deal(&format!("c{i}"), &format!("stages: {{lead: 2025-01-05{moved}}}"));
    }
    for i in 0..30 {
        site.deal(&format!("b{i}"), "stages: {lead: 2024-12-31}");
    }
    let title = site.finding("leak", "2025-03-31").unwrap().title;
    assert!(title.contains("5 of 25") && title.contains("16 of 25"), "{title}");
}
