//! The built site in a real browser: Chromium, by its driver. What reads only files (links, anchors,
//! ids) runs everywhere; the rest says plainly that it was left out where Chromium, its driver or
//! axe are not installed, and fails there if `CI` is set.
//!
//! `UPDATE_SHOTS=1 cargo test --test browser looks` stores new pictures to compare with.

mod axe;
mod behaviour;
mod crawl;
mod driver;
mod hostile;
mod html;
mod keyboard;
mod paper;
mod plain;
#[path = "../preview/mod.rs"]
mod preview;
mod quiet;
mod reload;
mod server;
mod shots;
mod site;
mod svgtext;
