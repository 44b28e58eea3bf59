//! What different models say about the same thing: from the lowest to the highest, each a mark.

use super::{
    Frame, Side, Size,
    axis::{Scale, sane},
    element::{Label, Look, Mark, Shape, widest},
    ink::{Ink, Pen},
    sheet::{Drawn, Place, Plot, Root, Span, edges, nothing, pt, sheet, small, steps},
};

/// Credit by campaign under several models.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranges {
    /// From the top down.
    pub rows: Vec<RangeRow>,
    /// Whose credit it is.
    pub side: Side,
    /// Said of a row in which every model says the same: "every model".
    pub alike: String,
}

/// One campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeRow {
    /// Such as "Spring webinar".
    pub name: String,
    /// One a model, the models in the same order in every row.
    pub marks: Vec<RangeMark>,
}

/// What one model says.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeMark {
    /// The model's name: "first touch".
    pub model: String,
    /// In any unit; missing values have no mark.
    pub value: f64,
    /// The value, formatted.
    pub label: String,
}

/// Draws the rows; `tick` formats the values of the axis.
#[must_use]
pub fn range(frame: &Frame<'_>, data: &Ranges, size: Size, tick: &dyn Fn(f64) -> String) -> String {
    let values = || data.rows.iter().flat_map(|row| &row.marks);
    if values().all(|mark| sane(mark.value).is_none()) {
        return nothing(frame, "range", size);
    }
    let values = values().filter_map(|mark| sane(mark.value));
    let scale = Scale::across(values, steps(size), tick);
    let names = data.rows.iter().map(|row| Label::new(&row.name).within(230.0));
    let ends = data.rows.iter().flat_map(|row| {
        let values = row.marks.iter();
        values.map(|mark| value(&mark.label, data.side, size))
    });
    // On phones the values stand in the line of the name.
    let beside = size.pick(widest(ends).min(most(size)) + 14.0, 8.0);
    let edge = edges(scale.low, scale.high, size, tick);
    let left = (size.pick(widest(names) + 8.0, 0.0) + beside).max(edge.0);
    let pitch = size.pick(46.0, 62.0);
    let top = 24.0;
    let bottom = top + data.rows.len() as f64 * pitch + 4.0;
    let place = Place {
        left,
        top,
        right: size.width() - beside.max(edge.1),
        bottom,
    };
    sheet(frame, "range", size, bottom + 2.0, |root| {
        let across = Span {
            from: scale.low,
            to: scale.high,
            ticks: scale.ticks.clone(),
        };
        let mut plot = Plot::new(root, place, across, Span::plain(bottom, top))?;
        plot.grid(small(size), tick, &|_| String::new())?;
        for (index, row) in data.rows.iter().enumerate() {
            let y = top + index as f64 * pitch + size.pick(18.0, 34.0);
            let name = Label::new(&row.name);
            match size {
                Size::Wide => root.draw(&name.within(230.0).end().at(pt(left - beside - 8.0, y)))?,
                Size::Narrow => {
                    let both = value(&said(row), data.side, size).within(size.width() * 0.6);
                    let room = size.width() - both.width() - 12.0;
                    root.draw(&name.within(room).halo().at(pt(0.0, y - 20.0)))?;
                    root.draw(&both.end().halo().at(pt(size.width(), y - 20.0)))?;
                }
            }
            marks(root, &mut plot, (row, data), size, y)?;
        }
        Ok(())
    })
}

/// The widest a value may be, so that room is left for the scale.
fn most(size: Size) -> f64 {
    size.pick(120.0, 70.0)
}

fn value(text: &str, side: Side, size: Size) -> Label {
    Label::new(text).size(small(size)).bold().ink(side.text())
}

/// Models differ by shape, in the order in which they come.
fn look(index: usize, side: Side) -> (Shape, Look) {
    let rim = Pen::new(Ink::Surface, 1.5);
    let filled = Look::fill(side.solid()).pen(rim);
    let hollow = Look::hollow(side.solid(), 2.0);
    match index % 6 {
        0 => (Shape::Circle(5.5), filled),
        1 => (Shape::Square(5.0), filled),
        2 => (Shape::Diamond(6.5), filled),
        3 => (Shape::Triangle(6.5), filled),
        4 => (Shape::Circle(4.5), hollow),
        _ => (Shape::Square(4.0), hollow),
    }
}

/// The lowest and the highest mark.
fn ends(row: &RangeRow) -> Option<(&RangeMark, &RangeMark)> {
    let known = || row.marks.iter().filter(|mark| sane(mark.value).is_some());
    let low = known().min_by(|a, b| a.value.total_cmp(&b.value))?;
    Some((low, known().max_by(|a, b| a.value.total_cmp(&b.value))?))
}

/// From the lowest to the highest value in words, or the one on which all agree.
fn said(row: &RangeRow) -> String {
    match ends(row) {
        Some((low, high)) if low.value < high.value => format!("{} – {}", low.label, high.label),
        Some((_, high)) => high.label.clone(),
        None => String::new(),
    }
}

fn marks(root: &Root<'_>, plot: &mut Plot<'_>, (row, data): (&RangeRow, &Ranges), size: Size, y: f64) -> Drawn {
    let side = data.side;
    let known: Vec<(usize, &RangeMark, f64)> = row
        .marks
        .iter()
        .enumerate()
        .filter_map(|(index, mark)| Some((index, mark, sane(mark.value)?)))
        .collect();
    let Some((low, high)) = ends(row) else {
        return Ok(());
    };
    let (from, to) = (low.value, high.value);
    plot.draw([Mark::line(vec![(from, y), (to, y)], Pen::new(side.soft(), 4.0))])?;
    // Where all say the same, one mark: on top of each other they could not be told apart.
    let alike = from >= to && known.len() > 1;
    for (index, mark, at) in &known[..if alike { 1 } else { known.len() }] {
        let (shape, look) = look(*index, side);
        let model = if alike { &data.alike } else { &mark.model };
        let title = format!("{model}: {}", mark.label);
        plot.draw([Mark::dot((*at, y), shape, look).title(&title)])?;
    }
    let (left, right) = (plot.x(from) - 12.0, plot.x(to) + 12.0);
    let label = |text: &str| value(text, side, size).within(most(size)).halo();
    if size == Size::Wide {
        if from < to {
            root.draw(&label(&low.label).end().at(pt(left, y)))?;
        }
        root.draw(&label(&high.label).at(pt(right, y)))?;
    }
    let said = if alike {
        (data.alike.as_str(), data.alike.as_str())
    } else {
        (low.model.as_str(), high.model.as_str())
    };
    models(root, said, size, (left + 12.0, right - 12.0, y + 16.0))
}

/// Which models the ends are, beneath them, kept apart.
fn models(root: &Root<'_>, (low, high): (&str, &str), size: Size, (left, right, y): (f64, f64, f64)) -> Drawn {
    let label = |text: &str| {
        let label = Label::new(text).size(small(size)).muted().halo();
        label.within(size.width() * 0.45)
    };
    let (low, high) = (label(low), label(high));
    if right - left < 1.0 {
        let half = high.width() / 2.0 + 2.0;
        let x = right.clamp(half, (size.width() - half).max(half));
        return root.draw(&high.middle().at(pt(x, y)));
    }
    let wanted = [
        (left - low.width() / 2.0, low.width()),
        (right - high.width() / 2.0, high.width()),
    ];
    let at = super::place::spread(&wanted, 14.0, (0.0, size.width()));
    root.draw(&low.at(pt(at[0], y)))?;
    root.draw(&high.at(pt(at[1], y)))
}
