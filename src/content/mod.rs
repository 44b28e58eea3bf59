//! What a team wrote: the content folder, read whole.

mod campaign;
mod check;
mod dated;
mod deal;
mod drawing;
mod isolate;
mod items;
mod kept;
pub mod likely;
mod locate;
pub mod names;
mod pages;
mod people;
pub mod schema;
mod yaml;

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

pub(crate) use check::quarter_end;
pub use check::{Checked, check, resolve_as_of};
pub use isolate::{as_written, isolate, isolate_titles};
pub use kept::Kept;
pub use locate::Locator;
pub use pages::PageSource;

use crate::diagnostics::{Code, Place, Problem, suggest};
use crate::model::{Campaign, CostMonth, Deal, Decision, Event, Id, Money, Person};
use crate::settings::Settings;

/// A file that is copied beside the pages.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Path below `content/`, with `/`: also its path in the site.
    pub path: String,
    /// Where it is on disk.
    pub source: PathBuf,
}

/// Everything read from the content folder, records sorted by id.
#[derive(Debug, Default)]
pub struct Content {
    /// Deals.
    pub deals: Vec<Deal>,
    /// Campaigns.
    pub campaigns: Vec<Campaign>,
    /// The team; empty without a team.yaml.
    pub people: Vec<Person>,
    /// Whether there is a team.yaml.
    pub has_team: bool,
    /// Costs by month, sorted.
    pub costs: Vec<CostMonth>,
    /// Whether there is a costs.yaml.
    pub has_costs: bool,
    /// Dated annotations, sorted.
    pub events: Vec<Event>,
    /// Findings that the team has looked at.
    pub decisions: Vec<Decision>,
    /// Markdown pages, sorted by path.
    pub pages: Vec<PageSource>,
    /// Pictures and PDFs, sorted by path.
    pub assets: Vec<Asset>,
    /// Records with an error, which are in none of the lists above.
    pub left_out: Vec<LeftOut>,
    /// Files of deals that an import wrote.
    pub imported: HashSet<Arc<str>>,
    /// Files read.
    pub files: usize,
    /// What [`check`] wants to know of records and files with errors.
    pub(crate) flawed: Flawed,
}

/// Records with an error and files that could not be read: nothing counts them, but they exist.
#[derive(Debug, Default)]
pub(crate) struct Flawed {
    pub deals: Vec<Broken<Deal>>,
    pub campaigns: Vec<Broken<Campaign>>,
    pub people: Vec<Broken<Person>>,
    /// Whether a file of campaigns could not be read.
    pub campaigns_unread: bool,
    /// Whether team.yaml could not be read.
    pub team_unread: bool,
}

/// A record that could not be used.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Its file.
    pub file: Arc<str>,
    /// Its id, where that could be read.
    pub id: Option<Id>,
    /// Its amount, where it is a deal whose amount could be read.
    pub amount: Option<Money>,
}

/// What files of deals that an import wrote begin with; a line that names their schema may stand before it.
pub const IMPORTED: &str = "# Imported from a CRM.";

/// Whether a file of deals says that an import wrote it.
pub fn is_imported(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or("");
    let said = if first.starts_with(SCHEMA_LINE) {
        lines.next().unwrap_or("")
    } else {
        first
    };
    said.starts_with(IMPORTED)
}

/// How a line begins that tells editors which schema a YAML file keeps.
pub const SCHEMA_LINE: &str = "# yaml-language-server: $schema=";

/// What one file of content gave.
#[derive(Clone)]
pub(crate) struct FileResult<T> {
    pub records: Vec<T>,
    pub broken: Vec<Broken<T>>,
    pub left_out: Vec<LeftOut>,
    pub problems: Vec<Problem>,
    /// Whether nothing in the file could be read.
    pub unread: bool,
    /// The files among them that an import wrote.
    pub imported: Vec<Arc<str>>,
}

impl<T> Default for FileResult<T> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            broken: Vec::new(),
            left_out: Vec::new(),
            problems: Vec::new(),
            unread: false,
            imported: Vec::new(),
        }
    }
}

/// A record with an error, with stand-ins for what could not be read: in no number, but checked against
/// the others so that all that is wrong with it is said in one run.
#[derive(Clone, Debug)]
pub(crate) struct Broken<T> {
    pub record: T,
    /// Whether its id is its own.
    pub named: bool,
}

impl<T> FileResult<T> {
    fn failed(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            unread: true,
            ..Self::default()
        }
    }
}

/// What kind of file stands at a path below `content/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FileKind {
    Campaigns,
    Deals,
    Team,
    Costs,
    Events,
    Decisions,
    Page,
    Asset,
}

/// Endings of files that are copied beside the pages.
const ASSET_ENDINGS: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf"];

fn classify(path: &str) -> Result<FileKind, (String, Option<String>)> {
    let ending = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or("", |(_, e)| e);
    match ending {
        "yaml" | "yml" => match path {
            "team.yaml" => Ok(FileKind::Team),
            "costs.yaml" => Ok(FileKind::Costs),
            "events.yaml" => Ok(FileKind::Events),
            "decisions.yaml" => Ok(FileKind::Decisions),
            _ if path.starts_with("campaigns/") => Ok(FileKind::Campaigns),
            _ if path.starts_with("deals/") => Ok(FileKind::Deals),
            _ => {
                let first = path.split('/').next().unwrap_or(path);
                let hint = suggest(
                    first,
                    [
                        "campaigns",
                        "deals",
                        "team.yaml",
                        "costs.yaml",
                        "events.yaml",
                        "decisions.yaml",
                    ],
                );
                Err(("a YAML file belongs in campaigns/ or deals/, or is team.yaml, costs.yaml, events.yaml or decisions.yaml".into(), hint))
            }
        },
        "md" => Ok(FileKind::Page),
        e if ASSET_ENDINGS.contains(&e) => Ok(FileKind::Asset),
        "csv" | "xlsx" | "tsv" => Err((
            "a table is neither published nor read from here".into(),
            Some("keep exports outside of content/".into()),
        )),
        _ => Err((
            "files of this kind are neither read nor published".into(),
            Some("YAML, Markdown, pictures and PDFs belong here; endings are lower case".into()),
        )),
    }
}

/// Reads `root`/content. Every problem found is given; records with an error are left out.
pub fn read(root: &Path, settings: &Settings) -> (Content, Vec<Problem>) {
    read_again(root, settings, &mut Kept::none())
}

/// The same, where files that have not changed since they were last read with these settings need not be read.
pub fn read_again(root: &Path, settings: &Settings, kept: &mut Kept) -> (Content, Vec<Problem>) {
    let mut problems = Vec::new();
    let files = walk(root, &mut problems);
    let mut content = Content {
        files: files.len(),
        ..Content::default()
    };
    let mut by_kind: BTreeMap<FileKind, Vec<(Arc<str>, PathBuf)>> = BTreeMap::new();
    for (path, kind, source) in files {
        by_kind.entry(kind).or_default().push((path, source));
    }
    let of = |kind| by_kind.get(&kind).map_or(&[][..], Vec::as_slice);
    content.has_team = !of(FileKind::Team).is_empty();
    content.has_costs = !of(FileKind::Costs).is_empty();
    let mut sink = Sink {
        problems: &mut problems,
        left_out: &mut content.left_out,
    };
    let keep = kept.keep;
    let campaigns = sink.gather(
        of(FileKind::Campaigns),
        kept::when(keep, &mut kept.campaigns),
        |f, t| holding(f, campaign::read_file(settings, f, t)),
    );
    let deals = sink.gather(of(FileKind::Deals), kept::when(keep, &mut kept.deals), |f, t| {
        FileResult {
            imported: is_imported(t).then(|| f.clone()).into_iter().collect(),
            ..holding(f, deal::read_file(settings, f, t))
        }
    });
    let people = sink.gather(of(FileKind::Team), kept::when(keep, &mut kept.people), |f, t| {
        people::read_team(settings, f, t)
    });
    let costs = sink.gather(of(FileKind::Costs), kept::when(keep, &mut kept.costs), |f, t| {
        people::read_costs(settings, f, t)
    });
    let events = sink.gather(of(FileKind::Events), kept::when(keep, &mut kept.events), |f, t| {
        people::read_events(settings, f, t)
    });
    let decisions = sink.gather(
        of(FileKind::Decisions),
        kept::when(keep, &mut kept.decisions),
        |f, t| people::read_decisions(settings, f, t),
    );
    let pages = sink.gather(of(FileKind::Page), kept::when(keep, &mut kept.pages), pages::read_file);
    content.flawed = Flawed {
        deals: deals.broken,
        campaigns: campaigns.broken,
        people: people.broken,
        campaigns_unread: campaigns.unread,
        team_unread: people.unread,
    };
    content.campaigns = campaigns.records;
    content.deals = deals.records;
    content.imported = deals.imported.into_iter().collect();
    content.people = people.records;
    content.costs = costs.records;
    content.events = events.records;
    content.decisions = decisions.records;
    content.pages = pages.records;
    content.assets = of(FileKind::Asset)
        .iter()
        .map(|(path, source)| Asset {
            path: path["content/".len()..].to_owned(),
            source: source.clone(),
        })
        .collect();
    let drawings = of(FileKind::Asset)
        .par_iter()
        .filter(|(file, _)| file.ends_with(".svg"));
    let undrawn: Vec<Problem> = drawings
        .filter_map(|(file, source)| drawing::check(file, source))
        .collect();
    problems.extend(undrawn);
    let before = |a: &crate::model::Origin, b: &crate::model::Origin| {
        (&a.file, a.document, a.index).cmp(&(&b.file, b.document, b.index))
    };
    content
        .campaigns
        .sort_by(|a, b| a.id.cmp(&b.id).then_with(|| before(&a.origin, &b.origin)));
    content
        .deals
        .par_sort_by(|a, b| a.id.cmp(&b.id).then_with(|| before(&a.origin, &b.origin)));
    content
        .people
        .sort_by(|a, b| a.id.cmp(&b.id).then_with(|| before(&a.origin, &b.origin)));
    content.costs.sort_by_key(|c| c.month);
    content.events.sort_by(|a, b| (a.on, &a.name).cmp(&(b.on, &b.name)));
    (content, problems)
}

struct Sink<'a> {
    problems: &'a mut Vec<Problem>,
    left_out: &'a mut Vec<LeftOut>,
}

impl Sink<'_> {
    /// Reads files in parallel, in their order. What is left out and what is wrong goes to the sink.
    fn gather<T: Clone + Send + Sync>(
        &mut self,
        files: &[(Arc<str>, PathBuf)],
        before: Option<&mut kept::Files<T>>,
        read: impl Fn(&Arc<str>, &str) -> FileResult<T> + Sync,
    ) -> FileResult<T> {
        let read = |file: &Arc<str>, text: &str| read(file, text.strip_prefix('\u{feff}').unwrap_or(text));
        let results: Vec<FileResult<T>> = if let Some(before) = before {
            before.read(files, read)
        } else {
            let one = |(file, source): &(Arc<str>, PathBuf)| match load(file, source) {
                Ok(text) => read(file, &text),
                Err(problem) => FileResult::failed(problem),
            };
            files.par_iter().map(one).collect()
        };
        let mut all = FileResult::default();
        all.records.reserve_exact(results.iter().map(|r| r.records.len()).sum());
        for result in results {
            all.records.extend(result.records);
            all.broken.extend(result.broken);
            all.unread |= result.unread;
            all.imported.extend(result.imported);
            self.left_out.extend(result.left_out);
            self.problems.extend(result.problems);
        }
        all
    }
}

/// A file's result, with a word on a file without any record: somebody may count on what is not there.
fn holding<T>(file: &Arc<str>, mut result: FileResult<T>) -> FileResult<T> {
    let silent = result.problems.is_empty() && result.left_out.is_empty() && result.broken.is_empty();
    if silent && result.records.is_empty() {
        let place = Place::of_file(file.clone());
        let said = Problem::new(Code::EmptyFile, "the file holds no record").at(place);
        result.problems.push(said.hint("write one, or delete the file"));
    }
    result
}

/// The largest file that is read.
const SIZE_LIMIT: u64 = 64 << 20;

/// Reads a file's text.
///
/// # Errors
/// A problem with the file's place: too large, unreadable, not UTF-8.
pub(crate) fn load(file: &Arc<str>, source: &Path) -> Result<String, Problem> {
    let unreadable = |e: std::io::Error| {
        Problem::new(Code::Unreadable, format!("cannot be read: {e}")).at(Place::of_file(file.clone()))
    };
    let size = std::fs::metadata(source).map_err(unreadable)?.len();
    if size > SIZE_LIMIT {
        return Err(Problem::new(
            Code::TooMuch,
            format!("the file has {} MiB; at most 64 are read", size >> 20),
        )
        .hint("split it into several files")
        .at(Place::of_file(file.clone())));
    }
    let mut bytes = std::fs::read(source).map_err(unreadable)?;
    // A file's last line is a line: without this, parsers differ on the end of a block text.
    if bytes.last().is_some_and(|b| *b != b'\n') {
        bytes.push(b'\n');
    }
    String::from_utf8(bytes).map_err(|e| {
        let valid = e.utf8_error().valid_up_to();
        let bytes = e.as_bytes();
        let line = bytes[..valid].iter().filter(|b| **b == b'\n').count() + 1;
        let start = bytes[..valid].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let column = String::from_utf8_lossy(&bytes[start..valid]).chars().count() + 1;
        Problem::new(Code::NotUtf8, "the file is not UTF-8 from here on")
            .hint("save it as UTF-8")
            .at(Place {
                file: file.clone(),
                line,
                column,
                end_line: line,
                end_column: column,
            })
    })
}

/// Reads the deals of one file's text.
pub(crate) fn read_deals(settings: &Settings, file: &Arc<str>, text: &str) -> FileResult<Deal> {
    deal::read_file(settings, file, text)
}

/// The bytes of an ordinary file below `root`; none where it, or a folder on the way to it, is a link
/// or anything else, or where it is larger than what is read as content.
pub fn read_plain(root: &Path, file: &str) -> Option<Vec<u8>> {
    let mut path = root.to_owned();
    let mut parts = file.split('/').peekable();
    while let Some(part) = parts.next() {
        path.push(part);
        let kind = std::fs::symlink_metadata(&path).ok()?.file_type();
        let wanted = if parts.peek().is_some() {
            kind.is_dir()
        } else {
            kind.is_file()
        };
        if !wanted || part == ".." {
            return None;
        }
    }
    let size = std::fs::symlink_metadata(&path).ok()?.len();
    (size <= SIZE_LIMIT).then(|| std::fs::read(path).ok()).flatten()
}

/// The files of the content folder with their kinds, sorted by path.
fn walk(root: &Path, problems: &mut Vec<Problem>) -> Vec<(Arc<str>, FileKind, PathBuf)> {
    let top = root.join("content");
    let mut files: Vec<(Arc<str>, FileKind, PathBuf)> = Vec::new();
    match std::fs::symlink_metadata(&top) {
        // A playbook that is only settings has no content yet.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return files,
        Ok(meta) if meta.file_type().is_symlink() => {
            let words = "this is a symbolic link and was passed over";
            problems.push(Problem::new(Code::PassedOver, words).at(Place::of_file("content")));
            return files;
        }
        _ => {}
    }
    let is_hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
    let walker = WalkDir::new(&top).min_depth(1).sort_by_file_name().into_iter();
    for entry in walker.filter_entry(|e| !is_hidden(e.file_name())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error
                    .path()
                    .and_then(|p| relative(root, p))
                    .unwrap_or_else(|| "content".into());
                problems.push(
                    Problem::new(Code::Unreadable, format!("cannot be read: {}", plain(&error)))
                        .at(Place::of_file(path)),
                );
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let Some(path) = relative(root, entry.path()) else {
            let shown = entry
                .path()
                .strip_prefix(root)
                .unwrap_or(entry.path())
                .to_string_lossy()
                .into_owned();
            problems.push(
                Problem::new(Code::PassedOver, "the file name is not UTF-8; the file was passed over")
                    .at(Place::of_file(shown)),
            );
            continue;
        };
        if !entry.file_type().is_file() {
            let what = if entry.file_type().is_symlink() {
                "a symbolic link"
            } else {
                "no ordinary file"
            };
            problems.push(
                Problem::new(Code::PassedOver, format!("this is {what} and was passed over")).at(Place::of_file(path)),
            );
            continue;
        }
        if is_left_by_a_program(entry.file_name()) {
            let words = "this looks like what an editor or the system leaves beside files, and was passed over";
            problems.push(Problem::new(Code::PassedOver, words).at(Place::of_file(path)));
            continue;
        }
        match classify(&path["content/".len()..]) {
            Ok(kind) => files.push((Arc::from(path), kind, entry.into_path())),
            Err((message, hint)) => {
                let mut problem = Problem::new(Code::Misplaced, message).at(Place::of_file(path));
                problem.hint = hint;
                problems.push(problem);
            }
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

/// Whether a name is one of those that editors, Git, Windows and office programs give to files of their own.
fn is_left_by_a_program(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    let ends = ["~", ".bak", ".orig", ".rej", ".swp", ".tmp"];
    let between = name.len() > 1 && name.starts_with('#') && name.ends_with('#');
    ends.iter().any(|end| name.ends_with(end))
        || between
        || name.starts_with("~$")
        || ["thumbs.db", "desktop.ini"].contains(&name.as_str())
}

/// An error of walking, without the absolute path that its own words hold.
fn plain(error: &walkdir::Error) -> String {
    error
        .io_error()
        .map_or_else(|| "a loop of links".to_owned(), ToString::to_string)
}

/// A path relative to the root, with `/`; `None` where it is not UTF-8.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(root)
        .ok()?
        .components()
        .map(|c| c.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}
