//! `funnelbook summary`: a playbook at a glance, in Markdown for GitHub: the main numbers, the findings, and
//! each problem with a link that edits its file.

use std::fmt::Write as _;
use std::sync::Arc;

use clap::Args;

use super::{BadRecords, Common, Deny, Exit, count, markdown, parse_deny, pipeline, print, say};
use crate::diagnostics::{self, Place, Problem, Problems, Severity};
use crate::metrics::PeriodKind;
use crate::pages::{self, Site, figure, views};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The repository on the web, for links that edit: <https://github.com/you/playbook>
    #[arg(long, value_name = "URL", value_parser = parse_web)]
    repository: Option<String>,
    /// The branch that these links edit
    #[arg(long, value_name = "NAME", default_value = "main", requires = "repository")]
    branch: String,
    /// The playbook's folder in the repository, where it is not the whole
    #[arg(long, value_name = "DIR", default_value = "", requires = "repository")]
    folder: String,
    /// Make errors of `warnings`, or of `findings=high` (and above)
    #[arg(long, value_name = "WHAT", value_parser = parse_deny)]
    deny: Vec<Deny>,
    /// What to do with records that have an error
    #[arg(long, value_enum, default_value_t = BadRecords::Stop)]
    bad_records: BadRecords,
}

/// Problems that are listed; the rest are counted.
const MOST: usize = 50;

fn parse_web(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = rest.is_some_and(|rest| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/%".contains(&b);
        !rest.is_empty() && rest.bytes().all(plain)
    });
    good.then(|| text.trim_end_matches('/').to_owned())
        .ok_or_else(|| "it is no address like https://github.com/you/playbook".to_owned())
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let (settings, mut problems) = pipeline::read_settings(common);
    let site = settings.map(|settings| {
        let loaded = pipeline::load(&common.root, pipeline::in_english(settings), &mut problems);
        Arc::new(pipeline::compute(&common.root, loaded, &mut problems))
    });
    // What only rendering finds: components, links, paths of pages.
    let pages = site.as_ref().and_then(|site| match pages::render(site, &drop) {
        Ok(rendered) => Some(rendered.pages),
        Err(Problems(found)) => {
            problems.extend(found);
            None
        }
    });
    for problem in &mut problems {
        problem.denied |= arguments.deny.contains(&Deny::Warnings);
    }
    diagnostics::sort(&mut problems);
    let stop = problems.iter().any(|p| pipeline::stops(p, arguments.bad_records));
    let built = site.as_deref().zip(pages).filter(|_| !stop);
    let mut out = String::new();
    let mut denied = 0;
    if let Some((site, pages)) = built {
        head(&mut out, site, pages, &problems);
        numbers(&mut out, site);
        denied = findings(&mut out, site, &arguments.deny);
    } else {
        let title = site.as_ref().map_or("Playbook", |s| s.settings().title.as_str());
        let _ = writeln!(
            out,
            "## {}\n\nNothing was built: {}.\n",
            markdown::text(title),
            count(&problems)
        );
    }
    list(&mut out, &problems, arguments);
    print(&out);
    if !common.quiet {
        say(&format!("{}\n", count(&problems)));
    }
    let errors = problems.iter().any(|p| p.severity() == Severity::Error);
    if errors || denied > 0 {
        Exit::Content
    } else {
        Exit::Done
    }
}

fn head(out: &mut String, site: &Site, pages: usize, problems: &[Problem]) {
    let (content, words) = (&site.report.ledger.content, site.words());
    let _ = writeln!(
        out,
        "## {}\n\nData up to {}: {}, {} campaigns, {} pages; {}.\n",
        markdown::text(&site.settings().title),
        site.as_of(),
        words.deals(content.deals.len() as i128),
        words.grouped(content.campaigns.len() as i128),
        words.grouped(pages as i128),
        count(problems)
    );
}

/// The numbers of the overview, in the last whole quarter, the one before, and since the beginning.
fn numbers(out: &mut String, site: &Site) {
    let periods = &site.report.periods;
    let quarter = periods.last_whole(PeriodKind::Quarter);
    let before = quarter.and_then(|q| periods.previous(q));
    let shown: Vec<_> = quarter
        .into_iter()
        .chain(before)
        .chain(std::iter::once(periods.all()))
        .collect();
    let heads: Vec<String> = shown.iter().map(|p| site.words().period(p)).collect();
    let row = |id: &String| -> Option<Vec<String>> {
        let mut cells = Vec::new();
        for period in &shown {
            let figure = figure::figure(site, id, period)?;
            if cells.is_empty() {
                cells.push(figure.name.clone());
            }
            cells.push(match figure.of {
                Some(of) if of != figure.text => format!("{} ({of})", figure.text),
                _ => figure.text,
            });
        }
        Some(cells)
    };
    let mut line = |cells: &[String]| {
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    };
    line(&[vec!["number".to_owned()], heads].concat());
    line(&[vec!["---".to_owned()], vec!["---:".to_owned(); shown.len()]].concat());
    for cells in views::headline(site.settings()).iter().filter_map(row) {
        let cells: Vec<String> = cells.iter().map(|cell| markdown::text(cell)).collect();
        line(&cells);
    }
    out.push('\n');
}

/// What was found and is not muted; gives how many of these are denied.
fn findings(out: &mut String, site: &Site, deny: &[Deny]) -> usize {
    let open: Vec<_> = site.findings.iter().filter(|f| !f.is_muted()).collect();
    out.push_str("### Findings\n\n");
    if open.is_empty() {
        out.push_str("None.\n\n");
        return 0;
    }
    let is_denied = |severity| {
        let least = |d: &Deny| matches!(d, Deny::Findings(least) if severity <= *least);
        deny.iter().any(least)
    };
    for finding in &open {
        let money = if finding.at_stake == 0 {
            String::new()
        } else {
            let money = site.words().money(finding.at_stake, site.currency());
            format!(" ({} at stake)", markdown::text(&money))
        };
        let denied = if is_denied(finding.severity) { ", denied" } else { "" };
        let _ = writeln!(
            out,
            "- **{}{denied}**: {}{money}",
            finding.severity.word(),
            markdown::text(&finding.title)
        );
    }
    out.push('\n');
    open.iter().filter(|f| is_denied(f.severity)).count()
}

fn list(out: &mut String, problems: &[Problem], arguments: &Arguments) {
    out.push_str("### Problems\n\n");
    if problems.is_empty() {
        out.push_str("None.\n");
    }
    // Errors first: they are why there is no site.
    let of = |severity| problems.iter().filter(move |p| p.severity() == severity);
    for problem in of(Severity::Error).chain(of(Severity::Warning)).take(MOST) {
        out.push_str(&sentence(problem, arguments));
    }
    if problems.len() > MOST {
        let _ = writeln!(
            out,
            "\nAnd {} more: `funnelbook check` lists them all.",
            problems.len() - MOST
        );
    }
}

/// A problem as a sentence, with a link that edits the file at its line.
fn sentence(problem: &Problem, arguments: &Arguments) -> String {
    let mut out = format!(
        "- **{} {}**: {}",
        problem.severity().word(),
        problem.code.id(),
        markdown::text(problem.message.trim_end_matches('.'))
    );
    if let Some(hint) = &problem.hint {
        let _ = write!(out, "; {}", markdown::text(hint));
    }
    out.push('.');
    if let Some(place) = &problem.place {
        let _ = write!(out, " {}", link(place, arguments));
    }
    if let Some((place, label)) = &problem.related {
        let _ = write!(out, " ({}: {})", link(place, arguments), markdown::text(label));
    }
    out.push('\n');
    out
}

fn link(place: &Place, arguments: &Arguments) -> String {
    let name = format!("{}, line {}", markdown::text(&place.file), place.line);
    let Some(repository) = &arguments.repository else {
        return name;
    };
    let folder = arguments.folder.trim_start_matches("./").trim_matches('/');
    let folder = if folder.is_empty() || folder == "." {
        String::new()
    } else {
        format!("{}/", markdown::address(folder))
    };
    format!(
        "[{name}]({repository}/edit/{}/{folder}{}#L{})",
        markdown::address(&arguments.branch),
        markdown::address(&place.file),
        place.line
    )
}
