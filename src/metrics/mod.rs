//! All numbers of a report: pure functions of the ledger and a period.

pub mod attribution;
pub mod cell;
pub mod equal_age;
pub mod estimate;
pub mod findings;
pub mod forecast;
pub mod periods;
pub mod records;
pub mod registry;
#[cfg(test)]
mod samples;
pub mod tables;
pub mod targets;
#[cfg(test)]
mod tests;
pub mod truncation;
pub mod value;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

pub use attribution::Attribution;
pub use equal_age::EqualAge;
pub use findings::{Family, FindingGroup, Rule, Rules, Severity};
pub use forecast::Forecast;
pub use periods::{Period, PeriodKind, Periods};
pub use records::{Record, Thing};
pub use registry::{Better, Metric, Subject, View};
pub use tables::{CampaignMonth, Dimension, MonthCosts, Tables};
pub use truncation::LeftTruncation;
pub use value::{Difference, Number, Unit, Value};

use cell::Cell;

use crate::ledger::Ledger;
use crate::model::Month;

/// The values of one member by period; each list sorted by metric.
type MemberValues = Vec<Vec<(u16, Value)>>;

/// The numbers of one report.
pub struct Report {
    /// The histories.
    pub ledger: Arc<Ledger>,
    /// All periods.
    pub periods: Periods,
    /// All sums.
    pub tables: Tables,
    /// Whether the data starts in the middle of the business.
    pub left_truncation: Option<LeftTruncation>,
    /// All metrics.
    pub registry: Vec<Metric>,
    /// The threshold of the rule `won-and-forgotten`.
    follow_up_days: i32,
    equal_age: OnceLock<Vec<EqualAge>>,
    attribution: OnceLock<Attribution>,
    forecast: OnceLock<Forecast>,
    /// Values by dimension.
    values: [OnceLock<Vec<MemberValues>>; Dimension::EVERY.len()],
    by_id: HashMap<String, u16>,
}

impl Report {
    /// Computes all sums. `follow_up_days` is the threshold of the rule `won-and-forgotten`. What is made of them, and
    /// [`Report::attribution`], [`Report::forecast`] and [`Report::equal_age`], is computed when it is first asked for.
    pub fn compute(ledger: Arc<Ledger>, follow_up_days: i32) -> Self {
        let (first, starts) = (first_month(&ledger), ledger.settings.fiscal_year_starts);
        let mut periods = Periods::new(first, ledger.as_of, starts);
        if ledger.deals.is_empty() && ledger.content.campaigns.is_empty() {
            periods = periods.only_all();
        }
        let mut report = Self::sums(ledger, periods, follow_up_days, &Dimension::EVERY);
        report.left_truncation = LeftTruncation::find(&report.ledger, &report.periods);
        report
    }

    /// Computes what else there is. Whoever works with it on rayon's threads calls this before: these may not wait
    /// for one another.
    pub fn complete(&self) {
        let values = || {
            Dimension::EVERY.par_iter().for_each(|dimension| {
                self.values(*dimension);
            });
        };
        let others = || rayon::join(|| self.equal_age(), || self.forecast());
        rayon::join(values, || rayon::join(|| self.attribution(), others));
    }

    /// Whose campaigns won deals are put down to.
    pub fn attribution(&self) -> &Attribution {
        let compute = || Attribution::compute(&self.ledger, &self.periods);
        self.attribution.get_or_init(compute)
    }

    /// What the open deals are expected to bring.
    pub fn forecast(&self) -> &Forecast {
        self.forecast.get_or_init(|| Forecast::compute(&self.ledger))
    }

    /// For each running period, the one before it at equal age.
    pub fn equal_age(&self) -> &[EqualAge] {
        let compute = || EqualAge::of(&self.ledger, &self.periods, self.follow_up_days);
        self.equal_age.get_or_init(compute)
    }

    /// All sums by some dimensions, which begin with everything, and nothing that is made of them yet.
    fn sums(ledger: Arc<Ledger>, periods: Periods, follow_up_days: i32, dimensions: &[Dimension]) -> Self {
        let tables = Tables::fill(&ledger, &periods, follow_up_days, dimensions);
        let registry = registry::registry(&ledger.settings);
        let by_id = registry.iter().zip(0u16..).map(|(m, i)| (m.id.clone(), i)).collect();
        Self {
            left_truncation: None,
            ledger,
            periods,
            tables,
            registry,
            follow_up_days,
            equal_age: OnceLock::new(),
            attribution: OnceLock::new(),
            forecast: OnceLock::new(),
            values: Default::default(),
            by_id,
        }
    }

    /// All values of a dimension, by member.
    fn values(&self, dimension: Dimension) -> &[MemberValues] {
        self.values[dimension as usize].get_or_init(|| self.evaluate(dimension))
    }

    fn evaluate(&self, dimension: Dimension) -> Vec<MemberValues> {
        (0..self.tables.dimensions[dimension as usize].members.len())
            .into_par_iter()
            .map(|member| {
                let periods = self.periods.list.par_iter().enumerate();
                periods
                    .map(|(position, period)| {
                        if dimension == Dimension::Campaign && period.kind != PeriodKind::All {
                            return Vec::new();
                        }
                        self.evaluate_one(dimension, member, position)
                    })
                    .collect()
            })
            .collect()
    }

    fn evaluate_one(&self, dimension: Dimension, member: usize, position: usize) -> Vec<(u16, Value)> {
        let view = self.view(dimension, member, position);
        let everything = dimension == Dimension::All;
        self.registry
            .iter()
            .zip(0u16..)
            .filter(|(metric, _)| metric.breakdown.has(dimension))
            .map(|(metric, i)| (i, metric.value(&view), metric.unit))
            // Of breakdowns only what says something: a rate of 0 over something does, a count of 0 does not.
            .filter(|(_, value, unit)| {
                everything
                    || value.value.is_some()
                        && !(value.value.is_zero() && matches!(unit, Unit::Count | Unit::Money | Unit::MoneyPerDay))
            })
            .map(|(i, value, _)| (i, value))
            .collect()
    }

    /// What a metric is computed from.
    pub fn view(&self, dimension: Dimension, member: usize, position: usize) -> View<'_> {
        let tables = &self.tables;
        let months = self.periods.list[position].months.clone();
        let name = tables.dimensions[dimension as usize].members[member].name.as_str();
        let mut view = self.empty_view(dimension, member, position);
        view.cell = tables.cell(dimension, member, &self.periods.list[position]);
        view.pipeline_before = tables.stock(dimension, member, months.start);
        view.pipeline_at_end = tables.stock(dimension, member, months.end);
        view.buyers = tables.buyers(dimension, member, position);
        for (campaign, by_month) in self.ledger.content.campaigns.iter().zip(&tables.campaigns) {
            let belongs = match dimension {
                Dimension::All => true,
                Dimension::Channel => campaign.channel == name,
                Dimension::Campaign => campaign.id.as_str() == name,
                _ => false,
            };
            if belongs {
                view.add_campaign(campaign.function, by_month.range(months.clone()).map(|(_, m)| m));
            }
        }
        if dimension == Dimension::All {
            for (_, costs) in tables.costs.range(months) {
                view.costs.merge(costs);
            }
        }
        view
    }

    /// A view in which nothing has been counted yet.
    fn empty_view(&self, dimension: Dimension, member: usize, position: usize) -> View<'_> {
        let ledger = &self.ledger;
        let period = &self.periods.list[position];
        let owner = (dimension == Dimension::Owner)
            .then(|| self.tables.dimensions[dimension as usize].members[member].name.as_str());
        View {
            settings: &ledger.settings,
            as_of: ledger.as_of,
            period,
            days_elapsed: match (period.kind, self.tables.first_created) {
                (PeriodKind::All, first) => first.map(|first| i128::from(ledger.as_of.since(first) + 1)),
                _ => Some(period.days_elapsed(ledger.as_of).into()),
            },
            quota: quota(ledger, period, owner),
            cell: Cell::new(ledger.settings.funnel.len(), ledger.settings.funnel.pairs().len()),
            marketing: CampaignMonth::default(),
            sales: CampaignMonth::default(),
            costs: MonthCosts::default(),
            pipeline_before: (0, 0),
            pipeline_at_end: (0, 0),
            buyers: (0, 0),
        }
    }

    /// The metric with this id.
    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.by_id.get(id).map(|i| &self.registry[usize::from(*i)])
    }

    /// Whether the value of a metric in a period is not final.
    pub fn is_unfinished(&self, metric: &Metric, period: &Period) -> bool {
        period.is_unfinished(metric.ripens, self.ledger.as_of, self.ledger.settings.horizon_days)
    }

    /// The value of a metric for everything; no value for an unknown metric or period.
    pub fn value(&self, metric: &str, period: &str) -> Value {
        self.member_value(metric, period, Dimension::All, "")
            .unwrap_or_default()
    }

    /// The value of a metric for a member of a dimension, where there is one.
    pub fn member_value(&self, metric: &str, period: &str, dimension: Dimension, member: &str) -> Option<Value> {
        let at = self.at(metric, period)?;
        let members = &self.tables.dimensions[dimension as usize].members;
        let member = members.binary_search_by(|m| m.name.as_str().cmp(member)).ok()?;
        value_at(&self.values(dimension)[member], at)
    }

    /// The places of a metric and a period.
    fn at(&self, metric: &str, period: &str) -> Option<(u16, usize)> {
        let index = *self.by_id.get(metric)?;
        Some((index, self.periods.list.iter().position(|p| p.id == period)?))
    }

    /// The same where a row that says nothing was left out: a sum over nothing is 0, all else has no value.
    pub fn member_or_nothing(&self, metric: &str, period: &str, dimension: Dimension, member: &str) -> Value {
        if let Some(value) = self.member_value(metric, period, dimension, member) {
            return value;
        }
        let position = self.periods.list.iter().position(|p| p.id == period);
        let (Some(metric), Some(position)) = (self.metric(metric), position) else {
            return Value::default();
        };
        let whole = self.periods.list[position].kind == PeriodKind::All;
        let counted = metric.breakdown.has(dimension) && (dimension != Dimension::Campaign || whole);
        let nothing = metric.value(&self.empty_view(Dimension::All, 0, position));
        if counted && nothing.value.is_zero() && !nothing.denominator.is_some() {
            nothing
        } else {
            Value::default()
        }
    }

    /// All values of a metric in a period for the members of a dimension, by name.
    pub fn breakdown(&self, metric: &str, period: &str, dimension: Dimension) -> Vec<(&str, Value)> {
        let Some(at) = self.at(metric, period) else {
            return Vec::new();
        };
        let members = self.tables.dimensions[dimension as usize].members.iter();
        members
            .zip(self.values(dimension))
            .filter_map(|(member, values)| Some((member.name.as_str(), value_at(values, at)?)))
            .collect()
    }

    /// Every value that there is: metric, period, dimension, member, value.
    pub fn rows(&self) -> impl Iterator<Item = (&Metric, &Period, Dimension, &str, &Value)> {
        Dimension::EVERY.into_iter().flat_map(move |dimension| {
            let members = self.tables.dimensions[dimension as usize]
                .members
                .iter()
                .zip(self.values(dimension));
            members.flat_map(move |(member, by_period)| {
                by_period
                    .iter()
                    .zip(&self.periods.list)
                    .flat_map(move |(values, period)| {
                        values.iter().map(move |(i, value)| {
                            (
                                &self.registry[usize::from(*i)],
                                period,
                                dimension,
                                member.name.as_str(),
                                value,
                            )
                        })
                    })
            })
        })
    }
}

/// One of a member's values, by metric and period.
fn value_at(values: &MemberValues, (metric, period): (u16, usize)) -> Option<Value> {
    let row = &values[period];
    row.binary_search_by_key(&metric, |v| v.0).ok().map(|i| row[i].1)
}

/// The quota of a period: of everybody, or of one owner.
fn quota(ledger: &Ledger, period: &Period, owner: Option<&str>) -> Option<i128> {
    let settings = &ledger.settings;
    let is_in = |quarter: &str| match period.kind {
        PeriodKind::Quarter => quarter == period.id,
        PeriodKind::Year => quarter.split("-Q").next() == Some(&period.id),
        _ => false,
    };
    let quotas: Vec<i128> = ledger
        .content
        .people
        .iter()
        .filter(|p| owner.is_none_or(|o| p.id.as_str() == o))
        .flat_map(|p| &p.quota)
        .filter(|(quarter, _)| is_in(quarter))
        .filter_map(|(quarter, money)| {
            let last = crate::content::quarter_end(quarter, settings.fiscal_year_starts)?;
            Some(i128::from(settings.to_site(*money, last).ok()?))
        })
        .collect();
    (!quotas.is_empty()).then(|| quotas.iter().sum())
}

/// The earliest of the first created date and the first month with spend, results or costs.
fn first_month(ledger: &Ledger) -> Option<Month> {
    let content = &ledger.content;
    let deals = ledger.deals.iter().map(|h| h.created.month()).min();
    let spend = content
        .campaigns
        .iter()
        .flat_map(|c| c.spend.iter().map(|(m, _)| *m).chain(c.results.iter().map(|(m, _)| *m)));
    let costs = content.costs.iter().map(|c| c.month);
    deals
        .into_iter()
        .chain(spend)
        .chain(costs)
        .filter(|m| m.first() <= ledger.as_of)
        .min()
}
