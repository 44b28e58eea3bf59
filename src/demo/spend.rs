//! What campaigns cost and brought, written once all leads are known.

use super::campaigns::Campaign;
use super::days::{AS_OF, Calendar, MONTHS};
use super::dice::Dice;
use super::schedule::Schedule;
use super::yaml::{block, line, text};

/// A campaign in one month.
struct Figures {
    month: usize,
    cents: i64,
    impressions: Option<u64>,
    visits: u64,
    leads: u64,
}

/// The file of the `number`th campaign. `scale` is how many times the usual size the company is,
/// in per mille.
pub(super) fn file(seed: u64, number: usize, schedule: &Schedule, calendar: &Calendar, scale: i64) -> String {
    let mut dice = Dice::new(seed, 4, number as u64);
    let campaign = &schedule.campaigns[number];
    let months = months(campaign, number, schedule, calendar, scale, &mut dice);
    let mut out = String::new();
    line!(out, "# {}", heading(campaign));
    line!(out, "name: {}", text(&campaign.name, false));
    line!(out, "function: {}", campaign.function);
    line!(out, "channel: {}", campaign.channel);
    line!(out, "goal: {}", campaign.goal);
    line!(out, "ask: {}", campaign.ask);
    line!(out, "owner: {}", campaign.owner);
    line!(out, "promise: {}", text(&campaign.promise, false));
    line!(out, "starts: {}", calendar.text(campaign.starts));
    if let Some(ends) = campaign.ends {
        line!(out, "ends: {}", calendar.text(ends));
    }
    let total: i64 = months.iter().map(|month| month.cents).sum();
    if campaign.budget > 0 && total > 0 {
        let step = if total < 500_000 { 10_000 } else { 50_000 };
        let budget = (total * campaign.budget / 100 + step / 2) / step;
        line!(out, "budget: {}", (budget.max(1)) * step / 100);
    }
    line!(out, "spend:");
    for month in &months {
        line!(out, "  {}: {}", calendar.month_text(month.month), money(month.cents));
    }
    let measured = !matches!(campaign.channel, "outbound" | "demo-day" | "customer" | "referral");
    if measured {
        line!(out, "results:");
        for month in &months {
            let shown = month
                .impressions
                .map_or(String::new(), |count| format!("impressions: {count}, "));
            line!(
                out,
                "  {}: {{{shown}visits: {}, leads: {}}}",
                calendar.month_text(month.month),
                month.visits,
                month.leads
            );
        }
    }
    if !campaign.note.is_empty() {
        block(&mut out, "", "notes", campaign.note);
    }
    out
}

fn heading(campaign: &Campaign) -> String {
    let who = if campaign.function == "sales" {
        "Run and paid for by sales"
    } else {
        "Run and paid for by marketing"
    };
    let ended = if campaign.ends.is_some() { "" } else { ", still running" };
    format!("{who}{ended}. Spend is what was invoiced, by month.")
}

fn money(cents: i64) -> String {
    if cents % 100 == 0 {
        format!("{}", cents / 100)
    } else {
        format!("{}.{:02}", cents / 100, cents % 100)
    }
}

fn months(
    campaign: &Campaign,
    number: usize,
    schedule: &Schedule,
    calendar: &Calendar,
    scale: i64,
    dice: &mut Dice,
) -> Vec<Figures> {
    let from = calendar.month(campaign.starts);
    let until = calendar.month(campaign.ends.unwrap_or(AS_OF)).min(MONTHS - 1);
    let peak = campaign.peak.map(|on| calendar.month(on));
    let known = i64::try_from(number).unwrap_or(0);
    (from..=until)
        .map(|month| {
            let leads = schedule.leads(number, month);
            // A lead's price wanders, and rises with the years.
            let price =
                campaign.lead_cents * dice.amount_between(82, 118) * i64::from(100 + u8::try_from(month).unwrap_or(0))
                    / 10_000;
            let days = calendar.days_of(month);
            let runs = days.clone().filter(|&on| campaign.runs(on)).count();
            let full = i64::try_from(runs * 100 / days.len()).unwrap_or(100);
            let fixed = campaign.month_cents * full / 100 * scale / 1_000;
            let fixed = fixed / 500 * 500
                + if fixed > 0 && month % 5 == usize::try_from(known % 5).unwrap_or(0) {
                    dice.amount_between(0, 9) * 500
                } else {
                    0
                };
            let once = match peak {
                // Booked ahead, settled afterwards.
                Some(peak) if month == peak => campaign.once_cents * 62 / 100,
                Some(_) if month == from => campaign.once_cents * 38 / 100,
                _ => 0,
            } * scale
                / 1_000;
            let once = once / 1_000 * 1_000;
            let cents = price * i64::from(leads) + fixed + once;
            results(campaign, month, leads, cents, scale, dice)
        })
        .collect()
}

/// What the platform shows: rather more leads than became deals, since it counts double entries.
fn results(campaign: &Campaign, month: usize, brought: u32, cents: i64, scale: i64, dice: &mut Dice) -> Figures {
    let extra = if campaign.channel == "paid-search" { 240 } else { 90 };
    let double = (0..brought.min(400)).filter(|_| dice.chance(extra)).count();
    let double = u64::try_from(double).unwrap_or(0) * u64::from(brought) / u64::from(brought.clamp(1, 400));
    let leads = u64::from(brought) + double;
    let some = |low, high, dice: &mut Dice| {
        let count = dice.amount_between(low, high) * scale / 1_000;
        u64::try_from(count).unwrap_or(0)
    };
    let each = |low: u64, high: u64, dice: &mut Dice| {
        let spread = usize::try_from(high - low + 1).unwrap_or(1);
        low + u64::try_from(dice.below(spread)).unwrap_or(0)
    };
    let (visits, impressions) = match campaign.channel {
        // Clicks follow the money.
        "paid-search" => {
            let clicks = u64::try_from(cents).unwrap_or(0) / each(230, 330, dice) + leads;
            (clicks, Some(clicks * each(17, 29, dice) + each(0, 90, dice)))
        }
        "social" => {
            let clicks = some(170, 420, dice) + leads * 9;
            (clicks, Some(clicks * each(55, 110, dice) + each(0, 400, dice)))
        }
        "email" => {
            let clicks = some(60, 140, dice) + leads * 4;
            (clicks, Some(clicks * each(8, 13, dice) + each(0, 40, dice)))
        }
        "content" => (some(210, 520, dice) + leads * 22, None),
        "webinar" => (some(20, 60, dice) + leads * each(6, 10, dice), None),
        _ => (some(8, 30, dice) + leads * each(2, 4, dice), None),
    };
    Figures {
        month,
        cents,
        impressions,
        visits,
        leads,
    }
}
