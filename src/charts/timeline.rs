//! One deal: its stages as bands, what was done about it as marks above and below.

use super::{
    Frame, Side, Size,
    axis::thin,
    canvas::crisp,
    element::{Label, Look, Mark, Shape},
    ink::{Ink, Pen},
    place::{Flag, GAP, Hang, Spot, flags},
    sheet::{Drawn, Plot, Root, Span, nothing, pt, sheet, small},
};

/// A deal's history. Days are counted from any common day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The stages in order; they do not overlap.
    pub bands: Vec<Band>,
    /// Marketing's stand above the bands as squares, the others below as circles.
    pub touches: Vec<TouchMark>,
    /// The outcome, today, follow-ups.
    pub milestones: Vec<Milestone>,
    /// Stands at the line where marketing's last band ends and sales' first begins; may be empty.
    pub handoff: String,
    /// Days to name on the axis.
    pub ticks: Vec<(i32, String)>,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// First day.
    pub from: i32,
    /// Day on which the next begins.
    pub to: i32,
    /// The stage's name.
    pub name: String,
    /// Who owns the stage.
    pub side: Side,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchMark {
    /// When.
    pub day: i32,
    /// By whom.
    pub side: Side,
    /// What: "Webinar".
    pub label: String,
}

/// A day that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// When.
    pub day: i32,
    /// Such as "Won, €12,000".
    pub label: String,
    /// Which mark it gets.
    pub kind: MilestoneKind,
}

/// What a milestone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MilestoneKind {
    /// A filled diamond.
    Won,
    /// A cross.
    Lost,
    /// The deal is open: a hollow circle at the day of the data.
    Now,
    /// After the win: a hollow circle.
    FollowUp,
}

/// A label with the line that leads to it: where on the scale, and how far the line reaches.
struct Note {
    x: f64,
    /// The end of the line at the bands.
    y: f64,
    label: Label,
    first: bool,
}

const BAND: f64 = 32.0;
const LANE: f64 = 18.0;
/// From a band's edge to the middle of the nearest marks.
const MARKS: f64 = 13.0;
/// Between marks that would touch and are put one beyond the other.
const STACK: f64 = 12.0;
/// Room right of the last day, for the outcome's mark.
const AFTER: f64 = 26.0;

/// Days beyond this are no dates.
const DAY: i32 = 10_000_000;

/// Draws the deal.
#[must_use]
pub fn timeline(frame: &Frame<'_>, data: &Timeline, size: Size) -> String {
    let data = &cleaned(data);
    let days = data.bands.iter().flat_map(|band| [band.from, band.to]);
    let days = days
        .chain(data.touches.iter().map(|touch| touch.day))
        .chain(data.milestones.iter().map(|milestone| milestone.day))
        .map(|day| day.clamp(-DAY, DAY));
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else {
        return nothing(frame, "timeline", size);
    };
    let (first, last) = if first == last {
        (first - 1, last + 1)
    } else {
        (first, last)
    };
    let scale = Scale {
        first: f64::from(first),
        last: f64::from(last),
        left: 8.0,
        right: size.width() - AFTER,
    };
    let above = stacked(data, &scale, true);
    let below = stacked(data, &scale, false);
    let ends = milestones(data, &scale);
    let mut upper = notes_above(&above, &ends, size);
    let mut lower = notes_below(data, &scale, &below, &ends, size);
    let (upper_spots, upper_lanes) = hang(&mut upper, size);
    let (lower_spots, lower_lanes) = hang(&mut lower, size);
    let top = depth(&above) + upper_lanes as f64 * LANE + 4.0;
    let bottom = top + BAND + depth(&below) + lower_lanes as f64 * LANE + 8.0;
    sheet(frame, "timeline", size, bottom + 28.0, |root| {
        let place = (scale.left, scale.right);
        let span = Span::plain(scale.first, scale.last);
        let mut plot = Plot::rows(root, place, bottom + 28.0, span)?;
        hung(
            root,
            &upper,
            &upper_spots,
            Lanes {
                from: top,
                lift: -depth(&above),
            },
        )?;
        let lanes = Lanes {
            from: top + BAND,
            lift: depth(&below),
        };
        hung(root, &lower, &lower_spots, lanes)?;
        bands(root, &mut plot, data, top)?;
        handoff(root, data, &scale, top)?;
        touches(root, &above, (top, -1.0))?;
        touches(root, &below, (top + BAND, 1.0))?;
        outcome(root, &ends, &scale, data, top + BAND / 2.0)?;
        ticks(root, data, &scale, size, bottom)
    })
}

/// Bands in order, each beginning where the one before ends at the earliest, and days that are dates.
fn cleaned(data: &Timeline) -> Timeline {
    let mut data = data.clone();
    data.bands.sort_by_key(|band| (band.from, band.to));
    let mut reached = -DAY;
    for band in &mut data.bands {
        band.from = band.from.clamp(reached, DAY);
        band.to = band.to.clamp(band.from, DAY);
        reached = band.to;
    }
    data
}

/// Days to pixels; the same as the plot's, known before there is a plot.
struct Scale {
    first: f64,
    last: f64,
    left: f64,
    right: f64,
}

impl Scale {
    fn x(&self, day: i32) -> f64 {
        let part = (f64::from(day) - self.first) / (self.last - self.first);
        self.left + part.clamp(0.0, 1.0) * (self.right - self.left)
    }
}

/// A touch with its place: how many marks lie between it and the bands.
struct Stacked<'a> {
    touch: &'a TouchMark,
    x: f64,
    level: usize,
}

fn stacked<'a>(data: &'a Timeline, scale: &Scale, above: bool) -> Vec<Stacked<'a>> {
    let mut touches: Vec<&TouchMark> = data
        .touches
        .iter()
        .filter(|touch| (touch.side == Side::Marketing) == above)
        .collect();
    touches.sort_by_key(|touch| touch.day);
    let mut reached = [f64::NEG_INFINITY; 4];
    let mut out = Vec::with_capacity(touches.len());
    for touch in touches {
        let x = scale.x(touch.day);
        let level = reached.iter().position(|&end| x - end >= 11.0).unwrap_or(3);
        reached[level] = x;
        out.push(Stacked { touch, x, level });
    }
    out
}

/// From the band's edge to where labels may begin.
fn depth(marks: &[Stacked<'_>]) -> f64 {
    let levels = marks.iter().map(|mark| mark.level).max();
    levels.map_or(6.0, |level| MARKS + level as f64 * STACK + 9.0)
}

fn distance(level: usize) -> f64 {
    MARKS + level as f64 * STACK
}

/// The milestones with their places: moved past the bands' end, and apart.
fn milestones<'a>(data: &'a Timeline, scale: &Scale) -> Vec<(&'a Milestone, f64)> {
    let end = data.bands.iter().map(|band| band.to).max();
    let end = end.map_or(f64::NEG_INFINITY, |day| scale.x(day));
    let mut sorted: Vec<&Milestone> = data.milestones.iter().collect();
    sorted.sort_by_key(|milestone| milestone.day);
    let mut reached = f64::NEG_INFINITY;
    sorted
        .into_iter()
        .map(|milestone| {
            let x = scale.x(milestone.day);
            let x = if x > end - 12.0 { x.max(end + 12.0) } else { x };
            let x = x.max(reached + 14.0).min(scale.right + AFTER - 9.0);
            reached = x;
            (milestone, x)
        })
        .collect()
}

fn note(text: &str, size: Size) -> Label {
    Label::new(text).size(small(size))
}

/// How wide a note may be: as wide as all find room, the last where some do not even so.
const fn widths(size: Size) -> [f64; 3] {
    match size {
        Size::Wide => [480.0, 320.0, 220.0],
        Size::Narrow => [300.0, 220.0, 150.0],
    }
}

fn notes_above(marks: &[Stacked<'_>], ends: &[(&Milestone, f64)], size: Size) -> Vec<Note> {
    let touches = marks.iter().map(|mark| Note {
        x: mark.x,
        y: -distance(mark.level) - 6.0,
        label: note(&mark.touch.label, size).ink(Ink::MktText),
        first: false,
    });
    let outcomes = ends
        .iter()
        .filter(|(milestone, _)| milestone.kind != MilestoneKind::FollowUp)
        .map(|&(milestone, x)| Note {
            x,
            y: BAND / 2.0 - 9.0,
            label: note(&milestone.label, size).bold().ink(match milestone.kind {
                MilestoneKind::Won => Ink::Good,
                MilestoneKind::Lost => Ink::Bad,
                _ => Ink::Text,
            }),
            first: true,
        });
    touches.chain(outcomes).collect()
}

fn notes_below(
    data: &Timeline,
    scale: &Scale,
    marks: &[Stacked<'_>],
    ends: &[(&Milestone, f64)],
    size: Size,
) -> Vec<Note> {
    let touches = marks.iter().map(|mark| Note {
        x: mark.x,
        y: distance(mark.level) + 6.0,
        label: note(&mark.touch.label, size).ink(mark.touch.side.text()),
        first: false,
    });
    let follow_ups = ends
        .iter()
        .filter(|(milestone, _)| milestone.kind == MilestoneKind::FollowUp)
        .map(|&(milestone, x)| Note {
            x,
            y: 9.0 - BAND / 2.0,
            label: note(&milestone.label, size),
            first: true,
        });
    let handoff = handed(data).map(|day| Note {
        x: scale.x(day),
        y: 8.0,
        label: note(&data.handoff, size).muted(),
        first: true,
    });
    let names = data
        .bands
        .iter()
        .filter(|band| !name_fits(band, scale))
        .map(|band| Note {
            x: f64::midpoint(scale.x(band.from), scale.x(band.to)),
            y: 1.0,
            label: note(&band.name, size).bold().ink(band.side.text()),
            first: true,
        });
    let handoff = handoff.filter(|note| !note.label.text.is_empty());
    touches.chain(follow_ups).chain(handoff).chain(names).collect()
}

fn name_fits(band: &Band, scale: &Scale) -> bool {
    let room = scale.x(band.to) - scale.x(band.from) - 18.0;
    Label::new(&band.name).width() <= room
}

/// The day on which sales takes over from marketing.
fn handed(data: &Timeline) -> Option<i32> {
    let index = data.bands.iter().position(|band| band.side == Side::Sales)?;
    data.bands[..index]
        .iter()
        .any(|band| band.side == Side::Marketing)
        .then(|| data.bands[index].from)
}

/// Lanes of notes on one side of the bands.
const LANES: usize = 6;

/// Finds places for notes, cut no more than has to be.
fn hang(notes: &mut [Note], size: Size) -> (Vec<Option<Spot>>, usize) {
    let widest = notes.iter().map(|note| note.label.width()).fold(0.0, f64::max);
    let widths = widths(size);
    // Of those that cut nothing only the last is tried.
    let cuts = widths.iter().position(|width| widest > *width);
    let wanted = cuts.map_or(widths.len() - 1, |first| first.saturating_sub(1));
    let mut spots = Vec::new();
    for (index, width) in widths.into_iter().enumerate().skip(wanted) {
        let flag = |note: &Note| Flag {
            x: note.x,
            width: note.label.clone().within(width).width(),
            first: note.first,
        };
        let hung: Vec<Flag> = notes.iter().map(flag).collect();
        spots = flags(&hung, (0.0, size.width()), LANES);
        if spots.iter().all(Option::is_some) || index + 1 == widths.len() {
            for note in notes.iter_mut() {
                note.label = note.label.clone().within(width);
            }
            break;
        }
    }
    let lanes = spots.iter().flatten().map(|spot| spot.lane + 1).max();
    (spots, lanes.unwrap_or(0))
}

/// Where lanes begin: an edge of the bands, and how far from it lane 0 is (upwards if negative).
#[derive(Clone, Copy)]
struct Lanes {
    from: f64,
    lift: f64,
}

fn hung(root: &Root<'_>, notes: &[Note], spots: &[Option<Spot>], lanes: Lanes) -> Drawn {
    let way = lanes.lift.signum();
    for (note, spot) in notes.iter().zip(spots) {
        let Some(spot) = *spot else { continue };
        let x = crisp(note.x);
        let end = lanes.from + lanes.lift + way * (spot.lane as f64 + 1.0) * LANE;
        let line = vec![pt(x, lanes.from + note.y), pt(x, end - way * 3.0)];
        root.draw(&Mark::line(line, Pen::new(Ink::Lost, 1.0)))?;
        let y = end - way * LANE / 2.0;
        let label = note.label.clone();
        root.draw(&match spot.hang {
            Hang::Right => label.at(pt(x + GAP, y)),
            Hang::Left => label.end().at(pt(x - GAP, y)),
        })?;
    }
    Ok(())
}

fn bands(root: &Root<'_>, plot: &mut Plot<'_>, data: &Timeline, top: f64) -> Drawn {
    for band in &data.bands {
        let (from, to) = (
            f64::from(band.from.clamp(-DAY, DAY)),
            f64::from(band.to.clamp(-DAY, DAY)),
        );
        // A stage of no days is still there.
        let thin = plot.x(to) - plot.x(from) < 4.0;
        let look = Look::fill(band.side.solid());
        let look = if thin {
            look.pen(Pen::new(band.side.solid(), 1.0))
        } else {
            look
        };
        let inset = if thin { 0.0 } else { 1.5 };
        plot.draw([Mark::bar((from, top), (to, top + BAND), look)
            .inset(inset, inset)
            .title(&band.name)])?;
        let left = plot.x(from) + 9.0;
        let name = Label::new(&band.name).ink(Ink::Surface);
        if name.width() <= plot.x(to) - left - 9.0 {
            root.draw(&name.at(pt(left, top + BAND / 2.0)))?;
        }
    }
    Ok(())
}

fn handoff(root: &Root<'_>, data: &Timeline, scale: &Scale, top: f64) -> Drawn {
    let Some(day) = handed(data) else {
        return Ok(());
    };
    let x = crisp(scale.x(day));
    let line = vec![pt(x, top - 8.0), pt(x, top + BAND + 8.0)];
    root.draw(&Mark::line(line, Pen::dashed(Ink::Text, 1.5)))
}

/// Squares for marketing, circles for sales and others; `way` is up (-1) or down (1).
fn touches(root: &Root<'_>, marks: &[Stacked<'_>], (edge, way): (f64, f64)) -> Drawn {
    for mark in marks {
        let y = edge + way * distance(mark.level);
        let rim = Pen::new(Ink::Surface, 1.5);
        let look = Look::fill(mark.touch.side.solid()).pen(rim);
        let shape = match mark.touch.side {
            Side::Marketing => Shape::Square(5.0),
            Side::Sales => Shape::Circle(5.5),
            Side::Neutral => Shape::Diamond(6.0),
        };
        root.draw(&Mark::dot(pt(mark.x, y), shape, look).title(&mark.touch.label))?;
    }
    Ok(())
}

/// The marks on the line of the bands, and the dotted line that leads to them.
fn outcome(root: &Root<'_>, ends: &[(&Milestone, f64)], scale: &Scale, data: &Timeline, y: f64) -> Drawn {
    let end = data.bands.iter().map(|band| band.to).max();
    let end = end.map_or(scale.left, |day| scale.x(day));
    let last = ends.iter().map(|&(_, x)| x).fold(end, f64::max);
    if last > end + 16.0 {
        let line = vec![pt(end + 3.0, crisp(y)), pt(last, crisp(y))];
        root.draw(&Mark::line(line, Pen::dotted(Ink::Strong, 1.5)))?;
    }
    for &(milestone, x) in ends {
        let rim = Pen::new(Ink::Surface, 2.0);
        let at = pt(x, y);
        let mark = match milestone.kind {
            MilestoneKind::Won => Mark::dot(at, Shape::Diamond(8.5), Look::fill(Ink::Good).pen(rim)),
            MilestoneKind::Lost => {
                root.draw(&Mark::dot(at, Shape::Circle(9.0), Look::fill(Ink::Surface)))?;
                Mark::dot(at, Shape::Cross(5.0), Look::line(Pen::new(Ink::Bad, 3.0)))
            }
            MilestoneKind::Now => Mark::dot(at, Shape::Circle(5.5), Look::hollow(Ink::Text, 2.0)),
            MilestoneKind::FollowUp => Mark::dot(at, Shape::Circle(5.0), Look::hollow(Ink::Sales, 2.0)),
        };
        root.draw(&mark.title(&milestone.label))?;
    }
    Ok(())
}

fn ticks(root: &Root<'_>, data: &Timeline, scale: &Scale, size: Size, y: f64) -> Drawn {
    let y = crisp(y);
    let axis = vec![pt(scale.left, y), pt(scale.right, y)];
    root.draw(&Mark::line(axis, Pen::new(Ink::Strong, 1.0)))?;
    let within = |day: i32| f64::from(day) >= scale.first && f64::from(day) <= scale.last;
    let mut days: Vec<&(i32, String)> = data.ticks.iter().filter(|tick| within(tick.0)).collect();
    days.sort_by_key(|tick| tick.0);
    let labels: Vec<(f64, f64, Label)> = days
        .into_iter()
        .map(|(day, text)| {
            let label = Label::new(text).size(small(size)).muted().within(120.0);
            let half = label.width() / 2.0;
            let x = scale.x(*day);
            (x, x.clamp(half, size.width() - half), label.middle())
        })
        .collect();
    let spans: Vec<(f64, f64)> = labels.iter().map(|(_, x, label)| label.span(*x)).collect();
    for ((mark, x, label), shown) in labels.into_iter().zip(thin(&spans, 12.0)) {
        if shown {
            let tick = vec![pt(crisp(mark), y), pt(crisp(mark), y + 5.0)];
            root.draw(&Mark::line(tick, Pen::new(Ink::Strong, 1.0)))?;
            root.draw(&label.at(pt(x, y + 16.0)))?;
        }
    }
    Ok(())
}
