//! What numbers are made of beside deals and campaigns: settings, costs, quotas.

use std::collections::BTreeMap;

use super::Compared;
use crate::content::Content;
use crate::metrics::value::money;
use crate::model::{Day, Money};

/// A setting, cost or quota that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The file.
    pub file: &'static str,
    /// The key in it: `handoff.within`, `2026-03.marketing`, `ann.quota.2026-Q1`.
    pub key: String,
    /// What it was, where it was there.
    pub from: Option<String>,
    /// What it is, where it is there.
    pub to: Option<String>,
    /// Whether the new files say so up to OLD's day already; else it counts only since.
    pub is_restated: bool,
}

/// Tables and keys of site.toml that no number is made of.
const BESIDE: [&str; 15] = [
    "title",
    "description",
    "base_url",
    "language",
    "theme",
    "repository",
    "site",
    "as_of",
    "privacy",
    "pages",
    "markdown",
    "output",
    "targets",
    "time_zone",
    "attribution.model",
];

/// What changed, by file and key.
pub(super) fn changes(compared: &Compared<'_>) -> Vec<Setting> {
    let [old, new] = compared.settings.map(settings);
    let mut out: Vec<Setting> = differences(&old, &new)
        .map(|(key, from, to)| Setting {
            file: "site.toml",
            key,
            from,
            to,
            is_restated: true,
        })
        .collect();
    let ledger = |sight: super::Sight<'_>| sight.report.ledger.clone();
    let (old, new) = (ledger(compared.old), ledger(compared.new));
    let (from, to) = (costs(&old.content, old.as_of), costs(&new.content, new.as_of));
    let then = costs(&new.content, old.as_of);
    for (a, b, is_restated) in [(&from, &then, true), (&then, &to, false)] {
        out.extend(differences(a, b).map(|(key, from, to)| Setting {
            file: "content/costs.yaml",
            key,
            from,
            to,
            is_restated,
        }));
    }
    out.extend(
        differences(&quotas(&old.content), &quotas(&new.content)).map(|(key, from, to)| Setting {
            file: "content/team.yaml",
            key,
            from,
            to,
            is_restated: true,
        }),
    );
    out.sort_by(|a, b| (a.file, &a.key, !a.is_restated).cmp(&(b.file, &b.key, !b.is_restated)));
    out
}

fn differences<'m>(
    old: &'m BTreeMap<String, String>,
    new: &'m BTreeMap<String, String>,
) -> impl Iterator<Item = (String, Option<String>, Option<String>)> + 'm {
    let fresh = new.keys().filter(|k| !old.contains_key(*k));
    old.keys()
        .chain(fresh)
        .map(|k| (k.clone(), old.get(k).cloned(), new.get(k).cloned()))
        .filter(|(_, a, b)| a != b)
}

/// The keys of site.toml that numbers are made of, with their values.
fn settings(text: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    // Both texts were read without an error before.
    let table: toml::Table = text.parse().unwrap_or_default();
    flatten("", &toml::Value::Table(table), &mut out);
    let beside = |key: &str| {
        BESIDE
            .iter()
            .any(|b| key == *b || key.strip_prefix(b).is_some_and(|rest| rest.starts_with('.')))
    };
    out.retain(|key, _| {
        // What a stage is called and means moves nothing.
        let told = key.starts_with("funnel.stages") && [".name", ".means", ".job"].iter().any(|e| key.ends_with(e));
        !beside(key) && !told
    });
    out
}

fn flatten(path: &str, value: &toml::Value, out: &mut BTreeMap<String, String>) {
    let below = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    match value {
        toml::Value::Table(table) => table.iter().for_each(|(key, v)| flatten(&below(key), v, out)),
        toml::Value::Array(list) if list.iter().any(toml::Value::is_table) => {
            for (i, v) in list.iter().enumerate() {
                flatten(&below(&(i + 1).to_string()), v, out);
            }
        }
        toml::Value::String(text) => {
            out.insert(path.to_owned(), text.clone());
        }
        other => {
            out.insert(path.to_owned(), other.to_string());
        }
    }
}

fn written(m: Money) -> String {
    format!("{} {}", money(m.minor.into(), m.currency), m.currency)
}

/// Costs of months that have begun on a day.
fn costs(content: &Content, day: Day) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for cost in content.costs.iter().filter(|c| c.month.first() <= day) {
        for (key, m) in [
            ("marketing", cost.marketing),
            ("sales", cost.sales),
            ("shared", cost.shared),
        ] {
            if let Some(m) = m {
                out.insert(format!("{}.{key}", cost.month), written(m));
            }
        }
    }
    out
}

fn quotas(content: &Content) -> BTreeMap<String, String> {
    let people = content.people.iter();
    people
        .flat_map(|p| {
            p.quota
                .iter()
                .map(|(quarter, m)| (format!("{}.quota.{quarter}", p.id), written(*m)))
        })
        .collect()
}
