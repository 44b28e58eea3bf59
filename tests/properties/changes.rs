//! What holds of every comparison of two states: what was restated and what happened add up to the whole, as exact
//! numbers, as they are shown, and record by record.

use std::sync::Arc;

use funnelbook::diff::{Compared, Diff, Moved, Sight, difference};
use funnelbook::ledger::Ledger;
use funnelbook::metrics::{Number, Report, Unit, findings};
use funnelbook::model::Currency;
use funnelbook::pages::Site;
use funnelbook::settings::Language;
use funnelbook::words::Words;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::site::{AS_OF, case, pair};
use super::{cases, int, is_sum};

fn sight(site: &Site) -> Sight<'_> {
    Sight {
        report: &site.report,
        findings: &site.findings,
    }
}

/// Compares as the program does, over all periods of NEW: the report between is counted from what was read of NEW.
fn compare(old: &Site, new: &Site) -> Diff {
    let ledger = &new.report.ledger;
    let between = Arc::new(Ledger::build(&ledger.content, &ledger.settings, old.as_of()));
    let found = findings::find(&between, &new.rules);
    let report = Report::compute(between, new.rules.days("won-and-forgotten", "follow_up_days"));
    let all: Vec<String> = new.report.periods.list.iter().map(|p| p.id.clone()).collect();
    let compared = Compared {
        old: sight(old),
        between: Sight {
            report: &report,
            findings: &found,
        },
        new: sight(new),
        settings: ["", ""],
    };
    Diff::of(&compared, &all).unwrap()
}

/// A shown number as a whole one, and how many digits it has after the point.
fn digits(text: &str) -> Option<(i128, usize)> {
    let kept: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let after = kept.split_once('.').map_or(0, |(_, f)| f.len());
    let number: i128 = kept.replace('.', "").parse().ok()?;
    Some((if text.starts_with('−') { -number } else { number }, after))
}

fn adds_up_as_shown(m: &Moved, words: &Words) -> TestCaseResult {
    let b = m.bridge(words, Currency::EUR);
    let parts = [&b.from, &b.restated, &b.happened, &b.to];
    // No value, or a rate of fewer than five in its parts.
    if parts.iter().any(|p| p.starts_with("now") || *p == "–") {
        return Ok(());
    }
    prop_assert!(!parts[0].contains(" of "), "{:?}", b);
    let [from, restated, happened, to] = parts.map(|p| if p.is_empty() { Some((0, 9)) } else { digits(p) });
    let all = [from, restated, happened, to].map(|p| p.unwrap());
    let places = all[0].1;
    prop_assert!(all.iter().all(|p| p.1 == places || p.1 == 9), "{:?}", b);
    prop_assert_eq!(all[0].0 + all[1].0 + all[2].0, all[3].0, "{:?} {}", b, m.metric);
    // What moved is seen to move.
    let [old, between, new] = m.exact(Currency::EUR);
    prop_assert_eq!(old != between, !b.restated.is_empty(), "{:?}", b);
    prop_assert_eq!(between != new, !b.happened.is_empty(), "{:?}", b);
    prop_assert!(all[1].0 != 0 || b.restated.is_empty(), "{:?}", b);
    prop_assert!(all[2].0 != 0 || b.happened.is_empty(), "{:?}", b);
    Ok(())
}

/// A decimal of the data files in millionths.
fn millionths(text: &str) -> i128 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |d| (-1, d));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    sign * format!("{whole}{fraction:0<6}").parse::<i128>().unwrap()
}

/// Each number of the comparison against three reports that were read from files of their own.
fn is_what_reports_say(diff: &Diff, reports: [&Site; 3]) -> TestCaseResult {
    let words = Words::of(Language::En);
    let new = &reports[2].report;
    let mut left = diff.numbers.iter();
    for period in &new.periods.list {
        for metric in &new.registry {
            let said = reports.map(|s| s.report.value(&metric.id, &period.id).value);
            let is_there = |s: &Site| s.report.periods.find(&period.id).is_some();
            let same = |a: Number, b: Number| a.csv(Currency::EUR) == b.csv(Currency::EUR);
            let moved = !(same(said[0], said[1]) && same(said[1], said[2]));
            let all_there = reports.into_iter().all(is_there);
            let found = left
                .clone()
                .next()
                .filter(|m| m.metric == metric.id && m.period == period.id);
            // Before a period has begun sums are 0: nothing and 0 are one then.
            if all_there {
                prop_assert_eq!(found.is_some(), moved, "{} {}", &metric.id, &period.id);
            }
            let Some(m) = found else { continue };
            left.next();
            for i in 0..3 {
                if is_there(reports[i]) {
                    prop_assert!(
                        same(m.values[i].value, said[i]),
                        "{} {}: {:?}",
                        &m.metric,
                        &m.period,
                        m.values
                    );
                }
            }
            adds_up(m)?;
            adds_up_as_shown(m, &words)?;
            records_add_up(m)?;
        }
    }
    prop_assert!(left.next().is_none());
    Ok(())
}

/// The decimals that are given out: restated + happened = change, and from + change = to.
fn adds_up(m: &Moved) -> TestCaseResult {
    let [Some(a), Some(b), Some(c)] = m.exact(Currency::EUR) else {
        return Ok(());
    };
    let part = |x: i128| millionths(&difference(x, m.unit, Currency::EUR));
    prop_assert_eq!(part(b - a) + part(c - b), part(c - a), "{}", &m.metric);
    let said = |v: Number| millionths(&v.csv(Currency::EUR));
    prop_assert_eq!(
        said(m.values[0].value) + part(c - a),
        said(m.values[2].value),
        "{}",
        &m.metric
    );
    Ok(())
}

/// Of sums, what each record adds to a part is all of that part.
fn records_add_up(m: &Moved) -> TestCaseResult {
    if !is_sum(&m.metric, m.unit) && m.metric != "open_pipeline" {
        return Ok(());
    }
    for (from, to) in [(0, 1), (1, 2)] {
        let sum: i128 = m
            .because
            .iter()
            .map(|b| int(b.values[to].value) - int(b.values[from].value))
            .sum();
        let whole = int(m.values[to].value) - int(m.values[from].value);
        // A stock at the end of a period that had not begun has no value, and begins with what there was.
        if m.values.iter().all(|v| v.value.is_some()) {
            prop_assert_eq!(sum, whole, "{} {}", &m.metric, &m.period);
        }
    }
    prop_assert!(matches!(m.unit, Unit::Count | Unit::Money));
    Ok(())
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn restated_and_happened_add_up(two in pair(30), then in 300i32..=AS_OF, days in -20i32..120) {
        let (old, new) = two;
        let reports = [old.build_on(then), new.build_on(then), new.build_on(then + days)];
        let diff = compare(&reports[0], &reports[2]);
        is_what_reports_say(&diff, [&reports[0], &reports[1], &reports[2]])?;
        // A finding's record came or went, in the step that the reports say.
        for f in &diff.findings {
            for (list, came) in [(&f.came, true), (&f.went, false)] {
                for n in list {
                    let has = |s: &Site| {
                        let found = s.findings.iter().find(|g| g.rule == f.rule);
                        found.is_some_and(|g| g.details.iter().any(|d| d.id == n.id))
                    };
                    let [a, b, c] = [0, 1, 2].map(|i| has(&reports[i]));
                    prop_assert_eq!((a, c), (!came, came), "{} {}", f.rule, &n.id);
                    prop_assert_eq!(n.is_restated, a != b, "{} {}", f.rule, &n.id);
                }
            }
        }
    }

    #[test]
    fn what_only_came_later_restates_nothing(case in case(40), days in 1i32..120) {
        let (old, new) = (case.cut().build_on(AS_OF), case.build_on(AS_OF + days));
        let diff = compare(&old, &new);
        prop_assert!(diff.restated.is_empty(), "{:?}", diff.restated);
        for m in &diff.numbers {
            prop_assert!(!m.is_restated(Currency::EUR), "{:?}", m);
        }
        for r in &diff.records {
            prop_assert_eq!(&r.restated, &Vec::new(), "{:?}", r.thing);
        }
        prop_assert!(diff.findings.iter().all(|f| f.came.iter().chain(&f.went).all(|n| !n.is_restated)));
    }

    #[test]
    fn of_the_same_files_up_to_the_same_day_nothing_changed(case in case(20), two in pair(20)) {
        let site = case.build_on(AS_OF);
        prop_assert!(compare(&site, &site).is_empty());
        // Up to one day nothing happens, whatever was edited.
        let (old, new) = two;
        let diff = compare(&old.build_on(AS_OF), &new.build_on(AS_OF));
        prop_assert!(diff.records.iter().all(|r| r.happened.is_empty()));
        prop_assert!(diff.numbers.iter().all(|m| m.is_restated(Currency::EUR)));
    }
}
