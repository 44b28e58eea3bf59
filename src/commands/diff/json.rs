//! A comparison as JSON: exact numbers as the data files write them. Its form is documented in
//! docs/content/changes.md.

use serde_json::{Value as Json, json};

use super::Shown;
use crate::diff::{Because, Fact, Moved, RecordChange, Said, difference, exact};
use crate::metrics::{Number, Unit, Value};

/// The version of this form.
const SCHEMA: u32 = 1;

impl Shown<'_> {
    /// One object, in lines.
    pub(super) fn json(&self) -> String {
        let diff = self.diff;
        let side = |name: &str, day| json!({ "name": name, "as_of": format!("{day}") });
        let named = |n: &crate::diff::Named| json!({ "id": n.id, "part": if n.is_restated { "restated" } else { "happened" }, "muted": n.is_muted });
        let value = json!({
            "schema": SCHEMA,
            "old": side(&self.old.name, diff.old),
            "new": side(&self.new.name, diff.new),
            "currency": diff.currency.code(),
            "notes": diff.notes.iter().map(|n| n.say(&self.words, diff)).collect::<Vec<_>>(),
            "periods": diff.periods.iter().map(|p| json!({ "id": p.id, "running": p.running })).collect::<Vec<_>>(),
            "numbers": diff.numbers.iter().map(|m| self.number(m)).collect::<Vec<_>>(),
            "records": diff.records.iter().map(|r| self.changed(r)).collect::<Vec<_>>(),
            "settings": diff.settings.iter().map(|s| json!({
                "file": s.file, "key": s.key, "from": s.from, "to": s.to,
                "part": if s.is_restated { "restated" } else { "happened" },
            })).collect::<Vec<_>>(),
            "findings": diff.findings.iter().map(|f| json!({
                "rule": f.rule, "family": f.family.word(), "severity": f.severity.word(), "title": f.title,
                "new": f.is_new, "gone": f.is_gone,
                "came": f.came.iter().map(named).collect::<Vec<_>>(),
                "went": f.went.iter().map(named).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "restated_periods": diff.restated.iter().map(|r| json!({
                "period": r.period,
                "numbers": r.numbers.iter().map(|m| self.number(m)).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        });
        serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
    }

    fn csv(&self, number: Number) -> Option<String> {
        number.is_some().then(|| number.csv(self.diff.currency))
    }

    fn change(&self, from: Value, to: Value, unit: Unit) -> Option<String> {
        let currency = self.diff.currency;
        let (a, b) = (exact(from.value, currency)?, exact(to.value, currency)?);
        Some(difference(b - a, unit, currency))
    }

    fn number(&self, m: &Moved) -> Json {
        let [old, between, new] = m.values;
        let parts = |v: Value| json!({ "value": self.csv(v.value), "numerator": self.csv(v.numerator), "denominator": self.csv(v.denominator) });
        json!({
            "metric": m.metric, "name": m.name, "unit": m.unit.word(), "period": m.period,
            "from": parts(old), "restated_to": parts(between), "to": parts(new),
            "restated": self.change(old, between, m.unit),
            "happened": self.change(between, new, m.unit),
            "change": self.change(old, new, m.unit),
            "because": m.because.iter().map(|b| self.because(b)).collect::<Vec<_>>(),
        })
    }

    fn because(&self, b: &Because) -> Json {
        let parts = |v: Value| match v.denominator {
            Number::None => json!(self.csv(v.value)),
            _ => json!([self.csv(v.numerator), self.csv(v.denominator)]),
        };
        let [old, between, new] = b.values;
        json!({ "kind": b.thing.kind(), "id": b.thing.id(), "from": parts(old), "restated_to": parts(between), "to": parts(new) })
    }

    fn changed(&self, r: &RecordChange) -> Json {
        let facts = |list: &[Fact]| -> Vec<Json> {
            let fact = |f: &Fact| json!({ "key": f.what, "from": self.said(&f.from), "to": self.said(&f.to) });
            list.iter().map(fact).collect()
        };
        let moved = r
            .moved
            .iter()
            .map(|(metric, period)| json!({ "metric": metric, "period": period }));
        json!({
            "kind": r.thing.kind(), "id": r.id(), "name": r.name, "change": r.change.word(),
            "amount": r.amount.map(|a| Number::Money(a.into()).csv(self.diff.currency)),
            "restated": facts(&r.restated), "happened": facts(&r.happened),
            "moved": moved.collect::<Vec<_>>(),
        })
    }

    fn said(&self, said: &Said) -> Json {
        match said {
            Said::Nothing => Json::Null,
            Said::Dates(dates) => {
                let zone = &self.new.loaded.settings.zone;
                let one = |w: &crate::model::When| {
                    let at = w.at.and_then(|ns| jiff::Timestamp::from_nanosecond(ns.into()).ok());
                    at.map_or_else(
                        || w.day.to_string(),
                        |t| t.display_with_offset(zone.to_offset(t)).to_string(),
                    )
                };
                json!(dates.iter().map(one).collect::<Vec<_>>())
            }
            Said::Money(m) => {
                json!(format!(
                    "{} {}",
                    Number::Money(m.minor.into()).csv(m.currency),
                    m.currency
                ))
            }
            Said::Minor(minor) => json!(format!(
                "{} {}",
                Number::Money((*minor).into()).csv(self.diff.currency),
                self.diff.currency
            )),
            Said::Text(text) => json!(text),
            Said::Count(n) => json!(n),
            Said::Edited(n) => json!({ "edited": n }),
        }
    }
}
