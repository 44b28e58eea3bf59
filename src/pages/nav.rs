//! The navigation of pages: rendered once for all pages that stand in the same place of it.

use std::collections::{HashMap, HashSet};
use std::sync::RwLock;

use serde_json::{Value as Json, json};
use tera::{Context, Tera, Value};

use super::{plan, value};

/// The template of the navigation.
const TEMPLATE: &str = "nav.html";

/// What a navigation depends on: the way to the root, the section, and the page where it is listed.
type Place = (String, &'static str, Option<String>);

/// Navigations by place. Thousands of deals share one, and rendering it costs as much as a small page.
#[derive(Debug, Default)]
pub(crate) struct Navigation {
    /// Paths of the pages that it lists.
    listed: HashSet<String>,
    rendered: RwLock<HashMap<Place, Value>>,
}

impl Navigation {
    /// Of what all templates see.
    pub(crate) fn new(shared: &Json) -> Self {
        let groups = shared["site"]["nav"].as_array().into_iter().flatten();
        let items = groups.flat_map(|group| group["items"].as_array().into_iter().flatten());
        Self {
            listed: items
                .filter_map(|item| Some(item["href"].as_str()?.to_owned()))
                .collect(),
            rendered: RwLock::default(),
        }
    }

    /// As HTML, for the page at a path, which stands in a section.
    ///
    /// # Errors
    /// The template's.
    pub(crate) fn of(&self, tera: &Tera, page: &str, section: &'static str) -> Result<Value, tera::Error> {
        let listed = self.listed.contains(page);
        let place = (plan::root_of(page), section, listed.then(|| page.to_owned()));
        // A lock is poisoned only by a thread that panicked, and that ends the build.
        let known = self.rendered.read().ok().and_then(|r| r.get(&place).cloned());
        if let Some(known) = known {
            return Ok(known);
        }
        let mut context = Context::new();
        context.insert("root", &place.0);
        context.insert("path", page);
        context.insert_value("page", value(&json!({ "section": section })));
        let html = Value::safe_string(&tera.render(TEMPLATE, &context)?);
        if let Ok(mut rendered) = self.rendered.write() {
            rendered.insert(place, html.clone());
        }
        Ok(html)
    }
}
