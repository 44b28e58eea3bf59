//! A campaign: what one side runs and pays for.

use super::{Day, Id, Money, Month, Origin, Side, words};

words! {
    /// The job a campaign does.
    Goal {
        /// Reach: be seen by those who do not know us.
        Attract = "attract",
        /// Engagement: be of use to those who look.
        Engage = "engage",
        /// Nurture: stay useful until they are ready.
        Nurture = "nurture",
        /// Close: win the deal.
        Close = "close",
        /// Retain: keep and grow customers.
        Retain = "retain",
    }
}

words! {
    /// What a campaign asks of its reader.
    Ask {
        /// To read or watch.
        Learn = "learn",
        /// To subscribe.
        Subscribe = "subscribe",
        /// To talk to sales.
        Talk = "talk",
        /// To buy.
        Buy = "buy",
    }
}

/// A month's counts from the ad platform or web analytics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthResults {
    /// Times shown.
    pub impressions: Option<u64>,
    /// Visits brought.
    pub visits: Option<u64>,
    /// Leads as the platform counts them.
    pub leads: Option<u64>,
}

/// A campaign as its file says it, checked.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Unique among campaigns.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Who runs and pays for it.
    pub function: Side,
    /// A breakdown dimension.
    pub channel: String,
    /// The job it does.
    pub goal: Goal,
    /// What it asks of the reader.
    pub ask: Ask,
    /// Who answers for it.
    pub owner: Option<Id>,
    /// What it says to the reader.
    pub promise: Option<String>,
    /// First day.
    pub starts: Day,
    /// Last day.
    pub ends: Option<Day>,
    /// What it may cost.
    pub budget: Option<Money>,
    /// What it cost, by month, sorted.
    pub spend: Vec<(Month, Money)>,
    /// What it brought, by month, sorted.
    pub results: Vec<(Month, MonthResults)>,
    /// Notes in Markdown.
    pub notes: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}
