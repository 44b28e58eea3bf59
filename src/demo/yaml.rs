//! Writing YAML as a careful person would: block style, short things on one line.

use super::campaigns::Campaign;
use super::days::Calendar;
use super::deal::Deal;
use super::market::STAGES;

/// Adds a line made by `format_args!`, with its end.
macro_rules! line {
    ($out:expr, $($part:tt)*) => {{
        use std::fmt::Write as _;
        // Writing to a String cannot fail.
        let _ = writeln!($out, $($part)*);
    }};
}
pub(super) use line;

/// A text as a plain scalar where that is safe, in double quotes elsewhere; `flow` inside `{}`.
pub(super) fn text(value: &str, flow: bool) -> std::borrow::Cow<'_, str> {
    let quoted = !value.starts_with(char::is_alphanumeric)
        || value.ends_with([':', ' '])
        || value.contains(": ")
        || value.contains(" #")
        || value.contains('\n')
        // Allowed plain by YAML 1.2; older parsers take it for a key in a flow mapping.
        || (flow && value.contains('?'))
        || (flow && value.contains([',', '[', ']', '{', '}']))
        || matches!(value, "null" | "Null" | "NULL");
    if quoted {
        format!(
            "\"{}\"",
            value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
        )
        .into()
    } else {
        value.into()
    }
}

/// Adds a literal block under a key.
pub(super) fn block(out: &mut String, indent: &str, key: &str, value: &str) {
    line!(out, "{indent}{key}: |");
    for row in value.split('\n') {
        if row.is_empty() {
            out.push('\n');
        } else {
            line!(out, "{indent}  {row}");
        }
    }
}

/// Adds a deal as an entry of a list.
pub(super) fn deal(out: &mut String, deal: &Deal, campaigns: &[Campaign], calendar: &Calendar) {
    let id_of = |place: usize| campaigns.get(place).map_or("", |campaign| campaign.id.as_str());
    line!(out, "- id: {}", deal.id);
    line!(out, "  account: {}", text(&deal.account, false));
    if let Some(name) = &deal.name {
        line!(out, "  name: {}", text(name, false));
    }
    if let Some(owner) = deal.owner {
        line!(out, "  owner: {owner}");
    }
    line!(out, "  segment: {}", deal.segment);
    line!(out, "  region: {}", deal.region);
    if let Some(amount) = deal.amount {
        line!(out, "  amount: {amount}{}", deal.currency);
    }
    if let Some(kind) = deal.kind {
        line!(out, "  kind: {kind}");
    }
    if let Some(source) = deal.source {
        line!(out, "  source: {}", id_of(source));
    }
    if let Some(channel) = deal.channel {
        line!(out, "  channel: {channel}");
    }
    stages(out, deal, calendar);
    ending(out, deal, calendar);
    line!(out, "  touches:");
    for touch in &deal.touches {
        out.push_str("    - {on: ");
        calendar.write(touch.on, out);
        if let Some(campaign) = touch.campaign {
            pair(out, "campaign", id_of(campaign));
        }
        if let Some(by) = touch.by {
            pair(out, "by", by);
        }
        if let Some(kind) = touch.kind {
            pair(out, "kind", kind);
        }
        if let Some(note) = touch.note {
            pair(out, "note", &text(note, true));
        }
        out.push_str("}\n");
    }
    learned(out, deal, calendar);
    if !deal.tags.is_empty() {
        line!(out, "  tags: [{}]", deal.tags.join(", "));
    }
    if let Some(notes) = deal.notes {
        block(out, "  ", "notes", notes);
    }
}

fn pair(out: &mut String, key: &str, value: &str) {
    // Not `write!`: this runs ten million times for a million deals.
    out.push_str(", ");
    out.push_str(key);
    out.push_str(": ");
    out.push_str(value);
}

fn stages(out: &mut String, deal: &Deal, calendar: &Calendar) {
    out.push_str("  stages:\n");
    let listed = deal.entries.iter().any(|entry| entry.reason.is_some());
    for entry in &deal.entries {
        let stage = STAGES[entry.stage];
        if listed {
            out.push_str("    - {stage: ");
            out.push_str(stage);
            out.push_str(", on: ");
            calendar.write(entry.at, out);
            if let Some(reason) = entry.reason {
                pair(out, "reason", &text(reason, true));
            }
            out.push_str("}\n");
        } else {
            out.push_str("    ");
            out.push_str(stage);
            out.push_str(": ");
            calendar.write(entry.at, out);
            out.push('\n');
        }
    }
}

/// The loss, or the next step.
fn ending(out: &mut String, deal: &Deal, calendar: &Calendar) {
    if let Some(loss) = &deal.loss {
        let on = calendar.text(loss.on);
        if loss.reason.is_none() {
            line!(out, "  lost: {on}");
        } else {
            out.push_str("  lost: {on: ");
            out.push_str(on);
            let known = [("reason", loss.reason), ("to", loss.to), ("note", loss.note)];
            for (key, value) in known {
                if let Some(value) = value {
                    pair(out, key, &text(value, true));
                }
            }
            out.push_str("}\n");
        }
    }
    if let Some(next) = &deal.next {
        out.push_str("  next: {on: ");
        out.push_str(calendar.text(next.on));
        pair(out, "what", &text(next.what, true));
        if let Some(by) = next.by {
            pair(out, "by", by);
        }
        out.push_str("}\n");
    }
}

/// Follow-ups, needs and objections.
fn learned(out: &mut String, deal: &Deal, calendar: &Calendar) {
    if !deal.follow_ups.is_empty() {
        out.push_str("  follow_ups:\n");
    }
    for step in &deal.follow_ups {
        out.push_str("    - {on: ");
        out.push_str(calendar.text(step.on));
        pair(out, "kind", step.kind);
        if let Some(amount) = step.amount {
            pair(out, "amount", &format!("{amount}{}", deal.currency));
        }
        if let Some(note) = step.note {
            pair(out, "note", &text(note, true));
        }
        out.push_str("}\n");
    }
    if !deal.needs.is_empty() {
        out.push_str("  needs:\n");
    }
    for &(need, met) in &deal.needs {
        if let Some(met) = met {
            let met = if met { "yes" } else { "no" };
            line!(out, "    - {{need: {}, met: {met}}}", text(need, true));
        } else {
            line!(out, "    - {}", text(need, false));
        }
    }
    if !deal.objections.is_empty() {
        out.push_str("  objections:\n");
    }
    for objection in &deal.objections {
        out.push_str("    - {text: ");
        out.push_str(&text(objection.text, true));
        if let Some(on) = objection.answered {
            pair(out, "answered", calendar.text(on));
        }
        out.push_str("}\n");
    }
}
