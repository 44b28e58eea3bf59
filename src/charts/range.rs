//! What different models say about the same thing: from the lowest to the highest, each a stroke.

use super::{
    Frame, Side, Size,
    axis::{Scale, sane},
    element::{Label, Look, Mark, Shape, widest},
    ink::{Ink, Pen},
    names,
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
    /// Whether it is the model that the site goes by.
    pub own: bool,
}

/// Room of a row.
const ROW: f64 = 46.0;

/// Draws the rows; `tick` formats the values of the axis.
#[must_use]
pub fn range(frame: &Frame<'_>, data: &Ranges, size: Size, tick: &dyn Fn(f64) -> String) -> String {
    let values = || data.rows.iter().flat_map(|row| &row.marks);
    if values().all(|mark| sane(mark.value).is_none()) {
        return nothing(frame, "range", size);
    }
    let values = values().filter_map(|mark| sane(mark.value));
    let scale = Scale::across(values, steps(size), tick);
    let ends = data.rows.iter().flat_map(|row| {
        let values = row.marks.iter();
        values.map(|mark| value(&mark.label, data.side, size))
    });
    // On phones the values stand in the line of the name.
    let beside = size.pick(widest(ends).min(most(size)) + 14.0, 8.0);
    let edge = edges(scale.low, scale.high, size, tick);
    let names = names::widest_of(data.rows.iter().map(|row| &row.name), NAME);
    let left = (size.pick(names + 8.0, 0.0) + beside).max(edge.0);
    let top = 24.0;
    let heads: Vec<Head> = data.rows.iter().map(|row| head(row, data.side, size)).collect();
    let heights = heads.iter().map(|head| head.above + ROW);
    let bottom = top + heights.sum::<f64>() + 4.0;
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
        let mut above = top;
        for (row, head) in data.rows.iter().zip(heads) {
            let y = above + head.above + 18.0;
            above += head.above + ROW;
            match size {
                Size::Wide => names::about(root, head.name, (left - beside - 8.0, y))?,
                Size::Narrow => {
                    let first = y - 20.0 - (head.name.len() - 1) as f64 * names::LEADING;
                    root.draw(&head.values.end().halo().at(pt(size.width(), first)))?;
                    names::about(root, head.name, (0.0, f64::midpoint(first, y - 20.0)))?;
                }
            }
            marks(root, &mut plot, (row, data), size, (size.pick(left - beside, 0.0), y))?;
        }
        Ok(())
    })
}

/// Room of names on a wide sheet.
const NAME: f64 = 230.0;

/// A row's name, and on a phone its values beside it and the room of both above the marks.
struct Head {
    name: Vec<Label>,
    values: Label,
    above: f64,
}

fn head(row: &RangeRow, side: Side, size: Size) -> Head {
    let name = Label::new(&row.name);
    if size == Size::Wide {
        return Head {
            name: names::lines(name.end(), NAME),
            values: Label::new(""),
            above: 0.0,
        };
    }
    let values = value(&said(row), side, size).within(size.width() * 0.6);
    let name = names::lines(name.halo(), size.width() - values.width() - 12.0);
    let above = 16.0 + (name.len() - 1) as f64 * names::LEADING;
    Head { name, values, above }
}

/// The widest a value may be, so that room is left for the scale.
fn most(size: Size) -> f64 {
    size.pick(120.0, 70.0)
}

fn value(text: &str, side: Side, size: Size) -> Label {
    Label::new(text).size(small(size)).bold().ink(side.text())
}

/// The lowest and the highest mark; of those with one value the first.
fn ends(row: &RangeRow) -> Option<(&RangeMark, &RangeMark)> {
    let known = || row.marks.iter().filter(|mark| sane(mark.value).is_some());
    let low = known().min_by(|a, b| a.value.total_cmp(&b.value))?;
    Some((low, known().rev().max_by(|a, b| a.value.total_cmp(&b.value))?))
}

/// From the lowest to the highest value in words, or the one on which all agree.
fn said(row: &RangeRow) -> String {
    match ends(row) {
        Some((low, high)) if low.value < high.value => format!("{} – {}", low.label, high.label),
        Some((_, high)) => high.label.clone(),
        None => String::new(),
    }
}

/// Half the length of a stroke: longer than the circle is wide, so that it is seen behind it.
const STROKE: f64 = 9.0;

/// A stroke for each model and a circle for the site's own: strokes stay apart where shapes would run together.
/// Nothing stands left of `least`, where the names are.
fn marks(
    root: &Root<'_>,
    plot: &mut Plot<'_>,
    (row, data): (&RangeRow, &Ranges),
    size: Size,
    (least, y): (f64, f64),
) -> Drawn {
    let side = data.side;
    let known = || row.marks.iter().filter(|mark| sane(mark.value).is_some());
    let Some((low, high)) = ends(row) else {
        return Ok(());
    };
    let (from, to) = (low.value, high.value);
    plot.draw([Mark::line(vec![(from, y), (to, y)], Pen::new(side.soft(), 4.0))])?;
    // Where all say the same, one mark: on top of each other they could not be told apart.
    let alike = from >= to && known().count() > 1;
    for mark in known().filter(|mark| !mark.own && !alike) {
        let x = plot.x(mark.value).round();
        let stroke = vec![pt(x, y - STROKE), pt(x, y + STROKE)];
        let title = format!("{}: {}", mark.model, mark.label);
        root.draw(&Mark::line(stroke, Pen::new(side.solid(), 2.0)).title(&title))?;
    }
    for mark in known().filter(|mark| mark.own || alike).take(1) {
        let model = if alike { &data.alike } else { &mark.model };
        let look = Look::fill(side.solid()).pen(Pen::new(Ink::Surface, 1.5));
        let dot = Mark::dot((mark.value, y), Shape::Circle(6.0), look);
        plot.draw([dot.title(&format!("{model}: {}", mark.label))])?;
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
    models(root, said, size, (least, left + 12.0, right - 12.0), y + 17.0)
}

/// Which models the ends are, beneath them, kept apart.
fn models(
    root: &Root<'_>,
    (low, high): (&str, &str),
    size: Size,
    (least, left, right): (f64, f64, f64),
    y: f64,
) -> Drawn {
    let room = (size.width() - least) / 2.0 - 8.0;
    let label = |text: &str| Label::new(text).size(small(size)).muted().halo().within(room);
    let (low, high) = (label(low), label(high));
    if right - left < 1.0 {
        let half = high.width() / 2.0 + 2.0;
        let x = right.clamp(least + half, (size.width() - half).max(least + half));
        return root.draw(&high.middle().at(pt(x, y)));
    }
    let wanted = [
        (left - low.width() / 2.0, low.width()),
        (right - high.width() / 2.0, high.width()),
    ];
    let at = super::place::spread(&wanted, 14.0, (least, size.width()));
    root.draw(&low.at(pt(at[0], y)))?;
    root.draw(&high.at(pt(at[1], y)))
}
