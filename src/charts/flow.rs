//! Where deals come from and where they end: columns of nodes with bands between them.

use super::{
    Frame, Side, Size,
    axis::sane,
    element::{Label, Look, Mark, Shape, widest},
    ink::Pen,
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
/// Between nodes of a column and above the first: room for a label, on a narrow sheet for one of two
/// lines.
const fn apart(size: Size) -> f64 {
    size.pick(21.0, 36.0)
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
    let top = apart(size);
    let unit = (height - (nodes - 1.0).max(0.0) * top).max(40.0) / most;
    let places: Places = sizes.iter().map(|column| stack(column, unit, (top, height))).collect();
    let (left, right) = across(data, size);
    let last = (data.columns.len() - 1).max(1) as f64;
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
            let limits = (size, (0.0, height + top + 2.0));
            names(root, &plot, (column, places), (index, data.columns.len()), limits)?;
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

fn label(node: &FlowNode, size: Size) -> (Label, Label) {
    let name = Label::new(&node.name).size(small(size)).halo();
    let value = Label::new(&node.label).size(small(size)).bold().halo();
    (name, value)
}

/// On a wide sheet the first column's names stand left of it, the last one's right.
fn across(data: &Flow, size: Size) -> (f64, f64) {
    if size == Size::Narrow {
        return (NODE / 2.0, size.width() - NODE / 2.0);
    }
    let beside = |column: Option<&Vec<FlowNode>>| {
        let nodes = column.into_iter().flatten();
        widest(nodes.flat_map(|node| {
            let (name, value) = label(node, size);
            let whole = format!("{} {}", name.text, value.text);
            [Label::new(&whole).size(small(size)).bold()]
        }))
        .min(190.0)
            + 14.0
    };
    (beside(data.columns.first()), size.width() - beside(data.columns.last()))
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

/// The names of a column: of the first and the last beside their nodes where there is room, and moved
/// apart where nodes are low; else above them.
fn names(
    root: &Root<'_>,
    plot: &Plot<'_>,
    (column, places): (&[FlowNode], &[(f64, f64)]),
    (index, count): (usize, usize),
    (size, limits): (Size, (f64, f64)),
) -> Drawn {
    let wanted: Vec<(f64, f64)> = places
        .iter()
        .map(|&(top, high)| (top + high / 2.0 - 8.0, 16.0))
        .collect();
    let tops = spread(&wanted, 0.0, limits);
    let last = index + 1 == count && count > 1;
    let x = plot.x(index as f64);
    let beside = size == Size::Wide && (index == 0 || last);
    let pitch = (plot.x(1.0) - plot.x(0.0)).abs();
    let most = match (beside, count) {
        (true, _) => 190.0,
        (false, 1) => size.width(),
        (false, 2) => pitch * 0.47,
        // A label of an outer column reaches in by all its width, one between by half of it.
        _ => pitch * 0.62,
    };
    for ((node, top), place) in column.iter().zip(tops).zip(places) {
        let (name, value) = label(node, size);
        let value = value.within(most);
        if size == Size::Narrow {
            let name = name.within(most);
            for (line, up) in [(name, 26.0), (value, 11.0)] {
                let y = place.0 - up;
                root.draw(&match (index, last) {
                    (0, _) => line.at(pt(x - NODE / 2.0, y)),
                    (_, true) => line.end().at(pt(x + NODE / 2.0, y)),
                    _ => line.middle().at(pt(x, y)),
                })?;
            }
            continue;
        }
        let name = name.within((most - value.width() - 6.0).max(0.0));
        let gap = if name.text.is_empty() { 0.0 } else { 6.0 };
        let whole = name.width() + gap + value.width();
        let (start, y) = match (beside, index) {
            (true, 0) => (x - NODE / 2.0 - 6.0 - whole, top + 8.0),
            (true, _) => (x + NODE / 2.0 + 6.0, top + 8.0),
            (false, _) => (x - whole / 2.0, place.0 - 10.0),
        };
        let behind = start + name.width() + gap;
        root.draw(&name.at(pt(start, y)))?;
        root.draw(&value.at(pt(behind, y)))?;
    }
    Ok(())
}
