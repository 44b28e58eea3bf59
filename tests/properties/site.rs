//! Small random sites: a year and a half of deals, some of them beyond the report's day.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use funnelbook::content::{self, Locator};
use funnelbook::diagnostics::Severity;
use funnelbook::ledger::Ledger;
use funnelbook::metrics::targets::Targets;
use funnelbook::metrics::{Report, Rules, findings, registry};
use funnelbook::model::Day;
use funnelbook::pages::{Site, data};
use funnelbook::settings::{self, AsOf};
use proptest::prelude::*;
use proptest::sample::select;
use rayon::iter::ParallelIterator as _;

/// The first day on which anything happens.
pub(crate) const FIRST: &str = "2025-01-01";
/// Days from it to the report's day, 2026-03-10: in the middle of a month, a quarter and a year.
pub(crate) const AS_OF: i32 = 433;

/// The day some days after the first.
pub(crate) fn day(offset: i32) -> Day {
    Day::parse(FIRST).unwrap().plus(offset)
}

/// What settings differ in.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    /// Stages with their owners; empty for the default funnel.
    stages: &'static [(&'static str, &'static str)],
    lines: Vec<&'static str>,
}

const FUNNELS: [&[(&str, &str)]; 4] = [
    &[],
    // The border is the win.
    &[("lead", "marketing"), ("mql", "marketing"), ("won", "sales")],
    // The opportunity is marketing's.
    &[("opportunity", "marketing"), ("trial", "sales"), ("paid", "sales")],
    &[
        ("a", "marketing"),
        ("b", "marketing"),
        ("c", "marketing"),
        ("opportunity", "sales"),
        ("e", "sales"),
        ("won", "sales"),
    ],
];

const DEFAULT: [&str; 5] = ["lead", "mql", "sql", "opportunity", "won"];

impl Setup {
    fn stage(&self, i: usize) -> &str {
        self.stages.get(i).map_or_else(|| DEFAULT[i], |s| s.0)
    }

    fn win(&self) -> usize {
        self.stages.len().checked_sub(1).unwrap_or(DEFAULT.len() - 1)
    }

    fn toml(&self) -> String {
        let mut out = format!("title = \"T\"\nas_of = \"{}\"\n", day(AS_OF));
        for line in &self.lines {
            let _ = writeln!(out, "{line}");
        }
        for (id, owner) in self.stages {
            let _ = writeln!(
                out,
                "[[funnel.stages]]\nid = \"{id}\"\nowner = \"{owner}\"\nmeans = \"as agreed\""
            );
        }
        out
    }
}

fn setup() -> impl Strategy<Value = Setup> {
    let line = |choices: &'static [&'static str]| select(choices);
    (
        select(&FUNNELS[..]),
        line(&[
            "",
            "[calendar]\nfiscal_year_starts = 4",
            "[calendar]\nhours = \"mon-fri 09:00-17:00\"",
        ]),
        line(&["", "[horizon]\ndays = 30"]),
        line(&["", "[attribution]\nlookback_days = 30\nhalf_life_days = 3"]),
        line(&["[handoff]\npromise = 4", "[handoff]\nwithin = \"4h\""]),
    )
        .prop_map(|(stages, calendar, horizon, attribution, handoff)| Setup {
            stages,
            lines: vec![calendar, horizon, attribution, handoff],
        })
}

/// A dated thing of a deal, in days after the first day; some with a time of day.
#[derive(Clone, Debug)]
pub(crate) struct At {
    day: i32,
    time: Option<u16>,
}

impl At {
    fn text(&self) -> String {
        let minutes = |t| format!("T{:02}:{:02}", t / 60, t % 60);
        format!("{}{}", day(self.day), self.time.map(minutes).unwrap_or_default())
    }
}

/// One deal.
#[derive(Clone, Debug)]
pub(crate) struct Deal {
    id: usize,
    /// Lines that have no date.
    facts: Vec<String>,
    entries: Vec<(usize, At)>,
    lost: Option<(At, String)>,
    touches: Vec<(At, String)>,
    follow_ups: Vec<(At, String)>,
    /// Objections with the day of their answer.
    objections: Vec<Option<i32>>,
}

impl Deal {
    /// The same as it stood on the report's day; `None` where it did not exist yet.
    fn cut(&self) -> Option<Self> {
        let mut deal = self.clone();
        deal.entries.retain(|e| e.1.day <= AS_OF);
        deal.touches.retain(|t| t.0.day <= AS_OF);
        deal.follow_ups.retain(|f| f.0.day <= AS_OF);
        deal.lost = deal.lost.filter(|l| l.0.day <= AS_OF);
        for answered in &mut deal.objections {
            *answered = answered.filter(|day| *day <= AS_OF);
        }
        (!deal.entries.is_empty()).then_some(deal)
    }

    fn yaml(&self, setup: &Setup) -> String {
        let mut out = format!("- id: d{:03}\n", self.id);
        for fact in &self.facts {
            let _ = writeln!(out, "  {fact}");
        }
        let _ = writeln!(out, "  stages:");
        for (stage, on) in &self.entries {
            let _ = writeln!(out, "    - {{stage: {}, on: {}}}", setup.stage(*stage), on.text());
        }
        if let Some((on, more)) = &self.lost {
            let _ = writeln!(out, "  lost: {{on: {}{more}}}", on.text());
        }
        for (key, list) in [("touches", &self.touches), ("follow_ups", &self.follow_ups)] {
            if !list.is_empty() {
                let _ = writeln!(out, "  {key}:");
            }
            for (on, more) in list {
                let _ = writeln!(out, "    - {{on: {}{more}}}", on.text());
            }
        }
        if !self.objections.is_empty() {
            let _ = writeln!(out, "  objections:");
        }
        for answered in &self.objections {
            let more = answered.map(|d| format!(", answered: {}", day(d))).unwrap_or_default();
            let _ = writeln!(out, "    - {{text: too dear{more}}}");
        }
        out
    }
}

/// Raw draws of one deal, from which a valid record is made.
type Draw = (
    (i32, usize, Vec<(usize, i32, Option<u16>)>, u8),
    Vec<(i32, Option<u16>, usize)>,
    Vec<(i32, usize, u16)>,
    Vec<Option<i32>>,
    Vec<usize>,
    Option<u32>,
);

fn draw() -> impl Strategy<Value = Draw> {
    let time = || proptest::option::weighted(0.3, 480u16..1200);
    let steps = proptest::collection::vec((0usize..12, 0i32..40, time()), 0..7);
    let touches = proptest::collection::vec((-15i32..150, time(), 0usize..TOUCHES.len()), 0..6);
    let follow_ups = proptest::collection::vec((0i32..120, 0usize..4, 1u16..900), 0..3);
    (
        (0i32..520, 0usize..8, steps, 0u8..4),
        touches,
        follow_ups,
        proptest::collection::vec(proptest::option::of(0i32..520), 0..3),
        proptest::collection::vec(0usize..60, 8),
        proptest::option::weighted(0.85, 0u32..3_000_000),
    )
}

/// Who made a touch and how, by campaign or kind.
const TOUCHES: [&str; 12] = [
    ", campaign: ads",
    ", campaign: ads, kind: ad",
    ", campaign: webinar",
    ", campaign: webinar, by: sales",
    ", campaign: fair, kind: event",
    ", campaign: calls",
    ", kind: call",
    ", kind: demo",
    ", kind: discovery",
    ", kind: email, by: marketing",
    ", kind: referral, by: marketing",
    ", kind: email, by: sales",
];

fn make(id: usize, draw: Draw, setup: &Setup) -> Deal {
    let ((start, first, steps, fate), touches, follow_ups, objections, picks, amount) = draw;
    let win = setup.win();
    let pick = |i: usize, from: &[&str]| from.get(picks[i] % (from.len() + 1)).map(|t| (*t).to_owned());
    let mut facts = vec![format!("account: Account {}", picks[0] % 7)];
    let keyed = [
        ("owner", pick(1, &["ann", "bob"])),
        ("segment", pick(2, &["small", "=large"])),
        ("region", pick(3, &["north", "south"])),
        ("kind", pick(4, &["new", "existing", "renewal"])),
        ("channel", pick(5, &["paid-search", "word of mouth"])),
        ("source", pick(6, &["ads", "calls"]).filter(|_| picks[6] < 20)),
        (
            "needs",
            pick(
                7,
                &[
                    "[one tool]",
                    "[{need: one tool, met: yes}, price]",
                    "[{need: price, met: no}]",
                ],
            ),
        ),
        ("amount", amount.map(|a| format!("{}.{:02}", a / 100, a % 100))),
    ];
    facts.extend(keyed.into_iter().filter_map(|(key, v)| Some(format!("{key}: {}", v?))));
    // Mostly forwards; one in six steps goes back.
    let mut at = At { day: start, time: None };
    let mut entries = vec![(first.saturating_sub(5).min(win - 1), at.clone())];
    for (choice, gap, time) in steps {
        let stage = entries[entries.len() - 1].0;
        let next = match choice {
            0..=8 => stage + 1,
            9 => stage + 2,
            _ => stage.saturating_sub(1),
        };
        at = At {
            day: at.day + gap,
            time: if gap > 0 { time } else { at.time },
        };
        entries.push((next.min(win), at.clone()));
        if next >= win {
            break;
        }
    }
    let won = entries.last().is_some_and(|e| e.0 == win);
    let reason = pick(2, &[", reason: price", ", reason: timing, to: Rival", ", reason: =odd"]).unwrap_or_default();
    let lost = (!won && fate > 0).then(|| {
        (
            At {
                day: at.day + i32::from(fate) * 7,
                time: None,
            },
            reason,
        )
    });
    let touches = touches
        .into_iter()
        .map(|(offset, time, kind)| {
            (
                At {
                    day: (start + offset).max(0),
                    time,
                },
                TOUCHES[kind].to_owned(),
            )
        })
        .filter(|t| !won || t.0.day < at.day)
        .collect();
    let follow_up = |(gap, kind, amount): (i32, usize, u16)| {
        let more = match kind {
            0 => ", kind: check-in".to_owned(),
            1 => ", kind: referral".to_owned(),
            2 => format!(", kind: renewal, amount: {amount}"),
            _ => format!(", kind: expansion, amount: {amount}.50"),
        };
        (
            At {
                day: at.day + gap,
                time: None,
            },
            more,
        )
    };
    let follow_ups = follow_ups.into_iter().filter(|_| won).map(follow_up).collect();
    Deal {
        id,
        facts,
        entries,
        lost,
        touches,
        follow_ups,
        objections,
    }
}

/// A site.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    setup: Setup,
    /// Its deals.
    pub(crate) deals: Vec<Deal>,
    campaigns: Vec<String>,
}

/// Sites of at most so many deals.
pub(crate) fn case(deals: usize) -> impl Strategy<Value = Case> {
    (setup(), proptest::collection::vec(draw(), 1..deals)).prop_map(|(setup, draws)| {
        let deals = draws.into_iter().enumerate().map(|(i, d)| make(i, d, &setup)).collect();
        let campaigns = CAMPAIGNS.iter().map(|c| (*c).to_owned()).collect();
        Case {
            setup,
            deals,
            campaigns,
        }
    })
}

/// Two states of one site: some deals are the same in both, some were edited, some are in one of them only; one
/// campaign's spend may have been edited too.
pub(crate) fn pair(deals: usize) -> impl Strategy<Value = (Case, Case)> {
    let both = (draw(), draw(), 0u8..6);
    (setup(), proptest::collection::vec(both, 1..deals), proptest::bool::ANY).prop_map(|(setup, draws, spend)| {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for (i, (a, b, fate)) in draws.into_iter().enumerate() {
            let (a, b) = (make(i, a, &setup), make(i, b, &setup));
            match fate {
                0 => old.push(a),
                1 => new.push(a),
                2 => {
                    old.push(a);
                    new.push(b);
                }
                _ => {
                    old.push(a.clone());
                    new.push(a);
                }
            }
        }
        let campaigns: Vec<String> = CAMPAIGNS.iter().map(|c| (*c).to_owned()).collect();
        let edited = campaigns.iter().map(|c| {
            if spend {
                c.replace("99, 2026", "101.50, 2026")
            } else {
                c.clone()
            }
        });
        let of = |deals, campaigns| Case {
            setup: setup.clone(),
            deals,
            campaigns,
        };
        (of(old, campaigns.clone()), of(new, edited.collect()))
    })
}

/// One begins with spend on the first day: no touch is before the first period. Each has months after the report's day.
const CAMPAIGNS: [&str; 4] = [
    "- {id: ads, name: Ads, function: marketing, channel: paid-search, goal: attract, starts: 2025-01-01, spend: {2025-01: 310.10, 2025-07: 99, 2026-03: 40, 2026-04: 700}, results: {2025-01: {impressions: 1000, visits: 30}, 2025-02: {visits: 7, leads: 2}, 2026-04: {impressions: 9, visits: 5}}}\n",
    "- {id: calls, name: Calls, function: sales, channel: outbound, goal: close, ask: talk, starts: 2025-02-01, spend: {2025-02: 120, 2026-05: 11}}\n",
    "- {id: fair, name: Fair, function: sales, channel: events, goal: engage, starts: 2025-06-01, ends: 2025-06-30, budget: 10, spend: {2025-06: 5000.01}}\n",
    "- {id: webinar, name: Webinar, function: marketing, channel: paid-search, goal: nurture, starts: 2025-03-01, spend: {2025-03: 0, 2025-09: 250}}\n",
];

const COSTS: &str =
    "{2025-01: {marketing: 100, shared: 33.33}, 2025-12: {sales: 200.20, shared: -0.01}, 2026-06: {sales: 5}}\n";

impl Case {
    /// The same as it stood on the report's day.
    pub(crate) fn cut(&self) -> Self {
        Self {
            deals: self.deals.iter().filter_map(Deal::cut).collect(),
            ..self.clone()
        }
    }

    /// The events that [`Case::cut`] leaves out: deals not begun, entries, losses, touches, follow-ups.
    pub(crate) fn after(&self) -> usize {
        let events = |d: &Deal| d.entries.len() + d.touches.len() + d.follow_ups.len() + usize::from(d.lost.is_some());
        let count = |case: &Self| case.deals.iter().map(events).sum::<usize>();
        count(self) - count(&self.cut())
    }

    /// Writes the site and reads it as the program does. Deals lie in files of `per_file`, in the order of their list
    /// or the opposite one.
    pub(crate) fn build(&self, per_file: usize, backwards: bool) -> Site {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path(), per_file, backwards);
        read(folder.path())
    }

    /// The same up to another day, in days after the first.
    pub(crate) fn build_on(&self, as_of: i32) -> Site {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path(), 7, false);
        read_on(folder.path(), Some(day(as_of)))
    }

    fn write(&self, root: &Path, per_file: usize, backwards: bool) {
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("site.toml", &self.setup.toml());
        write("content/costs.yaml", COSTS);
        write(
            "content/team.yaml",
            "- {id: ann, name: Ann, function: sales, quota: {}}\n- {id: bob, name: Bob, function: both}\n",
        );
        let mut campaigns = self.campaigns.clone();
        let mut deals: Vec<String> = self.deals.iter().map(|d| d.yaml(&self.setup)).collect();
        if backwards {
            campaigns.reverse();
            deals.reverse();
        }
        write("content/campaigns/all.yaml", &campaigns.concat());
        for (i, part) in deals.chunks(per_file).enumerate() {
            // The names of files run against the order of what they hold.
            let name = if backwards { i } else { 999 - i };
            write(&format!("content/deals/{name:03}.yaml"), &part.concat());
        }
    }
}

/// Reads a playbook and computes everything, as the program does; errors are a mistake of the test.
pub(crate) fn read(root: &Path) -> Site {
    read_on(root, None)
}

fn read_on(root: &Path, as_of: Option<Day>) -> Site {
    let text = std::fs::read_to_string(root.join("site.toml")).unwrap();
    let (settings, mut problems) = settings::read("site.toml", &text);
    let mut settings = settings.unwrap();
    settings.as_of = as_of.map_or(settings.as_of, AsOf::Fixed);
    let (mut content, found) = content::read(root, &settings);
    problems.extend(found);
    let as_of = content::resolve_as_of(&settings, &content, day(AS_OF));
    let (checked, found) = content::check(&settings, &mut content, as_of, &Locator::new(root));
    problems.extend(found);
    let errors: Vec<_> = problems.iter().filter(|p| p.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let (settings, content) = (Arc::new(settings), Arc::new(content));
    let ledger = Arc::new(Ledger::build(&content, &settings, as_of));
    let (rules, _) = Rules::read(&settings);
    let (targets, _) = Targets::read(&settings, &registry::registry(&settings));
    Site {
        findings: findings::find(&ledger, &rules),
        earlier: Vec::new(),
        since: None,
        report: Report::compute(ledger, rules.days("won-and-forgotten", "follow_up_days")),
        targets,
        checked,
        rules,
        problems: Vec::new(),
        root: root.to_owned(),
    }
}

/// The data files by name.
pub(crate) fn files(site: &Site) -> BTreeMap<String, String> {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    data::files(site).map(|f| (f.path, text(f.bytes))).collect()
}
