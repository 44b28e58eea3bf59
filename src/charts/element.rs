//! Our own plotters elements: marks with fill, stroke and title by role, text, and groups.

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use super::{
    canvas::{SCALE, Sink},
    ink::{Ink, Pen},
    text::{Weight, fit, width},
};

/// The outline of a mark; sizes in pixels.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Between two corners, taken in by these gaps on its left and right.
    Bar {
        left: f64,
        right: f64,
    },
    Line,
    Area,
    /// Between four corners: left top, right top, right bottom, left bottom.
    Ribbon,
    /// By radius.
    Circle(f64),
    /// By half a side.
    Square(f64),
    Diamond(f64),
    Cross(f64),
    Text(Label),
}

/// What a mark is filled with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fill {
    None,
    Ink(Ink),
    /// Lost or incomplete.
    Hatch,
}

/// Fill and stroke of a mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) fill: Fill,
    pub(super) pen: Option<Pen>,
    /// Of the fill.
    pub(super) opacity: f64,
    /// Round joins and ends, for curves.
    pub(super) rounded: bool,
}

impl Look {
    pub(super) const fn fill(ink: Ink) -> Self {
        Self {
            fill: Fill::Ink(ink),
            pen: None,
            opacity: 1.0,
            rounded: false,
        }
    }

    pub(super) const fn line(pen: Pen) -> Self {
        Self {
            fill: Fill::None,
            pen: Some(pen),
            opacity: 1.0,
            rounded: false,
        }
    }

    /// The lost part: hatched, with an edge that can be seen.
    pub(super) const fn hatch() -> Self {
        Self {
            fill: Fill::Hatch,
            pen: Some(Pen::new(Ink::Strong, 1.0)),
            opacity: 1.0,
            rounded: false,
        }
    }

    /// A mark that is not settled: the page's ground within an edge.
    pub(super) const fn hollow(ink: Ink, width: f64) -> Self {
        Self {
            fill: Fill::Ink(Ink::Surface),
            pen: Some(Pen::new(ink, width)),
            opacity: 1.0,
            rounded: false,
        }
    }

    /// From plotters' own style.
    pub(super) const fn of(pen: Pen, filled: bool) -> Self {
        if filled { Self::fill(pen.ink) } else { Self::line(pen) }
    }

    pub(super) const fn pen(mut self, pen: Pen) -> Self {
        self.pen = Some(pen);
        self
    }

    pub(super) const fn opacity(mut self, opacity: f64) -> Self {
        self.opacity = opacity;
        self
    }
}

/// Which end of a text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text; its point is at half the height of its capitals.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) text: String,
    /// The whole text where it had to be shortened, else empty.
    pub(super) full: String,
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) ink: Ink,
    pub(super) anchor: Anchor,
    /// A rim of the page's ground, where a line may pass behind.
    pub(super) halo: bool,
}

impl Label {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            full: String::new(),
            size: 13.0,
            weight: Weight::Regular,
            ink: Ink::Text,
            anchor: Anchor::Start,
            halo: false,
        }
    }

    pub(super) fn size(mut self, size: f64) -> Self {
        self.size = size;
        self
    }

    pub(super) fn bold(mut self) -> Self {
        self.weight = Weight::Bold;
        self
    }

    pub(super) fn ink(mut self, ink: Ink) -> Self {
        self.ink = ink;
        self
    }

    pub(super) fn muted(self) -> Self {
        self.ink(Ink::Muted)
    }

    pub(super) fn middle(mut self) -> Self {
        self.anchor = Anchor::Middle;
        self
    }

    pub(super) fn end(mut self) -> Self {
        self.anchor = Anchor::End;
        self
    }

    pub(super) fn halo(mut self) -> Self {
        self.halo = true;
        self
    }

    /// Shortens the text to a width; the whole of it then stands in a title.
    pub(super) fn within(mut self, max_width: f64) -> Self {
        let shown = fit(&self.text, max_width, self.size, self.weight);
        if shown != self.text {
            self.full = std::mem::replace(&mut self.text, shown);
        }
        self
    }

    /// In pixels.
    pub(super) fn width(&self) -> f64 {
        width(&self.text, self.size, self.weight)
    }

    /// Where the text would reach from and to if it stood at `x`.
    pub(super) fn span(&self, x: f64) -> (f64, f64) {
        let width = self.width();
        match self.anchor {
            Anchor::Start => (x, x + width),
            Anchor::Middle => (x - width / 2.0, x + width / 2.0),
            Anchor::End => (x - width, x),
        }
    }

    /// As an element at a point.
    pub(super) fn at<C>(self, point: C) -> Mark<C> {
        Mark::new(vec![point], Shape::Text(self), Look::fill(Ink::Text))
    }
}

/// A mark at points of any coordinate system of plotters.
#[derive(Debug, Clone)]
pub(super) struct Mark<C> {
    at: Vec<C>,
    shape: Shape,
    look: Look,
    title: String,
}

impl<C> Mark<C> {
    pub(super) fn new(at: Vec<C>, shape: Shape, look: Look) -> Self {
        Self {
            at,
            shape,
            look,
            title: String::new(),
        }
    }

    pub(super) fn bar(a: C, b: C, look: Look) -> Self {
        let shape = Shape::Bar { left: 0.0, right: 0.0 };
        Self::new(vec![a, b], shape, look)
    }

    pub(super) fn line(at: Vec<C>, pen: Pen) -> Self {
        Self::new(at, Shape::Line, Look::line(pen))
    }

    pub(super) fn dot(at: C, shape: Shape, look: Look) -> Self {
        Self::new(vec![at], shape, look)
    }

    /// Gaps in pixels at the left and right of a bar.
    pub(super) fn inset(mut self, left: f64, right: f64) -> Self {
        self.shape = Shape::Bar { left, right };
        self
    }

    pub(super) fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }
}

impl<'a, C: 'a> PointCollection<'a, C> for &'a Mark<C> {
    type Point = &'a C;
    type IntoIter = std::slice::Iter<'a, C>;

    fn point_iter(self) -> Self::IntoIter {
        self.at.iter()
    }
}

impl<C, DB: Sink> Drawable<DB> for Mark<C> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        pos: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        let at: Vec<_> = pos.map(|(x, y)| (f64::from(x) / SCALE, f64::from(y) / SCALE)).collect();
        backend.mark(&at, &self.shape, &self.look, &self.title);
        Ok(())
    }
}

/// Opens or closes a group; drawing is in order, so groups nest as they are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) enum Group {
    Open(&'static str),
    Close,
}

impl<'a, C: 'a> PointCollection<'a, C> for &'a Group {
    type Point = &'a C;
    type IntoIter = std::iter::Empty<&'a C>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl<DB: Sink> Drawable<DB> for Group {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        match self {
            Self::Open(class) => backend.open(class),
            Self::Close => backend.close(),
        }
        Ok(())
    }
}

/// The width of the widest label, in whole pixels.
pub(super) fn widest(labels: impl IntoIterator<Item = Label>) -> f64 {
    let widths = labels.into_iter().map(|label| label.width());
    widths.fold(0.0, f64::max).ceil()
}
