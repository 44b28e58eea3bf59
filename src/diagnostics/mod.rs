//! Problems: what is wrong with a team's files, where, and what to do about it.
//!
//! Problems are data. The rooms that read gather them and go on; only `commands` prints them,
//! through [`render`].

mod codes;
pub mod render;

use std::fmt;
use std::sync::Arc;

pub use codes::{Code, Severity};

/// Whether a character turns the direction of text (bidirectional overrides and isolates): what stands
/// after it is not where it seems to be.
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A place in a file of the site, with 1-based lines and columns (columns count characters).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the site's root, with `/`.
    pub file: Arc<str>,
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// Column just after the last character.
    pub end_column: usize,
}

impl Place {
    /// The place of a whole file: its first position.
    pub fn of_file(file: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.into(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One thing that is wrong or likely wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The stable code.
    pub code: Code,
    /// One sentence with the value that is wrong.
    pub message: String,
    /// Where it stands.
    pub place: Option<Place>,
    /// The line it contradicts, and what that line says.
    pub related: Option<(Place, String)>,
    /// What to do.
    pub hint: Option<String>,
    /// Whether `--deny warnings` made an error of it.
    pub denied: bool,
}

impl Problem {
    /// A problem without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            place: None,
            related: None,
            hint: None,
            denied: false,
        }
    }

    /// The same with a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with a second place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related = Some((place, label.into()));
        self
    }

    /// Error or warning; a denied warning is an error.
    pub fn severity(&self) -> Severity {
        if self.denied {
            Severity::Error
        } else {
            self.code.severity()
        }
    }
}

/// Sorts by path and position, then code and message, and drops exact repeats.
pub fn sort(problems: &mut Vec<Problem>) {
    problems
        .sort_by(|a, b| (&a.place, a.code, &a.message, &a.related).cmp(&(&b.place, b.code, &b.message, &b.related)));
    problems.dedup();
}

/// The error with which a room stops: problems to show.
#[derive(Debug, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|p| p.severity() == Severity::Error)
    }
}

/// The candidate most like `word`, near enough to be what was meant.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A word this long is no slip of the keys.
    if word.len() > 200 {
        return None;
    }
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    let near = |c: &str| {
        let other = c.chars().count();
        other.abs_diff(length) <= (other.max(3) / 3).max(1)
    };
    candidates
        .into_iter()
        .filter(|c| near(c))
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|(distance, c)| *distance <= (c.chars().count().max(3) / 3).max(1))
        .min()
        .map(|(_, c)| c)
}

/// "did you mean `x`?" as a hint, or the list of what may stand there.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(best) = did_you_mean(word, candidates.clone()) {
        return Some(format!("did you mean `{best}`?"));
    }
    let all: Vec<String> = candidates.into_iter().map(|c| format!("`{c}`")).collect();
    match all.len() {
        0 => None,
        1..=20 => Some(format!("known here: {}", all.join(", "))),
        n => Some(format!(
            "none of the {n} known ones is like it: {}, …",
            all[..3].join(", ")
        )),
    }
}
