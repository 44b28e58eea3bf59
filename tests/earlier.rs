//! Histories up to an earlier day are the same whether they are worked out from the records or from
//! those up to a later day.

use std::fs;
use std::sync::Arc;

use funnelbook::ledger::{Ledger, Members};
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

#[test]
fn earlier_histories_are_those_of_that_day() {
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
    let content = Arc::new(content);
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
