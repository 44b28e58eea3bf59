//! Numbers that moved, and the records that moved them.

use std::collections::BTreeMap;

use super::is_money;
use crate::metrics::value::money;
use crate::metrics::{self, Number, Period, PeriodKind, Report, Unit, Value};
use crate::model::{Currency, Id, Month, round_half_up};

/// What a number is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A deal.
    Deal(Id),
    /// A campaign.
    Campaign(Id),
    /// A month of costs.yaml.
    Costs(Month),
}

/// A record that moved a number: what it adds in OLD, in the new files up to OLD's day, and in NEW.
#[derive(Clone, Debug)]
pub struct Because {
    /// Which.
    pub thing: Thing,
    /// What it adds; nothing where it is not counted.
    pub values: [Value; 3],
}

/// A number that moved.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The metric's id.
    pub metric: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// The period's id.
    pub period: String,
    /// In OLD, in the new files up to OLD's day, and in NEW.
    pub values: [Value; 3],
    /// The records that moved it: deals by id, then campaigns, then months of costs. None of what is made of other
    /// numbers, or only of days that passed.
    pub because: Vec<Because>,
}

/// A number in millionths of a whole, of money of the major unit, as the data files say it: the last digit that
/// is compared.
pub fn exact(number: Number, currency: Currency) -> Option<i128> {
    const MILLION: i128 = 1_000_000;
    match number {
        Number::None => None,
        Number::Int(n) => Some(n * MILLION),
        Number::Money(minor) => Some(minor * (MILLION / currency.minor_per_major())),
        Number::Real(x) => Some((x * 1e6).round() as i128),
        Number::Fraction(n, d) => Some(round_half_up(n * MILLION, d)),
    }
}

/// The difference of two exact numbers in the form of the data files.
pub fn difference(millionths: i128, unit: Unit, currency: Currency) -> String {
    match unit {
        Unit::Money | Unit::MoneyPerDay => money(millionths / (1_000_000 / currency.minor_per_major()), currency),
        Unit::Rate | Unit::Ratio | Unit::MoneyRatio => {
            let sign = if millionths < 0 { "-" } else { "" };
            let abs = millionths.unsigned_abs();
            format!("{sign}{}.{:06}", abs / 1_000_000, abs % 1_000_000)
        }
        Unit::Count | Unit::Days | Unit::Hours => Number::Fraction(millionths, 1_000_000).csv(currency),
    }
}

impl Moved {
    /// The three values, exactly.
    pub fn exact(&self, currency: Currency) -> [Option<i128>; 3] {
        self.values.map(|v| exact(v.value, currency))
    }

    /// Whether the new files up to OLD's day say other than OLD.
    pub fn is_restated(&self, currency: Currency) -> bool {
        let [old, between, _] = self.exact(currency);
        old != between
    }
}

/// The value of a metric in a period. What is summed over a period that has not begun is 0.
fn value(report: &Report, metric: &str, unit: Unit, period: &Period) -> Value {
    let Some(metric) = report.metric(metric) else {
        return Value::default();
    };
    if report.periods.find(&period.id).is_some() {
        return report.value(&metric.id, &period.id);
    }
    let summed = !metric.id.starts_with("cost_per_")
        && !metric.id.ends_with("cac")
        && !["open_pipeline", "average_won_amount"].contains(&metric.id.as_str());
    match unit {
        Unit::Count if summed => Value::count(0),
        Unit::Money if summed => Value::money(0),
        _ => Value::default(),
    }
}

/// The numbers that moved in a period, in the order of NEW's registry, then those that only OLD has.
pub(super) fn in_period<'r>(reports: [&'r Report; 3], suspects: &Suspects<'r>, period: &Period) -> Vec<Moved> {
    let [old, _, new] = reports;
    let currency = new.ledger.settings.currency;
    let same_money = old.ledger.settings.currency == currency;
    let gone = old.registry.iter().filter(|m| new.metric(&m.id).is_none());
    let mut numbers: Vec<Moved> = new
        .registry
        .iter()
        .chain(gone)
        .filter(|m| same_money || !is_money(m.unit))
        .map(|m| Moved {
            metric: m.id.clone(),
            name: m.name.clone(),
            unit: m.unit,
            period: period.id.clone(),
            values: reports.map(|r| value(r, &m.id, m.unit, period)),
            because: Vec::new(),
        })
        .filter(|m| {
            let [a, b, c] = m.exact(currency);
            a != b || b != c
        })
        .collect();
    if !numbers.is_empty() {
        explain(reports, suspects, period, &mut numbers);
    }
    numbers
}

/// Deals looked at in one go: what they add to every number is held at once.
const AT_ONCE: usize = 20_000;

/// Deals that some of three reports count otherwise than the others, by id: their places in each. Few of many,
/// mostly, and no other has to be looked at for each number and period.
pub(super) struct Suspects<'r>(BTreeMap<&'r Id, [Option<usize>; 3]>);

fn id(report: &Report, i: usize) -> &Id {
    &report.ledger.record(&report.ledger.deals[i]).id
}

impl<'r> Suspects<'r> {
    /// Finds them. `same_settings` says whether OLD counts by the same settings as the others.
    pub(super) fn find(reports: [&'r Report; 3], same_settings: bool) -> Self {
        let mut suspects = BTreeMap::new();
        let mut everywhere = Vec::new();
        let mut next = [0; 3];
        loop {
            let heads = [0, 1, 2].map(|i| (next[i] < reports[i].ledger.deals.len()).then(|| id(reports[i], next[i])));
            let Some(least) = heads.into_iter().flatten().min() else {
                break;
            };
            let places = [0, 1, 2].map(|i| (heads[i] == Some(least)).then_some(next[i]));
            for i in 0..3 {
                next[i] += usize::from(places[i].is_some());
            }
            match places {
                [Some(a), Some(b), Some(c)] if same_settings => everywhere.push((least, [a, b, c])),
                _ => {
                    suspects.insert(least, places);
                }
            }
        }
        let mut differs = vec![false; everywhere.len()];
        for step in 0..2 {
            let (from, to) = (reports[step], reports[step + 1]);
            if !std::ptr::eq(from, to) {
                let places: Vec<(usize, usize)> = everywhere.iter().map(|(_, p)| (p[step], p[step + 1])).collect();
                for (all, this) in differs.iter_mut().zip(from.differing(to, &places)) {
                    *all |= this;
                }
            }
        }
        let found = everywhere.into_iter().zip(differs).filter(|(_, differs)| *differs);
        suspects.extend(found.map(|((id, places), _)| (id, places.map(Some))));
        Self(suspects)
    }

    /// The places in each report of all that a period may count otherwise: also those whose account bought before in
    /// one report only.
    fn in_period(&self, reports: [&'r Report; 3], positions: [Option<usize>; 3]) -> Vec<[Option<usize>; 3]> {
        let mut again: BTreeMap<&Id, [Option<bool>; 3]> = BTreeMap::new();
        for i in 0..3 {
            for (deal, before) in positions[i].map(|p| reports[i].buyers_in(p)).unwrap_or_default() {
                again.entry(id(reports[i], deal)).or_default()[i] = Some(before);
            }
        }
        let mut all = self.0.clone();
        for (id, said) in again {
            if said[0] != said[1] || said[1] != said[2] {
                let places = || reports.map(|r| r.ledger.find(id.as_str()));
                all.entry(id).or_insert_with(places);
            }
        }
        all.into_values().collect()
    }
}

/// Finds the records that moved the numbers.
fn explain<'r>(reports: [&'r Report; 3], suspects: &Suspects<'r>, period: &Period, numbers: &mut [Moved]) {
    let positions = reports.map(|r| r.periods.list.iter().position(|p| p.id == period.id));
    let lists = |of: &dyn Fn(usize, usize) -> Vec<Vec<metrics::Record>>| {
        [0, 1, 2].map(|i| positions[i].map(|position| of(i, position)).unwrap_or_default())
    };
    for part in suspects.in_period(reports, positions).chunks(AT_ONCE) {
        let of = |i: usize, position| {
            let places: Vec<usize> = part.iter().filter_map(|p| p[i]).collect();
            reports[i].records_of_deals(position, &places)
        };
        merge(reports, &lists(&of), numbers);
    }
    merge(
        reports,
        &lists(&|i, position| reports[i].records_of_spend(position)),
        numbers,
    );
}

/// Adds what differs in three lists of records that are sorted alike.
fn merge(reports: [&Report; 3], lists: &[Vec<Vec<metrics::Record>>; 3], numbers: &mut [Moved]) {
    for number in numbers {
        let of = [0, 1, 2].map(|i| -> &[metrics::Record] {
            let at = reports[i].registry.iter().position(|m| m.id == number.metric);
            at.and_then(|at| lists[i].get(at)).map_or(&[], Vec::as_slice)
        });
        let mut next = [0; 3];
        loop {
            let heads = [0, 1, 2].map(|i| of[i].get(next[i]).map(|r| (key(reports[i], r.thing), r.value)));
            let Some(least) = heads.iter().flatten().map(|h| h.0).min() else {
                break;
            };
            let mut values = [Value::default(); 3];
            for (i, head) in heads.iter().enumerate() {
                if let Some((_, value)) = head.filter(|h| h.0 == least) {
                    values[i] = value;
                    next[i] += 1;
                }
            }
            if values[0] != values[1] || values[1] != values[2] {
                let thing = least.thing();
                number.because.push(Because { thing, values });
            }
        }
    }
}

/// What orders records: deals by id, then campaigns by id, then months.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'r> {
    Deal(&'r Id),
    Campaign(&'r Id),
    Costs(i32),
}

impl Key<'_> {
    fn thing(self) -> Thing {
        match self {
            Key::Deal(id) => Thing::Deal(id.clone()),
            Key::Campaign(id) => Thing::Campaign(id.clone()),
            Key::Costs(month) => Thing::Costs(Month(month)),
        }
    }
}

fn key(report: &Report, thing: metrics::Thing) -> Key<'_> {
    let ledger = &report.ledger;
    match thing {
        metrics::Thing::Deal(i) => Key::Deal(&ledger.record(&ledger.deals[i]).id),
        metrics::Thing::Campaign(i) => Key::Campaign(&ledger.content.campaigns[i].id),
        metrics::Thing::Costs(month) => Key::Costs(month.0),
    }
}

/// Whether a period was over on the day of a report.
pub(super) fn was_whole(period: &Period) -> bool {
    period.kind != PeriodKind::All && !period.running
}
