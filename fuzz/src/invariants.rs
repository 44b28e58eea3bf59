//! What holds of every site that is written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use funnelbook::metrics::attribution;
use funnelbook::output::OutputFile;
use html5gum::{Token, Tokenizer};
use url::Url;

/// Attributes that hold an address, by element.
const ADDRESSES: [(&str, &str); 8] = [
    ("a", "href"),
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("use", "href"),
    ("image", "href"),
    ("iframe", "src"),
    ("object", "data"),
];

/// Attributes that hold ids of the same page.
const IDS: [&str; 5] = ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"];

/// Where sites are, those that know it and those that do not: a path below which all of their links stay.
pub const BASE: &str = "https://a.example/b/";

/// Checks all of it.
///
/// # Panics
/// Where something does not hold.
pub fn check(site: &[OutputFile]) {
    paths_are_apart(site);
    every_reference_leads_somewhere(site);
    let tables: BTreeMap<&str, Table> = site
        .iter()
        .filter(|f| f.path.ends_with(".csv"))
        .map(|f| (f.path.as_str(), table(&f.path, &f.bytes)))
        .collect();
    for file in site.iter().filter(|f| f.path.ends_with(".json")) {
        assert!(json_ends(&file.bytes), "{} is no JSON", file.path);
    }
    funnels_add_up(&tables["data/funnel.csv"]);
    credits_add_up(&tables["data/attribution.csv"], &tables["data/metrics.csv"]);
}

/// No two files with one path, and none that another needs as a folder.
fn paths_are_apart(site: &[OutputFile]) {
    let mut paths = HashSet::new();
    for file in site {
        assert!(paths.insert(file.path.to_lowercase()), "{} twice", file.path);
        let outside = file.path.starts_with('/') || file.path.split('/').any(|p| p.is_empty() || p == "..");
        assert!(!outside, "{} leads out", file.path);
    }
    for file in site {
        let path = file.path.to_lowercase();
        for (i, _) in path.match_indices('/') {
            assert!(!paths.contains(&path[..i]), "{} is a file and a folder", &path[..i]);
        }
    }
}

/// A page as others see it.
#[derive(Default)]
struct Page {
    ids: HashSet<String>,
    references: BTreeSet<(String, String)>,
}

fn page(path: &str, html: &str) -> Page {
    let mut page = Page::default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        let name = text(&tag.name);
        // It says where the site is, and loads nothing.
        if tag
            .attributes
            .iter()
            .any(|(key, value)| text(key) == "rel" && text(value) == "canonical")
        {
            continue;
        }
        for (key, value) in &tag.attributes {
            let (key, value) = (text(key), text(value));
            assert!(
                !key.starts_with("on") && key != "style",
                "{path}: {key} on <{name}>, which the policy blocks"
            );
            if key == "id" {
                let good = !value.is_empty() && !value.contains(char::is_whitespace);
                assert!(good, "{path}: {value:?} is no id");
                assert!(page.ids.insert(value.clone()), "{path}: the id {value:?} twice");
            } else if IDS.contains(&key.as_str()) {
                let ids = value
                    .split_whitespace()
                    .map(|id| (format!("{name} {key}"), format!("#{id}")));
                page.references.extend(ids);
            } else if ADDRESSES.contains(&(name.as_str(), key.as_str())) {
                page.references.insert((format!("{name} {key}"), value));
            }
        }
    }
    page
}

fn every_reference_leads_somewhere(site: &[OutputFile]) {
    let files: HashSet<&str> = site.iter().map(|f| f.path.as_str()).collect();
    let pages: HashMap<&str, Page> = site
        .iter()
        .filter(|f| f.path.ends_with(".html"))
        .map(|f| {
            let html = std::str::from_utf8(&f.bytes).expect("pages are UTF-8");
            (f.path.as_str(), page(&f.path, html))
        })
        .collect();
    let base = Url::parse(BASE).expect("an address");
    for (path, page) in &pages {
        let here = base.join(path).expect("a path of ours is an address");
        for (from, to) in &page.references {
            // Only what stands in for a page that is missing does not know where it is.
            assert!(
                *path == "404.html" || !to.starts_with('/'),
                "{path}: {from} {to:?} is absolute"
            );
            if let Err(why) = leads(&files, &pages, &here, from, to) {
                panic!("{path}: {from} {to:?}: {why}");
            }
        }
    }
}

fn leads(
    files: &HashSet<&str>,
    pages: &HashMap<&str, Page>,
    here: &Url,
    from: &str,
    to: &str,
) -> Result<(), &'static str> {
    let lower = to.to_ascii_lowercase();
    let outside = ["https:", "http:", "mailto:", "tel:"];
    if outside.iter().any(|scheme| lower.starts_with(scheme)) {
        return if from == "a href" {
            Ok(())
        } else {
            Err("loads from elsewhere")
        };
    }
    if to.starts_with("data:") && from != "a href" {
        return Ok(());
    }
    let there = here.join(to).map_err(|_| "is no address")?;
    if there.origin() != here.origin() {
        return Err("is of a kind that is not allowed");
    }
    let path = there.path().strip_prefix("/b/").ok_or("leads out of the site")?;
    let file = decoded(path);
    if !files.contains(file.as_str()) {
        return Err("leads nowhere");
    }
    let anchor = decoded(there.fragment().unwrap_or_default());
    match pages.get(file.as_str()) {
        Some(page) if !anchor.is_empty() && !page.ids.contains(&anchor) => Err("has no such anchor"),
        _ => Ok(()),
    }
}

/// The text with its percent signs resolved.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let byte = text.get(i + 1..i + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[i], byte) {
            (b'%', Some(byte)) => {
                out.push(byte);
                i += 3;
            }
            (byte, _) => {
                out.push(byte);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

type Table = Vec<BTreeMap<String, String>>;

/// A data file's rows, by the names of its columns; every row has all of them.
fn table(path: &str, bytes: &[u8]) -> Table {
    let mut reader = csv::Reader::from_reader(bytes);
    let columns: Vec<String> = reader
        .headers()
        .unwrap_or_else(|e| panic!("{path}: {e}"))
        .iter()
        .map(str::to_owned)
        .collect();
    let unlike: HashSet<&String> = columns.iter().collect();
    assert_eq!(unlike.len(), columns.len(), "{path}: {columns:?}");
    reader
        .records()
        .map(|row| row.unwrap_or_else(|e| panic!("{path}: {e}")))
        .map(|row| columns.iter().cloned().zip(row.iter().map(str::to_owned)).collect())
        .collect()
}

/// Whether the bytes are one JSON value.
fn json_ends(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(bytes).is_ok()
}

/// A count, or money in minor units; 0 of nothing.
fn whole(text: &str) -> i128 {
    let digits: String = text.chars().filter(|c| *c != '.').collect();
    if digits.is_empty() {
        return 0;
    }
    digits.parse().unwrap_or_else(|_| panic!("{text:?} is no number"))
}

/// Who entered a stage went on, was lost, or is there.
fn funnels_add_up(funnel: &Table) {
    assert!(!funnel.is_empty(), "a funnel of nothing");
    for row in funnel {
        let n = |column: &str| whole(&row[column]);
        assert_eq!(n("entered"), n("converted") + n("lost") + n("open"), "{row:?}");
        for rate in [
            "rate",
            "rate_low",
            "rate_high",
            "closed_rate",
            "within",
            "within_low",
            "within_high",
        ] {
            let share = row[rate].parse::<f64>().unwrap_or(0.0);
            assert!((0.0..=1.0).contains(&share), "{rate} of {row:?}");
        }
    }
}

/// Every model divides what was won, on both levels, in every period; and what was won was sourced by somebody.
fn credits_add_up(credits: &Table, metrics: &Table) {
    let mut sums: HashMap<[&str; 3], i128> = HashMap::new();
    for row in credits {
        let key = ["model", "period", "level"].map(|k| row[k].as_str());
        *sums.entry(key).or_default() += whole(&row["credit"]);
    }
    let mut all: HashMap<(&str, &str), i128> = HashMap::new();
    for row in metrics.iter().filter(|r| r["dimension"] == "all") {
        all.insert((&row["metric"], &row["period"]), whole(&row["value"]));
    }
    let won = all.iter().filter(|((metric, _), _)| *metric == "won_amount");
    for ((_, period), won) in won {
        for model in &attribution::MODELS {
            for level in ["campaign", "channel"] {
                let sum = sums.get(&[model.id, period, level]).copied().unwrap_or(0);
                assert_eq!(sum, *won, "{} in {period} by {level}", model.id);
            }
        }
        let sourced = ["marketing_sourced", "sales_sourced", "unknown_sourced"];
        let sum: i128 = sourced.iter().filter_map(|metric| all.get(&(*metric, *period))).sum();
        assert_eq!(sum, *won, "sourced in {period}");
    }
}
