//! Missed opportunities: leads attracted and not converted, customers won and forgotten.

use super::records::{Part, deal, of_deals};
use super::{Found, Look};
use crate::ledger::{Ledger, Status};
use crate::metrics::estimate::{Histogram, newcombe};
use crate::metrics::{Difference, Period, PeriodKind, Periods, first_month};
use crate::model::{Side, When};
use crate::settings::{HOUR, elapsed};
use crate::words::say;

/// Open deals whose stage is m without a sales touch since their latest entry in m.
pub(super) fn handoff_unanswered(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let settings = &ledger.settings;
    let m = settings.funnel.last_marketing();
    let promise = settings.within.nanos(24 * HOUR);
    let mut details = Vec::new();
    for h in ledger
        .deals
        .iter()
        .filter(|h| h.status == Status::Open && usize::from(h.stage) == m)
    {
        let entry = h.latest_entry;
        let waited = elapsed(
            settings.hours.as_ref(),
            &settings.zone,
            When::date(entry.day),
            When::date(ledger.as_of),
        );
        let answered = ledger.touches(h).any(|t| t.by == Side::Sales && !t.on.before(entry));
        if waited >= promise && !answered {
            details.push(deal(ledger, h, Some(ledger.as_of.since(entry.day)), entry.day));
        }
    }
    let oldest = details.iter().filter_map(|d| d.days).max().unwrap_or(0);
    of_deals(details, |n| {
        let w = look.words();
        say!(
            w,
            "found-unanswered",
            n = n,
            promise = w.promise(settings.within),
            days = oldest
        )
    })
}

/// The days after which a deal in each stage counts as stalled: as set, else the 90th percentile of
/// those who moved on where at least 20 did, else 30.
pub(super) fn stall_limits(ledger: &Ledger) -> Vec<i32> {
    let funnel = &ledger.settings.funnel;
    (0..funnel.win())
        .map(|s| {
            if let Some(days) = funnel.stages[s].max_days {
                return i32::try_from(days).unwrap_or(i32::MAX);
            }
            let mut moved = Histogram::default();
            for i in 0..ledger.deals.len() {
                if let (Some(visited), Some(next)) = (ledger.visited(i, s), ledger.reached(i, s + 1))
                    && let (true, Ok(days)) = (visited <= next, u64::try_from(next.since(visited)))
                {
                    moved.add(days);
                }
            }
            moved.compact();
            match moved.percentile(90) {
                Some(days) if moved.total() >= 20 => i32::try_from(days).unwrap_or(i32::MAX),
                _ => 30,
            }
        })
        .collect()
}

/// Open deals longer since their latest entry than the stage's limit.
pub(super) fn stalled(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let limits = stall_limits(ledger);
    let mut details = Vec::new();
    for h in ledger.deals.iter().filter(|h| h.status == Status::Open) {
        let days = ledger.as_of.since(h.latest_entry.day);
        if limits.get(usize::from(h.stage)).is_some_and(|limit| days > *limit) {
            details.push(deal(ledger, h, Some(days), h.latest_entry.day));
        }
    }
    let planned = details
        .iter()
        .filter(|d| {
            ledger.find(&d.id).is_some_and(|i| {
                ledger
                    .record(&ledger.deals[i])
                    .next
                    .as_ref()
                    .is_some_and(|n| n.on.day >= ledger.as_of)
            })
        })
        .count();
    of_deals(details, |n| {
        let w = look.words();
        let planned = match (planned, n) {
            (0, 1) => say!(w, "found-stalled-one-without"),
            (_, 1) => say!(w, "found-stalled-one-with"),
            (0, _) => say!(w, "found-stalled-none"),
            (planned, _) => say!(w, "found-stalled-some", n = planned),
        };
        say!(w, "found-stalled", n = n, planned = planned)
    })
}

/// Deals won long enough ago without a follow-up in that time.
pub(super) fn won_and_forgotten(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let window = look.days("follow_up_days");
    let mut details = Vec::new();
    let mut won = 0;
    for h in ledger.deals.iter().filter(|h| h.status == Status::Won) {
        let Some(closed) = h.closed.filter(|c| ledger.as_of.since(*c) >= window) else {
            continue;
        };
        won += 1;
        let followed = ledger
            .record(h)
            .follow_ups
            .iter()
            .any(|f| f.on.day <= ledger.as_of && f.on.day.since(closed) <= window);
        if !followed {
            details.push(deal(ledger, h, Some(ledger.as_of.since(closed)), closed));
        }
    }
    of_deals(details, |n| {
        say!(look.words(), "found-forgotten", n = n, won = won, days = window)
    })
}

/// One conversion in the last whole quarter and in the one before, at equal age.
#[derive(Clone, Default)]
struct Step {
    last: Part,
    before: Part,
    /// The deals of the last quarter's cohort that have not moved on.
    left: Vec<usize>,
}

/// All consecutive conversions of two quarters, counted in one pass. The last one has been seen up to
/// `as_of`; the one before counts as it stood at that age.
fn steps(ledger: &Ledger, last: &Period, before: &Period) -> Vec<Step> {
    let same_age = before.first.plus(ledger.as_of.since(last.first));
    let mut steps = vec![Step::default(); ledger.settings.funnel.win()];
    for i in 0..ledger.deals.len() {
        for (s, step) in steps.iter_mut().enumerate() {
            // What has not reached a stage has reached none after it.
            let Some(entered) = ledger.reached(i, s) else { break };
            let moved = ledger.reached(i, s + 1);
            if (last.first..=last.last).contains(&entered) {
                step.last.count(moved.is_some());
                if moved.is_none() {
                    step.left.push(i);
                }
            } else if (before.first..=before.last.min(same_age)).contains(&entered) {
                step.before.count(moved.is_some_and(|day| day <= same_age));
            }
        }
    }
    steps
}

/// Conversions that fell from one quarter to the next, both quarters seen for as many days.
pub(super) fn leak(look: &Look<'_>) -> Option<Found> {
    let (ledger, funnel) = (look.ledger, &look.ledger.settings.funnel);
    let periods = Periods::new(first_month(ledger), ledger.as_of, ledger.settings.fiscal_year_starts);
    let last = periods.last_whole(PeriodKind::Quarter)?;
    let before = periods.previous(last)?;
    let enough = i128::from(look.days("deals"));
    let (mut details, mut lines, mut all_clear) = (Vec::new(), Vec::new(), true);
    for (s, step) in steps(ledger, last, before).iter().enumerate() {
        let (now, then) = (step.last, step.before);
        let fell = || newcombe(now.some, now.all, then.some, then.all).is_some_and(|(_, high)| high < 0.0);
        if now.all < enough || then.all < enough || !fell() {
            continue;
        }
        all_clear &= now.differs(then) == Difference::Less;
        let (from, to) = (&funnel.stages[s].name, &funnel.stages[s + 1].name);
        lines.push(say!(
            look.words(),
            "found-leak-step",
            from = from,
            to = to,
            some = now.some,
            all = now.all,
            some_before = then.some,
            all_before = then.all,
        ));
        // A deal is left behind at one step only, so none is named twice.
        for i in &step.left {
            let (h, Some(entered)) = (&ledger.deals[*i], ledger.reached(*i, s)) else {
                continue;
            };
            details.push(deal(
                ledger,
                h,
                Some(h.closed.unwrap_or(ledger.as_of).since(entered)),
                entered,
            ));
        }
    }
    of_deals(details, |_| {
        let w = look.words();
        let (period, steps) = (w.period(last), lines.join("; "));
        if all_clear {
            say!(w, "found-leak-clear", period = period, steps = steps)
        } else {
            say!(w, "found-leak-unclear", period = period, steps = steps)
        }
    })
}

/// Deals lost for want of time or money, and not contacted since.
pub(super) fn lost_to_timing(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let wait = look.days("days");
    let mut details = Vec::new();
    for h in ledger.deals.iter().filter(|h| h.status == Status::Lost) {
        let (Some(closed), Some(loss)) = (h.closed, &ledger.record(h).lost) else {
            continue;
        };
        let days = ledger.as_of.since(closed);
        let timing = matches!(loss.reason.as_deref(), Some("timing" | "no-budget"));
        if timing && days >= wait && !ledger.all_touches(h).iter().any(|t| loss.on.before(t.on)) {
            details.push(deal(ledger, h, Some(days), closed));
        }
    }
    of_deals(details, |n| say!(look.words(), "found-timing", n = n, days = wait))
}
