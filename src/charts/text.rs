//! The width of text in the font that the pages load, so that labels can be placed without a
//! browser: Public Sans in the weights 400 and 650, with tabular figures.

mod advances;

use advances::{UNITS, advance};

/// The two weights of the charts' text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 650.
    Bold,
}

/// In em, for letters that the table lacks (Greek, Cyrillic, …): wider than the mean Latin letter,
/// because another font will draw them and a label too short is better than one clipped.
const FALLBACK: f64 = 0.7;

/// The width of `text` in pixels at a font size of `size` pixels. Kerning is left out: it makes text
/// a little narrower, never wider by more than a fraction of a pixel.
///
/// ```text
/// width("1,390", 13.0, Weight::Bold)
/// ```
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    text.chars().map(|c| em(c, weight)).sum::<f64>() * size
}

/// The advance of one character in em.
fn em(c: char, weight: Weight) -> f64 {
    if let Some(units) = advance(c, weight) {
        return f64::from(units) / UNITS;
    }
    match u32::from(c) {
        // Combining marks, joiners and variation selectors take no room; control characters are dropped.
        0..0x20 | 0x7f..0xa0 | 0x300..0x370 | 0x200b..0x2010 | 0xfe00..0xfe10 => 0.0,
        // Narrow and other spaces of the punctuation block.
        0x2000..=0x200a | 0x202f | 0x205f => 0.3,
        // Arrows, mathematical signs, geometric shapes, symbols, CJK, Hangul, full-width forms, emoji.
        0x2190..0x2300
        | 0x2500..0x2c00
        | 0x2e80..0xa4d0
        | 0xac00..0xd7b0
        | 0xf900..0xfb00
        | 0xfe30..0xfe50
        | 0xff00..0xffef
        | 0x1_f000.. => 1.0,
        _ => FALLBACK,
    }
}

/// Shortens `text` with an ellipsis, on a character boundary, so that it is at most `max_width`
/// pixels wide. Text that fits comes back whole; where not even one letter fits, it is empty.
#[must_use]
pub fn fit(text: &str, max_width: f64, size: f64, weight: Weight) -> String {
    if width(text, size, weight) <= max_width {
        return text.to_owned();
    }
    let room = max_width - width("…", size, weight);
    let mut used = 0.0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        used += em(c, weight) * size;
        if used > room {
            break;
        }
        end = at + c.len_utf8();
    }
    let kept = text[..end].trim_end();
    if kept.is_empty() {
        return String::new();
    }
    // What was shut in, since it turns the direction of text, is so still.
    let opened = kept.matches(['\u{2066}', '\u{2067}', '\u{2068}']).count();
    let closed = kept.matches('\u{2069}').count();
    format!("{kept}…{}", "\u{2069}".repeat(opened.saturating_sub(closed)))
}
