//! Charts of public numbers: a bar, a point and a word for what is shown, and none for what is hidden.

use super::figures::{Shown, has_band};
use super::{Metric, Public, What, Who};
use crate::charts::{self, Side as Hue};
use crate::metrics::{Number, PeriodKind};
use crate::pages::chart::{ChartView, Words, split_described, trend_columns, view, with_band, with_young};
use crate::words::say;

pub(super) use crate::pages::chart::hue;

impl Public {
    /// How many deals entered each stage in a period.
    pub(super) fn stages_chart(&self, period: usize) -> ChartView {
        let who = Who::Everyone;
        let w = &self.words;
        let (mut bars, mut rows, mut raw) = (Vec::new(), Vec::new(), Vec::new());
        for (s, stage) in self.stages.iter().enumerate() {
            let Some(count) = self.counts.get(who, period, What::Entered(s)) else {
                continue;
            };
            let shown = self.count(count);
            let moved = self
                .metric(&self.conversion(s))
                .and_then(|m| self.shown(m, who, period));
            let moved = moved.map(|m| m.text).unwrap_or_default();
            bars.push(charts::Bar {
                name: stage.name.clone(),
                side: hue(Some(stage.owner)),
                value: shown.value.as_f64().unwrap_or(0.0),
                label: shown.text.clone(),
                note: String::new(),
                heading: String::new(),
            });
            raw.push(vec![stage.id.clone(), shown.csv(self.currency)]);
            rows.push(vec![stage.name.clone(), shown.text, moved]);
        }
        let described: Vec<String> = rows
            .iter()
            .map(|row| say!(w, "colon", name = row[0].as_str(), text = row[1].as_str()))
            .collect();
        let data = charts::Bars { rows: bars };
        let within = w.in_period(&self.periods[period]);
        view(
            Words {
                name: format!("stages-{}", self.periods[period].id),
                title: self.came_and_won(period).unwrap_or_else(|| say!(w, "public-stages")),
                measure: say!(w, "public-stages-measure", within = within, date = w.date(self.as_of)),
                description: described.join("; "),
                empty: say!(w, "chart-no-such-deals"),
                columns: vec![
                    say!(w, "th-stage"),
                    say!(w, "funnel-entered"),
                    say!(w, "funnel-moved-on"),
                ],
                rows,
                raw: (vec!["stage", "entered"], raw),
            },
            |frame, size| charts::bars(frame, &data, size),
        )
    }

    /// The id of the metric that says how many move on from a stage; none is called so for the last.
    pub(super) fn conversion(&self, stage: usize) -> String {
        match self.stages.get(stage + 1) {
            Some(next) => format!("conversion_{}_{}", self.stages[stage].id, next.id),
            None => String::new(),
        }
    }

    /// A metric by quarter or year.
    pub(super) fn trend(&self, metric: &Metric, kind: PeriodKind) -> ChartView {
        const POINTS: usize = 24;
        let w = &self.words;
        let all: Vec<usize> = (0..self.periods.len())
            .filter(|p| self.periods[*p].kind == kind)
            .collect();
        let (mut points, mut rows, mut raw) = (Vec::new(), Vec::new(), Vec::new());
        for p in &all[all.len().saturating_sub(POINTS)..] {
            let period = &self.periods[*p];
            let shown = self.shown(metric, Who::Everyone, *p).unwrap_or_default();
            let end = |end: Option<f64>| end.map_or(Number::None, Number::Real).csv(self.currency);
            points.push(charts::TrendPoint {
                label: w.period_short(period),
                value: shown.value.as_f64(),
                low: shown.ends.map(|e| e.0),
                high: shown.ends.map(|e| e.1),
                running: period.is_unfinished(metric.ripens, self.as_of, self.horizon_days),
                value_label: shown.text.clone(),
                target: None,
            });
            raw.push(vec![
                period.id.clone(),
                shown.csv(self.currency),
                end(shown.ends.map(|e| e.0)),
                end(shown.ends.map(|e| e.1)),
            ]);
            rows.push(vec![
                w.period_so_far(period),
                shown.text,
                shown.of.unwrap_or_default(),
                shown.interval.unwrap_or_default(),
            ]);
        }
        let described: Vec<String> = rows.iter().map(|r| format!("{} {}", r[0], r[1])).collect();
        let (word, measure) = match kind {
            PeriodKind::Quarter => ("quarter", say!(w, "chart-by-quarter", metric = &metric.name)),
            _ => ("year", say!(w, "chart-by-year", metric = &metric.name)),
        };
        let band = has_band(metric) && points.iter().any(|p| p.low.is_some());
        let is_young = |p: &usize| {
            let period = &self.periods[*p];
            !period.running && period.is_unfinished(metric.ripens, self.as_of, self.horizon_days)
        };
        let young = all.iter().any(is_young);
        let data = charts::Trend {
            points,
            side: hue(metric.owner),
            target: None,
            events: Vec::new(),
        };
        view(
            Words {
                name: format!("trend-{}-{word}", metric.id),
                title: say!(w, "public-trend", metric = &metric.name),
                description: say!(
                    w,
                    "chart-trend-described",
                    measure = measure.as_str(),
                    values = described.join(", ")
                ),
                measure: with_young(w, with_band(w, measure, band), young.then_some(self.horizon_days)),
                empty: say!(w, "public-no-values"),
                columns: trend_columns(w, &metric.name),
                rows,
                raw: (vec!["period", "value", "low", "high"], raw),
            },
            |frame, size| charts::trend(frame, &data, size, &|x| w.tick(x, metric.unit, self.currency)),
        )
    }

    /// Who spends, who brings, who wins.
    pub(super) fn split(&self, period: usize) -> ChartView {
        let w = &self.words;
        let money = self.spend[period].map(|minor| Shown {
            text: w.money(minor, self.currency),
            value: Number::Money(minor),
            ..Shown::default()
        });
        let [marketing, sales] = money;
        let mut lines = vec![("spend", say!(w, "public-spent"), [Some(marketing), None, Some(sales)])];
        // Who brought what is told over everything alone.
        if period == 0 {
            let sides = [
                Some(crate::model::Side::Marketing),
                None,
                Some(crate::model::Side::Sales),
            ];
            for (id, key, what) in [
                ("brought", "public-brought", What::Entered(0)),
                ("won", "public-won", What::Entered(self.win())),
            ] {
                let counts = sides.map(|s| self.counts.get(Who::Side(s), 0, what).map(|c| self.count(c)));
                lines.push((id, w.say(key, &[]), counts));
            }
        }
        let (mut drawn, mut rows, mut raw) = (Vec::new(), Vec::new(), Vec::new());
        for (id, name, parts) in lines {
            let hidden = parts.iter().flatten().any(|p| !p.value.is_some());
            let value = |p: &Option<Shown>| p.as_ref().and_then(|p| p.value.as_f64()).unwrap_or(0.0).max(0.0);
            let whole: f64 = parts.iter().map(value).sum();
            let known = [say!(w, "th-marketing"), say!(w, "chart-unknown"), say!(w, "th-sales")];
            let hues = [Hue::Marketing, Hue::Neutral, Hue::Sales];
            // A part that is hidden would show by the length of the others.
            let drawable = !hidden && whole > 0.0;
            let part = |((name, side), part): ((String, Hue), &Option<Shown>)| charts::SplitPart {
                name,
                side,
                value: if drawable { value(part) } else { 0.0 },
                label: if drawable {
                    w.percent(value(part) / whole)
                } else {
                    String::new()
                },
            };
            let note = if hidden {
                say!(w, "public-hidden")
            } else {
                String::new()
            };
            drawn.push(charts::SplitRow {
                name: name.clone(),
                note,
                parts: known.into_iter().zip(hues).zip(&parts).map(part).collect(),
            });
            let text = |p: &Option<Shown>| p.as_ref().map_or(crate::words::NOTHING.to_owned(), |p| p.text.clone());
            let field = |p: &Option<Shown>| p.as_ref().map_or(String::new(), |p| p.csv(self.currency));
            rows.push([vec![name], parts.iter().map(text).collect()].concat());
            raw.push([vec![id.to_owned()], parts.iter().map(field).collect()].concat());
        }
        let data = charts::Split { rows: drawn };
        let within = w.in_period(&self.periods[period]);
        view(
            Words {
                name: format!("split-{}", self.periods[period].id),
                title: if period == 0 {
                    say!(w, "public-split")
                } else {
                    say!(w, "public-split-spend")
                },
                measure: if period == 0 {
                    say!(w, "public-split-measure", within = within)
                } else {
                    say!(w, "public-split-spend-measure", within = within)
                },
                description: split_described(w, &rows),
                empty: say!(w, "chart-split-empty"),
                columns: vec![
                    String::new(),
                    say!(w, "th-marketing"),
                    say!(w, "chart-unknown-other"),
                    say!(w, "th-sales"),
                ],
                rows,
                raw: (vec!["what", "marketing", "other", "sales"], raw),
            },
            |frame, size| charts::split(frame, &data, size),
        )
    }

    /// A count or a sum of money by channel; what is hidden is not drawn. None for what is not published by channel,
    /// as all rates are.
    pub(super) fn dots(&self, metric: &Metric) -> Option<ChartView> {
        let w = &self.words;
        let (mut dots, mut rows, mut raw) = (Vec::new(), Vec::new(), Vec::new());
        for (c, channel) in self.channels.iter().enumerate() {
            let shown = self.shown(metric, Who::Channel(c), 0)?;
            let name = self.channel_name(channel);
            if shown.value.is_some() {
                dots.push(charts::Dot {
                    name: name.clone(),
                    side: Hue::Neutral,
                    value: shown.value.as_f64(),
                    low: None,
                    high: None,
                    label: shown.text.clone(),
                });
            }
            raw.push(vec![channel.clone(), shown.csv(self.currency)]);
            rows.push(vec![name, shown.text]);
        }
        let described = rows
            .iter()
            .map(|r| say!(w, "colon", name = r[0].as_str(), text = r[1].as_str()));
        let data = charts::Dots {
            rows: dots,
            reference: None,
        };
        Some(view(
            Words {
                name: format!("dots-{}-channel", metric.id),
                title: say!(w, "table-title-by", metric = &metric.name, by = say!(w, "by-channel")),
                measure: say!(w, "public-dots-measure", metric = &metric.name),
                description: described.collect::<Vec<_>>().join("; "),
                empty: say!(w, "public-no-values"),
                columns: vec![say!(w, "th-channel"), metric.name.clone()],
                rows,
                raw: (vec!["channel", "value"], raw),
            },
            |frame, size| charts::dots(frame, &data, size, &|x| w.tick(x, metric.unit, self.currency)),
        ))
    }

    /// A channel as pages name it.
    pub(super) fn channel_name(&self, channel: &str) -> String {
        let name = if channel == crate::ledger::UNKNOWN {
            say!(self.words, "name-not-known")
        } else {
            crate::words::label(channel)
        };
        crate::words::capital(&name)
    }
}
