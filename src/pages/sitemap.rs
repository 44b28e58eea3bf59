//! What leads search engines to the pages, where they may list them: `robots.txt` and the sitemap, as
//! sitemaps.org describes it (protocol 0.9).

use std::fmt::Write as _;

use super::views::in_address;
use crate::output::OutputFile;
use crate::output::lock::STAY_AWAY;

/// The sitemap, or the index of its parts.
pub(super) const SITEMAP: &str = "sitemap.xml";
/// Addresses that a sitemap may hold, and parts that an index may hold.
const MOST: usize = 50_000;
/// Bytes that a sitemap may have.
const BYTES: usize = 50 << 20;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `robots.txt`, and the sitemap where it is known where the site will be and pages may be listed.
pub(super) fn files<'p>(may: bool, base: Option<&str>, pages: impl Iterator<Item = &'p str>) -> Vec<OutputFile> {
    let file = |path: &str, text: String| OutputFile {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    };
    if !may {
        return vec![file("robots.txt", STAY_AWAY.to_owned())];
    }
    let allow = "User-agent: *\nAllow: /\n".to_owned();
    let Some(base) = base else {
        return vec![file("robots.txt", allow)];
    };
    let mut paths: Vec<&str> = pages.filter(|path| *path != "404.html").collect();
    paths.sort_unstable();
    let mut out = vec![file("robots.txt", format!("{allow}Sitemap: {base}{SITEMAP}\n"))];
    out.extend(
        maps(base, &paths, (MOST, BYTES))
            .into_iter()
            .map(|(path, text)| file(&path, text)),
    );
    out
}

/// An address as XML holds it.
fn escaped(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            c if c.is_ascii() => out.push(c),
            // Addresses are ASCII.
            c => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
    }
    out
}

/// One sitemap, or parts of at most so many addresses and bytes with an index of them: (path, text).
fn maps(base: &str, paths: &[&str], (most, bytes): (usize, usize)) -> Vec<(String, String)> {
    let entry = |path: &str, tag: &str| {
        format!(
            "<{tag}><loc>{}</loc></{tag}>\n",
            escaped(&format!("{base}{}", in_address(path)))
        )
    };
    let whole = |tag: &str, entries: &str| format!("{XML}<{tag} xmlns=\"{SPACE}\">\n{entries}</{tag}>\n");
    let around = whole("urlset", "").len();
    let mut parts: Vec<(usize, String)> = vec![(0, String::new())];
    for path in paths {
        let entry = entry(path, "url");
        let (count, text) = &parts[parts.len() - 1];
        if *count == most || (*count > 0 && around + text.len() + entry.len() > bytes) {
            parts.push((0, String::new()));
        }
        let last = parts.len() - 1;
        parts[last].0 += 1;
        parts[last].1.push_str(&entry);
    }
    if let [(_, only)] = parts.as_slice() {
        return vec![(SITEMAP.to_owned(), whole("urlset", only))];
    }
    let name = |n: usize| format!("sitemap-{}.xml", n + 1);
    let index: String = (0..parts.len()).map(|n| entry(&name(n), "sitemap")).collect();
    let mut out = vec![(SITEMAP.to_owned(), whole("sitemapindex", &index))];
    let parts = parts.iter().enumerate();
    out.extend(parts.map(|(n, (_, text))| (name(n), whole("urlset", text))));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://a.example/b&c/";

    #[test]
    fn one_sitemap_holds_few_pages() {
        // Escaping as in https://www.sitemaps.org/protocol.html#escaping.
        let found = maps(BASE, &["index.html", "über uns/index.html"], (MOST, BYTES));
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n<url><loc>https://a.example/b&amp;c/index.html</loc></url>\n<url><loc>https://a.example/b&amp;c/%C3%BCber%20uns/index.html</loc></url>\n</urlset>\n";
        assert_eq!(found, [("sitemap.xml".to_owned(), expected.to_owned())]);
    }

    #[test]
    fn many_pages_are_parted_and_the_parts_listed() {
        let paths: Vec<String> = (0..5).map(|n| format!("{n}/index.html")).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let found = maps(BASE, &paths, (2, BYTES));
        let names: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            names,
            ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
        );
        let count = |n: usize, what: &str| found[n].1.matches(what).count();
        assert_eq!([count(1, "<url>"), count(2, "<url>"), count(3, "<url>")], [2, 2, 1]);
        assert_eq!(count(0, "<sitemap><loc>https://a.example/b&amp;c/sitemap-"), 3);
        assert!(found[0].1.contains("<sitemapindex "), "{}", found[0].1);
        // By size: the frame of a part and one address fit, a second does not.
        let one = found[3].1.len();
        let found = maps(BASE, &paths, (MOST, one));
        assert_eq!(found.len(), 6);
        assert!(found[1..].iter().all(|(_, text)| text.len() <= one));
    }
}
