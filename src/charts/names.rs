//! Names of rows: on one line, or on two where they are longer.

use super::{
    element::{Label, widest},
    sheet::{Drawn, Root, pt},
};

/// From the middle of a line to that of the next.
pub(super) const LEADING: f64 = 15.0;

/// A label on one line, or on two: broken after the last word that fits, the second cut where it is too long still.
pub(super) fn lines(label: Label, width: f64) -> Vec<Label> {
    let whole = label.text.trim_end();
    if label.width() <= width {
        return vec![label];
    }
    let first = |end: usize| Label {
        text: whole[..end].trim_end().to_owned(),
        ..label.clone()
    };
    let mut spaces = whole.match_indices(' ').map(|(at, _)| at);
    let fits = |at: &usize| !whole[..*at].trim().is_empty() && first(*at).width() <= width;
    let Some(at) = spaces.rfind(fits) else {
        return vec![label.within(width)];
    };
    let mut second = Label {
        text: whole[at..].trim_start().to_owned(),
        ..label.clone()
    }
    .within(width);
    if !second.full.is_empty() {
        second.full.clone_from(&label.text);
    }
    vec![first(at), second]
}

/// The widest of some names on their lines.
pub(super) fn widest_of<'a>(names: impl Iterator<Item = &'a String>, width: f64) -> f64 {
    widest(names.flat_map(|name| lines(Label::new(name), width)))
}

/// Draws lines one beneath the other, about a point.
pub(super) fn about(root: &Root<'_>, lines: Vec<Label>, (x, y): (f64, f64)) -> Drawn {
    let top = y - (lines.len().max(1) - 1) as f64 * LEADING / 2.0;
    for (index, line) in lines.into_iter().enumerate() {
        root.draw(&line.at(pt(x, top + index as f64 * LEADING)))?;
    }
    Ok(())
}
