//! The reader under attack: whatever the style, the order or the bytes of the files, the same
//! records are read, and what is wrong is said with its place.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use funnelbook::content::{self, Content, Locator, resolve_as_of};
use funnelbook::diagnostics::render::{Format, render};
use funnelbook::diagnostics::{self, Code, Problem, Severity};
use funnelbook::model::{Day, Origin};
use funnelbook::settings::{self, Settings};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;
use tempfile::TempDir;

const SITE: &str =
    "title = \"T\"\nas_of = 2026-09-30\ntime_zone = \"Europe/Berlin\"\n[rates]\nUSD = { \"1990-01-01\" = 0.9 }\n";

/// The same cases on every run; other ones with `PROPTEST_RNG_SEED`.
fn config(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let rng_seed = if default.rng_seed == RngSeed::Random {
        RngSeed::Fixed(20_260_930)
    } else {
        default.rng_seed
    };
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed,
        ..default
    }
}

fn site() -> Settings {
    settings::read("site.toml", SITE).0.expect("the settings are good")
}

/// A content folder from paths and bytes.
fn folder<T: AsRef<[u8]>>(files: &[(String, T)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("content")).unwrap();
    for (name, bytes) in files {
        let file = folder.path().join("content").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    folder
}

/// Reads and checks a content folder; all problems, sorted.
fn read(root: &Path) -> (Content, Vec<Problem>) {
    let settings = site();
    let (mut content, mut problems) = content::read(root, &settings);
    let as_of = resolve_as_of(&settings, &content, Day::parse("2026-09-30").unwrap());
    problems.extend(content::check(&settings, &mut content, as_of, &Locator::new(root)).1);
    problems.extend(content::likely::check(&settings, &content, as_of, &Locator::new(root)));
    diagnostics::sort(&mut problems);
    (content, problems)
}

/// The deals as text, without where they stand.
fn deals(mut content: Content) -> Vec<String> {
    let nowhere = Origin {
        file: "".into(),
        document: 0,
        index: None,
        line: 0,
    };
    for deal in &mut content.deals {
        deal.origin = nowhere.clone();
        deal.touches.iter_mut().for_each(|touch| touch.line = 0);
    }
    content.deals.iter().map(|d| format!("{d:?}")).collect()
}

/// Every problem has words and a place that exists, and can be printed in every format.
fn are_well_said(root: &Path, problems: &[Problem]) -> Result<(), TestCaseError> {
    let source = |file: &str| {
        fs::read(root.join(file))
            .ok()
            .map(|b| String::from_utf8_lossy(&b).into_owned())
    };
    for problem in problems {
        prop_assert!(!problem.message.is_empty());
        let Some(place) = &problem.place else {
            prop_assert_eq!(problem.code, Code::AfterAsOf, "no place: {:?}", problem);
            continue;
        };
        let text = source(&place.file).unwrap_or_default();
        let line = text.split('\n').nth(place.line.wrapping_sub(1));
        prop_assert!(line.is_some(), "no such line: {:?}", problem);
        let columns = line.map_or(0, |l| l.chars().count()) + 2;
        prop_assert!(
            place.column >= 1 && place.column <= columns,
            "no such column: {:?}",
            problem
        );
        prop_assert!(
            (place.line, place.column) <= (place.end_line, place.end_column),
            "ends before it starts: {:?}",
            problem
        );
    }
    for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
        let out = render(problems, format, false, &source);
        prop_assert!(problems.is_empty() || !out.is_empty());
        if format == Format::Human || format == Format::Github {
            prop_assert!(
                !out.chars().any(|c| c.is_control() && c != '\n'),
                "a control character is printed: {:?}",
                out
            );
        }
    }
    Ok(())
}

/// A deal as the tests write it.
#[derive(Clone, Debug)]
struct Sample {
    account: String,
    segment: Option<String>,
    amount: Option<String>,
    stages: Vec<(&'static str, String)>,
    touches: Vec<(String, &'static str)>,
    needs: Vec<String>,
    notes: Option<String>,
}

fn text() -> impl Strategy<Value = String> {
    let words = select(vec![
        "no",
        "on",
        "yes",
        "Null",
        "null",
        "~",
        "true",
        "007",
        "1e3",
        "2026",
        "2026-01-05",
        "0x1F",
        "0o17",
        ".5",
        "-",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "'",
        "\"",
        "\\",
        "[",
        "]",
        "{",
        "}",
        ",",
        "?",
        ": ",
        "---",
        "...",
        "<<",
        "=",
        "a\nb",
        "a\n\n- b",
        "\ttab",
        " spaces ",
        "Zürich",
        "Cafe\u{301}",
        "東京 🦀",
    ]);
    let free = "[a-zA-Z0-9 äß€'\":,#&*!|>%@`\\[\\]{}-]{1,30}".prop_filter("not blank", |t| !t.trim().is_empty());
    prop_oneof![words.prop_map(str::to_owned), free]
}

/// A day on or after `from` as text; a few with a time.
fn day(month: u32, day: u32, time: Option<(u32, u32)>) -> String {
    let mut out = format!("2026-{month:02}-{day:02}");
    if let Some((hour, minute)) = time {
        let _ = write!(out, "T{hour:02}:{minute:02}");
    }
    out
}

prop_compose! {
    fn sample()(
        account in text(),
        segment in option::of(text().prop_filter("reserved", |t| t != "unknown")),
        amount in option::of(select(vec!["0", "24000", "24000.50", "1.00 USD", "007"])),
        chosen in vec(any::<bool>(), 5),
        days in vec((1u32..29, option::of((4u32..24, 0u32..60))), 5),
        touches in vec((1u32..29, select(vec!["call", "ad", "demo"])), 0..3),
        needs in vec(text(), 0..3),
        notes in option::of(text()),
    ) -> Sample {
        let names = ["lead", "mql", "sql", "opportunity", "won"];
        let mut stages: Vec<_> = (0..5u32).filter(|i| chosen[*i as usize]).map(|i| {
            let (d, time) = days[i as usize];
            (names[i as usize], day(i + 2, d, time))
        }).collect();
        if stages.is_empty() {
            stages.push(("lead", day(2, 1, None)));
        }
        Sample {
            account, segment, stages, needs, notes,
            amount: amount.map(str::to_owned),
            touches: touches.into_iter().map(|(d, kind)| (day(1, d, None), kind)).collect(),
        }
    }
}

/// A text in double quotes; all that is not ASCII escaped, or none of it.
fn quoted(text: &str, escape: bool) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if escape && !c.is_ascii() => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text in the plainest style that keeps it.
fn plainest(text: &str) -> String {
    let word = text.starts_with(|c: char| c.is_alphanumeric())
        && text.ends_with(|c: char| c.is_alphanumeric())
        && text.chars().all(|c| c.is_alphanumeric() || " -.".contains(c))
        && !text.eq_ignore_ascii_case("null");
    if word {
        text.to_owned()
    } else if text.contains(['\n', '\t']) {
        quoted(text, false)
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

impl Sample {
    /// The lines of a block mapping, each with its indentation.
    fn block(&self, id: &str) -> Vec<String> {
        let mut out = vec![format!("id: {id}"), format!("account: {}", plainest(&self.account))];
        out.extend(self.segment.iter().map(|t| format!("segment: {}", plainest(t))));
        out.extend(self.amount.iter().map(|t| format!("amount: {t}")));
        out.push("stages:".into());
        out.extend(self.stages.iter().map(|(stage, on)| format!("  {stage}: {on}")));
        if !self.touches.is_empty() {
            out.push("touches: # in order".into());
            out.extend(
                self.touches
                    .iter()
                    .flat_map(|(on, kind)| [format!("- on: {on}"), format!("  kind: {kind}")]),
            );
        }
        if !self.needs.is_empty() {
            out.push("needs:".into());
            out.extend(self.needs.iter().map(|t| format!("  - {}", plainest(t))));
        }
        out.extend(self.notes.iter().map(|t| format!("notes: {}", plainest(t))));
        out
    }

    fn flow(&self, id: &str) -> String {
        let q = |t: &String| quoted(t, true);
        let mut out = vec![
            format!("\"id\": \"{id}\""),
            format!("\"account\": {}", q(&self.account)),
        ];
        out.extend(self.segment.iter().map(|t| format!("\"segment\": {}", q(t))));
        out.extend(self.amount.iter().map(|t| format!("\"amount\": \"{t}\"")));
        let stages: Vec<String> = self
            .stages
            .iter()
            .map(|(stage, on)| format!("\"{stage}\": \"{on}\""))
            .collect();
        out.push(format!("\"stages\": {{{}}}", stages.join(", ")));
        let touches: Vec<String> = self
            .touches
            .iter()
            .map(|(on, kind)| format!("{{\"on\": \"{on}\", \"kind\": \"{kind}\"}}"))
            .collect();
        out.push(format!("\"touches\": [{}]", touches.join(", ")));
        let needs: Vec<String> = self.needs.iter().map(q).collect();
        out.push(format!("\"needs\": [{}]", needs.join(", ")));
        out.extend(self.notes.iter().map(|t| format!("\"notes\": {}", q(t))));
        format!("{{{}}}", out.join(", "))
    }
}

fn id(i: usize) -> String {
    format!("d{i}")
}

/// All samples as one block list; `padding` bytes of comments between them make pieces of it.
fn block_list(samples: &[Sample], padding: usize) -> String {
    let mut out = String::new();
    for (i, sample) in samples.iter().enumerate() {
        for (n, line) in sample.block(&id(i)).iter().enumerate() {
            let _ = writeln!(out, "{}{line}", if n == 0 { "- " } else { "  " });
        }
        let _ = writeln!(out, "# {}", "-".repeat(padding));
    }
    out
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn every_style_reads_the_same(samples in vec(sample(), 1..8)) {
        let one = |name: &str, text: String| vec![(format!("deals/{name}.yaml"), text)];
        let flow: Vec<String> = samples.iter().enumerate().map(|(i, s)| s.flow(&id(i))).collect();
        let block = |i: usize| samples[i].block(&id(i)).join("\n") + "\n";
        let documents: String = (0..samples.len()).map(|i| format!("---\n{}", block(i))).collect();
        let singles: Vec<_> = (0..samples.len()).map(|i| (format!("deals/{}.yaml", id(i)), block(i))).collect();
        let windows = format!("\u{feff}{}", block_list(&samples, 0)).replace('\n', "\r\n");
        let styles = [
            ("single files", singles),
            ("a list", one("all", block_list(&samples, 0))),
            ("a list in pieces", one("all", block_list(&samples, 70_000))),
            ("a list in flow style", one("all", format!("[{}]\n", flow.join(",\n ")))),
            ("a list of flow mappings", one("all", flow.iter().map(|f| format!("- {f}\n")).collect())),
            ("documents", one("all", documents)),
            ("with CRLF and a byte order mark", one("all", windows)),
            // A record of the wrong shape: the rest is read by the reader with positions.
            ("beside a broken record", one("all", block_list(&samples, 0) + "- [x]\n")),
            ("pieces beside a broken record", one("all", block_list(&samples, 70_000) + "- [x]\n")),
        ];
        let mut first: Option<Vec<String>> = None;
        for (style, files) in styles {
            let root = folder(&files);
            let (content, problems) = read(root.path());
            let errors: Vec<_> = problems.iter().filter(|p| p.severity() == Severity::Error).collect();
            prop_assert_eq!(errors.len(), usize::from(style.contains("broken")), "{}: {:?}\n{}", style, errors, files[0].1);
            prop_assert_eq!(content.deals.len(), samples.len(), "{}", style);
            let read = deals(content);
            match &first {
                None => first = Some(read),
                Some(first) => prop_assert_eq!(first, &read, "{}\n{}", style, files[0].1),
            }
        }
    }

    #[test]
    fn the_order_of_files_and_records_changes_nothing(samples in vec(sample(), 2..8), keys in vec(any::<u32>(), 8), cuts in vec(0usize..3, 8)) {
        let straight: Vec<_> = (0..samples.len()).map(|i| (format!("deals/{}.yaml", id(i)), samples[i].flow(&id(i)))).collect();
        let mut order: Vec<usize> = (0..samples.len()).collect();
        order.sort_by_key(|i| keys[*i]);
        let mut mixed = vec![String::new(); 3];
        for i in order {
            let _ = writeln!(mixed[cuts[i]], "- {}", samples[i].flow(&id(i)));
        }
        let mixed: Vec<_> = mixed.into_iter().zip(["deals/z/1.yaml", "deals/a.yml", "deals/m.yaml"]).map(|(t, n)| (n.to_owned(), t)).collect();
        let (a, b) = (folder(&straight), folder(&mixed));
        prop_assert_eq!(deals(read(a.path()).0), deals(read(b.path()).0));
    }
}

/// A good deal, its lines to be spoilt.
const GOOD: &str = "id: acme
account: Acme & Co
owner: ann
segment: mid-market
amount: 24000.50 USD
stages:
  lead: 2026-01-10
  mql: 2026-01-18T10:05+01:00
  won: 2026-03-01
touches:
  - {on: 2026-01-10, campaign: spring}
  - on: 2026-01-18 15:40
    by: sales
    kind: call
needs: [one tool, {need: speed, met: yes}]
objections:
  - text: \"Price: too high\"
    answered: 2026-02-01
follow_ups:
  - {on: 2026-03-20, kind: onboarding, amount: 5}
tags: [a, 'b']
notes: |
  Some *notes*.

  - and a list
";

/// Pieces that mean something to a YAML parser.
fn token() -> impl Strategy<Value = String> {
    let tokens = select(vec![
        "- ",
        "-",
        "\n",
        "\n\n",
        "  ",
        " ",
        "\t",
        ": ",
        ":",
        ",",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "#",
        " #",
        "&a ",
        "*a",
        "!",
        "!!str ",
        "!!int ",
        "!x ",
        "|",
        "|+\n",
        ">-\n",
        "?",
        "? ",
        "---\n",
        "--- ",
        "...\n",
        "%YAML 1.2\n",
        "%TAG ! x\n",
        "<<: ",
        "\\",
        "\\u0000",
        "\\x07",
        "\r\n",
        "\r",
        "~",
        "null",
        "0",
        "1e3",
        "2026-02-30",
        "id: ",
        "id: acme\n",
        "account: A\n",
        "stages: ",
        "{lead: 2026-09-05}",
        "lead: 2026-09-05\n",
        "ä",
        "\u{301}",
        "\u{feff}",
        "\u{202e}",
        "\u{2028}",
        "🦀",
        "\0",
        "+++\n",
        "@",
        "`",
        "=",
        "x",
    ]);
    tokens.prop_map(str::to_owned)
}

/// Those pieces of which both parsers make the same words: without tags and empty keys, whose
/// messages differ, and the line ends of YAML 1.1, which have a test of their own.
fn shared() -> impl Strategy<Value = String> {
    token().prop_filter("the same words", |t| {
        !t.starts_with(['?', '!', '&', '\u{2028}']) && t != "--- "
    })
}

/// A text with some places cut out, doubled or overwritten.
fn spoilt(good: &'static str, token: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    vec((any::<Index>(), 0usize..6, token, any::<bool>()), 1..5).prop_map(move |changes| {
        let mut chars: Vec<char> = good.chars().collect();
        for (at, length, new, cut) in changes {
            let at = at.index(chars.len() + 1);
            let end = if cut { (at + length).min(chars.len()) } else { at };
            chars.splice(at..end, new.chars());
        }
        chars.into_iter().collect()
    })
}

fn any_file() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => vec(any::<u8>(), 0..200),
        3 => vec(token(), 0..40).prop_map(|t| t.concat().into_bytes()),
        4 => spoilt(GOOD, token()).prop_map(String::into_bytes),
        1 => (spoilt(GOOD, token()), any::<Index>(), any::<u8>()).prop_map(|(text, at, byte)| {
            let mut bytes = text.into_bytes();
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        }),
    ]
}

const FILES: [&str; 7] = [
    "deals/a.yaml",
    "deals/b.yaml",
    "campaigns/c.yaml",
    "team.yaml",
    "costs.yaml",
    "events.yaml",
    "page.md",
];

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn no_bytes_make_it_panic(bytes in any_file(), file in select(FILES.to_vec())) {
        let root = folder(&[(file.to_owned(), bytes)]);
        let (content, problems) = read(root.path());
        are_well_said(root.path(), &problems)?;
        // What is left out is never left out in silence.
        prop_assert!(content.left_out.is_empty() || problems.iter().any(|p| p.severity() == Severity::Error));
    }

    #[test]
    fn no_settings_make_it_panic(text in prop_oneof![spoilt(SETTINGS, setting()), vec(setting(), 0..20).prop_map(|t| t.concat())]) {
        let root = folder::<&str>(&[]);
        fs::write(root.path().join("site.toml"), &text).unwrap();
        let (settings, problems) = settings::read("site.toml", &text);
        are_well_said(root.path(), &problems)?;
        let errors = problems.iter().any(|p| p.severity() == Severity::Error);
        // Without an error there are settings; with one there may be, to check content by.
        prop_assert!(settings.is_some() || errors, "{:?}", problems);
    }

    /// A need `true` is a text that only the reader with positions takes; `trux` is one for both. All
    /// else being equal, both must read the same and find the same.
    #[test]
    fn the_fast_reader_and_the_one_with_positions_agree(text in prop_oneof![spoilt(REST, shared()), vec(shared(), 0..30).prop_map(|t| t.concat())]) {
        let read_with = |need: &str| {
            let root = folder(&[("deals/acme.yaml".to_owned(), format!("needs: [{need}]\n{text}\n"))]);
            let (content, problems) = read(root.path());
            let deals: Vec<String> = deals(content).iter().map(|d| d.replace("trux", "true")).collect();
            let said: Vec<String> = problems.iter().map(|p| format!("{p:?}").replace("trux", "true")).collect();
            (deals, said)
        };
        prop_assert_eq!(read_with("trux"), read_with("true"), "{}", text);
    }
}

/// [`GOOD`] without its needs.
const REST: &str = "id: acme
account: Acme & Co
amount: 24000.50 USD
stages:
  lead: 2026-01-10
  mql: 2026-01-18T10:05+01:00
  won: 2026-03-01
touches:
  - on: 2026-01-18 15:40
    by: sales
    kind: call
objections:
  - text: \"Price: too high\"
    answered: 2026-02-01
tags: [a, 'b']
notes: |
  Some *notes*.
";

const SETTINGS: &str = "title = \"T\"
currency = \"EUR\"
time_zone = \"Europe/Berlin\"
as_of = 2026-09-30
[rates]
USD = { \"2025-01-01\" = 0.9612, \"2026-01-01\" = \"0.9215\" }
[calendar]
fiscal_year_starts = 4
hours = \"mon-fri 09:00-17:00\"
[[funnel.stages]]
id = \"lead\"
owner = \"marketing\"
[[funnel.stages]]
id = \"won\"
owner = \"sales\"
max_days = 30
[handoff]
within = \"1d\"
[targets]
win_rate = { month = 0.25 }
[findings.stalled]
enabled = false
";

fn setting() -> impl Strategy<Value = String> {
    let tokens = select(vec![
        "\n",
        " = ",
        "=",
        "\"",
        "\"\"\"",
        "'",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        ",",
        ".",
        "#",
        "a",
        "title = \"T\"\n",
        "1",
        "-1",
        "1e9",
        "0x10",
        "0.5",
        "inf",
        "nan",
        "true",
        "2026-02-30",
        "2026-01-01",
        "stages",
        "funnel",
        "\t",
        "\r\n",
        "\r",
        "\0",
        "ä",
        "🦀",
        "\u{feff}",
        "\u{202e}",
        "\\u0000",
        "\\",
        "99999999999999999999",
        "id = \"x\"\n",
        "owner = \"sales\"\n",
        "[rates]\n",
        "USD",
        "mon-fri 09:00-09:00",
        "0w",
        "1d",
    ]);
    tokens.prop_map(str::to_owned)
}

/// Problems of one file of deals.
fn said(text: &str) -> (usize, Vec<Problem>) {
    let root = folder(&[("deals/acme.yaml".to_owned(), text)]);
    let (content, problems) = read(root.path());
    (content.deals.len(), problems)
}

#[test]
fn limits_are_kept_however_deep_the_brackets_hide() {
    let start = std::time::Instant::now();
    for open in [
        "[",
        "{a: ",
        "- ",
        "? ",
        "[\"]\",",
        "[']',",
        "{\"}\": ",
        "- ? ",
        "[[],",
        "{a: {}, b: ",
    ] {
        let (deals, problems) = said(&format!(
            "account: A\nstages: {{lead: 2026-09-05}}\ntags: {}\n",
            open.repeat(20_000)
        ));
        assert_eq!((deals, problems.len()), (0, 1), "{open}");
        assert!(
            matches!(problems[0].code, Code::TooMuch | Code::Syntax),
            "{open}: {problems:?}"
        );
    }
    // Against what would take hours, on however busy a machine.
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

#[test]
fn many_errors_take_seconds() {
    let start = std::time::Instant::now();
    let keys: String = (0..20_000).map(|i| format!("k{i}: 1\n")).collect();
    assert_eq!(
        said(&format!("account: A\nstages: {{lead: 2026-09-05}}\n{keys}"))
            .1
            .len(),
        20_000
    );
    let line: Vec<String> = (0..20_000)
        .map(|i| format!("{{id: d{i}, account: A, stages: {{lead: soon}}}}"))
        .collect();
    assert_eq!(said(&format!("[{}]\n", line.join(", "))).1.len(), 20_000);
    let same = "- {id: d, account: A, stages: {lead: 2026-09-05}}\n".repeat(20_000);
    assert_eq!(said(&same).1.len(), 19_999);
    let word = "a".repeat(4 << 20);
    assert_eq!(
        said(&format!("account: A\nkind: {word}\nstages: {{lead: 2026-09-05}}\n"))
            .1
            .len(),
        1
    );
    // Against what would take hours, on however busy a machine.
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

#[test]
fn both_readers_keep_to_yaml_1_2() {
    // U+0085 ends a line in YAML 1.1 only; here it is a control character.
    let (deals, problems) = said("account: \"Ac\u{85}me\"\nstages: {lead: 2026-09-05}\n");
    assert_eq!((deals, problems.first().map(|p| p.code)), (0, Some(Code::BadText)));
    // So are U+2028 and U+2029, which are no more than characters of a text here.
    let (deals, problems) = said("id: acme\u{2028}\naccount: A\nstages: {lead: 2026-09-05}\n");
    assert_eq!((deals, problems.first().map(|p| p.code)), (0, Some(Code::BadId)));
    // The core schema has no binary numbers.
    let campaign = "name: S\nfunction: marketing\nchannel: x\ngoal: attract\nstarts: 2026-01-01\nresults: {2026-01: {visits: 0b11}}\n";
    let root = folder(&[("campaigns/s.yaml".to_owned(), campaign)]);
    assert_eq!(read(root.path()).1.first().map(|p| p.code), Some(Code::WrongType));
}

#[test]
fn a_document_without_a_record_is_none() {
    // The file holds one record, so its stem is the id.
    for end in [
        "---\n",
        "---\n# the end\n",
        "...\n",
        "---\n---\n",
        "--- # the end\n",
        "---   \n",
    ] {
        for start in ["", "---\n", "# a deal\n---\n", "--- # a deal\n", "%YAML 1.2\n---\n"] {
            let text = format!("{start}account: A\nstages: {{lead: 2026-09-05}}\n{end}");
            assert_eq!(said(&text), (1, vec![]), "{text}");
        }
    }
}

#[test]
fn notes_end_the_same_in_a_file_without_a_last_line_end() {
    let notes = |needs: &str| {
        let root = folder(&[(
            "deals/acme.yaml".to_owned(),
            format!("account: A\nstages: {{lead: 2026-09-05}}\nneeds: [{needs}]\nnotes: |\n  text"),
        )]);
        read(root.path()).0.deals[0].notes.clone()
    };
    assert_eq!(notes("word"), notes("true"));
}

#[test]
fn a_key_that_is_a_list_hides_nothing_else() {
    let (_, problems) = said("account: A\nstages: {lead: 2026-09-05}\n? [a]\n: b\nkind: upsell\n");
    let lines: Vec<usize> = problems.iter().map(|p| p.place.as_ref().unwrap().line).collect();
    assert_eq!(lines, [3, 5], "{problems:?}");
}

#[test]
fn a_record_with_one_error_is_told_the_others() {
    // A wrong word, an unknown campaign and an id that stands twice: all in one run.
    let text = "- {id: a, account: A, stages: {lead: 2026-09-05}}\n- {id: a, account: A, kind: upsell, source: nowhere, stages: {lead: 2026-09-05}}\n";
    let mut codes: Vec<Code> = said(text).1.iter().map(|p| p.code).collect();
    codes.sort();
    assert_eq!(codes, [Code::UnknownWord, Code::UnknownReference, Code::DuplicateId]);
}

#[test]
fn anchors_reach_over_the_pieces_of_a_list() {
    let mut list = String::from("- {id: first, account: &name Anchored, stages: &stages {lead: 2026-09-05}}\n");
    for i in 0..2_000 {
        let _ = writeln!(
            list,
            "- {{id: d{i}, account: \"{}\", stages: {{lead: 2026-09-05}}}}",
            "x".repeat(60)
        );
    }
    list.push_str("- {id: last, account: *name, stages: *stages}\n");
    let root = folder(&[("deals/all.yaml".to_owned(), list)]);
    let (content, problems) = read(root.path());
    assert_eq!(problems, []);
    assert_eq!(content.deals.iter().filter(|d| d.account == "Anchored").count(), 2);
}

#[test]
fn places_are_right_in_every_piece() {
    let mut list = String::from("# a list\n\n");
    let mut wanted = Vec::new();
    for i in 0..4_000usize {
        let bad = i % 997 == 5;
        if bad {
            wanted.push((i * 3 + 5, 16));
        }
        let _ = writeln!(
            list,
            "- id: d{i}\n  account: A\n  stages: {{lead: {}}}",
            if bad { "2026-02-30" } else { "2026-09-05" }
        );
    }
    // Lines within quotes that look like items of the list.
    let quoted =
        list.clone() + "- id: quoted\n  account: A\n  notes: \"text\n- {id: x}\n- y\"\n  stages: {lead: 2026-09-05}\n";
    for text in [list, quoted] {
        let (_, problems) = said(&text);
        let dates: Vec<_> = problems
            .iter()
            .filter(|p| p.code == Code::BadDate)
            .map(|p| p.place.as_ref().map(|x| (x.line, x.column)).unwrap())
            .collect();
        if problems.iter().all(|p| p.code != Code::Syntax) {
            assert_eq!(dates, wanted.iter().map(|(l, c)| (*l, c + 2)).collect::<Vec<_>>());
        }
    }
}
