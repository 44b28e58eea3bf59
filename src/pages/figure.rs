//! One number as a page shows it: its value in words, what stands behind it, how it changed, its
//! target, and where it is explained.

use serde::Serialize;

use super::words::NOTHING;
use super::{Site, caveat, chart};
use crate::metrics::{Better, Difference, Dimension, Metric, Number, Period, PeriodKind, Unit, Value, View};
use crate::model::{Day, Side};
use crate::words::say;

/// How a number changed.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// `up`, `down` or `flat`: the number's sign.
    pub direction: &'static str,
    /// `+18%`, `−2 points`.
    pub text: String,
    /// `better` or `worse`; of rates also `unclear`, and `few` where they rest on too few deals; else nothing.
    pub verdict: &'static str,
    /// `vs Q2 2026: 3,568`.
    pub base: String,
}

/// A number on a page.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// The metric's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `marketing`, `sales` or `both`.
    pub owner: &'static str,
    /// The value in words.
    pub text: String,
    /// Why there is no value.
    pub reason: Option<String>,
    /// What to bear in mind: months without costs, the share of shared costs.
    pub caveats: Vec<String>,
    /// `9 of 18`.
    pub of: Option<String>,
    /// `95%: 29% to 71%`.
    pub interval: Option<String>,
    /// The period in words.
    pub period: String,
    /// Whether the period is still running.
    pub running: bool,
    /// How it changed.
    pub change: Option<Change>,
    /// `30%`, with `met`, `not-met`, or `few` where it rests on too few deals to tell; of what may still
    /// grow to it nobody can say.
    pub target: Option<(String, Option<&'static str>)>,
    /// Where it is explained, from the site's root.
    pub href: String,
    /// A small line over time.
    pub spark: String,
}

/// `marketing`, `sales` or `both`.
pub fn owner_word(owner: Option<Side>) -> &'static str {
    owner.map_or("both", Side::word)
}

/// Whether a cost for each of something rests on no cost at all: nobody wrote one down, and that is no
/// cost of 0.
fn costs_nothing(metric: &Metric, value: &Value) -> bool {
    let per_cost =
        metric.id.starts_with("cost_per_") || matches!(metric.id.as_str(), "cac" | "marketing_cac" | "sales_cac");
    per_cost && value.numerator.is_zero()
}

/// Why a metric has no value in a period.
pub fn reason(site: &Site, metric: &Metric, value: &Value) -> Option<String> {
    let w = site.words();
    if costs_nothing(metric, value) {
        return Some(say!(w, "reason-no-cost"));
    }
    if value.value.is_some() {
        return None;
    }
    Some(
        if matches!(metric.id.as_str(), "roi" | "romi") && value.denominator.is_zero() {
            say!(w, "reason-no-cost")
        } else if let Some(day) = known_from(site, value) {
            say!(w, "reason-too-early", date = w.date(day))
        } else if metric.id == "handoff_promise_kept" && site.settings().promise.is_some() {
            say!(w, "reason-promise-of-months")
        } else if metric.id == "handoff_promise_kept" {
            say!(w, "reason-no-promise")
        } else if metric.id == "pipeline_coverage" {
            say!(w, "reason-no-quota")
        } else if metric.id == "speed_to_lead_hours" {
            say!(w, "reason-few-answered")
        } else if value.denominator.is_some() {
            say!(w, "reason-nothing-happened")
        } else {
            say!(w, "reason-no-deal")
        },
    )
}

/// The day from which a value will be known that is not known yet.
fn known_from(site: &Site, value: &Value) -> Option<Day> {
    let days = i32::try_from(value.known_in?).ok()?;
    Some(site.as_of().plus(days))
}

/// The parts of a value in words: `9 of 18`, `€77,100 / 6`.
pub fn parts(site: &Site, metric: &Metric, value: &Value) -> Option<String> {
    match (value.numerator, value.denominator) {
        (_, Number::None) => None,
        (Number::Int(a), due @ Number::Fraction(..)) => Some(say!(
            site.words(),
            "parts-promised",
            k = site.words().grouped(a),
            n = part(site, due)
        )),
        (Number::Int(a), Number::Int(b)) if metric.unit == Unit::Rate => Some(site.words().k_of_n(a, b)),
        // Money for each of a number of things.
        (a @ Number::Money(_), b @ Number::Int(_)) => Some(say!(
            site.words(),
            "parts-money-for",
            money = part(site, a),
            n = part(site, b)
        )),
        (a, b) => Some(format!("{} / {}", part(site, a), part(site, b))),
    }
}

/// One part of a quotient in words.
pub fn part(site: &Site, n: Number) -> String {
    match n {
        Number::Money(m) => site.words().money(m, site.currency()),
        Number::Int(n) => site.words().grouped(n),
        other => site.words().exact(&other.csv(site.currency())),
    }
}

/// A metric's formula with the values of a period put in: `9 / 18`, `median of 23`; none where the
/// metric is a plain count or sum, whose records say it all.
pub fn put_in(site: &Site, metric: &Metric, value: &Value, view: &View<'_>) -> Option<String> {
    if let Some(factors) = metric.factors(view) {
        let texts: Vec<String> = factors
            .into_iter()
            .map(|(sign, n, unit)| format!("{sign}{}", site.words().value(n, unit, site.currency(), false)))
            .collect();
        return Some(texts.concat());
    }
    match (value.denominator, value.taken_of) {
        (Number::None, Some(n)) => Some(say!(site.words(), "taken-over", n = n)),
        (Number::None, None) => None,
        (below, _) => Some(format!("{} / {}", part(site, value.numerator), part(site, below))),
    }
}

/// A value in words; of fewer than 5 as "3 of 4".
pub fn text(site: &Site, metric: &Metric, value: &Value, short: bool) -> String {
    match (metric.unit, value.numerator, value.denominator) {
        _ if costs_nothing(metric, value) => NOTHING.to_owned(),
        (Unit::Rate, Number::Int(k), Number::Int(n)) if (1..5).contains(&n) => site.words().share(k, n),
        // Of a promise: 80 % of it is kept.
        (Unit::Ratio, _, Number::Fraction(..)) => value
            .value
            .as_f64()
            .map_or(NOTHING.to_owned(), |x| site.words().percent(x)),
        _ => site.words().value(value.value, metric.unit, site.currency(), short),
    }
}

/// The values of a column in words: all with as many digits after the point.
pub fn texts(site: &Site, metric: &Metric, values: &[Value]) -> Vec<String> {
    let w = site.words();
    let known = values.iter().map(|v| v.value);
    let money = w.money_column(known.clone().filter_map(Number::money), site.currency());
    // Of fewer than 5 the parts are shown.
    let is_share = |v: &&Value| !matches!(v.denominator, Number::Int(n) if n < 5);
    let shares = values.iter().filter(is_share).filter_map(|v| v.value.as_f64());
    let rates = w.rate_column(shares);
    let one = |value: &Value| match (metric.unit, value.value) {
        _ if costs_nothing(metric, value) => NOTHING.to_owned(),
        (Unit::Money, Number::Money(m)) => money.text(m),
        (Unit::MoneyPerDay, Number::Money(m)) => say!(w, "money-a-day", money = money.text(m)),
        (Unit::Rate, Number::Real(x)) if is_share(&value) => rates.text(x),
        _ => text(site, metric, value, false),
    };
    values.iter().map(one).collect()
}

/// A value in a column of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// The value in words.
    pub text: String,
    /// What it is sorted by; empty without a value.
    pub sort: String,
}

/// The values of a metric as cells of one column.
pub fn column(site: &Site, metric: &Metric, values: &[Value]) -> Vec<Cell> {
    let texts = texts(site, metric, values).into_iter();
    let cell = |(text, v): (String, &Value)| Cell {
        text,
        sort: v.value.csv(site.currency()),
    };
    texts.zip(values).map(cell).collect()
}

/// A metric's figure for everything in a period.
pub fn figure(site: &Site, id: &str, period: &Period) -> Option<Figure> {
    let metric = site.report.metric(id)?;
    let value = site.report.value(id, &period.id);
    let target = site.targets.get(id, period.kind).map(|t| {
        let is_sum = matches!(metric.unit, Unit::Count | Unit::Money) && !value.denominator.is_some();
        let growing = period.running && is_sum || metric.ripens && site.report.is_unfinished(metric, period);
        let few = metric.unit == Unit::Rate && matches!(value.denominator, Number::Int(n) if n < 20);
        let met = match (value.value.as_f64(), t.as_f64(), metric.better) {
            (Some(v), Some(t), Better::Lower) => (!growing || v > t).then_some(v <= t),
            (Some(v), Some(t), _) => (!growing || v >= t).then_some(v >= t),
            _ => None,
        };
        let met = met.map(|met| match (few, met) {
            (true, _) => "few",
            (false, true) => "met",
            (false, false) => "not-met",
        });
        (site.words().value(t, metric.unit, site.currency(), false), met)
    });
    Some(Figure {
        id: id.to_owned(),
        name: metric.name.clone(),
        owner: owner_word(metric.owner),
        text: text(site, metric, &value, metric.unit == Unit::Money),
        reason: reason(site, metric, &value),
        caveats: if value.value.is_some() {
            caveat::all(site, metric, period)
        } else {
            Vec::new()
        },
        of: parts(site, metric, &value).filter(|_| value.value.is_some()),
        interval: value
            .interval
            .filter(|_| value.value.is_some())
            .map(|i| site.words().interval(i)),
        period: site.words().period(period),
        running: period.running,
        change: change(site, metric, period, &value),
        target,
        href: format!("metrics/{id}/index.html"),
        spark: chart::spark(site, metric, period),
    })
}

/// Against the period before; a running period against the one before at equal age.
fn change(site: &Site, metric: &Metric, period: &Period, value: &Value) -> Option<Change> {
    if period.kind == PeriodKind::All {
        return None;
    }
    let before_period = site.report.periods.previous(period)?;
    // What became of the deals of the period before has been seen for longer.
    if !period.running && site.report.is_unfinished(metric, period) {
        return None;
    }
    let (before, age) = if period.running {
        let equal = site.report.equal_age().iter().find(|e| e.kind == period.kind)?;
        (equal.value(&site.report, &metric.id)?, Some(equal.days))
    } else {
        (site.report.value(&metric.id, &before_period.id), None)
    };
    let (a, b) = (before.value.as_f64()?, value.value.as_f64()?);
    // A rate of fewer than 5 is shown as its parts, which do not compare.
    let few = |v: &Value| metric.unit == Unit::Rate && matches!(v.denominator, Number::Int(n) if n < 5);
    if few(&before) || few(value) {
        return None;
    }
    let is_share = metric.unit == Unit::Rate || matches!(value.denominator, Number::Fraction(..));
    // The first period of the data may be cut off at its start.
    if site.report.periods.previous(before_period).is_none()
        && before_period.months.len() < usize::try_from(before_period.length_in_months()).unwrap_or(0)
    {
        return None;
    }
    let w = site.words();
    let difference = b - a;
    let signed = |text: String| format!("{}{text}", sign(difference));
    let points = difference * 100.0;
    let same = if is_share {
        points.abs() < 0.05
    } else {
        difference == 0.0
    };
    let text = match metric.unit {
        _ if same => say!(w, "change-none"),
        _ if is_share => {
            let digits = i16::from(points.abs() < 9.95);
            signed(say!(w, "change-points", n = w.fixed(points.abs(), digits)))
        }
        // Percentages of small counts say more than is known.
        Unit::Count if a.abs() < 20.0 && b.abs() < 20.0 => signed(w.grouped(difference.abs() as i128)),
        Unit::Days | Unit::Hours | Unit::Ratio | Unit::MoneyRatio => {
            signed(w.value(Number::Real(difference.abs()), metric.unit, site.currency(), false))
        }
        _ if a == 0.0 => signed(w.value(value.value, metric.unit, site.currency(), true)),
        _ => signed(w.percent(difference.abs() / a.abs())),
    };
    let direction = if same {
        "flat"
    } else if difference > 0.0 {
        "up"
    } else {
        "down"
    };
    let better = |is_better: bool| if is_better { "better" } else { "worse" };
    let verdict = match (metric.better, clearness(metric, &before, value)) {
        _ if same => "",
        // Of rates of deals it is said that it may be chance; of other numbers nothing is.
        (_, Difference::TooFew) if value.interval.is_some() => "few",
        (_, Difference::Unclear) if value.interval.is_some() => "unclear",
        (Better::Neither, _) | (_, Difference::TooFew | Difference::Unclear) => "",
        (Better::Higher, found) => better(found == Difference::Greater),
        (Better::Lower, found) => better(found == Difference::Less),
    };
    let base = self::text(site, metric, &before, metric.unit == Unit::Money);
    Some(Change {
        direction,
        text,
        verdict,
        base: match age {
            Some(days) => say!(
                w,
                "change-base-at-age",
                period = w.period(before_period),
                days = days,
                value = base
            ),
            None => say!(w, "change-base", period = w.period(before_period), value = base),
        },
    })
}

fn sign(x: f64) -> &'static str {
    if x < 0.0 { "−" } else { "+" }
}

/// Whether a change is more than chance: of counts where they differ by more than two counts of the same rate do in 19 of
/// 20 cases (their variance is their sum). Of sums and quotients it is not known.
fn clearness(metric: &Metric, before: &Value, now: &Value) -> Difference {
    match (metric.unit, before.value, now.value) {
        (Unit::Rate, ..) => now.differs(before),
        (Unit::Count, Number::Int(a), Number::Int(b)) => {
            let (a, b) = (a as f64, b as f64);
            match (b - a).abs() > 1.96 * (a + b).sqrt() {
                true if b > a => Difference::Greater,
                true => Difference::Less,
                false => Difference::Unclear,
            }
        }
        _ => Difference::Unclear,
    }
}

/// A member's figure, for tables: text, parts, interval.
#[derive(Clone, Debug, Serialize)]
pub struct MemberFigure {
    /// The member's name.
    pub member: String,
    /// Its page, from the site's root; empty where it has none.
    pub href: String,
    /// The value in words.
    pub text: String,
    /// The value as a number, for sorting.
    pub sort: String,
    /// `9 of 18`.
    pub of: Option<String>,
    /// The interval in words.
    pub interval: Option<String>,
}

/// A metric's figures for the members of a dimension. Rates of fewer than 5 come last, by name.
pub fn breakdown(site: &Site, metric: &Metric, period: &Period, dimension: Dimension) -> Vec<MemberFigure> {
    let found = site.report.breakdown(&metric.id, &period.id, dimension);
    let values: Vec<Value> = found.iter().map(|(_, value)| *value).collect();
    let texts = texts(site, metric, &values);
    let mut rows: Vec<(bool, f64, MemberFigure)> = found
        .into_iter()
        .zip(texts)
        .map(|((member, value), text)| {
            let few = metric.unit == Unit::Rate && value.base().is_some_and(|n| n < 5);
            // Nothing is ranked on a rate of fewer than 5.
            let sort = value.value.as_f64().filter(|_| !few).unwrap_or(0.0);
            let row = MemberFigure {
                member: member.to_owned(),
                href: String::new(),
                text,
                sort: if few {
                    String::new()
                } else {
                    value.value.csv(site.currency())
                },
                of: parts(site, metric, &value).or_else(|| {
                    // An incidence has no parts, and is taken of so many all the same.
                    let n = value.taken_of.filter(|_| metric.unit == Unit::Rate)?;
                    Some(say!(site.words(), "of-deals", n = n))
                }),
                interval: value.interval.map(|i| site.words().interval(i)),
            };
            (few, sort, row)
        })
        .collect();
    rows.sort_by(|a, b| {
        a.0.cmp(&b.0)
            .then(b.1.total_cmp(&a.1))
            .then_with(|| a.2.member.cmp(&b.2.member))
    });
    rows.into_iter().map(|r| r.2).collect()
}

/// What stands where there is no value.
pub fn nothing() -> String {
    NOTHING.to_owned()
}
