//! Single values of rows, and what is said where one cannot be read.

use super::Reader;
use crate::diagnostics::{Code, Place, Problem, suggest};
use crate::import::columns::Known;
use crate::import::mapping::{Target, key_of};
use crate::import::source::{Row, plain_name};
use crate::import::values::{self, Dates};
use crate::model::{Currency, Id, Kind, Money, When};
use crate::reader::show;

/// A row of a table, for messages.
#[derive(Clone, Copy)]
pub(super) struct At<'t> {
    pub(super) known: &'t Known,
    pub(super) row: &'t Row,
}

impl<'t> At<'t> {
    pub(super) fn get(self, field: &str) -> Option<&'t str> {
        self.known.get(self.row, field)
    }

    /// A list of ids in one value.
    pub(super) fn ids(self, field: &str) -> impl Iterator<Item = &'t str> {
        let list = self.get(field).unwrap_or("");
        list.split([';', ',', ' ']).map(str::trim).filter(|id| !id.is_empty())
    }

    pub(super) fn place(self, value: &str) -> Place {
        self.known.table.place(self.row, value)
    }

    pub(super) fn yes(self, field: &str) -> Option<bool> {
        self.get(field)
            .map(|v| matches!(v.to_lowercase().as_str(), "true" | "1" | "yes"))
    }
}

/// All rows of some tables.
pub(super) fn rows<'t>(tables: impl Iterator<Item = &'t Known>) -> impl Iterator<Item = At<'t>> {
    tables.flat_map(|known| known.table.rows.iter().map(move |row| At { known, row }))
}

impl Reader<'_> {
    pub(super) fn problem(&mut self, at: At<'_>, message: impl Into<String>, hint: Option<String>) {
        self.problem_at(at, "", message, hint);
    }

    pub(super) fn problem_at(&mut self, at: At<'_>, value: &str, message: impl Into<String>, hint: Option<String>) {
        self.bad = true;
        let mut problem = Problem::new(Code::BadRow, message).at(at.place(value));
        problem.hint = hint;
        self.out.problems.push(problem);
    }

    /// A value that cannot be read.
    pub(super) fn wrong(&mut self, at: At<'_>, column: &str, value: &str, why: &str, hint: Option<&str>) {
        let message = format!("column `{}`: `{}` {why}", show(column), show(value));
        self.problem_at(at, value, message, hint.map(str::to_owned));
    }

    pub(super) fn date(&mut self, at: At<'_>, field: &str) -> Option<When> {
        let value = at.get(field)?;
        self.date_of(at, at.known.column(field), value)
    }

    pub(super) fn date_of(&mut self, at: At<'_>, column: &str, value: &str) -> Option<When> {
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

    pub(super) fn text(&mut self, at: At<'_>, field: &str) -> Option<String> {
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
    pub(super) fn dimension(&mut self, at: At<'_>, field: &str) -> Option<String> {
        self.text(at, field).filter(|t| t != "unknown" && t != "unattributed")
    }

    pub(super) fn channel(&mut self, at: At<'_>) -> Option<String> {
        let text = self.dimension(at, "channel")?;
        let mapped = self.cx.mapping.channels.get(&key_of(&text)).cloned();
        mapped.or(Some(text)).filter(|t| t != "unknown" && t != "unattributed")
    }

    pub(super) fn id(&mut self, at: At<'_>, field: &str, prefix: &str) -> Option<Id> {
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
    pub(super) fn target(&mut self, at: At<'_>, field: &str, value: &str) -> Option<Target> {
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

    pub(super) fn owner(&mut self, at: At<'_>) -> Option<Id> {
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

    pub(super) fn source(&mut self, at: At<'_>) -> Option<Id> {
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

    pub(super) fn kind(&mut self, at: At<'_>) -> Option<Kind> {
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

    pub(super) fn amount(&mut self, at: At<'_>) -> Option<Money> {
        let raw = at.get("amount")?;
        let mapping = self.cx.mapping;
        let mut currency = mapping.currency.unwrap_or(self.cx.settings.currency);
        if let Some(code) = at.get("currency") {
            let Some(named) = Currency::parse(code) else {
                self.wrong(at, at.known.column("currency"), code, "is no currency's code", None);
                return None;
            };
            currency = named;
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
}
