//! The site where scripts do not run: everything is there, nothing waits for them.

use serde_json::json;

use crate::driver::{self, LIGHT, PHONE};
use crate::site;

/// What a page without scripts lacks.
const LACKS: &str = "const out = [];
    if (document.documentElement.classList.contains('js')) out.push('scripts run');
    if (document.querySelector('.filter, thead button, .tools button, .search input')) out.push('shows what only scripts make work');
    for (const row of document.querySelectorAll('tbody tr')) {
        const closed = row.closest('details:not([open])');
        if (!closed && !row.checkVisibility()) out.push(`hides the row ${row.textContent.slice(0, 40)}`);
    }
    for (const heading of document.querySelectorAll('main h2, main h3, main p, main figure > svg:not(.narrow)')) {
        const closed = heading.closest('details:not([open])');
        if (!closed && !heading.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
            out.push(`hides ${heading.outerHTML.slice(0, 80)}`);
        }
    }
    return out;";

#[test]
fn all_is_there_without_scripts() {
    let Some(browser) = driver::open("the site without scripts") else {
        return;
    };
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    let mut faults = Vec::new();
    for page in [
        "",
        "funnel/",
        "deals/",
        "deals/axopress/",
        "metrics/win_rate/",
        "campaigns/",
        "quality/",
        "week/",
    ] {
        browser.look(LIGHT);
        browser.go(&format!("{}{page}", site::example_address()));
        let found = browser.lines(LACKS, json!([]));
        faults.extend(found.iter().map(|fault| format!("{page}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    browser.go(&format!("{}deals/", site::example_address()));
    let rows = browser.run("return document.querySelectorAll('main tbody tr').length", json!([]));
    assert_eq!(rows, 100);
    // On a phone the menu is a link to the menu, and its links go to the pages.
    browser.look(PHONE);
    browser.run("document.querySelector('.menu-link').click()", json!([]));
    browser.wait_for("document.querySelector('#menu').checkVisibility()");
    browser.run(
        "document.querySelector('#menu a[href=\"../funnel/index.html\"]').click()",
        json!([]),
    );
    browser.wait_for("location.pathname.endsWith('/funnel/index.html')");
    browser.wait_for("document.querySelector('.switcher')");
    browser.run("document.querySelector('.switcher summary').click()", json!([]));
    browser.wait_for("document.querySelector('.choices a').checkVisibility()");
}
