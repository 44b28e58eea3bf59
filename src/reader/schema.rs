//! JSON Schema of what is read: each type says what may stand in its place, for editors.

use serde_json::{Map, Value, json};

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

const DATE: &str = r"(199\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])";

/// A month.
pub fn month_pattern() -> String {
    r"^(199\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$".to_owned()
}

/// A date.
pub fn day() -> Value {
    named("date", form(&format!("^{DATE}$"), "2026-03-14"))
}

/// A date or an instant.
pub fn when() -> Value {
    let time = r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?";
    let mut schema = form(&format!("^{DATE}({time})?$"), "2026-03-14");
    schema["examples"] = json!(["2026-03-14", "2026-03-14T09:30"]);
    named("date or time", schema)
}

/// An amount of money, of the site's currency or with a code.
pub fn money() -> Value {
    let forms = any_of(&[
        json!({ "type": "number" }),
        json!({ "type": "string", "pattern": r"^-?\d+(\.\d+)?( [A-Z]{3})?$", "examples": ["24000", "24000.50 USD"] }),
    ]);
    named("money", forms)
}

/// An id.
pub fn id() -> Value {
    let forms = any_of(&[
        json!({ "type": "string", "pattern": "^[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?$", "maxLength": 120, "examples": ["acme-onboarding"] }),
        json!({ "type": "integer", "minimum": 0 }),
    ]);
    named("id", forms)
}

/// A decimal, as a number or a text.
pub fn decimal() -> Value {
    let forms = any_of(&[
        json!({ "type": "number" }),
        json!({ "type": "string", "pattern": r"^\d+(\.\d+)?$" }),
    ]);
    named("decimal", forms)
}
