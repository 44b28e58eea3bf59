//! The dates of one deal put together: what the CRM's fields say, its history and its contact's, in an order
//! that a deal can have. docs/content/importing.md states these rules for users; they belong together.

use super::mapping::Target;
use crate::model::When;
use crate::settings::Funnel;

/// A change of a deal's stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The stage that it left, where that is known.
    pub from: Option<Target>,
    /// The stage that it entered.
    pub to: Target,
    /// When.
    pub on: When,
}

/// What an export says about the dates of a deal.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Where it stands.
    pub current: Target,
    /// When it was created.
    pub created: Option<When>,
    /// When it was closed, where it is.
    pub closed: Option<When>,
    /// When it entered the stage where it stands.
    pub entered: Option<When>,
    /// Dates of entering stages, from columns of its own.
    pub own: Vec<(Target, When)>,
    /// Changes in the order of time.
    pub changes: Vec<Change>,
    /// Dates of entering stages from its contact, as that became a lead and more.
    pub before: Vec<(u8, When)>,
}

/// The dates of a deal, without contradictions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// Entries: by time where `listed`, else by stage, each once.
    pub stages: Vec<(u8, When)>,
    /// Whether a stage was entered again, or an earlier one after a later.
    pub listed: bool,
    /// When it was won.
    pub won: Option<When>,
    /// When it was lost.
    pub lost: Option<When>,
    /// Whether dates had to be moved.
    pub reordered: bool,
    /// Whether it was closed and opened again.
    pub reopened: bool,
}

/// A date that no deal can be without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undated {
    /// When a closed deal was closed.
    Close,
    /// When an open deal entered the stage where it stands.
    Entry(u8),
    /// When it began.
    Begin,
}

/// Puts the dates of a deal together.
///
/// # Errors
/// What is missing.
pub fn assemble(facts: &Facts, funnel: &Funnel, created_as: Option<Target>) -> Result<Path, Undated> {
    let win = Target::Stage(u8::try_from(funnel.win()).unwrap_or(u8::MAX));
    let is_closed = |t: Target| t == Target::Lost || t == win;
    let mut path = Path::default();
    let (mut entries, closing) = of_history(facts, is_closed, &mut path);
    if entries.is_empty() {
        entries = of_columns(facts, is_closed);
    }
    let closed = if is_closed(facts.current) {
        let own = facts.own.iter().filter(|(t, _)| *t == facts.current).map(|o| o.1).min();
        let on = closing.or(own).or(facts.closed).or(facts.entered);
        Some(on.ok_or(Undated::Close)?)
    } else {
        None
    };
    let open = match facts.current {
        Target::Stage(stage) if closed.is_none() => Some(stage),
        _ => None,
    };
    if let Some(on) = facts.created {
        let default = match created_as {
            Some(Target::Stage(stage)) => Some(stage),
            _ => None,
        };
        // No later than where it stands.
        let stage = match (default, open) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        // What its contact says of that stage is the better date.
        let known = |s: u8| facts.before.iter().any(|b| b.0 == s);
        // Where other dates are known it was created in that stage only if that was before all of them.
        let is_first = |s: u8| {
            let earlier = |e: &(u8, When)| s < e.0 && on.day < e.1.day;
            facts.changes.is_empty() && entries.iter().all(earlier)
        };
        if let Some(stage) = stage.filter(|s| !known(*s) && Target::Stage(*s) != win && is_first(*s)) {
            entries.insert(0, (stage, on));
        }
    }
    let limit = open.map_or_else(|| funnel.win() as u8, |s| s + 1);
    let first = entries.first().copied();
    let from_history = closing.is_some() || !facts.changes.is_empty();
    for (stage, on) in sorted(&facts.before) {
        let early = !from_history || first.is_none_or(|f| stage < f.0);
        if stage < limit && early && !entries.iter().any(|e| e.0 == stage) {
            entries.push((stage, on));
        }
    }
    if let Some(stage) = open.filter(|s| !entries.iter().any(|e| e.0 == *s)) {
        // It stands there since it was created, or since it entered the last stage that has a date.
        let guess = facts.created.map(|created| {
            let dates = entries.iter().map(|e| e.1);
            dates.fold(created, |latest, on| if latest.before(on) { on } else { latest })
        });
        entries.push((stage, facts.entered.or(guess).ok_or(Undated::Entry(stage))?));
    }
    path.listed = goes_back(&facts.changes, &entries, is_closed);
    if path.listed {
        entries.sort_by_key(|e| e.1);
    } else {
        entries.sort_by_key(|e| e.0);
        if let (Target::Stage(stage), Some(on)) = (facts.current, closed) {
            entries.push((stage, on));
        }
    }
    put_in_order(&mut entries, closed, &mut path);
    if path.listed
        && let (Target::Stage(stage), Some(on)) = (facts.current, closed)
    {
        entries.push((stage, on));
    }
    match facts.current {
        Target::Lost => path.lost = closed,
        _ => path.won = closed,
    }
    if entries.is_empty() {
        return Err(Undated::Begin);
    }
    path.stages = entries;
    Ok(path)
}

/// Entries by a history, and when it closed the deal for good. What was closed before it was opened again
/// was not.
fn of_history(facts: &Facts, is_closed: impl Fn(Target) -> bool, path: &mut Path) -> (Vec<(u8, When)>, Option<When>) {
    let mut all: Vec<(Target, When)> = Vec::new();
    if let Some(first) = facts.changes.first()
        && let (Some(from), Some(created)) = (first.from, facts.created)
        && from != Target::LeaveOut
        && !is_closed(from)
    {
        all.push((from, created.min(first.on)));
    }
    for change in &facts.changes {
        if change.to != Target::LeaveOut && all.last().is_none_or(|l| l.0 != change.to) {
            all.push((change.to, change.on));
        }
    }
    let last_open = all.iter().rposition(|e| !is_closed(e.0));
    let end = all.split_off(last_open.map_or(0, |i| i + 1));
    path.reopened = all.iter().any(|e| is_closed(e.0)) || (!end.is_empty() && !is_closed(facts.current));
    let closing = end.iter().rev().find(|e| e.0 == facts.current).map(|e| e.1);
    let mut entries: Vec<(u8, When)> = Vec::new();
    for (target, on) in all {
        // Two of the CRM's stages may be one here.
        if let Target::Stage(stage) = target
            && !is_closed(target)
            && entries.last().is_none_or(|e| e.0 != stage)
        {
            entries.push((stage, on));
        }
    }
    (entries, closing)
}

/// Entries by columns with the dates of stages, each stage at its earliest.
fn of_columns(facts: &Facts, is_closed: impl Fn(Target) -> bool) -> Vec<(u8, When)> {
    let open = facts.own.iter().filter(|o| !is_closed(o.0));
    let stages: Vec<(u8, When)> = open
        .filter_map(|(target, on)| match target {
            Target::Stage(stage) => Some((*stage, *on)),
            _ => None,
        })
        .collect();
    sorted(&stages)
}

/// By stage, each at its earliest.
fn sorted(stages: &[(u8, When)]) -> Vec<(u8, When)> {
    let mut all = stages.to_vec();
    all.sort_unstable();
    all.dedup_by_key(|s| s.0);
    all
}

/// Whether a history entered a stage again, or an earlier one after a later.
fn goes_back(changes: &[Change], entries: &[(u8, When)], is_closed: impl Fn(Target) -> bool) -> bool {
    let again = |i: usize| entries[..i].iter().any(|e| e.0 == entries[i].0);
    if (0..entries.len()).any(again) {
        return true;
    }
    let mut highest = None;
    changes.iter().filter(|c| !is_closed(c.to)).any(|c| {
        let back = highest.is_some_and(|h| c.to < h) && c.to != Target::LeaveOut;
        highest = highest.max(Some(c.to).filter(|t| matches!(t, Target::Stage(_))));
        back || c
            .from
            .is_some_and(|f| matches!((f, c.to), (Target::Stage(a), Target::Stage(b)) if b < a && !is_closed(f)))
    })
}

/// No entry is after the close; in the order of stages none is after that of a later stage. What is, is dated
/// as the later: that date is the better kept one.
fn put_in_order(entries: &mut [(u8, When)], closed: Option<When>, path: &mut Path) {
    for i in (0..entries.len()).rev() {
        let later = entries[i + 1..]
            .iter()
            .filter(|_| !path.listed)
            .map(|e| e.1)
            .chain(closed);
        let mut on = entries[i].1;
        for other in later.collect::<Vec<_>>() {
            if other.before(on) {
                on = other;
                path.reordered = true;
            }
        }
        entries[i].1 = on;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    const LEAD: u8 = 0;
    const MQL: u8 = 1;
    const SQL: u8 = 2;
    const OPP: u8 = 3;
    const WON: u8 = 4;

    fn on(text: &str) -> When {
        When::parse(text, &TimeZone::UTC).unwrap()
    }

    fn facts(current: Target) -> Facts {
        Facts {
            current,
            created: Some(on("2026-02-01")),
            closed: None,
            entered: None,
            own: Vec::new(),
            changes: Vec::new(),
            before: Vec::new(),
        }
    }

    fn path(facts: &Facts) -> Path {
        assemble(facts, &Funnel::standard(), Some(Target::Stage(OPP))).unwrap()
    }

    #[test]
    fn a_contacts_dates_come_before_the_deals() {
        let mut f = facts(Target::Stage(WON));
        f.closed = Some(on("2026-03-01"));
        f.before = vec![
            (LEAD, on("2026-01-05")),
            (MQL, on("2026-01-10")),
            (WON, on("2025-01-01")),
        ];
        let p = path(&f);
        let want = [
            (LEAD, "2026-01-05"),
            (MQL, "2026-01-10"),
            (OPP, "2026-02-01"),
            (WON, "2026-03-01"),
        ];
        assert_eq!(p.stages, want.map(|(s, d)| (s, on(d))));
        assert!(!p.listed && !p.reordered);
    }

    #[test]
    fn an_open_deal_is_in_no_later_stage() {
        let mut f = facts(Target::Stage(SQL));
        f.before = vec![(LEAD, on("2026-01-05")), (OPP, on("2026-02-01"))];
        assert_eq!(path(&f).stages, [(LEAD, on("2026-01-05")), (SQL, on("2026-02-01"))]);
    }

    #[test]
    fn earlier_stages_move_back_to_later_ones() {
        let mut f = facts(Target::Lost);
        f.closed = Some(on("2026-01-20"));
        f.before = vec![(LEAD, on("2026-01-05")), (MQL, on("2026-01-30"))];
        let p = path(&f);
        let want = [(LEAD, "2026-01-05"), (MQL, "2026-01-20"), (OPP, "2026-01-20")];
        assert_eq!(p.stages, want.map(|(s, d)| (s, on(d))));
        assert!(p.reordered && p.lost == Some(on("2026-01-20")));
    }

    /// The day of creation is that of the stage that deals are created in, also where later stages have dates of their own.
    #[test]
    fn created_comes_before_the_stages_that_have_dates() {
        let mut f = facts(Target::Stage(SQL));
        f.created = Some(on("2026-06-02"));
        f.own = vec![(Target::Stage(SQL), on("2026-06-12"))];
        let created_as = |stage| assemble(&f, &Funnel::standard(), Some(Target::Stage(stage))).unwrap();
        let p = created_as(LEAD);
        let want = [(LEAD, "2026-06-02"), (SQL, "2026-06-12")];
        assert_eq!(p.stages, want.map(|(s, d)| (s, on(d))));
        assert!(!p.reordered);
        // Created on the day on which it entered the later stage, it was created there; so it was in the same stage.
        assert_eq!(created_as(SQL).stages, [(SQL, on("2026-06-12"))]);
        f.created = Some(on("2026-06-12"));
        let p = assemble(&f, &Funnel::standard(), Some(Target::Stage(LEAD))).unwrap();
        assert_eq!(p.stages, [(SQL, on("2026-06-12"))]);
    }

    /// What is guessed of the stage where a deal stands does not move what is known of an earlier one.
    #[test]
    fn a_guess_moves_no_date_that_is_known() {
        let mut f = facts(Target::Stage(OPP));
        f.own = vec![(Target::Stage(SQL), on("2026-02-12"))];
        let p = path(&f);
        let want = [(SQL, "2026-02-12"), (OPP, "2026-02-12")];
        assert_eq!(p.stages, want.map(|(s, d)| (s, on(d))));
        assert!(!p.reordered);
    }

    #[test]
    fn a_history_may_go_back_and_be_opened_again() {
        let change = |from, to, day| Change {
            from: Some(from),
            to,
            on: on(day),
        };
        let (sql, opp, won) = (Target::Stage(SQL), Target::Stage(OPP), Target::Stage(WON));
        let mut f = facts(won);
        f.closed = Some(on("2026-12-31"));
        f.changes = vec![
            change(sql, opp, "2026-02-10"),
            change(opp, sql, "2026-02-20"),
            change(sql, Target::Lost, "2026-02-25"),
            change(Target::Lost, opp, "2026-03-01"),
            change(opp, won, "2026-03-05"),
        ];
        let p = path(&f);
        let want = [
            (SQL, "2026-02-01"),
            (OPP, "2026-02-10"),
            (SQL, "2026-02-20"),
            (OPP, "2026-03-01"),
            (WON, "2026-03-05"),
        ];
        assert_eq!(p.stages, want.map(|(s, d)| (s, on(d))));
        assert!(p.listed && p.reopened && !p.reordered);
    }

    #[test]
    fn what_nothing_dates_is_said() {
        let mut f = facts(Target::Lost);
        let missing = |f: &Facts| assemble(f, &Funnel::standard(), None).err();
        assert_eq!(missing(&f), Some(Undated::Close));
        f.closed = Some(on("2026-03-01"));
        assert_eq!(missing(&f), Some(Undated::Begin));
        f.current = Target::Stage(SQL);
        f.created = None;
        assert_eq!(missing(&f), Some(Undated::Entry(SQL)));
    }
}
