//! The forecast of small sites: by hand, and what holds of all.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::metrics::samples::{cases, ledger};

/// Of 24 deals at the opportunity stage 12 were won after 10 days, 4 lost after 10, 3 won and 1 lost after 40;
/// 4 have waited 20 days on 2026-03-21.
fn deals() -> String {
    let mut out = String::new();
    let mut deal = |id: &str, from: &str, end: &str, amount: &str| {
        let _ = writeln!(
            out,
            "- {{id: {id}, account: A, stages: {{opportunity: {from}{end}, amount: {amount}}}"
        );
    };
    for i in 0..12 {
        deal(&format!("won-{i}"), "2026-01-01", ", won: 2026-01-11}", "10");
    }
    for i in 0..4 {
        deal(&format!("lost-{i}"), "2026-01-01", "}, lost: 2026-01-11", "10");
    }
    for i in 0..3 {
        deal(&format!("late-{i}"), "2026-01-01", ", won: 2026-02-10}", "10");
    }
    deal("too-late", "2026-01-01", "}, lost: 2026-02-10", "10");
    deal("open-1", "2026-03-01", "}", "100");
    deal("open-2", "2026-03-01", "}", "200");
    deal("open-3", "2026-03-01", "}", "~");
    deal("open-4", "2026-03-01", "}", "~");
    out.replace(", amount: ~", "")
}

#[test]
fn a_forecast_by_hand() {
    // F(10) = 12/24, S(10) = 8/24; the four open ones are censored at 20; at 40 four are left: F(40) = 1/2 + 1/3 · 3/4 = 3/4,
    // S(40) = 0. A win after day 20: (3/4 − 1/2) / (1/3) = 3/4, on day 40: 20 days after as_of, on 2026-04-10.
    let ledger = ledger("[horizon]\ndays = 45\n", "", &deals(), "2026-03-21");
    let forecast = Forecast::compute(&ledger);
    let month = |text: &str, expected, low, high| ForecastMonth {
        month: Month::parse(text).unwrap(),
        deals: 4,
        expected,
        low,
        high,
    };
    // 100 and 200 with 3/4 each: nothing in 1/16, up to 100 in 4/16, up to 200 in 7/16.
    assert_eq!(
        forecast.months,
        [
            month("2026-03", 0, 0, 0),
            month("2026-04", 22_500, 10_000, 30_000),
            month("2026-05", 0, 0, 0),
        ]
    );
    let open = ledger.find("open-1").unwrap();
    let chance = forecast.deal(&ledger, open).unwrap();
    assert_eq!((chance.waited, chance.by_month.len()), (20, 3));
    assert!((chance.by_horizon - 0.75).abs() < 1e-12, "{chance:?}");
    assert_eq!(forecast.deal(&ledger, ledger.find("won-1").unwrap()), None);
    // A new deal: F(10); one that has waited for 40 days: nothing is known of those.
    let opportunity = ledger.settings.funnel.opportunity;
    assert_eq!(forecast.chance(opportunity, 0, 10), Some(0.5));
    assert_eq!(forecast.chance(opportunity, 40, 10), Some(0.0));
    // The win itself has no chance.
    assert_eq!(forecast.chance(ledger.settings.funnel.win(), 0, 10), None);
}

#[test]
fn too_few_deals_give_no_chance() {
    let few: String = deals().lines().skip(5).map(|line| format!("{line}\n")).collect();
    let ledger = ledger("", "", &few, "2026-03-21");
    let forecast = Forecast::compute(&ledger);
    assert_eq!(ledger.deals.len(), 19);
    assert_eq!(forecast.chance(3, 0, 10), None);
    assert_eq!(forecast.deal(&ledger, ledger.find("open-1").unwrap()), None);
    assert!(
        forecast
            .months
            .iter()
            .all(|m| (m.deals, m.expected, m.low, m.high) == (0, 0, 0, 0))
    );
}

#[test]
fn months_run_from_the_day_after_to_the_horizon() {
    let day = |text| Day::parse(text).unwrap();
    let of = |as_of, horizon| {
        let (months, windows) = windows(day(as_of), horizon);
        let months: Vec<String> = months.iter().map(Month::to_string).collect();
        let windows: Vec<(i32, i32)> = windows.iter().map(|w| (w.start, w.end)).collect();
        (months.join(" "), windows)
    };
    assert_eq!(of("2026-03-31", 30), ("2026-04".into(), vec![(0, 30)]));
    assert_eq!(
        of("2026-03-30", 32),
        ("2026-03 2026-04 2026-05".into(), vec![(0, 1), (1, 31), (31, 32)])
    );
    assert_eq!(
        of("2026-12-15", 20),
        ("2026-12 2027-01".into(), vec![(0, 16), (16, 20)])
    );
}

/// Prints how long the forecast of 20,000 and of 200,000 open deals takes; run it in release.
#[test]
#[ignore = "a measurement"]
fn many_open_deals() {
    for n in [20_000i128, 200_000] {
        let wins: Vec<(i128, f64)> = (0..n)
            .map(|i| (100_000 + i * i % 9_999_991, 0.1 + (i % 7) as f64 / 10.0))
            .collect();
        let start = std::time::Instant::now();
        println!("{n}: {:?} in {:?}", range_of_sum(&wins), start.elapsed());
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_range_lies_within_all(wins in proptest::collection::vec((0i128..5_000_000, 0.0f64..=1.0), 0..40)) {
        let range = range_of_sum(&wins);
        let all: i128 = wins.iter().map(|w| w.0).sum();
        prop_assert!(0 <= range.low && range.low <= range.high && range.high <= all);
    }

    #[test]
    fn certain_wins_have_no_range(amounts in proptest::collection::vec(1i128..2_000, 1..9)) {
        // In units that make the grid exact.
        let wins: Vec<(i128, f64)> = amounts.iter().map(|a| (a / 9 * 1000, 1.0)).collect();
        let all: i128 = wins.iter().map(|w| w.0).sum();
        prop_assert_eq!(range_of_sum(&wins), Range80 { low: all, high: all });
    }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn parts_merge_to_the_whole(deals in proptest::collection::vec((0u8..28, 0u8..4, 1u32..900), 2..40), at in any::<prop::sample::Index>()) {
        let mut yaml = String::new();
        for (i, (day, outcome, amount)) in deals.iter().enumerate() {
            let end = ["", ", won: 2026-02-20}", "}, lost: 2026-02-10", "}"][usize::from(*outcome)];
            let end = if end.is_empty() { ", sql: 2026-02-03}" } else { end };
            let _ = writeln!(yaml, "- {{id: d{i}, account: A, amount: {amount}, stages: {{lead: 2026-01-{:02}{end}}}", day + 1);
        }
        let ledger = ledger("", "", &yaml, "2026-03-21");
        let at = at.index(ledger.deals.len());
        let mut whole = Waiting::of(&ledger, 0..ledger.deals.len());
        let mut merged = Waiting::of(&ledger, at..ledger.deals.len()).merge(Waiting::of(&ledger, 0..at));
        for (a, b) in whole.times.iter_mut().zip(&mut merged.times) {
            a.compact();
            b.compact();
            prop_assert_eq!(a.entries(), b.entries());
        }
        prop_assert_eq!(whole.open, merged.open);
    }
}

#[test]
fn a_half_is_rounded_up() {
    // Ten of twenty were won after ten days, the others lost; one is open since as_of. Its 0.01 is won with 1/2.
    let mut deals = String::new();
    for i in 0..20 {
        let end = if i % 2 == 0 {
            ", won: 2026-01-11}"
        } else {
            "}, lost: 2026-01-11"
        };
        let _ = writeln!(
            deals,
            "- {{id: d{i}, account: A, stages: {{opportunity: 2026-01-01{end}, amount: 1}}"
        );
    }
    deals.push_str("- {id: open, account: A, stages: {opportunity: 2026-03-31}, amount: 0.01}\n");
    let forecast = Forecast::compute(&ledger("", "", &deals, "2026-03-31"));
    assert_eq!((forecast.months[0].deals, forecast.months[0].expected), (1, 1));
}
