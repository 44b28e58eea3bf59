//! All numbers of a report: pure functions of the ledger and a period.

pub mod attribution;
pub mod cell;
pub mod estimate;
pub mod findings;
pub mod forecast;
pub mod periods;
pub mod registry;
#[cfg(test)]
mod samples;
pub mod tables;
pub mod targets;
pub mod value;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use attribution::Attribution;
pub use findings::{Family, FindingGroup, Rule, Rules, Severity};
pub use forecast::Forecast;
pub use periods::{Period, PeriodKind, Periods};
pub use registry::{Better, Metric, Subject, View};
pub use tables::{CampaignMonth, Dimension, Tables};
pub use value::{Number, Unit, Value};

use crate::ledger::Ledger;
use crate::model::{Month, Side};

/// The numbers of one report.
pub struct Report {
    /// The histories.
    pub ledger: Arc<Ledger>,
    /// All periods.
    pub periods: Periods,
    /// All sums.
    pub tables: Tables,
    /// All metrics.
    pub registry: Vec<Metric>,
    /// Whose campaigns won deals are put down to.
    pub attribution: Attribution,
    /// What the open deals are expected to bring.
    pub forecast: Forecast,
    /// Values by dimension, member and period; each list sorted by metric.
    values: Vec<Vec<Vec<Vec<(u16, Value)>>>>,
    by_id: HashMap<String, u16>,
}

impl Report {
    /// Computes everything. `follow_up_days` is the threshold of the rule `won-and-forgotten`.
    pub fn compute(ledger: Arc<Ledger>, follow_up_days: i32) -> Self {
        let settings = ledger.settings.clone();
        let periods = Periods::new(first_month(&ledger), ledger.as_of, settings.fiscal_year_starts);
        let (tables, (attribution, forecast)) = rayon::join(
            || Tables::fill(&ledger, &periods, follow_up_days),
            || {
                rayon::join(
                    || Attribution::compute(&ledger, &periods),
                    || Forecast::compute(&ledger),
                )
            },
        );
        let registry = registry::registry(&settings);
        let by_id = registry.iter().zip(0u16..).map(|(m, i)| (m.id.clone(), i)).collect();
        let mut report = Self {
            ledger,
            periods,
            tables,
            registry,
            attribution,
            forecast,
            values: Vec::new(),
            by_id,
        };
        report.values = Dimension::EVERY.iter().map(|d| report.evaluate(*d)).collect();
        report
    }

    /// All values of a dimension, by member and period.
    fn evaluate(&self, dimension: Dimension) -> Vec<Vec<Vec<(u16, Value)>>> {
        (0..self.tables.dimensions[dimension as usize].members.len())
            .into_par_iter()
            .map(|member| {
                let periods = self.periods.list.iter().enumerate();
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
        let period = &self.periods.list[position];
        let (mut marketing, mut sales) = (CampaignMonth::default(), CampaignMonth::default());
        let name = self.tables.dimensions[dimension as usize].members[member].name.as_str();
        for (campaign, months) in self.ledger.content.campaigns.iter().zip(&self.tables.campaigns) {
            let belongs = match dimension {
                Dimension::All => true,
                Dimension::Channel => campaign.channel == name,
                Dimension::Campaign => campaign.id.as_str() == name,
                _ => false,
            };
            if belongs {
                let sum = if campaign.function == Side::Marketing {
                    &mut marketing
                } else {
                    &mut sales
                };
                for (_, month) in months.range(period.months.clone()) {
                    sum.merge(month);
                }
            }
        }
        View {
            ledger: &self.ledger,
            periods: &self.periods,
            tables: &self.tables,
            period,
            position,
            dimension,
            member,
            cell: self.tables.cell(dimension, member, &period.months),
            marketing,
            sales,
        }
    }

    /// The metric with this id.
    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.by_id.get(id).map(|i| &self.registry[usize::from(*i)])
    }

    /// The value of a metric for everything; no value for an unknown metric or period.
    pub fn value(&self, metric: &str, period: &str) -> Value {
        self.member_value(metric, period, Dimension::All, "")
            .unwrap_or_default()
    }

    /// The value of a metric for a member of a dimension, where there is one.
    pub fn member_value(&self, metric: &str, period: &str, dimension: Dimension, member: &str) -> Option<Value> {
        let index = *self.by_id.get(metric)?;
        let period = self.periods.list.iter().position(|p| p.id == period)?;
        let members = &self.tables.dimensions[dimension as usize].members;
        let member = members.binary_search_by(|m| m.name.as_str().cmp(member)).ok()?;
        let row = &self.values[dimension as usize][member][period];
        row.binary_search_by_key(&index, |v| v.0).ok().map(|i| row[i].1)
    }

    /// All values of a metric in a period for the members of a dimension, by name.
    pub fn breakdown(&self, metric: &str, period: &str, dimension: Dimension) -> Vec<(&str, Value)> {
        self.tables.dimensions[dimension as usize]
            .members
            .iter()
            .filter_map(|m| Some((m.name.as_str(), self.member_value(metric, period, dimension, &m.name)?)))
            .collect()
    }

    /// Every value that there is: metric, period, dimension, member, value.
    pub fn rows(&self) -> impl Iterator<Item = (&Metric, &Period, Dimension, &str, &Value)> {
        Dimension::EVERY.into_iter().flat_map(move |dimension| {
            let members = self.tables.dimensions[dimension as usize]
                .members
                .iter()
                .zip(&self.values[dimension as usize]);
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
