//! Drawings (SVG) of the content: what is published of them draws, and does nothing else.
//!
//! On a page a drawing is a picture, in which nothing runs. Opened by its own address it is a document of the site,
//! without the policy that pages carry.

use std::path::PathBuf;
use std::sync::Arc;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::diagnostics::{Code, Place, Problem};
use crate::reader::tree::Lines;

/// Elements that run something, or that hold another document.
const RUNNING: [&str; 7] = [
    "script",
    "foreignobject",
    "handler",
    "listener",
    "iframe",
    "object",
    "embed",
];

/// The problem of a drawing that may not be published.
pub(super) fn check(file: &Arc<str>, source: &PathBuf) -> Option<Problem> {
    let problem =
        |message: String, place: Place, hint: &str| Some(Problem::new(Code::Misplaced, message).at(place).hint(hint));
    // What cannot be read is said where it is copied.
    let bytes = std::fs::read(source).ok()?;
    let Ok(text) = std::str::from_utf8(&bytes) else {
        let place = Place::of_file(file.clone());
        return problem("the drawing is not UTF-8".to_owned(), place, "save it as UTF-8");
    };
    let (what, at) = running(text)?;
    let place = Lines::new(file.clone(), text).place(&(at..at + 1));
    let hint = "save the drawing without scripts (in Inkscape: as Optimized SVG), or as PNG";
    problem(format!("the drawing holds {what}, and is not published"), place, hint)
}

/// What of a drawing may run, and where it stands.
fn running(text: &str) -> Option<(String, usize)> {
    // XML has more ways to say a thing than HTML: entities of its own, style sheets that make documents.
    let lower = text.to_ascii_lowercase();
    for (mark, what) in [
        ("<!entity", "entities of its own"),
        ("<?xml-stylesheet", "a style sheet of its own"),
    ] {
        if let Some(at) = lower.find(mark) {
            return Some((what.to_owned(), at));
        }
    }
    let tokens = Tokenizer::new_with_emitter(text, DefaultEmitter::<usize>::new_with_span());
    for Ok(token) in tokens {
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).to_lowercase();
        // A prefix is a name for a namespace, and may be any.
        let name = name.rsplit(':').next().unwrap_or_default();
        if RUNNING.contains(&name) {
            return Some((format!("<{name}>"), tag.span.start));
        }
        for (key, value) in &tag.attributes {
            let key = String::from_utf8_lossy(key).to_lowercase();
            let value: String = String::from_utf8_lossy(&value.value)
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect::<String>()
                .to_lowercase();
            let key = key.rsplit(':').next().unwrap_or_default();
            let animates = key == "attributename" && (value.ends_with("href") || value.starts_with("on"));
            let leads = ["href", "from", "to", "values", "by"].contains(&key)
                && (value.contains("javascript:") || value.contains("data:text") || value.contains("data:application"));
            if key.starts_with("on") || animates || leads {
                return Some((format!("`{key}`"), tag.span.start));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_draw() {
        // What programs for drawing write.
        for good in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><style>a{fill:red}</style><path d=\"M0 0\"/><a href=\"https://example.org\"><text>on</text></a></svg>",
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg><image href=\"data:image/png;base64,AA==\"/><use xlink:href=\"#a\"/></svg>",
            "<svg><animate attributeName=\"opacity\" from=\"0\" to=\"1\"/></svg>",
        ] {
            assert_eq!(running(good), None, "{good}");
        }
        for (bad, what, at) in [
            ("<svg><script>1</script></svg>", "<script>", 5),
            ("<svg><x:SCRIPT xmlns:x='a'/></svg>", "<script>", 5),
            ("<svg>\n<rect onclick = 'a()'/></svg>", "`onclick`", 6),
            ("<svg><a href=' java\nscript:a()'/></svg>", "`href`", 5),
            ("<svg><a xlink:href='&#106;avascript:a()'/></svg>", "`href`", 5),
            (
                "<svg><set attributeName='xlink:href' to='x'/></svg>",
                "`attributename`",
                5,
            ),
            ("<svg><foreignObject><b/></foreignObject></svg>", "<foreignobject>", 5),
            (
                "<!DOCTYPE svg [<!ENTITY a '<script>'>]><svg>&a;</svg>",
                "entities of its own",
                15,
            ),
            ("<?xml-stylesheet href='a.xsl'?><svg/>", "a style sheet of its own", 0),
        ] {
            assert_eq!(running(bad), Some((what.to_owned(), at)), "{bad}");
        }
    }
}
