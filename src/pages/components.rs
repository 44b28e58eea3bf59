//! Tera: the templates of the theme and the site, and what they can ask of the report.
//!
//! Components in pages and templates alike get their numbers through functions, so that a site's own
//! component can show what the built-in ones show.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tera::{ComponentArgType, Kwargs, State, Tera, TeraResult, Value};

use super::chart::ChartView;
use super::markdown::{Call, Literal};
use super::{Site, caveat, chart, figure, innermost, plan, template_problem, theme, value, views, words};
use crate::diagnostics::{Problem, suggest};
use crate::metrics::{Dimension, Family, Metric, Period, PeriodKind};
use crate::words::{Arg, Words, say};

/// The charts that components made while pages were rendered, by the path of the page: their data and drawings are
/// files as those of all charts are, and no view knows of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Called(Arc<Mutex<HashMap<String, Vec<ChartView>>>>);

impl Called {
    /// Keeps a chart for its page. Where the component does not say which page that is, the chart has no files, and
    /// no links to them.
    pub(crate) fn keep(&self, path: &str, chart: ChartView) -> ChartView {
        if path.is_empty() {
            return chart.without_files();
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(path.to_owned()).or_default().push(chart.clone());
        chart
    }

    /// The charts of a page, once it is rendered.
    pub(crate) fn take(&self, path: &str) -> Vec<ChartView> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(path).unwrap_or_default()
    }
}

/// All templates with the functions and filters they use, and what keeps the charts that they make.
///
/// # Errors
/// A template that does not parse.
pub(crate) fn tera(site: &Arc<Site>, theme: &theme::Theme, main: usize) -> Result<(Tera, Called), Problem> {
    let mut tera = with_words(&site.settings().words);
    let called = Called::default();
    register(&mut tera, site, main, &called);
    load(&mut tera, theme, site.words())?;
    Ok((tera, called))
}

/// What knows of words alone: messages, and filters for them.
pub(crate) fn with_words(words: &Arc<Words>) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml"]);
    tera.register_filter("ticks", ticks);
    tera.register_filter("links", links);
    tera.register_filter("parts", parts);
    super::reference::register(&mut tera, words);
    let w = words.clone();
    tera.register_function("t", move |args: Kwargs, _: &State| message(&w, &args));
    tera
}

/// Loads the templates of a theme; all functions that they use are there by then.
///
/// # Errors
/// A template that does not parse.
pub(crate) fn load(tera: &mut Tera, theme: &theme::Theme, words: &Words) -> Result<(), Problem> {
    let texts = theme.templates.iter();
    let said: Vec<(&str, String)> = texts
        .map(|(name, (_, text))| (name.as_str(), said_already(text, words)))
        .collect();
    tera.add_raw_templates(said.iter().map(|(name, text)| (*name, text.as_str())))
        .map_err(|e| template_problem(theme, &e, None))
}

/// Words of a problem as HTML: what stands between backticks as code.
fn ticks(text: &str, _: Kwargs, _: &State) -> Value {
    let parts = text.split('`').enumerate();
    let shown = parts.map(|(i, part)| match (i % 2, super::markdown::escaped(part)) {
        (1, code) => format!("<code>{code}</code>"),
        (_, words) => words,
    });
    Value::safe_string(&shown.collect::<String>())
}

/// A message's words as HTML: what stands in brackets as links `to` these addresses, in their order.
fn links(text: &str, args: Kwargs, _: &State) -> TeraResult<Value> {
    let to = args.must_get::<Vec<String>>("to")?;
    let mut out = String::new();
    for (i, part) in brackets(text).iter().enumerate() {
        let words = super::markdown::escaped(part);
        match to.get(i / 2) {
            Some(to) if i % 2 == 1 => {
                out.push_str(&format!("<a href=\"{}\">{words}</a>", super::markdown::escaped(to)));
            }
            _ => out.push_str(&words),
        }
    }
    Ok(Value::safe_string(&out))
}

/// What stands before, in and after the brackets of a message.
fn parts(text: &str, _: Kwargs, _: &State) -> Value {
    Value::from(brackets(text).into_iter().map(Value::from).collect::<Vec<_>>())
}

fn brackets(text: &str) -> Vec<&str> {
    text.split(['[', ']']).collect()
}

/// A template with the messages that take no values put in: they are the same on every page, and most of all.
fn said_already(template: &str, words: &Words) -> String {
    const CALL: &str = "{{ t(k=\"";
    let mut parts = template.split(CALL);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let call = part.split_once("\") }}").filter(|(key, _)| words.has(key));
        let message = call.and_then(|(key, rest)| Some((words.plain(key)?, rest)));
        // Lines stay where they are, and no message is taken for a template.
        if let Some((text, rest)) = message.filter(|(text, _)| !text.contains(['{', '\n'])) {
            out.push_str(&super::markdown::escaped(&text));
            out.push_str(rest);
        } else {
            out.push_str(CALL);
            out.push_str(part);
        }
    }
    out
}

/// A message by its key `k`, with the other arguments put in.
fn message(words: &Words, args: &Kwargs) -> TeraResult<Value> {
    let key = args.must_get::<&str>("k")?;
    if !words.has(key) {
        return Err(tera::Error::message(format!(
            "there is no message `{}`",
            crate::reader::show(key)
        )));
    }
    let given: Vec<(&str, Arg<'_>)> = args
        .iter()
        .filter_map(|(name, value)| {
            let name = name.as_str().filter(|n| *n != "k")?;
            let number = || value.as_f64().map(Arg::Number);
            Some((name, value.as_str().map(Arg::from).or_else(number)?))
        })
        .collect();
    Ok(Value::from(words.say(key, &given)))
}

fn register(tera: &mut Tera, site: &Arc<Site>, main: usize, called: &Called) {
    let s = site.clone();
    tera.register_function("metric_value", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let (id, period, by, member) = (
            text(&args, "id")?,
            text(&args, "period")?,
            text(&args, "by")?,
            text(&args, "member")?,
        );
        let metric = find_metric(&s, &id)?;
        let period = find_period(&s, &period, main)?;
        Ok(value(&metric_value(&s, metric, period, &by, &member)?))
    });
    let (s, c) = (site.clone(), called.clone());
    tera.register_function("chart_view", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let period = find_period(&s, &text(&args, "period")?, main)?;
        let chart = chart_view(&s, &args, period)?;
        Ok(value(&c.keep(&text(&args, "path")?, chart)))
    });
    let s = site.clone();
    tera.register_function("table_view", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let period = find_period(&s, &text(&args, "period")?, main)?;
        Ok(value(&table_view(&s, &args, period)?))
    });
    let s = site.clone();
    tera.register_function("findings_view", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let (family, rule) = (text(&args, "family")?, text(&args, "rule")?);
        if !family.is_empty() && Family::parse(&family).is_none() {
            return Err(unknown("family of findings", &family, Family::WORDS.iter().copied()));
        }
        let rules = || crate::metrics::findings::registry().iter().map(|r| r.id);
        if !rule.is_empty() && !rules().any(|r| r == rule) {
            return Err(unknown("rule", &rule, rules()));
        }
        Ok(value(&views::findings_list(&s, &family, &rule)))
    });
    let s = site.clone();
    tera.register_function("account_name", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(value(&account(&s, &text(&args, "deal")?)?))
    });
}

/// The account of a deal, and its page where it has one.
fn account(site: &Site, deal: &str) -> TeraResult<views::Link> {
    let ledger = &site.report.ledger;
    let deals = &ledger.content.deals;
    let found = deals.iter().find(|d| d.id.as_str() == deal);
    let found = found.ok_or_else(|| unknown("deal", deal, deals.iter().map(|d| d.id.as_str())))?;
    let href = ledger.find(deal).map(|i| views::deal_link(site, i).href);
    Ok(views::Link::new(found.account.as_str(), href.unwrap_or_default()))
}

/// An argument that is a text; empty where there is none.
pub(crate) fn text(args: &Kwargs, key: &str) -> TeraResult<String> {
    Ok(args.get::<&str>(key)?.unwrap_or_default().to_owned())
}

/// What to say of a word that is none of those known.
pub(crate) fn unknown<'a>(what: &str, word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> tera::Error {
    let hint = suggest(word, known).map(|h| format!("; {h}")).unwrap_or_default();
    tera::Error::message(format!("`{}` is no {what}{hint}", crate::reader::show(word)))
}

fn find_metric<'s>(site: &'s Site, id: &str) -> TeraResult<&'s Metric> {
    site.report.metric(id).ok_or_else(|| {
        unknown(
            "metric",
            id,
            site.report.registry.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(),
        )
    })
}

/// A period by its id, or `last-month`, `last-quarter`, `last-year`: the latest whole one.
fn find_period<'s>(site: &'s Site, id: &str, main: usize) -> TeraResult<&'s Period> {
    let periods = &site.report.periods;
    if id.is_empty() {
        return Ok(&periods.list[main]);
    }
    periods.named(id).map_err(tera::Error::message)
}

/// Of how many bad links of a page it is said what may be meant.
pub(crate) const HINTS: u32 = 50;

/// What to say where campaigns are asked for in a single period.
pub(crate) const CAMPAIGNS_OVER_ALL: &str = "campaigns are compared over the whole time: add period=\"all\"";

/// The dimension with a name.
///
/// # Errors
/// There is none with it, or no name is given where one is needed.
pub(crate) fn dimension(by: &str) -> TeraResult<Dimension> {
    let known = || Dimension::EVERY.iter().skip(1).map(|d| d.word());
    if by.is_empty() {
        let all: Vec<String> = known().map(|d| format!("`{d}`")).collect();
        let all = all.join(", ");
        return Err(tera::Error::message(format!("`by` is missing; it is one of {all}")));
    }
    Dimension::parse(by)
        .filter(|d| *d != Dimension::All)
        .ok_or_else(|| unknown("dimension", by, known()))
}

fn find_dimension(metric: &Metric, by: &str, period: &Period) -> TeraResult<Dimension> {
    let dimension = dimension(by)?;
    if !metric.breakdown.has(dimension) {
        return Err(tera::Error::message(format!(
            "`{}` is not broken down by {by}",
            metric.id
        )));
    }
    if dimension == Dimension::Campaign && period.kind != PeriodKind::All {
        return Err(tera::Error::message(CAMPAIGNS_OVER_ALL));
    }
    Ok(dimension)
}

#[derive(serde::Serialize)]
struct MetricValue {
    text: String,
    name: String,
    period: String,
    of: Option<String>,
    reason: Option<String>,
    incomplete: Option<String>,
    owner: &'static str,
    href: String,
}

fn metric_value(site: &Site, metric: &Metric, period: &Period, by: &str, member: &str) -> TeraResult<MetricValue> {
    let found = if by.is_empty() {
        site.report.value(&metric.id, &period.id)
    } else {
        let dimension = find_dimension(metric, by, period)?;
        let names: Vec<&str> = site.report.tables.dimensions[dimension as usize]
            .members
            .iter()
            .map(|m| m.name.as_str())
            .collect();
        if !names.contains(&member) {
            return Err(unknown(by, member, names));
        }
        site.report
            .member_value(&metric.id, &period.id, dimension, member)
            .unwrap_or_default()
    };
    Ok(MetricValue {
        text: figure::text(site, metric, &found, false),
        name: metric.name.clone(),
        period: site.words().period(period),
        of: figure::parts(site, metric, &found).filter(|_| found.value.is_some()),
        reason: figure::reason(site, metric, &found),
        incomplete: caveat::incomplete(site, metric, period),
        owner: figure::owner_word(metric.owner),
        href: format!("metrics/{}/index.html", metric.id),
    })
}

fn chart_view(site: &Site, args: &Kwargs, period: &Period) -> TeraResult<ChartView> {
    let kind = text(args, "kind")?;
    match kind.as_str() {
        "funnel" => Ok(chart::funnel(site, period)),
        "split" => Ok(chart::split(site, period)),
        "spend" => Ok(chart::dumbbell(site, period)),
        "losses" => Ok(chart::loss_reasons(site, period)),
        "incidence" => Ok(chart::incidence(site, period, 0, site.settings().funnel.win())),
        "trend" => {
            let metric = find_metric(site, &text(args, "metric")?)?;
            let every = text(args, "every")?;
            let kind = match every.as_str() {
                "" | "quarter" => PeriodKind::Quarter,
                "month" => PeriodKind::Month,
                "year" => PeriodKind::Year,
                other => return Err(unknown("kind of period", other, ["month", "quarter", "year"])),
            };
            Ok(chart::trend(site, metric, kind, None))
        }
        "dots" => {
            let metric = find_metric(site, &text(args, "metric")?)?;
            let dimension = find_dimension(metric, &text(args, "by")?, period)?;
            Ok(chart::dots(site, metric, period, dimension))
        }
        other => Err(unknown(
            "kind of chart",
            other,
            ["funnel", "split", "trend", "dots", "spend", "losses", "incidence"],
        )),
    }
}

#[derive(serde::Serialize)]
struct TableView {
    title: String,
    period: String,
    by: String,
    metrics: Vec<figure::Figure>,
    members: Vec<figure::MemberFigure>,
    href: String,
    column: String,
}

fn table_view(site: &Site, args: &Kwargs, period: &Period) -> TeraResult<TableView> {
    let (one, many, by) = (text(args, "metric")?, text(args, "metrics")?, text(args, "by")?);
    let mut table = TableView {
        title: String::new(),
        period: site.words().period(period),
        by: String::new(),
        metrics: Vec::new(),
        members: Vec::new(),
        href: String::new(),
        column: String::new(),
    };
    if !many.is_empty() {
        for id in many.split(',') {
            find_metric(site, id.trim())?;
            table.metrics.extend(figure::figure(site, id.trim(), period));
        }
        table.title = say!(site.words(), "table-numbers");
        return Ok(table);
    }
    let metric = find_metric(site, &one)?;
    let dimension = find_dimension(metric, &by, period)?;
    table.members = figure::breakdown(site, metric, period, dimension);
    for row in &mut table.members {
        row.href = site.member_href(dimension, &row.member);
        row.member = site.row_name(dimension, &row.member);
    }
    table.title = say!(
        site.words(),
        "table-title-by",
        metric = &metric.name,
        by = site.words().by(dimension)
    );
    table.by = words::capital(&site.words().by(dimension));
    table.column.clone_from(&metric.name);
    table.href = format!("metrics/{}/index.html", metric.id);
    Ok(table)
}

/// Renders a component called from the page at a path; the error is what to say at its place.
///
/// # Errors
/// An unknown component or argument, or what the component itself says.
pub(crate) fn call(tera: &Tera, call: &Call, path: &str) -> Result<String, String> {
    let public = |name: &&str| !name.contains('.');
    let Some(definition) = tera
        .get_component_definition(&call.name)
        .filter(|_| public(&call.name.as_str()))
    else {
        let mut names: Vec<&str> = tera.get_component_names().filter(public).collect();
        names.sort_unstable();
        let hint = suggest(&call.name, names).map(|h| format!("; {h}")).unwrap_or_default();
        return Err(format!("there is no component `{}`{hint}", call.name));
    };
    let mut arguments = tera::Context::new();
    let takes = || definition.args().iter().filter(|a| !a.is_implicit());
    let known: Vec<&str> = takes().map(tera::ComponentArg::name).collect();
    for (key, literal) in &call.arguments {
        let wanted = takes().find(|a| a.name() == key).and_then(tera::ComponentArg::arg_type);
        let needed = match (wanted, literal) {
            (Some(ComponentArgType::String), Literal::Int(_) | Literal::Bool(_)) => "a text in quotes",
            (Some(ComponentArgType::Bool), Literal::Int(_) | Literal::Text(_)) => "true or false, without quotes",
            (Some(ComponentArgType::Integer | ComponentArgType::Number), Literal::Text(_) | Literal::Bool(_)) => {
                "a number, without quotes"
            }
            _ => "",
        };
        if !needed.is_empty() {
            return Err(format!("the argument `{key}` of `{}` is {needed}", call.name));
        }
        if !known.contains(&key.as_str()) && definition.rest_param().is_none() {
            let hint = suggest(key, known.clone())
                .map(|h| format!("; {h}"))
                .unwrap_or_default();
            return Err(format!("`{}` takes no argument `{key}`{hint}", call.name));
        }
        let literal = match literal {
            Literal::Text(text) => Value::from(text.as_str()),
            Literal::Int(n) => Value::from(*n),
            Literal::Bool(b) => Value::from(*b),
        };
        arguments.insert_value(key.clone(), literal);
    }
    let given = |name: &str| call.arguments.iter().find(|(key, _)| key == name);
    if let Some(missing) = takes().find(|a| a.is_required() && given(a.name()).is_none()) {
        return Err(format!("`{}` needs the argument `{}`", call.name, missing.name()));
    }
    let mut implicit = tera::Context::new();
    implicit.insert("root", &plan::root_of(path));
    implicit.insert("path", path);
    tera.render_component_with_implicits(&call.name, &arguments, &implicit, None, true)
        .map(|html| html.trim().to_owned())
        .map_err(|e| {
            // What a function says stands last in the chain; Tera wraps it in its own report.
            let words = innermost(&e);
            words
                .lines()
                .next()
                .unwrap_or("")
                .trim_start_matches("error: ")
                .to_owned()
        })
}

/// An address without the place on its page, and that place.
fn parted(address: &str) -> (&str, &str) {
    address.find(['#', '?']).map_or((address, ""), |i| address.split_at(i))
}

/// The path of the site that a relative address in a file of the folder `from` means.
///
/// # Errors
/// It leads out of the site.
pub(crate) fn target(from: &str, address: &str) -> Result<String, String> {
    let path = parted(address).0;
    let decoded = path.replace("%20", " ");
    let mut parts: Vec<&str> = from.split('/').filter(|p| !p.is_empty()).collect();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Err(format!("`{}` leads out of the site", crate::reader::show(address)));
                }
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    Ok(match joined.strip_suffix(".md") {
        Some("index") => "index.html".to_owned(),
        Some(stem) => plan::markdown_path(stem.strip_suffix("/index").unwrap_or(stem)),
        None if decoded.ends_with('/') || joined.is_empty() => plan::markdown_path(&joined),
        None => joined,
    })
}

/// Whether a page's Markdown may link to a path of the site.
///
/// Of a bad link it is said what may be meant, as long as there are `hints` left: each is looked for among all paths.
pub(crate) fn link(
    plan: &plan::Plan,
    from: &str,
    root: &str,
    address: &str,
    hints: &Cell<u32>,
) -> Result<String, String> {
    let target = target(from, address)?;
    let rest = parted(address).1;
    if plan.paths.contains(&target) {
        return Ok(format!("{root}{}{rest}", target.replace(' ', "%20")));
    }
    let near = plan.paths.iter().map(String::as_str);
    let near = near.filter(|p| hints.get() > 0 && !p.starts_with("deals/"));
    let hint = crate::diagnostics::did_you_mean(&target, near)
        .map(|p| format!("; did you mean {p}?"))
        .unwrap_or_default();
    hints.set(hints.get().saturating_sub(1));
    Err(format!(
        "`{}` leads nowhere: there is no {target} in the site{hint}",
        crate::reader::show(address)
    ))
}
