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
    let names = data.rows.iter().map(|row| Label::new(&row.name).within(180.0));
    let ends = data.rows.iter().flat_map(|row| {
        let values = row.marks.iter();
        values.map(|mark| value(&mark.label, data.side, size))
    });
    let beside = widest(ends).min(most(size)) + 14.0;
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
            let name = Label::new(&row.name).within(size.pick(180.0, 330.0));
            root.draw(&match size {
                Size::Wide => name.end().at(pt(left - beside - 8.0, y)),
                Size::Narrow => name.halo().at(pt(0.0, y - 20.0)),
            })?;
            marks(root, &mut plot, row, data.side, size, y)?;
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

fn marks(root: &Root<'_>, plot: &mut Plot<'_>, row: &RangeRow, side: Side, size: Size, y: f64) -> Drawn {
    let known: Vec<(usize, &RangeMark, f64)> = row
        .marks
        .iter()
        .enumerate()
        .filter_map(|(index, mark)| Some((index, mark, sane(mark.value)?)))
        .collect();
    let low = known.iter().min_by(|a, b| a.2.total_cmp(&b.2));
    let high = known.iter().max_by(|a, b| a.2.total_cmp(&b.2));
    let (Some(&(_, low, from)), Some(&(_, high, to))) = (low, high) else {
        return Ok(());
    };
    plot.draw([Mark::line(vec![(from, y), (to, y)], Pen::new(side.soft(), 4.0))])?;
    for (index, mark, at) in &known {
        let (shape, look) = look(*index, side);
        let title = format!("{}: {}", mark.model, mark.label);
        plot.draw([Mark::dot((*at, y), shape, look).title(&title)])?;
    }
    let (left, right) = (plot.x(from) - 12.0, plot.x(to) + 12.0);
    let label = |text: &str| value(text, side, size).within(most(size)).halo();
    if from < to {
        root.draw(&label(&low.label).end().at(pt(left, y)))?;
    }
    root.draw(&label(&high.label).at(pt(right, y)))?;
    models(root, (low, high), size, (left + 12.0, right - 12.0, y + 16.0))
}

/// Which models the ends are, beneath them, kept apart.
fn models(
    root: &Root<'_>,
    (low, high): (&RangeMark, &RangeMark),
    size: Size,
    (left, right, y): (f64, f64, f64),
) -> Drawn {
    let label = |text: &str| {
        let label = Label::new(text).size(small(size)).muted().halo();
        label.within(size.width() * 0.45)
    };
    let (low, high) = (label(&low.model), label(&high.model));
    if right - left < 1.0 {
        let half = high.width() / 2.0;
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
