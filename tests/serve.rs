//! The preview as a browser meets it: the real program on a port of its own, asked over HTTP while files are edited,
//! broken, mended, renamed and removed. What is expected is what `build` writes of the same files.

mod preview;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use preview::{Preview, playbook, write};

/// What `build` writes: the files below a folder.
fn built(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = tempfile::tempdir().unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["build", "--quiet", "--root"])
        .arg(root)
        .arg("--output")
        .arg(output.path())
        .env_remove("GITHUB_ACTIONS")
        .status()
        .unwrap();
    assert!(status.success());
    let files = walkdir::WalkDir::new(output.path()).into_iter().map(Result::unwrap);
    files
        .filter(|e| e.file_type().is_file() && e.file_name() != ".funnelbook.json")
        .map(|e| {
            let path = e.path().strip_prefix(output.path()).unwrap().to_str().unwrap();
            (path.replace('\\', "/"), fs::read(e.path()).unwrap())
        })
        .collect()
}

/// A page without the two lines that the preview adds to its head.
fn without_frame(page: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(page).unwrap();
    let (before, rest) = text
        .split_once("<link rel=\"stylesheet\" href=\"/_funnelbook/")
        .unwrap();
    let (_, after) = rest.split_once("defer></script>\n").unwrap();
    format!("{before}{after}").into_bytes()
}

#[test]
fn every_file_is_the_one_that_build_writes() {
    let folder = playbook();
    fs::create_dir_all(folder.path().join("content/pictures")).unwrap();
    write(folder.path(), "content/pictures/Größe 1.png", "no real picture");
    let site = "base_url = \"https://example.org/\"\n";
    let settings = fs::read_to_string(folder.path().join("site.toml")).unwrap();
    write(folder.path(), "site.toml", &format!("{site}{settings}"));
    let files = built(folder.path());
    assert!(files.keys().any(|path| path.starts_with("data/charts/")));
    assert!(files.contains_key("feed.xml") && files.contains_key("pictures/Größe 1.png"));
    let preview = Preview::of(folder.path());
    // Data and charts first: before the pages that they belong to.
    for (path, bytes) in files.iter().rev().filter(|(path, _)| !path.ends_with(".html")) {
        let answer = preview.get(path);
        assert_eq!((answer.status, &answer.body == bytes), (200, true), "{path}");
    }
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let answer = preview.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            without_frame(&answer.body) == *bytes,
            "{path} is another page than build writes"
        );
        assert!(!String::from_utf8_lossy(bytes).contains("_funnelbook"), "{path}");
    }
    assert_eq!(preview.get("data/charts/no-such-chart.svg").status, 404);
}

#[test]
fn edits_renames_and_removals_are_shown() {
    edits_are_shown(&[]);
}

#[test]
fn edits_renames_and_removals_are_shown_by_looking() {
    edits_are_shown(&["--poll"]);
}

const DEAL: &str = "account: Otter Works\namount: 9000 EUR\nstages: {lead: 2026-01-12}\n";

fn edits_are_shown(more: &[&str]) {
    let folder = playbook();
    let root = folder.path();
    let preview = Preview::with(root, more);
    let mut events = preview.events();
    assert_eq!(preview.get("deals/otter/").status, 404);
    // A new file.
    write(root, "content/deals/otter.yaml", DEAL);
    events.next();
    preview.until(&mut events, "deals/otter/", |answer| {
        answer.text().contains("Otter Works")
    });
    // Edited in place.
    write(root, "content/deals/otter.yaml", &DEAL.replace("Otter", "Beaver"));
    events.next();
    preview.until(&mut events, "deals/otter/", |answer| {
        answer.text().contains("Beaver Works")
    });
    // As editors save: a new file beside it, put in its place.
    write(root, "content/deals/.otter.yaml.new", &DEAL.replace("Otter", "Badger"));
    fs::rename(
        root.join("content/deals/.otter.yaml.new"),
        root.join("content/deals/otter.yaml"),
    )
    .unwrap();
    events.next();
    preview.until(&mut events, "deals/otter/", |answer| {
        answer.text().contains("Badger Works")
    });
    // As other editors save: the old one out of the way, then the new one.
    fs::rename(
        root.join("content/deals/otter.yaml"),
        root.join("content/deals/.otter.bak"),
    )
    .unwrap();
    write(root, "content/deals/otter.yaml", &DEAL.replace("Otter", "Marten"));
    events.next();
    preview.until(&mut events, "deals/otter/", |answer| {
        answer.text().contains("Marten Works")
    });
    // Renamed.
    fs::rename(
        root.join("content/deals/otter.yaml"),
        root.join("content/deals/marten.yaml"),
    )
    .unwrap();
    events.next();
    preview.until(&mut events, "deals/marten/", |answer| {
        answer.text().contains("Marten Works")
    });
    assert_eq!(preview.get("deals/otter/").status, 404);
    // Removed.
    fs::remove_file(root.join("content/deals/marten.yaml")).unwrap();
    events.next();
    preview.until(&mut events, "deals/marten/", |answer| answer.status == 404);
    // A page, a template, a style and a word of the site's own.
    write(
        root,
        "content/playbook/otters.md",
        "+++\ntitle = \"Otters\"\n+++\nWhere they live.\n",
    );
    events.next();
    preview.until(&mut events, "playbook/otters/", |answer| {
        answer.text().contains("Where they live.")
    });
    write(
        root,
        "templates/404.html",
        "<html><head></head><body>No otter here.</body></html>",
    );
    events.next();
    preview.until(&mut events, "no/such/page", |answer| {
        answer.text().contains("No otter here.")
    });
    write(root, "static/own.css", ".otter { color: brown }");
    events.next();
    preview.until(&mut events, "", |answer| {
        let page = answer.text();
        let style = page
            .split("href=\"")
            .find(|part| part.starts_with("assets/style."))
            .unwrap();
        preview.get(style.split('"').next().unwrap()).text().contains(".otter")
    });
    write(root, "words/en.ftl", "page-week = The week of otters\n");
    events.next();
    preview.until(&mut events, "week/", |answer| {
        answer.text().contains("The week of otters")
    });
}

#[test]
fn a_broken_file_shows_over_the_last_good_site_until_it_is_mended() {
    let folder = playbook();
    let root = folder.path();
    write(root, "content/deals/otter.yaml", DEAL);
    let preview = Preview::of(root);
    let mut events = preview.events();
    let good = preview.get("deals/otter/").text();
    assert!(!good.contains("funnelbook-problems"));
    write(root, "content/deals/otter.yaml", &format!("{DEAL}ownr: <b>&\n"));
    events.next();
    let broken = preview.until(&mut events, "deals/otter/", |answer| answer.text().contains("ownr"));
    assert_eq!(broken.status, 200);
    let text = broken.text();
    // The last good page, and over it the place, the excerpt, escaped, and what to do.
    assert!(
        text.contains("Otter Works") && text.contains("funnelbook-problems"),
        "{text}"
    );
    assert!(text.contains("content/deals/otter.yaml:4"), "{text}");
    assert!(
        text.contains("ownr: &lt;b&gt;&amp;") && !text.contains("<b>&"),
        "{text}"
    );
    assert!(text.contains("did you mean `owner`?"), "{text}");
    // On every page, and nowhere but on pages.
    assert!(preview.get("").text().contains("funnelbook-problems"));
    assert!(!preview.get("data/deals.csv").text().contains("problems"));
    // Another file changes, and it is broken still.
    write(root, "content/deals/badger.yaml", &DEAL.replace("Otter", "Badger"));
    events.next();
    preview.until(&mut events, "", |answer| answer.text().contains("funnelbook-problems"));
    write(root, "content/deals/otter.yaml", DEAL);
    events.next();
    preview.until(&mut events, "deals/otter/", |answer| {
        !answer.text().contains("funnelbook-problems")
    });
    assert!(preview.get("deals/badger/").text().contains("Badger Works"));
}

#[test]
fn what_only_rendering_finds_is_shown_too() {
    let folder = playbook();
    let root = folder.path();
    let page = |body: &str| format!("+++\ntitle = \"Otters\"\n+++\n{body}\n");
    write(root, "content/playbook/otters.md", &page("Good."));
    let preview = Preview::of(root);
    let mut events = preview.events();
    write(root, "content/playbook/otters.md", &page("{{ <otter /> }}"));
    events.next();
    let shown = |answer: &preview::Answer| answer.text().contains("funnelbook-problems");
    let text = preview.until(&mut events, "playbook/otters/", shown).text();
    assert!(
        text.contains("Good.") && text.contains("content/playbook/otters.md:4"),
        "{text}"
    );
    write(root, "content/playbook/otters.md", &page("Better."));
    events.next();
    preview.until(&mut events, "playbook/otters/", |answer| {
        answer.text().contains("Better.") && !shown(answer)
    });
    // A template that fails on one page of many: found after the site is shown, which then is the last good one again.
    let deal = "{% extends \"duet/deal.html\" %}{% block main %}{% if path == \"deals/otter/index.html\" %}{{ nothing.here }}{% endif %}{{ super() }}{% endblock %}";
    write(root, "templates/deal.html", deal);
    preview.until(&mut events, "", |answer| !answer.text().contains("funnelbook-problems"));
    write(root, "content/deals/otter.yaml", DEAL);
    preview.until(&mut events, "", |answer| {
        answer.text().contains("templates/deal.html:1")
    });
    write(root, "templates/deal.html", "{% extends \"duet/deal.html\" %}");
    preview.until(&mut events, "deals/otter/", |answer| {
        answer.text().contains("Otter Works") && !answer.text().contains("funnelbook-problems")
    });
}

#[test]
fn a_site_that_is_broken_from_the_start_becomes_one_when_it_is_mended() {
    let folder = playbook();
    let root = folder.path();
    let settings = fs::read_to_string(root.join("site.toml")).unwrap();
    write(root, "site.toml", "title = <script>\n");
    let preview = Preview::of(root);
    let mut events = preview.events();
    for path in ["", "deals/", "no/such/page"] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 500);
        let text = answer.text();
        assert!(
            text.contains("site.toml:1") && text.contains("&lt;script&gt;"),
            "{text}"
        );
    }
    write(root, "site.toml", &settings);
    events.next();
    let answer = preview.until(&mut events, "", |answer| answer.status == 200);
    assert!(!answer.text().contains("funnelbook-problems"));
}

#[test]
fn nothing_but_the_site_can_be_asked_for() {
    let folder = playbook();
    let preview = Preview::of(folder.path());
    let secret = preview.get("").status;
    assert_eq!(secret, 200);
    for path in [
        "/../site.toml",
        "/..%2fsite.toml",
        "/%2e%2e/site.toml",
        "/deals/../../site.toml",
        "/..\\site.toml",
        "/site.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/content/team.yaml",
        "/.git/config",
        "/index.html/../../site.toml",
        "/index.html%00",
    ] {
        let answer = preview.ask("GET", path, &[]);
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            !answer.text().contains("root:") && !answer.text().contains("[[funnel"),
            "{path}"
        );
    }
    assert_eq!(preview.ask("GET", "/%ff", &[]).status, 400);
    // A folder's address gets its slash, on this host.
    for path in ["/deals", "//deals"] {
        let answer = preview.ask("GET", path, &[]);
        assert_eq!(
            (answer.status, answer.header("location")),
            (301, Some("/deals/")),
            "{path}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_picture_that_became_a_link_is_not_followed() {
    let folder = playbook();
    let root = folder.path();
    write(root, "content/otter.png", "a picture");
    write(root, "secret", "a secret");
    let preview = Preview::of(root);
    let mut events = preview.events();
    assert_eq!(preview.get("otter.png").text(), "a picture");
    fs::remove_file(root.join("content/otter.png")).unwrap();
    std::os::unix::fs::symlink("../secret", root.join("content/otter.png")).unwrap();
    events.next();
    preview.until(&mut events, "otter.png", |answer| answer.status == 404);
}

#[test]
fn only_this_machine_and_the_site_itself_are_answered() {
    let folder = playbook();
    let preview = Preview::of(folder.path());
    let port = preview.port;
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let not_ours = [
        String::new(),
        "127.0.0.1".into(),
        "example.org".into(),
        format!("example.org:{port}"),
        format!("localhost.example.org:{port}"),
        format!("192.0.2.1:{port}"),
        format!("127.0.0.1:{}", port.wrapping_add(1)),
    ];
    for path in ["/", "/_funnelbook/preview.js", "/data/deals.csv"] {
        for host in &ours {
            assert_eq!(preview.ask_as(host, "GET", path, &[]).status, 200, "{host}");
            for own in &ours {
                let origin = format!("Origin: http://{own}");
                assert_eq!(preview.ask_as(host, "GET", path, &[&origin]).status, 200, "{origin}");
            }
            for foreign in not_ours
                .iter()
                .map(|host| format!("http://{host}"))
                .chain(["null".into()])
            {
                let origin = format!("Origin: {foreign}");
                let answer = preview.ask_as(host, "GET", path, &[&origin]);
                assert_eq!(answer.status, 403, "{origin}");
            }
        }
        for host in &not_ours {
            assert_eq!(preview.ask_as(host, "GET", path, &[]).status, 403, "{host}");
        }
    }
    let answer = preview.ask_as(&ours[0], "GET", "/_funnelbook/events", &["Origin: http://example.org"]);
    assert_eq!(answer.status, 403);
    assert_eq!(preview.ask_as(&ours[0], "GET", "/", &["Host: example.org"]).status, 403);
}

#[test]
fn files_are_read_and_nothing_else_can_be_done() {
    let folder = playbook();
    let preview = Preview::of(folder.path());
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "OTTER"] {
        let answer = preview.ask(method, "/", &[]);
        assert!(
            answer.status == 405 || method == "CONNECT" && answer.status >= 400,
            "{method} {}",
            answer.status
        );
    }
    assert_eq!(preview.ask("POST", "/", &[]).header("allow"), Some("GET, HEAD"));
    let (get, head) = (preview.get(""), preview.ask("HEAD", "/", &[]));
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in [
        "content-type",
        "content-length",
        "cache-control",
        "x-content-type-options",
    ] {
        assert!(
            get.header(name).is_some() && get.header(name) == head.header(name),
            "{name}"
        );
    }
}

#[test]
fn a_port_that_is_taken_is_said() {
    let folder = playbook();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["serve", "--port", &port, "--root"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(3));
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains(&port) && said.contains("--port"), "{said}");
}

#[test]
fn serving_to_other_machines_is_warned_of() {
    let folder = playbook();
    let preview = Preview::with(folder.path(), &["--host", "0.0.0.0"]);
    assert!(
        preview.said().contains("warning: everybody who can reach this machine"),
        "{}",
        preview.said()
    );
    let port = preview.port;
    assert_eq!(
        preview.ask_as(&format!("192.0.2.1:{port}"), "GET", "/", &[]).status,
        200
    );
    assert_eq!(
        preview.ask_as(&format!("example.org:{port}"), "GET", "/", &[]).status,
        403
    );
    let alone = Preview::of(folder.path());
    assert!(!alone.said().contains("warning: everybody"), "{}", alone.said());
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_where_that_is_asked_for() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = playbook();
    let tools = tempfile::tempdir().unwrap();
    let opener = tools.path().join("xdg-open");
    let opened = tools.path().join("opened");
    fs::write(
        &opener,
        format!("#!/bin/sh\necho \"$1\" > {0}.new\nmv {0}.new {0}\n", opened.display()),
    )
    .unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", tools.path().display(), std::env::var("PATH").unwrap());
    let preview = Preview::start(folder.path(), &["--open"], &[("PATH", &path)]);
    let address = preview::wait_until("the browser is opened", || fs::read_to_string(&opened).ok());
    assert_eq!(address.trim(), format!("http://127.0.0.1:{}/", preview.port));
}
