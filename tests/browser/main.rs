//! The built site in a real browser: Chromium, by its driver. What reads only files (links, anchors,
//! ids) runs everywhere; the rest says plainly that it was left out where Chromium, its driver or
//! axe are not installed, and fails there if `CI` is set.
//!
//! `UPDATE_SHOTS=1 cargo test --test browser looks` stores new pictures to compare with.

#[path = "../github/pages.rs"]
mod artifact;
mod axe;
mod behaviour;
mod crawl;
mod driver;
mod hostile;
mod html;
mod keyboard;
mod locked;
mod paper;
mod plain;
#[path = "../preview/mod.rs"]
mod preview;
mod quiet;
mod reload;
// Of the runner of actions only what the Pages workflow wants.
#[allow(dead_code, reason = "shared with tests/github")]
#[path = "../github/runner.rs"]
mod runner;
mod server;
mod shots;
mod site;
mod svgtext;
