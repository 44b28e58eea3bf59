//! Small ledgers for tests, read from YAML by the crate's own readers.

use std::sync::Arc;

use proptest::test_runner::{Config, RngSeed};

use crate::ledger::Ledger;
use crate::model::Day;
use crate::{content, settings};

/// The ledger of a site in euros with these lines of settings, campaigns and deals (YAML lists), on a day.
pub(super) fn ledger(lines: &str, campaigns: &str, deals: &str, as_of: &str) -> Ledger {
    ledger_with_costs(lines, campaigns, deals, "", as_of)
}

/// The same with costs beside the campaigns (a YAML mapping by month).
pub(super) fn ledger_with_costs(lines: &str, campaigns: &str, deals: &str, costs: &str, as_of: &str) -> Ledger {
    let folder = tempfile::tempdir().unwrap();
    if !costs.is_empty() {
        std::fs::create_dir_all(folder.path().join("content")).unwrap();
        std::fs::write(folder.path().join("content/costs.yaml"), costs).unwrap();
    }
    for (path, text) in [("campaigns", campaigns), ("deals", deals)] {
        let path = folder.path().join("content").join(path);
        std::fs::create_dir_all(&path).unwrap();
        if !text.is_empty() {
            std::fs::write(path.join("all.yaml"), text).unwrap();
        }
    }
    let (settings, problems) = settings::read("site.toml", &format!("title = \"T\"\n{lines}"));
    assert!(problems.is_empty(), "{problems:?}");
    let settings = settings.unwrap();
    let (content, problems) = content::read(folder.path(), &settings);
    assert!(problems.is_empty(), "{problems:?}");
    Ledger::build(&Arc::new(content), &Arc::new(settings), Day::parse(as_of).unwrap())
}

/// As many cases of a property, the same ones every time unless a seed is given.
pub(super) fn cases(cases: u32) -> Config {
    let default = Config::default();
    let rng_seed = match default.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_261_125),
        given @ RngSeed::Fixed(_) => given,
    };
    Config {
        cases,
        failure_persistence: None,
        rng_seed,
        ..default
    }
}
