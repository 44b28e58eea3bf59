//! Broken input of every kind: files of the fixtures, changed at random, through the readers and, where they
//! are still good, through everything that follows. Nothing may panic, hang, or take over 500 MB.
//!
//! Two seconds a target by default, `MUTATIONS_SECONDS` for longer; the seed is `MUTATIONS_SEED`. An input that
//! fails is kept in the folder for temporary files and named.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use funnelbook::content::{self, Locator};
use funnelbook::diagnostics::Problem;
use funnelbook::diagnostics::render::{Format, render};
use funnelbook::ledger::Ledger;
use funnelbook::metrics::targets::Targets;
use funnelbook::metrics::{Report, Rules, findings, registry};
use funnelbook::model::Day;
use funnelbook::pages::{self, Site};
use funnelbook::settings;
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

/// What the formats give a meaning to, and what is at the edge of what they can hold.
const WORDS: &[&str] = &[
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a ",
    "*a",
    "!!str ",
    "!x ",
    "|\n",
    ">-\n",
    "'",
    "\"",
    "\\",
    "\t",
    "\0",
    "\r\n",
    "\u{feff}",
    "\u{202e}",
    "\u{85}",
    "\u{2028}",
    "é",
    "e\u{301}",
    "2026-13-45",
    "2026-02-29",
    "0000-00-00",
    "1990-01-01",
    "2199-12-31",
    "2026-03-29T02:30",
    "2026-03-14T09:30:00+99:99",
    "1e400",
    ".nan",
    "-.inf",
    "0x10",
    "0o7",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "<<: ",
    "999999999999999999999",
    "0.001",
    "-1",
    "1 USD",
    "1 XXX",
    "null",
    "~",
    "? ",
    "# ",
    "yes",
    "unknown",
    "all",
    "con",
    "..",
    "/",
    "{{ ",
    " }}",
    "{%",
    "<script>",
    "![](",
    "](",
    "```",
    "|---|",
    "[^1]",
    "+++\n",
    "[[",
    "]]",
    "= ",
    "\n  ",
    "\n",
    "lead",
    "won",
    "lost: ",
    "stages: ",
    "id: ",
];

/// A source of random changes.
struct Random(Pcg64Mcg);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n.max(1) as u64) as usize
    }

    /// A place in bytes, biased to neither end.
    fn range(&mut self, len: usize) -> std::ops::Range<usize> {
        let start = self.below(len + 1);
        let longest = (len - start).min(1 << self.below(9));
        start..start + self.below(longest + 1)
    }

    fn changed(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(6) {
            let range = self.range(bytes.len());
            match self.below(8) {
                0 => {
                    bytes.drain(range);
                }
                1 => {
                    let copy = bytes[range.clone()].to_vec();
                    bytes.splice(range.end..range.end, copy);
                }
                2 => {
                    let other = &seeds[self.below(seeds.len())];
                    let part = self.range(other.len());
                    bytes.splice(range, other[part].iter().copied());
                }
                3 if !bytes.is_empty() => {
                    let at = self.below(bytes.len());
                    bytes[at] ^= 1 << self.below(8);
                }
                4 => {
                    // One of a thing is harmless where a thousand may not be.
                    let word = WORDS[self.below(WORDS.len())].repeat(1 << self.below(12));
                    bytes.splice(range.start..range.start, word.into_bytes());
                }
                _ => {
                    let word = WORDS[self.below(WORDS.len())];
                    let end = if self.below(2) == 0 { range.start } else { range.end };
                    bytes.splice(range.start..end, word.bytes());
                }
            }
        }
        bytes
    }
}

/// All files below the fixtures of which `wanted` says so.
fn seeds(wanted: impl Fn(&str) -> bool) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "tests/fixtures",
        "tests/import",
        "examples/solo",
        "docs",
        "content/playbook",
    ];
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)))
        .map(|e| e.unwrap().into_path())
        .filter(|p| p.is_file() && wanted(&p.to_string_lossy()))
        .collect();
    files.sort();
    let read: Vec<Vec<u8>> = files
        .iter()
        .map(|f| fs::read(f).unwrap())
        .filter(|b| b.len() < 20_000)
        .collect();
    assert!(read.len() > 5, "{}", read.len());
    read
}

fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// Runs `target` on changed seeds for the time there is.
fn attack(name: &str, seeds: &[Vec<u8>], mut target: impl FnMut(&[u8], u64)) {
    let limit = Duration::from_secs(variable("MUTATIONS_SECONDS", 2));
    let mut random = Random(Pcg64Mcg::seed_from_u64(variable("MUTATIONS_SEED", 1)));
    let start = Instant::now();
    let mut count = 0;
    while start.elapsed() < limit {
        let input = random.changed(seeds);
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| target(&input, count)));
        let slow = began.elapsed() > Duration::from_secs(10);
        if outcome.is_err() || slow {
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{count}"));
            fs::write(&kept, &input).unwrap();
            panic!("{name}: {} on {}", if slow { "slow" } else { "panic" }, kept.display());
        }
        count += 1;
    }
    println!("{name}: {count} inputs");
    assert!(count > 20, "{name}: only {count} inputs");
    if let Some(peak) = peak_memory() {
        assert!(peak < 500_000, "{name}: {peak} KB");
    }
}

/// The most memory this process ever had, in KB, where the system says.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

fn today() -> Day {
    Day::parse("2026-09-30").unwrap()
}

/// Says the problems in every format: excerpts are cut from the broken text itself.
fn say(root: &Path, problems: &[Problem]) {
    let source = |file: &str| content::read_plain(root, file).map(|b| String::from_utf8_lossy(&b).into_owned());
    for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
        render(problems, format, false, &source);
    }
}

/// Reads, checks and computes what is in a folder; renders it too where asked.
fn everything(root: &Path, settings_text: &str, with_pages: bool) {
    let (settings, mut problems) = settings::read("site.toml", settings_text);
    let Some(settings) = settings.map(Arc::new) else {
        say(root, &problems);
        return;
    };
    let (mut content, found) = content::read(root, &settings);
    problems.extend(found);
    let as_of = content::resolve_as_of(&settings, &content, today());
    let (checked, found) = content::check(&settings, &mut content, as_of, &Locator::new(root));
    problems.extend(found);
    problems.extend(content::likely::check(&settings, &content, as_of, &Locator::new(root)));
    let (rules, found) = Rules::read(&settings);
    problems.extend(found);
    let (targets, found) = Targets::read(&settings, &registry::registry(&settings));
    problems.extend(found);
    say(root, &problems);
    let ledger = Arc::new(Ledger::build(&Arc::new(content), &settings, as_of));
    let findings = findings::find(&ledger, &rules);
    let report = Report::compute(ledger, 90);
    if with_pages {
        let site = Arc::new(Site {
            report,
            findings,
            earlier: Vec::new(),
            since: None,
            targets,
            checked,
            rules,
            problems,
            root: root.to_owned(),
        });
        if let Err(problems) = pages::render(&site, &drop) {
            say(root, &problems.0);
        }
    }
}

/// A playbook in which one file is attacked.
fn attack_file(name: &str, file: &str, seeds: &[Vec<u8>]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::create_dir_all(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("site.toml"), "title = \"T\"\n").unwrap();
    attack(name, seeds, |input, count| {
        fs::write(&path, input).unwrap();
        let settings = fs::read(folder.path().join("site.toml")).unwrap();
        // Pages take long; every so many inputs are enough.
        everything(folder.path(), &String::from_utf8_lossy(&settings), count % 50 == 0);
    });
}

#[test]
fn deals() {
    attack_file(
        "deals",
        "content/deals/a.yaml",
        &seeds(|f| f.contains("/deals/") && f.ends_with(".yaml")),
    );
}

#[test]
fn campaigns() {
    attack_file(
        "campaigns",
        "content/campaigns/a.yaml",
        &seeds(|f| f.contains("/campaigns/") && f.ends_with(".yaml")),
    );
}

#[test]
fn team_and_costs() {
    let seeds = seeds(|f| {
        ["team.yaml", "costs.yaml", "events.yaml", "decisions.yaml"]
            .iter()
            .any(|n| f.ends_with(n))
    });
    attack_file("team", "content/team.yaml", &seeds);
    attack_file("costs", "content/costs.yaml", &seeds);
}

#[test]
fn settings() {
    attack_file("settings", "site.toml", &seeds(|f| f.ends_with("site.toml")));
}

#[test]
fn pages() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content")).unwrap();
    let seeds = seeds(|f| f.ends_with(".md"));
    attack("pages", &seeds, |input, _| {
        fs::write(folder.path().join("content/a.md"), input).unwrap();
        everything(folder.path(), "title = \"T\"\n", true);
    });
}

/// The program on an export, without writing: it ends, and not by a panic.
fn import(folder: &Path, arguments: &[&str]) {
    let run = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .arg("import")
        .args(arguments)
        .args(["--dry-run", "--root"])
        .arg(folder)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(matches!(run.status.code(), Some(0..=2)), "{:?}: {said}", run.status);
}

#[test]
fn imports() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("site.toml"), "title = \"T\"\n").unwrap();
    let export = folder.path().join("export.csv");
    let exports = seeds(|f| f.contains("tests/import/") && (f.ends_with(".csv") || f.ends_with(".jsonl")));
    attack("exports", &exports, |input, count| {
        fs::write(&export, input).unwrap();
        let preset = ["hubspot", "salesforce"][count as usize % 2];
        import(folder.path(), &[preset, "export.csv", "--bad-records", "leave-out"]);
    });
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/german");
    fs::copy(root.join("export.csv"), &export).unwrap();
    let mappings = seeds(|f| f.contains("tests/import/") && f.ends_with(".toml") || f.ends_with("site.toml"));
    attack("mappings", &mappings, |input, _| {
        fs::write(folder.path().join("import.toml"), input).unwrap();
        import(folder.path(), &["export.csv", "--mapping", "import.toml"]);
    });
}
