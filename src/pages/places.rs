//! Links to places on pages: is there such a place?

use std::collections::{BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::{markdown, plan};
use crate::diagnostics::Problem;

/// A link to a place on a page, and what to say where there is no such place.
pub(crate) type Anchor = (String, Problem);

/// What is wrong with links to places that are on no page, of pages by their paths. `html` gives a page; none where
/// there is none at a path.
pub(crate) fn missing<'a>(
    pages: impl Iterator<Item = (&'a str, &'a [Anchor])>,
    html: &(dyn Fn(&str) -> Option<String> + Sync),
) -> Vec<Problem> {
    let links: Vec<(String, String, &Problem)> = pages
        .flat_map(|(page, anchors)| anchors.iter().map(move |anchor| target(page, anchor)))
        .collect();
    let wanted: BTreeSet<&str> = links.iter().map(|(path, ..)| path.as_str()).collect();
    let ids = |path: &&'_ str| {
        let html = html(path)?;
        let ids: HashSet<String> = markdown::of_page(&html).into_iter().map(str::to_owned).collect();
        Some(((*path).to_owned(), ids))
    };
    let ids: HashMap<String, HashSet<String>> = wanted.par_iter().filter_map(ids).collect();
    links
        .into_iter()
        .filter(|(path, place, _)| {
            // A file that is no page has places of its own kind: `#page=2` of a PDF. Browsers know the top without
            // being told.
            let ids = ids.get(path);
            !place.eq_ignore_ascii_case("top") && ids.is_some_and(|ids| !ids.contains(&markdown::escaped(place)))
        })
        .map(|(.., problem)| problem.clone())
        .collect()
}

/// The path of the page that a link leads to, and the place on it.
fn target<'a>(page: &str, (address, problem): &'a Anchor) -> (String, String, &'a Problem) {
    let root = plan::root_of(page);
    let (path, place) = address.split_once('#').unwrap_or((address, ""));
    let path = path.split('?').next().unwrap_or_default();
    let path = path.strip_prefix(root.as_str()).unwrap_or(path).replace("%20", " ");
    let path = if path.is_empty() { page.to_owned() } else { path };
    (path, decoded(place), problem)
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
