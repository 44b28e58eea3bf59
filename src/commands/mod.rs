//! The commands: arguments in, rooms called, words out. Only here is anything printed.

mod build;
mod check;
mod demo;
mod diff;
mod explain;
mod import;
mod init;
mod locked;
mod manual;
mod markdown;
mod metrics;
mod new;
mod pipeline;
mod progress;
mod published;
mod schema;
mod secret;
mod serve;
mod side;
mod summary;
mod table;

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::content;
use crate::diagnostics::render::{self, Format};
use crate::diagnostics::{Problem, Severity};
use crate::model::Day;
use crate::settings::Audience;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// The content has errors; nothing was written.
    Content = 1,
    /// Wrong usage.
    Usage = 2,
    /// The system failed.
    System = 3,
}

#[derive(Parser)]
#[command(
    name = "funnelbook",
    version,
    about = "A playbook site for marketing and sales, built from your own YAML files",
    after_help = "Examples:\n  funnelbook build                 write the site to public/\n  funnelbook serve                 look at it while you edit\n  funnelbook check                 find what is wrong, write nothing\n  funnelbook metrics --by channel --metric win_rate"
)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Write the site
    #[command(
        after_help = "Examples:\n  funnelbook build --output public\n  funnelbook build --since main     with a page of what changed since\n  funnelbook build --lock           encrypt the site with the passphrase in FUNNELBOOK_PASSPHRASE\n  funnelbook build --audience public  a site for everybody, with the secret in FUNNELBOOK_SECRET"
    )]
    Build(build::Arguments),
    /// Read and check everything, write nothing
    #[command(after_help = "Example:\n  funnelbook check --deny warnings --format github")]
    Check(check::Arguments),
    /// Print numbers
    #[command(
        after_help = "Example:\n  funnelbook metrics --metric win_rate --by channel --period 2026-Q3 --format csv"
    )]
    Metrics(metrics::Arguments),
    /// Print the playbook at a glance, in Markdown for GitHub: main numbers, findings, problems with links that edit
    #[command(after_help = "Example:\n  funnelbook summary --repository https://github.com/you/playbook --branch main")]
    Summary(summary::Arguments),
    /// Say what changed between two states of the playbook: numbers, their causes, findings
    #[command(
        after_help = "OLD and NEW are folders with a site.toml, or revisions of the Git repository that --root lies in. NEW is what lies in --root, unless it is named.\n\nExamples:\n  funnelbook diff main\n  funnelbook diff main..HEAD --format markdown\n  funnelbook diff main...HEAD      since the branch began\n  funnelbook diff ../last-month .  two folders\n  funnelbook diff v1 v2 --period 2026-Q3 --format json"
    )]
    Diff(diff::Arguments),
    /// Say what a metric, a finding or a problem's code means, with the numbers of the playbook here
    #[command(
        after_help = "Examples:\n  funnelbook explain win_rate --period 2026-Q3\n  funnelbook explain stalled\n  funnelbook explain E012"
    )]
    Explain(explain::Arguments),
    /// Build in memory, serve on this machine, reload the browser on change
    #[command(after_help = "Example:\n  funnelbook serve --port 8000")]
    Serve(serve::Arguments),
    /// Write a new playbook that builds at once, with a small sample
    #[command(after_help = "Examples:\n  funnelbook init our-playbook\n  funnelbook init our-playbook --empty")]
    Init(init::Arguments),
    /// Write a commented file for a new deal or campaign
    #[command(
        after_help = "Examples:\n  funnelbook new deal acme-onboarding\n  funnelbook new campaign spring-webinar\n  funnelbook new deal --form issue.md"
    )]
    New(new::Arguments),
    /// Print the JSON Schema of a kind of file, for editors, or write all of them
    #[command(after_help = "Examples:\n  funnelbook schema deal\n  funnelbook schema --write")]
    Schema(schema::Arguments),
    /// Take over deals from a CRM's export: CSV or JSON lines, of HubSpot, Salesforce or any other
    #[command(
        after_help = "Examples:\n  funnelbook import hubspot deals.csv contacts.csv companies.csv --dry-run\n  funnelbook import salesforce opportunities.csv history.csv --dates %m/%d/%Y\n  funnelbook import --suggest export.csv > import.toml\n  funnelbook import export.csv --mapping import.toml"
    )]
    Import(import::Arguments),
    /// Write a synthetic playbook of any size: the same bytes for the same seed
    #[command(after_help = "Example:\n  funnelbook demo big --deals 10000 --seed 1")]
    Demo(demo::Arguments),
    /// Print a script that completes commands in a shell
    #[command(
        after_help = "Example:\n  funnelbook completions bash > ~/.local/share/bash-completion/completions/funnelbook"
    )]
    Completions(manual::Shell),
    /// Print the manual page, or that of a command
    #[command(after_help = "Example:\n  funnelbook man build > funnelbook-build.1")]
    Man(manual::Page),
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Args, Clone)]
pub(crate) struct Common {
    /// The playbook's folder, which holds site.toml
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where to write the site, instead of what site.toml says
    #[arg(long, global = true, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Count up to this day, instead of what site.toml says
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<Day>,
    /// Where the site will be, for absolute links
    #[arg(long, global = true, value_name = "URL", value_parser = parse_address)]
    base_url: Option<String>,
    /// Who may see the site: the team, or everybody (with the secret in `FUNNELBOOK_SECRET`)
    #[arg(long, global = true, value_name = "team|public", value_parser = parse_audience)]
    audience: Option<Audience>,
    /// Say nothing but problems
    #[arg(long, global = true)]
    quiet: bool,
    /// Use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|why| format!("`{text}` {why}"))
}

fn parse_address(text: &str) -> Result<String, String> {
    if crate::settings::is_web_address(text) {
        Ok(text.to_owned())
    } else {
        Err("it is a web address and begins with https://".to_owned())
    }
}

fn parse_audience(text: &str) -> Result<Audience, String> {
    Audience::parse(text).ok_or_else(|| "it is `team` or `public`".to_owned())
}

/// Which problems are not put up with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Deny {
    Warnings,
    Findings(crate::metrics::Severity),
}

fn parse_deny(text: &str) -> Result<Deny, String> {
    match text.split_once('=') {
        None if text == "warnings" => Ok(Deny::Warnings),
        Some(("findings", severity)) => crate::metrics::Severity::parse(severity)
            .map(Deny::Findings)
            .ok_or_else(|| "findings are `high`, `medium` or `low`".to_owned()),
        _ => Err("it is `warnings`, or `findings=high`".to_owned()),
    }
}

/// What to do with records that have an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum BadRecords {
    /// Write nothing.
    Stop,
    /// Leave them out and say so on the site.
    LeaveOut,
}

/// Options of commands that read a playbook.
#[derive(Args, Clone)]
pub(crate) struct Reading {
    /// How problems are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Make errors of `warnings`, or of `findings=high` (or `medium`, `low`: and above)
    #[arg(long, value_name = "WHAT", value_parser = parse_deny)]
    deny: Vec<Deny>,
    /// What to do with records that have an error
    #[arg(long, value_enum, default_value_t = BadRecords::Stop)]
    bad_records: BadRecords,
}

/// Runs the program with the arguments it was given.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let common = cli.common;
    if let Err(why) = pipeline::fixed_time() {
        say(&format!("error: {why}\n"));
        return ExitCode::from(Exit::Usage as u8);
    }
    let prints = matches!(
        cli.command,
        Some(Command::Metrics(_) | Command::Summary(_) | Command::Explain(_) | Command::Diff(_))
    );
    if prints && common.audience == Some(Audience::Public) {
        say("note: what is printed is the team's; `--audience public` makes sites for everybody, and nothing else\n");
    }
    let exit = match cli.command {
        None => {
            let _ = Cli::command().print_help();
            Exit::Done
        }
        Some(Command::Build(arguments)) => build::run(&common, &arguments),
        Some(Command::Check(arguments)) => check::run(&common, &arguments),
        Some(Command::Metrics(arguments)) => metrics::run(&common, &arguments),
        Some(Command::Summary(arguments)) => summary::run(&common, &arguments),
        Some(Command::Diff(arguments)) => diff::run(&common, &arguments),
        Some(Command::Explain(arguments)) => explain::run(&common, &arguments),
        Some(Command::Serve(arguments)) => serve::run(&common, &arguments),
        Some(Command::Import(arguments)) => import::run(&common, &arguments),
        Some(Command::Demo(arguments)) => demo::run(&common, &arguments),
        Some(Command::Init(arguments)) => init::run(&common, &arguments),
        Some(Command::New(arguments)) => new::run(&common, &arguments),
        Some(Command::Schema(arguments)) => schema::run(&common, &arguments),
        Some(Command::Completions(arguments)) => manual::completions(&arguments),
        Some(Command::Man(arguments)) => manual::page(&arguments),
    };
    ExitCode::from(exit as u8)
}

impl Common {
    fn colored(&self, stderr: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let terminal = if stderr {
                    std::io::stderr().is_terminal()
                } else {
                    std::io::stdout().is_terminal()
                };
                terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
            }
        }
    }

    /// Problems as text, excerpts read from the playbook's folder.
    fn render(&self, problems: &[Problem], format: Format, stderr: bool) -> String {
        let root = self.root.clone();
        render::render(problems, format, self.colored(stderr), &move |file| {
            content::read_plain(&root, file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        })
    }
}

/// Prints to stdout; a closed pipe is no failure.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Prints to stderr.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// "2 errors, 1 warning".
fn count(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|p| p.severity() == Severity::Error).count();
    let warnings = problems.len() - errors;
    let word = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => "no problems".into(),
        (0, w) => word(w, "warning"),
        (e, 0) => word(e, "error"),
        (e, w) => format!("{}, {}", word(e, "error"), word(w, "warning")),
    }
}
