//! Deals' histories, worked out once from the records: what was reached when, how it ended, where
//! it came from. Only what is dated on or before `as_of` is here.
//!
//! Definitions are those of the metrics' first section; each function names the term it computes.

mod history;
mod members;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use history::Touches;
pub use history::{History, LedgerTouch, Source, Status};
pub use members::{Members, UNKNOWN};

use crate::content::Content;
use crate::model::{Campaign, Day, Deal, Id, Side};
use crate::settings::Settings;

/// No stage was entered.
pub const NEVER: i32 = i32::MIN;

/// All histories up to a day.
#[derive(Debug)]
pub struct Ledger {
    /// The records.
    pub content: Arc<Content>,
    /// The settings.
    pub settings: Arc<Settings>,
    /// Nothing dated after this day is here.
    pub as_of: Day,
    /// One for each deal that exists by `as_of`, by id.
    pub deals: Vec<History>,
    /// reached(d, s) as days, `NEVER` where not; stages of one deal side by side.
    reached: Vec<i32>,
    /// visited(d, s) as days, `NEVER` where not.
    visited: Vec<i32>,
    /// Touches up to `as_of`, in file order, deal after deal.
    touches: Vec<LedgerTouch>,
    /// Members of each dimension.
    pub channels: Members,
    /// Source campaigns.
    pub campaigns: Members,
    /// Owners.
    pub owners: Members,
    /// Segments.
    pub segments: Members,
    /// Regions.
    pub regions: Members,
}

impl Ledger {
    /// Works out all histories up to `as_of`.
    pub fn build(content: &Arc<Content>, settings: &Arc<Settings>, as_of: Day) -> Self {
        let campaigns: HashMap<&Id, u32> = content.campaigns.iter().zip(0u32..).map(|(c, i)| (&c.id, i)).collect();
        let touches = Touches::Record(content, &campaigns);
        let deal = |i: usize| Some((&content.deals[i], u32::try_from(i).ok()?, touches));
        let mut ledger = Self::work_out(content, settings, as_of, content.deals.len(), deal);
        ledger.name_members();
        ledger
    }

    /// The same histories up to an earlier day: what was learned later is not known yet. Members keep their
    /// numbers; those that have no deal yet are among them.
    pub fn earlier(&self, as_of: Day) -> Self {
        self.earlier_of(as_of, |_| true)
    }

    /// The same of those histories alone of which `matters` says so.
    pub fn earlier_of(&self, as_of: Day, matters: impl Fn(&History) -> bool + Sync) -> Self {
        let deal = |i: usize| {
            let h = &self.deals[i];
            let known = Touches::Known(self.all_touches(h), (h.source, h.sourced_by));
            matters(h).then(|| (self.record(h), h.deal, known))
        };
        let mut ledger = Self::work_out(&self.content, &self.settings, as_of, self.deals.len(), deal);
        // Both are in the order of the records, and all that exist then exist now.
        let mut then = ledger.deals.iter().map(|h| h.deal).peekable();
        let kept: Vec<usize> = (0..self.deals.len())
            .filter(|i| then.next_if_eq(&self.deals[*i].deal).is_some())
            .collect();
        ledger.channels = self.channels.only(&kept);
        ledger.campaigns = self.campaigns.only(&kept);
        ledger.owners = self.owners.only(&kept);
        ledger.segments = self.segments.only(&kept);
        ledger.regions = self.regions.only(&kept);
        ledger
    }

    /// Works out some deals in parallel, in their order; `deal` gives each with its place in the content.
    fn work_out<'d>(
        content: &Arc<Content>,
        settings: &Arc<Settings>,
        as_of: Day,
        count: usize,
        deal: impl Fn(usize) -> Option<(&'d Deal, u32, Touches<'d>)> + Sync,
    ) -> Self {
        let size = count.div_ceil(rayon::current_num_threads().max(1) * 4).max(256);
        let chunks = (0..count.div_ceil(size))
            .into_par_iter()
            .map(|c| {
                let mut chunk = history::Chunk::default();
                let mut entries = Vec::new();
                for (record, index, touches) in (c * size..((c + 1) * size).min(count)).filter_map(&deal) {
                    history::work_out(&mut chunk, &mut entries, (record, index), touches, settings, as_of);
                }
                chunk
            })
            .collect();
        Self::joined(content, settings, as_of, chunks)
    }

    /// The chunks' histories one after the other, without members yet.
    fn joined(content: &Arc<Content>, settings: &Arc<Settings>, as_of: Day, chunks: Vec<history::Chunk>) -> Self {
        let mut ledger = Self {
            content: content.clone(),
            settings: settings.clone(),
            as_of,
            deals: Vec::with_capacity(chunks.iter().map(|c| c.deals.len()).sum()),
            reached: Vec::with_capacity(chunks.iter().map(|c| c.reached.len()).sum()),
            visited: Vec::with_capacity(chunks.iter().map(|c| c.visited.len()).sum()),
            touches: Vec::with_capacity(chunks.iter().map(|c| c.touches.len()).sum()),
            channels: Members::default(),
            campaigns: Members::default(),
            owners: Members::default(),
            segments: Members::default(),
            regions: Members::default(),
        };
        for mut chunk in chunks {
            let before = u32::try_from(ledger.touches.len()).unwrap_or(u32::MAX);
            for h in &mut chunk.deals {
                h.first_touch += before;
            }
            ledger.deals.append(&mut chunk.deals);
            ledger.reached.append(&mut chunk.reached);
            ledger.visited.append(&mut chunk.visited);
            ledger.touches.append(&mut chunk.touches);
        }
        ledger
    }

    /// Numbers the members of each dimension in the order of their names.
    fn name_members(&mut self) {
        let content = self.content.clone();
        let deal = |h: &History| &content.deals[h.deal as usize];
        let campaign = |h: &History| h.source.map(|i| &content.campaigns[i as usize]);
        let all = &self.deals;
        let channels = || {
            let of = |h| campaign(h).map(|c| c.channel.as_str()).or(deal(h).channel.as_deref());
            Members::of(all.iter().map(of), content.campaigns.iter().map(|c| c.channel.as_str()))
        };
        let campaigns = || {
            let of = |h| campaign(h).map(|c| c.id.as_str());
            Members::of(all.iter().map(of), content.campaigns.iter().map(|c| c.id.as_str()))
        };
        let owners = || {
            let of = |h| deal(h).owner.as_ref().map(Id::as_str);
            // A quota without a deal is a coverage of 0.
            let with_quota = content.people.iter().filter(|p| !p.quota.is_empty());
            Members::of(all.iter().map(of), with_quota.map(|p| p.id.as_str()))
        };
        let segments = || Members::of(all.iter().map(|h| deal(h).segment.as_deref()), std::iter::empty());
        let regions = || Members::of(all.iter().map(|h| deal(h).region.as_deref()), std::iter::empty());
        let named = rayon::join(
            || rayon::join(channels, campaigns),
            || rayon::join(owners, || rayon::join(segments, regions)),
        );
        (
            (self.channels, self.campaigns),
            (self.owners, (self.segments, self.regions)),
        ) = named;
    }

    /// The record of a history.
    pub fn record(&self, h: &History) -> &Deal {
        &self.content.deals[h.deal as usize]
    }

    /// The source campaign of a history.
    pub fn source_campaign(&self, h: &History) -> Option<&Campaign> {
        h.source.map(|i| &self.content.campaigns[i as usize])
    }

    /// reached(d, s) of the `i`-th history: the earliest date on which it entered `s` or any later stage.
    pub fn reached(&self, i: usize, stage: usize) -> Option<Day> {
        let day = self.reached[i * self.settings.funnel.len() + stage];
        (day != NEVER).then_some(Day(day))
    }

    /// visited(d, s) of the `i`-th history: the earliest date of an entry in `s` itself.
    pub fn visited(&self, i: usize, stage: usize) -> Option<Day> {
        let day = self.visited[i * self.settings.funnel.len() + stage];
        (day != NEVER).then_some(Day(day))
    }

    /// All touches of a history up to `as_of`, in file order.
    pub fn all_touches(&self, h: &History) -> &[LedgerTouch] {
        let start = h.first_touch as usize;
        &self.touches[start..start + h.touches as usize]
    }

    /// The touches that count: those not after the deal closed.
    pub fn touches<'s>(&'s self, h: &History) -> impl Iterator<Item = &'s LedgerTouch> + Clone {
        let closed = h.closed.unwrap_or(Day(i32::MAX));
        self.all_touches(h).iter().filter(move |t| t.on.day <= closed)
    }

    /// Who made the deal's leads: the side that counts as its source.
    pub fn is_sourced_by(h: &History, side: Side) -> bool {
        h.sourced_by.side() == Some(side)
    }

    /// The history of a deal by its id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.deals
            .binary_search_by(|h| self.content.deals[h.deal as usize].id.as_str().cmp(id))
            .ok()
    }
}
