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
    let rooms: Vec<[Option<Room>; 2]> = flags
        .iter()
        .map(|flag| [Hang::Right, Hang::Left].map(|hang| Room::of(*flag, hang, limits)))
        .collect();
    let mut best: Option<(Score, Vec<Option<Spot>>)> = None;
    let mut order: Vec<(usize, Hang)> = Vec::with_capacity(flags.len());
    // A chart with very many flags shows few of them whichever way, so not every point is tried.
    let step = (flags.len() / 6).max(1);
    for (early, true_to_side) in [(false, false), (false, true), (true, false), (true, true)] {
        for split in (0..=flags.len()).rev().step_by(step) {
            order.clear();
            order.extend(sorted[..split].iter().rev().map(|&index| (index, Hang::Right)));
            order.extend(sorted[split..].iter().map(|&index| (index, Hang::Left)));
            if early {
                order.sort_by_key(|&(index, _)| !flags[index].first);
            }
            let found = best.as_ref().map(|(score, _)| *score);
            best = hang(flags, &rooms, &order, lanes.min(MOST_LANES), true_to_side, found).or(best);
        }
        // None left out: the other ways could only save a lane.
        if best.as_ref().is_some_and(|(found, _)| found.1 == 0) {
            break;
        }
    }
    let Some((score, spots)) = best else {
        return Vec::new();
    };
    if score.1 == 0 || flags.len() > MOST_SEARCHED {
        return spots;
    }
    let mut search = Search {
        flags,
        rooms: &rooms,
        lanes: lanes.min(MOST_LANES),
        steps: 2_000,
        best: (score, spots),
    };
    search.go(
        (0, 0, 0),
        &mut vec![None; flags.len()],
        &mut Vec::new(),
        &(0..flags.len()).collect::<Vec<_>>(),
    );
    search.best.1
}

/// So many flags are placed by search where the quick ways leave any out.
const MOST_SEARCHED: usize = 16;

/// Tries sides and lanes, always of the flag that has the fewest left, until fewer are left out.
struct Search<'a> {
    flags: &'a [Flag],
    rooms: &'a [[Option<Room>; 2]],
    lanes: usize,
    /// How many tries are left.
    steps: u32,
    best: (Score, Vec<Option<Spot>>),
}

impl Search<'_> {
    /// Where a flag may still stand.
    fn choices(&self, index: usize, placed: &[(usize, Room)]) -> Vec<(Spot, Room)> {
        let mut choices = Vec::new();
        for hang in [Hang::Right, Hang::Left] {
            let Some(room) = self.rooms[index][hang as usize] else {
                continue;
            };
            let free = free_lanes(&room, placed, self.lanes);
            let lanes = (0..self.lanes).filter(|lane| free & (1 << lane) != 0);
            choices.extend(lanes.map(|lane| (Spot { lane, hang }, room)));
        }
        choices.sort_by_key(|(spot, _)| spot.lane);
        choices
    }

    fn go(&mut self, score: Score, spots: &mut Vec<Option<Spot>>, placed: &mut Vec<(usize, Room)>, todo: &[usize]) {
        if self.steps == 0 {
            return;
        }
        self.steps -= 1;
        let mut open: Vec<(usize, Vec<(Spot, Room)>)> = Vec::with_capacity(todo.len());
        let mut score = score;
        for &index in todo {
            let choices = self.choices(index, placed);
            if choices.is_empty() {
                score.0 += usize::from(self.flags[index].first);
                score.1 += 1;
            } else {
                open.push((index, choices));
            }
        }
        let best = self.best.0;
        if (score.0, score.1) >= (best.0, best.1) {
            return;
        }
        let fewest = (0..open.len()).min_by_key(|at| open[*at].1.len());
        let Some(at) = fewest else {
            self.best = (score, spots.clone());
            return;
        };
        let (index, choices) = open.swap_remove(at);
        let rest: Vec<usize> = open.iter().map(|(index, _)| *index).collect();
        for (spot, room) in choices {
            spots[index] = Some(spot);
            placed.push((spot.lane, room));
            self.go((score.0, score.1, score.2 + spot.lane), spots, placed, &rest);
            placed.pop();
        }
        spots[index] = None;
        let first = usize::from(self.flags[index].first);
        self.go((score.0 + first, score.1 + 1, score.2), spots, placed, &rest);
    }
}

/// Lanes are bits of a number.
const MOST_LANES: usize = 31;

/// What a way to place flags costs: those left out that were to come first, all left out, lanes.
type Score = (usize, usize, usize);

/// Gives every flag, in this order, the lowest lane that is free: on the side it wishes if it can, or,
/// `true_to_side`, on the other side only where the wished one has no lane at all. Nothing where that
/// costs as much as what was found before.
fn hang(
    flags: &[Flag],
    rooms: &[[Option<Room>; 2]],
    order: &[(usize, Hang)],
    lanes: usize,
    true_to_side: bool,
    found: Option<Score>,
) -> Option<(Score, Vec<Option<Spot>>)> {
    let mut spots: Vec<Option<Spot>> = vec![None; flags.len()];
    let mut placed: Vec<(usize, Room)> = Vec::with_capacity(flags.len());
    let mut score: Score = (0, 0, 0);
    for &(index, wish) in order {
        let other = match wish {
            Hang::Right => Hang::Left,
            Hang::Left => Hang::Right,
        };
        let try_side = |hang: Hang| {
            let room = rooms[index][hang as usize]?;
            Some((lowest_free(&room, &placed, lanes)?, hang, room))
        };
        let choice = match try_side(wish) {
            // Nothing is lower, and of two in one lane the wished one is taken.
            Some(wished) if true_to_side || wished.0 == 0 => Some(wished),
            Some(wished) => Some(try_side(other).filter(|o| o.0 < wished.0).unwrap_or(wished)),
            None => try_side(other),
        };
        if let Some((lane, hang, room)) = choice {
            spots[index] = Some(Spot { lane, hang });
            placed.push((lane, room));
            score.2 += lane;
        } else {
            score.0 += usize::from(flags[index].first);
            score.1 += 1;
        }
        // A cost only grows.
        if found.is_some_and(|found| score >= found) {
            return None;
        }
    }
    Some((score, spots))
}

/// What a flag takes up on one side of its line.
#[derive(Debug, Clone, Copy)]
struct Room {
    line: f64,
    /// The text and the line it hangs on.
    span: (f64, f64),
    /// The text alone.
    words: (f64, f64),
}

impl Room {
    /// The room of a flag on a side, where it lies within the limits.
    fn of(flag: Flag, hang: Hang, (left, right): (f64, f64)) -> Option<Self> {
        let (span, words) = match hang {
            Hang::Right => {
                let end = flag.x + GAP + flag.width;
                ((flag.x, end), (flag.x + GAP, end))
            }
            Hang::Left => {
                let start = flag.x - GAP - flag.width;
                ((start, flag.x), (start, flag.x - GAP))
            }
        };
        let line = flag.x;
        (span.0 >= left && span.1 <= right).then_some(Self { line, span, words })
    }
}

/// The lowest lane in which a flag meets none of those placed.
fn lowest_free(mine: &Room, placed: &[(usize, Room)], lanes: usize) -> Option<usize> {
    let free = free_lanes(mine, placed, lanes);
    (free != 0).then(|| free.trailing_zeros() as usize)
}

/// The lanes in which a flag meets none of those placed, as bits.
fn free_lanes(mine: &Room, placed: &[(usize, Room)], lanes: usize) -> u32 {
    let strikes = |line: f64, (from, to): (f64, f64)| line > from - 3.0 && line < to + 3.0;
    let mut free: u32 = (1 << lanes) - 1;
    for (lane, other) in placed {
        let own = 1 << lane;
        if mine.span.1 + GAP > other.span.0 && other.span.1 + GAP > mine.span.0 {
            free &= !own;
        }
        // Its line runs through all lanes up to its own, mine through all up to mine.
        if strikes(other.line, mine.words) {
            free &= !(own | (own - 1));
        }
        if strikes(mine.line, other.words) {
            free &= own - 1;
        }
    }
    free
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
