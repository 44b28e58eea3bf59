//! Problems in words: for people, for programs, for code review.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use serde_json::json;

use super::{Code, Place, Problem, Severity};

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the source line and a caret.
    Human,
    /// One JSON object a line.
    Json,
    /// GitHub workflow annotations.
    Github,
    /// SARIF 2.1.0.
    Sarif,
}

/// After this many of one code the rest are counted, in the formats for people.
const MOST_OF_A_CODE: usize = 100;

/// Renders `problems` (already sorted). `source` gives a file's text by its path, for excerpts.
pub fn render(problems: &[Problem], format: Format, colored: bool, source: &dyn Fn(&str) -> Option<String>) -> String {
    match format {
        Format::Human => human(problems, colored, source),
        Format::Json => json_lines(problems),
        Format::Github => github(problems),
        Format::Sarif => sarif(problems),
    }
}

/// Splits into those shown and, by code, how many more there are.
fn most(problems: &[Problem]) -> (Vec<&Problem>, BTreeMap<Code, usize>) {
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for problem in problems {
        let n = seen.entry(problem.code).or_default();
        *n += 1;
        if *n <= MOST_OF_A_CODE {
            shown.push(problem);
        }
    }
    seen.retain(|_, n| *n > MOST_OF_A_CODE);
    for n in seen.values_mut() {
        *n -= MOST_OF_A_CODE;
    }
    (shown, seen)
}

/// A line of source, made safe to print: control characters are shown as a dot.
fn excerpt<'a>(
    cache: &'a mut BTreeMap<String, Option<Vec<String>>>,
    source: &dyn Fn(&str) -> Option<String>,
    place: &Place,
) -> Option<&'a str> {
    cache
        .entry(place.file.to_string())
        .or_insert_with(|| source(&place.file).map(|text| text.lines().map(printable).collect()))
        .as_ref()?
        .get(place.line - 1)
        .map(String::as_str)
}

fn printable(text: &str) -> String {
    text.trim_start_matches('\u{feff}')
        .chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() || super::turns_direction(c) => '\u{b7}',
            c => c,
        })
        .collect()
}

/// The caret's byte range in a line, at least one character wide where there is one.
fn caret(line: &str, place: &Place) -> std::ops::Range<usize> {
    let at = |column: usize| line.char_indices().nth(column - 1).map_or(line.len(), |(i, _)| i);
    let start = at(place.column);
    let end = if place.end_line > place.line {
        line.len()
    } else {
        at(place.end_column)
    };
    start..end.max(start)
}

fn human(problems: &[Problem], colored: bool, source: &dyn Fn(&str) -> Option<String>) -> String {
    let renderer = if colored { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let (shown, more) = most(problems);
    let mut cache = BTreeMap::new();
    let mut out = String::new();
    for problem in shown {
        let line = problem
            .place
            .as_ref()
            .and_then(|p| excerpt(&mut cache, source, p).map(str::to_owned));
        let related = problem
            .related
            .as_ref()
            .and_then(|(p, label)| excerpt(&mut cache, source, p).map(|l| (p, label, l.to_owned())));
        let level = match problem.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = printable(&problem.message.replace('\n', " "));
        let hint = problem.hint.as_deref().map(printable);
        let mut group = Group::with_title(level.primary_title(message.as_str()).id(problem.code.id()));
        let path = problem
            .place
            .as_ref()
            .map(|p| printable(&p.file.replace(['\n', '\r'], "·")))
            .unwrap_or_default();
        if let Some(place) = &problem.place {
            let text = line.as_deref().unwrap_or("");
            let span = caret(text, place);
            group = group.element(
                Snippet::source(text)
                    .line_start(place.line)
                    .path(path.as_str())
                    .annotation(AnnotationKind::Primary.span(span)),
            );
        }
        if let Some((place, label, text)) = &related {
            group = group.element(
                Snippet::source(text.as_str())
                    .line_start(place.line)
                    .path(place.file.as_ref())
                    .annotation(AnnotationKind::Context.span(caret(text, place)).label(label.as_str())),
            );
        }
        if let Some(hint) = &hint {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    for (code, n) in more {
        let _ = writeln!(out, "… and {n} more of {} ({})\n", code.id(), code.title());
    }
    out
}

fn json_lines(problems: &[Problem]) -> String {
    let mut out = String::new();
    for p in problems {
        let place = p.place.as_ref();
        let value = json!({
            "code": p.code.id(),
            "severity": p.severity().word(),
            "message": p.message,
            "file": place.map(|x| x.file.as_ref()),
            "line": place.map(|x| x.line),
            "column": place.map(|x| x.column),
            "end_line": place.map(|x| x.end_line),
            "end_column": place.map(|x| x.end_column),
            "hint": p.hint,
        });
        let _ = writeln!(out, "{value}");
    }
    out
}

/// Escapes as GitHub's runner unescapes: message data, and property values besides.
fn github_escape(text: &str, property: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if property => out.push_str("%3A"),
            ',' if property => out.push_str("%2C"),
            c => out.push(c),
        }
    }
    out
}

fn github(problems: &[Problem]) -> String {
    let (shown, more) = most(problems);
    let mut out = String::new();
    for p in shown {
        let mut message = p.message.clone();
        if let Some(hint) = &p.hint {
            let _ = write!(message, " ({hint})");
        }
        let place = p.place.as_ref().map_or(String::new(), |x| {
            format!(
                "file={},line={},col={},endLine={},endColumn={},",
                github_escape(&x.file, true),
                x.line,
                x.column,
                x.end_line,
                x.end_column
            )
        });
        let _ = writeln!(
            out,
            "::{} {}title={}::{}",
            p.severity().word(),
            place,
            p.code.id(),
            github_escape(&printable(&message), false)
        );
    }
    for (code, n) in more {
        let _ = writeln!(out, "::notice title={}::and {n} more of this kind", code.id());
    }
    out
}

fn sarif(problems: &[Problem]) -> String {
    let rules: Vec<_> = Code::ALL
        .iter()
        .map(|c| {
            json!({
                "id": c.id(),
                "shortDescription": { "text": c.title() },
                "fullDescription": { "text": c.help() },
                "defaultConfiguration": { "level": c.severity().word() },
            })
        })
        .collect();
    let results: Vec<_> = problems
        .iter()
        .map(|p| {
            let text = match &p.hint {
                Some(hint) => format!("{} ({hint})", p.message),
                None => p.message.clone(),
            };
            let mut result = json!({
                "ruleId": p.code.id(),
                "level": p.severity().word(),
                "message": { "text": text },
            });
            if let Some(x) = &p.place {
                result["locations"] = json!([location(x)]);
            }
            if let Some((x, label)) = &p.related {
                let mut related = location(x);
                related["message"] = json!({ "text": label });
                result["relatedLocations"] = json!([related]);
            }
            result
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "funnelbook", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// A path as a relative reference of RFC 3986: all but its unreserved characters and `/` percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn location(place: &Place) -> serde_json::Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&place.file) },
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        },
    })
}
