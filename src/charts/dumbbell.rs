//! Two shares of each thing against each other: of the spend and of what was won.

use super::{
    Frame, Side, Size,
    axis::{Scale, sane},
    element::{Label, Look, Mark, Shape, widest},
    ink::{Ink, Pen},
    names,
    place::spread,
    sheet::{Drawn, Place, Plot, Root, Span, edges, nothing, pt, sheet, small, steps},
};

/// Shares by channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Dumbbell {
    /// From the top down.
    pub rows: Vec<DumbbellRow>,
    /// Names the squares, above the first row: "share of spend".
    pub spend: String,
    /// Names the circles: "share of won".
    pub won: String,
}

/// One channel.
#[derive(Debug, Clone, PartialEq)]
pub struct DumbbellRow {
    /// Such as "Events".
    pub name: String,
    /// Whose channel it is.
    pub side: Side,
    /// Share of spend: a square.
    pub spend: Option<f64>,
    /// Share of won: a circle.
    pub won: Option<f64>,
    /// "41 %".
    pub spend_label: String,
    /// "18 %".
    pub won_label: String,
}

const HEAD: f64 = 24.0;

/// Draws the rows; `tick` formats the values of the axis.
#[must_use]
pub fn dumbbell(frame: &Frame<'_>, data: &Dumbbell, size: Size, tick: &dyn Fn(f64) -> String) -> String {
    if data.rows.is_empty() {
        return nothing(frame, "dumbbell", size);
    }
    let values = data.rows.iter().flat_map(|row| [row.spend, row.won]);
    let scale = Scale::across(values.flatten(), steps(size), tick);
    let labels = data
        .rows
        .iter()
        .flat_map(|row| [&row.spend_label, &row.won_label].map(|text| value(text, Side::Neutral, size)));
    let beside = widest(labels).min(most(size)) + 14.0;
    let names = names::widest_of(data.rows.iter().map(|row| &row.name), 230.0);
    let edge = edges(scale.low, scale.high, size, tick);
    let left = (size.pick(names + 8.0, 0.0) + beside).max(edge.0);
    let pitch = size.pick(34.0, 46.0);
    let top = 24.0;
    let head = HEAD + size.pick(0.0, 8.0);
    let bottom = top + head + data.rows.len() as f64 * pitch - size.pick(4.0, 8.0);
    let place = Place {
        left,
        top,
        right: size.width() - beside.max(edge.1),
        bottom,
    };
    sheet(frame, "dumbbell", size, bottom + 2.0, |root| {
        let across = Span {
            from: scale.low,
            to: scale.high,
            ticks: scale.ticks.clone(),
        };
        let mut plot = Plot::new(root, place, across, Span::plain(bottom, top))?;
        plot.grid(small(size), tick, &|_| String::new())?;
        let mut named = (false, false);
        for (index, row) in data.rows.iter().enumerate() {
            let y = top + head + index as f64 * pitch + size.pick(14.0, 26.0);
            let name = Label::new(&row.name);
            match size {
                Size::Wide => names::about(root, names::lines(name.end(), 230.0), (left - beside - 8.0, y))?,
                Size::Narrow => root.draw(&name.within(320.0).halo().at(pt(0.0, y - 20.0)))?,
            }
            marks(root, &mut plot, row, size, y)?;
            if index == 0 {
                heads(root, &plot, data, row, size, y)?;
                named = (row.spend.is_some(), row.won.is_some());
            }
        }
        if named != (true, true) {
            return unnamed(root, data, size, top + 10.0, named);
        }
        Ok(())
    })
}

/// The widest a value may be, so that room is left for the scale.
fn most(size: Size) -> f64 {
    size.pick(120.0, 70.0)
}

/// The marks' own shapes, before the words that name them.
const SQUARE: &str = "■";
const CIRCLE: &str = "●";

fn head(mark: &str, text: &str, size: Size) -> Label {
    let text = if text.is_empty() {
        String::new()
    } else {
        format!("{mark} {text}")
    };
    value(&text, Side::Neutral, size).within(size.width() * 0.45)
}

fn value(text: &str, side: Side, size: Size) -> Label {
    Label::new(text).size(small(size)).bold().ink(side.text())
}

fn marks(root: &Root<'_>, plot: &mut Plot<'_>, row: &DumbbellRow, size: Size, y: f64) -> Drawn {
    let (spend, won) = (row.spend.and_then(sane), row.won.and_then(sane));
    if let Some((spend, won)) = spend.zip(won) {
        let line = vec![(spend, y), (won, y)];
        plot.draw([Mark::line(line, Pen::new(Ink::Neutral, 2.0))])?;
    }
    // The greater value has its label at the right, the lesser at the left.
    let spend_right = spend.unwrap_or(0.0) > won.unwrap_or(f64::NEG_INFINITY);
    for (at, shape, text, right) in [
        (spend, Shape::Square(6.3), &row.spend_label, spend_right),
        (won, Shape::Circle(7.0), &row.won_label, !spend_right),
    ] {
        let Some(at) = at else { continue };
        let look = Look::fill(row.side.solid()).pen(Pen::new(Ink::Surface, 1.5));
        let mark = Mark::dot((at, y), shape, look);
        plot.draw([mark.title(text)])?;
        let label = value(text, row.side, size).within(most(size)).halo();
        let x = plot.x(at);
        root.draw(&if right {
            label.at(pt(x + 12.0, y))
        } else {
            label.end().at(pt(x - 12.0, y))
        })?;
    }
    Ok(())
}

/// What squares and circles are, above those of the first row.
fn heads(root: &Root<'_>, plot: &Plot<'_>, data: &Dumbbell, row: &DumbbellRow, size: Size, y: f64) -> Drawn {
    let mut found: Vec<(f64, Label)> = Vec::new();
    for (at, mark, text) in [(row.spend, SQUARE, &data.spend), (row.won, CIRCLE, &data.won)] {
        if let Some(at) = at.and_then(sane) {
            let label = head(mark, text, size);
            found.push((plot.x(at), label));
        }
    }
    let wanted: Vec<(f64, f64)> = found
        .iter()
        .map(|(x, label)| (x - label.width() / 2.0, label.width()))
        .collect();
    let y = y - size.pick(20.0, 46.0);
    let lefts = spread(&wanted, 14.0, (0.0, size.width()));
    for ((_, label), x) in found.into_iter().zip(lefts) {
        root.draw(&label.halo().at(pt(x, y)))?;
    }
    Ok(())
}

/// Where the first row lacks a value, its name stands at the sheet's edge.
fn unnamed(root: &Root<'_>, data: &Dumbbell, size: Size, y: f64, (spend, won): (bool, bool)) -> Drawn {
    let mut x = size.width();
    for (known, mark, text) in [(won, CIRCLE, &data.won), (spend, SQUARE, &data.spend)] {
        let in_rows = data.rows.iter().any(|row| match mark {
            SQUARE => row.spend.is_some(),
            _ => row.won.is_some(),
        });
        if known || !in_rows || (spend || won) {
            continue;
        }
        let label = head(mark, text, size).end();
        let width = label.width();
        root.draw(&label.halo().at(pt(x, y)))?;
        x -= width + 14.0;
    }
    Ok(())
}
