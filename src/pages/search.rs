//! The index that the page's script searches, fetched when somebody starts to type: every page by name.
//!
//! Where there are many pages of deals, those are in parts of their own, and only the parts are fetched that can hold
//! what is typed. A deal is in the part of each word of its name and id; parts follow one another in the order of the
//! words, so that the first word of each tells which is wanted.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::Book;
use super::plan::{Page, PageKind};
use super::views::deal_link;
use crate::output::OutputFile;
use crate::words::say;

/// Where it stands.
pub(crate) const PATH: &str = "data/search.json";
/// Where its parts stand.
pub(crate) const PARTS: &str = "data/search/";

/// So many deals are no burden in the index itself: 0.5 MB, before hosts compress it.
const FEW: usize = 5000;
/// Words of deals in a part: 0.2 MB.
const PART: usize = 2000;

/// The index of some rows, `[name, path, kind, id?]` each with an id where it says more than the name, and the first
/// word of each part.
pub(crate) fn file(rows: &[Value], parts: &[String]) -> OutputFile {
    let index = json!({"rows": rows, "parts": parts});
    OutputFile {
        path: PATH.into(),
        bytes: serde_json::to_vec(&index).unwrap_or_default(),
    }
}

/// The index and its parts.
pub(super) fn index(book: &Book) -> Vec<OutputFile> {
    let is_deal = |page: &&Page| matches!(page.kind, PageKind::Deal(_));
    let pages = book.plan.pages.iter();
    let (deals, others): (Vec<&Page>, Vec<&Page>) = pages.partition(is_deal);
    let rows = |pages: &[&Page]| -> Vec<Value> { pages.iter().filter_map(|page| row(book, page)).collect() };
    let (mut all, deals) = (rows(&others), rows(&deals));
    if deals.len() <= FEW {
        all.extend(deals);
        return vec![file(&all, &[])];
    }
    let (first, parts) = parts(&deals, PART);
    let parts = parts.iter().enumerate().map(|(i, rows)| OutputFile {
        path: format!("{PARTS}{i}.json"),
        bytes: serde_json::to_vec(rows).unwrap_or_default(),
    });
    std::iter::once(file(&all, &first)).chain(parts).collect()
}

/// Parts of about `size` words: the first word of each, and its rows.
fn parts(rows: &[Value], size: usize) -> (Vec<String>, Vec<Vec<&Value>>) {
    let mut words: Vec<(String, usize)> = Vec::with_capacity(rows.len() * 4);
    for (i, row) in rows.iter().enumerate() {
        let text = |column: usize| row[column].as_str().unwrap_or_default();
        let folded = format!("{} {}", fold(text(0)), fold(text(3)));
        let of_row: BTreeSet<&str> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        words.extend(of_row.into_iter().map(|word| (word.to_owned(), i)));
    }
    // As scripts compare texts.
    words.sort_unstable_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()).then(a.1.cmp(&b.1)));
    let parts = words.chunks(size).map(|part| {
        let positions: BTreeSet<usize> = part.iter().map(|(_, i)| *i).collect();
        (part[0].0.clone(), positions.into_iter().map(|i| &rows[i]).collect())
    });
    parts.unzip()
}

/// A text as the script compares it: without case, accents and marks.
fn fold(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    plain.replace('ß', "ss").to_lowercase()
}

fn row(book: &Book, page: &Page) -> Option<Value> {
    let site = &book.site;
    let w = site.words();
    let ledger = &site.report.ledger;
    let content = &ledger.content;
    let path = &page.path;
    Some(match page.kind {
        PageKind::Overview(p) if p == book.period && path == "index.html" => {
            json!([say!(w, "page-overview"), path, "", site.report.periods.list[p].id])
        }
        PageKind::Overview(p) => {
            let period = &site.report.periods.list[p];
            json!([w.period_name(period), path, say!(w, "search-period"), period.id])
        }
        PageKind::Campaign(i) => {
            let campaign = &content.campaigns[i];
            json!([campaign.name, path, say!(w, "search-campaign"), campaign.id.as_str()])
        }
        PageKind::Deal(i) => {
            let h = &ledger.deals[i];
            json!([
                deal_link(site, i).name,
                path,
                w.word("search-deal", h.status.word()),
                ledger.record(h).id.as_str()
            ])
        }
        PageKind::Metric(i) => {
            let metric = &site.report.registry[i];
            json!([metric.name, path, say!(w, "search-metric"), metric.id])
        }
        PageKind::Person(i) => json!([site.person(&book.index.people[i].id), path, say!(w, "search-person")]),
        PageKind::Markdown(i) => json!([content.pages[i].title, path, say!(w, "search-playbook")]),
        kind => match kind.of_period() {
            // The page of the period that is shown where none is named.
            Some((folder, p)) if p == book.period && *path == format!("{folder}index.html") => {
                json!([w.word("page", folder.trim_end_matches('/')), path, ""])
            }
            _ => json!([w.say(kind.name()?, &[]), path, ""]),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_deal_leads_to_it() {
        let names = [
            "Müller & Söhne",
            "Straße 9",
            "Nord Wind",
            "Nordwind",
            "Ångström",
            "Zoo",
            "Zoo",
            "Zoo",
        ];
        let ids = [
            "mueller",
            "strasse-9",
            "nord-wind",
            "nw-2",
            "angstrom",
            "zoo-1",
            "zoo-2",
            "zoo-3",
        ];
        let of = |(name, id): (&str, &str)| json!([name, format!("deals/{id}/"), "Deal", id]);
        let rows: Vec<Value> = names.into_iter().zip(ids).map(of).collect();
        for size in 1..20 {
            let (first, parts) = parts(&rows, size);
            assert!(first.is_sorted(), "{first:?}");
            // The parts that the script asks for, by its rule.
            let found = |word: &str| {
                let end = format!("{word}\u{ffff}");
                let wanted = (0..first.len())
                    .filter(|i| first[*i] <= end && first.get(i + 1).is_none_or(|next| next.as_str() >= word));
                let rows: BTreeSet<&str> = wanted
                    .flat_map(|i| &parts[i])
                    .filter_map(|row| row[3].as_str())
                    .collect();
                rows
            };
            for (word, ids) in [
                ("muller", &["mueller"][..]),
                ("mue", &["mueller"]),
                ("sohne", &["mueller"]),
                ("strasse", &["strasse-9"]),
                ("9", &["strasse-9"]),
                ("nord", &["nord-wind", "nw-2"]),
                ("nw", &["nw-2"]),
                ("angstrom", &["angstrom"]),
                ("zoo", &["zoo-1", "zoo-2", "zoo-3"]),
                ("3", &["zoo-3"]),
            ] {
                let found = found(word);
                assert!(
                    ids.iter().all(|id| found.contains(id)),
                    "{word} in parts of {size}: {found:?}"
                );
            }
        }
        let (first, all) = parts(&rows, 100);
        assert_eq!((first, all[0].len()), (vec!["1".to_owned()], 8), "each once");
    }
}
