//! Texts as they are compared: in one Unicode form, with single spaces, without what nobody sees.

use html5gum::{Token, Tokenizer};
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

/// What is not seen (of Unicode's Default_Ignorable_Code_Point): soft hyphens, joiners, selectors of variants, tags, and
/// what turns the direction of text.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
        || crate::diagnostics::turns_direction(c)
}

/// Elements that stand within a word: markup in the middle of a name does not part it.
const WITHIN: [&str; 29] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "wbr",
];

/// What a reader sees of HTML or a drawing, and what stands in its attributes: without tags and comments, with entities
/// resolved as browsers do.
pub(super) fn seen(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut attributes = String::new();
    let parts = |text: &mut String, name: &[u8]| {
        let name = String::from_utf8_lossy(name);
        if !WITHIN.contains(&name.to_ascii_lowercase().as_str()) {
            text.push(' ');
        }
    };
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::String(part) => text.push_str(&String::from_utf8_lossy(&part)),
            Token::StartTag(tag) => {
                parts(&mut text, &tag.name);
                for value in tag.attributes.values() {
                    attributes.push_str(&String::from_utf8_lossy(value));
                    attributes.push('\n');
                }
            }
            Token::EndTag(tag) => parts(&mut text, &tag.name),
            // Where XML is read as HTML, what it takes literally looks like this.
            Token::Comment(comment) => {
                if let Some(literal) = String::from_utf8_lossy(&comment).strip_prefix("[CDATA[") {
                    text.push_str(literal.strip_suffix("]]").unwrap_or(literal));
                }
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    one_line(&format!("{text}\n{attributes}"))
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
            "Acme 'Co' next <x> &c. A & B"
        );
    }

    /// By hand, from the HTML standard: named references, comments, and elements that show nothing of their own.
    #[test]
    fn a_name_is_seen_however_it_is_written() {
        for written in [
            "M&uuml;ller",
            "M&#252;l&shy;ler",
            "Mül<wbr>ler",
            "Mül<!-- x -->ler",
            "Mül&ZeroWidthSpace;ler",
            "<text><tspan>Mül</tspan><tspan>ler</tspan></text>",
            "<svg><![CDATA[Mül]]>ler</svg>",
            "M\u{34f}ül\u{fe0f}l\u{180e}er",
            "<i title=\"M&Uuml;LLER\">M<b>üll</b>er</i>",
        ] {
            assert!(seen(written).contains("Müller"), "{written}: {}", seen(written));
        }
        for (parted, shown) in [("A&ensp;B", "A B"), ("A<br>B", "A B"), ("A&thinsp;B", "A B")] {
            assert_eq!(seen(parted), shown, "{parted}");
        }
    }
}
