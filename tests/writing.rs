//! What may happen to a build while it writes: it is killed, the disk is full, the folder may not be written
//! to, another build is at work. Afterwards every file is old or new, the next build mends the rest, and what
//! is not ours is as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The second day of the two: between them every page changes.
const DAYS: [&str; 2] = ["2026-11-24", "2026-11-25"];

fn command(root: &Path, output: &Path, day: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_funnelbook"));
    command
        .args(["build", "--as-of", day, "--root"])
        .arg(root)
        .arg("--output")
        .arg(output)
        .env_remove("GITHUB_ACTIONS")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

fn start(root: &Path, output: &Path, day: &str) -> Child {
    command(root, output, day).spawn().unwrap()
}

fn build(root: &Path, output: &Path, day: &str) -> Output {
    command(root, output, day).output().unwrap()
}

fn built(root: &Path, output: &Path, day: &str) -> Files {
    let run = build(root, output, day);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    files(output)
}

/// All files below a folder but the manifest.
fn files(folder: &Path) -> Files {
    let inside = |p: &Path| p.strip_prefix(folder).unwrap().to_owned();
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file() && e.file_name() != ".funnelbook.json")
        .map(|e| (inside(e.path()), fs::read(e.path()).unwrap()))
        .collect()
}

/// A small playbook.
fn playbook() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["init", "--quiet"])
        .arg(folder.path())
        .env("SOURCE_DATE_EPOCH", "1795564800")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}

/// Where files wait until all are made.
const ASIDE: &str = ".funnelbook-new";

/// Every file is what one of the two builds writes there, or a temporary one of ours.
fn old_or_new(now: &Files, builds: [&Files; 2], when: &str) {
    for (path, bytes) in now {
        let name = path.file_name().unwrap().to_string_lossy();
        let manifest = name.starts_with('.') && name.ends_with(".funnelbook-new");
        let temporary = manifest || path.starts_with(ASIDE);
        let known = builds.iter().any(|b| b.get(path) == Some(bytes));
        assert!(known || temporary, "{when}: {} is neither old nor new", path.display());
    }
}

#[test]
fn a_build_that_is_killed_is_mended_by_the_next() {
    let root = playbook();
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    let first = built(root.path(), &output, DAYS[0]);
    let second = built(root.path(), &folder.path().join("other"), DAYS[1]);
    let others = output.join("notes/ours.txt");
    fs::create_dir(others.parent().unwrap()).unwrap();
    fs::write(&others, "not yours").unwrap();
    let times: u32 = std::env::var("KILLS").ok().and_then(|v| v.parse().ok()).unwrap_or(24);
    let (mut interrupted, mut whole) = (0, Duration::ZERO);
    for i in 0..times {
        // Times over all of it, most of them late, as long as the last one took.
        let part = f64::from(i) / f64::from(times);
        let mut child = start(root.path(), &output, DAYS[1]);
        std::thread::sleep(whole.mul_f64(part.sqrt()));
        child.kill().unwrap();
        interrupted += u32::from(!child.wait().unwrap().success());
        let mut now = files(&output);
        assert_eq!(
            now.remove(Path::new("notes/ours.txt")).as_deref(),
            Some(&b"not yours"[..])
        );
        old_or_new(&now, [&first, &second], &format!("kill {i}"));
        let began = Instant::now();
        let mut mended = built(root.path(), &output, DAYS[i as usize % 2]);
        whole = began.elapsed();
        mended.remove(Path::new("notes/ours.txt"));
        assert!(mended == *[&first, &second][i as usize % 2], "kill {i}: not mended");
    }
    assert!(interrupted > times / 4, "{interrupted} of {times}");
}

#[test]
fn a_first_build_that_is_killed_is_mended_too() {
    let root = playbook();
    let folder = tempfile::tempdir().unwrap();
    let start_time = Instant::now();
    let whole_site = built(root.path(), &folder.path().join("whole"), DAYS[0]);
    let whole = start_time.elapsed();
    for i in 0..12u32 {
        let output = folder.path().join(format!("site-{i}"));
        let mut child = start(root.path(), &output, DAYS[0]);
        std::thread::sleep(whole.mul_f64(0.6 + 0.04 * f64::from(i)));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(built(root.path(), &output, DAYS[0]) == whole_site, "kill {i}");
    }
}

/// What a build leaves half written at any of its steps, made by hand.
#[test]
fn what_is_half_written_is_swept_up() {
    let root = playbook();
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    let whole = built(root.path(), &folder.path().join("whole"), DAYS[0]);
    // Stopped while it wrote its first manifest.
    fs::create_dir(&output).unwrap();
    let mut child = start(root.path(), &output, DAYS[0]);
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let names: Vec<String> = fs::read_dir(&output)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(names.iter().all(|n| !n.ends_with(".funnelbook-new")), "{names:?}");
    // A file that was about to be written, and a page that is no longer one.
    let manifest = output.join(".funnelbook.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(
        &manifest,
        text.replacen("\"files\":{", "\"files\":{\"gone/index.html\":\"\",", 1),
    )
    .unwrap();
    fs::create_dir(output.join("gone")).unwrap();
    fs::write(output.join("gone/index.html"), "half gone").unwrap();
    fs::create_dir(output.join(ASIDE)).unwrap();
    fs::write(output.join(ASIDE).join("7"), "half a pa").unwrap();
    let half = |name: &str| format!(".{}.funnelbook-new", &funnelbook::output::hash(name.as_bytes())[..16]);
    fs::write(output.join(half(".funnelbook.json")), "{").unwrap();
    assert!(built(root.path(), &output, DAYS[0]) == whole);
    assert!(!output.join("gone").exists());
    assert!(!output.join(ASIDE).exists());
    // Nothing but half a manifest and a file that waits.
    let output = folder.path().join("begun");
    fs::create_dir_all(output.join(ASIDE)).unwrap();
    fs::write(output.join(ASIDE).join("0"), "half a pa").unwrap();
    fs::write(output.join(half(".funnelbook.json")), "{").unwrap();
    assert!(built(root.path(), &output, DAYS[0]) == whole);
}

#[test]
fn two_builds_at_once_wait_for_each_other() {
    let root = playbook();
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    let wanted = built(root.path(), &folder.path().join("other"), DAYS[1]);
    for _ in 0..3 {
        let children = [0, 1, 1].map(|day| start(root.path(), &output, DAYS[day]));
        for child in children {
            let run = child.wait_with_output().unwrap();
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        }
        assert!(built(root.path(), &output, DAYS[1]) == wanted);
    }
}

/// A small file system of our own, where the tests may make one: mounting wants root and Linux.
#[cfg(target_os = "linux")]
struct Disk(PathBuf);

#[cfg(target_os = "linux")]
impl Disk {
    fn new(at: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(at).ok()?;
        let options = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(at)
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|s| s.success()) {
            Some(Self(at.to_owned()))
        } else {
            eprintln!("left out: a file system for this test can be mounted only by root on Linux");
            None
        }
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let status = Command::new("mount")
            .args(["-o", &options])
            .arg(&self.0)
            .status()
            .unwrap();
        assert!(status.success());
    }
}

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_site() {
    let root = playbook();
    let folder = tempfile::tempdir().unwrap();
    let first = built(root.path(), &folder.path().join("one"), DAYS[0]);
    let second = built(root.path(), &folder.path().join("two"), DAYS[1]);
    let needed: usize = first.values().map(|b| b.len().div_ceil(4096) * 4).sum();
    // Room for the site and little more; then for less than it.
    let Some(disk) = Disk::new(&folder.path().join("disk"), &format!("{}k", needed + 2000)) else {
        return;
    };
    let output = disk.0.join("site");
    assert!(built(root.path(), &output, DAYS[0]) == first);
    let used: u64 = needed as u64 + 100;
    disk.remount(&format!("size={used}k"));
    fs::write(disk.0.join("filler"), vec![0; 1_500_000]).ok();
    let run = build(root.path(), &output, DAYS[1]);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(3), "{said}");
    assert!(said.contains("No space left on device"), "{said}");
    assert!(said.contains("nothing was written"), "{said}");
    assert!(files(&output) == first);
    fs::remove_file(disk.0.join("filler")).ok();
    disk.remount("size=200m");
    assert!(built(root.path(), &output, DAYS[1]) == second);
    // A disk that may only be read.
    disk.remount("ro");
    let run = build(root.path(), &output, DAYS[0]);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(3), "{said}");
    assert!(said.contains("Read-only file system"), "{said}");
    assert!(files(&output) == second);
    disk.remount("rw");
}
