//! A whole playbook, from files to pages in memory, and what has to hold of every site.
#![no_main]

use std::cell::OnceCell;

use funnelbook_fuzz::random::Playbook;
use funnelbook_fuzz::{Folder, everything, invariants, rendered};
use libfuzzer_sys::fuzz_target;

thread_local! {
    static FOLDER: OnceCell<Folder> = const { OnceCell::new() };
}

fuzz_target!(|playbook: Playbook| {
    FOLDER.with(|folder| {
        let folder = folder.get_or_init(Folder::new);
        folder.remove("content");
        let settings = playbook.settings();
        folder.write("site.toml", &settings);
        for (path, text) in playbook.content() {
            folder.write(&path, text);
        }
        // Records with errors are left out, as `--bad-records leave-out` does; pages with errors stop the site.
        let build = || rendered(everything(folder.root(), &settings).expect("good settings").0);
        let site = build().or_else(|| {
            folder.remove("content/playbook");
            build()
        });
        if let Some(site) = site {
            invariants::check(&site);
        }
    });
});
