//! Finds the place of a value in its file when there is something to say about it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::Place;
use crate::model::Origin;
use crate::reader::tree::{self, Lines, Node};
use crate::reader::{Part, Seg};

/// A file that was read again.
struct Source {
    text: String,
    starts: Vec<usize>,
    /// All of it as a tree; made only where a part alone does not do.
    tree: Option<Node>,
}

/// Reads files again, each once, to turn paths into places.
pub struct Locator {
    root: PathBuf,
    files: RefCell<HashMap<Arc<str>, Option<Source>>>,
}

impl Locator {
    /// A locator for the files below `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            files: RefCell::default(),
        }
    }

    /// The place of `path` in the record at `origin`; of its file where that cannot be read again.
    pub fn place(&self, origin: &Origin, path: &[Seg], part: Part) -> Place {
        let mut files = self.files.borrow_mut();
        let source = files.entry(origin.file.clone()).or_insert_with(|| {
            let text = super::load(&origin.file, &self.root.join(origin.file.as_ref())).ok()?;
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            let starts = tree::line_starts(&text);
            Some(Source {
                text,
                starts,
                tree: None,
            })
        });
        let span = source.as_mut().and_then(|source| {
            source
                .in_record(origin, path, part)
                .or_else(|| source.in_all(origin, path, part))
        });
        let (Some(source), Some(mut span)) = (source, span) else {
            return Place {
                line: origin.line as usize,
                end_line: origin.line as usize,
                ..Place::of_file(origin.file.clone())
            };
        };
        if let Some(line) = source.text[span.start..span.end.max(span.start)].find('\n') {
            span.end = span.start + line;
        }
        Lines::with_starts(origin.file.clone(), &source.text, &source.starts).place(&span)
    }
}

impl Source {
    /// In a long list the record is found and read alone: from its line to the next that begins an item.
    fn in_record(&self, origin: &Origin, path: &[Seg], part: Part) -> Option<Range<usize>> {
        origin.index?;
        let line = (origin.line as usize).checked_sub(1)?;
        let start = *self.starts.get(line)?;
        let begins = |start: &&usize| {
            ["- ", "-\n", "---", "..."]
                .iter()
                .any(|b| self.text[**start..].starts_with(b))
        };
        if !self.text[start..].starts_with("- ") {
            return None;
        }
        let end = self.starts[line + 1..].iter().find(begins).copied();
        let record = &self.text[start..end.unwrap_or(self.text.len())];
        let tree = tree::documents(tree::parse_yaml(record).ok()?);
        let mut full = vec![Seg::Index(0), Seg::Index(0)];
        full.extend_from_slice(path);
        let span = tree.locate(&full, part);
        Some(span.start + start..span.end + start)
    }

    fn in_all(&mut self, origin: &Origin, path: &[Seg], part: Part) -> Option<Range<usize>> {
        if self.tree.is_none() {
            self.tree = Some(tree::documents(tree::parse_yaml(&self.text).ok()?));
        }
        let mut full = vec![Seg::Index(origin.document)];
        full.extend(origin.index.map(Seg::Index));
        full.extend_from_slice(path);
        self.tree.as_ref().map(|tree| tree.locate(&full, part))
    }
}
