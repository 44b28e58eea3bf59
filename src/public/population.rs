//! The counts of a public site, and every sum that binds them.
//!
//! A deal is counted by when it reached each stage and how it ended there, by the channel, the campaign and the side
//! that brought it, and at the handoff. The tables are few, so that all relations between them can be said:
//!
//! - *Periods* (everything, years, quarters; no months): for each stage those who entered it, and of these the ones
//!   that moved on, were lost, are open; at the handoff those handed over, accepted, due, answered in time; losses by
//!   their date. Quarters add up to years, years to everything. Over everything, those who moved on from a stage are
//!   those who entered the next. And nobody enters a stage before the one before it, so up to any quarter no more
//!   entered a stage than moved on from the one before.
//! - *Channels*, *campaigns* and *sides* (everything): brought and won. Campaigns add up to channels and to sides, with deals beside them that no campaign brought.
//!
//! Beside these there is no other relation between the published counts: for all values that fit them deals can be
//! made up that have these counts (stage by stage those who moved on are matched with those who entered the next, in
//! the order of time; members are given to deals that ended in the same way).

use std::collections::{BTreeMap, BTreeSet};

use super::hide::{Role, Stuck, System};
use crate::ledger::{Ledger, Status};
use crate::metrics::cell::{Cell, N};
use crate::metrics::estimate::endings;
use crate::metrics::{Dimension, Period, PeriodKind, Report};
use crate::model::Side;

/// Whose deals are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// All.
    Everyone,
    /// Those that a side brought; none: nobody known.
    Side(Option<Side>),
    /// Those of a channel, by its place.
    Channel(usize),
    /// Those that a campaign brought, by its place; none: no campaign.
    Campaign(Option<usize>),
}

/// Which deals are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Entered a stage.
    Entered(usize),
    /// Of these, moved on.
    Moved(usize),
    /// Of these, lost before they did.
    Lost(usize),
    /// Of these, open.
    Open(usize),
    /// Handed over.
    Handed,
    /// Of these, taken on by sales.
    Accepted,
    /// Of these, the ones whose time for an answer is over.
    Due,
    /// Of these, answered in time.
    OnTime,
    /// Of these, not.
    Late,
    /// Lost, by the date of the loss.
    Closed,
    /// Of these, before sales had them.
    ClosedBefore,
    /// Of these, after.
    ClosedAfter,
}

/// A count: whose, in which period of the public ones, which.
pub type Key = (Who, usize, What);

/// A count as anybody may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// The number.
    Shown(u64),
    /// It is at least 1 and below the smallest that is shown.
    Few,
    /// It is not told, because another one would follow from it.
    Withheld,
}

impl Count {
    /// The number, where it is shown.
    pub fn number(self) -> Option<i128> {
        match self {
            Count::Shown(n) => Some(n.into()),
            _ => None,
        }
    }
}

/// The public counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<Key, Count>);

impl Counts {
    /// One of them; none where it is not published at all.
    pub fn get(&self, who: Who, period: usize, what: What) -> Option<Count> {
        self.0.get(&(who, period, what)).copied()
    }

    /// All.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Count)> {
        self.0.iter()
    }
}

/// The periods that are public: everything, years, quarters.
pub fn periods(report: &Report) -> Vec<Period> {
    let list = report.periods.list.iter();
    list.filter(|p| p.kind != PeriodKind::Month).cloned().collect()
}

/// How much is published. A playbook of few deals would have to hide its totals, were its quarters published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// All tables.
    Full,
    /// No quarters.
    Years,
    /// How many entered each stage and were handed over, and what each campaign brought; not how deals ended.
    Entries,
    /// The same over everything alone.
    Everything,
}

/// From the finest on.
const LEVELS: [Level; 4] = [Level::Full, Level::Years, Level::Entries, Level::Everything];

impl Level {
    fn prints(self, (who, period, what): &Key, kinds: &[PeriodKind]) -> bool {
        let kind = kinds[*period];
        let is_entry = matches!(what, What::Entered(_) | What::Handed);
        match self {
            _ if *who != Who::Everyone => true,
            Level::Full => true,
            Level::Years => kind != PeriodKind::Quarter,
            Level::Entries => kind != PeriodKind::Quarter && is_entry,
            Level::Everything => kind == PeriodKind::All && is_entry,
        }
    }
}

/// All quantities with the keys of those that are printed.
pub struct Population {
    system: System,
    places: BTreeMap<Key, usize>,
    /// The kinds of the periods.
    kinds: Vec<PeriodKind>,
}

/// How much dearer it is to hide a count of a table than one of a campaign.
mod price {
    pub(super) const CAMPAIGN: u32 = 10;
    pub(super) const QUARTER: u32 = 20;
    pub(super) const CHANNEL: u32 = 30;
    pub(super) const SIDE: u32 = 60;
    pub(super) const YEAR: u32 = 90;
    pub(super) const EVERYTHING: u32 = 400;
}

impl Population {
    /// Counts the deals of a report and says how the counts hang together.
    pub fn of(report: &Report) -> Self {
        let periods = periods(report);
        let mut population = Self {
            system: System::default(),
            places: BTreeMap::new(),
            kinds: periods.iter().map(|p| p.kind).collect(),
        };
        population.periods(report, &periods);
        population.add_up_periods(report, &periods);
        population.no_stage_before_another(report, &periods);
        Members::of(report).join(&mut population, report);
        population
    }

    /// The sums.
    pub fn system(&self) -> &System {
        &self.system
    }

    /// What may be shown where counts below `minimum` are hidden: of the levels of detail the first that leaves how many entered
    /// each stage over everything to be seen; where none does, the coarsest.
    ///
    /// # Errors
    /// No way was found: no count may be shown.
    pub fn publish(&self, minimum: u64) -> Result<Counts, Stuck> {
        let mut last = Err(Stuck(0));
        for level in LEVELS {
            let counts = self.publish_at(level, minimum);
            let is_whole = |counts: &Counts| {
                let mut all = counts
                    .iter()
                    .filter(|((who, p, what), _)| *who == Who::Everyone && *p == 0 && matches!(what, What::Entered(_)));
                all.all(|(_, count)| !matches!(count, Count::Withheld))
            };
            match counts {
                Ok(counts) if is_whole(&counts) => return Ok(counts),
                Ok(counts) => last = Ok(counts),
                Err(stuck) => last = last.or(Err(stuck)),
            }
        }
        last
    }

    fn publish_at(&self, level: Level, minimum: u64) -> Result<Counts, Stuck> {
        let minimum = i64::try_from(minimum).unwrap_or(i64::MAX);
        let mut system = self.system.clone();
        let printed: BTreeSet<usize> = (self.places.iter())
            .filter(|(key, _)| level.prints(key, &self.kinds))
            .map(|(_, q)| *q)
            .collect();
        let silent: BTreeSet<usize> = self.places.values().copied().filter(|q| !printed.contains(q)).collect();
        for q in &silent {
            system.silence(*q);
        }
        // Were a sum not to hold, nothing would be proved by it.
        if !system.holds() {
            return Err(Stuck(0));
        }
        let hiding = system.hide(minimum)?;
        // What cannot be proved is not shown.
        if !system.proves(&hiding, minimum) {
            return Err(Stuck(0));
        }
        let count = |q: usize| match (hiding.hidden[q], system.value(q)) {
            _ if silent.contains(&q) => Count::Withheld,
            (false, n) => Count::Shown(u64::try_from(n).unwrap_or(0)),
            (true, n) if n < minimum => Count::Few,
            (true, _) => Count::Withheld,
        };
        Ok(Counts(self.places.iter().map(|(key, q)| (*key, count(*q))).collect()))
    }

    /// The same counts, none of which is told.
    pub fn withheld(&self) -> Counts {
        Counts(self.places.keys().map(|key| (*key, Count::Withheld)).collect())
    }

    fn add(&mut self, key: Key, value: i64, price: u32) -> usize {
        // What says most of the whole is hidden last: large counts, and those that others are parts of.
        let size = 64 - u64::try_from(value).unwrap_or(0).leading_zeros();
        let whole = match key.2 {
            What::Lost(_) | What::Open(_) | What::Late | What::ClosedBefore => 2,
            _ => 3,
        };
        let q = self.system.quantity(value, Role::Published(price * whole * (8 + size)));
        self.places.insert(key, q);
        q
    }

    /// A number between two counts, of which anybody may think that it is none where it is.
    fn unless_none(&mut self, value: i64) -> usize {
        self.system
            .quantity(value, if value == 0 { Role::Known } else { Role::Free })
    }

    fn place(&self, who: Who, period: usize, what: What) -> usize {
        self.places[&(who, period, what)]
    }

    /// The counts of all deals in every period, and what they are made of.
    fn periods(&mut self, report: &Report, periods: &[Period]) {
        let funnel = &report.ledger.settings.funnel;
        let (win, m) = (funnel.win(), funnel.last_marketing());
        for (p, period) in periods.iter().enumerate() {
            let price = match period.kind {
                PeriodKind::All => price::EVERYTHING,
                PeriodKind::Year => price::YEAR,
                _ => price::QUARTER,
            };
            let cell = report.tables.cell(Dimension::All, 0, period);
            let mut add = |what, value: i64| self.add((Who::Everyone, p, what), value, price);
            for s in 0..=win {
                add(What::Entered(s), cell.stages[s].entered);
            }
            for s in 0..win {
                // The consecutive pairs come first.
                let (moved, lost, open) = endings(&cell.pairs[s]);
                if period.kind != PeriodKind::All {
                    add(What::Moved(s), moved as i64);
                }
                add(What::Lost(s), lost as i64);
                add(What::Open(s), open as i64);
            }
            let after = cell[N::LostAfterHandoff];
            for (what, value) in [
                (What::Handed, cell[N::Handoffs]),
                (What::Accepted, cell[N::Accepted]),
                (What::Due, cell[N::DueAnswers]),
                (What::OnTime, cell[N::OnTime]),
                (What::Late, cell[N::DueAnswers] - cell[N::OnTime]),
                (What::Closed, cell[N::Lost]),
                (What::ClosedBefore, cell[N::Lost] - after),
                (What::ClosedAfter, after),
            ] {
                add(what, value);
            }
            let place = |population: &Self, what| population.place(Who::Everyone, p, what);
            for s in 0..win {
                if period.kind == PeriodKind::All {
                    // Those who moved on are those who entered the next stage.
                    let next = place(self, What::Entered(s + 1));
                    self.places.insert((Who::Everyone, p, What::Moved(s)), next);
                }
                let parts = [What::Moved(s), What::Lost(s), What::Open(s)].map(|what| place(self, what));
                self.system.adds_up(place(self, What::Entered(s)), parts);
            }
            self.handoff(p, m, &cell);
        }
    }

    /// What the counts of a period at the handoff are made of, and its losses. `m` is the last stage of marketing.
    fn handoff(&mut self, p: usize, m: usize, cell: &Cell) {
        let place = |population: &Self, what| population.place(Who::Everyone, p, what);
        // Who reached the last stage of marketing and no other was in it, and was handed over on that day.
        let handed = [What::Accepted, What::Lost(m), What::Open(m)].map(|what| place(self, what));
        self.system.adds_up(place(self, What::Handed), handed);
        // Who moved on without having been in it was never handed over. Some may have come back to it later.
        let moved = place(self, What::Moved(m));
        let skipped = self.system.value(moved) - cell[N::Accepted];
        if skipped >= 0 {
            let skipped = self.unless_none(skipped);
            self.system.adds_up(moved, [place(self, What::Accepted), skipped]);
        }
        let not_due = cell[N::Handoffs] - cell[N::DueAnswers];
        // Of past periods everybody knows that the time is over.
        let not_due = self.unless_none(not_due);
        let due = place(self, What::Due);
        self.system.adds_up(place(self, What::Handed), [due, not_due]);
        self.system
            .adds_up(due, [What::OnTime, What::Late].map(|what| place(self, what)));
        let closed = [What::ClosedBefore, What::ClosedAfter].map(|what| place(self, what));
        self.system.adds_up(place(self, What::Closed), closed);
    }

    /// Quarters are parts of years, and years of everything; losses by date are those by stage.
    fn add_up_periods(&mut self, report: &Report, periods: &[Period]) {
        let funnel = &report.ledger.settings.funnel;
        let win = funnel.win();
        let by_stage = (0..win).flat_map(|s| [What::Moved(s), What::Lost(s), What::Open(s)]);
        let others = [
            What::Entered(win),
            What::Accepted,
            What::OnTime,
            What::Late,
            What::ClosedBefore,
            What::ClosedAfter,
        ];
        let sums: Vec<What> = by_stage.chain(others).collect();
        for (p, whole) in periods.iter().enumerate() {
            let part = match whole.kind {
                PeriodKind::All => PeriodKind::Year,
                PeriodKind::Year => PeriodKind::Quarter,
                _ => continue,
            };
            let inside = |q: &Period| whole.kind == PeriodKind::All || (q.first >= whole.first && q.last <= whole.last);
            let parts: Vec<usize> = (0..periods.len())
                .filter(|i| periods[*i].kind == part && inside(&periods[*i]))
                .collect();
            // A report without deals and campaigns has no other period.
            if parts.is_empty() {
                continue;
            }
            for what in &sums {
                let parts: Vec<usize> = parts.iter().map(|i| self.place(Who::Everyone, *i, *what)).collect();
                self.system.adds_up(self.place(Who::Everyone, p, *what), parts);
            }
        }
        for (closed, stages) in closings(report) {
            let parts: Vec<usize> = stages.map(|s| self.place(Who::Everyone, 0, What::Lost(s))).collect();
            self.system.adds_up(self.place(Who::Everyone, 0, closed), parts);
        }
    }

    /// Up to the end of any quarter, no more have entered a stage than moved on from the one before among those who
    /// entered that by then; and so on.
    fn no_stage_before_another(&mut self, report: &Report, periods: &[Period]) {
        let funnel = &report.ledger.settings.funnel;
        let quarters: Vec<usize> = (0..periods.len())
            .filter(|i| periods[*i].kind == PeriodKind::Quarter)
            .collect();
        let mut later: Vec<(Vec<What>, What)> = (0..funnel.win())
            .map(|s| (vec![What::Moved(s)], What::Entered(s + 1)))
            .collect();
        later.push((vec![What::Moved(funnel.last_marketing())], What::Accepted));
        for (closed, stages) in closings(report) {
            later.push((stages.map(What::Lost).collect(), closed));
        }
        for (before, after) in later {
            for k in 1..=quarters.len() {
                let up_to = |what: What, sign: i64| {
                    let places = quarters[..k].iter().map(move |q| (*q, what, sign));
                    places.map(|(q, what, sign)| (self.place(Who::Everyone, q, what), sign))
                };
                let terms = before.iter().flat_map(|what| up_to(*what, 1)).chain(up_to(after, -1));
                let terms = terms.collect();
                self.system.is_not_negative(terms);
            }
        }
    }
}

/// Losses before and after sales had the deal, with the stages whose losses they are.
fn closings(report: &Report) -> [(What, std::ops::Range<usize>); 2] {
    let funnel = &report.ledger.settings.funnel;
    // Where sales has no stage but the win, every loss counts as its own.
    let sales = if funnel.first_sales() == funnel.win() {
        0
    } else {
        funnel.first_sales()
    };
    [(What::ClosedBefore, 0..sales), (What::ClosedAfter, sales..funnel.win())]
}

/// Won, and not (yet) won.
const WON: usize = 0;
const NOT: usize = 1;

/// Deals by the members of channel, side and campaign.
struct Members {
    /// By campaign: won and not.
    campaigns: Vec<[i64; 2]>,
    /// By channel and side: won and not, of all and of those that no campaign brought.
    crossed: Vec<[[[i64; 2]; 2]; 3]>,
}

/// The sides, in the order of [`Members::crossed`].
const SIDES: [Option<Side>; 3] = [Some(Side::Marketing), Some(Side::Sales), None];

fn side_place(side: Option<Side>) -> usize {
    SIDES.iter().position(|s| *s == side).unwrap_or(2)
}

impl Members {
    fn of(report: &Report) -> Self {
        let ledger: &Ledger = &report.ledger;
        let channels = ledger.channels.names().len();
        let mut members = Self {
            campaigns: vec![[0; 2]; ledger.content.campaigns.len()],
            crossed: vec![[[[0; 2]; 2]; 3]; channels],
        };
        for (i, h) in ledger.deals.iter().enumerate() {
            let channel = ledger.channels.member(i);
            let ending = if h.status == Status::Won { WON } else { NOT };
            let crossed = &mut members.crossed[channel][side_place(h.sourced_by.side())];
            crossed[0][ending] += 1;
            match h.source {
                Some(campaign) => members.campaigns[campaign as usize][ending] += 1,
                None => crossed[1][ending] += 1,
            }
        }
        members
    }

    fn join(&self, population: &mut Population, report: &Report) {
        let win = report.ledger.settings.funnel.win();
        let brought = |population: &mut Population, who, [won, not]: [i64; 2], price| {
            let all = population.add((who, 0, What::Entered(0)), won + not, price);
            let won = population.add((who, 0, What::Entered(win)), won, price);
            [won, not_won(population, all, won, not)]
        };
        let sum = |parts: &mut dyn Iterator<Item = [i64; 2]>| parts.fold([0; 2], |a, b| [a[0] + b[0], a[1] + b[1]]);
        let channels: Vec<[usize; 2]> = self
            .crossed
            .iter()
            .enumerate()
            .map(|(c, sides)| {
                let counts = sum(&mut sides.iter().map(|s| s[0]));
                brought(population, Who::Channel(c), counts, price::CHANNEL)
            })
            .collect();
        let sides: Vec<[usize; 2]> = SIDES
            .iter()
            .enumerate()
            .map(|(s, side)| {
                let counts = sum(&mut self.crossed.iter().map(|c| c[s][0]));
                brought(population, Who::Side(*side), counts, price::SIDE)
            })
            .collect();
        let campaigns: Vec<[usize; 2]> = self
            .campaigns
            .iter()
            .enumerate()
            .map(|(i, counts)| brought(population, Who::Campaign(Some(i)), *counts, price::CAMPAIGN))
            .collect();
        let none = sum(&mut self.crossed.iter().flat_map(|c| c.iter().map(|s| s[1])));
        let none = brought(population, Who::Campaign(None), none, price::CAMPAIGN);
        self.cross(population, report, &channels, &sides, &campaigns, none);
        // Everybody's are those of all channels, won and not.
        let place = |what| population.place(Who::Everyone, 0, what);
        let (all, won) = (place(What::Entered(0)), place(What::Entered(win)));
        let value = population.system.value(all) - population.system.value(won);
        let not = not_won(population, all, won, value);
        for (whole, ending) in [(won, WON), (not, NOT)] {
            if !channels.is_empty() {
                population.system.adds_up(whole, channels.iter().map(|c| c[ending]));
            }
        }
    }

    /// Channels by sides, in which campaigns and what no campaign brought meet. None of it is printed, but what a
    /// channel has beside its campaigns follows from both where it is told how many it has.
    fn cross(
        &self,
        population: &mut Population,
        report: &Report,
        channels: &[[usize; 2]],
        sides: &[[usize; 2]],
        campaigns: &[[usize; 2]],
        none: [usize; 2],
    ) {
        let ledger = &report.ledger;
        let of_channel: Vec<Option<usize>> = (ledger.content.campaigns.iter())
            .map(|c| ledger.channels.find(&c.channel))
            .collect();
        let mut crossed = vec![[[0usize; 2]; 3]; self.crossed.len()];
        let mut rests: Vec<Vec<usize>> = vec![Vec::new(); 2];
        for (c, by_side) in self.crossed.iter().enumerate() {
            let mut beside: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
            for (s, [all, rest]) in by_side.iter().enumerate() {
                for ending in [WON, NOT] {
                    let whole = population.system.quantity(all[ending], Role::Free);
                    let rest = population.system.quantity(rest[ending], Role::Free);
                    crossed[c][s][ending] = whole;
                    beside[ending].push(rest);
                    rests[ending].push(rest);
                    let own = (0..campaigns.len()).filter(|g| {
                        of_channel[*g] == Some(c) && SIDES[s] == Some(ledger.content.campaigns[*g].function)
                    });
                    let parts: Vec<usize> = own.map(|g| campaigns[g][ending]).chain([rest]).collect();
                    population.system.adds_up(whole, parts);
                }
            }
            let sum = |ending: usize| by_side.iter().map(|s| s[1][ending]).sum::<i64>();
            // How many deals a channel has beside its campaigns, and how many of them were won.
            let won = population.system.quantity(sum(WON), Role::Secret);
            population.system.adds_up(won, beside[WON].iter().copied());
            let all = population.system.quantity(sum(WON) + sum(NOT), Role::Secret);
            population.system.adds_up(all, beside.iter().flatten().copied());
            for ending in [WON, NOT] {
                let parts: Vec<usize> = crossed[c].iter().map(|s| s[ending]).collect();
                population.system.adds_up(channels[c][ending], parts);
            }
        }
        for ending in [WON, NOT] {
            for (s, side) in sides.iter().enumerate() {
                let parts: Vec<usize> = crossed.iter().map(|c| c[s][ending]).collect();
                population.system.adds_up(side[ending], parts);
            }
            population.system.adds_up(none[ending], rests[ending].iter().copied());
        }
    }
}

/// Those of the deals that were brought that are not won.
fn not_won(population: &mut Population, brought: usize, won: usize, value: i64) -> usize {
    let not = population.system.quantity(value, Role::Free);
    population.system.adds_up(brought, [won, not]);
    not
}
