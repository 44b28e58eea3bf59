//! The preview in a browser: a number changes in the page when a file is saved, the place in the page is kept,
//! and problems come and go, all under the page's own policy.

use std::fs;

use serde_json::json;

use crate::driver;
use crate::preview::{Preview, playbook, write};

const FILE: &str = "content/deals/acme-onboarding.yaml";
const PROBLEMS: &str = "document.querySelector('.funnelbook-problems pre')";

#[test]
fn a_number_changes_without_a_reload_by_hand() {
    let Some(browser) = driver::open("the preview reloads the page") else {
        return;
    };
    let folder = playbook();
    let root = folder.path();
    let deal = fs::read_to_string(root.join(FILE)).unwrap();
    assert!(deal.contains("amount: 24000"), "{deal}");
    let preview = Preview::of(root);
    drop(browser.log("browser"));
    browser.go(&format!("http://127.0.0.1:{}/deals/acme-onboarding/", preview.port));
    let says = |amount: &str| format!("document.querySelector('main').textContent.includes('{amount}')");
    browser.wait_through_loading(&says("€24,000"));
    browser.run("scrollTo(0, 150)", json!([]));
    let marked = "window.before = true; return scrollY";
    assert_eq!(browser.run(marked, json!([])), json!(150));

    write(root, FILE, &deal.replace("24000", "31000"));
    browser.wait_through_loading(&says("€31,000"));
    assert_eq!(
        browser.run("return window.before === undefined", json!([])),
        json!(true)
    );
    browser.wait_through_loading("scrollY === 150");

    write(root, FILE, &deal.replace("amount: 24000", "amount: <b>much</b>"));
    browser.wait_through_loading(&format!("{PROBLEMS}?.textContent.includes('amount: <b>much</b>')"));
    let shown = "const box = document.querySelector('.funnelbook-problems');
        const place = box.getBoundingClientRect();
        return [getComputedStyle(box).position, box.querySelector('b'), place.height > 40 && place.bottom <= innerHeight]";
    assert_eq!(browser.run(shown, json!([])), json!(["fixed", null, true]));
    // Over the last good page, at the same place.
    browser.wait_through_loading(&says("€31,000"));
    browser.wait_through_loading("scrollY === 150");

    write(root, FILE, &deal.replace("24000", "42000"));
    browser.wait_through_loading(&format!("!{PROBLEMS} && {}", says("€42,000")));
    browser.wait_through_loading("scrollY === 150");

    let faults: Vec<_> = browser
        .log("browser")
        .into_iter()
        .filter(|entry| entry["level"] != "INFO")
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
}
