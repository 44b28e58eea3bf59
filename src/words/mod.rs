//! The words of a language: messages that a translator can edit, and numbers, dates and lists as the
//! language writes them.
//!
//! Messages are Fluent files, one for each language: `themes/duet/words/en.ftl` and `de.ftl` inside the
//! binary; a theme's folder and a site's own `words/` may say single messages otherwise. Everything that
//! pages say stands there, also the names, definitions and formulas of metrics and the texts of rules and
//! models: code holds ids only, so that a language is one file and no text is written down twice. The tests
//! of this room compare the files with one another and with what code and templates ask for.
//!
//! How numbers, dates and lists look comes from CLDR by ICU4X. English is `en-001`, with the day first: 30
//! September 2026; its short dates are those of `en-AE`, where every short month has three letters: 30 Sep.

mod columns;
mod dates;
mod numbers;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_decimal::DecimalFormatter;
use icu_list::ListFormatter;
use icu_locale_core::locale;
use unic_langid::langid;

use crate::diagnostics::{Code, Place, Problem};
use crate::files;
use crate::settings::Language;

pub use columns::{MoneyColumn, RateColumn};

/// What stands where there is no value.
pub const NOTHING: &str = "–";

const EN: &str = include_str!("../../themes/duet/words/en.ftl");
const DE: &str = include_str!("../../themes/duet/words/de.ftl");

/// A value put into a message.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// Words, shown as they are.
    Text(Cow<'a, str>),
    /// A number that chooses between singular and plural; shown by `NUMBER($n)`.
    Number(f64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text.into())
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text.as_str().into())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(text.into())
    }
}

impl From<f64> for Arg<'_> {
    fn from(n: f64) -> Self {
        Arg::Number(n)
    }
}

macro_rules! numbers {
    ($($int:ty),+) => { $(
        #[allow(clippy::cast_lossless, reason = "one rule for every integer")]
        impl From<$int> for Arg<'_> {
            fn from(n: $int) -> Self {
                Arg::Number(n as f64)
            }
        }
    )+ };
}
numbers!(i32, i64, i128, u32, u64, usize);

/// The message with a key: `say!(words, "count-deals", n = 3)`.
macro_rules! say {
    ($words:expr, $key:literal) => {
        $words.say($key, &[])
    };
    ($words:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $words.say($key, &[$((stringify!($name), $crate::words::Arg::from($value))),+])
    };
}
pub(crate) use say;

/// A language: its messages and how it writes numbers and dates.
pub struct Words {
    language: Language,
    messages: FluentBundle<Arc<FluentResource>>,
    decimals: Arc<DecimalFormatter>,
    and: ListFormatter,
    dates: dates::Dates,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.language.word())
    }
}

impl Words {
    /// The words inside the binary.
    pub fn of(language: Language) -> Self {
        let (locale, short, tag) = match language {
            Language::En => (locale!("en-001"), locale!("en-AE"), langid!("en")),
            Language::De => (locale!("de"), locale!("de"), langid!("de")),
        };
        let decimals = Arc::new(numbers::decimals(&locale));
        let mut messages = FluentBundle::new_concurrent(vec![tag]);
        // The pages are written in one direction.
        messages.set_use_isolating(false);
        let format = decimals.clone();
        // No message can shadow a function, and this is the only one.
        let _ = messages.add_function("NUMBER", move |positional, _| match positional.first() {
            Some(FluentValue::Number(n)) => numbers::tenths(&format, n.value).into(),
            Some(other) => other.clone(),
            None => FluentValue::Error,
        });
        let source = match language {
            Language::En => EN,
            Language::De => DE,
        };
        // What is broken in it is left out here and found by the tests.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(rest, _)| rest);
        messages.add_resource_overriding(Arc::new(resource));
        Self {
            language,
            messages,
            decimals,
            and: numbers::and(&locale),
            dates: dates::Dates::new(&locale, &short),
        }
    }

    /// The words of a site: its own `words/` before its theme's, and those before the binary's.
    ///
    /// # Errors
    /// Files that cannot be read or do not parse.
    pub fn read(root: &Path, theme: &str, language: Language) -> (Self, Vec<Problem>) {
        let mut words = Self::of(language);
        let mut problems = Vec::new();
        let name = format!("words/{}.ftl", language.word());
        for file in [format!("themes/{theme}/{name}"), name] {
            if let Some(link) = files::link_on_the_way(root, &file) {
                problems.push(files::not_followed(&link));
                continue;
            }
            // What is no file, such as a pipe, might never end.
            if std::fs::metadata(root.join(&file)).is_ok_and(|m| !m.is_file()) {
                problems.push(Problem::new(Code::Unreadable, "this is no file").at(Place::of_file(file)));
                continue;
            }
            let text = match std::fs::read_to_string(root.join(&file)) {
                Ok(text) => text,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => {
                    let problem = Problem::new(Code::Unreadable, format!("cannot be read: {error}"));
                    problems.push(problem.at(Place::of_file(file)));
                    continue;
                }
            };
            match FluentResource::try_new(text) {
                Ok(resource) => words.messages.add_resource_overriding(Arc::new(resource)),
                Err((resource, errors)) => {
                    problems.extend(errors.iter().map(|e| broken(&file, resource.source(), e)));
                }
            }
        }
        (words, problems)
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a message.
    pub fn has(&self, key: &str) -> bool {
        self.messages.get_message(key).is_some_and(|m| m.value().is_some())
    }

    /// A message that takes no values; none where it takes some, or is not there.
    pub fn plain(&self, key: &str) -> Option<String> {
        let pattern = self.messages.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let said = self.messages.format_pattern(pattern, None, &mut errors).into_owned();
        errors.is_empty().then_some(said)
    }

    /// A message with its values put in. One that is missing is a mistake of the program and shows its key.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = self.messages.get_message(key).and_then(|m| m.value()) else {
            debug_assert!(false, "there is no message `{key}`");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let given: Option<FluentArgs<'_>> = (!args.is_empty()).then(|| {
            args.iter()
                .map(|(name, value)| {
                    let value = match value {
                        Arg::Text(text) => FluentValue::from(text.as_ref()),
                        Arg::Number(n) => FluentValue::from(*n),
                    };
                    (*name, value)
                })
                .collect()
        });
        let said = self
            .messages
            .format_pattern(pattern, given.as_ref(), &mut errors)
            .into_owned();
        debug_assert!(errors.is_empty(), "`{key}`: {errors:?}");
        said
    }
}

/// What is wrong in a file of words, at its place.
fn broken(file: &str, text: &str, error: &fluent_syntax::parser::ParserError) -> Problem {
    let before = text.get(..error.pos.start).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let place = Place {
        line,
        column,
        end_line: line,
        end_column: column + 1,
        ..Place::of_file(file.to_owned())
    };
    Problem::new(Code::Template, format!("this is no message: {}", error.kind)).at(place)
}

/// A first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// A name that was written for a machine (`paid-search`) as people write it: `paid search`. Any other
/// stays as it is.
pub fn label(name: &str) -> String {
    let machine = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if machine {
        name.replace('-', " ")
    } else {
        name.to_owned()
    }
}
