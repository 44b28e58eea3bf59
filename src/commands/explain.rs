//! `funnelbook explain`: what a metric, a finding or a problem's code means.

use std::fmt::Write as _;

use clap::Args;

use super::{BadRecords, Common, Exit, pipeline, print, say, table};
use crate::diagnostics::{Code, Severity, suggest};
use crate::metrics::findings::registry as rules;
use crate::metrics::{Dimension, Metric, Number, Record, Rule, Thing, registry};
use crate::pages::{Site, figure, views, words};
use crate::reader::show;
use crate::settings::{self, Language};
use crate::words::Words;

#[derive(Args)]
pub(crate) struct Arguments {
    /// A metric (`win_rate`), a finding's rule (`stalled`), or a problem's code (`E012`)
    id: String,
    /// The period whose values are put in: `all`, `2026`, `2026-Q3`, `2026-09`, `last-quarter`; else the one that pages show first
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
}

/// Records shown; the site's data file holds all.
const SHOWN: usize = 100;

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let id = arguments.id.as_str();
    if let Some(code) = Code::ALL.iter().find(|c| c.id().eq_ignore_ascii_case(id)) {
        print(&of_code(*code));
        return Exit::Done;
    }
    // The playbook here, where there is one that can be read; else the definitions alone.
    let site = here(common);
    if let Some(rule) = rules().iter().find(|r| r.id == id) {
        print(&of_rule(rule, site.as_ref()));
        return Exit::Done;
    }
    // Without a playbook: the default funnel's metrics.
    let standard = settings::read("site.toml", "title = \"Playbook\"")
        .0
        .filter(|_| site.is_none());
    let standard = standard.map(|s| registry::registry(&s)).unwrap_or_default();
    let known: &[Metric] = site.as_ref().map_or(&standard, |s| &s.report.registry);
    let Some(i) = known.iter().position(|m| m.id == id) else {
        let ids = known.iter().map(|m| m.id.as_str());
        let all: Vec<&str> = ids.chain(rules().iter().map(|r| r.id)).collect();
        let hint = suggest(id, all).map(|h| format!("; {h}")).unwrap_or_default();
        say(&format!("error: `{}` is no metric, finding or code{hint}\n", show(id)));
        return Exit::Usage;
    };
    let mut out = of_metric(&known[i]);
    if let Some(site) = &site {
        match values(site, i, arguments.period.as_deref()) {
            Ok(text) => out.push_str(&text),
            Err(why) => {
                say(&why);
                return Exit::Usage;
            }
        }
    }
    print(&out);
    Exit::Done
}

fn here(common: &Common) -> Option<Site> {
    if !common.root.join("site.toml").is_file() {
        return None;
    }
    let (settings, mut problems) = pipeline::read_settings(common);
    let loaded = pipeline::load(&common.root, pipeline::in_english(settings?), &mut problems);
    if problems.iter().any(|p| pipeline::stops(p, BadRecords::LeaveOut)) {
        say("The playbook here has errors that `funnelbook check` lists; its values are not shown.\n\n");
        return None;
    }
    Some(pipeline::compute(&common.root, loaded, &mut problems))
}

fn of_code(code: Code) -> String {
    let severity = match code.severity() {
        Severity::Error => "an error: nothing is written",
        Severity::Warning => "a warning: the site is written",
    };
    let help = flow(code.help(), "");
    format!("{}: {}\n({severity})\n\n{help}", code.id(), code.title())
}

/// How wide the labels are.
const LABEL: usize = 24;

/// A label and its text beside it; below it where that would be narrow.
fn line(out: &mut String, label: &str, text: &str) {
    let width = table::terminal_width().unwrap_or(usize::MAX);
    if width < 3 * LABEL {
        let _ = writeln!(out, "{label}");
        out.push_str(&flow(text, "  "));
        return;
    }
    for (i, part) in table::wrapped(text, width - LABEL).iter().enumerate() {
        let label = if i == 0 { label } else { "" };
        let _ = writeln!(out, "{label:<LABEL$}{part}");
    }
}

/// A text in as many lines as the terminal's width asks for.
fn flow(text: &str, indent: &str) -> String {
    let width = table::terminal_width().unwrap_or(usize::MAX);
    let lines = table::wrapped(text, width.saturating_sub(indent.len()));
    lines.iter().map(|line| format!("{indent}{line}\n")).collect()
}

fn of_rule(rule: &Rule, site: Option<&Site>) -> String {
    let words = Words::of(Language::En);
    let mut out = format!(
        "{} ({}, {})\n\n",
        rule.id,
        rule.family.word().replace('-', " "),
        rule.severity.word()
    );
    line(&mut out, "Looks for", &rule.says(&words, "looks-for"));
    line(&mut out, "Why it matters", &rule.says(&words, "why"));
    line(&mut out, "What to do", &rule.says(&words, "remedy"));
    line(&mut out, "What speaks against it", &rule.says(&words, "doubt"));
    let settings = site.map_or(&[][..], |s| &s.settings().rules);
    for (key, default) in rule.thresholds {
        let own = settings.iter().find(|s| s.rule == rule.id && s.key == *key);
        let (value, default) = match own {
            None => (*default, String::new()),
            Some(own) => (own.value.as_str(), format!("; {default} without it")),
        };
        let text = format!("{key} = {value}, in [findings.{}] of site.toml{default}", rule.id);
        line(&mut out, "Threshold", &text);
    }
    let Some(site) = site else { return out };
    if !site.rules.enabled(rule.id) {
        out.push_str("\nIt is turned off here.\n");
        return out;
    }
    let Some(found) = site.findings.iter().find(|f| f.rule == rule.id) else {
        out.push_str("\nIt finds nothing here.\n");
        return out;
    };
    let _ = write!(out, "\n{}", flow(&format!("Here: {}", found.title), ""));
    for d in found.details.iter().take(SHOWN) {
        let muted = if found.muted.contains(&d.id) { ", muted" } else { "" };
        let amount = d
            .amount
            .map(|a| format!(", {}", site.words().money(a.into(), site.currency())));
        let days = d.days.map(|n| format!(", {}", site.words().days(n.into())));
        let (days, amount) = (days.unwrap_or_default(), amount.unwrap_or_default());
        out.push_str(&flow(&format!("{}{days}{amount}{muted}", d.id), "  "));
    }
    more(&mut out, found.details.len(), "data/findings.json");
    out
}

fn more(out: &mut String, all: usize, file: &str) {
    if all > SHOWN {
        let _ = writeln!(out, "  and {} more: {file} of the site has all of them", all - SHOWN);
    }
}

fn of_metric(metric: &Metric) -> String {
    let mut out = format!("{} ({})\n\n", metric.name, metric.id);
    line(&mut out, "What it is", &metric.definition);
    line(&mut out, "Formula", &metric.formula);
    line(
        &mut out,
        "Who answers for it",
        match figure::owner_word(metric.owner) {
            "both" => "marketing and sales",
            side => side,
        },
    );
    line(&mut out, "Unit", metric.unit.word());
    if let Some(source) = metric.source {
        line(&mut out, "Source", &Words::of(Language::En).word("source", source));
    }
    let by: Vec<String> = Dimension::EVERY
        .into_iter()
        .skip(1)
        .filter(|d| metric.breakdown.has(*d))
        .map(|d| d.word().to_owned())
        .collect();
    let by = if by.is_empty() {
        "nothing".to_owned()
    } else {
        Words::of(Language::En).list(&by)
    };
    line(&mut out, "Broken down by", &by);
    out
}

/// The metric's value with its formula filled in, and the records behind it.
fn values(site: &Site, i: usize, period: Option<&str>) -> Result<String, String> {
    let report = &site.report;
    let metric = &report.registry[i];
    let position = match period {
        None => views::main_period(site),
        Some(word) => {
            let named = report.periods.named(word).map_err(|why| format!("error: {why}\n"))?;
            report.periods.list.iter().position(|p| p.id == named.id).unwrap_or(0)
        }
    };
    let period = &report.periods.list[position];
    let value = report.value(&metric.id, &period.id);
    let mut out = String::from("\n");
    let shown = match figure::reason(site, metric, &value) {
        None => figure::text(site, metric, &value, false),
        Some(reason) => format!("no value: {reason}"),
    };
    line(&mut out, &words::capital(&site.words().period(period)), &shown);
    if let Some(put_in) = figure::put_in(site, metric, &value, &report.view(Dimension::All, 0, position)) {
        line(&mut out, "With the values in", &put_in);
    }
    let records = &report.records(position)[i];
    if !records.is_empty() {
        let _ = writeln!(
            out,
            "\n{} behind it:",
            match records.len() {
                1 => "1 record".to_owned(),
                n => format!("{} records", site.words().grouped(n as i128)),
            }
        );
    }
    for record in records.iter().take(SHOWN) {
        out.push_str(&flow(&of_record(site, metric, record), "  "));
    }
    more(&mut out, records.len(), &format!("data/records/{}.csv", metric.id));
    if !metric.made_of.is_empty() {
        let made_of = format!("It is made of: {}", metric.made_of.join(", "));
        let _ = write!(out, "\n{}", flow(&made_of, ""));
    }
    Ok(out)
}

fn of_record(site: &Site, metric: &Metric, record: &Record) -> String {
    let ledger = &site.report.ledger;
    let name = match record.thing {
        Thing::Deal(i) => {
            let deal = ledger.record(&ledger.deals[i]);
            format!("{} ({})", deal.id, show(&deal.account))
        }
        Thing::Campaign(i) => {
            let campaign = &ledger.content.campaigns[i];
            format!("{} ({})", campaign.id, show(&campaign.name))
        }
        Thing::Costs(month) => format!("costs of {}", site.words().month(month)),
    };
    let v = &record.value;
    let adds = match (v.denominator, v.value) {
        (Number::None, Number::None) => "not known yet".to_owned(),
        (Number::None, value) => site.words().value(value, metric.unit, site.currency(), false),
        (below, _) => format!("{} / {}", figure::part(site, v.numerator), figure::part(site, below)),
    };
    format!("{name}: {adds}")
}
