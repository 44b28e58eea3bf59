//! `funnelbook import`, the program itself, over the exports in `import/`. A folder holds a playbook, an export,
//! `command.txt` with the arguments, `expected.txt` with all that is said, and in `expected/` the deals that
//! are there afterwards. `UPDATE_EXPECT=1` writes `expected.txt` anew: read the difference before you keep it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;
use tempfile::TempDir;

/// 2026-09-21.
const TODAY: &str = "1790000000";

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    all.sort();
    all
}

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)
}

/// All files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let at = entry.unwrap().path();
            if at.is_dir() {
                folders.push(at);
            } else {
                let name = at.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                all.insert(name, fs::read(&at).unwrap());
            }
        }
    }
    all
}

/// A copy of a case's playbook and export.
fn copy(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    for (name, bytes) in files(from).into_iter().filter(|(n, _)| !n.starts_with("expected")) {
        write(to.path(), &name, &bytes);
    }
    to
}

fn write(root: &Path, name: &str, bytes: &[u8]) {
    let at = root.join(name);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, bytes).unwrap();
}

/// Runs the program in a folder; what follows `<` is standard input.
fn run(root: &Path, command: &str) -> Output {
    let (arguments, input) = command.split_once('<').unwrap_or((command, ""));
    let input = match input.trim() {
        "" => Stdio::null(),
        file => fs::File::open(root.join(file)).unwrap().into(),
    };
    Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .current_dir(root)
        .env("SOURCE_DATE_EPOCH", TODAY)
        .env_remove("NO_COLOR")
        .args(arguments.split_whitespace())
        .args(["--color", "never"])
        .stdin(input)
        .output()
        .unwrap()
}

/// All that a run said, without the time that it took.
fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
        let mut out = String::new();
        for line in text.lines() {
            let timed = line.strip_suffix(" s").and_then(|l| l.rsplit_once(" in "));
            out.push_str(timed.map_or(line, |(words, _)| words));
            out.push('\n');
        }
        out
    };
    let code = output.status.code().expect("no signal");
    format!(
        "exit: {code}\n--- stdout\n{}--- stderr\n{}",
        text(&output.stdout),
        text(&output.stderr)
    )
}

fn import(root: &Path, arguments: &str) -> String {
    said(&run(root, &format!("import {arguments}")))
}

fn check(root: &Path) -> Output {
    run(root, "check")
}

fn deals(root: &Path) -> BTreeMap<String, String> {
    let all = files(&root.join("content/deals"));
    all.into_iter()
        .map(|(n, b)| (n, String::from_utf8(b).unwrap()))
        .collect()
}

#[test]
fn exports_are_imported_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let root = copy(&case);
        let command = fs::read_to_string(case.join("command.txt")).unwrap();
        let got = import(root.path(), command.trim());
        let expected = case.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECT").is_some_and(|v| v == "1") {
            fs::write(&expected, &got).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != got {
            wrong.push(format!("{}:\n{got}", case.display()));
        }
        let want = files(&case.join("expected/deals"));
        let want: BTreeMap<String, String> = want
            .into_iter()
            .map(|(n, b)| (n, String::from_utf8(b).unwrap()))
            .collect();
        let got = deals(root.path());
        if want != got {
            wrong.push(format!("{}: {want:#?}\nbut {got:#?}", case.display()));
        }
        let checked = check(root.path());
        if checked.status.code() != Some(0) {
            wrong.push(format!("{}: {}", case.display(), said(&checked)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn importing_again_changes_nothing() {
    for case in cases() {
        let root = copy(&case);
        let command = fs::read_to_string(case.join("command.txt")).unwrap();
        import(root.path(), command.trim());
        let before = files(root.path());
        let again = import(root.path(), command.trim());
        assert!(again.contains("0 added, 0 changed"), "{again}");
        assert_eq!(files(root.path()), before, "{}", case.display());
    }
}

#[test]
fn a_dry_run_writes_nothing_and_says_what_would_be() {
    let root = copy(&case("update"));
    let before = files(root.path());
    let got = import(root.path(), "hubspot deals.csv --dry-run");
    assert_eq!(files(root.path()), before);
    let want = "exit: 0\n--- stdout\n\
        content/deals/hubspot/2026-01.yaml: 1 added, 2 changed\n\
        content/deals/own.yaml: 1 changed\n\
        + hs-205 (Elm)\n\
        ~ hs-201: name: Acme onboarding; amount: 24000 EUR → 26000 EUR; won: 2026-03-01\n\
        ~ hs-202: lost: no longer\n\
        ~ hs-203: lost: {on: 2026-03-05, reason: price}\n\
        --- stderr\n\
        read 4 rows: 4 of deals\n\
        nothing was written, since this is a dry run: 1 added, 3 changed, 0 unchanged, in 2 files\n";
    assert_eq!(got, want);
}

#[test]
fn with_rows_that_cannot_be_read_nothing_is_written() {
    let root = copy(&case("broken"));
    let got = import(root.path(), "hubspot deals.csv");
    assert!(got.starts_with("exit: 1\n"), "{got}");
    assert!(got.contains("nothing was written: 9 errors"), "{got}");
    assert!(!root.path().join("content").exists());
}

#[test]
fn a_contact_that_becomes_a_deal_keeps_its_record() {
    let root = copy(&case("hubspot"));
    import(root.path(), "hubspot deals.csv contacts.csv companies.csv");
    let june = root.path().join("content/deals/hubspot/2026-06.yaml");
    let noted = fs::read_to_string(&june)
        .unwrap()
        .replace("channel: email", "channel: email # newsletter");
    fs::write(&june, noted).unwrap();
    let mut export = fs::read_to_string(root.path().join("deals.csv")).unwrap();
    export.push_str(
        "\"106\",\"Delta works\",\"Contract Sent\",\"\",\"2026-07-01 09:00\",\"7000\",\"\",\"\",\"\",\"14\",\"\"\n",
    );
    write(root.path(), "deals.csv", export.as_bytes());
    let got = import(root.path(), "hubspot deals.csv contacts.csv companies.csv");
    assert!(got.contains("0 added, 1 changed, 6 unchanged; 1 file written"), "{got}");
    let june = deals(root.path()).remove("hubspot/2026-06.yaml").unwrap();
    let record = "- id: hs-contact-14\n  account: Delta Works\n  name: Delta works\n  amount: 7000 EUR\n  channel: email # newsletter\n  \
        stages:\n    lead: 2026-06-01T12:00+02:00\n    mql: 2026-06-09T08:30+02:00\n    opportunity: 2026-07-01T09:00+02:00\n";
    assert!(june.contains(record), "{june}");
}

#[test]
fn what_cannot_be_changed_safely_is_left_and_said() {
    let root = copy(&case("update"));
    let flow = "{id: hs-203, account: Cedar, stages: {opportunity: 2026-01-20}, tags: [x]}\n";
    write(root.path(), "content/deals/own.yaml", flow.as_bytes());
    // A touch after the win would be an error: the record as planned does not pass the reader.
    let first = root.path().join("content/deals/hubspot/2026-01.yaml");
    let late = fs::read_to_string(&first)
        .unwrap()
        .replace("on: 2026-01-12", "on: 2026-04-12");
    fs::write(&first, &late).unwrap();
    let got = import(root.path(), "hubspot deals.csv --bad-records leave-out");
    assert!(got.starts_with("exit: 0\n"), "{got}");
    assert!(got.contains("1 added, 1 changed, 0 unchanged; 1 file written"), "{got}");
    assert!(
        got.contains("error[E031]: the deal `hs-203` was left as it is: `lost` has no safe place"),
        "{got}"
    );
    assert!(
        got.contains("error[E031]: the deal `hs-201` was left as it is: a touch is dated after the win"),
        "{got}"
    );
    assert_eq!(deals(root.path())["own.yaml"], flow);
    let now = fs::read_to_string(&first).unwrap();
    assert!(
        now.contains("amount: 24000 EUR # list price") && now.contains("hs-205"),
        "{now}"
    );
}

#[test]
fn a_list_of_stages_grows_with_the_history_and_keeps_its_reasons() {
    let root = copy(&case("salesforce"));
    let read = |name: &str| fs::read_to_string(root.path().join(name)).unwrap();
    let import = || import(root.path(), "salesforce opportunities.csv history.csv");
    import();
    let record = "content/deals/salesforce/2026-03.yaml";
    // Why it went back, and a stage of the team's own; both stay.
    let reasoned = read(record).replace(
        "- {stage: sql, on: 2026-03-10T09:00+01:00}",
        "- {stage: sql, on: 2026-03-10T09:00+01:00, reason: the buyer left}",
    );
    let own = reasoned.replace(
        "  stages:\n    - {",
        "  stages:\n    - {stage: lead, on: 2026-02-20}\n    - {",
    );
    write(root.path(), record, own.as_bytes());
    // It went back once more, came again and was won.
    let history = read("history.csv");
    let more = "\"0065g00000aBcDe\",\"Gorse trial\",\"Stage\",\"Negotiation/Review\",\"Closed Won\",\"2026-05-06 09:00\"\n\
                \"0065g00000aBcDe\",\"Gorse trial\",\"Stage\",\"Qualification\",\"Negotiation/Review\",\"2026-05-05 09:00\"\n\
                \"0065g00000aBcDe\",\"Gorse trial\",\"Stage\",\"Negotiation/Review\",\"Qualification\",\"2026-04-02 09:00\"\n";
    write(root.path(), "history.csv", format!("{history}{more}").as_bytes());
    let deals = read("opportunities.csv");
    let won = deals.replace("\"Gorse\",\"Negotiation/Review\"", "\"Gorse\",\"Closed Won\"");
    assert_ne!(deals, won);
    write(root.path(), "opportunities.csv", won.as_bytes());
    let got = import();
    assert!(
        got.starts_with("exit: 0\n") && got.contains("0 added, 1 changed, 2 unchanged"),
        "{got}"
    );
    assert!(
        read(record).contains(
            "  stages:\n    \
         - {stage: lead, on: 2026-02-20}\n    \
         - {stage: opportunity, on: 2026-03-02}\n    \
         - {stage: sql, on: 2026-03-10T09:00+01:00, reason: the buyer left}\n    \
         - {stage: opportunity, on: 2026-03-20T09:00+01:00}\n    \
         - {stage: sql, on: 2026-04-02T09:00+02:00}\n    \
         - {stage: opportunity, on: 2026-05-05T09:00+02:00}\n    \
         - {stage: won, on: 2026-05-06T09:00+02:00}\n"
        ),
        "{}",
        read(record)
    );
    // Open again: no longer won, which the list says without its last entry.
    write(
        root.path(),
        "history.csv",
        format!("{history}{}", more.split_once('\n').unwrap().1).as_bytes(),
    );
    write(root.path(), "opportunities.csv", deals.as_bytes());
    let got = import();
    assert!(got.contains("0 added, 1 changed, 2 unchanged"), "{got}");
    assert!(!read(record).contains("stage: won"), "{}", read(record));
    // A history that no longer knows why it went back may not take the reason away.
    let before = read(record);
    let other = history.replace("2026-03-10 09:00", "2026-03-11 09:00");
    write(root.path(), "history.csv", other.as_bytes());
    let got = import();
    assert!(
        got.contains("error[E031]: the deal `sf-0065g00000abcdeaak` was left as it is: an entry with a `reason` is no longer in the export"),
        "{got}"
    );
    assert_eq!(read(record), before);
}

#[test]
fn yes_and_no_are_read_and_nothing_else_is_taken_for_one() {
    let root = copy(&case("german"));
    let mapping = fs::read_to_string(root.path().join("import.toml")).unwrap();
    let mapping = mapping.replace("[deals.columns]", "[deals.columns]\ndeleted = \"Gelöscht\"");
    write(root.path(), "import.toml", mapping.as_bytes());
    // It is written in Windows-1252, of which these characters are the first of Unicode.
    let export = fs::read(root.path().join("export.csv")).unwrap();
    let export: String = export.into_iter().map(char::from).collect();
    let rows: Vec<&str> = export.lines().collect();
    let with = |words: [&str; 3]| {
        let mut all = format!("{};Gelöscht\n", rows[0]);
        for (row, word) in rows[1..].iter().zip(words) {
            all += &format!("{row};{word}\n");
        }
        write(root.path(), "export.csv", all.as_bytes());
        import(root.path(), "export.csv")
    };
    let got = with(["vielleicht", "nein", "ja"]);
    assert!(got.starts_with("exit: 1\n"), "{got}");
    assert!(
        got.contains("error[E029]: column `Gelöscht`: `vielleicht` is neither yes nor no\n --> export.csv:2:"),
        "{got}"
    );
    assert!(deals(root.path()).is_empty());
    let got = with(["", "FALSE", "Ja"]);
    assert!(
        got.contains("1 row of deleted records left out") && got.contains("2 added"),
        "{got}"
    );
}

/// What two records share by an anchor cannot be changed for one of them; a record with errors is nobody's to change.
/// A last line without an end is a line.
#[test]
fn records_that_share_an_anchor_are_left_and_said() {
    let root = copy(&case("update"));
    let shared = "- id: hs-203\n  account: &a Cedar\n  stages: &s\n    opportunity: 2026-01-20\n- id: hs-204\n  account: *a\n  stages: *s";
    let own = "content/deals/own.yaml";
    let import = |deals: &str| {
        write(root.path(), own, shared.as_bytes());
        let export = format!("Record ID,Deal Name,Deal Stage,Close Date,Create Date,Amount\n{deals}");
        write(root.path(), "d.csv", export.as_bytes());
        import(root.path(), "hubspot d.csv")
    };
    let got =
        import("203,Cedar,Closed Won,2026-03-05,2026-01-25,500\n204,Cedar Two,Closed Won,2026-03-06,2026-01-26,700\n");
    for (id, row, line) in [("hs-203", 2, 1), ("hs-204", 3, 5)] {
        let said = format!(
            "error[E031]: the deal `{id}` was left as it is: its record overlaps with another\n --> d.csv:{row}:1\n"
        );
        let place = format!("its record is at content/deals/own.yaml:{line}; make it agree with the export");
        assert!(got.contains(&said) && got.contains(&place), "{got}");
    }
    assert!(got.starts_with("exit: 1\n"), "{got}");
    assert_eq!(deals(root.path())["own.yaml"], shared);
    // A line beside the anchor is one record's alone.
    let got = import("203,Cedar,Closed Lost,2026-03-05,2026-01-20,\n");
    assert!(got.contains("0 added, 1 changed"), "{got}");
    let changed = shared.replace("- id: hs-204", "  lost: 2026-03-05\n- id: hs-204");
    assert_eq!(deals(root.path())["own.yaml"], format!("{changed}\n"));
    // A merge key is an error of its record.
    write(
        root.path(),
        own,
        b"- &d\n  id: hs-203\n  account: Cedar\n  stages: {lead: 2026-01-20}\n- <<: *d\n  id: hs-204\n",
    );
    let export = "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Amount\n204,Cedar Two,Closed Won,2026-03-06,2026-01-26,700\n";
    write(root.path(), "d.csv", export.as_bytes());
    let got = run(root.path(), "import hubspot d.csv");
    let got = said(&got);
    assert!(
        got.contains(
            "error[E031]: the deal `hs-204` was left as it is: its record has errors; `funnelbook check` says which"
        ),
        "{got}"
    );
}

#[test]
fn a_file_of_somebody_else_is_not_added_to() {
    let root = copy(&case("update"));
    let own = "- id: mine\n  account: Mine\n  stages: {lead: 2026-01-01}\n";
    write(root.path(), "content/deals/hubspot/2026-01.yaml", own.as_bytes());
    write(root.path(), "content/deals/own.yaml", b"[]\n");
    let got = import(root.path(), "hubspot deals.csv");
    assert!(got.contains("4 added, 0 changed"), "{got}");
    let all = deals(root.path());
    assert_eq!(all["hubspot/2026-01.yaml"], own);
    assert!(all["hubspot/2026-01-2.yaml"].contains("hs-205"), "{all:?}");
}

#[test]
fn deals_that_cannot_be_read_stop_an_import() {
    let root = copy(&case("update"));
    write(root.path(), "content/deals/own.yaml", b"- id: [\n");
    let got = import(root.path(), "hubspot deals.csv");
    assert!(
        got.starts_with("exit: 1\n") && got.contains("content/deals/own.yaml:"),
        "{got}"
    );
}

#[test]
fn a_suggested_mapping_can_be_used_as_it_is() {
    let root = copy(&case("german"));
    let expected = deals(root.path());
    assert!(expected.is_empty());
    let suggested = run(root.path(), "import --suggest export.csv");
    assert_eq!(suggested.status.code(), Some(0), "{}", said(&suggested));
    let text = String::from_utf8(suggested.stdout).unwrap();
    for line in [
        "id = \"Nr\"",
        "account = \"Kunde\"",
        "created = \"Angelegt am\"",
        "formats = [\"%d.%m.%Y\"]",
        "decimal = \",\"",
        "\"Gewonnen\" = \"won\"   # 1 row",
        "\"Angebot\" = \"opportunity\"   # 1 row",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}: {text}");
    }
    write(root.path(), "import.toml", text.as_bytes());
    let got = import(root.path(), "export.csv");
    assert!(got.contains("3 added, 0 changed, 0 unchanged"), "{got}");
}

#[test]
fn the_order_of_day_and_month_is_not_guessed() {
    let root = copy(&case("broken"));
    let rows = |second: &str| format!("ID,Account,Stage,Created\n1,A,won,03/04/2026\n2,B,won,{second}\n");
    let suggest = |second: &str| {
        write(root.path(), "x.csv", rows(second).as_bytes());
        String::from_utf8(run(root.path(), "import --suggest x.csv").stdout).unwrap()
    };
    let open = suggest("05/06/2026");
    assert!(open.contains("# The order of day and month cannot be told"), "{open}");
    assert!(!open.lines().any(|l| l.starts_with("formats")), "{open}");
    assert!(suggest("13/06/2026").lines().any(|l| l == "formats = [\"%d/%m/%Y\"]"));
    assert!(suggest("06/13/2026").lines().any(|l| l == "formats = [\"%m/%d/%Y\"]"));
    let deal = "Record ID,Deal Name,Deal Stage,Close Date,Create Date\n1,A,Closed Won,04/03/2026,03/03/2026\n";
    write(root.path(), "d.csv", deal.as_bytes());
    let got = import(root.path(), "hubspot d.csv");
    assert!(
        got.starts_with("exit: 1\n") && got.contains("--dates %d/%m/%Y or --dates %m/%d/%Y"),
        "{got}"
    );
    let got = import(root.path(), "hubspot d.csv --dates %m/%d/%Y --dates %d/%m/%Y");
    assert!(
        got.starts_with("exit: 2\n") && got.contains("read the same text as two dates"),
        "{got}"
    );
    import(root.path(), "hubspot d.csv --dates %m/%d/%Y");
    let all = deals(root.path());
    assert!(all["hubspot/2026-03.yaml"].contains("won: 2026-04-03"), "{all:?}");
}

#[test]
fn mappings_are_told_what_is_wrong() {
    let root = copy(&case("german"));
    let mapping = "[deals.columns]\nidd = \"Nr\"\n[stages]\n\"Gewonnen\" = \"wonn\"\n[dates]\nformats = [\"%Y\"]\n[money]\ndecimal = \"x\"\n[x]\n";
    write(root.path(), "import.toml", mapping.as_bytes());
    let got = import(root.path(), "export.csv");
    for words in [
        "error[E030]: `idd` is nothing that deals have",
        "import.toml:2:1",
        "did you mean `id`?",
        "error[E030]: `wonn` is no stage of the funnel",
        "did you mean `won`?",
        "error[E030]: `%Y` is no format that a whole date can be read by",
        "error[E030]: `x` may not stand here",
        "error[E002]: unknown key `x`",
    ] {
        assert!(got.contains(words), "{words}: {got}");
    }
    fs::remove_file(root.path().join("import.toml")).unwrap();
    let got = import(root.path(), "export.csv");
    assert!(got.starts_with("exit: 2\n") && got.contains("--suggest"), "{got}");
    let got = import(root.path(), "hubspot export.csv");
    assert!(
        got.starts_with("exit: 1\n") && got.contains("no column holds the `id` and `stage` of deals"),
        "{got}"
    );
    let got = import(root.path(), "hubspot nothing.csv");
    assert!(got.starts_with("exit: 2\n") && got.contains("nothing.csv"), "{got}");
}

#[test]
fn what_cannot_be_read_at_all_is_said() {
    let root = empty();
    let import = |name: &str, text: &str, arguments: &str| {
        write(root.path(), name, text.as_bytes());
        import(root.path(), arguments)
    };
    let head = "Record ID,Deal Name,Deal Stage,Close Date,Create Date";
    let mapping = "preset = \"hubsport\"\n[read]\nencoding = \"utf-99\"\nseparator = \"ab\"\nformat = \"xls\"\n";
    let got = import("bad.toml", mapping, "x.csv --mapping bad.toml");
    for said in [
        "error[E030]: `hubsport` is no preset\n --> bad.toml:1:10",
        "= help: did you mean `hubspot`?",
        "error[E030]: `utf-99` may not stand here\n --> bad.toml:3:12",
        "error[E030]: `ab` may not stand here\n --> bad.toml:4:13",
        "error[E030]: `xls` may not stand here\n --> bad.toml:5:10",
    ] {
        assert!(got.contains(said), "{said}: {got}");
    }
    let got = import(
        "hs.toml",
        "preset = \"hubspot\"\n",
        "salesforce x.csv --mapping hs.toml",
    );
    assert!(
        got.contains("error[E030]: the mapping is for `hubspot`, and the command says `salesforce`\n --> hs.toml:1:10"),
        "{got}"
    );
    let got = import(
        "twice.csv",
        &format!("{head},Deal Name\n1,A,lead,,2026-01-01,B\n"),
        "hubspot twice.csv",
    );
    assert!(
        got.contains("error[E029]: the column `Deal Name` stands twice\n --> twice.csv:1:"),
        "{got}"
    );
    let got = import("empty.csv", "", "hubspot empty.csv");
    assert!(
        got.contains("error[E029]: the file is empty\n --> empty.csv:1:1"),
        "{got}"
    );
    let rows = "{\"Record ID\": 1, \"Deal Stage\": \"lead\", \"Record ID\": 2}\n";
    let got = import("twice.jsonl", rows, "hubspot twice.jsonl");
    assert!(
        got.contains("error[E029]: the name `Record ID` stands twice in the object\n --> twice.jsonl:1:"),
        "{got}"
    );
    let got = import("one.csv", head, "--suggest one.csv twice.csv");
    assert!(
        got.starts_with("exit: 2\n") && got.contains("--suggest looks at one file"),
        "{got}"
    );
    // The first bytes of a workbook, and of an old one.
    for (start, what) in [
        (
            &b"PK\x03\x04\x14\x00rows"[..],
            "an Excel workbook (or something else that is packed)",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook"),
    ] {
        write(root.path(), "book.xlsx", start);
        let got = self::import(root.path(), "hubspot book.xlsx");
        assert!(
            got.contains(&format!(
                "error[E029]: this is {what}, and no table in text\n --> book.xlsx:1:1"
            )),
            "{got}"
        );
        assert_eq!(got.matches("error[").count(), 1, "{got}");
    }
    // A time is in the format that is proposed.
    let got = import(
        "times.csv",
        &format!("{head}\n1,A,lead,,2/20/2026 2:10 PM\n"),
        "hubspot times.csv",
    );
    let said = "--dates \"%d/%m/%Y %I:%M %p\" or --dates \"%m/%d/%Y %I:%M %p\"";
    assert!(got.contains(said), "{got}");
    // A file with a hole takes no room on the disk; a device, as `/dev/zero`, would have no end.
    let huge = fs::File::create(root.path().join("huge.csv")).unwrap();
    huge.set_len((1 << 30) + 1).unwrap();
    let got = import("more.csv", head, "hubspot huge.csv more.csv");
    let said = "huge.csv: has more than 1 GiB, which is the most that is read; split it";
    assert!(got.starts_with("exit: 2\n") && got.contains(said), "{got}");
    assert!(!root.path().join("content/deals").exists());
}

#[test]
fn a_suggestion_says_what_it_cannot_tell() {
    let root = empty();
    let rows = "Nr;Kunde;Phase;Betrag;Angelegt am\n1;A;won;1.000;x\n2;B;lost;1,5;y\n3;C;xyz;2.5;z\n";
    write(root.path(), "mixed.csv", rows.as_bytes());
    let suggested = run(root.path(), "import --suggest mixed.csv");
    let text = String::from_utf8(suggested.stdout).unwrap();
    for line in [
        "# Not all amounts can be read by one mark; the first is 1.000",
        "decimal = \".\"",
        "# no format is known for all of them: write one like \"%d.%m.%Y\"",
        "# \"xyz\" = \"\"   # 1 row",
        "\"lost\" = \"lost\"   # 1 row",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}: {text}");
    }
}

const DEALS: &str = "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Amount,Deal owner,Associated Contact IDs\n";
const CONTACTS: &str = "Record ID,First Name,Lifecycle Stage,Create Date,Became a customer date,Associated Deal IDs\n";

/// A playbook of settings only.
fn empty() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "site.toml", b"title = \"T\"\nas_of = 2026-09-30\n");
    root
}

#[test]
fn a_record_that_may_be_another_deals_is_not_touched() {
    let root = empty();
    let export = |deals: &str, contacts: &str| {
        write(root.path(), "deals.csv", format!("{DEALS}{deals}").as_bytes());
        write(root.path(), "contacts.csv", format!("{CONTACTS}{contacts}").as_bytes());
    };
    export("", "101,Ann,Lead,2026-01-10,,\n");
    import(root.path(), "hubspot deals.csv contacts.csv");
    export(
        "1,Seats,Contract Sent,,2026-01-20,900,,101\n",
        "101,Ann,Opportunity,2026-01-10,,1\n",
    );
    import(root.path(), "hubspot deals.csv contacts.csv");
    let before = deals(root.path());
    assert!(
        before["hubspot/2026-01.yaml"]
            .contains("- id: hs-contact-101\n  account: Ann\n  name: Seats\n  amount: 900 EUR\n")
    );
    // Deal 1 under a new name, or another deal of Ann's? Its contacts would say it.
    export(
        "2,Desk,Contract Sent,,2026-03-05,400,,101\n",
        "101,Ann,Opportunity,2026-01-10,,1;2\n",
    );
    for files in ["deals.csv", "deals.csv contacts.csv"] {
        let got = import(root.path(), &format!("hubspot {files}"));
        let words = "error[E029]: nothing says whether this is the deal that `hs-contact-101` in content/ went on as";
        assert!(
            got.starts_with("exit: 1\n") && got.contains(words) && got.contains("Associated Deal IDs"),
            "{got}"
        );
        assert_eq!(deals(root.path()), before);
    }
    // Only contacts: what is a deal by now is not made a lead again.
    let got = import(root.path(), "hubspot contacts.csv");
    assert!(got.contains("0 added, 0 changed"), "{got}");
    assert_eq!(deals(root.path()), before);
    // Both deals: each is known.
    export(
        "1,Seats,Contract Sent,,2026-01-20,950,,101\n2,Desk,Contract Sent,,2026-03-05,400,,101\n",
        "101,Ann,Opportunity,2026-01-10,,1;2\n",
    );
    let got = import(root.path(), "hubspot deals.csv contacts.csv");
    assert!(got.contains("1 added, 1 changed, 0 unchanged"), "{got}");
    // Without the column of contacts nothing joins a deal to its record but its name.
    write(
        root.path(),
        "deals.csv",
        b"Record ID,Deal Name,Deal Stage,Create Date\n1,Seats,Contract Sent,2026-01-20\n",
    );
    let got = import(root.path(), "hubspot deals.csv");
    assert!(
        got.starts_with("exit: 1\n") && got.contains("Associated Contact IDs"),
        "{got}"
    );
}

#[test]
fn an_account_that_was_the_deals_name_can_change() {
    let root = empty();
    let export =
        "Record ID,Deal Name,Deal Stage,Create Date,Associated Company IDs\n1,Seats,Contract Sent,2026-01-20,9\n";
    write(root.path(), "deals.csv", export.as_bytes());
    write(root.path(), "companies.csv", b"Record ID,Company name\n9,Acme\n");
    import(root.path(), "hubspot deals.csv");
    let got = import(root.path(), "hubspot deals.csv companies.csv --dry-run");
    assert!(
        got.contains("~ hs-1: account: Seats \u{2192} Acme; name: Seats\n"),
        "{got}"
    );
    let apart = export.replace("Associated Company IDs", "Firm IDs");
    write(root.path(), "deals.csv", apart.as_bytes());
    let got = import(root.path(), "hubspot deals.csv companies.csv");
    assert!(
        got.contains("no column of deals or contacts says which company is theirs"),
        "{got}"
    );
}

#[test]
fn a_date_that_is_missing_is_said_with_its_column() {
    let root = empty();
    let rows = "1,A,Closed Lost,,2026-01-20,5,,\n2,B,,,2026-01-20,5,,\n3,C,Contract Sent,,2026-01-20,(500),,\n4,D,Contract Sent,,2026-01-20,\"$1,200.00\",,\n5,E,Contract Sent,,,7,,\n,F,Contract Sent,,2026-01-20,7,,\n";
    write(root.path(), "deals.csv", format!("{DEALS}{rows}").as_bytes());
    write(
        root.path(),
        "contacts.csv",
        format!("{CONTACTS}7,Ann,Customer,2026-01-10,,\n").as_bytes(),
    );
    let got = import(root.path(), "hubspot deals.csv contacts.csv");
    for words in [
        "the deal is closed, and nothing says when: column `Close Date` is empty",
        "the deal is closed, and nothing says when: column `Became a customer date` is empty",
        "help: fill it in in the CRM, and export again; `--bad-records leave-out` imports the others",
        "nothing says when the deal entered `opportunity`: column `Create Date` is empty",
        "column `Deal Stage` is empty, and a deal has a stage",
        "help: give the deal a stage in the CRM, and export again",
        "help: export each record with its id; delete a row that is no record",
        "`(500)` is negative, as its parentheses say",
        "help: correct it in the CRM, and export again",
        "help: say which currency it is: `currency = \"USD\"` under [money] in the mapping",
    ] {
        assert!(got.contains(words), "{words}: {got}");
    }
    write(
        root.path(),
        "deals.csv",
        b"Record ID,Deal Name,Deal Stage\n1,A,Closed Won\n",
    );
    let got = import(root.path(), "hubspot deals.csv");
    assert!(got.contains("help: export the column `Close Date`, too; "), "{got}");
}

#[test]
fn headers_in_other_languages_are_met_with_a_cure() {
    let root = empty();
    let export = "Datensatz-ID,Dealname,Deal-Phase,Phase seit,Erstellungsdatum\n1,A,Gewonnen,2026-03-01,2026-02-01\n";
    write(root.path(), "deals.csv", export.as_bytes());
    let got = import(root.path(), "hubspot deals.csv");
    assert!(got.contains("no column holds the `id` and `stage` of deals"), "{got}");
    assert!(
        got.contains("export again with English column headers") && got.contains("--suggest"),
        "{got}"
    );
    let text = String::from_utf8(run(root.path(), "import --suggest deals.csv").stdout).unwrap();
    for line in [
        "id = \"Datensatz-ID\"",
        "stage = \"Deal-Phase\"",
        "entered = \"Phase seit\"",
        "created = \"Erstellungsdatum\"",
        "\"Gewonnen\" = \"won\"   # 1 row",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}: {text}");
    }
    write(root.path(), "import.toml", text.as_bytes());
    let got = import(root.path(), "deals.csv");
    assert!(got.contains("1 added"), "{got}");
}

#[test]
fn new_files_name_their_schema_where_there_is_one() {
    let root = empty();
    write(root.path(), ".schemas/deal.json", b"{}\n");
    let line = |id: u32| format!("{id},A{id},Contract Sent,,2026-01-20,5,,\n");
    write(root.path(), "deals.csv", format!("{DEALS}{}", line(1)).as_bytes());
    import(root.path(), "hubspot deals.csv");
    write(root.path(), "deals.csv", format!("{DEALS}{}", line(2)).as_bytes());
    import(root.path(), "hubspot deals.csv");
    let all = deals(root.path());
    let text = &all["hubspot/2026-01.yaml"];
    let first = "# yaml-language-server: $schema=../../../.schemas/deal.json\n# Imported from a CRM.";
    assert!(text.starts_with(first) && text.contains("- id: hs-2\n"), "{all:?}");
}

/// Deals of a CRM begin where the preset says: that is no habit of those who work them.
#[test]
fn what_an_export_does_not_show_is_nobodys_habit() {
    let root = empty();
    let rows: String = (0..25)
        .map(|i| format!("{i},Deal number {i},Contract Sent,,2026-08-20,5,Rita,\n"))
        .collect();
    write(root.path(), "deals.csv", format!("{DEALS}{rows}").as_bytes());
    import(root.path(), "hubspot deals.csv");
    let got = said(&check(root.path()));
    assert!(!got.contains("W011") && !got.contains("W013"), "{got}");
    // The same deals, written by hand.
    let file = "content/deals/hubspot/2026-08.yaml";
    let text = fs::read_to_string(root.path().join(file)).unwrap();
    let (_, own) = text.split_once('\n').unwrap();
    write(root.path(), file, own.as_bytes());
    let got = said(&check(root.path()));
    assert!(got.contains("W011") && got.contains("W013"), "{got}");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links() {
    use std::os::unix::fs::symlink;
    let root = copy(&case("utf16"));
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/deals")).unwrap();
    symlink(elsewhere.path(), root.path().join("content/deals/hubspot")).unwrap();
    let got = import(root.path(), "hubspot deals.csv");
    assert!(got.starts_with("exit: 3\n"), "{got}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Whatever the texts and dates of an export, what is written passes `check`, and importing it again
    /// changes no byte.
    #[test]
    fn any_export_is_stable(
        rows in proptest::collection::vec(
            ("\\PC{0,12}|[ -~]{0,12}|[\u{0}-\u{1f}\u{202e}\u{2028}a]{0,6}", 0usize..4, 0i64..900, -40i64..400, 0u64..10_000_000),
            1..12,
        ),
    ) {
        let day = |n: i64| jiff::civil::date(2024, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap().to_string();
        let stages = ["Appointment Scheduled", "Contract Sent", "Closed Won", "Closed Lost"];
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["Record ID", "Deal Name", "Deal Stage", "Close Date", "Create Date", "Amount", "Closed Lost Reason"]).unwrap();
        for (i, (text, stage, created, open, cents)) in rows.iter().enumerate() {
            let amount = format!("{}.{:02}", cents / 100, cents % 100);
            writer.write_record([&i.to_string(), text, stages[*stage], &day(created + open), &day(*created), &amount, text]).unwrap();
        }
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "site.toml", b"title = \"T\"\n");
        write(root.path(), "deals.csv", &writer.into_inner().unwrap());
        let got = import(root.path(), "hubspot deals.csv");
        prop_assert!(got.starts_with("exit: 0\n"), "{}", got);
        let checked = check(root.path());
        prop_assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
        let before = files(root.path());
        let again = import(root.path(), "hubspot deals.csv");
        prop_assert!(again.contains("0 added, 0 changed"), "{}", again);
        prop_assert_eq!(files(root.path()), before);
    }
}

/// Prints how long 100,000 rows take: `cargo test --test import -- --ignored --nocapture`.
#[test]
#[ignore = "takes its time"]
fn a_hundred_thousand_rows() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "site.toml", b"title = \"T\"\n");
    let mut csv = String::from("Record ID,Deal Name,Deal Stage,Close Date,Create Date,Amount\n");
    for i in 0..100_000u32 {
        let (month, day) = (i % 12 + 1, i % 28 + 1);
        csv.push_str(&format!(
            "{i},\"Deal {i}, big\",Closed Won,2026-{month:02}-{day:02} 09:00,2025-{month:02}-{day:02},{i}.50\n"
        ));
    }
    write(root.path(), "deals.csv", csv.as_bytes());
    for what in ["new", "again"] {
        let start = std::time::Instant::now();
        let got = import(root.path(), "hubspot deals.csv");
        println!("100,000 rows, {what}: {:.2} s", start.elapsed().as_secs_f64());
        assert!(got.starts_with("exit: 0\n"), "{got}");
    }
}
