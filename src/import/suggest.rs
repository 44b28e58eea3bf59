//! A first mapping for an export that nobody has described yet: what its columns and values look like, and
//! where they do not tell, a comment.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use jiff::tz::TimeZone;

use super::mapping::{Mapping, Preset, TableKind, Target, key_of};
use super::source::Table;
use super::values::{self, DateFormat, Dates};
use crate::diagnostics::did_you_mean;
use crate::model::Currency;
use crate::settings::Funnel;

/// What columns are called elsewhere, beside the names that the presets know.
const NAMES: [(&str, &[&str]); 14] = [
    (
        "id",
        &[
            "ID",
            "Nr",
            "Nummer",
            "Number",
            "Deal - ID",
            "Lead ID",
            "Key",
            "Datensatz-ID",
            "ID de fiche d'informations",
            "ID de registro",
        ],
    ),
    (
        "account",
        &[
            "Account",
            "Company",
            "Customer",
            "Client",
            "Organization",
            "Organisation",
            "Kunde",
            "Firma",
            "Unternehmen",
            "Deal - Organization",
        ],
    ),
    (
        "name",
        &[
            "Name",
            "Title",
            "Deal",
            "Titel",
            "Bezeichnung",
            "Projekt",
            "Deal - Title",
            "Nom de la transaction",
        ],
    ),
    (
        "amount",
        &[
            "Amount",
            "Value",
            "Betrag",
            "Wert",
            "Summe",
            "Umsatz",
            "Montant",
            "Deal - Value",
        ],
    ),
    ("currency", &["Currency", "Währung", "Deal - Currency"]),
    (
        "stage",
        &[
            "Stage",
            "Phase",
            "Status",
            "Stufe",
            "Deal - Stage",
            "Deal-Phase",
            "Phase de la transaction",
        ],
    ),
    ("kind", &["Type", "Kind", "Art", "Typ"]),
    (
        "owner",
        &[
            "Owner",
            "Salesperson",
            "Besitzer",
            "Zuständig",
            "Verantwortlich",
            "Deal - Owner",
        ],
    ),
    (
        "created",
        &[
            "Created",
            "Created on",
            "Created at",
            "Add time",
            "Angelegt",
            "Angelegt am",
            "Erstellt",
            "Erstellt am",
            "Erstelldatum",
            "Erstellungsdatum",
            "Date de création",
            "Deal - Deal created",
        ],
    ),
    (
        "closed",
        &[
            "Closed",
            "Closed on",
            "Closed at",
            "Won time",
            "Abgeschlossen am",
            "Abschluss",
            "Abschlussdatum",
            "Date de fermeture",
            "Deal - Deal closed on",
        ],
    ),
    (
        "entered",
        &[
            "Phase seit",
            "In Phase seit",
            "Stage since",
            "In stage since",
            "Entered stage",
        ],
    ),
    (
        "reason",
        &[
            "Lost reason",
            "Loss reason",
            "Reason",
            "Verlustgrund",
            "Deal - Lost reason",
        ],
    ),
    (
        "channel",
        &["Source", "Channel", "Lead source", "Quelle", "Kanal", "Herkunft"],
    ),
    ("segment", &["Segment", "Industry", "Branche"]),
];

/// Stages as they are called elsewhere.
const STAGES: [(&str, &str); 12] = [
    ("won", "won"),
    ("gewonnen", "won"),
    ("lost", "lost"),
    ("verloren", "lost"),
    ("abgelehnt", "lost"),
    ("interessent", "lead"),
    ("new", "lead"),
    ("neu", "lead"),
    ("qualifiziert", "sql"),
    ("qualified", "sql"),
    ("angebot", "opportunity"),
    ("proposal", "opportunity"),
];

/// Formats that are tried, those that contradict each other side by side.
const FORMATS: [&str; 19] = [
    "iso",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %I:%M %p",
    "%m/%d/%Y %I:%M %p",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "unix-ms",
];

/// Rows that are looked at.
const ROWS: usize = 10_000;

/// A text as TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A text that may stand in a comment.
fn comment(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    text
}

/// Writes a first mapping for `table`.
pub fn suggest(table: &Table, funnel: &Funnel) -> String {
    let presets = [Preset::Hubspot, Preset::Salesforce].map(|p| Mapping::preset(p, funnel).0);
    let columns = guess_columns(table, &presets);
    let column = |field: &str| columns.get(field).copied();
    let mut out = format!(
        "# A first mapping for {}: read every line, correct it, save it as import.toml, then try\n#   funnelbook import {} --dry-run\n# docs/content/importing.md says what may stand here.\n\n[ids]\n# Put before every id.\nprefix = \"crm-\"\n\n",
        comment(&table.file),
        comment(&table.file)
    );
    dates(&mut out, table, &["created", "closed", "entered"].map(column));
    money(&mut out, table, column("amount"));
    let name = funnel.stages.get(funnel.opportunity).map_or("", |s| s.id.as_str());
    let _ = write!(
        out,
        "\n[deals]\n# The stage in which a deal is created, where nothing else says so.\ncreated_as = {}\n\n[deals.columns]\n",
        quoted(name)
    );
    let used: Vec<usize> = columns.values().copied().collect();
    let free: Vec<String> = (0..table.columns.len())
        .filter(|i| !used.contains(i))
        .map(|i| quoted(&table.columns[i]))
        .collect();
    if !free.is_empty() {
        let _ = writeln!(out, "# Columns without a use so far: {}", comment_list(&free));
    }
    for (field, _) in NAMES {
        let needed = TableKind::Deals.required().contains(&field);
        match column(field) {
            Some(i) => {
                let _ = writeln!(out, "{field} = {}", quoted(&table.columns[i]));
            }
            None if needed => {
                let _ = writeln!(out, "# {field} = \"\"   # needed, and no column looks like it");
            }
            None => {
                let _ = writeln!(out, "# {field} = \"\"");
            }
        }
    }
    out.push_str("# region = \"\"\n");
    stages(&mut out, table, column("stage"), funnel, &presets);
    out
}

fn comment_list(names: &[String]) -> String {
    let text = names.join(", ");
    text.chars().filter(|c| !c.is_control()).collect()
}

/// The column of each field, by the names that CRMs use, else by one that is nearly such a name.
fn guess_columns(table: &Table, presets: &[Mapping]) -> BTreeMap<&'static str, usize> {
    let mut found: BTreeMap<&'static str, usize> = BTreeMap::new();
    let names_of = |field: &'static str, own: &'static [&'static str]| {
        let known = presets
            .iter()
            .filter_map(move |p| p.tables.get(&TableKind::Deals)?.fields.get(field));
        known.flatten().map(String::as_str).chain(own.iter().copied())
    };
    for (field, own) in NAMES {
        let exact = names_of(field, own).find_map(|n| table.named(n).first());
        if let Some(i) = exact.filter(|i| !found.values().any(|f| f == *i)) {
            found.insert(field, *i);
        }
    }
    for (field, own) in NAMES {
        if found.contains_key(field) {
            continue;
        }
        let free = || (0..table.columns.len()).filter(|i| !found.values().any(|f| f == i));
        let near = names_of(field, own)
            .filter(|n| n.len() > 4)
            .find_map(|n| did_you_mean(n, free().map(|i| table.columns[i].as_str())));
        if let Some(i) = near.and_then(|c| table.columns.iter().position(|have| have == c)) {
            found.insert(field, i);
        }
    }
    for (field, words) in [("id", &ID_WORDS[..]), ("stage", &STAGE_WORDS)] {
        if found.contains_key(field) {
            continue;
        }
        let mut free = (0..table.columns.len()).filter(|i| !found.values().any(|f| f == i));
        let speaks = |name: &str| {
            let mut parts = name.split(|c: char| !c.is_alphanumeric());
            parts.any(|part| words.contains(&part.to_lowercase().as_str()))
        };
        if let Some(i) = free.find(|i| speaks(&table.columns[*i]) && (field != "id" || tells_apart(table, *i))) {
            found.insert(field, i);
        }
    }
    found
}

/// A word in the name of a column of ids.
const ID_WORDS: [&str; 4] = ["id", "nr", "no", "nummer"];
/// A word in the name of a column of stages.
const STAGE_WORDS: [&str; 6] = ["stage", "phase", "stufe", "status", "étape", "etapa"];

/// Whether no two rows have the same value in a column, and none has no value.
fn tells_apart(table: &Table, column: usize) -> bool {
    let mut seen = HashSet::new();
    let mut rows = table.rows.iter().take(ROWS);
    rows.all(|r| r.get(column).is_some_and(|value| seen.insert(value)))
}

fn sample(table: &Table, column: usize) -> impl Iterator<Item = &str> {
    table.rows.iter().take(ROWS).filter_map(move |r| r.get(column))
}

fn dates(out: &mut String, table: &Table, columns: &[Option<usize>]) {
    out.push_str("[dates]\n");
    let mut chosen: Vec<&str> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for column in columns.iter().flatten() {
        let Some(first) = sample(table, *column).next() else {
            continue;
        };
        let fits: Vec<&str> = FORMATS
            .into_iter()
            .filter(|f| {
                let Ok(format) = DateFormat::parse(f) else { return false };
                let formats = [format];
                let dates = Dates {
                    formats: &formats,
                    zone: &TimeZone::UTC,
                    site: &TimeZone::UTC,
                };
                sample(table, *column).all(|v| dates.read(v).is_ok())
            })
            .collect();
        let name = comment(&table.columns[*column]);
        let _ = writeln!(out, "# `{name}` holds dates like {}", comment(first));
        match fits.as_slice() {
            [] => {
                let _ = writeln!(out, "# no format is known for all of them: write one like \"%d.%m.%Y\"");
            }
            [a, b, ..] if a.contains("%d") && b.contains("%m") => open.extend([a, b]),
            [one, ..] => chosen.push(one),
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    // A column that tells the order of day and month tells it for all.
    let told = |f: &&str| {
        let format = DateFormat::parse(f);
        let other = |c: &&str| matches!((DateFormat::parse(c), &format), (Ok(c), Ok(f)) if c.contradicts(f));
        chosen.contains(f) || chosen.iter().any(other)
    };
    open.retain(|f| !told(f));
    open.dedup();
    if !open.is_empty() {
        out.push_str("# The order of day and month cannot be told from the values. Keep the one that is right:\n");
        for format in &open {
            let _ = writeln!(out, "# formats = [{}]", quoted(format));
        }
    }
    if !chosen.is_empty() {
        let all: Vec<String> = chosen.iter().map(|f| quoted(f)).collect();
        let _ = writeln!(out, "formats = [{}]", all.join(", "));
    }
    out.push_str("# The zone of times without one; default: the site's.\n# time_zone = \"Europe/Berlin\"\n");
}

fn money(out: &mut String, table: &Table, column: Option<usize>) {
    out.push_str("\n[money]\n");
    let Some(column) = column else {
        out.push_str("# decimal = \".\"\n");
        return;
    };
    let fits = |mark| sample(table, column).all(|v| values::amount(v, mark, Currency::EUR).is_ok());
    match (fits('.'), fits(',')) {
        (true, _) => out.push_str("decimal = \".\"\n"),
        (false, true) => out.push_str("decimal = \",\"\n"),
        (false, false) => {
            let first = sample(table, column).next().unwrap_or("");
            let _ = writeln!(
                out,
                "# Not all amounts can be read by one mark; the first is {}\ndecimal = \".\"",
                comment(first)
            );
        }
    }
    out.push_str("# The currency of amounts without one; default: the site's.\n# currency = \"EUR\"\n");
}

fn stages(out: &mut String, table: &Table, column: Option<usize>, funnel: &Funnel, presets: &[Mapping]) {
    let ids: Vec<&str> = funnel.stages.iter().map(|s| s.id.as_str()).collect();
    let _ = write!(
        out,
        "\n# Each stage of the CRM is one of {}, or \"lost\", or \"leave-out\".\n[stages]\n",
        ids.iter().map(|i| quoted(i)).collect::<Vec<_>>().join(", ")
    );
    let Some(column) = column else { return };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in sample(table, column) {
        *counts.entry(value).or_default() += 1;
    }
    for (stage, rows) in counts.iter().take(100) {
        let rows = format!("{rows} {}", if *rows == 1 { "row" } else { "rows" });
        let key = key_of(stage);
        let by_name = funnel
            .stages
            .iter()
            .find(|s| key_of(&s.id) == key || key_of(&s.name) == key);
        let elsewhere = || {
            let word = STAGES.iter().find(|s| s.0 == key)?.1;
            ids.iter().chain(&["lost", "won"]).any(|i| *i == word).then_some(word)
        };
        let preset = || {
            presets.iter().find_map(|p| match p.target(stage)? {
                Target::Stage(i) => ids.get(i as usize).copied(),
                Target::Lost => Some("lost"),
                Target::LeaveOut => Some("leave-out"),
            })
        };
        match by_name.map(|s| s.id.as_str()).or_else(elsewhere).or_else(preset) {
            Some(word) => {
                let _ = writeln!(out, "{} = {}   # {rows}", quoted(stage), quoted(word));
            }
            None => {
                let _ = writeln!(out, "# {} = \"\"   # {rows}", comment(&quoted(stage)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::mapping::Reading;
    use crate::import::source;

    /// A name that nobody has told us is found by a word in it; ids tell rows apart.
    #[test]
    fn ids_and_stages_by_a_word_in_their_columns() {
        let csv = b"Gruppe ID,Vorgang Nr.,Phase des Vorgangs\n7,1,neu\n7,2,neu\n";
        let (table, _) = source::read("x.csv", csv, &Reading::default()).unwrap();
        let text = suggest(&table, &Funnel::standard());
        for line in ["id = \"Vorgang Nr.\"", "stage = \"Phase des Vorgangs\""] {
            assert!(text.lines().any(|l| l == line), "{line}: {text}");
        }
    }
}
