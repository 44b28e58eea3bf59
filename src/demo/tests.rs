//! The playbook as a whole: the same for the same seed, whole for any number.

use super::{File, Options, write};
use std::collections::HashSet;

fn made(deals: usize, seed: u64) -> Vec<File> {
    let mut files = Vec::new();
    let done = write(&Options { deals, seed }, &mut |file| {
        files.push(file);
        Ok(())
    });
    assert!(done.is_ok());
    files
}

fn ids(files: &[File]) -> Vec<&str> {
    files
        .iter()
        .filter(|file| file.path.starts_with("content/deals/"))
        .flat_map(|file| file.text.lines())
        .filter_map(|line| line.strip_prefix("- id: "))
        .collect()
}

#[test]
fn same_seed_same_bytes() {
    assert_eq!(made(360, 7), made(360, 7));
    assert_ne!(made(360, 7), made(360, 8));
}

/// Fixed for good: a platform, a compiler or a dependency that changes it breaks the promise.
#[test]
fn bytes_are_the_same_everywhere() {
    let files = made(360, 1);
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in files.iter().flat_map(|file| file.path.bytes().chain(file.text.bytes())) {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    assert_eq!(
        sum, SUM_OF_SEED_1,
        "if the story was changed on purpose, put the new sum here"
    );
}

const SUM_OF_SEED_1: u64 = 15_653_076_917_541_712_449;

#[test]
fn any_number_of_deals() {
    for deals in [0, 1, 2, 5, 23, 360, 2_001, 10_000] {
        let files = made(deals, 3);
        assert_eq!(ids(&files).len(), deals);
        let paths: HashSet<_> = files.iter().map(|file| &file.path).collect();
        assert_eq!(paths.len(), files.len(), "each file is handed over once");
        let campaigns = files
            .iter()
            .filter(|file| file.path.starts_with("content/campaigns/"))
            .count();
        assert_eq!(campaigns, super::campaigns::wanted(deals));
    }
}

#[test]
fn ids_are_ids_and_unique() {
    let files = made(25_000, 2);
    let all = ids(&files);
    let unique: HashSet<_> = all.iter().collect();
    assert_eq!(unique.len(), all.len());
    let campaigns = files.iter().filter_map(|file| {
        let name = file.path.strip_prefix("content/campaigns/")?;
        name.strip_suffix(".yaml")
    });
    for id in all.iter().copied().chain(campaigns) {
        let letters = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        assert!(id.len() <= 120 && id.chars().all(letters), "{id}");
        assert!(!id.starts_with('-') && !id.ends_with('-') && !id.contains("--"), "{id}");
    }
}

#[test]
fn campaigns_grow_gently() {
    assert_eq!(super::campaigns::wanted(360), super::campaigns::wanted(0));
    assert_eq!(super::campaigns::wanted(10_000), 200);
    assert_eq!(super::campaigns::wanted(1_000_000), 1_000);
    assert_eq!(super::campaigns::wanted(100_000_000), 1_000);
}

#[test]
fn a_failing_sink_stops_the_writing() {
    let mut calls = 0;
    let done = write(&Options { deals: 360, seed: 1 }, &mut |_| {
        calls += 1;
        Err(std::io::Error::other("full"))
    });
    assert!(done.is_err());
    assert_eq!(calls, 1);
}

#[test]
fn files_stay_small() {
    for file in made(130_000, 1) {
        assert!(
            file.text.matches("\n- id: ").count() <= super::PER_FILE,
            "{}",
            file.path
        );
        assert!(file.text.len() < 16 << 20, "{}", file.path);
    }
}

#[test]
fn nothing_but_next_steps_lies_ahead() {
    for file in made(3_000, 4) {
        if !file.path.starts_with("content/deals/") {
            continue;
        }
        for line in file.text.lines().filter(|line| !line.starts_with("  next:")) {
            let late = ["2026-11-", "2026-12-", "2027-"];
            assert!(!late.iter().any(|month| line.contains(month)), "{}: {line}", file.path);
        }
    }
}
