//! Deals and campaigns that changed, fact by fact: what was edited in what OLD counted already, and what has
//! happened since. Notes, tags, names and the next step are in no number and are not compared.

use std::collections::BTreeMap;

use super::moved::Thing;
use crate::ledger::{History, Ledger, Status};
use crate::metrics::Report;
use crate::model::{Campaign, Day, Deal, Id, Money, When};
use crate::settings::Settings;

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// There is none.
    Nothing,
    /// Dates, in order.
    Dates(Vec<When>),
    /// Money as written.
    Money(Money),
    /// Minor units of the site's currency.
    Minor(i64),
    /// Words of the team.
    Text(String),
    /// A count.
    Count(u64),
    /// As many as before, and not the same ones.
    Edited(usize),
}

/// One fact of a record that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The key in the file: `amount`, `stages.won`, `lost.reason`, `spend.2026-03`.
    pub what: String,
    /// What it was.
    pub from: Said,
    /// What it is.
    pub to: Said,
}

/// What became of a record, from OLD to NEW.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Added,
    /// It is not there any more.
    Removed,
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// It was closed and is open.
    Reopened,
    /// It stands at another stage.
    Moved,
    /// Something else was changed or added.
    Edited,
}

impl Change {
    /// The word in data and messages.
    pub fn word(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Won => "won",
            Change::Lost => "lost",
            Change::Reopened => "reopened",
            Change::Moved => "moved",
            Change::Edited => "edited",
        }
    }
}

/// A deal or campaign that changed.
#[derive(Clone, Debug)]
pub struct RecordChange {
    /// Which.
    pub thing: Thing,
    /// The customer's or the campaign's name.
    pub name: String,
    /// What became of it.
    pub change: Change,
    /// Its amount or spend in NEW, or where it is gone in OLD: minor units.
    pub amount: Option<i64>,
    /// What was edited of what OLD counted, or would have counted.
    pub restated: Vec<Fact>,
    /// What came between OLD's day and NEW's.
    pub happened: Vec<Fact>,
    /// The numbers that it moved: metric and period, in the order of the numbers.
    pub moved: Vec<(String, String)>,
}

/// All records that changed: deals by id, then campaigns.
pub(super) fn changes(old: &Report, between: &Report, new: &Report) -> Vec<RecordChange> {
    let sides = Sides {
        old: &old.ledger,
        between: &between.ledger,
        new: &new.ledger,
    };
    let mut out: Vec<RecordChange> = both(&sides.old.content.deals, &sides.new.content.deals, |d| &d.id)
        .filter_map(|(a, b)| sides.deal(a, b))
        .collect();
    let campaigns = both(&sides.old.content.campaigns, &sides.new.content.campaigns, |c| &c.id);
    out.extend(campaigns.filter_map(|(a, b)| sides.campaign(a, b)));
    out
}

/// Two lists sorted by id, side by side.
fn both<'r, T>(
    old: &'r [T],
    new: &'r [T],
    id: impl Fn(&T) -> &Id,
) -> impl Iterator<Item = (Option<&'r T>, Option<&'r T>)> {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        let (a, b) = (old.get(i), new.get(j));
        let (take_a, take_b) = match (a, b) {
            (Some(a), Some(b)) => (id(a) <= id(b), id(b) <= id(a)),
            (a, b) => (a.is_some(), b.is_some()),
        };
        i += usize::from(take_a);
        j += usize::from(take_b);
        (take_a || take_b).then(|| (a.filter(|_| take_a), b.filter(|_| take_b)))
    })
}

struct Sides<'l> {
    old: &'l Ledger,
    between: &'l Ledger,
    new: &'l Ledger,
}

fn history<'l>(ledger: &'l Ledger, id: &Id) -> Option<&'l History> {
    ledger.find(id.as_str()).map(|i| &ledger.deals[i])
}

impl Sides<'_> {
    fn deal(&self, a: Option<&Deal>, b: Option<&Deal>) -> Option<RecordChange> {
        let any = b.or(a)?;
        let (from, to) = (self.old.as_of, self.new.as_of);
        let facts = |deal: Option<&Deal>, settings: &Settings, day: Day| {
            deal.and_then(|d| deal_facts(d, settings, day)).unwrap_or_default()
        };
        let (s, t) = (&self.old.settings, &self.new.settings);
        let old = facts(a, s, from);
        let (between, new) = if a == b && from == to {
            (old.clone(), old.clone())
        } else {
            (facts(b, t, from), facts(b, t, to))
        };
        let (restated, mut happened) = (compare(old, &between), compare(between, &new));
        let [x, y, z] = [self.old, self.between, self.new].map(|l| history(l, &any.id));
        // The same foreign money at another day's rate.
        if let (Some(y), Some(z)) = (y, z)
            && y.amount != z.amount
            && restated.iter().chain(&happened).all(|f| f.what != "amount")
        {
            let minor = |h: &History| h.amount.map_or(Said::Nothing, Said::Minor);
            happened.push(Fact {
                what: "valued".into(),
                from: minor(y),
                to: minor(z),
            });
        }
        if restated.is_empty() && happened.is_empty() {
            return None;
        }
        let change = match (x, z) {
            (None, None) => return None,
            (None, Some(_)) => Change::Added,
            (Some(_), None) => Change::Removed,
            (Some(x), Some(z)) => match (x.status, z.status) {
                (x, Status::Won) if x != Status::Won => Change::Won,
                (x, Status::Lost) if x != Status::Lost => Change::Lost,
                (Status::Won | Status::Lost, Status::Open) => Change::Reopened,
                _ if x.stage != z.stage => Change::Moved,
                _ => Change::Edited,
            },
        };
        Some(RecordChange {
            thing: Thing::Deal(any.id.clone()),
            name: any.account.clone(),
            change,
            amount: z.or(x).and_then(|h| h.amount),
            restated,
            happened,
            moved: Vec::new(),
        })
    }

    fn campaign(&self, a: Option<&Campaign>, b: Option<&Campaign>) -> Option<RecordChange> {
        let any = b.or(a)?;
        let facts = |c: Option<&Campaign>, day| c.map(|c| campaign_facts(c, day)).unwrap_or_default();
        let (from, to) = (self.old.as_of, self.new.as_of);
        let (old, between, new) = (facts(a, from), facts(b, from), facts(b, to));
        let (restated, happened) = (compare(old, &between), compare(between, &new));
        if restated.is_empty() && happened.is_empty() {
            return None;
        }
        let settings = if b.is_some() {
            &self.new.settings
        } else {
            &self.old.settings
        };
        let spend = any.spend.iter().filter(|(month, _)| month.first() <= to);
        Some(RecordChange {
            thing: Thing::Campaign(any.id.clone()),
            name: any.name.clone(),
            change: match (a, b) {
                (None, _) => Change::Added,
                (_, None) => Change::Removed,
                _ => Change::Edited,
            },
            amount: Some(
                spend
                    .filter_map(|(month, m)| settings.to_site(*m, month.last()).ok())
                    .sum(),
            ),
            restated,
            happened,
            moved: Vec::new(),
        })
    }
}

/// Facts by key, in the order in which they are told.
type Facts = BTreeMap<(u8, String), (Said, u64)>;

/// What differs. A count of things that are not the same ones is told as edited.
fn compare(from: Facts, to: &Facts) -> Vec<Fact> {
    let mut keys: Vec<&(u8, String)> = from.keys().chain(to.keys()).collect();
    keys.sort();
    keys.dedup();
    let of = |facts: &Facts, key: &(u8, String)| facts.get(key).cloned().unwrap_or((Said::Nothing, 0));
    let fact = |key: &(u8, String)| {
        let (a, b) = (of(&from, key), of(to, key));
        if a == b {
            return None;
        }
        let edited = match (&a.0, &b.0) {
            (Said::Count(x), Said::Count(y)) if x == y => Some(Said::Edited(usize::try_from(*x).unwrap_or(0))),
            _ => None,
        };
        Some(Fact {
            what: key.1.clone(),
            to: edited.unwrap_or(b.0),
            from: a.0,
        })
    };
    keys.into_iter().filter_map(fact).collect()
}

fn text(text: impl Into<String>) -> Said {
    Said::Text(text.into())
}

/// A count of things, with what tells them from others.
fn counted<T: std::fmt::Debug>(items: &[T]) -> (Said, u64) {
    let told = xxhash_rust::xxh3::xxh3_64(format!("{items:?}").as_bytes());
    (Said::Count(items.len() as u64), if items.is_empty() { 0 } else { told })
}

/// What numbers are made of in a deal, up to a day; none where it does not exist yet.
fn deal_facts(deal: &Deal, settings: &Settings, day: Day) -> Option<Facts> {
    let mut facts = Facts::new();
    for entry in deal.stages.iter().filter(|e| e.on.day <= day) {
        let stage = &settings.funnel.stages[usize::from(entry.stage)].id;
        let key = (0, format!("stages.{stage}"));
        let dates = facts.entry(key).or_insert((Said::Dates(Vec::new()), 0));
        if let Said::Dates(dates) = &mut dates.0 {
            dates.push(entry.on);
        }
    }
    if facts.is_empty() {
        return None;
    }
    for (dates, _) in facts.values_mut() {
        if let Said::Dates(dates) = dates {
            dates.sort();
        }
    }
    let mut add = |order: u8, key: &str, said: Option<Said>| {
        if let Some(said) = said {
            facts.insert((order, key.to_owned()), (said, 0));
        }
    };
    let lost = deal.lost.as_ref().filter(|l| l.on.day <= day);
    add(1, "lost", lost.map(|l| Said::Dates(vec![l.on])));
    add(1, "lost.reason", lost.and_then(|l| l.reason.as_deref()).map(text));
    add(1, "lost.to", lost.and_then(|l| l.to.as_deref()).map(text));
    add(2, "amount", deal.amount.map(Said::Money));
    add(3, "account", Some(text(&deal.account)));
    add(3, "owner", deal.owner.as_ref().map(|o| text(o.as_str())));
    add(3, "segment", deal.segment.as_deref().map(text));
    add(3, "region", deal.region.as_deref().map(text));
    add(3, "kind", Some(text(deal.kind.word())));
    add(3, "source", deal.source.as_ref().map(|s| text(s.as_str())));
    add(3, "channel", deal.channel.as_deref().map(text));
    let mut count = |key: &str, counted: (Said, u64)| {
        if counted.0 != Said::Count(0) {
            facts.insert((4, key.to_owned()), counted);
        }
    };
    let touches = deal.touches.iter().filter(|t| t.on.day <= day);
    count(
        "touches",
        counted(&touches.map(|t| (t.on, &t.campaign, t.by, t.kind)).collect::<Vec<_>>()),
    );
    let after = deal.follow_ups.iter().filter(|f| f.on.day <= day);
    count(
        "follow_ups",
        counted(&after.map(|f| (f.on, f.kind, f.amount)).collect::<Vec<_>>()),
    );
    count("needs", counted(&deal.needs));
    // An answer that comes later is none yet.
    let answer = |o: &crate::model::Objection| (o.text.clone(), o.answered.filter(|a| a.day <= day));
    count(
        "objections",
        counted(&deal.objections.iter().map(answer).collect::<Vec<_>>()),
    );
    Some(facts)
}

/// What numbers and findings are made of in a campaign, up to a day.
fn campaign_facts(campaign: &Campaign, day: Day) -> Facts {
    let mut facts = Facts::new();
    let mut add = |order: u8, key: String, said: Option<Said>| {
        if let Some(said) = said {
            facts.insert((order, key), (said, 0));
        }
    };
    let date = |day: Day| Said::Dates(vec![When::date(day)]);
    add(0, "function".into(), Some(text(campaign.function.word())));
    add(0, "channel".into(), Some(text(&campaign.channel)));
    add(0, "goal".into(), Some(text(campaign.goal.word())));
    add(0, "ask".into(), Some(text(campaign.ask.word())));
    add(0, "owner".into(), campaign.owner.as_ref().map(|o| text(o.as_str())));
    add(1, "starts".into(), Some(date(campaign.starts)));
    add(1, "ends".into(), campaign.ends.map(date));
    add(1, "budget".into(), campaign.budget.map(Said::Money));
    for (month, money) in campaign.spend.iter().filter(|(month, _)| month.first() <= day) {
        add(2, format!("spend.{month}"), Some(Said::Money(*money)));
    }
    for (month, results) in campaign.results.iter().filter(|(month, _)| month.first() <= day) {
        let counts = [
            ("impressions", results.impressions),
            ("visits", results.visits),
            ("leads", results.leads),
        ];
        for (key, count) in counts {
            add(3, format!("results.{month}.{key}"), count.map(Said::Count));
        }
    }
    facts
}
