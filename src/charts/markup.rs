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

/// Appends a coordinate with at most two decimals and never as `-0`; what is not finite is `0`.
pub(super) fn push_number(out: &mut String, value: f64) {
    if !value.is_finite() {
        out.push('0');
        return;
    }
    // By integers and by hand: a page holds thousands, and formatting costs many times as much.
    let hundredths = (value * 100.0).round() as i64;
    if hundredths < 0 {
        out.push('-');
    }
    let size = hundredths.unsigned_abs();
    push_whole(out, size / 100);
    let (tenth, hundredth) = (size / 10 % 10, size % 10);
    if tenth + hundredth > 0 {
        out.push('.');
        out.push(digit(tenth));
        if hundredth > 0 {
            out.push(digit(hundredth));
        }
    }
}

fn push_whole(out: &mut String, value: u64) {
    if value >= 10 {
        push_whole(out, value / 10);
    }
    out.push(digit(value % 10));
}

fn digit(value: u64) -> char {
    char::from(b'0' + value as u8)
}

/// The same as a text of its own.
pub(super) fn number(value: f64) -> String {
    let mut out = String::new();
    push_number(&mut out, value);
    out
}
