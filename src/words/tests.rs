//! What CLDR says of both languages, and that their files say the same things.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast;

use super::*;
use crate::model::{Currency, Day};

fn both() -> [Words; 2] {
    [Words::of(Language::En), Words::of(Language::De)]
}

/// What both languages write.
fn written(of: impl Fn(&Words) -> String) -> [String; 2] {
    both().each_ref().map(of)
}

#[test]
fn numbers_as_people_read_them() {
    // CLDR, symbols-numberSystem-latn: decimal and group are `.` `,` in en and `,` `.` in de.
    assert_eq!(written(|w| w.grouped(1_234_567)), ["1,234,567", "1.234.567"]);
    assert_eq!(written(|w| w.grouped(-4210)), ["−4,210", "−4.210"]);
    assert_eq!(written(|w| w.decimal(1.26)), ["1.3", "1,3"]);
    assert_eq!(written(|w| w.fixed(1234.5, 2)), ["1,234.50", "1.234,50"]);
    // Halves are rounded up on all ways: 5 of 8 are 62.5 %.
    assert_eq!(written(|w| w.fixed(62.5, 0))[0], "63");
    assert_eq!(written(|w| w.fixed(-2.25, 1))[0], "−2.3");
    assert_eq!(written(|w| w.fixed(0.145, 2))[0], "0.14");
    assert_eq!(written(|w| w.percent(0.625))[0], "63%");
    assert_eq!(written(|w| w.rate_column([0.625]).text(0.625))[0], "63%");
    assert_eq!(written(|w| w.exact("-12.5")), ["−12.5", "−12,5"]);
    // percentFormats: `#,##0%` in en, `#,##0 %` with U+00A0 in de.
    assert_eq!(written(|w| w.percent(0.5)), ["50%", "50\u{a0}%"]);
    assert_eq!(written(|w| w.percent(0.032)), ["3.2%", "3,2\u{a0}%"]);
    assert_eq!(written(|w| w.share(3, 4)), ["3 of 4", "3 von 4"]);
    assert_eq!(written(|w| w.share(0, 0)), [NOTHING, NOTHING]);
    assert_eq!(written(|w| w.hours(65.6)), ["2.7 days", "2,7 Tage"]);
    assert_eq!(written(|w| w.hours(0.5)), ["30 minutes", "30 Minuten"]);
    assert_eq!(written(|w| w.days(1)), ["1 day", "1 Tag"]);
    assert_eq!(written(|w| w.deals(1200)), ["1,200 deals", "1.200 Deals"]);
}

#[test]
fn money_where_the_language_puts_its_sign() {
    let eur = Currency::EUR;
    // currencyFormats, standard: `¤#,##0.00` in en, `#,##0.00 ¤` with U+00A0 in de.
    assert_eq!(written(|w| w.money(2_400_000, eur)), ["€24,000", "24.000\u{a0}€"]);
    assert_eq!(written(|w| w.money(1234, eur)), ["€12.34", "12,34\u{a0}€"]);
    assert_eq!(written(|w| w.money(-500, eur)), ["−€5", "−5\u{a0}€"]);
    // decimalFormats, short: `0K` and `0M` in en, no short thousand and `0 Mio'.'` in de.
    assert_eq!(written(|w| w.short_money(19_147_000, eur)), ["€191k", "191.470\u{a0}€"]);
    assert_eq!(written(|w| w.short_money(12_500_000, eur)), ["€125k", "125.000\u{a0}€"]);
    assert_eq!(
        written(|w| w.short_money(130_000_000, eur)),
        ["€1.3M", "1,3\u{a0}Mio.\u{a0}€"]
    );
    assert_eq!(Words::of(Language::En).short_money(99_999_999, eur), "€1M");
    assert_eq!(written(|w| w.short_count(12_345)), ["12k", "12.345"]);
}

#[test]
fn a_column_has_as_many_decimals_in_every_row() {
    let w = Words::of(Language::En);
    let money = |minors: &[i128]| -> Vec<String> {
        let column = w.money_column(minors.iter().copied(), Currency::EUR);
        minors.iter().map(|m| column.text(*m)).collect()
    };
    // Cents beside thousands say nothing; among small amounts they stand in every row.
    assert_eq!(money(&[60_402, 128_400, 0]), ["€604", "€1,284", "€0"]);
    assert_eq!(money(&[60_402, 1_200, 0]), ["€604.02", "€12.00", "€0.00"]);
    assert_eq!(money(&[60_000, 1_200]), ["€600", "€12"]);
    // What rounds to nothing is not nothing.
    assert_eq!(money(&[40, 100_000, -40]), ["under €1", "€1,000", "€0"]);
    let yen = w.money_column([5, 1_500], Currency::parse("JPY").unwrap());
    assert_eq!(yen.text(5), "¥5");
    let rates = |rates: &[f64]| -> Vec<String> {
        let column = w.rate_column(rates.iter().copied());
        rates.iter().map(|r| column.text(*r)).collect()
    };
    assert_eq!(rates(&[0.38, 0.034, 0.0, 0.002]), ["38%", "3%", "0%", "under 1%"]);
    assert_eq!(rates(&[0.015, 0.024, 0.09]), ["1.5%", "2.4%", "9.0%"]);
    assert_eq!(rates(&[0.02, 0.05]), ["2%", "5%"]);
    // 3 of 4 and 0 of 0 say nothing of the digits; 3 of 38 is 7.9 % and 14 of 38 36.8 %.
    let shares = w.share_column(&[(3, 38), (14, 38), (3, 4), (0, 0)]);
    assert_eq!(shares, ["8%", "37%", "3 of 4", NOTHING]);
}

#[test]
fn money_for_each_one_of_money_is_money() {
    let (eur, jpy) = (Currency::EUR, Currency::parse("JPY").unwrap());
    assert_eq!(written(|w| w.money_ratio(1.483, eur)), ["€1.48", "1,48\u{a0}€"]);
    assert_eq!(written(|w| w.money_ratio(-1.0, eur)), ["−€1.00", "−1,00\u{a0}€"]);
    assert_eq!(written(|w| w.money_ratio(-0.004, jpy)), ["¥0.00", "0,00\u{a0}¥"]);
    assert_eq!(written(|w| w.one(eur)), ["€1", "1\u{a0}€"]);
}

#[test]
fn dates_and_lists() {
    let day = Day::from_civil(jiff::civil::date(2026, 9, 30));
    // dateFormats, long and medium; availableFormats, MMMd and yMMMM.
    assert_eq!(
        written(|w| w.date(day)),
        ["30\u{a0}September 2026", "30.\u{a0}September 2026"]
    );
    assert_eq!(written(|w| w.short_date(day)), ["30\u{a0}Sep 2026", "30.09.2026"]);
    assert_eq!(written(|w| w.day_month(day)), ["30\u{a0}Sep", "30.\u{a0}Sept."]);
    let week = |w: &Words| w.from_to(day.plus(-6), day).0;
    assert_eq!(written(week), ["24", "24."]);
    let over_a_month = |w: &Words| w.from_to(day.plus(-6), day.plus(3)).0;
    assert_eq!(written(over_a_month), ["24\u{a0}September", "24.\u{a0}September"]);
    let over_a_year = |w: &Words| w.from_to(day, day.plus(100)).0;
    assert_eq!(written(over_a_year), written(|w| w.date(day)));
    assert_eq!(written(|w| w.month(day.month())), ["September 2026", "September 2026"]);
    assert_eq!(written(|w| w.short_month(day.month())), ["Sep ’26", "Sep ’26"]);
    // listPatterns, standard.
    let list = ["a", "b", "c"].map(str::to_owned);
    assert_eq!(written(|w| w.list(&list)), ["a, b and c", "a, b und c"]);
}

fn resource(text: &str) -> FluentResource {
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(_, errors)| panic!("{errors:?}"))
}

/// The variables of a pattern, and the literals and functions in it by their debug text.
fn variables(pattern: &ast::Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &ast::Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => in_inline(inline, found),
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, found);
            for variant in variants {
                variables(&variant.value, found);
            }
        }
    }
}

fn in_inline(inline: &ast::InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|a| in_inline(a, found));
        }
        ast::InlineExpression::Placeable { expression } => in_expression(expression, found),
        _ => {}
    }
}

/// All messages of a file with their variables; a key that stands twice is a mistake.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for entry in resource(text).entries() {
        let ast::Entry::Message(message) = entry else { continue };
        let mut found = BTreeSet::new();
        variables(
            message.value.as_ref().expect("every message says something"),
            &mut found,
        );
        let key = message.id.name.to_owned();
        assert!(all.insert(key, found).is_none(), "`{}` stands twice", message.id.name);
    }
    all
}

#[test]
fn both_languages_say_the_same_things() {
    let (en, de) = (messages(EN), messages(DE));
    for (key, variables) in &en {
        assert_eq!(Some(variables), de.get(key), "`{key}` in de.ftl");
    }
    for key in de.keys() {
        assert!(en.contains_key(key), "`{key}` is in de.ftl and not in en.ftl");
    }
}

/// All files with an ending below a folder of the repository.
fn sources(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    walkdir::WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| {
            endings
                .iter()
                .any(|ending| e.file_name().to_string_lossy().ends_with(ending))
        })
        .map(|e| {
            let text = std::fs::read_to_string(e.path()).unwrap();
            (e.path().display().to_string(), text)
        })
        .collect()
}

/// What stands after each `start` up to a quotation mark, with whatever follows up to `end`.
fn asked<'t>(text: &'t str, start: &str, end: char) -> Vec<(&'t str, &'t str)> {
    let after = text.match_indices(start).map(|(at, _)| &text[at + start.len()..]);
    after
        .filter_map(|part| part.split_once('"'))
        .map(|(key, rest)| (key, rest.split(end).next().unwrap_or("")))
        .collect()
}

#[test]
fn every_message_that_a_template_asks_for_is_there() {
    let known = messages(EN);
    for (file, text) in sources("themes/duet/templates", &[".html", ".xml"]) {
        for (key, rest) in asked(&text, "t(k=\"", '}') {
            // Of a key that is put together only its start is written.
            if rest.trim_start().starts_with('~') {
                assert!(known.keys().any(|k| k.starts_with(key)), "`{key}…` in {file}");
                continue;
            }
            let variables = known.get(key).unwrap_or_else(|| panic!("`{key}` in {file}"));
            for variable in variables {
                assert!(
                    rest.contains(&format!("{variable}=")),
                    "`{key}` without {variable} in {file}"
                );
            }
        }
    }
}

#[test]
fn every_message_that_code_asks_for_is_there() {
    let known = messages(EN);
    let mut seen = 0;
    for (file, text) in sources("src", &[".rs"]) {
        if file.ends_with("words/tests.rs") {
            continue;
        }
        for part in text.split("say!(").skip(1) {
            let Some(key) = part.split('"').nth(1) else { continue };
            // The macro itself, and its mentions in comments.
            if key.contains(['$', ' ', '\n']) {
                continue;
            }
            seen += 1;
            assert!(known.contains_key(key), "`{key}` in {file}");
        }
        for start in ["\"th-", "\"chart-col-", "\"page-", "\"kinds-"] {
            for (key, _) in asked(&text, start, '\n') {
                let key = format!("{}{key}", &start[1..]);
                assert!(known.contains_key(&key), "`{key}` in {file}");
            }
        }
    }
    assert!(seen > 300, "{seen} found: the scan has gone blind");
}

#[test]
fn words_of_files_metrics_rules_and_models_are_there() {
    use crate::metrics::attribution::{MODELS, Model};
    use crate::metrics::findings::{Family, Rule, Severity, registry};
    use crate::model::{Ask, FollowUpKind, Goal, Kind, TouchKind};
    let mut keys: Vec<String> = Vec::new();
    let mut add = |kind: &str, words: &[&str]| keys.extend(words.iter().map(|w| format!("{kind}-{w}")));
    add("goal", Goal::WORDS);
    add("ask", Ask::WORDS);
    add("kind", Kind::WORDS);
    add("touch", TouchKind::WORDS);
    add("follow-up", FollowUpKind::WORDS);
    add("family", Family::WORDS);
    add("severity", Severity::WORDS);
    add("status", &["open", "won", "lost"]);
    add("search-deal", &["open", "won", "lost"]);
    add("page", &["funnel", "handoff", "spend", "losses", "attribution"]);
    add("change", &["better", "worse", "unclear"]);
    add("chart-col", &["open", "won", "lost"]);
    add(
        "subject",
        &["reach", "funnel", "handoff", "sales", "money", "customers"],
    );
    add("source", &["kaplan-meier", "aalen-johansen", "wilson"]);
    for which in ["none", "there", "here", "both"] {
        add(&format!("found-beside-{which}"), &["marketing", "sales"]);
    }
    for rule in registry() {
        add(&format!("rule-{}", rule.id), &Rule::PARTS);
    }
    for model in &MODELS {
        add(&format!("model-{}", model.id), &Model::PARTS);
    }
    for words in both() {
        for key in &keys {
            assert!(words.has(key), "`{key}` in {words:?}");
        }
    }
    // Making the registry says every message of it; a missing one panics here.
    for language in ["en", "de"] {
        let text = format!("title = \"T\"\nlanguage = \"{language}\"\n");
        let settings = crate::settings::read("site.toml", &text).0.unwrap();
        for metric in crate::metrics::registry::registry(&settings) {
            for text in [&metric.name, &metric.definition, &metric.formula] {
                assert!(!text.contains("{$"), "{}: {text}", metric.id);
            }
        }
    }
}

#[test]
fn plurals_choose_their_form() {
    assert_eq!(
        written(|w| say!(w, "week-lead", new = 0, handed = 1, won = 0, lost = 2, date = "X")),
        [
            "No deal came in, 1 was handed over, none won and 2 lost in the seven days to X.",
            "Kein Deal kam hinzu, 1 wurde übergeben, keiner gewonnen und 2 verloren in den sieben Tagen bis zum X."
        ]
    );
    assert_eq!(
        written(|w| say!(w, "findings-lead-calm", n = 1, muted = 0)),
        ["1 finding, none of them urgent.", "1 Befund, keiner davon dringend."]
    );
}

#[test]
fn no_headline_names_a_method() {
    for (language, text) in [("en", EN), ("de", DE)] {
        for line in text.lines().filter(|l| l.contains("-title")) {
            for method in ["Wilson", "Kaplan", "Aalen", "Markov", "Shapley", "Newcombe"] {
                assert!(!line.contains(method), "{language}: {line}");
            }
        }
    }
}
