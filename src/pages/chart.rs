//! Charts of a report: the data and words for the kinds of charts.

pub mod attribution;
mod cohorts;
pub mod forecast;
mod funnel;
mod money;
mod outcomes;
mod rates;
mod timeline;
mod trend;

use serde::Serialize;

use super::Site;
use super::data::{self, Csv};
pub use cohorts::cohorts;
pub(crate) use funnel::split_described;
pub use funnel::{CohortStage, campaign_funnel, cohort, funnel, split};
pub use money::{campaign_spend, dumbbell, loss_reasons};
pub use outcomes::{losses_by_stage, needs};
pub use rates::{dots, incidence, ranked};
pub use timeline::timeline;
pub(crate) use trend::{columns as trend_columns, with_band, with_young};
pub use trend::{spark, trend};

use crate::charts::{self, Frame, Side as Hue, Size};
use crate::model::Side;
use crate::output::OutputFile;

/// The file with what the timelines of all deals show.
pub const TIMELINES: &str = "data/charts/timelines.csv";

/// A chart on a page: both sizes, its words, and the same data as a table.
#[derive(Clone, Debug, Serialize)]
pub struct ChartView {
    /// Unique on a page.
    pub id: String,
    /// The finding.
    pub title: String,
    /// Measure, population and period.
    pub measure: String,
    /// A sentence with the values.
    pub description: String,
    /// For screens and paper.
    pub wide: String,
    /// For phones.
    pub narrow: String,
    /// What is told in a list and not drawn, where nothing would set one mark off from another.
    pub list: Vec<String>,
    /// The table's columns.
    pub columns: Vec<String>,
    /// The table's rows.
    pub rows: Vec<Vec<String>>,
    /// The data as a file, from the site's root.
    pub csv: String,
    /// The drawing as a file, from the site's root.
    pub svg: String,
    #[serde(skip)]
    alone: String,
    #[serde(skip)]
    raw: (Vec<&'static str>, Vec<Vec<String>>),
}

impl ChartView {
    /// Whether its data is also a file.
    pub fn has_file(&self) -> bool {
        !self.raw.0.is_empty()
    }

    /// The data file, and the drawing as a file.
    pub fn files(&self) -> Vec<OutputFile> {
        let mut csv = Csv::new(&self.raw.0.join(","));
        for row in &self.raw.1 {
            csv.row(row.iter().map(|field| {
                // What is negative is no formula.
                let digits = field.strip_prefix('-').unwrap_or(field);
                let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
                    && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
                if is_number {
                    field.clone()
                } else {
                    data::text_field(field)
                }
            }));
        }
        let file = |path: &str, bytes| OutputFile {
            path: path.to_owned(),
            bytes,
        };
        let mut files = vec![file(&self.csv, csv.finish())];
        if !self.svg.is_empty() {
            files.push(file(&self.svg, self.alone.clone().into_bytes()));
        }
        files
    }

    /// The same, and neither its data nor its drawing is a file.
    pub(crate) fn without_files(self) -> Self {
        Self {
            csv: String::new(),
            svg: String::new(),
            alone: String::new(),
            raw: Default::default(),
            ..self
        }
    }

    /// The same told in a list instead of a drawing.
    fn told(self, list: Vec<String>) -> Self {
        Self {
            list,
            wide: String::new(),
            narrow: String::new(),
            svg: String::new(),
            alone: String::new(),
            ..self
        }
    }
}

/// The words of a chart.
pub(crate) struct Words {
    /// Its file's name, without ending.
    pub name: String,
    pub title: String,
    pub measure: String,
    pub description: String,
    /// What stands where there is nothing to draw.
    pub empty: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// The columns and rows of its data file.
    pub raw: (Vec<&'static str>, Vec<Vec<String>>),
}

/// A chart in both sizes, with its words.
pub(crate) fn view(words: Words, draw: impl Fn(&Frame<'_>, Size) -> String) -> ChartView {
    let id = super::markdown::slug(&words.name);
    let one = |size: Size, suffix: &str| {
        let own = format!("{id}-{suffix}");
        draw(
            &Frame {
                id: &own,
                labelled: &id,
                title: &words.title,
                description: &words.description,
                standalone: false,
                empty: &words.empty,
            },
            size,
        )
    };
    let wide = one(Size::Wide, "w");
    let (columns, rows) = without_empty_columns(words.columns, words.rows);
    let has_file = !words.raw.0.is_empty();
    let path = |ending: &str| {
        if has_file {
            format!("data/charts/{id}.{ending}")
        } else {
            String::new()
        }
    };
    let own = format!("{id}-w");
    let frame = Frame {
        id: &own,
        labelled: &id,
        title: &words.title,
        description: &words.description,
        standalone: true,
        empty: &words.empty,
    };
    ChartView {
        alone: if has_file {
            charts::alone(&wide, &frame)
        } else {
            String::new()
        },
        wide,
        narrow: one(Size::Narrow, "n"),
        list: Vec::new(),
        csv: path("csv"),
        svg: path("svg"),
        id,
        title: words.title,
        measure: words.measure,
        description: words.description,
        columns,
        rows,
        raw: words.raw,
    }
}

/// A table without the columns in which no row says anything.
fn without_empty_columns(columns: Vec<String>, rows: Vec<Vec<String>>) -> (Vec<String>, Vec<Vec<String>>) {
    let said = |c: usize| c == 0 || rows.iter().any(|row| row.get(c).is_some_and(|cell| !cell.is_empty()));
    let kept: Vec<bool> = (0..columns.len()).map(|c| rows.is_empty() || said(c)).collect();
    let keep = |row: Vec<String>| -> Vec<String> {
        let cells = row.into_iter().enumerate();
        cells
            .filter(|(c, _)| kept.get(*c).copied().unwrap_or(true))
            .map(|(_, cell)| cell)
            .collect()
    };
    (keep(columns), rows.clone().into_iter().map(&keep).collect())
}

/// The hue of a side.
pub(crate) fn hue(side: Option<Side>) -> Hue {
    match side {
        Some(Side::Marketing) => Hue::Marketing,
        Some(Side::Sales) => Hue::Sales,
        None => Hue::Neutral,
    }
}

/// The heads of a table, by their messages; one without a message is empty.
fn heads<const N: usize>(site: &Site, keys: [&str; N]) -> Vec<String> {
    let head = |key: &str| {
        if key.is_empty() {
            String::new()
        } else {
            site.words().say(key, &[])
        }
    };
    keys.map(head).to_vec()
}
