//! All that counts from a day on, with its place: what lies after the report's day is found among it.

use super::Content;
use crate::model::{Day, Month, Origin};

/// Something that counts from a day on: the day, and where it stands in its record.
pub(super) struct Dated<'c> {
    pub(super) day: Day,
    pub(super) origin: &'c Origin,
    pub(super) key: &'static str,
    pub(super) index: Option<usize>,
}

/// All dated things but events, which have no place.
pub(super) fn dated(content: &Content) -> impl Iterator<Item = Dated<'_>> {
    let of_deals = content.deals.iter().flat_map(|d| {
        let origin = &d.origin;
        let one = move |key, index, day| Dated {
            day,
            origin,
            key,
            index,
        };
        let stages = d.stages.iter().map(move |e| one("stages", None, e.on.day));
        let lost = d.lost.iter().map(move |l| one("lost", None, l.on.day));
        let touches = d.touches.iter().enumerate();
        let touches = touches.map(move |(i, t)| one("touches", Some(i), t.on.day));
        let follow_ups = d.follow_ups.iter().enumerate();
        let follow_ups = follow_ups.map(move |(i, f)| one("follow_ups", Some(i), f.on.day));
        let objections = d.objections.iter().enumerate();
        let answers = objections.filter_map(move |(i, o)| Some(one("objections", Some(i), o.answered?.day)));
        stages.chain(lost).chain(touches).chain(follow_ups).chain(answers)
    });
    let of_campaigns = content.campaigns.iter().flat_map(|c| {
        let one = |key, month: Month| Dated {
            day: month.first(),
            origin: &c.origin,
            key,
            index: None,
        };
        let spend = c.spend.iter().map(move |(month, _)| one("spend", *month));
        let results = c.results.iter().map(move |(month, _)| one("results", *month));
        spend.chain(results)
    });
    let of_costs = content.costs.iter().map(|c| Dated {
        day: c.month.first(),
        origin: &c.origin,
        key: "month",
        index: None,
    });
    of_deals.chain(of_campaigns).chain(of_costs)
}
