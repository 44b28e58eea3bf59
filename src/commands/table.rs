//! Tables in a terminal and in Markdown.

use super::markdown;

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

/// The least width of a column of words.
const LEAST: usize = 12;

impl Table {
    /// In lines of at most `width` characters, where there is a limit: first whole columns are left out, which
    /// a last line says, then words go on in the next line.
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
            let cells: Vec<Vec<String>> = shown.iter().map(|c| wrapped(&row[*c], widths[*c])).collect();
            for i in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let line = shown.iter().zip(&cells).map(|(c, cell)| {
                    let (part, width) = (cell.get(i).map_or("", String::as_str), widths[*c]);
                    if self.columns[*c].right {
                        format!("{part:>width$}")
                    } else {
                        format!("{part:<width$}")
                    }
                });
                out.push_str(line.collect::<Vec<_>>().join("  ").trim_end());
                out.push('\n');
            }
        }
        let hidden = self.columns.iter().enumerate().filter(|(c, _)| !shown.contains(c));
        let hidden: Vec<String> = hidden.map(|(_, column)| format!("\"{}\"", column.head)).collect();
        if !hidden.is_empty() {
            let note = format!("There is no room for {}.", hidden.join(" and "));
            for line in wrapped(&note, width.unwrap_or(usize::MAX)) {
                out.push_str(&line);
                out.push('\n');
            }
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
            out.push_str(&line(row.iter().map(|cell| markdown::text(cell)).collect()));
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

/// A text of at most `width` characters.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    kept.trim_end().to_owned() + "…"
}

/// A text in lines of at most `width` characters, parted after a blank, `_` or `-` where there is one. Nothing
/// is left out but blanks at which it is parted.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut rest: Vec<char> = text.chars().collect();
    while rest.len() > width {
        // A blank may stand just after the last column.
        let blank = rest[..=width].iter().rposition(|c| *c == ' ').filter(|at| *at > 0);
        let joint = rest[..width]
            .iter()
            .rposition(|c| matches!(c, '_' | '-' | '/'))
            .map(|at| at + 1);
        let end = blank.or(joint).unwrap_or(width);
        let tail = rest.split_off(end);
        lines.push(rest.iter().collect::<String>().trim_end().to_owned());
        rest = tail.into_iter().skip_while(|c| *c == ' ').collect();
    }
    if !rest.is_empty() || lines.is_empty() {
        lines.push(rest.into_iter().collect());
    }
    lines
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
    fn columns_go_before_words_go_on_in_the_next_line() {
        let one = "metric                   value\na_metric_with_a_long_id    7 %\nshort                        –\nThere is no room for \"95 %\".\n";
        assert_eq!(sample().lines(Some(36)), one);
        let two = "metric          value\na_metric_with_    7 %\na_long_id\nshort               –\nThere is no room for\n\"95 %\".\n";
        assert_eq!(sample().lines(Some(21)), two);
        // Never to nothing.
        assert!(
            sample()
                .lines(Some(3))
                .starts_with("metric        value\na_metric_       7 %\nwith_a_long_\nid\n")
        );
    }

    #[test]
    fn markdown_takes_nothing_for_markup() {
        let mut table = sample();
        table.rows[1][0] = "a|b <b>*x*".into();
        let markdown = table.markdown();
        assert!(markdown.starts_with("| metric | value | 95 % |\n| --- | ---: | --- |\n"));
        assert!(markdown.contains("| a\\|b &lt;b&gt;\\*x\\* | – |"), "{markdown}");
    }
}
