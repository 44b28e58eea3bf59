//! The campaigns that the company runs: some two dozen written by hand, and for larger playbooks
//! as many more of the same kinds, one trade at a time.

use super::Options;
use super::days::{AS_OF, day};
use super::dice::Dice;

/// Channels that bring leads, in the order of the tables in [`super::market`].
pub(super) const CHANNELS: [&str; 9] = [
    "paid-search",
    "content",
    "webinar",
    "trade-fair",
    "referral",
    "partner",
    "outbound",
    "social",
    "email",
];
/// Place of outbound in [`CHANNELS`]: the one that sales runs.
pub(super) const OUTBOUND: usize = 6;

/// What a campaign is used for in the story.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Brings leads by the channel of that place in [`CHANNELS`].
    Source(usize),
    /// Brings leads that come to nothing.
    Waste,
    /// Keeps leads warm.
    Nurture,
    /// Mails to those who hold an offer.
    Offer,
    /// Sales shows the product at the customer's.
    Visit,
    /// For those who have bought.
    Retain,
}

/// One campaign and what it takes.
#[derive(Clone)]
pub(super) struct Campaign {
    /// Its id, the file's stem.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
    /// `marketing` or `sales`.
    pub(super) function: &'static str,
    /// Its channel.
    pub(super) channel: &'static str,
    /// Its job.
    pub(super) goal: &'static str,
    /// What it asks.
    pub(super) ask: &'static str,
    /// Who answers for it.
    pub(super) owner: &'static str,
    /// What it promises.
    pub(super) promise: String,
    /// First and last day; without a last it runs on.
    pub(super) starts: i32,
    /// See `starts`.
    pub(super) ends: Option<i32>,
    /// Day of the fair or webinar, where there is one.
    pub(super) peak: Option<i32>,
    /// Cost of a lead, in cents.
    pub(super) lead_cents: i64,
    /// Cost of a month whatever comes, in cents.
    pub(super) month_cents: i64,
    /// Paid once round the peak, in cents.
    pub(super) once_cents: i64,
    /// Planned money in per cent of what it came to; 0 for none written down.
    pub(super) budget: i64,
    /// Share of its channel's leads against others that run on the same day.
    pub(super) pull: i32,
    /// Its use in the story.
    pub(super) used: Use,
    /// A note for colleagues.
    pub(super) note: &'static str,
}

impl Campaign {
    /// Whether it runs on that day.
    pub(super) fn runs(&self, on: i32) -> bool {
        self.starts <= on && on <= self.ends.unwrap_or(AS_OF)
    }
}

/// How many campaigns a playbook of that size has.
pub(super) fn wanted(deals: usize) -> usize {
    let base = hand_written().len();
    match deals {
        0..=360 => base,
        361..=10_000 => base + (deals - 360) * (200 - base) / 9_640,
        _ => 200 + (deals - 10_000).min(990_000) * 800 / 990_000,
    }
}

/// All campaigns, the hand-written first.
pub(super) fn plan(options: &Options) -> Vec<Campaign> {
    let mut list = hand_written();
    let more = wanted(options.deals).saturating_sub(list.len());
    list.extend((0..more).map(|number| series(options.seed, number)));
    list
}

fn base(id: &str, name: &str, channel: &'static str, goal: &'static str, ask: &'static str, promise: &str) -> Campaign {
    Campaign {
        id: id.to_owned(),
        name: name.to_owned(),
        function: "marketing",
        channel,
        goal,
        ask,
        owner: "mara",
        promise: promise.to_owned(),
        starts: 0,
        ends: None,
        peak: None,
        lead_cents: 0,
        month_cents: 0,
        once_cents: 0,
        budget: 0,
        pull: 10,
        used: CHANNELS
            .iter()
            .position(|&known| known == channel)
            .map_or(Use::Nurture, Use::Source),
        note: "",
    }
}

fn webinar(id: &str, name: &str, on: i32, promise: &str) -> Campaign {
    Campaign {
        starts: on - 34,
        ends: Some(on + 27),
        peak: Some(on),
        lead_cents: 2_400,
        once_cents: 110_000,
        budget: 112,
        ..base(id, name, "webinar", "engage", "subscribe", promise)
    }
}

fn fair(id: &str, name: &str, on: i32) -> Campaign {
    Campaign {
        starts: on - 70,
        ends: Some(on + 24),
        peak: Some(on),
        once_cents: 890_000,
        owner: "helen",
        ..base(
            id,
            name,
            "trade-fair",
            "attract",
            "learn",
            "See your own order list on the board, live, in ten minutes.",
        )
    }
}

/// The campaigns of the playbook as it comes.
#[allow(clippy::too_many_lines, reason = "a table reads best in one piece")]
fn hand_written() -> Vec<Campaign> {
    let search = |id, name, ask, promise| base(id, name, "paid-search", "attract", ask, promise);
    vec![
        Campaign {
            lead_cents: 13_900,
            pull: 24,
            ..search(
                "search-planning",
                "Search ads: production planning",
                "subscribe",
                "Plan next week's jobs before Monday's coffee is cold.",
            )
        },
        Campaign {
            starts: day(2025, 3, 3),
            ends: Some(day(2026, 6, 28)),
            lead_cents: 18_700,
            budget: 108,
            pull: 14,
            note: "Sent straight to the price page. Many clicks, few who stayed for a call.",
            ..search(
                "search-stock",
                "Search ads: stock control",
                "buy",
                "Stock control from 89 euros a month. Order today.",
            )
        },
        Campaign {
            starts: day(2026, 5, 18),
            month_cents: 148_000,
            lead_cents: 3_100,
            pull: 12,
            used: Use::Waste,
            note: "A trial of broad match keywords. Cheap leads on paper; to be looked at in November.",
            ..search(
                "search-broad-match-2026",
                "Search ads: broad match trial",
                "subscribe",
                "The planning tool for everyone who makes things.",
            )
        },
        Campaign {
            month_cents: 26_000,
            pull: 16,
            ..base(
                "guide-planning-board",
                "Guide: a planning board that survives Tuesday",
                "content",
                "attract",
                "learn",
                "How small shops keep a weekly plan that still holds on Friday.",
            )
        },
        Campaign {
            starts: day(2025, 5, 5),
            month_cents: 11_000,
            pull: 10,
            ..base(
                "template-stock-count",
                "Template: the two-hour stock count",
                "content",
                "attract",
                "subscribe",
                "Count your stock in two hours, with a sheet you can print.",
            )
        },
        Campaign {
            starts: day(2025, 2, 3),
            month_cents: 32_000,
            pull: 7,
            ..base(
                "workshop-stories",
                "Workshop stories",
                "content",
                "engage",
                "learn",
                "How a shop like yours got rid of its whiteboard.",
            )
        },
        webinar(
            "webinar-changeovers-2025",
            "Webinar: changeovers without spreadsheets",
            day(2025, 3, 20),
            "Fewer changeovers with the machines you have.",
        ),
        webinar(
            "webinar-stock-count-2025",
            "Webinar: stock figures you can trust",
            day(2025, 6, 26),
            "Stock figures that the shop floor believes.",
        ),
        webinar(
            "webinar-quotes-2025",
            "Webinar: delivery dates you can promise",
            day(2025, 10, 16),
            "Promise a delivery date and keep it.",
        ),
        webinar(
            "webinar-order-board-2026",
            "Webinar: one order board for office and hall",
            day(2026, 2, 19),
            "Office and hall look at the same plan.",
        ),
        webinar(
            "webinar-small-batches-2026",
            "Webinar: small batches, calm week",
            day(2026, 5, 21),
            "Small batches without daily replanning.",
        ),
        webinar(
            "webinar-shift-plan-2026",
            "Webinar: the shift plan nobody has to ask about",
            day(2026, 9, 24),
            "A shift plan that answers before anybody asks.",
        ),
        Campaign {
            budget: 106,
            ..fair("fair-leipzig-2025", "Workshop Days Leipzig 2025", day(2025, 5, 13))
        },
        Campaign {
            once_cents: 1_165_000,
            // The one campaign that cost more than planned.
            budget: 84,
            note: "Stand price went up after we had signed; the second screen was hired on the day.",
            ..fair("fair-leipzig-2026", "Workshop Days Leipzig 2026", day(2026, 5, 5))
        },
        Campaign {
            owner: "helen",
            month_cents: 9_000,
            ..base(
                "customers-recommend",
                "Customers recommend us",
                "referral",
                "engage",
                "talk",
                "Ask a shop that plans with us how the first month went.",
            )
        },
        Campaign {
            owner: "helen",
            starts: day(2025, 2, 10),
            month_cents: 15_000,
            pull: 12,
            ..base(
                "partner-machine-dealers",
                "Partners: machine dealers",
                "partner",
                "engage",
                "talk",
                "The plan that comes with your new machine.",
            )
        },
        Campaign {
            owner: "helen",
            starts: day(2025, 9, 1),
            month_cents: 12_000,
            pull: 8,
            ..base(
                "partner-it-houses",
                "Partners: local IT houses",
                "partner",
                "engage",
                "talk",
                "Set up by the people who already look after your computers.",
            )
        },
        Campaign {
            function: "sales",
            owner: "tomasz",
            starts: day(2025, 2, 17),
            ends: Some(day(2025, 11, 30)),
            month_cents: 64_000,
            budget: 105,
            note: "A bought list of joiners, called in the quiet hours.",
            ..base(
                "outbound-joiners-2025",
                "Cold calls: joiners",
                "outbound",
                "attract",
                "talk",
                "Twenty minutes on how other joiners plan their week.",
            )
        },
        Campaign {
            function: "sales",
            owner: "jonas",
            starts: day(2025, 10, 6),
            month_cents: 38_000,
            ..base(
                "outbound-old-quotes",
                "Calls: shops that once asked for a quote",
                "outbound",
                "close",
                "talk",
                "What has changed since you last looked at us.",
            )
        },
        Campaign {
            month_cents: 17_500,
            lead_cents: 900,
            ..base(
                "social-shop-floor",
                "Social: clips from the shop floor",
                "social",
                "attract",
                "learn",
                "Thirty seconds of a tidy hall.",
            )
        },
        Campaign {
            starts: day(2025, 2, 10),
            month_cents: 6_500,
            ..base(
                "email-course-planning",
                "Email course: five mornings to a plan",
                "email",
                "nurture",
                "learn",
                "Five short mails, and on Friday the plan stands.",
            )
        },
        Campaign {
            month_cents: 8_000,
            pull: 8,
            used: Use::Nurture,
            ..base(
                "monthly-letter",
                "The monthly letter",
                "email",
                "nurture",
                "learn",
                "One idea a month from a shop that tried it.",
            )
        },
        Campaign {
            starts: day(2025, 11, 3),
            month_cents: 31_000,
            used: Use::Offer,
            note: "Goes to everybody with an open quote, whoever is talking to them.",
            ..base(
                "offer-mail",
                "Offer mail to open quotes",
                "email",
                "close",
                "buy",
                "Sign this month and the set-up is free.",
            )
        },
        Campaign {
            function: "sales",
            owner: "jonas",
            starts: day(2025, 3, 3),
            month_cents: 29_000,
            used: Use::Visit,
            ..base(
                "demo-days",
                "Demo days in your hall",
                "demo-day",
                "close",
                "talk",
                "Half a day with your own orders on the board.",
            )
        },
        Campaign {
            function: "sales",
            owner: "helen",
            month_cents: 14_000,
            used: Use::Retain,
            ..base(
                "customer-visits",
                "Customer visits",
                "customer",
                "retain",
                "talk",
                "Once a year we look at your plan together.",
            )
        },
    ]
}

const TRADES: [(&str, &str); 12] = [
    ("joiners", "joiners"),
    ("metal-shops", "metal shops"),
    ("toolmakers", "toolmakers"),
    ("turned-parts", "makers of turned parts"),
    ("sheet-metal", "sheet metal shops"),
    ("plastics", "plastics makers"),
    ("window-makers", "window makers"),
    ("switchgear", "switchgear builders"),
    ("coaters", "coaters"),
    ("shopfitters", "shopfitters"),
    ("machine-builders", "machine builders"),
    ("furniture", "furniture makers"),
];

/// The `number`th campaign beyond the hand-written: a kind, a trade and a first month.
#[allow(clippy::too_many_lines, reason = "a table reads best in one piece")]
fn series(seed: u64, number: usize) -> Campaign {
    let mut dice = Dice::new(seed, 3, number as u64);
    let kind = number % 7;
    let round = number / 7;
    let (slug, trade) = TRADES[(round * 5 + kind) % TRADES.len()];
    // 19 shares no factor with 7 × 12, so ids repeat only after all months are used.
    let month = round % 19;
    let wave = round / (12 * 19);
    let starts = dice.between(0, 9) + i32::try_from(month * 304 / 10).unwrap_or(0);
    let (year, of_year) = (2025 + month / 12, month % 12 + 1);
    let tail = if wave == 0 {
        String::new()
    } else {
        format!("-{}", wave + 1)
    };
    let id = |what: &str| format!("{what}-{slug}-{year}-{of_year:02}{tail}");
    let name = |what: &str| format!("{what} for {trade}, {of_year}/{year}");
    let length = dice.between(90, 240);
    let run = |campaign: Campaign| Campaign {
        starts,
        ends: (starts + length < AS_OF).then_some(starts + length),
        budget: 107,
        ..campaign
    };
    match kind {
        0 => run(Campaign {
            lead_cents: dice.amount_between(11_800, 18_900),
            ..base(
                &id("search"),
                &name("Search ads"),
                "paid-search",
                "attract",
                "subscribe",
                &format!("A weekly plan made for {trade}."),
            )
        }),
        1 => {
            let on = starts + 35;
            Campaign {
                name: name("Webinar"),
                ..webinar(
                    &id("webinar"),
                    "",
                    on.min(AS_OF - 28),
                    &format!("An hour on how {trade} keep their dates."),
                )
            }
        }
        2 => run(Campaign {
            month_cents: dice.amount_between(90, 280) * 100,
            ..base(
                &id("guide"),
                &name("Guide"),
                "content",
                "attract",
                "learn",
                &format!("What {trade} plan first, and what they leave alone."),
            )
        }),
        3 => run(Campaign {
            month_cents: dice.amount_between(60, 180) * 100,
            lead_cents: 900,
            ..base(
                &id("social"),
                &name("Social clips"),
                "social",
                "attract",
                "learn",
                &format!("Thirty seconds from the halls of {trade}."),
            )
        }),
        4 => run(Campaign {
            function: "sales",
            owner: "jonas",
            month_cents: dice.amount_between(240, 420) * 100,
            ..base(
                &id("outbound"),
                &name("Calls"),
                "outbound",
                "close",
                "talk",
                &format!("What other {trade} changed last year."),
            )
        }),
        5 => run(Campaign {
            month_cents: dice.amount_between(40, 90) * 100,
            ..base(
                &id("email-course"),
                &name("Email course"),
                "email",
                "nurture",
                "learn",
                &format!("Five mornings to a plan, for {trade}."),
            )
        }),
        _ => run(Campaign {
            owner: "helen",
            month_cents: dice.amount_between(90, 160) * 100,
            ..base(
                &id("partner"),
                &name("Partners"),
                "partner",
                "engage",
                "talk",
                &format!("From the people who already supply {trade}."),
            )
        }),
    }
}
