//! Typed reading that gathers every problem: one schema, two sources.
//!
//! A `record!` declares the keys of a mapping and their types. It is read through serde, from
//! the fast YAML parser while all is well. At a value of the wrong shape that parser cannot go on;
//! then the same schema reads the same text again from a [`tree`] with positions, which can, so
//! that all problems are found in one run. TOML (settings, front matter) is always read from a
//! tree. While reading, problems are kept by path; places are looked up only where there are any.

pub mod guard;
mod hints;
pub mod lines;
mod scalars;
pub mod schema;
mod toml_tree;
pub mod tree;

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;

use jiff::tz::TimeZone;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

pub use scalars::{Any, Count, Flag, LongText, ScalarOr, Share, Text, YesNo};

use crate::diagnostics::{Code, suggest, turns_direction};
use crate::model::Currency;

/// A step of a path into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seg {
    /// A key known to the schema.
    Key(&'static str),
    /// Any other key.
    Name(Box<str>),
    /// A position in a list (documents of a file are one too).
    Index(u32),
}

/// Which part of an entry is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value.
    Value,
    /// The key (of a mapping's entry).
    Key,
    /// The first of several keys of one name.
    FirstKey,
}

/// A problem by path, before its place is known.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The code.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub path: Vec<Seg>,
    /// Which part of it.
    pub part: Part,
    /// What it contradicts.
    pub related: Option<(Vec<Seg>, String)>,
    /// What to do.
    pub hint: Option<String>,
}

/// What is known while reading: how scalars are meant, where we are, what was found.
pub struct Cx<'e> {
    /// The site's time zone, for local times.
    pub zone: &'e TimeZone,
    /// The site's currency, for money without a code.
    pub currency: Currency,
    /// Whether a wrong shape can be reported and passed over (reading from a tree).
    recover: bool,
    /// Position of the first record of a text that was cut from a longer list.
    pub first_index: u32,
    path: RefCell<Vec<Seg>>,
    found: RefCell<Vec<Finding>>,
    errors: Cell<usize>,
}

impl<'e> Cx<'e> {
    /// A context that reads from the start of `path`.
    pub fn new(zone: &'e TimeZone, currency: Currency, recover: bool, path: Vec<Seg>) -> Self {
        Self {
            zone,
            currency,
            recover,
            first_index: 0,
            path: RefCell::new(path),
            found: RefCell::default(),
            errors: Cell::new(0),
        }
    }

    /// Whether TOML is read: only there paths begin with a key, since a file of YAML is a list of documents.
    fn toml(&self) -> bool {
        !matches!(self.path.borrow().first(), Some(Seg::Index(_)))
    }

    /// How many errors were reported so far: compare before and after to know whether a record is whole.
    pub fn errors(&self) -> usize {
        self.errors.get()
    }

    /// All that was reported.
    pub fn into_findings(self) -> Vec<Finding> {
        self.found.into_inner()
    }

    /// Runs `f` one step deeper.
    pub fn within<R>(&self, seg: Seg, f: impl FnOnce() -> R) -> R {
        self.path.borrow_mut().push(seg);
        let result = f();
        self.path.borrow_mut().pop();
        result
    }

    /// The path to here, extended by `rest`.
    pub fn path(&self, rest: &[Seg]) -> Vec<Seg> {
        let mut path = self.path.borrow().clone();
        path.extend_from_slice(rest);
        path
    }

    /// Reports a problem at the value here.
    pub fn report(&self, code: Code, message: impl Into<String>, hint: Option<String>) {
        self.report_finding(Finding {
            code,
            message: message.into(),
            path: self.path(&[]),
            part: Part::Value,
            related: None,
            hint,
        });
    }

    /// Reports a problem built by the caller.
    pub fn report_finding(&self, finding: Finding) {
        if finding.code.severity() == crate::diagnostics::Severity::Error {
            self.errors.set(self.errors.get() + 1);
        }
        self.found.borrow_mut().push(finding);
    }

    /// Reports a key that may not stand here.
    pub fn unknown_key(&self, key: &str, known: &[&'static str]) {
        self.report_finding(Finding {
            code: Code::UnknownKey,
            message: format!("unknown key `{}`", show(key)),
            path: self.path(&[Seg::Name(key.into())]),
            part: Part::Key,
            related: None,
            hint: suggest(key, known.iter().copied()),
        });
    }

    /// Reports a key that stands twice.
    pub fn duplicate_key(&self, key: &str) {
        self.report_finding(Finding {
            code: Code::DuplicateKey,
            message: format!("the key `{}` stands twice", show(key)),
            path: self.path(&[Seg::Name(key.into())]),
            part: Part::Key,
            related: None,
            hint: Some("keep the one that is right".into()),
        });
    }

    /// Reports a key without a value.
    pub fn nothing(&self, expected: &str) {
        self.report(
            Code::WrongType,
            format!("there is nothing here where {expected} is expected"),
            Some(hints::NOTHING.into()),
        );
    }

    /// Reports that a required key is missing from the mapping here.
    pub fn missing(&self, key: &str, what: &str) {
        self.report(
            Code::MissingKey,
            format!("`{key}` is missing from this {what}"),
            Some(format!("add `{key}: …`")),
        );
    }
}

/// A value as it may be shown in a message: short, one line, no control characters.
pub fn show(text: &str) -> String {
    let shown = |c: char| {
        if c.is_control() || turns_direction(c) {
            '\u{b7}'
        } else {
            c
        }
    };
    let mut out: String = text.chars().take(60).map(shown).collect();
    if text.chars().nth(60).is_some() {
        out.push('…');
    }
    out
}

/// A key's value: not there, there but unusable (and reported), or good.
#[derive(Clone, Debug, Default)]
pub enum Field<T> {
    /// The key is not there.
    #[default]
    Missing,
    /// The key is there; what was wrong with it has been reported.
    Bad,
    /// A good value.
    Good(T),
}

impl<T> Field<T> {
    /// Whether the key is not there at all.
    pub fn is_missing(&self) -> bool {
        matches!(self, Field::Missing)
    }

    /// The good value.
    pub fn good(self) -> Option<T> {
        match self {
            Field::Good(value) => Some(value),
            _ => None,
        }
    }

    /// The good value, borrowed.
    pub fn as_good(&self) -> Option<&T> {
        match self {
            Field::Good(value) => Some(value),
            _ => None,
        }
    }

    /// The good value; reports the key as missing where it is.
    pub fn required(self, cx: &Cx<'_>, key: &str, what: &str) -> Option<T> {
        if self.is_missing() {
            cx.missing(key, what);
        }
        self.good()
    }
}

/// A type that can be read from a file.
pub trait Read: Sized {
    /// Reads the value; problems with a well-shaped value are reported and give [`Field::Bad`].
    ///
    /// # Errors
    /// A value of the wrong shape, or broken syntax.
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error>;

    /// What may stand in the file, as a JSON Schema.
    fn schema() -> serde_json::Value;
}

/// Carries the context through serde; where the source can go on after an error, reports it.
pub struct Seed<'c, 'e, T>(pub &'c Cx<'e>, pub PhantomData<T>);

impl<'c, 'e, T> Seed<'c, 'e, T> {
    /// A seed for a `T`.
    pub fn new(cx: &'c Cx<'e>) -> Self {
        Self(cx, PhantomData)
    }
}

impl<'de, T: Read> DeserializeSeed<'de> for Seed<'_, '_, T> {
    type Value = Field<T>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Field<T>, D::Error> {
        let depth = self.0.path.borrow().len();
        match T::read(self.0, from) {
            Err(error) if self.0.recover => {
                self.0.path.borrow_mut().truncate(depth);
                let message = error.to_string();
                let hint = hints::of_shape(&message, self.0.toml()).map(str::to_owned);
                self.0.report(Code::WrongType, message, hint);
                Ok(Field::Bad)
            }
            other => other,
        }
    }
}

/// A list; each element is read on its own.
#[derive(Clone, Debug)]
pub struct List<T>(pub Vec<Field<T>>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<T> {
    /// The good elements with their positions.
    pub fn good(self) -> impl Iterator<Item = (u32, T)> {
        self.0
            .into_iter()
            .enumerate()
            .filter_map(|(i, field)| Some((u32::try_from(i).ok()?, field.good()?)))
    }
}

impl<T: Read> Read for List<T> {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        // Asked for as an option, so that nothing at all is not taken for an empty list.
        from.deserialize_option(ListVisitor(cx, PhantomData))
    }

    fn schema() -> serde_json::Value {
        schema::list(&T::schema())
    }
}

struct ListVisitor<'c, 'e, T>(&'c Cx<'e>, PhantomData<T>);

impl<'de, T: Read> Visitor<'de> for ListVisitor<'_, '_, T> {
    type Value = Field<List<T>>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list")
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::new();
        loop {
            let index = u32::try_from(out.len()).map_err(|_| A::Error::custom("a list this long"))?;
            self.0.path.borrow_mut().push(Seg::Index(index));
            let next = seq.next_element_seed(Seed::<T>::new(self.0))?;
            self.0.path.borrow_mut().pop();
            match next {
                Some(field) => out.push(field),
                None => return Ok(Field::Good(List(out))),
            }
        }
    }
}

/// A mapping with keys of the team's choosing, in file order.
#[derive(Clone, Debug)]
pub struct Entries<T>(pub Vec<(String, Field<T>)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Read> Read for Entries<T> {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        from.deserialize_option(EntriesVisitor(cx, PhantomData))
    }

    fn schema() -> serde_json::Value {
        schema::entries(&T::schema())
    }
}

/// Reads any mapping's entries.
pub struct EntriesVisitor<'c, 'e, T>(pub &'c Cx<'e>, pub PhantomData<T>);

impl<'de, T: Read> Visitor<'de> for EntriesVisitor<'_, '_, T> {
    type Value = Field<Entries<T>>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut out: Vec<(String, Field<T>)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if !seen.insert(key.clone()) {
                self.0.duplicate_key(&key);
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            self.0.path.borrow_mut().push(Seg::Name(key.as_str().into()));
            let value = map.next_value_seed(Seed::<T>::new(self.0))?;
            self.0.path.borrow_mut().pop();
            out.push((key, value));
        }
        Ok(Field::Good(Entries(out)))
    }
}

/// Declares a mapping: its keys and the types of their values. Every key may be missing;
/// whoever builds the record says which are required.
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[doc = $doc:literal])* $field:ident $($required:literal)? : $ty:ty),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        $vis struct $name { $($(#[doc = $doc])* pub(crate) $field: $crate::reader::Field<$ty>),* }

        impl $name {
            /// The keys that may stand here.
            pub(crate) const KEYS: &'static [&'static str] = &[$(stringify!($field)),*];

            /// Reads the entries of a mapping that has been entered.
            pub(crate) fn from_map<'de, A: serde::de::MapAccess<'de>>(
                cx: &$crate::reader::Cx<'_>,
                mut map: A,
            ) -> Result<Self, A::Error> {
                let mut out = Self::default();
                while let Some(key) = map.next_key::<$crate::reader::KeyText>()? {
                    match key.0.as_ref() {
                        $(stringify!($field) => {
                            if !out.$field.is_missing() {
                                cx.duplicate_key(stringify!($field));
                                map.next_value::<serde::de::IgnoredAny>()?;
                            } else {
                                cx.enter(stringify!($field));
                                out.$field = map.next_value_seed($crate::reader::Seed::<$ty>::new(cx))?;
                                cx.leave();
                            }
                        })*
                        other => {
                            cx.unknown_key(other, Self::KEYS);
                            map.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(out)
            }
        }

        impl $crate::reader::Read for $name {
            fn read<'de, D: serde::Deserializer<'de>>(
                cx: &$crate::reader::Cx<'_>,
                from: D,
            ) -> Result<$crate::reader::Field<Self>, D::Error> {
                struct V<'c, 'e>(&'c $crate::reader::Cx<'e>);
                impl<'de> serde::de::Visitor<'de> for V<'_, '_> {
                    type Value = $crate::reader::Field<$name>;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a mapping")
                    }
                    fn visit_some<D: serde::Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
                        from.deserialize_map(self)
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                        $name::from_map(self.0, map).map($crate::reader::Field::Good)
                    }
                }
                from.deserialize_option(V(cx))
            }

            fn schema() -> serde_json::Value {
                $crate::reader::schema::object(&[$((
                    stringify!($field),
                    concat!($($doc),*),
                    <$ty as $crate::reader::Read>::schema(),
                    [$($required)?].contains(&"required"),
                )),*])
            }
        }
    };
}
pub(crate) use record;

impl Cx<'_> {
    /// One step deeper, into a known key. `record!` pairs it with [`Cx::leave`]; on an error in
    /// between, [`Seed`] restores the path.
    pub fn enter(&self, key: &'static str) {
        self.path.borrow_mut().push(Seg::Key(key));
    }

    /// One step back.
    pub fn leave(&self) {
        self.path.borrow_mut().pop();
    }
}

/// A mapping's key, borrowed where the source can lend it.
pub struct KeyText<'a>(pub std::borrow::Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for KeyText<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = KeyText<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a key")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(KeyText(text.to_owned().into()))
            }
            fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(KeyText(text.into()))
            }
        }
        from.deserialize_str(V)
    }
}

/// A record as read, and whether something in it was reported as an error.
pub struct Record<T> {
    /// Position in the list; `None` for a document that is one record.
    pub index: Option<u32>,
    /// The record.
    pub value: Field<T>,
    /// Whether it is whole.
    pub whole: bool,
}

/// One record of a document, or a list of them: how every YAML document of content is read.
pub struct Records<T>(pub Vec<Record<T>>);

impl<T: Read> Read for Records<T> {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        from.deserialize_any(RecordsVisitor(cx, PhantomData))
    }

    fn schema() -> serde_json::Value {
        schema::any_of(&[T::schema(), schema::list(&T::schema())])
    }
}

struct RecordsVisitor<'c, 'e, T>(&'c Cx<'e>, PhantomData<T>);

impl<'de, T: Read> Visitor<'de> for RecordsVisitor<'_, '_, T> {
    type Value = Field<Records<T>>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a record (a mapping) or a list of records")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        Ok(Field::Good(Records(Vec::new())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::new();
        let mut index = self.0.first_index;
        loop {
            let errors = self.0.errors();
            self.0.path.borrow_mut().push(Seg::Index(index));
            let next = seq.next_element_seed(Seed::<T>::new(self.0))?;
            self.0.path.borrow_mut().pop();
            match next {
                Some(value) => out.push(Record {
                    index: Some(index),
                    value,
                    whole: self.0.errors() == errors,
                }),
                None => return Ok(Field::Good(Records(out))),
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let errors = self.0.errors();
        let value = Seed::<T>::new(self.0).deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(Field::Good(Records(vec![Record {
            index: None,
            value,
            whole: self.0.errors() == errors,
        }])))
    }
}
