//! JSON Schemas of the files a team writes, from the types that read them.

use serde_json::{Value, json};

use super::{campaign, deal, likely, people};
use crate::model::TouchKind;
use crate::reader::schema::{correction, decimal, month_pattern, with_examples};
use crate::settings::{self, Funnel};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Files in content/deals/.
    Deal,
    /// Files in content/campaigns/.
    Campaign,
    /// content/team.yaml.
    Team,
    /// content/costs.yaml.
    Costs,
    /// content/events.yaml.
    Events,
    /// content/decisions.yaml.
    Decisions,
    /// site.toml.
    Site,
}

impl Kind {
    /// All of them.
    pub const EVERY: [Kind; 7] = [
        Kind::Deal,
        Kind::Campaign,
        Kind::Team,
        Kind::Costs,
        Kind::Events,
        Kind::Decisions,
        Kind::Site,
    ];

    /// By which the command line and the file's name call it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Deal => "deal",
            Kind::Campaign => "campaign",
            Kind::Team => "team",
            Kind::Costs => "costs",
            Kind::Events => "events",
            Kind::Decisions => "decisions",
            Kind::Site => "site",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|kind| kind.word() == word)
    }

    /// Where its schema lies in a playbook.
    pub fn path(self) -> String {
        format!("{FOLDER}/{}.json", self.word())
    }
}

/// The folder of a playbook that holds the schemas.
pub const FOLDER: &str = ".schemas";

/// What is known of a playbook and of later rooms; where nothing is, any word will do.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// The funnel: a deal's stages are of it.
    pub funnel: Option<&'a Funnel>,
    /// The ids of metrics, which may have targets.
    pub metrics: Vec<String>,
    /// The rules of findings with the keys of their thresholds.
    pub rules: Vec<(&'static str, Vec<&'static str>)>,
}

/// The JSON Schema (draft 7) of a kind of file.
pub fn of(kind: Kind, known: &Known<'_>) -> Value {
    let [team, costs, events, decisions] = people::schemas();
    let mut schema = match kind {
        Kind::Deal => deal::schema(),
        Kind::Campaign => campaign::schema(),
        Kind::Team => team,
        Kind::Costs => costs,
        Kind::Events => events,
        Kind::Decisions => decisions,
        Kind::Site => settings::schema(),
    };
    let months = json!({ "pattern": month_pattern() });
    match kind {
        Kind::Deal => {
            with_ids(&mut schema);
            limits_of_deal(&mut schema);
            if let Some(funnel) = known.funnel {
                for_records(&mut schema, |keys| stages_of(&mut keys["stages"], funnel));
            }
        }
        Kind::Campaign => {
            with_ids(&mut schema);
            for_records(&mut schema, |keys| {
                keys["channel"]["not"] = json!({ "enum": ["unknown", "unattributed"] });
                keys["spend"]["propertyNames"] = months.clone();
                keys["results"]["propertyNames"] = months.clone();
            });
        }
        Kind::Team => for_records(&mut schema, |keys| {
            keys["quota"]["propertyNames"] = json!({ "pattern": r"^(FY)?\d{4}-Q[1-4]$" });
        }),
        Kind::Costs => {
            schema["propertyNames"] = months;
            for (_, key) in schema["additionalProperties"]["properties"]
                .as_object_mut()
                .into_iter()
                .flatten()
            {
                replace(key, correction());
            }
        }
        Kind::Decisions if !known.rules.is_empty() => {
            let warnings = likely::CODES.iter().map(|code| code.id());
            let rules: Vec<&str> = known.rules.iter().map(|(id, _)| *id).chain(warnings).collect();
            for_records(&mut schema, |keys| replace(&mut keys["rule"], json!({ "enum": rules })));
        }
        Kind::Site => targets_and_rules(&mut schema["properties"], known),
        Kind::Events | Kind::Decisions => {}
    }
    with_examples(&mut schema);
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["title"] = format!("funnelbook: {}", kind.word()).into();
    schema
}

/// Another form for a key, which keeps its meaning.
fn replace(key: &mut Value, form: Value) {
    let meaning = key["description"].take();
    *key = form;
    key["description"] = meaning;
}

/// Only metrics have targets, and only rules have thresholds.
fn targets_and_rules(keys: &mut Value, known: &Known<'_>) {
    if !known.metrics.is_empty() {
        keys["targets"]["propertyNames"] = json!({ "enum": known.metrics });
    }
    if known.rules.is_empty() {
        return;
    }
    let rules = known.rules.iter().map(|(id, thresholds)| {
        let mut properties = serde_json::Map::new();
        properties.insert("enabled".into(), json!({ "enum": [true, false, "true", "false"] }));
        properties.extend(thresholds.iter().map(|key| ((*key).to_owned(), decimal())));
        let rule = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        ((*id).to_owned(), rule)
    });
    keys["findings"]["properties"] = Value::Object(rules.collect());
    keys["findings"]["additionalProperties"] = false.into();
}

/// Each record of several names its id: the file's name can stand only for one.
fn with_ids(schema: &mut Value) {
    let list = &mut schema["anyOf"][1];
    list["if"] = json!({ "minItems": 2 });
    list["then"] = json!({ "items": { "required": ["id"] } });
}

/// Changes the keys of a record in both forms of a file: one record, or a list.
fn for_records(schema: &mut Value, change: impl Fn(&mut Value)) {
    change(&mut schema["anyOf"][0]["properties"]);
    change(&mut schema["anyOf"][1]["items"]["properties"]);
}

/// What no type of a key can say: reserved words, and what a touch must hold.
fn limits_of_deal(schema: &mut Value) {
    let either_side: Vec<&str> = TouchKind::ALL
        .iter()
        .filter(|kind| kind.side().is_none())
        .map(|kind| kind.word())
        .collect();
    for_records(schema, |keys| {
        for (key, words) in [
            ("segment", &["unknown"][..]),
            ("region", &["unknown"]),
            ("channel", &["unknown", "unattributed"]),
        ] {
            keys[key]["not"] = json!({ "enum": words });
        }
        for key in ["reason", "to"] {
            keys["lost"]["anyOf"][1]["properties"][key]["not"] = json!({ "enum": ["unknown"] });
        }
        let touch = &mut keys["touches"]["items"];
        touch["anyOf"] = json!([{ "required": ["campaign"] }, { "required": ["kind"] }]);
        // Either side makes them: who did must be said.
        touch["if"] = json!({ "properties": { "kind": { "enum": either_side } }, "required": ["kind"] });
        touch["then"] = json!({ "anyOf": [{ "required": ["by"] }, { "required": ["campaign"] }] });
    });
}

fn stages_of(stages: &mut Value, funnel: &Funnel) {
    let date = stages["anyOf"][0]["additionalProperties"].take();
    let named = funnel.stages.iter().map(|stage| {
        let mut schema = date.clone();
        schema["description"] = stage.means.as_deref().unwrap_or(&stage.name).into();
        (stage.id.clone(), schema)
    });
    stages["anyOf"][0] = json!({
        "type": "object",
        "properties": named.collect::<serde_json::Map<_, _>>(),
        "additionalProperties": false,
        "minProperties": 1,
    });
    let ids: Vec<&str> = funnel.stages.iter().map(|s| s.id.as_str()).collect();
    let meaning = stages["anyOf"][1]["items"]["properties"]["stage"]["description"].take();
    stages["anyOf"][1]["items"]["properties"]["stage"] = json!({ "enum": ids, "description": meaning });
}
