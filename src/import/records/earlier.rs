//! What earlier imports left in the playbook. An export may hold a part of it only: deals without their contacts,
//! or contacts of deals that were imported before. What is there already is found, and not added again.

use std::collections::{HashMap, HashSet};

use super::Reader;
use super::cells::At;
use super::rows::{Contacts, DealRow};
use crate::content::Content;
use crate::import::values;
use crate::model::{Deal, Id, Kind};

/// The playbook's deals, as an import looks them up.
#[derive(Debug, Default)]
pub struct Earlier<'a> {
    deals: HashMap<&'a str, &'a Deal>,
    /// Ids of records with errors.
    broken: HashSet<&'a str>,
    /// Contacts' records that went on as deals, by what the deal is called.
    by_name: HashMap<&'a str, &'a Deal>,
}

/// Whether a contact's record holds what only a deal has: it went on as one.
fn is_deal(record: &Deal) -> bool {
    record.name.is_some() || record.amount.is_some() || record.kind != Kind::New
}

fn called(record: &Deal) -> &str {
    record.name.as_deref().unwrap_or(&record.account)
}

impl<'a> Earlier<'a> {
    /// Looks at a playbook's content.
    pub fn new(content: &'a Content, contact_prefix: &str) -> Self {
        let broken = content.left_out.iter().filter(|l| l.file.starts_with("content/deals/"));
        let of_contact = |d: &&Deal| !contact_prefix.is_empty() && d.id.as_str().starts_with(contact_prefix);
        let contacts = content.deals.iter().filter(of_contact);
        Self {
            deals: content.deals.iter().map(|d| (d.id.as_str(), d)).collect(),
            broken: broken.filter_map(|l| l.id.as_ref().map(Id::as_str)).collect(),
            by_name: contacts.filter(|d| is_deal(d)).map(|d| (called(d), d)).collect(),
        }
    }

    fn holds(&self, id: &str) -> bool {
        self.deals.contains_key(id) || self.broken.contains(id)
    }

    /// The record of a contact, where it went on as a deal.
    fn grown(&self, contact: &Id) -> Option<&'a Deal> {
        self.deals.get(contact.as_str()).copied().filter(|d| is_deal(d))
    }

    /// The record of a contact, where it is no deal yet.
    fn lead(&self, contact: &str) -> Option<&'a Deal> {
        self.deals.get(contact).copied().filter(|d| !is_deal(d))
    }
}

impl DealRow<'_> {
    fn is(&self, record: &Deal) -> bool {
        self.found.name.as_deref() == Some(called(record))
    }
}

impl Reader<'_> {
    /// The id of the record that a deal of the CRM has here.
    fn own_id(&self, raw: &str) -> Option<Id> {
        let mapping = self.cx.mapping;
        values::record_id(&mapping.prefix, raw, mapping.salesforce_ids).ok()
    }

    /// Contacts whose deal the playbook holds and the export does not: they are no leads of their own.
    pub(super) fn hold(&mut self, contacts: &mut Contacts<'_>, here: &HashMap<&str, usize>) {
        for (i, contact) in contacts.items.iter().enumerate() {
            for raw in contact.at.ids("deal_ids").filter(|raw| !here.contains_key(raw)) {
                let deal = self.own_id(raw).filter(|id| self.cx.earlier.holds(id.as_str()));
                let Some(deal) = deal else {
                    contacts.elsewhere.insert(i);
                    self.out.notes.deals_missing.push(raw.to_owned());
                    continue;
                };
                contacts.held.insert(i);
                if self.cx.earlier.lead(contact.id.as_str()).is_some() {
                    self.out.notes.doubled.push((contact.id.clone(), deal));
                }
            }
        }
        contacts.joined.extend(&contacts.held);
    }

    /// Contacts' records that went on as deals: finds which deal that was.
    pub(super) fn settle(
        &mut self,
        deals: &mut [DealRow<'_>],
        contacts: &mut Contacts<'_>,
        lead: &mut HashMap<usize, usize>,
    ) {
        let mut rows: HashMap<usize, Vec<usize>> = HashMap::new();
        for (d, deal) in deals.iter().enumerate() {
            if !self.cx.earlier.holds(deal.found.id.as_str()) {
                deal.contacts.iter().for_each(|c| rows.entry(*c).or_default().push(d));
            }
        }
        let mut homes: HashSet<&str> = HashSet::new();
        for (i, contact) in contacts.items.iter().enumerate() {
            let Some(record) = self.cx.earlier.grown(&contact.id) else {
                continue;
            };
            let of = rows.get(&i).map_or(&[][..], Vec::as_slice);
            let elsewhere = contacts.elsewhere.contains(&i);
            if let Some(d) = of.iter().find(|d| deals[**d].is(record)) {
                lead.insert(i, *d);
                deals[*d].found.was = Some(contact.id.clone());
            } else if of.is_empty() && elsewhere {
                contacts.joined.insert(i);
                homes.extend(contact.at.ids("deal_ids"));
            } else if elsewhere || !contact.at.known.has("deal_ids") {
                // One of its deals, perhaps under a new name, or another one.
                let leads = of.iter().filter(|d| lead.get(&i) == Some(d));
                leads.for_each(|d| deals[*d].unsure = Some(contact.id.clone()));
            }
        }
        if homes.is_empty() {
            return;
        }
        let others = contacts
            .items
            .iter()
            .enumerate()
            .filter(|(i, _)| contacts.elsewhere.contains(i));
        let held = others.filter(|(_, c)| c.at.ids("deal_ids").any(|raw| homes.contains(raw)));
        contacts.joined.extend(held.map(|(i, _)| i));
        self.out.notes.deals_missing.retain(|raw| !homes.contains(raw.as_str()));
    }

    /// Refuses a deal of which nothing says whether it has a record already.
    pub(super) fn unsure(&mut self, at: At<'_>, record: &Id) {
        let message = format!("nothing says whether this is the deal that `{record}` in content/ went on as");
        let hint = "import it together with the contacts and all their deals, with the columns Associated Contact IDs and \
                    Associated Deal IDs";
        self.problem(at, message, Some(hint.to_owned()));
    }

    fn contact_records<'t>(&self, at: At<'t>) -> impl Iterator<Item = Id> + use<'t, '_> {
        let mapping = self.cx.mapping;
        let id = move |raw| values::record_id(&mapping.contact_prefix, raw, mapping.salesforce_ids).ok();
        at.ids("contact_ids").filter_map(id)
    }

    /// Deals whose contacts are not in the export: finds the contact's record in which they go on.
    pub(super) fn claim(&mut self, deals: &mut [DealRow<'_>], contacts: &Contacts<'_>) {
        let earlier = self.cx.earlier;
        let mut taken: HashSet<Id> = deals.iter().filter_map(|d| d.found.was.clone()).collect();
        let mut open: Vec<(usize, &Deal)> = Vec::new();
        for (d, deal) in deals.iter_mut().enumerate() {
            if !deal.good || !deal.contacts.is_empty() || earlier.holds(deal.found.id.as_str()) {
                continue;
            }
            let ids: Vec<Id> = self.contact_records(deal.at).collect();
            let mut records: Vec<&Deal> = ids
                .iter()
                .filter_map(|id| earlier.deals.get(id.as_str()).copied())
                .collect();
            records.sort_by_key(|r| (r.stages.iter().map(|e| e.on).min(), &r.id));
            let broken = ids.into_iter().find(|id| earlier.broken.contains(id.as_str()));
            let own = records
                .iter()
                .find(|r| is_deal(r) && deal.is(r) && !taken.contains(&r.id));
            if let Some(id) = broken.or_else(|| own.map(|r| r.id.clone())) {
                taken.insert(id.clone());
                deal.found.was = Some(id);
            } else if let Some(first) = records.first() {
                open.push((d, first));
            } else if contacts.items.is_empty() && !deal.at.known.has("contact_ids") {
                let name = deal.found.name.as_deref().unwrap_or("");
                deal.unsure = earlier.by_name.get(name).map(|r| r.id.clone());
            }
        }
        // A contact's record goes on in the first of its deals.
        open.sort_by_key(|(d, _)| (deals[*d].begun(), *d));
        for (d, record) in open {
            if !taken.insert(record.id.clone()) {
                continue;
            }
            if is_deal(record) {
                deals[d].unsure = Some(record.id.clone());
            } else {
                deals[d].found.was = Some(record.id.clone());
            }
        }
    }

    /// Leads of earlier imports that are a further contact of a deal now: they stand twice.
    pub(super) fn doubled(
        &mut self,
        deal: &DealRow<'_>,
        d: usize,
        contacts: &Contacts<'_>,
        lead: &HashMap<usize, usize>,
    ) {
        let earlier = self.cx.earlier;
        let goes_on = deal
            .found
            .was
            .clone()
            .filter(|was| earlier.deals.contains_key(was.as_str()));
        let own = if earlier.holds(deal.found.id.as_str()) {
            None
        } else {
            goes_on
        };
        let of_another = |c: &usize| lead.get(c).is_some_and(|holder| *holder != d) || contacts.held.contains(c);
        let joined = deal.contacts.iter().filter(|c| !of_another(c));
        let mut ids: Vec<Id> = joined.map(|c| contacts.items[*c].id.clone()).collect();
        if deal.contacts.is_empty() {
            ids.extend(self.contact_records(deal.at));
        }
        for id in ids {
            if earlier.lead(id.as_str()).is_some() && deal.found.was.as_ref() != Some(&id) {
                let now = own.clone().unwrap_or_else(|| deal.found.id.clone());
                self.out.notes.doubled.push((id, now));
            }
        }
    }
}
