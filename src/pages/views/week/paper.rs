//! How much of the week is printed, so that it stays one sheet.

use serde::Serialize;
use serde_json::Value as Json;

/// What is printed of each list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Paper {
    /// Deals in a list of what happened.
    pub(super) board: usize,
    /// Deals in a list of what waits; with none, print has only how many there are.
    pub(super) each: usize,
    /// Findings that are new or gone.
    pub(super) findings: usize,
    /// People of whom the counts are printed.
    pub(super) people: usize,
}

/// Deals in lists, deals of a person, findings: from all that the screen shows to little.
const CUTS: [(usize, usize, usize); 8] = [
    (12, 8, 24),
    (8, 8, 24),
    (6, 6, 16),
    (5, 5, 12),
    (4, 4, 10),
    (3, 3, 8),
    (3, 2, 8),
    (3, 1, 8),
];

/// The same where of each person there are only counts: deals in lists, findings.
const COUNTS: [(usize, usize); 4] = [(3, 8), (2, 6), (1, 4), (1, 2)];

/// Points that a sheet holds as they are counted here: between the margins of A4, without the page's head and
/// foot, there are 717; a printed week took 0.78 of what was counted for it, and a tenth is kept in reserve.
const SHEET: f64 = 800.0;

/// The most that fits on a sheet.
pub(super) fn of<'a>(lists: &[Json], people: &[Json], findings: impl Iterator<Item = &'a Json>) -> Paper {
    let findings: Vec<usize> = findings.map(|f| text(f, "title") + 12).collect();
    let fits = |(board, each, said): &&(usize, usize, usize)| {
        happened(lists, *board) + waits(people, *each) + news(&findings, *said) <= SHEET
    };
    if let Some((board, each, findings)) = CUTS.iter().find(fits).copied() {
        let people = people.len();
        return Paper {
            board,
            each,
            findings,
            people,
        };
    }
    let heights: Vec<f64> = people.iter().map(counts).collect();
    let of = |(board, said): (usize, usize)| {
        let room = SHEET - happened(lists, board) - news(&findings, said) - 30.0;
        let mut used = 0.0;
        // Those who are left out are counted on a line of their own.
        let fit = heights.iter().take_while(|height| {
            used += **height;
            used + LINE <= room
        });
        Paper {
            board,
            each: 0,
            findings: said,
            people: fit.count(),
        }
    };
    let mut tried = COUNTS.map(of).into_iter();
    let least = of(COUNTS[COUNTS.len() - 1]);
    tried.find(|paper| paper.people == people.len()).unwrap_or(least)
}

/// The height of a person's counts, which stand in two columns.
fn counts(person: &Json) -> f64 {
    let lists = person["lists"].as_array().map_or(&[][..], Vec::as_slice);
    let said: usize = lists.iter().map(|l| text(l, "name") + 7).sum();
    lines(text(person, "name") + said, 66) * LINE / 2.0
}

/// How many characters a text has.
fn text(of: &Json, key: &str) -> usize {
    of[key].as_str().map_or(0, |s| s.chars().count())
}

/// Lines of a text in a column of so many characters, generously: words break early.
fn lines(characters: usize, column: usize) -> f64 {
    (characters as f64 / (column as f64 * 0.88)).ceil().max(1.0)
}

/// The height of a list with its heading.
fn list(of: &Json, shown: usize, column: usize) -> f64 {
    let items = of["items"].as_array().map_or(&[][..], Vec::as_slice);
    let rows = items.iter().take(shown);
    let rows = rows.map(|i| lines(text(i, "name") + text(i, "note") + text(i, "amount") + 3, column));
    let more = f64::from(u8::from(of["count"].as_u64().unwrap_or(0) > shown as u64));
    lines(text(of, "name") + 4, column) * 11.5 + 5.0 + (rows.sum::<f64>().max(1.0) + more) * LINE
}

/// Points of a line in a list.
const LINE: f64 = 9.4;

/// The board: as high as its highest lane.
fn happened(lists: &[Json], shown: usize) -> f64 {
    let lane = |(owner, column): (&str, usize)| {
        let own = lists.iter().filter(|l| l["owner"] == owner);
        own.map(|l| list(l, shown, column)).sum::<f64>()
    };
    let lanes = [("marketing", 40), ("both", 54), ("sales", 40)];
    60.0 + lanes.map(lane).into_iter().fold(0.0, f64::max)
}

/// The people's cards: those with one list three abreast, the others a row each.
fn waits(people: &[Json], shown: usize) -> f64 {
    let mut height = 30.0;
    let (mut thirds, mut highest) = (0, 0.0_f64);
    for person in people {
        let lists = person["lists"].as_array().map_or(&[][..], Vec::as_slice);
        let column = match lists.len() {
            0..=3 => 44,
            4 => 32,
            _ => 25,
        };
        let inside = lists.iter().map(|l| list(l, shown, column)).fold(0.0, f64::max);
        let card = inside + 30.0;
        if lists.len() > 2 {
            height += card;
        } else {
            thirds += lists.len().max(1);
            highest = highest.max(card);
        }
    }
    height + thirds.div_ceil(3) as f64 * highest
}

/// New and gone findings, in two columns.
fn news(findings: &[usize], shown: usize) -> f64 {
    let rows = findings.iter().take(shown).map(|n| lines(*n, 66));
    30.0 + (rows.sum::<f64>() / 2.0).ceil() * LINE + 10.0
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    fn deals(n: usize, name: &str) -> Json {
        let items: Vec<Json> = (0..n).map(|_| json!({ "name": name, "note": "for 12 days" })).collect();
        json!({ "name": "No next step", "owner": "sales", "count": n, "items": items })
    }

    fn of(people: usize, deals_each: usize, name: &str) -> super::Paper {
        let lists = [deals(deals_each, name)];
        let person = json!({ "name": "Anna", "lists": vec![deals(deals_each.min(8), name); 5] });
        super::of(&lists, &vec![person; people], std::iter::empty())
    }

    #[test]
    fn few_deals_are_printed_whole() {
        let paper = of(2, 4, "Acme");
        assert_eq!((paper.board, paper.each), (12, 8));
    }

    #[test]
    fn more_or_longer_names_print_less() {
        let (few, long) = (of(4, 8, "Acme"), of(4, 8, &"Acme ".repeat(12)));
        assert!(few.each > long.each, "{few:?} {long:?}");
    }

    #[test]
    fn of_very_many_people_only_counts_are_printed() {
        let paper = of(20, 8, &"Acme ".repeat(12));
        assert_eq!((paper.each, paper.people), (0, 20), "{paper:?}");
        // Rather than a person deals of the lists are left out, and at last people too. A person's counts are 99
        // characters, two lines in half the width: 9.4 points. With one deal in the list, 60 + 16.5 + 2 × 9.4 and 40
        // for the findings leave 800 − 165.3 = 634.7, the last line for those left out: 66 people.
        let (many, most) = (of(66, 8, "Acme"), of(300, 8, "Acme"));
        assert_eq!((many.board, many.people), (1, 66), "{many:?}");
        assert_eq!(most.people, 66, "{most:?}");
    }
}
