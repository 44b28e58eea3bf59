//! funnelbook: a team's campaigns and deals in, a playbook site out.
//!
//! Data goes one way through the rooms: `settings` → `content` → `ledger` → `metrics` → `pages` →
//! `output`. Each hands the next a plain value. `import` stands beside them: it writes what `content` reads.

pub mod charts;
pub mod commands;
pub mod content;
pub mod demo;
pub mod diagnostics;
pub mod diff;
pub mod files;
pub mod import;
pub mod ledger;
pub mod metrics;
pub mod model;
pub mod output;
pub mod pages;
pub mod preview;
pub mod public;
pub mod reader;
pub mod revision;
pub mod settings;
pub mod starter;
pub mod words;
