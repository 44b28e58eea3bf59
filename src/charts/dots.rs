//! Rates with their intervals, row by row.

use super::{
    Frame, Side, Size,
    axis::{Scale, sane},
    canvas::crisp,
    element::{Label, Look, Mark, Shape},
    ink::{Ink, Pen},
    names,
    sheet::{Drawn, Place, Plot, Root, Span, nothing, pt, sheet, small, steps},
};

/// Rates by channel, owner or segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Dots {
    /// From the top down.
    pub rows: Vec<Dot>,
    /// A value to compare with, and its name: "all deals 24 %".
    pub reference: Option<(f64, String)>,
}

/// One rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Such as "Partners".
    pub name: String,
    /// Whose it is: squares for marketing, circles for sales, diamonds for neither.
    pub side: Side,
    /// Missing where there is nothing to divide by.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// What stands behind it: "19/61".
    pub label: String,
}

/// The mark of an owner, so that hue is never alone.
pub(super) fn shape(side: Side, size: f64) -> Shape {
    match side {
        Side::Marketing => Shape::Square(size * 0.9),
        Side::Sales => Shape::Circle(size),
        Side::Neutral => Shape::Diamond(size * 1.15),
    }
}

/// Draws the rows; `tick` formats the values of the axis.
#[must_use]
pub fn dots(frame: &Frame<'_>, data: &Dots, size: Size, tick: &dyn Fn(f64) -> String) -> String {
    if data.rows.is_empty() {
        return nothing(frame, "dots", size);
    }
    let data = &cleaned(data);
    let values = data.rows.iter().flat_map(|row| [row.value, row.low, row.high]);
    let reference = data.reference.as_ref().and_then(|reference| sane(reference.0));
    let values = values.flatten().chain(reference);
    let scale = Scale::across(values, steps(size), tick);
    let (left, right) = across(data, size, &scale, tick);
    let pitch = size.pick(32.0, 44.0);
    let place = Place {
        left,
        top: 24.0,
        right,
        bottom: 0.0,
    };
    let bottom = place.top + data.rows.len() as f64 * pitch + 4.0;
    let place = Place { bottom, ..place };
    let beneath = if data.reference.is_some() { 22.0 } else { 2.0 };
    sheet(frame, "dots", size, bottom + beneath, |root| {
        let across = Span {
            from: scale.low,
            to: scale.high,
            ticks: scale.ticks.clone(),
        };
        let down = Span::plain(bottom, place.top);
        let mut plot = Plot::new(root, place, across, down)?;
        plot.grid(small(size), tick, &|_| String::new())?;
        reference_line(root, &plot, data, size, place)?;
        for (index, dot) in data.rows.iter().enumerate() {
            let y = place.top + (index as f64 + 0.5) * pitch + size.pick(2.0, 12.0);
            row(root, &mut plot, dot, size, (left, y), reference)?;
        }
        Ok(())
    })
}

fn cleaned(data: &Dots) -> Dots {
    let mut data = data.clone();
    for row in &mut data.rows {
        row.value = row.value.and_then(sane);
        row.low = row.low.and_then(sane);
        row.high = row.high.and_then(sane);
    }
    data.reference = data.reference.filter(|(value, _)| value.is_finite());
    data
}

/// The right end of what is drawn for a row.
fn reach(dot: &Dot, scale: &Scale) -> f64 {
    let high = dot.high.or(dot.value).unwrap_or(scale.low);
    high.max(dot.value.unwrap_or(scale.low))
}

fn across(data: &Dots, size: Size, scale: &Scale, tick: &dyn Fn(f64) -> String) -> (f64, f64) {
    let edge = |value: f64| Label::new(&tick(value)).size(small(size)).width() / 2.0;
    if size == Size::Narrow {
        return (edge(scale.low).max(7.0), size.width() - edge(scale.high));
    }
    let names = data.rows.iter().map(|row| &row.name);
    let left = (names::widest_of(names, 230.0) + 14.0).max(edge(scale.low));
    let mut room = size.width() - left - edge(scale.high);
    for row in &data.rows {
        let label = Label::new(&row.label).size(small(size)).within(200.0);
        let beside = 22.0 + label.width();
        let part = (reach(row, scale) - scale.low) / (scale.high - scale.low);
        if part > 0.0 {
            room = room.min((size.width() - left - beside) / part);
        }
    }
    (left, left + room.max(200.0))
}

fn reference_line(root: &Root<'_>, plot: &Plot<'_>, data: &Dots, size: Size, place: Place) -> Drawn {
    let Some((value, text)) = &data.reference else {
        return Ok(());
    };
    let Some(value) = sane(*value) else {
        return Ok(());
    };
    let x = plot.x(value);
    let line = vec![pt(crisp(x), place.top), pt(crisp(x), place.bottom + 5.0)];
    root.draw(&Mark::line(line, Pen::dashed(Ink::Muted, 1.5)))?;
    let label = Label::new(text).size(small(size)).muted().within(size.width() - 8.0);
    let half = label.width() / 2.0;
    let x = x.clamp(half, (size.width() - half).max(half));
    root.draw(&label.middle().at(pt(x, place.bottom + 13.0)))
}

fn row(
    root: &Root<'_>,
    plot: &mut Plot<'_>,
    dot: &Dot,
    size: Size,
    (left, y): (f64, f64),
    reference: Option<f64>,
) -> Drawn {
    let solid = dot.side.solid();
    let title = format!("{}: {}", dot.name, dot.label);
    let mut end = left;
    if let Some((low, high)) = dot.low.zip(dot.high) {
        let line = Mark::line(vec![(low, y), (high, y)], Pen::new(solid, 2.0));
        plot.draw([line.title(&title)])?;
        end = plot.x(high);
    }
    if let Some(value) = dot.value {
        let rim = Pen::new(Ink::Surface, 1.5);
        // Without an interval the value is a count too small to tell, so its mark is hollow.
        let look = if dot.low.is_some() && dot.high.is_some() {
            Look::fill(solid).pen(rim)
        } else {
            Look::hollow(solid, 2.0)
        };
        let mark = Mark::dot((value, y), shape(dot.side, 6.0), look);
        plot.draw([mark.title(&title)])?;
        end = end.max(plot.x(value) + 4.0);
    }
    let label = Label::new(&dot.label).size(small(size)).muted();
    if size == Size::Wide {
        let name = names::lines(Label::new(&dot.name).end(), 230.0);
        names::about(root, name, (left - 14.0, y))?;
        let mut start = end + 10.0;
        if let Some(x) = reference.map(|value| plot.x(value)) {
            let after = x + 6.0;
            let crossed = x > start - 4.0 && x < start + label.width() + 4.0;
            if crossed && after + label.width() <= size.width() {
                start = after;
            }
        }
        let label = label.within(size.width() - start).halo();
        return root.draw(&label.at(pt(start, y)));
    }
    let label = label.within(size.width() * 0.5).end();
    let room = size.width() - label.width() - 12.0;
    let name = Label::new(&dot.name).within(room);
    root.draw(&name.halo().at(pt(0.0, y - 20.0)))?;
    root.draw(&label.halo().at(pt(size.width(), y - 20.0)))
}
