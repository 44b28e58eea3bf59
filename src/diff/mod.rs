//! What changed between two states of a playbook, in numbers and causes.
//!
//! Three reports are compared: OLD, the new files up to OLD's day, and NEW. From the first to the second
//! numbers are **restated**: history was edited. From the second to the third they **happened**. The two
//! steps share the report between them, so for every number they add up to the whole change.

mod findings;
mod moved;
mod plan;
mod records;
mod restated;
mod say;

pub use findings::{FindingChange, Named};
pub use moved::{Because, Moved, Thing, difference, exact};
pub use plan::Setting;
pub use records::{Change, Fact, RecordChange, Said};
pub use restated::RestatedPeriod;
pub use say::Bridge;

use std::collections::{BTreeMap, BTreeSet};

use moved::Suspects;

use crate::metrics::{FindingGroup, Period, PeriodKind, Report, Unit};
use crate::model::{Currency, Day};

/// A report with its findings.
#[derive(Clone, Copy)]
pub struct Sight<'r> {
    /// All numbers.
    pub report: &'r Report,
    /// What goes wrong.
    pub findings: &'r [FindingGroup],
}

/// What is compared.
pub struct Compared<'r> {
    /// OLD.
    pub old: Sight<'r>,
    /// The new files up to OLD's day.
    pub between: Sight<'r>,
    /// NEW.
    pub new: Sight<'r>,
    /// The text of both site.toml, OLD's first.
    pub settings: [&'r str; 2],
}

/// What a reader has to know beside the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The currencies differ: money is not compared.
    Currency(Currency, Currency),
    /// So many deals have no rate on OLD's day: without money in what was restated.
    NoRate(usize),
    /// OLD is a folder whose site.toml says `as_of = "today"`: it counts up to today as NEW does.
    Today,
}

/// What changed.
#[derive(Debug)]
pub struct Diff {
    /// OLD's day.
    pub old: Day,
    /// NEW's day.
    pub new: Day,
    /// NEW's currency.
    pub currency: Currency,
    /// The periods whose numbers are compared.
    pub periods: Vec<Period>,
    /// Numbers that moved, by period, then as the registry lists them.
    pub numbers: Vec<Moved>,
    /// Deals, then campaigns, each by id: what changed in them.
    pub records: Vec<RecordChange>,
    /// Settings, costs and quotas that changed, and that numbers are made of.
    pub settings: Vec<Setting>,
    /// Findings new and gone.
    pub findings: Vec<FindingChange>,
    /// Periods that were whole on OLD's day and have other numbers now.
    pub restated: Vec<RestatedPeriod>,
    /// What is to be known beside.
    pub notes: Vec<Note>,
}

impl Diff {
    /// Compares. `wanted` are the ids of the periods to compare; where there are none, all time, the quarter
    /// that runs on NEW's day, and the last whole one.
    ///
    /// # Errors
    /// The id of a period that NEW does not have.
    pub fn of(compared: &Compared<'_>, wanted: &[String]) -> Result<Self, String> {
        let (old, between, new) = (compared.old, compared.between, compared.new);
        let periods = periods(new.report, wanted)?;
        let settings = |sight: Sight<'_>| sight.report.ledger.settings.currency;
        let mut notes = Vec::new();
        if settings(old) != settings(new) {
            notes.push(Note::Currency(settings(old), settings(new)));
        }
        let without = |report: &Report| {
            let deals = report.ledger.deals.iter();
            deals
                .filter(|h| h.amount.is_none() && report.ledger.record(h).amount.is_some())
                .count()
        };
        if let n @ 1.. = without(between.report) {
            notes.push(Note::NoRate(n));
        }
        let changed = plan::changes(compared);
        let same_settings = changed.iter().all(|s| s.file != "site.toml");
        let reports = [old, between, new].map(|s| s.report);
        let suspects = Suspects::find(reports, same_settings);
        let numbers: Vec<Moved> = periods
            .iter()
            .flat_map(|p| moved::in_period(reports, &suspects, p))
            .collect();
        let restated = restated::periods(old.report, between.report, same_settings);
        let mut records = records::changes(old.report, between.report, new.report);
        let mut by_thing: BTreeMap<&Thing, Vec<(String, String)>> = BTreeMap::new();
        for number in &numbers {
            for because in &number.because {
                let list = by_thing.entry(&because.thing).or_default();
                list.push((number.metric.clone(), number.period.clone()));
            }
        }
        for record in &mut records {
            record.moved = by_thing.remove(&record.thing).unwrap_or_default();
        }
        Ok(Self {
            old: old.report.ledger.as_of,
            new: new.report.ledger.as_of,
            currency: settings(new),
            periods,
            numbers,
            records,
            settings: changed,
            findings: findings::changes([old, between, new].map(|s| s.findings)),
            restated,
            notes,
        })
    }

    /// The change of a record, where there is one.
    pub fn record(&self, thing: &Thing) -> Option<&RecordChange> {
        let found = self.records.binary_search_by(|r| r.thing.cmp(thing));
        found.ok().map(|i| &self.records[i])
    }

    /// The records whose edited facts restated a period: deals, then campaigns, each by id.
    pub fn edited(&self, restated: &RestatedPeriod) -> Vec<&RecordChange> {
        let because = restated.numbers.iter().flat_map(|m| &m.because);
        let things: BTreeSet<&Thing> = because.map(|b| &b.thing).collect();
        let records = things.into_iter().filter_map(|thing| self.record(thing));
        records.filter(|r| !r.restated.is_empty()).collect()
    }

    /// Whether nothing changed at all.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
            && self.records.is_empty()
            && self.settings.is_empty()
            && self.findings.is_empty()
            && self.restated.is_empty()
    }
}

/// The periods to compare, of NEW.
fn periods(new: &Report, wanted: &[String]) -> Result<Vec<Period>, String> {
    let all = &new.periods;
    if wanted.is_empty() {
        let running = all.of_kind(PeriodKind::Quarter).next_back().filter(|p| p.running);
        let chosen = [Some(all.all()), running, all.last_whole(PeriodKind::Quarter)];
        return Ok(chosen.into_iter().flatten().cloned().collect());
    }
    wanted
        .iter()
        .map(|id| all.find(id).cloned().ok_or_else(|| id.clone()))
        .collect()
}

/// Whether a unit is one of money.
fn is_money(unit: Unit) -> bool {
    matches!(unit, Unit::Money | Unit::MoneyPerDay)
}
