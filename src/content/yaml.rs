//! One YAML file into records: cut where that is safe, read in parallel by the fast parser, and
//! read again with positions where there is anything to report.

use std::marker::PhantomData;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeSeed;

use super::{Broken, FileResult, LeftOut, items};
use crate::diagnostics::{Place, Problem};
use crate::model::{Id, Money, Origin};
use crate::reader::tree::{self, Lines};
use crate::reader::{Cx, Field, Finding, Read, Record, Records, Seed, Seg, guard};
use crate::settings::Settings;

/// What a record is built from beside its values.
pub(super) struct At<'a> {
    /// Where it stands.
    pub origin: Origin,
    /// The file's stem, where the file holds this one record and its id may be left out.
    pub stem: Option<&'a str>,
    /// Lines of the items of the record's list under a key that has so many; nothing where they are not known.
    pub items: &'a dyn Fn(&'static str, usize) -> Option<Vec<u32>>,
}

/// How a raw record becomes one of the model.
pub(super) trait Build: Read + Send {
    /// The type of the model.
    type Record: Send;

    /// Checks and builds; problems are reported through `cx`. A record in which an error was reported is
    /// given with stand-ins where that is possible: its other parts can still be checked.
    fn build(self, cx: &Cx<'_>, at: At<'_>, settings: &Settings) -> Option<Self::Record>;

    /// The id, should the record have to be left out.
    fn id(&self) -> Option<Id> {
        None
    }

    /// The amount, should the record have to be left out.
    fn amount(&self) -> Option<Money> {
        None
    }
}

impl At<'_> {
    /// An id for a record that has none, so that its other parts can be checked.
    pub(super) fn stand_in(&self) -> Option<Id> {
        let index = self.origin.index.unwrap_or(0);
        // Of its file, so that two of them are not taken for one that stands twice.
        let file = crate::output::hash(self.origin.file.as_bytes());
        Id::parse(&format!("unnamed-{file}-{}-{index}", self.origin.document)).ok()
    }
}

impl<T> FileResult<T> {
    /// Adds what a piece gave; its findings are given back.
    fn take(&mut self, part: Part<T>) -> Vec<Finding> {
        if self.records.is_empty() {
            self.records = part.records;
        } else {
            self.records.extend(part.records);
        }
        self.broken.extend(part.broken);
        self.left_out.extend(part.left_out);
        part.findings
    }
}

/// A run of bytes that can be read on its own.
struct Piece {
    start: usize,
    end: usize,
    document: u32,
    first_index: u32,
    /// First line of each record, from 1; one line for a document that is not cut.
    lines: Vec<u32>,
}

/// What reading a piece gave.
struct Part<T> {
    records: Vec<T>,
    broken: Vec<Broken<T>>,
    left_out: Vec<LeftOut>,
    findings: Vec<Finding>,
}

/// Reads all records of a file.
pub(super) fn read_file<R: Build>(settings: &Settings, file: &Arc<str>, text: &str) -> FileResult<R::Record> {
    let lines = || Lines::new(file.clone(), text);
    let parser = match guard::check(text) {
        Ok(parser) => parser,
        Err(problem) => return FileResult::failed(lines().tree_problem(&problem)),
    };
    let pieces = cut(text);
    let fast: Option<Vec<Part<R::Record>>> = match pieces.as_slice() {
        _ if parser == guard::Parser::Tree => None,
        [piece] => read_piece::<R>(settings, file, text, piece, true).map(|r| vec![r]),
        many => many
            .par_iter()
            .map(|p| read_piece::<R>(settings, file, text, p, false))
            .collect(),
    };
    let mut result = FileResult::default();
    let mut findings = Vec::new();
    if let Some(parts) = fast {
        for part in parts {
            findings.extend(result.take(part));
        }
        if findings.is_empty() {
            return result;
        }
    }
    let lines = lines();
    let documents = match tree::parse_yaml(text) {
        Ok(documents) => documents,
        Err(problem) => return FileResult::failed(lines.tree_problem(&problem)),
    };
    if findings.is_empty() {
        result = FileResult::default();
        for part in read_tree::<R>(settings, file, &lines, &documents) {
            findings.extend(result.take(part));
        }
    }
    let root = tree::documents(documents);
    result.problems = findings.iter().map(|f| lines.finding(f, &root)).collect();
    if result.problems.is_empty() && result.records.is_empty() && !pieces.is_empty() {
        // The two parsers disagree about the text: say so rather than lose it.
        result.problems.push(
            Problem::new(crate::diagnostics::Code::Syntax, "the file could not be read as YAML")
                .at(Place::of_file(file.clone())),
        );
    }
    result
}

fn read_piece<R: Build>(
    settings: &Settings,
    file: &Arc<str>,
    text: &str,
    piece: &Piece,
    only: bool,
) -> Option<Part<R::Record>> {
    let mut cx = Cx::new(
        &settings.zone,
        settings.currency,
        false,
        vec![Seg::Index(piece.document)],
    );
    cx.first_index = piece.first_index;
    let source = &text[piece.start..piece.end];
    let read = Seed::<Records<R>>(&cx, PhantomData)
        .deserialize(serde_yaml::Deserializer::from_str(source))
        .ok()?;
    let records = read.good()?.0;
    let single = only && records.len() == 1;
    let place = |index: Option<u32>| index.map_or(0, |i| (i - piece.first_index) as usize);
    let line = |index| {
        let i = place(index);
        piece.lines.get(i).or(piece.lines.first()).copied().unwrap_or(1)
    };
    let starts = std::cell::OnceCell::new();
    let items = |index, key, count| {
        let starts = starts.get_or_init(|| tree::line_starts(source));
        let base = piece.lines.first().copied()?;
        let i = place(index);
        let at = |line: u32| starts.get((line - base) as usize).copied();
        let (first, next) = (*piece.lines.get(i)?, piece.lines.get(i + 1));
        let text = &source[at(first)?..next.map_or(Some(source.len()), |line| at(*line))?];
        let found = items::lines(text, key, count)?;
        Some(found.into_iter().map(|line| first + line).collect())
    };
    let places = Places {
        line: &line,
        items: &items,
    };
    Some(build_all(cx, settings, file, piece.document, records, single, &places))
}

fn read_tree<R: Build>(
    settings: &Settings,
    file: &Arc<str>,
    lines: &Lines<'_>,
    documents: &[tree::Node],
) -> Vec<Part<R::Record>> {
    let mut raw = Vec::new();
    for (i, node) in documents.iter().enumerate() {
        let document = u32::try_from(i).unwrap_or(u32::MAX);
        let cx = Cx::new(&settings.zone, settings.currency, true, vec![Seg::Index(document)]);
        // A tree's seed reports instead of failing.
        let records = Seed::<Records<R>>::new(&cx)
            .deserialize(node)
            .ok()
            .and_then(Field::good)
            .map(|r| r.0)
            .unwrap_or_default();
        raw.push((document, cx, records, node));
    }
    let total: usize = raw.iter().map(|r| r.2.len()).sum();
    let mut parts = Vec::with_capacity(raw.len());
    for (document, cx, records, node) in raw {
        let line = |index: Option<u32>| {
            let path: Vec<Seg> = index.map(Seg::Index).into_iter().collect();
            let span = node.locate(&path, crate::reader::Part::Value);
            u32::try_from(lines.place(&span).line).unwrap_or(1)
        };
        let items = |index: Option<u32>, key: &'static str, count: usize| {
            let line = |item: usize| {
                let mut path: Vec<Seg> = index.map(Seg::Index).into_iter().collect();
                path.extend([Seg::Key(key), Seg::Index(u32::try_from(item).ok()?)]);
                let span = node.locate(&path, crate::reader::Part::Value);
                u32::try_from(lines.place(&span).line).ok()
            };
            (0..count).map(line).collect()
        };
        let places = Places {
            line: &line,
            items: &items,
        };
        parts.push(build_all(cx, settings, file, document, records, total == 1, &places));
    }
    parts
}

/// Where records and their items stand in a file.
struct Places<'a> {
    /// The first line of a record, by its position in the list.
    line: &'a dyn Fn(Option<u32>) -> u32,
    /// See [`At::items`].
    items: &'a dyn Fn(Option<u32>, &'static str, usize) -> Option<Vec<u32>>,
}

fn build_all<R: Build>(
    cx: Cx<'_>,
    settings: &Settings,
    file: &Arc<str>,
    document: u32,
    records: Vec<Record<R>>,
    single: bool,
    places: &Places<'_>,
) -> Part<R::Record> {
    let stem = file.rsplit('/').next().and_then(|n| n.rsplit_once('.')).map(|(s, _)| s);
    let mut part = Part {
        records: Vec::with_capacity(records.len()),
        broken: Vec::new(),
        left_out: Vec::new(),
        findings: Vec::new(),
    };
    for record in records {
        let origin = Origin {
            file: file.clone(),
            document,
            index: record.index,
            line: (places.line)(record.index),
        };
        let (whole, index) = (record.whole, record.index);
        let items = |key, count| (places.items)(index, key, count);
        let Some(raw) = record.value.good() else {
            part.left_out.push(LeftOut {
                file: file.clone(),
                id: None,
                amount: None,
            });
            continue;
        };
        let (id, amount) = (
            raw.id().or_else(|| Id::parse(stem.filter(|_| single)?).ok()),
            raw.amount(),
        );
        let at = At {
            origin,
            stem: stem.filter(|_| single),
            items: &items,
        };
        let errors = cx.errors();
        let built = match index {
            Some(i) => cx.within(Seg::Index(i), || raw.build(&cx, at, settings)),
            None => raw.build(&cx, at, settings),
        };
        if whole && cx.errors() == errors {
            part.records.extend(built);
            continue;
        }
        let named = id.is_some();
        part.broken.extend(built.map(|record| Broken { record, named }));
        part.left_out.push(LeftOut {
            file: file.clone(),
            id,
            amount,
        });
    }
    part.findings = cx.into_findings();
    part
}

/// Bytes that a piece of a list is cut to: enough to make the parser's start-up small, few
/// enough to use all threads and to keep its buffers small.
const PIECE: usize = 64 << 10;

/// Cuts a text at `---` lines, and a list that starts at the first column at its `- ` lines.
///
/// A `- ` at the start of a line inside a quoted text would be cut wrongly; such a piece does not
/// parse, and the file is then read whole.
fn cut(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut document = 0u32;
    let mut doc: Option<Doc> = None;
    let mut plain = true;
    let (mut pos, mut line) = (0usize, 1u32);
    let mut after_marker = false;
    while pos < bytes.len() {
        let end = text[pos..].find('\n').map_or(bytes.len(), |i| pos + i + 1);
        let row = text[pos..end].trim_end_matches(['\n', '\r']);
        if row.starts_with("---") && (row.len() == 3 || row[3..].starts_with([' ', '\t'])) {
            finish(&mut pieces, &mut doc, pos);
            if after_marker || pieces.last().is_some_and(|p: &Piece| p.document == document) {
                document += 1;
            }
            after_marker = true;
            let rest = row[3..].trim_start();
            if !(rest.is_empty() || rest.starts_with('#')) {
                doc = Some(Doc::new(pos, document, line));
            }
        } else if row.starts_with("...") || row.starts_with('%') {
            plain = false;
            break;
        } else if !(row.trim().is_empty() || row.trim_start().starts_with('#')) || doc.is_some() {
            let d = doc.get_or_insert_with(|| Doc::new(pos, document, line));
            d.row(&mut pieces, row, pos, line);
        }
        pos = end;
        line += 1;
    }
    if !plain {
        // Directives and explicit ends are rare: the tree reads such a file, all of it at once.
        return vec![Piece {
            start: 0,
            end: text.len(),
            document: 0,
            first_index: 0,
            lines: vec![1],
        }];
    }
    finish(&mut pieces, &mut doc, text.len());
    pieces
}

/// A document being cut.
struct Doc {
    document: u32,
    start: usize,
    first_line: u32,
    /// Whether it is a list at the first column; decided at its first row.
    list: Option<bool>,
    index: u32,
    first_index: u32,
    lines: Vec<u32>,
}

impl Doc {
    fn new(start: usize, document: u32, line: u32) -> Self {
        Self {
            document,
            start,
            first_line: line,
            list: None,
            index: 0,
            first_index: 0,
            lines: Vec::new(),
        }
    }

    fn row(&mut self, pieces: &mut Vec<Piece>, row: &str, pos: usize, line: u32) {
        let item = row.starts_with("- ") || row == "-";
        let list = *self.list.get_or_insert(item);
        if !(list && item) {
            return;
        }
        if pos - self.start >= PIECE {
            pieces.push(Piece {
                start: self.start,
                end: pos,
                document: self.document,
                first_index: self.first_index,
                lines: std::mem::take(&mut self.lines),
            });
            self.start = pos;
            self.first_index = self.index;
        }
        self.index += 1;
        self.lines.push(line);
    }
}

fn finish(pieces: &mut Vec<Piece>, doc: &mut Option<Doc>, end: usize) {
    if let Some(mut doc) = doc.take() {
        if doc.lines.is_empty() {
            doc.lines.push(doc.first_line);
        }
        pieces.push(Piece {
            start: doc.start,
            end,
            document: doc.document,
            first_index: doc.first_index,
            lines: doc.lines,
        });
    }
}
