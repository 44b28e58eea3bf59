//! Tables of Markdown as the theme shows them.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::escaped;
use crate::words::{Words, say};

/// Tables that scroll by themselves where they are wide, also from the keyboard, and are named by the heading
/// above them; head cells with their scope, columns of numbers by class (a style would be against the page's
/// policy).
pub(super) fn tables<'t>(events: Vec<Event<'t>>, words: &Words) -> Vec<Event<'t>> {
    let mut out = Vec::with_capacity(events.len());
    let (mut heading, mut in_heading, mut under_it) = (String::new(), false, 0);
    let (mut columns, mut column, mut in_head) = (Vec::new(), 0, false);
    let mut events = events.into_iter().peekable();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                (heading, in_heading, under_it) = (String::new(), true, 0);
                out.push(event);
            }
            Event::End(TagEnd::Heading(_)) => {
                in_heading = false;
                out.push(event);
            }
            Event::Text(ref text) | Event::Code(ref text) if in_heading => {
                heading.push_str(text);
                out.push(event);
            }
            Event::Start(Tag::Table(alignments)) => {
                under_it += 1;
                let name = match (heading.trim(), under_it) {
                    ("", n) => say!(words, "markdown-table-alone", number = n),
                    (heading, 1) => say!(words, "markdown-table", heading = heading),
                    (heading, n) => say!(words, "markdown-table-further", number = n, heading = heading),
                };
                let name = escaped(&name);
                let open = format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\">");
                out.push(Event::Html(open.into()));
                columns.clone_from(&alignments);
                out.push(Event::Start(Tag::Table(alignments)));
            }
            Event::End(TagEnd::Table) => {
                out.push(event);
                out.push(Event::Html("</div>\n".into()));
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                column = 0;
                in_head = matches!(event, Event::Start(Tag::TableHead));
                out.push(event);
            }
            Event::Start(Tag::TableCell) => {
                // A head cell without words heads nothing.
                let empty = matches!(events.peek(), Some(Event::End(TagEnd::TableCell)));
                let class = if columns.get(column) == Some(&Alignment::Right) {
                    " class=\"num\""
                } else {
                    ""
                };
                let tag = if in_head && !empty {
                    format!("<th scope=\"col\"{class}>")
                } else {
                    format!("<td{class}>")
                };
                out.push(Event::Html(tag.into()));
                if empty {
                    events.next();
                    out.push(Event::Html("</td>".into()));
                    column += 1;
                }
            }
            Event::End(TagEnd::TableCell) => {
                out.push(Event::Html(if in_head { "</th>" } else { "</td>" }.into()));
                column += 1;
            }
            other => out.push(other),
        }
    }
    out
}
