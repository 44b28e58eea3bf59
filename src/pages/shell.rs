//! What a locked site shows before it is unlocked: a page that holds nothing of the site, and its script.

use std::collections::BTreeMap;

use serde_json::json;
use tera::Context;

use super::theme::Theme;
use super::{Book, template_problem};
use crate::diagnostics::Problem;
use crate::output::lock::Shell;
use crate::output::{OutputFile, hash};
use crate::words::{Words, say};

const SCRIPT: &str = include_str!("unlock.js");
const TEMPLATE: &str = "locked.html";

/// Renders the shell for every depth that a page has. `assets` are the theme's files by plain name.
///
/// # Errors
/// A template of the site's or its theme's that fails.
pub(super) fn render(book: &Book, theme: &Theme, assets: &BTreeMap<String, String>) -> Result<Shell, Problem> {
    let script = script();
    let deepest = book
        .plan
        .pages
        .iter()
        .map(|p| p.path.matches('/').count())
        .max()
        .unwrap_or(0);
    let roots: Vec<String> = (0..=deepest).map(|depth| "../".repeat(depth)).collect();
    let words = words(book.site.words());
    let page = |roots: &[String], missing: bool| {
        let mut context = Context::new();
        context.insert("roots", roots);
        context.insert("missing", &missing);
        context.insert("script", &script.path);
        context.insert("words", &words);
        let html = book.tera.render(TEMPLATE, &context);
        html.map_err(|e| template_problem(theme, &e, None))
    };
    let pages = roots.iter().map(|root| page(std::slice::from_ref(root), false));
    let plain = assets.iter().filter(|(name, _)| theme.holds_no_data(name));
    Ok(Shell {
        pages: pages.collect::<Result<_, _>>()?,
        missing: page(&roots, true)?,
        plain: plain.map(|(_, path)| path.clone()).collect(),
        script,
    })
}

/// The script without comments and indentation: all that a reader's browser loads is counted.
fn script() -> OutputFile {
    let lines = SCRIPT.lines().map(str::trim);
    let lean = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    let text: String = lean.map(|line| format!("{line}\n")).collect();
    OutputFile {
        path: format!("assets/unlock.{}.js", &hash(text.as_bytes())[..8]),
        bytes: text.into_bytes(),
    }
}

/// What the shell's script says.
fn words(w: &Words) -> String {
    json!({
        "working": say!(w, "lock-working"),
        "wrong": say!(w, "lock-wrong"),
        "file": say!(w, "lock-file"),
        "insecure": say!(w, "lock-insecure"),
        "old": say!(w, "lock-old"),
        "failed": say!(w, "lock-failed"),
        "missing": say!(w, "lock-missing"),
        "overview": say!(w, "missing-overview"),
        "saved": say!(w, "lock-saved"),
        "again": say!(w, "lock-again"),
    })
    .to_string()
}
