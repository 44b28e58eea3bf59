//! Numbers and facts of a comparison in words. What is rounded is rounded before it is subtracted: the parts of
//! a change add up as they are shown.

use super::moved::Moved;
use super::records::{Change, Fact, RecordChange, Said};
use super::{Diff, Note, moved};
use crate::metrics::{Number, Unit, Value};
use crate::model::{Currency, Id, Money};
use crate::settings::Settings;
use crate::words::{NOTHING, Words, say};

/// A number that moved, in words. From `from`, by `restated` and `happened`, to `to`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Bridge {
    /// In OLD.
    pub from: String,
    /// By how much it was restated, or to what where that is no difference; empty where it was not.
    pub restated: String,
    /// By how much it happened, or to what; empty where it did not.
    pub happened: String,
    /// In NEW.
    pub to: String,
    /// The whole change; empty where one of both has no value, or is a rate of fewer than five.
    pub change: String,
    /// The value in the new files up to OLD's day.
    pub between: String,
}

/// What the last digit shown is worth, in millionths, from the coarsest on.
fn steps(unit: Unit, currency: Currency, values: [Option<i128>; 3]) -> Vec<i128> {
    match unit {
        Unit::Count => vec![1_000_000],
        Unit::Rate => vec![1_000, 100, 10, 1],
        Unit::Ratio | Unit::MoneyRatio => vec![10_000, 1_000, 100, 10, 1],
        Unit::Days | Unit::Hours => vec![100_000, 10_000, 1_000, 100, 10, 1],
        Unit::Money | Unit::MoneyPerDay => {
            let minor = 1_000_000 / currency.minor_per_major();
            let known = || values.into_iter().flatten();
            let whole = known().all(|v| v % 1_000_000 == 0) || known().any(|v| v.abs() >= 1_000_000_000);
            if whole { vec![1_000_000, minor] } else { vec![minor] }
        }
    }
}

fn rounded(value: i128, step: i128) -> i128 {
    crate::model::round_half_up(value, step) * step
}

/// A rate of fewer than five, which is shown as its parts.
fn parts(words: &Words, unit: Unit, value: &Value) -> Option<String> {
    match (unit, value.numerator, value.denominator) {
        (Unit::Rate, Number::Int(k), Number::Int(n @ 1..5)) => Some(words.share(k, n)),
        _ => None,
    }
}

impl Moved {
    /// The number in words.
    pub fn bridge(&self, words: &Words, currency: Currency) -> Bridge {
        let exact = self.exact(currency);
        let [old, between, new] = exact;
        let steps = steps(self.unit, currency, exact);
        let shows = |step: &&i128| {
            let differ = |a: Option<i128>, b: Option<i128>| match (a, b) {
                (Some(a), Some(b)) => a == b || rounded(a, **step) != rounded(b, **step),
                _ => true,
            };
            differ(old, between) && differ(between, new) && differ(old, new)
        };
        let step = steps.iter().find(shows).or(steps.last()).copied().unwrap_or(1);
        let few = self.values.map(|v| parts(words, self.unit, &v));
        let is_few = few.iter().any(Option::is_some);
        let shown = exact.map(|v| v.map(|v| rounded(v, step)));
        let text = |i: usize| match (&few[i], shown[i]) {
            (Some(parts), _) => parts.clone(),
            (None, Some(v)) => words.precise(v, step, self.unit, currency),
            (None, None) => NOTHING.to_owned(),
        };
        let change = |from: usize, to: usize| match (shown[from], shown[to]) {
            _ if exact[from] == exact[to] => String::new(),
            (Some(a), Some(b)) if !is_few => self.signed(words, b - a, step, currency),
            _ => say!(words, "diff-now", value = text(to)),
        };
        let whole = match (shown[0], shown[2]) {
            (Some(a), Some(b)) if !is_few && a != b => {
                let signed = self.signed(words, b - a, step, currency);
                match self.percent(words, a, b) {
                    Some(percent) => format!("{signed} ({percent})"),
                    None => signed,
                }
            }
            _ => String::new(),
        };
        Bridge {
            from: text(0),
            restated: change(0, 1),
            happened: change(1, 2),
            to: text(2),
            change: whole,
            between: text(1),
        }
    }

    /// A difference with its sign: points of a rate, else in the number's unit.
    fn signed(&self, words: &Words, difference: i128, step: i128, currency: Currency) -> String {
        let sign = if difference < 0 { "−" } else { "+" };
        let abs = difference.abs();
        if self.unit == Unit::Rate {
            let points = words.precise(abs * 100, step * 100, Unit::Ratio, currency);
            return format!("{sign}{}", say!(words, "change-points", n = points));
        }
        format!("{sign}{}", words.precise(abs, step, self.unit, currency))
    }

    /// The change as a part of what it was. Percentages of small counts say more than is known.
    fn percent(&self, words: &Words, from: i128, to: i128) -> Option<String> {
        let few = self.unit == Unit::Count && from.abs().max(to.abs()) < 20_000_000;
        if self.unit == Unit::Rate || from <= 0 || few {
            return None;
        }
        let sign = if to < from { "−" } else { "+" };
        Some(format!(
            "{sign}{}",
            words.percent((to - from).abs() as f64 / from as f64)
        ))
    }
}

/// Money to the last digit.
fn money(words: &Words, minor: i128, currency: Currency) -> String {
    let unit = 1_000_000 / currency.minor_per_major();
    let step = if minor % currency.minor_per_major() == 0 {
        1_000_000
    } else {
        unit
    };
    words.precise(minor * unit, step, Unit::Money, currency)
}

/// The name of a person by id, where team.yaml has one; else the id.
fn said(words: &Words, said: &Said, settings: &Settings) -> String {
    match said {
        Said::Nothing => NOTHING.to_owned(),
        Said::Dates(dates) => {
            let all: Vec<String> = dates.iter().map(|d| words.date(d.day)).collect();
            all.join(", ")
        }
        Said::Money(Money { minor, currency }) => money(words, (*minor).into(), *currency),
        Said::Minor(minor) => money(words, (*minor).into(), settings.currency),
        Said::Text(text) => text.clone(),
        Said::Count(n) => words.grouped((*n).into()),
        Said::Edited(n) => say!(words, "diff-edited", n = *n),
    }
}

impl Fact {
    /// What the fact is about, in words.
    fn field(&self, words: &Words, settings: &Settings) -> String {
        let mut parts = self.what.split('.');
        match (parts.next().unwrap_or(""), parts.next(), parts.next()) {
            ("stages", Some(id), _) => {
                let stage = settings.funnel.stages.iter().find(|s| s.id == id);
                stage.map_or_else(|| id.to_owned(), |s| s.name.clone())
            }
            ("lost", Some(part), _) => words.word("diff-field", &format!("lost-{part}")),
            ("results", Some(month), Some(part)) => format!("{} {month}", words.word("diff-field", part)),
            (field, Some(month), _) => format!("{} {month}", words.word("diff-field", field)),
            (field, ..) => words.word("diff-field", &field.replace('_', "-")),
        }
    }

    /// The fact in words: `Won 3 October 2026`, `amount €24,000 → €30,000`.
    pub fn say(&self, words: &Words, settings: &Settings) -> String {
        let field = self.field(words, settings);
        let mut to = said(words, &self.to, settings);
        let mut from = said(words, &self.from, settings);
        // Two instants of one day look the same as dates.
        if from == to
            && let (Said::Dates(a), Said::Dates(b)) = (&self.from, &self.to)
        {
            let timed = |list: &[crate::model::When]| {
                let one = |w: &crate::model::When| {
                    let at = w.at.and_then(|ns| jiff::Timestamp::from_nanosecond(ns.into()).ok());
                    at.map_or_else(
                        || words.date(w.day),
                        |t| format!("{} {}", words.date(w.day), settings.zone.to_datetime(t).time()),
                    )
                };
                list.iter().map(one).collect::<Vec<_>>().join(", ")
            };
            (from, to) = (timed(a), timed(b));
        }
        if self.from == Said::Nothing {
            format!("{field} {to}")
        } else {
            format!("{field} {from} → {to}")
        }
    }
}

impl RecordChange {
    /// Facts in a row.
    pub fn say(words: &Words, facts: &[Fact], settings: &Settings) -> String {
        let all: Vec<String> = facts.iter().map(|f| f.say(words, settings)).collect();
        all.join("; ")
    }

    /// Of a record that is new or gone only what made it so: its stages, its loss, its amount or spend.
    pub fn brief(&self, facts: &[Fact]) -> Vec<Fact> {
        let whole = |f: &Fact| f.from == Said::Nothing || f.to == Said::Nothing;
        let told = |f: &Fact| ["stages", "lost", "amount", "spend"].contains(&f.what.split('.').next().unwrap_or(""));
        let is_whole = matches!(self.change, Change::Added | Change::Removed) && facts.iter().all(whole);
        facts.iter().filter(|f| !is_whole || told(f)).cloned().collect()
    }

    /// The id of the deal or campaign.
    pub fn id(&self) -> String {
        self.thing.id()
    }
}

impl moved::Thing {
    /// The id of the deal or campaign, or the month.
    pub fn id(&self) -> String {
        match self {
            moved::Thing::Deal(id) | moved::Thing::Campaign(id) => Id::to_string(id),
            moved::Thing::Costs(month) => month.to_string(),
        }
    }

    /// The kind in data: `deal`, `campaign`, `costs`.
    pub fn kind(&self) -> &'static str {
        match self {
            moved::Thing::Deal(_) => "deal",
            moved::Thing::Campaign(_) => "campaign",
            moved::Thing::Costs(_) => "costs",
        }
    }
}

impl Note {
    /// The note in words.
    pub fn say(&self, words: &Words, diff: &Diff) -> String {
        match self {
            Note::Currency(old, new) => say!(words, "diff-note-currency", old = old.code(), new = new.code()),
            Note::NoRate(n) => say!(words, "diff-note-no-rate", n = *n, date = words.date(diff.old)),
            Note::Today => say!(words, "diff-note-today"),
        }
    }
}
