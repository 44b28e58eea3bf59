//! team.yaml, costs.yaml, events.yaml and decisions.yaml.

use std::sync::Arc;

use super::FileResult;
use super::campaign::month_key;
use super::deal::not_negative;
use super::yaml::{self, At, Build};
use crate::diagnostics::Code;
use crate::model::{CostMonth, Day, Decision, Event, Id, Money, Person, Sides};
use crate::reader::{Cx, Entries, Field, Finding, LongText, Part, Read, Records, Seg, Text, record, show};
use crate::settings::Settings;

record! {
    struct RawPerson {
        /// The person's id, by which deals and campaigns name them.
        id "required": Id,
        /// The name.
        name "required": Text,
        /// Which hat they wear.
        function "required": Sides,
        /// What they are to win, by quarter.
        quota: Entries<Money>,
        /// The day they left.
        left: Day,
    }
}
record! {
    struct RawCosts {
        /// Salaries, tools and agencies of marketing.
        marketing: Money,
        /// Salaries, tools and agencies of sales.
        sales: Money,
        /// What both share; split by `marketing_share` in site.toml.
        shared: Money,
    }
}
record! {
    struct RawEvent {
        /// When.
        on "required": Day,
        /// What happened, in a few words.
        name "required": Text,
        /// What else there is to say.
        note: LongText,
    }
}
record! {
    struct RawDecision {
        /// The rule of the finding: stalled, handoff-unanswered …
        rule "required": Text,
        /// One record of it; left out, the whole finding is muted.
        record: Id,
        /// The last day on which it is muted.
        until "required": Day,
        /// Id of the person who decided.
        by "required": Id,
        /// Why.
        note "required": LongText,
    }
}

/// What may stand in team.yaml, costs.yaml, events.yaml and decisions.yaml.
pub(super) fn schemas() -> [serde_json::Value; 4] {
    [
        Records::<RawPerson>::schema(),
        RawCostMap::schema(),
        Records::<RawEvent>::schema(),
        Records::<RawDecision>::schema(),
    ]
}

/// Reads the team.
pub(super) fn read_team(settings: &Settings, file: &Arc<str>, text: &str) -> FileResult<Person> {
    yaml::read_file::<RawPerson>(settings, file, text)
}

/// Reads the events.
pub(super) fn read_events(settings: &Settings, file: &Arc<str>, text: &str) -> FileResult<Event> {
    yaml::read_file::<RawEvent>(settings, file, text)
}

/// Reads the decisions.
pub(super) fn read_decisions(settings: &Settings, file: &Arc<str>, text: &str) -> FileResult<Decision> {
    yaml::read_file::<RawDecision>(settings, file, text)
}

/// Reads the costs: one mapping from month to costs.
pub(super) fn read_costs(settings: &Settings, file: &Arc<str>, text: &str) -> FileResult<CostMonth> {
    let all = yaml::read_file::<RawCostMap>(settings, file, text);
    FileResult {
        records: all.records.into_iter().flatten().collect(),
        broken: Vec::new(),
        left_out: all.left_out,
        problems: all.problems,
        unread: all.unread,
        ..FileResult::default()
    }
}

impl Build for RawPerson {
    type Record = Person;

    fn id(&self) -> Option<Id> {
        self.id.as_good().cloned()
    }

    fn build(self, cx: &Cx<'_>, at: At<'_>, settings: &Settings) -> Option<Person> {
        const WHAT: &str = "person";
        let id = self.id.required(cx, "id", WHAT);
        let name = self.name.required(cx, "name", WHAT);
        let function = self.function.required(cx, "function", WHAT);
        let mut quota = Vec::new();
        for (quarter, money) in self.quota.good().unwrap_or_default().0 {
            let path = [Seg::Key("quota"), Seg::Name(quarter.as_str().into())];
            let fiscal = settings.fiscal_year_starts != 1;
            if !is_quarter(&quarter, fiscal) {
                cx.report_finding(Finding {
                    code: Code::BadDate,
                    message: format!("`{}` is no quarter", show(&quarter)),
                    path: cx.path(&path),
                    part: Part::Key,
                    related: None,
                    hint: Some(format!(
                        "quarters are named like {}",
                        if fiscal { "FY2026-Q1" } else { "2026-Q1" }
                    )),
                });
                continue;
            }
            if let Some(money) = not_negative(cx, money, &path) {
                quota.push((quarter, money));
            }
        }
        quota.sort_by(|a, b| a.0.cmp(&b.0));
        Some(Person {
            id: id.or_else(|| at.stand_in())?,
            name: name.unwrap_or_default().0,
            function: function.unwrap_or(Sides::Both),
            quota,
            left: self.left.good(),
            origin: at.origin,
        })
    }
}

fn is_quarter(text: &str, fiscal: bool) -> bool {
    let plain = if fiscal { text.strip_prefix("FY") } else { Some(text) };
    plain.and_then(|t| t.split_once("-Q")).is_some_and(|(year, q)| {
        year.len() == 4
            && year.parse::<u16>().is_ok_and(|y| (1990..=2200).contains(&y))
            && matches!(q, "1" | "2" | "3" | "4")
    })
}

/// The whole of costs.yaml.
#[derive(Default)]
struct RawCostMap(Entries<RawCosts>);

impl Read for RawCostMap {
    fn read<'de, D: serde::Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        Ok(match Entries::read(cx, from)? {
            Field::Good(entries) => Field::Good(Self(entries)),
            _ => Field::Bad,
        })
    }

    fn schema() -> serde_json::Value {
        Entries::<RawCosts>::schema()
    }
}

impl Build for RawCostMap {
    type Record = Vec<CostMonth>;

    fn build(self, cx: &Cx<'_>, at: At<'_>, _: &Settings) -> Option<Vec<CostMonth>> {
        if at.origin.index.is_some() {
            cx.report(
                Code::WrongType,
                "costs.yaml is one mapping from month to costs, not a list",
                None,
            );
            return None;
        }
        let mut out = Vec::new();
        for (key, raw) in self.0.0 {
            if let (Some(month), Some(raw)) = (month_key(cx, "", &key), raw.good()) {
                out.push(CostMonth {
                    month,
                    marketing: raw.marketing.good(),
                    sales: raw.sales.good(),
                    shared: raw.shared.good(),
                    origin: at.origin.clone(),
                });
            }
        }
        Some(out)
    }
}

impl Build for RawEvent {
    type Record = Event;

    fn build(self, cx: &Cx<'_>, _: At<'_>, _: &Settings) -> Option<Event> {
        let on = self.on.required(cx, "on", "event");
        let name = self.name.required(cx, "name", "event");
        Some(Event {
            on: on?,
            name: name?.0,
            note: self.note.good().map(|t| t.0),
        })
    }
}

impl Build for RawDecision {
    type Record = Decision;

    fn build(self, cx: &Cx<'_>, at: At<'_>, _: &Settings) -> Option<Decision> {
        const WHAT: &str = "decision";
        let rule = self.rule.required(cx, "rule", WHAT);
        let until = self.until.required(cx, "until", WHAT);
        let by = self.by.required(cx, "by", WHAT);
        let note = self.note.required(cx, "note", WHAT);
        Some(Decision {
            rule: rule?.0,
            record: self.record.good(),
            until: until?,
            by: by?,
            note: note?.0,
            origin: at.origin,
        })
    }
}
