//! A deal of an issue's form, and the comment on a pull request: with `gh` written down instead of asked.

use std::fs;

use crate::action::root;
use crate::runner::Job;

/// Writes down its arguments, the file that `--body-file` or `body=@` names, and answers what `$GH_SAYS` holds.
const GH: &str = r#"#!/usr/bin/env bash
printf '%s\n' "gh $*" | sed "s|$RUNNER_TEMP|TEMP|g" >>"$RUNNER_TEMP/asked"
for word in "$@"; do
  case "$word" in body=@*) cp "${word#body=@}" "$RUNNER_TEMP/body" ;; esac
  [ "${before:-}" != --body-file ] || cp "$word" "$RUNNER_TEMP/body"
  before=$word
done
case "$*" in
  *"pr create"*) exit "${GH_CREATES:-0}" ;;
  *pulls*) printf '%s' "${GH_PULLS:-}" ;;
  *comments?--paginate*) printf '%s' "${GH_COMMENTS:-}" ;;
esac
"#;

fn asked(job: &Job) -> String {
    let asked = job.temp.join("asked");
    let text = fs::read_to_string(&asked).unwrap_or_default();
    let _ = fs::remove_file(asked);
    text
}

/// A playbook with a place to push to.
fn job(body: &str) -> (tempfile::TempDir, Job) {
    let folder = tempfile::tempdir().unwrap();
    let mut job = Job::new(folder.path());
    job.program("gh", GH);
    job.file("site.toml", "title = \"Team\"\nas_of = \"2026-03-31\"\n");
    job.file(
        "content/deals/acme.yaml",
        "account: Acme\nstages:\n  lead: 2026-01-10\n",
    );
    job.commit("first");
    job.git(&["init", "--quiet", "--bare", "../origin.git"]);
    job.git(&["remote", "add", "origin", "../origin.git"]);
    for (name, value) in [
        ("github.event.issue.number", "7"),
        ("github.event.issue.body", body),
        ("github.event.repository.default_branch", "main"),
    ] {
        job.context.insert(name.into(), value.into());
    }
    (folder, job)
}

#[test]
fn a_form_becomes_a_pull_request() {
    // What a shell or a workflow's log could take for its own.
    let body = "### Account\n\nAcme $(touch pwned) `touch pwned` \"; touch pwned\n\n### Date\n\n2026-02-01\n\n### Notes\n\n::add-mask::x\n@all\n";
    let (_folder, mut job) = job(body);
    let ran = job.action(&root().join(".github/action/deal"), &[]);
    assert_eq!(ran.code, 0, "{}", ran.log);
    assert_eq!(ran.outputs["branch"], "deal/issue-7");
    let id = "acme-touch-pwned-touch-pwned-touch-pwned";
    let file = job.git(&[
        "--git-dir",
        "../origin.git",
        "show",
        &format!("deal/issue-7:content/deals/{id}.yaml"),
    ]);
    assert_eq!(
        file,
        "account: \"Acme $(touch pwned) `touch pwned` \\\"; touch pwned\"\nstages:\n  lead: 2026-02-01\nnotes: |-\n  ::add-mask::x\n  @all"
    );
    let changed = job.git(&[
        "--git-dir",
        "../origin.git",
        "diff",
        "--name-only",
        "deal/issue-7^",
        "deal/issue-7",
    ]);
    assert_eq!(changed, format!("content/deals/{id}.yaml"));
    assert!(!job.workspace.join("pwned").exists());
    assert_eq!(
        asked(&job),
        format!(
            "gh auth setup-git\n\
             gh pr list --head deal/issue-7 --state open --json number --jq .[].number\n\
             gh pr create --head deal/issue-7 --base main --title New deal: {id} --body-file TEMP/funnelbook-deal/body.md\n"
        )
    );
    let said = fs::read_to_string(job.temp.join("body")).unwrap();
    assert!(
        said.starts_with(&format!(
            "The deal `{id}`, from the form. Closes #7.\n\n## Team\n\nData up to 2026-03-31: 2 deals,"
        )),
        "{said}"
    );
    assert!(!ran.log.lines().any(|l| l.starts_with("::")), "{}", ran.log);
    // Where workflows may not open one, the issue says how.
    job.env.insert("GH_CREATES".into(), "1".into());
    job.git(&["switch", "--quiet", "main"]);
    assert_eq!(job.action(&root().join(".github/action/deal"), &[]).code, 0);
    assert!(asked(&job).ends_with("gh issue comment 7 --body-file TEMP/funnelbook-deal/comment.md\n"));
    let said = fs::read_to_string(job.temp.join("body")).unwrap();
    assert!(
        said.ends_with("\nhttps://github.com/you/playbook/compare/main...deal/issue-7?expand=1\n"),
        "{said}"
    );
}

#[test]
fn what_does_not_do_is_said_in_the_issue() {
    let (_folder, job) = job("### Account\n\nBirch\n\n### Amount\n\n</pre> @all 12,5\n");
    let ran = job.action(&root().join(".github/action/deal"), &[]);
    assert_eq!(ran.code, 1, "{}", ran.log);
    assert_eq!(
        asked(&job),
        "gh issue comment 7 --body-file TEMP/funnelbook-deal/comment.md\n"
    );
    let said = fs::read_to_string(job.temp.join("body")).unwrap();
    let (first, code) = said.split_once("\n\n").unwrap();
    assert_eq!(
        first,
        "There is no deal of this yet. Edit the issue and it is tried again:"
    );
    assert!(code.contains("      Amount: `</pre> @all 12,5`"), "{code}");
    // A block of code to its end.
    assert!(code.lines().all(|l| l.starts_with("    ")), "{code}");
    assert_eq!(job.git(&["status", "--porcelain"]), "");
}

#[test]
fn the_comment_is_renewed_and_calls_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut job = Job::new(folder.path());
    job.program("gh", GH);
    let summary = job.temp.join("playbook-summary");
    fs::create_dir(&summary).unwrap();
    let hostile = "## Team\n<!-- funnelbook: summary --> @octocat $(touch pwned)\n".to_owned() + &"x".repeat(100_000);
    fs::write(summary.join("summary.md"), hostile).unwrap();
    let sha = "0123456789012345678901234567890123456789";
    for (name, value) in [
        ("github.event.workflow_run.id", "5"),
        (
            "github.event.workflow_run.html_url",
            "https://github.com/you/playbook/actions/runs/5",
        ),
        ("github.event.workflow_run.head_sha", sha),
        ("github.event.workflow_run.head_branch", "a'; touch pwned; '"),
        ("github.event.workflow_run.head_repository.owner.login", "fork"),
    ] {
        job.context.insert(name.into(), value.into());
    }
    let folder = root().join(".github/action/comment");
    // No pull request ends there: nothing is said.
    assert_eq!(job.action(&folder, &[]).code, 0);
    assert_eq!(asked(&job).lines().count(), 1);
    job.env.insert("GH_PULLS".into(), "12\n".into());
    let ran = job.action(&folder, &[]);
    assert_eq!(ran.code, 0, "{}", ran.log);
    assert_eq!(ran.used[0].1["run-id"], "5");
    let lines = asked(&job);
    let lines: Vec<&str> = lines.lines().collect();
    assert!(
        lines[0].starts_with(
            "gh api repos/you/playbook/pulls --method GET -f state=open -f head=fork:a'; touch pwned; ' --jq "
        ),
        "{lines:?}"
    );
    assert_eq!(
        lines[2],
        "gh api repos/you/playbook/issues/12/comments --method POST -F body=@TEMP/comment.md --silent"
    );
    let body = fs::read_to_string(job.temp.join("body")).unwrap();
    assert!(
        body.starts_with(
            "<!-- funnelbook: summary -->\n## Team\n&lt;!-- funnelbook: summary --> @&#8203;octocat $(touch pwned)\nxxx"
        ),
        "{}",
        &body[..120]
    );
    // GitHub takes 65,536 characters.
    assert!(body.len() < 61_000, "{}", body.len());
    assert!(body.ends_with("x\n\n---\nMade of 0123456; the site to look at is an artifact of [its run](https://github.com/you/playbook/actions/runs/5).\n"));
    job.env.insert("GH_COMMENTS".into(), "99\n".into());
    assert_eq!(job.action(&folder, &[]).code, 0);
    assert!(
        asked(&job).ends_with(
            "gh api repos/you/playbook/issues/comments/99 --method PATCH -F body=@TEMP/comment.md --silent\n"
        )
    );
    assert!(!job.workspace.join("pwned").exists());
}
