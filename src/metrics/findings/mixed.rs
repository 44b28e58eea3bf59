//! Mixed signals: marketing that pushes for the sale, sales that calls too early, both at once.

use super::records::{FEW, Part, campaign, deal, of_campaigns, of_deals, spend};
use super::{Found, Look};
use crate::ledger::{History, Ledger, Status};
use crate::metrics::Difference;
use crate::model::{Ask, Day, Goal, Side};
use crate::words::{Words, say};

/// Marketing campaigns whose ask is too big for their goal.
pub(super) fn hard_sell_early(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let (mut details, mut buy) = (Vec::new(), 0);
    for c in look.campaigns().filter(|c| c.function == Side::Marketing) {
        let fires = match c.goal {
            Goal::Attract => matches!(c.ask, Ask::Talk | Ask::Buy),
            Goal::Engage | Goal::Nurture => c.ask == Ask::Buy,
            Goal::Close | Goal::Retain => false,
        };
        if fires {
            buy += usize::from(c.ask == Ask::Buy);
            details.push(campaign(c, spend(ledger, c)));
        }
    }
    of_campaigns(details, None, |n| {
        let w = look.words();
        let what = match (buy, n - buy) {
            (0, _) => say!(w, "found-to-talk"),
            (_, 0) => say!(w, "found-to-buy"),
            (buy, talk) => say!(w, "found-to-buy-and-talk", buy = buy, talk = talk),
        };
        say!(w, "found-hard-sell-early", n = n, what = what)
    })
}

/// Deals that marketing brought and that sales touched before the handoff.
pub(super) fn sales_before_handoff(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let (limit, funnel) = (look.days("days"), &ledger.settings.funnel);
    let (m, h) = (funnel.last_marketing(), funnel.first_sales());
    let mut details = Vec::new();
    let (mut these, mut others) = (Part::default(), Part::default());
    for (i, history) in ledger
        .deals
        .iter()
        .enumerate()
        .filter(|(_, d)| Ledger::is_sourced_by(d, Side::Marketing))
    {
        let early = early_touches(ledger, i, history, m, limit);
        // The win rate as the registry defines it: of those that sales took on and that are decided.
        if history.closed.is_some() && (h == funnel.win() || ledger.reached(i, h).is_some()) {
            let group = if early.is_some() { &mut these } else { &mut others };
            group.count(history.status == Status::Won);
        }
        if let Some((first, last)) = early {
            let days = ledger.visited(i, m).map(|visit| visit.since(first));
            details.push(deal(ledger, history, days, last));
        }
    }
    of_deals(details, |n| {
        let rates = win_rates(look.words(), these, others);
        say!(look.words(), "found-sales-before-handoff", n = n, rates = rates)
    })
}

/// The first and last day of sales touches more than `limit` days before the deal first visited `m`,
/// or of any where it never reached it. A deal that skipped `m` was never handed over, and has none.
fn early_touches(ledger: &Ledger, i: usize, h: &History, m: usize, limit: i32) -> Option<(Day, Day)> {
    let visited = ledger.visited(i, m);
    if visited.is_none() && ledger.reached(i, m).is_some() {
        return None;
    }
    let sales = ledger.touches(h).filter(|t| t.by == Side::Sales).map(|t| t.on.day);
    let early = sales.filter(|day| visited.is_none_or(|visit| visit.since(*day) > limit));
    early.fold(None, |span, day| {
        let (first, last) = span.unwrap_or((day, day));
        Some((day.min(first), day.max(last)))
    })
}

/// The win rates of such deals and of the others; a comparison only where it is clear.
fn win_rates(w: &Words, these: Part, others: Part) -> String {
    let (a, b) = (w.k_of_n(these.some, these.all), w.k_of_n(others.some, others.all));
    if these.all == 0 {
        return say!(w, "found-none-decided");
    }
    match these.differs(others) {
        Difference::Less => say!(w, "found-won-less", these = a, others = b),
        Difference::Greater => say!(w, "found-won-more", these = a, others = b),
        _ if these.all.min(others.all) < FEW => say!(w, "found-won-few"),
        _ => say!(w, "found-won-unclear", these = a, others = b),
    }
}

/// Open deals that both sides push at once.
pub(super) fn both_at_once(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let (limit, h) = (look.days("days"), ledger.settings.funnel.first_sales());
    let pushes: Vec<bool> = ledger
        .content
        .campaigns
        .iter()
        .map(|c| matches!(c.ask, Ask::Talk | Ask::Buy))
        .collect();
    let mut details = Vec::new();
    let (mut marketing, mut sales) = (Vec::new(), Vec::new());
    for (i, history) in ledger
        .deals
        .iter()
        .enumerate()
        .filter(|(_, d)| d.status == Status::Open)
    {
        let Some(from) = ledger.reached(i, h) else { continue };
        marketing.clear();
        sales.clear();
        for t in ledger.touches(history).filter(|t| t.on.day >= from) {
            match t.by {
                Side::Sales => sales.push(t.on.day),
                Side::Marketing if t.campaign.is_some_and(|c| pushes[c as usize]) => marketing.push(t.on.day),
                Side::Marketing => {}
            }
        }
        sales.sort_unstable();
        if let Some((gap, last)) = clash(&marketing, &sales, limit) {
            details.push(deal(ledger, history, Some(gap), last));
        }
    }
    of_deals(details, |n| {
        say!(look.words(), "found-both-at-once", n = n, days = limit)
    })
}

/// The smallest gap between a day of marketing's and one of sales' (sorted), and the last day of all
/// pairs at most `limit` days apart; `None` where no pair is.
pub(super) fn clash(marketing: &[Day], sales: &[Day], limit: i32) -> Option<(i32, Day)> {
    let mut found: Option<(i32, Day)> = None;
    for day in marketing {
        // The latest one that may be near enough, and the nearest one on either side.
        let Some(latest) = sales[..sales.partition_point(|s| *s <= day.plus(limit))].last() else {
            continue;
        };
        if day.since(*latest) > limit {
            continue;
        }
        let after = sales.partition_point(|s| s < day);
        let gap = sales[after.saturating_sub(1)..]
            .iter()
            .take(2)
            .map(|s| s.since(*day).abs())
            .min()
            .unwrap_or(limit);
        let last = *day.max(latest);
        found = Some(found.map_or((gap, last), |(g, l)| (g.min(gap), l.max(last))));
    }
    found
}
