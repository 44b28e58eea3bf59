//! Links to places on pages: is there such a place?

use std::collections::{HashMap, HashSet};

use super::{RenderedPage, markdown, plan};
use crate::diagnostics::Problem;

/// What is wrong with links to places that are on no page, of pages by their paths.
pub(crate) fn missing(pages: &[(&str, &RenderedPage)]) -> Vec<Problem> {
    let html: HashMap<&str, &str> = pages.iter().map(|(path, page)| (*path, page.html.as_str())).collect();
    let mut ids: HashMap<&str, HashSet<&str>> = HashMap::new();
    let mut problems = Vec::new();
    for (page, rendered) in pages {
        let root = plan::root_of(page);
        for (address, problem) in &rendered.anchors {
            let (path, place) = address.split_once('#').unwrap_or((address, ""));
            let path = path.split('?').next().unwrap_or_default();
            let path = path.strip_prefix(root.as_str()).unwrap_or(path).replace("%20", " ");
            let path = if path.is_empty() { page } else { path.as_str() };
            // A file that is no page has places of its own kind: `#page=2` of a PDF.
            let Some((path, html)) = html.get_key_value(path) else {
                continue;
            };
            let ids = ids
                .entry(*path)
                .or_insert_with(|| markdown::of_page(html).into_iter().collect());
            let place = decoded(place);
            // Browsers know the top without being told.
            let there = place.eq_ignore_ascii_case("top") || ids.contains(markdown::escaped(&place).as_str());
            if !there {
                problems.push(problem.clone());
            }
        }
    }
    problems
}

/// A place as an id: with its percent signs resolved.
fn decoded(place: &str) -> String {
    let mut parts = place.split('%');
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part
            .get(..2)
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(byte) = byte {
            out.push(byte);
            out.extend_from_slice(&part.as_bytes()[2..]);
        } else {
            out.push(b'%');
            out.extend_from_slice(part.as_bytes());
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_are_resolved() {
        assert_eq!(decoded("%C3%a9-%41%zz%"), "é-A%zz%");
        assert_eq!(decoded("ganz é"), "ganz é");
    }
}
