//! A file as a tree with the byte range of every key and value: slower than the fast parser,
//! used only where there is something to report, and for TOML.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use granit_parser::{Event, Options, Parser, ScalarStyle, StructureStyle, Tag};
use serde::de::{self, DeserializeSeed, Deserializer, Unexpected, Visitor};

pub use super::lines::{Lines, line_starts};
pub use super::toml_tree::parse_toml;
use super::{Part, Seg, hints};
use crate::diagnostics::Code;

/// Nesting allowed in a YAML document.
pub const DEPTH_LIMIT: usize = 64;
/// Nodes that aliases of one document may produce.
pub const ALIAS_LIMIT: usize = 1000;

/// A value with its byte range.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Where the first and the last entry of each name stand in a large mapping, once it is asked for: a file may have a
    /// problem at each of its keys.
    names: OnceLock<HashMap<String, (usize, usize)>>,
}

/// Entries from which on a mapping is looked up by an index.
const LARGE: usize = 64;

/// What a node is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A scalar's text; plain if it stood without quotes (and may so be a number or null).
    Scalar(String, bool),
    /// A list.
    Seq(Vec<Node>),
    /// A mapping, in file order.
    Map(Vec<(Node, Node)>),
}

/// Why a tree could not be made: the code, the sentence, and where.
#[derive(Clone, Debug)]
pub struct TreeProblem {
    /// The code.
    pub code: Code,
    /// The sentence.
    pub message: String,
    /// Byte range.
    pub span: Range<usize>,
    /// What to do.
    pub hint: &'static str,
    /// Where the first of two of a name stands.
    pub first: Option<Range<usize>>,
}

impl TreeProblem {
    pub(super) fn new(code: Code, message: String, span: Range<usize>, hint: &'static str) -> Self {
        Self {
            code,
            message,
            span,
            hint,
            first: None,
        }
    }
}

/// Parses YAML into one node a document.
///
/// # Errors
/// Broken syntax, or a limit passed.
pub fn parse_yaml(text: &str) -> Result<Vec<Node>, TreeProblem> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.flow_nesting_limit = DEPTH_LIMIT + 1;
    options.block_nesting_limit = DEPTH_LIMIT + 1;
    let mut builder = Builder::default();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|e| {
            let at = e.marker().byte_offset().unwrap_or(0).min(text.len());
            let message = e.info();
            let too_deep = message.contains("nesting") || message.contains("depth") || message.contains("recursion");
            if too_deep {
                return nested_too_deep(at..at);
            }
            let hint = hints::of_yaml(&message);
            let at = if message.ends_with("found a tab") {
                tab(text, at)
            } else {
                at
            };
            TreeProblem::new(Code::Syntax, readable(&message), at..at, hint)
        })?;
        let span = span.byte_range().unwrap_or(0..0);
        if let Some(tag) = unknown_tag(&event) {
            return Err(tag_problem(text, &tag.original(), span));
        }
        builder.event(event, span)?;
    }
    Ok(builder.documents)
}

/// Where the tab is that ends a value which begins at a place: the value may have ended lines before.
fn tab(text: &str, from: usize) -> usize {
    let lines = text[from..].match_indices('\n').map(|(end, _)| from + end + 1);
    let indented = |start: &usize| text[*start..].trim_start_matches(' ').starts_with('\t');
    let first = lines.take(2).find(indented);
    first.map_or(from, |start| start + text[start..].find('\t').unwrap_or(0))
}

/// A tag that is none of YAML's core schema: it would be passed over, and with it what somebody meant by it.
fn unknown_tag<'e>(event: &'e Event<'_>) -> Option<&'e Tag> {
    let (Event::Scalar(_, _, _, tag) | Event::SequenceStart(_, _, tag) | Event::MappingStart(_, _, tag)) = event else {
        return None;
    };
    tag.as_deref().filter(|tag| tag.core_suffix().is_none())
}

/// `value` is where the value stands that the tag is on.
fn tag_problem(text: &str, tag: &str, value: Range<usize>) -> TreeProblem {
    let before = text.get(..value.start).unwrap_or_default();
    let span = before.rfind(tag).map_or(value, |start| start..start + tag.len());
    let message = format!("the tag `{}` says nothing here", super::show(tag));
    TreeProblem::new(Code::Syntax, message, span, hints::TAG)
}

fn nested_too_deep(span: Range<usize>) -> TreeProblem {
    let message = format!("nested more than {DEPTH_LIMIT} deep");
    TreeProblem::new(
        Code::TooMuch,
        message,
        span,
        "write it flatter: no record needs more than a few levels",
    )
}

/// What the parser says, with an invisible character by its number.
fn readable(message: &str) -> String {
    message.replace("`\\u{0}'", "U+0000")
}

/// A collection that has begun.
struct Open {
    node: Node,
    /// The key of a mapping whose value has not come yet.
    key: Option<Node>,
    anchor: usize,
    /// In brackets it reaches from the first to the last of them, else from its first part to its last.
    style: StructureStyle,
}

#[derive(Default)]
struct Builder {
    documents: Vec<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    aliased: usize,
    started: bool,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), TreeProblem> {
        match event {
            Event::DocumentStart(..) => {
                self.started = true;
                self.anchors.clear();
                self.aliased = 0;
            }
            Event::DocumentEnd if std::mem::take(&mut self.started) => {
                self.documents.push(null(span));
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none_or(|t| t.core_suffix() != Some("str"));
                self.add(Node::new(span, Kind::Scalar(text.into_owned(), plain)), anchor);
            }
            Event::SequenceStart(style, anchor, _) => {
                self.start(Node::new(span, Kind::Seq(Vec::new())), anchor, style)?;
            }
            Event::MappingStart(style, anchor, _) => {
                self.start(Node::new(span, Kind::Map(Vec::new())), anchor, style)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(mut open) = self.open.pop() {
                    open.node.span = match open.style {
                        StructureStyle::Flow => open.node.span.start..span.end.max(open.node.span.start),
                        StructureStyle::Block => extent(&open.node, span),
                    };
                    self.add(open.node, open.anchor);
                }
            }
            Event::Alias(id) => {
                let mut node = self.anchors.get(&id).cloned().ok_or_else(|| {
                    let message = "this alias stands inside the value that it repeats".into();
                    TreeProblem::new(Code::Syntax, message, span.clone(), "write the value out")
                })?;
                self.aliased += size(&node);
                if self.aliased > ALIAS_LIMIT {
                    let message = format!("aliases of this document repeat more than {ALIAS_LIMIT} values");
                    return Err(TreeProblem::new(Code::TooMuch, message, span, "write the values out"));
                }
                node.span = span;
                self.add(node, 0);
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, node: Node, anchor: usize, style: StructureStyle) -> Result<(), TreeProblem> {
        if self.open.len() >= DEPTH_LIMIT {
            return Err(nested_too_deep(node.span));
        }
        self.open.push(Open {
            node,
            key: None,
            anchor,
            style,
        });
        Ok(())
    }

    fn add(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => {
                self.started = false;
                self.documents.push(node);
            }
            Some(open) => match &mut open.node.kind {
                Kind::Seq(items) => items.push(node),
                Kind::Map(entries) => match open.key.take() {
                    None => open.key = Some(node),
                    Some(key) => entries.push((key, node)),
                },
                Kind::Scalar(..) => {}
            },
        }
    }
}

fn null(span: Range<usize>) -> Node {
    Node::new(span, Kind::Scalar(String::new(), true))
}

/// From a collection's first child (or its start) to its last child's end.
fn extent(node: &Node, end: Range<usize>) -> Range<usize> {
    let (first, last) = match &node.kind {
        Kind::Seq(items) => (items.first().map(|n| n.span.start), items.last().map(|n| n.span.end)),
        Kind::Map(entries) => (
            entries.first().map(|(k, _)| k.span.start),
            entries.last().map(|(_, v)| v.span.end),
        ),
        Kind::Scalar(..) => (None, None),
    };
    let start = first.map_or(node.span.start, |f| f.min(node.span.start.max(f)));
    start..last.unwrap_or(end.end).max(start)
}

fn size(node: &Node) -> usize {
    1 + match &node.kind {
        Kind::Scalar(..) => 0,
        Kind::Seq(items) => items.iter().map(size).sum(),
        Kind::Map(entries) => entries.iter().map(|(k, v)| size(k) + size(v)).sum(),
    }
}

impl Node {
    /// A value of a kind.
    pub(super) fn new(span: Range<usize>, kind: Kind) -> Self {
        let names = OnceLock::new();
        Self { span, kind, names }
    }

    /// What a key is called. One that is no text has a name that no schema knows, so that it is
    /// reported as any unknown key and the rest of the mapping is read.
    fn name(&self) -> &str {
        match &self.kind {
            Kind::Scalar(text, _) => text,
            Kind::Seq(_) => "[…]",
            Kind::Map(_) => "{…}",
        }
    }

    /// The first entry of a mapping with a name where its first key is meant, else the last.
    fn entry(&self, name: &str, part: Part) -> Option<&(Node, Node)> {
        let Kind::Map(entries) = &self.kind else { return None };
        if entries.len() < LARGE {
            let mut named = entries.iter().filter(|(k, _)| k.name() == name);
            return if part == Part::FirstKey {
                named.next()
            } else {
                named.next_back()
            };
        }
        let names = self.names.get_or_init(|| {
            let mut names = HashMap::with_capacity(entries.len());
            for (i, (key, _)) in entries.iter().enumerate() {
                names.entry(key.name().to_owned()).or_insert((i, i)).1 = i;
            }
            names
        });
        let (first, last) = names.get(name)?;
        entries.get(if part == Part::FirstKey { *first } else { *last })
    }

    /// What `path` leads to, if it exists.
    pub fn at(&self, path: &[Seg]) -> Option<&Node> {
        let Some((first, rest)) = path.split_first() else {
            return Some(self);
        };
        let found = match (first, &self.kind) {
            (Seg::Index(i), Kind::Seq(items)) => items.get(*i as usize)?,
            (Seg::Key(name), Kind::Map(_)) => &self.entry(name, Part::Value)?.1,
            (Seg::Name(name), Kind::Map(_)) => &self.entry(name, Part::Value)?.1,
            _ => return None,
        };
        found.at(rest)
    }

    /// How many items or entries it has.
    pub fn count(&self) -> usize {
        match &self.kind {
            Kind::Scalar(..) => 0,
            Kind::Seq(items) => items.len(),
            Kind::Map(entries) => entries.len(),
        }
    }

    /// A scalar that stands without quotes, which in TOML is no text.
    pub fn unquoted(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text, true) => Some(text),
            _ => None,
        }
    }

    /// The byte range of what `path` leads to, or of the deepest part of it that exists.
    pub fn locate(&self, path: &[Seg], part: Part) -> Range<usize> {
        let Some((first, rest)) = path.split_first() else {
            return self.span.clone();
        };
        let which = if rest.is_empty() { part } else { Part::Value };
        let named = |name: &str| self.entry(name, which);
        let entry = match first {
            Seg::Index(i) => {
                return match &self.kind {
                    Kind::Seq(items) => items.get(*i as usize).map(|n| n.locate(rest, part)),
                    _ => None,
                }
                .unwrap_or_else(|| self.span.clone());
            }
            Seg::Key(name) => named(name),
            Seg::Name(name) => named(name),
        };
        match entry {
            None => self.start(),
            Some((key, _)) if rest.is_empty() && part != Part::Value => key.span.clone(),
            // An empty value has no extent of its own: its key stands for it.
            Some((key, value)) if rest.is_empty() && value.span.is_empty() => key.span.clone(),
            Some((_, value)) => value.locate(rest, part),
        }
    }

    /// Where the last key of a name before a byte stands, at any depth.
    pub(super) fn last_key_before(&self, name: &str, end: usize) -> Option<Range<usize>> {
        match &self.kind {
            Kind::Scalar(..) => None,
            Kind::Seq(items) => items.iter().rev().find_map(|n| n.last_key_before(name, end)),
            Kind::Map(entries) => {
                let here = entries
                    .iter()
                    .map(|(k, _)| k)
                    .filter(|k| k.name() == name && k.span.start < end);
                let below = entries.iter().filter_map(|(_, v)| v.last_key_before(name, end));
                here.map(|k| k.span.clone()).chain(below).max_by_key(|span| span.start)
            }
        }
    }

    /// The first key of a mapping, or the node: what stands for a record.
    fn start(&self) -> Range<usize> {
        match &self.kind {
            Kind::Map(entries) => entries
                .first()
                .map_or_else(|| self.span.clone(), |(k, _)| k.span.clone()),
            _ => self.span.clone(),
        }
    }
}

/// The documents of a file as one list, so that a path's first step is the document.
pub fn documents(nodes: Vec<Node>) -> Node {
    let end = nodes.last().map_or(0, |n| n.span.end);
    Node::new(0..end, Kind::Seq(nodes))
}

/// What is wrong with a value's shape, in words for the reader of a message.
#[derive(Debug)]
pub struct ShapeError(String);

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ShapeError {}

impl de::Error for ShapeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = match unexpected {
            Unexpected::Map => "a mapping".to_owned(),
            Unexpected::Seq => "a list".to_owned(),
            Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
            Unexpected::Str(text) => format!("`{}`", super::show(text)),
            other => other.to_string(),
        };
        Self(format!("{found} stands where {expected} is expected"))
    }
}

fn is_null(text: &str, plain: bool) -> bool {
    plain && matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// A whole number of YAML's core schema.
fn integer(text: &str) -> Option<i128> {
    let (radix, digits) = match text.get(..2) {
        Some("0x") => (16, &text[2..]),
        Some("0o") => (8, &text[2..]),
        _ => (10, text),
    };
    let unsigned = if radix == 10 {
        digits.trim_start_matches(['-', '+'])
    } else {
        digits
    };
    let well = !unsigned.is_empty()
        && unsigned.bytes().all(|b| b.is_ascii_alphanumeric())
        && digits.len() - unsigned.len() <= 1
        // As the fast parser: a leading zero makes it a text.
        && (radix != 10 || unsigned.len() == 1 || !unsigned.starts_with('0'));
    well.then(|| i128::from_str_radix(digits, radix).ok()).flatten()
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = ShapeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match &self.kind {
            Kind::Scalar(text, plain) if is_null(text, *plain) => visitor.visit_unit(),
            Kind::Scalar(text, _) => visitor.visit_borrowed_str(text),
            Kind::Seq(items) => visitor.visit_seq(SeqOf(items.iter())),
            Kind::Map(entries) => visitor.visit_map(MapOf(entries.iter(), None)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match &self.kind {
            Kind::Scalar(text, plain) if is_null(text, *plain) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match &self.kind {
            Kind::Scalar(text, _) => visitor.visit_borrowed_str(text),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        if let Kind::Scalar(text, true) = &self.kind
            && let Some(n) = integer(text)
        {
            return match (u64::try_from(n), i64::try_from(n)) {
                (Ok(n), _) => visitor.visit_u64(n),
                (_, Ok(n)) => visitor.visit_i64(n),
                _ => visitor.visit_u64(u64::MAX),
            };
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match &self.kind {
            Kind::Scalar(text, true) if matches!(text.as_str(), "true" | "True" | "TRUE") => visitor.visit_bool(true),
            Kind::Scalar(text, true) if matches!(text.as_str(), "false" | "False" | "FALSE") => {
                visitor.visit_bool(false)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 f64 char bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

struct SeqOf<'de>(std::slice::Iter<'de, Node>);

impl<'de> de::SeqAccess<'de> for SeqOf<'de> {
    type Error = ShapeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ShapeError> {
        self.0.next().map(|node| seed.deserialize(node)).transpose()
    }
}

struct MapOf<'de>(std::slice::Iter<'de, (Node, Node)>, Option<&'de Node>);

impl<'de> de::MapAccess<'de> for MapOf<'de> {
    type Error = ShapeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ShapeError> {
        self.0
            .next()
            .map(|(key, value)| {
                self.1 = Some(value);
                seed.deserialize(de::value::BorrowedStrDeserializer::new(key.name()))
            })
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ShapeError> {
        match self.1.take() {
            Some(node) => seed.deserialize(node),
            None => Err(de::Error::custom("a value without a key")),
        }
    }
}
