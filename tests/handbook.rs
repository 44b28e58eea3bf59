//! The handbook builds, and what it and README tell people to type and to write works as it stands.

mod folders;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use folders::copy;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a site for the public wants, as long as it has to be.
const SECRET: &str = "correct horse battery staple";

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_funnelbook"));
    command.env_remove("GITHUB_ACTIONS").stdin(Stdio::null());
    command.env("FUNNELBOOK_SECRET", SECRET);
    command
}

/// README and all pages of the handbook.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    for entry in fs::read_dir(root().join("docs/content")).unwrap() {
        pages.push(entry.unwrap().path());
    }
    pages.retain(|p| p.extension().is_some_and(|e| e == "md"));
    pages.sort();
    pages
}

/// The fenced blocks of a page in a language.
fn blocks(page: &Path, language: &str) -> Vec<String> {
    let text = fs::read_to_string(page).unwrap();
    let mut parts = text.split("\n```");
    let mut out = Vec::new();
    parts.next();
    // Every second part lies between fences.
    for block in parts.step_by(2) {
        let (said, body) = block.split_once('\n').unwrap_or((block, ""));
        if said == language {
            out.push(body.to_owned() + "\n");
        }
    }
    out
}

fn check(folder: &Path, what: &str) {
    let output = program().arg("check").current_dir(folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{what}: {said}");
}

#[test]
fn the_handbook_builds() {
    let output = tempfile::tempdir().unwrap();
    let run = program()
        .args(["build", "--deny", "warnings", "--root"])
        .arg(root().join("docs"))
        .arg("--output")
        .arg(output.path().join("site"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let front = fs::read_to_string(output.path().join("site/index.html")).unwrap();
    assert!(front.contains("<title>funnelbook handbook</title>"));
    assert!(front.contains("<meta name=\"description\" content=\"How to keep a playbook for marketing and sales\">"));
    let page = |name: &str| fs::read_to_string(output.path().join("site").join(name).join("index.html")).unwrap();
    // Every rule, code and key is there, because they come from where the program has them.
    let (rules, problems, data) = (page("rules"), page("problems"), page("data"));
    for rule in funnelbook::metrics::findings::registry() {
        assert!(rules.contains(&format!("<h3 id=\"{}\">", rule.id)), "{}", rule.id);
    }
    for code in funnelbook::diagnostics::Code::ALL {
        assert!(problems.contains(&format!("{}: ", code.id())), "{}", code.id());
    }
    for key in [
        "follow_ups.kind",
        "spend",
        "quota",
        "2026-03.shared",
        "until",
        "funnel.stages.means",
    ] {
        assert!(data.contains(&format!("<code>{key}</code>")), "{key}");
    }
}

/// A block of YAML that begins with the name of its file is right there, in a playbook with a title alone.
#[test]
fn yaml_in_the_pages_is_right() {
    let mut checked = 0;
    for page in pages() {
        for block in blocks(&page, "yaml") {
            let folder = tempfile::tempdir().unwrap();
            let name = block.lines().next().and_then(|l| l.strip_prefix("# content/"));
            let name = name.unwrap_or_else(|| panic!("{}: a block that names no file:\n{block}", page.display()));
            let file = folder.path().join("content").join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, &block).unwrap();
            fs::write(folder.path().join("site.toml"), "title = \"Playbook\"\n").unwrap();
            check(folder.path(), &format!("{}: {name}", page.display()));
            checked += 1;
        }
        for block in &blocks(&page, "toml") {
            let folder = tempfile::tempdir().unwrap();
            // Settings of another program.
            if block.starts_with("# netlify.toml") {
                continue;
            }
            if block.starts_with("preset = ") {
                maps(folder.path(), block);
                checked += 1;
                continue;
            }
            fs::create_dir(folder.path().join("content")).unwrap();
            fs::write(
                folder.path().join("site.toml"),
                format!("title = \"Playbook\"\n{block}"),
            )
            .unwrap();
            check(folder.path(), &page.display().to_string());
            checked += 1;
        }
    }
    assert!(checked >= 9, "{checked}");
}

/// A mapping of the handbook imports what it speaks of.
fn maps(folder: &Path, mapping: &str) {
    fs::write(folder.join("site.toml"), "title = \"Playbook\"\n").unwrap();
    fs::create_dir(folder.join("content")).unwrap();
    fs::write(folder.join("import.toml"), mapping).unwrap();
    let (export, expected): (&str, &[&str]) = if mapping.contains("[deals.columns]") {
        (
            "Nr;Kunde;Phase;Betrag;Angelegt am;Abschluss\n1;Müller;Gewonnen;12500,50;02.01.2026;14.03.2026\n",
            &[
                "id: crm-1",
                "account: Müller",
                "amount: 12500.50",
                "lead: 2026-01-02",
                "won: 2026-03-14",
            ],
        )
    } else {
        (
            "Record ID,Deal Name,Deal Stage,Create Date,Deal owner\n1,Acme,Verbal yes,2026-01-05,Rita North\n",
            &["id: hs-1", "account: Acme", "opportunity: 2026-01-05", "owner: rita"],
        )
    };
    fs::write(folder.join("export.csv"), export).unwrap();
    let output = program()
        .args(["import", "deals=export.csv"])
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    let mut written = String::new();
    for entry in walkdir::WalkDir::new(folder.join("content")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            written += &fs::read_to_string(entry.path()).unwrap();
        }
    }
    for part in expected {
        assert!(written.contains(part), "{part}: {written}");
    }
    check(folder, mapping);
}

/// Commands within sentences and tables, with something for each name in capitals.
#[test]
fn commands_in_sentences_work() {
    let folder = tempfile::tempdir().unwrap();
    let playbook = folder.path().join("here");
    let made = program().arg("init").arg(&playbook).output().unwrap();
    assert!(made.status.success());
    for file in ["deals", "contacts", "companies"] {
        let from = root().join(format!("tests/import/hubspot/{file}.csv"));
        fs::copy(&from, playbook.join(from.file_name().unwrap())).unwrap();
    }
    let mut commands = std::collections::BTreeSet::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let said = text
            .split('`')
            .filter(|part| part.starts_with("funnelbook ") && !part.contains('\n'));
        commands.extend(said.map(str::to_owned));
    }
    assert!(commands.len() >= 15, "{commands:#?}");
    // `import` alone is what a sentence calls it: it is there, and its files are named elsewhere.
    commands.remove("funnelbook import");
    // So is `diff` alone; what it compares is named elsewhere.
    commands.remove("funnelbook diff");
    for (i, said) in commands.iter().enumerate() {
        let command = said
            .replace("\\|campaign ID", " a-new-one")
            .replace("explain ID", "explain E012")
            .replace(
                "import FILE…",
                "import hubspot deals.csv contacts.csv companies.csv --dry-run",
            )
            .replace("--suggest FILE > import.toml", "--suggest deals.csv")
            .replace("diff OLD NEW", "diff . .")
            .replace("--since main", "--since .")
            .replace("demo --deals 10000 --seed 1", "demo DIR")
            .replace("KIND", "deal")
            .replace("SHELL", "bash")
            .replace("demo DIR", "demo DIR --deals 20")
            .replace("DIR", &format!("new-{i}"))
            .replace("--root docs", &format!("--root {}", root().join("docs").display()));
        let words: Vec<&str> = command.split_whitespace().skip(1).collect();
        let empty = folder.path().join(format!("empty-{i}"));
        fs::create_dir(&empty).unwrap();
        match words[0] {
            "serve" => serves(&playbook, &words),
            first => {
                let here = if first == "init" { &empty } else { &playbook };
                let mut run = program();
                run.args(&words).current_dir(here);
                run.env("FUNNELBOOK_PASSPHRASE", "as long as it has to be");
                let output = run.output().unwrap();
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{command}: {said}");
            }
        }
    }
}

/// From how many on a warning is given, as content/likely.rs has it: 20 amounts, 8 deals, 20 entries.
#[test]
fn explanations_name_what_a_warning_waits_for() {
    for (code, least) in [
        ("W010", "at least 20 amounts"),
        ("W011", "at least 8"),
        ("W013", "at least 20"),
    ] {
        let output = program().args(["explain", code]).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(least), "{said}");
    }
}

/// Every test that the page on security names is there: a suite, a test, a fixture, a workflow or a folder.
#[test]
fn the_tests_of_the_security_page_are_there() {
    let mut tests = String::new();
    for folder in ["src", "tests"] {
        let files = walkdir::WalkDir::new(root().join(folder))
            .into_iter()
            .map(Result::unwrap);
        for file in files.filter(|f| f.path().extension().is_some_and(|e| e == "rs")) {
            tests.push_str(&fs::read_to_string(file.path()).unwrap());
        }
    }
    let attribute = |name: &str| {
        let at = tests.find(&format!("fn {name}("))?;
        tests[..at].rsplit("\n\n").next().map(|head| head.contains("#[test]"))
    };
    let is_there = |name: &str| {
        let places = [
            name.to_owned(),
            format!("tests/{name}.rs"),
            format!("tests/{name}/main.rs"),
            format!("tests/fixtures/broken/{name}"),
            format!("fuzz/fuzz_targets/{name}.rs"),
        ];
        places.iter().any(|place| root().join(place).exists())
    };
    let page = fs::read_to_string(root().join("docs/content/security.md")).unwrap();
    let rows = page.lines().filter(|l| l.starts_with("| ") && l.ends_with(" |"));
    let mut named = 0;
    for row in rows.skip(1) {
        let shown = row.trim_matches('|').rsplit(" | ").next().unwrap();
        let names: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no test: {row}");
        for name in names {
            assert!(
                is_there(name) || attribute(name) == Some(true),
                "`{name}` is no test: {row}"
            );
            named += 1;
        }
    }
    assert!(named > 50, "{named}");
}

/// What the page on components shows can be written as it stands, and it names all that there is.
#[test]
fn components_in_the_handbook_work() {
    let page = root().join("docs/content/pages.md");
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("content"), &folder.path().join("content"));
    fs::copy(root().join("site.toml"), folder.path().join("site.toml")).unwrap();
    let calls = blocks(&page, "md").concat();
    assert!(calls.matches("{{ <").count() >= 10, "{calls}");
    let own = folder.path().join("content/playbook/ours.md");
    // The first of them is what a page begins with.
    assert!(calls.starts_with("+++\n") && calls.contains("\nanswers = "), "{calls}");
    fs::write(&own, &calls).unwrap();
    check(folder.path(), "the components of pages.md");
    let text = fs::read_to_string(&page).unwrap();
    let components = fs::read_to_string(root().join("themes/duet/templates/components.html")).unwrap();
    let mut named = 0;
    for head in components.lines().filter_map(|l| l.strip_prefix("{% component ")) {
        let (name, arguments) = head.split_once('(').unwrap();
        if name.contains('.') {
            continue;
        }
        assert!(text.contains(&format!("<{name} ")), "{name}");
        let arguments = arguments.split_once(')').unwrap().0;
        for argument in arguments.split(", ").filter(|a| !a.starts_with('@')) {
            let argument = argument.split(':').next().unwrap();
            let said = [format!("`{argument}`"), format!("{argument}=\"")];
            assert!(said.iter().any(|s| text.contains(s.as_str())), "{name}: {argument}");
            named += 1;
        }
    }
    assert!(named > 12, "{named}");
}

/// The commands of a page, one after the other, in an empty folder; `cd` is followed.
#[test]
fn commands_in_the_handbook_work() {
    let mut ran = 0;
    for page in pages() {
        let folder = tempfile::tempdir().unwrap();
        let mut here = folder.path().to_owned();
        // What the pages speak of as being there: exports of CRMs, from the fixtures of the import.
        if page.ends_with("importing.md") {
            fs::write(here.join("site.toml"), "title = \"Playbook\"\n").unwrap();
            fs::create_dir(here.join("content")).unwrap();
            for file in [
                "hubspot/deals",
                "hubspot/contacts",
                "hubspot/companies",
                "salesforce/opportunities",
                "salesforce/history",
            ] {
                let from = root().join(format!("tests/import/{file}.csv"));
                fs::copy(&from, here.join(from.file_name().unwrap())).unwrap();
            }
        }
        if page.ends_with("changes.md") {
            here = repository(&here);
        }
        for line in blocks(&page, "sh").iter().flat_map(|b| b.lines()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["cd", into] => here.push(into),
                ["funnelbook", "serve", ..] => {
                    serves(&here, &words[1..]);
                    ran += 1;
                }
                ["funnelbook", ..] => {
                    // Through a shell, as people type it: with quotes and comments.
                    let folder = Path::new(env!("CARGO_BIN_EXE_funnelbook")).parent().unwrap();
                    let paths = std::env::var_os("PATH").unwrap_or_default();
                    let paths = std::env::split_paths(&paths);
                    let output = Command::new("sh")
                        .args(["-c", line])
                        .env(
                            "PATH",
                            std::env::join_paths([folder.to_owned()].into_iter().chain(paths)).unwrap(),
                        )
                        .env_remove("GITHUB_ACTIONS")
                        .env("FUNNELBOOK_SECRET", SECRET)
                        .stdin(Stdio::null())
                        .current_dir(&here)
                        .output()
                        .unwrap();
                    let said = String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success(), "{}: {line}: {said}", page.display());
                    ran += 1;
                }
                _ => {}
            }
        }
    }
    assert!(ran >= 5, "{ran}");
}

/// A playbook in a repository with the tags `v1` and `v2`, the second on `main`, and as it was a month before in a
/// folder beside it.
fn repository(folder: &Path) -> PathBuf {
    let (here, before) = (folder.join("playbook"), folder.join("last-month"));
    let write = |to: &Path, as_of: &str, deal: &str| {
        fs::create_dir_all(to.join("content/deals")).unwrap();
        fs::write(to.join("site.toml"), format!("title = \"T\"\nas_of = {as_of}\n")).unwrap();
        fs::write(
            to.join(format!("content/deals/{deal}.yaml")),
            "account: A\nstages: {lead: 2026-08-01}\n",
        )
        .unwrap();
    };
    let git = |line: &str| {
        let made = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(line.split(' '))
            .current_dir(&here)
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{line}: {}",
            String::from_utf8_lossy(&made.stderr)
        );
    };
    write(&before, "2026-08-31", "a");
    write(&here, "2026-09-30", "a");
    for line in ["init -q -b main", "add -A", "commit -qm one", "tag v1"] {
        git(line);
    }
    write(&here, "2026-10-31", "b");
    for line in ["add -A", "commit -qm two", "tag v2"] {
        git(line);
    }
    here
}

/// Whether `serve` says where it can be seen.
fn serves(folder: &Path, arguments: &[&str]) {
    let mut child = program()
        .args(arguments)
        .args(["--port", "0"])
        .current_dir(folder)
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let found = lines
        .map_while(Result::ok)
        .any(|line| line.contains("http://127.0.0.1:"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(found, "serve does not say its address");
}
