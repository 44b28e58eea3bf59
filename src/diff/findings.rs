//! Findings new and gone, with the records that came and went.

use std::collections::BTreeSet;

use crate::metrics::findings::RecordKind;
use crate::metrics::{Family, FindingGroup, Severity};

/// A rule whose records changed.
#[derive(Clone, Debug)]
pub struct FindingChange {
    /// The rule's id.
    pub rule: &'static str,
    /// Its family.
    pub family: Family,
    /// Its severity: NEW's, or OLD's where it is gone.
    pub severity: Severity,
    /// The sentence with its numbers: NEW's, or OLD's where it is gone.
    pub title: String,
    /// What kind of records it names.
    pub kind: RecordKind,
    /// Whether OLD did not have it at all.
    pub is_new: bool,
    /// Whether NEW does not have it any more.
    pub is_gone: bool,
    /// Records that it names now and did not name, sorted by id.
    pub came: Vec<Named>,
    /// Records that it named and does not name any more, sorted by id.
    pub went: Vec<Named>,
}

/// A record that a finding names, or named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The id of the deal or campaign.
    pub id: String,
    /// Whether the new files up to OLD's day have it so already: history was edited. Else it happened.
    pub is_restated: bool,
    /// Of one that went: whether the rule still fires and the team muted it.
    pub is_muted: bool,
}

/// The records of a rule that are not muted.
fn open(finding: Option<&FindingGroup>) -> BTreeSet<&str> {
    let Some(f) = finding else {
        return BTreeSet::new();
    };
    let muted: BTreeSet<&str> = f.muted.iter().map(String::as_str).collect();
    let all = f.details.iter().map(|d| d.id.as_str());
    all.filter(|id| !muted.contains(id)).collect()
}

/// What changed, by severity and rule. Muted records count as gone.
pub(super) fn changes(findings: [&[FindingGroup]; 3]) -> Vec<FindingChange> {
    let mut out: Vec<FindingChange> = crate::metrics::findings::registry()
        .iter()
        .filter_map(|rule| {
            let of = findings.map(|list| list.iter().find(|f| f.rule == rule.id));
            let [old, between, new] = of.map(open);
            let said = of[2].filter(|_| !new.is_empty()).or(of[0])?;
            let muted = of[2].map(|f| f.muted.as_slice()).unwrap_or_default();
            let named = |id: &&str, is_restated: bool| Named {
                id: (*id).to_owned(),
                is_restated,
                is_muted: muted.binary_search_by(|m| m.as_str().cmp(id)).is_ok(),
            };
            let came: Vec<Named> = new.difference(&old).map(|id| named(id, between.contains(id))).collect();
            let went: Vec<Named> = old
                .difference(&new)
                .map(|id| named(id, !between.contains(id)))
                .collect();
            (!came.is_empty() || !went.is_empty()).then(|| FindingChange {
                rule: rule.id,
                family: rule.family,
                severity: said.severity,
                title: said.title.clone(),
                kind: said.kind,
                is_new: old.is_empty(),
                is_gone: new.is_empty(),
                came,
                went,
            })
        })
        .collect();
    out.sort_by_key(|f| (f.severity, f.rule));
    out
}
