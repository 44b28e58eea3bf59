//! Random small tables, published, and then solved by somebody who tries everything.

use proptest::prelude::*;

use super::*;

/// A table of deals by row and column with its margins: the published quantities are the cells, the rows' and columns'
/// sums, and all.
struct Table {
    system: System,
    rows: usize,
    columns: usize,
}

impl Table {
    fn new(cells: &[Vec<i64>]) -> Self {
        let (rows, columns) = (cells.len(), cells[0].len());
        let mut system = System::default();
        for value in cells.iter().flatten() {
            system.quantity(*value, Role::Published(10));
        }
        let cell = |r: usize, c: usize| r * columns + c;
        for (r, row) in cells.iter().enumerate() {
            let sum = row.iter().sum();
            let whole = system.quantity(sum, Role::Published(40));
            system.adds_up(whole, (0..columns).map(|c| cell(r, c)));
        }
        for c in 0..columns {
            let sum = cells.iter().map(|row| row[c]).sum();
            let whole = system.quantity(sum, Role::Published(40));
            system.adds_up(whole, (0..rows).map(|r| cell(r, c)));
        }
        let all = system.quantity(cells.iter().flatten().sum(), Role::Published(200));
        system.adds_up(all, (0..rows).map(|r| rows * columns + r));
        Self { system, rows, columns }
    }

    /// Every value that each quantity can have, for somebody who sees what is shown and knows what the labels mean:
    /// by going through all tables whose cells are at most `most`.
    fn possible(&self, hiding: &Hiding, minimum: i64, most: i64) -> Vec<BTreeSet<i64>> {
        let mut possible = vec![BTreeSet::new(); self.system.quantities.len()];
        let mut cells = vec![0; self.rows * self.columns];
        self.fill(0, &mut cells, (hiding, minimum, most), &mut possible);
        possible
    }

    /// Whether a value fits what is shown of a quantity.
    fn fits(&self, q: usize, value: i64, (hiding, minimum): (&Hiding, i64)) -> bool {
        let truth = self.system.value(q);
        match (hiding.hidden[q], truth > 0 && truth < minimum) {
            (false, _) => value == truth,
            (true, true) => value > 0 && value < minimum,
            // A count that is hidden beside a small one is none itself.
            (true, false) => value == 0 || value >= minimum,
        }
    }

    fn fill(&self, at: usize, cells: &mut Vec<i64>, how: (&Hiding, i64, i64), possible: &mut Vec<BTreeSet<i64>>) {
        let seen = (how.0, how.1);
        let (inner, columns) = (cells.len(), self.columns);
        // A row that is full has a sum, and its sum has to fit.
        if at > 0 && at.is_multiple_of(columns) {
            let r = at / columns - 1;
            let sum = cells[r * columns..at].iter().sum();
            if !self.fits(inner + r, sum, seen) {
                return;
            }
        }
        if at < inner {
            for value in 0..=how.2 {
                if self.fits(at, value, seen) {
                    cells[at] = value;
                    self.fill(at + 1, cells, how, possible);
                }
            }
            return;
        }
        let mut values = cells.clone();
        values.extend((0..self.rows).map(|r| cells[r * columns..(r + 1) * columns].iter().sum::<i64>()));
        values.extend((0..columns).map(|c| (0..self.rows).map(|r| cells[r * columns + c]).sum::<i64>()));
        values.push(cells.iter().sum());
        if values.iter().enumerate().all(|(q, value)| self.fits(q, *value, seen)) {
            for (q, value) in values.into_iter().enumerate() {
                possible[q].insert(value);
            }
        }
    }
}

/// By hand: of 9 = 3 + 6 the 3 would follow, so that the 6 or the 9 is hidden too; alone in its row it takes another.
#[test]
fn a_small_count_is_hidden_with_others() {
    let table = Table::new(&[vec![3, 6], vec![7, 8]]);
    let hiding = table.system.hide(5).unwrap();
    assert!(table.system.proves(&hiding, 5));
    assert!(hiding.hidden[0]);
    // 3 = 9 − 6 and 3 = 10 − 7: in its row and its column something else is hidden too.
    assert!(hiding.hidden[1] || hiding.hidden[4]);
    assert!(hiding.hidden[2] || hiding.hidden[6]);
    let possible = table.possible(&hiding, 5, 12);
    assert!(possible[0].len() > 1, "{possible:?}");
}

#[test]
fn nothing_is_hidden_where_nothing_is_small() {
    let table = Table::new(&[vec![5, 6], vec![0, 8]]);
    let hiding = table.system.hide(5).unwrap();
    assert!(hiding.hidden.iter().all(|h| !h));
}

/// Sums that somebody hides alone are found out, and the proof says so.
#[test]
fn a_false_proof_is_none() {
    let table = Table::new(&[vec![3, 6], vec![7, 8]]);
    let mut hiding = table.system.hide(5).unwrap();
    hiding.moves.clear();
    assert!(!table.system.proves(&hiding, 5), "a hidden count without a move");
    let mut hidden = vec![false; 9];
    hidden[0] = true;
    let alone = Hiding {
        hidden,
        moves: vec![vec![(0, 1)]],
    };
    assert!(!table.system.proves(&alone, 5), "a move that breaks sums");
    assert_eq!(table.possible(&alone, 5, 12)[0].len(), 1, "and the count follows");
    let shown = Hiding {
        hidden: vec![false; 9],
        moves: Vec::new(),
    };
    assert!(!table.system.proves(&shown, 5), "a small count that is shown");
}

fn cells() -> impl Strategy<Value = Vec<Vec<i64>>> {
    let value = prop_oneof![3 => 1i64..5, 2 => 5i64..9, 1 => Just(0)];
    (2usize..4, 2usize..4).prop_flat_map(move |(rows, columns)| {
        // 3 by 3 takes too long to go through.
        let columns = if rows == 3 { 2 } else { columns };
        prop::collection::vec(prop::collection::vec(value.clone(), columns), rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever tries all tables finds at least two values for each count that is hidden.
    #[test]
    fn nobody_can_tell_a_hidden_count(cells in cells(), minimum in 3i64..6) {
        let table = Table::new(&cells);
        let Ok(hiding) = table.system.hide(minimum) else {
            // Then nothing at all is shown.
            return Ok(());
        };
        prop_assert!(table.system.proves(&hiding, minimum));
        let possible = table.possible(&hiding, minimum, 10);
        for (q, values) in possible.iter().enumerate() {
            prop_assert!(values.contains(&table.system.value(q)));
            prop_assert!(!hiding.hidden[q] || values.len() > 1, "{q}: {values:?} of {cells:?}");
        }
    }
}

/// How often tables of the kind above cannot be published at all: a search that gives up all the time would pass.
#[test]
fn most_tables_can_be_published() {
    let mut state = 7u64;
    let mut next = |n: u64| {
        // Numerical Recipes' generator, taken from its upper half.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let stuck = (0..200).filter(|_| {
        let cells: Vec<Vec<i64>> = (0..3).map(|_| (0..4).map(|_| next(12) as i64).collect()).collect();
        Table::new(&cells).system.hide(5).is_err()
    });
    assert!(stuck.count() <= 2);
}
