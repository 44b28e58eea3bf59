//! The team, its costs, events and decisions.

use super::{Day, Id, Money, Month, Origin, words};

words! {
    /// One side or both: which hats a person wears, whose page it is.
    Sides {
        /// Marketing.
        Marketing = "marketing",
        /// Sales.
        Sales = "sales",
        /// Both.
        Both = "both",
    }
}

/// A person of the team.
#[derive(Clone, Debug)]
pub struct Person {
    /// Unique among people.
    pub id: Id,
    /// The name.
    pub name: String,
    /// Which hats.
    pub function: Sides,
    /// Quota by the quarter's name (`2026-Q1`, `FY2026-Q1`).
    pub quota: Vec<(String, Money)>,
    /// The day they left.
    pub left: Option<Day>,
    /// Where it stands.
    pub origin: Origin,
}

/// Costs of a month that campaigns do not hold. Negative amounts are corrections.
#[derive(Clone, Debug)]
pub struct CostMonth {
    /// The month.
    pub month: Month,
    /// Marketing's.
    pub marketing: Option<Money>,
    /// Sales'.
    pub sales: Option<Money>,
    /// Of those who do both.
    pub shared: Option<Money>,
    /// Where it stands.
    pub origin: Origin,
}

/// A dated annotation for charts.
#[derive(Clone, Debug)]
pub struct Event {
    /// When.
    pub on: Day,
    /// What.
    pub name: String,
    /// A remark.
    pub note: Option<String>,
}

/// A finding that the team has looked at.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The rule muted.
    pub rule: String,
    /// The record muted; the whole rule where there is none.
    pub record: Option<Id>,
    /// Up to and including this day.
    pub until: Day,
    /// Who decided.
    pub by: Id,
    /// Why.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}
