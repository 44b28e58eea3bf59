//! The sheet a chart is drawn on: the `<svg>` element with its names, and plots upon it.

use std::{convert::Infallible, fmt::Write, ops::Range};

use plotters::{
    chart::{ChartBuilder, ChartContext, LabelAreaPosition},
    coord::{
        Shift,
        cartesian::Cartesian2d,
        ranged1d::{AsRangedCoord, DefaultFormatting, KeyPointHint, Ranged},
        types::RangedCoordf64,
    },
    drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea},
    element::{Drawable, PointCollection},
    series::LineSeries,
    style::{IntoFont, TRANSPARENT, TextStyle},
};

use super::{
    Frame, Size,
    canvas::{Canvas, SCALE, crisp},
    element::{Label, Mark},
    ink::{Dash, Ink, Pen, color},
    markup::{escape, number},
};

/// What goes wrong while drawing: nothing, since the backend only appends to a string.
pub(super) type Fault = DrawingAreaErrorKind<Infallible>;
pub(super) type Drawn = Result<(), Fault>;

/// The whole sheet; coordinates are in hundredths of a pixel, see [`pt`].
pub(super) type Root<'a> = DrawingArea<Canvas<'a>, Shift>;

/// plotters' linear scale, with ticks of our own choice.
pub(super) struct Axis {
    scale: RangedCoordf64,
    ticks: Vec<f64>,
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    /// What lies beyond the ends is drawn at the end: far enough away, plotters' whole units overflow.
    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let Range { start, end } = self.scale.range();
        let value = if value.is_nan() { start } else { *value };
        let value = value.clamp(start.min(end), start.max(end));
        self.scale.map(&value, limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            Vec::new()
        } else {
            self.ticks.clone()
        }
    }

    fn range(&self) -> Range<f64> {
        self.scale.range()
    }
}

/// Text of names and values.
pub(super) const TEXT: f64 = 13.0;

/// Text of axes and notes; a little larger where the drawing is likely to be shown smaller.
pub(super) const fn small(size: Size) -> f64 {
    size.pick(12.0, 12.5)
}

/// For an axis across: how many steps at most, on what room at least, with text of which size.
pub(super) const fn steps(size: Size) -> (usize, f64, f64) {
    match size {
        Size::Wide => (6, 260.0, small(size)),
        Size::Narrow => (4, 170.0, small(size)),
    }
}

/// How far the first and the last label of an axis across reach beyond its ends.
pub(super) fn edges(low: f64, high: f64, size: Size, tick: &dyn Fn(f64) -> String) -> (f64, f64) {
    let half = |value: f64| Label::new(&tick(value)).size(small(size)).width() / 2.0;
    (half(low), half(high))
}

/// The fonts of the text; the page's own comes first, so the measures hold.
const FONTS: &str = "'Public Sans Variable','Public Sans',system-ui,'Segoe UI',sans-serif";

/// A point of the sheet, from pixels.
pub(super) fn pt(x: f64, y: f64) -> (i32, i32) {
    ((x * SCALE).round() as i32, (y * SCALE).round() as i32)
}

/// Draws a chart of a kind on a sheet `height` pixels high.
pub(super) fn sheet(
    frame: &Frame<'_>,
    kind: &str,
    size: Size,
    height: f64,
    draw: impl for<'a> FnOnce(&Root<'a>) -> Drawn,
) -> String {
    let width = size.width();
    let mut body = String::with_capacity(4096);
    {
        let root = Canvas::new(&mut body, frame.id, width, height).into_drawing_area();
        // The backend's error type has no values; what is left of plotters' own errors (a
        // backend borrowed twice, a layout of no size) would leave a chart unfinished, not wrong.
        let _ = draw(&root);
    }
    let mut out = open(frame, kind, size, width, height);
    hatch(&mut out, frame.id, &body);
    out.push_str(&body);
    out.push_str("</svg>");
    out
}

/// A chart that has nothing to show: the frame's words for it.
pub(super) fn nothing(frame: &Frame<'_>, kind: &str, size: Size) -> String {
    sheet(frame, kind, size, 72.0, |root| {
        let look = super::element::Look::line(Pen::dashed(Ink::Strong, 1.0));
        let (a, b) = (pt(0.5, 0.5), pt(size.width() - 0.5, 71.5));
        root.draw(&Mark::bar(a, b, look))?;
        let room = size.width() - 32.0;
        let line = |text: &str, y: f64| {
            let label = Label::new(text).muted().middle().within(room);
            root.draw(&label.at(pt(size.width() / 2.0, y)))
        };
        if Label::new(frame.empty).width() <= room {
            return line(frame.empty, 36.0);
        }
        // Broken where the halves are most alike.
        let spaces = frame.empty.match_indices(' ').map(|(at, _)| at);
        let half = frame.empty.len() / 2;
        let at = spaces.min_by_key(|at| at.abs_diff(half)).unwrap_or(frame.empty.len());
        let (first, second) = frame.empty.split_at(at);
        line(first, 27.0)?;
        line(second.trim_start(), 45.0)
    })
}

/// Around a chart that stands alone; on a page the figure has its own.
const MARGIN: f64 = 16.0;

fn open(frame: &Frame<'_>, kind: &str, size: Size, width: f64, height: f64) -> String {
    let alone = frame.standalone;
    let named = escape(if alone { frame.id } else { frame.labelled });
    let space = if alone {
        " xmlns=\"http://www.w3.org/2000/svg\""
    } else {
        ""
    };
    let margin = if alone { MARGIN } else { 0.0 };
    let [from, w, h] = [-margin, width + 2.0 * margin, height + 2.0 * margin].map(number);
    let class = size.class();
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<svg{space} class=\"chart chart-{kind} {class}\" role=\"img\" aria-labelledby=\"{named}-title\" aria-describedby=\"{named}-desc\" viewBox=\"{from} {from} {w} {h}\" width=\"{w}\" height=\"{h}\" font-family=\"{FONTS}\">"
    );
    if alone {
        let (title, description) = (escape(frame.title), escape(frame.description));
        let ground = Ink::Surface.hex();
        let _ = write!(
            out,
            "<title id=\"{named}-title\">{title}</title><desc id=\"{named}-desc\">{description}</desc><rect x=\"{from}\" y=\"{from}\" width=\"{w}\" height=\"{h}\" fill=\"{ground}\" class=\"f-surface\"/>"
        );
    }
    out
}

/// A drawn chart as a file of its own: with its words inside and a margin around it.
///
/// Only the opening tag differs, so that nothing is drawn twice.
pub fn alone(svg: &str, frame: &Frame<'_>) -> String {
    let attribute = |name: &str| {
        let start = svg.find(&format!(" {name}=\""))? + name.len() + 3;
        svg[start..].split('"').next()
    };
    let size = |name: &str| attribute(name).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    let kind = attribute("class").and_then(|c| c.split(' ').nth(1)).unwrap_or("");
    let body = svg.find('>').map_or("", |end| &svg[end + 1..]);
    let frame = Frame {
        standalone: true,
        ..*frame
    };
    let kind = kind.trim_start_matches("chart-");
    open(&frame, kind, Size::Wide, size("width"), size("height")) + body
}

/// The pattern of lost and incomplete parts, where the body refers to it.
fn hatch(out: &mut String, id: &str, body: &str) {
    let id = escape(id);
    if body.contains(&format!("url(#{id}-hatch)")) {
        let _ = write!(
            out,
            "<defs><pattern id=\"{id}-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"{}\" class=\"f-surface\"/><path d=\"M1 0V5\" stroke=\"{}\" stroke-width=\"1.5\" class=\"s-lost\"/></pattern></defs>",
            Ink::Surface.hex(),
            Ink::Lost.hex()
        );
    }
}

/// Where a plot lies on its sheet, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// Two linear scales of plotters, and what is drawn along them.
pub(super) struct Plot<'a> {
    chart: ChartContext<'a, Canvas<'a>, Cartesian2d<Axis, Axis>>,
    place: Place,
}

/// One axis of a plot: from, to, and where the grid is.
pub(super) struct Span {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) ticks: Vec<f64>,
}

impl AsRangedCoord for Span {
    type CoordDescType = Axis;
    type Value = f64;
}

impl From<Span> for Axis {
    fn from(span: Span) -> Self {
        Self {
            scale: (span.from..span.to).into(),
            ticks: span.ticks,
        }
    }
}

impl Span {
    /// Without a grid.
    pub(super) const fn plain(from: f64, to: f64) -> Self {
        Self {
            from,
            to,
            ticks: Vec::new(),
        }
    }
}

/// plotters' sizes are whole units.
fn units(pixels: f64) -> i32 {
    (pixels * SCALE).round() as i32
}

impl<'a> Plot<'a> {
    /// Two scales over a place of the sheet. The room left of and above the place is where the
    /// grid's labels go.
    pub(super) fn new(root: &Root<'a>, place: Place, x: Span, y: Span) -> Result<Self, Fault> {
        let (width, height) = root.dim_in_pixel();
        let chart = ChartBuilder::on(root)
            .margin_right(width as i32 - units(place.right))
            .margin_bottom(height as i32 - units(place.bottom))
            .set_label_area_size(LabelAreaPosition::Left, units(place.left))
            .set_label_area_size(LabelAreaPosition::Top, units(place.top))
            .build_cartesian_2d(x, y)?;
        Ok(Self { chart, place })
    }

    /// A scale from zero to `max` across, and pixels of the sheet down: for rows of bars.
    pub(super) fn rows(root: &Root<'a>, (left, right): (f64, f64), height: f64, x: Span) -> Result<Self, Fault> {
        let place = Place {
            left,
            top: 0.0,
            right,
            bottom: height,
        };
        Self::new(root, place, x, Span::plain(height, 0.0))
    }

    /// Pixels of a point.
    pub(super) fn pixel(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.chart.backend_coord(&(x, y));
        (f64::from(x) / SCALE, f64::from(y) / SCALE)
    }

    /// Pixels across.
    pub(super) fn x(&self, value: f64) -> f64 {
        let (from, _) = self.range_y();
        self.pixel(value, from).0
    }

    fn range_y(&self) -> (f64, f64) {
        let range = self.chart.y_range();
        (range.start, range.end)
    }

    /// Draws elements at points of the two scales.
    pub(super) fn draw<E>(&mut self, elements: impl IntoIterator<Item = E>) -> Drawn
    where
        for<'b> &'b E: PointCollection<'b, (f64, f64)>,
        E: Drawable<Canvas<'a>>,
    {
        self.chart.draw_series(elements).map(drop)
    }

    /// A line through points.
    pub(super) fn line(&mut self, points: Vec<(f64, f64)>, pen: Pen) -> Drawn {
        self.chart.draw_series(LineSeries::new(points, pen.style())).map(drop)
    }

    /// The grid at both scales' ticks, labelled at the left and above.
    pub(super) fn grid(&mut self, text: f64, across: &dyn Fn(f64) -> String, down: &dyn Fn(f64) -> String) -> Drawn {
        let label = ("sans-serif", text * SCALE)
            .into_font()
            .color(&color(Ink::Muted, Dash::Solid));
        let label: TextStyle<'_> = label;
        let line = Pen::new(Ink::Grid, 1.0).style();
        self.chart
            .configure_mesh()
            // Tick marks are as transparent as the axis; they keep the labels at a distance.
            .axis_style(TRANSPARENT)
            .set_tick_mark_size(LabelAreaPosition::Left, units(4.0))
            .set_tick_mark_size(LabelAreaPosition::Top, units(3.0))
            .light_line_style(TRANSPARENT)
            .bold_line_style(line)
            .label_style(label)
            .x_label_formatter(&|value: &f64| across(*value))
            .y_label_formatter(&|value: &f64| down(*value))
            .draw()
    }

    /// An upright line at a value, from one height of the sheet to another: the zero of bars.
    pub(super) fn upright(root: &Root<'_>, x: f64, (top, bottom): (f64, f64), pen: Pen) -> Drawn {
        let x = crisp(x);
        root.draw(&Mark::line(vec![pt(x, top), pt(x, bottom)], pen))
    }

    /// A level line from the plot's left edge to its right, at a height of the sheet.
    pub(super) fn level(&self, root: &Root<'_>, y: f64, pen: Pen) -> Drawn {
        let y = crisp(y);
        let (left, right) = (self.place.left, self.place.right);
        root.draw(&Mark::line(vec![pt(left, y), pt(right, y)], pen))
    }
}
