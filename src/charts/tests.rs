//! Tests of the charts: what is read back from the SVG they give.

mod basics;
mod kinds;
mod samples;

use super::{
    Frame, Size,
    text::{Weight, width},
};

pub(super) const SIZES: [Size; 2] = [Size::Wide, Size::Narrow];

pub(super) fn frame(id: &str) -> Frame<'_> {
    Frame {
        id,
        labelled: "fig",
        title: "A finding",
        description: "A sentence with values.",
        standalone: false,
        empty: "No deals in this period",
    }
}

/// One start tag: its name and its attributes.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// The text that follows the tag, up to the next.
    pub(super) text: String,
}

impl Tag {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn number(&self, name: &str) -> f64 {
        self.get(name).and_then(|text| text.parse().ok()).unwrap_or(0.0)
    }
}

/// Reads our own SVG: every tag must be closed in order, every attribute quoted.
pub(super) fn tags(svg: &str) -> Vec<Tag> {
    let mut out = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (head, text) = piece.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "a stray > in {text}");
        if let Some(name) = head.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "tags nest");
            continue;
        }
        let closed = head.ends_with('/');
        let head = head.trim_end_matches('/');
        let (name, rest) = head.split_once(' ').unwrap_or((head, ""));
        let mut attributes = Vec::new();
        let mut rest = rest.trim();
        while let Some((key, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("an attribute ends");
            attributes.push((key.to_owned(), value.to_owned()));
            rest = after.trim_start();
        }
        assert_eq!(rest, "", "attributes only");
        if !closed {
            open.push(name.to_owned());
        }
        out.push(Tag {
            name: name.to_owned(),
            attributes,
            text: text.to_owned(),
        });
    }
    assert!(open.is_empty(), "all tags are closed: {open:?}");
    out
}

/// A text with its box: left, top, right, bottom.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// All texts of a chart, measured; the box is from the top of the capitals to the foot of a "g".
pub(super) fn texts(svg: &str) -> Vec<Placed> {
    let all = tags(svg);
    let found = all.iter().filter(|tag| tag.name == "text");
    found
        .map(|tag| {
            let size = tag.number("font-size");
            assert!(size >= 12.0, "{} is too small", tag.text);
            let weight = match tag.get("font-weight") {
                Some(_) => Weight::Bold,
                None => Weight::Regular,
            };
            let text = unescaped(&tag.text);
            let wide = width(&text, size, weight);
            let left = tag.number("x")
                - match tag.get("text-anchor") {
                    Some("middle") => wide / 2.0,
                    Some(_) => wide,
                    None => 0.0,
                };
            let base = tag.number("y");
            Placed {
                text,
                left,
                top: base - size * 0.75,
                right: left + wide,
                bottom: base + size * 0.2,
            }
        })
        .collect()
}

/// What holds for every chart: well formed, nothing a strict policy forbids, sane numbers, every
/// class styled, and text within the sheet and clear of other text.
pub(super) fn sound(svg: &str) {
    let all = tags(svg);
    let root = &all[0];
    assert_eq!(root.name, "svg");
    for word in ["NaN", "inf", "\"-0\"", " style=", "<style", "<script", "{", "url(#)"] {
        assert!(!svg.contains(word), "{word} in {svg}");
    }
    for tag in &all {
        for (key, value) in &tag.attributes {
            if key == "class" {
                let roles = value.split(' ').filter(|c| c.starts_with("f-") || c.starts_with("s-"));
                for role in roles {
                    let rule = format!(".{role}{{");
                    assert!(super::STYLE.contains(&rule), "{role} has no rule");
                }
            }
            if ["x", "y", "width", "height", "cx", "cy", "r", "d"].contains(&key.as_str()) {
                decimals(value);
            }
        }
    }
    let texts = texts(svg);
    let (wide, high) = (root.number("width"), root.number("height"));
    for (index, a) in texts.iter().enumerate() {
        assert!(
            a.left > -0.6 && a.right < wide + 0.6 && a.top > -0.6 && a.bottom < high + 0.6,
            "{a:?} leaves {wide} x {high}"
        );
        for b in &texts[index + 1..] {
            let across = a.right.min(b.right) - a.left.max(b.left);
            let down = a.bottom.min(b.bottom) - a.top.max(b.top);
            assert!(across < 0.6 || down < 0.6, "{a:?} meets {b:?}");
        }
    }
}

fn decimals(value: &str) {
    let numbers = value.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
    for number in numbers.filter(|number| !number.is_empty()) {
        let after = number.split_once('.').map_or("", |(_, after)| after);
        assert!(after.len() <= 2, "{number} in {value}");
        assert!(!["-0", "-"].contains(&number), "{number} in {value}");
    }
}
