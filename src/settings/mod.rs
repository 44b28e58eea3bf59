//! site.toml, checked: every value in its type, every default filled in.

mod calendar;
mod funnel;
mod rates;
mod raw;
mod read;

pub use calendar::{HOUR, Hours, Within, elapsed};
pub use funnel::{Funnel, Stage};
pub use rates::NoValue;
pub use read::{is_web_address, read};

/// What may stand in site.toml, as a JSON Schema.
pub fn schema() -> serde_json::Value {
    raw::schema()
}

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::diagnostics::Place;
use crate::model::{Currency, Day, Rate, words};
use crate::words::Words;

words! {
    /// Who may see the site.
    Audience {
        /// Everything is shown.
        Team = "team",
        /// Nothing private is shown.
        Public = "public",
    }
}

words! {
    /// Which deal pages are written.
    DealPages {
        /// One for each deal.
        All = "all",
        /// The newest 2,000 and all open ones.
        Recent = "recent",
        /// None.
        None = "none",
    }
}

words! {
    /// The language of numbers, dates and the theme's words.
    Language {
        /// English.
        En = "en",
        /// German.
        De = "de",
    }
}

/// The day up to which the report counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// The day of the build.
    Today,
    /// A fixed day.
    Fixed(Day),
    /// The latest date of any deal's event that is not after the day of the build.
    Latest,
}

/// A target as written: for one metric, a value for every kind of period or for one.
#[derive(Clone, Debug)]
pub struct TargetSetting {
    /// The metric's id.
    pub metric: String,
    /// `month`, `quarter` or `year`; `None` for all.
    pub kind: Option<String>,
    /// The value as written.
    pub value: String,
    /// Where the value stands.
    pub place: Place,
    /// Where the metric is named.
    pub named: Place,
}

/// A rule's key as written.
#[derive(Clone, Debug)]
pub struct RuleSetting {
    /// The rule's id.
    pub rule: String,
    /// The key, such as `enabled` or `days`.
    pub key: String,
    /// The value as written.
    pub value: String,
    /// Where the value stands.
    pub place: Place,
    /// Where the rule and its key are named.
    pub named: (Place, Place),
}

/// Everything that site.toml says.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's title.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// Where the site will be, ending in `/`; for absolute links only.
    pub base_url: Option<String>,
    /// Where it is said that search engines may list the pages; they are asked to stay away where it is not.
    pub index: Option<Place>,
    /// Language.
    pub language: Language,
    /// The words of that language, with what the site says otherwise.
    pub words: Arc<Words>,
    /// The theme's name.
    pub theme: String,
    /// The site's currency.
    pub currency: Currency,
    /// The site's time zone.
    pub zone: TimeZone,
    /// Its IANA name.
    pub zone_name: String,
    /// The report's day.
    pub as_of: AsOf,
    /// Where the repository's files can be read on the web, without a trailing `/`.
    pub repository: Option<String>,
    /// Rates into the site's currency, by currency, sorted by date.
    pub rates: BTreeMap<Currency, Vec<(Day, Rate)>>,
    /// Where each of them stands.
    pub rate_places: BTreeMap<(Currency, Day), Place>,
    /// First month of the fiscal year, 1 to 12.
    pub fiscal_year_starts: u8,
    /// Working hours, where only these count for the handoff.
    pub hours: Option<Hours>,
    /// The stages.
    pub funnel: Funnel,
    /// Sales' promise.
    pub within: Within,
    /// Marketing's promise: leads handed over a month.
    pub promise: Option<u64>,
    /// The attribution model shown first.
    pub model: String,
    /// Days before a deal's close in which a touch counts.
    pub lookback_days: i32,
    /// Half-life of a touch's weight, in days.
    pub half_life_days: Rate,
    /// N of "within N days".
    pub horizon_days: i32,
    /// Targets as written.
    pub targets: Vec<TargetSetting>,
    /// Findings' keys as written.
    pub rules: Vec<RuleSetting>,
    /// Marketing's share of shared costs, 0 to 1.
    pub marketing_share: Rate,
    /// Who may see the site, where it is named.
    pub audience: Option<Audience>,
    /// Counts below this are hidden from the public.
    pub minimum_count: u64,
    /// Words that may be public, although a record has one of them.
    pub public_words: Vec<String>,
    /// Which deal pages are written.
    pub deal_pages: DealPages,
    /// Whether raw HTML in Markdown is passed on.
    pub raw_html: bool,
    /// The output folder, relative to the root.
    pub output: String,
}
