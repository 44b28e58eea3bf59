//! Deals from a CRM's exports: files in, a plan of changes to `content/deals/` out, written in one step.
//!
//! `source` reads files as rows, `mapping` says what their columns and values mean, `records` joins them to
//! deals, `plan` compares these with what is there, `write` does what the plan says. Each step gives plain data.

pub mod columns;
pub mod edit;
pub mod mapping;
pub mod path;
pub mod plan;
pub mod records;
pub mod source;
pub mod suggest;
pub mod values;
pub mod write;
pub mod yaml;
