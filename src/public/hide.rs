//! Which counts are hidden, so that no hidden one can be worked out from what is shown.
//!
//! All counts that are published, and the ones between them that are not, are quantities of one [`System`]: whole
//! numbers that are zero or more, bound by sums. Small counts are hidden first. Then, for each hidden one, a *move*
//! is looked for: another value of it, with the other hidden quantities changed along, under which every count that
//! is shown, every sum and every label stays what it is. Where there is none, counts that are shown are hidden too,
//! the cheapest that make one possible. So each hidden count keeps its move as a proof that a reader who knows all
//! sums cannot tell it: at least two values of it fit everything that is shown.
//!
//! Hiding more never breaks a move, since it only uses what was hidden before. [`System::proves`] checks all of
//! them again, without the search. The problem is that of complementary cell suppression (Fischetti & Salazar 2000;
//! Gusfield 1988 for moves as circuits); the search is a heuristic, the proof is not.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// How a quantity takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is shown, unless it is hidden; hiding it costs so much.
    Published(u32),
    /// It is printed nowhere, but a small one must not follow either.
    Secret,
    /// It is printed nowhere and says nothing of its own.
    Free,
    /// Anybody knows it.
    Known,
}

/// A number of deals.
#[derive(Clone, Copy, Debug)]
struct Quantity {
    value: i64,
    role: Role,
}

/// A sum with signs.
type Terms = Vec<(usize, i64)>;

/// A way in which the hidden quantities could be otherwise: quantity and difference.
pub type Move = Vec<(usize, i64)>;

/// Quantities and the sums between them.
#[derive(Clone, Debug, Default)]
pub struct System {
    quantities: Vec<Quantity>,
    /// Sums that are zero.
    sums: Vec<Terms>,
    /// Sums that are zero or more.
    bounds: Vec<Terms>,
    /// The sums that a quantity stands in, with its sign there, and the bounds.
    sums_of: Vec<Vec<(usize, i64)>>,
    bounds_of: Vec<Vec<usize>>,
}

/// What is hidden, with the proof that it stays so.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Hiding {
    /// By quantity.
    pub hidden: Vec<bool>,
    /// Moves that together change every hidden quantity.
    pub moves: Vec<Move>,
}

/// No move was found for this quantity: nothing of the system can be published.
#[derive(Debug, PartialEq, Eq)]
pub struct Stuck(pub usize);

/// What a broken sum counts in the order of half-made moves, beside what mending it costs; and how many of them are
/// looked at for one quantity.
const HASTE: [(u64, usize); 3] = [(0, 300), (3_000, 4_000), (1_000_000, 4_000)];
/// How many quantities of a long sum are tried.
const CHOICES: usize = 24;

/// A half-made move in the queue: its cost, the sums that it still breaks, its length, its place.
type Queued = Reverse<(u64, usize, usize, usize)>;

impl System {
    /// Adds a quantity; gives its place.
    pub fn quantity(&mut self, value: i64, role: Role) -> usize {
        self.quantities.push(Quantity { value, role });
        self.sums_of.push(Vec::new());
        self.bounds_of.push(Vec::new());
        self.quantities.len() - 1
    }

    /// Says that a sum is zero: `whole − part − part = 0`.
    pub fn is_zero(&mut self, terms: Terms) {
        for (q, sign) in &terms {
            self.sums_of[*q].push((self.sums.len(), *sign));
        }
        self.sums.push(terms);
    }

    /// Says that a sum is zero or more.
    pub fn is_not_negative(&mut self, terms: Terms) {
        for (q, _) in &terms {
            self.bounds_of[*q].push(self.bounds.len());
        }
        self.bounds.push(terms);
    }

    /// Says that a whole is the sum of its parts.
    pub fn adds_up(&mut self, whole: usize, parts: impl IntoIterator<Item = usize>) {
        let parts = parts.into_iter().map(|part| (part, -1));
        self.is_zero(std::iter::once((whole, 1)).chain(parts).collect());
    }

    /// Prints a quantity nowhere; a small one must not follow all the same.
    pub fn silence(&mut self, quantity: usize) {
        self.quantities[quantity].role = Role::Secret;
    }

    /// The value of a quantity.
    pub fn value(&self, quantity: usize) -> i64 {
        self.quantities[quantity].value
    }

    /// Whether a quantity is published and small.
    fn is_small(&self, quantity: usize, minimum: i64) -> bool {
        let q = self.quantities[quantity];
        matches!(q.role, Role::Published(_)) && (1..minimum).contains(&q.value)
    }

    /// Whether nobody may be able to tell a quantity.
    fn is_sensitive(&self, quantity: usize, minimum: i64) -> bool {
        let q = self.quantities[quantity];
        matches!(q.role, Role::Published(_) | Role::Secret) && (1..minimum).contains(&q.value)
    }

    /// Whether the sums and bounds hold for the true values.
    pub fn holds(&self) -> bool {
        let sum = |terms: &Terms| terms.iter().map(|(q, sign)| sign * self.value(*q)).sum::<i64>();
        self.sums.iter().all(|terms| sum(terms) == 0) && self.bounds.iter().all(|terms| sum(terms) >= 0)
    }

    /// Hides what has to be hidden where counts below `minimum` are.
    ///
    /// # Errors
    /// A quantity for which no move was found.
    pub fn hide(&self, minimum: i64) -> Result<Hiding, Stuck> {
        let all = 0..self.quantities.len();
        let mut hiding = Hiding {
            hidden: all.clone().map(|q| self.is_small(q, minimum)).collect(),
            moves: Vec::new(),
        };
        let mut moved = vec![false; self.quantities.len()];
        for q in all {
            if !self.is_sensitive(q, minimum) || moved[q] {
                continue;
            }
            let found = self.search(q, &hiding.hidden, minimum).ok_or(Stuck(q))?;
            for (other, _) in &found {
                moved[*other] = true;
                if matches!(self.quantities[*other].role, Role::Published(_)) {
                    hiding.hidden[*other] = true;
                }
            }
            hiding.moves.push(found);
        }
        Ok(hiding)
    }

    /// Whether the moves prove that nothing hidden can be told.
    pub fn proves(&self, hiding: &Hiding, minimum: i64) -> bool {
        let keeps = |found: &Move| {
            let by: BTreeMap<usize, i64> = found.iter().copied().collect();
            let sum = |terms: &Terms| terms.iter().map(|(q, s)| s * by.get(q).unwrap_or(&0)).sum::<i64>();
            let value = |terms: &Terms| terms.iter().map(|(q, s)| s * self.value(*q)).sum::<i64>();
            by.len() == found.len()
                && self.sums.iter().all(|terms| sum(terms) == 0)
                && self.bounds.iter().all(|terms| value(terms) + sum(terms) >= 0)
                && found.iter().all(|(q, by)| {
                    let shown = matches!(self.quantities[*q].role, Role::Published(_)) && !hiding.hidden[*q];
                    *by != 0 && !shown && self.allows(*q, *by, minimum)
                })
        };
        let moved: BTreeSet<usize> = hiding.moves.iter().flatten().map(|(q, _)| *q).collect();
        hiding.moves.iter().all(keeps)
            && (0..self.quantities.len()).all(|q| {
                let hidden = hiding.hidden[q];
                let must = self.is_sensitive(q, minimum) || hidden;
                (!self.is_small(q, minimum) || hidden) && (!must || moved.contains(&q))
            })
    }

    /// Whether a quantity could be otherwise by so much and be labelled as it is: a small count stays one, and what
    /// is hidden beside it stays none. Nothing that is zero becomes something, or the other way.
    fn allows(&self, quantity: usize, by: i64, minimum: i64) -> bool {
        let Quantity { value, role } = self.quantities[quantity];
        let now = value + by;
        match role {
            Role::Known => false,
            Role::Free | Role::Secret => now >= 0,
            Role::Published(_) if value == 0 => false,
            Role::Published(_) if value < minimum => (1..minimum).contains(&now),
            Role::Published(_) => now >= minimum,
        }
    }

    /// What it costs to use a quantity in a move.
    fn cost(&self, quantity: usize, hidden: &[bool]) -> u64 {
        match self.quantities[quantity].role {
            Role::Published(cost) if !hidden[quantity] => u64::from(cost),
            _ => 0,
        }
    }

    /// A cheap move that changes a quantity, as far as a limited search finds one: at first the half-made move that
    /// promises to be the cheapest is looked at, then more and more the one that seems to be nearest its end.
    fn search(&self, start: usize, hidden: &[bool], minimum: i64) -> Option<Move> {
        HASTE
            .into_iter()
            .find_map(|how| self.search_with(start, hidden, minimum, how))
    }

    fn search_with(&self, start: usize, hidden: &[bool], minimum: i64, (haste, tries): (u64, usize)) -> Option<Move> {
        let mut made: Vec<(u64, Move)> = Vec::new();
        let mut queue: BinaryHeap<Queued> = BinaryHeap::new();
        let add = |queue: &mut BinaryHeap<Queued>, made: &mut Vec<(u64, Move)>, found: Move, cost: u64| {
            let broken = self.broken(&found);
            // What it will cost at least to mend each sum that is broken; none where one cannot be mended.
            let rest = broken.iter().map(|(terms, by)| {
                let choices = self.choices(terms, *by, &found, hidden, minimum);
                choices.map(|(cost, _, _)| cost + 1).min()
            });
            if let Some(rest) = rest.sum::<Option<u64>>() {
                queue.push(Reverse((
                    cost + rest + haste * broken.len() as u64,
                    broken.len(),
                    found.len(),
                    made.len(),
                )));
                made.push((cost, found));
            }
        };
        for by in [-1, 1] {
            if self.allows(start, by, minimum) {
                add(&mut queue, &mut made, vec![(start, by)], self.cost(start, hidden));
            }
        }
        for _ in 0..tries {
            let Reverse((_, _, _, place)) = queue.pop()?;
            let (cost, found) = std::mem::take(&mut made[place]);
            // The one with the fewest ways to mend it.
            let broken = self.broken(&found).into_iter();
            let ways = broken.map(|(terms, by)| (self.choices(terms, by, &found, hidden, minimum).count(), terms, by));
            let Some((_, terms, by)) = ways.min_by_key(|(ways, _, _)| *ways) else {
                return Some(found);
            };
            let mut choices: Vec<(u64, usize, i64)> = self.choices(terms, by, &found, hidden, minimum).collect();
            choices.sort_by_key(|(cost, q, _)| (*cost, self.sums_of[*q].len(), *q));
            choices.truncate(CHOICES);
            for (more, q, by) in choices {
                let mut longer = found.clone();
                longer.push((q, by));
                add(&mut queue, &mut made, longer, cost + more);
            }
        }
        None
    }

    /// The ways to mend a sum that is off by so much: what each costs, the quantity, its difference.
    fn choices<'s>(
        &'s self,
        terms: &'s Terms,
        by: i64,
        found: &'s Move,
        hidden: &'s [bool],
        minimum: i64,
    ) -> impl Iterator<Item = (u64, usize, i64)> + 's {
        terms
            .iter()
            .filter(|(q, _)| !found.iter().any(|(used, _)| used == q))
            // Signs are 1 and −1.
            .map(move |(q, sign)| (self.cost(*q, hidden), *q, -by * sign))
            .filter(move |(_, q, by)| self.allows(*q, *by, minimum))
    }

    /// The sums and bounds that a move breaks, and by how much.
    fn broken(&self, found: &Move) -> Vec<(&Terms, i64)> {
        let mut sums: BTreeMap<usize, i64> = BTreeMap::new();
        let mut bounds: BTreeSet<usize> = BTreeSet::new();
        for (q, by) in found {
            for (sum, sign) in &self.sums_of[*q] {
                *sums.entry(*sum).or_default() += sign * by;
            }
            bounds.extend(&self.bounds_of[*q]);
        }
        let by = |q: usize| found.iter().find(|(other, _)| *other == q).map_or(0, |m| m.1);
        let bounds = bounds.into_iter().map(|bound| {
            let terms = &self.bounds[bound];
            let value = terms
                .iter()
                .map(|(q, sign)| sign * (self.value(*q) + by(*q)))
                .sum::<i64>();
            (terms, value.min(0))
        });
        let sums = sums.into_iter().map(|(sum, by)| (&self.sums[sum], by));
        sums.chain(bounds).filter(|(_, by)| *by != 0).collect()
    }
}

#[cfg(test)]
#[path = "hide_tests.rs"]
mod tests;
