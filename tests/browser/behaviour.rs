//! What scripts add: search, tables that sort and filter, the theme switch, the age of the data. And
//! the period switcher, which keeps the page.

use serde_json::{Value, json};

use crate::driver::{self, Browser, ENTER};
use crate::preview::{Preview, playbook, write};
use crate::site;

fn at(page: &str) -> String {
    format!("{}{page}", site::example_address())
}

/// Searches on the overview and opens the first that is found; gives its address.
fn search(browser: &Browser, words: &str) -> String {
    browser.go(&at(""));
    browser.run("document.querySelector('.search input').focus()", json!([]));
    browser.write(words);
    browser.wait_for("document.querySelector('.search li a')");
    browser.press(&[ENTER]);
    browser.wait_for(&format!("location.pathname !== new URL('{}').pathname", at("")));
    browser.address()
}

#[test]
fn search_finds() {
    let Some(browser) = driver::open("search") else { return };
    for (words, page) in [
        // By account, without its umlaut; by id; by the words of the other kinds.
        (
            "achterberg schweisstechnik gmbh",
            "deals/achterberg-schweisstechnik/index.html",
        ),
        (
            "brennan-weatherby-lighting",
            "deals/brennan-weatherby-lighting/index.html",
        ),
        ("workshop days leipzig 2026", "campaigns/fair-leipzig-2026/index.html"),
        ("win_rate", "metrics/win_rate/index.html"),
        ("time to the first answer", "metrics/speed_to_lead_hours/index.html"),
    ] {
        assert_eq!(search(&browser, words), at(page), "{words}");
    }
    browser.run("document.querySelector('.search input').focus()", json!([]));
    browser.write("xyzzy");
    browser.wait_for("document.querySelector('.search [role=status]').textContent === 'Nothing found.'");
}

/// Presses the heading's button; gives its `aria-sort` and the column from top to bottom.
fn sort(browser: &Browser, column: usize) -> (String, Vec<String>) {
    let script = "const table = document.querySelector('table[data-sortable]');
        const head = table.tHead.rows[0].cells[arguments[0]];
        head.querySelector('button').click();
        const sorted = table.querySelectorAll('[aria-sort]');
        if (sorted.length !== 1 || sorted[0] !== head) return ['more than one column is marked', []];
        const cells = [...table.tBodies[0].rows].map((row) => row.cells[arguments[0]]);
        return [head.getAttribute('aria-sort'), cells.map((cell) => cell.textContent.trim())];";
    serde_json::from_value(browser.run(script, json!([column]))).unwrap()
}

/// The euros in a cell, none where it says that there is no amount.
fn euros(cell: &str) -> Option<u64> {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[test]
fn tables_sort() {
    let Some(browser) = driver::open("sorting of tables") else {
        return;
    };
    browser.go(&at("deals/"));
    // Numbers begin with the greatest; what has none comes last either way.
    let (order, down) = sort(&browser, 4);
    assert_eq!(order, "descending");
    let (order, up) = sort(&browser, 4);
    assert_eq!(order, "ascending");
    for (cells, greatest_first) in [(&down, true), (&up, false)] {
        let known = cells.iter().map_while(|c| euros(c)).collect::<Vec<_>>();
        assert!(known.len() > 10, "{cells:?}");
        assert!(cells[known.len()..].iter().all(|c| c == "–"), "{cells:?}");
        let sorted = |pair: &[u64]| {
            if greatest_first {
                pair[0] >= pair[1]
            } else {
                pair[0] <= pair[1]
            }
        };
        assert!(known.windows(2).all(sorted), "{known:?}");
    }
    let (order, up) = sort(&browser, 0);
    assert_eq!(order, "ascending");
    let (order, down) = sort(&browser, 0);
    assert_eq!(order, "descending");
    assert!(up[0].to_lowercase() < down[0].to_lowercase(), "{} {}", up[0], down[0]);
    assert_eq!(up, down.into_iter().rev().collect::<Vec<_>>());
}

#[test]
fn tables_filter() {
    let Some(browser) = driver::open("filtering of tables") else {
        return;
    };
    browser.go(&at("deals/"));
    let shown = "[...document.querySelectorAll('table[data-sortable] tbody tr')]
        .filter((row) => row.checkVisibility()).map((row) => row.textContent.toLowerCase())";
    let rows = |browser: &Browser| browser.lines(&format!("return {shown}"), json!([]));
    let all = rows(&browser);
    browser.run("document.querySelector('.filter input').focus()", json!([]));
    browser.write("paid search");
    browser.wait_for("document.querySelector('.filter output').textContent");
    let some = rows(&browser);
    assert!(
        !some.is_empty() && some.len() < all.len(),
        "{} of {}",
        some.len(),
        all.len()
    );
    assert!(
        some.iter().all(|row| row.contains("paid") && row.contains("search")),
        "{some:?}"
    );
    let told = browser.wait_for("document.querySelector('.filter output').textContent");
    assert_eq!(told, format!("{} of {}", some.len(), all.len()));
    browser.run(
        "const input = document.querySelector('.filter input'); input.value = '';
         input.dispatchEvent(new Event('input'))",
        json!([]),
    );
    assert_eq!(rows(&browser), all);
}

#[test]
fn the_theme_is_kept() {
    let Some(browser) = driver::open("the theme switch") else {
        return;
    };
    browser.go(&at(""));
    let state = "const button = document.querySelector('[data-tools] button');
        const shade = getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g)[0] > 127;
        return [button.textContent, shade ? 'light' : 'dark'];";
    let press = "document.querySelector('[data-tools] button').click();";
    for (name, shade) in [("light", "light"), ("dark", "dark"), ("system", "light")] {
        browser.run(press, json!([]));
        let wanted = json!([format!("Theme: {name}"), shade]);
        assert_eq!(browser.run(state, json!([])), wanted);
        browser.reload();
        assert_eq!(browser.run(state, json!([])), wanted, "after a reload");
        browser.go(&at("funnel/"));
        assert_eq!(browser.run(state, json!([])), wanted, "on another page");
    }
    browser.look(driver::DARK);
    assert_eq!(browser.run(state, json!([])), json!(["Theme: system", "dark"]));
}

#[test]
fn the_period_switcher_keeps_the_page() {
    let Some(browser) = driver::open("the period switcher") else {
        return;
    };
    for page in ["funnel", "handoff", "spend", "losses", "attribution"] {
        browser.go(&at(&format!("{page}/")));
        let links = browser.lines(
            "return [...document.querySelectorAll('.periods a')].map((a) => a.href)",
            json!([]),
        );
        assert!(links.len() > 20, "{page}: {links:?}");
        let kept = |link: &String| link.ends_with(&format!("/{page}/index.html"));
        assert!(links.iter().all(kept), "{page}: {links:?}");
    }
    browser.go(&at("funnel/"));
    let choose = "document.querySelector('.switcher summary').click();
        [...document.querySelectorAll('.choices a')].find((a) => a.href.includes('2026-Q2')).click();";
    browser.run(choose, json!([]));
    browser.wait_for("location.pathname.endsWith('/periods/2026-Q2/funnel/index.html')");
    let current = browser.wait_for("document.querySelector('.choices [aria-current]').textContent");
    let summary = browser.wait_for("document.querySelector('.switcher summary').textContent");
    assert!(
        summary.as_str().unwrap().contains(current.as_str().unwrap()),
        "{summary} {current}"
    );
}

#[test]
fn old_data_says_its_age() {
    let Some(browser) = driver::open("the age of the data") else {
        return;
    };
    let footer = |day: &str| -> Value {
        let clock = format!("Date.now = () => Date.parse('{day}T12:00:00Z')");
        let added = browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": clock}));
        browser.go(&at(""));
        browser.devtools("Page.removeScriptToEvaluateOnNewDocument", added);
        browser.wait_for("document.querySelector('footer').textContent")
    };
    // The example's data go up to 2026-10-31.
    let fresh = footer("2026-11-03");
    assert!(!fresh.as_str().unwrap().contains("days old"), "{fresh}");
    let old = footer("2026-11-04");
    assert!(
        old.as_str().unwrap().contains("31\u{a0}October 2026, 4 days old"),
        "{old}"
    );
}

#[test]
fn search_fetches_only_the_parts_that_it_needs() {
    let Some(browser) = driver::open("search in a large playbook") else {
        return;
    };
    let folder = playbook();
    // So many deals that they are no longer in the index itself. Each account is three words and a sign.
    let words = |i: usize| {
        let letters = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
        let word = |n: usize| format!("{}{}{}", letters(n), letters(n / 26), letters(n / 676));
        format!("{}{} & {} Größe", word(i), letters(i / 7), word(i * 31 + 5))
    };
    let deals: String = (0..5200)
        .map(|i| format!("- {{id: d{i}, account: {}, stages: {{lead: 2026-06-01}}}}\n", words(i)))
        .collect();
    write(folder.path(), "content/deals/many.yaml", &deals);
    let preview = Preview::of(folder.path());
    let address = format!("http://127.0.0.1:{}/", preview.port);
    let asked = "performance.getEntriesByType('resource').map((r) => new URL(r.name).pathname)
        .filter((path) => path.startsWith('/data/search'))";
    for (typed, id) in [
        ("d4711".to_owned(), 4711),
        (words(3000), 3000),
        (words(17).replace("Größe", "GROSSE"), 17),
        // The short beginning of a word is no word of its own.
        (words(42).replace("Größe", "gr"), 42),
    ] {
        browser.go(&address);
        browser.run("document.querySelector('.search input').focus()", json!([]));
        browser.write(&typed);
        browser.wait_for(&format!(
            "document.querySelector('.search li a[href$=\"/d{id}/index.html\"]')"
        ));
        let asked: Vec<String> = serde_json::from_value(browser.run(&format!("return {asked}"), json!([]))).unwrap();
        let parts = asked.iter().filter(|path| path.starts_with("/data/search/")).count();
        assert!((1..=4).contains(&parts), "{typed}: {asked:?}");
    }
    // Pages of other kinds are found as ever, and what is nowhere is not.
    browser.go(&address);
    browser.run("document.querySelector('.search input').focus()", json!([]));
    browser.write("win_rate");
    browser.wait_for("document.querySelector('.search li a[href*=\"metrics/win_rate/\"]')");
    browser.run("document.querySelector('.search input').value = ''", json!([]));
    browser.write("xyzzy");
    browser.wait_for("document.querySelector('.search [role=status]').textContent === 'Nothing found.'");
}
