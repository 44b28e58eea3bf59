//! Which campaign can meet whom on which day.

use super::campaigns::{CHANNELS, Campaign, OUTBOUND, Use};
use super::days::{AS_OF, MONTHS};
use super::dice::{Dice, by_weight};
use super::market::{ODDS, TURNS, WEBSITE};

/// The plan, looked up by day.
pub(super) struct Schedule {
    /// All campaigns.
    pub(super) campaigns: Vec<Campaign>,
    /// By channel, then day: places of campaigns that bring leads.
    sources: Vec<Vec<Vec<usize>>>,
    /// By day.
    nurture: Vec<Vec<usize>>,
    /// By day.
    visits: Vec<Vec<usize>>,
    waste: Vec<usize>,
    offers: Vec<usize>,
    retain: Vec<usize>,
    /// Leads brought, by campaign and month.
    leads: Vec<[u32; MONTHS]>,
}

fn place(day: i32) -> usize {
    usize::try_from(day.clamp(0, AS_OF)).unwrap_or(0)
}

fn by_day(campaigns: &[Campaign], fits: impl Fn(&Campaign) -> bool) -> Vec<Vec<usize>> {
    (0..=AS_OF)
        .map(|on| {
            let running = campaigns.iter().enumerate();
            running
                .filter(|(_, campaign)| campaign.runs(on) && fits(campaign))
                .map(|(index, _)| index)
                .collect()
        })
        .collect()
}

fn places(campaigns: &[Campaign], used: Use) -> Vec<usize> {
    let all = campaigns.iter().enumerate();
    all.filter(|(_, campaign)| campaign.used == used)
        .map(|(index, _)| index)
        .collect()
}

/// How strongly a campaign draws on a day, 10 being usual: a fair in its days, a webinar before it.
fn draw(campaign: &Campaign, on: i32) -> i32 {
    let Some(peak) = campaign.peak else { return 10 };
    match (campaign.channel, on - peak) {
        ("trade-fair", 0..=3) => 160,
        ("trade-fair", 4..=12) => 12,
        ("trade-fair", _) => 0,
        (_, -14..=-1) => 30,
        (_, 0) => 60,
        (_, 1..=5) => 14,
        _ => 4,
    }
}

impl Schedule {
    /// The campaigns, indexed.
    pub(super) fn new(campaigns: Vec<Campaign>) -> Self {
        let sources = (0..CHANNELS.len())
            .map(|channel| by_day(&campaigns, |campaign| campaign.used == Use::Source(channel)))
            .collect();
        let nurture = by_day(&campaigns, |campaign| {
            campaign.goal == "nurture" || campaign.id == "workshop-stories"
        });
        let visits = by_day(&campaigns, |campaign| campaign.used == Use::Visit);
        let leads = vec![[0; MONTHS]; campaigns.len()];
        Self {
            sources,
            nurture,
            visits,
            waste: places(&campaigns, Use::Waste),
            offers: places(&campaigns, Use::Offer),
            retain: places(&campaigns, Use::Retain),
            leads,
            campaigns,
        }
    }

    /// Weights of the channels on a day, the website last; 0 where no campaign runs, and for
    /// outbound where nobody is at work to call.
    pub(super) fn weights(&self, on: i32, month: usize, closed: bool) -> [i32; 10] {
        let grown = i32::try_from(month).unwrap_or(0);
        std::array::from_fn(|channel| {
            let share = ODDS[channel].share + ODDS[channel].growth * grown / 12;
            if channel == WEBSITE {
                return if on >= TURNS.website { share * 16 / 10 } else { share };
            }
            if closed && channel == OUTBOUND {
                return 0;
            }
            let running = &self.sources[channel][place(on)];
            let strength: i32 = running.iter().map(|&index| draw(&self.campaigns[index], on)).sum();
            match i32::try_from(running.len()) {
                Ok(count) if count > 0 => share * strength / count / 10,
                _ => 0,
            }
        })
    }

    /// How much more than usual happens on a day: fairs fill notebooks.
    pub(super) fn rush(&self, on: i32) -> i32 {
        let fair = self.sources[3][place(on)]
            .iter()
            .any(|&index| draw(&self.campaigns[index], on) == 160);
        if fair { 4 } else { 1 }
    }

    /// A campaign of a channel that runs on that day.
    pub(super) fn source(&self, channel: usize, on: i32, dice: &mut Dice) -> Option<usize> {
        let running = self.sources.get(channel)?.get(place(on))?;
        let weights: Vec<i32> = running
            .iter()
            .map(|&index| self.campaigns[index].pull * draw(&self.campaigns[index], on))
            .collect();
        let at = dice.between(0, 999);
        running.get(by_weight(&weights, at)).copied()
    }

    /// The campaign that brings nothing, in its days.
    pub(super) fn waste(&self, on: i32) -> Option<usize> {
        self.waste.iter().copied().find(|&index| self.campaigns[index].runs(on))
    }

    /// Something that keeps a lead warm on that day.
    pub(super) fn nurture(&self, on: i32, dice: &mut Dice) -> Option<usize> {
        let running = &self.nurture[place(on)];
        running.get(dice.below(running.len())).copied()
    }

    /// A visit campaign on that day.
    pub(super) fn visit(&self, on: i32) -> Option<usize> {
        self.visits[place(on)].first().copied()
    }

    /// The offer mail, in its days.
    pub(super) fn offer(&self, on: i32) -> Option<usize> {
        self.offers
            .iter()
            .copied()
            .find(|&index| self.campaigns[index].runs(on))
    }

    /// The campaign for customers.
    pub(super) fn retain(&self) -> Option<usize> {
        self.retain.first().copied()
    }

    /// Counts a lead for a campaign's results and costs.
    pub(super) fn count(&mut self, campaign: usize, month: usize) {
        if let Some(count) = self.leads.get_mut(campaign).and_then(|months| months.get_mut(month)) {
            *count += 1;
        }
    }

    /// Leads of a campaign in a month.
    pub(super) fn leads(&self, campaign: usize, month: usize) -> u32 {
        self.leads[campaign][month]
    }
}
