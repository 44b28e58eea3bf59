//! Attribution of small sites: by hand, and what holds of all.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::metrics::samples::{cases, ledger};
use crate::model::Day;

const CAMPAIGNS: &str = "
- {id: a, name: Ads, channel: x, function: marketing, goal: attract, ask: learn, starts: 2025-01-01}
- {id: b, name: Books, channel: x, function: marketing, goal: engage, ask: learn, starts: 2025-01-01}
- {id: c, name: Calls, channel: y, function: sales, goal: close, ask: talk, starts: 2025-01-01}
- {id: d, name: Dinners, channel: z, function: sales, goal: close, ask: talk, starts: 2025-01-01}
";

/// Everything up to a day of a site with these settings and deals, with the positions of its periods.
fn attribute(lines: &str, deals: &str, as_of: &str) -> (Attribution, Periods, Ledger) {
    let ledger = ledger(lines, CAMPAIGNS, deals, as_of);
    let first = ledger.deals.iter().map(|h| h.created.month()).min();
    let periods = Periods::new(first, ledger.as_of, 1);
    (Attribution::compute(&ledger, &periods), periods, ledger)
}

/// The credits by a model in `all`, by id.
fn by_id(attribution: &Attribution, level: Level, model: &str) -> Vec<(String, i128)> {
    let model = find(model).unwrap();
    let members = attribution.credits(0, level).members.iter();
    members
        .map(|m| (attribution.id(level, m.member).to_owned(), m.credits[model]))
        .filter(|m| m.1 != 0)
        .collect()
}

/// FT, x, LC, y, OC; the opportunity's touch is the last as well.
const WORKED: &str = "
- id: one
  account: A
  amount: 100
  stages: {lead: 2026-01-01, mql: 2026-01-10, opportunity: 2026-02-01, won: 2026-02-20}
  touches:
    - {on: 2026-02-01, campaign: a}
    - {on: 2026-01-01, campaign: a}
    - {on: 2026-01-10, campaign: c}
    - {on: 2026-01-05, campaign: b}
    - {on: 2026-01-20, campaign: b}
    - {on: 2026-01-21, kind: call}
- {id: two, account: B, amount: 50, stages: {lead: 2026-01-01, won: 2026-03-01}}
- {id: three, account: C, amount: 70, stages: {lead: 2026-01-01}, lost: 2026-03-02, touches: [{on: 2026-03-02, campaign: b}, {on: 2026-03-03, campaign: d}]}
- {id: four, account: D, amount: 70, stages: {lead: 2026-01-01}, touches: [{on: 2026-01-02, campaign: d}]}
";

#[test]
fn a_deal_by_hand() {
    let (attribution, periods, _) = attribute("", WORKED, "2026-03-31");
    let expected = [
        ("first-touch", vec![("a", 10_000)]),
        ("last-touch", vec![("a", 10_000)]),
        ("linear", vec![("a", 4000), ("b", 4000), ("c", 2000)]),
        // 4,000, and a third of 2,000 each: of the two cents left one each to the earlier two, b and c.
        ("position-based", vec![("a", 8000), ("b", 1333), ("c", 667)]),
        ("w-shaped", vec![("a", 6000), ("b", 1000), ("c", 3000)]),
        ("full-path", vec![("a", 6750), ("b", 1000), ("c", 2250)]),
        // From the start a, b by 1/2 each; a → b, conversion by 1/2; b → a, c, null by 1/3; c → b.
        // conv: a 2/3, b 1/3, c 1/3, start 1/2. hit: a 1/2 + 1/2 · 1/2 = 3/4; b 1/2 + 1/2 · 1/2 = 3/4;
        // c from b 1/3 + 1/3 · 1/2 · (c from b), so 2/5, times 3/4. Effects 1, 1/2, 1/5 of 17/10:
        // 5,882.35, 2,941.18 and 1,176.47.
        ("markov", vec![("a", 5882), ("b", 2941), ("c", 1177)]),
        ("shapley", vec![("a", 3334), ("b", 3333), ("c", 3333)]),
    ];
    for (model, want) in expected {
        let want: Vec<(String, i128)> = want.into_iter().map(|(id, n)| (id.to_owned(), n)).collect();
        assert_eq!(by_id(&attribution, Level::Campaign, model), want, "{model}");
    }
    let all = attribution.credits(0, Level::Campaign);
    assert_eq!((all.attributed, all.unattributed, all.closed_paths), (10_000, 5000, 2));
    assert_eq!(all.members.iter().map(|m| m.influenced).collect::<Vec<_>>(), [1, 1, 1]);
    assert_eq!(all.members[0].range(), [(8, 3334), (0, 10_000)]);
    // Of b nothing by the first and the last touch, most by the linear model.
    assert_eq!(all.members[1].range(), [(0, 0), (2, 4000)]);
    let march = periods.list.iter().position(|p| p.id == "2026-03").unwrap();
    let march = attribution.credits(march, Level::Campaign);
    assert_eq!((march.attributed, march.unattributed, march.closed_paths), (0, 5000, 1));
    assert!(march.members.is_empty());
}

#[test]
fn the_credits_of_one_deal() {
    let (attribution, _, ledger) = attribute("", WORKED, "2026-03-31");
    let of = |id: &str| Attribution::of_deal(&ledger, ledger.find(id).unwrap());
    // As in `a_deal_by_hand`, but for the chain, which is not one deal's. Decay: 31, 27, 22, 12 and 0 days before the last
    // touch, half-life 7: 302.84, 450.01, 738.32, 1,987.42 and 6,521.41.
    assert_eq!(
        of("one"),
        [
            (0, [10_000, 10_000, 4000, 6824, 8000, 6000, 6750, 0, 3334]),
            (1, [0, 0, 4000, 2438, 1333, 1000, 1000, 0, 3333]),
            (2, [0, 0, 2000, 738, 667, 3000, 2250, 0, 3333]),
        ]
    );
    for (id, why) in [("two", "no path"), ("three", "lost"), ("four", "open")] {
        assert_eq!(of(id), [], "{why}");
    }
    assert_eq!(attribution.name(Level::Campaign, 1), "Books");
    let channels = attribution.credits(0, Level::Channel).members.iter();
    let names = channels.map(|m| {
        (
            attribution.name(Level::Channel, m.member),
            attribution.id(Level::Channel, m.member),
        )
    });
    assert_eq!(names.collect::<Vec<_>>(), [("x", "x"), ("y", "y")]);
    assert_eq!(attribution.id(Level::Campaign, 1), "b");
}

#[test]
fn who_is_named_beside_credits() {
    // a is on the path of a deal won without an amount; d only on that of a lost one, where the chain gives it nothing.
    let deals = "
- {id: one, account: A, stages: {lead: 2026-01-01, won: 2026-02-01}, touches: [{on: 2026-01-02, campaign: a}]}
- {id: two, account: B, amount: 10, stages: {lead: 2026-01-01, won: 2026-02-01}, touches: [{on: 2026-01-02, campaign: b}]}
- {id: three, account: C, amount: 10, stages: {lead: 2026-01-01}, lost: 2026-02-01, touches: [{on: 2026-01-02, campaign: d}]}
";
    let (attribution, _, ledger) = attribute("", deals, "2026-03-31");
    let members = |level| {
        let named = attribution.credits(0, level).members.iter();
        let one = |m: &MemberCredits| (attribution.id(level, m.member).to_owned(), m.influenced, m.credits[0]);
        named.map(one).collect::<Vec<_>>()
    };
    let of = |id: &str, influenced, credit| (id.to_owned(), influenced, credit);
    // The chain: of what was won a and b are removed by a half each.
    assert_eq!(members(Level::Campaign), [of("a", 1, 0), of("b", 1, 1000)]);
    assert_eq!(members(Level::Channel), [of("x", 2, 1000)]);
    assert_eq!(
        by_id(&attribution, Level::Campaign, "markov"),
        [("a".to_owned(), 500), ("b".to_owned(), 500)]
    );
    assert_eq!(
        Attribution::of_deal(&ledger, ledger.find("one").unwrap()),
        [],
        "no amount"
    );
}

#[test]
fn channels_are_the_sum_but_for_the_chain() {
    let (attribution, ..) = attribute("", WORKED, "2026-03-31");
    let pairs = |model| by_id(&attribution, Level::Channel, model);
    assert_eq!(pairs("shapley"), [("x".to_owned(), 6667), ("y".to_owned(), 3333)]);
    // Won: x → y → x, lost: x. From x y, conversion, null by 1/3; from y x. Effects: x 1, y 1/3.
    assert_eq!(pairs("markov"), [("x".to_owned(), 7500), ("y".to_owned(), 2500)]);
    let influenced = attribution.credits(0, Level::Channel).members.iter();
    assert_eq!(influenced.map(|m| m.influenced).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn paths_in_words() {
    let (attribution, periods, _) = attribute("", WORKED, "2026-03-31");
    let rows = |level, outcome| {
        let rows = attribution.paths(&periods.all().months, level, outcome, 10);
        rows.into_iter()
            .map(|r| (r.text, r.counts.of(outcome), r.counts.won_amount))
            .collect::<Vec<_>>()
    };
    let text = |t: &str| t.to_owned();
    assert_eq!(
        rows(Level::Campaign, Status::Won),
        [(text("Ads → Books → Calls → Books → Ads"), 1, 10_000)]
    );
    assert_eq!(
        rows(Level::Channel, Status::Won),
        [(text("x ×2 → y → x ×2"), 1, 10_000)]
    );
    assert_eq!(rows(Level::Campaign, Status::Lost), [(text("Books"), 1, 0)]);
    assert_eq!(rows(Level::Campaign, Status::Open), []);
}

#[test]
fn the_window_and_the_order_of_touches() {
    // 30 days before counts, 31 does not; on one day a bare date comes before any time,
    // and among bare dates the file decides.
    let deals = "
- id: one
  account: A
  amount: 90
  stages: {lead: 2026-01-01, won: 2026-03-31}
  touches:
    - {on: 2026-02-28, campaign: d}
    - {on: 2026-03-01T00:00, campaign: a}
    - {on: 2026-03-01, campaign: b}
    - {on: 2026-03-01, campaign: c}
";
    let (attribution, _, ledger) = attribute("[attribution]\nlookback_days = 30\n", deals, "2026-04-30");
    assert_eq!(
        by_id(&attribution, Level::Campaign, "first-touch"),
        [("b".to_owned(), 9000)]
    );
    assert_eq!(
        by_id(&attribution, Level::Campaign, "last-touch"),
        [("a".to_owned(), 9000)]
    );
    let positions: Vec<u32> = path(&ledger, &ledger.deals[0]).iter().map(|t| t.position).collect();
    assert_eq!(positions, [2, 3, 1]);
}

/// A random deal: how it ended, its amount, the days of its stages, its touches (day, campaign).
#[derive(Clone, Debug)]
struct Case {
    outcome: u8,
    amount: Option<u32>,
    steps: [u8; 3],
    touches: Vec<(u8, u8)>,
}

fn case() -> impl Strategy<Value = Case> {
    let touch = (0u8..120, 0u8..4);
    (
        0u8..5,
        proptest::option::weighted(0.9, 0u32..9_000_000),
        [0u8..30, 0u8..30, 0u8..30],
        proptest::collection::vec(touch, 0..9),
    )
        .prop_map(|(outcome, amount, steps, touches)| Case {
            outcome,
            amount,
            steps,
            touches,
        })
}

fn day(offset: u32) -> String {
    Day(Day::parse("2025-11-10").map_or(0, |d| d.0) + i32::try_from(offset).unwrap_or(0)).to_string()
}

/// The YAML of cases; ids are numbered from `first` by `step`.
fn yaml(cases: &[Case], first: i32, step: i32) -> String {
    let mut out = String::new();
    for (i, case) in (0i32..).zip(cases) {
        let mut at = 0;
        let mut stages = format!("lead: {}", day(0));
        for (name, days) in ["mql", "opportunity", "won"].iter().zip(case.steps) {
            if *name != "won" || case.outcome < 3 {
                at += u32::from(days);
                let _ = write!(stages, ", {name}: {}", day(at));
            }
        }
        let _ = write!(
            out,
            "- {{id: d{:04}, account: A, stages: {{{stages}}}",
            first + step * i
        );
        if case.outcome == 3 {
            let _ = write!(out, ", lost: {}", day(at + 5));
        }
        if let Some(minor) = case.amount {
            let _ = write!(out, ", amount: {}.{:02}", minor / 100, minor % 100);
        }
        let touch = |(on, campaign): &(u8, u8)| {
            let id = ["a", "b", "c", "d"][usize::from(*campaign)];
            format!("{{on: {}, campaign: {id}}}", day(u32::from(*on)))
        };
        // After a win there are no touches.
        let touches = case
            .touches
            .iter()
            .filter(|t| case.outcome >= 3 || u32::from(t.0) <= at);
        let touches: Vec<String> = touches.map(touch).collect();
        let _ = writeln!(out, ", touches: [{}]}}", touches.join(", "));
    }
    out
}

/// Everything that is said of all periods.
fn all(attribution: &Attribution, periods: &Periods) -> Vec<[Credits; 2]> {
    let one = |p| Level::EVERY.map(|level| attribution.credits(p, level).clone());
    (0..periods.list.len()).map(one).collect()
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn credits_add_up_to_what_was_won(deals in proptest::collection::vec(case(), 1..30)) {
        let (attribution, periods, ledger) = attribute("", &yaml(&deals, 0, 1), "2026-06-30");
        for (position, period) in periods.list.iter().enumerate() {
            let won = ledger.deals.iter().filter(|h| {
                h.status == Status::Won && h.closed.is_some_and(|d| period.first <= d && d <= period.last)
            });
            let won: i128 = won.map(|h| i128::from(h.amount.unwrap_or(0))).sum();
            for level in Level::EVERY {
                let credits = attribution.credits(position, level);
                for (i, model) in MODELS.iter().enumerate() {
                    let sum: i128 = credits.members.iter().map(|m| m.credits[i]).sum();
                    prop_assert_eq!(sum, credits.attributed, "{} {}", model.id, period.id);
                    prop_assert_eq!(sum + credits.unattributed, won);
                    prop_assert!(credits.members.iter().all(|m| m.credits[i] >= 0));
                }
            }
        }
    }

    #[test]
    fn an_endless_half_life_is_linear(deals in proptest::collection::vec(case(), 1..20)) {
        let lines = "[attribution]\nhalf_life_days = 999999999999999999\n";
        let (attribution, ..) = attribute(lines, &yaml(&deals, 0, 1), "2026-06-30");
        prop_assert_eq!(
            by_id(&attribution, Level::Campaign, "time-decay"),
            by_id(&attribution, Level::Campaign, "linear")
        );
    }

    #[test]
    fn repeats_change_nothing_for_the_chain(deals in proptest::collection::vec(case(), 1..20), again in 1usize..4) {
        let mut doubled = deals.clone();
        for deal in &mut doubled {
            deal.touches = deal.touches.iter().flat_map(|t| vec![*t; again]).collect();
        }
        let (one, ..) = attribute("", &yaml(&deals, 0, 1), "2026-06-30");
        let (two, ..) = attribute("", &yaml(&doubled, 0, 1), "2026-06-30");
        for level in Level::EVERY {
            prop_assert_eq!(by_id(&one, level, "markov"), by_id(&two, level, "markov"));
        }
    }

    #[test]
    fn parts_merge_to_the_whole(deals in proptest::collection::vec(case(), 2..30), at in any::<prop::sample::Index>()) {
        let (whole, periods, ledger) = attribute("", &yaml(&deals, 0, 1), "2026-06-30");
        let channels = tables::channels(&ledger);
        let at = at.index(ledger.deals.len());
        let part = |range| Tables::of(&ledger, &periods, &channels, range);
        let merged = part(at..ledger.deals.len()).merge(part(0..at));
        for (position, period) in periods.list.iter().enumerate() {
            let credits = merged.credits(&period.months);
            for level in Level::EVERY {
                prop_assert_eq!(&credits[level as usize], whole.credits(position, level));
            }
        }
        let paths = |tables: &Tables| {
            tables.months.iter().map(|m| m.paths.clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(paths(&merged), paths(&whole.tables));
    }

    #[test]
    fn order_changes_nothing(deals in proptest::collection::vec(case(), 1..20), seed in any::<u64>()) {
        // Touches of one day stay in their order: among them the file decides.
        let mut shuffled = deals.clone();
        for deal in &mut shuffled {
            let mut by_day: BTreeMap<u64, Vec<(u8, u8)>> = BTreeMap::new();
            for touch in &deal.touches {
                let key = (u64::from(touch.0) ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                by_day.entry(key).or_default().push(*touch);
            }
            deal.touches = by_day.into_values().flatten().collect();
        }
        // The ids run backwards, and with them the deals of the ledger.
        let (one, periods, _) = attribute("", &yaml(&deals, 0, 1), "2026-06-30");
        let (two, ..) = attribute("", &yaml(&shuffled, 999, -1), "2026-06-30");
        prop_assert_eq!(all(&one, &periods), all(&two, &periods));
    }
}
