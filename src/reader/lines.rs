//! Where in a file something stands.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::tree::{Node, TreeProblem};
use super::{Finding, Part, Seg};
use crate::diagnostics::{Code, Place, Problem};

/// The byte at which each line starts.
pub fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(text.match_indices('\n').map(|(i, _)| i + 1))
        .collect()
}

/// Turns byte ranges of one text into lines and columns.
pub struct Lines<'t> {
    file: Arc<str>,
    text: &'t str,
    starts: Cow<'t, [usize]>,
    /// Characters before every [`BLOCK`] bytes: a file of one long line may have a problem in each of its words.
    blocks: OnceLock<Vec<usize>>,
}

/// Bytes that are counted one by one.
const BLOCK: usize = 1024;

/// How many characters begin in `bytes` of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b & 0xc0 != 0x80).count()
}

impl<'t> Lines<'t> {
    /// Prepares `text` of `file`.
    pub fn new(file: Arc<str>, text: &'t str) -> Self {
        Self {
            file,
            text,
            starts: line_starts(text).into(),
            blocks: OnceLock::new(),
        }
    }

    /// The same where the starts of `text`'s lines are known already.
    pub fn with_starts(file: Arc<str>, text: &'t str, starts: &'t [usize]) -> Self {
        Self {
            file,
            text,
            starts: starts.into(),
            blocks: OnceLock::new(),
        }
    }

    /// The place of a byte range; of one over many lines, its first line only.
    pub fn place(&self, span: &Range<usize>) -> Place {
        let start = span.start.min(self.text.len());
        let line = self.starts.partition_point(|s| *s <= start).max(1);
        let line_start = self.starts[line - 1];
        let line_end = self.starts.get(line).map_or(self.text.len(), |s| s - 1);
        let end = span.end.clamp(start, line_end.max(start));
        let count = |range: Range<usize>| {
            self.text.get(range.clone()).map_or(0, |t| {
                self.characters(range.start..range.start + t.trim_end_matches('\r').len())
            })
        };
        let column = count(line_start..start) + 1;
        Place {
            file: self.file.clone(),
            line,
            column,
            end_line: line,
            end_column: column + count(start..end),
        }
    }

    /// How many characters begin in a range of bytes.
    fn characters(&self, range: Range<usize>) -> usize {
        let bytes = self.text.as_bytes();
        if range.len() <= BLOCK {
            return characters(&bytes[range]);
        }
        let blocks = self.blocks.get_or_init(|| {
            let ends = bytes.chunks(BLOCK).scan(0, |sum, block| {
                *sum += characters(block);
                Some(*sum)
            });
            std::iter::once(0).chain(ends).collect()
        });
        let before = |byte: usize| blocks[byte / BLOCK] + characters(&bytes[byte / BLOCK * BLOCK..byte]);
        before(range.end) - before(range.start)
    }

    /// A problem of making the tree, with its place.
    pub fn tree_problem(&self, problem: &TreeProblem) -> Problem {
        let said = Problem::new(problem.code, problem.message.clone())
            .at(self.place(&problem.span))
            .hint(problem.hint);
        match &problem.first {
            Some(first) => said.related(self.place(first), "first here"),
            None => said,
        }
    }

    /// A finding of reading, with its place in `documents`.
    pub fn finding(&self, finding: &Finding, root: &Node) -> Problem {
        let at = |path: &[Seg], part| {
            let mut span = root.locate(path, part);
            // A whole record is pointed at by its first line.
            if path.len() <= 2 && part == Part::Value {
                let first = self.text[span.clone()].find('\n');
                span.end = first.map_or(span.end, |i| span.start + i);
            }
            self.place(&span)
        };
        let mut problem = Problem::new(finding.code, finding.message.clone()).at(at(&finding.path, finding.part));
        problem.hint.clone_from(&finding.hint);
        if finding.code == Code::DuplicateKey {
            problem = problem.related(at(&finding.path, Part::FirstKey), "first here");
        }
        if let Some((path, label)) = &finding.related {
            problem = problem.related(at(path, Part::Value), label.clone());
        }
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_counted_in_characters() {
        let text = format!("ä\n{}x", "äbc".repeat(2000));
        let lines = Lines::new("a".into(), &text);
        // 3 + 2000 * 4 bytes before the x; 2000 * 3 characters before it on its line.
        let place = lines.place(&(8003..8004));
        assert_eq!(
            (place.line, place.column, place.end_line, place.end_column),
            (2, 6001, 2, 6002)
        );
        // From the 501st ä to the end.
        let place = lines.place(&(2003..8004));
        assert_eq!((place.column, place.end_column), (1501, 6002));
    }
}
