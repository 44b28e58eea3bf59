//! Findings: where the funnel goes wrong, with the records that say so.

mod missed;
mod mixed;
mod records;
mod registry;
mod rules;
#[cfg(test)]
mod tests;
mod wasted;

pub use registry::registry;
pub use rules::Rules;

use std::collections::HashSet;

use rayon::prelude::*;

use crate::content::{Locator, PageSource, likely};
use crate::diagnostics::{Code, Place, Problem, suggest};
use crate::ledger::Ledger;
use crate::model::{Campaign, Day, Decision, Id, words};
use crate::reader::{Part, Seg};
use crate::words::Words;

words! {
    /// The three families, as the playbook names them.
    Family {
        /// Marketing that pushes for the sale, sales that calls too early.
        MixedSignals = "mixed-signals",
        /// One side's money doing the other's work.
        WastedResources = "wasted-resources",
        /// Leads attracted and not converted, customers won and forgotten.
        MissedOpportunities = "missed-opportunities",
    }
}

words! {
    /// How much it matters.
    Severity {
        /// Look at it this week.
        High = "high",
        /// Look at it this month.
        Medium = "medium",
        /// Worth knowing.
        Low = "low",
    }
}

/// A rule: what it looks for, and what its finding says beside the numbers.
pub struct Rule {
    /// Id, as in settings and data files.
    pub id: &'static str,
    /// The family.
    pub family: Family,
    /// Its severity, where the records do not say otherwise.
    pub severity: Severity,
    /// The stem of the page with what to do in the playbook that `init` writes.
    pub page: &'static str,
    /// Thresholds: key and default.
    pub thresholds: &'static [(&'static str, &'static str)],
    /// Finds it.
    pub find: fn(&Look<'_>) -> Option<Found>,
}

impl Rule {
    /// The parts of its words: what it looks for, why that matters, what to do, the same where only one
    /// record is looked at, and what speaks against it.
    pub const PARTS: [&str; 5] = ["looks-for", "why", "remedy", "to-one", "doubt"];

    /// One part of its words.
    pub fn says(&self, words: &Words, part: &str) -> String {
        words.say(&format!("rule-{}-{part}", self.id), &[])
    }
}

/// What a rule looks at.
pub struct Look<'l> {
    /// The histories.
    pub ledger: &'l Ledger,
    /// All rules' thresholds.
    pub rules: &'l Rules,
    /// The rule that looks.
    pub rule: &'static str,
}

impl Look<'_> {
    /// The words of the site's language.
    pub fn words(&self) -> &Words {
        &self.ledger.settings.words
    }

    /// Whether a campaign starts on or before the report's day: later ones do not exist yet.
    pub fn has_begun(&self, campaign: &Campaign) -> bool {
        campaign.starts <= self.ledger.as_of
    }

    /// The campaigns that have begun.
    pub fn campaigns(&self) -> impl Iterator<Item = &Campaign> {
        self.ledger.content.campaigns.iter().filter(|c| self.has_begun(c))
    }

    /// A threshold of this rule, in whole units.
    pub fn days(&self, key: &str) -> i32 {
        self.rules.days(self.rule, key)
    }
}

/// What kind of record a finding names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// Deals.
    Deal,
    /// Campaigns.
    Campaign,
}

/// One record behind a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Id of the deal or campaign.
    pub id: String,
    /// Who works it or answers for it.
    pub owner: Option<String>,
    /// Days, as the rule counts them.
    pub days: Option<i32>,
    /// Money at stake, minor units.
    pub amount: Option<i64>,
    /// The date that made the rule fire for it.
    pub date: Day,
}

/// What a rule found.
#[derive(Clone, Debug)]
pub struct Found {
    /// A sentence with the numbers.
    pub title: String,
    /// What kind of records these are.
    pub kind: RecordKind,
    /// The records, sorted by id.
    pub details: Vec<Detail>,
    /// Another severity than the rule's.
    pub severity: Option<Severity>,
}

/// A finding: one rule that fires, with all its records.
#[derive(Clone, Debug)]
pub struct FindingGroup {
    /// The rule's id.
    pub rule: &'static str,
    /// The family.
    pub family: Family,
    /// Severity.
    pub severity: Severity,
    /// A sentence with the numbers.
    pub title: String,
    /// The latest date among what made it fire.
    pub date: Day,
    /// Money at stake, minor units.
    pub at_stake: i128,
    /// What kind of records these are.
    pub kind: RecordKind,
    /// The records, sorted by id.
    pub details: Vec<Detail>,
    /// Ids of records that the team has muted, sorted.
    pub muted: Vec<String>,
}

impl FindingGroup {
    /// Whether every record is muted.
    pub fn is_muted(&self) -> bool {
        self.muted.len() == self.details.len()
    }
}

/// Runs all rules that are enabled. Sorted by severity, then rule.
pub fn find(ledger: &Ledger, rules: &Rules) -> Vec<FindingGroup> {
    let mut all: Vec<FindingGroup> = registry()
        .par_iter()
        .filter(|rule| rules.enabled(rule.id))
        .filter_map(|rule| {
            let mut found = (rule.find)(&Look {
                ledger,
                rules,
                rule: rule.id,
            })?;
            found.details.sort_by(|a, b| a.id.cmp(&b.id));
            let date = found.details.iter().map(|d| d.date).max()?;
            let decisions = Decisions::on(ledger, rule.id);
            let muted = found
                .details
                .iter()
                .filter(|d| decisions.mute(&d.id))
                .map(|d| d.id.clone())
                .collect();
            Some(FindingGroup {
                rule: rule.id,
                family: rule.family,
                severity: found.severity.unwrap_or(rule.severity),
                title: found.title,
                date,
                at_stake: found.details.iter().map(|d| i128::from(d.amount.unwrap_or(0))).sum(),
                kind: found.kind,
                details: found.details,
                muted,
            })
        })
        .collect();
    all.sort_by_key(|f| (f.severity, f.rule));
    all
}

/// What the team decided about one rule, and what holds on the report's day.
struct Decisions<'l> {
    everything: bool,
    records: HashSet<&'l str>,
}

impl<'l> Decisions<'l> {
    fn on(ledger: &'l Ledger, rule: &str) -> Self {
        let all: &[Decision] = &ledger.content.decisions;
        let holding = || all.iter().filter(|d| d.rule == rule && d.until >= ledger.as_of);
        Self {
            everything: holding().any(|d| d.record.is_none()),
            records: holding().filter_map(|d| d.record.as_ref().map(Id::as_str)).collect(),
        }
    }

    fn mute(&self, record: &str) -> bool {
        self.everything || self.records.contains(record)
    }
}

/// Checks what pages say they answer against the rules and families that exist.
pub fn check_answers(pages: &[PageSource]) -> Vec<Problem> {
    let known = || registry().iter().map(|r| r.id).chain(Family::WORDS.iter().copied());
    let answers = pages.iter().flat_map(|page| &page.answers);
    let unknown = answers.filter(|(word, _)| !known().any(|k| k == word));
    let problem = |(word, place): &(String, Place)| {
        let message = format!(
            "`{}` is neither a rule nor a family of findings",
            crate::reader::show(word)
        );
        let mut problem = Problem::new(Code::UnknownReference, message).at(place.clone());
        problem.hint = suggest(word, known());
        problem
    };
    unknown.map(problem).collect()
}

/// The page with what to do about a finding: the first that names its rule, else the one that the playbook of `init` has
/// for it, else the first that names its family.
pub fn remedy<'p>(rule: &Rule, pages: &'p [PageSource]) -> Option<&'p PageSource> {
    let answering = |word: &str| {
        let all = pages.iter().filter(|p| p.answers.iter().any(|a| a.0 == word));
        all.min_by_key(|p| (p.order, &p.slug))
    };
    let slug = format!("playbook/{}", rule.page);
    answering(rule.id)
        .or_else(|| pages.iter().find(|p| p.slug == slug))
        .or_else(|| answering(rule.family.word()))
}

/// Checks the team's decisions against the rules and records that exist.
pub fn check_decisions(ledger: &Ledger, locator: &Locator) -> Vec<Problem> {
    let mut problems = Vec::new();
    for decision in &ledger.content.decisions {
        let answers_warning = likely::CODES.iter().any(|code| code.id() == decision.rule);
        if !answers_warning && !registry().iter().any(|r| r.id == decision.rule) {
            let place = locator.place(&decision.origin, &[Seg::Key("rule")], Part::Value);
            let mut problem = Problem::new(
                Code::UnknownReference,
                format!("`{}` is no rule", crate::reader::show(&decision.rule)),
            )
            .at(place);
            let warnings = likely::CODES.iter().map(|code| code.id());
            problem.hint = suggest(&decision.rule, registry().iter().map(|r| r.id).chain(warnings));
            problems.push(problem);
        }
        if let Some(record) = &decision.record {
            // Of an earlier day a deal may not have begun; it is one all the same.
            let known = ledger.find(record.as_str()).is_some()
                || ledger.content.deals.iter().any(|d| d.id == *record)
                || ledger.content.campaigns.iter().any(|c| c.id == *record)
                || answers_warning && ledger.content.people.iter().any(|p| p.id == *record);
            if !known {
                let place = locator.place(&decision.origin, &[Seg::Key("record")], Part::Value);
                problems.push(
                    Problem::new(
                        Code::UnknownRecord,
                        format!("`{record}` is neither a deal nor a campaign"),
                    )
                    .at(place)
                    .hint("correct the id, or delete the decision"),
                );
            }
        }
    }
    problems
}
