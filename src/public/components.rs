//! What templates and pages can ask of a public site: the same functions as those of a team's, which answer from
//! public numbers alone and say of everything else that it is not shown.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::{Metric, Public, Who};
use crate::diagnostics::Problem;
use crate::metrics::{Dimension, Family, PeriodKind};
use crate::model::Month;
use crate::pages::chart::ChartView;
use crate::pages::components::{CAMPAIGNS_OVER_ALL, Called, dimension, load, text, unknown, with_words};
use crate::pages::figure::owner_word;
use crate::pages::theme::Theme;
use crate::pages::value;
use crate::words::{NOTHING, say};

/// What answers a function of templates.
type Answer = fn(&Public, &Kwargs) -> TeraResult<Json>;

/// All templates with the functions that they use, and what keeps the charts that they make.
///
/// # Errors
/// A template that does not parse.
pub(super) fn tera(public: &Arc<Public>, theme: &Theme) -> Result<(Tera, Called), Problem> {
    let mut tera = with_words(&public.words);
    let functions: [(&'static str, Answer); 4] = [
        ("metric_value", metric_value),
        ("table_view", table_view),
        ("findings_view", findings_view),
        ("account_name", account_name),
    ];
    for (name, answer) in functions {
        let p = public.clone();
        tera.register_function(name, move |args: Kwargs, _: &State| -> TeraResult<Value> {
            Ok(value(&answer(&p, &args)?))
        });
    }
    let called = Called::default();
    let (p, c) = (public.clone(), called.clone());
    tera.register_function("chart_view", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(match chart_view(&p, &args)? {
            Some(chart) => value(&c.keep(&text(&args, "path")?, chart)),
            None => value(&absent(&p)),
        })
    });
    load(&mut tera, theme, &public.words)?;
    Ok((tera, called))
}

/// What stands where something is not shown.
fn absent(public: &Public) -> Json {
    json!({ "absent": crate::words::capital(&say!(public.words, "public-absent")) })
}

/// A metric that is public; none for one that is not. A name that no metric has is a mistake.
fn metric<'p>(public: &'p Public, id: &str) -> TeraResult<Option<&'p Metric>> {
    let found = public.metric(id);
    if found.is_none() && !public.other_metrics.contains_key(id) {
        let known = public.metrics.iter().map(|m| m.id.as_str());
        let known: Vec<&str> = known.chain(public.other_metrics.keys().map(String::as_str)).collect();
        return Err(unknown("metric", id, known));
    }
    Ok(found)
}

/// The place of a period that is public; none for a month. A name that no period has is a mistake.
fn period(public: &Public, id: &str) -> TeraResult<Option<usize>> {
    let last = |kind: PeriodKind| {
        let whole = |p: &&usize| public.periods[**p].kind == kind && !public.periods[**p].running;
        let places: Vec<usize> = (0..public.periods.len()).collect();
        let of_kind = |p: &&usize| public.periods[**p].kind == kind;
        let found = places.iter().rfind(whole).or(places.iter().rfind(of_kind));
        found.copied()
    };
    let found = match id {
        "" => Some(0),
        "last-quarter" => last(PeriodKind::Quarter),
        "last-year" => last(PeriodKind::Year),
        _ => public.periods.iter().position(|p| p.id == id),
    };
    let is_there = ["last-year", "last-quarter", "last-month"].contains(&id) || Month::parse(id).is_ok();
    if found.is_none() && !is_there {
        let known = public.periods.iter().map(|p| p.id.as_str());
        return Err(unknown("period of this report", id, known));
    }
    Ok(found)
}

/// The member of a breakdown that is public; none where the breakdown is not.
fn who(public: &Public, by: &str, member: &str) -> TeraResult<Option<Who>> {
    let find = |known: Vec<&str>| {
        let found = known.iter().position(|k| *k == member);
        found.ok_or_else(|| unknown(by, member, known))
    };
    if by.is_empty() {
        return Ok(Some(Who::Everyone));
    }
    match dimension(by)? {
        Dimension::Channel => {
            let channels = public.channels.iter().map(String::as_str).collect();
            Ok(Some(Who::Channel(find(channels)?)))
        }
        Dimension::Campaign => {
            let campaigns = public.campaigns.iter().map(|c| c.id.as_str()).collect();
            Ok(Some(Who::Campaign(Some(find(campaigns)?))))
        }
        _ => Ok(None),
    }
}

fn metric_value(public: &Public, args: &Kwargs) -> TeraResult<Json> {
    let w = &public.words;
    let id = text(args, "id")?;
    let found = metric(public, &id)?;
    let at = period(public, &text(args, "period")?)?;
    let who = who(public, &text(args, "by")?, &text(args, "member")?)?;
    if matches!(who, Some(Who::Campaign(_))) && at != Some(0) {
        return Err(tera::Error::message(CAMPAIGNS_OVER_ALL));
    }
    let shown = found
        .zip(at)
        .zip(who)
        .and_then(|((m, p), who)| Some((m, p, public.shown(m, who, p)?)));
    Ok(match shown {
        Some((m, p, shown)) => json!({
            "text": shown.text,
            "name": m.name,
            "period": w.period(&public.periods[p]),
            "of": shown.of,
            "reason": shown.reason,
            "incomplete": null,
            "owner": owner_word(m.owner),
            "href": format!("metrics/{id}/index.html"),
        }),
        None => json!({
            "text": NOTHING,
            "name": found.map(|m| &m.name).or(public.other_metrics.get(&id)),
            "period": at.map_or_else(|| say!(w, "public-no-period"), |p| w.period(&public.periods[p])),
            "of": null,
            "reason": say!(w, "public-absent"),
            "incomplete": null,
            "owner": "both",
            "href": "metrics/index.html",
        }),
    })
}

/// A chart of public numbers; none where it is not public.
fn chart_view(public: &Public, args: &Kwargs) -> TeraResult<Option<ChartView>> {
    let (kind, id, every) = (text(args, "kind")?, text(args, "metric")?, text(args, "every")?);
    let at = period(public, &text(args, "period")?)?;
    Ok(match kind.as_str() {
        "funnel" => at.map(|p| public.stages_chart(p)),
        "split" => at.map(|p| public.split(p)),
        "trend" => {
            let found = metric(public, &id)?;
            let kind = match every.as_str() {
                "" | "quarter" => Some(PeriodKind::Quarter),
                "year" => Some(PeriodKind::Year),
                "month" => None,
                other => return Err(unknown("kind of period", other, ["month", "quarter", "year"])),
            };
            found.zip(kind).map(|(m, kind)| public.trend(m, kind))
        }
        "dots" => {
            let found = metric(public, &id)?;
            let by = dimension(&text(args, "by")?)?;
            found
                .filter(|_| by == Dimension::Channel && at == Some(0))
                .and_then(|m| public.dots(m))
        }
        "spend" | "losses" | "incidence" => None,
        other => {
            let known = ["funnel", "split", "trend", "dots", "spend", "losses", "incidence"];
            return Err(unknown("kind of chart", other, known));
        }
    })
}

fn table_view(public: &Public, args: &Kwargs) -> TeraResult<Json> {
    let w = &public.words;
    let (one, many, by) = (text(args, "metric")?, text(args, "metrics")?, text(args, "by")?);
    let at = period(public, &text(args, "period")?)?;
    let table = |title: String, by: String, figures: Json, members: Json, href: String, column: &str| {
        let period = at.map(|p| w.period(&public.periods[p]));
        json!({ "title": title, "period": period, "by": by, "metrics": figures, "members": members, "href": href, "column": column })
    };
    if !many.is_empty() {
        let mut figures = Vec::new();
        for id in many.split(',').map(str::trim) {
            if let (Some(m), Some(p)) = (metric(public, id)?, at) {
                figures.extend(public.card(&m.id, p));
            }
        }
        if figures.is_empty() {
            return Ok(absent(public));
        }
        let title = say!(w, "table-numbers");
        return Ok(table(
            title,
            String::new(),
            json!(figures),
            json!([]),
            String::new(),
            "",
        ));
    }
    let found = metric(public, &one)?;
    let dimension = dimension(&by)?;
    let members = found
        .zip(at)
        .map(|(m, p)| public.members(m, dimension, p))
        .unwrap_or_default();
    let (Some(m), false) = (found, members.is_empty()) else {
        return Ok(absent(public));
    };
    let rows: Vec<Json> = members
        .into_iter()
        .map(|(name, shown)| json!({ "member": name, "text": shown.text, "of": shown.of, "interval": shown.interval }))
        .collect();
    let by = w.by(dimension);
    Ok(table(
        say!(w, "table-title-by", metric = &m.name, by = by.as_str()),
        crate::words::capital(&by),
        json!([]),
        json!(rows),
        format!("metrics/{}/index.html", m.id),
        &m.name,
    ))
}

fn findings_view(public: &Public, args: &Kwargs) -> TeraResult<Json> {
    let (family, rule) = (text(args, "family")?, text(args, "rule")?);
    if !family.is_empty() && Family::parse(&family).is_none() {
        return Err(unknown("family of findings", &family, Family::WORDS.iter().copied()));
    }
    let rules = || crate::metrics::findings::registry().iter().map(|r| r.id);
    if !rule.is_empty() && !rules().any(|r| r == rule) {
        return Err(unknown("rule", &rule, rules()));
    }
    let wanted =
        |f: &&super::Finding| (family.is_empty() || f.family.word() == family) && (rule.is_empty() || f.rule == rule);
    Ok(public
        .findings
        .iter()
        .filter(wanted)
        .map(|f| public.finding(f))
        .collect())
}

fn account_name(public: &Public, args: &Kwargs) -> TeraResult<Json> {
    let deal = text(args, "deal")?;
    let name = public
        .pseudonym(&deal)
        .ok_or_else(|| tera::Error::message(format!("`{}` is no deal", crate::reader::show(&deal))))?;
    Ok(json!({ "name": say!(public.words, "public-account", name = name), "href": "" }))
}
