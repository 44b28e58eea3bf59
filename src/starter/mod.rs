//! What a new playbook begins with: settings, a small sample, schemas for editors, and single new files.
//!
//! The sample is dated around a day that is handed in, so that its numbers say something on that day.

use crate::content::schema::{self, Kind, Known};
use crate::content::{Content, SCHEMA_LINE};
use crate::metrics::{Rule, findings, registry};
use crate::model::{Day, Id, Month, Side, Sides};
use crate::pages::theme;
use crate::settings::{self, Settings};

pub mod form;

/// A file of a new playbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Path from the playbook's folder.
    pub path: String,
    /// What it holds.
    pub text: String,
}

macro_rules! sample {
    ($($path:literal),* $(,)?) => { [$(($path, include_str!(concat!("sample/", $path)))),*] };
}

/// What both kinds of new playbook have.
const ALWAYS: [(&str, &str); 5] = [
    ("site.toml", include_str!("sample/site.toml")),
    (".gitignore", "/public\n"),
    (".github/workflows/playbook.yml", include_str!("sample/playbook.yml")),
    (
        ".github/workflows/pull-request.yml",
        include_str!("sample/pull-request.yml"),
    ),
    (".github/workflows/comment.yml", include_str!("sample/comment.yml")),
];

/// Where the action that these workflows use is: the repository of Cargo.toml, as `owner/name`.
fn home() -> &'static str {
    env!("CARGO_PKG_REPOSITORY").trim_start_matches("https://github.com/")
}

/// The sample: a small company in its fourth month.
const SAMPLE: [(&str, &str); 12] = sample![
    "content/team.yaml",
    "content/costs.yaml",
    "content/events.yaml",
    "content/campaigns/newsletter.yaml",
    "content/campaigns/webinars.yaml",
    "content/campaigns/phone-outreach.yaml",
    "content/deals/acme-onboarding.yaml",
    "content/deals/birch-bakery.yaml",
    "content/deals/cedar-clinic.yaml",
    "content/deals/dune-design.yaml",
    "content/deals/elm-events.yaml",
    "content/deals/fjord-freight.yaml",
];

/// All files of a new playbook. `empty` leaves out the sample.
pub fn playbook(today: Day, empty: bool) -> Vec<NewFile> {
    let mut files: Vec<NewFile> = Vec::new();
    let sample = if empty { &[][..] } else { &SAMPLE[..] };
    for (path, text) in ALWAYS.iter().chain(sample) {
        files.push(NewFile {
            path: (*path).to_owned(),
            text: dated(text, today)
                .replace("FUNNELBOOK", home())
                .replace("VERSION", env!("CARGO_PKG_VERSION")),
        });
    }
    if empty {
        for folder in ["deals", "campaigns"] {
            files.push(NewFile {
                path: format!("content/{folder}/.gitkeep"),
                text: String::new(),
            });
        }
    }
    files.extend(theme::playbook_pages().filter_map(|(path, bytes)| {
        let text = String::from_utf8(bytes.to_vec()).ok()?;
        Some(NewFile { path, text })
    }));
    let settings = files.iter().find(|file| file.path == "site.toml");
    let settings = settings.and_then(|file| settings::read(&file.path, &file.text).0);
    files.extend(schemas(settings.as_ref()));
    files
}

/// What schemas can know of a playbook.
pub fn known(settings: Option<&Settings>) -> Known<'_> {
    let metrics = settings.map(registry::registry).unwrap_or_default();
    let keys = |rule: &Rule| rule.thresholds.iter().map(|(key, _)| *key).collect();
    Known {
        funnel: settings.map(|s| &s.funnel),
        metrics: metrics.into_iter().map(|metric| metric.id).collect(),
        rules: findings::registry().iter().map(|rule| (rule.id, keys(rule))).collect(),
    }
}

/// The schemas of all kinds of files, where a playbook keeps them.
pub fn schemas(settings: Option<&Settings>) -> Vec<NewFile> {
    let known = known(settings);
    let one = |kind: Kind| NewFile {
        path: kind.path(),
        text: format!("{:#}\n", schema::of(kind, &known)),
    };
    Kind::EVERY.into_iter().map(one).collect()
}

/// Puts dates into a text: `{d-30}` is the day 30 days before today, `{m-2}` the month two months before.
fn dated(text: &str, today: Day) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive('}') {
        let token = part.rfind('{').map(|at| (at, &part[at..]));
        let date = token.and_then(|(at, token)| {
            let (unit, back) = token.strip_prefix('{')?.strip_suffix('}')?.split_once('-')?;
            let back: i32 = back.parse().ok()?;
            let date = match unit {
                "d" => today.plus(-back).to_string(),
                "m" => Month(today.month().0 - back).to_string(),
                _ => return None,
            };
            Some((at, date))
        });
        match date {
            Some((at, date)) => {
                out.push_str(&part[..at]);
                out.push_str(&date);
            }
            None => out.push_str(part),
        }
    }
    out
}

/// A name made of an id: `acme-onboarding` gives `Acme onboarding`.
fn name_of(id: &Id) -> String {
    let words = id.as_str().replace(['-', '_', '.'], " ");
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The first line of a file that editors check against a schema two folders above.
fn schema_line(kind: Kind) -> String {
    format!("{SCHEMA_LINE}../../{}\n", kind.path())
}

/// The first line of a file of a playbook that names its schema; none for files without one.
pub fn schema_line_of(path: &str) -> Option<String> {
    let kind = match path {
        "site.toml" => return Some(format!("#:schema {}\n", Kind::Site.path())),
        "content/team.yaml" => Kind::Team,
        "content/costs.yaml" => Kind::Costs,
        "content/events.yaml" => Kind::Events,
        "content/decisions.yaml" => Kind::Decisions,
        _ if path.starts_with("content/deals/") => Kind::Deal,
        _ if path.starts_with("content/campaigns/") => Kind::Campaign,
        _ => return None,
    };
    let up = "../".repeat(path.matches('/').count());
    Some(format!("{SCHEMA_LINE}{up}{}\n", kind.path()))
}

/// A line that names an owner, for the writer to uncomment: somebody who is there, with the side's hat.
fn owner(content: &Content, side: Side, what: &str) -> String {
    let there = || content.people.iter().filter(|p| p.left.is_none());
    let hat = match side {
        Side::Marketing => Sides::Marketing,
        Side::Sales => Sides::Sales,
    };
    let person = there()
        .find(|p| p.function == hat)
        .or_else(|| there().find(|p| p.function == Sides::Both))
        .or_else(|| there().next());
    match person {
        Some(person) => {
            let line = format!("# owner: {}", person.id);
            format!("{line:<27} # {what}, an id of content/team.yaml\n")
        }
        // With a team of nobody no id would do.
        None if content.has_team => String::new(),
        None => format!(
            "{:<27} # {what}; with a content/team.yaml, an id from there\n",
            "# owner: kim"
        ),
    }
}

/// A commented file for a new deal that begins today.
pub fn deal(settings: &Settings, content: &Content, id: &Id, today: Day, with_schema: bool) -> NewFile {
    let funnel = &settings.funnel;
    let mut text = if with_schema {
        schema_line(Kind::Deal)
    } else {
        String::new()
    };
    let quoted = |word: String| serde_json::Value::from(word).to_string();
    text += &format!(
        "# A deal: from the first contact to won or lost.\naccount: {}\n",
        quoted(name_of(id))
    );
    text += &owner(content, Side::Sales, "who works it");
    text += &format!(
        "# amount: 24000             # in {}, or with a code: 24000 USD\n",
        settings.currency.code()
    );
    if let Some(campaign) = content.campaigns.first() {
        let source = format!("# source: {}", campaign.id);
        text += &format!("{source:<27} # the campaign that brought it; left out, the touches say it\n");
    }
    text += "stages:                     # the day it entered each stage; delete the # when it gets there\n";
    for (i, stage) in funnel.stages.iter().enumerate() {
        let means = stage
            .means
            .as_ref()
            .map(|m| format!("   # {}", m.replace('\n', " ")))
            .unwrap_or_default();
        let hash = if i == 0 { "" } else { "# " };
        text += &format!("  {hash}{}: {today}{means}\n", stage.id);
    }
    text += "touches:                    # contacts between you and them\n";
    text += &format!("  - {{on: {today}, by: marketing, kind: web}}\n");
    text += &format!(
        "# next: {{on: {}, what: call back}}\n# needs: [what they need, in their words]\n# objections: [{{text: too expensive, answered: {today}}}]\n# lost: {{on: {today}, reason: price}}\n# notes: what else there is to know\n",
        today.plus(7)
    );
    NewFile {
        path: format!("content/deals/{id}.yaml"),
        text,
    }
}

/// A commented file for a new campaign that begins today.
pub fn campaign(settings: &Settings, content: &Content, id: &Id, today: Day, with_schema: bool) -> NewFile {
    let mut text = if with_schema {
        schema_line(Kind::Campaign)
    } else {
        String::new()
    };
    let name = serde_json::Value::from(name_of(id));
    text += &format!(
        "# A campaign: what one side runs and pays for.\nname: {name}\nfunction: marketing         # or sales: who runs and pays for it\nchannel: email              # paid-search, webinar, outbound …: your own words\ngoal: attract               # attract, engage or nurture: marketing's; close: sales'; retain: both\nask: learn                  # learn, subscribe, talk or buy\n{}# promise: what it says to the reader, in a sentence\nstarts: {today}\n# ends: {}\n# budget: 3000              # in {}, or with a code: 3000 USD\nspend:                      # by month; write 0 for a month in which nothing was spent\n  {}: 0\n# results:\n#   {}: {{impressions: 12000, visits: 300, leads: 12}}\n",
        owner(content, Side::Marketing, "who answers for it"),
        today.plus(60),
        settings.currency.code(),
        today.month(),
        today.month(),
    );
    NewFile {
        path: format!("content/campaigns/{id}.yaml"),
        text,
    }
}
