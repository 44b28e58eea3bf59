//! The rows of each table.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::cells::{At, rows};
use super::{Found, Reader};
use crate::import::columns::Known;
use crate::import::mapping::Target;
use crate::import::path::{Change, Facts};
use crate::import::source::{Row, plain_name};
use crate::model::{Id, When};
use crate::reader::show;

#[derive(Default)]
pub(super) struct Company {
    /// Whether anything names it.
    pub(super) used: Cell<bool>,
    pub(super) account: Option<String>,
    pub(super) segment: Option<String>,
    pub(super) region: Option<String>,
}

pub(super) struct Contact<'t> {
    pub(super) at: At<'t>,
    pub(super) id: Id,
    pub(super) raw: &'t str,
    pub(super) current: Option<Target>,
    pub(super) created: Option<When>,
    pub(super) entered: Vec<(u8, When)>,
    pub(super) account: Option<String>,
    pub(super) person: Option<String>,
    pub(super) owner: Option<Id>,
    pub(super) channel: Option<String>,
    pub(super) segment: Option<String>,
    pub(super) region: Option<String>,
}

impl Contact<'_> {
    /// The first that is known of it.
    pub(super) fn first(&self) -> Option<When> {
        self.entered.iter().map(|e| e.1).chain(self.created).min()
    }
}

#[derive(Default)]
pub(super) struct Contacts<'t> {
    pub(super) items: Vec<Contact<'t>>,
    pub(super) by_id: HashMap<&'t str, usize>,
    /// Positions of those that belong to a deal.
    pub(super) joined: HashSet<usize>,
    /// Positions of those that belong to a deal of the playbook which the export does not hold.
    pub(super) held: HashSet<usize>,
    /// Positions of those that name a deal which neither holds.
    pub(super) elsewhere: HashSet<usize>,
}

/// A deal's row, read, before it is joined.
pub(super) struct DealRow<'t> {
    pub(super) at: At<'t>,
    pub(super) found: Found,
    /// Its own rows' facts.
    pub(super) facts: Facts,
    pub(super) reason: Option<String>,
    pub(super) raw: &'t str,
    /// Positions of its contacts.
    pub(super) contacts: Vec<usize>,
    /// Whether its row could be read.
    pub(super) good: bool,
    /// A contact's record that may be this deal's, where nothing says whether it is.
    pub(super) unsure: Option<Id>,
}

impl DealRow<'_> {
    /// When it began, as its own row says.
    pub(super) fn begun(&self) -> Option<When> {
        self.facts.created.or(self.facts.closed)
    }
}

impl Reader<'_> {
    pub(super) fn companies<'t>(&mut self, tables: impl Iterator<Item = &'t Known>) -> HashMap<&'t str, Company> {
        let mut all = HashMap::new();
        for at in rows(tables) {
            self.bad = false;
            if self.yes(at, "deleted") == Some(true) {
                self.out.notes.deleted += 1;
                continue;
            }
            let company = Company {
                used: Cell::new(false),
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

    pub(super) fn contacts<'t>(&mut self, tables: impl Iterator<Item = &'t Known>) -> Contacts<'t> {
        let mut all = Contacts::default();
        for at in rows(tables) {
            self.bad = false;
            if self.yes(at, "deleted") == Some(true) {
                self.out.notes.deleted += 1;
                continue;
            }
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
    pub(super) fn history<'t>(&mut self, tables: impl Iterator<Item = &'t Known>) -> HashMap<String, Vec<Change>> {
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

    pub(super) fn deals<'t>(&mut self, tables: impl Iterator<Item = &'t Known>) -> Vec<DealRow<'t>> {
        let mut all: Vec<DealRow<'t>> = Vec::new();
        let mut seen: HashMap<Id, (usize, &'t Row)> = HashMap::new();
        for at in rows(tables) {
            self.bad = false;
            if self.yes(at, "deleted") == Some(true) {
                self.out.notes.deleted += 1;
                continue;
            }
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

    pub(super) fn deal_row<'t>(&mut self, at: At<'t>, id: Id) -> DealRow<'t> {
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
            unsure: None,
        }
    }

    pub(super) fn deal_stage(&mut self, at: At<'_>) -> Option<Target> {
        let Some(stage) = at.get("stage") else {
            self.problem(
                at,
                format!(
                    "column `{}` is empty, and a deal has a stage",
                    show(at.known.column("stage"))
                ),
                Some("give the deal a stage in the CRM, and export again".to_owned()),
            );
            return None;
        };
        if self.cx.mapping.target(stage).is_none() {
            // The CRM itself says what a closed stage is.
            let win = u8::try_from(self.cx.settings.funnel.win()).ok();
            match (self.yes(at, "is_won"), self.yes(at, "is_closed")) {
                (Some(true), _) => return win.map(Target::Stage),
                (_, Some(true)) if at.known.has("is_won") => return Some(Target::Lost),
                _ => {}
            }
        }
        self.target(at, "stage", stage)
    }
}
