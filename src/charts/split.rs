//! How marketing and sales divide things: rows of 100 %.

use super::{
    Frame, Side, Size,
    axis::sane,
    element::{Label, Look, Mark},
    ink::{Ink, Pen},
    place::spread,
    sheet::{Drawn, Plot, Root, Span, nothing, pt, sheet, small},
    text::{Weight, width},
};

/// Rows that each add up to 100 %.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// From the top down.
    pub rows: Vec<SplitRow>,
}

/// One thing that is divided: spend, pipeline, won, ….
#[derive(Debug, Clone, PartialEq)]
pub struct SplitRow {
    /// Such as "Sourced pipeline".
    pub name: String,
    /// The whole, formatted, or why there is none: "€1.2M", "no spend recorded"; may be empty.
    pub note: String,
    /// Drawn in the order marketing, neutral, sales, so the two hues never touch.
    pub parts: Vec<SplitPart>,
}

/// One part of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitPart {
    /// Such as "Marketing" or "not known".
    pub name: String,
    /// Whose part it is.
    pub side: Side,
    /// In any unit; negative and missing values count as zero.
    pub value: f64,
    /// Such as "62 %".
    pub label: String,
}

/// A part with its place on the scale from 0 to 1.
struct Piece<'a> {
    part: &'a SplitPart,
    from: f64,
    to: f64,
}

const BAR: f64 = 28.0;
/// Between a label and the ends of its part.
const INSIDE: f64 = 9.0;
/// Between parts.
const BETWEEN: f64 = 3.0;

/// Draws the rows.
#[must_use]
pub fn split(frame: &Frame<'_>, data: &Split, size: Size) -> String {
    let rows: Vec<Vec<Piece<'_>>> = data.rows.iter().map(pieces).collect();
    if rows.iter().all(Vec::is_empty) {
        return nothing(frame, "split", size);
    }
    let (left, right) = across(data, size);
    let mut tops = Vec::with_capacity(rows.len());
    let mut y = size.pick(4.0, 0.0);
    for pieces in &rows {
        y += size.pick(0.0, 22.0);
        tops.push(y);
        y += BAR + size.pick(16.0, 14.0);
        if pieces.iter().any(|piece| !fits(piece, right - left)) {
            y += 20.0;
        }
    }
    sheet(frame, "split", size, y - 10.0, |root| {
        let mut plot = Plot::rows(root, (left, right), y - 10.0, Span::plain(0.0, 1.0))?;
        for ((row, pieces), &top) in data.rows.iter().zip(&rows).zip(&tops) {
            names(root, row, size, (left, right, top))?;
            bar(root, &mut plot, pieces, size, top)?;
        }
        Ok(())
    })
}

fn order(side: Side) -> u8 {
    match side {
        Side::Marketing => 0,
        Side::Neutral => 1,
        Side::Sales => 2,
    }
}

fn pieces(row: &SplitRow) -> Vec<Piece<'_>> {
    let value = |part: &SplitPart| sane(part.value).unwrap_or(0.0).max(0.0);
    let total: f64 = row.parts.iter().map(value).sum();
    let mut parts: Vec<&SplitPart> = row.parts.iter().filter(|part| value(part) > 0.0).collect();
    parts.sort_by_key(|part| order(part.side));
    let mut done = 0.0;
    parts
        .into_iter()
        .map(|part| {
            let from = done / total;
            done += value(part);
            Piece {
                part,
                from,
                to: (done / total).min(1.0),
            }
        })
        .collect()
}

/// The bars' left and right: names at the left and wholes at the right of a wide sheet.
fn across(data: &Split, size: Size) -> (f64, f64) {
    if size == Size::Narrow {
        return (0.0, size.width());
    }
    let widest = |texts: &dyn Fn(&SplitRow) -> Label| {
        data.rows
            .iter()
            .map(|row| texts(row).width())
            .fold(0.0, f64::max)
            .ceil()
    };
    let names = widest(&|row| Label::new(&row.name).within(190.0));
    let notes = widest(&|row| note(row, size).within(150.0));
    let notes = if notes > 0.0 { notes + 12.0 } else { 0.0 };
    (names + 12.0, size.width() - notes)
}

fn note(row: &SplitRow, size: Size) -> Label {
    Label::new(&row.note).size(small(size)).muted()
}

fn names(root: &Root<'_>, row: &SplitRow, size: Size, (left, right, top): (f64, f64, f64)) -> Drawn {
    if size == Size::Wide {
        let y = top + BAR / 2.0;
        let name = Label::new(&row.name).within(190.0).end();
        root.draw(&name.at(pt(left - 12.0, y)))?;
        let note = note(row, size).within(150.0);
        return root.draw(&note.at(pt(right + 12.0, y)));
    }
    let y = top - 11.0;
    let note = note(row, size).within(size.width() * 0.5).end();
    let room = size.width() - note.width() - 12.0;
    root.draw(&Label::new(&row.name).within(room).at(pt(0.0, y)))?;
    root.draw(&note.at(pt(size.width(), y)))
}

/// Name and value of a part, as two labels side by side, and their width together.
fn words(part: &SplitPart, ink: Option<Ink>) -> (Label, Label, f64) {
    let name = Label::new(&part.name).ink(ink.unwrap_or(part.side.text()));
    let value = Label::new(&part.label).bold().ink(ink.unwrap_or(part.side.text()));
    let whole = name.width() + 6.0 + value.width();
    (name, value, whole)
}

/// Whether name and value find room in the part.
fn fits(piece: &Piece<'_>, room: f64) -> bool {
    let inside = (piece.to - piece.from) * room - BETWEEN - 2.0 * INSIDE;
    words(piece.part, None).2 <= inside
}

fn bar(root: &Root<'_>, plot: &mut Plot<'_>, pieces: &[Piece<'_>], size: Size, top: f64) -> Drawn {
    let bottom = top + BAR;
    if pieces.is_empty() {
        let look = Look::line(Pen::dashed(Ink::Strong, 1.0));
        return plot.draw([Mark::bar((0.0, top + 0.5), (1.0, bottom - 0.5), look).inset(0.5, 0.5)]);
    }
    let room = plot.x(1.0) - plot.x(0.0);
    let last = pieces.len() - 1;
    for (index, piece) in pieces.iter().enumerate() {
        let gap = |inner: bool| if inner { BETWEEN / 2.0 } else { 0.0 };
        let look = Look::fill(piece.part.side.solid());
        let title = format!("{}: {}", piece.part.name, piece.part.label);
        plot.draw([Mark::bar((piece.from, top), (piece.to, bottom), look)
            .inset(gap(index > 0), gap(index < last))
            .title(&title)])?;
        if fits(piece, room) {
            inside(root, plot, piece, f64::midpoint(top, bottom))?;
        }
    }
    outside(root, plot, pieces, size, bottom)
}

/// Marketing's label at the left of its part, sales' at the right, others in the middle.
fn inside(root: &Root<'_>, plot: &Plot<'_>, piece: &Piece<'_>, y: f64) -> Drawn {
    let (name, value, whole) = words(piece.part, Some(Ink::Surface));
    let (from, to) = (plot.x(piece.from), plot.x(piece.to));
    let x = match piece.part.side {
        Side::Marketing => from + INSIDE,
        Side::Neutral => f64::midpoint(from, to) - whole / 2.0,
        Side::Sales => to - INSIDE - whole,
    };
    let behind = x + name.width() + 6.0;
    root.draw(&name.at(pt(x, y)))?;
    root.draw(&value.at(pt(behind, y)))
}

/// Labels that do not fit into their parts stand beneath them.
fn outside(root: &Root<'_>, plot: &Plot<'_>, pieces: &[Piece<'_>], size: Size, bottom: f64) -> Drawn {
    let room = plot.x(1.0) - plot.x(0.0);
    let out: Vec<&Piece<'_>> = pieces.iter().filter(|piece| !fits(piece, room)).collect();
    if out.is_empty() {
        return Ok(());
    }
    let limits = (0.0, size.width());
    // Where there are too many for one line each gets an even share of it.
    let most = size.width() / out.len() as f64 - 14.0;
    let total: f64 = out.iter().map(|piece| words(piece.part, None).2 + 14.0).sum();
    let labels: Vec<(Label, Label, f64)> = out
        .iter()
        .map(|piece| {
            let (name, value, whole) = words(piece.part, None);
            if total <= size.width() {
                return (name, value, whole);
            }
            let value = value.within(most);
            let name = name.within(most - value.width() - 6.0);
            let between = if name.text.is_empty() { 0.0 } else { 6.0 };
            let whole = name.width() + between + value.width();
            (name, value, whole)
        })
        .collect();
    let middle = |piece: &Piece<'_>| plot.x(f64::midpoint(piece.from, piece.to));
    let wanted: Vec<(f64, f64)> = out
        .iter()
        .zip(&labels)
        .map(|(piece, (_, _, whole))| (middle(piece) - whole / 2.0, *whole))
        .collect();
    let y = bottom + 14.0;
    for ((piece, (name, value, whole)), x) in out.iter().zip(labels).zip(spread(&wanted, 14.0, limits)) {
        let line = vec![pt(middle(piece), bottom + 1.0), pt(middle(piece), bottom + 5.0)];
        root.draw(&Mark::line(line, Pen::new(Ink::Strong, 1.0)))?;
        let behind = x + whole - width(&value.text, value.size, Weight::Bold);
        root.draw(&name.at(pt(x, y)))?;
        root.draw(&value.at(pt(behind, y)))?;
    }
    Ok(())
}
