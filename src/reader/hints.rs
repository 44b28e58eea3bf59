//! What to do about a text that cannot be read, by the kind of thing that is wrong with it: the parsers
//! say what they met, not what the writer of the file should change.

use crate::model::{Currency, Money};

/// What to do about a tag.
pub(super) const TAG: &str = "put a text that begins with `!` in quotes, or delete the tag";

/// Signs of a kind of broken YAML, and what to do about it; the first that fits holds.
const YAML: [(&[&str], &str); 13] = [
    (&["tab"], "indent with spaces; YAML allows no tabs there"),
    (&["quote"], "close the quote, or write the text without one"),
    (
        &["anchor", "alias"],
        "`*name` repeats a value that was marked with `&name` before; put a text that begins with `*` or `&` in quotes",
    ),
    (&["BOM"], "delete the invisible character (U+FEFF) at this place"),
    (
        &["YAML major version", "%YAML", "directive"],
        "delete the line that begins with `%`",
    ),
    (
        &["unexpected character", "control character", "invalid character"],
        "delete the marked character; one that cannot be seen may have come with a copied text",
    ),
    (
        &["escape"],
        "write `\\\\` for a backslash, or put the text in single quotes",
    ),
    (
        &["mapping values", "values are not allowed"],
        "put a text that holds `: ` in quotes, and begin each key on a line of its own",
    ),
    (
        &["flow", "',' or", "unclosed bracket", "bracket"],
        "close each bracket, and put a comma between entries: `[a, b]`, `{key: value}`",
    ),
    (
        &[
            "expected key",
            "block mapping",
            "block collection",
            "block sequence",
            "indent",
        ],
        "begin the keys of one mapping, or the `-` of one list, in the same column",
    ),
    (
        &["simple key", "implicit key", "expected ':'", "':'"],
        "write `key: value`, with a colon and a space",
    ),
    (&["tag", "handle"], TAG),
    (
        &["cannot start any token"],
        "put a text that begins with a sign such as `@`, `%` or a backtick in quotes",
    ),
];

/// What to do about broken YAML.
pub(super) fn of_yaml(message: &str) -> &'static str {
    let fits = |signs: &[&str]| signs.iter().any(|sign| message.contains(sign));
    YAML.iter().find(|(signs, _)| fits(signs)).map_or(
        "look here and on the line above for a missing quote, bracket or colon, and for a line that is indented differently",
        |(_, what)| what,
    )
}

/// Signs of a kind of broken TOML, and what to do about it; the first that fits holds.
const TOML: [(&[&str], &str); 9] = [
    (
        &["must be quoted", "literal string"],
        "put the text in quotes: key = \"value\"",
    ),
    (
        &["string", "opening quote"],
        "close the text with the same quote that it begins with, on the same line",
    ),
    (
        &["array"],
        "close the list, with a comma between its entries: [\"a\", \"b\"]",
    ),
    (
        &["inline table"],
        "close the table, with a comma between its entries: { a = 1, b = 2 }",
    ),
    (&["table"], "write a table's head on a line of its own: [name]"),
    (&["assignment", "key-value", "expected `=`"], "write key = value"),
    (
        &["key"],
        "write key = value; put a key in quotes where it holds more than letters, digits, `-` and `_`",
    ),
    (&["date"], "write a date like 2026-03-14"),
    (
        &["leading zero", "number", "integer", "float", "digit", "radix"],
        "write a number in digits like 24000 or 0.5, and anything else in quotes",
    ),
];

/// What to do about broken TOML.
pub(super) fn of_toml(message: &str) -> &'static str {
    let fits = |signs: &[&str]| signs.iter().any(|sign| message.contains(sign));
    TOML.iter().find(|(signs, _)| fits(signs)).map_or(
        "write one `key = value` a line, texts in quotes, and table heads like [name]",
        |(_, what)| what,
    )
}

/// What to do about a value of the wrong shape, from the sentence about it.
pub(super) fn of_shape(message: &str, toml: bool) -> Option<&'static str> {
    let (found, expected) = message.strip_suffix(" is expected")?.rsplit_once(" stands where ")?;
    if found == "nothing" {
        return Some(NOTHING);
    }
    Some(match expected {
        "a mapping" if toml => "write a table: a head like [name], or { key = value }",
        "a mapping" => "write keys with their values, such as `{key: value}`",
        "a list" if toml => "write a list: [\"a\", \"b\"]",
        "a list" => "write a list: `[a, b]`, or one line with `- ` for each entry",
        "`true` or `false`" => "write true or false, without quotes",
        "a whole number, zero or more" => "write digits alone, such as 12: no quotes, sign, point or exponent",
        "a record (a mapping) or a list of records" => {
            "write the record's keys, one `key: value` a line, or several records with `- ` before each"
        }
        "a mapping from stage to date, or a list of entries" => {
            "write the day of each stage, such as `{lead: 2026-01-10, mql: 2026-01-18}`"
        }
        "a value or a mapping" => return None,
        _ => "write one value here, in quotes where it holds signs such as `: ` or `#`",
    })
}

/// What to do about a key without a value.
pub(super) const NOTHING: &str = "write a value, or delete the key where there is nothing to say";

/// What to do about a text that is no amount of money: mostly, the same amount as it is written here.
pub(super) fn of_money(text: &str, site: Currency) -> String {
    let plain: String = text
        .chars()
        .filter(|c| !(c.is_whitespace() || matches!(c, '\'' | '_' | '\u{2019}' | '€' | '$' | '£')))
        .collect();
    let (number, code) = parted(&plain);
    let code = code.or_else(|| of_sign(text).filter(|code| !writes_sign(site, *code)));
    let number = unseparated(number);
    let with_code = |number: String| match code {
        Some(code) => format!("{number} {code}"),
        None => number,
    };
    let thousands = number.replace('.', "");
    let is_either = number.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    let well = with_code(number);
    if well != text && Money::parse(&well, site).is_ok() {
        return format!("write `{well}`");
    }
    let thousands = with_code(thousands);
    if is_either && Money::parse(&thousands, site).is_ok() {
        return format!(
            "write `{thousands}` if the point parts thousands; else round it to the currency's smallest unit"
        );
    }
    if text.contains(['e', 'E']) && text.parse::<f64>().is_ok() {
        return "write all the digits, without an exponent".into();
    }
    if let Some((_, code)) = text.split_once(' ').filter(|(_, code)| Currency::parse(code).is_none()) {
        let code = code.to_uppercase();
        let like = crate::diagnostics::did_you_mean(&code, ["EUR", "USD", "GBP", "CHF"]);
        return match like {
            Some(like) => format!("did you mean `{like}`?"),
            None => "write the currency's three letters, such as EUR, USD or CHF".into(),
        };
    }
    match Money::parse(text, site) {
        Err(why) if why.contains("decimals") => "round it to the currency's smallest unit".into(),
        Err(why) if why.contains("too large") => "an amount has at most 15 digits, with those after the point".into(),
        _ => "write digits, with a point before the cents, and no separators: 24000.50".into(),
    }
}

/// A number, and the code of its currency before or behind it.
fn parted(text: &str) -> (&str, Option<Currency>) {
    let code = |letters: Option<&str>| letters.and_then(|letters| Currency::parse(&letters.to_ascii_uppercase()));
    let end = text.len().saturating_sub(3);
    match (code(text.get(end..)), code(text.get(..3))) {
        (Some(found), _) => (&text[..end], Some(found)),
        (_, Some(found)) => (&text[3..], Some(found)),
        _ => (text, None),
    }
}

/// The currency that is mostly meant by a sign.
fn of_sign(text: &str) -> Option<Currency> {
    let code = [("€", "EUR"), ("$", "USD"), ("£", "GBP")];
    let (_, code) = code.into_iter().find(|(sign, _)| text.contains(sign))?;
    Currency::parse(code)
}

/// Whether amounts of the site's own currency are written with the sign of `other`.
fn writes_sign(site: Currency, other: Currency) -> bool {
    const DOLLARS: [&str; 12] = [
        "AUD", "BBD", "BSD", "CAD", "FJD", "HKD", "JMD", "MXN", "NZD", "SGD", "TTD", "TWD",
    ];
    site == other || other.code() == "USD" && DOLLARS.contains(&site.code())
}

/// A number as written in one of the usual ways, with a point before the decimals and no separators.
fn unseparated(number: &str) -> String {
    let is_grouped = |sign: char| {
        let mut groups = number.trim_start_matches('-').split(sign);
        groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
    };
    match (number.rfind(','), number.rfind('.')) {
        (Some(comma), Some(point)) if comma < point => number.replace(',', ""),
        (Some(_), Some(_)) => number.replace('.', "").replace(',', "."),
        (Some(_), None) if is_grouped(',') => number.replace(',', ""),
        (Some(_), None) => number.replace(',', "."),
        (None, Some(_)) if number.matches('.').count() > 1 && is_grouped('.') => number.replace('.', ""),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_shown_as_it_is_written_here() {
        for (text, hint) in [
            ("24,000", "write `24000`"),
            ("24.000,50", "write `24000.50`"),
            ("1,234,567.89 USD", "write `1234567.89 USD`"),
            ("$1,200.00", "write `1200.00 USD`"),
            (
                "5.000 $",
                "write `5000 USD` if the point parts thousands; else round it to the currency's smallest unit",
            ),
            ("€5,000", "write `5000`"),
            ("24,50", "write `24.50`"),
            ("1'200 CHF", "write `1200 CHF`"),
            ("24000EUR", "write `24000 EUR`"),
            ("1.234.567", "write `1234567`"),
            ("1e3", "write all the digits, without an exponent"),
            (
                "24.000",
                "write `24000` if the point parts thousands; else round it to the currency's smallest unit",
            ),
            (
                "1.250 USD",
                "write `1250 USD` if the point parts thousands; else round it to the currency's smallest unit",
            ),
            ("24.0055", "round it to the currency's smallest unit"),
            ("EUR 24000", "write `24000 EUR`"),
            ("24000eur", "write `24000 EUR`"),
            ("24 EURO", "did you mean `EUR`?"),
            (
                "24 pounds",
                "write the currency's three letters, such as EUR, USD or CHF",
            ),
            (
                "10000000000000",
                "an amount has at most 15 digits, with those after the point",
            ),
            (
                "much",
                "write digits, with a point before the cents, and no separators: 24000.50",
            ),
        ] {
            assert_eq!(of_money(text, Currency::EUR), hint, "{text}");
        }
        let [usd, cad] = ["USD", "CAD"].map(|code| Currency::parse(code).unwrap());
        assert_eq!(of_money("€5,000", usd), "write `5000 EUR`");
        assert_eq!(of_money("$5000", usd), "write `5000`");
        assert_eq!(of_money("$5000", cad), "write `5000`");
    }
}
