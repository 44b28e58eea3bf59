//! Cohorts by age: a heat table in which what is not complete is hatched.

use super::{
    Frame, Side, Size,
    axis::sane,
    element::{Label, Look, Mark, widest},
    ink::Ink,
    sheet::{Drawn, Plot, Root, Span, nothing, pt, sheet, small},
};

/// One row a cohort, one column an age.
#[derive(Debug, Clone, PartialEq)]
pub struct Triangle {
    /// Names of the columns: "month 0", "1", "2".
    pub ages: Vec<String>,
    /// Oldest first.
    pub rows: Vec<TriangleRow>,
    /// What the ages are counted in, after the first of them: "days".
    pub unit: String,
    /// The age that is shown whichever are left out for want of room.
    pub told: usize,
    /// Whose rates they are.
    pub side: Side,
}

/// One cohort.
#[derive(Debug, Clone, PartialEq)]
pub struct TriangleRow {
    /// Such as "Jan 2026".
    pub name: String,
    /// Its size, formatted: "420"; may be empty.
    pub note: String,
    /// From the first age on; the future is left out.
    pub cells: Vec<TriangleCell>,
}

/// One cohort at one age.
#[derive(Debug, Clone, PartialEq)]
pub struct TriangleCell {
    /// The rate; missing where there is none.
    pub value: Option<f64>,
    /// The rate, formatted: "24 %".
    pub label: String,
    /// Not every deal of the cohort has reached the age yet.
    pub incomplete: bool,
}

const CELL: f64 = 30.0;
const HEAD: f64 = 22.0;

/// Draws the table.
#[must_use]
pub fn triangle(frame: &Frame<'_>, data: &Triangle, size: Size) -> String {
    let cells = || data.rows.iter().flat_map(|row| &row.cells);
    let most = cells().filter_map(|cell| cell.value.and_then(sane)).fold(0.0, f64::max);
    let longest = data.rows.iter().map(|row| row.cells.len()).max();
    let Some(count) = longest.filter(|&count| count > 0) else {
        return nothing(frame, "triangle", size);
    };
    let names = data
        .rows
        .iter()
        .map(|row| Label::new(&row.name).within(size.pick(160.0, 84.0)));
    let notes = data.rows.iter().map(|row| note(row, size));
    let notes = match widest(notes) {
        width if width > 0.0 => width + 12.0,
        _ => 0.0,
    };
    let names = widest(names) + 10.0;
    let left = names + notes;
    let need = cells().map(|cell| Label::new(&cell.label).size(small(size)));
    let need = (widest(need) + 8.0).clamp(size.pick(34.0, 30.0), 120.0);
    // Where the columns do not fit, every n-th is shown.
    let room = ((size.width() - left) / need).floor().max(1.0) as usize;
    let stride = count.div_ceil(room);
    let shown: Vec<usize> = (data.told % stride..count).step_by(stride).collect();
    let wide = ((size.width() - left) / shown.len() as f64).min(72.0);
    let height = HEAD + data.rows.len() as f64 * CELL;
    sheet(frame, "triangle", size, height, |root| {
        let columns = shown.len() as f64;
        let place = (left, left + wide * columns);
        let mut plot = Plot::rows(root, place, height, Span::plain(0.0, columns))?;
        heads(root, data, &shown, (left, wide), size)?;
        for (index, row) in data.rows.iter().enumerate() {
            let top = HEAD + index as f64 * CELL;
            let y = top + CELL / 2.0;
            let name = Label::new(&row.name).within(names - 10.0);
            root.draw(&name.at(pt(0.0, y)))?;
            root.draw(&note(row, size).end().at(pt(left - 12.0, y)))?;
            for (column, &age) in shown.iter().enumerate() {
                if let Some(found) = row.cells.get(age) {
                    let part = found.value.and_then(sane).map(|value| share(value, most));
                    let at = (column as f64, top);
                    cell(root, &mut plot, (found, part), at, (data.side, size, wide))?;
                }
            }
        }
        Ok(())
    })
}

fn share(value: f64, most: f64) -> f64 {
    if most > 0.0 {
        (value / most).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

fn note(row: &TriangleRow, size: Size) -> Label {
    let note = Label::new(&row.note).size(small(size)).muted();
    note.within(size.pick(90.0, 48.0))
}

fn heads(root: &Root<'_>, data: &Triangle, shown: &[usize], (left, wide): (f64, f64), size: Size) -> Drawn {
    for (column, &age) in shown.iter().enumerate() {
        let Some(text) = data.ages.get(age) else {
            continue;
        };
        // The first says what the ages are counted in.
        let with_unit = Label::new(&format!("{text} {}", data.unit)).size(small(size)).muted();
        let label = if column == 0 && with_unit.width() <= wide - 2.0 {
            with_unit
        } else {
            Label::new(text).size(small(size)).muted().within(wide - 2.0)
        };
        let x = left + (column as f64 + 0.5) * wide;
        root.draw(&label.middle().at(pt(x, 8.0)))?;
    }
    Ok(())
}

/// A cell as dark as its rate; a hatched one holds its text on a plain ground.
fn cell(
    root: &Root<'_>,
    plot: &mut Plot<'_>,
    (cell, part): (&TriangleCell, Option<f64>),
    (column, top): (f64, f64),
    (side, size, wide): (Side, Size, f64),
) -> Drawn {
    let corners = ((column, top + 1.0), (column + 1.0, top + CELL - 1.0));
    let bar = |look| Mark::bar(corners.0, corners.1, look).inset(1.0, 1.0);
    let y = top + CELL / 2.0;
    let x = plot.x(column) + wide / 2.0;
    let label = Label::new(&cell.label).size(small(size)).within(wide - 6.0);
    let label = label.middle();
    if cell.incomplete {
        let mut look = Look::hatch();
        look.pen = None;
        plot.draw([bar(look)])?;
        let (from, to) = label.span(x);
        let ground = Look::fill(Ink::Surface);
        if from < to {
            root.draw(&Mark::bar(pt(from - 3.0, y - 8.5), pt(to + 3.0, y + 8.5), ground))?;
        }
        return root.draw(&label.muted().at(pt(x, y)));
    }
    match part {
        // Text keeps its contrast up to half of the hue, in the light theme and in the dark.
        Some(part) => {
            plot.draw([bar(Look::fill(side.solid()).opacity(0.06 + 0.42 * part))])?;
        }
        None => plot.draw([bar(Look::fill(Ink::Shade))])?,
    }
    root.draw(&label.at(pt(x, y)))
}
