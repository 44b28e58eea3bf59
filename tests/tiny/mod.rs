//! Playbooks of a few lines, built by the real program.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with these files.
pub(crate) fn playbook(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    for (name, text) in files {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    root
}

/// The program, in that folder.
pub(crate) fn run(root: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_funnelbook"));
    command.args(args).arg("--root").arg(root).env_remove("GITHUB_ACTIONS");
    command.output().unwrap()
}

/// The folder with its built site.
pub(crate) fn build(files: &[(&str, &str)], args: &[&str]) -> TempDir {
    let root = playbook(files);
    let out = run(root.path(), &[&["build", "--quiet"], args].concat());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    root
}

/// A file of the site; spaces at which no line breaks are plain ones here.
pub(crate) fn read(site: &TempDir, file: &str) -> String {
    let text = fs::read_to_string(site.path().join("public").join(file));
    text.unwrap_or_else(|e| panic!("{file}: {e}"))
        .replace(['\u{a0}', '\u{202f}'], " ")
}
