//! The keys of site.toml.

use serde_json::{Value, json};

use super::{Audience, DealPages, Language};
use crate::model::{Day, Goal, Rate, Side};
use crate::reader::{Any, Count, Entries, Flag, List, Read as _, ScalarOr, Share, Text, record, schema};

record! {
    pub(super) struct RawSite {
        /// The playbook's title.
        title "required": Text,
        /// A sentence on what it is about.
        description: Text,
        /// Where the site will be; only for absolute links.
        base_url: Any,
        /// The language of the pages.
        language: Any,
        /// The theme: a folder of themes/, or a built-in one.
        theme: Any,
        /// The site's currency: an ISO 4217 code.
        currency: Any,
        /// The time zone of times without one: an IANA name.
        time_zone: Any,
        /// The report's day: a date, or today.
        as_of: Any,
        /// Where the files can be seen on the web; pages link each number to its YAML.
        repository: Any,
        /// How the site stands on the web.
        site: RawWeb,
        /// What one unit of a foreign currency is in the site's, by the day from which it holds.
        rates: Entries<Entries<Rate>>,
        /// Fiscal years and working hours.
        calendar: RawCalendar,
        /// The stages of the funnel, in order.
        funnel: RawFunnel,
        /// What marketing and sales promise each other.
        handoff: RawHandoff,
        /// How credit for won deals is given.
        attribution: RawAttribution,
        /// Within how many days rates count.
        horizon: RawHorizon,
        /// What metrics are to reach, by their id.
        targets: Entries<ScalarOr<Any, Entries<Any>>>,
        /// Thresholds of the rules, by their id; `enabled = false` turns one off.
        findings: Entries<Entries<Any>>,
        /// How shared costs are split.
        costs: RawCosts,
        /// Who may see the site.
        privacy: RawPrivacy,
        /// Which deals have a page.
        pages: RawPages,
        /// How Markdown is read.
        markdown: RawMarkdown,
        /// Where the site is written.
        output: RawOutput,
    }
}
record! {
    pub(super) struct RawWeb {
        /// Whether search engines may list the pages; with a base_url there is then a sitemap.
        index: Flag,
    }
}
record! {
    pub(super) struct RawCalendar {
        /// The month in which the fiscal year begins, 1 to 12.
        fiscal_year_starts: Count,
        /// Working hours, as in mon-fri 09:00-17:00; handoff hours count only these.
        hours: Any,
        /// Days on which nobody works.
        holidays: List<Day>,
    }
}
record! {
    pub(super) struct RawFunnel {
        /// The stages, in order; marketing's come first, the last one is the win.
        stages: List<RawStage>,
    }
}
record! {
    pub(super) struct RawStage {
        /// The stage's id, by which deals name it.
        id "required": Any,
        /// Its name; the id if left out.
        name: Text,
        /// Whose it is.
        owner "required": Side,
        /// Which part of the playbook it belongs to.
        job: Goal,
        /// The criterion for entering it, as both sides agreed.
        means: Text,
        /// A deal that stays longer counts as stalled.
        max_days: Count,
        /// Whether deals have an amount from here on.
        needs_amount: Flag,
    }
}
record! {
    pub(super) struct RawHandoff {
        /// Sales' promise: how soon a lead that was handed over is answered: 30m, 4h, 1d.
        within: Any,
        /// Marketing's promise: leads handed over a month.
        promise: Count,
    }
}
record! {
    pub(super) struct RawAttribution {
        /// The model that pages show first.
        model: Any,
        /// How many days before the win touches count.
        lookback_days: Count,
        /// After how many days a touch counts half, in the model time-decay.
        half_life_days: Rate,
    }
}
record! {
    pub(super) struct RawHorizon {
        /// N of "within N days".
        days: Count,
    }
}
record! {
    pub(super) struct RawCosts {
        /// Marketing's part of shared costs, from 0 to 1.
        marketing_share: Share,
    }
}
record! {
    pub(super) struct RawPrivacy {
        /// Who may see the site.
        audience: Any,
        /// Smaller counts are hidden from the public.
        minimum_count: Count,
        /// Words that may be public, although a record has one of them as a name or a text.
        public_words: List<Text>,
    }
}
record! {
    pub(super) struct RawPages {
        /// Which deals have a page: all of them, the newest 2,000 and all open ones, or none.
        deals: Any,
    }
}
record! {
    pub(super) struct RawMarkdown {
        /// Whether HTML in Markdown is put into pages as it stands.
        raw_html: Flag,
    }
}
record! {
    pub(super) struct RawOutput {
        /// The folder, from the playbook's.
        dir: Any,
    }
}

/// The attribution models of the registry.
pub(super) const MODELS: [&str; 9] = [
    "first-touch",
    "last-touch",
    "linear",
    "time-decay",
    "position-based",
    "w-shaped",
    "full-path",
    "markov",
    "shapley",
];

/// What may stand in site.toml.
pub(super) fn schema() -> Value {
    let mut schema = RawSite::schema();
    let mut narrow = |path: &[&str], form: Value| {
        let mut at = &mut schema["properties"];
        for (i, key) in path.iter().enumerate() {
            at = &mut at[*key];
            if i + 1 < path.len() {
                at = &mut at["properties"];
            }
        }
        let meaning = at["description"].take();
        *at = form;
        at["description"] = meaning;
    };
    narrow(&["language"], schema::words(Language::WORDS));
    narrow(&["currency"], schema::form("^[A-Z]{3}$", "EUR"));
    narrow(&["attribution", "model"], schema::words(&MODELS));
    narrow(&["privacy", "audience"], schema::words(Audience::WORDS));
    narrow(&["pages", "deals"], schema::words(DealPages::WORDS));
    narrow(
        &["handoff", "within"],
        schema::form(r"^0*[1-9]\d{0,4}[mhd]$|^0*100000[mhd]$", "1d"),
    );
    let address = schema::form("^https?://[^\\s\"'<>`?#]+$", "https://northwind.example/playbook/");
    narrow(&["base_url"], address.clone());
    narrow(&["repository"], address);
    narrow(&["as_of"], schema::any_of(&[schema::day(), schema::words(&["today"])]));
    narrow(&["theme"], schema::form("^[A-Za-z0-9_-]+$", "duet"));
    let whole = |low: u64, high: u64| json!({ "type": "integer", "minimum": low, "maximum": high });
    narrow(&["horizon", "days"], whole(1, 3_650));
    narrow(&["handoff", "promise"], whole(1, 1_000_000_000));
    narrow(&["attribution", "lookback_days"], whole(0, 36_500));
    narrow(&["privacy", "minimum_count"], whole(1, 1000));
    narrow(
        &["calendar", "fiscal_year_starts"],
        json!({ "type": "integer", "minimum": 1, "maximum": 12 }),
    );
    let stages = &mut schema["properties"]["funnel"]["properties"]["stages"];
    stages["minItems"] = 2.into();
    stages["maxItems"] = 64.into();
    let stage = &mut stages["items"]["properties"];
    stage["id"]["anyOf"] = json!([{ "type": "string", "pattern": "^[a-z][a-z0-9-]*$", "maxLength": 120 }]);
    stage["id"]["title"] = "id".into();
    stage["id"]["examples"] = json!(["lead"]);
    stage["max_days"]["minimum"] = 1.into();
    stage["max_days"]["maximum"] = 36_500.into();
    let rates = &mut schema["properties"]["rates"];
    rates["propertyNames"] = json!({ "pattern": "^[A-Z]{3}$" });
    rates["additionalProperties"]["propertyNames"] = json!({ "pattern": schema::day()["pattern"] });
    schema
}
