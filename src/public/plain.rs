//! Texts as they are compared: in one Unicode form, with single spaces, without what nobody sees.

use unicode_normalization::UnicodeNormalization as _;

/// A text in NFC on one line, without marks that are not seen.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_unseen(c) {
            out.push(c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Soft hyphens, joiners, and what turns the direction of text.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') || crate::diagnostics::turns_direction(c)
}

/// Elements that stand within a word: markup in the middle of a name does not part it.
const WITHIN: [&str; 16] = [
    "a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong", "sub", "sup",
];

/// What a reader sees of HTML, and what stands in its attributes: without tags, with entities resolved.
pub(super) fn seen(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut attributes = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        text.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let inner = tag[..end].trim_start_matches(['<', '/']);
        let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
        if !WITHIN.contains(&name.to_ascii_lowercase().as_str()) {
            text.push(' ');
        }
        attributes.push_str(inner);
        attributes.push('\n');
        rest = &tag[end..];
    }
    text.push_str(rest);
    one_line(&entities(&format!("{text}\n{attributes}")))
}

/// Resolves the entities that our writers use, and numbers.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let known = rest[1..].find(';').filter(|end| *end <= 8).and_then(|end| {
            let c = match &rest[1..=end] {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "nbsp" => Some(' '),
                name => name.strip_prefix('#').and_then(|n| {
                    let hex = n.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16).ok());
                    hex.unwrap_or_else(|| n.parse().ok()).and_then(char::from_u32)
                }),
            };
            c.map(|c| (c, end + 2))
        });
        let (c, length) = known.unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_as_they_are_seen() {
        assert_eq!(one_line("  Acme\n\tRo\u{ad}botics\u{a0}AG "), "Acme Robotics AG");
        assert_eq!(one_line("Mu\u{308}ller"), "Müller");
        assert_eq!(
            seen("<p title=\"A &amp; B\">Ac<b>me</b> &#x27;Co&#39;</p><p>next &lt;x&gt; &c.</p>"),
            "Acme 'Co' next <x> &c. p title=\"A & B\"> b> b> p> p> p>"
        );
    }
}
