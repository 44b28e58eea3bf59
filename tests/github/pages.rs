//! The steps of the Pages workflow, run here. The link check of `tests/browser` reads what comes out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::runner::{Job, texts};

/// The steps of the Pages workflow, from the files to what GitHub would publish.
pub(crate) fn pages_artifact(folder: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let job = Job::new(folder);
    for entry in walkdir::WalkDir::new(root.join("content")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            job.file(&name, &fs::read_to_string(entry.path()).unwrap());
        }
    }
    job.file("site.toml", &fs::read_to_string(root.join("site.toml")).unwrap());
    let text = fs::read_to_string(root.join(".github/workflows/pages.yml")).unwrap();
    let workflow: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let mut context = job.context.clone();
    let mut artifact = None;
    for step in workflow["jobs"]["build"]["steps"].as_sequence().unwrap() {
        let uses = step["uses"].as_str().unwrap_or_default();
        match uses.split('@').next().unwrap() {
            // The files are there, and so is the program.
            "actions/checkout" => {}
            "" => assert!(step["run"].as_str().unwrap().starts_with("rustup "), "{step:?}"),
            "actions/configure-pages" => {
                let id = step["id"].as_str().unwrap();
                context.insert(
                    format!("steps.{id}.outputs.base_url"),
                    "https://acme.example/repo".into(),
                );
            }
            "./" => {
                let inputs = texts(&step["with"], &context);
                let inputs: Vec<_> = inputs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
                let ran = job.action(root, &inputs);
                assert_eq!(ran.code, 0, "{}", ran.log);
                let (_, with) = ran
                    .used
                    .iter()
                    .find(|(u, _)| u.contains("upload-pages-artifact"))
                    .unwrap();
                artifact = Some(job.workspace.join(&with["path"]));
            }
            other => panic!("the Pages workflow uses {other}, which is not run here"),
        }
    }
    // As actions/upload-pages-artifact packs: links followed, hidden files left out.
    let (site, tar, out) = (artifact.unwrap(), folder.join("artifact.tar"), folder.join("published"));
    fs::create_dir(&out).unwrap();
    let pack = Command::new("tar")
        .args(["--dereference", "--hard-dereference", "--directory"])
        .arg(&site)
        .arg("-cf")
        .arg(&tar)
        .args(["--exclude=.git", "--exclude=.github", "--exclude=.[^/]*", "."])
        .status();
    assert!(pack.unwrap().success());
    let unpack = Command::new("tar").arg("-xf").arg(&tar).arg("-C").arg(&out).status();
    assert!(unpack.unwrap().success());
    out
}
