//! `funnelbook import`: deals from a CRM's export.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

use clap::Args;

use super::{BadRecords, Common, Exit, count, pipeline, print, say};
use crate::content::{self, Content};
use crate::diagnostics::render::{self, Format};
use crate::diagnostics::{self, Problem, Severity};
use crate::import::columns::{self, Known};
use crate::import::mapping::{Mapping, Preset, Reading, TableKind, formats};
use crate::import::plan::{self, Plan};
use crate::import::records::{self, Context, Earlier, Notes};
use crate::import::values::DateFormat;
use crate::import::{source, suggest, write};
use crate::settings::{Funnel, Settings};

/// Bytes that are read of a file at most.
const LARGEST: u64 = 1 << 30;

#[derive(Args)]
pub(crate) struct Arguments {
    /// `hubspot` or `salesforce`, where the export is theirs, and its files: CSV or JSON lines; `-` is standard
    /// input. `history=FILE` says what a file holds (deals, contacts, companies, history)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The file that says which column is which field [default: import.toml in the playbook's folder]
    #[arg(long, value_name = "FILE")]
    mapping: Option<String>,
    /// How dates are written, such as `%d.%m.%Y`, instead of what the mapping says
    #[arg(long, value_name = "FORMAT")]
    dates: Vec<String>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print a first mapping for FILE
    #[arg(long)]
    suggest: bool,
    /// How problems are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// What to do where rows cannot be read
    #[arg(long, value_enum, default_value_t = BadRecords::Stop)]
    bad_records: BadRecords,
}

/// Why there is nothing to import.
enum Stop {
    /// The command cannot be meant so.
    Usage(String),
    /// What was read has problems.
    Problems(Vec<Problem>),
    /// Files could not be written.
    Writing(write::WriteError),
}

/// A file as it is named: what it holds, where that is said, and its name.
struct Named<'a> {
    kind: Option<TableKind>,
    name: &'a str,
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let mut texts = HashMap::new();
    match import(common, arguments, &mut texts) {
        Ok(exit) => exit,
        Err(Stop::Usage(words)) => {
            say(&format!("error: {words}\n"));
            Exit::Usage
        }
        Err(Stop::Problems(problems)) => {
            report(common, arguments, problems.clone(), &texts);
            say(&format!("nothing was written: {}\n", count(&problems)));
            Exit::Content
        }
        Err(Stop::Writing(error)) => {
            say(&format!(
                "error: not all was written: {error}\nImporting again does the rest.\n"
            ));
            Exit::System
        }
    }
}

/// Prints problems, with excerpts of the playbook's files and of `texts`.
fn report(common: &Common, arguments: &Arguments, mut problems: Vec<Problem>, texts: &HashMap<String, Option<String>>) {
    diagnostics::sort(&mut problems);
    let source = |file: &str| match texts.get(file) {
        Some(text) => text.clone(),
        None => content::read_plain(&common.root, file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    };
    say(&render::render(
        &problems,
        arguments.format,
        common.colored(true),
        &source,
    ));
}

fn import(common: &Common, arguments: &Arguments, texts: &mut HashMap<String, Option<String>>) -> Result<Exit, Stop> {
    let start = Instant::now();
    let (preset, files) = named(&arguments.files);
    if files.is_empty() {
        return Err(Stop::Usage(
            "name the files of the export, or - for standard input".into(),
        ));
    }
    if arguments.suggest {
        return first_mapping(common, &files);
    }
    let (settings, problems) = pipeline::read_settings(common);
    let Some(settings) = settings else {
        return Err(Stop::Problems(problems));
    };
    let mut mapping = read_mapping(common, arguments, preset, &settings.funnel, texts)?;
    if !arguments.dates.is_empty() {
        let mut all = formats(&arguments.dates).map_err(Stop::Usage)?;
        let fits = |f: &DateFormat| !all.iter().any(|a| a.contradicts(f));
        let others: Vec<DateFormat> = mapping.formats.drain(..).filter(fits).collect();
        all.extend(others);
        mapping.formats = all;
    }
    let mut problems = Vec::new();
    let mut tables = Vec::new();
    for file in &files {
        texts.insert(shown_name(file.name).to_owned(), None);
        tables.extend(read_table(file, &mapping, &mut problems)?);
    }
    if tables.len() < files.len() {
        return Err(Stop::Problems(problems));
    }
    let content = read_content(common, &settings)?;
    let as_of = content::resolve_as_of(&settings, &content, pipeline::today(&settings.zone));
    let earlier = Earlier::new(&content, &mapping.contact_prefix);
    let found = records::read(
        Context {
            earlier: &earlier,
            settings: &settings,
            mapping: &mapping,
            people: content.has_team.then_some(content.people.as_slice()),
            campaigns: &content.campaigns,
            as_of,
        },
        &tables,
    );
    problems.extend(found.problems);
    let mut plan = plan::plan(&common.root, &settings, &content, &mapping.folder, found.deals);
    problems.append(&mut plan.problems);
    let stop = !problems.is_empty() && arguments.bad_records == BadRecords::Stop;
    if arguments.dry_run {
        print(&in_words(&plan));
    }
    for known in tables.into_iter().filter(|_| !problems.is_empty()) {
        texts.insert(known.table.file.to_string(), Some(known.table.text));
    }
    report(common, arguments, problems.clone(), texts);
    if !stop && !arguments.dry_run {
        write::write(&common.root, &plan.files).map_err(Stop::Writing)?;
    }
    if !common.quiet {
        say(&summary(&plan, &found.notes, &problems, arguments, stop, start));
    } else if stop {
        say(&format!("nothing was written: {}\n", count(&problems)));
    }
    Ok(if stop { Exit::Content } else { Exit::Done })
}

/// The preset and the files that the arguments name.
fn named(arguments: &[String]) -> (Option<Preset>, Vec<Named<'_>>) {
    let preset = arguments.first().and_then(|word| Preset::parse(word));
    let files = arguments.iter().skip(usize::from(preset.is_some())).map(|argument| {
        let kind = argument
            .split_once('=')
            .and_then(|(kind, name)| Some((TableKind::parse(kind)?, name)));
        Named {
            kind: kind.map(|k| k.0),
            name: kind.map_or(argument.as_str(), |k| k.1),
        }
    });
    (preset, files.collect())
}

fn shown_name(name: &str) -> &str {
    if name == "-" { "standard input" } else { name }
}

fn read_bytes(name: &str) -> Result<Vec<u8>, Stop> {
    let wrong = |why: &str| Stop::Usage(format!("{}: {why}", shown_name(name)));
    let read = || {
        let source: Box<dyn Read> = match name {
            "-" => Box::new(std::io::stdin().lock()),
            _ => Box::new(std::fs::File::open(name)?),
        };
        let mut bytes = Vec::new();
        // A device may have no end.
        source.take(LARGEST + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|e: std::io::Error| wrong(&e.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(wrong("has more than 1 GiB, which is the most that is read; split it"));
    }
    Ok(bytes)
}

fn read_table(file: &Named<'_>, mapping: &Mapping, problems: &mut Vec<Problem>) -> Result<Option<Known>, Stop> {
    let bytes = read_bytes(file.name)?;
    let known = source::read(shown_name(file.name), &bytes, &mapping.reading).and_then(|(table, found)| {
        problems.extend(found);
        columns::recognise(mapping, file.kind, table)
    });
    Ok(known.map_err(|problem| problems.push(problem)).ok())
}

fn first_mapping(common: &Common, files: &[Named<'_>]) -> Result<Exit, Stop> {
    let (settings, _) = pipeline::read_settings(common);
    let funnel = settings.map_or_else(Funnel::standard, |s| s.funnel);
    let [file] = files else {
        return Err(Stop::Usage("--suggest looks at one file".into()));
    };
    let bytes = read_bytes(file.name)?;
    let (table, _) = source::read(shown_name(file.name), &bytes, &Reading::default())
        .map_err(|problem| Stop::Problems(vec![problem]))?;
    print(&suggest::suggest(&table, &funnel));
    Ok(Exit::Done)
}

fn read_mapping(
    common: &Common,
    arguments: &Arguments,
    preset: Option<Preset>,
    funnel: &Funnel,
    texts: &mut HashMap<String, Option<String>>,
) -> Result<Mapping, Stop> {
    let default = common.root.join("import.toml");
    let (name, path) = match &arguments.mapping {
        Some(name) => (name.clone(), Path::new(name).to_owned()),
        None => ("import.toml".to_owned(), default),
    };
    let (mapping, problems) = match (std::fs::read_to_string(&path), preset) {
        (Ok(text), _) => {
            texts.insert(name.clone(), Some(text.clone()));
            Mapping::read(&name, &text, preset, funnel)
        }
        (Err(e), Some(preset)) if arguments.mapping.is_none() && e.kind() == std::io::ErrorKind::NotFound => {
            Mapping::preset(preset, funnel)
        }
        (Err(e), None) if arguments.mapping.is_none() && e.kind() == std::io::ErrorKind::NotFound => {
            return Err(Stop::Usage(
                "nothing says what the columns mean: write `import hubspot FILE` or `import salesforce FILE`, or name a \
                 mapping with --mapping; `import --suggest FILE` writes a first one"
                    .into(),
            ));
        }
        (Err(e), _) => return Err(Stop::Usage(format!("{}: {e}", path.display()))),
    };
    if problems.is_empty() {
        Ok(mapping)
    } else {
        Err(Stop::Problems(problems))
    }
}

/// What is there. With a file of deals that cannot be read nothing says which deals it holds.
fn read_content(common: &Common, settings: &Settings) -> Result<Content, Stop> {
    let (content, found) = content::read(&common.root, settings);
    let whole_file = |p: &Problem| {
        let of_deals = p.place.as_ref().is_some_and(|p| p.file.starts_with("content/deals/"));
        of_deals && p.severity() == Severity::Error && pipeline::is_of_a_file(p)
    };
    let stops: Vec<Problem> = found.into_iter().filter(whole_file).collect();
    if stops.is_empty() {
        Ok(content)
    } else {
        Err(Stop::Problems(stops))
    }
}

/// Changes that are listed one by one.
const SHOWN: usize = 100;

/// A plan for a person.
fn in_words(plan: &Plan) -> String {
    let mut out = String::new();
    for file in &plan.files {
        let parts = [(file.added, "added"), (file.changed, "changed")];
        let parts: Vec<String> = parts
            .iter()
            .filter(|p| p.0 > 0)
            .map(|p| format!("{} {}", p.0, p.1))
            .collect();
        let _ = writeln!(out, "{}: {}", file.path, parts.join(", "));
    }
    for (id, account, _) in plan.added.iter().take(SHOWN) {
        let _ = writeln!(out, "+ {id} ({account})");
    }
    more(&mut out, plan.added.len(), "added");
    for changed in plan.changed.iter().take(SHOWN) {
        let _ = writeln!(out, "~ {}: {}", changed.id, changed.what.join("; "));
    }
    more(&mut out, plan.changed.len(), "changed");
    out
}

fn more(out: &mut String, all: usize, what: &str) {
    if all > SHOWN {
        let _ = writeln!(out, "… and {} more {what}", all - SHOWN);
    }
}

/// "1 deal", "2 deals".
fn things(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The first of a list, and how many more there are.
fn first(all: &[String]) -> String {
    let shown: Vec<&str> = all.iter().take(5).map(String::as_str).collect();
    let shown = crate::reader::show(&shown.join(", "));
    match all.len().saturating_sub(5) {
        0 => shown,
        n => format!("{shown} and {n} more"),
    }
}

fn counted(all: &BTreeMap<String, usize>) -> String {
    let list: Vec<String> = all.iter().map(|(name, n)| format!("{name} ({n})")).collect();
    first(&list)
}

fn summary(
    plan: &Plan,
    notes: &Notes,
    problems: &[Problem],
    arguments: &Arguments,
    stop: bool,
    start: Instant,
) -> String {
    let mut out = String::new();
    let rows: Vec<String> = notes
        .rows
        .iter()
        .map(|(kind, n)| format!("{n} of {}", kind.word()))
        .collect();
    let all = things(notes.rows.values().sum(), "row", "rows");
    let _ = writeln!(out, "read {all}: {}", rows.join(", "));
    for line in remarks(notes) {
        let _ = writeln!(out, "  {line}");
    }
    for (contact, deal) in plan.doubled.iter().chain(&notes.doubled) {
        let _ = writeln!(
            out,
            "  `{contact}` is now the deal `{deal}`: delete one of the two records"
        );
    }
    let deals = format!(
        "{} added, {} changed, {} unchanged",
        plan.added.len(),
        plan.changed.len(),
        plan.unchanged
    );
    let files = things(plan.files.len(), "file", "files");
    let seconds = start.elapsed().as_secs_f64();
    let _ = if stop {
        let hint = "`--bad-records leave-out` imports the others";
        writeln!(out, "nothing was written: {}; {hint} ({deals})", count(problems))
    } else if arguments.dry_run {
        writeln!(out, "nothing was written, since this is a dry run: {deals}, in {files}")
    } else {
        writeln!(out, "{deals}; {files} written in {seconds:.2} s")
    };
    if !stop && !problems.is_empty() {
        let _ = writeln!(out, "left out: {}", count(problems));
    }
    out
}

/// What else there is to say, each as a line.
fn remarks(notes: &Notes) -> Vec<String> {
    let mut out = Vec::new();
    for (file, encoding) in &notes.encodings {
        out.push(format!("{file} was read as {encoding}"));
    }
    let mut counted_line = |n: usize, one: &str, many: &str, words: &str| {
        if n > 0 {
            out.push(format!("{} {words}", things(n, one, many)));
        }
    };
    counted_line(notes.foot, "line", "lines", "under a report passed over");
    counted_line(notes.deleted, "row", "rows", "of deleted records left out");
    counted_line(notes.repeated, "repeated row", "repeated rows", "passed over");
    counted_line(notes.left_out, "record", "records", "left out by their stage");
    counted_line(
        notes.from_contacts,
        "contact",
        "contacts",
        "without a deal, as deals at their stage",
    );
    counted_line(
        notes.reordered,
        "deal",
        "deals",
        "with dates that contradict each other: the earlier stage is dated as the later",
    );
    counted_line(
        notes.reopened,
        "deal",
        "deals",
        "closed and opened again: only the last close counts",
    );
    counted_line(notes.controls, "control character", "control characters", "removed");
    let lists = [
        (
            &notes.without_contact,
            "without a contact in the export",
            "deal",
            "deals",
        ),
        (
            &notes.contacts_missing,
            "named by deals and not in the export",
            "contact",
            "contacts",
        ),
        (
            &notes.companies_unused,
            "that no deal and no contact names",
            "company",
            "companies",
        ),
        (
            &notes.companies_missing,
            "named and not in the export",
            "company",
            "companies",
        ),
        (
            &notes.deals_missing,
            "named by contacts or a history and not in the export",
            "deal",
            "deals",
        ),
    ];
    for (list, words, one, many) in lists {
        if !list.is_empty() {
            out.push(format!("{} {words}: {}", things(list.len(), one, many), first(list)));
        }
    }
    if notes.companies_apart {
        out.push(
            "no column of deals or contacts says which company is theirs: export it, or name it as `company_ids` in a \
             mapping"
                .to_owned(),
        );
    }
    let maps = [
        (&notes.owners, "owners are not in team.yaml and were left out"),
        (
            &notes.campaigns,
            "campaigns are not in content/campaigns and were left out",
        ),
        (&notes.kinds, "kinds of deals are not in the mapping and were left out"),
    ];
    for (map, words) in maps {
        if !map.is_empty() {
            out.push(format!("{words}: {}", counted(map)));
        }
    }
    out
}
