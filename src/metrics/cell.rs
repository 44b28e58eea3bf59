//! What is summed for one member of one dimension in one month: counts, money, histograms.
//! Cells merge: a quarter's is the merge of its months'.

use super::estimate::Histogram;

macro_rules! columns {
    ($(#[$meta:meta])* $name:ident in $field:ident: $ty:ty { $($(#[$vmeta:meta])* $variant:ident),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// How many there are.
            pub const COUNT: usize = [$($name::$variant),*].len();
        }

        impl std::ops::Index<$name> for Cell {
            type Output = $ty;
            fn index(&self, column: $name) -> &$ty {
                &self.$field[column as usize]
            }
        }

        impl std::ops::IndexMut<$name> for Cell {
            fn index_mut(&mut self, column: $name) -> &mut $ty {
                &mut self.$field[column as usize]
            }
        }
    };
}

columns! {
    /// Counts, by the date in the name of each.
    N in n: i64 {
        /// Deals that first visited m.
        Handoffs,
        /// Of those, the ones that reached h.
        Accepted,
        /// Of those, the ones lost before h.
        Rejected,
        /// Deals that came back from the sales side, once a deal.
        HandoffReturned,
        /// Handoffs whose time is over.
        DueAnswers,
        /// Of those, the ones answered within it.
        OnTime,
        /// Won after h, by the close.
        WonAfterHandoff,
        /// Lost after h, by the close.
        LostAfterHandoff,
        /// Won.
        Won,
        /// Lost.
        Lost,
        /// Won with an amount.
        WonWithAmount,
        /// Won of kind new.
        WonNew,
        /// Change of the number of deals open at or after the opportunity stage.
        PipelineChange,
        /// Wins whose follow-up window is over.
        DueFollowUps,
        /// Of those, the ones followed up within it.
        FollowedUp,
        /// Entries that went back.
        Recycled,
        /// Deals that reached the opportunity stage.
        Opportunities,
        /// Of those, the ones that have a need.
        WithNeed,
        /// Needs with `met`, by the close.
        NeedsJudged,
        /// Needs met, by the close.
        NeedsMet,
        /// Objections, by the opportunity.
        Objections,
        /// Objections answered.
        ObjectionsAnswered,
        /// First demos.
        FirstDemos,
        /// First demos after a conversation or a need.
        DiscoveredFirst,
        /// Marketing touches from created to visiting m, by that visit.
        NurtureTouches,
        /// Nurtured deals won after h, by the close.
        NurturedWon,
        /// Nurtured deals won or lost after h.
        NurturedClosed,
        /// The same of those with fewer than two touches.
        UnnurturedWon,
        /// The same of those with fewer than two touches.
        UnnurturedClosed,
        /// Referrals given and come in.
        Referrals,
    }
}

columns! {
    /// Money in minor units.
    M in m: i128 {
        /// Won after h.
        WonAfterHandoff,
        /// Lost after h.
        LostAfterHandoff,
        /// Won.
        Won,
        /// Lost.
        Lost,
        /// Reached the opportunity stage.
        PipelineCreated,
        /// Of that, sourced by marketing.
        MarketingPipeline,
        /// Of that, sourced by nobody known.
        UnknownPipeline,
        /// Change of the money open at or after the opportunity stage.
        PipelineChange,
        /// Won, sourced by marketing.
        MarketingSourced,
        /// Won, sourced by sales.
        SalesSourced,
        /// Won, sourced by nobody known.
        UnknownSourced,
        /// Won, influenced by marketing.
        Influenced,
        /// Renewals and expansions.
        Expansion,
    }
}

/// Counts of one stage.
#[derive(Clone, Copy, Debug, Default)]
pub struct StageCounts {
    /// Deals that reached it.
    pub entered: i64,
    /// Deals that first visited it and are not sourced by sales.
    pub visited_not_sales: i64,
    /// Deals that reached it by entering a later stage, and had not been in it by then.
    pub skipped: i64,
    /// Deals by creation whose furthest stage it is: won, lost, open.
    pub furthest: [i64; 3],
}

/// All sums of one member in one month, or of several months merged.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Counts.
    pub n: [i64; N::COUNT],
    /// Money.
    pub m: [i128; M::COUNT],
    /// By stage.
    pub stages: Vec<StageCounts>,
    /// For each pair of the funnel, times with endings, by reaching its first stage.
    pub pairs: Vec<Histogram>,
    /// For each consecutive pair, days in its first stage of those who moved on.
    pub stage_days: Vec<Histogram>,
    /// Days from h to won.
    pub cycle: Histogram,
    /// Days from created to won.
    pub lead_to_won: Histogram,
    /// Nanoseconds to the first sales touch, with endings.
    pub speed: Histogram,
}

impl Cell {
    /// An empty cell for a funnel of `stages` stages and `pairs` pairs.
    pub fn new(stages: usize, pairs: usize) -> Self {
        Self {
            n: [0; N::COUNT],
            m: [0; M::COUNT],
            stages: vec![StageCounts::default(); stages],
            pairs: vec![Histogram::default(); pairs],
            stage_days: vec![Histogram::default(); stages - 1],
            cycle: Histogram::default(),
            lead_to_won: Histogram::default(),
            speed: Histogram::default(),
        }
    }

    /// Forgets all sums, but keeps their memory.
    pub fn clear(&mut self) {
        self.n.fill(0);
        self.m.fill(0);
        self.stages.fill(StageCounts::default());
        let times = self.pairs.iter_mut().chain(&mut self.stage_days);
        for h in times.chain([&mut self.cycle, &mut self.lead_to_won, &mut self.speed]) {
            h.clear();
        }
    }

    /// Adds all sums of `other`.
    pub fn merge(&mut self, other: &Self) {
        for (a, b) in self.n.iter_mut().zip(&other.n) {
            *a += b;
        }
        for (a, b) in self.m.iter_mut().zip(&other.m) {
            *a += b;
        }
        for (a, b) in self.stages.iter_mut().zip(&other.stages) {
            a.entered += b.entered;
            a.visited_not_sales += b.visited_not_sales;
            a.skipped += b.skipped;
            for (x, y) in a.furthest.iter_mut().zip(b.furthest) {
                *x += y;
            }
        }
        for (a, b) in self.pairs.iter_mut().zip(&other.pairs) {
            a.merge(b);
        }
        for (a, b) in self.stage_days.iter_mut().zip(&other.stage_days) {
            a.merge(b);
        }
        self.cycle.merge(&other.cycle);
        self.lead_to_won.merge(&other.lead_to_won);
        self.speed.merge(&other.speed);
    }

    /// Sorts all histograms, so that they can be read.
    pub fn finish(&mut self) {
        for h in self.pairs.iter_mut().chain(&mut self.stage_days) {
            h.compact();
        }
        self.cycle.compact();
        self.lead_to_won.compact();
        self.speed.compact();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell for two stages in which every sum is `x` and every time was counted once.
    fn cell(x: i64, time: u64) -> Cell {
        let mut cell = Cell::new(2, 1);
        cell.n.fill(x);
        cell.m.fill(i128::from(x));
        cell.stages.fill(StageCounts {
            entered: x,
            visited_not_sales: x,
            skipped: x,
            furthest: [x; 3],
        });
        let times = cell.pairs.iter_mut().chain(&mut cell.stage_days);
        for h in times.chain([&mut cell.cycle, &mut cell.lead_to_won, &mut cell.speed]) {
            h.add(time);
        }
        cell
    }

    /// That every sum is `x`, and of every histogram the keys.
    fn holds(mut cell: Cell, x: i64, keys: &[(u64, u32)]) {
        cell.finish();
        assert!(cell.n.iter().all(|n| *n == x) && cell.m.iter().all(|m| *m == i128::from(x)));
        for s in &cell.stages {
            assert_eq!(
                (s.entered, s.visited_not_sales, s.skipped, s.furthest),
                (x, x, x, [x; 3])
            );
        }
        assert_eq!((cell.stages.len(), cell.pairs.len(), cell.stage_days.len()), (2, 1, 1));
        for h in cell.pairs.iter().chain(&cell.stage_days) {
            assert_eq!(h.entries(), keys);
        }
        for h in [&cell.cycle, &cell.lead_to_won, &cell.speed] {
            assert_eq!(h.entries(), keys);
        }
    }

    #[test]
    fn a_merge_is_the_sum_of_all_there_is() {
        let mut sum = cell(3, 7);
        sum.merge(&cell(4, 9));
        holds(sum, 7, &[(7, 1), (9, 1)]);
    }

    #[test]
    fn what_was_cleared_holds_nothing() {
        let mut cleared = cell(3, 7);
        cleared.clear();
        holds(cleared, 0, &[]);
    }
}
