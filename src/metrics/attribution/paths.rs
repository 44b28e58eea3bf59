//! Paths: the touches with a campaign that a deal met on its way to its close.

use std::collections::BTreeMap;

use crate::ledger::{History, Ledger, LedgerTouch, Status};

/// The path of a closed deal: its touches that have a campaign, from `lookback_days` before the close to the day
/// of the close, ordered by instant (a bare date before any time on it), then by their place in the file.
/// Empty for open deals.
pub fn path<'l>(ledger: &'l Ledger, h: &History) -> Vec<&'l LedgerTouch> {
    let Some(closed) = h.closed else {
        return Vec::new();
    };
    let window = 0..=ledger.settings.lookback_days;
    let counts = |t: &&LedgerTouch| t.campaign.is_some() && window.contains(&closed.since(t.on.day));
    let mut path: Vec<&LedgerTouch> = ledger.all_touches(h).iter().filter(counts).collect();
    path.sort_by_key(|t| t.on);
    path
}

/// Steps of a path in a row that met the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// Campaign (index among the content's) or channel (index among the ledger's).
    pub member: u32,
    /// How often in a row, at least once.
    pub times: u32,
}

/// Collapses what is met several times in a row.
pub(super) fn steps(members: impl IntoIterator<Item = u32>) -> Box<[Step]> {
    let mut out: Vec<Step> = Vec::new();
    for member in members {
        match out.last_mut() {
            Some(last) if last.member == member => last.times += 1,
            _ => out.push(Step { member, times: 1 }),
        }
    }
    out.into()
}

/// Closed deals that went one path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathCounts {
    /// Deals won.
    pub won: u64,
    /// Deals lost.
    pub lost: u64,
    /// Amount of those won, in minor units.
    pub won_amount: i128,
}

impl PathCounts {
    /// Adds.
    pub(super) fn merge(&mut self, other: &Self) {
        self.won += other.won;
        self.lost += other.lost;
        self.won_amount += other.won_amount;
    }

    /// Deals that ended so; open deals have no paths.
    pub fn of(&self, outcome: Status) -> u64 {
        match outcome {
            Status::Won => self.won,
            Status::Lost => self.lost,
            Status::Open => 0,
        }
    }
}

/// Counts by path, of one month.
pub(super) type Paths = BTreeMap<Box<[Step]>, PathCounts>;

/// A path with its words and counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathRow {
    /// The path.
    pub steps: Box<[Step]>,
    /// The same in names: `Spring webinar ×2 → Search ads`.
    pub text: String,
    /// The deals that went it.
    pub counts: PathCounts,
}

/// The commonest paths with this outcome of several months, at most `most`: by the number of deals with the outcome, then
/// by text, then by members.
pub(super) fn commonest<'p>(
    months: impl Iterator<Item = &'p Paths>,
    outcome: Status,
    most: usize,
    name: &dyn Fn(u32) -> &'p str,
) -> Vec<PathRow> {
    let mut all: Vec<(&[Step], PathCounts)> = months
        .flat_map(|m| m.iter().map(|(steps, counts)| (steps.as_ref(), *counts)))
        .collect();
    all.sort_by_key(|p| p.0);
    all.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1.merge(&next.1);
        }
        same
    });
    all.retain(|p| p.1.of(outcome) > 0);
    // Text is made for those only that may be among the first.
    let mut counts: Vec<u64> = all.iter().map(|p| p.1.of(outcome)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let least = most.checked_sub(1).and_then(|i| counts.get(i)).copied().unwrap_or(0);
    let mut rows: Vec<PathRow> = all
        .into_iter()
        .filter(|p| p.1.of(outcome) >= least)
        .map(|(steps, counts)| PathRow {
            text: text(steps, name),
            steps: steps.into(),
            counts,
        })
        .collect();
    rows.sort_by(|a, b| {
        let order = b.counts.of(outcome).cmp(&a.counts.of(outcome));
        order
            .then_with(|| a.text.cmp(&b.text))
            .then_with(|| a.steps.cmp(&b.steps))
    });
    rows.truncate(most);
    rows
}

/// A path in names.
fn text<'p>(steps: &[Step], name: &dyn Fn(u32) -> &'p str) -> String {
    let one = |step: &Step| match step.times {
        1 => name(step.member).to_owned(),
        n => format!("{} ×{n}", name(step.member)),
    };
    steps.iter().map(one).collect::<Vec<_>>().join(" → ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_come_first_and_equals_by_text() {
        let count = |won, lost| PathCounts {
            won,
            lost,
            won_amount: i128::from(won) * 100,
        };
        let january: Paths = [(steps([0, 0, 1]), count(1, 0)), (steps([1]), count(1, 3))].into();
        let february: Paths = [(steps([0, 0, 1]), count(2, 0)), (steps([0, 1]), count(1, 0))].into();
        let months = [january, february];
        let name = |i: u32| if i == 0 { "Webinar" } else { "Ads" };
        let rows = |outcome, most| {
            let rows = commonest(months.iter(), outcome, most, &name);
            rows.into_iter()
                .map(|r| (r.text, r.counts.of(outcome)))
                .collect::<Vec<_>>()
        };
        let expected = [
            ("Webinar ×2 → Ads".to_owned(), 3),
            ("Ads".to_owned(), 1),
            ("Webinar → Ads".to_owned(), 1),
        ];
        assert_eq!(rows(Status::Won, 9), expected);
        assert_eq!(rows(Status::Won, 2), expected[..2]);
        assert_eq!(rows(Status::Won, 0), []);
        assert_eq!(rows(Status::Lost, 9), [("Ads".to_owned(), 3)]);
    }
}
