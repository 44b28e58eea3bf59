//! Cumulative incidence: which part has got there by which day.

use super::{
    Frame, Side, Size,
    axis::{Scale, sane, thin},
    canvas::crisp,
    element::{Label, Look, Mark, Shape},
    ink::{Ink, Pen},
    place::spread,
    sheet::{Drawn, Place, Plot, Root, Span, nothing, pt, sheet, small},
    text::{Weight, fit},
};

/// Step curves over days since a start.
#[derive(Debug, Clone, PartialEq)]
pub struct Incidence {
    /// One, or a few to compare.
    pub curves: Vec<IncidenceCurve>,
    /// A day that is marked, and its name: "within 90 days".
    pub mark: Option<(f64, String)>,
    /// What the days are counted from, under the axis: "days since qualified"; may be empty.
    pub axis: String,
}

/// One curve.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidenceCurve {
    /// Stands at the curve's end; may be empty.
    pub name: String,
    /// Whose it is.
    pub side: Side,
    /// Steps in the order of days.
    pub points: Vec<IncidencePoint>,
    /// The value on the marked day: "31 %".
    pub label: String,
}

/// From this day on the curve has this value.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct IncidencePoint {
    /// Days since the start.
    pub day: f64,
    /// The part, from 0 to 1.
    pub value: f64,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

type Points = Vec<IncidencePoint>;

/// Draws the curves; `tick` formats the parts on the axis and `day` its days.
#[must_use]
pub fn incidence(
    frame: &Frame<'_>,
    data: &Incidence,
    size: Size,
    tick: &dyn Fn(f64) -> String,
    day: &dyn Fn(f64) -> String,
) -> String {
    let curves: Vec<(Points, &IncidenceCurve)> = data
        .curves
        .iter()
        .map(|curve| (cleaned(curve), curve))
        .filter(|(points, _)| !points.is_empty())
        .collect();
    if curves.is_empty() {
        return nothing(frame, "incidence", size);
    }
    let all = || curves.iter().flat_map(|(points, _)| points);
    let values = all().flat_map(|point| [Some(point.value), point.high]);
    let tick = &|value: f64| fit(&tick(value), size.width() * 0.4 - 12.0, small(size), Weight::Regular);
    let scale = Scale::over(values.flatten(), 5, tick);
    let marked = data.mark.as_ref().and_then(|mark| sane(mark.0));
    let last = all().map(|point| point.day).chain(marked).fold(0.0, f64::max);
    let last = if last > 0.0 { last } else { 1.0 };
    let ticks = scale
        .ticks
        .iter()
        .map(|&value| Label::new(&tick(value)).size(small(size)));
    let left = super::element::widest(ticks) + 12.0;
    let names = curves.iter().map(|(_, curve)| name(curve, size));
    let right = size.width() - super::element::widest(names) - 12.0;
    let top = if data.mark.is_some() { 26.0 } else { 12.0 };
    let bottom = top + size.pick(216.0, 180.0);
    let place = Place {
        left,
        top,
        right,
        bottom,
    };
    let height = bottom + if data.axis.is_empty() { 26.0 } else { 44.0 };
    sheet(frame, "incidence", size, height, |root| {
        let down = Span {
            from: scale.low,
            to: scale.high,
            ticks: scale.ticks.clone(),
        };
        let mut plot = Plot::new(root, place, Span::plain(0.0, last), down)?;
        plot.grid(small(size), &|_| String::new(), tick)?;
        plot.level(root, bottom, Pen::new(Ink::Strong, 1.0))?;
        days(root, &plot, data, (last, size, place), day)?;
        for (points, curve) in &curves {
            band(&mut plot, points, curve.side, last)?;
        }
        mark_line(root, &plot, data, place, size)?;
        for (index, (points, curve)) in curves.iter().enumerate() {
            // A second curve of the same owner is told apart by its dashes.
            let repeated = curves[..index].iter().any(|(_, c)| c.side == curve.side);
            let solid = curve.side.solid();
            let pen = if repeated {
                Pen::dashed(solid, 2.0)
            } else {
                Pen::new(solid, 2.0)
            };
            plot.line(steps(points, last, |point| point.value), pen)?;
        }
        values_at_mark(root, &mut plot, data, &curves, (place, size))?;
        ends(root, &plot, &curves, (place, size))
    })
}

/// Points with a value, in order, from day 0 on.
fn cleaned(curve: &IncidenceCurve) -> Points {
    let mut points: Points = curve
        .points
        .iter()
        .filter_map(|point| {
            Some(IncidencePoint {
                day: sane(point.day)?.max(0.0),
                value: sane(point.value)?,
                low: point.low.and_then(sane),
                high: point.high.and_then(sane),
            })
        })
        .collect();
    points.sort_by(|a, b| a.day.total_cmp(&b.day));
    points
}

fn name(curve: &IncidenceCurve, size: Size) -> Label {
    Label::new(&curve.name)
        .size(small(size))
        .ink(curve.side.text())
        .within(size.pick(160.0, 76.0))
}

/// The corners of a step curve up to the last day.
fn steps(points: &[IncidencePoint], last: f64, get: impl Fn(&IncidencePoint) -> f64) -> Vec<(f64, f64)> {
    let mut level = 0.0;
    let mut out = vec![(0.0, 0.0)];
    for point in points {
        out.push((point.day, level));
        level = get(point);
        out.push((point.day, level));
    }
    out.push((last, level));
    out
}

fn band(plot: &mut Plot<'_>, points: &[IncidencePoint], side: Side, last: f64) -> Drawn {
    if points.iter().all(|point| point.low.is_none() || point.high.is_none()) {
        return Ok(());
    }
    let mut corners = steps(points, last, |point| point.high.unwrap_or(point.value));
    let low = steps(points, last, |point| point.low.unwrap_or(point.value));
    corners.extend(low.into_iter().rev());
    let look = Look::fill(side.soft()).opacity(0.4);
    plot.draw([Mark::new(corners, Shape::Area, look)])
}

/// Whole weeks, months or years, so that the marked day can be one of them.
fn day_step(last: f64, most: f64) -> f64 {
    const STEPS: [f64; 12] = [1.0, 2.0, 5.0, 7.0, 10.0, 14.0, 30.0, 60.0, 90.0, 180.0, 360.0, 720.0];
    let found = STEPS.into_iter().find(|step| last / step <= most);
    found.unwrap_or_else(|| (last / most / 360.0).ceil() * 360.0)
}

fn days(
    root: &Root<'_>,
    plot: &Plot<'_>,
    data: &Incidence,
    (last, size, place): (f64, Size, Place),
    day: &dyn Fn(f64) -> String,
) -> Drawn {
    let step = day_step(last, size.pick(9.0, 5.0));
    let count = (last / step).floor().min(12.0) as u32;
    let labels: Vec<(f64, Label)> = (0..=count)
        .map(|index| {
            let at = f64::from(index) * step;
            let label = Label::new(&day(at)).size(small(size)).muted().within(90.0);
            let half = label.width() / 2.0;
            (plot.x(at).clamp(half, size.width() - half), label.middle())
        })
        .collect();
    let spans: Vec<(f64, f64)> = labels.iter().map(|(x, label)| label.span(*x)).collect();
    for ((x, label), shown) in labels.into_iter().zip(thin(&spans, 12.0)) {
        if shown {
            root.draw(&label.at(pt(x, place.bottom + 15.0)))?;
        }
    }
    let axis = Label::new(&data.axis).size(small(size)).muted();
    let axis = axis.within(size.width() - 8.0).middle();
    let half = axis.width() / 2.0;
    let x = f64::midpoint(place.left, place.right).clamp(half, size.width() - half);
    root.draw(&axis.at(pt(x, place.bottom + 34.0)))
}

fn mark_line(root: &Root<'_>, plot: &Plot<'_>, data: &Incidence, place: Place, size: Size) -> Drawn {
    let Some((day, text)) = &data.mark else {
        return Ok(());
    };
    let Some(day) = sane(*day) else {
        return Ok(());
    };
    let x = plot.x(day.max(0.0));
    let line = vec![pt(crisp(x), 18.0), pt(crisp(x), place.bottom)];
    root.draw(&Mark::line(line, Pen::dashed(Ink::Muted, 1.5)))?;
    let label = Label::new(text).size(small(size)).muted();
    let label = label.within(size.width() - 8.0).middle();
    let half = label.width() / 2.0;
    root.draw(&label.at(pt(x.clamp(half, (size.width() - half).max(half)), 9.0)))
}

/// A dot where each curve crosses the marked day, with its value: left above the highest, right
/// beneath the others, where a rising curve leaves room.
fn values_at_mark(
    root: &Root<'_>,
    plot: &mut Plot<'_>,
    data: &Incidence,
    curves: &[(Points, &IncidenceCurve)],
    (place, size): (Place, Size),
) -> Drawn {
    let Some(day) = data.mark.as_ref().and_then(|mark| sane(mark.0)) else {
        return Ok(());
    };
    let value = |points: &Points| {
        let before = points.iter().rev().find(|point| point.day <= day);
        before.map_or(0.0, |point| point.value)
    };
    let highest = curves.iter().map(|(points, _)| value(points)).fold(0.0, f64::max);
    let mut reached = f64::NEG_INFINITY;
    let mut sorted: Vec<&(Points, &IncidenceCurve)> = curves.iter().collect();
    sorted.sort_by(|a, b| value(&b.0).total_cmp(&value(&a.0)));
    for (points, curve) in sorted {
        let look = Look::fill(curve.side.solid()).pen(Pen::new(Ink::Surface, 1.5));
        let at = (day.max(0.0), value(points));
        plot.draw([Mark::dot(at, super::dots::shape(curve.side, 5.5), look)])?;
        let label = Label::new(&curve.label).bold().ink(curve.side.text()).halo();
        let (x, y) = plot.pixel(at.0, at.1);
        let top = value(points) >= highest && x - 10.0 - label.width() > place.left;
        let label = label.within(size.width() * 0.5 - 12.0);
        if top && y - 16.0 > place.top && reached.is_infinite() {
            root.draw(&label.end().at(pt(x - 10.0, y - 14.0)))?;
            reached = y;
            continue;
        }
        let below = (y + 15.0).min(place.bottom - 9.0).max(reached + 17.0);
        if below > place.bottom + 2.0 {
            continue;
        }
        reached = below;
        if x + 10.0 + label.width() < place.right {
            root.draw(&label.at(pt(x + 10.0, below)))?;
        } else {
            let label = label.within(x - 12.0).end();
            root.draw(&label.at(pt(x - 10.0, below)))?;
        }
    }
    Ok(())
}

fn ends(root: &Root<'_>, plot: &Plot<'_>, curves: &[(Points, &IncidenceCurve)], (place, size): (Place, Size)) -> Drawn {
    let wanted: Vec<(f64, f64)> = curves
        .iter()
        .map(|(points, _)| {
            let value = points.last().map_or(0.0, |point| point.value);
            (plot.pixel(0.0, value).1 - 8.0, 16.0)
        })
        .collect();
    let limits = (place.top - 8.0, place.bottom + 6.0);
    for ((_, curve), y) in curves.iter().zip(spread(&wanted, 1.0, limits)) {
        root.draw(&name(curve, size).at(pt(place.right + 7.0, y + 8.0)))?;
    }
    Ok(())
}
