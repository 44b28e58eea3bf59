//! A value over periods: line, interval, target, events.

use super::{
    Frame, Side, Size,
    axis::{Scale, sane, thin},
    canvas::crisp,
    element::{Group, Label, Look, Mark, Shape},
    ink::{Ink, Pen},
    place::{Flag, GAP, Hang, Spot, flags, spread},
    sheet::{Drawn, Place, Plot, Root, Span, TEXT, nothing, pt, sheet, small},
    text::{Weight, fit},
};

/// A metric over periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Oldest first.
    pub points: Vec<TrendPoint>,
    /// Whose metric it is.
    pub side: Side,
    /// The target for all points that have none of their own, and its label: "target 30 %".
    pub target: Option<(f64, String)>,
    /// What happened, in order of time.
    pub events: Vec<TrendEvent>,
}

/// One period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrendPoint {
    /// The period's name on the axis: "Jul".
    pub label: String,
    /// Missing values leave a gap.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// The period is not over.
    pub running: bool,
    /// `value`, formatted: "1,390".
    pub value_label: String,
    /// The target of this period, where it differs from the common one.
    pub target: Option<f64>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendEvent {
    /// The place among the points: 0 is the first, 1.5 half-way between the second and the third.
    pub at: f64,
    /// Such as "New pricing page".
    pub label: String,
}

/// The room a drawing needs around its plot.
struct Layout {
    place: Place,
    height: f64,
    spots: Vec<Option<Spot>>,
    /// The points' axis runs from `-pad` to the last point plus `pad`.
    pad: f64,
    /// Whether the last value and the target are named in the right margin.
    margin: (bool, bool),
}

const LANE: f64 = 18.0;

/// Draws the trend; `tick` formats the values of the axis.
#[must_use]
pub fn trend(frame: &Frame<'_>, data: &Trend, size: Size, tick: &dyn Fn(f64) -> String) -> String {
    let data = &cleaned(data);
    if data.points.iter().all(|point| point.value.is_none()) {
        return nothing(frame, "trend", size);
    }
    let values = data
        .points
        .iter()
        .flat_map(|point| [point.value, point.low, point.high, point.target].into_iter().flatten());
    let tick = &|value: f64| fit(&tick(value), size.width() * 0.4 - 10.0, small(size), Weight::Regular);
    let scale = Scale::over(values, size.pick(5.0, 4.0) as usize, tick);
    let layout = layout(data, size, &scale, tick);
    sheet(frame, "trend", size, layout.height, |root| {
        draw(root, data, size, &scale, &layout, tick)
    })
}

/// Values that are not finite are missing, and every point has its target.
fn cleaned(data: &Trend) -> Trend {
    let mut data = data.clone();
    let common = data.target.as_ref().map(|target| target.0);
    for point in &mut data.points {
        point.value = point.value.and_then(sane);
        point.low = point.low.and_then(sane);
        point.high = point.high.and_then(sane);
        point.target = point.target.or(common).and_then(sane);
    }
    data.events.retain(|event| event.at.is_finite());
    data
}

fn last(data: &Trend) -> Option<(usize, &TrendPoint)> {
    let mut points = data.points.iter().enumerate().rev();
    points.find(|(_, point)| point.value.is_some())
}

fn value_label(data: &Trend) -> Label {
    let text = last(data).map_or("", |(_, point)| &point.value_label);
    Label::new(text).bold().ink(data.side.text())
}

fn target_label(data: &Trend, size: Size) -> Label {
    let text = data.target.as_ref().map_or("", |target| &target.1);
    Label::new(text).size(small(size)).muted()
}

fn layout(data: &Trend, size: Size, scale: &Scale, tick: &dyn Fn(f64) -> String) -> Layout {
    let ticks = scale.ticks.iter().map(|&value| {
        let label = Label::new(&tick(value)).size(small(size));
        label.width()
    });
    let left = (ticks.fold(0.0, f64::max) + 10.0).min(size.width() * 0.4).ceil();
    let (value, target) = (value_label(data).width(), target_label(data, size).width());
    let most = size.pick(180.0, 84.0);
    let margin = (value <= most, target <= most);
    let used = |fits: bool, width: f64| if fits { width } else { 0.0 };
    let right = used(margin.0, value).max(used(margin.1, target)) + 12.0;
    let right = size.width() - right.ceil();
    let count = data.points.len();
    let pad = if count < 2 {
        0.5
    } else {
        (count - 1) as f64 * 8.0 / (right - left)
    };
    let x = |at: f64| {
        let span = (count.max(1) - 1) as f64 + 2.0 * pad;
        left + (at.clamp(-pad, span - pad) + pad) / span * (right - left)
    };
    let hung: Vec<Flag> = data
        .events
        .iter()
        .map(|event| Flag {
            x: x(event.at),
            width: event_label(event, size).width(),
            first: false,
        })
        .collect();
    let spots = flags(&hung, (left - 4.0, size.width()), 4);
    let lanes = spots.iter().flatten().map(|spot| spot.lane + 1).max();
    let top = lanes.map_or(12.0, |lanes| lanes as f64 * LANE + 6.0);
    let bottom = top + size.pick(216.0, 176.0);
    let place = Place {
        left,
        top,
        right,
        bottom,
    };
    Layout {
        place,
        height: bottom + 26.0,
        spots,
        pad,
        margin,
    }
}

fn event_label(event: &TrendEvent, size: Size) -> Label {
    Label::new(&event.label)
        .size(small(size))
        .muted()
        .within(size.pick(220.0, 150.0))
}

fn draw(
    root: &Root<'_>,
    data: &Trend,
    size: Size,
    scale: &Scale,
    layout: &Layout,
    tick: &dyn Fn(f64) -> String,
) -> Drawn {
    let end = (data.points.len() - 1) as f64 + layout.pad;
    let y = Span {
        from: scale.low,
        to: scale.high,
        ticks: scale.ticks.clone(),
    };
    let mut plot = Plot::new(root, layout.place, Span::plain(-layout.pad, end), y)?;
    plot.grid(small(size), &|_| String::new(), tick)?;
    let zero = plot.pixel(0.0, 0.0).1;
    plot.level(root, zero, Pen::new(Ink::Strong, 1.0))?;
    periods(root, &plot, data, size, layout)?;
    events(root, &plot, data, size, layout)?;
    band(&mut plot, data)?;
    targets(&mut plot, data)?;
    curve(&mut plot, data)?;
    marks(&mut plot, data, size)?;
    named(root, &plot, data, size, layout)
}

/// The names of the periods, every n-th where they are many.
fn periods(root: &Root<'_>, plot: &Plot<'_>, data: &Trend, size: Size, layout: &Layout) -> Drawn {
    let labels: Vec<(f64, Label)> = data
        .points
        .iter()
        .enumerate()
        .map(|(index, point)| {
            let label = Label::new(&point.label).size(small(size)).muted();
            let label = label.within(size.pick(140.0, 100.0));
            let half = label.width() / 2.0;
            let x = plot.x(index as f64);
            (x.clamp(half, size.width() - half), label.middle())
        })
        .collect();
    let spans: Vec<(f64, f64)> = labels.iter().map(|(x, label)| label.span(*x)).collect();
    let y = layout.place.bottom + 15.0;
    for ((x, label), shown) in labels.into_iter().zip(thin(&spans, 10.0)) {
        if shown {
            root.draw(&label.at(pt(x, y)))?;
        }
    }
    Ok(())
}

/// Upright lines; their labels hang on them above the plot.
fn events(root: &Root<'_>, plot: &Plot<'_>, data: &Trend, size: Size, layout: &Layout) -> Drawn {
    let place = layout.place;
    // A line that there is no room to name would only be a riddle; the description names them all.
    let named = data
        .events
        .iter()
        .zip(&layout.spots)
        .filter_map(|(e, s)| Some((e, (*s)?)));
    for (event, spot) in named {
        let end = (data.points.len() - 1) as f64 + layout.pad;
        let x = crisp(plot.x(event.at.clamp(-layout.pad, end)));
        let lift = (spot.lane + 1) as f64 * LANE;
        let line = vec![pt(x, place.top - lift), pt(x, place.bottom)];
        let pen = Pen::new(Ink::Strong, 1.0);
        root.draw(&Mark::line(line, pen).title(&event.label))?;
        let label = event_label(event, size);
        let y = place.top - lift + 8.0;
        let label = match spot.hang {
            Hang::Right => label.at(pt(x + GAP, y)),
            Hang::Left => label.end().at(pt(x - GAP, y)),
        };
        root.draw(&label)?;
    }
    Ok(())
}

/// Consecutive points for which `get` gives something.
fn runs<T>(data: &Trend, get: impl Fn(&TrendPoint) -> Option<T>) -> Vec<Vec<(f64, T)>> {
    let mut runs = vec![Vec::new()];
    for (index, point) in data.points.iter().enumerate() {
        match (get(point), runs.last_mut()) {
            (Some(found), Some(run)) => run.push((index as f64, found)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn band(plot: &mut Plot<'_>, data: &Trend) -> Drawn {
    for run in runs(data, |point| point.low.zip(point.high)) {
        if let [(x, (low, high))] = run.as_slice() {
            let line = vec![(*x, *low), (*x, *high)];
            plot.draw([Mark::line(line, Pen::new(data.side.soft(), 6.0))])?;
            continue;
        }
        let upper = run.iter().map(|&(x, (_, high))| (x, high));
        let lower = run.iter().rev().map(|&(x, (low, _))| (x, low));
        let look = Look::fill(data.side.soft()).opacity(0.4);
        plot.draw([Mark::new(upper.chain(lower).collect(), Shape::Area, look)])?;
    }
    Ok(())
}

/// A level dashed line, with a step between two points where the target changes.
fn targets(plot: &mut Plot<'_>, data: &Trend) -> Drawn {
    for run in runs(data, |point| point.target) {
        let half = if data.points.len() < 2 { 0.5 } else { 0.0 };
        let mut steps: Vec<(f64, f64)> = Vec::new();
        for &(x, value) in &run {
            if let Some(&(_, before)) = steps.last()
                && (before - value).abs() > 0.0
            {
                steps.extend([(x - 0.5, before), (x - 0.5, value)]);
            } else if steps.is_empty() {
                steps.push((x - half, value));
            }
        }
        if let (Some(&(_, value)), Some(&(x, _))) = (steps.last(), run.last()) {
            steps.push((x + half, value));
        }
        plot.line(steps, Pen::dashed(Ink::Muted, 1.5))?;
    }
    Ok(())
}

/// The line; what leads to a running period is dashed.
fn curve(plot: &mut Plot<'_>, data: &Trend) -> Drawn {
    plot.draw([Group::Open("line")])?;
    for run in runs(data, |point| point.value.map(|value| (value, point.running))) {
        let settled = run.iter().take_while(|(_, (_, running))| !running).count();
        let at = |&(x, (value, _)): &(f64, (f64, bool))| (x, value);
        let solid = run[..settled].iter().map(at).collect();
        plot.line(solid, Pen::new(data.side.solid(), 2.0))?;
        if settled < run.len() {
            let rest = run[settled.saturating_sub(1)..].iter().map(at).collect();
            plot.line(rest, Pen::dashed(data.side.solid(), 2.0))?;
        }
    }
    plot.draw([Group::Close])
}

/// A dot at every point where there is room, and always where a value stands alone or is the last.
fn marks(plot: &mut Plot<'_>, data: &Trend, size: Size) -> Drawn {
    let many = data.points.len() > size.pick(40.0, 18.0) as usize;
    let last = last(data).map(|(index, _)| index);
    let solid = data.side.solid();
    for (index, point) in data.points.iter().enumerate() {
        let Some(value) = point.value else { continue };
        let value_at = |index: Option<usize>| {
            index
                .and_then(|index| data.points.get(index))
                .and_then(|point| point.value)
        };
        let alone = value_at(index.checked_sub(1)).is_none() && value_at(Some(index + 1)).is_none();
        if many && !alone && last != Some(index) {
            continue;
        }
        let look = if point.running {
            Look::hollow(solid, 2.0)
        } else {
            Look::fill(solid)
        };
        let radius = if last == Some(index) { 4.0 } else { 2.75 };
        let title = format!("{}: {}", point.label, point.value_label);
        let dot = Mark::dot((index as f64, value), Shape::Circle(radius), look);
        plot.draw([dot.title(&title)])?;
    }
    Ok(())
}

/// The last value and the target, in the right margin where they fit there.
fn named(root: &Root<'_>, plot: &Plot<'_>, data: &Trend, size: Size, layout: &Layout) -> Drawn {
    let Some((index, point)) = last(data) else {
        return Ok(());
    };
    let place = layout.place;
    let (x, y) = plot.pixel(index as f64, point.value.unwrap_or(0.0));
    let value = value_label(data);
    let target = target_label(data, size);
    let target_y = data.points.iter().rev().find_map(|point| point.target);
    let target_y = target_y.map(|value| plot.pixel(0.0, value).1);
    // Where the last periods lack a value the label stays with its point.
    let beside = layout.margin.0 && (place.right - x) < 40.0;
    let mut obstacles = Obstacles::of(plot, data, layout);
    let mut heights = vec![(y - 8.0, 16.0)];
    if let (Some(target_y), true) = (target_y, layout.margin.1) {
        heights.push((target_y - 8.0, 16.0));
    }
    // The labels of events end two pixels above the plot.
    let limits = (place.top - 2.0, place.bottom + 4.0);
    let spread = spread(&heights[usize::from(!beside)..], 0.0, limits);
    let in_margin = spread.get(usize::from(beside)).copied();
    if let Some(top) = in_margin {
        let right = place.right + 2.0 + target.width();
        obstacles.labels.push((place.right + 2.0, top, right, top + 16.0));
    }
    if beside {
        let x = x.max(place.right - 8.0) + 10.0;
        root.draw(&value.at(pt(x, spread[0] + 8.0)))?;
    } else {
        obstacles.place(root, value, layout, Near::Point(x, y), size)?;
    }
    match (target_y, in_margin) {
        (Some(_), Some(top)) => root.draw(&target.at(pt(place.right + 2.0, top + 8.0))),
        (Some(target_y), None) => {
            let label = target.within(place.right - place.left - 8.0);
            obstacles.place(root, label, layout, Near::Line(target_y), size)
        }
        _ => Ok(()),
    }
}

/// What a label belongs to.
#[derive(Clone, Copy)]
enum Near {
    /// A point: far from it the label would be another's.
    Point(f64, f64),
    /// A level line, along all of which it may stand.
    Line(f64),
}

/// Left, top, right, bottom.
type Rect = (f64, f64, f64, f64);

/// What labels in the plot must not stand on: the line, the target, the events.
struct Obstacles {
    lines: Vec<((f64, f64), (f64, f64))>,
    labels: Vec<Rect>,
}

impl Obstacles {
    fn of(plot: &Plot<'_>, data: &Trend, layout: &Layout) -> Self {
        let pixels = |get: &dyn Fn(&TrendPoint) -> Option<f64>| -> Vec<(f64, f64)> {
            let points = data.points.iter().enumerate();
            points
                .filter_map(|(index, point)| Some(plot.pixel(index as f64, get(point)?)))
                .collect()
        };
        let mut lines = Vec::new();
        for line in [pixels(&|point| point.value), pixels(&|point| point.target)] {
            lines.extend(line.iter().map(|&point| (point, point)));
            lines.extend(line.windows(2).map(|pair| (pair[0], pair[1])));
        }
        let end = (data.points.len() - 1) as f64 + layout.pad;
        for event in &data.events {
            let x = plot.x(event.at.clamp(-layout.pad, end));
            lines.push(((x, layout.place.top), (x, layout.place.bottom)));
        }
        Self {
            lines,
            labels: Vec::new(),
        }
    }

    fn meet(&self, b: Rect) -> bool {
        let hit = |(x, y): (f64, f64)| x > b.0 - 4.0 && x < b.2 + 4.0 && y > b.1 && y < b.3;
        self.labels
            .iter()
            .any(|t| t.0 < b.2 + 6.0 && b.0 < t.2 + 6.0 && t.1 < b.3 && b.1 < t.3)
            || self.lines.iter().any(|&(from, to)| {
                (0..=24).any(|step| {
                    let part = f64::from(step) / 24.0;
                    hit((from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part))
                })
            })
    }

    /// Draws a label in the plot as near to what it names as it can stand free; where it cannot, at the first place
    /// without another label.
    fn place(&mut self, root: &Root<'_>, label: Label, layout: &Layout, near: Near, size: Size) -> Drawn {
        let place = layout.place;
        let label = label.within(size.width() - place.left - 6.0);
        let width = label.width();
        let lowest = place.left + 3.0;
        let highest = (size.width() - width).max(lowest);
        let (y, lefts) = match near {
            Near::Point(x, y) => (y, [x + 8.0, x - width - 8.0, x - width / 2.0]),
            Near::Line(y) => (
                y,
                [f64::midpoint(place.left, place.right) - width / 2.0, lowest, highest],
            ),
        };
        // Beside a point is nearest to it; on a line it would be crossed out.
        let level = matches!(near, Near::Point(..)).then_some(0.0);
        let boxes: Vec<Rect> = lefts
            .iter()
            .flat_map(|&left| {
                level
                    .into_iter()
                    .chain([-13.0, 14.0, -28.0, 30.0, -44.0, 46.0])
                    .map(move |dy| {
                        let left = left.clamp(lowest, highest);
                        let middle = (y + dy).clamp(place.top + 4.0, place.bottom - TEXT);
                        (left, middle - 8.0, left + width, middle + 8.0)
                    })
            })
            .collect();
        let crowd = Self {
            lines: Vec::new(),
            labels: self.labels.clone(),
        };
        let free = boxes.iter().find(|b| !self.meet(**b));
        let Some(&found) = free.or_else(|| boxes.iter().find(|b| !crowd.meet(**b))) else {
            return Ok(());
        };
        self.labels.push(found);
        let middle = f64::midpoint(found.1, found.3);
        root.draw(&label.halo().at(pt(found.0, middle)))
    }
}
