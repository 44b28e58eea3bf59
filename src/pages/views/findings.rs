//! Findings with what to do about them.

use serde::Serialize;
use serde_json::json;

use super::{Book, Built, Link, built};
use crate::metrics::findings::{RecordKind, registry};
use crate::metrics::{Family, FindingGroup};
use crate::pages::{Site, plan, words};
use crate::words::say;

/// A record behind a finding.
#[derive(Clone, Debug, Serialize)]
pub struct RecordView {
    /// Its name.
    pub name: String,
    /// Its page, where it has one.
    pub href: String,
    /// Who works it.
    pub owner: String,
    /// Days, as the rule counts them.
    pub days: String,
    /// Money at stake.
    pub amount: String,
    /// Whether the team has muted it.
    pub muted: bool,
}

/// A finding as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct FindingView {
    /// The rule.
    pub rule: &'static str,
    /// The family.
    pub family: &'static str,
    /// The family's name.
    pub family_name: String,
    /// `high`, `medium`, `low`.
    pub severity: &'static str,
    /// A sentence with the numbers.
    pub title: String,
    /// The money in words: "€900 at stake", "€900 spent".
    pub at_stake: Option<String>,
    /// What the rule looks for.
    pub looks_for: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub remedy: String,
    /// What speaks against it.
    pub doubt: String,
    /// The playbook page.
    pub href: String,
    /// The playbook page's title.
    pub page: String,
    /// The records, those with most at stake first.
    pub records: Vec<RecordView>,
    /// How many more there are.
    pub more: usize,
    /// Whether the team has muted all of it.
    pub muted: bool,
    /// Why the team muted it or some of it.
    pub notes: Vec<String>,
    /// Since when.
    pub date: String,
    /// The same as in data files.
    pub date_iso: String,
    /// Whether the money is spend rather than deals.
    pub is_spend: bool,
}

/// Records shown of one finding.
const SHOWN: usize = 25;

/// All findings of a family or a rule; of everything where both are empty. Muted ones come last.
pub fn list(site: &Site, family: &str, rule: &str) -> Vec<FindingView> {
    let wanted =
        |f: &&FindingGroup| (family.is_empty() || f.family.word() == family) && (rule.is_empty() || f.rule == rule);
    let mut all: Vec<&FindingGroup> = site.findings.iter().filter(wanted).collect();
    all.sort_by_key(|f| (f.is_muted(), f.severity, std::cmp::Reverse(f.at_stake), f.rule));
    all.into_iter().map(|f| view(site, f, SHOWN)).collect()
}

/// One finding with at most `shown` records.
pub(super) fn view(site: &Site, f: &FindingGroup, shown: usize) -> FindingView {
    let content = &site.report.ledger.content;
    let rule = registry().iter().find(|r| r.id == f.rule);
    let says = |part: &str| rule.map_or_else(String::new, |r| r.says(site.words(), part));
    let mut details: Vec<_> = f.details.iter().collect();
    details.sort_by_key(|d| {
        (
            f.muted.contains(&d.id),
            std::cmp::Reverse(d.amount),
            std::cmp::Reverse(d.days),
            &d.id,
        )
    });
    let listed = details.iter().take(shown);
    let amounts = listed.clone().filter_map(|d| d.amount).map(i128::from);
    let amounts = site.words().money_column(amounts, site.currency());
    let records = listed
        .map(|d| {
            let (name, href) = match f.kind {
                RecordKind::Deal => site
                    .report
                    .ledger
                    .find(&d.id)
                    .map(|i| super::deal::link(site, i))
                    .map_or_else(|| (d.id.clone(), String::new()), |l| (l.name, l.href)),
                RecordKind::Campaign => {
                    let name = content
                        .campaigns
                        .iter()
                        .find(|c| c.id.as_str() == d.id)
                        .map_or(d.id.clone(), |c| c.name.clone());
                    (name, format!("campaigns/{}/index.html", d.id))
                }
            };
            RecordView {
                name,
                href,
                owner: d
                    .owner
                    .as_deref()
                    .map_or_else(|| words::NOTHING.to_owned(), |o| site.person(o)),
                days: d
                    .days
                    .map_or_else(|| words::NOTHING.to_owned(), |n| site.words().grouped(n.into())),
                amount: d
                    .amount
                    .map_or_else(|| words::NOTHING.to_owned(), |a| amounts.text(a.into())),
                muted: f.muted.contains(&d.id),
            }
        })
        .collect();
    let notes = content
        .decisions
        .iter()
        .filter(|x| x.rule == f.rule && x.until >= site.as_of())
        .map(|x| {
            let w = site.words();
            let (date, person) = (w.date(x.until), site.person(x.by.as_str()));
            match &x.record {
                None => say!(w, "finding-note-all", date = date, person = person, note = &x.note),
                Some(record) => say!(
                    w,
                    "finding-note-one",
                    record = record.to_string(),
                    date = date,
                    person = person,
                    note = &x.note
                ),
            }
        })
        .collect();
    let href = plan::remedy_path(site, f.rule);
    FindingView {
        rule: f.rule,
        family: f.family.word(),
        family_name: site.words().word("family", f.family.word()),
        severity: f.severity.word(),
        title: f.title.clone(),
        at_stake: at_stake(site, f),
        looks_for: says("looks-for"),
        why: says("why"),
        remedy: says(if f.details.len() == 1 { "to-one" } else { "remedy" }),
        doubt: says("doubt"),
        page: content
            .pages
            .iter()
            .find(|p| plan::markdown_path(&p.slug) == href)
            .map_or_else(|| say!(site.words(), "finding-the-playbook"), |p| p.title.clone()),
        href,
        records,
        more: f.details.len().saturating_sub(shown),
        muted: f.is_muted(),
        notes,
        date: site.words().date(f.date),
        date_iso: f.date.to_string(),
        is_spend: f.kind == RecordKind::Campaign,
    }
}

/// The money of a finding, and what it is: amounts of deals, what campaigns cost, or what they cost too much.
fn at_stake(site: &Site, f: &FindingGroup) -> Option<String> {
    let w = site.words();
    let money = (f.at_stake != 0).then(|| w.money(f.at_stake, site.currency()))?;
    Some(match f.kind {
        RecordKind::Deal => say!(w, "finding-at-stake", money = money),
        RecordKind::Campaign if f.rule == "over-budget" => say!(w, "finding-over-budget", money = money),
        RecordKind::Campaign => say!(w, "finding-spent", money = money),
    })
}

/// The findings page, by family.
pub(crate) fn page(book: &Book) -> Built {
    let site = &book.site;
    let families: Vec<_> = Family::ALL
        .iter()
        .map(|family| {
            let looks: Vec<String> = registry().iter().filter(|r| r.family == *family && site.rules.enabled(r.id)).map(|r| r.says(site.words(), "looks-for")).collect();
            json!({ "id": family.word(), "name": site.words().word("family", family.word()), "findings": list(site, family.word(), ""), "looks_for": looks })
        })
        .collect();
    let open: Vec<&FindingGroup> = site.findings.iter().filter(|f| !f.is_muted()).collect();
    let high = open
        .iter()
        .filter(|f| f.severity == crate::metrics::Severity::High)
        .count();
    let w = site.words();
    let (n, muted) = (open.len(), site.findings.len() - open.len());
    let lead = match (n, high) {
        (0, _) if muted > 0 => say!(w, "findings-lead-muted", muted = muted),
        (0, _) => say!(w, "findings-lead-none"),
        (_, 0) => say!(w, "findings-lead-calm", n = n, muted = muted),
        _ => say!(w, "findings-lead-urgent", n = n, muted = muted, high = high),
    };
    built(
        (&say!(site.words(), "page-findings"), &lead, "findings"),
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")],
        &json!({ "families": families }),
        Vec::new(),
    )
}

/// The findings that are not muted, for the feed: latest first.
pub(in crate::pages) fn feed(site: &Site) -> tera::Context {
    let mut list: Vec<&FindingGroup> = site.findings.iter().filter(|f| !f.is_muted()).collect();
    list.sort_by_key(|f| (std::cmp::Reverse(f.date), f.rule));
    let views: Vec<FindingView> = list.into_iter().map(|f| view(site, f, 0)).collect();
    let mut context = tera::Context::new();
    context.insert("findings", &views);
    context
}
