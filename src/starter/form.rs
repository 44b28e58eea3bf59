//! A deal from the form that the template repository asks for: GitHub turns the fields of an issue form into
//! headings with the answers below, and anybody can write anything there.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::content::{self, Content};
use crate::diagnostics::suggest;
use crate::import::yaml::scalar;
use crate::model::{Day, Id};
use crate::settings::{Funnel, Settings};

use super::NewFile;

/// The headings of the form, in its order, each with the key of the deal that it fills.
pub const LABELS: [(&str, &str); 9] = [
    ("Account", "account"),
    ("Amount", "amount"),
    ("Stage", "stage"),
    ("Date", "date"),
    ("Owner", "owner"),
    ("Campaign", "source"),
    ("Channel", "channel"),
    ("Need", "needs"),
    ("Notes", "notes"),
];

/// What GitHub writes below a heading where nothing was answered.
const NOTHING: &str = "_No response_";

/// The answers of a form, by the position of their heading.
type Answers<'b> = [Option<&'b str>; LABELS.len()];

/// Reads the answers. A heading counts where it comes after those before it; whatever stands below the last
/// one belongs to it.
fn answers(body: &str) -> Result<Answers<'_>, Vec<String>> {
    let mut out: Answers<'_> = Default::default();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let heading = line.strip_prefix("### ").and_then(|rest| {
            let found = LABELS.iter().position(|(label, _)| *label == rest.trim_end())?;
            open.is_none_or(|(before, _)| found > before).then_some(found)
        });
        if let Some(heading) = heading {
            if let Some((before, start)) = open {
                out[before] = answer(&body[start..at]);
            }
            open = Some((heading, at + line.len()));
        }
        at += line.len();
    }
    let Some((last, start)) = open else {
        return Err(vec![format!(
            "no heading of the form is in it; it begins with `### {}`",
            LABELS[0].0
        )]);
    };
    out[last] = answer(&body[start..]);
    Ok(out)
}

fn answer(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|t| !t.is_empty() && *t != NOTHING)
}

/// What came of a form: the id, and the file.
pub type Made = (Id, NewFile);

/// A deal made of a form's text. It is read as any file before it is given out.
///
/// # Errors
/// A sentence for each answer that does not do.
pub fn deal(
    settings: &Settings,
    content: &Content,
    body: &str,
    id: Option<Id>,
    today: Day,
) -> Result<Made, Vec<String>> {
    let body = body.replace("\r\n", "\n");
    let given = answers(&body)?;
    let mut wrong = Vec::new();
    let account = given[0].unwrap_or_else(|| {
        wrong.push(say(0, "it is missing"));
        ""
    });
    let stage = stage(&settings.funnel, given[2], &mut wrong);
    known(
        given[4],
        4,
        content.has_team,
        content.people.iter().map(|p| &p.id),
        &mut wrong,
    );
    known(given[5], 5, true, content.campaigns.iter().map(|c| &c.id), &mut wrong);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let id = id.unwrap_or_else(|| free(account, content, today));
    let (text, lines) = write(&given, account, stage, today);
    let path = format!("content/deals/{id}.yaml");
    let file: Arc<str> = path.as_str().into();
    let read = content::read_deals(settings, &file, &text);
    for problem in &read.problems {
        let line = problem.place.as_ref().map_or(0, |p| p.line);
        let field = lines.iter().rfind(|(from, _)| *from <= line).map_or(0, |(_, f)| *f);
        let hint = problem.hint.as_ref().map(|h| format!("; {h}")).unwrap_or_default();
        wrong.push(say(field, &format!("{}{hint}", problem.message)));
    }
    if wrong.is_empty() && read.records.len() != 1 {
        wrong.push("the form does not make one deal".to_owned());
    }
    if wrong.is_empty() {
        Ok((id, NewFile { path, text }))
    } else {
        Err(wrong)
    }
}

/// A sentence about an answer.
fn say(field: usize, what: &str) -> String {
    format!("{}: {what}", LABELS[field].0)
}

/// The stage by its id or its name; the first one where the form says nothing.
fn stage<'f>(funnel: &'f Funnel, word: Option<&str>, wrong: &mut Vec<String>) -> &'f str {
    let first = funnel.stages[0].id.as_str();
    let Some(word) = word else {
        return first;
    };
    let is_it = |s: &&crate::settings::Stage| s.id.eq_ignore_ascii_case(word) || s.name.eq_ignore_ascii_case(word);
    funnel.stages.iter().find(is_it).map_or_else(
        || {
            let ids = funnel.stages.iter().map(|s| s.id.as_str());
            let hint = suggest(word, ids).map(|h| format!("; {h}")).unwrap_or_default();
            wrong.push(say(2, &format!("`{}` is no stage{hint}", crate::reader::show(word))));
            first
        },
        |s| s.id.as_str(),
    )
}

/// Reports an id that names nobody and nothing here.
fn known<'c>(
    word: Option<&str>,
    field: usize,
    is_list: bool,
    ids: impl Iterator<Item = &'c Id> + Clone,
    wrong: &mut Vec<String>,
) {
    let Some(word) = word.filter(|_| is_list) else {
        return;
    };
    let mut words = ids.clone().map(Id::as_str);
    if !words.any(|id| id == word) {
        let hint = suggest(word, ids.map(Id::as_str))
            .map(|h| format!("; {h}"))
            .unwrap_or_default();
        let shown = crate::reader::show(word);
        wrong.push(say(field, &format!("`{shown}` is no id of the playbook{hint}")));
    }
}

/// An id that no deal has: the account's name, else the day, with a number where that is taken.
fn free(account: &str, content: &Content, today: Day) -> Id {
    let name = Id::suggestion(account).unwrap_or_else(|| format!("deal-{today}"));
    let mut name: String = name.chars().take(100).collect();
    name.truncate(name.trim_end_matches(['-', '.']).len());
    let left_out = content.left_out.iter().filter_map(|l| l.id.as_ref());
    let taken: BTreeSet<&Id> = content.deals.iter().map(|d| &d.id).chain(left_out).collect();
    let mut number = 1_u64;
    loop {
        let tried = match number {
            1 => name.clone(),
            n => format!("{name}-{n}"),
        };
        if let Ok(id) = Id::parse(&tried)
            && !taken.contains(&id)
        {
            return id;
        }
        number += 1;
    }
}

/// The file's text, and the line at which each answer begins.
fn write(given: &Answers<'_>, account: &str, stage: &str, today: Day) -> (String, Vec<(usize, usize)>) {
    let mut lines = Vec::new();
    let mut text = String::new();
    let mut add = |field: usize, line: String| {
        lines.push((text.matches('\n').count() + 1, field));
        text.push_str(&line);
        text.push('\n');
    };
    add(0, format!("account: {}", scalar(account)));
    for field in [4, 1, 5, 6] {
        if let Some(answer) = given[field] {
            let key = LABELS[field].1;
            // An amount is read as it is written, and a quoted one is no number.
            let plain = field == 1 && answer.chars().all(|c| c.is_ascii_alphanumeric() || ". ".contains(c));
            let value = if plain { answer.to_owned() } else { scalar(answer) };
            add(field, format!("{key}: {value}"));
        }
    }
    add(2, "stages:".to_owned());
    let date = given[3].map_or_else(|| today.to_string(), date);
    add(3, format!("  {stage}: {date}"));
    if let Some(need) = given[7] {
        add(7, "needs:".to_owned());
        add(7, format!("  - {}", scalar(need)));
    }
    if let Some(notes) = given[8] {
        add(8, format!("notes: {}", block(notes)));
    }
    (text, lines)
}

/// A date or a time as it is; anything else in quotes, so that the reader can say what it is not.
fn date(answer: &str) -> String {
    let plain = answer.starts_with(|c: char| c.is_ascii_digit())
        && answer.chars().all(|c| c.is_ascii_digit() || "-:T+Z.".contains(c));
    // A colon before nothing would make a key of it.
    if plain && !answer.ends_with(':') {
        answer.to_owned()
    } else {
        scalar(answer)
    }
}

/// A text of several lines as a block that people can edit; in quotes where a block would not give it back.
fn block(text: &str) -> String {
    let plain_line = |line: &str| {
        let shown = |c: char| !c.is_control() && (c.is_alphanumeric() || c.is_ascii() || c.is_whitespace());
        line.chars()
            .all(|c| shown(c) && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'))
            && !line.ends_with(char::is_whitespace)
    };
    let plain = text.contains('\n') && !text.starts_with(char::is_whitespace) && text.lines().all(plain_line);
    if !plain {
        return scalar(text);
    }
    let lines = text.lines().map(|line| {
        if line.is_empty() {
            "\n".to_owned()
        } else {
            format!("\n  {line}")
        }
    });
    format!("|-{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn settings() -> Settings {
        crate::settings::read("site.toml", "title = \"Playbook\"\n").0.unwrap()
    }

    fn today() -> Day {
        Day::parse("2026-11-28").unwrap()
    }

    fn made(body: &str) -> Result<String, Vec<String>> {
        deal(&settings(), &Content::default(), body, None, today())
            .map(|(_, file)| format!("# {}\n{}", file.path, file.text))
    }

    /// The forms of the body are those of GitHub's documentation of issue forms.
    const FULL: &str = "### Account\r\n\r\nAcme Robotics\r\n\r\n### Amount\r\n\r\n24000.50 USD\r\n\r\n### Stage\r\n\r\nsql\r\n\r\n### Date\r\n\r\n2026-11-20\r\n\r\n### Owner\r\n\r\nsam\r\n\r\n### Campaign\r\n\r\n_No response_\r\n\r\n### Channel\r\n\r\nreferral\r\n\r\n### Need\r\n\r\none tool: not three\r\n\r\n### Notes\r\n\r\nSpoke to Ada.\r\n\r\n- wants a demo\r\n";

    #[test]
    fn a_form_is_a_deal() {
        assert_eq!(
            made(FULL).unwrap(),
            "# content/deals/acme-robotics.yaml\naccount: Acme Robotics\nowner: sam\namount: 24000.50 USD\nchannel: referral\nstages:\n  sql: 2026-11-20\nneeds:\n  - \"one tool: not three\"\nnotes: |-\n  Spoke to Ada.\n\n  - wants a demo\n"
        );
        assert_eq!(
            made("### Account\n\n株式会社\n").unwrap(),
            "# content/deals/deal-2026-11-28.yaml\naccount: 株式会社\nstages:\n  lead: 2026-11-28\n"
        );
    }

    #[test]
    fn what_does_not_do_is_said_by_field() {
        for (body, expected) in [
            ("", "no heading of the form is in it; it begins with `### Account`"),
            ("### Account\n\n_No response_\n", "Account: it is missing"),
            ("### Amount\n\n1\n", "Account: it is missing"),
            (
                "### Account\n\na\n\n### Stage\n\nled\n",
                "Stage: `led` is no stage; did you mean `lead`?",
            ),
            (
                "### Account\n\na\n\n### Campaign\n\nspring\n",
                "Campaign: `spring` is no id of the playbook",
            ),
        ] {
            assert_eq!(made(body), Err(vec![expected.to_owned()]), "{body}");
        }
        for (body, field) in [
            ("### Account\n\na\n\n### Amount\n\n1,50\n", "Amount"),
            ("### Account\n\na\n\n### Amount\n\n[1]\n", "Amount"),
            ("### Account\n\na\n\n### Date\n\n2026-02-30\n", "Date"),
            ("### Account\n\na\n\n### Date\n\n1:\n", "Date"),
            ("### Account\n\na\n\n### Date\n\n2026-11-01, won: 2026-11-02\n", "Date"),
            ("### Account\n\na\n\n### Owner\n\nNobody Here\n", "Owner"),
            ("### Account\n\na\u{7}b\n", "Account"),
        ] {
            let wrong = made(body).unwrap_err();
            assert!(wrong.iter().all(|w| w.starts_with(&format!("{field}: "))), "{wrong:?}");
        }
    }

    /// Headings inside of an answer, keys, anchors, documents: they stay in the answer.
    #[test]
    fn hostile_answers_stay_answers() {
        let body =
            "### Account\n\nx: {y}\nwon: 2026-01-01\n\n### Notes\n\na\n---\n### Account\n\n### Amount\n\n5\n*b &c !d\n";
        assert_eq!(
            made(body).unwrap(),
            "# content/deals/x-y-won-2026-01-01.yaml\naccount: \"x: {y}\\nwon: 2026-01-01\"\nstages:\n  lead: 2026-11-28\nnotes: |-\n  a\n  ---\n  ### Account\n\n  ### Amount\n\n  5\n  *b &c !d\n"
        );
    }

    #[test]
    fn an_id_is_one_that_is_free() {
        let (settings, mut content) = (settings(), Content::default());
        for expected in ["acme", "acme-2", "acme-3"] {
            let (id, file) = deal(&settings, &content, "### Account\n\nAcme\n", None, today()).unwrap();
            assert_eq!(id.as_str(), expected);
            content
                .deals
                .extend(content::read_deals(&settings, &file.path.into(), &file.text).records);
        }
        // The longest names leave room for the number; a name of Windows is no id.
        let long = format!("### Account\n\n{}\n", "é".repeat(300) + &"x".repeat(300));
        assert!(deal(&settings, &content, &long, None, today()).is_ok());
        assert!(
            made("### Account\n\nCON\n")
                .unwrap()
                .starts_with("# content/deals/con-1.yaml\n")
        );
    }

    proptest! {
        /// Whatever is answered: either it is refused, or the file reads as exactly that deal and nothing else.
        #[test]
        fn what_is_answered_is_read(
            account in "\\PC{1,20}|[\\x09-\\x7e]{1,20}",
            need in "[ -~]{0,20}|\\PC{0,10}",
            notes in "([ -~]{0,12}\n){0,4}|[\\x09-\\x7e\u{85}\u{2028}é]{0,30}",
        ) {
            let body = format!("### Account\n\n{account}\n\n### Need\n\n{need}\n\n### Notes\n\n{notes}\n");
            let (settings, content) = (settings(), Content::default());
            if let Ok((id, file)) = deal(&settings, &content, &body, None, today()) {
                let path: Arc<str> = file.path.as_str().into();
                let read = content::read_deals(&settings, &path, &file.text);
                prop_assert_eq!(read.records.len(), 1);
                let value: serde_yaml::Value = serde_yaml::from_str(&file.text).unwrap();
                // GitHub ends lines as networks do; files have `\n`.
                let body = body.replace("\r\n", "\n");
                let given = answers(&body).unwrap();
                prop_assert_eq!(&read.records[0].id, &id);
                prop_assert_eq!(value["account"].as_str(), given[0]);
                prop_assert_eq!(value["notes"].as_str(), given[8]);
                prop_assert_eq!(value["needs"][0].as_str(), given[7]);
                let keys = value.as_mapping().unwrap().len();
                prop_assert_eq!(keys, 2 + usize::from(given[7].is_some()) + usize::from(given[8].is_some()));
            }
        }
    }
}
