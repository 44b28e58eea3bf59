//! Texts of others in Markdown of our own: they stay texts on GitHub.

use crate::diagnostics::turns_direction;

/// What keeps GitHub from making a link or a mention of what stands on both sides of it.
const APART: &str = "&#8203;";

/// A text in which nothing is markup, a link, a mention or the end of a line.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut chars = text.chars().peekable();
    let mut word = String::new();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => out.extend(['\\', c]),
            '@' | '#' => {
                out.push(c);
                out.push_str(APART);
            }
            // Of https:, mailto: and www. GitHub makes links without being asked, of GH-1 too.
            ':' if !chars.peek().is_none_or(|next| next.is_whitespace()) => {
                out.push(c);
                out.push_str(APART);
            }
            '.' if word.eq_ignore_ascii_case("www") => {
                out.push_str(APART);
                out.push(c);
            }
            '-' if word.eq_ignore_ascii_case("gh") => {
                out.push(c);
                out.push_str(APART);
            }
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            c if turns_direction(c) => out.push('\u{b7}'),
            c => out.push(c),
        }
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            word.clear();
        }
    }
    out
}

/// A path or the name of a branch as part of an address: what is no letter, digit or one of `-._~/` is
/// percent-encoded.
pub(super) fn address(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms are those of CommonMark 0.31, GFM 0.29 (autolinks) and GitHub's documentation of mentions
    /// and references.
    #[test]
    fn texts_stay_texts() {
        for (given, expected) in [
            ("Acme & Söhne, 3 of 4 (75%)", "Acme &amp; Söhne, 3 of 4 (75%)"),
            ("<img src=x>", "&lt;img src=x&gt;"),
            ("[a](b) ![c](d)", "\\[a\\](b) \\!\\[c\\](d)"),
            ("`a` *b* _c_ ~~d~~ |", "\\`a\\` \\*b\\* \\_c\\_ \\~\\~d\\~\\~ \\|"),
            ("@octocat #1 GH-2", "@&#8203;octocat #&#8203;1 GH-&#8203;2"),
            ("https://a.example", "https:&#8203;//a.example"),
            ("WWW.a.example", "WWW&#8203;.a.example"),
            ("a@b.example", "a@&#8203;b.example"),
            ("one\r\n# two\u{2028}three\u{202e}", "one  #&#8203; two three·"),
            ("it says: 10", "it says: 10"),
            ("\\", "\\\\"),
        ] {
            assert_eq!(text(given), expected);
        }
    }

    /// Our own parser of Markdown, which knows CommonMark and GFM, finds nothing but text in what was hostile.
    #[test]
    fn a_parser_finds_nothing_but_text() {
        use proptest::prelude::*;
        use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
        let github = Options::ENABLE_GFM
            | Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_MATH;
        proptest!(|(given in "[\\x09-\\x7e\u{2028}é]{0,40}")| {
            let line = format!("- x {} y\n", text(&given));
            let mut read = String::new();
            for event in Parser::new_ext(&line, github) {
                match event {
                    Event::Text(part) => read.push_str(&part),
                    Event::Start(Tag::List(_) | Tag::Item) | Event::End(TagEnd::List(_) | TagEnd::Item) => {}
                    other => prop_assert!(false, "{other:?} in {line}"),
                }
            }
            let plain: String = given
                .chars()
                .map(|c| if c.is_control() || c == '\u{2028}' { ' ' } else { c })
                .collect();
            prop_assert_eq!(read.replace('\u{200b}', ""), format!("x {plain} y"));
        });
    }

    #[test]
    fn addresses_have_no_other_characters() {
        assert_eq!(
            address("content/deals/a b#c?(é).yaml"),
            "content/deals/a%20b%23c%3F%28%C3%A9%29.yaml"
        );
    }
}
