//! A synthetic playbook of any size: the same bytes for the same seed, on every machine.
//!
//! The company is made up: Lathe & Ledger, fourteen people who make planning and stock software
//! for workshops and small factories. Its data holds what a real one's does: seasons, channels
//! that differ, people who come and go, and all three failures that the findings look for.
//!
//! Deals are told one after the other in the order of their first contacts and handed to the sink
//! file by file, so a million need no more memory than one file and a few tables.

mod after;
mod campaigns;
mod company;
mod customers;
mod days;
mod deal;
mod dice;
mod lists;
mod market;
mod names;
mod schedule;
mod spend;
mod story;
#[cfg(test)]
mod tests;
mod touches;
mod words;
mod yaml;

use days::{Calendar, MONTHS};
use dice::Dice;
use schedule::Schedule;
use std::io;
use story::Teller;
use yaml::line;

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many deals; 360 makes a believable small company.
    pub deals: usize,
    /// Another seed makes other data.
    pub seed: u64,
}

/// A file of the playbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Relative to the site's root, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// Deals a file holds at most.
const PER_FILE: usize = 5_000;
/// Up to here one file a quarter reads well.
const BY_QUARTER: usize = 2_000;

/// Makes a playbook and hands each file to `sink`: the same files in the same order for the same
/// options. Markdown pages are not among them.
///
/// # Errors
///
/// Whatever `sink` gives; nothing is made after that.
pub fn write(options: &Options, sink: &mut dyn FnMut(File) -> io::Result<()>) -> io::Result<()> {
    let calendar = Calendar::new();
    let schedule = Schedule::new(campaigns::plan(options));
    for (path, text) in company::files(options, &calendar) {
        sink(File {
            path: path.to_owned(),
            text,
        })?;
    }
    let mut teller = Teller::new(options.seed, options.deals, &calendar, schedule);
    write_deals(options, &mut teller, sink)?;
    let schedule = teller.schedule;
    let scale = company::campaign_scale(options.deals, schedule.campaigns.len());
    for (number, campaign) in schedule.campaigns.iter().enumerate() {
        sink(File {
            path: format!("content/campaigns/{}.yaml", campaign.id),
            text: spend::file(options.seed, number, &schedule, &calendar, scale),
        })?;
    }
    Ok(())
}

fn write_deals(
    options: &Options,
    teller: &mut Teller<'_>,
    sink: &mut dyn FnMut(File) -> io::Result<()>,
) -> io::Result<()> {
    let months = deals_by_month(options.deals);
    let mut number = 0;
    let mut page = Page::default();
    for (month, &count) in months.iter().enumerate() {
        let parts = count.div_ceil(PER_FILE);
        let days = days_in(month, count, options.seed, teller);
        let each = days.iter().flat_map(|&(day, heard)| std::iter::repeat_n(day, heard));
        for (place, created) in each.enumerate() {
            let part = (parts > 1).then_some(place / PER_FILE + 1);
            let (path, heading) = title(options.deals, month, part, teller.calendar);
            if path != page.path {
                page.flush(sink)?;
                page.begin(path, &heading);
            }
            let deal = teller.tell(number, created);
            yaml::deal(&mut page.text, &deal, &teller.schedule.campaigns, teller.calendar);
            number += 1;
        }
    }
    page.flush(sink)
}

/// The file being filled.
#[derive(Default)]
struct Page {
    path: String,
    text: String,
}

impl Page {
    fn begin(&mut self, path: String, heading: &str) {
        self.path = path;
        line!(self.text, "# {heading}");
    }

    fn flush(&mut self, sink: &mut dyn FnMut(File) -> io::Result<()>) -> io::Result<()> {
        if self.path.is_empty() {
            return Ok(());
        }
        sink(File {
            path: std::mem::take(&mut self.path),
            text: std::mem::take(&mut self.text),
        })
    }
}

/// Path and first line of the file for deals of a month.
fn title(deals: usize, month: usize, part: Option<usize>, calendar: &Calendar) -> (String, String) {
    let (year, of_year) = (2025 + month / 12, month % 12);
    if deals <= BY_QUARTER {
        let quarter = of_year / 3 + 1;
        let months = [
            "January to March",
            "April to June",
            "July to September",
            "October to December",
        ];
        return (
            format!("content/deals/{year}-q{quarter}.yaml"),
            format!("Deals first heard of in {} {year}.", months[quarter - 1]),
        );
    }
    let month = calendar.month_text(month);
    match part {
        Some(part) => (
            format!("content/deals/{month}-part-{part:02}.yaml"),
            format!("Deals first heard of in {month}, part {part}."),
        ),
        None => (
            format!("content/deals/{month}.yaml"),
            format!("Deals first heard of in {month}."),
        ),
    }
}

/// Splits the deals over the months by season and growth, with no deal lost to rounding.
fn deals_by_month(deals: usize) -> Vec<usize> {
    let weights: Vec<u128> = (0..MONTHS)
        .map(|month| market::month_weight(month).unsigned_abs().into())
        .collect();
    let all: u128 = weights.iter().sum();
    let mut before = 0;
    let mut given = 0;
    weights
        .iter()
        .map(|weight| {
            before += weight;
            let due = usize::try_from(deals as u128 * before / all).unwrap_or(deals);
            let count = due - given;
            given = due;
            count
        })
        .collect()
}

/// How many deals are first heard of on each day of a month.
fn days_in(month: usize, count: usize, seed: u64, teller: &Teller<'_>) -> Vec<(i32, usize)> {
    let mut dice = Dice::new(seed, 5, month as u64);
    let days: Vec<i32> = teller.calendar.days_of(month).collect();
    let weights: Vec<i32> = days
        .iter()
        .map(|&day| {
            let usual = if teller.calendar.closed(day) { 3 } else { 10 };
            usual * teller.schedule.rush(day)
        })
        .collect();
    let mut counts = vec![0; days.len()];
    for _ in 0..count {
        counts[dice.weighted(&weights)] += 1;
    }
    days.into_iter().zip(counts).collect()
}
