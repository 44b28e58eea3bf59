//! What the market and the company are like: odds by channel, segments, regions, seasons, people.

use super::days::day;
use super::names::Tongue;
use std::sync::LazyLock;

/// The stages, in order.
pub(super) const STAGES: [&str; 5] = ["lead", "mql", "sql", "opportunity", "won"];
/// Places in [`STAGES`].
pub(super) const LEAD: usize = 0;
/// See [`LEAD`].
pub(super) const MQL: usize = 1;
/// See [`LEAD`].
pub(super) const SQL: usize = 2;
/// See [`LEAD`].
pub(super) const OPPORTUNITY: usize = 3;
/// See [`LEAD`].
pub(super) const WON: usize = 4;

/// Leads that come by themselves: after the channels of `campaigns::CHANNELS`.
pub(super) const WEBSITE: usize = 9;
/// Customers who buy again.
pub(super) const CUSTOMER: usize = 10;

/// The days on which the company changed, as `events.yaml` tells them.
pub(super) struct Turns {
    /// New website with sample plans.
    pub(super) website: i32,
    /// A second seller for the south and abroad.
    pub(super) priya: i32,
    /// New price list.
    pub(super) prices: i32,
    /// Calls after the win become a rule.
    pub(super) follow_up_rule: i32,
    /// Tomasz's last day.
    pub(super) tomasz_left: i32,
    /// Elif's first day.
    pub(super) elif: i32,
}

/// See [`Turns`].
pub(super) static TURNS: LazyLock<Turns> = LazyLock::new(|| Turns {
    website: day(2025, 9, 1),
    priya: day(2025, 10, 1),
    prices: day(2026, 1, 1),
    follow_up_rule: day(2026, 3, 1),
    tomasz_left: day(2026, 6, 30),
    elif: day(2026, 9, 14),
});

/// Weeks in which handoffs piled up: from when Tomasz hands over his list until Elif is in.
pub(super) fn short_of_sellers(on: i32) -> bool {
    (TURNS.tomasz_left - 2..TURNS.elif + 14).contains(&on)
}

/// Channels in which sales is the first to know: nobody has met them by marketing before.
pub(super) const OUTBOUND_OR_CUSTOMER: [usize; 2] = [super::campaigns::OUTBOUND, CUSTOMER];

/// Channels whose luck is dealt from one deck, so that few deals are enough to tell them apart.
pub(super) fn group(channel: usize) -> usize {
    match channel {
        0 => 0,
        1 | 8 => 1,
        2 => 2,
        4 | 5 => 3,
        7 => 5,
        WEBSITE => 6,
        3 => 7,
        _ => 4,
    }
}

/// How leads of a channel fare.
pub(super) struct Odds {
    /// Leads of a thousand, before seasons; and how that changes in a year.
    pub(super) share: i32,
    /// See `share`.
    pub(super) growth: i32,
    /// Per mille that go on from lead, mql, sql, opportunity.
    pub(super) go_on: [i32; 4],
    /// Days to mql in per cent of the usual.
    pub(super) pace: i32,
    /// Marketing touches between lead and mql, at most.
    pub(super) warm: i32,
    /// Weights of micro, small, mid-market.
    pub(super) segments: [i32; 3],
}

/// By channel, then website and customers.
pub(super) const ODDS: [Odds; 11] = [
    Odds {
        share: 300,
        growth: -10,
        go_on: [492, 690, 588, 322],
        pace: 80,
        warm: 1,
        segments: [62, 33, 5],
    },
    Odds {
        share: 150,
        growth: 10,
        go_on: [582, 740, 668, 382],
        pace: 220,
        warm: 4,
        segments: [48, 40, 12],
    },
    Odds {
        share: 160,
        growth: 20,
        go_on: [762, 800, 738, 462],
        pace: 70,
        warm: 3,
        segments: [38, 44, 18],
    },
    Odds {
        share: 85,
        growth: 0,
        go_on: [642, 720, 628, 342],
        pace: 90,
        warm: 2,
        segments: [30, 45, 25],
    },
    Odds {
        share: 48,
        growth: 14,
        go_on: [902, 930, 818, 632],
        pace: 40,
        warm: 1,
        segments: [34, 44, 22],
    },
    Odds {
        share: 62,
        growth: 8,
        go_on: [752, 830, 718, 452],
        pace: 70,
        warm: 1,
        segments: [28, 48, 24],
    },
    Odds {
        share: 80,
        growth: -5,
        go_on: [442, 700, 528, 272],
        pace: 130,
        warm: 0,
        segments: [30, 46, 24],
    },
    Odds {
        share: 46,
        growth: 4,
        go_on: [382, 620, 548, 272],
        pace: 150,
        warm: 2,
        segments: [74, 24, 2],
    },
    Odds {
        share: 28,
        growth: 6,
        go_on: [642, 740, 668, 392],
        pace: 180,
        warm: 4,
        segments: [50, 40, 10],
    },
    Odds {
        share: 78,
        growth: 0,
        go_on: [662, 770, 678, 392],
        pace: 70,
        warm: 1,
        segments: [50, 38, 12],
    },
    Odds {
        share: 0,
        growth: 0,
        go_on: [812, 860, 808, 562],
        pace: 70,
        warm: 0,
        segments: [34, 42, 24],
    },
];

/// Size of a customer.
pub(super) const SEGMENTS: [(&str, i64); 3] = [("micro", 7_300), ("small", 18_000), ("mid-market", 46_000)];

/// Where customers are: name, weight, language of the name.
pub(super) const REGIONS: [(&str, i32, Tongue); 7] = [
    ("North", 20, Tongue::German),
    ("East", 18, Tongue::German),
    ("South", 23, Tongue::German),
    ("West", 22, Tongue::German),
    ("Austria", 8, Tongue::German),
    ("UK and Ireland", 6, Tongue::English),
    ("North America", 4, Tongue::English),
];

/// Leads by month of the year in per cent: slow in August and December.
const SEASON: [i32; 12] = [88, 100, 112, 108, 116, 104, 90, 58, 112, 116, 108, 56];

/// The weight of a month of the story: the season and growth of some 45 % a year.
pub(super) fn month_weight(month: usize) -> i64 {
    let grown = 1_000 + 37 * i64::try_from(month).unwrap_or(0);
    grown * i64::from(SEASON[month % 12])
}

/// A person of the team.
pub(super) struct Person {
    /// Id.
    pub(super) id: &'static str,
    /// Name.
    pub(super) name: &'static str,
    /// `marketing`, `sales` or `both`.
    pub(super) function: &'static str,
    /// Last day.
    pub(super) left: Option<i32>,
    /// First quarter with a quota, as a number from 0 for 2025-Q1; none without quota.
    pub(super) quota_from: Option<usize>,
}

const MORE_SELLERS: [(&str, &str); 34] = [
    ("anke", "Anke Petersen"),
    ("bjarne", "Bjarne Holm"),
    ("carla", "Carla Rossi"),
    ("david", "David Okoye"),
    ("esther", "Esther Wolf"),
    ("felix", "Felix Amann"),
    ("greta", "Greta Lund"),
    ("hamid", "Hamid Rahimi"),
    ("ines", "Inês Duarte"),
    ("jakub", "Jakub Nowak"),
    ("katrin", "Katrin Seidl"),
    ("leon", "Leon Weber"),
    ("maud", "Maud Jansen"),
    ("nils", "Nils Kröger"),
    ("olga", "Olga Petrova"),
    ("paul", "Paul Anders"),
    ("quentin", "Quentin Morel"),
    ("rosa", "Rosa Blanco"),
    ("sven", "Sven Harms"),
    ("tara", "Tara Quinn"),
    ("ulrike", "Ulrike Kern"),
    ("viktor", "Viktor Hahn"),
    ("wiebke", "Wiebke Frerichs"),
    ("xenia", "Xenia Kolb"),
    ("yusuf", "Yusuf Demir"),
    ("zoe", "Zoe Martin"),
    ("adam", "Adam Fletcher"),
    ("bente", "Bente Jahnke"),
    ("cem", "Cem Yilmaz"),
    ("dora", "Dora Leitner"),
    ("emil", "Emil Strobl"),
    ("frida", "Frida Berg"),
    ("gunnar", "Gunnar Thiele"),
    ("hilde", "Hilde Maurer"),
];

/// How many sellers more than the three of the usual size.
pub(super) fn more_sellers(deals: usize) -> usize {
    (deals.saturating_sub(360) / 300).min(MORE_SELLERS.len())
}

/// The team for a playbook of that size.
pub(super) fn team(deals: usize) -> Vec<Person> {
    let person = |id, name, function, quota_from| Person {
        id,
        name,
        function,
        left: None,
        quota_from,
    };
    let mut people = vec![
        person("helen", "Helen Brandt", "both", None),
        person("mara", "Mara Vogel", "marketing", None),
        person("jonas", "Jonas Reiter", "sales", Some(0)),
        Person {
            left: Some(TURNS.tomasz_left),
            ..person("tomasz", "Tomasz Zieliński", "sales", Some(0))
        },
        person("priya", "Priya Nair", "sales", Some(4)),
        person("elif", "Elif Kaya", "sales", Some(7)),
    ];
    people.extend(
        MORE_SELLERS
            .iter()
            .take(more_sellers(deals))
            .map(|&(id, name)| person(id, name, "sales", Some(0))),
    );
    people
}

/// Who takes a handoff from a region on a day.
pub(super) fn seller(region: usize, on: i32) -> &'static str {
    match region {
        0 | 1 | 4 => "jonas",
        2 if on < TURNS.tomasz_left - 16 => "tomasz",
        3 if on < TURNS.priya => "tomasz",
        3 if on >= TURNS.elif => "elif",
        _ if on < TURNS.priya => "helen",
        _ => "priya",
    }
}

/// Who has a deal of Tomasz's after he left.
pub(super) fn heir(region: usize, seller: &'static str, last_day: i32) -> &'static str {
    match (seller, region) {
        ("tomasz", 2) if last_day > TURNS.tomasz_left => "priya",
        ("tomasz", _) if last_day > TURNS.tomasz_left => "jonas",
        _ => seller,
    }
}

/// One of the additional sellers.
pub(super) fn additional(number: usize) -> &'static str {
    MORE_SELLERS[number % MORE_SELLERS.len()].0
}
