//! Where the time goes, by stage: read, ledger, metrics, render, write; on demo playbooks of two sizes.
//!
//! `cargo bench` prints the median of several runs beside bounds of the same run: the bare YAML parser on the same
//! bytes with the same threads, and copying the finished site. The figures are for comparing on one machine; nothing
//! is asserted.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use funnelbook::content::{self, Kept, Locator, likely};
use funnelbook::diagnostics::Severity;
use funnelbook::ledger::Ledger;
use funnelbook::metrics::targets::Targets;
use funnelbook::metrics::{Report, Rules, findings, registry};
use funnelbook::model::Day;
use funnelbook::pages::{self, Site, theme};
use funnelbook::{demo, output, settings};
use rayon::prelude::*;

/// The program's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs `f` several times and gives the median with the last result.
fn median<T>(runs: usize, mut f: impl FnMut() -> T) -> (Duration, T) {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..runs {
        let start = Instant::now();
        last = Some(f());
        times.push(start.elapsed());
    }
    times.sort_unstable();
    (times[times.len() / 2], last.expect("at least one run"))
}

/// The bare parser on the deal files, on as many threads as reading has: what reading is measured against.
fn bare_parser(root: &Path) -> usize {
    let entries = std::fs::read_dir(root.join("content/deals")).expect("the demo has deals");
    let files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    let records = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).expect("the demo is UTF-8");
        let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("the demo is YAML");
        value.as_sequence().map_or(1, Vec::len)
    };
    files.par_iter().map(records).sum()
}

/// Copies a finished site, on as many threads as writing has: what writing is measured against.
fn copy(from: &Path, to: &Path) {
    let entries = std::fs::read_dir(from).expect("a folder");
    let entries: Vec<_> = entries.flatten().collect();
    std::fs::create_dir(to).expect("a new folder");
    entries.par_iter().for_each(|entry| {
        let target = to.join(entry.file_name());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file that can be copied");
        }
    });
}

/// Writes a demo of `deals` deals below `root`, with its settings.
fn demo_at(root: &Path, deals: usize) -> Arc<settings::Settings> {
    demo::write(&demo::Options { deals, seed: 1 }, &mut |file| {
        let path = root.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("files lie in folders"))?;
        std::fs::write(path, file.text)
    })
    .expect("the demo can be written");
    for (path, bytes) in theme::playbook_pages() {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        std::fs::write(path, bytes).expect("a page");
    }
    let text = std::fs::read_to_string(root.join("site.toml")).expect("the demo has settings");
    Arc::new(
        settings::read("site.toml", &text)
            .0
            .expect("the demo's settings are good"),
    )
}

fn today() -> Day {
    Day::parse("2026-10-31").expect("a date")
}

/// All numbers.
fn counted(ledger: &Arc<Ledger>) -> Report {
    let report = Report::compute(ledger.clone(), 90);
    report.complete();
    report
}

/// Numbers alone, at a size at which rendering every deal's page says nothing new.
fn numbers(deals: usize, runs: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = demo_at(folder.path(), deals);
    let content = Arc::new(content::read(folder.path(), &settings).0);
    let (histories, ledger) = median(runs, || Arc::new(Ledger::build(&content, &settings, today())));
    let (numbers, report) = median(runs, || counted(&ledger));
    let rules = Rules::read(&settings).0;
    let (looking, _) = median(runs, || findings::find(&ledger, &rules));
    let (records, _) = median(runs, || report.records(0));
    let ms = |d: Duration| format!("{:>9.1} ms", d.as_secs_f64() * 1000.0);
    println!("{deals} deals, numbers alone");
    println!("  histories                    {}", ms(histories));
    println!("  all numbers                  {}", ms(numbers));
    println!("  findings                     {}", ms(looking));
    println!("  the records behind them      {}", ms(records));
}

fn stages(deals: usize, runs: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let settings = demo_at(root, deals);
    let today = today();

    let (yaml, _) = median(runs, || bare_parser(root));
    let (read, content) = median(runs, || {
        let (mut content, problems) = content::read(root, &settings);
        let (checked, more) = content::check(&settings, &mut content, today, &Locator::new(root));
        let mut all = problems.iter().chain(&more);
        assert!(all.all(|p| p.severity() != Severity::Error), "the demo has no errors");
        (content, checked)
    });
    let (looked, _) = median(runs, || {
        likely::check(&settings, &content.0, today, &Locator::new(root))
    });
    let (content, checked) = (Arc::new(content.0), content.1);
    let (histories, ledger) = median(runs, || Arc::new(Ledger::build(&content, &settings, today)));
    let (numbers, _) = median(runs, || counted(&ledger));
    let rules = Rules::read(&settings).0;
    let (looking, found) = median(runs, || findings::find(&ledger, &rules));
    let site = Arc::new(Site {
        report: Report::compute(ledger.clone(), 90),
        findings: found,
        earlier: Vec::new(),
        since: None,
        targets: Targets::read(&settings, &registry::registry(&settings)).0,
        checked,
        rules,
        problems: Vec::new(),
        root: root.to_owned(),
    });
    let (render, _) = median(runs, || pages::render(&site, &drop).expect("the demo renders"));
    let (files, rendered) = pages::render_in_memory(&site).expect("the demo renders");
    let out = root.join("public");
    let (write, _) = median(runs, || {
        let _ = std::fs::remove_dir_all(&out);
        output::write(root, &out, files.clone()).expect("the site can be written")
    });
    let (again, _) = median(runs, || {
        output::write(root, &out, files.clone()).expect("the site can be written")
    });
    let copied = root.join("copy");
    let (copying, ()) = median(runs, || {
        let _ = std::fs::remove_dir_all(&copied);
        copy(&out, &copied);
    });
    let ms = |d: Duration| format!("{:>9.1} ms", d.as_secs_f64() * 1000.0);
    let to = |bound: Duration, d: Duration| format!("{}   {:.2} ×", ms(d), d.as_secs_f64() / bound.as_secs_f64());
    println!("{deals} deals: {} pages, {} files", rendered.pages, rendered.files);
    println!("  bare YAML parser             {}", ms(yaml));
    println!("  read and check               {}", to(yaml, read));
    println!("  look for what is likely wrong{}", ms(looked));
    println!("  histories                    {}", ms(histories));
    println!("  all numbers                  {}", ms(numbers));
    println!("  findings                     {}", ms(looking));
    println!("  render                       {}", ms(render));
    println!("  copying the site             {}", ms(copying));
    println!("  write, new folder            {}", to(copying, write));
    println!("  write, nothing changed       {}", to(copying, again));
    println!(
        "  in all                       {}",
        ms(read + looked + histories + numbers + looking + render + write)
    );
}

/// What the preview does again when a deal was edited.
fn again(deals: usize, runs: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let settings = demo_at(root, deals);
    let rules = Rules::read(&settings).0;
    let file = std::fs::read_dir(root.join("content/deals"))
        .expect("deals")
        .flatten()
        .next()
        .expect("a file")
        .path();
    let mut kept = Kept::new();
    // So late that all files are settled.
    kept.read_at(std::time::SystemTime::now() + Duration::from_secs(60));
    content::read_again(root, &settings, &mut kept);
    let mut times: Vec<[Duration; 7]> = Vec::new();
    for _ in 0..runs {
        let mut text = std::fs::read_to_string(&file).expect("a file of deals");
        text.push_str("# edited\n");
        std::fs::write(&file, text).expect("a file of deals");
        let mut start = Instant::now();
        let mut lap = || std::mem::replace(&mut start, Instant::now()).elapsed();
        let (mut content, _) = content::read_again(root, &settings, &mut kept);
        let read = lap();
        let checked = content::check(&settings, &mut content, today(), &Locator::new(root)).0;
        let check = lap();
        let ledger = Arc::new(Ledger::build(&Arc::new(content), &settings, today()));
        let histories = lap();
        let report = Report::compute(ledger.clone(), 90);
        let numbers = lap();
        let found = findings::find(&ledger, &rules);
        let earlier = findings::find(&ledger.earlier(today().plus(-7)), &rules);
        let looking = lap();
        let site = Arc::new(Site {
            report,
            findings: found,
            earlier,
            targets: Targets::read(&settings, &registry::registry(&settings)).0,
            checked,
            rules: Rules::read(&settings).0,
            problems: Vec::new(),
            root: root.to_owned(),
            since: None,
        });
        let planned = pages::OnDemand::open(&site).expect("the demo can be planned");
        let plan = lap();
        let page = planned.file("index.html").expect("the first page renders");
        assert!(page.is_some(), "there is a first page");
        let page = lap();
        times.push([read, check, histories, numbers, looking, plan, page]);
    }
    let names = [
        "read",
        "check",
        "histories",
        "all numbers",
        "findings, now and a week ago",
        "plan",
        "the first page",
    ];
    println!("{deals} deals, again after one was edited");
    let mut all = Duration::ZERO;
    for (i, name) in names.iter().enumerate() {
        let mut of: Vec<Duration> = times.iter().map(|t| t[i]).collect();
        of.sort_unstable();
        let median = of[of.len() / 2];
        all += median;
        println!(
            "  {name:<28} {:>9.1} ms (least {:.1})",
            median.as_secs_f64() * 1000.0,
            of[0].as_secs_f64() * 1000.0
        );
    }
    println!("  {:<28} {:>9.1} ms", "in all", all.as_secs_f64() * 1000.0);
}

fn main() {
    // Not by `cargo bench` but among the tests: small, to see that it runs. A word picks a part: `cargo bench -- numbers`.
    let quick = std::env::args().all(|a| a != "--bench");
    let part = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let wanted = |name: &str| part.as_deref().is_none_or(|part| part == name);
    if wanted("stages") {
        stages(360, if quick { 1 } else { 7 });
    }
    if wanted("stages") && !quick {
        stages(10_000, 3);
    }
    if wanted("again") {
        again(if quick { 360 } else { 10_000 }, if quick { 1 } else { 15 });
    }
    if wanted("numbers") && !quick {
        numbers(100_000, 5);
    }
}
