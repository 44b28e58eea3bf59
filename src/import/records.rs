//! Rows of tables, joined, as deals: values are read here, stages and dates are put together by [`super::path`].

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::columns::Known;
use super::mapping::{Mapping, TableKind, Target, key_of};
use super::path::{self, Change, Facts};
use super::source::{Row, plain_name};
use super::values::{self, Dates};
use crate::diagnostics::{Code, Place, Problem, suggest};
use crate::model::{Campaign, Day, Id, Kind, Money, Person, When};
use crate::reader::show;
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
    reader.finish()
}

/// A row of a table, for messages.
#[derive(Clone, Copy)]
struct At<'t> {
    known: &'t Known,
    row: &'t Row,
}

impl<'t> At<'t> {
    fn get(self, field: &str) -> Option<&'t str> {
        self.known.get(self.row, field)
    }

    /// A list of ids in one value.
    fn ids(self, field: &str) -> impl Iterator<Item = &'t str> {
        let list = self.get(field).unwrap_or("");
        list.split([';', ',', ' ']).map(str::trim).filter(|id| !id.is_empty())
    }

    fn place(self, value: &str) -> Place {
        self.known.table.place(self.row, value)
    }

    fn yes(self, field: &str) -> Option<bool> {
        self.get(field)
            .map(|v| matches!(v.to_lowercase().as_str(), "true" | "1" | "yes"))
    }
}

struct Company {
    account: Option<String>,
    segment: Option<String>,
    region: Option<String>,
}

struct Contact<'t> {
    at: At<'t>,
    id: Id,
    raw: &'t str,
    current: Option<Target>,
    created: Option<When>,
    entered: Vec<(u8, When)>,
    account: Option<String>,
    person: Option<String>,
    owner: Option<Id>,
    channel: Option<String>,
    segment: Option<String>,
    region: Option<String>,
}

impl Contact<'_> {
    /// The first that is known of it.
    fn first(&self) -> Option<When> {
        self.entered.iter().map(|e| e.1).chain(self.created).min()
    }
}

#[derive(Default)]
struct Contacts<'t> {
    items: Vec<Contact<'t>>,
    by_id: HashMap<&'t str, usize>,
    /// Positions of those that belong to a deal.
    joined: HashSet<usize>,
}

/// A deal's row, read, before it is joined.
struct DealRow<'t> {
    at: At<'t>,
    found: Found,
    /// Its own rows' facts.
    facts: Facts,
    reason: Option<String>,
    raw: &'t str,
    /// Positions of its contacts.
    contacts: Vec<usize>,
    /// Whether its row could be read.
    good: bool,
}

struct Reader<'a> {
    cx: Context<'a>,
    out: Records,
    /// Whether something in the row at hand could not be read.
    bad: bool,
    /// Problems that are said once for all rows: their positions, and in how many rows.
    grouped: HashMap<(String, String), (usize, usize)>,
}

impl Reader<'_> {
    fn problem(&mut self, at: At<'_>, message: impl Into<String>, hint: Option<String>) {
        self.problem_at(at, "", message, hint);
    }

    fn problem_at(&mut self, at: At<'_>, value: &str, message: impl Into<String>, hint: Option<String>) {
        self.bad = true;
        let mut problem = Problem::new(Code::BadRow, message).at(at.place(value));
        problem.hint = hint;
        self.out.problems.push(problem);
    }

    /// A value that cannot be read.
    fn wrong(&mut self, at: At<'_>, column: &str, value: &str, why: &str, hint: Option<&str>) {
        let message = format!("column `{}`: `{}` {why}", show(column), show(value));
        self.problem_at(at, value, message, hint.map(str::to_owned));
    }

    fn date(&mut self, at: At<'_>, field: &str) -> Option<When> {
        let value = at.get(field)?;
        self.date_of(at, at.known.column(field), value)
    }

    fn date_of(&mut self, at: At<'_>, column: &str, value: &str) -> Option<When> {
        let mapping = self.cx.mapping;
        let dates = Dates {
            formats: &mapping.formats,
            zone: mapping.zone.as_ref().unwrap_or(&self.cx.settings.zone),
            site: &self.cx.settings.zone,
        };
        match dates.read(value) {
            Ok(when) => Some(when),
            Err(why) => {
                let hint = if value.contains('/') {
                    "say which is the day: --dates %d/%m/%Y or --dates %m/%d/%Y, or `formats` under [dates] in the mapping"
                } else {
                    "say how dates are written: --dates %d.%m.%Y, or `formats` under [dates] in the mapping"
                };
                let hint = why.starts_with("is no date").then_some(hint);
                self.wrong(at, column, value, &why, hint);
                None
            }
        }
    }

    fn text(&mut self, at: At<'_>, field: &str) -> Option<String> {
        let raw = at.get(field)?;
        let (text, removed) = values::text(raw);
        self.out.notes.controls += removed;
        if text.len() > 10_000 && text.chars().count() > 10_000 {
            self.wrong(
                at,
                at.known.column(field),
                raw,
                "is longer than 10,000 characters",
                None,
            );
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// A text that is none of the words which data files use.
    fn dimension(&mut self, at: At<'_>, field: &str) -> Option<String> {
        self.text(at, field).filter(|t| t != "unknown" && t != "unattributed")
    }

    fn channel(&mut self, at: At<'_>) -> Option<String> {
        let text = self.dimension(at, "channel")?;
        let mapped = self.cx.mapping.channels.get(&key_of(&text)).cloned();
        mapped.or(Some(text)).filter(|t| t != "unknown" && t != "unattributed")
    }

    fn id(&mut self, at: At<'_>, field: &str, prefix: &str) -> Option<Id> {
        let Some(raw) = at.get(field) else {
            self.problem(
                at,
                format!("column `{}` is empty, and it is the id", show(at.known.column(field))),
                None,
            );
            return None;
        };
        match values::record_id(prefix, raw, self.cx.mapping.salesforce_ids) {
            Ok(id) => Some(id),
            Err(why) => {
                self.wrong(at, at.known.column(field), raw, &why, None);
                None
            }
        }
    }

    /// A stage of the CRM; one that the mapping does not know is said once for all its rows.
    fn target(&mut self, at: At<'_>, field: &str, value: &str) -> Option<Target> {
        if let Some(target) = self.cx.mapping.target(value) {
            return Some(target);
        }
        self.bad = true;
        let key = (field.to_owned(), value.to_owned());
        if let Some((_, rows)) = self.grouped.get_mut(&key) {
            *rows += 1;
            return None;
        }
        self.grouped.insert(key, (self.out.problems.len(), 1));
        let stages = &self.cx.settings.funnel.stages;
        let near = suggest(value, stages.iter().map(|s| s.id.as_str())).filter(|h| h.starts_with("did"));
        let near = near.map(|h| format!(" ({h})")).unwrap_or_default();
        let hint = format!(
            "add a line to [stages] in the mapping: \"{}\" = a stage, \"lost\" or \"leave-out\"{near}",
            show(value)
        );
        let why = "is a stage that the mapping does not know";
        self.wrong(at, at.known.column(field), value, why, Some(&hint));
        None
    }

    fn owner(&mut self, at: At<'_>) -> Option<Id> {
        let raw = at.get("owner")?;
        if let Some(id) = self.cx.mapping.owners.get(&key_of(raw)) {
            return Some(id.clone());
        }
        let Some(people) = self.cx.people else {
            let name = raw.split('@').next().unwrap_or(raw);
            return Id::suggestion(name).and_then(|id| Id::parse(&id).ok());
        };
        let plain = plain_name(raw);
        let found = people
            .iter()
            .find(|p| plain_name(&p.name) == plain || plain_name(p.id.as_str()) == plain);
        if found.is_none() {
            *self.out.notes.owners.entry(raw.to_owned()).or_default() += 1;
        }
        found.map(|p| p.id.clone())
    }

    fn source(&mut self, at: At<'_>) -> Option<Id> {
        let raw = at.get("source")?;
        let plain = plain_name(raw);
        let found = self
            .cx
            .campaigns
            .iter()
            .find(|c| plain_name(&c.name) == plain || plain_name(c.id.as_str()) == plain);
        if found.is_none() {
            *self.out.notes.campaigns.entry(raw.to_owned()).or_default() += 1;
        }
        found.map(|c| c.id.clone())
    }

    fn kind(&mut self, at: At<'_>) -> Option<Kind> {
        let raw = at.get("kind")?;
        let found = self
            .cx
            .mapping
            .kinds
            .get(&key_of(raw))
            .copied()
            .or_else(|| Kind::parse(raw));
        if found.is_none() {
            *self.out.notes.kinds.entry(raw.to_owned()).or_default() += 1;
        }
        found
    }

    fn amount(&mut self, at: At<'_>) -> Option<Money> {
        let raw = at.get("amount")?;
        let mapping = self.cx.mapping;
        let mut currency = mapping.currency.unwrap_or(self.cx.settings.currency);
        if let Some(code) = at.get("currency") {
            match crate::model::Currency::parse(code) {
                Some(named) => currency = named,
                None => {
                    self.wrong(at, at.known.column("currency"), code, "is no currency's code", None);
                    return None;
                }
            }
        }
        match values::amount(raw, mapping.decimal, currency) {
            Ok(money) => Some(money),
            Err(why) => {
                let other = if mapping.decimal == '.' { ',' } else { '.' };
                let hint = why.contains("decimal mark").then(|| {
                    format!("where the export is written so, say `decimal = \"{other}\"` under [money] in the mapping")
                });
                self.wrong(at, at.known.column("amount"), raw, &why, hint.as_deref());
                None
            }
        }
    }

    fn companies<'t>(&mut self, tables: impl Iterator<Item = &'t Known>) -> HashMap<&'t str, Company> {
        let mut all = HashMap::new();
        for at in rows(tables) {
            if at.yes("deleted") == Some(true) {
                self.out.notes.deleted += 1;
                continue;
            }
            let company = Company {
                account: self.text(at, "account"),
                segment: self.dimension(at, "segment"),
                region: self.dimension(at, "region"),
            };
            if let Some(id) = at.get("id") {
                all.insert(id, company);
            }
        }
        all
    }

    fn contacts<'t>(&mut self, tables: impl Iterator<Item = &'t Known>) -> Contacts<'t> {
        let mut all = Contacts::default();
        for at in rows(tables) {
            if at.yes("deleted") == Some(true) {
                self.out.notes.deleted += 1;
                continue;
            }
            self.bad = false;
            let prefix = &self.cx.mapping.contact_prefix;
            let id = self.id(at, "id", prefix);
            let current = at.get("stage").and_then(|stage| self.target(at, "stage", stage));
            let created = self.date(at, "created");
            let mut entered = Vec::new();
            for (column, target) in &at.known.entered {
                let Some(value) = at.row.get(*column) else { continue };
                let when = self.date_of(at, at.known.name(*column), value);
                if let (Some(when), Target::Stage(stage)) = (when, *target) {
                    entered.push((stage, when));
                }
            }
            let account = self.text(at, "account");
            let names = [self.text(at, "first_name"), self.text(at, "last_name")];
            let person = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
            let contact = (
                self.owner(at),
                self.channel(at),
                self.dimension(at, "segment"),
                self.dimension(at, "region"),
            );
            let (Some(id), Some(raw), false) = (id, at.get("id"), self.bad) else {
                continue;
            };
            if all.by_id.contains_key(raw) {
                self.out.notes.repeated += 1;
                continue;
            }
            all.by_id.insert(raw, all.items.len());
            let (owner, channel, segment, region) = contact;
            all.items.push(Contact {
                at,
                id,
                raw,
                current,
                created,
                entered,
                account,
                person: (!person.is_empty()).then_some(person),
                owner,
                channel,
                segment,
                region,
            });
        }
        all
    }

    /// Changes of stages by deal, in the order of time.
    fn history<'t>(&mut self, tables: impl Iterator<Item = &'t Known>) -> HashMap<String, Vec<Change>> {
        let mut all: HashMap<String, Vec<Change>> = HashMap::new();
        let wanted: Vec<String> = self.cx.mapping.history_fields.iter().map(|f| plain_name(f)).collect();
        for at in rows(tables) {
            self.bad = false;
            let field = at.get("field").map(plain_name);
            if field.is_some_and(|f| !wanted.is_empty() && !wanted.contains(&f)) {
                continue;
            }
            let id = self.id(at, "deal", &self.cx.mapping.prefix.clone());
            let Some(to) = at.get("to") else { continue };
            let to = self.target(at, "to", to);
            let from = at.get("from").and_then(|from| self.cx.mapping.target(from));
            let on = self.date(at, "on");
            if let (Some(id), Some(to), Some(on)) = (id, to, on) {
                all.entry(id.to_string()).or_default().push(Change { from, to, on });
            }
        }
        for changes in all.values_mut() {
            // Newest first is as common as oldest first; within one moment the file's order counts.
            if changes.first().map(|c| c.on) > changes.last().map(|c| c.on) {
                changes.reverse();
            }
            changes.sort_by_key(|c| c.on);
        }
        all
    }

    fn deals<'t>(&mut self, tables: impl Iterator<Item = &'t Known>) -> Vec<DealRow<'t>> {
        let mut all: Vec<DealRow<'t>> = Vec::new();
        let mut seen: HashMap<Id, (usize, &'t Row)> = HashMap::new();
        for at in rows(tables) {
            if at.yes("deleted") == Some(true) {
                self.out.notes.deleted += 1;
                continue;
            }
            self.bad = false;
            let prefix = &self.cx.mapping.prefix;
            let Some(id) = self.id(at, "id", prefix) else { continue };
            if let Some((first, row)) = seen.get(&id) {
                let same = (0..at.known.table.columns.len()).all(|i| row.get(i) == at.row.get(i));
                if same {
                    self.out.notes.repeated += 1;
                } else {
                    let line = all[*first].at.row.line;
                    let raw = at.get("id").unwrap_or("");
                    let message = format!("the id `{}` stands also in row {line}, with other values", show(raw));
                    self.problem(at, message, Some("export each record once".into()));
                }
                continue;
            }
            seen.insert(id.clone(), (all.len(), at.row));
            let row = self.deal_row(at, id);
            all.push(row);
        }
        all
    }

    fn deal_row<'t>(&mut self, at: At<'t>, id: Id) -> DealRow<'t> {
        let current = self.deal_stage(at);
        let mut own = Vec::new();
        for (column, target) in &at.known.entered {
            if let Some(value) = at.row.get(*column) {
                own.extend(
                    self.date_of(at, at.known.name(*column), value)
                        .map(|when| (*target, when)),
                );
            }
        }
        let open = !matches!(current, Some(Target::Lost))
            && current != u8::try_from(self.cx.settings.funnel.win()).ok().map(Target::Stage);
        let facts = Facts {
            current: current.unwrap_or(Target::LeaveOut),
            created: self.date(at, "created"),
            // Of an open deal it is when somebody hopes to close it.
            closed: if open { None } else { self.date(at, "closed") },
            entered: self.date(at, "entered"),
            own,
            changes: Vec::new(),
            before: Vec::new(),
        };
        let account = self.text(at, "account");
        let name = self.text(at, "name");
        let reason = self.dimension(at, "reason");
        let found = Found {
            id,
            was: None,
            file: at.known.table.file.clone(),
            line: at.row.line,
            account_known: account.is_some(),
            account: account.unwrap_or_default(),
            name,
            owner: self.owner(at),
            segment: self.dimension(at, "segment"),
            region: self.dimension(at, "region"),
            amount: self.amount(at),
            kind: self.kind(at),
            source: self.source(at),
            channel: self.channel(at),
            stages: Vec::new(),
            listed: false,
            lost: None,
        };
        DealRow {
            at,
            found,
            facts,
            reason,
            raw: at.get("id").unwrap_or(""),
            contacts: Vec::new(),
            good: !self.bad,
        }
    }

    fn deal_stage(&mut self, at: At<'_>) -> Option<Target> {
        let Some(stage) = at.get("stage") else {
            self.problem(
                at,
                format!("column `{}` is empty", show(at.known.column("stage"))),
                None,
            );
            return None;
        };
        if self.cx.mapping.target(stage).is_none() {
            // The CRM itself says what a closed stage is.
            let win = u8::try_from(self.cx.settings.funnel.win()).ok();
            match (at.yes("is_won"), at.yes("is_closed")) {
                (Some(true), _) => return win.map(Target::Stage),
                (_, Some(true)) if at.known.has("is_won") => return Some(Target::Lost),
                _ => {}
            }
        }
        self.target(at, "stage", stage)
    }

    /// Finds the contacts of each deal, and for each contact the deal that its own dates belong to.
    fn join<'t>(
        &mut self,
        deals: &mut [DealRow<'t>],
        contacts: &mut Contacts<'t>,
        has_contacts: bool,
    ) -> HashMap<usize, usize> {
        if !has_contacts {
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
            for id in contact.at.ids("deal_ids") {
                match by_raw.get(id) {
                    Some(d) => deals[*d].contacts.push(i),
                    None => self.out.notes.deals_missing.push(id.to_owned()),
                }
            }
        }
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
                Some(c) => {
                    lead.entry(*c).or_insert(d);
                }
            }
        }
        for (d, deal) in deals.iter().enumerate() {
            if let Some(holder) = deal.contacts.first().and_then(|c| lead.get_mut(c)) {
                let begun = |i: usize| (deals[i].facts.created.or(deals[i].facts.closed), i);
                if begun(d) < begun(*holder) {
                    *holder = d;
                }
            }
        }
        lead
    }

    /// Where a company is named: what is known of it.
    fn company<'c>(&mut self, ids: impl Iterator<Item = &'c str>, companies: &HashMap<&str, Company>) -> Company {
        let mut found = Company {
            account: None,
            segment: None,
            region: None,
        };
        if companies.is_empty() {
            return found;
        }
        for id in ids {
            match companies.get(id) {
                Some(company) => {
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
        if let Some(contact) = first {
            if grown {
                facts.before.clone_from(&contact.entered);
                found.was = Some(contact.id.clone());
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
            Err(why) => {
                let hint = "export the column with that date, too";
                return self.problem(at, why, Some(hint.to_owned()));
            }
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
            &mut notes.deals_missing,
        ] {
            list.sort_unstable();
            list.dedup();
        }
        self.out
    }
}

/// All rows of some tables.
fn rows<'t>(tables: impl Iterator<Item = &'t Known>) -> impl Iterator<Item = At<'t>> {
    tables.flat_map(|known| known.table.rows.iter().map(move |row| At { known, row }))
}
