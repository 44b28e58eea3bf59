//! The kinds of charts: plain data in, one `<svg>` element out.
//!
//! plotters does the scales, the meshes and the series; `canvas` is our backend for it, which
//! writes SVG in hundredths of a pixel. Colours are roles (`ink`): every mark carries a class and,
//! beneath it, a presentation attribute with the light theme's value, so any rule of the page's
//! style sheet (`charts.css`) wins and a downloaded file still stands by itself.
//!
//! Labels that hold formatted numbers come in ready-made; only axis ticks are formatted through a
//! function that the caller hands in. Nothing here panics on data: values that are not finite count
//! as missing, and a chart without data says so in words.

// Pixels are small: between f64, i32 and counts the casts here lose nothing that can be seen.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]
// Coordinates are called x and y, and what stands beside them is called alike.
#![allow(clippy::many_single_char_names, clippy::similar_names)]

mod axis;
mod bars;
mod canvas;
mod dots;
mod dumbbell;
mod element;
mod flow;
mod forecast;
mod funnel;
mod incidence;
mod ink;
mod markup;
mod names;
mod outcomes;
mod place;
mod range;
mod sheet;
mod sparkline;
mod split;
pub mod text;
mod timeline;
mod trend;
mod triangle;

#[cfg(test)]
mod tests;

pub use bars::{Bar, Bars, bars};
pub use dots::{Dot, Dots, dots};
pub use dumbbell::{Dumbbell, DumbbellRow, dumbbell};
pub use flow::{Flow, FlowBand, FlowNode, flow};
pub use forecast::{Forecast, ForecastPoint, forecast};
pub use funnel::{Funnel, FunnelStage, FunnelWords, funnel};
pub use incidence::{Incidence, IncidenceCurve, IncidencePoint, incidence};
pub use outcomes::{OutcomeRow, Outcomes, outcomes};
pub use range::{RangeMark, RangeRow, Ranges, range};
pub use sheet::alone;
pub use sparkline::{Sparkline, sparkline};
pub use split::{Split, SplitPart, SplitRow, split};
pub use timeline::{Band, Milestone, MilestoneKind, Timeline, TouchMark, timeline};
pub use trend::{Trend, TrendEvent, TrendPoint, trend};
pub use triangle::{Triangle, TriangleCell, TriangleRow, triangle};

/// The style sheet for the classes of the charts, over the custom properties of the site's tokens.
pub const STYLE: &str = include_str!("charts.css");

/// Who owns a mark. It decides the hue: orange, blue or grey, and nothing else uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Marketing: orange.
    Marketing,
    /// Sales: blue.
    Sales,
    /// Both, neither, or not known: grey.
    Neutral,
}

/// The two widths every chart is drawn in; a page holds both and its style sheet shows one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// 800 user pixels, for screens and paper.
    Wide,
    /// 344 user pixels, for phones.
    Narrow,
}

impl Size {
    /// The width of the drawing in user pixels.
    #[must_use]
    pub const fn width(self) -> f64 {
        match self {
            Self::Wide => 800.0,
            Self::Narrow => 344.0,
        }
    }

    /// Picks by size.
    pub(crate) const fn pick(self, wide: f64, narrow: f64) -> f64 {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// What stands around a chart: names and how the SVG will be used.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Letters, digits and hyphens, unique on the page for every `<svg>`, so also per size; it prefixes
    /// every id inside.
    pub id: &'a str,
    /// Inline, the figure's heading has the id `{labelled}-title` and the sentence with the values
    /// `{labelled}-desc`; both sizes refer to the same two.
    pub labelled: &'a str,
    /// The finding; stands inside the SVG only when it is alone.
    pub title: &'a str,
    /// A sentence that holds the values; stands inside the SVG only when it is alone.
    pub description: &'a str,
    /// `true` for the file to download: namespace, title and description inside.
    pub standalone: bool,
    /// The words drawn where there is nothing to draw, such as "No deals in this period".
    pub empty: &'a str,
}
