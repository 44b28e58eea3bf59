//! Finds the place of a value in its file when there is something to say about it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::Place;
use crate::model::Origin;
use crate::reader::tree::{self, Lines, Node};
use crate::reader::{Part, Seg};

/// Reads files again, each once, to turn paths into places.
pub struct Locator {
    root: PathBuf,
    files: RefCell<HashMap<Arc<str>, Option<(String, Node, Vec<usize>)>>>,
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
        let entry = files.entry(origin.file.clone()).or_insert_with(|| {
            let text = super::load(&origin.file, &self.root.join(origin.file.as_ref())).ok()?;
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            let node = tree::documents(tree::parse_yaml(&text).ok()?);
            let starts = tree::line_starts(&text);
            Some((text, node, starts))
        });
        let Some((text, node, starts)) = entry else {
            return Place {
                line: origin.line as usize,
                end_line: origin.line as usize,
                ..Place::of_file(origin.file.clone())
            };
        };
        let mut full = vec![Seg::Index(origin.document)];
        full.extend(origin.index.map(Seg::Index));
        full.extend_from_slice(path);
        let mut span = node.locate(&full, part);
        if let Some(line) = text[span.start..span.end.max(span.start)].find('\n') {
            span.end = span.start + line;
        }
        Lines::with_starts(origin.file.clone(), text, starts).place(&span)
    }
}
