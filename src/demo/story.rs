//! How a deal goes: from the first contact through the stages to its end.

use super::after;
use super::campaigns::{OUTBOUND, Use};
use super::customers::{Customer, Customers};
use super::days::{AS_OF, Calendar, Moment};
use super::deal::{Deal, Entry};
use super::dice::{Deck, Dice, by_weight};
use super::market::{self, CUSTOMER, LEAD, MQL, ODDS, OPPORTUNITY, REGIONS, SEGMENTS, SQL, TURNS, WEBSITE, WON};
use super::names::{Named, Names, slug};
use super::schedule::Schedule;
use super::words;

/// How a deal ended, so far.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Not yet.
    Open,
    /// Won on that day.
    Won(i32),
    /// Lost on that day.
    Lost(i32),
}

impl End {
    /// The last day on which something may have happened before the end.
    pub(super) fn last_day(self) -> i32 {
        match self {
            Self::Open => AS_OF,
            Self::Won(on) | Self::Lost(on) => on,
        }
    }
}

/// What is known of a deal beside what its record says; the other rooms of the story use it.
pub(super) struct Draft {
    /// First contact.
    pub(super) created: i32,
    /// Place in the odds.
    pub(super) channel: usize,
    /// Place of the campaign that brought it.
    pub(super) campaign: Option<usize>,
    /// Place of the segment and region.
    pub(super) segment: usize,
    /// See `segment`.
    pub(super) region: usize,
    /// Whether its people note times of day.
    pub(super) timed: bool,
    /// Whether sales called before the handoff.
    pub(super) early_call: Option<i32>,
    /// First sales contacts after each handoff.
    pub(super) answers: Vec<Moment>,
    /// Marketing contacts planned while it ripens.
    pub(super) warm: i32,
    /// How it ended.
    pub(super) end: End,
    /// Whether nobody did anything in its last stage.
    pub(super) silent: bool,
    /// The record.
    pub(super) deal: Deal,
}

impl Draft {
    /// The day on which it entered a stage first, skipped ones left out.
    pub(super) fn entered(&self, stage: usize) -> Option<i32> {
        let mut entries = self.deal.entries.iter();
        entries.find(|entry| entry.stage == stage).map(|entry| entry.at.day)
    }

    /// The furthest stage.
    pub(super) fn furthest(&self) -> usize {
        self.deal.entries.iter().map(|entry| entry.stage).max().unwrap_or(LEAD)
    }

    /// The stage of the latest entry.
    pub(super) fn stage(&self) -> usize {
        self.deal.entries.last().map_or(LEAD, |entry| entry.stage)
    }
}

enum Fate {
    GoesOn,
    Ends,
    /// Nobody cares for it; closed at some spring-cleaning.
    Sleeps,
}

/// Makes one deal after the other, in the order of their first contacts.
pub(super) struct Teller<'a> {
    /// The days.
    pub(super) calendar: &'a Calendar,
    /// The campaigns.
    pub(super) schedule: Schedule,
    seed: u64,
    sellers: usize,
    names: Names,
    customers: Customers,
    kinds: Deck,
    channels: Deck,
    notes: after::Rota,
    /// By group of channels, then stage.
    fates: [[Deck; 4]; 8],
    /// Handoffs in usual weeks, and when sellers are short.
    handoffs: [Deck; 2],
}

impl<'a> Teller<'a> {
    /// At the start of the story.
    pub(super) fn new(seed: u64, deals: usize, calendar: &'a Calendar, schedule: Schedule) -> Self {
        let mut names = Names::new(seed);
        let customers = Customers::new(seed, deals, &mut names);
        Self {
            calendar,
            schedule,
            seed,
            sellers: market::more_sellers(deals),
            names,
            customers,
            kinds: Deck::default(),
            channels: Deck::default(),
            notes: after::Rota::default(),
            fates: Default::default(),
            handoffs: Default::default(),
        }
    }

    /// The deal of that number, first heard of on day `created`.
    pub(super) fn tell(&mut self, number: usize, created: i32) -> Deal {
        let mut dice = Dice::new(self.seed, 1, number as u64);
        let month = self.calendar.month(created);
        // Customers are seen on working days, which are fewer.
        let again =
            self.kinds.draw(&mut dice) < 62 + 4 * i32::try_from(month).unwrap_or(0) && !self.calendar.closed(created);
        let known = if again {
            self.customers.take(created, &mut dice)
        } else {
            None
        };
        let mut draft = match &known {
            Some(customer) => self.known_customer(customer, created, &mut dice),
            None => self.newcomer(created, month, &mut dice),
        };
        self.walk(&mut draft, &mut dice);
        self.settle(&mut draft, number, &mut dice);
        super::touches::add(&mut draft, self.calendar, &self.schedule, &mut dice);
        after::add(&mut draft, self.calendar, &mut self.notes, &mut dice);
        if let End::Won(on) = draft.end {
            let earlier = known.as_ref().map_or(0, |customer| customer.deals);
            self.customers.add(
                Customer {
                    account: draft.deal.account.clone(),
                    segment: draft.segment,
                    region: draft.region,
                    deals: earlier + usize::from(known.is_none()),
                    since: on,
                },
                &mut dice,
            );
        } else if let Some(customer) = known {
            // Not this time, but still a customer.
            let since = draft.end.last_day();
            self.customers.add(Customer { since, ..customer }, &mut dice);
        }
        if let Some(campaign) = draft.campaign {
            self.schedule.count(campaign, month);
        }
        draft.deal
    }

    fn known_customer(&mut self, customer: &Customer, created: i32, dice: &mut Dice) -> Draft {
        let renewal = created - customer.since > 290 && dice.chance(600);
        let campaign = if dice.chance(550) { self.schedule.retain() } else { None };
        let year = &self.calendar.text(created)[..4];
        let name = if renewal {
            format!("Renewal {year}")
        } else {
            dice.word(&words::ADDED).to_owned()
        };
        let base = slug(&customer.account);
        let id = if customer.deals > 1 {
            format!("{base}-{}", customer.deals)
        } else {
            base
        };
        let deal = Deal {
            id,
            account: customer.account.clone(),
            name: Some(name),
            kind: Some(if renewal { "renewal" } else { "existing" }),
            channel: campaign.is_none().then_some("customer"),
            ..Deal::default()
        };
        Draft {
            segment: customer.segment,
            region: customer.region,
            ..Self::draft(created, CUSTOMER, campaign, deal, dice)
        }
    }

    fn newcomer(&mut self, created: i32, month: usize, dice: &mut Dice) -> Draft {
        let weights = self.schedule.weights(created, month, self.calendar.closed(created));
        let mut channel = by_weight(&weights, self.channels.draw(dice));
        let mut campaign = self.schedule.source(channel, created, dice);
        if channel == 0 && dice.chance(270) {
            campaign = self.schedule.waste(created).or(campaign);
        }
        if campaign.is_none() {
            channel = WEBSITE;
        }
        let region = dice.weighted(&REGIONS.map(|(_, weight, _)| weight));
        let Named {
            account,
            region: at_home,
        } = self.names.next(REGIONS[region].2);
        let deal = Deal {
            id: slug(&account),
            account,
            channel: (channel == WEBSITE).then_some("website"),
            ..Deal::default()
        };
        let segment = dice.weighted(&ODDS[channel].segments);
        let warm = dice.between(0, ODDS[channel].warm);
        Draft {
            segment,
            region: at_home.unwrap_or(region),
            warm,
            ..Self::draft(created, channel, campaign, deal, dice)
        }
    }

    fn draft(created: i32, channel: usize, campaign: Option<usize>, deal: Deal, dice: &mut Dice) -> Draft {
        Draft {
            created,
            channel,
            campaign,
            segment: 0,
            region: 0,
            timed: dice.chance(680),
            early_call: None,
            answers: Vec::new(),
            warm: 0,
            end: End::Open,
            silent: false,
            deal,
        }
    }

    /// The stages that a deal is meant to pass.
    fn route(&self, draft: &Draft, dice: &mut Dice) -> &'static [usize] {
        match draft.channel {
            CUSTOMER if dice.chance(550) => &[LEAD, OPPORTUNITY, WON],
            // What sales finds or customers ask for needs no handing over.
            CUSTOMER | OUTBOUND => &[LEAD, SQL, OPPORTUNITY, WON],
            _ if self.wasted(draft) => &[LEAD, MQL, SQL],
            _ => match dice.between(0, 99) {
                0..=2 => &[LEAD, SQL, OPPORTUNITY, WON],
                3..=6 => &[LEAD, MQL, OPPORTUNITY, WON],
                7 => &[LEAD, MQL, SQL, WON],
                _ => &[LEAD, MQL, SQL, OPPORTUNITY, WON],
            },
        }
    }

    fn wasted(&self, draft: &Draft) -> bool {
        let campaign = draft.campaign.and_then(|index| self.schedule.campaigns.get(index));
        campaign.is_some_and(|campaign| campaign.used == Use::Waste)
    }

    /// Goes through the stages until the deal ends or the data does.
    fn walk(&mut self, draft: &mut Draft, dice: &mut Dice) {
        let mut at = Moment::bare(draft.created);
        enter(draft, LEAD, at, None);
        let route = self.route(draft, dice);
        for step in route.windows(2) {
            let (from, to) = (step[0], step[1]);
            if from == LEAD && to == MQL && dice.chance(45) {
                draft.early_call = Some(self.calendar.workday(at.day + dice.between(1, 3)));
            }
            let sleeps = Self::sleeps(from, at.day, dice);
            let answered = if from == MQL {
                self.answer(draft, at, dice)
            } else {
                None
            };
            let fate = self.fate(draft, from, at, answered, sleeps, dice);
            if from == MQL && !matches!(fate, Fate::Sleeps) {
                draft.answers.extend(answered);
            }
            match fate {
                Fate::GoesOn => {
                    let next = self.arrival(draft, from, to, answered.unwrap_or(at), dice);
                    if next.day > AS_OF {
                        return;
                    }
                    at = next;
                    enter(draft, to, at, None);
                    if to == WON {
                        draft.end = End::Won(at.day);
                        return;
                    }
                    match self.detour(draft, at, dice) {
                        Some(later) => at = later,
                        None => return,
                    }
                }
                Fate::Ends => {
                    let days = [24, 12, 22, 36][from];
                    let since = answered.map_or(at.day, |answer| answer.day);
                    let day = self.calendar.workday(since + 3 + dice.skewed(days));
                    if day <= AS_OF {
                        draft.end = End::Lost(day);
                    }
                    return;
                }
                Fate::Sleeps => {
                    draft.silent = true;
                    let day = self.calendar.workday(at.day + dice.between(95, 210));
                    if day <= AS_OF {
                        draft.end = End::Lost(day);
                    }
                    return;
                }
            }
        }
        // Only the route that leads nowhere comes here: a conversation that fizzles out.
        let day = self.calendar.workday(at.day + 5 + dice.skewed(20));
        if day <= AS_OF {
            draft.end = End::Lost(day);
        }
    }

    /// Of a thousand that do not go on, how many just lie about.
    fn sleeps(from: usize, on: i32, dice: &mut Dice) -> bool {
        let share = match from {
            MQL if market::short_of_sellers(on) => 560,
            MQL | OPPORTUNITY => 190,
            _ => 130,
        };
        dice.chance(share)
    }

    fn fate(
        &mut self,
        draft: &Draft,
        from: usize,
        at: Moment,
        answered: Option<Moment>,
        sleeps: bool,
        dice: &mut Dice,
    ) -> Fate {
        let mut odds = ODDS[draft.channel].go_on[from];
        if self.wasted(draft) {
            odds = [340, 300, 0, 0][from];
        }
        if draft.deal.kind == Some("renewal") {
            odds += 150;
        }
        if draft.early_call.is_some() {
            odds = odds * 62 / 100;
        }
        if from == LEAD && draft.channel == WEBSITE && draft.created >= TURNS.website {
            odds += 60;
        }
        if from == MQL {
            let quick = answered.is_some_and(|answer| answer.day <= at.day + 1);
            odds += if quick { 50 } else { -70 };
            if market::short_of_sellers(at.day) {
                odds = odds * 27 / 100;
            }
        }
        if from == OPPORTUNITY {
            odds += match draft.segment {
                0 => -15,
                2 => -35,
                _ => 20,
            };
            odds += if draft.warm >= 2 { 40 } else { 0 };
            // Some turned away at the new prices.
            odds -= if at.day >= TURNS.prices { 25 } else { 0 };
        }
        let deck = if from == MQL {
            &mut self.handoffs[usize::from(market::short_of_sellers(at.day))]
        } else {
            &mut self.fates[market::group(draft.channel)][from]
        };
        if deck.draw(dice) < odds {
            Fate::GoesOn
        } else if sleeps {
            Fate::Sleeps
        } else {
            Fate::Ends
        }
    }

    /// When sales first gets in touch after a handoff.
    fn answer(&self, draft: &Draft, at: Moment, dice: &mut Dice) -> Option<Moment> {
        let usual = if market::short_of_sellers(at.day) {
            1_900
        } else if at.day < TURNS.priya {
            430
        } else {
            260
        };
        let minutes = dice.skewed(usual);
        let answer = if draft.timed {
            self.calendar.office_after(at, 12 + minutes, dice)
        } else {
            Moment::bare(self.calendar.workday(at.day + (minutes + 240) / 1_440))
        };
        (answer.day <= AS_OF).then_some(answer)
    }

    /// When the next stage is entered.
    fn arrival(&self, draft: &Draft, from: usize, to: usize, at: Moment, dice: &mut Dice) -> Moment {
        let usual = match (from, to) {
            (LEAD, MQL) => 8,
            (LEAD, _) => 10,
            (MQL, SQL) => 2,
            (MQL, _) | (SQL, OPPORTUNITY) => 12,
            (SQL, _) => 25,
            _ if draft.channel == CUSTOMER => 17,
            _ => 29,
        };
        let pace = match from {
            LEAD => ODDS[draft.channel].pace,
            OPPORTUNITY => [76, 100, 148][draft.segment],
            _ => [90, 100, 125][draft.segment],
        };
        let days = dice.skewed(usual * 10) * pace / 1_000;
        let timed = draft.timed && matches!(to, MQL | SQL);
        if !timed {
            let least = i32::from(from >= SQL);
            return Moment::bare(self.calendar.workday(at.day + days.max(least)));
        }
        if to == MQL && dice.chance(90) {
            // A form filled in after supper counts by itself.
            return Moment {
                day: at.day + days,
                minute: Some(dice.between(18 * 60, 22 * 60)),
            };
        }
        let from_time = match at.minute {
            Some(_) => at,
            None => Moment {
                day: self.calendar.workday(at.day),
                minute: Some(dice.between(510, 1_010)),
            },
        };
        self.calendar
            .office_after(from_time, days * 1_440 + dice.between(15, 70), dice)
    }

    /// Some go back before they go on. Gives where it goes on from; none where the data ends first.
    fn detour(&mut self, draft: &mut Draft, at: Moment, dice: &mut Dice) -> Option<Moment> {
        let (back, again, chance, reasons): (usize, usize, i32, &[&'static str]) = match draft.stage() {
            MQL => (LEAD, MQL, 42, &words::BACK_TO_LEAD),
            SQL if draft.entered(MQL).is_some() => (MQL, SQL, 34, &words::BACK_TO_MQL),
            _ => return Some(at),
        };
        if !dice.chance(chance) {
            return Some(at);
        }
        let returned = self.calendar.workday(at.day + dice.between(4, 16));
        if returned > AS_OF {
            return None;
        }
        if back == LEAD {
            draft
                .answers
                .extend(self.answer(draft, at, dice).filter(|answer| answer.day <= returned));
        }
        enter(draft, back, Moment::bare(returned), Some(dice.word(reasons)));
        let again_on = self.calendar.workday(returned + 20 + dice.skewed(38));
        if again_on > AS_OF {
            return None;
        }
        enter(draft, again, Moment::bare(again_on), None);
        if again == SQL {
            draft.answers.push(Moment::bare(again_on));
        }
        Some(Moment::bare(again_on))
    }

    /// Owner, segment, region and money, once it is known how far it came.
    fn settle(&self, draft: &mut Draft, number: usize, dice: &mut Dice) {
        let furthest = draft.furthest();
        draft.deal.segment = SEGMENTS[draft.segment].0;
        draft.deal.region = REGIONS[draft.region].0;
        let handed = draft
            .entered(MQL)
            .or_else(|| draft.entered(SQL))
            .or_else(|| draft.entered(OPPORTUNITY));
        if let Some(handed) = handed {
            let known = 3 + self.sellers;
            let mine = if dice.below(known) < 3 {
                let seller = market::seller(draft.region, handed);
                market::heir(draft.region, seller, draft.end.last_day())
            } else {
                market::additional(number % self.sellers.max(1))
            };
            draft.deal.owner = Some(mine);
        }
        if furthest >= OPPORTUNITY || (furthest == SQL && dice.chance(130)) {
            let priced = draft.entered(OPPORTUNITY).unwrap_or(draft.created);
            let raised = if priced >= TURNS.prices { 110 } else { 100 };
            let lower = match draft.deal.kind {
                Some("existing") => 62,
                Some(_) => 78,
                None => 100,
            };
            let most = [115, 140, 230][draft.segment];
            let spread = i64::from(48 + dice.skewed(52).min(most));
            let exact = SEGMENTS[draft.segment].1 * spread * raised * lower / 1_000_000;
            draft.deal.amount = Some(rounded(exact, dice));
            draft.deal.currency = match draft.region {
                5 if dice.chance(850) => " GBP",
                6 => " USD",
                _ => "",
            };
        }
    }
}

fn enter(draft: &mut Draft, stage: usize, at: Moment, reason: Option<&'static str>) {
    draft.deal.entries.push(Entry { stage, at, reason });
}

/// As quotes are rounded: the larger, the rounder.
fn rounded(exact: i64, dice: &mut Dice) -> i64 {
    let step = match exact {
        _ if dice.chance(120) => 10,
        0..5_000 => 50,
        5_000..12_000 => 100,
        12_000..30_000 => 500,
        _ => 1_000,
    };
    (exact / step).max(1) * step
}
