//! A locked site: asks for its passphrase, and is then what the open one is. What decrypts here is the browser's
//! own cryptography, which knows nothing of ours.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::driver::{self, Browser, DARK, ENTER, LIGHT, NARROW};
use crate::server;
use crate::site::{self, PAGES};

const PASSPHRASE: &str = "correct horse battery";
/// Kept before any script of the page runs.
const WATCH: &str = "window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(`${event.violatedDirective} ${event.blockedURI}`));";
/// The page is the site's, not the one that asks, and its scripts have run.
const OPEN: &str = "document.querySelector('[data-tools] [data-lock]')";
const ASKS: &str = "document.querySelector('.lock:not([hidden]) input') === document.activeElement";
const SAID: &str = "document.querySelector('[role=status]').textContent";
/// What a page says, without what differs by where it is.
const TEXT: &str = "return [document.title, document.querySelector('nav.side').textContent,
    document.querySelector('.page').textContent].join('\\n').replace(/\\s+/g, ' ')";

fn build(root: &Path, name: &str) -> PathBuf {
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(name);
    let status = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["build", "--quiet", "--lock", "--audience", "team", "--root"])
        .arg(root)
        .arg("--output")
        .arg(&output)
        .env("FUNNELBOOK_PASSPHRASE", PASSPHRASE)
        .env_remove("GITHUB_ACTIONS")
        .status()
        .unwrap();
    assert!(status.success(), "{name} does not build");
    output
}

/// The repository's own playbook, locked once for all tests.
fn example() -> PathBuf {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    let build = || build(Path::new(env!("CARGO_MANIFEST_DIR")), "locked");
    SITE.get_or_init(build).clone()
}

fn type_in(browser: &Browser, passphrase: &str) {
    browser.wait_for(ASKS);
    browser.write(passphrase);
    browser.press(&[ENTER]);
}

fn unlock(browser: &Browser) {
    type_in(browser, PASSPHRASE);
    browser.wait_for(OPEN);
}

/// What the browser complains about, but for what is missing where only a missing page is shown.
fn complaints(browser: &Browser, missing: bool) -> Vec<String> {
    let mut out = browser.lines("return window.violations", json!([]));
    for entry in browser.log("browser") {
        let text = entry["message"].as_str().unwrap_or_default();
        let expected = missing && (text.contains("status of 404") || text.contains("Refused to execute script"));
        let of_another_page = text.contains("about:blank");
        let matters = entry["level"] == "SEVERE" || entry["level"] == "WARNING";
        if matters && !expected && !of_another_page {
            out.push(text.to_owned());
        }
    }
    out
}

fn start(test: &str) -> Option<Browser> {
    let browser = driver::open(test)?;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH}));
    browser.go("about:blank");
    drop(browser.log("browser"));
    Some(browser)
}

/// Every kind of page, by its real address, says what it says in the open site.
fn same_as_open(base: &'static str) {
    let Some(browser) = start(&format!("a locked site under {base}")) else {
        return;
    };
    let address = server::serve(example(), base);
    browser.go(&format!("{address}funnel/"));
    unlock(&browser);
    let pages = PAGES.iter().filter(|page| **page != "404.html");
    for page in pages {
        browser.go(&format!("{}{page}", site::example_address()));
        browser.wait_for("document.querySelector('[data-tools] button')");
        let wanted = browser.run(TEXT, json!([]));
        drop(browser.log("browser"));
        browser.go(&format!("{address}{page}"));
        browser.wait_for(OPEN);
        let shown = browser.run(
            &TEXT.replace("return", "document.querySelector('[data-lock]').remove(); return"),
            json!([]),
        );
        assert_eq!(shown, wanted, "{page}");
        let links = browser.lines(
            "return [...document.querySelectorAll('a[href]')].map((a) => a.href)",
            json!([]),
        );
        assert!(
            links.iter().filter(|l| l.starts_with(&address)).count() > 20,
            "{page}: {links:?}"
        );
        assert_eq!(complaints(&browser, true), Vec::<String>::new(), "{page}");
    }
}

#[test]
fn a_locked_site_is_the_open_one_below_a_repository() {
    same_as_open("/repo/");
}

#[test]
fn a_locked_site_is_the_open_one_at_a_root() {
    same_as_open("/");
}

#[test]
fn a_page_asks_once_in_a_session() {
    let Some(browser) = start("the passphrase is asked for once") else {
        return;
    };
    let address = server::serve(example(), "/repo/");
    // By the address that a colleague has sent.
    browser.go(&format!("{address}deals/axopress/#main"));
    browser.wait_for(ASKS);
    assert_eq!(browser.run("return document.title", json!([])), "This site is locked");
    type_in(&browser, "wrong horse battery");
    let wrong = browser.wait_for(&format!("document.querySelector('[aria-invalid]') && {SAID}"));
    assert!(
        wrong.as_str().unwrap().starts_with("This is not the passphrase"),
        "{wrong}"
    );
    // The wrong words are marked: typing takes their place.
    unlock(&browser);
    browser.wait_for("document.querySelector('h1').textContent.includes('Axopress')");
    assert_eq!(browser.run("return location.hash", json!([])), "#main");
    let at_deal = browser.address();
    assert!(!at_deal.contains("axopress"), "{at_deal}");
    // Neither the store nor the address holds the passphrase.
    let kept = browser.run(
        "return JSON.stringify([{...sessionStorage}, {...localStorage}])",
        json!([]),
    );
    assert!(!kept.as_str().unwrap().contains("horse"), "{kept}");
    assert_eq!(complaints(&browser, true), Vec::<String>::new());
    browser.reload();
    browser.wait_for(OPEN);
    // Another session knows nothing; the address alone leads to the same page.
    if let Some(other) = start("another session") {
        other.go(&at_deal);
        unlock(&other);
        other.wait_for("document.querySelector('h1').textContent.includes('Axopress')");
    }
    // A key that no longer fits, since the passphrase was changed, is not kept.
    let change = "for (const name of Object.keys(sessionStorage)) sessionStorage.setItem(name, '00'.repeat(32))";
    browser.run(change, json!([]));
    browser.reload();
    unlock(&browser);
    // Nor is one of somebody who locks the site again.
    browser.run(&format!("{OPEN}.click()"), json!([]));
    browser.wait_for(ASKS);
    let kept = browser.run("return Object.keys(sessionStorage).length", json!([]));
    assert_eq!(kept, 0);
    assert_eq!(complaints(&browser, false), Vec::<String>::new());
    let without = browser.run("return document.body.textContent.includes('Axopress')", json!([]));
    assert_eq!(without, false);
    browser.go(&format!("{address}nothing/here/"));
    unlock_missing(&browser);
}

/// At an address with nothing the page says so and leads to the overview.
fn unlock_missing(browser: &Browser) {
    type_in(browser, PASSPHRASE);
    browser.wait_for(&format!("{SAID}.startsWith('There is nothing at this address')"));
    browser.run("document.querySelector('[role=status] a').click()", json!([]));
    browser.wait_for(OPEN);
    browser.wait_for("location.pathname === '/repo/'");
}

#[test]
fn links_search_and_scripts_work_in_a_locked_site() {
    let Some(browser) = start("links, search, tables and the theme of a locked site") else {
        return;
    };
    let address = server::serve(example(), "/repo/");
    browser.go(&format!("{address}deals/"));
    unlock(&browser);
    let rows = "[...document.querySelectorAll('main tbody tr')].map((row) => row.textContent)";
    let before = browser.lines(&format!("return {rows}"), json!([]));
    browser.run("document.querySelector('main thead button').click()", json!([]));
    let after = browser.lines(&format!("return {rows}"), json!([]));
    assert!(before != after && before.len() == after.len());
    // Sorted rows lead where they led; and back is where one was.
    browser.run("window.scrollTo(0, 700)", json!([]));
    browser.wait_for("history.state && history.state.funnelbookY > 600");
    let link = "document.querySelector('main tbody tr:nth-child(12) a')";
    let name = browser.run(&format!("return {link}.textContent"), json!([]));
    browser.run(&format!("{link}.click()"), json!([]));
    browser.wait_for(&format!(
        "{OPEN} && document.querySelector('h1').textContent.includes({name})"
    ));
    browser.run("history.back()", json!([]));
    browser.wait_for(&format!(
        "{OPEN} && location.pathname === '/repo/deals/' && window.scrollY > 600"
    ));
    // Search, by the keyboard.
    browser.run("document.querySelector('.search input').focus()", json!([]));
    browser.write("brennan-weatherby-lighting");
    browser.wait_for(
        "document.querySelector('.search li a') && !document.querySelector('.search li a').href.includes('brennan')",
    );
    browser.press(&[ENTER]);
    browser.wait_for(&format!("location.pathname !== '/repo/deals/' && {OPEN}"));
    browser.wait_for("document.querySelector('h1').textContent.includes('Brennan')");
    // The period switcher keeps the page.
    browser.go(&format!("{address}funnel/"));
    browser.wait_for(OPEN);
    browser.run("document.querySelector('.periods .step').click()", json!([]));
    browser.wait_for(&format!("location.pathname !== '/repo/funnel/' && {OPEN}"));
    browser.wait_for("document.querySelector('.side [aria-current]').textContent === 'Funnel'");
    // The theme is chosen and kept.
    let button = "[...document.querySelectorAll('[data-tools] button')].find((b) => b.dataset.lock === undefined)";
    browser.run(&format!("const b = {button}; b.click(); b.click()"), json!([]));
    browser.reload();
    browser.wait_for(OPEN);
    browser.wait_for("document.documentElement.dataset.theme === 'dark'");
    assert_eq!(complaints(&browser, false), Vec::<String>::new());
    // On paper, too.
    assert!(browser.print().len() > 20_000);
    // Locked again, the pages before are locked as well.
    browser.run(&format!("{OPEN}.click()"), json!([]));
    browser.wait_for(&format!("location.pathname !== '/repo/funnel/' && {ASKS}"));
    browser.run("history.back()", json!([]));
    browser.wait_for(&format!("location.pathname === '/repo/funnel/' && {ASKS}"));
}

/// The file of this name once it is there, whole.
fn downloaded(folder: &Path, name: &str) -> Vec<u8> {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        match fs::read(folder.join(name)) {
            Ok(bytes) if !bytes.is_empty() => return bytes,
            _ => assert!(Instant::now() < end, "{name} was not saved"),
        }
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn files_of_a_locked_site_are_saved_as_they_are() {
    let Some(browser) = start("downloads of a locked site") else {
        return;
    };
    let address = server::serve(example(), "/repo/");
    let folder = TempDir::new().unwrap();
    let allow = json!({"behavior": "allow", "downloadPath": folder.path()});
    browser.devtools("Browser.setDownloadBehavior", allow);
    browser.go(&format!("{address}funnel/"));
    unlock(&browser);
    for ending in [".csv", ".svg"] {
        let click = "const link = [...document.querySelectorAll('main a[download]')].find((a) => a.href.endsWith(arguments[0]));
            link.click(); return link.pathname.replace('/repo/', '')";
        let path = browser.run(click, json!([ending]));
        let path = path.as_str().unwrap();
        let saved = downloaded(folder.path(), path.rsplit('/').next().unwrap());
        assert!(saved == fs::read(site::example().join(path)).unwrap(), "{path}");
    }
    assert_eq!(complaints(&browser, false), Vec::<String>::new());
    // Opened by its address, as it is written in a mail.
    browser.go(&format!("{address}data/needs.csv"));
    browser.wait_for(&format!("{SAID} === 'The file is saved.'"));
    let saved = downloaded(folder.path(), "needs.csv");
    assert!(saved == fs::read(site::example().join("data/needs.csv")).unwrap());
}

#[test]
fn pictures_and_words_of_another_language() {
    let Some(browser) = start("pictures of a locked site, in German") else {
        return;
    };
    let root = TempDir::new().unwrap();
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'><rect width='40' height='30'/></svg>";
    let files = [
        (
            "site.toml",
            "title = \"Unser Playbook\"\nlanguage = \"de\"\n[privacy]\naudience = \"team\"\n",
        ),
        ("content/plaene/plan.svg", picture),
        (
            "content/plaene/groesse.md",
            "+++\ntitle = \"Der Plan\"\n+++\n![Ein Plan](plan.svg)\n",
        ),
    ];
    for (path, text) in files {
        fs::create_dir_all(root.path().join(path).parent().unwrap()).unwrap();
        fs::write(root.path().join(path), text).unwrap();
    }
    let address = server::serve(build(root.path(), "locked-german"), "/");
    browser.go(&format!("{address}plaene/groesse/"));
    browser.wait_for(ASKS);
    let asks = browser.run(
        "return document.querySelector('main').textContent + document.documentElement.lang",
        json!([]),
    );
    assert!(
        asks.as_str().unwrap().contains("Diese Seiten sind verschlossen"),
        "{asks}"
    );
    assert!(asks.as_str().unwrap().ends_with("de"), "{asks}");
    unlock(&browser);
    browser.wait_for("document.querySelector('h1').textContent === 'Der Plan'");
    browser.wait_for("document.querySelector('main img').naturalWidth === 40");
    assert_eq!(complaints(&browser, true), Vec::<String>::new());
}

#[test]
fn the_page_that_asks_is_accessible() {
    let test = "accessibility of the page that asks";
    let axe = match driver::axe() {
        Ok(axe) => axe,
        Err(why) => return driver::leave_out(test, &why),
    };
    let Some(browser) = start(test) else { return };
    let address = server::serve(example(), "/repo/");
    let tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    for view in [LIGHT, DARK, NARROW] {
        browser.look(view);
        for (wrong, page) in [(false, "week/"), (true, "week/"), (false, "no/such/page/")] {
            browser.go(&format!("{address}{page}"));
            browser.wait_for(ASKS);
            if wrong {
                type_in(&browser, "wrong horse battery");
                browser.wait_for("document.querySelector('[aria-invalid]')");
            }
            browser.run(&axe, json!([]));
            let found = browser.run_async(include_str!("axe.js"), json!([tags, false]));
            assert_eq!(found, json!([]), "{page} in {}", view.name);
        }
    }
}

#[test]
fn what_cannot_be_unlocked_says_why() {
    let Some(browser) = start("a locked site from the disk, and without scripts") else {
        return;
    };
    let folder = example();
    browser.go(&format!("file://{}", folder.join("funnel/index.html").display()));
    browser.wait_for(&format!(
        "{SAID}.startsWith('A locked site has to come from a web server')"
    ));
    let address = server::serve(folder, "/repo/");
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.go(&address);
    let text: Value = browser.run("return document.querySelector('main').innerText", json!([]));
    assert!(text.as_str().unwrap().contains("needs JavaScript"), "{text}");
    assert!(!text.as_str().unwrap().contains("Passphrase"), "{text}");
}
