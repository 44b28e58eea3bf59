//! Two small playbooks whose numbers are worked with pencil and paper in `worked/README.md`: the program
//! builds them, and every row that is stated by hand in `worked/expected*.csv` must be in its data files
//! exactly as stated. Nothing in those files comes from the program's output.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

fn worked() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked")
}

/// Builds a playbook beside the expectations, some with another day than its own.
fn build(name: &str, more: &[&str]) -> TempDir {
    let output = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["build", "--quiet", "--root"])
        .arg(worked().join(name))
        .arg("--output")
        .arg(output.path().join("site"))
        .args(more)
        .env_remove("GITHUB_ACTIONS")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    output
}

static SITE: LazyLock<TempDir> = LazyLock::new(|| build("site", &[]));

fn data(site: &TempDir, file: &str) -> PathBuf {
    site.path().join("site/data").join(file)
}

type Row = BTreeMap<String, String>;

/// The rows of a table, each by its columns' names.
fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let named = |row: csv::StringRecord| columns.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|r| named(r.unwrap())).collect()
}

/// The values of some columns, in one line.
fn line<'c>(row: &Row, columns: impl IntoIterator<Item = &'c str>) -> String {
    columns
        .into_iter()
        .map(|c| row[c].as_str())
        .collect::<Vec<_>>()
        .join(",")
}

/// Every row of `expected` must be in the file, found by its first `keys` columns; at least `least` rows are stated.
fn compare(site: &TempDir, file: &str, expected: &str, keys: usize, least: usize) {
    let expected_path = worked().join(expected);
    let header = fs::read_to_string(&expected_path).unwrap();
    let columns: Vec<&str> = header.lines().next().unwrap().split(',').collect();
    let found: BTreeMap<String, Row> = rows(&data(site, file))
        .into_iter()
        .map(|row| (line(&row, columns[..keys].iter().copied()), row))
        .collect();
    let stated = rows(&expected_path);
    assert!(stated.len() >= least, "{expected} states {} rows", stated.len());
    let mut wrong = Vec::new();
    for want in &stated {
        let key = line(want, columns[..keys].iter().copied());
        let want = line(want, columns.iter().copied());
        let got = found.get(&key).map(|row| line(row, columns.iter().copied()));
        if got.as_ref() != Some(&want) {
            let got = got.as_deref().unwrap_or("there is no such row");
            wrong.push(format!("by hand {want}\nprogram {got}"));
        }
    }
    assert!(wrong.is_empty(), "{file}\n{}", wrong.join("\n"));
}

#[test]
fn metrics() {
    compare(&SITE, "metrics.csv", "expected.csv", 4, 110);
    // Every metric that there is has been worked for the quarter.
    let of_quarter = |path: &Path| -> BTreeSet<String> {
        let whole = |row: &&Row| row["period"] == "2026-Q1" && row["dimension"] == "all";
        rows(path).iter().filter(whole).map(|r| r["metric"].clone()).collect()
    };
    assert_eq!(
        of_quarter(&worked().join("expected.csv")),
        of_quarter(&data(&SITE, "metrics.csv"))
    );
}

#[test]
fn the_funnel() {
    compare(&SITE, "funnel.csv", "expected-funnel.csv", 3, 6);
    let quarter = rows(&data(&SITE, "funnel.csv"));
    assert_eq!(quarter.iter().filter(|r| r["period"] == "2026-Q1").count(), 6);
}

#[test]
fn attribution() {
    compare(&SITE, "attribution.csv", "expected-attribution.csv", 4, 60);
    // Nobody else has credit in the two quarters.
    let of_quarters = |path: &Path| rows(path).iter().filter(|r| r["period"].starts_with("2026-Q")).count();
    assert_eq!(
        of_quarters(&data(&SITE, "attribution.csv")),
        of_quarters(&worked().join("expected-attribution.csv"))
    );
}

#[test]
fn campaigns() {
    compare(&SITE, "campaigns.csv", "expected-campaigns.csv", 1, 3);
}

#[test]
fn the_forecast() {
    let site = build("forecast", &[]);
    compare(&site, "forecast.csv", "expected-forecast.csv", 1, 2);
    assert_eq!(rows(&data(&site, "forecast.csv")).len(), 2);
    // With nine deals no chance is known ("empty where fewer than 20 deals were"), and of the open ones nothing is said.
    let months = rows(&data(&SITE, "forecast.csv"));
    let said: Vec<String> = months
        .iter()
        .map(|m| line(m, ["month", "deals", "expected", "low", "high"]))
        .collect();
    assert_eq!(said, ["2026-04,0,,,", "2026-05,0,,,", "2026-06,0,,,"]);
}

#[test]
fn cohorts_by_age() {
    let columns = ["cohort", "entered", "days", "won", "share", "complete"];
    let said = |site: &TempDir| -> Vec<String> {
        let rows = rows(&data(site, "charts/cohorts.csv"));
        rows.iter().map(|row| line(row, columns)).collect()
    };
    // On day 105 the first of the quarter's deals can be 90 days old and not 120; those of its last day are 15.
    assert_eq!(
        said(&SITE),
        [
            "2026-Q1,8,30,1,0.125000,false",
            "2026-Q1,8,60,3,0.375000,false",
            "2026-Q1,8,90,3,0.375000,false"
        ]
    );
    // On 29 June, day 180, deals of 31 March, day 90, are just 90 days old, and of 1 January 179.
    let later = build("forecast", &["--as-of", "2026-06-29"]);
    assert_eq!(
        said(&later),
        [
            "2026-Q1,20,30,10,0.500000,true",
            "2026-Q1,20,60,12,0.600000,true",
            "2026-Q1,20,90,12,0.600000,true",
            "2026-Q1,20,120,12,0.600000,false",
            "2026-Q1,20,150,12,0.600000,false"
        ]
    );
}

#[test]
fn findings() {
    let text = fs::read(data(&SITE, "findings.json")).unwrap();
    let found: Vec<serde_json::Value> = serde_json::from_slice(&text).unwrap();
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let said = |f: &serde_json::Value| {
        let records: Vec<String> = f["records"].as_array().unwrap().iter().map(word).collect();
        let heads = ["rule", "severity", "date", "at_stake"].map(|k| word(&f[k]));
        format!("{},{}", heads.join(","), records.join(" "))
    };
    let got: BTreeSet<String> = found.iter().map(said).collect();
    let columns = ["rule", "severity", "date", "at_stake", "records"];
    let stated = rows(&worked().join("expected-findings.csv"));
    let want: BTreeSet<String> = stated.iter().map(|row| line(row, columns)).collect();
    assert_eq!(got, want);
}
