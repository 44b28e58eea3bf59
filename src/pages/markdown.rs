//! Markdown to HTML: links checked, raw HTML escaped, components put in.
//!
//! A component is a Tera component of the theme or the site, called with literal arguments:
//! `{{ <metric id="win_rate" /> }}`. It is found in Markdown's event stream, so never inside code.

mod ids;
mod tables;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::diagnostics::{Code, Place, Problem};
use crate::words::{Words, say};
use ids::Ids;
pub use ids::of_page;

/// A literal argument of a component.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A quoted text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// `true` or `false`.
    Bool(bool),
}

/// A call of a component.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The component's name.
    pub name: String,
    /// Arguments in order.
    pub arguments: Vec<(String, Literal)>,
}

/// What a page's Markdown is rendered with.
pub struct Renderer<'r> {
    /// The language in which tables and tasks are named to those who do not see them.
    pub words: &'r Words,
    /// Whether raw HTML is passed on.
    pub raw_html: bool,
    /// Renders a component; the error is what to say at its place.
    pub component: &'r dyn Fn(&Call) -> Result<String, String>,
    /// Turns a relative address (as the file writes it) into one that works on the page; the error is
    /// what to say at its place. Of an empty one nothing is said: the link becomes its text.
    pub resolve: &'r dyn Fn(&str) -> Result<String, String>,
    /// Where the text stands, for problems: the file, and the line on which it starts. None for
    /// notes, whose bad links are shown as text.
    pub file: Option<(&'r str, usize)>,
    /// The page's title: a first heading that repeats it is dropped.
    pub title: &'r str,
    /// How much deeper headings are put.
    pub deeper: usize,
}

/// A text as HTML.
#[derive(Debug, Default)]
pub struct Html {
    /// The HTML.
    pub text: String,
    /// What is wrong with the text.
    pub problems: Vec<Problem>,
    /// Addresses of places on pages of the site, as links of the HTML have them, and what is wrong where there is
    /// no such place.
    pub anchors: Vec<(String, Problem)>,
}

/// What to say of what should be a component and is none.
const NOT_WRITTEN: &str =
    "a component is written {{ <name key=\"text\" /> }} with literal arguments; as text it stands between backticks";

/// Links that may be used as they are.
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Whether an address has a scheme, such as `javascript:`.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find(':')?;
    let name = &address[..end];
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    named.then(|| &address[..=end])
}

/// Where a text has `{{ metric id="x" }}`: a name in braces without the angle brackets that make it a component. What
/// has a `$` or a backslash before it, as in workflows, is meant as it is.
fn braces_alone(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let braces = text.get(span.clone())?.match_indices("{{");
    braces.map(|(at, _)| span.start + at).find_map(|at| {
        let (before, after) = (&text[..at], &text[at + 2..]);
        let line = after.lines().next()?;
        let is_name = line.trim_start().starts_with(|c: char| c.is_ascii_lowercase());
        let end = line.find("}}").filter(|_| is_name && !before.ends_with(['$', '\\']))?;
        Some(at..at + 2 + end + 2)
    })
}

/// The problems of a text, with the position of the last one: counted on from there, so that a text of nothing
/// but problems is read once and not once for each.
struct Problems<'t> {
    text: &'t str,
    list: Vec<Problem>,
    anchors: Vec<(String, Problem)>,
    /// A byte, its line from 0, its column from 1.
    at: (usize, usize, usize),
}

impl<'t> Problems<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            list: Vec::new(),
            anchors: Vec::new(),
            at: (0, 0, 1),
        }
    }

    /// The line, from 0, and the column, from 1, of a byte.
    fn position(&mut self, mut byte: usize) -> (usize, usize) {
        // An entity is shorter or longer than what it stands for.
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let (from, line, column) = if byte < self.at.0 { (0, 0, 1) } else { self.at };
        let between = &self.text[from..byte];
        let line = line + between.matches('\n').count();
        let column = match between.rsplit_once('\n') {
            Some((_, last)) => last.chars().count() + 1,
            None => column + between.chars().count(),
        };
        self.at = (byte, line, column);
        (line, column)
    }
}

impl Renderer<'_> {
    /// Renders `text`.
    pub fn render(&self, text: &str) -> Html {
        let mut problems = Problems::new(text);
        let mut ids = Ids::new();
        let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(text, options()).into_offset_iter().collect();
        let events = self.components(events, &mut problems, &mut ids);
        let events = self.links(events, &mut problems);
        let events = ids::footnotes(events, &mut ids);
        let events = tables::tables(self.headings(events, &mut ids), self.words);
        let mut out = String::with_capacity(text.len() * 2);
        html::push_html(&mut out, events.into_iter());
        Html {
            text: out,
            problems: problems.list,
            anchors: problems.anchors,
        }
    }

    fn problem(&self, problems: &mut Problems<'_>, code: Code, message: String, span: &Range<usize>) {
        if !message.is_empty() {
            let problem = self.placed(problems, code, message, span);
            problems.list.extend(problem);
        }
    }

    fn placed(&self, problems: &mut Problems<'_>, code: Code, message: String, span: &Range<usize>) -> Option<Problem> {
        let (file, first_line) = self.file?;
        let (line, column) = problems.position(span.start);
        let shown = problems.text.get(span.clone()).and_then(|t| t.lines().next());
        let shown = shown.map_or(0, |line| line.chars().count());
        Some(Problem::new(code, message).at(Place {
            file: file.into(),
            line: first_line + line,
            column,
            end_line: first_line + line,
            end_column: column + shown,
        }))
    }

    /// Puts components in, and escapes or drops raw HTML.
    fn components<'t>(
        &self,
        mut events: Vec<(Event<'t>, Range<usize>)>,
        problems: &mut Problems<'_>,
        ids: &mut Ids,
    ) -> Vec<(Event<'t>, Range<usize>)> {
        let mut out: Vec<(Event<'t>, Range<usize>)> = Vec::with_capacity(events.len());
        let mut code = false;
        let mut i = 0;
        while i < events.len() {
            let (event, span) = &events[i];
            match event {
                Event::Start(Tag::CodeBlock(_)) => code = true,
                Event::End(TagEnd::CodeBlock) => code = false,
                _ => {}
            }
            if let (Event::Text(t), false) = (event, code) {
                if let Some(before) = t.trim_end().strip_suffix("{{")
                    && let Some((tag, after, used)) = Self::call_at(&events[i + 1..])
                {
                    if !before.is_empty() {
                        out.push((Event::Text(before.to_owned().into()), span.clone()));
                    }
                    // What follows on the line is in the same text; it begins where this one ends.
                    let end = events[i + used].1.end.saturating_sub(after.len());
                    let whole = span.start + before.len()..end;
                    self.put(&mut out, &tag, &whole, (problems, ids));
                    i += used;
                    if after.is_empty() {
                        i += 1;
                    } else {
                        // What follows may hold the start of another one: it is looked at next.
                        events[i] = (Event::Text(after.clone().into()), end..events[i].1.end);
                    }
                    continue;
                }
                let next = events.get(i + 1).map(|(next, _)| next);
                if t.trim_end().ends_with("{{")
                    && let Some(Event::Text(next) | Event::Html(next) | Event::InlineHtml(next)) = next
                    && next.starts_with('<')
                {
                    let braces = t.len() - t.rfind("{{").unwrap_or(0);
                    let span = span.end.saturating_sub(braces)..span.end + 1;
                    self.problem(problems, Code::BadComponent, NOT_WRITTEN.into(), &span);
                }
                if let Some(braces) = braces_alone(problems.text, span) {
                    self.problem(problems, Code::BadComponent, NOT_WRITTEN.into(), &braces);
                }
            }
            match event {
                Event::Html(raw) | Event::InlineHtml(raw) if !self.raw_html => {
                    out.push((Event::Text(raw.clone()), span.clone()));
                }
                _ => out.push((event.clone(), span.clone())),
            }
            i += 1;
        }
        Self::unwrap_blocks(out)
    }

    /// A tag and `}}` at the start of `events`: the tag, the text after, and how many events it took.
    fn call_at(events: &[(Event<'_>, Range<usize>)]) -> Option<(String, String, usize)> {
        let mut tag = None;
        for (n, (event, _)) in events.iter().enumerate().take(8) {
            match event {
                Event::InlineHtml(raw) | Event::Html(raw) if tag.is_none() => tag = Some(raw.to_string()),
                Event::SoftBreak => {}
                Event::Text(t) if t.trim().is_empty() => {}
                Event::Text(t) => {
                    let after = t.trim_start().strip_prefix("}}")?;
                    return Some((tag?, after.to_owned(), n + 1));
                }
                _ => return None,
            }
        }
        None
    }

    fn put(
        &self,
        out: &mut Vec<(Event<'_>, Range<usize>)>,
        tag: &str,
        span: &Range<usize>,
        (problems, ids): (&mut Problems<'_>, &mut Ids),
    ) {
        match parse_call(tag).and_then(|call| (self.component)(&call)) {
            Ok(html) => {
                let html = ids.component(html);
                out.push((Event::InlineHtml(html.into()), span.clone()));
            }
            Err(message) => {
                self.problem(problems, Code::BadComponent, message, span);
                out.push((Event::Text(tag.to_owned().into()), span.clone()));
            }
        }
    }

    /// A paragraph that holds only a component with block content is no paragraph.
    fn unwrap_blocks<'t>(events: Vec<(Event<'t>, Range<usize>)>) -> Vec<(Event<'t>, Range<usize>)> {
        let mut out: Vec<(Event<'t>, Range<usize>)> = Vec::with_capacity(events.len());
        let mut i = 0;
        while i < events.len() {
            if let [
                (Event::Start(Tag::Paragraph), _),
                (Event::InlineHtml(html), span),
                (Event::End(TagEnd::Paragraph), _),
                ..,
            ] = &events[i..]
            {
                let html = html.trim_start();
                if ["<figure", "<div", "<section", "<table", "<ul", "<p", "<dl", "<aside"]
                    .iter()
                    .any(|t| html.starts_with(t))
                {
                    out.push((Event::Html(html.to_owned().into()), span.clone()));
                    i += 3;
                    continue;
                }
            }
            out.push(events[i].clone());
            i += 1;
        }
        out
    }

    fn links<'t>(&self, events: Vec<(Event<'t>, Range<usize>)>, problems: &mut Problems<'_>) -> Vec<Event<'t>> {
        let mut out = Vec::with_capacity(events.len());
        // Whether each open link is one; a bad one is shown as its text.
        let mut open = Vec::new();
        for (event, span) in events {
            match event {
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }) => match self.address(&dest_url, link_type) {
                    Ok(dest_url) => {
                        self.anchor(&dest_url, problems, &span);
                        open.push(true);
                        out.push(Event::Start(Tag::Link {
                            link_type,
                            dest_url,
                            title,
                            id,
                        }));
                    }
                    Err(message) => {
                        self.problem(problems, Code::BadLink, message, &span);
                        open.push(false);
                    }
                },
                Event::End(TagEnd::Link) => {
                    if open.pop() == Some(true) {
                        out.push(Event::End(TagEnd::Link));
                    }
                }
                Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }) => {
                    let address = if scheme(&dest_url).is_some() {
                        Err("a picture is loaded from elsewhere; put it into content/ beside the page".to_owned())
                    } else {
                        self.address(&dest_url, link_type)
                    };
                    match address {
                        Ok(dest_url) => {
                            open.push(true);
                            out.push(Event::Start(Tag::Image {
                                link_type,
                                dest_url,
                                title,
                                id,
                            }));
                        }
                        Err(message) => {
                            self.problem(problems, Code::BadLink, message, &span);
                            open.push(false);
                        }
                    }
                }
                Event::End(TagEnd::Image) => {
                    if open.pop() == Some(true) {
                        out.push(Event::End(TagEnd::Image));
                    }
                }
                Event::TaskListMarker(done) => {
                    let (word, sign) = if done {
                        (say!(self.words, "markdown-task-done"), "☑")
                    } else {
                        (say!(self.words, "markdown-task-open"), "☐")
                    };
                    let word = escaped(&word);
                    out.push(Event::InlineHtml(
                        format!("<span class=\"task\" role=\"img\" aria-label=\"{word}\">{sign}</span> ").into(),
                    ));
                }
                other => out.push(other),
            }
        }
        out
    }

    /// Keeps what an address of the site says of a place on a page.
    fn anchor(&self, address: &str, problems: &mut Problems<'_>, span: &Range<usize>) {
        let place = address.split_once('#').map_or("", |(_, place)| place);
        if scheme(address).is_some() || place.is_empty() {
            return;
        }
        let message = format!("the page has no place `#{}`", crate::reader::show(place));
        let problem = self.placed(problems, Code::BadLink, message, span);
        problems.anchors.extend(problem.map(|p| (address.to_owned(), p)));
    }

    fn address<'t>(&self, address: &CowStr<'t>, kind: LinkType) -> Result<CowStr<'t>, String> {
        if kind == LinkType::Email {
            return Ok(address.clone());
        }
        if address.starts_with('#') {
            // A note is part of a page that is not its writer's.
            return if self.file.is_some() {
                Ok(address.clone())
            } else {
                Err(String::new())
            };
        }
        match scheme(address) {
            Some(s) if SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(s)) => Ok(address.clone()),
            Some(s) => Err(format!(
                "links of the kind `{s}` may not be used; http, https, mailto and tel may"
            )),
            None if address.starts_with('/') || address.starts_with('\\') => Err(format!(
                "`{}` starts at the root of a host; write it relative to this file",
                crate::reader::show(address)
            )),
            None => (self.resolve)(address).map(Into::into),
        }
    }

    /// Gives headings an id each, puts them deeper, and drops one that repeats the title.
    fn headings<'t>(&self, events: Vec<Event<'t>>, ids: &mut Ids) -> Vec<Event<'t>> {
        let mut out: Vec<Event<'t>> = Vec::with_capacity(events.len());
        let mut i = 0;
        while i < events.len() {
            let Event::Start(Tag::Heading { level, .. }) = &events[i] else {
                out.push(events[i].clone());
                i += 1;
                continue;
            };
            let end = (i..events.len())
                .find(|j| matches!(events[*j], Event::End(TagEnd::Heading(_))))
                .unwrap_or(events.len() - 1);
            let inner = &events[i + 1..end];
            let words: String = inner
                .iter()
                .map(|e| match e {
                    Event::Text(t) | Event::Code(t) => t.as_ref(),
                    _ => "",
                })
                .collect();
            let first = *level as usize;
            if first == 1 && words.trim() == self.title {
                i = end + 1;
                continue;
            }
            // The page's title is the only first heading.
            let depth = (first + self.deeper).clamp(2, 6);
            let level = HeadingLevel::try_from(depth).unwrap_or(HeadingLevel::H6);
            let id = (self.deeper == 0).then(|| CowStr::from(ids.own(slug(&words))));
            out.push(Event::Start(Tag::Heading {
                level,
                id,
                classes: Vec::new(),
                attrs: Vec::new(),
            }));
            out.extend_from_slice(inner);
            out.push(Event::End(TagEnd::Heading(level)));
            i = end + 1;
        }
        out
    }
}

/// A heading's id.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-').to_owned();
    if out.is_empty() { "section".into() } else { out }
}

/// Reads `<name key="text" n=3 flag=true />`.
///
/// # Errors
/// What is wrong, for the reader of the page's source.
pub fn parse_call(tag: &str) -> Result<Call, String> {
    let wrong = || NOT_WRITTEN.to_owned();
    let inner = tag
        .trim()
        .strip_prefix('<')
        .and_then(|t| t.strip_suffix("/>"))
        .ok_or_else(wrong)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let end = inner.find(|c: char| !is_name(c)).unwrap_or(inner.len());
    let (name, mut rest) = (inner[..end].to_owned(), inner[end..].trim_start());
    if name.is_empty() {
        return Err(wrong());
    }
    let mut arguments = Vec::new();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = rest[end..]
            .trim_start()
            .strip_prefix('=')
            .ok_or_else(wrong)?
            .trim_start();
        let literal = if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
            let end = rest[1..].find(quote).ok_or_else(wrong)? + 1;
            let text = rest[1..end].to_owned();
            rest = &rest[end + 1..];
            Literal::Text(text)
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let word = &rest[..end];
            rest = &rest[end..];
            match word {
                "true" => Literal::Bool(true),
                "false" => Literal::Bool(false),
                _ => Literal::Int(word.parse().map_err(|_| wrong())?),
            }
        };
        rest = rest.trim_start();
        if key.is_empty() || arguments.iter().any(|(k, _)| *k == key) {
            return Err(format!("the argument `{key}` stands twice or has no name"));
        }
        arguments.push((key, literal));
    }
    Ok(Call { name, arguments })
}

/// A text as it may stand in HTML and its attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    // Writing into memory cannot fail.
    let _ = tera::escape_html(text, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> Html {
        let renderer = Renderer {
            words: &Words::of(crate::settings::Language::En),
            raw_html: false,
            component: &|call| match call.name.as_str() {
                "metric" => Ok(format!("<b>{}</b>", call.arguments.len())),
                "chart" => Ok("<figure>c</figure>".into()),
                other => Err(format!("no component `{other}`")),
            },
            resolve: &|address| {
                if address == "x.md" {
                    Ok("../x/index.html".into())
                } else {
                    Err(format!("no {address}"))
                }
            },
            file: Some(("content/a.md", 10)),
            title: "Title",
            deeper: 0,
        };
        renderer.render(text)
    }

    fn render(text: &str) -> (String, Vec<Problem>) {
        let html = html(text);
        (html.text, html.problems)
    }

    #[test]
    fn components_are_found_in_text_but_never_in_code() {
        let (html, problems) = render(
            "a {{ <metric id=\"x\" /> }} and {{ <metric id=\"y\" n=3 /> }}.\n\n`{{ <metric /> }}`\n\n    {{ <metric /> }}\n",
        );
        assert!(problems.is_empty(), "{problems:?}");
        assert!(html.starts_with("<p>a <b>1</b> and <b>2</b>.</p>"), "{html}");
        assert!(html.contains("<code>{{ &lt;metric /&gt; }}</code>"), "{html}");
    }

    #[test]
    fn a_block_component_alone_is_no_paragraph() {
        assert_eq!(render("{{ <chart kind=\"funnel\" /> }}").0.trim(), "<figure>c</figure>");
        assert_eq!(
            render("{{ <chart /> }}\n\ntext").0.trim(),
            "<figure>c</figure>\n<p>text</p>"
        );
    }

    #[test]
    fn unknown_components_and_links_are_problems_at_their_place() {
        let (_, problems) = render("one\n\ntwo {{ <nope /> }} [a](y.md) [b](javascript:alert(1))");
        let places: Vec<String> = problems.iter().map(|p| p.place.as_ref().unwrap().to_string()).collect();
        assert_eq!(
            places,
            ["content/a.md:12:5", "content/a.md:12:20", "content/a.md:12:30"]
        );
    }

    /// The columns of problems, from and to.
    fn columns(problems: &[Problem]) -> Vec<(usize, usize)> {
        let places = problems.iter().map(|p| p.place.as_ref().unwrap());
        places.map(|place| (place.column, place.end_column)).collect()
    }

    #[test]
    fn components_of_one_line_each_have_their_place() {
        // Columns counted by hand.
        let (_, problems) = render("Inline {{ <metric id=\"w\" /> }} and {{ <nope /> }} end {{ <metric n=x /> }}.");
        assert_eq!(columns(&problems), [(36, 50), (55, 75)]);
    }

    #[test]
    fn names_in_braces_want_angle_brackets() {
        // Columns counted by hand: the first begins at the third character and has 14, the second at the 33rd and has 12.
        let (html, problems) = render("é {{ metric x }} `{{ code }}` b {{ page.y }}");
        assert_eq!(columns(&problems), [(3, 17), (33, 45)]);
        assert_eq!(render("${{ a }} and {{ b }}").1.len(), 1);
        assert!(html.contains("{{ metric x }}"), "{html}");
        for text in [
            "${{ secrets.A }}",
            "\\{{ a }}",
            "{{ }}",
            "{{ a\n}}",
            "{{ 1 }}",
            "    {{ a }}",
        ] {
            assert!(render(text).1.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_component_right_after_another_has_a_place() {
        // The second begins at the 27th character, of which one has two bytes.
        let (_, problems) = render("{{ <metric id=\"a\" /> }}ééé{{ <nope /> }}");
        assert_eq!(problems[0].place.as_ref().unwrap().to_string(), "content/a.md:10:27");
    }

    #[test]
    fn components_in_one_paragraph_may_be_many() {
        let (html, problems) = render(&"a {{ <metric /> }} b ".repeat(30_000));
        assert!(problems.is_empty());
        assert_eq!(html.matches("<b>0</b>").count(), 30_000);
    }

    #[test]
    fn ids_are_there_once() {
        let (html, _) = render("# Part 2\n\n# Part\n\n# Part\n\n# Main\n\n# Footnote\n\nx[^a]\n\n[^a]: y\n");
        let ids = ["footnote", "part-2", "part", "part-3", "main-2", "footnote-2"];
        let mut found = of_page(&html);
        found.sort_unstable();
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        assert_eq!(found, ids);
        assert!(html.contains("href=\"#footnote\""), "{html}");
    }

    #[test]
    fn raw_html_is_text() {
        let (html, _) = render("<script>alert(1)</script>\n\nx <b onclick=y>z</b>");
        assert!(!html.contains("<script") && !html.contains("<b on"), "{html}");
    }

    #[test]
    fn headings_have_ids_and_leave_the_title_alone() {
        let (html, _) = render("# Title\n\n# Other\n\n## Other\n\n[l](x.md)");
        assert!(
            html.contains("<h2 id=\"other\">Other</h2>") && html.contains("<h2 id=\"other-2\">"),
            "{html}"
        );
        assert!(html.contains("href=\"../x/index.html\""), "{html}");
    }
}
