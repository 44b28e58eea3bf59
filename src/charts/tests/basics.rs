//! The parts that charts are made of.

use super::super::{
    axis::{Scale, thin},
    markup::{escape, number},
    place::{Flag, GAP, Hang, flags, spread},
    text::{Weight, fit, width},
};

#[test]
fn text_is_escaped_and_loses_what_xml_forbids() {
    assert_eq!(escape("plain – ß 線"), "plain – ß 線");
    assert_eq!(escape("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    assert_eq!(escape("a\u{0}b\u{1b}c\u{fffe}d\u{7f}e\tf"), "abcde\tf");
}

#[test]
fn numbers_have_two_decimals_at_most_and_no_minus_zero() {
    for (value, printed) in [
        (0.0, "0"),
        (-0.0, "0"),
        (-0.001, "0"),
        (1.0, "1"),
        (100.0, "100"),
        (1.005, "1"),
        (2.5, "2.5"),
        (-3.456, "-3.46"),
        (f64::NAN, "0"),
        (f64::INFINITY, "0"),
    ] {
        assert_eq!(number(value), printed);
    }
}

/// Measured with `getComputedTextLength` in Chromium with Public Sans from the npm package
/// `@fontsource-variable/public-sans` 5.3.0 and `font-variant-numeric: tabular-nums`.
const MEASURED: [(&str, f64, Weight, f64); 17] = [
    ("Marketing qualified", 13.0, Weight::Regular, 117.8),
    ("Marketing qualified", 13.0, Weight::Bold, 120.63),
    ("1,390", 13.0, Weight::Regular, 40.31),
    ("1,390", 13.0, Weight::Bold, 40.31),
    ("33% of previous · 12% of first", 13.0, Weight::Regular, 182.02),
    ("33% of previous · 12% of first", 13.0, Weight::Bold, 184.64),
    ("2025-spring-webinar", 13.0, Weight::Regular, 132.02),
    ("2025-spring-webinar", 100.0, Weight::Regular, 1015.41),
    ("WWW mmm", 13.0, Weight::Regular, 74.36),
    ("illicit", 13.0, Weight::Regular, 29.41),
    ("illicit", 13.0, Weight::Bold, 30.81),
    ("Société Générale", 13.0, Weight::Regular, 103.42),
    ("Société Générale", 13.0, Weight::Bold, 105.66),
    ("€1,200.50", 13.0, Weight::Bold, 71.52),
    ("sales takes over", 13.0, Weight::Regular, 96.56),
    ("sales takes over", 100.0, Weight::Regular, 742.7),
    ("“won” … 12 − 3", 13.0, Weight::Bold, 95.06),
];

#[test]
fn widths_agree_with_a_browser() {
    for (text, size, weight, measured) in MEASURED {
        let ours = width(text, size, weight);
        // Kerning makes the browser's text narrower; ours may be wider by 2 % but not narrower.
        assert!(
            ours >= measured * 0.995 && ours <= measured * 1.02 + 0.3,
            "{text} at {size}: {ours} instead of {measured}"
        );
    }
}

#[test]
fn other_scripts_have_a_width() {
    assert!((width("線上", 10.0, Weight::Regular) - 20.0).abs() < 1e-9);
    assert!((width("🎉", 10.0, Weight::Bold) - 10.0).abs() < 1e-9);
    assert!((width("Ж", 10.0, Weight::Bold) - 7.0).abs() < 1e-9);
    assert!(width("e\u{301}\u{200d}", 10.0, Weight::Regular) < 6.0);
}

#[test]
fn text_is_shortened_on_a_character() {
    let fitted = |max| fit("Köln 🎉 Messe", max, 13.0, Weight::Regular);
    assert_eq!(fitted(500.0), "Köln 🎉 Messe");
    assert_eq!(fitted(0.0), "");
    assert_eq!(fitted(-5.0), "");
    for max in 0..120 {
        let text = fitted(f64::from(max));
        assert!(width(&text, 13.0, Weight::Regular) <= f64::from(max));
        assert!(text.is_empty() || text.ends_with('…') || text == "Köln 🎉 Messe");
    }
}

fn plain(value: f64) -> String {
    value.to_string()
}

#[test]
fn scales_begin_at_zero_and_end_at_a_round_value() {
    let scale = Scale::over([37.0, 12.0], 5, &plain);
    assert_eq!(scale.ticks, [0.0, 10.0, 20.0, 30.0, 40.0]);
    let scale = Scale::over([0.29, 0.1], 5, &plain);
    assert_eq!(scale.ticks, [0.0, 0.1, 0.2, 0.3]);
    let scale = Scale::over([-7.0, 12.0], 5, &plain);
    assert!(scale.low <= -7.0 && scale.high >= 12.0 && scale.ticks.contains(&0.0));
}

#[test]
fn scales_bear_any_values() {
    for values in [
        vec![],
        vec![0.0],
        vec![f64::NAN, f64::INFINITY],
        vec![1e300, -1e300],
        vec![f64::MIN_POSITIVE],
        vec![1e12],
        vec![-5.0],
    ] {
        let scale = Scale::over(values.clone(), 5, &plain);
        assert!(scale.low < scale.high, "{values:?}");
        assert!((2..=12).contains(&scale.ticks.len()), "{values:?}");
        assert!(scale.ticks.iter().all(|tick| tick.is_finite()));
    }
}

#[test]
fn ticks_have_different_labels() {
    let whole = |value: f64| format!("{value:.0}");
    let scale = Scale::over([2.0], 8, &whole);
    let labels: Vec<String> = scale.ticks.iter().map(|&tick| whole(tick)).collect();
    assert_eq!(labels, ["0", "1", "2"]);
}

#[test]
fn thinned_labels_stay_apart_and_keep_the_last() {
    assert!(thin(&[], 10.0).is_empty());
    let spans: Vec<(f64, f64)> = (0..60)
        .map(|i| (f64::from(i) * 9.0, f64::from(i) * 9.0 + 30.0))
        .collect();
    let shown = thin(&spans, 10.0);
    assert!(shown[59]);
    let kept: Vec<(f64, f64)> = spans.iter().zip(&shown).filter(|(_, s)| **s).map(|(s, _)| *s).collect();
    assert!(kept.len() > 8);
    assert!(kept.windows(2).all(|pair| pair[1].0 >= pair[0].1 + 10.0));
}

#[test]
fn flags_meet_neither_flags_nor_lines() {
    let hung: Vec<Flag> = (0..24)
        .map(|i| Flag {
            x: f64::from((i * 37) % 300) + 5.0,
            width: 30.0 + f64::from((i * 13) % 50),
            first: i % 5 == 0,
        })
        .collect();
    let spots = flags(&hung, (0.0, 320.0), 6);
    let placed: Vec<(f64, usize, f64, f64)> = hung
        .iter()
        .zip(&spots)
        .filter_map(|(flag, spot)| {
            let spot = (*spot)?;
            let left = match spot.hang {
                Hang::Right => flag.x + GAP,
                Hang::Left => flag.x - GAP - flag.width,
            };
            Some((flag.x, spot.lane, left, left + flag.width))
        })
        .collect();
    assert!(placed.len() >= 6, "{}", placed.len());
    for (index, a) in placed.iter().enumerate() {
        assert!(a.2 >= 0.0 && a.3 <= 320.0);
        for (other, b) in placed.iter().enumerate() {
            if index == other {
                continue;
            }
            assert!(a.1 != b.1 || a.3 <= b.2 || b.3 <= a.2, "labels meet");
            let crosses = a.0 > b.2 && a.0 < b.3;
            assert!(a.1 < b.1 || !crosses, "a line crosses a label");
        }
    }
}

/// Left and right end of a label, its line and its lane.
type Hung = (f64, f64, f64, usize);

/// Whether two flags cannot stand together, from the rules in words: labels with their lines keep a gap in a
/// lane, and no line passes within 3 pixels of a label on its way up.
fn clash(a: &Hung, b: &Hung) -> bool {
    let span = |f: &Hung| (f.0.min(f.2), f.1.max(f.2));
    let ((a0, a1), (b0, b1)) = (span(a), span(b));
    let crosses = |line: &Hung, label: &Hung| line.3 >= label.3 && line.2 > label.0 - 3.0 && line.2 < label.1 + 3.0;
    (a.3 == b.3 && a1 + GAP > b0 && b1 + GAP > a0) || crosses(a, b) || crosses(b, a)
}

/// The fewest that must be left out, by trying everything.
fn fewest(hung: &[Flag], placed: &mut Vec<Hung>, left_out: usize, best: usize) -> usize {
    let Some((flag, rest)) = hung.split_first() else {
        return left_out.min(best);
    };
    let mut best = best;
    for lane in 0..3 {
        for left in [flag.x + GAP, flag.x - GAP - flag.width] {
            let own = (left, left + flag.width, flag.x, lane);
            if best > left_out && own.0 >= 0.0 && own.1 <= 300.0 && !placed.iter().any(|p| clash(p, &own)) {
                placed.push(own);
                best = fewest(rest, placed, left_out, best);
                placed.pop();
            }
        }
    }
    if left_out + 1 < best {
        best = fewest(rest, placed, left_out + 1, best);
    }
    best
}

#[test]
fn no_flag_is_left_out_that_has_a_place() {
    for seed in 0..40 {
        let dice = &mut super::samples::Dice(seed);
        let hung: Vec<Flag> = (0..6)
            .map(|_| Flag {
                x: dice.below(300) as f64,
                width: 30.0 + dice.below(70) as f64,
                first: false,
            })
            .collect();
        let spots = flags(&hung, (0.0, 300.0), 3);
        let left_out = spots.iter().filter(|spot| spot.is_none()).count();
        assert_eq!(left_out, fewest(&hung, &mut Vec::new(), 0, 7), "{seed}");
    }
}

#[test]
fn spreading_keeps_order_and_limits() {
    let wanted = [(10.0, 16.0), (12.0, 16.0), (11.0, 16.0), (95.0, 16.0)];
    let at = spread(&wanted, 2.0, (0.0, 100.0));
    assert!(at[0] < at[2] && at[2] < at[1] && at[1] < at[3]);
    assert!(at.iter().all(|&y| (0.0..=84.0).contains(&y)));
    let mut sorted = at.clone();
    sorted.sort_by(f64::total_cmp);
    assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 17.99));
    assert!(spread(&[], 2.0, (0.0, 1.0)).is_empty());
}
