//! The funnel of one cohort: horizontal bars from zero.

use super::{
    Frame, Side, Size,
    element::{Group, Label, Look, Mark},
    ink::{Ink, Pen},
    names,
    place::spread,
    sheet::{Drawn, Plot, Root, Span, nothing, pt, sheet, small},
};

/// The stages of one cohort, first stage first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    /// From the top down.
    pub stages: Vec<FunnelStage>,
    /// Stands on the line between the last stage of marketing and the first of sales.
    pub handoff: String,
    /// The words that name the parts of a bar, where they first occur.
    pub words: FunnelWords,
}

/// One stage: `reached + open + lost` is `reached` of the stage before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelStage {
    /// Such as "Marketing qualified".
    pub name: String,
    /// Whose stage it is.
    pub side: Side,
    /// Deals that reached the stage.
    pub reached: u64,
    /// Deals that reached the stage before and were lost there.
    pub lost: u64,
    /// Deals that reached the stage before and are still open there.
    pub open: u64,
    /// `reached`, formatted: "1,390".
    pub count_label: String,
    /// "33% of previous · 12% of first", or empty.
    pub share_label: String,
}

/// Words for the parts of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelWords {
    /// For the light part.
    pub open: String,
    /// For the hatched part.
    pub lost: String,
}

impl Default for FunnelWords {
    fn default() -> Self {
        Self {
            open: "still open".to_owned(),
            lost: "lost".to_owned(),
        }
    }
}

/// Where the rows are, in pixels from the top.
struct Layout {
    /// The top of every row's bar.
    bars: Vec<f64>,
    bar: f64,
    /// The middle of the line of the handoff, and the stage beneath it.
    handoff: Option<(f64, usize)>,
    height: f64,
    /// Whether shares stand beneath the bars.
    beneath: bool,
    /// The rows at which the words for open and lost stand.
    keys: (Option<usize>, Option<usize>),
}

const KEY: f64 = 18.0;

/// What a label at the right edge keeps free of it.
const SPARE: f64 = 2.0;

/// Draws the funnel.
#[must_use]
pub fn funnel(frame: &Frame<'_>, data: &Funnel, size: Size) -> String {
    if data.stages.iter().all(|stage| total(stage) == 0) {
        return nothing(frame, "funnel", size);
    }
    let layout = layout(data, size);
    sheet(frame, "funnel", size, layout.height, |root| {
        draw(root, data, size, &layout)
    })
}

fn total(stage: &FunnelStage) -> u64 {
    stage.reached.saturating_add(stage.open).saturating_add(stage.lost)
}

/// The stage at which sales takes over from marketing.
fn handed(stages: &[FunnelStage]) -> Option<usize> {
    let index = stages.iter().position(|stage| stage.side == Side::Sales)?;
    stages[..index]
        .iter()
        .any(|stage| stage.side == Side::Marketing)
        .then_some(index)
}

fn layout(data: &Funnel, size: Size) -> Layout {
    let stages = &data.stages;
    let keys = (
        stages.iter().position(|stage| stage.open > 0),
        stages.iter().position(|stage| stage.lost > 0),
    );
    let handed = handed(stages);
    let beneath = size == Size::Narrow
        && stages.iter().any(|stage| {
            let shares = Label::new(&stage.share_label).size(small(size)).width();
            let count = Label::new(&stage.count_label).bold().width();
            Label::new(&stage.name).width() + 12.0 + count + 7.0 + shares > size.width()
        });
    let bar = size.pick(26.0, 20.0);
    let mut y = size.pick(4.0, 0.0);
    let mut bars = Vec::with_capacity(stages.len());
    let mut line = None;
    for (index, stage) in stages.iter().enumerate() {
        if handed == Some(index) {
            line = Some((y + size.pick(7.0, 8.0), index));
            y += size.pick(28.0, 26.0);
        }
        if size == Size::Narrow {
            y += 22.0;
        }
        if keys.0 == Some(index) || keys.1 == Some(index) {
            y += size.pick(KEY - 6.0, KEY - 2.0);
        }
        bars.push(y);
        y += bar;
        if beneath && !stage.share_label.is_empty() {
            y += 18.0;
        }
        y += size.pick(16.0, 14.0);
    }
    Layout {
        bars,
        bar,
        handoff: line,
        height: y - size.pick(10.0, 8.0),
        beneath,
        keys,
    }
}

/// The labels at the right of a bar on a wide sheet: the count, then the shares.
fn right_labels(stage: &FunnelStage, size: Size) -> (Label, Label) {
    (
        Label::new(&stage.count_label).bold().within(size.pick(200.0, 150.0)),
        Label::new(&stage.share_label).size(small(size)).muted(),
    )
}

/// From where to where the bars' scale runs, so that the labels at their right find room.
fn across(data: &Funnel, size: Size, most: f64) -> (f64, f64) {
    if size == Size::Narrow {
        return (0.5, size.width() - 0.5);
    }
    let left = names::widest_of(data.stages.iter().map(|stage| &stage.name), 230.0) + 12.0;
    let mut room: f64 = size.width() - left - 1.0;
    for stage in &data.stages {
        let (count, share) = right_labels(stage, size);
        let labels = 9.0 + count.width() + 7.0 + share.width();
        let part = total(stage) as f64 / most;
        if part > 0.0 {
            room = room.min((size.width() - left - labels) / part);
        }
    }
    (left, left + room.max(200.0))
}

fn draw(root: &Root<'_>, data: &Funnel, size: Size, layout: &Layout) -> Drawn {
    let most = data.stages.iter().map(total).max().unwrap_or(1).max(1) as f64;
    let (left, right) = across(data, size, most);
    let mut plot = Plot::rows(root, (left, right), layout.height, Span::plain(0.0, most))?;
    if let Some((y, _)) = layout.handoff {
        handoff(root, &data.handoff, size, y)?;
    }
    for (stage, &top) in data.stages.iter().zip(&layout.bars) {
        row(&mut plot, stage, (top, layout.bar))?;
        let end = plot.x(total(stage) as f64);
        words(root, stage, size, layout, (left, top, end))?;
    }
    keys(root, &plot, data, size, layout)?;
    if size == Size::Wide {
        let ends = layout.bars.first().zip(layout.bars.last());
        if let Some((first, last)) = ends {
            let span = (first - 4.0, last + layout.bar + 4.0);
            Plot::upright(root, left, span, Pen::new(Ink::Strong, 1.0))?;
        }
    }
    Ok(())
}

/// The parts of a bar: reached, still open, lost.
fn row(plot: &mut Plot<'_>, stage: &FunnelStage, (top, bar): (f64, f64)) -> Drawn {
    let reached = stage.reached as f64;
    let open = reached + stage.open as f64;
    let lost = open + stage.lost as f64;
    let title = format!("{}: {}", stage.name, stage.count_label);
    plot.draw([Group::Open(match stage.side {
        Side::Marketing => "row mkt",
        Side::Sales => "row sales",
        Side::Neutral => "row neutral",
    })])?;
    let edge = Pen::new(stage.side.solid(), 1.0);
    let (upper, lower) = (top + 0.5, top + bar - 0.5);
    if stage.lost > 0 {
        let corners = ((open, upper), (lost, lower));
        plot.draw([Mark::bar(corners.0, corners.1, Look::hatch()).inset(if open > 0.0 { 2.0 } else { 0.5 }, 0.5)])?;
    }
    if stage.open > 0 {
        let look = Look::fill(stage.side.soft()).pen(edge);
        plot.draw(
            [Mark::bar((reached, upper), (open, lower), look).inset(if reached > 0.0 { 2.0 } else { 0.5 }, 0.5)],
        )?;
    }
    if stage.reached > 0 {
        let look = Look::fill(stage.side.solid());
        plot.draw([Mark::bar((0.0, top), (reached, top + bar), look).title(&title)])?;
    }
    plot.draw([Group::Close])
}

/// Name, count and shares of a row.
fn words(
    root: &Root<'_>,
    stage: &FunnelStage,
    size: Size,
    layout: &Layout,
    (left, top, end): (f64, f64, f64),
) -> Drawn {
    let (count, share) = right_labels(stage, size);
    let width = size.width();
    if size == Size::Wide {
        let y = top + layout.bar / 2.0;
        let name = names::lines(Label::new(&stage.name).end(), 230.0);
        names::about(root, name, (left - 12.0, y))?;
        let count_width = count.width();
        root.draw(&count.at(pt(end + 9.0, y)))?;
        let x = end + 9.0 + count_width + 7.0;
        return root.draw(&share.within(width - x).at(pt(x, y)));
    }
    let key = layout
        .bars
        .iter()
        .position(|&bar| bar.total_cmp(&top).is_eq())
        .is_some_and(|row| layout.keys.0 == Some(row) || layout.keys.1 == Some(row));
    let y = top - if key { KEY - 2.0 } else { 0.0 } - 11.0;
    let mut x = width;
    if layout.beneath {
        let beneath = top + layout.bar + 11.0;
        root.draw(&share.within(width).at(pt(0.0, beneath)))?;
    } else if !stage.share_label.is_empty() {
        let share = share.end();
        x -= share.width() + 7.0;
        root.draw(&share.at(pt(width, y)))?;
    }
    let room = x - count.width() - 12.0;
    root.draw(&count.end().at(pt(x, y)))?;
    root.draw(&Label::new(&stage.name).within(room).at(pt(0.0, y)))
}

/// The words for the light and the hatched part, above the bar in which each first occurs.
fn keys(root: &Root<'_>, plot: &Plot<'_>, data: &Funnel, size: Size, layout: &Layout) -> Drawn {
    for (row, stage) in data.stages.iter().enumerate() {
        let reached = stage.reached as f64;
        let open = reached + stage.open as f64;
        let mut found: Vec<(f64, &str)> = Vec::new();
        if layout.keys.0 == Some(row) {
            found.push((plot.x(reached) + 2.0, &data.words.open));
        }
        if layout.keys.1 == Some(row) {
            found.push((plot.x(open) + 2.0, &data.words.lost));
        }
        let y = layout.bars[row] - 9.0;
        let labels: Vec<Label> = found
            .iter()
            .map(|(_, word)| Label::new(word).size(small(size)).muted().within(130.0))
            .collect();
        let wanted: Vec<(f64, f64)> = found
            .iter()
            .zip(&labels)
            .map(|(&(x, _), label)| (x, label.width()))
            .collect();
        for (label, x) in labels.into_iter().zip(spread(&wanted, 14.0, (0.0, size.width()))) {
            root.draw(&label.at(pt(x, y)))?;
        }
    }
    Ok(())
}

/// A dashed line across the sheet, broken where its label stands.
fn handoff(root: &Root<'_>, text: &str, size: Size, y: f64) -> Drawn {
    let label = Label::new(text)
        .size(small(size))
        .muted()
        .end()
        .within(size.width() * 0.6);
    // A browser rounds widths in its own way: at the very edge a letter would lose a part of a pixel.
    let edge = size.width() - SPARE;
    let end = if label.text.is_empty() {
        size.width()
    } else {
        edge - label.width() - 10.0
    };
    let line = vec![pt(0.0, y.round() + 0.5), pt(end, y.round() + 0.5)];
    root.draw(&Mark::line(line, Pen::dashed(Ink::Strong, 1.5)))?;
    root.draw(&label.at(pt(edge, y + 0.5)))
}
