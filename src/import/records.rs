//! Rows of tables, joined, as deals. `cells` reads single values, `rows` the rows of each table; here they are put
//! together, stages and dates by [`super::path`].

mod cells;
mod earlier;
mod rows;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use cells::At;
pub use earlier::Earlier;
use rows::{Company, Contact, Contacts, DealRow};

use super::columns::Known;
use super::mapping::{Mapping, TableKind, Target};
use super::path::{self, Change, Facts};
use crate::diagnostics::Problem;
use crate::model::{Campaign, Day, Id, Kind, Money, Person, When};
use crate::settings::{NoValue, Settings};

/// What an import is read against.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The playbook's settings.
    pub settings: &'a Settings,
    /// What columns and values mean.
    pub mapping: &'a Mapping,
    /// The team, where there is a team.yaml.
    pub people: Option<&'a [Person]>,
    /// The campaigns.
    pub campaigns: &'a [Campaign],
    /// What earlier imports left.
    pub earlier: &'a Earlier<'a>,
    /// The day of open deals' exchange rates.
    pub as_of: Day,
}

/// A deal as an export has it; what the export does not hold is `None` and is left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: Id,
    /// The id under which it was imported while it was only a contact.
    pub was: Option<Id>,
    /// The file of its row.
    pub file: Arc<str>,
    /// Its line there.
    pub line: u32,
    /// The customer.
    pub account: String,
    /// Whether the account is the customer's own name, and no stand-in.
    pub account_known: bool,
    /// What it is called.
    pub name: Option<String>,
    /// Who works it.
    pub owner: Option<Id>,
    /// A breakdown dimension.
    pub segment: Option<String>,
    /// A breakdown dimension.
    pub region: Option<String>,
    /// The amount.
    pub amount: Option<Money>,
    /// New, existing or renewal.
    pub kind: Option<Kind>,
    /// The campaign.
    pub source: Option<Id>,
    /// The channel.
    pub channel: Option<String>,
    /// Entries into stages, by time where `listed`, else by stage.
    pub stages: Vec<(u8, When)>,
    /// Whether it went back, so that its entries are a list.
    pub listed: bool,
    /// When it was lost, and why.
    pub lost: Option<(When, Option<String>)>,
}

/// What is worth knowing beside the deals: how often, and which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Rows read, by table.
    pub rows: BTreeMap<TableKind, usize>,
    /// Encodings other than UTF-8, by file.
    pub encodings: Vec<(Arc<str>, &'static str)>,
    /// Lines of reports' feet that were passed over.
    pub foot: usize,
    /// Rows whose stage is left out.
    pub left_out: usize,
    /// Rows of deleted records.
    pub deleted: usize,
    /// Rows that repeat an earlier one.
    pub repeated: usize,
    /// Deals whose dates contradicted each other.
    pub reordered: usize,
    /// Deals that were closed and opened again.
    pub reopened: usize,
    /// Control characters removed.
    pub controls: usize,
    /// Contacts that became deals.
    pub from_contacts: usize,
    /// Deals without any contact, where contacts are there.
    pub without_contact: Vec<String>,
    /// Contacts that deals name and the export does not hold.
    pub contacts_missing: Vec<String>,
    /// Companies that nothing names.
    pub companies_unused: Vec<String>,
    /// Whether there are companies, and no column that says whose they are.
    pub companies_apart: bool,
    /// Contacts imported earlier that now stand twice, since they belong to a deal with a record of its own.
    pub doubled: Vec<(Id, Id)>,
    /// Companies that are named and not there.
    pub companies_missing: Vec<String>,
    /// Deals that contacts or a history name and the export does not hold.
    pub deals_missing: Vec<String>,
    /// People that are not in team.yaml.
    pub owners: BTreeMap<String, usize>,
    /// Campaigns that are not in the playbook.
    pub campaigns: BTreeMap<String, usize>,
    /// Kinds of deals that the mapping does not know.
    pub kinds: BTreeMap<String, usize>,
}

/// All that was read.
#[derive(Debug, Default)]
pub struct Records {
    /// The deals, in the order of their rows.
    pub deals: Vec<Found>,
    /// Rows that could not be read.
    pub problems: Vec<Problem>,
    /// What else there is to say.
    pub notes: Notes,
}

/// Reads the tables of an export.
pub fn read(cx: Context<'_>, tables: &[Known]) -> Records {
    let mut reader = Reader {
        cx,
        out: Records::default(),
        bad: false,
        grouped: HashMap::new(),
    };
    for known in tables {
        *reader.out.notes.rows.entry(known.kind).or_default() += known.table.rows.len();
        reader.out.notes.foot += known.table.foot;
        let encoding = known.table.encoding.map(|e| (known.table.file.clone(), e));
        reader.out.notes.encodings.extend(encoding);
    }
    let of = |kind| tables.iter().filter(move |k| k.kind == kind);
    let companies = reader.companies(of(TableKind::Companies));
    let mut contacts = reader.contacts(of(TableKind::Contacts));
    let mut history = reader.history(of(TableKind::History));
    let mut rows = reader.deals(of(TableKind::Deals));
    let has_contacts = of(TableKind::Contacts).next().is_some();
    let lead = reader.join(&mut rows, &mut contacts, has_contacts);
    for (i, row) in rows.into_iter().enumerate() {
        reader.doubled(&row, i, &contacts, &lead);
        let changes = history.remove(row.found.id.as_str()).unwrap_or_default();
        let grown = row.contacts.first().is_some_and(|c| lead.get(c) == Some(&i));
        reader.deal(row, changes, grown, &contacts, &companies);
    }
    let mut unknown: Vec<String> = history.into_keys().collect();
    unknown.sort_unstable();
    reader.out.notes.deals_missing.extend(unknown);
    for (i, contact) in contacts.items.iter().enumerate() {
        if !contacts.joined.contains(&i) {
            reader.lead(contact, &companies);
        }
    }
    let named = |known: &Known| known.kind != TableKind::Companies && known.has("company_ids");
    let notes = &mut reader.out.notes;
    if companies.is_empty() || tables.iter().any(named) {
        let unused = companies.iter().filter(|(_, company)| !company.used.get());
        notes.companies_unused = unused.map(|(id, _)| (*id).to_owned()).collect();
    } else {
        notes.companies_apart = true;
    }
    reader.finish()
}

/// Reads rows and gathers what is wrong with them.
struct Reader<'a> {
    cx: Context<'a>,
    out: Records,
    /// Whether something in the row at hand could not be read.
    bad: bool,
    /// Problems that are said once for all rows: their positions, and in how many rows.
    grouped: HashMap<(String, String), (usize, usize)>,
}

impl Reader<'_> {
    /// Finds the contacts of each deal, and for each contact the deal that its own dates belong to.
    fn join<'t>(
        &mut self,
        deals: &mut [DealRow<'t>],
        contacts: &mut Contacts<'t>,
        has_contacts: bool,
    ) -> HashMap<usize, usize> {
        if !has_contacts {
            self.claim(deals, contacts);
            return HashMap::new();
        }
        let by_raw: HashMap<&str, usize> = deals.iter().enumerate().map(|(i, d)| (d.raw, i)).collect();
        for deal in deals.iter_mut() {
            for id in deal.at.ids("contact_ids") {
                match contacts.by_id.get(id) {
                    Some(i) => deal.contacts.push(*i),
                    None => self.out.notes.contacts_missing.push(id.to_owned()),
                }
            }
        }
        for (i, contact) in contacts.items.iter().enumerate() {
            let here = contact.at.ids("deal_ids").filter_map(|id| by_raw.get(id));
            here.for_each(|d| deals[*d].contacts.push(i));
        }
        self.hold(contacts, &by_raw);
        // A contact becomes a lead once: its dates belong to the first deal of which it is the earliest.
        let mut lead: HashMap<usize, usize> = HashMap::new();
        for (d, deal) in deals.iter_mut().enumerate() {
            let first = |c: &usize| (contacts.items[*c].first().is_none(), contacts.items[*c].first(), *c);
            deal.contacts.sort_by_key(first);
            deal.contacts.dedup();
            contacts.joined.extend(&deal.contacts);
            match deal.contacts.first() {
                None if deal.good => self.out.notes.without_contact.push(deal.raw.to_owned()),
                None => {}
                // The dates of one that is held belong to that deal.
                Some(c) if contacts.held.contains(c) => {}
                Some(c) => {
                    lead.entry(*c).or_insert(d);
                }
            }
        }
        for (d, deal) in deals.iter().enumerate() {
            if let Some(holder) = deal.contacts.first().and_then(|c| lead.get_mut(c)) {
                let begun = |i: usize| (deals[i].begun(), i);
                if begun(d) < begun(*holder) {
                    *holder = d;
                }
            }
        }
        self.settle(deals, contacts, &mut lead);
        self.claim(deals, contacts);
        lead
    }

    /// Where a company is named: what is known of it.
    fn company<'c>(&mut self, ids: impl Iterator<Item = &'c str>, companies: &HashMap<&str, Company>) -> Company {
        let mut found = Company::default();
        if companies.is_empty() {
            return found;
        }
        for id in ids {
            match companies.get(id) {
                Some(company) => {
                    company.used.set(true);
                    found.account = found.account.or_else(|| company.account.clone());
                    found.segment = found.segment.or_else(|| company.segment.clone());
                    found.region = found.region.or_else(|| company.region.clone());
                }
                None => self.out.notes.companies_missing.push(id.to_owned()),
            }
        }
        found
    }

    /// A deal with what is known of its contacts and companies; `grown` where its contact's dates are its own.
    fn deal(
        &mut self,
        row: DealRow<'_>,
        changes: Vec<Change>,
        grown: bool,
        contacts: &Contacts<'_>,
        companies: &HashMap<&str, Company>,
    ) {
        let DealRow {
            at,
            mut found,
            mut facts,
            reason,
            contacts: joined,
            good,
            unsure,
            ..
        } = row;
        let first = joined.first().map(|c| &contacts.items[*c]);
        let mut company = self.company(at.ids("company_ids"), companies);
        if company.account.is_none()
            && let Some(contact) = first
        {
            company = self.company(contact.at.ids("company_ids"), companies);
        }
        if !good {
            return;
        }
        if facts.current == Target::LeaveOut {
            self.out.notes.left_out += 1;
            return;
        }
        self.bad = false;
        if let Some(record) = unsure {
            return self.unsure(at, &record);
        }
        if let Some(contact) = first {
            if grown {
                facts.before.clone_from(&contact.entered);
                found.was.get_or_insert_with(|| contact.id.clone());
                if !contact.entered.iter().any(|(s, _)| *s == 0) {
                    facts.before.extend(contact.created.map(|when| (0, when)));
                }
            }
            found.channel = found.channel.or_else(|| contact.channel.clone());
            found.segment = found.segment.or_else(|| contact.segment.clone());
            found.region = found.region.or_else(|| contact.region.clone());
        }
        let own = (!found.account.is_empty()).then(|| std::mem::take(&mut found.account));
        let account = company
            .account
            .or(own)
            .or_else(|| first.and_then(|c| c.account.clone()));
        found.account_known = account.is_some();
        found.account = account
            .or_else(|| found.name.clone())
            .unwrap_or_else(|| format!("Deal {}", at.get("id").unwrap_or("")));
        found.segment = company.segment.or(found.segment);
        found.region = company.region.or(found.region);
        facts.changes = changes;
        self.assemble(at, found, facts, reason);
    }

    /// A contact without a deal, at its own stage.
    fn lead(&mut self, contact: &Contact<'_>, companies: &HashMap<&str, Company>) {
        let Some(current) = contact.current.filter(|c| *c != Target::LeaveOut) else {
            self.out.notes.left_out += 1;
            return;
        };
        self.bad = false;
        let at = contact.at;
        let company = self.company(at.ids("company_ids"), companies);
        let mut before = contact.entered.clone();
        let win = self.cx.settings.funnel.win();
        let own = before
            .iter()
            .filter(|(s, _)| *s as usize == win)
            .map(|(s, w)| (Target::Stage(*s), *w))
            .collect();
        before.retain(|(s, _)| (*s as usize) < win);
        if !before.iter().any(|(s, _)| *s == 0) {
            before.extend(contact.created.map(|when| (0, when)));
        }
        let account = company.account.or_else(|| contact.account.clone());
        let found = Found {
            id: contact.id.clone(),
            was: None,
            file: at.known.table.file.clone(),
            line: at.row.line,
            account_known: account.is_some(),
            account: account
                .or_else(|| contact.person.clone())
                .unwrap_or_else(|| format!("Contact {}", contact.raw)),
            name: None,
            owner: contact.owner.clone(),
            segment: company.segment.or_else(|| contact.segment.clone()),
            region: company.region.or_else(|| contact.region.clone()),
            amount: None,
            kind: None,
            source: None,
            channel: contact.channel.clone(),
            stages: Vec::new(),
            listed: false,
            lost: None,
        };
        let facts = Facts {
            current,
            created: contact.created,
            closed: None,
            entered: None,
            own,
            changes: Vec::new(),
            before,
        };
        let before = self.out.deals.len();
        self.assemble(at, found, facts, None);
        self.out.notes.from_contacts += self.out.deals.len() - before;
    }

    /// Puts stages and dates together, and checks what only then is known.
    fn assemble(&mut self, at: At<'_>, mut found: Found, facts: Facts, reason: Option<String>) {
        let path = match path::assemble(&facts, &self.cx.settings.funnel, self.cx.mapping.created_as) {
            Ok(path) => path,
            Err(missing) => return self.undated(at, &facts, missing),
        };
        self.out.notes.reordered += usize::from(path.reordered);
        self.out.notes.reopened += usize::from(path.reopened);
        found.stages = path.stages;
        found.listed = path.listed;
        found.lost = path.lost.map(|when| (when, reason));
        if let Some(money) = found.amount {
            let closed = path.lost.or(path.won).map(|w| w.day);
            let latest = found.stages.iter().map(|s| s.1.day).max();
            let day = closed.or(latest.max(Some(self.cx.as_of))).unwrap_or(self.cx.as_of);
            match self.cx.settings.to_site(money, day) {
                Ok(_) => {}
                Err(NoValue::NoRate(currency, day)) => {
                    let hint = format!("add a rate for {currency}, dated {day} or earlier, to [rates] in site.toml");
                    self.problem(at, format!("there is no rate for {currency} on {day}"), Some(hint));
                }
                Err(NoValue::TooLarge) => self.problem(at, "the amount is too large in the site's currency", None),
            }
        }
        if !self.bad {
            self.out.deals.push(found);
        }
    }

    fn finish(mut self) -> Records {
        for (position, rows) in self.grouped.into_values() {
            if rows > 1 {
                let more = rows - 1;
                let rows = if more == 1 { "row" } else { "rows" };
                let problem = &mut self.out.problems[position];
                problem.message = format!("{}; so in {more} more {rows}", problem.message);
            }
        }
        let notes = &mut self.out.notes;
        for list in [
            &mut notes.without_contact,
            &mut notes.contacts_missing,
            &mut notes.companies_missing,
            &mut notes.companies_unused,
            &mut notes.deals_missing,
        ] {
            list.sort_unstable();
            list.dedup();
        }
        self.out
    }
}
