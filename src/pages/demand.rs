//! A site whose files are made when they are asked for: everything is planned and all numbers are known, and
//! each page is rendered by the same function as in a build.

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::plan::PageKind;
use super::theme::Theme;
use super::{Book, RenderedPage, Site, data, feed, open, render_page, search, views};
use crate::content::read_plain;
use crate::diagnostics::{Code, Place, Problem, Problems};
use crate::output::OutputFile;

/// A file's bytes, shared with those who were given them before.
type Bytes = Arc<[u8]>;

/// A planned site.
pub struct OnDemand {
    book: Book,
    theme: Theme,
    /// Files that are known from the start: the theme's, and those for hosts.
    fixed: HashMap<String, Bytes>,
    /// Where each page stands in the plan.
    pages: HashMap<String, usize>,
    /// Pictures and the like by their path: the file below the root.
    assets: HashMap<String, String>,
    /// The files below `data/` that belong to no page.
    data: OnceLock<HashMap<String, Bytes>>,
    /// The index for searching.
    search: OnceLock<HashMap<String, Bytes>>,
    made: Mutex<Made>,
}

/// What was rendered so far.
#[derive(Default)]
struct Made {
    pages: HashMap<usize, Arc<Page>>,
    /// The first page of the plan, of those rendered, that has a chart with this path.
    charts: HashMap<String, usize>,
    /// All pages before this one have told which charts they have.
    known_to: usize,
}

/// A page as it is kept: its bytes and those of its charts.
struct Page {
    html: Bytes,
    charts: HashMap<String, Bytes>,
}

impl OnDemand {
    /// Plans a site.
    ///
    /// # Errors
    /// Problems with the theme, templates or paths.
    pub fn open(site: &Arc<Site>) -> Result<Self, Problems> {
        let (book, theme, files, _) = open(site)?;
        let files = files.into_iter().chain(book.for_hosts());
        let pages = book.plan.pages.iter().enumerate();
        let assets = site.report.ledger.content.assets.iter();
        Ok(Self {
            fixed: by_path(files),
            pages: pages.map(|(i, page)| (page.path.clone(), i)).collect(),
            assets: assets
                .map(|a| (a.path.clone(), format!("content/{}", a.path)))
                .collect(),
            data: OnceLock::new(),
            search: OnceLock::new(),
            made: Mutex::default(),
            theme,
            book,
        })
    }

    /// Whether there is a page at a path.
    pub fn has_page(&self, path: &str) -> bool {
        self.pages.contains_key(path)
    }

    /// The file at a path of the site; none where there is none.
    ///
    /// # Errors
    /// What is wrong with the page or file.
    pub fn file(&self, path: &str) -> Result<Option<Bytes>, Vec<Problem>> {
        if let Some(position) = self.pages.get(path) {
            return self.page(*position).map(|page| Some(page.html.clone()));
        }
        if let Some(bytes) = self.fixed.get(path) {
            return Ok(Some(bytes.clone()));
        }
        if let Some(file) = self.assets.get(path) {
            return self.asset(file).map(Some).map_err(|problem| vec![problem]);
        }
        if path == super::FEED {
            let made = feed(&self.book, &self.theme).map_err(|problem| vec![problem])?;
            return Ok(made.map(|file| file.bytes.into()));
        }
        if path == search::PATH || path.starts_with(search::PARTS) {
            let index = || by_path(search::index(&self.book));
            return Ok(self.search.get_or_init(index).get(path).cloned());
        }
        if !path.starts_with("data/") {
            return Ok(None);
        }
        match self.data().get(path) {
            Some(bytes) => Ok(Some(bytes.clone())),
            None if path.starts_with("data/charts/") => self.chart(path),
            None => Ok(None),
        }
    }

    /// Looks for what is wrong where it is most likely: in every Markdown page, and in one page of each kind.
    pub fn look_first(&self) -> Vec<Problem> {
        // Before the pages that share them: they are worked out on all threads, which may not wait for one another.
        self.book.site.report.complete();
        self.book.records();
        let mut kinds = HashSet::new();
        let pages = self.book.plan.pages.iter().enumerate();
        let wanted: Vec<usize> = pages
            .filter(|(_, p)| kinds.insert(discriminant(&p.kind)) || matches!(p.kind, PageKind::Markdown(_)))
            .map(|(i, _)| i)
            .collect();
        let found = wanted.into_par_iter().map(|i| self.render(i).err().unwrap_or_default());
        found.flatten().collect()
    }

    /// Looks for what is wrong with each page and file, in the order of the plan and on this thread alone; none
    /// where `stop` came true on the way.
    pub fn look(&self, stop: &dyn Fn() -> bool) -> Option<Vec<Problem>> {
        let mut problems = Vec::new();
        for position in 0..self.book.plan.pages.len() {
            if stop() {
                return None;
            }
            match self.render(position) {
                Ok(page) => self.note(position, &page),
                Err(found) => problems.extend(found),
            }
        }
        problems.extend(self.assets.values().filter_map(|file| self.asset(file).err()));
        problems.extend(feed(&self.book, &self.theme).err());
        Some(problems)
    }

    fn made(&self) -> MutexGuard<'_, Made> {
        // What is kept is right even where a thread that kept it has panicked since.
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn render(&self, position: usize) -> Result<RenderedPage, Vec<Problem>> {
        let rendered = render_page(&self.book, &self.theme, &self.book.plan.pages[position]);
        let rendered = rendered.map_err(|problem| vec![problem])?;
        if rendered.problems.is_empty() {
            Ok(rendered)
        } else {
            Err(rendered.problems)
        }
    }

    /// A page, rendered now or before.
    fn page(&self, position: usize) -> Result<Arc<Page>, Vec<Problem>> {
        if let Some(page) = self.made().pages.get(&position) {
            return Ok(page.clone());
        }
        let rendered = self.render(position)?;
        self.note(position, &rendered);
        let page = Arc::new(Page {
            html: rendered.html.into_bytes().into(),
            charts: by_path(rendered.charts),
        });
        self.made().pages.insert(position, page.clone());
        Ok(page)
    }

    /// Remembers which charts a page has. Of two pages with the same chart the first is taken, as in a build.
    fn note(&self, position: usize, page: &RenderedPage) {
        let mut made = self.made();
        for chart in &page.charts {
            let first = made.charts.entry(chart.path.clone()).or_insert(position);
            *first = position.min(*first);
        }
        if made.known_to == position {
            made.known_to += 1;
        }
    }

    /// A chart's file: its page is found by rendering one after the other, where that was not done before.
    fn chart(&self, path: &str) -> Result<Option<Bytes>, Vec<Problem>> {
        loop {
            let (found, next) = {
                let made = self.made();
                (made.charts.get(path).copied(), made.known_to)
            };
            if let Some(position) = found {
                return Ok(self.page(position)?.charts.get(path).cloned());
            }
            if next >= self.book.plan.pages.len() {
                return Ok(None);
            }
            self.note(next, &self.render(next)?);
        }
    }

    fn asset(&self, file: &str) -> Result<Bytes, Problem> {
        let bytes = read_plain(&self.book.site.root, file);
        let gone = || Problem::new(Code::Unreadable, "cannot be read").at(Place::of_file(file));
        bytes.map(Into::into).ok_or_else(gone)
    }

    fn data(&self) -> &HashMap<String, Bytes> {
        self.data.get_or_init(|| {
            let mut files: Vec<OutputFile> = data::files(&self.book.site).collect();
            files.extend(views::record_files(&self.book));
            files.push(views::timelines(&self.book));
            by_path(files)
        })
    }
}

fn by_path(files: impl IntoIterator<Item = OutputFile>) -> HashMap<String, Bytes> {
    let files = files.into_iter();
    files.map(|file| (file.path, file.bytes.into())).collect()
}
