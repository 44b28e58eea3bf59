//! The estimates beside those of other programs: lifelines, statsmodels, and exact fractions where
//! lifelines has no value. `survival/survival.py` wrote `survival/survival.json` and says which values
//! come from which; the versions are in the file. Nothing here needs Python.

use funnelbook::metrics::estimate::{
    CurvePoint, Ending, Histogram, Z95, cumulative_incidence, kaplan_meier_median, newcombe, timed, wilson, within,
};
use serde_json::Value;

/// The fixture.
fn fixture() -> Value {
    let fixture: Value = serde_json::from_str(include_str!("survival/survival.json")).unwrap();
    for package in ["lifelines", "statsmodels"] {
        assert!(fixture["versions"][package].is_string(), "{package} is named");
    }
    fixture
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key}"))
}

fn name(case: &Value) -> &str {
    case["name"].as_str().unwrap()
}

fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

/// The times of a case, filled in from the last to the first: the order must not matter.
fn times(case: &Value) -> Histogram {
    let mut times = Histogram::default();
    for row in list(case, "deals").iter().rev() {
        let ending = [Ending::Open, Ending::Converted, Ending::Lost][usize::try_from(whole(&row[1])).unwrap()];
        for _ in 0..whole(&row[2]) {
            times.add(timed(whole(&row[0]), ending));
        }
    }
    times.compact();
    times
}

/// What a curve says of a day: the last point not after it.
fn at(curve: &[CurvePoint], day: u64) -> (f64, Option<(f64, f64)>) {
    let point = curve.iter().rfind(|p| p.day <= day);
    point.map_or((0.0, None), |p| (p.value, p.interval))
}

fn close(got: f64, want: &Value, what: &str) {
    let want = want.as_f64().unwrap_or_else(|| panic!("{what}: {got}, not nothing"));
    assert!((got - want).abs() < 1e-11, "{what}: {got}, not {want}");
}

#[test]
fn the_cumulative_incidence_and_its_interval() {
    let (mut points, mut intervals, mut from_lifelines) = (0, 0, 0);
    for case in list(&fixture(), "incidence") {
        let curve = cumulative_incidence(&times(case));
        for point in list(case, "points") {
            let day = whole(&point["day"]);
            let what = format!("{}, day {day}", name(case));
            let (f, interval) = at(&curve, day);
            close(f, &point["f"], &what);
            points += 1;
            from_lifelines += usize::from(point["source"] == "lifelines");
            let Some((low, high)) = interval else {
                assert!(point["low"].is_null() && point["high"].is_null(), "{what}: no interval");
                continue;
            };
            close(low, &point["low"], &what);
            close(high, &point["high"], &what);
            // The variance, out of the upper end: high = F^exp(−z·√V / (F·|ln F|)).
            let variance = ((high.ln() / f.ln()).ln() * f * f.ln() / Z95).powi(2);
            let want = point["variance"].as_f64().unwrap();
            assert!(
                (variance - want).abs() < 1e-9 * want,
                "{what}: variance {variance}, not {want}"
            );
            intervals += 1;
        }
    }
    assert!(points > 100 && intervals > 90 && from_lifelines > 30);
}

/// F(N) has a value where the largest time is at least N, or nobody is censored at it.
#[test]
fn the_incidence_within_some_days() {
    let fixture = fixture();
    let mut told = [0; 2];
    for case in list(&fixture, "incidence") {
        let times = times(case);
        let deals = list(case, "deals");
        let last = deals.iter().map(|d| whole(&d[0])).max().unwrap();
        let censored = deals.iter().any(|d| whole(&d[0]) == last && whole(&d[1]) == 0);
        for point in list(case, "points") {
            let day = whole(&point["day"]);
            let what = format!("{} within {day} days", name(case));
            let got = within(&times, day);
            assert_eq!(got.is_some(), day <= last || !censored, "{what}");
            told[usize::from(got.is_some())] += 1;
            if let Some((f, interval)) = got {
                close(f, &point["f"], &what);
                assert_eq!(interval.is_some(), !point["low"].is_null(), "{what}");
            }
        }
    }
    assert!(told[0] > 2 && told[1] > 100, "{told:?}");
}

#[test]
fn the_median_of_times_with_some_censored() {
    let fixture = fixture();
    let mut none = 0;
    for case in list(&fixture, "median") {
        let median = kaplan_meier_median(&times(case));
        assert_eq!(median, case["median"].as_u64(), "{}", name(case));
        none += usize::from(median.is_none());
    }
    assert!(none > 1 && list(&fixture, "median").len() > 3 * none);
}

#[test]
fn intervals_of_proportions() {
    let fixture = fixture();
    let count = |value: &Value| i128::from(whole(value));
    for row in list(&fixture, "wilson") {
        let (low, high) = wilson(count(&row[0]), count(&row[1])).unwrap();
        close(low, &row[2], &format!("low of {row}"));
        close(high, &row[3], &format!("high of {row}"));
    }
    for row in list(&fixture, "newcombe") {
        let (low, high) = newcombe(count(&row[0]), count(&row[1]), count(&row[2]), count(&row[3])).unwrap();
        close(low, &row[4], &format!("low of {row}"));
        close(high, &row[5], &format!("high of {row}"));
    }
    // The vectors of the specification, to the fifteenth digit.
    for (k, low, high) in [
        (0, 0.0, 0.277_532_799_862_889),
        (1, 0.017_876_213_095_072_9, 0.404_150_026_795_239),
        (5, 0.236_593_090_512_564, 0.763_406_909_487_436),
        (10, 0.722_467_200_137_111, 1.0),
    ] {
        let (l, h) = wilson(k, 10).unwrap();
        assert!(
            (l - low).abs() < 1e-14 && (h - high).abs() < 1e-14,
            "{k} of 10: {l} {h}"
        );
    }
}
