//! The action itself, against what it must write, worked out by hand from the files below.

use std::fs;
use std::path::Path;

use crate::runner::Job;

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const SITE: &str = "title = \"Team *A* <b>\"\nas_of = \"2026-03-31\"\n";
/// One lead of the day before, which nobody has handed over yet.
const DEAL: &str = "account: Acme\nstages:\n  lead: 2026-03-30\n";

fn job() -> (tempfile::TempDir, Job) {
    let folder = tempfile::tempdir().unwrap();
    let job = Job::new(folder.path());
    job.file("book/site.toml", SITE);
    job.file("book/content/deals/acme.yaml", DEAL);
    (folder, job)
}

const INPUTS: [(&str, &str); 2] = [("audience", "team"), ("root", "book")];

#[test]
fn a_sound_playbook_is_built_summed_up_and_handed_on() {
    let (_folder, job) = job();
    job.commit("first");
    let ran = job.action(root(), &INPUTS);
    assert_eq!(ran.code, 0, "{}", ran.log);
    // The first quarter is whole on its last day; there is none before it. One lead came, nothing else happened,
    // and no cost is written down.
    let pages = ran
        .summary
        .split(" pages; ")
        .next()
        .unwrap()
        .rsplit(", ")
        .next()
        .unwrap();
    assert!(pages.parse::<usize>().is_ok_and(|n| n > 20), "{pages}");
    let expected = format!(
        "## Team \\*A\\* &lt;b&gt;\n\n\
         Data up to 2026-03-31: 1 deal, 0 campaigns, {pages} pages; no problems.\n\n\
         | number | Q1 2026 | all time |\n\
         | --- | ---: | ---: |\n\
         | New deals | 1 | 1 |\n\
         | Handed over | 0 | 0 |\n\
         | Answered in time | – | – |\n\
         | Win rate | – | – |\n\
         | Won | €0 | €0 |\n\
         | Cost of a new customer | – | – |\n\
         | Sales cycle | – | – |\n\
         | Followed up after the win | – | – |\n\n\
         ### Findings\n\nNone.\n\n\
         ### Problems\n\nNone.\n"
    );
    assert_eq!(ran.summary, expected);
    assert_eq!(ran.outputs["site"], "book/public");
    assert_eq!(fs::read_to_string(&ran.outputs["summary"]).unwrap(), expected);
    assert!(job.workspace.join("book/public/index.html").is_file());
    assert_eq!(ran.used.len(), 1);
    assert!(ran.used[0].0.starts_with("actions/upload-pages-artifact@"));
    assert_eq!(ran.used[0].1["path"], "book/public");
}

#[test]
fn problems_are_marked_where_they_stand_and_have_a_link_that_edits() {
    let (_folder, mut job) = job();
    let hostile = "account: Acme\nstages:\n  lead: 2026-01-10\nwon by @all\\n::error::x: https://evil.example\n";
    job.file("book/content/deals/a b.yaml", &DEAL.replace("lead", "led"));
    job.file("book/content/deals/hostile.yaml", hostile);
    job.context.insert(
        "github.event.pull_request.head.repo.full_name".into(),
        "fork/playbook".into(),
    );
    job.context.insert("github.head_ref".into(), "deals/#1 `x`".into());
    let inputs = [INPUTS[0], INPUTS[1], ("artifact", "preview")];
    let ran = job.action(root(), &inputs);
    assert_eq!(ran.code, 1, "{}", ran.log);
    // From the repository's root; GitHub's escapes.
    assert!(
        ran.log.contains("::error file=book/content/deals/a b.yaml,line=1,"),
        "{}",
        ran.log
    );
    assert!(
        ran.log
            .contains("::error file=book/content/deals/a b.yaml,line=3,col=3,endLine=3,endColumn=6,title="),
        "{}",
        ran.log
    );
    let commands = ran.log.lines().filter(|l| l.trim_start().starts_with("::"));
    for command in commands {
        assert!(command.starts_with("::error file=book/content/deals/"), "{command}");
    }
    assert!(
        ran.summary
            .starts_with("## Team \\*A\\* &lt;b&gt;\n\nNothing was built: "),
        "{}",
        ran.summary
    );
    let edit = "[content/deals/a b.yaml, line 3](https://github.com/fork/playbook/edit/deals/%231%20%60x%60/book/content/deals/a%20b.yaml#L3)";
    let line = ran
        .summary
        .lines()
        .find(|l| l.contains(edit))
        .unwrap_or_else(|| panic!("{}", ran.summary));
    assert!(line.starts_with("- **error E"), "{line}");
    assert!(
        line.contains("\\`led\\`") && line.contains("did you mean \\`lead\\`?"),
        "{line}"
    );
    for word in ["@all", "https://evil"] {
        assert!(!ran.summary.contains(word), "{word} in {}", ran.summary);
    }
    // No site, but what to say of it.
    let uploads: Vec<&str> = ran.used.iter().map(|(_, with)| with["name"].as_str()).collect();
    assert_eq!(uploads, ["playbook-summary"]);
    assert!(!job.workspace.join("book/public").exists());
}

#[test]
fn what_is_denied_fails_the_job_and_says_so() {
    let (_folder, job) = job();
    // Handed over on the tenth, and nobody called: high, by the rule handoff-unanswered.
    job.file(
        "book/content/deals/late.yaml",
        "account: Late\nstages:\n  lead: 2026-01-05\n  mql: 2026-01-10\n",
    );
    let passes = job.action(root(), &INPUTS);
    assert_eq!(passes.code, 0, "{}", passes.log);
    assert!(passes.summary.contains("\n- **high**: "), "{}", passes.summary);
    let inputs = [INPUTS[0], INPUTS[1], ("deny", "warnings\nfindings=high\n")];
    let ran = job.action(root(), &inputs);
    assert_eq!(ran.code, 1, "{}", ran.log);
    assert!(ran.summary.contains("\n- **high, denied**: "), "{}", ran.summary);
    assert!(ran.used.is_empty(), "{:?}", ran.used);
}

#[test]
fn nothing_is_built_before_the_audience_is_named() {
    let (_folder, job) = job();
    let ran = job.action(root(), &[("audience", ""), ("root", "book")]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.log.contains("::error title=funnelbook::name who may see the site"),
        "{}",
        ran.log
    );
    assert!(!job.workspace.join("book/public").exists());
    for (input, value, said) in [
        ("artifact", "page", "::error title=funnelbook::the input artifact is"),
        (
            "base",
            "no-such",
            "::error title=funnelbook::the input base is no revision",
        ),
        ("deny", "everything", "invalid value 'everything'"),
    ] {
        job.commit(input);
        let ran = job.action(root(), &[INPUTS[0], INPUTS[1], (input, value)]);
        assert_eq!(ran.code, 2, "{input}: {}", ran.log);
        assert!(ran.log.contains(said), "{input}: {}", ran.log);
    }
}

/// Wants the command `diff`.
#[test]
fn the_summary_says_what_changed_since_the_base() {
    let (_folder, job) = job();
    let base = job.commit("first");
    job.file("book/content/deals/birch.yaml", &DEAL.replace("Acme", "Birch"));
    job.commit("second");
    let ran = job.action(root(), &INPUTS);
    assert_eq!(ran.code, 0, "{}", ran.log);
    let heading = format!("\n## Changes since {}\n\n", &base[..7]);
    let changes = ran
        .summary
        .split(&heading)
        .nth(1)
        .unwrap_or_else(|| panic!("{}\n{}", ran.summary, ran.log));
    assert!(changes.contains("birch"), "{changes}");
}

#[test]
fn scripts_bring_the_program_by_its_checksum() {
    let (_folder, mut job) = job();
    job.env.remove("FUNNELBOOK");
    let downloads = job.temp.join("downloads/v9.9.9");
    let name = "funnelbook-9.9.9-x86_64-unknown-linux-musl";
    fs::create_dir_all(downloads.join(name)).unwrap();
    let program = downloads.join(name).join("funnelbook");
    fs::write(&program, "#!/bin/sh\necho funnelbook 9.9.9\n").unwrap();
    let shell = |script: &str| {
        let output = std::process::Command::new("bash")
            .arg("-c")
            .arg(script)
            .current_dir(&downloads)
            .output()
            .unwrap();
        assert!(output.status.success(), "{script}");
        String::from_utf8(output.stdout).unwrap()
    };
    shell(&format!(
        "chmod +x {name}/funnelbook && tar -czf {name}.tar.gz {name} && rm -r {name}"
    ));
    let sum = shell(&format!("sha256sum {name}.tar.gz"));
    job.env.insert(
        "FUNNELBOOK_DOWNLOADS".into(),
        format!("file://{}", job.temp.join("downloads").display()),
    );
    let install = |sums: &str, env: &[(&str, &str)]| {
        fs::write(downloads.join("SHA256SUMS"), sums).unwrap();
        let output_file = job.temp.join("GITHUB_OUTPUT");
        fs::write(&output_file, "").unwrap();
        let output = std::process::Command::new("bash")
            .arg(root().join(".github/action/install.sh"))
            .current_dir(&job.workspace)
            .envs(&job.env)
            .env("GITHUB_OUTPUT", &output_file)
            .env("GITHUB_WORKSPACE", &job.workspace)
            .env("RUNNER_TEMP", &job.temp)
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_ARCH", "X64")
            .envs(env.iter().copied())
            .env_remove("FUNNELBOOK")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said, fs::read_to_string(&output_file).unwrap())
    };
    let version = ("VERSION", "v9.9.9");
    let (code, said, output) = install(&sum, &[version]);
    assert_eq!((code, said.as_str()), (Some(0), "funnelbook 9.9.9\n"));
    assert_eq!(
        output,
        format!("program={}/funnelbook/{name}/funnelbook\n", job.temp.display())
    );
    // A sum of the workflow's own goes before the release's.
    let zeros = "0".repeat(64);
    for (sums, env) in [
        ("", vec![version]),
        (&*format!("{zeros}  {name}.tar.gz\n"), vec![version]),
        (&*sum, vec![version, ("CHECKSUM", zeros.as_str())]),
    ] {
        let (code, said, output) = install(sums, &env);
        assert_eq!((code, output.as_str()), (Some(1), ""), "{said}");
        assert!(said.starts_with("::error title=funnelbook::the checksum of "), "{said}");
    }
    for (env, expected) in [
        (
            vec![("VERSION", "1; rm -rf x")],
            "::error title=funnelbook::the input version is no version like 0.1.0\n",
        ),
        (
            vec![version, ("RUNNER_ARCH", "RISCV")],
            "::error title=funnelbook::there is no release for Linux on RISCV; version: source builds it\n",
        ),
    ] {
        assert_eq!(install(&sum, &env).1, expected);
    }
    let (code, said, _) = install(&sum, &[("VERSION", "9.9.8")]);
    assert_eq!(code, Some(1));
    let expected = format!("::error title=funnelbook::{name}.tar.gz of version 9.9.8 could not be downloaded\n");
    assert!(said.starts_with(&expected.replace("9.9.9", "9.9.8")), "{said}");
}
