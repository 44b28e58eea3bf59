//! Ids of a page's places: each is there once.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{CowStr, Event, Tag};

/// What every page has.
const FRAME: [&str; 2] = ["main", "menu"];

/// The ids that a page has so far.
pub(super) struct Ids {
    taken: HashSet<String>,
    /// The last number that was put behind each name.
    last: HashMap<String, usize>,
}

impl Ids {
    pub(super) fn new() -> Self {
        Self {
            taken: FRAME.map(str::to_owned).into(),
            last: HashMap::new(),
        }
    }

    /// The name as an id, with a number where it is taken.
    pub(super) fn own(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let last = self.last.entry(name.clone()).or_insert(1);
        loop {
            *last += 1;
            let id = format!("{name}-{last}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    /// A component's HTML with ids of its own: the same chart may stand on a page twice.
    pub(super) fn component(&mut self, html: String) -> String {
        let mut new = HashMap::new();
        for id in of_page(&html) {
            let own = self.own(id.to_owned());
            if own != id {
                new.insert(id.to_owned(), own);
            }
        }
        if new.is_empty() { html } else { renamed(&html, &new) }
    }
}

/// The HTML with other ids, and with what refers to them: `id="a"`, `href="#a"`, `url(#a)`, `aria-labelledby="a b"`.
fn renamed(html: &str, new: &HashMap<String, String>) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some((text, tag, after)) = next_tag(rest) {
        out.push_str(text);
        let mut word = String::new();
        for c in tag.chars() {
            if matches!(c, '"' | '#' | '(' | ')' | ' ' | '<' | '>') {
                out.push_str(new.get(&word).unwrap_or(&word));
                word.clear();
                out.push(c);
            } else {
                word.push(c);
            }
        }
        out.push_str(&word);
        rest = after;
    }
    out + rest
}

/// The text before the next tag, the tag, and what follows it.
fn next_tag(html: &str) -> Option<(&str, &str, &str)> {
    let start = html.find('<')?;
    let end = start + html[start..].find('>')? + 1;
    Some((&html[..start], &html[start..end], &html[end..]))
}

/// The ids of a page's places, in their order, as HTML has them.
pub fn of_page(html: &str) -> Vec<&str> {
    const ID: &str = " id=\"";
    let mut ids = Vec::new();
    let mut rest = html;
    while let Some((_, tag, after)) = next_tag(rest) {
        let id = tag.find(ID).map(|at| &tag[at + ID.len()..]);
        ids.extend(id.and_then(|id| id.split('"').next()));
        rest = after;
    }
    ids
}

/// Footnotes with ids of ours: what a writer calls them may be anything, and taken.
pub(super) fn footnotes<'t>(events: Vec<Event<'t>>, ids: &mut Ids) -> Vec<Event<'t>> {
    let mut names: HashMap<String, String> = HashMap::new();
    let mut defined = HashSet::new();
    let mut of = |label: &str, ids: &mut Ids| -> String {
        let label = label.to_lowercase();
        names
            .entry(label)
            .or_insert_with(|| ids.own("footnote".to_owned()))
            .clone()
    };
    events
        .into_iter()
        .map(|event| match event {
            Event::FootnoteReference(label) => Event::FootnoteReference(of(&label, ids).into()),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let name = of(&label, ids);
                let twice = !defined.insert(name.clone());
                let name = if twice { ids.own(name) } else { name };
                Event::Start(Tag::FootnoteDefinition(CowStr::from(name)))
            }
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_that_stands_twice_has_two_names() {
        let chart = "<figure><h3 id=\"split-title\">split-title</h3>\
                     <svg aria-labelledby=\"split-title split-desc\"><path fill=\"url(#split-hatch)\"/></svg>\
                     <p id=\"split-desc\">#</p></figure>";
        let mut ids = Ids::new();
        assert_eq!(ids.component(chart.to_owned()), chart);
        assert_eq!(
            ids.component(chart.to_owned()),
            "<figure><h3 id=\"split-title-2\">split-title</h3>\
             <svg aria-labelledby=\"split-title-2 split-desc-2\"><path fill=\"url(#split-hatch)\"/></svg>\
             <p id=\"split-desc-2\">#</p></figure>"
        );
    }
}
