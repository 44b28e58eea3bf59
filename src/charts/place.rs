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
        meets: Meetings::of(&rooms),
        lanes: lanes.min(MOST_LANES),
        steps: 2_000,
        spots: vec![None; flags.len()],
        best: (score, spots),
    };
    let all: u32 = (1 << search.lanes) - 1;
    let mut waiting = Waiting::default();
    for (index, rooms) in rooms.iter().enumerate() {
        waiting.push((index, rooms.map(|room| if room.is_some() { all } else { 0 })));
    }
    search.go((0, 0, 0), &waiting);
    search.best.1
}

/// So many flags are placed by search where the quick ways leave any out.
const MOST_SEARCHED: usize = 16;

/// How each flag on each side meets each other one on each side.
struct Meetings([[[[Meeting; 2]; MOST_SEARCHED]; 2]; MOST_SEARCHED]);

impl Meetings {
    fn of(rooms: &[[Option<Room>; 2]]) -> Self {
        let mut all = [[[[Meeting::default(); 2]; MOST_SEARCHED]; 2]; MOST_SEARCHED];
        for (mine, rooms_of_mine) in rooms.iter().enumerate() {
            for (side, room) in rooms_of_mine.iter().enumerate() {
                for (other, rooms_of_other) in rooms.iter().enumerate() {
                    for (other_side, other_room) in rooms_of_other.iter().enumerate() {
                        if let (Some(room), Some(other_room)) = (room, other_room) {
                            all[mine][side][other][other_side] = Meeting::of(room, other_room);
                        }
                    }
                }
            }
        }
        Self(all)
    }
}

/// Flags that have no place yet, each with the lanes that are free for it on either side, as bits.
#[derive(Clone, Copy, Default)]
struct Waiting {
    flags: [(usize, [u32; 2]); MOST_SEARCHED],
    count: usize,
}

impl Waiting {
    fn all(&self) -> &[(usize, [u32; 2])] {
        &self.flags[..self.count]
    }

    fn push(&mut self, flag: (usize, [u32; 2])) {
        self.flags[self.count] = flag;
        self.count += 1;
    }

    /// Takes one out; the last comes in its place.
    fn take(&mut self, at: usize) -> (usize, [u32; 2]) {
        self.count -= 1;
        self.flags.swap(at, self.count);
        self.flags[self.count]
    }
}

/// Tries sides and lanes, always of the flag that has the fewest left, until fewer are left out.
struct Search<'a> {
    flags: &'a [Flag],
    meets: Meetings,
    lanes: usize,
    /// How many tries are left.
    steps: u32,
    spots: Vec<Option<Spot>>,
    best: (Score, Vec<Option<Spot>>),
}

impl Search<'_> {
    fn go(&mut self, mut score: Score, todo: &Waiting) {
        if self.steps == 0 {
            return;
        }
        self.steps -= 1;
        let mut open = Waiting::default();
        for &(index, free) in todo.all() {
            if free == [0, 0] {
                score.0 += usize::from(self.flags[index].first);
                score.1 += 1;
            } else {
                open.push((index, free));
            }
        }
        let best = self.best.0;
        if (score.0, score.1) >= (best.0, best.1) {
            return;
        }
        let choices = |free: &[u32; 2]| free[0].count_ones() + free[1].count_ones();
        let Some(at) = (0..open.count).min_by_key(|at| choices(&open.flags[*at].1)) else {
            self.best = (score, self.spots.clone());
            return;
        };
        let (index, free) = open.take(at);
        for lane in 0..self.lanes {
            for hang in [Hang::Right, Hang::Left] {
                if free[hang as usize] & (1 << lane) == 0 {
                    continue;
                }
                self.spots[index] = Some(Spot { lane, hang });
                let rest = self.without(&open, index, hang, lane);
                self.go((score.0, score.1, score.2 + lane), &rest);
            }
        }
        self.spots[index] = None;
        let first = usize::from(self.flags[index].first);
        self.go((score.0 + first, score.1 + 1, score.2), &open);
    }

    /// Those that wait, without the lanes that a flag takes from them.
    fn without(&self, open: &Waiting, index: usize, hang: Hang, lane: usize) -> Waiting {
        let mut rest = *open;
        for (mine, free) in &mut rest.flags[..rest.count] {
            for (side, free) in free.iter_mut().enumerate() {
                *free &= self.meets.0[*mine][side][index][hang as usize].free(lane);
            }
        }
        rest
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
    let all: u32 = (1 << lanes) - 1;
    let free = |(lane, other): &(usize, Room)| Meeting::of(mine, other).free(*lane);
    placed.iter().map(free).fold(all, |all, free| all & free)
}

/// Where a flag meets another that is placed.
#[derive(Debug, Clone, Copy, Default)]
struct Meeting {
    /// Label on label, in one lane.
    labels: bool,
    /// The other's line, which runs through all lanes up to its own, through this one's words.
    its_line: bool,
    /// This one's line, which runs through all lanes up to this one's, through the other's words.
    my_line: bool,
}

impl Meeting {
    fn of(mine: &Room, other: &Room) -> Self {
        let strikes = |line: f64, (from, to): (f64, f64)| line > from - 3.0 && line < to + 3.0;
        Self {
            labels: mine.span.1 + GAP > other.span.0 && other.span.1 + GAP > mine.span.0,
            its_line: strikes(other.line, mine.words),
            my_line: strikes(mine.line, other.words),
        }
    }

    /// The lanes that stay free where the other is in `lane`, as bits.
    fn free(self, lane: usize) -> u32 {
        let own: u32 = 1 << lane;
        let mut free = u32::MAX;
        if self.labels {
            free &= !own;
        }
        if self.its_line {
            free &= !(own | (own - 1));
        }
        if self.my_line {
            free &= own - 1;
        }
        free
    }
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
