//! A comparison for people: tables in a terminal, the same in Markdown.

use std::fmt::Write as _;

use super::Shown;
use crate::commands::markdown;
use crate::commands::table::{Column, Table};
use crate::diff::{Moved, RecordChange, RestatedPeriod};
use crate::reader::show;

/// Records shown, those with the most money first; JSON has all.
const SHOWN: usize = 50;
/// Metrics named beside a record.
const METRICS: usize = 5;

/// How the parts are set.
struct Set {
    width: Option<usize>,
    markdown: bool,
}

impl Set {
    fn heading(&self, text: &str) -> String {
        if self.markdown {
            format!("\n### {}\n\n", markdown::text(text))
        } else {
            format!("\n{text}\n\n")
        }
    }

    fn table(&self, table: &Table) -> String {
        if self.markdown {
            table.markdown()
        } else {
            table.lines(self.width)
        }
    }

    /// A line of a list, cut to the width.
    fn item(&self, text: &str) -> String {
        if self.markdown {
            return format!("- {}\n", markdown::text(text));
        }
        let limit = self.width.unwrap_or(usize::MAX);
        crate::commands::table::cut(text, limit) + "\n"
    }
}

fn column(head: &'static str, right: bool, leave_out: u8) -> Column {
    Column { head, right, leave_out }
}

impl Shown<'_> {
    /// For a terminal of some width.
    pub(super) fn table(&self, width: Option<usize>) -> String {
        self.text(&Set { width, markdown: false })
    }

    /// For a pull request.
    pub(super) fn markdown(&self) -> String {
        self.text(&Set {
            width: None,
            markdown: true,
        })
    }

    fn text(&self, set: &Set) -> String {
        let (w, diff) = (&self.words, self.diff);
        let name = |name: &str, day| format!("{} (up to {})", show(name), w.date(day));
        let head = format!(
            "{} → {}",
            name(&self.old.name, diff.old),
            name(&self.new.name, diff.new)
        );
        let mut out = if set.markdown {
            format!("**{}**\n", markdown::text(&head))
        } else {
            format!("{head}\n")
        };
        for note in &diff.notes {
            let _ = write!(out, "\n{}", set.item(&note.say(w, diff)));
        }
        if diff.is_empty() {
            out.push_str("\nNothing changed that a number is made of.\n");
            return out;
        }
        for period in &diff.periods {
            let moved: Vec<&Moved> = diff.numbers.iter().filter(|m| m.period == period.id).collect();
            if !moved.is_empty() {
                let so_far = if period.running { " so far" } else { "" };
                out.push_str(&set.heading(&format!("What moved, {}{so_far}", w.period(period))));
                out.push_str(&set.table(&self.numbers(&moved)));
            }
        }
        self.why(set, &mut out);
        self.findings(set, &mut out);
        self.restated(set, &mut out);
        out
    }

    fn numbers(&self, moved: &[&Moved]) -> Table {
        let row = |m: &&Moved| {
            let b = m.bridge(&self.words, self.diff.currency);
            vec![m.metric.clone(), b.from, b.restated, b.happened, b.to, b.change]
        };
        Table {
            columns: vec![
                column("metric", false, 0),
                column("from", true, 0),
                column("restated", true, 0),
                column("happened", true, 0),
                column("to", true, 0),
                column("change", true, 1),
            ],
            rows: moved.iter().map(row).collect(),
        }
    }

    fn why(&self, set: &Set, out: &mut String) {
        let diff = self.diff;
        if diff.records.is_empty() && diff.settings.is_empty() {
            return;
        }
        out.push_str(&set.heading("Why"));
        let mut records: Vec<&RecordChange> = diff.records.iter().collect();
        // Stable: those of one amount stay in the order of their ids.
        records.sort_by_key(|r| std::cmp::Reverse(r.amount.unwrap_or(0)));
        let rows: Vec<Vec<String>> = records.iter().take(SHOWN).flat_map(|r| self.record(r)).collect();
        if !rows.is_empty() {
            let columns = vec![
                column("record", false, 0),
                column("what", false, 0),
                column("part", false, 2),
                column("changed", false, 0),
                column("moves", false, 1),
            ];
            out.push_str(&set.table(&Table { columns, rows }));
        }
        if records.len() > SHOWN {
            let more = format!("and {} more; --format json has all", records.len() - SHOWN);
            let _ = write!(out, "\n{}", set.item(&more));
        }
        if !diff.settings.is_empty() {
            out.push('\n');
        }
        for s in &diff.settings {
            let value = |v: &Option<String>| v.as_deref().map_or_else(|| "–".to_owned(), show);
            let part = if s.is_restated { "restated" } else { "happened" };
            out.push_str(&set.item(&format!(
                "{}, {} ({part}): {} → {}",
                s.file,
                show(&s.key),
                value(&s.from),
                value(&s.to)
            )));
        }
    }

    /// A row for what was restated of a record, and one for what happened.
    fn record(&self, r: &RecordChange) -> Vec<Vec<String>> {
        let mut metrics: Vec<&str> = Vec::new();
        for (metric, _) in &r.moved {
            if !metrics.contains(&metric.as_str()) {
                metrics.push(metric);
            }
        }
        let more = metrics.len().saturating_sub(METRICS);
        let mut moves = metrics.iter().take(METRICS).copied().collect::<Vec<_>>().join(", ");
        if more > 0 {
            let _ = write!(moves, " and {more} more");
        }
        [(&r.restated, "restated"), (&r.happened, "happened")]
            .into_iter()
            .filter(|(facts, _)| !facts.is_empty())
            .map(|(facts, part)| {
                let facts = r.brief(facts);
                let said = RecordChange::say(&self.words, &facts, &self.new.loaded.settings);
                vec![
                    r.id(),
                    r.change.word().to_owned(),
                    part.to_owned(),
                    plain(&said),
                    moves.clone(),
                ]
            })
            .collect()
    }

    fn findings(&self, set: &Set, out: &mut String) {
        if self.diff.findings.is_empty() {
            return;
        }
        out.push_str(&set.heading("Findings"));
        for f in &self.diff.findings {
            let ids = |list: &[crate::diff::Named]| {
                let shown: Vec<&str> = list.iter().take(METRICS).map(|n| n.id.as_str()).collect();
                let more = list.len() - shown.len();
                let rest = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                format!("{}{rest}", shown.join(", "))
            };
            let what = if f.is_new {
                "new"
            } else if f.is_gone {
                "gone"
            } else {
                "changed"
            };
            let mut text = format!("{what}, {}, {}: {}", f.severity.word(), f.rule, f.title);
            let muted = f.went.iter().filter(|n| n.is_muted).count();
            if !f.came.is_empty() {
                let _ = write!(text, " + {}", ids(&f.came));
            }
            if !f.went.is_empty() {
                let _ = write!(text, " − {}", ids(&f.went));
            }
            if muted > 0 {
                let _ = write!(text, " ({muted} muted by decisions.yaml)");
            }
            out.push_str(&set.item(&plain(&text)));
        }
    }

    fn restated(&self, set: &Set, out: &mut String) {
        if self.diff.restated.is_empty() {
            return;
        }
        let day = self.words.date(self.diff.old);
        out.push_str(&set.heading(&format!("Periods that were over on {day} and were restated")));
        let columns = vec![
            column("period", false, 0),
            column("numbers", false, 0),
            column("records edited", false, 1),
        ];
        let rows = self.diff.restated.iter().map(|r| self.restated_row(r)).collect();
        out.push_str(&set.table(&Table { columns, rows }));
    }

    fn restated_row(&self, r: &RestatedPeriod) -> Vec<String> {
        let number = |m: &Moved| {
            let b = m.bridge(&self.words, self.diff.currency);
            format!("{} {} → {}", m.metric, b.from, b.between)
        };
        let few = |list: Vec<String>, between: &str| {
            let more = list.len().saturating_sub(METRICS);
            let rest = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            list.into_iter().take(METRICS).collect::<Vec<_>>().join(between) + &rest
        };
        let edited = self.diff.edited(r).into_iter().map(RecordChange::id).collect();
        let numbers = r.numbers.iter().map(number).collect();
        vec![r.period.clone(), few(numbers, "; "), few(edited, ", ")]
    }
}

/// The team's words without what a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '·' } else { c }).collect()
}
