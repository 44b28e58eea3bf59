//! The sites under test, built once by the real program, and the pages that stand for their kinds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use crate::server;

/// A page of every kind of the example, of deals and periods several.
pub(crate) const PAGES: [&str; 33] = [
    "",
    "404.html",
    "attribution/",
    "campaigns/",
    "campaigns/search-planning/",
    "deals/",
    "deals/page/2/",
    "deals/achterberg-schweisstechnik/",
    "deals/axopress/",
    "deals/brennan-weatherby-lighting/",
    "findings/",
    "forecast/",
    "funnel/",
    "handoff/",
    "losses/",
    "metrics/",
    "metrics/speed_to_lead_hours/",
    "metrics/win_rate/",
    "metrics/won_amount/",
    "needs/",
    "people/",
    "people/priya/",
    "periods/",
    "periods/2026-Q3/",
    "periods/2026-10/attribution/",
    "periods/2025/funnel/",
    "periods/all/spend/",
    "playbook/",
    "playbook/handoff/",
    "playbook/numbers/",
    "quality/",
    "spend/",
    "week/",
];

/// Where the gaps of real data show: the small playbook of one person, with what changed since two months before.
pub(crate) const SOLO_PAGES: [&str; 9] = [
    "",
    "campaigns/website/",
    "changes/",
    "deals/gort-hardware/",
    "funnel/",
    "handoff/",
    "metrics/win_rate/",
    "quality/",
    "week/",
];

/// A page of every kind of the example as everybody sees it, and one whose counts are small.
pub(crate) const PUBLIC_PAGES: [&str; 15] = [
    "",
    "404.html",
    "campaigns/",
    "campaigns/search-planning/",
    "findings/",
    "funnel/",
    "handoff/",
    "metrics/",
    "metrics/win_rate/",
    "periods/",
    "periods/2025-Q1/funnel/",
    "periods/2026/handoff/",
    "playbook/",
    "playbook/nurture/",
    "spend/",
];

/// The address of the example for the public, published under `/repo/`.
pub(crate) fn public_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| server::serve(public().to_owned(), "/repo/"))
}

/// The address of the repository's own playbook, published under `/repo/`.
pub(crate) fn example_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| server::serve(example().to_owned(), "/repo/"))
}

/// The address of the small playbook, published at a domain's root.
pub(crate) fn solo_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| server::serve(solo().to_owned(), "/"))
}

pub(crate) fn example() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| build(".", "example", &[]))
}

pub(crate) fn solo() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let before = solo_before();
        build("examples/solo", "solo", &["--since", before.to_str().unwrap()])
    })
}

/// The small playbook as it was two months before: a deal had not come, and another was won with another amount.
fn solo_before() -> PathBuf {
    let before = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser/solo-before");
    let _ = fs::remove_dir_all(&before);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/solo");
    for path in files(&root).iter().filter(|path| !path.ends_with("hazel-and-rye.yaml")) {
        let text = fs::read_to_string(root.join(path)).unwrap();
        let text = text.replace("as_of = \"2026-10-31\"", "as_of = \"2026-08-31\"");
        let text = text.replace("amount: 42500", "amount: 37500");
        fs::create_dir_all(before.join(path).parent().unwrap()).unwrap();
        fs::write(before.join(path), text).unwrap();
    }
    before
}

/// The example for the public.
pub(crate) fn public() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| build_for("public", ".", "public", &[]))
}

/// Builds the playbook at `root` of the repository for the team; gives the folder of the site.
pub(crate) fn build(root: &str, name: &str, more: &[&str]) -> PathBuf {
    build_for("team", root, name, more)
}

fn build_for(audience: &str, root: &str, name: &str, more: &[&str]) -> PathBuf {
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(name);
    let status = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--quiet", "--audience", audience, "--root", root, "--output"])
        .arg(&output)
        .args(more)
        .env_remove("GITHUB_ACTIONS")
        .env("FUNNELBOOK_SECRET", "correct horse battery staple")
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{root} does not build");
    output
}

/// Every file of a site, relative, with `/`.
pub(crate) fn files(site: &Path) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for entry in walkdir::WalkDir::new(site) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(site).unwrap();
            out.insert(path.to_str().unwrap().replace('\\', "/"));
        }
    }
    out
}

/// A page's kind: its folder, and whether it is the folder's own page or one of many below.
fn kind(page: &str) -> String {
    let parts: Vec<&str> = page
        .trim_end_matches("index.html")
        .trim_matches('/')
        .split('/')
        .collect();
    match parts[..] {
        ["periods", _, part] => format!("periods/*/{part}"),
        ["deals", "page", _] => "deals/page/*".to_owned(),
        [folder, _] => format!("{folder}/*"),
        _ => parts.join("/"),
    }
}

#[test]
fn a_page_of_every_kind_is_looked_at() {
    let files = files(example());
    let pages: BTreeSet<String> = files.iter().filter(|f| f.ends_with(".html")).map(|f| kind(f)).collect();
    let looked: BTreeSet<String> = PAGES.iter().map(|p| kind(p)).collect();
    let of_period = |kind: &String| kind.starts_with("periods/*/");
    let left_out: Vec<&String> = pages.difference(&looked).filter(|k| !of_period(k)).collect();
    assert!(left_out.is_empty(), "no page of these kinds is in PAGES: {left_out:?}");
    assert!(looked.iter().any(of_period));
    for page in PAGES {
        let file = if page.ends_with(".html") {
            page.to_owned()
        } else {
            format!("{page}index.html")
        };
        assert!(files.contains(&file), "{file} is not in the site");
    }
    assert!(fs::metadata(solo()).is_ok());
}
