//! Exports of CRMs. The first byte says by which preset, or by a mapping; then come the mapping, where there is
//! one, and the files, with lines of `%%` between them. What an import writes has to be good content, and
//! importing again changes nothing.
#![no_main]

use std::cell::OnceCell;

use funnelbook::import::mapping::{Mapping, Preset};
use funnelbook::import::plan::{self, Plan};
use funnelbook::import::records::{self, Context, Earlier};
use funnelbook::import::{columns, source, suggest, write};
use funnelbook::settings::Funnel;
use funnelbook_fuzz::{Folder, content_of, has_errors, say, today};
use libfuzzer_sys::{Corpus, fuzz_target};

const SETTINGS: &str = "title = \"T\"\ntime_zone = \"Europe/Berlin\"\n[rates]\nUSD = {\"1990-01-01\" = 0.9}\n";
const BETWEEN: &[u8] = b"\n%%\n";
const TEAM: &str = "- {id: ann, name: Ann, function: sales}\n";

thread_local! {
    static FOLDER: OnceCell<Folder> = const { OnceCell::new() };
}

/// The parts of an input.
fn parts(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while let Some(at) = bytes.windows(BETWEEN.len()).position(|w| w == BETWEEN) {
        parts.push(&bytes[..at]);
        bytes = &bytes[at + BETWEEN.len()..];
    }
    parts.push(bytes);
    parts
}

fn planned(folder: &Folder, mapping: &Mapping, files: &[&[u8]]) -> Option<Plan> {
    let (settings, content, problems) = content_of(folder.root(), SETTINGS);
    assert!(
        !has_errors(&problems),
        "what an import wrote is not good content: {problems:?}"
    );
    let mut tables = Vec::new();
    for bytes in files {
        let known = match source::read("export.csv", bytes, &mapping.reading) {
            Ok((table, found)) => {
                say(folder.root(), &found);
                columns::recognise(mapping, None, table)
            }
            Err(problem) => Err(problem),
        };
        match known {
            Ok(known) => tables.push(known),
            Err(problem) => say(folder.root(), &[problem]),
        }
    }
    if tables.is_empty() {
        return None;
    }
    let earlier = Earlier::new(&content, &mapping.contact_prefix);
    let context = Context {
        earlier: &earlier,
        settings: &settings,
        mapping,
        people: Some(&content.people),
        campaigns: &content.campaigns,
        as_of: today(),
    };
    let found = records::read(context, &tables);
    say(folder.root(), &found.problems);
    let plan = plan::plan(folder.root(), &settings, &content, &mapping.folder, found.deals);
    say(folder.root(), &plan.problems);
    Some(plan)
}

fuzz_target!(|input: &[u8]| -> Corpus {
    let Some((kind, rest)) = input.split_first() else {
        return Corpus::Reject;
    };
    let (funnel, mut files) = (Funnel::standard(), parts(rest));
    let (mapping, problems) = match kind % 4 {
        0 => Mapping::preset(Preset::Hubspot, &funnel),
        1 => Mapping::preset(Preset::Salesforce, &funnel),
        2 => {
            let text = files.remove(0);
            Mapping::read("import.toml", &String::from_utf8_lossy(text), None, &funnel)
        }
        // The mapping that is suggested for a file is one that can be read.
        _ => {
            let reading = &Mapping::preset(Preset::Hubspot, &funnel).0.reading;
            let Ok((table, _)) = source::read("export.csv", files[0], reading) else {
                return Corpus::Keep;
            };
            let (mapping, problems) = Mapping::read("import.toml", &suggest::suggest(&table, &funnel), None, &funnel);
            (mapping, problems)
        }
    };
    FOLDER.with(|folder| {
        let folder = folder.get_or_init(Folder::new);
        folder.remove("content");
        folder.write("content/team.yaml", TEAM);
        say(folder.root(), &problems);
        if has_errors(&problems) {
            return;
        }
        let Some(plan) = planned(folder, &mapping, &files) else {
            return;
        };
        write::write(folder.root(), &plan.files).expect("what was planned can be written");
        let again = planned(folder, &mapping, &files).expect("the same files");
        let changed: Vec<_> = again.changed.iter().map(|c| (&c.id, &c.what)).collect();
        assert!(
            again.files.is_empty(),
            "importing again changes {changed:?}, adds {:?}",
            again.added
        );
    });
    Corpus::Keep
});
