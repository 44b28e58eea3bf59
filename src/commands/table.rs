//! Tables in a terminal and in Markdown.

/// A column's head, and how it behaves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub head: &'static str,
    /// Numbers stand at the right.
    pub right: bool,
    /// Where there is not room for all, columns are left out from the highest; 0 stays.
    pub leave_out: u8,
}

/// A table of texts.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

/// The least that a column of words is cut to.
const LEAST: usize = 12;

impl Table {
    /// In lines of at most `width` characters, where there is a limit: first whole columns are left out, then
    /// words are cut.
    pub(super) fn lines(&self, width: Option<usize>) -> String {
        let mut shown: Vec<usize> = (0..self.columns.len()).collect();
        let mut widths = self.widths();
        if let Some(limit) = width {
            let total = |shown: &[usize], widths: &[usize]| {
                shown.iter().map(|c| widths[*c]).sum::<usize>() + 2 * shown.len().saturating_sub(1)
            };
            while total(&shown, &widths) > limit {
                let last = shown.iter().copied().max_by_key(|c| self.columns[*c].leave_out);
                let Some(last) = last.filter(|c| self.columns[*c].leave_out > 0) else {
                    break;
                };
                shown.retain(|c| *c != last);
            }
            while total(&shown, &widths) > limit {
                let words = shown
                    .iter()
                    .copied()
                    .filter(|c| !self.columns[*c].right && widths[*c] > LEAST);
                let Some(widest) = words.max_by_key(|c| widths[*c]) else {
                    break;
                };
                widths[widest] -= 1;
            }
        }
        let mut out = String::new();
        let heads: Vec<String> = self.columns.iter().map(|c| c.head.to_owned()).collect();
        for row in std::iter::once(&heads).chain(&self.rows) {
            let cells = shown.iter().map(|c| {
                let (cell, width) = (cut(&row[*c], widths[*c]), widths[*c]);
                if self.columns[*c].right {
                    format!("{cell:>width$}")
                } else {
                    format!("{cell:<width$}")
                }
            });
            out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            out.push('\n');
        }
        out
    }

    /// As a table of GitHub's Markdown.
    pub(super) fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.columns.iter().map(|c| c.head.to_owned()).collect());
        let rule = |c: &Column| if c.right { "---:" } else { "---" }.to_owned();
        out.push_str(&line(self.columns.iter().map(rule).collect()));
        for row in &self.rows {
            out.push_str(&line(row.iter().map(|cell| escaped(cell)).collect()));
        }
        out
    }

    fn widths(&self) -> Vec<usize> {
        let of = |(c, column): (usize, &Column)| {
            let cells = self.rows.iter().map(|row| row[c].chars().count());
            cells.chain([column.head.chars().count()]).max().unwrap_or(0)
        };
        self.columns.iter().enumerate().map(of).collect()
    }
}

/// What Markdown would take for its own is written so that it is not.
pub(super) fn escaped(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '@' | '#' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// A text of at most `width` characters.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    kept.trim_end().to_owned() + "…"
}

/// How wide the terminal is that stdout goes to; none where it goes elsewhere.
pub(super) fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0).max(20))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let column = |head, right, leave_out| Column { head, right, leave_out };
        Table {
            columns: vec![
                column("metric", false, 0),
                column("value", true, 0),
                column("95 %", false, 1),
            ],
            rows: vec![
                vec!["a_metric_with_a_long_id".into(), "7 %".into(), "5–9 %".into()],
                vec!["short".into(), "–".into(), String::new()],
            ],
        }
    }

    #[test]
    fn all_where_there_is_room() {
        let expected = "metric                   value  95 %\na_metric_with_a_long_id    7 %  5–9 %\nshort                        –\n";
        assert_eq!(sample().lines(None), expected);
        assert_eq!(sample().lines(Some(37)), expected);
    }

    #[test]
    fn columns_go_before_words_are_cut() {
        let one = "metric                   value\na_metric_with_a_long_id    7 %\nshort                        –\n";
        assert_eq!(sample().lines(Some(36)), one);
        let two = "metric          value\na_metric_with…    7 %\nshort               –\n";
        assert_eq!(sample().lines(Some(21)), two);
        // Never to nothing.
        assert!(sample().lines(Some(3)).contains("a_metric_wi…"));
    }

    #[test]
    fn markdown_takes_nothing_for_markup() {
        let mut table = sample();
        table.rows[1][0] = "a|b <b>*x*".into();
        let markdown = table.markdown();
        assert!(markdown.starts_with("| metric | value | 95 % |\n| --- | ---: | --- |\n"));
        assert!(markdown.contains("| a\\|b \\<b\\>\\*x\\* | – |"), "{markdown}");
    }
}
