//! What CLDR says of both languages, and that their files say the same things.

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
fn dates_and_lists() {
    let day = Day::from_civil(jiff::civil::date(2026, 9, 30));
    // dateFormats, long and medium; availableFormats, MMMd and yMMMM.
    assert_eq!(written(|w| w.date(day)), ["30 September 2026", "30. September 2026"]);
    assert_eq!(written(|w| w.short_date(day)), ["30 Sep 2026", "30.09.2026"]);
    assert_eq!(written(|w| w.day_month(day)), ["30 Sep", "30. Sept."]);
    assert_eq!(written(|w| w.month(day.month())), ["September 2026", "September 2026"]);
    assert_eq!(written(|w| w.short_month(day.month())), ["Sep ’26", "Sep ’26"]);
    // listPatterns, standard.
    let list = ["a", "b", "c"].map(str::to_owned);
    assert_eq!(written(|w| w.list(&list)), ["a, b and c", "a, b und c"]);
}
