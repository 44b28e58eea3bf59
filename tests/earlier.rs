//! Histories up to an earlier day are the same whether they are worked out from the records or from
//! those up to a later day.

use std::fs;
use std::sync::Arc;

use funnelbook::ledger::{Ledger, Members};
use funnelbook::metrics::Report;
use funnelbook::model::Day;
use funnelbook::{content, demo, settings};

/// All that a ledger knows of its deals, in words.
fn told(ledger: &Ledger) -> Vec<String> {
    let name = |members: &Members, i: usize| members.name(i).to_owned();
    let stages = ledger.settings.funnel.len();
    let one = |i: usize| {
        let h = &ledger.deals[i];
        let days: Vec<_> = (0..stages)
            .map(|s| (ledger.reached(i, s), ledger.visited(i, s)))
            .collect();
        format!(
            "{} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {days:?} {:?} {:?}",
            ledger.record(h).id,
            (h.created, h.status, h.closed, h.closed_at, h.stage, h.latest_entry),
            (&h.returns, h.returned, h.handed_over, h.accepted),
            (h.amount, h.source, h.sourced_by, h.influenced),
            name(&ledger.channels, i),
            name(&ledger.campaigns, i),
            name(&ledger.owners, i),
            name(&ledger.segments, i),
            name(&ledger.regions, i),
            ledger.as_of,
            ledger.find(ledger.record(h).id.as_str()),
            ledger.all_touches(h),
            ledger.touches(h).count(),
        )
    };
    (0..ledger.deals.len()).map(one).collect()
}

/// A demo of 400 deals.
fn sample() -> (Arc<content::Content>, Arc<settings::Settings>) {
    let folder = tempfile::tempdir().unwrap();
    demo::write(&demo::Options { deals: 400, seed: 7 }, &mut |file| {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap())?;
        fs::write(path, file.text)
    })
    .unwrap();
    let text = fs::read_to_string(folder.path().join("site.toml")).unwrap();
    let settings = Arc::new(settings::read("site.toml", &text).0.unwrap());
    let (content, problems) = content::read(folder.path(), &settings);
    assert_eq!(problems, []);
    (Arc::new(content), settings)
}

#[test]
fn earlier_histories_are_those_of_that_day() {
    let (content, settings) = sample();
    let build = |day: Day| Ledger::build(&content, &settings, day);
    let now = build(Day::parse("2026-10-31").unwrap());
    let mut sizes = Vec::new();
    for days in [0, 7, 31, 92, 365, 600, 5000] {
        let then = now.as_of.plus(-days);
        let (worked_out, earlier) = (build(then), now.earlier(then));
        assert_eq!(told(&earlier), told(&worked_out), "{days} days before");
        sizes.push(earlier.deals.len());
    }
    // The days tried are no empty ones, but for the last.
    assert!(
        sizes.is_sorted_by(|a, b| a >= b) && sizes[5] > 0 && sizes[6] == 0,
        "{sizes:?}"
    );
}

/// The period before a running one at equal age is what a whole report of that day says of it.
#[test]
fn equal_age_is_what_was_known_on_that_day() {
    let (content, settings) = sample();
    let build = |day: Day| Report::compute(Arc::new(Ledger::build(&content, &settings, day)), 90);
    let mut compared = 0;
    for today in ["2026-10-30", "2026-08-12", "2026-03-30", "2025-05-05"] {
        let now = build(Day::parse(today).unwrap());
        for equal in now.equal_age() {
            let before = now.periods.find(&equal.before).unwrap();
            let then = build(before.first.plus(equal.days - 1));
            for metric in &now.registry {
                let said = equal.value(&now, &metric.id).unwrap();
                assert_eq!(
                    said,
                    then.value(&metric.id, &equal.before),
                    "{today} {} {}",
                    metric.id,
                    equal.before
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 500, "{compared}");
}
