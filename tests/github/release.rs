//! What a release holds: its version and its changes say so, and its archive is what the action unpacks.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::action::root;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn headings(changelog: &str) -> Vec<&str> {
    let of = |line: &str| line.starts_with("## ");
    changelog
        .lines()
        .filter(|l| of(l))
        .map(|l| l[3..].split(' ').next().unwrap().trim_matches(['[', ']']))
        .collect()
}

#[test]
fn the_changelog_knows_the_version() {
    let text = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let headings = headings(&text);
    // Changes of a version that is not out yet stand under Unreleased, which comes first where it is there.
    assert!(
        headings.contains(&VERSION) || headings.first() == Some(&"Unreleased"),
        "{headings:?}"
    );
    let unreleased = headings.iter().position(|h| *h == "Unreleased");
    assert!(unreleased.is_none_or(|at| at == 0), "{headings:?}");
    let versions = headings.iter().filter(|h| **h != "Unreleased");
    for version in versions {
        let parts: Vec<&str> = version.split('.').collect();
        assert!(
            parts.len() == 3 && parts.iter().all(|p| p.parse::<u32>().is_ok()),
            "{version}"
        );
    }
}

/// The scripts of a release in a folder of their own.
fn release(version: &str, changelog: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let scripts = folder.path().join(".github/release");
    fs::create_dir_all(&scripts).unwrap();
    for script in ["check.sh", "notes.sh", "pack.sh", "try.sh"] {
        fs::copy(root().join(".github/release").join(script), scripts.join(script)).unwrap();
    }
    let package = format!(
        "[package]\nname = \"funnelbook\"\nversion = \"{version}\"\nrepository = \"https://github.com/you/funnelbook\"\n[dependencies]\nversion = \"1\"\n"
    );
    fs::write(folder.path().join("Cargo.toml"), package).unwrap();
    fs::write(folder.path().join("CHANGELOG.md"), changelog).unwrap();
    folder
}

fn script(folder: &Path, name: &str, arguments: &[&str]) -> Output {
    Command::new("bash")
        .arg(folder.join(".github/release").join(name))
        .args(arguments)
        .env("GITHUB_REPOSITORY", "you/funnelbook")
        .env("GITHUB_SERVER_URL", "https://github.com")
        .output()
        .unwrap()
}

#[test]
fn only_what_is_written_down_is_released() {
    let changelog =
        "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-12-01\n\n### Added\n\n- A thing.\n\n## 0.1.0\n\n- All.\n";
    let folder = release("0.2.0", changelog);
    let check = |tag: &str| {
        let output = script(folder.path(), "check.sh", &[tag]);
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(check("v0.2.0"), (Some(0), String::new()));
    assert_eq!(
        check("v0.1.0"),
        (
            Some(1),
            "::error title=release::the tag is not v0.2.0, the version in Cargo.toml\n".into()
        )
    );
    let (code, said) = check("v0.3.0");
    assert_eq!((code, said.lines().count()), (Some(1), 2));
    let notes = script(folder.path(), "notes.sh", &["v0.2.0"]);
    assert_eq!(
        String::from_utf8(notes.stdout).unwrap(),
        "\n### Added\n\n- A thing.\n\n"
    );
    // From a copy of the repository under another name nothing is released that points elsewhere.
    let elsewhere = Command::new("bash")
        .arg(folder.path().join(".github/release/check.sh"))
        .arg("v0.2.0")
        .env("GITHUB_REPOSITORY", "them/funnelbook")
        .env("GITHUB_SERVER_URL", "https://github.com")
        .output()
        .unwrap();
    assert_eq!(elsewhere.status.code(), Some(1));
    assert!(elsewhere.stdout.starts_with(b"::error title=release::Cargo.toml says that the repository is https://github.com/you/funnelbook, and this is https://github.com/them/funnelbook"));
}

#[test]
fn the_archive_holds_a_program_that_works() {
    let output = tempfile::tempdir().unwrap();
    let target = "x86_64-unknown-linux-musl";
    let built = Path::new(env!("CARGO_BIN_EXE_funnelbook")).parent().unwrap();
    for (name, arguments) in [
        (
            "pack.sh",
            vec![target, built.to_str().unwrap(), output.path().to_str().unwrap()],
        ),
        ("try.sh", vec![target, output.path().to_str().unwrap()]),
    ] {
        let ran = Command::new("bash")
            .arg(root().join(".github/release").join(name))
            .args(&arguments)
            .env_remove("GITHUB_ACTIONS")
            .output()
            .unwrap();
        assert!(ran.status.success(), "{name}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    let listed = Command::new("tar")
        .arg("-tzf")
        .arg(output.path().join(format!("funnelbook-{VERSION}-{target}.tar.gz")))
        .output()
        .unwrap();
    let mut names: Vec<String> = String::from_utf8(listed.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    names.sort();
    let folder = format!("funnelbook-{VERSION}-{target}/");
    let expected = [
        "",
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "funnelbook",
        "public-sans-LICENSE.txt",
    ];
    assert_eq!(names, expected.map(|name| format!("{folder}{name}")));
}
