//! Where labels go so that none stands on another.

/// Which side of its line a flag hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hang {
    Right,
    Left,
}

/// A label that hangs on an upright line at `x`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flag {
    pub(super) x: f64,
    pub(super) width: f64,
    /// Placed before the others where there is not room for all.
    pub(super) first: bool,
}

/// Where a flag was put: lane 0 is nearest to what the flags belong to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) lane: usize,
    pub(super) hang: Hang,
}

/// Between a line and its label, and between labels.
pub(super) const GAP: f64 = 5.0;

/// Puts flags into lanes: no label meets another, and no line, on its way from lane 0 to its own
/// lane, passes through a label. Where no lane is free a flag has no spot, and no line either.
///
/// Flags left of some point hang to the right, those right of it to the left: then every label
/// hangs over lines that end beneath it. The point is the one that leaves out the fewest.
pub(super) fn flags(flags: &[Flag], limits: (f64, f64), lanes: usize) -> Vec<Option<Spot>> {
    let mut sorted: Vec<usize> = (0..flags.len()).collect();
    sorted.sort_by(|&a, &b| flags[a].x.total_cmp(&flags[b].x).then(a.cmp(&b)));
    let mut best: Option<(Score, Vec<Option<Spot>>)> = None;
    // A chart with very many flags shows few of them whichever way, so not every point is tried.
    let step = (flags.len() / 6).max(1);
    for (early, true_to_side) in [(false, false), (false, true), (true, false), (true, true)] {
        for split in (0..=flags.len()).rev().step_by(step) {
            let mut order: Vec<(usize, Hang)> = Vec::with_capacity(flags.len());
            order.extend(sorted[..split].iter().rev().map(|&index| (index, Hang::Right)));
            order.extend(sorted[split..].iter().map(|&index| (index, Hang::Left)));
            if early {
                order.sort_by_key(|&(index, _)| !flags[index].first);
            }
            let spots = hang(flags, &order, limits, lanes, true_to_side);
            let score = score(flags, &spots);
            if best.as_ref().is_none_or(|(found, _)| score < *found) {
                best = Some((score, spots));
            }
        }
        // None left out: the other ways could only save a lane.
        if best.as_ref().is_some_and(|(found, _)| found.1 == 0) {
            break;
        }
    }
    best.map(|(_, spots)| spots).unwrap_or_default()
}

/// What a way to place flags costs: those left out that were to come first, all left out, lanes.
type Score = (usize, usize, usize);

fn score(flags: &[Flag], spots: &[Option<Spot>]) -> Score {
    let out = |first: bool| {
        let pairs = flags.iter().zip(spots);
        pairs
            .filter(|(flag, spot)| spot.is_none() && (flag.first || !first))
            .count()
    };
    let lanes = spots.iter().flatten().map(|spot| spot.lane).sum();
    (out(true), out(false), lanes)
}

/// Gives every flag, in this order, the lowest lane that is free: on the side it wishes if it can, or,
/// `true_to_side`, on the other side only where the wished one has no lane at all.
fn hang(
    flags: &[Flag],
    order: &[(usize, Hang)],
    (left, right): (f64, f64),
    lanes: usize,
    true_to_side: bool,
) -> Vec<Option<Spot>> {
    let mut spots: Vec<Option<Spot>> = vec![None; flags.len()];
    for &(index, wish) in order {
        let other = match wish {
            Hang::Right => Hang::Left,
            Hang::Left => Hang::Right,
        };
        let within = |hang: &Hang| {
            let (from, to) = span(flags[index], *hang);
            from >= left && to <= right
        };
        let sides: Vec<Hang> = [wish, other].into_iter().filter(within).collect();
        let spot = |lane: usize, hang: Hang| Spot { lane, hang };
        let mut options: Vec<Spot> = (0..lanes)
            .flat_map(|lane| sides.iter().map(move |&hang| spot(lane, hang)))
            .collect();
        if true_to_side {
            // Stable, so lanes stay in order within a side.
            options.sort_by_key(|spot| spot.hang != wish);
        }
        spots[index] = options.into_iter().find(|&spot| free(flags, &spots, index, spot));
    }
    spots
}

/// The room of a flag's text and of the line it hangs on.
fn span(flag: Flag, hang: Hang) -> (f64, f64) {
    match hang {
        Hang::Right => (flag.x, flag.x + GAP + flag.width),
        Hang::Left => (flag.x - GAP - flag.width, flag.x),
    }
}

/// The room of a flag's text alone.
fn words(flag: Flag, hang: Hang) -> (f64, f64) {
    match hang {
        Hang::Right => (flag.x + GAP, flag.x + GAP + flag.width),
        Hang::Left => (flag.x - GAP - flag.width, flag.x - GAP),
    }
}

fn free(flags: &[Flag], spots: &[Option<Spot>], index: usize, spot: Spot) -> bool {
    let (from, to) = span(flags[index], spot.hang);
    let strikes = |line: f64, (from, to): (f64, f64)| line > from - 3.0 && line < to + 3.0;
    spots.iter().enumerate().all(|(other, taken)| {
        let Some(taken) = *taken else { return true };
        let (mine, other) = (flags[index], flags[other]);
        let theirs = span(other, taken.hang);
        let apart = to + GAP <= theirs.0 || theirs.1 + GAP <= from;
        (taken.lane != spot.lane || apart)
            && (taken.lane < spot.lane || !strikes(other.x, words(mine, spot.hang)))
            && (taken.lane > spot.lane || !strikes(mine.x, words(other, taken.hang)))
    })
}

/// Moves labels apart along a line, as little as needed and within limits; their order stays. A label
/// is where it wants to begin and how long it is. Where there is not room for all, they run over the
/// lower limit.
pub(super) fn spread(wanted: &[(f64, f64)], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].0.total_cmp(&wanted[b].0).then(a.cmp(&b)));
    let mut at: Vec<f64> = wanted.iter().map(|label| label.0).collect();
    let mut least = low;
    for &index in &order {
        at[index] = at[index].max(least);
        least = at[index] + wanted[index].1 + gap;
    }
    let mut most = high;
    for &index in order.iter().rev() {
        at[index] = at[index].min(most - wanted[index].1);
        most = at[index] - gap;
    }
    at
}
