//! Markdown pages: TOML front matter and a body.

use std::marker::PhantomData;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::de::DeserializeSeed;

use super::FileResult;
use crate::diagnostics::{Code, Place, Problem};
use crate::model::{Currency, Sides};
use crate::reader::tree::{self, Lines};
use crate::reader::{Any, Count, Cx, Field, List, Part, Seed, Seg, Text, record};

record! {
    struct RawFront { title: Text, description: Text, order: Count, part: Sides, answers: List<Any> }
}

/// A Markdown page.
#[derive(Clone, Debug)]
pub struct PageSource {
    /// Path relative to the root.
    pub file: Arc<str>,
    /// Its folder and stem below `content/`: `playbook/handoff`; an `index` is its folder.
    pub slug: String,
    /// Title.
    pub title: String,
    /// A sentence for navigation and search.
    pub description: Option<String>,
    /// Position in the navigation.
    pub order: u64,
    /// Whose page it is.
    pub part: Option<Sides>,
    /// Rules and families of findings that it says what to do about, and where it names them.
    pub answers: Vec<(String, Place)>,
    /// The Markdown.
    pub body: String,
    /// Line of the file on which the body starts, from 1.
    pub body_line: usize,
}

/// Reads one page.
pub(super) fn read_file(file: &Arc<str>, text: &str) -> FileResult<PageSource> {
    let lines = Lines::new(file.clone(), text);
    let mut problems = Vec::new();
    if begins_with_yaml(text) {
        problems.push(
            Problem::new(Code::Syntax, "front matter between `---` is not read here")
                .at(lines.place(&(0..3)))
                .hint("write `+++` for each `---`, and TOML between them: title = \"Our page\""),
        );
    }
    let (front, root, body_start) = match split(text) {
        Ok(None) => (RawFront::default(), None, 0),
        Ok(Some((range, body))) => {
            let padded: String = text[..range.start]
                .chars()
                .map(|c| if c == '\n' { '\n' } else { ' ' })
                .collect();
            // Blanked bytes keep every position of the front matter that of the file.
            let toml = format!("{padded}{}", &text[range]);
            let (front, root) = read_front(&lines, &toml, &mut problems);
            (front, root, body)
        }
        Err(message) => {
            return FileResult::failed(
                Problem::new(Code::Syntax, message)
                    .at(Place::of_file(file.clone()))
                    .hint("close the front matter with a line `+++`"),
            );
        }
    };
    let path = &file["content/".len()..];
    let stem = path.strip_suffix(".md").unwrap_or(path);
    for part in stem.split('/') {
        let well = !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
            && !part.starts_with('.')
            && !part.ends_with('.');
        if !well {
            problems.push(
                Problem::new(
                    Code::BadId,
                    format!("`{}` cannot be part of a page's address", crate::reader::show(part)),
                )
                .at(Place::of_file(file.clone()))
                .hint("letters from a to z, digits, `-`, `_` and `.`"),
            );
        }
    }
    let slug = match stem.strip_suffix("index") {
        Some("") => String::new(),
        Some(folder) if folder.ends_with('/') => folder.trim_end_matches('/').to_owned(),
        _ => stem.to_owned(),
    };
    let place = |i: u32| {
        let path = [Seg::Key("answers"), Seg::Index(i)];
        let span = root.as_ref().map(|root| root.locate(&path, Part::Value));
        span.map_or_else(|| Place::of_file(file.clone()), |span| lines.place(&span))
    };
    let body = text[body_start..].to_owned();
    let heading = body
        .lines()
        .find_map(|l| l.strip_prefix("# "))
        .map(|h| h.trim().to_owned());
    let page = PageSource {
        title: front
            .title
            .good()
            .map(|t| t.0)
            .or(heading)
            .unwrap_or_else(|| stem.rsplit('/').next().unwrap_or(stem).to_owned()),
        description: front.description.good().map(|t| t.0),
        order: front.order.good().map_or(1000, |n| n.0),
        part: front.part.good(),
        answers: front
            .answers
            .good()
            .map(|l| l.good().map(|(i, t)| (t.0, place(i))).collect())
            .unwrap_or_default(),
        body_line: text[..body_start].matches('\n').count() + 1,
        slug,
        body,
        file: file.clone(),
    };
    FileResult {
        records: vec![page],
        problems,
        ..FileResult::default()
    }
}

/// The front matter's byte range and where the body starts.
fn split(text: &str) -> Result<Option<(std::ops::Range<usize>, usize)>, &'static str> {
    let Some(rest) = text.strip_prefix("+++\n").or_else(|| text.strip_prefix("+++\r\n")) else {
        return Ok(None);
    };
    let start = text.len() - rest.len();
    let mut pos = start;
    for row in rest.split_inclusive('\n') {
        if row.trim_end() == "+++" {
            return Ok(Some((start..pos, pos + row.len())));
        }
        pos += row.len();
    }
    Err("the front matter that begins with `+++` does not end")
}

/// Whether a page begins as pages of other generators do: with YAML between lines `---`.
fn begins_with_yaml(text: &str) -> bool {
    let mut rows = text.lines().map(str::trim_end);
    let is_key = |row: &str| {
        let key = row.split_once(':').map_or("", |(key, _)| key);
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
    };
    rows.next() == Some("---") && rows.next().is_some_and(is_key) && rows.any(|row| row == "---")
}

fn read_front(lines: &Lines<'_>, toml: &str, problems: &mut Vec<Problem>) -> (RawFront, Option<tree::Node>) {
    let root = match tree::parse_toml(toml) {
        Ok(root) => root,
        Err(errors) => {
            problems.extend(errors.iter().map(|e| lines.tree_problem(e)));
            return (RawFront::default(), None);
        }
    };
    let utc = TimeZone::UTC;
    let cx = Cx::new(&utc, Currency::EUR, true, Vec::new());
    let front = Seed::<RawFront>(&cx, PhantomData)
        .deserialize(&root)
        .ok()
        .and_then(Field::good)
        .unwrap_or_default();
    problems.extend(cx.into_findings().iter().map(|f| lines.finding(f, &root)));
    (front, Some(root))
}
