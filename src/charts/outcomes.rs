//! How deals ended, by what they have in common: bars from zero of won, still open and lost.

use super::{
    Frame, Side, Size,
    element::{Label, Look, Mark},
    ink::{Ink, Pen},
    names,
    place::spread,
    sheet::{Drawn, Plot, Root, Span, nothing, pt, sheet, small},
};

/// Deals by what they have in common and how they ended: needs by outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// From the top down.
    pub rows: Vec<OutcomeRow>,
    /// Names the parts, above the first row: won, still open, lost.
    pub words: [String; 3],
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRow {
    /// Such as "One tool for all".
    pub name: String,
    /// Deals won, still open, lost.
    pub counts: [u64; 3],
    /// Stands behind the bar: "8 of 19 won".
    pub label: String,
}

/// The room of the words above the first row.
const HEAD: f64 = 20.0;

/// Draws the bars.
#[must_use]
pub fn outcomes(frame: &Frame<'_>, data: &Outcomes, size: Size) -> String {
    let most = data.rows.iter().map(total).fold(0.0, f64::max);
    if most <= 0.0 {
        return nothing(frame, "outcomes", size);
    }
    let (pitch, bar) = (size.pick(34.0, 50.0), size.pick(22.0, 18.0));
    let whole = HEAD + data.rows.len() as f64 * pitch + size.pick(0.0, -8.0);
    let (left, right) = across(data, size, most);
    sheet(frame, "outcomes", size, whole, |root| {
        let mut plot = Plot::rows(root, (left, right), whole, Span::plain(0.0, most))?;
        keys(root, &plot, data, size)?;
        for (index, row) in data.rows.iter().enumerate() {
            let top = HEAD + index as f64 * pitch + size.pick(6.0, 22.0);
            parts(&mut plot, row, (top, top + bar))?;
            words(root, row, size, (left, plot.x(total(row)), top + bar / 2.0))?;
        }
        if size == Size::Wide {
            Plot::upright(root, left, (HEAD + 2.0, whole - 2.0), Pen::new(Ink::Strong, 1.0))?;
        }
        Ok(())
    })
}

fn total(row: &OutcomeRow) -> f64 {
    row.counts.iter().map(|n| *n as f64).sum()
}

fn label(row: &OutcomeRow, size: Size) -> Label {
    let label = Label::new(&row.label).size(small(size)).muted();
    label.within(size.pick(240.0, 150.0))
}

fn across(data: &Outcomes, size: Size, most: f64) -> (f64, f64) {
    if size == Size::Narrow {
        return (0.5, size.width() - 0.5);
    }
    let left = names::widest_of(data.rows.iter().map(|row| &row.name), 270.0) + 12.0;
    let room = data.rows.iter().filter(|row| total(row) > 0.0).map(|row| {
        let beside = 9.0 + label(row, size).width();
        (size.width() - left - beside) / (total(row) / most)
    });
    let room = room.fold(size.width() - left - 1.0, f64::min);
    (left, left + room.max(180.0))
}

/// Won, still open, lost, as in the funnel: full, light, hatched.
fn parts(plot: &mut Plot<'_>, row: &OutcomeRow, (top, bottom): (f64, f64)) -> Drawn {
    let solid = Side::Neutral.solid();
    let looks = [
        Look::fill(solid),
        Look::fill(Side::Neutral.soft()).pen(Pen::new(solid, 1.0)),
        Look::hatch(),
    ];
    let mut from = 0.0;
    for (count, look) in row.counts.iter().zip(looks) {
        let to = from + *count as f64;
        if *count > 0 {
            let edge = if look.pen.is_some() { 0.5 } else { 0.0 };
            let mark = Mark::bar((from, top + edge), (to, bottom - edge), look);
            let gap = if from > 0.0 { 2.0 } else { edge };
            plot.draw([mark.inset(gap, edge).title(&format!("{}: {count}", row.name))])?;
        }
        from = to;
    }
    Ok(())
}

fn words(root: &Root<'_>, row: &OutcomeRow, size: Size, (left, end, y): (f64, f64, f64)) -> Drawn {
    let label = label(row, size);
    if size == Size::Wide {
        let name = names::lines(Label::new(&row.name).end(), 270.0);
        names::about(root, name, (left - 12.0, y))?;
        let label = label.within(size.width() - end - 9.0);
        return root.draw(&label.at(pt(end + 9.0, y)));
    }
    let room = size.width() - label.width() - 12.0;
    root.draw(&label.end().at(pt(size.width(), y - 20.0)))?;
    root.draw(&Label::new(&row.name).within(room).at(pt(0.0, y - 20.0)))
}

/// The words for the parts, each above where it first occurs in a row that has all, else in the first
/// row that has it.
fn keys(root: &Root<'_>, plot: &Plot<'_>, data: &Outcomes, size: Size) -> Drawn {
    let begins = |part: usize| {
        let row = data.rows.iter().find(|row| row.counts[part] > 0)?;
        let before: f64 = row.counts[..part].iter().map(|n| *n as f64).sum();
        Some(plot.x(before))
    };
    let found: Vec<(f64, Label)> = (0..3)
        .filter_map(|part| {
            let label = Label::new(&data.words[part]).size(small(size)).muted();
            Some((begins(part)?, label.within(100.0)))
        })
        .collect();
    // In the order of the parts, however the rows differ.
    let mut least = 0.0;
    let wanted: Vec<(f64, f64)> = found
        .iter()
        .map(|(x, label)| {
            least = x.max(least);
            (least, label.width())
        })
        .collect();
    for ((_, label), x) in found.into_iter().zip(spread(&wanted, 14.0, (0.0, size.width()))) {
        root.draw(&label.at(pt(x, 8.0)))?;
    }
    Ok(())
}
