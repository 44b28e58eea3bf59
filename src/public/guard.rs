//! The last look over a public site: no file of it holds a private value of the sources.
//!
//! What may be public is a type that holds nothing private, so that the pages of the program cannot. But a team's
//! own pages, titles and templates are texts that anybody may have written anything into. So every file and its path
//! are searched for every private value, as it is and as HTML, JSON and addresses write it, and in HTML also as it
//! is seen, with markup between its letters gone.
//!
//! A value counts where it stands as words of its own: `Go` is not in `Going`. A single word is looked for as it is
//! written, so that `May` is not found in "you may"; values of several words and longer ones in any case, and in plain
//! letters too (`mueller-soehne`).

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::plain;
use super::private::Private;
use crate::content::names;
use crate::output::OutputFile;

/// Bytes of values that are looked for at a time: memory stays bounded, whatever the number of deals and the length of
/// their notes.
const AT_A_TIME: usize = 2_000_000;
/// Letters from which on a single word is looked for in any case.
const DISTINCT: usize = 8;
/// Bytes of a value that is looked for in files that are no text.
const SHORTEST_IN_BYTES: usize = 6;

/// A private value in the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Which file, by its place.
    pub file: usize,
    /// Which value, by its place.
    pub value: usize,
}

/// What is searched of a file.
struct Searched {
    file: usize,
    text: String,
    /// Whether it is text at all.
    is_text: bool,
}

/// Every file with a private value, each value once a file. `known` says of which files it is known that they hold
/// nothing of the team's, by path and bytes.
pub fn search(files: &[OutputFile], values: &[Private], known: &(dyn Fn(&OutputFile) -> bool + Sync)) -> Vec<Hit> {
    let texts: Vec<Searched> = files
        .par_iter()
        .enumerate()
        .flat_map_iter(|(i, file)| texts(i, file, known(file)))
        .collect();
    let (mut hits, mut first) = (BTreeSet::new(), 0);
    for part in parts(values, AT_A_TIME) {
        let found = in_texts(&texts, part).into_iter();
        hits.extend(found.map(|(file, value)| Hit {
            file,
            value: first + value,
        }));
        first += part.len();
    }
    hits.into_iter().collect()
}

/// Values in their order, in parts of about so many bytes.
fn parts(values: &[Private], bytes: usize) -> impl Iterator<Item = &[Private]> {
    let mut sum = 0;
    values.chunk_by(move |value, _| {
        sum += value.text.len();
        let fits = sum < bytes;
        sum *= usize::from(fits);
        fits
    })
}

/// The texts of a file: its path, what it holds, and what is seen of it.
fn texts(i: usize, file: &OutputFile, known: bool) -> Vec<Searched> {
    let text = |text: String, is_text| Searched { file: i, text, is_text };
    // A name of several words is written with hyphens in paths, and often in plain letters.
    let words: String = file
        .path
        .chars()
        .map(|c| if "-_/.".contains(c) { ' ' } else { c })
        .collect();
    let mut out = vec![
        text(plain::one_line(&file.path), true),
        text(plain::one_line(&words), true),
    ];
    out.extend(names::in_plain_letters(&words).map(|words| text(words, true)));
    if known {
        return out;
    }
    match std::str::from_utf8(&file.bytes) {
        Ok(content) => {
            out.push(text(plain::one_line(content), true));
            if [".html", ".xml", ".svg"]
                .iter()
                .any(|ending| file.path.ends_with(ending))
            {
                out.push(text(plain::seen(content), true));
            }
        }
        Err(_) => out.push(text(String::from_utf8_lossy(&file.bytes).into_owned(), false)),
    }
    out
}

/// Which of the values stand in which of the files.
fn in_texts(texts: &[Searched], values: &[Private]) -> BTreeSet<(usize, usize)> {
    let mut hits = BTreeSet::new();
    for any_case in [false, true] {
        let mut patterns = Vec::new();
        let mut of = Vec::new();
        for (i, value) in values
            .iter()
            .enumerate()
            .filter(|(_, v)| is_distinct(&v.text) == any_case)
        {
            let mut forms = forms(&value.text);
            if any_case {
                forms = forms.iter().map(|form| form.to_lowercase()).collect();
                let plain = names::in_plain_letters(&value.text).into_iter();
                forms.extend(plain.filter(|words| is_distinct(words)));
            }
            of.extend(forms.iter().map(|_| i));
            patterns.extend(forms);
        }
        let built = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns);
        // To go on without it would be to look for nothing.
        let searcher = built.expect("a part has far fewer bytes, in all forms, than the 2^31 that a searcher takes");
        let found: Vec<(usize, usize)> = texts
            .par_iter()
            .flat_map_iter(|text| {
                let lower = any_case.then(|| text.text.to_lowercase());
                let whole = lower.as_deref().unwrap_or(&text.text);
                let mut found = BTreeSet::new();
                for hit in searcher.find_overlapping_iter(whole) {
                    let value = of[hit.pattern().as_usize()];
                    let Private {
                        text: private, is_cut, ..
                    } = &values[value];
                    let long_enough = text.is_text || private.len() >= SHORTEST_IN_BYTES;
                    if long_enough && stands_alone(whole, hit.range(), *is_cut) {
                        found.insert((text.file, value));
                    }
                }
                found
            })
            .collect();
        hits.extend(found);
    }
    hits
}

/// Whether a text is told from others by its letters alone, not by their case.
fn is_distinct(text: &str) -> bool {
    text.contains(' ') || text.chars().count() >= DISTINCT
}

/// A text as it is, and as HTML, JSON and addresses write it; each once.
fn forms(text: &str) -> BTreeSet<String> {
    let html = |quotes: bool| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        if quotes {
            text.replace('"', "&quot;").replace('\'', "&#x27;")
        } else {
            text
        }
    };
    let json = serde_json::to_string(text).unwrap_or_default();
    let ascii: String = json
        .encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
            _ => format!("\\u{unit:04x}"),
        })
        .collect();
    let inside = |json: &str| json.get(1..json.len().saturating_sub(1)).unwrap_or_default().to_owned();
    let encoded = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    // Of addresses the marks that need no escape stay as they are.
    let lean = ["%2D", "%2E", "%5F", "%7E"].iter().zip(["-", ".", "_", "~"]);
    let lean = lean.fold(encoded.clone(), |out, (from, to)| out.replace(from, to));
    [
        text.to_owned(),
        html(false),
        html(true),
        html(true).replace("&#x27;", "&#39;"),
        html(false).replace('"', "&quot;"),
        inside(&json),
        inside(&ascii),
        lean.replace("%20", "+"),
        text.replace(' ', "%20"),
        encoded,
        lean,
    ]
    .into_iter()
    .collect()
}

/// Whether a match is not a part of a longer word; what was cut may end within one.
fn stands_alone(text: &str, at: std::ops::Range<usize>, is_cut: bool) -> bool {
    let within =
        |a: Option<char>, b: Option<char>| a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric);
    let (Some(before), Some(found), Some(after)) = (text.get(..at.start), text.get(at.clone()), text.get(at.end..))
    else {
        return true;
    };
    !within(before.chars().next_back(), found.chars().next())
        && (is_cut || !within(found.chars().next_back(), after.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_looked_for_in_parts_and_none_is_left_out() {
        let texts = ["aa", "bbb", "c", "dddddd", "e"];
        let values: Vec<Private> = texts.iter().map(|text| Private::sample(text)).collect();
        // By hand: 2 and 3 reach 4; 1 and 6 do; 1 is left.
        let sizes: Vec<usize> = parts(&values, 4).map(<[Private]>::len).collect();
        assert_eq!(sizes, [2, 2, 1]);
        assert_eq!(parts(&values, 1).count(), 5);
        assert_eq!(parts(&[], 4).count(), 0);
    }
}
