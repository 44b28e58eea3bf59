//! What is likely wrong, though it could be right: warnings that the team can answer in decisions.yaml.
//!
//! Only what is dated on or before `as_of` is looked at.

use std::collections::{BTreeMap, HashSet};

use super::{Content, Locator, names};
use crate::diagnostics::{Code, Place, Problem};
use crate::model::{Currency, Day, Deal, Id, Origin};
use crate::reader::{Part, Seg, show};
use crate::settings::Settings;

/// The codes of these warnings: a decision may name one as its rule.
pub const CODES: [Code; 6] = [
    Code::UnusualAmount,
    Code::StageSkipped,
    Code::Untouched,
    Code::FunnelGrows,
    Code::OldRate,
    Code::AccountsAlike,
];

/// An amount this many times the median is unusual.
const UNUSUAL: i64 = 10;
/// Amounts are compared from so many on.
const AMOUNTS: usize = 20;
/// An owner's habits are looked at from so many deals on.
const HABIT: usize = 8;
/// An open deal is forgotten after so many days.
const UNTOUCHED: i32 = 180;
/// Entries of stages are compared from so many on.
const ENTRIES: usize = 20;
/// A rate is old after so many days.
const OLD_RATE: i32 = 300;

struct Looker<'c> {
    settings: &'c Settings,
    content: &'c Content,
    as_of: Day,
    locator: &'c Locator,
    decided: HashSet<(&'c str, Option<&'c str>)>,
    problems: Vec<Problem>,
}

/// Looks through content that was checked for what is likely wrong: warnings, which leave every record where it is.
pub fn check(settings: &Settings, content: &Content, as_of: Day, locator: &Locator) -> Vec<Problem> {
    let holding = content.decisions.iter().filter(|d| d.until >= as_of);
    let mut looker = Looker {
        settings,
        content,
        as_of,
        locator,
        decided: holding
            .map(|d| (d.rule.as_str(), d.record.as_ref().map(Id::as_str)))
            .collect(),
        problems: Vec::new(),
    };
    looker.amounts();
    looker.skipped();
    looker.untouched();
    looker.grows();
    looker.rates();
    looker.accounts();
    looker.problems
}

impl Looker<'_> {
    /// Reports unless the team has looked at it.
    fn report(&mut self, code: Code, record: Option<&Id>, message: String, place: Option<Place>, hint: &str) {
        let muted = |record| self.decided.contains(&(code.id(), record));
        if muted(None) || record.is_some_and(|r| muted(Some(r.as_str()))) {
            return;
        }
        let problem = Problem::new(code, message).hint(hint);
        self.problems.push(match place {
            Some(place) => problem.at(place),
            None => problem,
        });
    }

    fn place(&self, origin: &Origin, key: &'static str) -> Place {
        self.locator.place(origin, &[Seg::Key(key)], Part::Value)
    }

    fn amounts(&mut self) {
        let in_site = |deal: &Deal| {
            let closed = deal.lost.as_ref().map_or(self.as_of, |l| l.on.day.min(self.as_of));
            self.settings.to_site(deal.amount?, closed).ok()
        };
        let amounts: Vec<Option<i64>> = self.content.deals.iter().map(in_site).collect();
        let mut known: Vec<i64> = amounts.iter().copied().flatten().filter(|a| *a > 0).collect();
        if known.len() < AMOUNTS {
            return;
        }
        let middle = known.len() / 2;
        let median = *known.select_nth_unstable(middle).1;
        for (deal, amount) in self.content.deals.iter().zip(amounts) {
            if let Some(amount) = amount.filter(|a| *a >= median.saturating_mul(UNUSUAL)) {
                let times = amount / median;
                self.report(
                    Code::UnusualAmount,
                    Some(&deal.id),
                    format!("the amount of `{}` is {times} times the median of all deals", deal.id),
                    Some(self.place(&deal.origin, "amount")),
                    "correct it, or note in decisions.yaml that it is right",
                );
            }
        }
    }

    /// The stages entered by as_of.
    fn entered(&self, deal: &Deal) -> u64 {
        let entries = deal.stages.iter().filter(|e| e.on.day <= self.as_of);
        entries.fold(0, |set, e| set | 1 << e.stage)
    }

    /// Whether the deal's stages are those that a CRM's export showed: what of them is missing is nobody's habit.
    fn imported(&self, deal: &Deal) -> bool {
        self.content.imported.contains(&deal.origin.file)
    }

    fn skipped(&mut self) {
        let stages = self.settings.funnel.len();
        // For each owner and stage: deals that went past it, and those of them that were never in it.
        let mut habits: BTreeMap<&Id, Vec<(usize, usize)>> = BTreeMap::new();
        for deal in &self.content.deals {
            let Some(owner) = &deal.owner else { continue };
            if self.imported(deal) {
                continue;
            }
            let entered = self.entered(deal);
            let counts = habits.entry(owner).or_insert_with(|| vec![(0, 0); stages]);
            for (stage, count) in counts.iter_mut().enumerate() {
                if entered >> stage > 1 {
                    count.0 += 1;
                    count.1 += usize::from(entered >> stage & 1 == 0);
                }
            }
        }
        for (owner, counts) in habits {
            for (stage, (past, without)) in counts.into_iter().enumerate() {
                if past < HABIT || without * 2 <= past {
                    continue;
                }
                let person = self.content.people.iter().find(|p| p.id == *owner);
                self.report(
                    Code::StageSkipped,
                    Some(owner),
                    format!(
                        "{without} of {past} deals of `{owner}` were never in `{}`",
                        self.settings.funnel.stages[stage].id
                    ),
                    person.map(|p| self.place(&p.origin, "id")),
                    "is the stage not written down, or not used? Rates into it and out of it rest on it",
                );
            }
        }
    }

    fn untouched(&mut self) {
        let win = self.settings.funnel.win();
        for deal in &self.content.deals {
            let past = |day: &Day| *day <= self.as_of;
            let closed = deal.lost.as_ref().is_some_and(|l| past(&l.on.day)) || self.entered(deal) >> win & 1 == 1;
            if closed || deal.next.as_ref().is_some_and(|n| n.on.day >= self.as_of) {
                continue;
            }
            let days = deal
                .stages
                .iter()
                .map(|e| e.on.day)
                .chain(deal.touches.iter().map(|t| t.on.day));
            let Some(last) = days.filter(past).max() else { continue };
            let since = self.as_of.since(last);
            if since > UNTOUCHED {
                self.report(
                    Code::Untouched,
                    Some(&deal.id),
                    format!("nothing happened to the open deal `{}` for {since} days", deal.id),
                    Some(self.place(&deal.origin, "stages")),
                    "close it as lost, or write down what is next",
                );
            }
        }
    }

    fn grows(&mut self) {
        let funnel = &self.settings.funnel;
        let mut counts = vec![0usize; funnel.len()];
        for deal in self.content.deals.iter().filter(|d| !self.imported(d)) {
            let entered = self.entered(deal);
            for (stage, count) in counts.iter_mut().enumerate() {
                *count += usize::from(entered >> stage & 1 == 1);
            }
        }
        for (stage, pair) in counts.windows(2).enumerate() {
            let (before, after) = (pair[0], pair[1]);
            if after >= ENTRIES && after > before {
                let (from, to) = (&funnel.stages[stage].id, &funnel.stages[stage + 1].id);
                self.report(
                    Code::FunnelGrows,
                    None,
                    format!("more deals were in `{to}` ({after}) than in `{from}` before it ({before})"),
                    None,
                    "are entries into the earlier stage not written down?",
                );
            }
        }
    }

    fn rates(&mut self) {
        let mut used: BTreeMap<Currency, usize> = BTreeMap::new();
        for deal in &self.content.deals {
            let open = deal.lost.is_none() && self.entered(deal) >> self.settings.funnel.win() & 1 == 0;
            if let Some(amount) = deal.amount.filter(|a| open && a.currency != self.settings.currency) {
                *used.entry(amount.currency).or_default() += 1;
            }
        }
        for (currency, deals) in used {
            let dated = self.settings.rates.get(&currency).map_or(&[][..], Vec::as_slice);
            let latest = dated.iter().map(|(day, _)| *day).filter(|day| *day <= self.as_of).max();
            // Many keep one rate a year: that of this year will do to its end.
            let this_year = |day: Day| day.month().year() == self.as_of.month().year();
            let Some(latest) = latest.filter(|day| self.as_of.since(*day) > OLD_RATE && !this_year(*day)) else {
                continue;
            };
            let open = if deals == 1 {
                "1 open deal is".to_owned()
            } else {
                format!("{deals} open deals are")
            };
            self.report(
                Code::OldRate,
                None,
                format!("{open} counted at a rate of {} from {latest}", currency.code()),
                self.settings.rate_places.get(&(currency, latest)).cloned(),
                "add a rate of this year under [rates]",
            );
        }
    }

    fn accounts(&mut self) {
        // The first deal of each spelling, in the order of the records.
        let mut spellings: HashSet<&str> = HashSet::new();
        let deals = self.content.deals.iter().filter(|deal| spellings.insert(&deal.account));
        let deals: Vec<&Deal> = deals.collect();
        let names: Vec<&str> = deals.iter().map(|deal| deal.account.as_str()).collect();
        for (one, other) in names::alike(&names) {
            self.alike(deals[one], deals[other]);
        }
    }

    fn alike(&mut self, one: &Deal, other: &Deal) {
        let mut pair = [one, other];
        pair.sort_by_key(|deal| (&deal.origin.file, deal.origin.line));
        self.report(
            Code::AccountsAlike,
            Some(&pair[1].id),
            format!(
                "`{}` and `{}` may be one account",
                show(&pair[0].account),
                show(&pair[1].account)
            ),
            Some(self.place(&pair[1].origin, "account")),
            "write it the same way, so that a customer who comes back is seen",
        );
    }
}
