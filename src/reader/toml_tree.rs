//! TOML as a tree with positions.

use super::tree::{Kind, Node, TreeProblem};
use super::{hints, show};
use crate::diagnostics::Code;

/// Parses TOML into one node.
///
/// # Errors
/// Broken syntax; every error found.
pub fn parse_toml(text: &str) -> Result<Node, Vec<TreeProblem>> {
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    let root = Node::new(table.span(), toml_table(table.into_inner()));
    if errors.is_empty() {
        return Ok(root);
    }
    Err(errors.iter().map(|e| toml_problem(e, text, &root)).collect())
}

fn toml_problem(error: &toml::de::Error, text: &str, root: &Node) -> TreeProblem {
    let (message, span) = (error.message(), error.span().unwrap_or(0..0));
    if !message.contains("duplicate key") {
        return TreeProblem::new(Code::Syntax, message.to_owned(), span, hints::of_toml(message));
    }
    let raw = text.get(span.clone()).unwrap_or_default();
    let name = raw.trim_matches(['"', '\'']);
    // A dotted key's table is not known here, and so neither is the first of its name.
    let dotted = text[..span.start].ends_with('.');
    TreeProblem {
        first: root.last_key_before(name, span.start).filter(|_| !dotted),
        ..TreeProblem::new(
            Code::DuplicateKey,
            format!("the key `{}` stands twice", show(name)),
            span,
            "keep the one that is right",
        )
    }
}

fn toml_table(table: toml::de::DeTable<'_>) -> Kind {
    let mut entries: Vec<(Node, Node)> = table
        .into_iter()
        .map(|(key, value)| {
            let span = key.span();
            let key = Node::new(span, Kind::Scalar(key.into_inner().into_owned(), false));
            (key, toml_value(value))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span.start);
    Kind::Map(entries)
}

fn toml_value(value: toml::Spanned<toml::de::DeValue<'_>>) -> Node {
    use toml::de::DeValue;
    let span = value.span();
    let kind = match value.into_inner() {
        DeValue::String(text) => Kind::Scalar(text.into_owned(), false),
        DeValue::Integer(n) if n.radix() == 10 => Kind::Scalar(n.as_str().to_owned(), true),
        DeValue::Integer(n) => Kind::Scalar(
            i128::from_str_radix(n.as_str(), n.radix()).map_or_else(|_| n.as_str().into(), |n| n.to_string()),
            true,
        ),
        DeValue::Float(n) => Kind::Scalar(n.as_str().to_owned(), true),
        DeValue::Boolean(b) => Kind::Scalar(b.to_string(), true),
        DeValue::Datetime(d) => Kind::Scalar(d.to_string(), true),
        DeValue::Array(items) => Kind::Seq(items.into_iter().map(toml_value).collect()),
        DeValue::Table(table) => toml_table(table),
    };
    Node::new(span, kind)
}
