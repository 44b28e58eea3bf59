//! Changes to single values of a YAML text, so that all else stays as somebody wrote it: comments, order, blank lines.

use std::ops::Range;

use super::yaml;
use crate::model::Origin;
use crate::reader::tree::{Kind, Node};

/// One change to a deal's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A key of the record gets a value, already written as YAML.
    Set(&'static str, String),
    /// A stage gets a date.
    Stage(String, String),
    /// A stage was not entered.
    NoStage(String),
    /// All entries are written anew: stage, date, reason.
    Stages(Vec<(String, String, Option<String>)>),
    /// When and why it was lost.
    Lost(String, Option<String>),
    /// It was not lost.
    NotLost,
}

/// The order in which keys stand in a record.
const ORDER: [&str; 12] = [
    "id", "account", "name", "owner", "segment", "region", "amount", "kind", "source", "channel", "stages", "lost",
];

/// A range of a text and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    range: Range<usize>,
    text: String,
}

type Entries = [(Node, Node)];

/// How the lines of a text end.
pub fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The changes that a record's edits come to. Stages stand in the order of `stages`, lines end in `line`.
///
/// # Errors
/// Why the record cannot be changed without losing something, as a sentence.
pub fn changes(
    text: &str,
    documents: &[Node],
    origin: &Origin,
    edits: &[Edit],
    stages: &[&str],
    line: &'static str,
) -> Result<Vec<Change>, String> {
    let document = documents.get(origin.document as usize);
    let node = document.and_then(|d| match (&d.kind, origin.index) {
        (Kind::Seq(items), Some(i)) => items.get(i as usize),
        (_, None) => Some(d),
        _ => None,
    });
    let Some(Kind::Map(entries)) = node.map(|n| &n.kind) else {
        return Err("the record was not found again".into());
    };
    let mut editor = Editor {
        text,
        line,
        out: Vec::new(),
    };
    for edit in edits {
        editor.edit(entries, edit, stages)?;
    }
    Ok(editor.out)
}

/// Does all changes to a text.
///
/// # Errors
/// Two of them touch the same place.
pub fn apply(text: &str, mut changes: Vec<Change>) -> Result<String, String> {
    changes.sort_by_key(|c| (c.range.start, c.range.end));
    let mut out = String::with_capacity(text.len() + 64 * changes.len());
    let mut done = 0;
    for change in changes {
        let kept = text
            .get(done..change.range.start)
            .ok_or("two changes touch the same place")?;
        out.push_str(kept);
        out.push_str(&change.text);
        done = change.range.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Ok(out)
}

struct Editor<'t> {
    text: &'t str,
    line: &'static str,
    out: Vec<Change>,
}

fn find<'n>(entries: &'n Entries, key: &str) -> Option<&'n (Node, Node)> {
    entries
        .iter()
        .find(|(k, _)| matches!(&k.kind, Kind::Scalar(name, _) if name == key))
}

impl Editor<'_> {
    fn edit(&mut self, record: &Entries, edit: &Edit, order: &[&str]) -> Result<(), String> {
        match edit {
            Edit::Set(key, value) => self.set(record, key, value, &ORDER),
            Edit::Lost(on, reason) => match find(record, "lost").map(|e| &e.1.kind) {
                Some(Kind::Map(loss)) => {
                    self.set(loss, "on", on, &["on", "reason"])?;
                    match reason {
                        Some(reason) => self.set(loss, "reason", &yaml::scalar(reason), &["on", "reason"]),
                        None => Ok(()),
                    }
                }
                _ => self.set(record, "lost", &yaml::lost(on, reason.as_deref()), &ORDER),
            },
            Edit::NotLost => self.remove(record, "lost"),
            Edit::Stage(stage, on) => match stages_of(record)? {
                (_, Kind::Map(stages)) => self.set(stages, stage, on, order),
                (_, Kind::Seq(items)) => self.set_in_list(items, stage, on),
                _ => Err("its stages are no mapping".into()),
            },
            Edit::NoStage(stage) => match stages_of(record)? {
                (_, Kind::Map(stages)) => self.remove(stages, stage),
                (_, Kind::Seq(items)) => self.remove_from_list(items, stage),
                _ => Err("its stages are no mapping".into()),
            },
            Edit::Stages(entries) => self.write_stages(record, entries),
        }
    }

    /// Whether a mapping stands in `{}`.
    fn is_flow(&self, entries: &Entries) -> bool {
        entries
            .first()
            .is_some_and(|(key, _)| self.text[..key.span.start].trim_end().ends_with('{'))
    }

    /// The end of the line of a position, after its break.
    fn line_end(&self, at: usize) -> usize {
        if at > 0 && self.text.as_bytes().get(at - 1) == Some(&b'\n') {
            return at;
        }
        self.text[at..].find('\n').map_or(self.text.len(), |i| at + i + 1)
    }

    /// What stands before a position in its line.
    fn before(&self, at: usize) -> &str {
        let start = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        &self.text[start..at]
    }

    fn replace(&mut self, range: Range<usize>, text: String) {
        self.out.push(Change { range, text });
    }

    /// Gives a key a scalar value.
    fn set(&mut self, entries: &Entries, key: &str, value: &str, order: &[&str]) -> Result<(), String> {
        let Some((name, old)) = find(entries, key) else {
            return self.add(entries, key, value, order);
        };
        let source = self.text.get(old.span.clone()).unwrap_or("").trim_end();
        // A block text, or an anchor that others refer to.
        let between = self.text.get(name.span.end..old.span.start).unwrap_or("|");
        let one_line =
            (!source.contains('\n') || source.starts_with(['"', '\''])) && !between.contains(['|', '>', '&', '!']);
        if !matches!(old.kind, Kind::Scalar(..)) || source.is_empty() || !one_line {
            return Err(format!(
                "`{key}` is written in a way that cannot be changed here; change it by hand"
            ));
        }
        let range = old.span.start..old.span.start + source.len();
        self.replace(range, value.to_owned());
        Ok(())
    }

    /// Adds a key after those that come before it in `order`.
    fn add(&mut self, entries: &Entries, key: &str, value: &str, order: &[&str]) -> Result<(), String> {
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
            return Err("there is nothing to write beside".into());
        };
        if self.is_flow(entries) {
            let at = last.1.span.end.max(last.0.span.end);
            // After the brackets that the last value has of its own.
            let closed = if matches!(last.1.kind, Kind::Scalar(..)) {
                Some(at)
            } else {
                None
            };
            let at = closed
                .ok_or_else(|| format!("`{key}` has no safe place in this line; add `{key}: {value}` by hand"))?;
            self.replace(at..at, format!(", {key}: {value}"));
            return Ok(());
        }
        let place = order.iter().position(|k| *k == key).unwrap_or(order.len());
        let after = order[..place].iter().rev().find_map(|k| find(entries, k));
        let column = self.before(first.0.span.start);
        let indent: String = column.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let row = format!("{indent}{key}: {value}{}", self.line);
        let only_blanks = column.bytes().all(|b| b == b' ');
        match after {
            None if only_blanks => {
                let start = first.0.span.start - column.len();
                self.replace(start..start, row);
            }
            after => {
                let (_, value) = after.unwrap_or(first);
                let at = self.line_end(value.span.end);
                self.replace(at..at, row);
            }
        }
        Ok(())
    }

    /// Takes a key out, unless somebody's words stand with it.
    fn remove(&mut self, entries: &Entries, key: &str) -> Result<(), String> {
        let by_hand = || format!("take `{key}` out by hand");
        let i = entries
            .iter()
            .position(|(k, _)| matches!(&k.kind, Kind::Scalar(name, _) if name == key))
            .ok_or_else(by_hand)?;
        let (name, value) = &entries[i];
        if self.is_flow(entries) {
            let range = match (i.checked_sub(1).map(|i| &entries[i].1), entries.get(i + 1)) {
                (
                    Some(Node {
                        span,
                        kind: Kind::Scalar(..),
                        ..
                    }),
                    _,
                ) => span.end..value.span.end,
                (None, Some((next, _))) => name.span.start..next.span.start,
                _ => return Err(by_hand()),
            };
            if !matches!(value.kind, Kind::Scalar(..)) {
                return Err(by_hand());
            }
            self.replace(range, String::new());
            return Ok(());
        }
        let column = self.before(name.span.start);
        let range = name.span.start - column.len()..self.line_end(value.span.end);
        if !column.bytes().all(|b| b == b' ') || self.text[range.clone()].contains('#') || entries.len() == 1 {
            return Err(by_hand());
        }
        self.replace(range, String::new());
        Ok(())
    }

    /// Gives the entry of a stage in a list its date, or adds one.
    fn set_in_list(&mut self, items: &[Node], stage: &str, on: &str) -> Result<(), String> {
        let of_stage = |item: &&Node| {
            let Kind::Map(entries) = &item.kind else { return false };
            find(entries, "stage").is_some_and(|(_, v)| matches!(&v.kind, Kind::Scalar(s, _) if s == stage))
        };
        if let Some(Kind::Map(entries)) = items.iter().find(of_stage).map(|n| &n.kind) {
            return self.set(entries, "on", on, &["stage", "on"]);
        }
        let last = items.last().ok_or("its list of stages is empty")?;
        let column = self.before(last.span.start);
        let indent = &column[..column.len() - column.trim_start_matches(' ').len()];
        if !column.trim_start().starts_with('-') {
            return Err(format!("add `{stage}` to the list of stages by hand"));
        }
        let row = yaml::entry(indent, stage, on, None).replace('\n', self.line);
        let at = self.line_end(last.span.end);
        self.replace(at..at, row);
        Ok(())
    }

    /// Takes the entries of a stage out of a list, unless somebody's words stand with them.
    fn remove_from_list(&mut self, items: &[Node], stage: &str) -> Result<(), String> {
        for item in items {
            let Kind::Map(entries) = &item.kind else { continue };
            if !find(entries, "stage").is_some_and(|(_, v)| matches!(&v.kind, Kind::Scalar(s, _) if s == stage)) {
                continue;
            }
            let column = self.before(item.span.start);
            let range = item.span.start - column.len()..self.line_end(item.span.end);
            let dash = matches!(column.trim_start_matches(' '), "- " | "- {");
            if !dash || self.text[range.clone()].contains('#') || find(entries, "reason").is_some() || items.len() == 1
            {
                return Err(format!("take `{stage}` out of the list of stages by hand"));
            }
            self.replace(range, String::new());
        }
        Ok(())
    }

    /// Writes all entries anew.
    fn write_stages(&mut self, record: &Entries, entries: &[(String, String, Option<String>)]) -> Result<(), String> {
        let (key, value) = find(record, "stages").ok_or("it has no stages")?;
        let range = key.span.end..self.line_end(value.span.end);
        if self.is_flow(record) || self.text[range.clone()].contains('#') {
            return Err("its stages are written in a way that cannot be changed here; change them by hand".into());
        }
        let column = self.before(key.span.start);
        let indent = " ".repeat(column.chars().count() + 2);
        let mut text = format!(":{}", self.line);
        for (stage, on, reason) in entries {
            text.push_str(&yaml::entry(&indent, stage, on, reason.as_deref()).replace('\n', self.line));
        }
        self.replace(range, text);
        Ok(())
    }
}

fn stages_of(record: &Entries) -> Result<(&Node, &Kind), String> {
    find(record, "stages")
        .map(|(key, value)| (key, &value.kind))
        .ok_or_else(|| "it has no stages".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tree::parse_yaml;

    const STAGES: [&str; 5] = ["lead", "mql", "sql", "opportunity", "won"];

    fn edited(text: &str, index: Option<u32>, edits: &[Edit]) -> Result<String, String> {
        let origin = Origin {
            file: "x".into(),
            document: 0,
            index,
            line: 1,
        };
        let documents = parse_yaml(text).unwrap();
        apply(
            text,
            changes(text, &documents, &origin, edits, &STAGES, line_end(text))?,
        )
    }

    fn set(key: &'static str, value: &str) -> Edit {
        Edit::Set(key, value.into())
    }

    fn stage(stage: &str, on: &str) -> Edit {
        Edit::Stage(stage.into(), on.into())
    }

    #[test]
    fn a_block_record_keeps_its_comments() {
        let text = "# ours\n- id: a # the first\n  account: 'Old' # renamed\n  stages: # all\n    lead: 2026-01-01 # by mail\n\n  notes: |\n    amount: 7\n- id: b\n  account: B\n  stages: {lead: 2026-01-01}\n";
        let edits = [
            set("account", "New"),
            set("amount", "5 EUR"),
            set("owner", "jo"),
            stage("lead", "2026-01-02"),
            stage("mql", "2026-01-03"),
            Edit::Lost("2026-02-01".into(), Some("price".into())),
        ];
        let want = "# ours\n- id: a # the first\n  account: New # renamed\n  amount: 5 EUR\n  owner: jo\n  stages: # all\n    lead: 2026-01-02 # by mail\n    mql: 2026-01-03\n  lost: {on: 2026-02-01, reason: price}\n\n  notes: |\n    amount: 7\n- id: b\n  account: B\n  stages: {lead: 2026-01-01}\n";
        assert_eq!(edited(text, Some(0), &edits).unwrap(), want);
    }

    #[test]
    fn a_flow_record_stays_one() {
        let text = "[{id: a, account: A, stages: {lead: 2026-01-01, won: 2026-02-01}, tags: [x]}]\n";
        let edits = [
            set("account", "\"B, C\""),
            stage("mql", "2026-01-03"),
            Edit::NoStage("won".into()),
        ];
        let got = edited(text, Some(0), &edits[..2]).unwrap();
        assert_eq!(
            got,
            "[{id: a, account: \"B, C\", stages: {lead: 2026-01-01, won: 2026-02-01, mql: 2026-01-03}, tags: [x]}]\n"
        );
        let got = edited(text, Some(0), &edits[2..]).unwrap();
        assert_eq!(got, "[{id: a, account: A, stages: {lead: 2026-01-01}, tags: [x]}]\n");
        assert!(edited(text, Some(0), &[set("amount", "1")]).is_err());
    }

    #[test]
    fn one_record_in_a_file_and_windows_lines() {
        let text = "account: A\r\nstages:\r\n  mql: 2026-01-01\r\nlost: 2026-03-01\r\n";
        let edits = [stage("lead", "2025-12-01"), Edit::NotLost];
        assert_eq!(
            edited(text, None, &edits).unwrap(),
            "account: A\r\nstages:\r\n  lead: 2025-12-01\r\n  mql: 2026-01-01\r\n"
        );
    }

    #[test]
    fn lists_of_stages() {
        let text = "- id: a\n  stages:\n    - {stage: lead, on: 2026-01-01, reason: x}\n  tags: [t]\n";
        assert_eq!(
            edited(
                text,
                Some(0),
                &[stage("lead", "2026-01-02"), stage("mql", "2026-01-03")]
            )
            .unwrap(),
            "- id: a\n  stages:\n    - {stage: lead, on: 2026-01-02, reason: x}\n    - {stage: mql, on: 2026-01-03}\n  tags: [t]\n"
        );
        let two = "- id: a\n  stages:\n    - {stage: lead, on: 2026-01-01}\n    - {stage: won, on: 2026-01-02}\n  tags: [t]\n";
        assert_eq!(
            edited(two, Some(0), &[Edit::NoStage("won".into())]).unwrap(),
            "- id: a\n  stages:\n    - {stage: lead, on: 2026-01-01}\n  tags: [t]\n"
        );
        assert!(edited(text, Some(0), &[Edit::NoStage("lead".into())]).is_err());
        let all = Edit::Stages(vec![("lead".into(), "2026-01-01".into(), Some("x".into()))]);
        assert_eq!(
            edited("- id: a\n  stages: {lead: 2026-01-09}\n  tags: [t]\n", Some(0), &[all]).unwrap(),
            "- id: a\n  stages:\n    - {stage: lead, on: 2026-01-01, reason: x}\n  tags: [t]\n"
        );
    }

    #[test]
    fn what_somebody_wrote_is_not_thrown_away() {
        let text = "- id: a\n  stages:\n    lead: 2026-01-01 # met\n  lost: 2026-02-01 # sad\n";
        assert!(edited(text, Some(0), &[Edit::NotLost]).is_err());
        assert!(edited(text, Some(0), &[Edit::Stages(Vec::new())]).is_err());
        let block = "- id: a\n  account: |\n    A\n  stages: {lead: 2026-01-01}\n";
        assert!(edited(block, Some(0), &[set("account", "B")]).is_err());
    }

    proptest::proptest! {
        /// Whatever the text, there is an answer.
        #[test]
        fn no_text_makes_it_panic(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "- ", "id: a", "stages: ", "lost: ", "{", "}", "[", "]", ", ", "\n", "  ", "\n  ", "\n    ", "# x", "lead: 1",
                    "on: ", "stage: lead", "é", "|", "'", "\"", "&a ", "*a", "account: ", "---\n", "!!str ", ": ", "\r\n", "\u{feff}",
                ]),
                0..24,
            ),
        ) {
            let text = parts.concat();
            let edits = [
                set("account", "B"),
                set("amount", "1 EUR"),
                stage("lead", "2026-01-01"),
                stage("mql", "2026-01-02"),
                Edit::NoStage("won".into()),
                Edit::Stages(vec![("lead".into(), "2026-01-01".into(), None)]),
                Edit::Lost("2026-01-03".into(), Some("x".into())),
                Edit::NotLost,
            ];
            if parse_yaml(&text).is_ok() {
                for index in [None, Some(0), Some(1)] {
                    for edit in &edits {
                        let _ = edited(&text, index, std::slice::from_ref(edit));
                    }
                }
            }
        }
    }
}
