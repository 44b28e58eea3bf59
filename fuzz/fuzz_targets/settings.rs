//! site.toml, with a little content that its stages, rates and targets are used on.
#![no_main]

use std::cell::OnceCell;

use funnelbook_fuzz::{Folder, everything};
use libfuzzer_sys::fuzz_target;

/// Content that is good with the default settings and may be anything with others.
const CONTENT: [(&str, &str); 3] = [
    (
        "content/deals/a.yaml",
        "- {id: a, account: A, owner: ann, amount: 10 USD, source: ads, stages: {lead: 2026-01-01, mql: 2026-01-05T10:00, sql: 2026-01-06T09:00, won: 2026-03-01}}\n\
         - {id: b, account: B, amount: 99.50, stages: {lead: 2026-02-01, mql: 2026-02-02}, lost: {on: 2026-04-01, reason: price}, touches: [{on: 2026-02-02, campaign: ads}, {on: 2026-02-04T10:00, kind: call}]}\n\
         - {id: c, account: C, stages: [{stage: lead, on: 2026-05-01}, {stage: opportunity, on: 2026-06-01}]}\n",
    ),
    (
        "content/campaigns/a.yaml",
        "{id: ads, name: Ads, function: marketing, channel: search, goal: attract, starts: 2026-01-01, budget: 50, spend: {2026-01: 5, 2026-02: 7.5}}\n",
    ),
    ("content/costs.yaml", "{2026-01: {shared: 10.01, sales: 3}}\n"),
];

thread_local! {
    static FOLDER: OnceCell<Folder> = const { OnceCell::new() };
}

fuzz_target!(|input: &[u8]| {
    FOLDER.with(|folder| {
        let folder = folder.get_or_init(|| {
            let folder = Folder::new();
            for (path, text) in CONTENT {
                folder.write(path, text);
            }
            folder
        });
        folder.write("site.toml", input);
        if let Ok(text) = std::str::from_utf8(input) {
            drop(everything(folder.root(), text));
        }
    });
});
