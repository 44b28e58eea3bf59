//! YAML of every kind of content. The first byte says which, the rest is the file.
#![no_main]

use std::cell::OnceCell;

use funnelbook_fuzz::{Folder, everything};
use libfuzzer_sys::fuzz_target;

const SETTINGS: &str = "title = \"T\"\n[rates]\nUSD = {\"1990-01-01\" = 0.9}\nJPY = {\"1990-01-01\" = \"0.006\"}\n";

const FILES: [&str; 6] = [
    "content/deals/a.yaml",
    "content/campaigns/a.yaml",
    "content/team.yaml",
    "content/costs.yaml",
    "content/events.yaml",
    "content/decisions.yaml",
];

/// What the attacked file speaks of: a deal, a campaign and a person.
const OTHERS: [(&str, &str); 3] = [
    (
        "content/deals/b.yaml",
        "account: B\nowner: ann\namount: 10\nsource: ads\nstages: {lead: 2026-01-01, mql: 2026-01-05, won: 2026-03-01}\n",
    ),
    (
        "content/campaigns/b.yaml",
        "id: ads\nname: Ads\nfunction: marketing\nchannel: search\ngoal: attract\nstarts: 2026-01-01\nspend: {2026-01: 5}\n",
    ),
    (
        "content/team.yaml",
        "- {id: ann, name: Ann, function: sales, quota: {2026-Q1: 9}}\n",
    ),
];

thread_local! {
    static FOLDER: OnceCell<Folder> = const { OnceCell::new() };
}

fuzz_target!(|input: &[u8]| {
    let Some((kind, text)) = input.split_first() else {
        return;
    };
    let file = FILES[usize::from(*kind) % FILES.len()];
    FOLDER.with(|folder| {
        let folder = folder.get_or_init(Folder::new);
        folder.remove("content");
        for (path, text) in OTHERS {
            folder.write(path, text);
        }
        folder.write(file, text);
        drop(everything(folder.root(), SETTINGS).expect("good settings"));
    });
});
