//! A Markdown page: front matter, components, links. One in 64 goes through a whole build, whose pages have to
//! hold together.
#![no_main]

use std::cell::OnceCell;

use funnelbook::pages::markdown::{Call, Renderer};
use funnelbook::settings::Language;
use funnelbook::words::Words;
use funnelbook_fuzz::{Folder, everything, invariants, rendered, say};
use libfuzzer_sys::fuzz_target;

const SETTINGS: &str = "title = \"T\"\n[pages]\ndeals = \"none\"\n";
const FILE: &str = "content/page.md";

thread_local! {
    static WORDS: Words = Words::of(Language::En);
    static FOLDER: OnceCell<Folder> = const { OnceCell::new() };
}

/// In the place of the theme's components: what they would be given is what matters here.
fn component(call: &Call) -> Result<String, String> {
    match call.name.as_str() {
        "metric" => Ok(format!("<b>{}</b>", call.arguments.len())),
        "chart" | "table" => Ok("<figure></figure>".to_owned()),
        other => Err(format!("no component `{other}`")),
    }
}

fuzz_target!(|input: &[u8]| {
    let whole = input
        .iter()
        .fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte))
        % 64
        == 0;
    FOLDER.with(|folder| {
        let folder = folder.get_or_init(Folder::new);
        folder.write(FILE, input);
        folder.write("content/other.md", "# Other\n\n## Part\n");
        if whole {
            let built = everything(folder.root(), SETTINGS).and_then(|(site, _)| rendered(site));
            if let Some(site) = built {
                invariants::check(&site);
            }
            return;
        }
        let (_, content, problems) = funnelbook_fuzz::content_of(folder.root(), SETTINGS);
        say(folder.root(), &problems);
        let Some(page) = content.pages.iter().find(|p| &*p.file == FILE) else {
            return;
        };
        let html = WORDS.with(|words| {
            let renderer = Renderer {
                words,
                raw_html: false,
                component: &component,
                resolve: &|address| {
                    let known = address.split('#').next() == Some("other.md");
                    known
                        .then(|| "other/index.html".to_owned())
                        .ok_or_else(|| format!("no {address}"))
                },
                file: Some((FILE, page.body_line)),
                title: &page.title,
                deeper: 0,
            };
            renderer.render(&page.body)
        });
        say(folder.root(), &html.problems);
    });
});
