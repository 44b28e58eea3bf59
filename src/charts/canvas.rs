//! Our plotters backend: it writes SVG.
//!
//! plotters' coordinates are whole numbers, so a unit is a hundredth of a pixel; fonts, strokes and
//! margins that plotters is told of are multiplied by [`SCALE`].

use std::convert::Infallible;

use plotters_backend::{
    BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::{HPos, VPos},
};

use super::{
    element::{Anchor, Fill, Label, Look, Shape},
    ink::{Ink, Pen, role},
    markup::{escape, push_number},
    text::{Weight, width},
};

/// Units of the backend in a pixel.
pub(super) const SCALE: f64 = 100.0;

/// Half the height of capitals and figures in em: what brings text to the middle of its `y`.
const HALF_CAPITAL: f64 = 0.36;

/// What our own elements ask of a backend, beyond what plotters' trait can say: fills and strokes by
/// role, text by weight, a title on a mark, groups.
pub(super) trait Sink: DrawingBackend {
    /// Draws one mark; `at` in pixels.
    fn mark(&mut self, at: &[(f64, f64)], shape: &Shape, look: &Look, title: &str);
    /// Opens a `<g>` with a class.
    fn open(&mut self, class: &str);
    /// Closes the group opened last.
    fn close(&mut self);
}

/// Writes elements to the end of a string.
pub(super) struct Canvas<'a> {
    out: &'a mut String,
    id: &'a str,
    size: (u32, u32),
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> Canvas<'a> {
    /// A canvas of `width` × `height` pixels; `id` prefixes the patterns it refers to.
    pub(super) fn new(out: &'a mut String, id: &'a str, width: f64, height: f64) -> Self {
        let size = ((width * SCALE).round() as u32, (height * SCALE).round() as u32);
        Self { out, id, size }
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    fn attribute(&mut self, name: &str, value: f64) {
        self.put(&[" ", name, "=\""]);
        push_number(self.out, value);
        self.out.push('"');
    }

    fn stroke(&mut self, pen: Pen) {
        self.put(&[" stroke=\"", pen.ink.hex(), "\""]);
        if (pen.width - 1.0).abs() > f64::EPSILON {
            self.attribute("stroke-width", pen.width);
        }
        if let Some(array) = pen.dash.array() {
            self.put(&[" stroke-dasharray=\"", array, "\""]);
        }
    }

    /// Fill, stroke, opacity and classes of a mark, then the end of its tag.
    fn finish(&mut self, tag: &str, look: &Look, title: &str) {
        let mut filled = None;
        match look.fill {
            Fill::None => self.out.push_str(" fill=\"none\""),
            Fill::Ink(ink) => {
                self.put(&[" fill=\"", ink.hex(), "\""]);
                filled = Some(ink);
            }
            Fill::Hatch => self.put(&[" fill=\"url(#", &escape(self.id), "-hatch)\""]),
        }
        if look.opacity < 1.0 {
            self.attribute("fill-opacity", look.opacity);
        }
        if let Some(pen) = look.pen {
            self.stroke(pen);
            if look.rounded {
                self.out.push_str(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
            }
        }
        match (filled, look.pen) {
            (Some(ink), Some(pen)) => self.put(&[" class=\"f-", ink.name(), " s-", pen.ink.name(), "\""]),
            (Some(ink), None) => self.put(&[" class=\"f-", ink.name(), "\""]),
            (None, Some(pen)) => self.put(&[" class=\"s-", pen.ink.name(), "\""]),
            (None, None) => {}
        }
        if title.is_empty() {
            self.out.push_str("/>");
        } else {
            self.put(&["><title>", &escape(title), "</title></", tag, ">"]);
        }
    }

    fn point(&mut self, step: &str, (x, y): (f64, f64)) {
        self.out.push_str(step);
        push_number(self.out, x);
        self.out.push(' ');
        push_number(self.out, y);
    }

    fn path_data(&mut self, points: &[(f64, f64)], closed: bool) {
        self.out.push_str("<path d=\"");
        for (index, &(x, y)) in points.iter().enumerate() {
            self.point(if index == 0 { "M" } else { "L" }, (x, y));
        }
        self.out.push_str(if closed { "Z\"" } else { "\"" });
    }

    fn rect(&mut self, a: (f64, f64), b: (f64, f64)) {
        self.out.push_str("<rect");
        self.attribute("x", a.0.min(b.0));
        self.attribute("y", a.1.min(b.1));
        self.attribute("width", (b.0 - a.0).abs());
        self.attribute("height", (b.1 - a.1).abs());
    }

    fn text(&mut self, (x, y): (f64, f64), label: &Label) {
        if label.text.is_empty() {
            return;
        }
        self.out.push_str("<text");
        self.attribute("x", x);
        self.attribute("y", y + label.size * HALF_CAPITAL);
        self.attribute("font-size", label.size);
        if label.weight == Weight::Bold {
            // The style sheet makes it 650, which as an attribute is not valid everywhere.
            self.out.push_str(" font-weight=\"600\"");
        }
        match label.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.out.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.out.push_str(" text-anchor=\"end\""),
        }
        let mut halo = "";
        if label.halo {
            let rest = "\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
            self.put(&[" stroke=\"", Ink::Surface.hex(), rest]);
            halo = " s-surface halo";
        }
        self.put(&[
            " fill=\"",
            label.ink.hex(),
            "\" class=\"f-",
            label.ink.name(),
            halo,
            "\">",
        ]);
        self.out.push_str(&escape(&label.text));
        if !label.full.is_empty() {
            self.put(&["<title>", &escape(&label.full), "</title>"]);
        }
        self.out.push_str("</text>");
    }

    /// A band that leaves the left side level and reaches the right side level.
    fn ribbon(&mut self, at: &[(f64, f64)]) {
        let [a, b, c, d] = *at else { return };
        let middle = f64::midpoint(a.0, b.0);
        self.point("<path d=\"M", a);
        self.point("C", (middle, a.1));
        self.point(" ", (middle, b.1));
        self.point(" ", (b.0, b.1));
        self.point("L", (b.0, c.1));
        self.point("C", (middle, c.1));
        self.point(" ", (middle, d.1));
        self.point(" ", (a.0, d.1));
        self.out.push_str("Z\"");
    }
}

impl Sink for Canvas<'_> {
    fn mark(&mut self, at: &[(f64, f64)], shape: &Shape, look: &Look, title: &str) {
        let Some(&(x, y)) = at.first() else { return };
        let tag = match *shape {
            Shape::Text(ref label) => return self.text((x, y), label),
            Shape::Bar { left, right } => {
                let Some(&(x1, y1)) = at.get(1) else { return };
                // A gap between parts must not turn a thin part inside out.
                let room = ((x1 - x).abs() - left - right).min(0.0) / 2.0;
                let (from, to) = (x.min(x1) + left + room, x.max(x1) - right - room);
                self.rect((from, y), (to.max(from), y1));
                "rect"
            }
            Shape::Line => {
                self.path_data(at, false);
                "path"
            }
            Shape::Area => {
                self.path_data(at, true);
                "path"
            }
            Shape::Ribbon if at.len() == 4 => {
                self.ribbon(at);
                "path"
            }
            Shape::Ribbon => return,
            Shape::Circle(r) => {
                self.out.push_str("<circle");
                self.attribute("cx", x);
                self.attribute("cy", y);
                self.attribute("r", r);
                "circle"
            }
            Shape::Square(r) => {
                self.rect((x - r, y - r), (x + r, y + r));
                "rect"
            }
            Shape::Diamond(r) => {
                self.path_data(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], true);
                "path"
            }
            Shape::Cross(r) => {
                self.point("<path d=\"M", (x - r, y - r));
                self.point("L", (x + r, y + r));
                self.point("M", (x + r, y - r));
                self.point("L", (x - r, y + r));
                self.out.push('"');
                "path"
            }
        };
        self.finish(tag, look, title);
    }

    fn open(&mut self, class: &str) {
        self.put(&["<g class=\"", &escape(class), "\">"]);
    }

    fn close(&mut self) {
        self.out.push_str("</g>");
    }
}

fn pixels((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / SCALE, f64::from(y) / SCALE)
}

/// The middle of the nearest pixel: there a thin line is crisp.
pub(super) fn crisp(value: f64) -> f64 {
    (value - 0.5).round() + 0.5
}

fn pen<S: BackendStyle>(style: &S) -> Pen {
    let (ink, dash) = role(style.color());
    Pen {
        ink,
        width: f64::from(style.stroke_width()) / SCALE,
        dash,
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: plotters_backend::BackendColor) -> Done {
        // A hundredth of a pixel cannot be seen.
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S) -> Done {
        self.draw_path([a, b], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Done {
        if style.color().alpha > 0.0 {
            self.rect(pixels(a), pixels(b));
            self.finish("rect", &Look::of(pen(style), fill), "");
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        let mut points: Vec<_> = path.into_iter().map(pixels).collect();
        points.dedup();
        if style.color().alpha == 0.0 || points.len() < 2 {
            return Ok(());
        }
        let mut look = Look::of(pen(style), false);
        if let [a, b] = points.as_mut_slice() {
            // Level and upright lines are grid and axes.
            if (a.0 - b.0).abs() < 0.02 {
                (a.0, b.0) = (crisp(a.0), crisp(a.0));
            } else if (a.1 - b.1).abs() < 0.02 {
                (a.1, b.1) = (crisp(a.1), crisp(a.1));
            }
        }
        look.rounded = points.len() > 2;
        self.path_data(&points, false);
        self.finish("path", &look, "");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Done {
        if style.color().alpha > 0.0 {
            let shape = Shape::Circle(f64::from(radius) / SCALE);
            self.mark(&[pixels(center)], &shape, &Look::of(pen(style), fill), "");
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Done {
        let points: Vec<_> = vert.into_iter().map(pixels).collect();
        let alpha = style.color().alpha;
        if alpha > 0.0 && points.len() > 2 {
            let mut look = Look::of(pen(style), true);
            look.opacity = alpha;
            self.mark(&points, &Shape::Area, &look, "");
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Done {
        let size = style.size() / SCALE;
        let mut label = Label::new(text).size(size).ink(role(style.color()).0);
        label.anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let (x, y) = pixels(pos);
        let middle = match style.anchor().v_pos {
            VPos::Top => y + size / 2.0,
            VPos::Center => y,
            VPos::Bottom => y - size / 2.0,
        };
        self.text((x, middle), &label);
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size();
        Ok((width(text, size, Weight::Regular).ceil() as u32, size.ceil() as u32))
    }
}
