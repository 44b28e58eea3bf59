//! The template repository: what `init` writes, with a form for deals and a page that says how.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_yaml::Value;

use crate::action::root;

/// What stands in the template alone.
const ALONE: [&str; 3] = [
    ".github/ISSUE_TEMPLATE/deal.yml",
    ".github/workflows/deal.yml",
    "README.md",
];

/// Noon of 2026-11-28, around which the sample is dated.
const DAY: &str = "1795867200";
/// Noon of 2028-03-01: somebody uses the template later.
const LATER: &str = "1835524800";

fn program(day: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_funnelbook"));
    command
        .env("SOURCE_DATE_EPOCH", day)
        .env_remove("GITHUB_ACTIONS")
        .stdin(Stdio::null());
    command
}

fn files(root: &Path) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let name = entry
                .path()
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            out.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    out
}

/// `UPDATE_STARTER=1 cargo test --test github template` writes it anew.
#[test]
fn the_template_is_what_init_writes() {
    let folder = tempfile::tempdir().unwrap();
    let output = program(DAY)
        .args(["init", "--quiet"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let fresh = files(folder.path());
    let template = root().join("starter");
    if std::env::var_os("UPDATE_STARTER").is_some() {
        for (name, text) in &fresh {
            let path = template.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let mut there = files(&template);
    for name in ALONE {
        assert!(there.remove(name).is_some(), "starter/{name} is missing");
    }
    let (a, b): (Vec<_>, Vec<_>) = (fresh.keys().collect(), there.keys().collect());
    assert_eq!(a, b);
    for (name, text) in &fresh {
        assert!(
            there[name] == *text,
            "starter/{name} is not what init writes: UPDATE_STARTER=1 cargo test --test github template"
        );
    }
}

#[test]
fn the_template_builds_now_and_later() {
    for (day, deny) in [(DAY, &["--deny", "warnings"][..]), (LATER, &[])] {
        let out = tempfile::tempdir().unwrap();
        let output = program(day)
            .args(["build", "--audience", "team", "--root"])
            .arg(root().join("starter"))
            .arg("--output")
            .arg(out.path().join("site"))
            .args(deny)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_form_asks_for_what_is_read() {
    let text = fs::read_to_string(root().join("starter/.github/ISSUE_TEMPLATE/deal.yml")).unwrap();
    let form: Value = serde_yaml::from_str(&text).unwrap();
    let fields: Vec<&Value> = form["body"]
        .as_sequence()
        .unwrap()
        .iter()
        .filter(|f| f["type"] != "markdown")
        .collect();
    let labels: Vec<&str> = fields
        .iter()
        .map(|f| f["attributes"]["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, funnelbook::starter::form::LABELS.map(|(label, _)| label));
    let text = fs::read_to_string(root().join("starter/site.toml")).unwrap();
    let stages = funnelbook::settings::read("site.toml", &text).0.unwrap().funnel.stages;
    let options = fields[2]["attributes"]["options"].as_sequence().unwrap();
    let ids: Vec<&str> = stages.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(options.iter().map(|o| o.as_str().unwrap()).collect::<Vec<_>>(), ids);
    // A field of many lines stands last: what looks like a heading in it belongs to it.
    let long: Vec<usize> = (0..fields.len()).filter(|i| fields[*i]["type"] == "textarea").collect();
    assert_eq!(long, [fields.len() - 1]);
}

#[test]
fn a_form_of_the_template_makes_a_sound_deal() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files(&root().join("starter")) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let form = folder.path().join("form.md");
    fs::write(
        &form,
        "### Account\n\nGull Games\n\n### Amount\n\n24000\n\n### Stage\n\nopportunity\n\n### Date\n\n2026-11-20\n\n### Owner\n\nsam\n\n### Campaign\n\nwebinars\n\n### Channel\n\n_No response_\n\n### Need\n\na board\n\n### Notes\n\n_No response_",
    )
    .unwrap();
    let made = program(DAY)
        .args(["new", "deal", "--root"])
        .arg(folder.path())
        .arg("--form")
        .arg(&form)
        .output()
        .unwrap();
    let path = folder.path().join("content/deals/gull-games.yaml");
    assert_eq!(String::from_utf8(made.stdout).unwrap(), format!("{}\n", path.display()));
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "account: Gull Games\nowner: sam\namount: 24000\nsource: webinars\nstages:\n  opportunity: 2026-11-20\nneeds:\n  - a board\n"
    );
    let check = program(DAY)
        .args(["check", "--root"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    // A second one by that name has an id of its own; a form for a campaign there is not.
    let again = program(DAY)
        .args(["new", "deal", "--root"])
        .arg(folder.path())
        .arg("--form")
        .arg(&form)
        .output();
    assert!(
        String::from_utf8(again.unwrap().stdout)
            .unwrap()
            .ends_with("gull-games-2.yaml\n")
    );
    for (arguments, code, said) in [
        (
            ["campaign", "--form", "x"],
            2,
            "error: there are forms for deals only\n",
        ),
        (["deal", "--form", "no-such-file"], 2, "error: no-such-file: "),
    ] {
        let output = program(DAY)
            .arg("new")
            .args(arguments)
            .arg("--root")
            .arg(folder.path())
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(code) && stderr.starts_with(said),
            "{stderr}"
        );
    }
}
