//! Deals as YAML, in the form that a careful person would write.

use jiff::tz::TimeZone;

use super::records::Found;
use super::values::write_when;
use crate::model::{Kind, Money};
use crate::settings::Funnel;

/// Words that some parser takes for something else than text.
const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// A text as a plain scalar where nothing in it could mean anything else, in double quotes elsewhere. It may
/// stand inside of `{}`, too.
pub fn scalar(text: &str) -> String {
    let plain_char = |c: char| c.is_alphanumeric() || " -_./&'()".contains(c);
    let plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(plain_char)
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_lowercase().as_str());
    if plain {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // What cannot be seen is written so that it can be: marks of direction, ends of lines, no characters.
            c if c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
                || u32::from(c) & 0xfffe == 0xfffe =>
            {
                let n = u32::from(c);
                out.push_str(&if n > 0xffff {
                    format!("\\U{n:08X}")
                } else {
                    format!("\\u{n:04X}")
                });
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// An amount with its currency, decimals only where there are any.
pub fn money(money: Money) -> String {
    let unit = i64::try_from(money.currency.minor_per_major()).unwrap_or(1);
    let (whole, rest) = (money.minor / unit, money.minor % unit);
    if rest == 0 {
        return format!("{whole} {}", money.currency);
    }
    let decimals = money.currency.decimals() as usize;
    format!("{whole}.{rest:0decimals$} {}", money.currency)
}

/// The value of `lost`.
pub fn lost(on: &str, reason: Option<&str>) -> String {
    match reason {
        None => on.to_owned(),
        Some(reason) => format!("{{on: {on}, reason: {}}}", scalar(reason)),
    }
}

/// A deal as an entry of a list.
pub fn record(out: &mut String, found: &Found, funnel: &Funnel, zone: &TimeZone) {
    let mut first = true;
    let mut line = |key: &str, value: &str| {
        out.push_str(if first { "- " } else { "  " });
        first = false;
        out.push_str(key);
        out.push_str(": ");
        out.push_str(value);
        out.push('\n');
    };
    line("id", found.id.as_str());
    line("account", &scalar(&found.account));
    let texts = [
        ("name", found.name.as_deref().filter(|n| *n != found.account)),
        ("owner", found.owner.as_ref().map(crate::model::Id::as_str)),
        ("segment", found.segment.as_deref()),
        ("region", found.region.as_deref()),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            line(key, &scalar(text));
        }
    }
    if let Some(amount) = found.amount {
        line("amount", &money(amount));
    }
    if let Some(kind) = found.kind.filter(|k| *k != Kind::New) {
        line("kind", kind.word());
    }
    let texts = [
        ("source", found.source.as_ref().map(crate::model::Id::as_str)),
        ("channel", found.channel.as_deref()),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            line(key, &scalar(text));
        }
    }
    out.push_str("  stages:\n");
    for (stage, on) in &found.stages {
        let name = funnel.stages.get(*stage as usize).map_or("", |s| s.id.as_str());
        let on = write_when(*on, zone);
        out.push_str(&if found.listed {
            entry("    ", name, &on, None)
        } else {
            format!("    {name}: {on}\n")
        });
    }
    if let Some((on, reason)) = &found.lost {
        out.push_str("  lost: ");
        out.push_str(&lost(&write_when(*on, zone), reason.as_deref()));
        out.push('\n');
    }
}

/// An entry of a list of stages, with its line's end.
pub fn entry(indent: &str, stage: &str, on: &str, reason: Option<&str>) -> String {
    let reason = reason.map(|r| format!(", reason: {}", scalar(r))).unwrap_or_default();
    format!("{indent}- {{stage: {stage}, on: {on}{reason}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_plain_texts_stand_without_quotes() {
        for plain in ["Acme Robotics", "Müller & Söhne", "a.b", "O'Neil (UK)"] {
            assert_eq!(scalar(plain), plain);
        }
        for quoted in [
            "no", "2026", "=1+1", "a: b", "a #b", "- x", "", "x ", "[a]", "@x", "~", "a,b", "Null",
        ] {
            assert_eq!(scalar(quoted), format!("\"{quoted}\""));
        }
        assert_eq!(scalar("a\"\\\u{202e}\u{ffff}"), "\"a\\\"\\\\\\u202E\\uFFFF\"");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "\\PC{0,20}|[\\x20-\\x7e]{0,20}|[\u{2028}\u{202e}\u{feff}a ]{1,5}") {
            let yaml = format!("- {{a: {}, b: 1}}\n", scalar(&text));
            let read: Vec<std::collections::BTreeMap<String, serde_yaml::Value>> =
                serde_yaml::from_str(&yaml).unwrap();
            prop_assert_eq!(read[0]["a"].as_str(), Some(text.as_str()));
            let tree = crate::reader::tree::parse_yaml(&yaml).unwrap();
            let span = tree[0].locate(
                &[crate::reader::Seg::Index(0), crate::reader::Seg::Key("a")],
                crate::reader::Part::Value,
            );
            prop_assert_eq!(&yaml[span], scalar(&text));
        }
    }
}
