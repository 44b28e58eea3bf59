//! What the program knows of itself, for handbooks: rules, problem codes, and keys of files, as functions of
//! templates. So a page about them cannot say anything else than the program does.

use serde_json::{Value as Json, json};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::value;
use crate::content::schema::{self, Kind};
use crate::diagnostics::Code;
use crate::metrics::findings::registry;
use crate::words::Words;

/// Registers `rules()`, `codes()` and `keys(kind)`.
pub(super) fn register(tera: &mut Tera, words: &std::sync::Arc<Words>) {
    let w = words.clone();
    tera.register_function("rules", move |_: Kwargs, _: &State| value(&rules(&w)));
    tera.register_function("codes", |_: Kwargs, _: &State| value(&codes()));
    tera.register_function("keys", |args: Kwargs, _: &State| -> TeraResult<Value> {
        let kind = args.must_get::<&str>("kind")?;
        let kind = Kind::parse(kind)
            .ok_or_else(|| tera::Error::message(format!("there is no kind of file `{}`", crate::reader::show(kind))))?;
        Ok(value(&keys(kind)))
    });
}

/// Every rule with what it says.
fn rules(words: &Words) -> Vec<Json> {
    let one = |rule: &crate::metrics::Rule| {
        json!({
            "id": rule.id,
            "family": words.word("family", rule.family.word()),
            "severity": words.word("severity", rule.severity.word()),
            "looks_for": rule.says(words, "looks-for"),
            "why": rule.says(words, "why"),
            "remedy": rule.says(words, "remedy"),
            "doubt": rule.says(words, "doubt"),
            "thresholds": rule.thresholds.iter().map(|(name, default)| json!({ "name": name, "default": default })).collect::<Vec<_>>(),
        })
    };
    registry().iter().map(one).collect()
}

/// Every problem code.
fn codes() -> Vec<Json> {
    let one = |code: &Code| {
        json!({
            "id": code.id(),
            "kind": code.severity().word(),
            "title": code.title(),
            "help": code.help(),
        })
    };
    Code::ALL.iter().map(one).collect()
}

/// The keys of a kind of file, those within others after them with their path.
fn keys(kind: Kind) -> Vec<Json> {
    let schema = schema::of(kind, &schema::Known::default());
    let mut out = Vec::new();
    walk(&schema, "", &mut out);
    out
}

fn walk(schema: &Json, above: &str, out: &mut Vec<Json>) {
    // Where there are keys, `anyOf` says which of them go together.
    if let (Some(forms), true) = (schema["anyOf"].as_array(), schema["properties"].is_null()) {
        // Of a file's two forms, one record and a list of them, one is enough.
        let whole_file = above.is_empty();
        for form in forms {
            if !(whole_file && form["type"] == "array") {
                walk(form, above, out);
            }
        }
        return;
    }
    match schema["type"].as_str() {
        Some("array") => walk(&schema["items"], above, out),
        Some("object") if schema["properties"].is_object() => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            let is_required = |name: &str| required.iter().any(|r| r == name);
            let properties = schema["properties"].as_object().into_iter().flatten();
            let (first, others): (Vec<_>, Vec<_>) = properties.partition(|(name, _)| is_required(name));
            for (name, key) in first.into_iter().chain(others) {
                let path = format!("{above}{name}");
                out.push(json!({
                    "path": path,
                    "type": type_of(key),
                    "required": is_required(name),
                    "meaning": key["description"],
                }));
                walk(key, &format!("{path}."), out);
            }
        }
        Some("object") if schema["additionalProperties"].is_object() => {
            let name = if above.is_empty() { "2026-03." } else { above };
            walk(&schema["additionalProperties"], name, out);
        }
        _ => {}
    }
}

/// What may stand there, in a few words.
fn type_of(schema: &Json) -> String {
    if let Some(title) = schema["title"].as_str() {
        return title.to_owned();
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", ");
    }
    if let (Some(forms), true) = (schema["anyOf"].as_array(), schema["properties"].is_null()) {
        let mut kinds: Vec<String> = forms.iter().map(type_of).collect();
        kinds.dedup();
        return kinds.join(", or ");
    }
    match schema["type"].as_str() {
        Some("array") => format!("list of: {}", type_of(&schema["items"])),
        Some("object") if schema["additionalProperties"].is_object() => {
            format!("mapping to: {}", type_of(&schema["additionalProperties"]))
        }
        Some("object") => "mapping".to_owned(),
        Some("integer") => "whole number".to_owned(),
        Some("boolean") => "true, false".to_owned(),
        _ => "value".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys of content.md that stand within others.
    #[test]
    fn the_keys_within_others_are_listed() {
        let paths = |kind: &str| -> Vec<String> {
            let keys = keys(Kind::parse(kind).unwrap());
            keys.iter()
                .map(|key| key["path"].as_str().unwrap().to_owned())
                .collect()
        };
        let deal = paths("deal");
        for path in [
            "stages.stage",
            "stages.on",
            "stages.reason",
            "touches.on",
            "touches.campaign",
            "touches.by",
            "touches.kind",
            "touches.note",
            "follow_ups.on",
            "lost.reason",
            "lost.to",
            "next.on",
            "next.what",
            "objections.text",
            "needs.need",
            "needs.met",
        ] {
            assert!(deal.iter().any(|found| found == path), "{path}: {deal:?}");
        }
        assert!(paths("site").iter().any(|found| found == "privacy.minimum_count"));
    }
}
