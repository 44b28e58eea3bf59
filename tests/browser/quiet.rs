//! Pages load without an error, a failed request or a violation of their own policy, and load
//! nothing from elsewhere.

use serde_json::{Value, json};
use url::Url;

use crate::driver::{self, Browser};
use crate::site::{self, PAGES, PUBLIC_PAGES, SOLO_PAGES};

/// Kept before any script of the page runs.
const WATCH: &str = "window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));";

const POLICY: &str = "const head = [...document.head.children];
    const policy = head[0];
    if (policy?.httpEquiv?.toLowerCase() !== 'content-security-policy') return ['no policy first in the head'];
    return window.violations.map((what) => `against the policy: ${what}`);";

/// What the network's log tells of one request that went wrong or elsewhere.
fn request_fault(entry: &Value, origin: &str, page: &str) -> Option<String> {
    let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
    let (method, what) = (message["message"]["method"].as_str()?, &message["message"]["params"]);
    match method {
        "Network.requestWillBeSent" => {
            let url = what["request"]["url"].as_str()?;
            let ours = url.starts_with(origin) || url.starts_with("data:");
            (!ours).then(|| format!("asks for {url}"))
        }
        "Network.responseReceived" => {
            let (url, status) = (what["response"]["url"].as_str()?, what["response"]["status"].as_u64()?);
            (status >= 400 && url != page).then(|| format!("gets {status} for {url}"))
        }
        "Network.loadingFailed" => Some(format!("fails to load: {}", what["errorText"])),
        _ => None,
    }
}

fn faults(browser: &Browser, address: &str) -> Vec<String> {
    let origin = Url::parse(address).unwrap().origin().ascii_serialization();
    browser.go(address);
    // The search's index is fetched only when somebody searches.
    browser.run("document.querySelector('.search input')?.focus()", json!([]));
    let mut out = browser.lines(POLICY, json!([]));
    for entry in browser.log("browser") {
        let text = entry["message"].as_str().unwrap_or_default();
        // Chromium reports the missing page itself, which is what was asked for.
        if entry["level"] != "INFO" && !text.starts_with(&format!("{address} - Failed to load resource")) {
            out.push(format!("console: {text}"));
        }
    }
    let log = browser.log("performance");
    out.extend(log.iter().filter_map(|entry| request_fault(entry, &origin, address)));
    out.into_iter().map(|fault| format!("{address}: {fault}")).collect()
}

#[test]
fn pages_are_quiet() {
    let Some(browser) = driver::open("no error, no failed request, no policy violation") else {
        return;
    };
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH}));
    browser.go("about:blank");
    drop((browser.log("browser"), browser.log("performance")));
    let mut found = Vec::new();
    for page in PAGES.iter().chain(&["no/such/page"]) {
        found.extend(faults(&browser, &format!("{}{page}", site::example_address())));
    }
    for page in SOLO_PAGES {
        found.extend(faults(&browser, &format!("{}{page}", site::solo_address())));
    }
    for page in PUBLIC_PAGES {
        found.extend(faults(&browser, &format!("{}{page}", site::public_address())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
