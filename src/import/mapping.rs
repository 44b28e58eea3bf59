//! What an export's columns, stages and formats mean: a file of the team, a preset of ours, or one over the other.

mod read;

use std::collections::HashMap;

use jiff::tz::TimeZone;
use read::preset_of;

use super::source::plain_name;
use super::values::DateFormat;
use crate::diagnostics::Problem;
use crate::model::{Currency, Id, Kind, words};
use crate::settings::Funnel;

words! {
    /// A CRM that we know.
    Preset {
        /// HubSpot.
        Hubspot = "hubspot",
        /// Salesforce.
        Salesforce = "salesforce",
    }
}

impl Preset {
    /// Its mapping, in the same format as a team's.
    pub fn text(self) -> &'static str {
        match self {
            Preset::Hubspot => include_str!("presets/hubspot.toml"),
            Preset::Salesforce => include_str!("presets/salesforce.toml"),
        }
    }
}

words! {
    /// What the rows of a file are.
    TableKind {
        /// Deals or opportunities.
        Deals = "deals",
        /// People, with the dates of their lifecycle.
        Contacts = "contacts",
        /// Companies.
        Companies = "companies",
        /// Changes of stages.
        History = "history",
    }
}

impl TableKind {
    /// The fields that its columns may hold.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            TableKind::Deals => &[
                "id",
                "name",
                "account",
                "amount",
                "currency",
                "stage",
                "kind",
                "owner",
                "created",
                "closed",
                "entered",
                "reason",
                "channel",
                "source",
                "segment",
                "region",
                "contact_ids",
                "company_ids",
                "is_won",
                "is_closed",
                "deleted",
            ],
            TableKind::Contacts => &[
                "id",
                "first_name",
                "last_name",
                "account",
                "stage",
                "owner",
                "created",
                "channel",
                "segment",
                "region",
                "deal_ids",
                "company_ids",
                "deleted",
            ],
            TableKind::Companies => &["id", "account", "segment", "region", "deleted"],
            TableKind::History => &["deal", "field", "from", "to", "on"],
        }
    }

    /// Those without which it is no such table.
    pub fn required(self) -> &'static [&'static str] {
        match self {
            TableKind::Deals | TableKind::Contacts => &["id", "stage"],
            TableKind::Companies => &["id", "account"],
            TableKind::History => &["deal", "to", "on"],
        }
    }
}

words! {
    /// How a file is written.
    Format {
        /// By its first character.
        Auto = "auto",
        /// Values with separators.
        Csv = "csv",
        /// A JSON object a line.
        Jsonl = "jsonl",
    }
}

/// How files are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// CSV or JSON lines.
    pub format: Format,
    /// The encoding, where it is not to be found out.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The separator, where it is not to be found out.
    pub separator: Option<u8>,
    /// Whether lines of one value under the table are a report's foot.
    pub foot: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            format: Format::Auto,
            encoding: None,
            separator: None,
            foot: false,
        }
    }
}

/// What a stage of the CRM is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A stage of the funnel, by its index.
    Stage(u8),
    /// The deal is lost.
    Lost,
    /// Nothing that the playbook counts.
    LeaveOut,
}

/// Which columns of a table hold what.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Names of columns by field, the best first.
    pub fields: HashMap<&'static str, Vec<String>>,
    /// Columns that hold the date of entering a stage.
    pub entered: Vec<(String, Target)>,
}

/// A whole mapping.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// The preset that it goes out from.
    pub preset: Option<Preset>,
    /// How files are read.
    pub reading: Reading,
    /// Put before a deal's id.
    pub prefix: String,
    /// Put before a contact's.
    pub contact_prefix: String,
    /// Whether ids are Salesforce's, of 15 or 18 characters.
    pub salesforce_ids: bool,
    /// The folder below `content/deals/` for new deals.
    pub folder: String,
    /// How dates are written.
    pub formats: Vec<DateFormat>,
    /// The time zone of times without one; the site's where none is named.
    pub zone: Option<TimeZone>,
    /// The decimal mark.
    pub decimal: char,
    /// The currency of amounts without one; the site's where none is named.
    pub currency: Option<Currency>,
    /// The stage in which a deal is created, where nothing says otherwise.
    pub created_as: Option<Target>,
    /// What stands before a stage's name in columns with the date of entering it.
    pub entered_prefixes: Vec<String>,
    /// Columns by table.
    pub tables: HashMap<TableKind, Columns>,
    /// The fields of a history that hold stages.
    pub history_fields: Vec<String>,
    /// Stages of the CRM by their plain names.
    pub stages: HashMap<String, Target>,
    /// Kinds of deals by their plain names.
    pub kinds: HashMap<String, Kind>,
    /// Channels by their plain names.
    pub channels: HashMap<String, String>,
    /// People by their plain names.
    pub owners: HashMap<String, Id>,
}

/// The key under which a value of the CRM is looked up: its plain name, or itself where that is empty.
pub fn key_of(value: &str) -> String {
    let plain = plain_name(value);
    if plain.is_empty() {
        value.trim().to_owned()
    } else {
        plain
    }
}

/// What a stage may be without the pipeline that HubSpot may write behind it: `Closed Won (Sales Pipeline)`.
fn without_pipeline(stage: &str) -> impl Iterator<Item = &str> {
    let inner = stage.trim_end().strip_suffix(')').unwrap_or("");
    inner
        .rmatch_indices('(')
        .map(|(at, _)| inner[..at].trim_end())
        .filter(|s| !s.is_empty())
}

impl Mapping {
    /// One that knows no columns.
    fn empty() -> Self {
        Self {
            preset: None,
            reading: Reading::default(),
            prefix: "crm-".into(),
            contact_prefix: "crm-contact-".into(),
            salesforce_ids: false,
            folder: "imported".into(),
            formats: vec![DateFormat::Iso],
            zone: None,
            decimal: '.',
            currency: None,
            created_as: None,
            entered_prefixes: Vec::new(),
            tables: HashMap::new(),
            history_fields: Vec::new(),
            stages: HashMap::new(),
            kinds: HashMap::new(),
            channels: HashMap::new(),
            owners: HashMap::new(),
        }
    }

    /// A preset, for a funnel.
    pub fn preset(preset: Preset, funnel: &Funnel) -> (Self, Vec<Problem>) {
        let mut mapping = Self::empty();
        mapping.preset = Some(preset);
        let problems = mapping.add(preset.word(), preset.text(), funnel, true);
        (mapping, problems)
    }

    /// Reads a team's mapping from `text` of `file`, over `preset` or the one that it names.
    pub fn read(file: &str, text: &str, preset: Option<Preset>, funnel: &Funnel) -> (Self, Vec<Problem>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut mapping = Self::empty();
        let mut problems = Vec::new();
        let (named, wrong) = preset_of(file, text, preset);
        problems.extend(wrong);
        mapping.preset = named.or(preset);
        if let Some(preset) = mapping.preset {
            problems.extend(mapping.add(preset.word(), preset.text(), funnel, true));
        }
        problems.extend(mapping.add(file, text, funnel, false));
        (mapping, problems)
    }

    /// What a stage of the CRM is here.
    pub fn target(&self, stage: &str) -> Option<Target> {
        let named = |stage| self.stages.get(&key_of(stage)).copied();
        named(stage).or_else(|| without_pipeline(stage).find_map(named))
    }
}

/// Formats of dates from their texts.
///
/// # Errors
/// A format that cannot be used, or two that read one text as two dates.
pub fn formats(texts: &[String]) -> Result<Vec<DateFormat>, String> {
    let all: Vec<DateFormat> = texts.iter().map(|t| DateFormat::parse(t)).collect::<Result<_, _>>()?;
    for (i, a) in all.iter().enumerate() {
        for b in &all[..i] {
            if a.contradicts(b) {
                return Err(format!(
                    "`{b}` and `{a}` read the same text as two dates; keep the one that the export is written in"
                ));
            }
        }
    }
    Ok(all)
}
