//! Plain horizontal bars from zero.

use std::ops::Range;

use super::{
    Frame, Side, Size,
    axis::sane,
    element::{Label, Look, Mark},
    ink::{Ink, Pen},
    names,
    sheet::{Drawn, Plot, Root, Span, nothing, pt, sheet, small},
};

/// Amounts by name: losses by reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// From the top down.
    pub rows: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Such as "Price".
    pub name: String,
    /// Whose it is.
    pub side: Side,
    /// In any unit; negative and missing values are drawn as zero.
    pub value: f64,
    /// The value, formatted: "34".
    pub label: String,
    /// More about it: "21 % of losses"; may be empty.
    pub note: String,
    /// Stands above the bar where a group begins with it: "Lead"; mostly empty.
    pub heading: String,
}

/// The room of a heading.
const HEADING: f64 = 30.0;

/// Draws the bars.
#[must_use]
pub fn bars(frame: &Frame<'_>, data: &Bars, size: Size) -> String {
    let value = |bar: &Bar| sane(bar.value).unwrap_or(0.0).max(0.0);
    let most = data.rows.iter().map(value).fold(0.0, f64::max);
    if data.rows.is_empty() {
        return nothing(frame, "bars", size);
    }
    let most = if most > 0.0 { most } else { 1.0 };
    let (pitch, height) = (size.pick(34.0, 50.0), size.pick(22.0, 18.0));
    let headings = |rows: &[Bar]| rows.iter().filter(|bar| !bar.heading.is_empty()).count() as f64 * HEADING;
    let whole = data.rows.len() as f64 * pitch + size.pick(0.0, -8.0) + headings(&data.rows);
    let (left, right) = across(data, size, &|bar| value(bar) / most);
    sheet(frame, "bars", size, whole, |root| {
        let mut plot = Plot::rows(root, (left, right), whole, Span::plain(0.0, most))?;
        for (index, bar) in data.rows.iter().enumerate() {
            let top = index as f64 * pitch + size.pick((34.0 - 22.0) / 2.0, 22.0) + headings(&data.rows[..=index]);
            if !bar.heading.is_empty() {
                let y = top - size.pick(6.0, 22.0) - 11.0;
                let label = Label::new(&bar.heading).bold().within(size.width());
                root.draw(&label.at(pt(0.0, y)))?;
            }
            let corners = ((0.0, top), (value(bar), top + height));
            let title = format!("{}: {}", bar.name, bar.label);
            if value(bar) > 0.0 {
                let mark = Mark::bar(corners.0, corners.1, Look::fill(bar.side.solid()));
                plot.draw([mark.title(&title)])?;
            }
            words(root, bar, size, (left, plot.x(value(bar)), top + height / 2.0))?;
        }
        if size == Size::Wide {
            let pen = Pen::new(Ink::Strong, 1.0);
            for group in groups(&data.rows) {
                let above = headings(&data.rows[..=group.start]);
                let from = group.start as f64 * pitch + above + 2.0;
                Plot::upright(root, left, (from, group.end as f64 * pitch + above - 2.0), pen)?;
            }
        }
        Ok(())
    })
}

/// Rows that stand together: each group begins with a heading, the first perhaps without.
fn groups(rows: &[Bar]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = (0..rows.len())
        .filter(|&index| index == 0 || !rows[index].heading.is_empty())
        .collect();
    starts.push(rows.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn labels(bar: &Bar, size: Size) -> (Label, Label) {
    let note = Label::new(&bar.note).size(small(size)).muted();
    let label = Label::new(&bar.label).bold();
    (label.within(size.pick(200.0, 150.0)), note)
}

fn across(data: &Bars, size: Size, part: &dyn Fn(&Bar) -> f64) -> (f64, f64) {
    if size == Size::Narrow {
        return (0.0, size.width());
    }
    let left = names::widest_of(data.rows.iter().map(|bar| &bar.name), 270.0) + 12.0;
    let mut room = size.width() - left;
    for bar in &data.rows {
        let (label, note) = labels(bar, size);
        let beside = 9.0 + label.width() + 7.0 + note.width();
        if part(bar) > 0.0 {
            room = room.min((size.width() - left - beside) / part(bar));
        }
    }
    (left, left + room.max(180.0))
}

fn words(root: &Root<'_>, bar: &Bar, size: Size, (left, end, y): (f64, f64, f64)) -> Drawn {
    let (label, note) = labels(bar, size);
    if size == Size::Wide {
        let name = names::lines(Label::new(&bar.name).end(), 270.0);
        names::about(root, name, (left - 12.0, y))?;
        let behind = end + 9.0 + label.width() + 7.0;
        root.draw(&label.at(pt(end + 9.0, y)))?;
        return root.draw(&note.within(size.width() - behind).at(pt(behind, y)));
    }
    let y = y - 20.0;
    let note = note.within(size.width() * 0.45).end();
    let gap = if note.text.is_empty() { 0.0 } else { 7.0 };
    let end = size.width() - note.width() - gap;
    root.draw(&note.at(pt(size.width(), y)))?;
    let room = end - label.width() - 12.0;
    root.draw(&label.end().at(pt(end, y)))?;
    root.draw(&Label::new(&bar.name).within(room).at(pt(0.0, y)))
}
