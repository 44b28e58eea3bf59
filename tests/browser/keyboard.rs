//! The way through a page by keyboard: what has the focus is seen, and large enough to be hit.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::driver::{self, Browser, ENTER, ESCAPE, PHONE, TAB};
use crate::site;

/// More stops than any page should have.
const MOST: usize = 400;

/// Goes through the page with the tab key; gives what is wrong at the stops, and how many there are.
fn walk(browser: &Browser, address: &str) -> (Vec<String>, usize) {
    browser.go(address);
    let (mut seen, mut faults) = (HashSet::new(), Vec::new());
    while seen.len() < MOST {
        browser.press(&[TAB]);
        let stop = browser.run(include_str!("focus.js"), json!([]));
        if stop.is_null() || !seen.insert(stop["key"].to_string()) {
            break;
        }
        for fault in stop["faults"].as_array().unwrap() {
            faults.push(format!("{address}: {}: {}", stop["name"], fault.as_str().unwrap()));
        }
    }
    (faults, seen.len())
}

#[test]
fn every_stop_is_seen() {
    let Some(browser) = driver::open("the way by keyboard") else {
        return;
    };
    let mut faults = Vec::new();
    for page in ["", "metrics/win_rate/", "deals/"] {
        let address = format!("{}{page}", site::example_address());
        let (found, stops) = walk(&browser, &address);
        faults.extend(found);
        assert!((30..MOST).contains(&stops), "{address}: {stops} stops");
    }
    browser.look(PHONE);
    faults.extend(walk(&browser, &format!("{}funnel/", site::example_address())).0);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_skip_link_skips() {
    let Some(browser) = driver::open("the skip link") else {
        return;
    };
    browser.go(site::example_address());
    browser.press(&[TAB]);
    let first = browser.run(include_str!("focus.js"), json!([]));
    assert!(first["name"].as_str().unwrap().contains("Skip"), "{first}");
    assert_eq!(first["faults"], json!([]));
    browser.press(&[ENTER]);
    browser.wait_for("location.hash === '#main'");
    browser.press(&[TAB]);
    let inside = "document.querySelector('main').contains(document.activeElement)";
    assert_eq!(browser.run(&format!("return {inside}"), json!([])), Value::Bool(true));
}

#[test]
fn escape_closes() {
    let Some(browser) = driver::open("Escape closes the period switcher and the menu") else {
        return;
    };
    browser.go(&format!("{}funnel/", site::example_address()));
    browser.run("document.querySelector('.switcher summary').focus()", json!([]));
    browser.press(&[ENTER]);
    browser.wait_for("document.querySelector('.switcher').open");
    browser.press(&[TAB, ESCAPE]);
    browser.wait_for("!document.querySelector('.switcher').open");
    browser.wait_for("document.activeElement === document.querySelector('.switcher summary')");

    browser.look(PHONE);
    browser.go(&format!("{}funnel/", site::example_address()));
    let shown = "document.querySelector('#menu').checkVisibility()";
    browser.wait_for(&format!("!{shown}"));
    browser.run("document.querySelector('.menu-link').focus()", json!([]));
    browser.press(&[ENTER]);
    browser.wait_for(shown);
    browser.press(&[TAB, ESCAPE]);
    browser.wait_for(&format!("!{shown}"));
}
