//! What one deal adds to the sums, and to which month.

use super::super::cell::{Cell, M, N};
use super::super::estimate::{Ending, timed};
use super::super::periods::Periods;
use super::outcome;
use crate::ledger::{History, Ledger, Source, Status};
use crate::model::{Day, FollowUpKind, Kind, Side, TouchKind, When};
use crate::settings::elapsed;

/// One addition to the month at a position.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::metrics) enum Op {
    N(N, i64),
    M(M, i128),
    Entered(usize),
    VisitedNotSales(usize),
    Skipped(usize),
    Furthest(usize, usize),
    Pair(usize, u64),
    StageDays(usize, u64),
    Cycle(u64),
    LeadToWon(u64),
    Speed(u64),
}

impl Op {
    /// What it adds to the deals and the money of the pipeline.
    pub(in crate::metrics) fn pipeline(self) -> (i128, i128) {
        match self {
            Op::N(N::PipelineChange, by) => (by.into(), 0),
            Op::M(M::PipelineChange, by) => (0, by),
            _ => (0, 0),
        }
    }

    pub(in crate::metrics) fn apply(self, cell: &mut Cell) {
        match self {
            Op::N(column, by) => cell[column] += by,
            Op::M(column, by) => cell[column] += by,
            Op::Entered(s) => cell.stages[s].entered += 1,
            Op::Skipped(s) => cell.stages[s].skipped += 1,
            Op::VisitedNotSales(s) => cell.stages[s].visited_not_sales += 1,
            Op::Furthest(s, outcome) => cell.stages[s].furthest[outcome] += 1,
            Op::Pair(p, key) => cell.pairs[p].add(key),
            Op::StageDays(s, days) => cell.stage_days[s].add(days),
            Op::Cycle(days) => cell.cycle.add(days),
            Op::LeadToWon(days) => cell.lead_to_won.add(days),
            Op::Speed(key) => cell.speed.add(key),
        }
    }
}

/// Works out what one deal adds.
pub(in crate::metrics) struct Filler<'l> {
    pub ledger: &'l Ledger,
    pub periods: &'l Periods,
    pub pairs: Vec<(usize, usize)>,
    pub follow_up_days: i32,
}

fn whole_days(from: Day, to: Day) -> u64 {
    u64::try_from(to.since(from)).unwrap_or(0)
}

impl Filler<'_> {
    fn month(&self, day: Day) -> u16 {
        self.periods.month_index(day)
    }

    pub(in crate::metrics) fn deal(&self, i: usize, ops: &mut Vec<(u16, Op)>) {
        let h = &self.ledger.deals[i];
        self.stages(i, h, ops);
        self.handoff(i, h, ops);
        self.opportunity(i, h, ops);
        self.close(i, h, ops);
        self.after_win(h, ops);
        self.touches(i, h, ops);
        for day in &h.returns {
            ops.push((self.month(*day), Op::N(N::Recycled, 1)));
        }
    }

    fn stages(&self, i: usize, h: &History, ops: &mut Vec<(u16, Op)>) {
        let ledger = self.ledger;
        let n = ledger.settings.funnel.len();
        let mut furthest = 0;
        for s in 0..n {
            if let Some(day) = ledger.reached(i, s) {
                ops.push((self.month(day), Op::Entered(s)));
                if ledger.visited(i, s).is_none_or(|visited| visited > day) {
                    ops.push((self.month(day), Op::Skipped(s)));
                }
                furthest = s;
            }
            if let (Some(day), false) = (ledger.visited(i, s), Ledger::is_sourced_by(h, Side::Sales)) {
                ops.push((self.month(day), Op::VisitedNotSales(s)));
            }
        }
        ops.push((self.month(h.created), Op::Furthest(furthest, outcome(h.status))));
        for (p, (s, t)) in self.pairs.iter().enumerate() {
            let Some(from) = ledger.reached(i, *s) else { continue };
            let month = self.month(from);
            let (to, ending) = match (ledger.reached(i, *t), h.status, h.closed) {
                (Some(to), ..) => (to, Ending::Converted),
                (None, Status::Lost, Some(closed)) => (closed, Ending::Lost),
                _ => (ledger.as_of, Ending::Open),
            };
            ops.push((month, Op::Pair(p, timed(whole_days(from, to), ending))));
            // Days in the stage itself: only of consecutive pairs, which come first.
            if p + 1 < n
                && ending == Ending::Converted
                && let Some(visited) = ledger.visited(i, *s).filter(|v| *v <= to)
            {
                ops.push((month, Op::StageDays(p, whole_days(visited, to))));
            }
        }
    }

    fn handoff(&self, i: usize, h: &History, ops: &mut Vec<(u16, Op)>) {
        let (ledger, settings) = (self.ledger, &self.ledger.settings);
        if let Some(day) = h.returned {
            ops.push((self.month(day), Op::N(N::HandoffReturned, 1)));
        }
        let Some(visit) = h.handed_over else { return };
        let month = self.month(visit.day);
        ops.push((month, Op::N(N::Handoffs, 1)));
        let first_sales = settings.funnel.first_sales();
        if ledger.reached(i, first_sales).is_some() {
            ops.push((month, Op::N(N::Accepted, 1)));
        } else if h.status == Status::Lost {
            ops.push((month, Op::N(N::Rejected, 1)));
        }
        let hours = settings.hours.as_ref();
        let since = |to: When| elapsed(hours, &settings.zone, visit, to);
        let answer = ledger
            .touches(h)
            .filter(|t| t.by == Side::Sales && !t.on.before(visit))
            .map(|t| t.on)
            .min();
        let (time, ending) = match answer {
            Some(on) => (since(on), Ending::Converted),
            None => (since(h.closed_at.unwrap_or(When::date(ledger.as_of))), Ending::Open),
        };
        ops.push((month, Op::Speed(timed(u64::try_from(time).unwrap_or(0), ending))));
        if elapsed(hours, &settings.zone, When::date(visit.day), When::date(ledger.as_of)) < self.promise(None) {
            return;
        }
        ops.push((month, Op::N(N::DueAnswers, 1)));
        let kept = |on: When| since(on) <= self.promise(visit.at.zip(on.at).map(|_| ()));
        let accepted = h.accepted.filter(|on| !on.before(visit));
        if answer.is_some_and(kept) || accepted.is_some_and(kept) {
            ops.push((month, Op::N(N::OnTime, 1)));
        }
    }

    /// Sales' promise in nanoseconds; between two times a day is a working day where hours are set.
    fn promise(&self, timed: Option<()>) -> i64 {
        let settings = &self.ledger.settings;
        let day = 24 * crate::settings::HOUR;
        settings.within.nanos(match (&settings.hours, timed) {
            (Some(hours), Some(())) => hours.day_length(),
            _ => day,
        })
    }

    fn opportunity(&self, i: usize, h: &History, ops: &mut Vec<(u16, Op)>) {
        let ledger = self.ledger;
        let Some(day) = ledger.reached(i, ledger.settings.funnel.opportunity) else {
            return;
        };
        let record = ledger.record(h);
        let month = self.month(day);
        let amount = i128::from(h.amount.unwrap_or(0));
        ops.push((month, Op::N(N::Opportunities, 1)));
        ops.push((month, Op::N(N::WithNeed, i64::from(!record.needs.is_empty()))));
        ops.push((month, Op::M(M::PipelineCreated, amount)));
        if Ledger::is_sourced_by(h, Side::Marketing) {
            ops.push((month, Op::M(M::MarketingPipeline, amount)));
        }
        if h.sourced_by == Source::Unknown {
            ops.push((month, Op::M(M::UnknownPipeline, amount)));
        }
        ops.push((month, Op::N(N::PipelineChange, 1)));
        ops.push((month, Op::M(M::PipelineChange, amount)));
        if let Some(closed) = h.closed {
            ops.push((self.month(closed), Op::N(N::PipelineChange, -1)));
            ops.push((self.month(closed), Op::M(M::PipelineChange, -amount)));
        }
        let answered = record
            .objections
            .iter()
            .filter(|o| o.answered.is_some_and(|a| a.day <= ledger.as_of))
            .count();
        ops.push((month, Op::N(N::Objections, small(record.objections.len()))));
        ops.push((month, Op::N(N::ObjectionsAnswered, small(answered))));
    }

    fn close(&self, i: usize, h: &History, ops: &mut Vec<(u16, Op)>) {
        let (ledger, funnel) = (self.ledger, &self.ledger.settings.funnel);
        let Some(closed) = h.closed else { return };
        let month = self.month(closed);
        let record = ledger.record(h);
        let amount = i128::from(h.amount.unwrap_or(0));
        let won = h.status == Status::Won;
        let mut push = |op| ops.push((month, op));
        push(Op::N(if won { N::Won } else { N::Lost }, 1));
        push(Op::M(if won { M::Won } else { M::Lost }, amount));
        let first_sales = funnel.first_sales();
        let after_handoff = first_sales == funnel.win() || ledger.reached(i, first_sales).is_some();
        if after_handoff {
            push(Op::N(if won { N::WonAfterHandoff } else { N::LostAfterHandoff }, 1));
            push(Op::M(
                if won { M::WonAfterHandoff } else { M::LostAfterHandoff },
                amount,
            ));
            if let Some(visit) = ledger.visited(i, funnel.last_marketing()) {
                let nurtured = self.nurture_touches(h, visit) >= 2;
                let (wins, all) = if nurtured {
                    (N::NurturedWon, N::NurturedClosed)
                } else {
                    (N::UnnurturedWon, N::UnnurturedClosed)
                };
                push(Op::N(wins, i64::from(won)));
                push(Op::N(all, 1));
            }
        }
        push(Op::N(
            N::NeedsJudged,
            small(record.needs.iter().filter(|n| n.met.is_some()).count()),
        ));
        push(Op::N(
            N::NeedsMet,
            small(record.needs.iter().filter(|n| n.met == Some(true)).count()),
        ));
        if !won {
            return;
        }
        push(Op::N(N::WonWithAmount, i64::from(h.amount.is_some())));
        push(Op::N(N::WonNew, i64::from(record.kind == Kind::New)));
        let sourced = match h.sourced_by {
            Source::Unknown => M::UnknownSourced,
            _ if Ledger::is_sourced_by(h, Side::Marketing) => M::MarketingSourced,
            _ => M::SalesSourced,
        };
        push(Op::M(sourced, amount));
        if h.influenced {
            push(Op::M(M::Influenced, amount));
        }
        let cycle_from = if first_sales == funnel.win() {
            funnel.last_marketing()
        } else {
            first_sales
        };
        if let Some(from) = ledger.reached(i, cycle_from) {
            push(Op::Cycle(whole_days(from, closed)));
        }
        push(Op::LeadToWon(whole_days(h.created, closed)));
    }

    fn after_win(&self, h: &History, ops: &mut Vec<(u16, Op)>) {
        let ledger = self.ledger;
        let (Status::Won, Some(closed)) = (h.status, h.closed) else {
            return;
        };
        let follow_ups = || ledger.record(h).follow_ups.iter().filter(|f| f.on.day <= ledger.as_of);
        if ledger.as_of.since(closed) >= self.follow_up_days {
            let month = self.month(closed);
            ops.push((month, Op::N(N::DueFollowUps, 1)));
            let done = follow_ups().any(|f| f.on.day.since(closed) <= self.follow_up_days);
            ops.push((month, Op::N(N::FollowedUp, i64::from(done))));
        }
        for f in follow_ups() {
            let month = self.month(f.on.day);
            match f.kind {
                FollowUpKind::Renewal | FollowUpKind::Expansion => {
                    let amount = f
                        .amount
                        .and_then(|a| ledger.settings.to_site(a, f.on.day).ok())
                        .unwrap_or(0);
                    ops.push((month, Op::M(M::Expansion, i128::from(amount))));
                }
                FollowUpKind::Referral => ops.push((month, Op::N(N::Referrals, 1))),
                _ => {}
            }
        }
    }

    /// Marketing touches from created to the visit of m, both days counted.
    fn nurture_touches(&self, h: &History, visit: Day) -> usize {
        self.ledger
            .touches(h)
            .filter(|t| t.by == Side::Marketing && t.on.day >= h.created && t.on.day <= visit)
            .count()
    }

    fn touches(&self, i: usize, h: &History, ops: &mut Vec<(u16, Op)>) {
        let ledger = self.ledger;
        if let Some(visit) = ledger.visited(i, ledger.settings.funnel.last_marketing()) {
            ops.push((
                self.month(visit),
                Op::N(N::NurtureTouches, small(self.nurture_touches(h, visit))),
            ));
        }
        if ledger
            .touches(h)
            .min_by_key(|t| t.on)
            .is_some_and(|t| t.kind == Some(TouchKind::Referral))
        {
            ops.push((self.month(h.created), Op::N(N::Referrals, 1)));
        }
        let demo = ledger
            .touches(h)
            .filter(|t| t.kind == Some(TouchKind::Demo))
            .map(|t| t.on.day)
            .min();
        if let Some(demo) = demo {
            let talked = |k: TouchKind| matches!(k, TouchKind::Discovery | TouchKind::Call | TouchKind::Meeting);
            let first = ledger
                .touches(h)
                .any(|t| t.on.day <= demo && t.kind.is_some_and(talked));
            let known = !ledger.record(h).needs.is_empty();
            // A touch may be earlier than any deal.
            let month = self.periods.slot(demo);
            ops.push((month, Op::N(N::FirstDemos, 1)));
            ops.push((month, Op::N(N::DiscoveredFirst, i64::from(first || known))));
        }
    }
}

fn small(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
