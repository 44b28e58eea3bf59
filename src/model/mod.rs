//! The types of a team's records, which cannot hold a wrong value: parsed at the edge, trusted after.

mod campaign;
mod date;
mod deal;
mod money;
mod people;

pub use campaign::{Ask, Campaign, Goal, MonthResults};
pub use date::{Day, Month, When};
pub use deal::{Deal, Entry, FollowUp, FollowUpKind, Kind, Loss, Need, Next, Objection, Touch, TouchKind};
pub use money::{Currency, Money, Rate, convert, round_half_up};
pub use people::{CostMonth, Decision, Event, Person, Sides};

use std::fmt;
use std::sync::Arc;

/// An id that has been checked: `[a-z0-9][a-z0-9._-]*`, not ending in a dot, at most 120 bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

/// Ids that would collide with a page of ours or a word of the data files.
const RESERVED: [&str; 5] = ["index.html", "page", "unknown", "unattributed", "all"];

impl Id {
    /// Checks `text`; the error says what is wrong with it.
    ///
    /// # Errors
    /// A sentence part, such as "holds `ü`", when `text` is not an id.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut chars = text.chars();
        match chars.next() {
            None => return Err("is empty".into()),
            Some(c) if !(c.is_ascii_lowercase() || c.is_ascii_digit()) => {
                return Err(format!("starts with `{}`", c.escape_debug()));
            }
            Some(_) => {}
        }
        if let Some(c) = chars.find(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(*c))) {
            return Err(format!("holds `{}`", c.escape_debug()));
        }
        if text.ends_with('.') {
            return Err("ends in a dot".into());
        }
        if text.len() > 120 {
            return Err("is longer than 120 characters".into());
        }
        let device = text.split('.').next().unwrap_or(text);
        let numbered = device.len() == 4
            && (device.starts_with("com") || device.starts_with("lpt"))
            && device.ends_with(|c: char| c.is_ascii_digit());
        if RESERVED.contains(&text) || numbered || ["con", "prn", "aux", "nul"].contains(&device) {
            return Err("is a reserved name".into());
        }
        Ok(Self(text.into()))
    }

    /// The nearest valid id to any text, where there is one.
    pub fn suggestion(text: &str) -> Option<String> {
        let mut out = String::new();
        for c in text.to_lowercase().chars() {
            match c {
                'a'..='z' | '0'..='9' | '.' | '_' | '-' => out.push(c),
                'ä' => out.push_str("ae"),
                'ö' => out.push_str("oe"),
                'ü' => out.push_str("ue"),
                'ß' => out.push_str("ss"),
                _ if !out.ends_with('-') => out.push('-'),
                _ => {}
            }
        }
        out.truncate(120);
        let out = out.trim_start_matches(['-', '.', '_']).trim_end_matches(['-', '.']);
        // A reserved word is none with a number.
        let ids = [out.to_owned(), format!("{out}-1")];
        ids.into_iter().find(|id| Self::parse(id).is_ok())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Declares an enum whose variants are the words that stand in the files.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The words as written in files.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word as written in files.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Reads the word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The two sides of the funnel.
    Side {
        /// Reach, engagement, nurturing.
        Marketing = "marketing",
        /// Needs, closing, the circle closed.
        Sales = "sales",
    }
}

/// Where a record stands: the file, and its line there. The list position is that among all
/// records of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Path relative to the root.
    pub file: Arc<str>,
    /// YAML document in the file, from 0.
    pub document: u32,
    /// Position in the list, where the document is a list.
    pub index: Option<u32>,
    /// First line, from 1.
    pub line: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_at_most_120_bytes() {
        assert!(Id::parse(&"a".repeat(119)).is_ok());
        assert!(Id::parse(&"a".repeat(120)).is_ok());
        for long in [121, 122] {
            assert_eq!(
                Id::parse(&"a".repeat(long)).unwrap_err(),
                "is longer than 120 characters"
            );
        }
    }

    #[test]
    fn suggestions_spell_out_what_an_id_cannot_hold() {
        let of = |text: &str| Id::suggestion(text);
        assert_eq!(of("Größe Äpfel").as_deref(), Some("groesse-aepfel"));
        assert_eq!(of("Müller & Söhne GmbH.").as_deref(), Some("mueller-soehne-gmbh"));
        assert_eq!(of("a_b.c-d").as_deref(), Some("a_b.c-d"));
        assert_eq!(of("All").as_deref(), Some("all-1"));
        assert_eq!(of("…"), None);
    }
}
