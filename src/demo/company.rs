//! The company's own files: settings, people, costs, events, decisions.

use super::Options;
use super::days::{Calendar, MONTHS};
use super::dice::Dice;
use super::market::{self, TURNS};
use super::yaml::line;

/// How many times the usual size the company is, in per mille; never below one.
fn scale(deals: usize) -> i64 {
    // Capped, so that money stays within what the content may hold.
    let deals = i64::try_from(deals).unwrap_or(i64::MAX);
    deals.clamp(360, 1_000_000_000) * 1_000 / 360
}

/// The same for one campaign: with more deals there are more campaigns too.
pub(super) fn campaign_scale(deals: usize, campaigns: usize) -> i64 {
    let base = i64::try_from(super::campaigns::wanted(0)).unwrap_or(1);
    let all = i64::try_from(campaigns).unwrap_or(base).max(base);
    // The additional ones run for a third of the time.
    (scale(deals) * base / (base + (all - base) / 3)).max(1_000)
}

/// Path and text of each.
pub(super) fn files(options: &Options, calendar: &Calendar) -> Vec<(&'static str, String)> {
    vec![
        ("site.toml", site(options)),
        ("content/team.yaml", team(options, calendar)),
        ("content/costs.yaml", costs(options, calendar)),
        ("content/events.yaml", events(calendar)),
        ("content/decisions.yaml", decisions()),
    ]
}

/// Money of a quarter's wins at the usual size, as planned: 2025-Q1 and each later one.
const PLANNED_QUARTERS: [i64; 8] = [96_000, 108_000, 108_000, 126_000, 138_000, 156_000, 144_000, 174_000];

fn rounded(value: i64, step: i64) -> i64 {
    (value + step / 2) / step * step
}

fn site(options: &Options) -> String {
    let scale = scale(options.deals);
    let promise = (12 * scale / 1_000).max(1);
    let month = rounded(52_000 * scale / 1_000, 1_000);
    let (quarter, year) = (month * 3, month * 12);
    let pipeline = rounded(130_000 * scale / 1_000, 1_000);
    format!(
        r#"# Settings of the playbook. Every key but `title` may be left out.
title = "Lathe & Ledger playbook"
description = "How marketing and sales share the funnel at Lathe & Ledger, makers of planning and stock software for workshops and small factories. A made-up company with made-up customers."
language = "en"
currency = "EUR"
time_zone = "Europe/Berlin"
# The story ends here. A living playbook says "today".
as_of = "2026-10-31"

# What one unit was worth in euros; the latest entry not after a day counts.
[rates]
USD = {{ "2025-01-01" = 0.9612, "2025-07-01" = 0.8535, "2026-01-01" = 0.8520, "2026-07-01" = 0.8640 }}
GBP = {{ "2025-01-01" = 1.2060, "2025-07-01" = 1.1690, "2026-01-01" = 1.1480, "2026-07-01" = 1.1555 }}

[calendar]
fiscal_year_starts = 1
# All hours count. With the next line only office hours would:
# hours = "mon-fri 09:00-17:00"

# The stages as both sides agreed on them in January 2025. Marketing owns the first two.
[[funnel.stages]]
id = "lead"
name = "Lead"
owner = "marketing"
means = "A named person at a company that makes things has left an address or talked to us."
max_days = 60

[[funnel.stages]]
id = "mql"
name = "Marketing qualified"
owner = "marketing"
means = "Makes to order, 3 to 150 people, and somebody there plans the week. Marketing has seen two signs of interest or one question about the product."
max_days = 14

[[funnel.stages]]
id = "sql"
name = "Sales qualified"
owner = "sales"
means = "Sales has talked to the person who plans, there is a reason to change something, and a next date is set."
max_days = 45

[[funnel.stages]]
id = "opportunity"
name = "Opportunity"
owner = "sales"
means = "They have seen their own orders on the board and asked for a quote. It has an amount."
needs_amount = true

[[funnel.stages]]
id = "won"
name = "Won"
owner = "sales"
means = "Signed. Set-up has a date."

[handoff]
# Sales' promise: a first call or mail within a day of the handoff.
within = "1d"
# Marketing's promise: so many handoffs a month.
promise = {promise}

[attribution]
model = "position-based"
lookback_days = 180
half_life_days = 7

[horizon]
days = 90

# What the team wants to reach; drawn on the charts.
[targets]
win_rate = 0.33
speed_to_lead_hours = 8
handoff_on_time = 0.8
handoff_acceptance = 0.75
follow_up_rate = 0.9
needs_recorded_rate = 0.85
conversion_lead_mql = 0.6
won_amount = {{ month = {month}, quarter = {quarter}, year = {year} }}
pipeline_created = {{ month = {pipeline} }}
cac = 16000

[costs]
# Helen does both; her part is split evenly.
marketing_share = 0.5

[privacy]
audience = "team"
"#
    )
}

fn team(options: &Options, calendar: &Calendar) -> String {
    let people = market::team(options.deals);
    let scale = scale(options.deals);
    let mut out = String::from("# Who is who. Quotas are what a person is to win in a quarter.\n");
    for person in &people {
        line!(out, "- id: {}", person.id);
        line!(out, "  name: {}", person.name);
        line!(out, "  function: {}", person.function);
        if let Some(left) = person.left {
            line!(out, "  left: {}", calendar.text(left));
        }
        let Some(from) = person.quota_from else {
            continue;
        };
        line!(out, "  quota:");
        for (quarter, planned) in PLANNED_QUARTERS.iter().enumerate() {
            // Who left has no quota after the second quarter of 2026, number 5.
            if quarter < from || (person.left.is_some() && quarter > 5) {
                continue;
            }
            let sharing = people
                .iter()
                .filter(|other| other.quota_from.is_some_and(|start| start <= quarter))
                .filter(|other| other.left.is_none() || quarter <= 5)
                .count();
            let share = planned * scale / 1_000 / i64::try_from(sharing).unwrap_or(1).max(1);
            let (year, of_year) = (2025 + quarter / 4, quarter % 4 + 1);
            line!(out, "    {year}-Q{of_year}: {}", rounded(share, 1_000).max(1_000));
        }
    }
    out
}

fn costs(options: &Options, calendar: &Calendar) -> String {
    let scale = scale(options.deals);
    let mut dice = Dice::new(options.seed, 6, 0);
    let mut out = String::from(
        "# Salaries with what goes on top of them, tools, freelancers: all that no campaign holds.\n\
         # Helen, who does both, is under `shared`.\n",
    );
    for month in 0..MONTHS {
        let days = calendar.days_of(month);
        let here = |from: i32, until: i32| {
            let worked = days.clone().filter(|day| (from..=until).contains(day)).count();
            i64::try_from(worked * 100 / days.len()).unwrap_or(0)
        };
        // Pay rises in January 2026.
        let pay = |monthly: i64, share: i64| monthly * share * if month >= 12 { 103 } else { 100 } / 10_000;
        let always = i32::MAX;
        let marketing = pay(4_650, 100) + 390 + dice.amount_between(0, 14) * 20;
        let sales = pay(5_300, 100)
            + pay(4_850, here(0, TURNS.tomasz_left))
            + pay(5_000, here(TURNS.priya, always))
            + pay(4_700, here(TURNS.elif, always))
            + 280
            + dice.amount_between(0, 22) * 20;
        let shared = pay(3_400, 100);
        let sized = |euros: i64| rounded(euros * scale / 1_000, 10);
        line!(
            out,
            "{}: {{marketing: {}, sales: {}, shared: {}}}",
            calendar.month_text(month),
            sized(marketing),
            sized(sales),
            sized(shared)
        );
    }
    out
}

fn events(calendar: &Calendar) -> String {
    let fairs = [super::days::day(2025, 5, 13), super::days::day(2026, 5, 5)];
    let list = [
        (fairs[0], "Workshop Days Leipzig", "Four days, two of us at the stand."),
        (
            TURNS.website,
            "New website",
            "Sample plans to click through, without leaving an address.",
        ),
        (
            TURNS.priya,
            "Priya joins sales",
            "Takes the west, Britain and North America.",
        ),
        (
            TURNS.prices,
            "New price list",
            "About a tenth dearer, and set-up is charged by itself.",
        ),
        (
            TURNS.follow_up_rule,
            "A call after each win",
            "Everybody who signs hears from us within 90 days.",
        ),
        (fairs[1], "Workshop Days Leipzig", "Larger stand than last year."),
        (TURNS.tomasz_left, "Tomasz leaves", "His list goes to Priya and Jonas."),
        (TURNS.elif, "Elif joins sales", "Takes the west."),
    ];
    let mut out = String::from("# What changed when: drawn on the charts over time.\n");
    for (on, name, note) in list {
        line!(out, "- on: {}", calendar.text(on));
        line!(out, "  name: {name}");
        line!(out, "  note: {note}");
    }
    out
}

fn decisions() -> String {
    "# Findings that we have looked at and let rest until a date.\n\
     - rule: over-budget\n  \
       record: fair-leipzig-2026\n  \
       until: 2027-03-31\n  \
       by: helen\n  \
       note: The stand price rose after we had signed. Next year's budget is set from the new price, so there is nothing to do now.\n"
        .to_owned()
}
