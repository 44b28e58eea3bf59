//! axe over a page of every kind: WCAG 2.2 AA and best practice, in light, dark, at 320 px and in forced
//! colours.

use serde_json::json;

use crate::driver::{self, DARK, FORCED, FORCED_DARK, LIGHT, NARROW, View};
use crate::site::{self, PAGES, PUBLIC_PAGES, SOLO_PAGES};

const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

fn accessible(view: View) {
    let test = format!("accessibility in {}", view.name);
    let axe = match driver::axe() {
        Ok(axe) => axe,
        Err(why) => return driver::leave_out(&test, &why),
    };
    let Some(browser) = driver::open(&test) else { return };
    browser.look(view);
    let example = PAGES.iter().map(|page| format!("{}{page}", site::example_address()));
    let solo = SOLO_PAGES.iter().map(|page| format!("{}{page}", site::solo_address()));
    let public = PUBLIC_PAGES
        .iter()
        .map(|page| format!("{}{page}", site::public_address()));
    let mut faults = Vec::new();
    for address in example.chain(solo).chain(public) {
        browser.go(&address);
        browser.run(&axe, json!([]));
        // The period switcher is the same everywhere: it is opened once.
        let with_switcher = address.ends_with("/repo/funnel/");
        let found = browser.run_async(include_str!("axe.js"), json!([TAGS, with_switcher]));
        let found: Vec<String> = serde_json::from_value(found).unwrap();
        faults.extend(found.into_iter().map(|fault| format!("{address}: {fault}")));
    }
    assert!(faults.is_empty(), "in {}:\n{}", view.name, faults.join("\n"));
}

#[test]
fn accessible_in_light() {
    accessible(LIGHT);
}

#[test]
fn accessible_in_dark() {
    accessible(DARK);
}

#[test]
fn accessible_on_a_narrow_screen() {
    accessible(NARROW);
}

#[test]
fn accessible_in_forced_colours() {
    accessible(FORCED);
}

#[test]
fn accessible_in_forced_colours_on_dark() {
    accessible(FORCED_DARK);
}
