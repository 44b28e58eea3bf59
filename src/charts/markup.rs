//! How text and numbers get into SVG.

use std::borrow::Cow;

/// Escapes text for element content and for attribute values alike, and drops the characters that
/// XML 1.0 forbids even as references (production 2, `Char`).
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'') && allowed(c);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars().filter(|&c| allowed(c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn allowed(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        // From U+007F on: allowed by XML, but invisible and an error in HTML.
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => true,
    }
}

/// Prints a coordinate with at most two decimals and never as `-0`; what is not finite is `0`.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let hundredths = (value * 100.0).round();
    if hundredths == 0.0 {
        return "0".to_owned();
    }
    let printed = format!("{:.2}", hundredths / 100.0);
    printed
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}
