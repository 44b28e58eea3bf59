//! What is made for paper.

use crate::driver;
use crate::site;

/// Pages of a PDF: its page objects, not the tree that holds them.
fn sheets(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let after = text.split("/Type /Page").skip(1);
    after.filter(|rest| !rest.starts_with('s')).count()
}

#[test]
fn the_week_is_one_sheet() {
    let Some(browser) = driver::open("this week on one sheet") else {
        return;
    };
    browser.go(&format!("{}week/", site::example_address()));
    assert_eq!(sheets(&browser.print()), 1);
    // What counts sheets can count more than one.
    browser.go(&format!("{}funnel/", site::example_address()));
    assert!(sheets(&browser.print()) > 1);
}
