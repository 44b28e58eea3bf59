use super::*;

fn histogram(rows: &[(u64, Ending, u32)]) -> Histogram {
    let mut h = Histogram::default();
    for (time, ending, n) in rows {
        for _ in 0..*n {
            h.add(timed(*time, *ending));
        }
    }
    h.compact();
    h
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    /// Few keys or many, near or far, alone or merged: what was counted is what is there.
    #[test]
    fn histograms_count(
        parts in proptest::collection::vec((0u64..6000, 1u64..1999, 1usize..700, proptest::bool::ANY), 1..8)
    ) {
        let mut expected = std::collections::BTreeMap::new();
        let mut all = Histogram::default();
        for (step, keys, n, far) in parts {
            let mut part = Histogram::default();
            for i in 0..n as u64 {
                let key = if far && i % 7 == 0 { i << 40 } else { i * step % keys };
                part.add(key);
                *expected.entry(key).or_insert(0) += 1;
            }
            if step % 2 == 0 {
                part.compact();
            }
            all.merge(&part);
        }
        all.compact();
        proptest::prop_assert_eq!(all.entries(), expected.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn many_of_few_keys_merge_as_few_of_many_do() {
    let mut many = Histogram::default();
    for key in [0, 2, 5].repeat(300) {
        many.add(key);
    }
    assert!(!many.counts.is_empty(), "they are counted by key");
    let mut few = Histogram::default();
    few.add(2);
    few.add(9);
    for (mut all, other) in [(few.clone(), many.clone()), (many, few)] {
        all.merge(&other);
        all.compact();
        assert_eq!(all.entries(), [(0, 300), (2, 301), (5, 300), (9, 1)]);
    }
}

#[test]
fn what_was_cleared_counts_from_nothing() {
    let mut h = Histogram::default();
    for key in [0, 2, 5].repeat(300) {
        h.add(key);
    }
    h.clear();
    h.add(7);
    h.compact();
    assert_eq!(h.entries(), [(7, 1)]);
}

#[test]
fn wilson_agrees_with_the_published_vectors() {
    // statsmodels 0.14 proportion_confint(k, n, method="wilson").
    let vectors = [
        (0, 10, 0.0, 0.277_532_799_862_889),
        (1, 10, 0.017_876_213_095_072_9, 0.404_150_026_795_239),
        (5, 10, 0.236_593_090_512_564, 0.763_406_909_487_436),
        (10, 10, 0.722_467_200_137_111, 1.0),
        (3, 20, 0.052_368_745_896_216_6, 0.360_418_864_740_757),
    ];
    for (k, n, low, high) in vectors {
        let (l, h) = wilson(k, n).unwrap();
        assert!((l - low).abs() < 1e-12 && (h - high).abs() < 1e-12, "{k}/{n}: {l} {h}");
    }
    assert_eq!(wilson(0, 0), None);
    // No part of a whole.
    assert_eq!(wilson(-1, 10), None);
    assert_eq!(wilson(11, 10), None);
}

#[test]
fn newcombe_agrees_with_the_paper() {
    // Newcombe 1998, table II, method 10, (a): 56/70 − 48/80 gives 0.0524 to 0.3339.
    let (low, high) = newcombe(56, 70, 48, 80).unwrap();
    assert!(
        (low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5,
        "{low} {high}"
    );
}

#[test]
fn incidence_by_hand() {
    // Five deals: converted on day 1, lost on day 2, open at day 2, converted on day 3, open at day 4.
    // F(1) = 1/5; S(1) = 4/5; day 2: n = 4, one lost: S = 3/5; day 3: n = 2: F = 1/5 + 3/5 · 1/2 = 1/2.
    use Ending::{Converted, Lost, Open};
    let h = histogram(&[
        (1, Converted, 1),
        (2, Lost, 1),
        (2, Open, 1),
        (3, Converted, 1),
        (4, Open, 1),
    ]);
    let curve = cumulative_incidence(&h);
    let f: Vec<f64> = curve.iter().map(|p| p.value).collect();
    for (got, want) in f.iter().zip([0.2, 0.2, 0.5, 0.5]) {
        assert!((got - want).abs() < 1e-12, "{f:?}");
    }
    assert_eq!(within(&h, 5), None, "the last one is censored before day 5");
    assert!((within(&h, 4).unwrap().0 - 0.5).abs() < 1e-12);
}

#[test]
fn survival_by_hand() {
    // Eight deals: on day 1 two converted and four lost, on day 2 one converted and one is open.
    // F(1) = 2/8, S(1) = 1 − 6/8; F(2) = 1/4 + 1/4 · 1/2, S(2) = 1/4 · 1/2.
    use Ending::{Converted, Lost, Open};
    let h = histogram(&[(1, Converted, 2), (1, Lost, 4), (2, Converted, 1), (2, Open, 1)]);
    let curve: Vec<(f64, f64)> = cumulative_incidence(&h).iter().map(|p| (p.value, p.survival)).collect();
    assert_eq!(curve, [(0.25, 0.25), (0.375, 0.125)], "binary fractions are exact");
}

#[test]
fn without_censoring_the_variance_is_the_binomial_one() {
    // With nobody censored F(k) is a plain proportion, and its variance p(1 − p)/n.
    use Ending::{Converted, Lost};
    let h = histogram(&[(1, Converted, 3), (2, Lost, 4), (5, Converted, 3)]);
    let p = cumulative_incidence(&h)[0];
    let (low, high) = log_log(0.3, 0.3 * 0.7 / 10.0).unwrap();
    let (l, u) = p.interval.unwrap();
    assert!((l - low).abs() < 1e-12 && (u - high).abs() < 1e-12, "{l} {u}");
}

#[test]
fn the_median_of_waiting_counts_the_unanswered() {
    use Ending::{Converted, Open};
    // 2 of 4 answered by hour 3, the others still waiting: S(3) = 1/2 exactly.
    assert_eq!(
        kaplan_meier_median(&histogram(&[(1, Converted, 1), (3, Converted, 1), (9, Open, 2)])),
        Some(3)
    );
    // 1/3 answered: never reached.
    assert_eq!(
        kaplan_meier_median(&histogram(&[(1, Converted, 1), (9, Open, 2)])),
        None
    );
    // 2/3 · 3/4 is one half exactly, which floats miss: 6 at risk, 2 answered, none censored, 4 left, 1 answered.
    assert_eq!(
        kaplan_meier_median(&histogram(&[(1, Converted, 2), (2, Converted, 1), (3, Open, 3)])),
        Some(2)
    );
}

#[test]
fn ranks_by_hand() {
    let mut h = Histogram::default();
    for x in [7, 1, 3, 10] {
        h.add(x);
    }
    h.compact();
    assert_eq!(h.median_halves(), Some(10), "the mean of 3 and 7");
    assert_eq!(h.percentile(90), Some(10));
    assert_eq!(h.percentile(75), Some(7));
}

#[test]
fn in_how_many_days_it_will_be_known() {
    use Ending::{Converted, Lost, Open};
    // The deal that is open for longest has been seen for 10 days.
    let h = histogram(&[(5, Converted, 1), (10, Open, 1)]);
    assert_eq!(known_in(&h, 30), Some(20));
    assert_eq!(known_in(&h, 10), None, "it is known");
    assert_eq!(known_in(&histogram(&[(10, Lost, 1)]), 30), None, "nobody is open");
    assert_eq!(known_in(&Histogram::default(), 30), None);
}

#[test]
fn what_was_lost_is_censored_in_the_median() {
    use Ending::{Converted, Lost};
    // S(1) = 2/3; one leaves on day 2; S(3) = 2/3 · 0.
    let h = histogram(&[(1, Converted, 1), (2, Lost, 1), (3, Converted, 1)]);
    assert_eq!(kaplan_meier_median(&h), Some(3));
}

#[test]
fn half_is_decided_exactly_after_censoring_too() {
    use Ending::{Converted, Open};
    // 4·10⁹ at risk, 10⁹ answered, one censored, then all but 2·10⁹ of 3·10⁹ − 1: S = 3/4 · 2·10⁹ / (3·10⁹ − 1),
    // which is above one half by less than floats are trusted for.
    let mut h = Histogram::default();
    for (time, ending, n) in [
        (1, Converted, 1_000_000_000),
        (2, Open, 1),
        (3, Converted, 999_999_999),
        (4, Open, 2_000_000_000),
    ] {
        h.add_some(timed(time, ending), n);
    }
    h.compact();
    assert_eq!(kaplan_meier_median(&h), None);
}
