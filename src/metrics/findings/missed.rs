//! Missed opportunities: leads attracted and not converted, customers won and forgotten.

use super::{Detail, Found, Look, RecordKind};
use crate::ledger::{History, Ledger, Status};
use crate::metrics::estimate::Histogram;
use crate::model::{Day, Id, Side, When};
use crate::settings::{HOUR, elapsed};

fn detail(ledger: &Ledger, h: &History, days: i32, date: Day) -> Detail {
    let record = ledger.record(h);
    Detail { id: record.id.to_string(), owner: record.owner.as_ref().map(Id::to_string), days: Some(days), amount: h.amount, date }
}

fn found(details: Vec<Detail>, title: impl FnOnce(usize) -> String) -> Option<Found> {
    (!details.is_empty()).then(|| Found { title: title(details.len()), kind: RecordKind::Deal, details, severity: None })
}

/// Names a number of deals: "1 deal", "12 deals".
fn deals(n: usize) -> String {
    if n == 1 { "1 deal".into() } else { format!("{n} deals") }
}

/// Open deals whose stage is m without a sales touch since their latest entry in m.
pub(super) fn handoff_unanswered(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let settings = &ledger.settings;
    let m = settings.funnel.last_marketing();
    let promise = settings.within.nanos(24 * HOUR);
    let mut details = Vec::new();
    for h in ledger.deals.iter().filter(|h| h.status == Status::Open && usize::from(h.stage) == m) {
        let entry = h.latest_entry;
        let waited = elapsed(settings.hours.as_ref(), &settings.zone, When::date(entry.day), When::date(ledger.as_of));
        let answered = ledger.touches(h).any(|t| t.by == Side::Sales && !t.on.before(entry));
        if waited >= promise && !answered {
            details.push(detail(ledger, h, ledger.as_of.since(entry.day), entry.day));
        }
    }
    let oldest = details.iter().filter_map(|d| d.days).max().unwrap_or(0);
    let within = settings.within.words();
    found(details, |n| {
        let wait = if n == 1 { "waits" } else { "wait" };
        format!("{} handed over {wait} for a first answer from sales beyond the {within} promised, the oldest for {oldest} days", deals(n))
    })
}

/// The days after which a deal in each stage counts as stalled: as set, else the 90th percentile of
/// those who moved on where at least 20 did, else 30.
pub fn stall_limits(ledger: &Ledger) -> Vec<i32> {
    let funnel = &ledger.settings.funnel;
    (0..funnel.win())
        .map(|s| {
            if let Some(days) = funnel.stages[s].max_days {
                return i32::try_from(days).unwrap_or(i32::MAX);
            }
            let mut moved = Histogram::default();
            for i in 0..ledger.deals.len() {
                if let (Some(visited), Some(next)) = (ledger.visited(i, s), ledger.reached(i, s + 1)) {
                    if let (true, Ok(days)) = (visited <= next, u64::try_from(next.since(visited))) {
                        moved.add(days);
                    }
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
            details.push(detail(ledger, h, days, h.latest_entry.day));
        }
    }
    let planned = details
        .iter()
        .filter(|d| ledger.find(&d.id).is_some_and(|i| ledger.record(&ledger.deals[i]).next.as_ref().is_some_and(|n| n.on.day >= ledger.as_of)))
        .count();
    found(details, |n| {
        let has = if n == 1 { "has" } else { "have" };
        format!("{} {has} stood still longer than nearly all that moved on; {planned} of them with a next step to come", deals(n))
    })
}

/// Deals won long enough ago without a follow-up in that time.
pub(super) fn won_and_forgotten(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let window = look.days("follow_up_days");
    let mut details = Vec::new();
    let mut won = 0;
    for h in ledger.deals.iter().filter(|h| h.status == Status::Won) {
        let Some(closed) = h.closed.filter(|c| ledger.as_of.since(*c) >= window) else { continue };
        won += 1;
        let followed = ledger.record(h).follow_ups.iter().any(|f| f.on.day <= ledger.as_of && f.on.day.since(closed) <= window);
        if !followed {
            details.push(detail(ledger, h, ledger.as_of.since(closed), closed));
        }
    }
    found(details, |n| format!("{n} of {won} customers won had no follow-up within {window} days"))
}
