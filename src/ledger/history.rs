//! One deal's history.

use std::collections::HashMap;

use super::NEVER;
use crate::content::Content;
use crate::model::{Day, Deal, Entry, Id, Side, Touch, TouchKind, When};
use crate::settings::Settings;

/// How a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Neither won nor lost.
    Open,
    /// Reached the win.
    Won,
    /// Lost.
    Lost,
}

impl Status {
    /// As in the data files.
    pub fn word(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::Won => "won",
            Status::Lost => "lost",
        }
    }
}

/// By whom a deal is sourced, and what says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The record names its source campaign.
    Named(Side),
    /// The campaign of the earliest touch on or before the deal was created.
    CampaignTouch(Side),
    /// The side of the earliest touch on or before the deal was created.
    Touch(Side),
    /// Nothing says so.
    Unknown,
}

impl Source {
    /// The side.
    pub fn side(self) -> Option<Side> {
        match self {
            Source::Named(side) | Source::CampaignTouch(side) | Source::Touch(side) => Some(side),
            Source::Unknown => None,
        }
    }

    /// As in the data files.
    pub fn word(self) -> &'static str {
        self.side().map_or("unknown", Side::word)
    }
}

/// A touch with its side worked out.
#[derive(Clone, Copy, Debug)]
pub struct LedgerTouch {
    /// When.
    pub on: When,
    /// Index of the campaign.
    pub campaign: Option<u32>,
    /// Which side made it.
    pub by: Side,
    /// What it was.
    pub kind: Option<TouchKind>,
    /// Position among the record's touches.
    pub position: u32,
}

/// What is known of a deal beside the stages it reached.
#[derive(Clone, Debug)]
pub struct History {
    /// Index of the record.
    pub deal: u32,
    /// First entry.
    pub created: Day,
    /// Won, lost or open.
    pub status: Status,
    /// The day it was won or lost.
    pub closed: Option<Day>,
    /// The same with its time of day, where that is known.
    pub closed_at: Option<When>,
    /// Index of its stage (of a lost deal, at the loss).
    pub stage: u8,
    /// Its latest entry.
    pub latest_entry: When,
    /// Dates of entries that went back.
    pub returns: Vec<Day>,
    /// The first return from the sales side to marketing's.
    pub returned: Option<Day>,
    /// First visit of m, with its time where that is known.
    pub handed_over: Option<When>,
    /// The entry by which h was reached.
    pub accepted: Option<When>,
    /// Amount in minor units of the site's currency.
    pub amount: Option<i64>,
    /// Index of the source campaign.
    pub source: Option<u32>,
    /// By whom it is sourced.
    pub sourced_by: Source,
    /// Whether marketing touched it in the look-back before it closed.
    pub influenced: bool,
    /// Where its touches start in the ledger.
    pub(super) first_touch: u32,
    /// How many there are.
    pub(super) touches: u32,
}

/// Histories of some deals in a row, laid out as the ledger lays out all of them.
#[derive(Default)]
pub(super) struct Chunk {
    pub deals: Vec<History>,
    pub reached: Vec<i32>,
    pub visited: Vec<i32>,
    pub touches: Vec<LedgerTouch>,
}

/// The side that made a touch: as written, else the campaign's, else the kind's.
fn side(touch: &Touch, campaign: Option<u32>, content: &Content) -> Side {
    touch
        .by
        .or_else(|| campaign.map(|i| content.campaigns[i as usize].function))
        .or_else(|| touch.kind.and_then(TouchKind::side))
        // A campaign that was left out with an error: its touch was some marketing.
        .unwrap_or(Side::Marketing)
}

fn resolved(touch: &Touch, position: u32, content: &Content, campaigns: &HashMap<&Id, u32>) -> LedgerTouch {
    let campaign = touch.campaign.as_ref().and_then(|id| campaigns.get(id)).copied();
    LedgerTouch {
        on: touch.on,
        campaign,
        by: side(touch, campaign, content),
        kind: touch.kind,
        position,
    }
}

/// Where a deal's touches come from.
#[derive(Clone, Copy)]
pub(super) enum Touches<'t> {
    /// From its record; campaigns by id.
    Record(&'t Content, &'t HashMap<&'t Id, u32>),
    /// From a history up to a later day, with what is its source: touches on or before the day it was created,
    /// which decide that, are the same up to any day.
    Known(&'t [LedgerTouch], (Option<u32>, Source)),
}

/// Works out one deal and adds it, where it exists by `as_of`. `entries` is memory to use again.
pub(super) fn work_out<'c>(
    chunk: &mut Chunk,
    entries: &mut Vec<&'c Entry>,
    (deal, index): (&'c Deal, u32),
    touches: Touches<'_>,
    settings: &Settings,
    as_of: Day,
) {
    let funnel = &settings.funnel;
    let n = funnel.len();
    entries.clear();
    entries.extend(deal.stages.iter().filter(|e| e.on.day <= as_of));
    // By date, then by stage order; times of day only decide between entries of one day in one stage.
    entries.sort_by_key(|e| (e.on.day, e.stage, e.on));
    let (Some(first), Some(latest)) = (entries.first(), entries.last()) else {
        return;
    };
    let created = first.on.day;
    let base = chunk.visited.len();
    chunk.visited.resize(base + n, NEVER);
    let visited = &mut chunk.visited[base..];
    for entry in entries.iter().rev() {
        visited[entry.stage as usize] = entry.on.day.0;
    }
    chunk.reached.extend_from_slice(visited);
    let reached = &mut chunk.reached[base..];
    for s in (0..n - 1).rev() {
        reached[s] = match (reached[s], reached[s + 1]) {
            (NEVER, later) => later,
            (own, NEVER) => own,
            (own, later) => own.min(later),
        };
    }
    reached[0] = created.0;
    let won = (reached[n - 1] != NEVER).then(|| Day(reached[n - 1]));
    let lost = deal.lost.as_ref().map(|l| l.on.day).filter(|day| *day <= as_of);
    let (status, closed) = match (won, lost) {
        (Some(_), _) => (Status::Won, won),
        (None, Some(_)) => (Status::Lost, lost),
        (None, None) => (Status::Open, None),
    };
    let first_touch = chunk.touches.len();
    let (source, sourced_by) = match touches {
        Touches::Known(later, source) => {
            chunk.touches.extend(later.iter().filter(|t| t.on.day <= as_of));
            source
        }
        Touches::Record(content, campaigns) => {
            let counted = deal.touches.iter().zip(0u32..).filter(|(t, _)| t.on.day <= as_of);
            chunk
                .touches
                .extend(counted.map(|(t, position)| resolved(t, position, content, campaigns)));
            source(deal, created, &chunk.touches[first_touch..], content, campaigns)
        }
    };
    let touches = &chunk.touches[first_touch..];
    let end = closed.unwrap_or(as_of);
    let influenced = touches
        .iter()
        .any(|t| t.by == Side::Marketing && (0..=settings.lookback_days).contains(&end.since(t.on.day)));
    let (m, h) = (funnel.last_marketing(), funnel.first_sales());
    let first_on = |pred: &dyn Fn(usize) -> bool| entries.iter().filter(|e| pred(e.stage as usize)).map(|e| e.on).min();
    let accepted = first_on(&|s| s >= h);
    let returned = accepted.and_then(|a| {
        entries
            .iter()
            .filter(|e| (e.stage as usize) <= m && e.on.day > a.day)
            .map(|e| e.on.day)
            .min()
    });
    let history = History {
        deal: index,
        created,
        status,
        closed,
        closed_at: match status {
            Status::Won => first_on(&|s| s == n - 1),
            Status::Lost => deal.lost.as_ref().map(|l| l.on),
            Status::Open => None,
        },
        stage: if status == Status::Won {
            u8::try_from(n - 1).unwrap_or(u8::MAX)
        } else {
            latest.stage
        },
        latest_entry: latest.on,
        returns: entries
            .windows(2)
            .filter(|w| w[1].stage < w[0].stage)
            .map(|w| w[1].on.day)
            .collect(),
        returned,
        handed_over: first_on(&|s| s == m),
        accepted,
        amount: deal.amount.and_then(|a| settings.to_site(a, end).ok()),
        source,
        sourced_by,
        influenced,
        first_touch: u32::try_from(first_touch).unwrap_or(u32::MAX),
        touches: u32::try_from(touches.len()).unwrap_or(u32::MAX),
    };
    chunk.deals.push(history);
}

/// The source campaign and the side that counts as the deal's source.
fn source(
    deal: &Deal,
    created: Day,
    touches: &[LedgerTouch],
    content: &Content,
    campaigns: &HashMap<&Id, u32>,
) -> (Option<u32>, Source) {
    let function = |i: u32| content.campaigns[i as usize].function;
    if let Some(i) = deal.source.as_ref().and_then(|id| campaigns.get(id)).copied() {
        return (Some(i), Source::Named(function(i)));
    }
    let early = || touches.iter().filter(|t| t.on.day <= created);
    // `min_by_key` keeps the first of equals: file order.
    if let Some(i) = early()
        .filter(|t| t.campaign.is_some())
        .min_by_key(|t| t.on)
        .and_then(|t| t.campaign)
    {
        return (Some(i), Source::CampaignTouch(function(i)));
    }
    match early().min_by_key(|t| t.on) {
        Some(touch) => (None, Source::Touch(touch.by)),
        None => (None, Source::Unknown),
    }
}
