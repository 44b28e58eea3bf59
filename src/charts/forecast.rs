//! Amounts by month as columns; months ahead with their range.

use super::{
    Frame, Side, Size,
    axis::{Scale, sane, thin},
    element::{Label, Look, Mark, Shape, widest},
    ink::{Ink, Pen},
    place::spread,
    sheet::{Drawn, Place, Plot, Root, Span, nothing, pt, sheet, small},
    text::{Weight, fit},
};

/// Amounts by month.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// In order of time.
    pub points: Vec<ForecastPoint>,
    /// Whose amounts they are.
    pub side: Side,
    /// A level to reach, and its name: "target 120k".
    pub target: Option<(f64, String)>,
}

/// One month.
#[derive(Debug, Clone, PartialEq)]
pub struct ForecastPoint {
    /// Such as "Oct".
    pub label: String,
    /// What was or what is expected.
    pub value: Option<f64>,
    /// Lower end of the range.
    pub low: Option<f64>,
    /// Upper end of the range.
    pub high: Option<f64>,
    /// Lies ahead: light, with its range.
    pub ahead: bool,
    /// The value, formatted: "118k".
    pub value_label: String,
    /// The ends of the range, formatted.
    pub low_label: String,
    /// The upper one.
    pub high_label: String,
    /// The whole range: "15k to 120k".
    pub range_label: String,
}

/// Draws the months; `tick` formats the values of the axis.
#[must_use]
pub fn forecast(frame: &Frame<'_>, data: &Forecast, size: Size, tick: &dyn Fn(f64) -> String) -> String {
    let mut data = data.clone();
    for point in &mut data.points {
        point.value = point.value.and_then(sane);
        point.low = point.low.and_then(sane);
        point.high = point.high.and_then(sane);
    }
    let data = &data;
    let shown = |point: &ForecastPoint| highest(point).is_some_and(|value| value > 0.0);
    if !data.points.iter().any(shown) {
        return nothing(frame, "forecast", size);
    }
    if size == Size::Narrow {
        return rows(frame, data);
    }
    let values = data
        .points
        .iter()
        .flat_map(|point| [point.value, point.low, point.high]);
    let target = data.target.as_ref().and_then(|target| sane(target.0));
    let values = values.flatten().chain(target);
    let tick = &|value: f64| fit(&tick(value), size.width() * 0.4 - 12.0, small(size), Weight::Regular);
    let scale = Scale::over(values, 5, tick);
    let ticks = scale
        .ticks
        .iter()
        .map(|&value| Label::new(&tick(value)).size(small(size)));
    let top = if target.is_some() { 28.0 } else { 18.0 };
    let place = Place {
        left: widest(ticks) + 12.0,
        top,
        right: size.width(),
        bottom: top + 210.0,
    };
    let slots = Slots::of(data, place.right - place.left);
    sheet(frame, "forecast", size, place.bottom + 26.0, |root| {
        let down = Span {
            from: scale.low,
            to: scale.high,
            ticks: scale.ticks.clone(),
        };
        let mut plot = Plot::new(root, place, Span::plain(0.0, slots.end), down)?;
        plot.grid(small(size), &|_| String::new(), tick)?;
        for (index, point) in data.points.iter().enumerate() {
            column(&mut plot, point, data.side, slots.starts[index])?;
        }
        let zero = plot.pixel(0.0, 0.0).1;
        plot.level(root, zero, Pen::new(Ink::Strong, 1.0))?;
        target_line(root, &plot, data, (size, place))?;
        labels(root, &plot, data, &slots, place)
    })
}

/// Part of a column's room that the column itself takes up.
const BAR: f64 = 0.62;

/// Where columns begin, in widths of a column's room; months ahead have more of it, for their labels.
struct Slots {
    starts: Vec<f64>,
    end: f64,
    /// Whether labels find room beside the columns of months ahead.
    beside: bool,
}

impl Slots {
    fn of(data: &Forecast, width: f64) -> Self {
        let ahead = data.points.iter().filter(|point| point.ahead).count() as f64;
        let behind = data.points.len() as f64 - ahead;
        let texts = data.points.iter().filter(|point| point.ahead).flat_map(range_labels);
        let room = widest(texts.map(|(_, label)| label)) + 12.0;
        let edge = f64::midpoint(1.0, BAR);
        let one = (width - ahead * room) / (behind + edge * ahead).max(1.0);
        let beside = ahead > 0.0 && one >= 24.0;
        let one = one.min(110.0 / BAR);
        let long = if beside { edge + room / one } else { 1.0 };
        let mut end = 0.0;
        let mut starts = Vec::with_capacity(data.points.len());
        for point in &data.points {
            starts.push(end);
            end += if point.ahead { long } else { 1.0 };
        }
        // Few columns are not drawn wider than this.
        end = end.max(width / 160.0);
        Self { starts, end, beside }
    }
}

/// The labels of a month ahead with their values: what is expected, then the ends of the range.
fn range_labels(point: &ForecastPoint) -> Vec<(f64, Label)> {
    let label = |text: &str| Label::new(text).size(small(Size::Wide)).halo().within(120.0);
    let ends = [(point.high, &point.high_label), (point.low, &point.low_label)];
    let ends = ends
        .into_iter()
        .filter_map(|(value, text)| Some((value?, label(text).muted())));
    let expected = point.value.map(|value| (value, label(&point.value_label).bold()));
    expected.into_iter().chain(ends).collect()
}

/// For phones: a row for each month, with its words above its bar.
fn rows(frame: &Frame<'_>, data: &Forecast) -> String {
    let size = Size::Narrow;
    let width = size.width();
    let all = || {
        let points = data.points.iter();
        points.flat_map(|point| [point.value, point.low, point.high]).flatten()
    };
    let target = data
        .target
        .as_ref()
        .and_then(|target| sane(target.0).map(|value| (value, &target.1)));
    let least = all().fold(0.0, f64::min);
    let most = all()
        .chain(target.map(|target| target.0))
        .fold(least + f64::MIN_POSITIVE, f64::max);
    let top = if target.is_some() { 22.0 } else { 0.0 };
    let height = top + data.points.len() as f64 * ROW;
    sheet(frame, "forecast", size, height, |root| {
        let mut plot = Plot::rows(root, (1.0, width - 4.0), height, Span::plain(least, most))?;
        for (index, point) in data.points.iter().enumerate() {
            let y = top + index as f64 * ROW;
            row_words(root, point, data.side, y + 10.0)?;
            row(&mut plot, point, data.side, y + 20.0)?;
            // Beside each bar: an unbroken line would strike through the words.
            let span = (y + 18.0, y + 38.0);
            Plot::upright(root, plot.x(0.0), span, Pen::new(Ink::Strong, 1.0))?;
        }
        let Some((value, text)) = target else {
            return Ok(());
        };
        let x = plot.x(value);
        Plot::upright(root, x, (18.0, height), Pen::dashed(Ink::Text, 1.5))?;
        let label = Label::new(text).size(small(size)).muted().within(width);
        let x = x.min(width - label.width());
        root.draw(&label.at(pt(x.max(0.0), 8.0)))
    })
}

/// The room of a month on a phone.
const ROW: f64 = 44.0;

/// The month, what was won or is expected, and the range.
fn row_words(root: &Root<'_>, point: &ForecastPoint, side: Side, y: f64) -> Drawn {
    let size = Size::Narrow;
    let width = size.width();
    let range = if point.low.is_some() && point.high.is_some() {
        point.range_label.as_str()
    } else {
        ""
    };
    let range = Label::new(range).size(small(size)).muted().end().within(200.0);
    let gap = if range.text.is_empty() { 0.0 } else { 8.0 };
    let x = width - range.width() - gap;
    let value = if point.value.is_some() { &point.value_label } else { "" };
    let value = Label::new(value).bold().ink(side.text()).end().within(90.0);
    let name = Label::new(&point.label).within((x - value.width() - 10.0).max(0.0));
    root.draw(&range.at(pt(width, y)))?;
    root.draw(&value.at(pt(x, y)))?;
    root.draw(&name.at(pt(0.0, y)))
}

fn row(plot: &mut Plot<'_>, point: &ForecastPoint, side: Side, y: f64) -> Drawn {
    let Some(value) = point.value else {
        return Ok(());
    };
    let title = format!("{}: {}", point.label, point.value_label);
    let bar = Mark::bar((0.0, y), (value, y + 16.0), look(point, side));
    plot.draw([bar.title(&title)])?;
    let Some((low, high)) = point.low.zip(point.high) else {
        return Ok(());
    };
    let (pen, middle) = (Pen::new(side.solid(), 2.0), y + 8.0);
    plot.draw([Mark::line(vec![(low, middle), (high, middle)], pen)])?;
    for end in [low, high] {
        plot.draw([Mark::line(vec![(end, middle - 4.0), (end, middle + 4.0)], pen)])?;
    }
    plot.draw([dot((value, middle), side)])
}

/// Months ahead are light within a dashed edge.
fn look(point: &ForecastPoint, side: Side) -> Look {
    if point.ahead {
        Look::fill(side.soft())
            .opacity(0.55)
            .pen(Pen::dashed(side.solid(), 1.25))
    } else {
        Look::fill(side.solid())
    }
}

fn dot(at: (f64, f64), side: Side) -> Mark<(f64, f64)> {
    let look = Look::fill(side.solid()).pen(Pen::new(Ink::Surface, 1.5));
    Mark::dot(at, Shape::Circle(4.5), look)
}

fn column(plot: &mut Plot<'_>, point: &ForecastPoint, side: Side, at: f64) -> Drawn {
    let Some(value) = point.value else {
        return Ok(());
    };
    let one = plot.x(1.0) - plot.x(0.0);
    let gap = one * (1.0 - BAR) / 2.0;
    let title = format!("{}: {}", point.label, point.value_label);
    let bar = Mark::bar((at, 0.0), (at + 1.0, value), look(point, side)).inset(gap, gap);
    plot.draw([bar.title(&title)])?;
    let Some((low, high)) = point.low.zip(point.high) else {
        return Ok(());
    };
    let middle = at + 0.5;
    let pen = Pen::new(side.solid(), 2.0);
    plot.draw([Mark::line(vec![(middle, low), (middle, high)], pen)])?;
    let cap = 5.0 / one;
    for end in [low, high] {
        plot.draw([Mark::line(vec![(middle - cap, end), (middle + cap, end)], pen)])?;
    }
    plot.draw([dot((middle, value), side)])
}

fn target_line(root: &Root<'_>, plot: &Plot<'_>, data: &Forecast, (size, place): (Size, Place)) -> Drawn {
    let Some((value, text)) = &data.target else {
        return Ok(());
    };
    let Some(value) = sane(*value) else {
        return Ok(());
    };
    let y = plot.pixel(0.0, value).1;
    plot.level(root, y, Pen::dashed(Ink::Text, 1.5))?;
    // In the row above the plot, with a dash of the line before it: in the plot it would stand on bars.
    let label = Label::new(text).size(small(size)).muted().end();
    let label = label.within(size.width() - 60.0);
    let x = size.width() - label.width() - 28.0;
    let dash = vec![pt(x, 8.5), pt(x + 22.0, 8.5)];
    root.draw(&Mark::line(dash, Pen::dashed(Ink::Text, 1.5)))?;
    root.draw(&label.at(pt(place.right, 8.0)))
}

/// Months beneath the columns, every n-th where they are many; values above them, and beside those ahead.
fn labels(root: &Root<'_>, plot: &Plot<'_>, data: &Forecast, slots: &Slots, place: Place) -> Drawn {
    let size = Size::Wide;
    let middle = |index: usize, label: &Label, least: f64| {
        let half = label.width() / 2.0;
        let x = plot.x(slots.starts[index] + 0.5);
        x.clamp(half + least, (size.width() - half).max(half + least))
    };
    let months: Vec<(f64, Label)> = data
        .points
        .iter()
        .enumerate()
        .map(|(index, point)| {
            let label = Label::new(&point.label).size(small(size)).muted().middle();
            let label = label.within(100.0);
            (middle(index, &label, 0.0), label)
        })
        .collect();
    let spans: Vec<(f64, f64)> = months.iter().map(|(x, label)| label.span(*x)).collect();
    for ((x, label), _) in months.into_iter().zip(thin(&spans, 10.0)).filter(|(_, shown)| *shown) {
        root.draw(&label.at(pt(x, place.bottom + 15.0)))?;
    }
    let target = data.target.as_ref().and_then(|target| sane(target.0));
    let target = target.map(|value| plot.pixel(0.0, value).1);
    let mut drawn: Vec<[f64; 4]> = Vec::new();
    let mut values: Vec<(usize, f64, f64, Label)> = Vec::new();
    for (index, point) in data.points.iter().enumerate() {
        let Some(highest) = highest(point) else { continue };
        if point.ahead && slots.beside {
            let x = plot.x(slots.starts[index] + f64::midpoint(1.0, BAR)) + 5.0;
            beside(root, plot, point, data.side, (x, place), &mut drawn)?;
            continue;
        }
        let label = Label::new(&point.value_label).size(small(size)).bold();
        let label = label.ink(data.side.text()).halo().within(120.0).middle();
        let mut above = plot.pixel(0.0, highest).1 - 11.0;
        if let Some(line) = target.filter(|line| (above - line).abs() < 10.0) {
            above = line - 11.0;
        }
        let x = middle(index, &label, place.left);
        values.push((index, x, above.max(place.top - 4.0), label));
    }
    // What lies ahead is what the chart is for; of the rest the greatest say most.
    let rank = |index: usize| {
        let point = &data.points[index];
        (!point.ahead, -point.value.unwrap_or(0.0))
    };
    values.sort_by(|a, b| {
        let (a, b) = (rank(a.0), rank(b.0));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    let free = free(plot, data, slots, &values, &drawn);
    // Values on some columns and not on others look like chance: then only the highest and the latest have one.
    let told = if free.iter().all(|free| *free) {
        free
    } else {
        let past = |(index, ..): &&(usize, f64, f64, Label)| !data.points[*index].ahead;
        let highest = values.iter().find(past).map(|value| value.0);
        let latest = values.iter().filter(past).map(|value| value.0).max();
        values.retain(|value| data.points[value.0].ahead || Some(value.0) == highest || Some(value.0) == latest);
        self::free(plot, data, slots, &values, &drawn)
    };
    for ((_, x, y, label), _) in values.into_iter().zip(told).filter(|(_, told)| *told) {
        root.draw(&label.at(pt(x, y)))?;
    }
    Ok(())
}

/// Which of the values, in their order, have room beside the columns and what is drawn or comes before them.
fn free(
    plot: &Plot<'_>,
    data: &Forecast,
    slots: &Slots,
    values: &[(usize, f64, f64, Label)],
    drawn: &[[f64; 4]],
) -> Vec<bool> {
    let mut drawn = drawn.to_vec();
    let fits = |(index, x, y, label): &(usize, f64, f64, Label)| {
        let (from, to) = label.span(*x);
        let own = [from - 3.0, to + 3.0, y - 7.0, y + 7.0];
        let columns = data.points.iter().enumerate().filter(|(other, _)| other != index);
        let mut taken = columns.filter_map(|(other, point)| stands(plot, slots.starts[other], point));
        let free = !drawn.iter().any(|other| meet(&own, other)) && !taken.any(|other| meet(&own, &other));
        if free {
            drawn.push(own);
        }
        free
    };
    values.iter().map(fits).collect()
}

/// What is expected beside its dot, the ends of the range beside theirs; moved apart where they are near.
fn beside(
    root: &Root<'_>,
    plot: &Plot<'_>,
    point: &ForecastPoint,
    side: Side,
    (x, place): (f64, Place),
    drawn: &mut Vec<[f64; 4]>,
) -> Drawn {
    let mut labels = range_labels(point);
    if let Some((_, expected)) = labels.first_mut() {
        expected.ink = side.text();
    }
    // From the top down: the upper end, what is expected, the lower end.
    labels.sort_by(|a, b| b.0.total_cmp(&a.0));
    let wanted: Vec<(f64, f64)> = labels
        .iter()
        .map(|(value, _)| (plot.pixel(0.0, *value).1 - 7.0, 14.0))
        .collect();
    let tops = spread(&wanted, 1.0, (place.top - 8.0, place.bottom - 1.0));
    for ((_, label), top) in labels.into_iter().zip(tops) {
        drawn.push([x, x + label.width(), top, top + 14.0]);
        root.draw(&label.at(pt(x, top + 7.0)))?;
    }
    Ok(())
}

/// The top of a column or of its range.
fn highest(point: &ForecastPoint) -> Option<f64> {
    point.value.map(|value| value.max(point.high.unwrap_or(0.0)).max(0.0))
}

/// What a month's column and range cover: left, right, top, bottom.
fn stands(plot: &Plot<'_>, start: f64, point: &ForecastPoint) -> Option<[f64; 4]> {
    let (left, right) = (plot.x(start), plot.x(start + 1.0));
    let half = (right - left) * BAR / 2.0;
    let middle = f64::midpoint(left, right);
    let top = plot.pixel(0.0, highest(point)?).1;
    Some([middle - half, middle + half, top, plot.pixel(0.0, 0.0).1])
}

fn meet(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3]
}
