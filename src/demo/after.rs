//! What was learned and what came after: losses, needs, objections, next steps, follow-ups, notes.

use super::campaigns::OUTBOUND;
use super::days::{AS_OF, Calendar, Moment};
use super::deal::{FollowUp, Loss, Next, Objection, Touch};
use super::dice::Dice;
use super::market::{CUSTOMER, LEAD, MQL, OPPORTUNITY, SQL, TURNS};
use super::story::{Draft, End};
use super::words;

/// Goes round the lists of remarks, so that none is heard twice before all were heard once.
#[derive(Default)]
pub(super) struct Rota {
    turns: [usize; 3],
}

impl Rota {
    fn next(&mut self, list: usize, remarks: &[&'static str]) -> &'static str {
        let turn = self.turns[list];
        self.turns[list] += 1;
        // 5 shares no factor with a list's length.
        remarks[turn * 5 % remarks.len()]
    }
}

/// Adds all of it, and puts the contacts in order.
pub(super) fn add(draft: &mut Draft, calendar: &Calendar, rota: &mut Rota, dice: &mut Dice) {
    match draft.end {
        End::Lost(on) => lose(draft, on, calendar, dice),
        End::Won(on) => follow_up(draft, on, calendar, dice),
        End::Open => plan(draft, calendar, dice),
    }
    learn(draft, dice);
    remark(draft, rota, dice);
    draft.deal.touches.sort_by_key(|touch| touch.on);
}

fn lose(draft: &mut Draft, on: i32, calendar: &Calendar, dice: &mut Dice) {
    let stage = draft.stage();
    let reasons = match (draft.channel, stage) {
        (CUSTOMER, _) => &words::CUSTOMER_LOSSES[..],
        (OUTBOUND, LEAD) => &words::CALLED_LOSSES[..],
        _ => words::loss_reasons(stage),
    };
    let weights: Vec<i32> = reasons
        .iter()
        .map(|&(reason, weight)| match reason {
            // The new price list is dearer.
            "price" if on > TURNS.prices + 20 => weight * 16 / 10,
            _ => weight,
        })
        .collect();
    let reason = if draft.silent {
        "no-response"
    } else {
        reasons[dice.weighted(&weights)].0
    };
    let to = (reason == "competitor")
        .then(|| words::COMPETITORS[dice.weighted(&words::COMPETITORS.map(|(_, weight)| weight))].0);
    let remarks = words::loss_notes(reason);
    let told = if stage >= SQL { 240 } else { 30 };
    let note = (!remarks.is_empty() && dice.chance(told)).then(|| dice.word(remarks));
    draft.deal.loss = Some(Loss {
        on,
        reason: (!reason.is_empty()).then_some(reason),
        to,
        note,
    });
    if matches!(reason, "timing" | "no-budget") && dice.chance(380) {
        let later = calendar.workday(on + dice.between(45, 190));
        if later <= AS_OF {
            let (kind, by) = *dice.pick(&[("call", None), ("email", Some("marketing")), ("email", Some("sales"))]);
            draft.deal.touches.push(Touch {
                on: Moment::bare(later),
                campaign: None,
                by,
                kind: Some(kind),
                note: None,
            });
        }
    }
}

fn follow_up(draft: &mut Draft, won: i32, calendar: &Calendar, dice: &mut Dice) {
    let cared_for = if draft.deal.owner == Some("tomasz") && won > TURNS.tomasz_left - 70 {
        130
    } else if won >= TURNS.follow_up_rule - 50 {
        890
    } else {
        640
    };
    let cared = dice.chance(cared_for);
    let mut steps: Vec<(i32, &'static str)> = Vec::new();
    if cared {
        if draft.deal.kind != Some("renewal") && dice.chance(860) {
            steps.push((won + 3 + dice.skewed(9).min(24), "onboarding"));
        }
        steps.push((won + dice.between(38, 84), "check-in"));
        if dice.chance(520) {
            steps.push((won + dice.between(120, 230), "review"));
        }
        if dice.chance(210) {
            steps.push((won + dice.between(70, 260), "referral"));
        }
        if dice.chance(190) {
            steps.push((won + dice.between(110, 380), "expansion"));
        }
    }
    let renews = if cared { 830 } else { 520 };
    if draft.deal.kind != Some("existing") && dice.chance(renews) {
        steps.push((won + dice.between(345, 372), "renewal"));
    }
    let paid = draft.deal.amount.unwrap_or(0);
    for (on, kind) in steps {
        let on = calendar.workday(on);
        if on > AS_OF {
            continue;
        }
        let share = match kind {
            // Set-up is paid once; what renews is the licence.
            "renewal" => i64::from(dice.between(58, 70)),
            "expansion" => i64::from(dice.between(15, 45)),
            _ => 0,
        };
        let amount = (share > 0 && paid > 0).then(|| (paid * share / 5_000).max(1) * 50);
        let remarks = words::follow_up_notes(kind);
        let note = (!remarks.is_empty() && dice.chance(330)).then(|| dice.word(remarks));
        draft.deal.follow_ups.push(FollowUp { on, kind, amount, note });
    }
    draft.deal.follow_ups.sort_by_key(|step| step.on);
}

fn plan(draft: &mut Draft, calendar: &Calendar, dice: &mut Dice) {
    let stage = draft.stage();
    if stage == LEAD || (stage == MQL && draft.answers.is_empty()) || !dice.chance(800) {
        return;
    }
    let on = if draft.silent || dice.chance(160) {
        calendar.workday(AS_OF - dice.between(6, 34))
    } else {
        calendar.workday(AS_OF + dice.between(1, 24))
    };
    let since = draft.deal.entries.last().map_or(0, |entry| entry.at.day);
    let on = calendar.workday(on.max(since + 1));
    let by = draft.deal.owner.filter(|_| dice.chance(420));
    let what = dice.word(words::next_steps(stage));
    draft.deal.next = Some(Next { on, what, by });
}

/// Needs and objections, as sales heard them.
fn learn(draft: &mut Draft, dice: &mut Dice) {
    let furthest = draft.furthest();
    if furthest < SQL || !dice.chance(if furthest == SQL { 660 } else { 850 }) {
        return;
    }
    for _ in 0..[1, 2, 2, 3][dice.below(4)] {
        let (need, met) = words::NEEDS[dice.weighted(&words::NEED_WEIGHTS)];
        if draft.deal.needs.iter().any(|&(known, _)| known == need) {
            continue;
        }
        let met = match draft.end {
            End::Open => None,
            End::Won(_) => dice.chance(860).then(|| dice.chance(500 + met / 2)),
            End::Lost(_) => dice.chance(640).then(|| dice.chance(met * 8 / 10)),
        };
        draft.deal.needs.push((need, met));
    }
    let Some(offered) = draft.entered(OPPORTUNITY).filter(|_| draft.channel != CUSTOMER) else {
        return;
    };
    if !dice.chance(480) {
        return;
    }
    let last = draft.end.last_day();
    for _ in 0..=dice.below(2) {
        let text = dice.word(&words::OBJECTIONS);
        if draft.deal.objections.iter().any(|known| known.text == text) {
            continue;
        }
        let settled = if matches!(draft.end, End::Won(_)) { 880 } else { 520 };
        let on = (offered + dice.between(1, 20)).min(last);
        let answered = dice.chance(settled).then_some(on);
        draft.deal.objections.push(Objection { text, answered });
    }
}

fn remark(draft: &mut Draft, rota: &mut Rota, dice: &mut Dice) {
    if draft.deal.owner.is_some() && dice.chance(200) {
        let tag = dice.word(&words::TAGS);
        draft.deal.tags.push(tag);
        let other = dice.word(&words::TAGS);
        if other != tag && dice.chance(300) {
            draft.deal.tags.push(other);
        }
    }
    // A remark presumes that somebody has talked with them about a quote.
    if draft.entered(OPPORTUNITY).is_none() || draft.silent || draft.channel == CUSTOMER {
        return;
    }
    let (share, list, notes): (i32, usize, &[&'static str]) = match draft.end {
        End::Won(_) => (270, 0, &words::WON_NOTES),
        End::Lost(_) => (150, 1, &words::LOST_NOTES),
        End::Open => (330, 2, &words::OPEN_NOTES),
    };
    if dice.chance(share) {
        draft.deal.notes = Some(rota.next(list, notes));
    }
}
