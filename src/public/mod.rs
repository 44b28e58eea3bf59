//! What anybody may see: a site for the world, made of a type that holds nothing private.
//!
//! [`Public`] is built once from a report. It has no field for an account, a person, a note, a need or a deal, and
//! refers to no record; pages are rendered from it alone, so no template can reach what it does not hold. Its counts
//! are those of [`population`], with small ones hidden ([`hide`]); its money is rounded. The finished files are
//! searched for every private value all the same ([`guard`]), since a team's own pages may say anything.

mod charts;
mod components;
mod data;
mod figures;
pub mod guard;
pub mod hide;
mod plain;
pub mod population;
pub mod private;
pub mod secret;
mod site;
mod views;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

pub use population::{Count, Counts, What, Who};
pub use secret::{SHORTEST, Secret};

use crate::content::{Locator, PageSource};
use crate::diagnostics::{Code, Problem, Problems};
use crate::metrics::cell::{M, N};
use crate::metrics::findings::registry;
use crate::metrics::{Better, Dimension, Family, Period, PeriodKind, Report, Subject, Unit};
use crate::model::{Currency, Day, Deal, Goal, Side};
use crate::output::OutputFile;
use crate::pages::{Rendered, Site, plan};
use crate::settings::Within;
use crate::words::Words;

/// A stage of the funnel.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Whose it is.
    pub owner: Side,
    /// What must be true of a deal that enters it.
    pub means: Option<String>,
}

/// A campaign: what it is called and what it cost.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Who runs and pays for it.
    pub function: Side,
    /// The channel.
    pub channel: String,
    /// The job that it does.
    pub goal: Goal,
    /// When it began.
    pub starts: Day,
    /// When it ended.
    pub ends: Option<Day>,
    /// What was spent on it, rounded.
    pub spend: i128,
}

/// The definition of a metric.
#[derive(Clone, Debug)]
pub struct Metric {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The unit.
    pub unit: Unit,
    /// Which side answers for it.
    pub owner: Option<Side>,
    /// Which way is good.
    pub better: Better,
    /// The subject that it is listed under.
    pub subject: Subject,
    /// What it is.
    pub definition: String,
    /// Its formula.
    pub formula: String,
    /// Whether it counts what becomes of deals later.
    pub ripens: bool,
}

/// A rule that finds something: that it does, and neither what nor how often.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static str,
    /// Its family.
    pub family: Family,
    /// The playbook page, by its path and title.
    pub page: (String, Option<String>),
}

/// What anybody may see of a playbook.
#[derive(Clone, Debug)]
pub struct Public {
    /// The site's title.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// Where the site will be, ending in `/`.
    pub base_url: Option<String>,
    /// Whether search engines may list the pages.
    pub index: bool,
    /// The words of the site's language.
    pub words: Arc<Words>,
    /// The site's currency.
    pub currency: Currency,
    /// The report's day.
    pub as_of: Day,
    /// Days after which what becomes of deals is compared.
    pub horizon_days: i32,
    /// Counts below this are hidden.
    pub minimum: u64,
    /// The stages.
    pub stages: Vec<Stage>,
    /// The first stage of sales.
    pub first_sales: usize,
    /// Sales' promise.
    pub within: Within,
    /// Marketing's promise: leads handed over a month.
    pub promise: Option<u64>,
    /// Everything, years, quarters.
    pub periods: Vec<Period>,
    /// The channels.
    pub channels: Vec<String>,
    /// The campaigns.
    pub campaigns: Vec<Campaign>,
    /// The counts.
    pub counts: Counts,
    /// Whether counts could be published at all.
    pub has_counts: bool,
    /// The money won in each period, rounded; none where the number of wins is hidden.
    pub won: Vec<Option<i128>>,
    /// The average amount won in each period, rounded; none where not all that was won has an amount.
    pub average: Vec<Option<i128>>,
    /// What marketing's and sales' campaigns spent in each period, rounded.
    pub spend: Vec<[i128; 2]>,
    /// What the two sides' campaigns of each channel spent, rounded.
    pub channel_spend: Vec<[i128; 2]>,
    /// The metrics that are public.
    pub metrics: Vec<Metric>,
    /// The ids and names of the others, which pages may name.
    pub other_metrics: BTreeMap<String, String>,
    /// What goes wrong.
    pub findings: Vec<Finding>,
    /// The team's own pages.
    pub pages: Vec<PageSource>,
    /// Whether HTML in them is passed on.
    pub raw_html: bool,
    /// What accounts are called, by the tag of a deal.
    pseudonyms: BTreeMap<[u8; 16], String>,
    /// Makes tags.
    secret: Secret,
}

/// Money as the public sees it: two digits that say something.
pub fn two_digits(minor: i128) -> i128 {
    let mut unit = 1;
    while minor.abs() / unit >= 100 {
        unit *= 10;
    }
    (minor.abs() + unit / 2) / unit * unit * minor.signum()
}

impl Public {
    /// Takes from a site what anybody may see.
    pub fn of(site: &Site, secret: &Secret) -> Self {
        let report = &site.report;
        let settings = site.settings();
        let content = &report.ledger.content;
        let population = population::Population::of(report);
        let published = population.publish(settings.minimum_count);
        let has_counts = published.is_ok();
        let counts = published.unwrap_or_else(|_| population.withheld());
        let periods = population::periods(report);
        let won = won(
            report,
            &periods,
            &counts,
            (settings.funnel.win(), settings.minimum_count),
        );
        let channels: Vec<String> = report.ledger.channels.names().iter().map(ToString::to_string).collect();
        let held = |id: &str| figures::is_public(id, &settings.funnel);
        let metrics = report.registry.iter().filter(|m| held(&m.id));
        Self {
            title: settings.title.clone(),
            description: settings.description.clone(),
            base_url: settings.base_url.clone(),
            index: settings.index.is_some(),
            words: settings.words.clone(),
            currency: settings.currency,
            as_of: report.ledger.as_of,
            horizon_days: settings.horizon_days,
            minimum: settings.minimum_count,
            stages: stages(site),
            first_sales: settings.funnel.first_sales(),
            within: settings.within,
            promise: settings.promise,
            average: average(report, &periods, &counts, settings.funnel.win(), &won),
            won,
            spend: spend(report, &periods),
            channel_spend: (0..channels.len()).map(|c| channel_spend(report, c)).collect(),
            periods,
            channels,
            campaigns: campaigns(report),
            counts,
            has_counts,
            metrics: metrics.map(definition).collect(),
            other_metrics: report
                .registry
                .iter()
                .filter(|m| !held(&m.id))
                .map(|m| (m.id.clone(), m.name.clone()))
                .collect(),
            findings: findings(site),
            pages: content.pages.clone(),
            raw_html: settings.raw_html,
            pseudonyms: pseudonyms(&content.pages, &content.deals, secret),
            secret: secret.clone(),
        }
    }

    /// What the account of a deal is called, where there is such a deal.
    pub fn pseudonym(&self, deal: &str) -> Option<&str> {
        self.pseudonyms.get(&self.secret.tag(deal)).map(String::as_str)
    }

    /// The last stage.
    pub fn win(&self) -> usize {
        self.stages.len() - 1
    }
}

/// Pseudonyms for the deals that pages name: a quoted text of a page that is the id of a deal.
fn pseudonyms(pages: &[PageSource], deals: &[Deal], secret: &Secret) -> BTreeMap<[u8; 16], String> {
    let named: BTreeSet<&str> = pages.iter().flat_map(|page| page.body.split(['"', '\''])).collect();
    let deals = deals.iter().filter(|d| named.contains(d.id.as_str()));
    deals
        .map(|d| (secret.tag(d.id.as_str()), secret.pseudonym(&d.account)))
        .collect()
}

fn stages(site: &Site) -> Vec<Stage> {
    let stage = |s: &crate::settings::Stage| Stage {
        id: s.id.clone(),
        name: s.name.clone(),
        owner: s.owner,
        means: s.means.clone(),
    };
    site.settings().funnel.stages.iter().map(stage).collect()
}

fn definition(m: &crate::metrics::Metric) -> Metric {
    Metric {
        id: m.id.clone(),
        name: m.name.clone(),
        unit: m.unit,
        owner: m.owner,
        better: m.better,
        subject: m.subject,
        definition: m.definition.clone(),
        formula: m.formula.clone(),
        ripens: m.ripens,
    }
}

/// Money won, where it is told how many deals that were, and it is not the money of few: of some wins nobody wrote an
/// amount down. Where it is, the others of the same year, or all years, would tell it, and are not shown either. Nor are
/// then the quarters of one other year: with them all other years would be known, and so what is left of everything.
fn won(report: &Report, periods: &[Period], counts: &Counts, (win, minimum): (usize, u64)) -> Vec<Option<i128>> {
    let cell = |period: &Period| report.tables.cell(Dimension::All, 0, period);
    let with_amount = |period: &Period| u64::try_from(cell(period)[N::WonWithAmount]).unwrap_or(0);
    let is_few: Vec<bool> = periods.iter().map(|p| (1..minimum).contains(&with_amount(p))).collect();
    let year_of = |period: &Period| {
        let years = periods.iter().filter(|y| y.kind == PeriodKind::Year);
        years
            .filter(|y| y.first <= period.first && period.last <= y.last)
            .map(|y| y.first)
            .next()
    };
    let tells =
        |a: &Period, b: &Period| a.kind == b.kind && (a.kind != PeriodKind::Quarter || year_of(a) == year_of(b));
    let money = |(p, period): (usize, &Period)| {
        counts.get(Who::Everyone, p, What::Entered(win))?.number()?;
        let few_beside = periods
            .iter()
            .zip(&is_few)
            .any(|(other, few)| *few && tells(other, period));
        (!few_beside).then(|| two_digits(cell(period)[M::Won]))
    };
    let mut shown: Vec<Option<i128>> = periods.iter().enumerate().map(money).collect();
    let years = || {
        let all = periods.iter().zip(&is_few).filter(|(p, _)| p.kind == PeriodKind::Year);
        all.map(|(year, few)| (with_amount(year), year, *few))
    };
    let of_few: u64 = years().filter(|y| y.2).map(|y| y.0).sum();
    if (1..minimum).contains(&of_few) {
        let enough = years().filter(|y| y.0 >= minimum);
        let beside = enough.min_by_key(|y| (y.0, y.1.first)).map(|y| y.1.first);
        for (period, money) in periods.iter().zip(&mut shown) {
            let hides = match beside {
                Some(year) => period.kind == PeriodKind::Quarter && year_of(period) == Some(year),
                None => period.kind == PeriodKind::All,
            };
            *money = money.filter(|_| !hides);
        }
    }
    shown
}

/// The average amount won, where the money is told and every deal won has an amount: how many of them have one is not.
fn average(
    report: &Report,
    periods: &[Period],
    counts: &Counts,
    win: usize,
    won: &[Option<i128>],
) -> Vec<Option<i128>> {
    let of = |(p, period): (usize, &Period)| {
        let n = counts.get(Who::Everyone, p, What::Entered(win))?.number()?;
        let with_amount = i128::from(report.tables.cell(Dimension::All, 0, period)[N::WonWithAmount]);
        (n > 0 && n == with_amount).then_some(two_digits(won[p]? / n.max(1)))
    };
    periods.iter().enumerate().map(of).collect()
}

fn spend(report: &Report, periods: &[Period]) -> Vec<[i128; 2]> {
    let of = |period: &Period| {
        let place = report.periods.list.iter().position(|p| p.id == period.id).unwrap_or(0);
        let view = report.view(Dimension::All, 0, place);
        [view.marketing.spend, view.sales.spend].map(two_digits)
    };
    periods.iter().map(of).collect()
}

fn channel_spend(report: &Report, channel: usize) -> [i128; 2] {
    let name = &report.ledger.channels.names()[channel];
    let campaigns = &report.ledger.content.campaigns;
    [Side::Marketing, Side::Sales].map(|side| {
        let all = campaigns.iter().zip(&report.tables.campaigns);
        let own = all.filter(|(c, _)| c.channel == **name && c.function == side);
        two_digits(own.flat_map(|(_, months)| months.values()).map(|m| m.spend).sum())
    })
}

fn campaigns(report: &Report) -> Vec<Campaign> {
    let all = report.ledger.content.campaigns.iter().zip(&report.tables.campaigns);
    all.map(|(c, months)| Campaign {
        id: c.id.to_string(),
        name: c.name.clone(),
        function: c.function,
        channel: c.channel.clone(),
        goal: c.goal,
        starts: c.starts,
        ends: c.ends,
        spend: two_digits(months.values().map(|m| m.spend).sum()),
    })
    .collect()
}

/// Rules that compare counts, of which the public sees only some, or counts with money that it sees: what they find says
/// more than that something is there.
const COMPARING: [&str; 2] = ["leak", "spend-without-pipeline"];

fn findings(site: &Site) -> Vec<Finding> {
    let found = |rule: &&crate::metrics::Rule| {
        !COMPARING.contains(&rule.id) && site.findings.iter().any(|f| f.rule == rule.id && !f.is_muted())
    };
    let pages = &site.report.ledger.content.pages;
    let finding = |rule: &crate::metrics::Rule| {
        let path = plan::remedy_path(site, rule.id);
        let title = pages.iter().find(|p| plan::markdown_path(&p.slug) == path);
        Finding {
            rule: rule.id,
            family: rule.family,
            page: (path, title.map(|p| p.title.clone())),
        }
    };
    registry().iter().filter(found).map(finding).collect()
}

/// Counts below this cannot be hidden: "under 2" would be 1.
pub const LEAST_MINIMUM: u64 = 3;

/// Renders the public site and looks for private values in it.
///
/// # Errors
/// Problems with pages, templates or paths, or a private value in a file: then none of it may be written.
pub fn render(site: &Arc<Site>, secret: &Secret) -> Result<(Vec<OutputFile>, Rendered), Problems> {
    // What a record keeps that was left out for an error is not known, and cannot be looked for.
    let left_out: BTreeSet<&str> = (site.report.ledger.content.left_out.iter())
        .map(|record| record.file.as_ref())
        .collect();
    if !left_out.is_empty() {
        let files: Vec<&str> = left_out.into_iter().collect();
        let message = format!(
            "records with errors were left out, and what they keep private cannot be looked for: {}",
            files.join(", ")
        );
        return Err(Problems(vec![
            Problem::new(Code::Private, message).hint("correct them; a site for the public wants every record"),
        ]));
    }
    let public = Arc::new(Public::of(site, secret));
    let files = site::Sources {
        root: &site.root,
        theme: &site.settings().theme,
        assets: &site.report.ledger.content.assets,
    };
    let (files, rendered) = site::render(&public, &files)?;
    let found = leaks(site, &files);
    if found.is_empty() {
        Ok((files, rendered))
    } else {
        Err(Problems(found))
    }
}

/// A problem for each file and private value in it.
fn leaks(site: &Site, files: &[OutputFile]) -> Vec<Problem> {
    let values = private::values(&site.report.ledger.content, site.settings());
    let own = site::own_files();
    let hits = guard::search(files, &values, &|file| own.contains(file));
    let locator = Locator::new(Path::new(&site.root));
    hits.into_iter()
        .map(|hit| {
            let (file, value) = (&files[hit.file].path, &values[hit.value]);
            let message = format!("{file} would tell {}, which stands in {}", value.what, value.place(&locator));
            Problem::new(Code::Private, message).hint(
                "take it out of the page, title or name that says it; in Markdown `{{ <account deal=\"…\" /> }}` gives a pseudonym. If it is a \
                 word that means something else there too, add it to `public_words` under [privacy] in site.toml",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::two_digits;

    #[test]
    fn money_keeps_two_digits() {
        // By hand.
        for (exact, rounded) in [
            (0, 0),
            (7, 7),
            (99, 99),
            (104, 100),
            (105, 110),
            (995, 1000),
            (12_345_678, 12_000_000),
            (-1_250, -1_300),
        ] {
            assert_eq!(two_digits(exact), rounded, "{exact}");
        }
    }
}
