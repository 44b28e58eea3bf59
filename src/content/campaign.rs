//! A campaign from its file.

use std::sync::Arc;

use super::FileResult;
use super::deal::{id_or_stem, not_negative, unreserved};
use super::yaml::{self, At, Build};
use crate::diagnostics::Code;
use crate::model::{Ask, Campaign, Day, Goal, Id, Money, Month, MonthResults, Side};
use crate::reader::{Count, Cx, Entries, Field, Finding, LongText, Part, Read as _, Records, Seg, Text, record, show};
use crate::settings::Settings;

record! {
    struct RawCampaign {
        /// The campaign's id; where the file holds one campaign, its name without the ending stands for it.
        id: Id,
        /// Its name.
        name "required": Text,
        /// Who runs and pays for it.
        function "required": Side,
        /// The channel: paid-search, webinar, outbound …
        channel "required": Text,
        /// The job it does: attract, engage and nurture are marketing's, close is sales', retain is shared.
        goal "required": Goal,
        /// What it asks of the reader; learn if left out.
        ask: Ask,
        /// Id of the person in team.yaml who answers for it.
        owner: Id,
        /// What it says to the reader, in a sentence.
        promise: Text,
        /// Its first day.
        starts "required": Day,
        /// Its last day.
        ends: Day,
        /// What it may cost in all.
        budget: Money,
        /// What it cost, by month. Write 0 for a month in which nothing was spent.
        spend: Entries<Money>,
        /// What the ad platform or web analytics counted, by month.
        results: Entries<RawResults>,
        /// Notes, in Markdown.
        notes: LongText,
    }
}
record! {
    struct RawResults {
        /// How often it was shown.
        impressions: Count,
        /// How many came to the site.
        visits: Count,
        /// How many left their address.
        leads: Count,
    }
}

/// What may stand in a file of campaigns.
pub(super) fn schema() -> serde_json::Value {
    Records::<RawCampaign>::schema()
}

/// Reads all campaigns of a file.
pub(super) fn read_file(settings: &Settings, file: &Arc<str>, text: &str) -> FileResult<Campaign> {
    yaml::read_file::<RawCampaign>(settings, file, text)
}

/// A key that is a month; reports one that is not, or that stands twice in two spellings.
pub(super) fn month_key(cx: &Cx<'_>, top: &'static str, key: &str) -> Option<Month> {
    match Month::parse(key) {
        Ok(month) => Some(month),
        Err(why) => {
            let path = if top.is_empty() {
                vec![Seg::Name(key.into())]
            } else {
                vec![Seg::Key(top), Seg::Name(key.into())]
            };
            cx.report_finding(Finding {
                code: Code::BadDate,
                message: format!("`{}` {why}", show(key)),
                path: cx.path(&path),
                part: Part::Key,
                related: None,
                hint: None,
            });
            None
        }
    }
}

impl Build for RawCampaign {
    type Record = Campaign;

    fn id(&self) -> Option<Id> {
        self.id.as_good().cloned()
    }

    fn build(self, cx: &Cx<'_>, at: At<'_>, _: &Settings) -> Option<Campaign> {
        const WHAT: &str = "campaign";
        let key = |k: &'static str| [Seg::Key(k)];
        let id = id_or_stem(cx, self.id, at.stem, WHAT);
        let name = self.name.required(cx, "name", WHAT);
        let function = self.function.required(cx, "function", WHAT);
        if self.channel.is_missing() {
            cx.missing("channel", WHAT);
        }
        let channel = unreserved(cx, self.channel, &key("channel"), &["unknown", "unattributed"]);
        let goal = self.goal.required(cx, "goal", WHAT);
        let starts = self.starts.required(cx, "starts", WHAT);
        let ends = self.ends.good();
        if let (Some(starts), Some(ends)) = (starts, ends)
            && ends < starts
        {
            cx.report_finding(Finding {
                code: Code::DatesContradict,
                message: "the campaign ends before it starts".into(),
                path: cx.path(&key("ends")),
                part: Part::Value,
                related: Some((cx.path(&key("starts")), "it starts here".into())),
                hint: None,
            });
        }
        let budget = not_negative(cx, self.budget, &key("budget"));
        let mut spend = Vec::new();
        for (month, money) in self.spend.good().unwrap_or_default().0 {
            let path = [Seg::Key("spend"), Seg::Name(month.as_str().into())];
            let money = not_negative(cx, money, &path);
            if let (Some(month), Some(money)) = (month_key(cx, "spend", &month), money) {
                spend.push((month, money));
            }
        }
        spend.sort_by_key(|(month, _)| *month);
        let mut results = Vec::new();
        for (month, raw) in self.results.good().unwrap_or_default().0 {
            let count = |field: Field<Count>| field.good().map(|c| c.0);
            if let (Some(month), Some(raw)) = (month_key(cx, "results", &month), raw.good()) {
                let of = MonthResults {
                    impressions: count(raw.impressions),
                    visits: count(raw.visits),
                    leads: count(raw.leads),
                };
                results.push((month, of));
            }
        }
        results.sort_by_key(|(month, _)| *month);
        Some(Campaign {
            id: id.or_else(|| at.stand_in())?,
            name: name.unwrap_or_default().0,
            function: function.unwrap_or(Side::Marketing),
            channel: channel.unwrap_or_default(),
            goal: goal.unwrap_or(Goal::Attract),
            ask: self.ask.good().unwrap_or(Ask::Learn),
            owner: self.owner.good(),
            promise: self.promise.good().map(|t| t.0),
            starts: starts.unwrap_or(Day(0)),
            ends,
            budget,
            spend,
            results,
            notes: self.notes.good().map(|t| t.0),
            origin: at.origin,
        })
    }
}
