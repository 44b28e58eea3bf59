//! From the save of one deal among 10,000 to the new page over HTTP, with the real program.
//!
//! `cargo bench --bench preview` prints the median and the least of several edits; `-- 100000` of as many deals.
//! Nothing is asserted of times.

#[path = "../tests/preview/mod.rs"]
mod preview;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use preview::Preview;

/// A file of deals, and one of them by its id.
fn deal(root: &Path) -> (String, String) {
    let folder = fs::read_dir(root.join("content/deals")).expect("the demo has deals");
    let name = folder.flatten().next().expect("a file").file_name();
    let file = format!("content/deals/{}", name.to_string_lossy());
    let text = fs::read_to_string(root.join(&file)).expect("a file of deals");
    let id = text.split("id: ").nth(1).expect("a deal with an id");
    let id = id.split([',', '\n', '}']).next().expect("an id").trim().to_owned();
    (file, id)
}

fn main() {
    // Without `cargo bench`, in the tests: small, to see that it runs.
    let quick = std::env::args().all(|a| a != "--bench");
    let wanted = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let deals = wanted.as_deref().unwrap_or("10000");
    let (deals, edits) = if quick { ("360", 1) } else { (deals, 15) };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("demo");
    let made = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["demo", "--deals", deals, "--seed", "1", "--quiet"])
        .arg(&root)
        .status();
    assert!(made.is_ok_and(|status| status.success()), "the demo can be written");
    let (file, id) = deal(&root);
    let page = format!("deals/{id}/");
    let start = Instant::now();
    let preview = Preview::of(&root);
    let first = start.elapsed();
    let mut events = preview.events();
    let text = fs::read_to_string(root.join(&file)).expect("a file of deals");
    let account = text
        .split("account: ")
        .nth(1)
        .and_then(|rest| rest.split([',', '\n']).next());
    let account = account.expect("a deal with an account").trim_matches('"').to_owned();
    let mut times: Vec<[Duration; 2]> = Vec::new();
    for i in 0..edits {
        // All pages are looked at after a change; the next one comes when that is over, as with a person.
        std::thread::sleep(Duration::from_secs(if quick { 0 } else { 4 }));
        let edited = text.replacen(&account, &format!("Otter {i}"), 1);
        fs::write(root.join(&file), edited).expect("a file of deals");
        let saved = Instant::now();
        events.next();
        let told = saved.elapsed();
        let answer = preview.get(&page);
        times.push([told, saved.elapsed()]);
        assert!(answer.text().contains(&format!("Otter {i}")), "the page is the new one");
    }
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    println!("{deals} deals, one edited {edits} times");
    println!("  from the start to the first page   {:>7.1} ms", ms(first));
    for (i, name) in ["from the save to the event", "from the save to the new page"]
        .iter()
        .enumerate()
    {
        let mut of: Vec<Duration> = times.iter().map(|t| t[i]).collect();
        of.sort_unstable();
        println!("  {name:<34} {:>7.1} ms (least {:.1})", ms(of[of.len() / 2]), ms(of[0]));
    }
}
