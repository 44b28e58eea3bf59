//! The same files give the same bytes: with one thread and with many, in other zones and locales, and
//! with files created in another order.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Every file below `folder` with its bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).unwrap().flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).unwrap().display().to_string();
                out.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    out
}

fn build(root: &Path, output: &Path, threads: &str, zone: &str, locale: &str) -> BTreeMap<String, Vec<u8>> {
    let status = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["build", "--quiet", "--root"])
        .arg(root)
        .arg("--output")
        .arg(output)
        .env("RAYON_NUM_THREADS", threads)
        .env("TZ", zone)
        .env("LC_ALL", locale)
        .env_remove("GITHUB_ACTIONS")
        .status()
        .unwrap();
    assert!(status.success());
    tree(output)
}

#[test]
fn a_site_is_a_function_of_its_files() {
    let work = tempfile::tempdir().unwrap();
    let (first, second) = (work.path().join("first"), work.path().join("elsewhere/second"));
    let status = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["demo", "--quiet", "--deals", "120"])
        .arg(&first)
        .status()
        .unwrap();
    assert!(status.success());
    // The same files, written in the opposite order.
    for (name, bytes) in tree(&first).into_iter().rev() {
        let path = second.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let one = build(&first, &work.path().join("out-1"), "1", "UTC", "C");
    let two = build(
        &second,
        &work.path().join("out-2"),
        "7",
        "Pacific/Auckland",
        "de_DE.UTF-8",
    );
    assert!(one.len() > 200, "{}", one.len());
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(two[name] == *bytes, "{name} differs");
    }
}
