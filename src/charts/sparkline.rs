//! A line without axes, as large as a word, for cards and tables.

use std::fmt::Write;

use plotters::drawing::IntoDrawingArea;

use super::{
    Side,
    axis::sane,
    canvas::Canvas,
    element::{Look, Mark, Shape},
    ink::{Ink, Pen},
    markup::{escape, number},
    sheet::{Drawn, Place, Plot, Root, Span},
};

/// The course of a value; what it is at the end is told by the text beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sparkline<'a> {
    /// Oldest first; missing values leave a gap.
    pub values: &'a [Option<f64>],
    /// Whose value it is.
    pub side: Side,
    /// The last period is not over.
    pub running: bool,
    /// Shown under the pointer; may be empty.
    pub label: &'a str,
}

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;

/// Draws a sparkline of 120 × 32 pixels, hidden from assistive technology. Its scale runs from the
/// least to the greatest value.
#[must_use]
pub fn sparkline(data: &Sparkline<'_>) -> String {
    let values: Vec<Option<f64>> = data.values.iter().map(|v| v.and_then(sane)).collect();
    let mut body = String::new();
    {
        let root = Canvas::new(&mut body, "", WIDTH, HEIGHT).into_drawing_area();
        // As for a sheet: the backend cannot fail.
        let _ = draw(&root, data, &values);
    }
    let mut out = String::new();
    let [w, h] = [WIDTH, HEIGHT].map(number);
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<svg class=\"chart chart-spark {}\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\">",
        data.side.class()
    );
    if !data.label.is_empty() {
        let _ = write!(out, "<title>{}</title>", escape(data.label));
    }
    out.push_str(&body);
    out.push_str("</svg>");
    out
}

fn draw(root: &Root<'_>, data: &Sparkline<'_>, values: &[Option<f64>]) -> Drawn {
    let known = || values.iter().copied().flatten();
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let Some(last) = values.iter().rposition(Option::is_some) else {
        return Ok(());
    };
    // A value that never changes runs through the middle.
    let (low, high) = if low < high {
        (low, high)
    } else {
        (low - 1.0, low + 1.0)
    };
    let end = (values.len() - 1).max(1) as f64;
    let place = Place {
        left: 2.0,
        top: 5.0,
        right: WIDTH - 6.0,
        bottom: HEIGHT - 5.0,
    };
    let mut plot = Plot::new(root, place, Span::plain(0.0, end), Span::plain(low, high))?;
    let solid = data.side.solid();
    let running = data.running && last + 1 == values.len();
    let mut run: Vec<(f64, f64)> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        if let Some(value) = *value {
            let point = (index as f64, value);
            if running && index == last {
                let before = run.last().copied();
                let rest = before.into_iter().chain([point]).collect();
                plot.line(rest, Pen::dotted(solid, 1.75))?;
            } else {
                run.push(point);
                continue;
            }
        }
        stroke(&mut plot, solid, std::mem::take(&mut run))?;
    }
    stroke(&mut plot, solid, run)?;
    let value = values[last].unwrap_or(low);
    let look = if running {
        Look::hollow(solid, 1.75)
    } else {
        Look::fill(solid)
    };
    plot.draw([Mark::dot((last as f64, value), Shape::Circle(3.0), look)])
}

/// One run without gaps. Nothing is filled below it: the scale does not begin at nothing, and an area would say so.
fn stroke(plot: &mut Plot<'_>, solid: Ink, run: Vec<(f64, f64)>) -> Drawn {
    if let [alone] = run.as_slice() {
        let dot = Mark::dot(*alone, Shape::Circle(1.5), Look::fill(solid));
        return plot.draw([dot]);
    }
    plot.line(run, Pen::new(solid, 1.75))
}
