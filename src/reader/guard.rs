//! Looks at a YAML text before the fast parser does: that one expands aliases without a bound, takes
//! time quadratic in the depth of flow collections, and keeps to YAML 1.1 in small things.

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
    if suspicious(text.as_bytes()) {
        parse_yaml(text)?;
    }
    // YAML 1.1 ends lines at these characters.
    let older = text.contains('\u{85}') || text.contains(['\u{2028}', '\u{2029}']) || has_binary_number(text);
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

/// An upper bound of nesting, from brackets and from the indentation of lines, and whether there
/// are both an anchor and an alias.
///
/// A bracket may stand in a text, so that a closing one counts only against those opened before it
/// in the same line, and not after a sign that may have begun or ended a text, a comment or a line.
fn suspicious(bytes: &[u8]) -> bool {
    let (mut anchors, mut aliases) = (false, false);
    // Brackets left open by earlier lines, and by this one.
    let (mut open, mut line_open) = (0usize, 0usize);
    let (mut flow_max, mut deepest_indent, mut indent) = (0usize, 0usize, 0usize);
    let (mut at_start, mut may_close) = (true, true);
    for (i, &b) in bytes.iter().enumerate() {
        match b {
            b'\n' => {
                open += line_open;
                (line_open, indent, at_start, may_close) = (0, 0, true, true);
                // No flow collection reaches over the start of a list's item or of a document.
                if bytes[i + 1..].starts_with(b"- ") || bytes[i + 1..].starts_with(b"---") {
                    open = 0;
                }
                continue;
            }
            b' ' | b'-' | b'?' | b'\t' if at_start => {
                indent += 1;
                deepest_indent = deepest_indent.max(indent);
                continue;
            }
            b'[' | b'{' => {
                line_open += 1;
                flow_max = flow_max.max(open + line_open);
            }
            b']' | b'}' if may_close => line_open = line_open.saturating_sub(1),
            b'"' | b'\'' | b'#' | b'\r' => may_close = false,
            b'&' => anchors = true,
            b'*' => aliases = true,
            _ => {}
        }
        at_start = false;
    }
    // Every level of block nesting takes at least one column.
    flow_max + deepest_indent >= DEPTH_LIMIT || (anchors && aliases)
}
