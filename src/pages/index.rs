//! Deals in the orders in which pages list them, worked out once for all pages.

use std::collections::{BTreeMap, BTreeSet};

use super::Site;
use crate::ledger::{Ledger, Status, UNKNOWN};
use crate::model::Person;

/// Deals by place in the ledger, sorted and grouped.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// All, newest first.
    pub newest: Vec<usize>,
    /// How many are open, won, lost: by [`Status`].
    pub by_status: [usize; 3],
    /// Open deals by stage, and how many of them a rule finds unanswered or standing still.
    pub open_at: Vec<(usize, usize)>,
    /// By source campaign, newest first.
    pub sourced: Vec<Vec<usize>>,
    /// By campaign that touched them and did not bring them, newest first.
    pub touched: Vec<Vec<usize>>,
    /// Everybody in team.yaml and every owner, by id.
    pub people: Vec<PersonDeals>,
}

/// Somebody with the deals that they own.
#[derive(Debug)]
pub(crate) struct PersonDeals {
    /// The id.
    pub id: String,
    /// Place in team.yaml.
    pub person: Option<usize>,
    /// Their deals, newest first.
    pub deals: Vec<usize>,
}

impl Index {
    /// Sorts and groups the deals of a site.
    pub(crate) fn new(site: &Site) -> Self {
        let ledger: &Ledger = &site.report.ledger;
        let campaigns = ledger.content.campaigns.len();
        let mut newest: Vec<usize> = (0..ledger.deals.len()).collect();
        newest.sort_by_key(|i| (std::cmp::Reverse(ledger.deals[*i].created), *i));
        let mut index = Self {
            sourced: vec![Vec::new(); campaigns],
            touched: vec![Vec::new(); campaigns],
            open_at: vec![(0, 0); ledger.settings.funnel.len()],
            ..Self::default()
        };
        let mut people: BTreeMap<&str, PersonDeals> = BTreeMap::new();
        let new = |id: &str, person| PersonDeals {
            id: id.to_owned(),
            person,
            deals: Vec::new(),
        };
        for (i, person) in ledger.content.people.iter().enumerate() {
            people.insert(person.id.as_str(), new(person.id.as_str(), Some(i)));
        }
        let mut seen = Vec::new();
        for &i in &newest {
            let h = &ledger.deals[i];
            index.by_status[h.status as usize] += 1;
            if h.status == Status::Open {
                index.open_at[usize::from(h.stage)].0 += 1;
            }
            seen.clear();
            if let Some(source) = h.source {
                index.sourced[source as usize].push(i);
                seen.push(source);
            }
            for campaign in ledger.touches(h).filter_map(|t| t.campaign) {
                if !seen.contains(&campaign) {
                    seen.push(campaign);
                    index.touched[campaign as usize].push(i);
                }
            }
            let owner = ledger.owners.name(i);
            if owner != UNKNOWN {
                people.entry(owner).or_insert_with(|| new(owner, None)).deals.push(i);
            }
        }
        let waiting = site
            .findings
            .iter()
            .filter(|f| matches!(f.rule, "stalled" | "handoff-unanswered"));
        let waiting: BTreeSet<&str> = waiting.flat_map(|f| &f.details).map(|d| d.id.as_str()).collect();
        for i in waiting.into_iter().filter_map(|id| ledger.find(id)) {
            index.open_at[usize::from(ledger.deals[i].stage)].1 += 1;
        }
        index.people = people.into_values().collect();
        index.newest = newest;
        index
    }

    /// Deals with a status.
    pub(crate) fn count(&self, status: Status) -> usize {
        self.by_status[status as usize]
    }
}

impl PersonDeals {
    /// The record in team.yaml.
    pub(crate) fn record<'l>(&self, ledger: &'l Ledger) -> Option<&'l Person> {
        self.person.map(|i| &ledger.content.people[i])
    }
}
