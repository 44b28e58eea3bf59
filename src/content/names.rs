//! How names are written: which of two accounts may mean the same customer, and what else a name is written as.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

/// Names that differ in one letter are looked for among at most so many.
const NAMES: usize = 500_000;
/// Letters that a name has at least where one of them may be wrong.
const LONG: usize = 8;
/// Letters that the word has at least in which one may be wrong: `Station A` is not `Station B`, nor `II` `III`.
const WORD: usize = 4;

/// Legal forms at the end of a name.
const FORMS: [&str; 36] = [
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "cie",
    "co",
    "company",
    "corp",
    "corporation",
    "ek",
    "ev",
    "gbr",
    "gmbh",
    "inc",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "pty",
    "sa",
    "sarl",
    "sas",
    "se",
    "spa",
    "spzoo",
    "srl",
    "ug",
];

/// Words that join others, as `&` does.
const JOINING: [&str; 3] = ["and", "et", "und"];

/// Letters that are no plain ones with a mark, and how they are written without them.
const LETTERS: [(char, &str); 8] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('þ', "th"),
    ('ı', "i"),
];

/// Pairs of different names that may be one account, by their positions, sorted.
pub(super) fn alike(names: &[&str]) -> Vec<(usize, usize)> {
    let words: Vec<Vec<String>> = names.par_iter().map(|name| words_of(name, false)).collect();
    let mut pairs = BTreeSet::new();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for (i, name) in names.iter().enumerate() {
        let plain = words[i].concat();
        // Only letters that are not plain are spelt in two ways.
        let spelt = (!name.is_ascii()).then(|| words_of(name, true).concat());
        let other = spelt.filter(|spelt| *spelt != plain);
        for key in [Some(plain), other].into_iter().flatten().filter(|key| !key.is_empty()) {
            match by_key.entry(key) {
                std::collections::btree_map::Entry::Occupied(first) => {
                    if *first.get() != i {
                        pairs.insert((*first.get(), i));
                    }
                }
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(i);
                }
            }
        }
    }
    if names.len() <= NAMES {
        one_letter(&words, &mut pairs);
    }
    pairs.into_iter().collect()
}

/// Adds pairs of names that differ in one letter.
fn one_letter(words: &[Vec<String>], pairs: &mut BTreeSet<(usize, usize)>) {
    // Names are rarely misspelt at their first letter, and often differ there.
    let mut by_first: BTreeMap<char, Vec<(usize, Vec<char>)>> = BTreeMap::new();
    for (i, words) in words.iter().enumerate() {
        let letters: Vec<char> = words.iter().flat_map(|w| w.chars()).collect();
        if letters.len() >= LONG && letters.iter().all(|c| c.is_alphabetic()) {
            by_first.entry(letters[0]).or_default().push((i, letters));
        }
    }
    let groups: Vec<Vec<(usize, Vec<char>)>> = by_first.into_values().collect();
    let found = groups.par_iter().flat_map_iter(|group| {
        let mut pairs = Vec::new();
        // Two such names become the same where one letter is left out of each, or of one.
        let mut forms: Vec<(u64, usize)> = Vec::new();
        for (position, (_, letters)) in group.iter().enumerate() {
            let without = (0..letters.len()).map(|left_out| hash(letters, left_out));
            forms.extend(without.chain([hash(letters, usize::MAX)]).map(|h| (h, position)));
        }
        forms.sort_unstable();
        forms.dedup();
        for same in forms.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            // Each with the first and with the one before it: enough to see that a group is alike.
            for (at, (_, position)) in same.iter().enumerate().skip(1) {
                for (_, other) in [same[0], same[at - 1]] {
                    let (one, other) = (&group[other], &group[*position]);
                    let apart = one.1 != other.1 && differ_in_a_word(&words[one.0], &words[other.0]);
                    if apart {
                        pairs.push((one.0.min(other.0), one.0.max(other.0)));
                    }
                }
            }
        }
        pairs
    });
    pairs.extend(found.collect::<Vec<_>>());
}

/// A name as people say it, without the legal form at its end: `Acme GmbH & Co. KG` is `Acme`. It is the name itself where
/// too little would be left.
pub fn without_form(name: &str) -> &str {
    let mut said = name;
    loop {
        // `Sp. z o.o.` are three words. Marks alone, as `&`, join what was there.
        let ends = said.rmatch_indices(char::is_whitespace).take(3);
        let Some((at, _)) = ends.filter(|(at, _)| is_form(&said[*at..])).last() else {
            break;
        };
        said = said[..at].trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    }
    let is_word = said.chars().count() > 2 && !said.eq_ignore_ascii_case("the");
    if is_word { said } else { name }
}

fn is_form(words: &str) -> bool {
    let folded = folded(words, false);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.all(|word| FORMS.contains(&word) || JOINING.contains(&word))
}

/// The words of a text in small plain letters with single spaces, as names of files have them: `ä` once as `ae`, once as
/// `a`.
pub fn in_plain_letters(text: &str) -> [String; 2] {
    [true, false].map(|spelt| {
        let folded = folded(text, spelt);
        let words: Vec<&str> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        words.join(" ")
    })
}

/// FNV-1a of the letters without the one at a place.
fn hash(letters: &[char], left_out: usize) -> u64 {
    let kept = letters.iter().enumerate().filter(|(i, _)| *i != left_out);
    kept.fold(0xcbf2_9ce4_8422_2325, |hash, (_, c)| {
        (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Whether two names differ in one letter, inside a word that is long enough to be misspelt.
fn differ_in_a_word(one: &[String], other: &[String]) -> bool {
    let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[before..], &other[before..]);
    let after = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (one, other) = (one[..one.len() - after].concat(), other[..other.len() - after].concat());
    let long = |word: &str| word.chars().nth(WORD - 1).is_some();
    // Equal hashes do not prove it.
    long(&one) && long(&other) && strsim::damerau_levenshtein(&one, &other) == 1
}

/// A name's words without what people write now this way, now that: case, accents, marks, legal forms,
/// joining words, a leading `The`. `spelt` writes `ä` as `ae`, else it is `a`.
fn words_of(name: &str, spelt: bool) -> Vec<String> {
    let folded = folded(name, spelt);
    let mut words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|w| FORMS.contains(w) || JOINING.contains(w)) {
        words.pop();
    }
    // What joins stands between two words.
    let last = words.len().saturating_sub(1);
    let joins = |i: usize, word: &str| i > 0 && i < last && JOINING.contains(&word);
    let kept = words.iter().enumerate().filter(|(i, word)| !joins(*i, word));
    kept.map(|(_, word)| (*word).to_owned()).collect()
}

fn folded(name: &str, spelt: bool) -> String {
    let mut out = String::with_capacity(name.len());
    if name.is_ascii() {
        let kept = name.chars().filter(|c| !matches!(c, '.' | '\''));
        out.extend(kept.map(|c| c.to_ascii_lowercase()));
        return together(out);
    }
    let lower = name.to_lowercase();
    for c in lower.nfc() {
        let umlaut = match c {
            'ä' => Some("ae"),
            'ö' | 'ø' => Some("oe"),
            'ü' => Some("ue"),
            'å' => Some("aa"),
            _ => None,
        };
        if let Some(umlaut) = umlaut.filter(|_| spelt) {
            out.push_str(umlaut);
        } else if let Some((_, plain)) = LETTERS.iter().find(|(letter, _)| *letter == c) {
            out.push_str(plain);
        } else {
            let marked = |c: &char| unicode_normalization::char::is_combining_mark(*c);
            out.extend(
                std::iter::once(c)
                    .nfkd()
                    .filter(|c| !marked(c) && !matches!(c, '.' | '\'' | '’')),
            );
        }
    }
    together(out)
}

/// Legal forms that are written apart, as one word.
fn together(mut name: String) -> String {
    let written = [("e k", "ek"), ("e v", "ev"), ("a/s", "as"), ("sp z oo", "spzoo")];
    for (apart, together) in written {
        if let Some(start) = name.strip_suffix(apart).filter(|start| start.ends_with(' ')) {
            name = format!("{start}{together}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_found() {
        for (one, other) in [
            ("Müller GmbH", "Mueller GmbH"),
            ("Müller GmbH", "Muller"),
            ("Société Générale", "Societe Generale"),
            ("Straßenbau Weiß", "Strassenbau Weiss AG"),
            ("Smith & Sons", "Smith and Sons"),
            ("Acme & Co.", "The Acme Company"),
            ("Schmidt e. K.", "SCHMIDT"),
            ("Ørsted A/S", "Orsted"),
            ("Nowak Sp. z o.o.", "Nowak"),
            ("O'Neill Ltd", "ONeill"),
            ("Lindqvist", "Lindquist AB"),
            ("North Wind", "Northwynd"),
            ("Johannsen Maschinenbau", "Johansen Maschinenbau"),
            ("Ｎｏｒｔｈ Bay", "North Bay"),
        ] {
            assert_eq!(alike(&[one, other]), [(0, 1)], "{one}, {other}");
        }
    }

    #[test]
    fn names_are_said_without_their_legal_form() {
        for (name, said) in [
            ("Müller Robotik GmbH & Co. KG", "Müller Robotik"),
            ("Acme, Inc.", "Acme"),
            ("Schmidt e. K.", "Schmidt"),
            ("Nowak Sp. z o.o.", "Nowak"),
            ("Ørsted A/S", "Ørsted"),
            ("Smith & Sons", "Smith & Sons"),
            ("Smith & Sons Ltd", "Smith & Sons"),
            ("The Company", "The Company"),
            ("GmbH", "GmbH"),
            ("A GmbH", "A GmbH"),
            ("", ""),
        ] {
            assert_eq!(without_form(name), said, "{name}");
        }
    }

    #[test]
    fn names_have_plain_letters() {
        assert_eq!(in_plain_letters("Müller & Söhne"), ["mueller soehne", "muller sohne"]);
        assert_eq!(in_plain_letters("  O’Neill-Weiß "), ["oneill weiss", "oneill weiss"]);
        assert_eq!(in_plain_letters("&"), ["", ""]);
    }

    #[test]
    fn different_names_are_left_alone() {
        for (one, other) in [
            ("Station A", "Station B"),
            ("Hotel Nord II", "Hotel Nord III"),
            ("Klinik Ost", "Klinik Os"),
            ("Meier", "Maier"),
            ("Bergmann", "Hergmann"),
            ("The", "A"),
            ("Sand", "S"),
            ("GmbH", "AG"),
            ("Studio 12345", "Studio 12346"),
        ] {
            assert_eq!(alike(&[one, other]), [], "{one}, {other}");
        }
    }
}
