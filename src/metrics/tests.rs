//! Numbers of small sites by hand, by the formulas of the metrics: what other tests do not tell apart.

use std::fmt::Write as _;

use super::cell::{M, N};
use super::samples::{ledger, ledger_with_costs};
use super::*;
use crate::model::Side;

fn report(lines: &str, campaigns: &str, deals: &str, as_of: &str) -> Report {
    Report::compute(Arc::new(ledger(lines, campaigns, deals, as_of)), 90)
}

/// The place of a period.
fn place(report: &Report, id: &str) -> usize {
    report.periods.list.iter().position(|p| p.id == id).unwrap()
}

/// Numerator and denominator of a metric.
fn parts(report: &Report, metric: &str, period: &str) -> (Number, Number) {
    let value = report.value(metric, period);
    (value.numerator, value.denominator)
}

fn counts(some: i128, all: i128) -> (Number, Number) {
    (Number::Int(some), Number::Int(all))
}

/// More deals than one part of them holds: parts are counted alone and merged.
#[test]
fn many_deals_are_counted_as_few_are() {
    // 4,400 deals: 550 open for three days for 10.00 with a need, and the others half won after ten days for 1.00 with the
    // need met, half lost after ten days for 2.00 with it not met. The very last one alone is of a region.
    let mut deals = String::new();
    for i in 0..4400 {
        let rest = match (i, i % 2) {
            (..550, _) => "amount: 10, stages: {lead: 2026-03-28}, needs: [speed]",
            (_, 0) => {
                "amount: 1, stages: {lead: 2026-01-01, won: 2026-01-11}, needs: [{need: speed, met: yes}], touches: [{on: 2026-01-01, campaign: ads}]"
            }
            _ => {
                "amount: 2, stages: {lead: 2026-01-01}, lost: {on: 2026-01-11, reason: price, to: Rival}, needs: [{need: speed, met: no}]"
            }
        };
        let region = if i == 4399 { ", region: north" } else { "" };
        let _ = writeln!(deals, "- {{id: d{i:04}, account: A{i}, {rest}{region}}}");
    }
    let ads = "- {id: ads, name: Ads, channel: x, function: marketing, goal: attract, starts: 2026-01-01}\n";
    let report = report("", ads, &deals, "2026-03-31");
    assert_eq!(report.ledger.deals.len(), 4400);
    assert_eq!(report.value("entered_lead", "all").value, Number::Int(4400));
    assert_eq!(report.value("entered_lead", "2026-03").value, Number::Int(550));
    assert_eq!(report.value("won_amount", "all").value, Number::Money(192_500));
    assert_eq!(report.value("lost_amount", "all").value, Number::Money(385_000));
    assert_eq!(report.value("lead_to_won_days", "all").taken_of, Some(1925));
    assert_eq!(parts(&report, "repeat_rate", "all"), counts(0, 1925));
    let member = |metric: &str, dimension, name: &str| report.member_value(metric, "2026-01", dimension, name);
    let channel = member("won_amount", Dimension::Channel, "x").map(|v| v.value);
    assert_eq!(channel, Some(Number::Money(192_500)));
    let region = member("lost_amount", Dimension::Region, "north").map(|v| v.value);
    assert_eq!(region, Some(Number::Money(200)));
    let losses: Vec<_> = report.tables.losses.iter().collect();
    let [((key, 0), (1925, 385_000))] = losses[..] else {
        panic!("{losses:?}");
    };
    assert_eq!(
        (key.stage, key.reason.as_str(), key.competitor.as_str()),
        (0, "price", "Rival")
    );
    let speed = report.tables.needs["speed"];
    assert_eq!((speed.deals, speed.met, speed.won_amount), (4400, 1925, 192_500));
    assert_eq!(speed.outcomes, [1925, 1925, 550]);
    let credits = report.attribution().credits(0, attribution::Level::Campaign);
    assert_eq!(
        (credits.attributed, credits.unattributed, credits.closed_paths),
        (192_500, 0, 1925)
    );
    let ads = &credits.members[0];
    assert_eq!((ads.credits, ads.influenced), ([192_500; attribution::COUNT], 1925));
    // The open ones are censored on day 3; on day 10 half of the other 3,850 are won: F(10) = 1/2, S(3) = 1. So each of
    // them is won with 1/2 by the tenth day of its stay, 7 April.
    let april = report.forecast().months[0];
    assert_eq!((april.deals, april.expected), (550, 275_000));
    // Of the binomial distribution of 550 and 1/2 (exactly, by fractions): 260 not exceeded with 10.8 %, 259 with 9.3 %;
    // 290 with 90.7 %, 289 with 89.2 %.
    assert_eq!((april.low, april.high), (260_000, 290_000));
}

#[test]
fn handovers_and_their_answers() {
    let deals = "
- {id: a, account: A, stages: {lead: 2026-03-01, mql: 2026-03-01, sql: 2026-03-02}}
- {id: b, account: B, stages: {lead: 2026-03-01, mql: 2026-03-01}, lost: 2026-03-05}
- {id: c, account: C, stages: {lead: 2026-03-08, mql: 2026-03-08}, touches: [{on: 2026-03-10, kind: call}]}
- {id: d, account: D, stages: {lead: 2026-03-09, mql: 2026-03-09}}
- {id: d-answered, account: D, stages: {lead: 2026-03-09, mql: 2026-03-09}, touches: [{on: 2026-03-09, kind: call}]}
- {id: e, account: E, stages: {lead: 2026-03-01, mql: 2026-03-01}}
- {id: a-too, account: A, stages: {lead: 2026-03-01, mql: 2026-03-01, sql: 2026-03-03}}
- {id: f, account: F, stages: [{stage: lead, on: 2026-02-20}, {stage: sql, on: 2026-02-21}, {stage: mql, on: 2026-03-01}]}
";
    let report = report("[handoff]\nwithin = \"2d\"\n", "", deals, "2026-03-10");
    assert_eq!(report.value("handoffs", "2026-03").value, Number::Int(8));
    // Both a and f reached sales, b was lost before; c, d and e may still.
    assert_eq!(parts(&report, "handoff_acceptance", "2026-03"), counts(3, 4));
    // Both a were accepted within two days, c called on the second; b and e had no answer, and f was accepted before
    // it was handed over. Both d are within their time, answered or not.
    assert_eq!(parts(&report, "handoff_on_time", "2026-03"), counts(3, 6));
    assert_eq!(report.value("handoff_returned", "2026-03").value, Number::Int(1));
}

/// "`1d` is one working day" between two times.
#[test]
fn a_day_of_the_promise_is_a_working_day() {
    // A Monday at nine to the next day: at nine eight hours have passed, at ten nine.
    let deals = "
- {id: a, account: A, stages: {lead: 2026-03-02, mql: 2026-03-02T09:00}, touches: [{on: 2026-03-03T09:00, kind: call}]}
- {id: b, account: B, stages: {lead: 2026-03-02, mql: 2026-03-02T09:00}, touches: [{on: 2026-03-03T10:00, kind: call}]}
";
    let lines = "[calendar]\nhours = \"mon-fri 09:00-17:00\"\n[handoff]\nwithin = \"1d\"\n";
    let report = report(lines, "", deals, "2026-03-10");
    assert_eq!(parts(&report, "handoff_on_time", "2026-03"), counts(1, 2));
}

#[test]
fn demos_after_a_conversation_or_a_need() {
    let deals = "
- {id: a, account: A, stages: {lead: 2026-03-01}, touches: [{on: 2026-03-05, kind: demo}, {on: 2026-03-04, kind: call}]}
- {id: b, account: B, stages: {lead: 2026-03-01}, touches: [{on: 2026-03-05, kind: demo}, {on: 2026-03-06, kind: call}]}
- {id: c, account: C, stages: {lead: 2026-03-01}, touches: [{on: 2026-03-05, kind: demo}, {on: 2026-03-05, kind: meeting}]}
- {id: d, account: D, stages: {lead: 2026-03-01}, needs: [speed], touches: [{on: 2026-03-05, kind: demo}]}
- {id: e, account: E, stages: {lead: 2026-03-01}, needs: [speed]}
- {id: f, account: F, stages: {lead: 2026-03-01}, touches: [{on: 2026-02-05, kind: demo}]}
";
    let report = report("", "", deals, "2026-03-10");
    assert_eq!(parts(&report, "discovery_before_demo_rate", "2026-03"), counts(3, 4));
    // The demo before the first month is one of the quarter's, and of everything.
    assert_eq!(parts(&report, "discovery_before_demo_rate", "2026-Q1"), counts(3, 5));
    assert_eq!(parts(&report, "discovery_before_demo_rate", "all"), counts(3, 5));
}

#[test]
fn stages_that_were_skipped_and_how_far_deals_came() {
    let deals = "
- {id: a, account: A, amount: 7, stages: {lead: 2026-03-01, opportunity: 2026-03-05}}
- {id: b, account: B, amount: 7, stages: [{stage: lead, on: 2026-03-01}, {stage: opportunity, on: 2026-03-05}, {stage: sql, on: 2026-03-07}], lost: 2026-03-09}
- {id: c, account: C, stages: {lead: 2026-03-01, mql: 2026-03-02, sql: 2026-03-02}}
- {id: d, account: D, amount: 7, stages: {lead: 2026-03-01, won: 2026-03-02}}
";
    let report = report("", "", deals, "2026-03-10");
    let cell = report.view(Dimension::All, 0, 0).cell;
    // a and b passed mql and sql on 5 March; b came to sql two days later. d skipped all but the first and the last.
    let skipped: Vec<i64> = cell.stages.iter().map(|s| s.skipped).collect();
    assert_eq!(skipped, [0, 3, 3, 1, 0]);
    let furthest: Vec<_> = cell.stages.iter().map(|s| s.furthest).collect();
    assert_eq!(furthest, [[0; 3], [0; 3], [0, 0, 1], [0, 1, 1], [1, 0, 0]]);
    // Nothing says who made these leads.
    assert_eq!((cell[M::UnknownPipeline], cell[M::PipelineCreated]), (2_100, 2_100));
    assert_eq!(cell[N::Opportunities], 3);
    // c came to marketing's side and to sales' on one day, and b went back within sales' side: neither was returned.
    assert_eq!((cell[N::HandoffReturned], cell[N::Recycled]), (0, 1));
}

#[test]
fn needs_and_losses_by_their_words() {
    // x says twice that it needs speed, and at last that it had it.
    let deals = "
- {id: w, account: A, amount: 100, stages: {lead: 2026-03-01, won: 2026-03-02}, needs: [{need: speed, met: yes}]}
- {id: x, account: B, amount: 70, stages: {lead: 2026-03-01}, lost: {on: 2026-03-03, reason: price, to: Rival}, needs: [cost, {need: speed, met: no}, {need: speed, met: yes}]}
- {id: y, account: C, amount: 50, stages: {lead: 2026-03-01}, needs: [{need: speed, met: no}]}
";
    let report = report("", "", deals, "2026-03-10");
    let needs: Vec<_> = report.tables.needs.iter().collect();
    let of = |i: usize| {
        let (text, n) = needs[i];
        (text.as_str(), n.deals, n.outcomes, n.met, n.won_amount)
    };
    assert_eq!(needs.len(), 2);
    assert_eq!(of(0), ("cost", 1, [0, 1, 0], 0, 0));
    assert_eq!(of(1), ("speed", 3, [1, 1, 1], 2, 10_000));
    let losses: Vec<_> = report.tables.losses.iter().map(|(key, sums)| (key.1, *sums)).collect();
    assert_eq!(losses, [(0, (1, 7_000))]);
}

/// Three deals of one account and one of another, with what was spent.
const DEALS: &str = "
- {id: a, account: A, amount: 100, stages: {lead: 2026-01-20, sql: 2026-02-01, won: 2026-02-11}}
- {id: b, account: A, amount: 300, stages: {lead: 2026-01-20, sql: 2026-02-10, won: 2026-03-02}}
- {id: c, account: A, amount: 50, stages: {lead: 2026-01-20, opportunity: 2026-02-15}}
- {id: d, account: D, amount: 40, stages: {lead: 2026-01-20, sql: 2026-02-10}, lost: 2026-03-03}
";
const CAMPAIGNS: &str = "
- {id: ads, name: Ads, channel: x, function: marketing, goal: attract, starts: 2026-01-01, spend: {2026-02: 20, 2026-03: 40}}
- {id: calls, name: Calls, channel: y, function: sales, goal: close, starts: 2026-01-01, spend: {2026-02: 7}}
";

/// Each record's own value: deals and campaigns by their places.
#[test]
fn records_behind_numbers() {
    let report = report("", CAMPAIGNS, DEALS, "2026-03-31");
    let behind = |metric: &str, period: &str| {
        let all = report.records(place(&report, period));
        let i = report.registry.iter().position(|m| m.id == metric).unwrap();
        all[i].iter().map(|r| (r.thing, r.value.value)).collect::<Vec<_>>()
    };
    let (deal, campaign) = (Thing::Deal, Thing::Campaign);
    let money = Number::Money;
    assert_eq!(behind("won_amount", "2026-03"), [(deal(1), money(30_000))]);
    assert_eq!(
        behind("won_amount", "all"),
        [(deal(0), money(10_000)), (deal(1), money(30_000))]
    );
    // One after the other: what was counted of a is not there when b is looked at.
    let days = |n: i128| Number::Fraction(2 * n, 2);
    assert_eq!(
        behind("sales_cycle_days", "all"),
        [(deal(0), days(10)), (deal(1), days(20))]
    );
    // What is open at the period's end: c since February; at January's end nothing.
    assert_eq!(behind("open_pipeline", "2026-03"), [(deal(2), money(5_000))]);
    assert_eq!(behind("open_pipeline", "2026-01"), []);
    // An account is its last deal won: b in March and in all, where A had bought before; a in February.
    let share = Number::Real;
    assert_eq!(behind("repeat_rate", "2026-03"), [(deal(1), share(1.0))]);
    assert_eq!(behind("repeat_rate", "2026-02"), [(deal(0), share(0.0))]);
    assert_eq!(behind("repeat_rate", "all"), [(deal(1), share(1.0))]);
    assert_eq!(report.buyers_in(place(&report, "2026-03")), [(1, true)]);
    assert_eq!(report.buyers_in(place(&report, "2026-02")), [(0, false)]);
    assert_eq!(parts(&report, "repeat_rate", "2026-03"), counts(1, 1));
    assert_eq!(parts(&report, "repeat_rate", "2026-02"), counts(0, 1));
    assert_eq!(behind("marketing_spend", "2026-02"), [(campaign(0), money(2_000))]);
    assert_eq!(behind("marketing_spend", "all"), [(campaign(0), money(6_000))]);
    assert_eq!(behind("sales_spend", "2026-02"), [(campaign(1), money(700))]);
    assert_eq!(behind("sales_spend", "2026-03"), []);
}

/// An incidence is taken of the deals that came in, also of those of which it is not known yet. On the 10th of February a
/// has been seen for 31 of 90 days; on the 10th of June b, lost after a day, and a, open, have been seen to the end.
#[test]
fn an_incidence_is_taken_of_all_that_came_in() {
    let deals = "- {id: a, account: A, stages: {lead: 2026-01-10}}
- {id: b, account: B, stages: {lead: 2026-01-20}, lost: {on: 2026-01-21, reason: price}}
";
    let of = |as_of: &str, period: &str| {
        let report = report("", "", deals, as_of);
        let value = report.value("within_lead_mql", period);
        let i = report.registry.iter().position(|m| m.id == "within_lead_mql").unwrap();
        let behind = report.records(place(&report, period))[i].len();
        (value.value, value.taken_of, value.known_in, behind)
    };
    assert_eq!(of("2026-02-10", "2026-01"), (Number::None, Some(2), Some(59), 2));
    assert_eq!(of("2026-06-10", "2026-01"), (Number::Real(0.0), Some(2), None, 2));
    // Nobody came in: it is taken of nothing.
    assert_eq!(of("2026-06-10", "2026-02"), (Number::None, None, None, 0));
}

/// "open deals × win rate × average win / cycle".
#[test]
fn the_factors_of_velocity() {
    let report = report("", CAMPAIGNS, DEALS, "2026-03-31");
    let view = report.view(Dimension::All, 0, place(&report, "all"));
    let velocity = report.metric("pipeline_velocity").unwrap();
    // One open, two of three won, 200.00 on average, in 15 days: 8.89 a day.
    let expected = [
        ("", Number::Int(1), Unit::Count),
        (" × ", Number::Real(2.0 / 3.0), Unit::Rate),
        (" × ", Number::Money(20_000), Unit::Money),
        (" / ", Number::Fraction(30, 2), Unit::Days),
    ];
    assert_eq!(velocity.factors(&view), Some(expected.to_vec()));
    assert_eq!(velocity.value(&view).value, Number::Money(889));
    assert_eq!(report.metric("won_amount").unwrap().factors(&view), None);
}

/// Deals that were won on the day on which they came to sales have no days to divide by.
#[test]
fn a_cycle_of_no_days_has_no_velocity() {
    let deals = "- {id: a, account: A, amount: 100, stages: {lead: 2026-02-01, sql: 2026-02-11, won: 2026-02-11}}\n";
    let report = report("", "", deals, "2026-03-31");
    assert_eq!(report.value("sales_cycle_days", "all").value, Number::Fraction(0, 2));
    assert_eq!(report.value("pipeline_velocity", "all").value, Number::None);
}

#[test]
fn whether_deals_add_the_same_on_another_day() {
    let later = report("", CAMPAIGNS, DEALS, "2026-03-31");
    let earlier = report("", CAMPAIGNS, DEALS, "2026-03-01");
    // By 1 March a was won, and it stays so; b and d were not yet closed; c has waited for longer.
    let all: Vec<(usize, usize)> = (0..4).map(|i| (i, i)).collect();
    assert_eq!(later.differing(&earlier, &all), [false, true, true, true]);
    assert_eq!(later.differing(&later, &all), [false; 4]);
    // Where the first month is another one, months cannot be told apart by their places.
    let deals = DEALS.replace("lead: 2026-01-20, sql: 2026-02-01", "lead: 2025-12-20, sql: 2026-02-01");
    let longer = report("", CAMPAIGNS, &deals, "2026-03-31");
    assert_eq!(later.differing(&longer, &all), [true; 4]);
}

#[test]
fn a_row_that_says_nothing_is_nought_or_nothing() {
    let report = report("", CAMPAIGNS, DEALS, "2026-03-31");
    let of = |metric: &str, period: &str, dimension| report.member_or_nothing(metric, period, dimension, "x").value;
    // A sum over nothing is 0; a quotient has no value.
    assert_eq!(of("deals_won", "2026-03", Dimension::Channel), Number::Int(0));
    assert_eq!(of("won_amount", "2026-03", Dimension::Channel), Number::Money(0));
    assert_eq!(of("win_rate", "2026-03", Dimension::Channel), Number::None);
    assert_eq!(of("sales_cycle_days", "2026-03", Dimension::Channel), Number::None);
    // What is there is given.
    assert_eq!(
        of("marketing_spend", "2026-03", Dimension::Channel),
        Number::Money(4_000)
    );
    // Campaigns are counted over everything alone, and costs by no channel.
    assert_eq!(of("deals_won", "all", Dimension::Campaign), Number::Int(0));
    assert_eq!(of("deals_won", "2026-03", Dimension::Campaign), Number::None);
    assert_eq!(of("marketing_cost", "2026-03", Dimension::Channel), Number::None);
    assert_eq!(of("no such metric", "2026-03", Dimension::Channel), Number::None);
    assert_eq!(of("deals_won", "no such period", Dimension::Channel), Number::None);
}

#[test]
fn what_is_broken_down_by_what() {
    use registry::Breakdown::{Campaigns, Deals, None, Owner};
    let by = |breakdown: registry::Breakdown| Dimension::EVERY.map(|d| breakdown.has(d));
    // All, channel, campaign, owner, segment, region, kind.
    assert_eq!(by(None), [true, false, false, false, false, false, false]);
    assert_eq!(by(Deals), [true; 7]);
    assert_eq!(by(Campaigns), [true, true, true, false, false, false, false]);
    assert_eq!(by(Owner), [true, false, false, true, false, false, false]);
}

/// A step between the sides is answered for by neither.
#[test]
fn who_answers_for_a_step() {
    let report = report("", "", DEALS, "2026-03-31");
    let owner = |id: &str| report.metric(id).unwrap().owner;
    assert_eq!(owner("within_lead_mql"), Some(Side::Marketing));
    assert_eq!(owner("within_mql_sql"), None);
    assert_eq!(owner("within_sql_opportunity"), Some(Side::Sales));
}

/// An answer that never came is waited for until the win.
#[test]
fn waiting_ends_with_the_win() {
    let mut deals = String::from(
        "- {id: y, account: A, stages: {mql: 2026-03-02T09:00}, touches: [{on: 2026-03-02T15:00, kind: call}]}
- {id: z, account: A, stages: {mql: 2026-03-02T09:00}, touches: [{on: 2026-03-02T11:00, kind: call}]}
",
    );
    for i in 0..3 {
        let _ = writeln!(
            deals,
            "- {{id: x{i}, account: A, stages: {{lead: 2026-03-02T08:00, mql: 2026-03-02T09:00, won: 2026-03-02T12:00}}}}"
        );
    }
    let report = report("", "", &deals, "2026-03-31");
    // S(2 h) = 4/5; three leave after 3 h; S(6 h) = 4/5 · 0.
    let speed = report.value("speed_to_lead_hours", "all");
    assert_eq!((speed.value.as_f64(), speed.taken_of), (Some(6.0), Some(5)));
}

/// "Entries that went back": a second entry in the same stage did not.
#[test]
fn a_second_entry_in_a_stage_goes_nowhere() {
    let deals = "- {id: a, account: A, stages: [{stage: lead, on: 2026-03-01}, {stage: mql, on: 2026-03-02}, {stage: mql, on: 2026-03-05}]}\n";
    assert_eq!(
        report("", "", deals, "2026-03-31").value("recycled", "all").value,
        Number::Int(0)
    );
}

#[test]
fn where_deals_come_from() {
    let deals = "
- {id: a, account: A, source: calls, stages: {lead: 2026-03-01}}
- {id: b, account: B, stages: {lead: 2026-03-01}, touches: [{on: 2026-02-01, campaign: ads}]}
- {id: c, account: C, stages: {lead: 2026-03-05}, touches: [{on: 2026-03-01, kind: call}]}
- {id: d, account: D, stages: {lead: 2026-03-01}}
";
    let report = report("", CAMPAIGNS, deals, "2026-03-31");
    let ledger = &report.ledger;
    let from: Vec<_> = ledger
        .deals
        .iter()
        .map(|h| (h.sourced_by.word(), ledger.source_campaign(h).map(|c| c.id.as_str())))
        .collect();
    let expected = [
        ("sales", Some("calls")),
        ("marketing", Some("ads")),
        ("sales", None),
        ("unknown", None),
    ];
    assert_eq!(from, expected);
    let channels = |ledger: &Ledger| {
        (0..ledger.deals.len())
            .map(|i| ledger.channels.name(i).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(channels(ledger), ["y", "x", "unknown", "unknown"]);
    // On an earlier day c had not come; the others are what they are.
    let earlier = ledger.earlier(crate::model::Day::parse("2026-03-04").unwrap());
    assert_eq!(channels(&earlier), ["y", "x", "unknown"]);
}

/// "Credit … of those who influenced a deal": also where there was nothing to give.
#[test]
fn influence_without_money_is_named() {
    let deals = "- {id: a, account: A, stages: {lead: 2026-01-01, won: 2026-02-01}, touches: [{on: 2026-01-02, campaign: ads}]}\n";
    let report = report("", CAMPAIGNS, deals, "2026-03-31");
    let credits = report.attribution().credits(0, attribution::Level::Campaign);
    let members: Vec<_> = credits
        .members
        .iter()
        .map(|m| (m.member, m.influenced, m.credits))
        .collect();
    assert_eq!(members, [(0, 1, [0; attribution::COUNT])]);
}

/// "shared: split by `marketing_share`"; what is left of a cent is sales'.
#[test]
fn costs_that_both_sides_share() {
    let costs = "2026-02: {marketing: 10, sales: 5, shared: 0.03}\n2026-03: {shared: 100}\n";
    let ledger = ledger_with_costs(
        "[costs]\nmarketing_share = 0.5\n",
        CAMPAIGNS,
        DEALS,
        costs,
        "2026-03-31",
    );
    let report = Report::compute(Arc::new(ledger), 90);
    // Half of 3 cents is rounded half away from zero: 2 and 1. Campaigns cost 20 and 7, then 40.
    let cost = |metric: &str, period: &str| report.value(metric, period).value;
    assert_eq!(cost("marketing_cost", "2026-02"), Number::Money(3_002));
    assert_eq!(cost("sales_cost", "2026-02"), Number::Money(1_201));
    assert_eq!(cost("marketing_cost", "all"), Number::Money(12_002));
    assert_eq!(cost("sales_cost", "all"), Number::Money(6_201));
    let view = report.view(Dimension::All, 0, place(&report, "all"));
    assert_eq!(
        (view.costs.marketing, view.costs.sales, view.costs.shared),
        (6_002, 5_501, 10_003)
    );
    // The records: two campaigns, and the costs of each month.
    let march = report.records(place(&report, "2026-03"));
    let i = report.registry.iter().position(|m| m.id == "marketing_cost").unwrap();
    let of = |r: &Record| (r.thing, r.value.value);
    let costs = Thing::Costs(Month::parse("2026-03").unwrap());
    let expected = [
        (Thing::Campaign(0), Number::Money(4_000)),
        (costs, Number::Money(5_000)),
    ];
    assert_eq!(march[i].iter().map(of).collect::<Vec<_>>(), expected);
}

/// What becomes of deals goes on changing for the horizon of 90 days after their month; how many entered does not.
#[test]
fn which_values_are_not_final() {
    let report = report(
        "",
        "",
        "- {id: a, account: A, stages: {lead: 2026-01-10}}\n",
        "2026-06-10",
    );
    let unfinished = |metric: &str, period: &str| {
        report.is_unfinished(report.metric(metric).unwrap(), report.periods.find(period).unwrap())
    };
    let periods = ["2026-01", "2026-02", "2026-03", "2026-06"];
    assert_eq!(
        periods.map(|p| unfinished("conversion_lead_mql", p)),
        [false, false, true, true]
    );
    assert_eq!(
        periods.map(|p| unfinished("entered_lead", p)),
        [false, false, false, true]
    );
}

#[test]
fn metrics_by_their_names() {
    let report = report("", "", DEALS, "2026-03-31");
    let name = |id: &str| report.metric(id).unwrap().name.as_str();
    assert_eq!(name("entered_lead"), "New deals");
    assert_eq!(name("entered_opportunity"), "Reached “Opportunity”");
}
