//! Targets from site.toml, by metric and kind of period.

use std::collections::HashMap;

use super::periods::PeriodKind;
use super::registry::Metric;
use super::value::{Number, Unit};
use crate::diagnostics::{Code, Problem, suggest};
use crate::model::{Money, Rate};
use crate::reader::show;
use crate::settings::Settings;

/// Targets that were read.
#[derive(Debug, Default)]
pub struct Targets(HashMap<(String, PeriodKind), Number>);

impl Targets {
    /// Reads the targets that the settings hold as text.
    pub fn read(settings: &Settings, registry: &[Metric]) -> (Self, Vec<Problem>) {
        let mut targets = Self::default();
        let mut problems = Vec::new();
        for setting in &settings.targets {
            let Some(metric) = registry.iter().find(|m| m.id == setting.metric) else {
                let mut problem = Problem::new(
                    Code::UnknownReference,
                    format!("`{}` is no metric", show(&setting.metric)),
                )
                .at(setting.named.clone());
                problem.hint = suggest(&setting.metric, registry.iter().map(|m| m.id.as_str()));
                problems.push(problem);
                continue;
            };
            let Some(number) = parse(&setting.value, metric.unit, settings) else {
                let (value, noun) = (show(&setting.value), noun(metric.unit));
                let message = format!("`{value}` is no {noun} for `{}`", metric.id);
                let problem = Problem::new(Code::BadSetting, message).at(setting.place.clone());
                problems.push(problem.hint(cure(&setting.value, metric.unit, settings)));
                continue;
            };
            let kinds = [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year];
            for kind in kinds
                .into_iter()
                .filter(|k| setting.kind.as_deref().is_none_or(|word| word == k.word()))
            {
                targets.0.insert((metric.id.clone(), kind), number);
            }
        }
        (targets, problems)
    }

    /// The target of a metric for a kind of period.
    pub fn get(&self, metric: &str, kind: PeriodKind) -> Option<Number> {
        self.0.get(&(metric.to_owned(), kind)).copied()
    }
}

fn noun(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "whole number",
        Unit::Rate => "rate from 0 to 1",
        Unit::Ratio | Unit::MoneyRatio => "number",
        Unit::Money | Unit::MoneyPerDay => "amount of money",
        Unit::Days => "number of days",
        Unit::Hours => "number of hours",
    }
}

/// How a target is written.
fn cure(text: &str, unit: Unit, settings: &Settings) -> String {
    match unit {
        Unit::Count => "write digits alone, such as 40".into(),
        Unit::Rate => {
            let number = text.trim_end_matches([' ', '%']);
            // Two digits after the point are enough for whole percents.
            match number.parse::<u8>() {
                Ok(percent) if percent <= 100 => {
                    let share = f64::from(percent) / 100.0;
                    format!("a rate is a share of 1: write {share:.2} for {percent} %")
                }
                _ => "a rate is a share of 1: write 0.30 for 30 %".into(),
            }
        }
        Unit::Ratio | Unit::MoneyRatio | Unit::Days | Unit::Hours => "write a plain decimal number, such as 1.5".into(),
        Unit::Money | Unit::MoneyPerDay => {
            let currency = settings.currency;
            format!("write an amount in {currency}, such as 24000 or 24000.50, without its code")
        }
    }
}

fn parse(text: &str, unit: Unit, settings: &Settings) -> Option<Number> {
    match unit {
        Unit::Money | Unit::MoneyPerDay => Money::parse(text, settings.currency)
            .ok()
            .filter(|m| m.currency == settings.currency)
            .map(|m| Number::Money(m.minor.into())),
        Unit::Count => text.parse::<u32>().ok().map(|n| Number::Int(n.into())),
        Unit::Rate => Rate::parse(text)
            .map(|r| Number::Real(r.as_f64()))
            .filter(|n| n.as_f64().is_some_and(|x| x <= 1.0)),
        Unit::Ratio | Unit::MoneyRatio => {
            let (negative, digits) = text.strip_prefix('-').map_or((false, text), |d| (true, d));
            Rate::parse(digits).map(|r| Number::Real(if negative { -r.as_f64() } else { r.as_f64() }))
        }
        Unit::Days | Unit::Hours => Rate::parse(text).map(|r| Number::Fraction(r.mantissa, 10i128.pow(r.scale))),
    }
}
