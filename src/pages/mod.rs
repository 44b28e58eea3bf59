//! The site's pages and data files, in memory.
pub mod data;
pub mod plan;
pub mod theme;

use std::path::Path;

use crate::content::Checked;
use crate::diagnostics::{Problem, Problems};
use crate::metrics::targets::Targets;
use crate::metrics::{FindingGroup, Report, Rules};
use crate::output::OutputFile;

/// What a site is made of.
pub struct Site<'s> {
    /// All numbers.
    pub report: &'s Report,
    /// What goes wrong now.
    pub findings: Vec<FindingGroup>,
    /// What went wrong a week before.
    pub earlier: Vec<FindingGroup>,
    /// Targets.
    pub targets: &'s Targets,
    /// What checking found.
    pub checked: &'s Checked,
    /// Rules and thresholds.
    pub rules: &'s Rules,
    /// Problems found so far, for the quality page.
    pub problems: &'s [Problem],
    /// The playbook's folder.
    pub root: &'s Path,
}

/// A site in memory.
#[derive(Debug)]
pub struct Rendered {
    /// All files, sorted by path.
    pub files: Vec<OutputFile>,
    /// How many are pages.
    pub pages: usize,
    /// How many charts they hold.
    pub charts: usize,
}

/// Renders everything.
///
/// # Errors
/// Problems with pages, templates or paths.
pub fn render(site: &Site<'_>) -> Result<Rendered, Problems> {
    Ok(Rendered { files: data::files(site), pages: 0, charts: 0 })
}
