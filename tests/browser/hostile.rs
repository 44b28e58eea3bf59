//! Texts that want to be more than texts, in every field there is: nothing of them becomes markup, script,
//! formula, template or command, in any file of the site, and nothing runs in a browser.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use html5gum::{Token, Tokenizer};
use serde_json::{Value, json};

use crate::driver;
use crate::server;
use crate::site::files;

/// What a text may hold, without line ends, tabs and control characters, which are errors or break a line.
const TEXTS: [&str; 14] = [
    "<script>window.pwned=1</script>",
    "\"><img src=x onerror=window.pwned=2>",
    "'><svg onload=window.pwned=3>",
    "{{ 7*191 }}{% include \"base.html\" %}{{ <metric id=\"win_rate\" /> }}",
    "javascript:window.pwned=4",
    "=HYPERLINK(\"http://evil.example\")",
    "+1+cmd|' /C calc'!A0",
    "]]></text></svg><script>window.pwned=5</script>",
    "</title></style></textarea><script>window.pwned=6</script>",
    "</script><script>window.pwned=7</script>",
    "&lt;script&gt;window.pwned=8&lt;/script&gt;",
    "[x](javascript:window.pwned=9) ![y](http://evil.example/y.png) `z` | --- |",
    "::error file=a.yaml,line=1::pwned%0A::stop-commands::x",
    // The first turns all that follows, the second opens what nothing closes.
    "pwned\u{202e}gnp.exe\u{2067}",
];

/// Whether every character that turns the direction of text stands within an isolate that ends.
fn is_shut_in(text: &str) -> bool {
    let mut open = 0;
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => open += 1,
            '\u{202a}'..='\u{202e}' | '\u{2069}' if open == 0 => return false,
            '\u{2069}' => open -= 1,
            _ => {}
        }
    }
    open == 0
}

/// A text for a field of a record: all fields of all records together hold every text in every field.
fn hostile(record: usize, field: usize) -> String {
    let text = format!("{} {record}.{field}", TEXTS[(record + field) % TEXTS.len()]);
    // As YAML, JSON is quoted right.
    Value::from(text).to_string()
}

/// A playbook with hostile texts in all fields; the Markdown is written as people write it.
fn playbook(root: &Path) {
    let write = |file: &str, text: &str| {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    // Whoever writes settings is trusted.
    let turning = |text: &&str| text.contains('\u{202e}');
    let all: Vec<&str> = TEXTS.iter().copied().filter(|t| !turning(t)).collect();
    let all = all.join(" ").replace('\'', "’");
    let mut settings =
        format!("title = '{all}'\ndescription = '{all}'\nas_of = 2026-09-30\nbase_url = 'https://example.org/repo/'\n");
    for (id, owner) in [
        ("lead", "marketing"),
        ("mql", "marketing"),
        ("sql", "sales"),
        ("won", "sales"),
    ] {
        let _ = write!(
            settings,
            "[[funnel.stages]]\nid = \"{id}\"\nowner = \"{owner}\"\nname = '{all}'\nmeans = '{all}'\n"
        );
    }
    write("site.toml", &settings);
    let n = TEXTS.len();
    let (mut people, mut campaigns, mut deals, mut events, mut decisions) = Default::default();
    let add = |list: &mut String, record: String| *list += &(record + "\n");
    for i in 0..n {
        let t = |field| hostile(i, field);
        add(&mut people, format!("- {{id: p{i}, name: {}, function: both}}", t(0)));
        add(
            &mut campaigns,
            format!(
                "- {{id: c{i}, name: {}, function: marketing, channel: {}, goal: attract, owner: p{i}, promise: {}, starts: 2026-01-01, spend: {{2026-02: 100}}, notes: {}}}",
                t(0),
                t(1),
                t(2),
                t(3)
            ),
        );
        add(
            &mut events,
            format!("- {{on: 2026-0{}-10, name: {}, note: {}}}", i % 8 + 1, t(0), t(1)),
        );
        add(
            &mut decisions,
            format!(
                "- {{rule: stalled, record: d{i}-0, until: 2026-12-31, by: p{i}, note: {}}}",
                t(0)
            ),
        );
        // Open, lost and won; with a campaign and without.
        for (kind, end) in [
            (0, String::new()),
            (
                1,
                format!(
                    "lost: {{on: 2026-06-01, reason: {}, to: {}, note: {}}},",
                    t(9),
                    t(10),
                    t(11)
                ),
            ),
            (
                2,
                format!(
                    "follow_ups: [{{on: 2026-07-01, kind: renewal, amount: 10, note: {}}}],",
                    t(12)
                ),
            ),
        ] {
            let won = if kind == 2 { ", won: 2026-05-20" } else { "" };
            let source = if kind == 1 {
                format!("channel: {}", t(4))
            } else {
                format!("source: c{i}")
            };
            add(
                &mut deals,
                format!(
                    "- {{id: d{i}-{kind}, account: {}, name: {}, owner: p{i}, segment: {}, region: {}, amount: 1000, {source}, stages: {{lead: 2026-03-0{}, mql: 2026-03-10, sql: 2026-04-01{won}}}, {end} touches: [{{on: 2026-03-12, campaign: c{i}, note: {}}}], needs: [{{need: {}, met: no}}], objections: [{{text: {}}}], tags: [{}], notes: {}, next: {{on: 2026-10-02, what: {}}}}}",
                    t(0),
                    t(1),
                    t(2),
                    t(3),
                    i % 9 + 1,
                    t(5),
                    t(6),
                    t(7),
                    t(8),
                    t(13),
                    t(14)
                ),
            );
        }
    }
    write("content/team.yaml", &people);
    write("content/campaigns/all.yaml", &campaigns);
    write("content/deals/all.yaml", &deals);
    write("content/events.yaml", &events);
    write("content/decisions.yaml", &decisions);
    // In Markdown a component or a bad link is an error of its own; the rest is text.
    let turned = TEXTS.iter().find(|t| turning(t)).unwrap();
    let text = TEXTS
        .iter()
        .filter(|t| !t.contains("{{") && !t.contains("](") && !turning(t))
        .copied()
        .collect::<Vec<_>>();
    write(
        "content/playbook/page.md",
        &format!(
            "+++\ntitle = '{all}{turned}'\ndescription = '{all}{turned}'\n+++\n# {}\n\n{}\n",
            text.join(" "),
            text.join("\n\n- ")
        ),
    );
}

/// The site of it, built once.
fn site() -> &'static PathBuf {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser/hostile");
        let _ = fs::remove_dir_all(&root);
        playbook(&root);
        let run = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
            .args(["build", "--quiet", "--audience", "team", "--root"])
            .arg(&root)
            .env_remove("GITHUB_ACTIONS")
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        root.join("public")
    })
}

/// What markup of HTML, SVG or a feed holds that could run.
fn live(markup: &str) -> Vec<String> {
    let mut found = Vec::new();
    for Ok(token) in Tokenizer::new(markup) {
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).to_lowercase();
        let attributes: Vec<(String, String)> = tag
            .attributes
            .iter()
            .map(|(k, v)| {
                (
                    String::from_utf8_lossy(k).to_lowercase(),
                    String::from_utf8_lossy(&v.value).into_owned(),
                )
            })
            .collect();
        let get = |key: &str| attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        if name == "script" && !get("src").is_some_and(|src| src.contains("assets/")) {
            found.push(format!("<{name}>"));
        }
        if ["iframe", "object", "embed", "form", "foreignobject", "base", "style"].contains(&name.as_str()) {
            found.push(format!("<{name}>"));
        }
        for (key, value) in &attributes {
            let scheme = value.trim_start().to_lowercase();
            let address = ["href", "src", "action", "xlink:href"].contains(&key.as_str());
            if key.starts_with("on") || key == "style" || address && scheme.starts_with("javascript:") {
                found.push(format!("{name} {key}={value}"));
            }
            if address && scheme.contains("evil.example") && name != "a" {
                found.push(format!("{name} {key}={value}"));
            }
        }
    }
    found
}

#[test]
fn hostile_texts_stay_texts_in_every_file() {
    let site = site();
    let mut kinds = BTreeSet::new();
    let (mut seen, mut turned) = (0, 0);
    for file in files(site) {
        let Ok(text) = fs::read_to_string(site.join(&file)) else {
            continue;
        };
        let ending = file.rsplit('.').next().unwrap();
        kinds.insert(ending.to_owned());
        seen += usize::from(text.contains("pwned"));
        match ending {
            "html" | "svg" | "xml" => {
                let mut found = live(&text);
                // A drawing of its own carries its style sheet.
                if ending == "svg" {
                    found.retain(|what| what != "<style>");
                }
                assert!(found.is_empty(), "{file}: {found:?}");
                assert!(!text.contains("1337"), "{file}: a text was taken for a template");
                // Notes and pages are blocks of their own, beyond which no character reaches.
                let blocks = text.replace("<div class=\"notes\">", "<div class=\"prose\">");
                let blocks = blocks.split("<div class=\"prose\">");
                let beside: String = blocks
                    .enumerate()
                    .map(|(i, part)| {
                        if i == 0 {
                            part
                        } else {
                            part.split_once("</div>").unwrap().1
                        }
                    })
                    .collect();
                assert!(is_shut_in(&beside), "{file}: a text turns what stands beside it");
                turned += usize::from(beside.contains('\u{202e}'));
            }
            "csv" => {
                let mut reader = csv::Reader::from_reader(text.as_bytes());
                for record in reader.records() {
                    for field in &record.unwrap() {
                        let formula = field.starts_with(['=', '+', '@', '\t', '\r']);
                        assert!(!formula, "{file}: {field}");
                    }
                }
            }
            "json" => {
                serde_json::from_str::<Value>(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
            }
            _ => {}
        }
    }
    assert!(seen > 60, "{seen}");
    assert!(turned > 60, "{turned}");
    for kind in ["html", "svg", "xml", "csv", "json"] {
        assert!(kinds.contains(kind), "{kind}");
    }
}

#[test]
fn hostile_texts_do_not_run() {
    let Some(browser) = driver::open("hostile texts") else {
        return;
    };
    let site = site();
    let address = server::serve(site.clone(), "/repo/");
    let pages = files(site);
    let pages: Vec<&String> = pages.iter().filter(|f| f.ends_with(".html")).collect();
    assert!(pages.len() > 60, "{}", pages.len());
    let check = "const bad = [];
        if (window.pwned !== undefined) bad.push(`ran: ${window.pwned}`);
        for (const element of document.querySelectorAll('*')) {
            for (const { name } of element.attributes) if (name.startsWith('on')) bad.push(`${element.tagName} ${name}`);
        }
        for (const script of document.scripts) if (!script.src) bad.push('a script of no file');
        for (const link of document.links) if (link.protocol === 'javascript:') bad.push(link.href);
        if (document.querySelectorAll('main').length !== 1) bad.push('the page is not whole');
        return bad;";
    let look = |page: &str| {
        let found = browser.lines(check, json!([]));
        assert!(found.is_empty(), "{page}: {found:?}");
    };
    for page in pages {
        browser.go(&format!("{address}{page}"));
        look(page);
    }
    // What scripts put onto a page: found deals, filters, sorted tables.
    browser.go(&address);
    browser.run("document.querySelector('.search input').focus()", json!([]));
    browser.write("script");
    browser.wait_for("document.querySelector('.search li a')");
    look("search");
    browser.go(&format!("{address}deals/"));
    browser.run(
        "for (const button of document.querySelectorAll('th button')) button.click();
         for (const input of document.querySelectorAll('main input')) { input.value = '<'; input.dispatchEvent(new Event('input', { bubbles: true })); }",
        json!([]),
    );
    look("deals");
}

/// A message quotes what is wrong: in a terminal and in a workflow's log it stays one line of text.
#[test]
fn messages_about_hostile_texts_are_messages() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser/hostile-broken");
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("content/deals")).unwrap();
    fs::write(root.join("site.toml"), "title = \"T\"\n").unwrap();
    let hostile = [
        r#"account: "A\n::error::pwned""#,
        r#""::stop-commands::x": 1"#,
        r#"kind: "\e[2J\e]0;pwned\a""#,
        r#"owner: "%0A::add-mask::pwned""#,
        r#"segment: "a\u202Eb\rc\u0085d""#,
        r#"amount: "1::error::""#,
    ];
    let deal = format!("{}\nstages: {{lead: 2026-01-05}}\n", hostile.join("\n"));
    fs::write(root.join("content/deals/a.yaml"), deal).unwrap();
    for format in ["human", "github", "json", "sarif"] {
        let run = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
            .args(["check", "--format", format, "--root"])
            .arg(&root)
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(1));
        let said = String::from_utf8(run.stdout).unwrap();
        assert!(said.contains("pwned"), "{format}: {said}");
        let control = said
            .chars()
            .find(|c| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c));
        assert_eq!(control, None, "{format}: {said:?}");
        for line in said.lines() {
            let command = line.trim_start().starts_with("::");
            let ours = line.starts_with("::error file=") || line.starts_with("::warning file=");
            assert!(!command || format == "github" && ours, "{format}: {line}");
        }
    }
}
