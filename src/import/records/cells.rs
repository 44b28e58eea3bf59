//! Single values of rows, and what is said where one cannot be read.

use super::Reader;
use crate::diagnostics::{Code, Place, Problem, suggest};
use crate::import::columns::Known;
use crate::import::mapping::{Target, key_of};
use crate::import::path::{Facts, Undated};
use crate::import::source::{Row, plain_name};
use crate::import::values::{self, Dates};
use crate::model::{Currency, Id, Kind, Money, When};
use crate::reader::show;

/// What helps where a value itself is wrong.
const CORRECT: &str = "correct it in the CRM, and export again";
/// What helps where a currency is not known.
const CODES: &str = "write codes of three letters, such as EUR or USD, in that column";

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
}

/// How exports write yes and no.
const YES: [&str; 8] = ["true", "yes", "y", "1", "x", "wahr", "ja", "j"];
const NO: [&str; 6] = ["false", "no", "n", "0", "falsch", "nein"];

/// All rows of some tables.
pub(super) fn rows<'t>(tables: impl Iterator<Item = &'t Known>) -> impl Iterator<Item = At<'t>> {
    tables.flat_map(|known| known.table.rows.iter().map(move |row| At { known, row }))
}

impl Reader<'_> {
    pub(super) fn problem(&mut self, at: At<'_>, message: impl Into<String>, hint: Option<String>) {
        self.problem_at(at, "", message, hint);
    }

    /// Whether a cell says yes; none where it is empty. What says neither yes nor no is a problem: a deal that was
    /// deleted is not one that may be counted.
    pub(super) fn yes(&mut self, at: At<'_>, field: &str) -> Option<bool> {
        let value = at.get(field)?;
        let word = value.to_lowercase();
        if YES.contains(&word.as_str()) {
            return Some(true);
        }
        if !NO.contains(&word.as_str()) {
            let message = "is neither yes nor no";
            let hint = "true and false can be read; so can yes and no, 1 and 0, ja and nein";
            self.wrong(at, at.known.column(field), value, message, Some(hint));
            return None;
        }
        Some(false)
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
                // What has a time has it in its format, too.
                let time = match value.matches(':').count() {
                    0 => "",
                    _ if value.ends_with(['m', 'M']) => " %I:%M %p",
                    1 => " %H:%M",
                    _ => " %H:%M:%S",
                };
                let format = |day: &str| match time {
                    "" => format!("--dates {day}"),
                    _ => format!("--dates \"{day}{time}\""),
                };
                let (first, second) = (format("%d/%m/%Y"), format("%m/%d/%Y"));
                let hint = if value.contains('/') {
                    format!("say which is the day: {first} or {second}, or `formats` under [dates] in the mapping")
                } else {
                    let format = format("%d.%m.%Y");
                    format!("say how dates are written: {format}, or `formats` under [dates] in the mapping")
                };
                let hint = hint.as_str();
                let hint = if why.starts_with("is no date") { hint } else { CORRECT };
                let hint = Some(hint);
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
                Some("shorten it in the CRM, and export again"),
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
                Some("export each record with its id; delete a row that is no record".to_owned()),
            );
            return None;
        };
        match values::record_id(prefix, raw, self.cx.mapping.salesforce_ids) {
            Ok(id) => Some(id),
            Err(why) => {
                let hint = "export the column with the record's own id, and name it as the id in the mapping";
                let hint = (!why.contains("rounded")).then_some(hint);
                self.wrong(at, at.known.column(field), raw, &why, hint);
                None
            }
        }
    }

    /// Says which date of a deal is missing, and which columns could hold it.
    pub(super) fn undated(&mut self, at: At<'_>, facts: &Facts, missing: Undated) {
        let funnel = &self.cx.settings.funnel;
        let (what, fields, stage) = match missing {
            Undated::Close => (
                "the deal is closed, and nothing says when".to_owned(),
                &["closed", "entered"][..],
                Some(facts.current),
            ),
            Undated::Entry(stage) => (
                format!(
                    "nothing says when the deal entered `{}`",
                    funnel.stages.get(stage as usize).map_or("", |s| s.id.as_str())
                ),
                &["entered", "created"][..],
                Some(Target::Stage(stage)),
            ),
            Undated::Begin => ("nothing says when the deal began".to_owned(), &["created"][..], None),
        };
        let entered = at.known.entered.iter().filter(|e| stage == Some(e.1));
        let empty: Vec<String> = fields
            .iter()
            .filter(|f| at.known.has(f) && at.get(f).is_none())
            .map(|f| at.known.column(f))
            .chain(entered.map(|e| at.known.name(e.0)))
            .map(|name| format!("`{}`", show(name)))
            .collect();
        let table = self.cx.mapping.tables.get(&at.known.kind);
        let wanted = fields.iter().find_map(|f| table?.fields.get(f)?.first());
        let (message, hint) = match (empty.as_slice(), wanted) {
            ([], _) if facts.created.is_some() => (
                what,
                "say which stage a deal is created in: `created_as` under [deals] in the mapping".to_owned(),
            ),
            ([], Some(name)) => (what, format!("export the column `{}`, too", show(name))),
            ([], None) => (what, "export the column with that date, too".to_owned()),
            ([one], _) => (
                format!("{what}: column {one} is empty"),
                "fill it in in the CRM, and export again".to_owned(),
            ),
            (all, _) => (
                format!("{what}: columns {} are empty", all.join(", ")),
                "fill one of them in in the CRM, and export again".to_owned(),
            ),
        };
        let hint = format!("{hint}; `--bad-records leave-out` imports the others");
        self.problem(at, message, Some(hint));
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
                self.wrong(
                    at,
                    at.known.column("currency"),
                    code,
                    "is no currency's code",
                    Some(CODES),
                );
                return None;
            };
            currency = named;
        }
        match values::amount(raw, mapping.decimal, currency) {
            Ok(money) => Some(money),
            Err(why) => {
                let other = if mapping.decimal == '.' { ',' } else { '.' };
                let hint = if why.contains("decimal mark") {
                    format!("where the export is written so, say `decimal = \"{other}\"` under [money] in the mapping")
                } else if why.contains("no currency's code") {
                    "say which currency it is: `currency = \"USD\"` under [money] in the mapping".to_owned()
                } else {
                    CORRECT.to_owned()
                };
                self.wrong(at, at.known.column("amount"), raw, &why, Some(&hint));
                None
            }
        }
    }
}
