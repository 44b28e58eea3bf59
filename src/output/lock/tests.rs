//! The format against another implementation, what is bound to what, and the guard.

use super::*;

/// Few rounds: what is tested here does not depend on their number.
fn keys(passphrase: &str, title: &str) -> Keys {
    Keys::with_rounds(&Passphrase::new(passphrase).unwrap(), &[title, ""], 1000)
}

fn ours() -> Keys {
    keys("correct horse battery", "Our playbook")
}

fn file(path: &str, text: &str) -> OutputFile {
    OutputFile {
        path: path.into(),
        bytes: text.into(),
    }
}

fn shell() -> Shell {
    Shell {
        pages: ["", "../", "../../"]
            .map(|root| format!("<p>Locked: {root}</p>"))
            .into(),
        missing: "<p>Not here</p>".into(),
        script: file("assets/unlock.js", "unlock()"),
        plain: vec!["assets/style.css".into()],
    }
}

/// Salt, keys, names and file come from Python: `hashlib.pbkdf2_hmac`, `hmac`, `zlib`, and `AESGCM` of its
/// package `cryptography`.
#[test]
fn another_implementation_gives_the_same() {
    let keys = ours();
    assert_eq!(keys::hex(&keys.salt), "4a53a245b94bcd4bfcc6e4e2ad659188");
    let page = names::shown(&keys, "deals/acme/index.html");
    assert_eq!(page, "deals/f48095452726f5b6727ddb45/index.html");
    let stored = names::stored(&keys, &page);
    assert_eq!(stored, "locked/8f/5871a857799bfdb3470b2aa7cbf087.bin");
    let sealed = "017b1891cb3fd62ac31dd84fec2e3c937815b6f3dcab4f02519e7a89b864bc540641562a0dd7fcf66a31c842d288b0cb57bce803\
                  121ec8dd67ce54f5";
    let sealed: Vec<u8> = (0..sealed.len() / 2)
        .map(|i| u8::from_str_radix(&sealed[2 * i..2 * i + 2], 16).unwrap())
        .collect();
    let opened = keys.open("data/deals.csv", &sealed).unwrap();
    assert_eq!(opened, b"Acme Robotics,24000.00\n");
}

#[test]
fn a_sealed_file_opens_at_its_place_and_nowhere_else() {
    let keys = ours();
    let sealed = keys.seal("data/deals.csv", b"Acme").unwrap();
    assert_eq!(keys.open("data/deals.csv", &sealed).unwrap(), b"Acme");
    assert_eq!(keys.open("data/needs.csv", &sealed), None, "another's place");
    let others = [
        ("correct horse batterz", "Our playbook"),
        ("correct horse battery", "Theirs"),
    ];
    for (passphrase, title) in others {
        assert_eq!(
            self::keys(passphrase, title).open("data/deals.csv", &sealed),
            None,
            "{title}"
        );
    }
    for i in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[i] ^= 1;
        assert_eq!(keys.open("data/deals.csv", &changed), None, "byte {i}");
        assert_eq!(keys.open("data/deals.csv", &sealed[..i]), None, "{i} bytes");
    }
}

#[test]
fn a_nonce_belongs_to_one_path_and_content() {
    let keys = ours();
    let nonce = |path: &str, text: &str| keys.seal(path, text.as_bytes()).unwrap()[1..13].to_vec();
    assert_eq!(keys.seal("a", b"text").unwrap(), keys.seal("a", b"text").unwrap());
    let all = [
        nonce("a", "text"),
        nonce("a", "texts"),
        nonce("b", "text"),
        nonce("", "text"),
    ];
    let different: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(different.len(), all.len(), "{all:?}");
}

#[test]
fn a_passphrase_is_long_and_the_same_however_it_is_typed() {
    assert_eq!(Passphrase::new("fifteen letters").err(), Some(LockError::TooShort(15)));
    assert_eq!(Passphrase::new(&" ".repeat(40)).err(), Some(LockError::TooShort(0)));
    // 16 characters, of which one has two bytes, or is typed as a letter and its dots.
    let sealed = keys("sixteen letterß ü", "x").seal("a", b"text").unwrap();
    let typed = keys("  sixteen letterß u\u{308}\n", "x");
    assert_eq!(typed.open("a", &sealed).unwrap(), b"text");
}

#[test]
fn a_suggested_passphrase_is_another_each_time() {
    let (one, two) = (Passphrase::suggest().unwrap(), Passphrase::suggest().unwrap());
    assert_ne!(one, two);
    assert!(Passphrase::new(&one).is_ok());
    assert_eq!(one.chars().filter(char::is_ascii_alphanumeric).count(), 25, "{one}");
}

#[test]
fn links_lead_as_far_up_as_they_did() {
    let keys = ours();
    for path in [
        "index.html",
        "funnel/index.html",
        "periods/2026-Q3/funnel/index.html",
        "deals/page/2/index.html",
    ] {
        let shown = names::shown(&keys, path);
        assert_eq!(shown.matches('/').count(), path.matches('/').count(), "{shown}");
    }
    assert_eq!(names::shown(&keys, "funnel/index.html"), "funnel/index.html");
    // What content may have named tells nothing, whatever it is called.
    for path in [
        "people/week/index.html",
        "metrics/own/index.html",
        "periods/2026/index.html",
        "acme/index.html",
    ] {
        let last = names::shown(&keys, path);
        let last = last.trim_end_matches("/index.html").rsplit('/').next().unwrap();
        assert!(
            last.len() == 24 && last.bytes().all(|b| b.is_ascii_hexdigit()),
            "{path}: {last}"
        );
    }
}

#[test]
fn nothing_but_the_theme_is_left_plain() {
    let files = [
        file(".nojekyll", ""),
        file("404.html", "<title>Acme</title>"),
        file("assets/logo.svg", "<svg>Acme</svg>"),
        file("assets/style.css", "p{}"),
        file("data/deals.csv", "Acme"),
        file("deals/acme/index.html", "<p>Acme</p>"),
        file("index.html", "<p>Acme</p>"),
        file("robots.txt", "Allow: /"),
        file("sitemap-1.xml", "<loc>Acme</loc>"),
        file("sitemap.xml", "<loc>Acme</loc>"),
    ];
    let keys = ours();
    let locked = lock(&files, &shell(), &keys).unwrap();
    assert_eq!(locked.sealed, 4);
    let plain: Vec<&str> = locked
        .files
        .iter()
        .map(|f| f.path.as_str())
        .filter(|p| !p.ends_with(".bin"))
        .collect();
    let deal = names::shown(&keys, "deals/acme/index.html");
    let mut expected = vec![
        ".nojekyll",
        "404.html",
        "assets/style.css",
        "assets/unlock.js",
        &deal,
        "index.html",
        "locked/lock.json",
        "robots.txt",
    ];
    expected.sort_unstable();
    assert_eq!(plain, expected);
    for file in &locked.files {
        assert!(!String::from_utf8_lossy(&file.bytes).contains("Acme"), "{}", file.path);
    }
    let bytes = |path: &str| locked.files.iter().find(|f| f.path == path).unwrap().bytes.clone();
    assert_eq!(bytes(&deal), b"<p>Locked: ../../</p>");
    // Whatever the open site says to search engines.
    assert_eq!(bytes("robots.txt"), b"User-agent: *\nDisallow: /\n");
}

/// Whatever is wrong with the finished files, the guard names the file.
#[test]
fn the_guard_finds_what_is_left_plain() {
    let keys = ours();
    let locked = lock(
        &[file("index.html", "Acme"), file("assets/style.css", "p{}")],
        &shell(),
        &keys,
    )
    .unwrap();
    let place = names::stored(&keys, "index.html");
    let stored = BTreeMap::from([(place.clone(), "index.html".to_owned())]);
    let check = |files: &[OutputFile]| guard::check(files, &shell(), &keys, &stored);
    assert_eq!(check(&locked.files), Ok(()));
    let with = |path: &str, bytes: &[u8]| {
        let mut files: Vec<OutputFile> = locked.files.iter().filter(|f| f.path != path).cloned().collect();
        files.push(OutputFile {
            path: path.into(),
            bytes: bytes.into(),
        });
        check(&files)
    };
    let mut elsewhere = b"\x01".to_vec();
    elsewhere.extend_from_slice(&[7; 60]);
    let wrong: [(&str, &[u8]); 8] = [
        ("data/deals.csv", b"Acme"),
        ("funnel/index.html", b"<p>Acme</p>"),
        ("index.html", b"<p>Locked: </p>Acme"),
        ("404.html", b"Acme"),
        ("assets/unlock.js", b"Acme"),
        ("assets/other.css", b"Acme"),
        ("locked/00/00.bin", b"Acme"),
        (&place, &elsewhere),
    ];
    for (path, bytes) in wrong {
        assert_eq!(with(path, bytes), Err(LockError::LeftPlain(path.to_owned())), "{path}");
    }
}

#[test]
fn a_page_deeper_than_the_shell_is_not_written() {
    let deep = file("a/b/c/index.html", "Acme");
    let error = lock(&[deep], &shell(), &ours()).unwrap_err();
    assert!(matches!(error, LockError::LeftPlain(_)), "{error}");
}
