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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::registry::registry;

    /// Targets of these lines, with what is wrong with them: the message and what to do.
    fn read(lines: &str) -> (Targets, Vec<String>) {
        let (settings, problems) = crate::settings::read("site.toml", &format!("title = \"T\"\n[targets]\n{lines}"));
        assert!(problems.is_empty(), "{problems:?}");
        let settings = settings.unwrap();
        let (targets, problems) = Targets::read(&settings, &registry(&settings));
        let said = |p: Problem| format!("{}; {}", p.message, p.hint.unwrap_or_default());
        (targets, problems.into_iter().map(said).collect())
    }

    #[test]
    fn targets_are_read_in_the_unit_of_their_metric() {
        let (targets, problems) = read(
            "deals_won = 4\nwin_rate = 0.25\nhandoff_acceptance = 1\nwon_amount = {month = 52000.5}\nroi = -0.5\nromi = 2\nsales_cycle_days = 30.5\nspeed_to_lead_hours = 8",
        );
        assert_eq!(problems, Vec::<String>::new());
        let expected = [
            ("deals_won", Number::Int(4)),
            ("win_rate", Number::Real(0.25)),
            ("handoff_acceptance", Number::Real(1.0)),
            ("won_amount", Number::Money(5_200_050)),
            ("roi", Number::Real(-0.5)),
            ("romi", Number::Real(2.0)),
            ("sales_cycle_days", Number::Fraction(305, 10)),
            ("speed_to_lead_hours", Number::Fraction(8, 1)),
        ];
        for (metric, number) in expected {
            assert_eq!(targets.get(metric, PeriodKind::Month), Some(number), "{metric}");
        }
        // One for the month is for no quarter; one for all is for each.
        assert_eq!(targets.get("won_amount", PeriodKind::Quarter), None);
        assert_eq!(targets.get("deals_won", PeriodKind::Year), Some(Number::Int(4)));
        assert_eq!(targets.get("deals_lost", PeriodKind::Month), None);
    }

    #[test]
    fn what_is_no_target_is_told_with_its_cure() {
        let said = |line: &str| read(line).1.join("\n");
        let expected = [
            ("win_rate = 33", "rate from 0 to 1", "write 0.33 for 33 %"),
            ("win_rate = 100", "rate from 0 to 1", "write 1.00 for 100 %"),
            ("win_rate = 101", "rate from 0 to 1", "write 0.30 for 30 %"),
            ("deals_won = 4.5", "whole number", "write digits alone"),
            ("won_amount = \"much\"", "amount of money", "write an amount in EUR"),
            ("won_amount = \"5 USD\"", "amount of money", "write an amount in EUR"),
            ("roi = \"much\"", "is no number for", "write a plain decimal number"),
            (
                "sales_cycle_days = \"long\"",
                "number of days",
                "write a plain decimal number",
            ),
            (
                "speed_to_lead_hours = \"long\"",
                "number of hours",
                "write a plain decimal number",
            ),
        ];
        for (line, noun, cure) in expected {
            let said = said(line);
            assert!(said.contains(noun) && said.contains(cure), "{line}: {said}");
        }
    }
}
