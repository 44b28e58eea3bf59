//! Colours by role. A role has a class for the page's style sheet and, beneath it, the light
//! theme's value as a presentation attribute; it travels through plotters as a reserved RGB value.

use plotters::style::{RGBColor, ShapeStyle};
use plotters_backend::BackendColor;

use super::{Side, canvas::SCALE};

/// A role that a colour plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Text,
    Muted,
    Grid,
    Border,
    Strong,
    Surface,
    Shade,
    Lost,
    Neutral,
    Good,
    Bad,
    Mkt,
    MktSoft,
    MktText,
    Sales,
    SalesSoft,
    SalesText,
}

/// Every role: its name in classes (`f-…` fills, `s-…` strokes) and in tokens.css, its light value.
const TABLE: [(Ink, &str, &str); 17] = [
    (Ink::Text, "text", "#171d26"),
    (Ink::Muted, "muted", "#4f5661"),
    (Ink::Grid, "grid", "#e4e6ea"),
    (Ink::Border, "border", "#dbdee3"),
    (Ink::Strong, "border-strong", "#7e848c"),
    (Ink::Surface, "surface", "#ffffff"),
    (Ink::Shade, "surface-2", "#f0f2f6"),
    (Ink::Lost, "lost", "#babec4"),
    (Ink::Neutral, "neutral", "#6f757e"),
    (Ink::Good, "good", "#006548"),
    (Ink::Bad, "bad", "#a51c34"),
    (Ink::Mkt, "mkt", "#b9541e"),
    (Ink::MktSoft, "mkt-soft", "#e9b082"),
    (Ink::MktText, "mkt-text", "#954114"),
    (Ink::Sales, "sales", "#005a9d"),
    (Ink::SalesSoft, "sales-soft", "#88b6e6"),
    (Ink::SalesText, "sales-text", "#004f8a"),
];

impl Ink {
    /// The name in classes and custom properties.
    pub(super) const fn name(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The light theme's value.
    pub(super) const fn hex(self) -> &'static str {
        TABLE[self as usize].2
    }
}

impl Side {
    /// The name in classes: `mkt`, `sales`, `neutral`.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Marketing => "mkt",
            Self::Sales => "sales",
            Self::Neutral => "neutral",
        }
    }

    /// For bars, lines and marks.
    pub(super) const fn solid(self) -> Ink {
        match self {
            Self::Marketing => Ink::Mkt,
            Self::Sales => Ink::Sales,
            Self::Neutral => Ink::Neutral,
        }
    }

    /// For parts that are not settled, and bands.
    pub(super) const fn soft(self) -> Ink {
        match self {
            Self::Marketing => Ink::MktSoft,
            Self::Sales => Ink::SalesSoft,
            Self::Neutral => Ink::Lost,
        }
    }

    /// For text on the page's surface.
    pub(super) const fn text(self) -> Ink {
        match self {
            Self::Marketing => Ink::MktText,
            Self::Sales => Ink::SalesText,
            Self::Neutral => Ink::Muted,
        }
    }
}

/// How a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    Solid,
    /// Not settled: a running period, a target, the handoff.
    Dashed,
    Dotted,
}

impl Dash {
    const ALL: [Self; 3] = [Self::Solid, Self::Dashed, Self::Dotted];

    /// The value of `stroke-dasharray`.
    pub(super) const fn array(self) -> Option<&'static str> {
        match self {
            Self::Solid => None,
            Self::Dashed => Some("5 4"),
            Self::Dotted => Some("1.5 3.5"),
        }
    }
}

/// A stroke: role, width in pixels, dash.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pen {
    pub(super) ink: Ink,
    pub(super) width: f64,
    pub(super) dash: Dash,
}

impl Pen {
    pub(super) const fn new(ink: Ink, width: f64) -> Self {
        Self {
            ink,
            width,
            dash: Dash::Solid,
        }
    }

    pub(super) const fn dashed(ink: Ink, width: f64) -> Self {
        Self {
            ink,
            width,
            dash: Dash::Dashed,
        }
    }

    pub(super) const fn dotted(ink: Ink, width: f64) -> Self {
        Self {
            ink,
            width,
            dash: Dash::Dotted,
        }
    }

    /// The style that carries this pen through plotters.
    pub(super) fn style(self) -> ShapeStyle {
        ShapeStyle {
            color: color(self.ink, self.dash).into(),
            filled: false,
            stroke_width: (self.width * SCALE).round() as u32,
        }
    }
}

/// First byte of every reserved colour; plotters itself draws nothing in such a colour.
const MARK: u8 = 16;

/// The reserved colour that stands for a role in plotters' own styles.
pub(super) fn color(ink: Ink, dash: Dash) -> RGBColor {
    RGBColor(MARK, dash as u8, ink as u8)
}

/// Reads a reserved colour back; anything else is drawn as text.
pub(super) fn role(color: BackendColor) -> (Ink, Dash) {
    let (mark, dash, ink) = color.rgb;
    if mark != MARK {
        return (Ink::Text, Dash::Solid);
    }
    (
        TABLE.get(usize::from(ink)).map_or(Ink::Text, |row| row.0),
        Dash::ALL.get(usize::from(dash)).copied().unwrap_or(Dash::Solid),
    )
}
