//! Months behind and months ahead, these with their range.

use super::{
    Frame, Side, Size,
    axis::{Scale, sane, thin},
    element::{Label, Look, Mark, Shape, widest},
    ink::{Ink, Pen},
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
    let values = data
        .points
        .iter()
        .flat_map(|point| [point.value, point.low, point.high]);
    let target = data.target.as_ref().and_then(|target| sane(target.0));
    let values = values.flatten().chain(target);
    let tick = &|value: f64| fit(&tick(value), size.width() * 0.4 - 12.0, small(size), Weight::Regular);
    let scale = Scale::over(values, size.pick(5.0, 4.0) as usize, tick);
    let ticks = scale
        .ticks
        .iter()
        .map(|&value| Label::new(&tick(value)).size(small(size)));
    let top = if target.is_some() { 28.0 } else { 18.0 };
    let place = Place {
        left: widest(ticks) + 12.0,
        top,
        right: size.width(),
        bottom: top + size.pick(210.0, 170.0),
    };
    let count = data.points.len() as f64;
    sheet(frame, "forecast", size, place.bottom + 26.0, |root| {
        let down = Span {
            from: scale.low,
            to: scale.high,
            ticks: scale.ticks.clone(),
        };
        let mut plot = Plot::new(root, place, Span::plain(0.0, count), down)?;
        plot.grid(small(size), &|_| String::new(), tick)?;
        for (index, point) in data.points.iter().enumerate() {
            column(&mut plot, point, data.side, index as f64)?;
        }
        let zero = plot.pixel(0.0, 0.0).1;
        plot.level(root, zero, Pen::new(Ink::Strong, 1.0))?;
        target_line(root, &plot, data, (size, place))?;
        labels(root, &plot, data, size, place)
    })
}

fn column(plot: &mut Plot<'_>, point: &ForecastPoint, side: Side, at: f64) -> Drawn {
    let Some(value) = point.value else {
        return Ok(());
    };
    let wide = (plot.x(1.0) - plot.x(0.0)).min(110.0);
    let gap = ((plot.x(1.0) - plot.x(0.0)) - wide * 0.62) / 2.0;
    let look = if point.ahead {
        Look::fill(side.soft())
            .opacity(0.55)
            .pen(Pen::dashed(side.solid(), 1.25))
    } else {
        Look::fill(side.solid())
    };
    let title = format!("{}: {}", point.label, point.value_label);
    let bar = Mark::bar((at, 0.0), (at + 1.0, value), look).inset(gap, gap);
    plot.draw([bar.title(&title)])?;
    let Some((low, high)) = point.low.zip(point.high) else {
        return Ok(());
    };
    let middle = at + 0.5;
    let pen = Pen::new(side.solid(), 2.0);
    plot.draw([Mark::line(vec![(middle, low), (middle, high)], pen)])?;
    let cap = 5.0 / (plot.x(1.0) - plot.x(0.0));
    for end in [low, high] {
        plot.draw([Mark::line(vec![(middle - cap, end), (middle + cap, end)], pen)])?;
    }
    let look = Look::fill(side.solid()).pen(Pen::new(Ink::Surface, 1.5));
    plot.draw([Mark::dot((middle, value), Shape::Circle(4.5), look)])
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

/// Months beneath the columns, every n-th where they are many, and values above.
fn labels(root: &Root<'_>, plot: &Plot<'_>, data: &Forecast, size: Size, place: Place) -> Drawn {
    let middle = |index: usize, label: &Label, least: f64| {
        let half = label.width() / 2.0;
        let x = plot.x(index as f64 + 0.5);
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
    let mut values: Vec<(usize, f64, f64, Label)> = Vec::new();
    for (index, point) in data.points.iter().enumerate() {
        let Some(highest) = highest(point) else { continue };
        let label = Label::new(&point.value_label).size(small(size)).bold();
        let label = label.ink(data.side.text()).halo().within(120.0).middle();
        let mut above = plot.pixel(0.0, highest).1 - 11.0;
        if let Some(line) = target.filter(|line| (above - line).abs() < 10.0) {
            above = line - 11.0;
        }
        values.push((
            index,
            middle(index, &label, place.left),
            above.max(place.top - 4.0),
            label,
        ));
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
    let mut drawn: Vec<[f64; 4]> = Vec::new();
    for (index, x, y, label) in values {
        let (from, to) = label.span(x);
        let own = [from - 3.0, to + 3.0, y - 7.0, y + 7.0];
        let columns = data.points.iter().enumerate().filter(|(other, _)| *other != index);
        let mut taken = columns.filter_map(|(other, point)| stands(plot, other, point));
        if drawn.iter().any(|other| meet(&own, other)) || taken.any(|other| meet(&own, &other)) {
            continue;
        }
        root.draw(&label.at(pt(x, y)))?;
        drawn.push(own);
    }
    Ok(())
}

/// The top of a column or of its range.
fn highest(point: &ForecastPoint) -> Option<f64> {
    point.value.map(|value| value.max(point.high.unwrap_or(0.0)).max(0.0))
}

/// What a month's column and range cover: left, right, top, bottom.
fn stands(plot: &Plot<'_>, index: usize, point: &ForecastPoint) -> Option<[f64; 4]> {
    let (left, right) = (plot.x(index as f64), plot.x(index as f64 + 1.0));
    let half = (right - left).min(110.0) * 0.31;
    let middle = f64::midpoint(left, right);
    let top = plot.pixel(0.0, highest(point)?).1;
    Some([middle - half, middle + half, top, plot.pixel(0.0, 0.0).1])
}

fn meet(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3]
}
