//! JSON Schema of what is read: each type says what may stand in its place, for editors.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::model::Currency;

/// A key of a mapping: its name, what it means, what may stand there, whether it must be there.
pub type Key = (&'static str, &'static str, Value, bool);

/// A mapping with these keys and no others.
pub fn object(keys: &[Key]) -> Value {
    let mut properties = Map::new();
    for (name, meaning, schema, _) in keys {
        let mut schema = schema.clone();
        if !meaning.is_empty() {
            schema["description"] = meaning.trim().into();
        }
        properties.insert((*name).to_owned(), schema);
    }
    let required: Vec<&str> = keys.iter().filter(|k| k.3).map(|k| k.0).collect();
    let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        object["required"] = required.into();
    }
    object
}

/// A mapping with keys of the team's choosing.
pub fn entries(values: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": values })
}

/// A list.
pub fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A kind of scalar by its name, in one form or several.
fn named(title: &str, mut schema: Value) -> Value {
    schema["title"] = title.into();
    schema
}

/// Either of some.
pub fn any_of(forms: &[Value]) -> Value {
    json!({ "anyOf": forms })
}

/// A plain scalar, read as the text as written: `no`, `2026` and `007` are texts.
pub fn text(longest: usize) -> Value {
    let forms = any_of(&[
        json!({ "type": "string", "minLength": 1, "maxLength": longest, "pattern": "\\S" }),
        json!({ "type": ["number", "boolean"] }),
    ]);
    named("text", forms)
}

/// One of a few words.
pub fn words(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

/// A text of a form, with an example.
pub fn form(pattern: &str, example: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "examples": [example] })
}

const YEAR: &str = r"(199\d|20\d\d|21\d\d)";
/// Years from 1990 to 2199 that have a 29th of February.
const LEAP_YEAR: &str = r"(199[26]|20([02468][048]|[13579][26])|21(0[48]|[2468][048]|[13579][26]))";

/// A day of the calendar.
fn date_pattern() -> String {
    let long = r"(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])";
    let short = r"(0[469]|11)-(0[1-9]|[12]\d|30)";
    let february = r"02-(0[1-9]|1\d|2[0-8])";
    format!("({YEAR}-({long}|{short}|{february})|{LEAP_YEAR}-02-29)")
}

/// A month.
pub fn month_pattern() -> String {
    format!("^{YEAR}-(0[1-9]|1[0-2])$")
}

/// A date.
pub fn day() -> Value {
    named("date", form(&format!("^{}$", date_pattern()), "2026-03-14"))
}

/// A date or an instant.
pub fn when() -> Value {
    let clock = r"([01]\d|2[0-3]):[0-5]\d";
    let time = format!(r"[T ]{clock}(:[0-5]\d(\.\d{{1,9}})?)?(Z|[+-]{clock})?");
    let mut schema = form(&format!("^{}({time})?$", date_pattern()), "2026-03-14");
    schema["examples"] = json!(["2026-03-14", "2026-03-14T09:30"]);
    named("date or time", schema)
}

/// An amount of money, of the site's currency or with a code.
pub fn money() -> Value {
    amount("", json!({ "type": "number", "minimum": 0, "exclusiveMaximum": 1e15 }))
}

/// The same, where it may be below zero.
pub fn correction() -> Value {
    let number = json!({ "type": "number", "exclusiveMinimum": -1e15, "exclusiveMaximum": 1e15 });
    amount("-?", number)
}

fn amount(sign: &str, number: Value) -> Value {
    // By the decimals of their minor unit, so that no amount has more.
    let mut codes: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for currency in Currency::every() {
        codes.entry(currency.decimals()).or_default().push(currency.code());
    }
    let with_code = codes.iter().map(|(decimals, codes)| {
        let fraction = match decimals {
            0 => String::new(),
            n => format!(r"(\.\d{{1,{n}}})?"),
        };
        format!("{fraction} ({})", codes.join("|"))
    });
    let most = codes.keys().max().copied().unwrap_or(2);
    let bare = format!(r"(\.\d{{1,{most}}})?");
    let rest: Vec<String> = std::iter::once(bare).chain(with_code).collect();
    let text = json!({ "type": "string", "pattern": format!(r"^{sign}\d{{1,15}}({})$", rest.join("|")) });
    let mut schema = named("money", any_of(&[number, text]));
    schema["examples"] = json!([24000, "24000.50 USD"]);
    schema
}

/// An id.
pub fn id() -> Value {
    let forms = any_of(&[
        json!({
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?$",
            "maxLength": 120,
            "not": { "pattern": RESERVED },
        }),
        // Read as the text as written: `7`, `1.5` and `true` are ids.
        json!({ "type": "number", "minimum": 0 }),
        json!({ "type": "boolean" }),
    ]);
    let mut schema = named("id", forms);
    schema["examples"] = json!(["acme-onboarding"]);
    schema
}

/// Ids that collide with pages, words of the data files, or names of devices.
const RESERVED: &str = r"^(index\.html|page|unknown|unattributed|all|(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?)$";

/// A decimal, as a number or a text.
pub fn decimal() -> Value {
    let forms = any_of(&[
        json!({ "type": "number", "minimum": 0 }),
        json!({ "type": "string", "pattern": r"^\d+(\.\d+)?$" }),
    ]);
    named("decimal", forms)
}

/// A decimal from 0 to 1.
pub fn share() -> Value {
    let forms = any_of(&[
        json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        json!({ "type": "string", "pattern": r"^(0+(\.\d+)?|0*1(\.0+)?)$" }),
    ]);
    let mut schema = named("decimal", forms);
    schema["examples"] = json!([0.5]);
    schema
}

/// Examples of keys whose type alone says little, by the key's name.
const EXAMPLES: [(&str, &str); 30] = [
    ("account", "Acme Robotics"),
    ("as_of", "today"),
    ("base_url", "https://northwind.example/playbook/"),
    ("by", "rep-north"),
    ("campaign", "spring-webinar"),
    ("channel", "webinar"),
    ("description", "How marketing and sales share the funnel"),
    ("dir", "public"),
    ("hours", "mon-fri 09:00-17:00"),
    ("means", "Budget and need are known"),
    ("name", "Acme onboarding"),
    ("need", "one tool instead of three spreadsheets"),
    ("note", "asked for a quote"),
    ("notes", "Met at the fair; decides in **spring**."),
    ("owner", "rep-north"),
    ("promise", "Invoices in half the time"),
    ("reason", "price"),
    ("record", "acme-onboarding"),
    ("region", "north"),
    ("repository", "https://github.com/northwind/playbook/blob/main"),
    ("rule", "stalled"),
    ("segment", "mid-market"),
    ("source", "spring-webinar"),
    ("stage", "lead"),
    ("text", "too expensive"),
    ("theme", "duet"),
    ("time_zone", "Europe/Berlin"),
    ("title", "Our playbook"),
    ("to", "Contoso"),
    ("what", "call back"),
];

/// Adds examples to all keys of a schema that have none and take texts of the writer's own.
pub fn with_examples(schema: &mut Value) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for (name, key) in properties {
            let example = EXAMPLES.iter().find(|(of, _)| of == name);
            let free = key.get("enum").is_none() && key["type"] != "object" && key["type"] != "integer";
            if let Some((_, example)) = example.filter(|_| free && !key["title"].eq("money")) {
                key["examples"] = json!([example]);
            }
        }
    }
    match schema {
        Value::Object(map) => map.values_mut().for_each(with_examples),
        Value::Array(list) => list.iter_mut().for_each(with_examples),
        _ => {}
    }
}
