//! The public numbers: every one is computed from published counts and rounded money alone, and is absent where a
//! count that it needs is hidden.

use serde::Serialize;

use super::{Count, Metric, Public, What, Who};
use crate::metrics::estimate::wilson;
use crate::metrics::{Number, Period, PeriodKind, Unit};
use crate::pages::figure::{Figure, owner_word};
use crate::settings::Funnel;
use crate::words::{NOTHING, say};

/// What a metric is made of.
enum Parts {
    /// A count.
    Count(Count),
    /// So many of the sum of these.
    Rate(Count, Vec<Count>),
    /// Money.
    Money(Option<i128>),
    /// An average of so many.
    Average(Option<i128>, Count),
}

/// A number as pages and data files have it.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Shown {
    /// In words; "under 5" and "not shown" where it is hidden.
    pub text: String,
    /// `9 of 18`.
    pub of: Option<String>,
    /// `29% to 71%`.
    pub interval: Option<String>,
    /// Why there is no value.
    pub reason: Option<String>,
    /// The value; none where it is hidden.
    #[serde(skip)]
    pub value: Number,
    /// The two parts of a quotient.
    #[serde(skip)]
    pub parts: Option<(Number, Number)>,
    /// The ends of the interval.
    #[serde(skip)]
    pub ends: Option<(f64, f64)>,
    /// What stands in a data file where there is no value.
    #[serde(skip)]
    pub mark: &'static str,
}

/// What stands in data files for a count that is small, and for one that is hidden beside it.
pub(super) const FEW: &str = "few";
pub(super) const HIDDEN: &str = "hidden";

/// Whether a metric is public.
pub(super) fn is_public(id: &str, funnel: &Funnel) -> bool {
    let stages: Vec<&str> = funnel.stages.iter().map(|s| s.id.as_str()).collect();
    what(id, &stages, funnel.first_sales()).is_some()
}

/// What a metric is computed from: counts above and below, or money.
enum Made {
    Count(What),
    Rate(What, Vec<What>),
    Won,
    AverageWon,
    Spend(usize),
}

/// Of which counts a metric is made; none where it is not public.
fn what(id: &str, stages: &[&str], first_sales: usize) -> Option<Made> {
    let win = stages.len() - 1;
    let stage = |name: &str| stages.iter().position(|s| *s == name);
    Some(match id {
        "handoffs" => Made::Count(What::Handed),
        "handoff_acceptance" => Made::Rate(What::Accepted, vec![What::Accepted, What::Lost(first_sales - 1)]),
        "handoff_on_time" => Made::Rate(What::OnTime, vec![What::Due]),
        "win_rate" => Made::Rate(What::Entered(win), vec![What::Entered(win), What::ClosedAfter]),
        "deals_won" => Made::Count(What::Entered(win)),
        "deals_lost" => Made::Count(What::Closed),
        "won_amount" => Made::Won,
        "average_won_amount" => Made::AverageWon,
        "marketing_spend" => Made::Spend(0),
        "sales_spend" => Made::Spend(1),
        _ => {
            if let Some(s) = id.strip_prefix("entered_").and_then(stage) {
                return Some(Made::Count(What::Entered(s)));
            }
            let s = (0..win).find(|s| id == format!("conversion_{}_{}", stages[*s], stages[s + 1]))?;
            Made::Rate(What::Moved(s), vec![What::Entered(s)])
        }
    })
}

impl Public {
    /// What a metric is made of; none where it is not published for them in this period.
    fn parts(&self, id: &str, who: Who, period: usize) -> Option<Parts> {
        let stages: Vec<&str> = self.stages.iter().map(|s| s.id.as_str()).collect();
        let count = |what| self.counts.get(who, period, what);
        let everyone = who == Who::Everyone;
        Some(match what(id, &stages, self.first_sales)? {
            Made::Count(what) => Parts::Count(count(what)?),
            Made::Rate(k, n) => Parts::Rate(count(k)?, n.into_iter().map(count).collect::<Option<_>>()?),
            Made::Won if everyone => Parts::Money(self.won[period]),
            Made::AverageWon if everyone => Parts::Average(self.average[period], count(What::Entered(self.win()))?),
            Made::Spend(side) => match who {
                Who::Everyone => Parts::Money(Some(self.spend[period][side])),
                // What a campaign or a channel cost is known over everything.
                Who::Campaign(_) | Who::Channel(_) if period != 0 => return None,
                Who::Campaign(Some(c)) => {
                    let campaign = &self.campaigns[c];
                    let own = usize::from(campaign.function == crate::model::Side::Sales) == side;
                    Parts::Money(Some(own.then_some(campaign.spend)?))
                }
                Who::Channel(c) => Parts::Money(Some(self.channel_spend[c][side])),
                _ => return None,
            },
            Made::Won | Made::AverageWon => return None,
        })
    }

    /// A metric's value; none where it is not published for them in this period.
    pub(super) fn shown(&self, metric: &Metric, who: Who, period: usize) -> Option<Shown> {
        Some(match self.parts(&metric.id, who, period)? {
            Parts::Count(count) => self.count(count),
            Parts::Rate(k, n) => self.rate(k, &n),
            Parts::Money(money) => self.money(money),
            Parts::Average(_, count) if count.number() == Some(0) => {
                Shown::none(say!(self.words, "public-nothing"), "")
            }
            Parts::Average(average, _) => self.money(average),
        })
    }

    /// A count in words.
    pub(super) fn count(&self, count: Count) -> Shown {
        let w = &self.words;
        let (text, mark) = match count {
            Count::Shown(n) => (w.grouped(n.into()), ""),
            Count::Few => (say!(w, "public-few", n = self.minimum), FEW),
            Count::Withheld => (say!(w, "public-hidden"), HIDDEN),
        };
        Shown {
            text,
            mark,
            value: count.number().map_or(Number::None, Number::Int),
            ..Shown::default()
        }
    }

    fn rate(&self, k: Count, n: &[Count]) -> Shown {
        let w = &self.words;
        let whole: Option<Vec<i128>> = n.iter().map(|n| n.number()).collect();
        let (Some(k), Some(whole)) = (k.number(), whole) else {
            return Shown::none(say!(w, "public-rate-hidden"), HIDDEN);
        };
        let n: i128 = whole.iter().sum();
        if n == 0 {
            return Shown::none(say!(w, "public-nothing"), "");
        }
        let ends = wilson(k, n);
        Shown {
            text: w.share(k, n),
            of: Some(w.k_of_n(k, n)),
            interval: ends.map(|ends| w.interval(ends)),
            // With six digits, as rates are in the data files of a team.
            value: Number::Real(k as f64 / n as f64),
            parts: Some((Number::Int(k), Number::Int(n))),
            ends,
            ..Shown::default()
        }
    }

    fn money(&self, money: Option<i128>) -> Shown {
        let w = &self.words;
        match money {
            Some(minor) => Shown {
                text: w.money(minor, self.currency),
                value: Number::Money(minor),
                ..Shown::default()
            },
            None => Shown::none(say!(w, "public-money-hidden"), HIDDEN),
        }
    }

    /// A metric with an id that is public.
    pub(super) fn metric(&self, id: &str) -> Option<&Metric> {
        self.metrics.iter().find(|m| m.id == id)
    }

    /// A card of a metric.
    pub(super) fn card(&self, id: &str, period: usize) -> Option<Figure> {
        let metric = self.metric(id)?;
        let shown = self.shown(metric, Who::Everyone, period)?;
        let at = &self.periods[period];
        Some(Figure {
            id: id.to_owned(),
            name: metric.name.clone(),
            owner: owner_word(metric.owner),
            text: shown.text,
            reason: shown.reason,
            caveats: Vec::new(),
            of: shown.of,
            interval: shown.interval,
            period: self.words.period(at),
            running: at.running,
            change: None,
            target: None,
            href: format!("metrics/{id}/index.html"),
            spark: self.spark(metric, at),
        })
    }

    /// A small line over quarters, where enough of them are shown.
    fn spark(&self, metric: &Metric, until: &Period) -> String {
        let quarters = self.periods.iter().enumerate();
        let quarters = quarters.filter(|(_, p)| p.kind == PeriodKind::Quarter && p.first <= until.last);
        let upto: Vec<(usize, &Period)> = quarters.collect();
        let last = &upto[upto.len().saturating_sub(8)..];
        let values: Vec<Option<f64>> = last
            .iter()
            .map(|(p, _)| self.shown(metric, Who::Everyone, *p)?.value.as_f64())
            .collect();
        // A line with holes says little in so little room.
        if values.len() < 2 || values.iter().any(Option::is_none) {
            return String::new();
        }
        crate::charts::sparkline(&crate::charts::Sparkline {
            values: &values,
            side: super::charts::hue(metric.owner),
            running: last.last().is_some_and(|(_, p)| p.running),
            label: "",
        })
    }
}

impl Shown {
    fn none(reason: String, mark: &'static str) -> Self {
        Self {
            text: NOTHING.to_owned(),
            reason: Some(reason),
            mark,
            ..Self::default()
        }
    }

    /// As it stands in a data file.
    pub(super) fn csv(&self, currency: crate::model::Currency) -> String {
        if self.value.is_some() {
            self.value.csv(currency)
        } else {
            self.mark.to_owned()
        }
    }

    /// As it sorts in a table.
    pub(super) fn sort(&self, currency: crate::model::Currency) -> String {
        if self.value.is_some() {
            self.value.csv(currency)
        } else {
            String::new()
        }
    }
}

/// Whether a metric's numbers are rates, for the axis of a chart.
pub(super) fn has_band(metric: &Metric) -> bool {
    metric.unit == Unit::Rate
}
