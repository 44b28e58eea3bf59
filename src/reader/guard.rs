//! Looks at a YAML text before the fast parser does: that one expands aliases without a bound and
//! takes time quadratic in the depth of flow collections.

use super::tree::{DEPTH_LIMIT, TreeProblem, parse_yaml};

/// Passes a text that is surely within the limits at about the speed of memory; one that might
/// not be is parsed with positions, which has the limits built in.
///
/// # Errors
/// The limit that was passed, or the broken syntax found on the way.
pub fn check(text: &str) -> Result<(), TreeProblem> {
    if suspicious(text.as_bytes()) {
        parse_yaml(text).map(drop)
    } else {
        Ok(())
    }
}

/// An upper bound of nesting, from brackets and from the indentation of lines, and whether there
/// are both an anchor and an alias.
fn suspicious(bytes: &[u8]) -> bool {
    let (mut flow, mut deepest_indent) = (0usize, 0usize);
    let (mut anchors, mut aliases) = (false, false);
    let (mut indent, mut at_start) = (0usize, true);
    let mut flow_max = 0usize;
    for &b in bytes {
        match b {
            b'\n' => {
                indent = 0;
                at_start = true;
                continue;
            }
            b' ' | b'-' | b'?' | b'\t' if at_start => {
                indent += 1;
                deepest_indent = deepest_indent.max(indent);
                continue;
            }
            b'[' | b'{' => {
                flow += 1;
                flow_max = flow_max.max(flow);
            }
            b']' | b'}' => flow = flow.saturating_sub(1),
            b'&' => anchors = true,
            b'*' => aliases = true,
            _ => {}
        }
        at_start = false;
    }
    // Every level of block nesting takes at least one column.
    flow_max + deepest_indent >= DEPTH_LIMIT || (anchors && aliases)
}
