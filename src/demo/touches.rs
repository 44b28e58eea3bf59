//! Who got in touch with whom, and when.

use super::campaigns::CHANNELS;
use super::days::{AS_OF, Calendar, Moment};
use super::deal::Touch;
use super::dice::Dice;
use super::market::{CUSTOMER, LEAD, MQL, OPPORTUNITY, OUTBOUND_OR_CUSTOMER, SQL, WEBSITE};
use super::schedule::Schedule;
use super::story::{Draft, End};
use super::words;

/// Adds the contacts up to the deal's end.
pub(super) fn add(draft: &mut Draft, calendar: &Calendar, schedule: &Schedule, dice: &mut Dice) {
    let mut pen = Pen {
        last: draft.end.last_day(),
        calendar,
        list: Vec::new(),
        strangers: draft.channel != CUSTOMER,
    };
    first(draft, schedule, &mut pen, dice);
    warm(draft, schedule, &mut pen, dice);
    sales(draft, &mut pen, dice);
    if let Some(offered) = draft.entered(OPPORTUNITY) {
        closing(draft, offered, schedule, &mut pen, dice);
    }
    draft.deal.touches = pen.list;
}

struct Pen<'a> {
    last: i32,
    calendar: &'a Calendar,
    list: Vec<Touch>,
    /// Whether remarks for a first acquaintance fit.
    strangers: bool,
}

impl Pen<'_> {
    /// A contact, unless the deal has ended by then.
    fn put(&mut self, on: Moment, campaign: Option<usize>, kind: Option<&'static str>, dice: &mut Dice) {
        if on.day > self.last || on.day < 0 {
            return;
        }
        let by = match (campaign, kind) {
            (None, Some("email" | "event" | "referral" | "other")) => Some("sales"),
            _ => None,
        };
        let remarks = kind.map_or(&[][..], words::touch_notes);
        let fits = self.strangers && !remarks.is_empty();
        let note = (fits && dice.chance(85)).then(|| dice.word(remarks));
        self.list.push(Touch {
            on,
            campaign,
            by,
            kind,
            note,
        });
    }

    /// A contact by sales, on a day on which people work.
    fn call(&mut self, on: i32, kind: &'static str, dice: &mut Dice) {
        let on = self.calendar.workday(on);
        self.put(Moment::bare(on), None, Some(kind), dice);
    }
}

/// What brought the lead, and sometimes what they had seen before.
fn first(draft: &mut Draft, schedule: &Schedule, pen: &mut Pen, dice: &mut Dice) {
    let kind = match draft.channel {
        WEBSITE => Some("web"),
        CUSTOMER if draft.campaign.is_some() => Some("meeting"),
        CUSTOMER => Some(dice.word(&["call", "email", "call"])),
        channel => match CHANNELS[channel] {
            "paid-search" => Some("search"),
            "trade-fair" => Some("event"),
            "outbound" => Some("call"),
            "partner" => None,
            other => Some(other),
        },
    };
    let known = !OUTBOUND_OR_CUSTOMER.contains(&draft.channel) && draft.campaign.is_some();
    if known && dice.chance(170) {
        let on = draft.created - dice.between(4, 45);
        let seen = if on < 0 {
            None
        } else {
            schedule.source(*dice.pick(&[7, 0, 1]), on, dice)
        };
        if let Some(seen) = seen.filter(|&seen| Some(seen) != draft.campaign) {
            let kind = match schedule.campaigns[seen].channel {
                "paid-search" => "ad",
                other => other,
            };
            pen.put(Moment::bare(on), Some(seen), Some(kind), dice);
            // The first seen did not bring them; without this line it would count as if it had.
            draft.deal.source = draft.campaign;
        }
    }
    pen.put(Moment::bare(draft.created), draft.campaign, kind, dice);
}

/// Marketing's contacts while a lead ripens.
fn warm(draft: &Draft, schedule: &Schedule, pen: &mut Pen, dice: &mut Dice) {
    let until = draft.entered(MQL).unwrap_or((draft.created + 70).min(pen.last));
    let mut on = draft.created;
    let mut before = draft.campaign;
    for _ in 0..draft.warm {
        let room = until - on;
        if room < 3 {
            return;
        }
        on += dice.between(3, (room / 2).max(3));
        let webinar = if dice.chance(220) {
            schedule.source(2, on, dice)
        } else {
            None
        };
        let met = webinar.or_else(|| schedule.nurture(on, dice));
        if let Some(campaign) = met.filter(|_| met != before) {
            before = met;
            let kind = schedule.campaigns[campaign].channel;
            pen.put(Moment::bare(on), Some(campaign), Some(kind), dice);
        }
    }
}

/// Sales' contacts up to the demo.
fn sales(draft: &Draft, pen: &mut Pen, dice: &mut Dice) {
    if let Some(on) = draft.early_call {
        pen.call(on, "call", dice);
    }
    for &answer in &draft.answers {
        let kind = if dice.chance(780) { "call" } else { "email" };
        pen.put(answer, None, Some(kind), dice);
        if draft.stage() == MQL && dice.chance(450) {
            pen.call(answer.day + dice.between(2, 6), "call", dice);
        }
    }
    let Some(begun) = draft.entered(SQL) else {
        return;
    };
    let dug = dice.chance(790);
    if dug {
        let kind = if dice.chance(760) { "discovery" } else { "meeting" };
        pen.call(begun + dice.between(0, 3), kind, dice);
    }
    let until = draft.entered(OPPORTUNITY).unwrap_or(begun + 18);
    let shown = if draft.entered(OPPORTUNITY).is_some() { 840 } else { 360 };
    if dice.chance(shown) {
        let after = i32::from(dug) * 3;
        let on = (begun + after + dice.between(0, 8)).min(until);
        pen.call(on.max(begun), "demo", dice);
    }
    if draft.stage() == SQL && !draft.silent && draft.end == End::Open {
        pen.call(AS_OF - dice.between(0, 16), dice.word(&["call", "email", "call"]), dice);
    }
}

/// Contacts while a quote is out, by both sides.
fn closing(draft: &Draft, offered: i32, schedule: &Schedule, pen: &mut Pen, dice: &mut Dice) {
    let kind = if draft.segment == 2 || dice.chance(250) {
        "proposal"
    } else {
        "quote"
    };
    if dice.chance(930) {
        pen.call(offered + dice.between(0, 4), kind, dice);
    }
    let last = if draft.silent {
        pen.last.min(offered + 20)
    } else {
        pen.last
    };
    let room = last - offered;
    if room < 4 {
        return;
    }
    let more = dice.between(0, if room > 14 { 3 } else { 1 });
    for _ in 0..more {
        let kinds = ["call", "call", "meeting", "negotiation", "email"];
        let on = offered + dice.between(3, room);
        pen.call(on, dice.word(&kinds), dice);
    }
    if dice.chance(240) {
        let on = pen.calendar.workday(offered + dice.between(2, room));
        if let Some(visit) = schedule.visit(on) {
            pen.put(Moment::bare(on), Some(visit), Some("demo"), dice);
        }
    }
    if dice.chance(260) {
        let on = offered + dice.between(1, room);
        if let Some(letter) = schedule.nurture(on, dice) {
            let kind = schedule.campaigns[letter].channel;
            pen.put(Moment::bare(on), Some(letter), Some(kind), dice);
        }
    }
    let open = draft.end == End::Open && !draft.silent;
    if dice.chance(if open { 720 } else { 380 }) {
        // The mail goes out whoever is talking to them, so a call falls into the same days.
        let on = (pen.last - dice.between(1, 25)).max(offered + 1);
        if let Some(offer) = schedule.offer(on).filter(|_| on >= offered && on <= pen.last) {
            pen.put(Moment::bare(on), Some(offer), Some("email"), dice);
            if open && dice.chance(700) {
                pen.call(on + dice.between(0, 1), "call", dice);
            }
        }
    }
    if draft.channel == CUSTOMER || draft.furthest() == LEAD {
        return;
    }
    if open && dice.chance(700) {
        pen.call(
            AS_OF - dice.between(0, 18),
            dice.word(&["call", "meeting", "email", "negotiation"]),
            dice,
        );
    }
}
