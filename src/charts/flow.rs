//! Where deals come from and where they end: columns of nodes with bands between them.

use super::{
    Frame, Side, Size,
    axis::sane,
    element::{Label, Look, Mark, Shape},
    ink::Pen,
    names,
    place::spread,
    sheet::{Drawn, Plot, Root, Span, nothing, pt, sheet, small},
};

/// Columns of nodes, left to right, and the bands between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Source channels, stages reached, outcomes: from the left, each from the top down.
    pub columns: Vec<Vec<FlowNode>>,
    /// Between a node of one column and a node of the next.
    pub bands: Vec<FlowBand>,
}

/// One node; it is as high as the greater of what comes in and what goes out.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowNode {
    /// Such as "Events".
    pub name: String,
    /// Its number, formatted: "1,400".
    pub label: String,
    /// Whose it is.
    pub side: Side,
}

/// So much goes from one node to another.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowBand {
    /// The column it leaves.
    pub column: usize,
    /// The node it leaves, in that column.
    pub from: usize,
    /// The node it reaches, in the next column.
    pub to: usize,
    /// In any unit, the same for all.
    pub value: f64,
    /// Shown under the pointer: "Events to won: 12".
    pub label: String,
}

const NODE: f64 = 9.0;
/// From the middle of a line of a label to that of the next.
const LINE: f64 = 15.0;

/// Between nodes of a column and above the first: room for a label of so many lines.
const fn apart(lines: usize) -> f64 {
    LINE * lines as f64 + 6.0
}

/// Less than this is nothing; it keeps heights finite.
const LEAST: f64 = 1e-9;

/// The places of a column's nodes: top and height of each, in pixels.
type Places = Vec<Vec<(f64, f64)>>;

/// Draws the flow.
#[must_use]
pub fn flow(frame: &Frame<'_>, data: &Flow, size: Size) -> String {
    let bands = cleaned(data);
    let sizes = sizes(data, &bands);
    let most = sizes.iter().map(|column| column.iter().sum::<f64>());
    let most = most.fold(0.0, f64::max);
    if most <= 0.0 {
        return nothing(frame, "flow", size);
    }
    let nodes = data.columns.iter().map(Vec::len).max().unwrap_or(0) as f64;
    let height = (nodes * size.pick(44.0, 62.0)).clamp(size.pick(260.0, 320.0), 900.0);
    let (left, right) = across(data, size);
    let last = (data.columns.len() - 1).max(1) as f64;
    let room = room(data.columns.len(), (right - left) / last);
    let between = data.columns.iter().skip(1).rev().skip(1).flatten();
    let lines = between.map(|node| words(node, size, room).len()).max();
    let top = apart(lines.unwrap_or(1));
    let unit = (height - (nodes - 1.0).max(0.0) * top).max(40.0) / most;
    let places: Places = sizes.iter().map(|column| stack(column, unit, (top, height))).collect();
    sheet(frame, "flow", size, height + top + 4.0, |root| {
        let span = Span::plain(0.0, last);
        let mut plot = Plot::rows(root, (left, right), height + top + 4.0, span)?;
        ribbons(&mut plot, &bands, &places, unit)?;
        // Half a node, on the scale of columns.
        let half = NODE / 2.0 / (plot.x(1.0) - plot.x(0.0));
        for (index, (column, places)) in data.columns.iter().zip(&places).enumerate() {
            let x = index as f64;
            for (node, &(y, high)) in column.iter().zip(places) {
                if high > 0.0 {
                    let corners = ((x - half, y), (x + half, y + high.max(1.0)));
                    let look = Look::fill(node.side.solid());
                    let title = format!("{}: {}", node.name, node.label);
                    plot.draw([Mark::bar(corners.0, corners.1, look).title(&title)])?;
                }
            }
            let labels = column.iter().map(|node| match outer(index, data.columns.len()) {
                Some(side) => words(node, size, side.most(size)),
                None => words(node, size, room),
            });
            let side = outer(index, data.columns.len());
            labelled(
                root,
                (&labels.collect::<Vec<_>>(), places),
                (side, plot.x(x)),
                height + top + 2.0,
            )?;
        }
        Ok(())
    })
}

/// Bands between nodes that exist, with a value.
fn cleaned(data: &Flow) -> Vec<FlowBand> {
    let mut bands: Vec<FlowBand> = data
        .bands
        .iter()
        .filter(|band| {
            let node = |column: usize, node: usize| {
                let column = data.columns.get(column);
                column.is_some_and(|column| node < column.len())
            };
            sane(band.value).is_some_and(|value| value > LEAST)
                && node(band.column, band.from)
                && node(band.column.saturating_add(1), band.to)
        })
        .cloned()
        .collect();
    for band in &mut bands {
        band.value = sane(band.value).unwrap_or(0.0);
    }
    bands
}

fn sizes(data: &Flow, bands: &[FlowBand]) -> Vec<Vec<f64>> {
    let sum = |pick: &dyn Fn(&FlowBand) -> bool| {
        let picked = bands.iter().filter(|band| pick(band));
        picked.map(|band| band.value).sum::<f64>()
    };
    data.columns
        .iter()
        .enumerate()
        .map(|(column, nodes)| {
            (0..nodes.len())
                .map(|node| {
                    let leaving = sum(&|band| band.column == column && band.from == node);
                    let coming = sum(&|band| band.column + 1 == column && band.to == node);
                    leaving.max(coming)
                })
                .collect()
        })
        .collect()
}

/// Nodes one under another, the gaps as wide as the height allows.
fn stack(column: &[f64], unit: f64, (top, height): (f64, f64)) -> Vec<(f64, f64)> {
    let filled: f64 = column.iter().sum::<f64>() * unit;
    let gaps = (column.len().max(2) - 1) as f64;
    let gap = ((height - filled) / gaps).clamp(0.0, top + 12.0);
    let mut y = top + (height - filled - gap * (column.len().max(1) - 1) as f64).max(0.0) / 2.0;
    column
        .iter()
        .map(|value| {
            let top = y;
            y += value * unit + gap;
            (top, value * unit)
        })
        .collect()
}

/// A line of a label: a part of the name, and the number where it ends with it.
struct Words {
    name: Label,
    value: Label,
}

impl Words {
    fn gap(&self) -> f64 {
        let both = !self.name.text.is_empty() && !self.value.text.is_empty();
        if both { 6.0 } else { 0.0 }
    }

    fn width(&self) -> f64 {
        self.name.width() + self.gap() + self.value.width()
    }

    fn draw(&self, root: &Root<'_>, x: f64, y: f64) -> Drawn {
        let behind = x + self.name.width() + self.gap();
        root.draw(&self.name.clone().at(pt(x, y)))?;
        root.draw(&self.value.clone().at(pt(behind, y)))
    }
}

/// A node's name and number on one line, or on two where they are wider than `most`.
fn words(node: &FlowNode, size: Size, most: f64) -> Vec<Words> {
    let label = |text: &str| Label::new(text).size(small(size)).halo();
    let value = label(&node.label).bold().within(most);
    let one = Words {
        name: label(&node.name),
        value,
    };
    if one.width() <= most {
        return vec![one];
    }
    let Words { name, value } = one;
    let mut lines = names::lines(name, most).into_iter();
    let first = lines.next().unwrap_or_else(|| label(""));
    // What is left of the name stands before the number.
    let room = (most - value.width() - 6.0).max(0.0);
    let mut rest = lines.next().unwrap_or_else(|| label("")).within(room);
    if !rest.full.is_empty() {
        rest.full.clone_from(&node.name);
    }
    let nothing = label("");
    vec![
        Words {
            name: first,
            value: nothing,
        },
        Words { name: rest, value },
    ]
}

/// An outer column, whose labels stand beside its nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outer {
    First,
    Last,
}

impl Outer {
    /// How wide its labels may be.
    const fn most(self, size: Size) -> f64 {
        match self {
            Self::First => size.pick(190.0, 96.0),
            Self::Last => size.pick(190.0, 70.0),
        }
    }
}

fn outer(index: usize, count: usize) -> Option<Outer> {
    match index {
        0 => Some(Outer::First),
        _ if index + 1 == count => Some(Outer::Last),
        _ => None,
    }
}

/// How wide a label above a node may be, for it to stay clear of those of the next column.
fn room(columns: usize, pitch: f64) -> f64 {
    pitch * if columns > 3 { 0.9 } else { 1.15 }
}

/// The first column's names stand left of it, the last one's right.
fn across(data: &Flow, size: Size) -> (f64, f64) {
    let beside = |column: Option<&Vec<FlowNode>>, side: Outer| {
        let lines = column
            .into_iter()
            .flatten()
            .flat_map(|node| words(node, size, side.most(size)));
        lines.map(|line| line.width()).fold(0.0, f64::max).ceil() + NODE / 2.0 + 8.0
    };
    let last = data.columns.last().filter(|_| data.columns.len() > 1);
    let right = if last.is_some() {
        beside(last, Outer::Last)
    } else {
        NODE
    };
    (beside(data.columns.first(), Outer::First), size.width() - right)
}

/// Bands leave and arrive in the order of the nodes at their other end, so few of them cross.
fn ribbons(plot: &mut Plot<'_>, bands: &[FlowBand], places: &Places, unit: f64) -> Drawn {
    let before = |band: &FlowBand, leaving: bool| -> f64 {
        let others = bands.iter().filter(|other| other.column == band.column);
        let others = others.filter(|other| {
            if leaving {
                other.from == band.from && other.to < band.to
            } else {
                other.to == band.to && other.from < band.from
            }
        });
        others.map(|other| other.value * unit).sum()
    };
    let away = (NODE / 2.0 + 1.0) / (plot.x(1.0) - plot.x(0.0));
    for band in bands {
        let top = |column: usize, node: usize| places[column][node].0;
        let from = top(band.column, band.from) + before(band, true);
        let to = top(band.column + 1, band.to) + before(band, false);
        let high = band.value * unit;
        let x0 = band.column as f64 + away;
        let x1 = (band.column + 1) as f64 - away;
        let corners = vec![(x0, from), (x1, to), (x1, to + high), (x0, from + high)];
        // Bands cross and lie side by side, and the two hues never touch: only nodes have one.
        let ink = Side::Neutral.soft();
        let look = if high < 1.5 {
            Look::fill(ink).pen(Pen::new(ink, 0.5))
        } else {
            Look::fill(ink).opacity(0.5)
        };
        plot.draw([Mark::new(corners, Shape::Ribbon, look).title(&band.label)])?;
    }
    Ok(())
}

/// The labels of a column: of an outer one beside its nodes, and moved apart where nodes are low; else above them.
fn labelled(
    root: &Root<'_>,
    (labels, places): (&[Vec<Words>], &[(f64, f64)]),
    (side, x): (Option<Outer>, f64),
    height: f64,
) -> Drawn {
    let wanted: Vec<(f64, f64)> = labels
        .iter()
        .zip(places)
        .map(|(lines, &(top, high))| {
            let own = lines.len() as f64 * LINE + 1.0;
            (top + (high - own) / 2.0, own)
        })
        .collect();
    let tops = spread(&wanted, 0.0, (0.0, height));
    for ((lines, top), place) in labels.iter().zip(tops).zip(places) {
        let first = match side {
            Some(_) => top + f64::midpoint(LINE, 1.0),
            None => place.0 - 10.0 - (lines.len() - 1) as f64 * LINE,
        };
        for (index, line) in lines.iter().enumerate() {
            let start = match side {
                Some(Outer::First) => x - NODE / 2.0 - 6.0 - line.width(),
                Some(Outer::Last) => x + NODE / 2.0 + 6.0,
                None => x - line.width() / 2.0,
            };
            line.draw(root, start, first + index as f64 * LINE)?;
        }
    }
    Ok(())
}
