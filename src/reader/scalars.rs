//! How scalars are read: as the text that stands in the file, never through a float.

use std::fmt;

use serde::de::{Deserializer, Visitor};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Cx, Field, Read, hints, schema, show};
use crate::diagnostics::{Code, suggest, turns_direction};
use crate::model::{Ask, Day, FollowUpKind, Goal, Id, Kind, Money, Month, Rate, Side, Sides, TouchKind, When};

/// Characters a text may have.
const TEXT_LIMIT: usize = 10_000;
/// Bytes that notes may have.
const NOTES_LIMIT: usize = 1 << 20;

/// A text in NFC, not blank, without control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub String);

/// A longer text, such as notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LongText(pub String);

/// A scalar's text as written; `None` for a plain null.
fn scalar<'de, D: Deserializer<'de>, R>(
    from: D,
    expected: &'static str,
    f: impl FnOnce(&str) -> R,
) -> Result<Option<R>, D::Error> {
    struct Outer<F>(&'static str, F);
    struct Inner<F>(&'static str, F);
    impl<'de, R, F: FnOnce(&str) -> R> Visitor<'de> for Outer<F> {
        type Value = Option<R>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
        fn visit_none<E: serde::de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some((self.1)(text)))
        }
        fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
            from.deserialize_str(Inner(self.0, self.1))
        }
    }
    impl<R, F: FnOnce(&str) -> R> Visitor<'_> for Inner<F> {
        type Value = Option<R>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some((self.1)(text)))
        }
        fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }
    from.deserialize_option(Outer(expected, f))
}

/// Reads a scalar with `parse`, whose error completes "`text` …".
fn parsed<'de, D: Deserializer<'de>, T>(
    cx: &Cx<'_>,
    from: D,
    expected: &'static str,
    code: Code,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Field<T>, D::Error> {
    hinted(cx, from, expected, code, parse, |_| None)
}

/// The same, with a hint made of the text.
fn hinted<'de, D: Deserializer<'de>, T>(
    cx: &Cx<'_>,
    from: D,
    expected: &'static str,
    code: Code,
    parse: impl FnOnce(&str) -> Result<T, String>,
    hint: impl FnOnce(&str) -> Option<String>,
) -> Result<Field<T>, D::Error> {
    let read = scalar(from, expected, |text| {
        parse(text).map_err(|why| (format!("`{}` {why}", show(text)), hint(text)))
    })?;
    Ok(match read {
        Some(Ok(value)) => Field::Good(value),
        Some(Err((message, hint))) => {
            cx.report(code, message, hint);
            Field::Bad
        }
        None => {
            cx.nothing(expected);
            Field::Bad
        }
    })
}

/// Checks a text's characters; the error is a whole sentence part.
fn check_text(cx: &Cx<'_>, text: &str, limit_chars: usize) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("is blank".into());
    }
    if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Err(format!("holds the control character U+{:04X}", u32::from(c)));
    }
    if text.len() > limit_chars && text.chars().count() > limit_chars {
        return Err(format!("is longer than {limit_chars} characters"));
    }
    if !text.is_ascii() && text.chars().any(turns_direction) {
        cx.report(
            Code::Bidi,
            "the text holds a character that turns its direction",
            Some(
                "delete it, unless the text is written from right to left; write the text anew where it cannot be seen"
                    .into(),
            ),
        );
    }
    Ok(if text.is_ascii() || is_nfc(text) {
        text.to_owned()
    } else {
        text.nfc().collect()
    })
}

impl Read for Text {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        parsed(cx, from, "a text", Code::BadText, |text| {
            check_text(cx, text, TEXT_LIMIT).map(Text)
        })
    }

    fn schema() -> serde_json::Value {
        schema::text(TEXT_LIMIT)
    }
}

impl Read for LongText {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        parsed(cx, from, "a text", Code::BadText, |text| {
            if text.len() > NOTES_LIMIT {
                return Err("is longer than 1 MiB".into());
            }
            check_text(cx, text, NOTES_LIMIT).map(LongText)
        })
    }

    fn schema() -> serde_json::Value {
        schema::text(NOTES_LIMIT)
    }
}

impl Read for Id {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        let mut hint = None;
        let read = scalar(from, "an id", |text| {
            Id::parse(text).map_err(|why| {
                hint = Id::suggestion(text).map(|id| format!("an id near it: `{id}`"));
                format!("`{}` is no id: it {why}", show(text))
            })
        })?;
        Ok(match read {
            Some(Ok(id)) => Field::Good(id),
            Some(Err(message)) => {
                cx.report(Code::BadId, message, hint);
                Field::Bad
            }
            None => {
                cx.nothing("an id");
                Field::Bad
            }
        })
    }

    fn schema() -> serde_json::Value {
        schema::id()
    }
}

impl Read for When {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        parsed(cx, from, "a date", Code::BadDate, |text| When::parse(text, cx.zone))
    }

    fn schema() -> serde_json::Value {
        schema::when()
    }
}

impl Read for Day {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        parsed(cx, from, "a date", Code::BadDate, Day::parse)
    }

    fn schema() -> serde_json::Value {
        schema::day()
    }
}

impl Read for Month {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        parsed(cx, from, "a month", Code::BadDate, Month::parse)
    }

    fn schema() -> serde_json::Value {
        schema::form(&schema::month_pattern(), "2026-03")
    }
}

impl Read for Money {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        hinted(
            cx,
            from,
            "an amount of money",
            Code::BadMoney,
            |text| Money::parse(text, cx.currency),
            |text| Some(hints::of_money(text, cx.currency)),
        )
    }

    fn schema() -> serde_json::Value {
        schema::money()
    }
}

impl Read for Rate {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        parsed(cx, from, "a decimal number", Code::BadNumber, |text| {
            Rate::parse(text).ok_or_else(|| "is not a plain decimal like 0.9215".into())
        })
    }

    fn schema() -> serde_json::Value {
        schema::decimal()
    }
}

/// A whole number, zero or more, that stands plain in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count(pub u64);

impl Read for Count {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        struct V;
        impl Visitor<'_> for V {
            type Value = Option<u64>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, zero or more")
            }
            fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<Self::Value, E> {
                Ok(Some(n))
            }
            fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<Self::Value, E> {
                Ok(u64::try_from(n).ok())
            }
        }
        Ok(match from.deserialize_u64(V)? {
            // Sums of counts stay far inside 64 bits.
            Some(n) if n <= 1_000_000_000_000_000 => Field::Good(Count(n)),
            Some(_) => {
                cx.report(
                    Code::BadNumber,
                    "the number is too large",
                    Some("counts go up to 1000000000000000".into()),
                );
                Field::Bad
            }
            None => {
                cx.report(
                    Code::BadNumber,
                    "the number is below zero",
                    Some("write a whole number, zero or more".into()),
                );
                Field::Bad
            }
        })
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "integer", "minimum": 0 })
    }
}

/// A plain `true` or `false`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flag(pub bool);

impl Read for Flag {
    fn read<'de, D: Deserializer<'de>>(_: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        struct V;
        impl Visitor<'_> for V {
            type Value = bool;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true` or `false`")
            }
            fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<bool, E> {
                Ok(value)
            }
        }
        from.deserialize_bool(V).map(|value| Field::Good(Flag(value)))
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "boolean" })
    }
}

/// An exact decimal from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(pub Rate);

impl Read for Share {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        parsed(cx, from, "a decimal from 0 to 1", Code::BadNumber, |text| {
            Rate::parse(text)
                .filter(|r| r.mantissa <= 10i128.pow(r.scale))
                .map(Share)
                .ok_or_else(|| "is not a decimal from 0 to 1".into())
        })
    }

    fn schema() -> serde_json::Value {
        schema::share()
    }
}

/// Any scalar, as written: for keys whose meaning is decided later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Any(pub String);

impl Read for Any {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        parsed(cx, from, "a value", Code::BadText, |text| Ok(Any(text.to_owned())))
    }

    fn schema() -> serde_json::Value {
        schema::text(TEXT_LIMIT)
    }
}

/// Words that stand in files.
macro_rules! read_words {
    ($($ty:ty, $what:literal;)*) => {$(
        impl Read for $ty {
            fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
                word(cx, from, $what, <$ty>::WORDS, <$ty>::parse)
            }

            fn schema() -> serde_json::Value {
                schema::words(<$ty>::WORDS)
            }
        }
    )*};
}

read_words! {
    Side, "a side";
    Kind, "a kind of deal";
    TouchKind, "a kind of touch";
    FollowUpKind, "a kind of follow-up";
    Goal, "a goal";
    Ask, "what a campaign asks";
    Sides, "marketing, sales or both";
}

/// Reads one of a few words.
pub(super) fn word<'de, D: Deserializer<'de>, T>(
    cx: &Cx<'_>,
    from: D,
    what: &'static str,
    words: &'static [&'static str],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Field<T>, D::Error> {
    let mut hint = None;
    let read = scalar(from, what, |text| {
        parse(text).ok_or_else(|| {
            hint = suggest(text, words.iter().copied());
            format!("`{}` is not {what}", show(text))
        })
    })?;
    Ok(match read {
        Some(Ok(value)) => Field::Good(value),
        Some(Err(message)) => {
            cx.report(Code::UnknownWord, message, hint);
            Field::Bad
        }
        None => {
            cx.nothing(what);
            Field::Bad
        }
    })
}

/// Whether a need was met: `yes`, `no`, `true`, `false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YesNo(pub bool);

impl Read for YesNo {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        word(
            cx,
            from,
            "`yes` or `no`",
            &["yes", "no", "true", "false"],
            |text| match text {
                "yes" | "true" => Some(YesNo(true)),
                "no" | "false" => Some(YesNo(false)),
                _ => None,
            },
        )
    }

    fn schema() -> serde_json::Value {
        schema::any_of(&[
            schema::words(&["yes", "no", "true", "false"]),
            serde_json::json!({ "type": "boolean" }),
        ])
    }
}

/// A value of either form: a bare scalar, or a mapping that says more.
#[derive(Clone, Debug)]
pub enum ScalarOr<S, M> {
    /// The short form.
    Short(S),
    /// The long form.
    Long(M),
}

impl<S: Read, M: Read> Read for ScalarOr<S, M> {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        struct V<'c, 'e, S, M>(&'c Cx<'e>, std::marker::PhantomData<(S, M)>);
        impl<'de, S: Read, M: Read> Visitor<'de> for V<'_, '_, S, M> {
            type Value = Field<ScalarOr<S, M>>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or a mapping")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                let short = S::read(self.0, serde::de::value::StrDeserializer::<E>::new(text))?;
                Ok(match short {
                    Field::Good(value) => Field::Good(ScalarOr::Short(value)),
                    _ => Field::Bad,
                })
            }
            fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Self::Value, E> {
                // The fast source gives numbers as numbers; the tree gives the text as written.
                Err(E::custom("a number here is read as its text"))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let long = M::read(self.0, serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(match long {
                    Field::Good(value) => Field::Good(ScalarOr::Long(value)),
                    _ => Field::Bad,
                })
            }
        }
        from.deserialize_any(V(cx, std::marker::PhantomData))
    }

    fn schema() -> serde_json::Value {
        schema::any_of(&[S::schema(), M::schema()])
    }
}
