//! Texts that hold characters which turn the direction of text are shut in, so that what stands beside
//! them on a page stays where it is.
//!
//! Once, when all has been read and checked, since such texts are shown in very many places; a file
//! that others read ([`as_written`]) has them as they were written.

use super::Content;
use crate::diagnostics::turns_direction;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// Shuts in all texts of the records. Notes are paragraphs of their own, beyond which nothing reaches.
pub fn isolate(content: &mut Content) {
    for deal in &mut content.deals {
        shut_in(&mut deal.account);
        let optional = [&mut deal.name, &mut deal.segment, &mut deal.region, &mut deal.channel];
        optional.into_iter().for_each(shut_in_some);
        deal.stages.iter_mut().for_each(|e| shut_in_some(&mut e.reason));
        deal.touches.iter_mut().for_each(|t| shut_in_some(&mut t.note));
        deal.follow_ups.iter_mut().for_each(|f| shut_in_some(&mut f.note));
        deal.needs.iter_mut().for_each(|n| shut_in(&mut n.need));
        deal.objections.iter_mut().for_each(|o| shut_in(&mut o.text));
        deal.tags.iter_mut().for_each(shut_in);
        deal.next.iter_mut().for_each(|n| shut_in(&mut n.what));
        if let Some(lost) = &mut deal.lost {
            let optional = [&mut lost.reason, &mut lost.to, &mut lost.note];
            optional.into_iter().for_each(shut_in_some);
        }
    }
    for campaign in &mut content.campaigns {
        shut_in(&mut campaign.name);
        shut_in(&mut campaign.channel);
        shut_in_some(&mut campaign.promise);
    }
    content.people.iter_mut().for_each(|p| shut_in(&mut p.name));
    content.decisions.iter_mut().for_each(|d| shut_in(&mut d.note));
    for event in &mut content.events {
        shut_in(&mut event.name);
        shut_in_some(&mut event.note);
    }
}

/// The same for what menus and lists show of pages. What is on a page is blocks of its own.
pub fn isolate_titles(content: &mut Content) {
    for page in &mut content.pages {
        shut_in(&mut page.title);
        shut_in_some(&mut page.description);
    }
}

fn shut_in_some(text: &mut Option<String>) {
    text.iter_mut().for_each(shut_in);
}

/// Sets a text within an isolate of its own (Unicode Standard Annex 9). What the text leaves open is
/// closed first; a closing character that closes nothing of the text would end the isolate, so it goes.
fn shut_in(text: &mut String) {
    if text.is_ascii() || !text.contains(turns_direction) {
        return;
    }
    let mut out = String::from(FIRST_STRONG_ISOLATE);
    let mut open = 0usize;
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => open += 1,
            POP_ISOLATE if open == 0 => continue,
            POP_ISOLATE => open -= 1,
            _ => {}
        }
        out.push(c);
    }
    out.extend(std::iter::repeat_n(POP_ISOLATE, open + 1));
    *text = out;
}

/// A text without the isolate that it was set in.
pub fn as_written(text: &str) -> &str {
    let within = text
        .strip_prefix(FIRST_STRONG_ISOLATE)
        .and_then(|rest| rest.strip_suffix(POP_ISOLATE));
    within.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_the_direction_ends_with_the_text() {
        let set = |text: &str| {
            let mut text = text.to_owned();
            shut_in(&mut text);
            text
        };
        // By hand, from rules X1 to X8 of Annex 9: an isolate ends with the character that closes it, and
        // with it all that was opened within.
        assert_eq!(set("evil\u{202e}gnp"), "\u{2068}evil\u{202e}gnp\u{2069}");
        assert_eq!(set("a\u{2069}\u{202e}b"), "\u{2068}a\u{202e}b\u{2069}");
        assert_eq!(set("a\u{2067}b"), "\u{2068}a\u{2067}b\u{2069}\u{2069}");
        assert_eq!(set("a\u{2067}b\u{2069}c"), "\u{2068}a\u{2067}b\u{2069}c\u{2069}");
        for same in ["Acme", "Müller", "שלום"] {
            assert_eq!(set(same), same);
        }
        assert_eq!(as_written(&set("evil\u{202e}gnp")), "evil\u{202e}gnp");
        assert_eq!(as_written("Acme"), "Acme");
    }
}
