//! A German site says nothing in English but what the team wrote.

mod folders;

use std::path::Path;
use std::process::Command;

use folders::copy;

/// Words that German does not have, in lower case as they stand in sentences.
const ENGLISH: [&str; 32] = [
    "the",
    "and",
    "of",
    "with",
    "that",
    "from",
    "were",
    "lost",
    "won",
    "not",
    "no",
    "for",
    "open",
    "is",
    "are",
    "which",
    "spend",
    "this",
    "deals",
    "campaigns",
    "days",
    "by",
    "to",
    "it",
    "its",
    "than",
    "most",
    "each",
    "have",
    "been",
    "done",
    "table",
];

/// Text as it is compared with what the team wrote: small letters, no hyphens.
fn plain(text: &str) -> String {
    text.to_lowercase().replace(['-', '\n'], " ")
}

/// Everything that the team wrote, in one text.
fn written(root: &Path) -> String {
    let mut all = std::fs::read_to_string(root.join("site.toml")).unwrap();
    for entry in walkdir::WalkDir::new(root.join("content"))
        .into_iter()
        .filter_map(Result::ok)
    {
        if let Ok(text) = std::fs::read_to_string(entry.path()) {
            all.push_str(&text);
        }
    }
    plain(&all)
}

fn unescaped(text: &str) -> String {
    let named = [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |t, (from, to)| t.replace(from, to))
}

/// What a page says: the text between tags, and attributes that are read aloud. Code stays out.
fn said(html: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut code = false;
    for part in html.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        code = if tag.starts_with("code") {
            true
        } else {
            code && tag != "/code"
        };
        if !code && !tag.starts_with("script") {
            out.push(unescaped(text));
        }
        for name in ["aria-label=\"", "title=\"", "placeholder=\""] {
            if let Some((_, rest)) = tag.split_once(name) {
                out.push(unescaped(rest.split('"').next().unwrap_or("")));
            }
        }
    }
    out
}

/// Parts of what a page says that have English words and are not the team's.
fn leftovers(html: &str, written: &str) -> Vec<String> {
    let mut found = Vec::new();
    for text in said(html) {
        // What a team wrote may follow a sentence of the theme.
        for piece in text
            .replace(". ", "; ")
            .split([':', ';', ',', '“', '”', '„', '(', ')', '·', '…', '–'])
        {
            let words = || piece.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_'));
            let english = words().any(|w| ENGLISH.contains(&w.trim_end_matches('.')));
            // A count may follow a name.
            let named = plain(piece)
                .trim_end_matches(|c: char| c.is_ascii_digit())
                .trim()
                .to_owned();
            if english && !written.contains(&named) {
                found.push(piece.trim().to_owned());
            }
        }
    }
    found
}

/// The example in German.
fn german(root: &Path) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&here.join("content"), &root.join("content"));
    let settings = std::fs::read_to_string(here.join("site.toml")).unwrap();
    let german = settings.replace("language = \"en\"", "language = \"de\"");
    assert_ne!(settings, german);
    std::fs::write(root.join("site.toml"), german).unwrap();
}

/// Pages that say something in English that the team did not write.
fn english(site: &Path, pages: impl IntoIterator<Item = String>, written: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for page in pages {
        let html = std::fs::read_to_string(site.join(&page)).unwrap();
        assert!(html.contains("<html lang=\"de\">"), "{page}");
        let found = leftovers(&html, written);
        problems.extend(found.into_iter().map(|text| format!("{page}: {text}")));
    }
    problems
}

#[test]
fn a_german_site_is_german() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    german(root);
    // Something that was restated, so that the page of changes and the marks are there.
    let deals = root.join("content/deals/2026-q1.yaml");
    let edited = std::fs::read_to_string(&deals)
        .unwrap()
        .replace("amount: 13000\n", "amount: 15000\n");
    std::fs::write(&deals, edited).unwrap();
    // What Markdown is given beside its own words: names of tables, and what a task's sign says.
    let list = "+++\ntitle = \"Liste\"\n+++\n## Offen\n\n- [x] Angebot\n- [ ] Vertrag\n\n\
                | a | b |\n|---|--:|\n| c | 1 |\n\nText\n\n| d | e |\n|---|---|\n| f | g |\n";
    std::fs::write(root.join("content/playbook/liste.md"), list).unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["build", "--audience", "team", "--since"])
        .arg(here)
        .arg("--root")
        .arg(root)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let written = written(root);
    let site = root.join("public");
    let list = std::fs::read_to_string(site.join("playbook/liste/index.html")).unwrap();
    for said in ["Tabelle: Offen", "Tabelle 2: Offen", "erledigt", "zu tun"] {
        assert!(list.contains(&format!("aria-label=\"{said}\"")), "{said}\n{list}");
    }
    let mut pages = vec!["index.html".to_owned(), "404.html".to_owned()];
    for page in [
        "changes",
        "periods/2026-Q3",
        "funnel",
        "handoff",
        "spend",
        "losses",
        "attribution",
        "forecast",
        "needs",
        "week",
        "findings",
        "campaigns",
        "deals",
        "people",
        "periods",
        "metrics",
        "quality",
        "playbook/liste",
    ] {
        pages.push(format!("{page}/index.html"));
    }
    for (kind, shown) in [("metrics", 80), ("deals", 25), ("people", 8), ("campaigns", 8)] {
        let mut inner: Vec<_> = std::fs::read_dir(site.join(kind))
            .unwrap()
            .filter_map(Result::ok)
            .filter(|e| e.path().join("index.html").is_file())
            .map(|e| format!("{kind}/{}/index.html", e.file_name().to_string_lossy()))
            .collect();
        inner.sort();
        pages.extend(inner.into_iter().take(shown));
    }
    let problems = english(&site, pages, &written);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_german_site_for_everybody_is_german() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    german(root);
    let made = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["build", "--audience", "public", "--root"])
        .arg(root)
        .env("FUNNELBOOK_SECRET", "correct horse battery staple")
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let site = root.join("public");
    let files = walkdir::WalkDir::new(&site).sort_by_file_name();
    let pages: Vec<String> = files
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.path().extension().is_some_and(|x| x == "html"))
        .map(|e| e.path().strip_prefix(&site).unwrap().to_str().unwrap().to_owned())
        .collect();
    assert!(pages.len() > 50, "{}", pages.len());
    let problems = english(&site, pages, &written(root));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_site_says_single_messages_its_own_way() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::create_dir_all(root.join("words")).unwrap();
    std::fs::write(root.join("site.toml"), "title = \"Ours\"\n").unwrap();
    std::fs::write(root.join("words/en.ftl"), "page-deals = Opportunities\n").unwrap();
    let build = || {
        Command::new(env!("CARGO_BIN_EXE_funnelbook"))
            .args(["build", "--audience", "team", "--root"])
            .arg(root)
            .output()
            .unwrap()
    };
    assert!(build().status.success());
    let html = std::fs::read_to_string(root.join("public/index.html")).unwrap();
    assert!(html.contains(">Opportunities</a>"));
    std::fs::write(root.join("words/en.ftl"), "page-deals = { $n\n").unwrap();
    let broken = build();
    assert!(!broken.status.success());
    assert!(String::from_utf8_lossy(&broken.stderr).contains("words/en.ftl:"));
}
