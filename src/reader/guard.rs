//! Looks at a YAML text before the fast parser does: that one expands aliases without a bound, takes
//! time quadratic in the depth of flow collections, passes over tags, and keeps to YAML 1.1 in small things.

use super::tree::{DEPTH_LIMIT, TreeProblem, parse_yaml};

/// Which parser may read a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parser {
    /// The fast one.
    Fast,
    /// Only the one with positions, which has the limits built in and reads YAML 1.2.
    Tree,
}

/// Passes a text that is surely within the limits at about the speed of memory; one that might
/// not be is parsed with positions, which has the limits built in.
///
/// # Errors
/// The limit that was passed, or the broken syntax found on the way.
pub fn check(text: &str) -> Result<Parser, TreeProblem> {
    if suspicious(text) {
        parse_yaml(text)?;
    }
    // YAML 1.1 ends lines at these characters.
    let older = ['\u{85}', '\u{2028}', '\u{2029}'].iter().any(|end| text.contains(*end));
    let older = older || text.contains("0b") && has_binary_number(text);
    Ok(if older { Parser::Tree } else { Parser::Fast })
}

/// Whether a plain scalar might be a number like `0b11`, which the core schema does not have.
fn has_binary_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices("0b").any(|(i, _)| {
        let sign = usize::from(i > 0 && matches!(bytes[i - 1], b'-' | b'+'));
        let before = i.checked_sub(sign + 1).map_or(b' ', |j| bytes[j]);
        matches!(bytes.get(i + 2), Some(b'0' | b'1'))
            && matches!(before, b' ' | b'\t' | b'\n' | b'[' | b'{' | b',' | b':')
    })
}

/// Whether a text may nest too deep, have both an anchor and an alias, or have a tag.
///
/// The depth is an upper bound, from brackets and from the indentation of lines.
fn suspicious(text: &str) -> bool {
    let (mut anchors, mut aliases) = (false, false);
    // What flow collections of earlier lines may have left open.
    let mut open = 0usize;
    // The items of a list are read apart from one another.
    let list = first_row(text.as_bytes()).starts_with(b"- ");
    for row in text.split('\n').map(str::as_bytes) {
        if row.starts_with(b"---") || (list && row.starts_with(b"- ")) {
            open = 0;
        }
        let indent = row
            .iter()
            .take_while(|b| matches!(b, b' ' | b'-' | b'?' | b'\t'))
            .count();
        // Most rows have none of the signs that matter: one look tells which of the others are for them.
        let signs = row.iter().fold(0, |signs, b| signs | SIGNS[usize::from(*b)]);
        let brackets = if signs & BRACKET == 0 {
            Brackets::default()
        } else {
            Brackets::of(&row[indent..])
        };
        // Every level of block nesting takes at least one column.
        if open + brackets.deepest + indent >= DEPTH_LIMIT {
            return true;
        }
        open += brackets.left_open;
        let has = |sign: u8, begins: fn(&[u8], usize) -> bool| {
            signs & SIGNS[usize::from(sign)] != 0 && (0..row.len()).any(|i| row[i] == sign && begins(row, i))
        };
        if has(b'!', begins) {
            return true;
        }
        anchors |= has(b'&', names);
        aliases |= has(b'*', names);
    }
    anchors && aliases
}

/// The sign that opens a collection.
const BRACKET: u8 = 1;

/// What each byte may begin: a collection, a tag, an anchor, an alias.
const SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    signs[b'[' as usize] = BRACKET;
    signs[b'{' as usize] = BRACKET;
    signs[b'!' as usize] = 2;
    signs[b'&' as usize] = 4;
    signs[b'*' as usize] = 8;
    signs
};

/// The first row that is neither blank nor a comment nor a marker.
fn first_row(bytes: &[u8]) -> &[u8] {
    let mut rows = bytes.split(|b| *b == b'\n');
    rows.find(|row| {
        let text = row.trim_ascii();
        !(text.is_empty() || text.starts_with(b"#") || text.starts_with(b"---"))
    })
    .unwrap_or_default()
}

/// Whether the sign at `i` may begin an anchor or an alias.
fn names(row: &[u8], i: usize) -> bool {
    begins(row, i)
        && row
            .get(i + 1)
            .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// Whether a value may begin at `i`.
fn begins(row: &[u8], i: usize) -> bool {
    let before = |b| matches!(b, b' ' | b'\t' | b'\r' | b'[' | b'{' | b',' | b':' | b'-' | b'?');
    i == 0 || before(row[i - 1])
}

/// Brackets of one row.
#[derive(Default)]
struct Brackets {
    /// The most that are open at once.
    deepest: usize,
    /// How many it may leave open.
    left_open: usize,
}

impl Brackets {
    /// Counts. A bracket may stand in a text, and a text may reach over rows, so that what looks quoted here may
    /// be the opposite. Therefore brackets between double quotes and those outside are counted apart: a closing
    /// one counts only against those on its side. Where even that is not sure (a quote in an odd place, an
    /// escape, an apostrophe, a comment) no closing one counts from there on.
    fn of(row: &[u8]) -> Self {
        let mut open = [0usize; 2];
        let (mut deepest, mut quoted, mut sure) = (0, 0, true);
        let said = |b: &&u8| !matches!(b, b' ' | b'\t');
        for (i, &b) in row.iter().enumerate() {
            match b {
                b'[' | b'{' => {
                    open[quoted] += 1;
                    deepest = deepest.max(open[0] + open[1]);
                }
                b']' | b'}' if sure => open[quoted] = open[quoted].saturating_sub(1),
                b'"' if quoted == 0 => {
                    let before = row[..i].iter().rev().find(said);
                    sure &= before.is_none_or(|b| matches!(b, b'[' | b'{' | b',' | b':' | b'-' | b'?'));
                    quoted = 1;
                }
                b'"' => {
                    // After a closing quote comes one of a few signs.
                    let after = row[i + 1..].iter().find(said);
                    sure &= after.is_none_or(|b| matches!(b, b',' | b']' | b'}' | b':'));
                    quoted = 0;
                }
                b'\'' | b'#' | b'\\' | b'\r' => sure = false,
                _ => {}
            }
        }
        Self {
            deepest,
            left_open: open[0] + open[1],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deep(text: &str) -> bool {
        suspicious(text)
    }

    #[test]
    fn what_a_team_writes_is_not_suspicious() {
        let touch = "    - {on: 2026-03-01, kind: call, note: \"what does it cost, and {why}?\"}\n";
        assert!(!deep(&format!("- id: a\n  touches:\n{}", touch.repeat(5000))));
        assert!(!deep(&"- {id: a, account: it's [Breuer & Thaler]}\n".repeat(5000)));
        assert!(!deep("account: Breuer & Thaler\nnotes: 3 * 4, AT&T, *** \n"));
        assert!(!deep(&"tags: [\"[\", \"]\", \"a\"]\r\n".repeat(50)));
    }

    #[test]
    fn deep_nesting_is_found_however_it_hides() {
        for step in [
            "[",
            "[\n",
            "[ \"]\", ",
            "[ \"\n]\", ",
            "[ \"\n- ]\", ",
            "[ x\" , \"]\"\n, ",
            "[ ']', ",
            "[ '\n]', ",
            "[ \"\\\"]\", ",
            "\" [ \"\n ] ",
            "[ # ]\n",
            "{a: ",
            "{\"a\":",
        ] {
            assert!(deep(&format!("account: A\ntags: {}", step.repeat(70))), "{step:?}");
        }
        assert!(deep(
            &(0..70).map(|i| format!("{}a:\n", " ".repeat(i))).collect::<String>()
        ));
        assert!(deep("a: &x [1]\nb: [*x]\n"));
        assert!(deep("account: !client Nordwind\n"));
    }
}
