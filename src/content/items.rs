//! On which lines the items of a record's list begin. The fast parser does not say; what it has read is looked up in
//! the text, and only where that is written in an unusual way is a record parsed once more.

use crate::reader::tree;
use crate::reader::{Part, Seg};

/// Lines, from 0 in the record's text, on which the `count` items of the list under `key` begin. `text` begins with
/// the record: with `- ` where it is one of a list. Nothing where they are not found.
pub(super) fn lines(text: &str, key: &'static str, count: usize) -> Option<Vec<u32>> {
    by_eye(text, key, count).or_else(|| by_parser(text, key, count))
}

/// A line of YAML that says something: its number, how far it is indented, and what it says.
fn said(text: &str) -> impl Iterator<Item = (u32, usize, &str)> {
    let lines = (0u32..).zip(text.lines());
    lines.filter_map(|(number, line)| {
        let rest = line.trim_start_matches(' ');
        let empty = rest.is_empty() || rest.starts_with('#') || rest.starts_with("---");
        (!empty).then_some((number, line.len() - rest.len(), rest))
    })
}

/// The items of a list in block style, each with its `- `, or of one that is written on a single line.
fn by_eye(text: &str, key: &str, count: usize) -> Option<Vec<u32>> {
    let mut column = None;
    let mut lines = said(text).map(|(number, indent, rest)| {
        // The record itself may be an item.
        let inner = rest.strip_prefix("- ").filter(|_| number == 0).map(str::trim_start);
        let (indent, rest) = inner.map_or((indent, rest), |inner| (indent + rest.len() - inner.len(), inner));
        (number, indent, rest)
    });
    let value = |rest: &'_ str| -> Option<usize> {
        let after = rest.strip_prefix(key)?.strip_prefix(':')?;
        (after.is_empty() || after.starts_with(' ')).then_some(rest.len() - after.len())
    };
    let (at, value) = lines.find_map(|(number, indent, rest)| {
        // A list's bare `-` stands before its record.
        if rest == "-" && number == 0 {
            return None;
        }
        let own = indent == *column.get_or_insert(indent);
        value(rest).filter(|_| own).map(|from| (number, rest[from..].trim()))
    })?;
    let column = column?;
    if value.starts_with('[') {
        let alone = lines.next().is_none_or(|(_, indent, _)| indent <= column);
        return (alone && value.ends_with(']')).then(|| vec![at; count]);
    }
    if !(value.is_empty() || value.starts_with('#')) {
        return None;
    }
    let is_item = |rest: &str| rest == "-" || rest.starts_with("- ");
    let mut found = Vec::with_capacity(count);
    let mut items = None;
    for (number, indent, rest) in lines {
        let first = *items.get_or_insert(indent);
        if first < column || indent < first || (indent == first && !is_item(rest)) {
            break;
        }
        if indent == first {
            found.push(number);
        }
    }
    (found.len() == count).then_some(found)
}

fn by_parser(text: &str, key: &'static str, count: usize) -> Option<Vec<u32>> {
    let tree = tree::documents(tree::parse_yaml(text).ok()?);
    let mut path = vec![Seg::Index(0)];
    if text.starts_with("- ") || text.starts_with("-\n") {
        path.push(Seg::Index(0));
    }
    path.push(Seg::Key(key));
    (tree.at(&path)?.count() == count).then_some(())?;
    let starts = tree::line_starts(text);
    let line = |index: usize| {
        let mut path = path.clone();
        path.push(Seg::Index(u32::try_from(index).ok()?));
        let span = tree.locate(&path, Part::Value);
        u32::try_from(starts.partition_point(|start| *start <= span.start))
            .ok()?
            .checked_sub(1)
    };
    (0..count).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines counted by hand, from 0.
    fn found(text: &str, count: usize) -> Option<Vec<u32>> {
        by_eye(text, "touches", count)
    }

    #[test]
    fn items_in_block_style() {
        let text = "- id: a\n  # touches:\n  notes: |\n    touches:\n    - no\n  touches:\n    - {on: 2026-01-01}\n\n    # later\n    - on: 2026-01-02\n      note: >\n        - no item\n    -\n      on: 2026-01-03\n  needs:\n    - x\n";
        assert_eq!(found(text, 3), Some(vec![6, 9, 12]));
        // As deep as its key, and last in the file.
        let text =
            "id: a\ntouches:   # three\n- {on: 2026-01-01}\n- {on: 2026-01-02}\n-   on: 2026-01-03\n    by: sales";
        assert_eq!(found(text, 3), Some(vec![2, 3, 4]));
    }

    #[test]
    fn items_on_one_line() {
        let text = "id: a\ntouches: [{on: 2026-01-01}, {on: 2026-01-02}]\nneeds: [x]\n";
        assert_eq!(found(text, 2), Some(vec![1, 1]));
    }

    #[test]
    fn what_is_written_otherwise_is_parsed() {
        let over_lines = "- id: a\n  touches: [\n    {on: 2026-01-01},\n    {on: 2026-01-02}]\n";
        let quoted = "id: a\n\"touches\":\n  - {on: 2026-01-01}\n  - {on: 2026-01-02}\n";
        for (text, expected) in [(over_lines, [2, 3]), (quoted, [2, 3])] {
            assert_eq!(found(text, 2), None, "{text}");
            assert_eq!(lines(text, "touches", 2), Some(expected.to_vec()), "{text}");
        }
    }

    #[test]
    fn a_list_that_was_read_otherwise_has_no_lines() {
        assert_eq!(lines("id: a\ntouches:\n  - {on: 2026-01-01}\n", "touches", 2), None);
        assert_eq!(lines("id: a\n", "touches", 1), None);
        assert_eq!(lines("id: a\ntouches: *others\n", "touches", 1), None);
    }
}
