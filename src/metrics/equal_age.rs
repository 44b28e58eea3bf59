//! A running period beside the one before it at equal age: as that stood when it had lasted as many
//! days. Never beside a whole one.

use std::sync::Arc;

use super::tables::Dimension;
use super::{PeriodKind, Report, Value};
use crate::ledger::Ledger;
use crate::model::Day;

/// The period before a running one, as it stood at the same age.
#[derive(Debug)]
pub struct EqualAge {
    /// The kind of both periods.
    pub kind: PeriodKind,
    /// The id of the period before.
    pub before: String,
    /// How many days both have lasted.
    pub days: i32,
    /// Values by metric of the registry.
    values: Vec<Value>,
}

impl EqualAge {
    /// For each running period with one before it. The histories are worked out again up to the day
    /// on which that one was as old: what was learned later is not known yet then.
    pub(super) fn of(report: &Report) -> Vec<Self> {
        let running = report.periods.list.iter().filter(|p| p.running);
        running
            .filter_map(|period| {
                let before = report.periods.previous(period)?;
                let days = period.days_elapsed(report.periods.as_of);
                // A shorter period before a longer one may be over by then.
                let as_of = before.first.plus(days - 1).min(before.last);
                Some(Self {
                    kind: period.kind,
                    before: before.id.clone(),
                    days,
                    values: values(report, &before.id, as_of)?,
                })
            })
            .collect()
    }

    /// The value of a metric.
    pub fn value(&self, report: &Report, metric: &str) -> Option<Value> {
        let i = usize::from(*report.by_id.get(metric)?);
        self.values.get(i).copied()
    }
}

fn values(report: &Report, period: &str, as_of: Day) -> Option<Vec<Value>> {
    let ledger = Ledger::build(&report.ledger.content, &report.ledger.settings, as_of);
    let then = Report::sums(Arc::new(ledger), report.tables.follow_up_days, &[Dimension::All]);
    let position = then.periods.list.iter().position(|p| p.id == period)?;
    let view = then.view(Dimension::All, 0, position);
    Some(then.registry.iter().map(|m| m.value(&view)).collect())
}
