//! What a page refers to and what it can be referred to by.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

/// A reference to another address or to a place on the page.
pub(crate) struct Reference {
    /// As in `a href`.
    pub(crate) from: String,
    pub(crate) to: String,
}

#[derive(Default)]
pub(crate) struct Page {
    pub(crate) ids: BTreeSet<String>,
    pub(crate) references: Vec<Reference>,
    /// What is wrong with the page by itself.
    pub(crate) faults: Vec<String>,
    /// The addresses of `link rel=…`, by that word.
    pub(crate) links: BTreeMap<String, String>,
}

/// Attributes that hold an address, by element.
const ADDRESSES: [(&str, &str); 9] = [
    ("a", "href"),
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("use", "href"),
    ("image", "href"),
    ("iframe", "src"),
    ("form", "action"),
    ("object", "data"),
];

/// Attributes that hold ids of the same page.
const IDS: [&str; 6] = [
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "for",
    "headers",
];

pub(crate) fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut counts = BTreeMap::from([("h1", 0), ("title", 0), ("main", 0)]);
    let mut within_svg = 0_u32;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                within_svg += u32::from(name == "svg" && !tag.self_closing);
                // The titles of pictures are not the page's.
                if let Some(count) = counts.get_mut(name.as_str()).filter(|_| within_svg == 0) {
                    *count += 1;
                }
                let attributes = tag
                    .attributes
                    .iter()
                    .map(|(key, value)| (text(key), text(value)))
                    .collect();
                page.element(&name, &attributes);
            }
            Token::EndTag(tag) => within_svg -= u32::from(*tag.name == *b"svg"),
            _ => {}
        }
    }
    for (name, count) in counts {
        if count != 1 {
            page.faults.push(format!("{count} <{name}>"));
        }
    }
    page
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Page {
    fn element(&mut self, name: &str, attributes: &BTreeMap<String, String>) {
        if let Some(id) = attributes.get("id") {
            if id.is_empty() || id.contains(char::is_whitespace) {
                self.faults.push(format!("\"{id}\" is no id"));
            }
            if !self.ids.insert(id.clone()) {
                self.faults.push(format!("the id \"{id}\" twice"));
            }
        }
        for (key, value) in attributes {
            if key.starts_with("on") || key == "style" {
                self.faults.push(format!("{key} on <{name}>, which the policy blocks"));
            } else if ADDRESSES.contains(&(name, key)) {
                self.reference(name, key, value.clone());
            } else if IDS.contains(&key.as_str()) {
                let ids = value.split_whitespace();
                ids.for_each(|id| self.reference(name, key, format!("#{id}")));
            }
        }
        if let ("link", Some(rel), Some(href)) = (name, attributes.get("rel"), attributes.get("href")) {
            self.links.insert(rel.clone(), href.clone());
        }
    }

    fn reference(&mut self, name: &str, key: &str, to: String) {
        let from = format!("{name} {key}");
        self.references.push(Reference { from, to });
    }
}

#[test]
fn pages_are_read() {
    let page = read(
        "<html><head><title>x</title><link rel=canonical href='https://a.example/'></head><body><main>\
         <h1 id=a>A &amp; B</h1><svg aria-labelledby='a b'><title id=a>t</title></svg>\
         <a href='x/?a&amp;b#c' onclick='y()'>x</a></main></body></html>",
    );
    assert_eq!(
        page.faults,
        ["the id \"a\" twice", "onclick on <a>, which the policy blocks"]
    );
    let references: Vec<&str> = page.references.iter().map(|r| r.to.as_str()).collect();
    assert_eq!(references, ["https://a.example/", "#a", "#b", "x/?a&b#c"]);
    assert_eq!(page.links["canonical"], "https://a.example/");
}
