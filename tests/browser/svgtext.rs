//! The words in charts: none cut off, none over another, none too small, on a wide screen, a tablet and a
//! phone; and none too faint on what is beneath it, which axe cannot tell.

use serde_json::json;

use crate::driver::{self, DARK, FORCED, FORCED_DARK, LIGHT, PHONE, TABLET};
use crate::site::{self, PAGES, SOLO_PAGES};

/// The least height of letters as shown.
const LEAST_PX: f64 = 10.5;

#[test]
fn words_in_charts_are_legible() {
    let Some(browser) = driver::open("the words in charts") else {
        return;
    };
    let example = PAGES.iter().map(|page| format!("{}{page}", site::example_address()));
    let solo = SOLO_PAGES.iter().map(|page| format!("{}{page}", site::solo_address()));
    let mut faults = Vec::new();
    for address in example.chain(solo) {
        for view in [LIGHT, TABLET, PHONE] {
            browser.look(view);
            browser.go(&address);
            let found = browser.lines(include_str!("svgtext.js"), json!([LEAST_PX]));
            faults.extend(found.iter().map(|fault| format!("{address} ({}): {fault}", view.name)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn words_in_charts_stand_out() {
    let Some(browser) = driver::open("the contrast of words in charts") else {
        return;
    };
    let mut faults = Vec::new();
    let mut texts = 0;
    for view in [LIGHT, DARK, FORCED, FORCED_DARK] {
        browser.look(view);
        for page in PAGES {
            browser.go(&format!("{}{page}", site::example_address()));
            let mut found = browser
                .lines(include_str!("contrast.js"), json!([4.5, 3.0]))
                .into_iter();
            texts += found.next().and_then(|n| n.parse().ok()).unwrap_or(0);
            faults.extend(found.map(|fault| format!("/{page} ({}): {fault}", view.name)));
        }
    }
    assert!(texts > 1000, "only {texts} texts");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
