//! Data for the tests: any number of rows, from plain to hostile, always the same.

use super::super::*;

/// 60 characters.
pub(super) const LONG: &str = "Marketing qualified leads from the joint partner programme 60";

/// A small generator, so that the tests need no other crate.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    pub(super) fn side(&mut self) -> Side {
        [Side::Marketing, Side::Sales, Side::Neutral][self.below(3) as usize]
    }

    pub(super) fn value(&mut self) -> f64 {
        match self.below(12) {
            0 => 0.0,
            1 => f64::NAN,
            2 => f64::INFINITY,
            3 => 1e12,
            4 => -1e12,
            5 => f64::MIN_POSITIVE,
            6 => f64::MAX,
            _ => self.below(1000) as f64 / 10.0,
        }
    }

    pub(super) fn maybe(&mut self) -> Option<f64> {
        (self.below(5) > 0).then(|| self.value())
    }

    pub(super) fn text(&mut self) -> String {
        let texts = [
            "",
            "Events",
            "24%",
            "1,390",
            "<b>&\"'\u{1}",
            "線上研討會 🎉",
            LONG,
            "33% of previous · 12% of first",
        ];
        texts[self.below(texts.len() as u64) as usize].to_owned()
    }

    pub(super) fn many<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        let counts = [0, 1, 2, 5, 12, 60];
        let count = counts[self.below(6) as usize];
        (0..count).map(|_| make(self)).collect()
    }
}

pub(super) fn stage(name: &str, side: Side, (reached, lost, open): (u64, u64, u64)) -> FunnelStage {
    FunnelStage {
        name: name.to_owned(),
        side,
        reached,
        lost,
        open,
        count_label: reached.to_string(),
        share_label: "33% of previous · 12% of first".to_owned(),
    }
}

pub(super) fn cohort() -> Funnel {
    Funnel {
        stages: vec![
            stage("Leads", Side::Marketing, (4210, 0, 0)),
            stage("Marketing qualified", Side::Marketing, (1390, 2520, 300)),
            stage("Sales accepted", Side::Sales, (760, 480, 150)),
            stage("Opportunities", Side::Sales, (512, 148, 100)),
            stage("Won", Side::Sales, (121, 301, 90)),
        ],
        handoff: "sales takes over".to_owned(),
        words: FunnelWords::default(),
    }
}

/// Every kind of chart from the same throw of the dice.
#[allow(clippy::too_many_lines, reason = "one sample after another")]
pub(super) fn every(seed: u64, size: Size) -> Vec<(&'static str, String)> {
    let dice = &mut Dice(seed);
    let frame = super::frame("any");
    let tick = |value: f64| format!("{value}");
    let short = |value: f64| format!("{:.0}%", value.clamp(-9e3, 9e3));
    let funnel_data = Funnel {
        stages: dice.many(|dice| FunnelStage {
            name: dice.text(),
            side: dice.side(),
            reached: dice.below(5) * dice.below(1000),
            lost: [0, 7, u64::MAX][dice.below(3) as usize],
            open: [0, 3, 1_000_000_000_000][dice.below(3) as usize],
            count_label: dice.text(),
            share_label: dice.text(),
        }),
        handoff: dice.text(),
        words: FunnelWords::default(),
    };
    let split_data = Split {
        rows: dice.many(|dice| SplitRow {
            name: dice.text(),
            note: dice.text(),
            parts: dice.many(|dice| SplitPart {
                name: dice.text(),
                side: dice.side(),
                value: dice.value(),
                label: dice.text(),
            }),
        }),
    };
    let trend_data = Trend {
        points: dice.many(|dice| TrendPoint {
            label: dice.text(),
            value: dice.maybe(),
            low: dice.maybe(),
            high: dice.maybe(),
            running: dice.below(9) == 0,
            value_label: dice.text(),
            target: (dice.below(6) == 0).then(|| dice.value()),
        }),
        side: dice.side(),
        target: (dice.below(2) == 0).then(|| (dice.value(), dice.text())),
        events: dice.many(|dice| TrendEvent {
            at: dice.value(),
            label: dice.text(),
        }),
    };
    let day = |dice: &mut Dice| [i32::MIN, i32::MAX, 0, 7, 40, 90, 91, 200][dice.below(8) as usize];
    let kinds = [
        MilestoneKind::Won,
        MilestoneKind::Lost,
        MilestoneKind::Now,
        MilestoneKind::FollowUp,
    ];
    let timeline_data = Timeline {
        bands: dice.many(|dice| Band {
            from: day(dice),
            to: day(dice),
            name: dice.text(),
            side: dice.side(),
        }),
        touches: dice.many(|dice| TouchMark {
            day: day(dice),
            side: dice.side(),
            label: dice.text(),
        }),
        milestones: dice.many(|dice| Milestone {
            day: day(dice),
            label: dice.text(),
            kind: kinds[dice.below(4) as usize],
        }),
        handoff: dice.text(),
        ticks: dice.many(|dice| (day(dice), dice.text())),
    };
    let incidence_data = Incidence {
        curves: (0..dice.below(4))
            .map(|_| IncidenceCurve {
                name: dice.text(),
                side: dice.side(),
                points: dice.many(|dice| IncidencePoint {
                    day: dice.value(),
                    value: dice.value(),
                    low: dice.maybe(),
                    high: dice.maybe(),
                }),
                label: dice.text(),
            })
            .collect(),
        mark: (dice.below(2) == 0).then(|| (dice.value(), dice.text())),
        axis: dice.text(),
    };
    let dots_data = Dots {
        rows: dice.many(|dice| Dot {
            name: dice.text(),
            side: dice.side(),
            value: dice.maybe(),
            low: dice.maybe(),
            high: dice.maybe(),
            label: dice.text(),
        }),
        reference: (dice.below(2) == 0).then(|| (dice.value(), dice.text())),
    };
    let dumbbell_data = Dumbbell {
        rows: dice.many(|dice| DumbbellRow {
            name: dice.text(),
            side: dice.side(),
            spend: dice.maybe(),
            won: dice.maybe(),
            spend_label: dice.text(),
            won_label: dice.text(),
        }),
        spend: "share of spend".to_owned(),
        won: "share of won".to_owned(),
    };
    let bars_data = Bars {
        rows: dice.many(|dice| Bar {
            name: dice.text(),
            side: dice.side(),
            value: dice.value(),
            label: dice.text(),
            note: dice.text(),
            heading: if dice.below(3) == 0 { dice.text() } else { String::new() },
        }),
    };
    let outcomes_data = Outcomes {
        rows: dice.many(|dice| OutcomeRow {
            name: dice.text(),
            counts: [0, 0, 0].map(|_: u64| dice.below(3) * dice.below(400)),
            label: dice.text(),
        }),
        words: [dice.text(), dice.text(), dice.text()],
    };
    let triangle_data = Triangle {
        ages: dice.many(Dice::text),
        rows: dice.many(|dice| TriangleRow {
            name: dice.text(),
            note: dice.text(),
            cells: dice.many(|dice| TriangleCell {
                value: dice.maybe(),
                label: dice.text(),
                incomplete: dice.below(3) == 0,
            }),
        }),
        unit: dice.text(),
        told: usize::try_from(dice.below(9)).unwrap(),
        side: dice.side(),
    };
    let forecast_data = Forecast {
        points: dice.many(|dice| ForecastPoint {
            label: dice.text(),
            value: dice.maybe(),
            low: dice.maybe(),
            high: dice.maybe(),
            ahead: dice.below(2) == 0,
            value_label: dice.text(),
            low_label: dice.text(),
            high_label: dice.text(),
            range_label: dice.text(),
        }),
        side: dice.side(),
        target: (dice.below(2) == 0).then(|| (dice.value(), dice.text())),
    };
    let range_data = Ranges {
        alike: "every model".to_owned(),
        rows: dice.many(|dice| RangeRow {
            name: dice.text(),
            marks: dice.many(|dice| RangeMark {
                model: dice.text(),
                value: dice.value(),
                label: dice.text(),
                own: dice.below(4) == 0,
            }),
        }),
        side: dice.side(),
    };
    let flow_data = Flow {
        columns: (0..dice.below(4))
            .map(|_| {
                (0..dice.below(7))
                    .map(|_| FlowNode {
                        name: dice.text(),
                        label: "1,390".to_owned(),
                        side: dice.side(),
                    })
                    .collect()
            })
            .collect(),
        bands: dice.many(|dice| FlowBand {
            column: dice.below(4) as usize,
            from: dice.below(7) as usize,
            to: dice.below(7) as usize,
            value: dice.value(),
            label: dice.text(),
        }),
    };
    let values = dice.many(Dice::maybe);
    let spark = Sparkline {
        values: &values,
        side: dice.side(),
        running: dice.below(2) == 0,
        label: "x",
    };
    vec![
        ("funnel", funnel(&frame, &funnel_data, size)),
        ("split", split(&frame, &split_data, size)),
        ("trend", trend(&frame, &trend_data, size, &tick)),
        ("timeline", timeline(&frame, &timeline_data, size)),
        ("incidence", incidence(&frame, &incidence_data, size, &short, &short)),
        ("dots", dots(&frame, &dots_data, size, &short)),
        ("dumbbell", dumbbell(&frame, &dumbbell_data, size, &short)),
        ("bars", bars(&frame, &bars_data, size)),
        ("triangle", triangle(&frame, &triangle_data, size)),
        ("outcomes", outcomes(&frame, &outcomes_data, size)),
        ("forecast", forecast(&frame, &forecast_data, size, &short)),
        ("range", range(&frame, &range_data, size, &short)),
        ("flow", flow(&frame, &flow_data, size)),
        ("spark", sparkline(&spark)),
    ]
}
