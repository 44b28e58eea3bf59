//! What an import would do to `content/deals/`, as plain data: compared with what is there, edited in memory,
//! and read back by the program's own reader before anything is written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::edit::{self, Edit};
use super::records::Found;
use super::values::write_when;
use super::yaml;
use crate::content::{self, Content, schema};
use crate::diagnostics::{Code, Place, Problem, Severity};
use crate::model::{Deal, Entry, Id, Origin};
use crate::reader::{show, tree};
use crate::settings::Settings;

/// What files that an import makes begin with, where the playbook holds no schemas.
const HEADER: &str =
    "# Imported from a CRM. Importing again changes only what the export holds; all else that you write here stays.\n";

/// A file as it will be.
#[derive(Clone, Debug)]
pub struct PlannedFile {
    /// Its path below the root, with `/`.
    pub path: Arc<str>,
    /// Its bytes now; `None` where there is none yet.
    pub old: Option<Vec<u8>>,
    /// Its bytes then.
    pub new: Vec<u8>,
    /// Deals added to it.
    pub added: usize,
    /// Deals changed in it.
    pub changed: usize,
}

/// A deal that will be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its id.
    pub id: Id,
    /// Its file.
    pub file: Arc<str>,
    /// What of it, each as "amount: 5 EUR → 7 EUR".
    pub what: Vec<String>,
}

/// All that an import would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The files to be written, by path.
    pub files: Vec<PlannedFile>,
    /// Deals that are new, with their customers and files.
    pub added: Vec<(Id, String, Arc<str>)>,
    /// Deals that change, by id.
    pub changed: Vec<Changed>,
    /// Deals that are as the export has them.
    pub unchanged: usize,
    /// Contacts imported earlier that now stand twice, since their deal has a record of its own: contact, deal.
    pub doubled: Vec<(Id, Id)>,
    /// What could not be planned.
    pub problems: Vec<Problem>,
}

/// An edit with what is said of it.
type Said = (Edit, String);

/// Plans the import of `found` into the playbook at `root`, whose content is `content`.
pub fn plan(root: &Path, settings: &Settings, content: &Content, folder: &str, found: Vec<Found>) -> Plan {
    let existing: HashMap<&str, &Deal> = content.deals.iter().map(|d| (d.id.as_str(), d)).collect();
    let mut planner = Planner {
        root,
        existing: &existing,
        settings,
        plan: Plan::default(),
    };
    let broken: HashSet<&str> = content
        .left_out
        .iter()
        .filter(|l| l.file.starts_with("content/deals/"))
        .filter_map(|l| l.id.as_ref().map(Id::as_str))
        .collect();
    let mut edits: BTreeMap<Arc<str>, Vec<Planned<'_>>> = BTreeMap::new();
    let mut new: Vec<Found> = Vec::new();
    for mut found in found {
        let own = existing.get(found.id.as_str());
        let was = found.was.take();
        if own.is_none() && was.as_ref().is_some_and(|w| broken.contains(w.as_str())) {
            planner.refuse(
                &found,
                "the record of its contact has errors; `funnelbook check` says which",
            );
            continue;
        }
        let was = was.filter(|was| existing.contains_key(was.as_str()));
        match (own, was) {
            (Some(_), Some(was)) => planner.plan.doubled.push((was, found.id.clone())),
            // A lead that has become a deal keeps its record.
            (None, Some(was)) => found.id = was,
            _ => {}
        }
        if broken.contains(found.id.as_str()) {
            planner.refuse(&found, "its record has errors; `funnelbook check` says which");
            continue;
        }
        let Some(deal) = existing.get(found.id.as_str()) else {
            new.push(found);
            continue;
        };
        match compare(&found, deal, settings) {
            Ok(said) if said.is_empty() => planner.plan.unchanged += 1,
            Ok(said) => {
                let file = edits.entry(deal.origin.file.clone()).or_default();
                file.push(Planned { found, deal, said });
            }
            Err(why) => planner.refuse(&found, &why),
        }
    }
    let mut additions = planner.places(content, folder, new);
    let files: BTreeSet<Arc<str>> = edits.keys().chain(additions.keys()).cloned().collect();
    let mut by_file: HashMap<Arc<str>, Vec<&Deal>> = HashMap::new();
    for deal in content.deals.iter().filter(|d| files.contains(&d.origin.file)) {
        by_file.entry(deal.origin.file.clone()).or_default().push(deal);
    }
    for file in files {
        let edited = edits.remove(&file).unwrap_or_default();
        let added = additions.remove(&file).unwrap_or_default();
        let there = by_file.remove(&file).unwrap_or_default();
        planner.file(file, edited, added, &there);
    }
    planner.plan.changed.sort_by(|a, b| a.id.cmp(&b.id));
    planner.plan
}

/// A record that is to be changed.
struct Planned<'a> {
    found: Found,
    deal: &'a Deal,
    said: Vec<Said>,
}

struct Planner<'a> {
    root: &'a Path,
    existing: &'a HashMap<&'a str, &'a Deal>,
    settings: &'a Settings,
    plan: Plan,
}

impl Planner<'_> {
    fn refuse(&mut self, found: &Found, why: &str) {
        let line = found.line as usize;
        let problem = Problem::new(
            Code::NotUpdated,
            format!("the deal `{}` was left as it is: {why}", found.id),
        );
        let mut problem = problem.at(Place {
            line,
            end_line: line,
            ..Place::of_file(found.file.clone())
        });
        problem.hint = self.existing.get(found.id.as_str()).map(|deal| {
            let origin = &deal.origin;
            format!(
                "its record is at {}:{}; make it agree with the export",
                origin.file, origin.line
            )
        });
        self.plan.problems.push(problem);
    }

    /// Files for new deals: a list for each month in which deals began. A file of that name which is not an
    /// import's is left alone.
    fn places(&mut self, content: &Content, folder: &str, new: Vec<Found>) -> BTreeMap<Arc<str>, Vec<Found>> {
        let mut by_month: BTreeMap<String, Vec<Found>> = BTreeMap::new();
        for found in new {
            let first = found.stages.iter().map(|s| s.1.day).min();
            let month = first.map(|d| d.month().to_string()).unwrap_or_default();
            by_month.entry(month).or_default().push(found);
        }
        let mut whole: HashMap<&str, bool> = HashMap::new();
        for deal in &content.deals {
            // One list from the first line on can be added to.
            let list = deal.origin.document == 0 && deal.origin.index.is_some();
            *whole.entry(&deal.origin.file).or_insert(true) &= list;
        }
        by_month
            .into_iter()
            .map(|(month, mut deals)| {
                deals.sort_by(|a, b| {
                    let first = |f: &Found| f.stages.iter().map(|s| s.1).min();
                    (first(a), &a.id).cmp(&(first(b), &b.id))
                });
                let free = (1u32..).find_map(|n| {
                    let tail = if n == 1 { String::new() } else { format!("-{n}") };
                    let path = format!("content/deals/{folder}/{month}{tail}.yaml");
                    let ours = match std::fs::symlink_metadata(self.root.join(&path)) {
                        Err(_) => true,
                        Ok(_) => {
                            whole.get(path.as_str()) == Some(&true)
                                && content::read_plain(self.root, &path)
                                    .is_some_and(|bytes| content::is_imported(&String::from_utf8_lossy(&bytes)))
                        }
                    };
                    ours.then_some(path)
                });
                (Arc::from(free.unwrap_or_default()), deals)
            })
            .collect()
    }

    /// Makes a file's new text and reads it back. What does not read back as planned is left out, and said.
    fn file(&mut self, path: Arc<str>, mut edited: Vec<Planned<'_>>, mut added: Vec<Found>, there: &[&Deal]) {
        let old = content::read_plain(self.root, &path);
        let source = match old.as_deref().map(std::str::from_utf8) {
            None => "",
            Some(Ok(text)) => text,
            Some(Err(_)) => return,
        };
        let (mark, text) = source
            .strip_prefix('\u{feff}')
            .map_or(("", source), |t| ("\u{feff}", t));
        let mut text = text.to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let line = edit::line_end(&text);
        let documents = if edited.is_empty() {
            Vec::new()
        } else {
            tree::parse_yaml(&text).unwrap_or_default()
        };
        let names: Vec<&str> = self.settings.funnel.stages.iter().map(|s| s.id.as_str()).collect();
        loop {
            let mut changes = Vec::new();
            edited.retain(|planned| {
                let edits: Vec<Edit> = planned.said.iter().map(|s| s.0.clone()).collect();
                match edit::changes(&text, &documents, &planned.deal.origin, &edits, &names, line) {
                    Ok(some) => {
                        changes.extend(some);
                        true
                    }
                    Err(why) => {
                        self.refuse(&planned.found, &why);
                        false
                    }
                }
            });
            let Ok(mut new) = edit::apply(&text, changes) else {
                for planned in edited.drain(..) {
                    self.refuse(&planned.found, "its record overlaps with another");
                }
                continue;
            };
            if new.is_empty() && !added.is_empty() {
                let schema = schema::Kind::Deal.path();
                if self.root.join(&schema).is_file() {
                    // The file stands in a folder of its own below content/deals/.
                    new.push_str(&format!("{}../../../{schema}\n", content::SCHEMA_LINE));
                }
                new.push_str(HEADER);
            }
            let mut rows = String::new();
            for found in &added {
                yaml::record(&mut rows, found, &self.settings.funnel, &self.settings.zone);
            }
            new.push_str(&if line == "\n" { rows } else { rows.replace('\n', line) });
            let wrong = self.read_back(&path, &new, &edited, &added, there);
            if wrong.is_empty() {
                self.accept(path, old, format!("{mark}{new}"), edited, &added);
                return;
            }
            edited.retain(|p| !wrong.contains_key(&p.found.id));
            added.retain(|f| !wrong.contains_key(&f.id));
            for (found, why) in wrong.into_values() {
                self.refuse(&found, &why);
            }
            if edited.is_empty() && added.is_empty() {
                return;
            }
        }
    }

    /// Reads a new text as `check` will; gives the deals that are not as planned, with why.
    fn read_back(
        &self,
        path: &Arc<str>,
        text: &str,
        edited: &[Planned<'_>],
        added: &[Found],
        there: &[&Deal],
    ) -> BTreeMap<Id, (Found, String)> {
        let read = content::read_deals(self.settings, path, text);
        let new: HashMap<&str, &Deal> = read.records.iter().map(|d| (d.id.as_str(), d)).collect();
        let mut wrong = BTreeMap::new();
        let planned = edited.iter().map(|p| (&p.found, Some(p.deal)));
        for (found, before) in planned.chain(added.iter().map(|f| (f, None))) {
            let why = match new.get(found.id.as_str()) {
                None => {
                    let broken = read.left_out.iter().any(|l| l.id.as_ref() == Some(&found.id));
                    let error = read.problems.iter().find(|p| p.severity() == Severity::Error);
                    match error.filter(|_| broken || read.unread) {
                        Some(problem) => problem.message.clone(),
                        None => continue,
                    }
                }
                Some(deal) if before.is_some_and(|b| !keeps(b, deal)) => {
                    "the change would touch what the export does not hold".to_owned()
                }
                Some(deal) => match compare(found, deal, self.settings) {
                    Ok(rest) if rest.is_empty() => continue,
                    Ok(rest) => {
                        let rest: Vec<String> = rest.into_iter().map(|s| s.1).collect();
                        format!("changed as planned it would still lack {}", rest.join("; "))
                    }
                    Err(why) => why,
                },
            };
            wrong.insert(found.id.clone(), (found.clone(), why));
        }
        let changed: HashSet<&str> = edited.iter().map(|p| p.found.id.as_str()).collect();
        let untouched = there.iter().filter(|d| !changed.contains(d.id.as_str()));
        let kept = untouched.clone().all(|d| {
            new.get(d.id.as_str()).is_some_and(|n| {
                let moved = Deal {
                    origin: Origin::clone(&d.origin),
                    ..Deal::clone(n)
                };
                moved == **d
            })
        });
        let all = new.len() == there.len() + added.len();
        if wrong.is_empty() && !(kept && all) {
            // Nothing says which of them it was: none is written.
            let why = "the changed file does not read back as planned";
            let every = edited.iter().map(|p| &p.found).chain(added);
            wrong.extend(every.map(|f| (f.id.clone(), (f.clone(), why.to_owned()))));
        }
        wrong
    }

    fn accept(&mut self, path: Arc<str>, old: Option<Vec<u8>>, new: String, edited: Vec<Planned<'_>>, added: &[Found]) {
        let new_ones = added.iter().map(|f| (f.id.clone(), readable(&f.account), path.clone()));
        self.plan.added.extend(new_ones);
        let changed = edited.len();
        if changed + added.len() == 0 {
            return;
        }
        for planned in edited {
            self.plan.changed.push(Changed {
                id: planned.found.id,
                file: path.clone(),
                what: planned.said.into_iter().map(|s| s.1).collect(),
            });
        }
        self.plan.files.push(PlannedFile {
            path,
            old,
            new: new.into_bytes(),
            added: added.len(),
            changed,
        });
    }
}

/// Whether all that no export holds is as it was.
fn keeps(before: &Deal, after: &Deal) -> bool {
    let loss = |d: &Deal| d.lost.as_ref().map(|l| (l.to.clone(), l.note.clone()));
    before.next == after.next
        && before.touches == after.touches
        && before.follow_ups == after.follow_ups
        && before.needs == after.needs
        && before.objections == after.objections
        && before.tags == after.tags
        && before.notes == after.notes
        && (loss(before) == loss(after) || loss(before).is_none() || loss(after).is_none())
}

/// What of a deal is not as the export has it.
///
/// # Errors
/// What cannot be changed without losing what somebody wrote.
fn compare(found: &Found, deal: &Deal, settings: &Settings) -> Result<Vec<Said>, String> {
    let mut said: Vec<Said> = Vec::new();
    let mut differ = |key: &'static str, old: Option<String>, new: Option<String>, value: fn(&str) -> String| {
        let Some(new) = new.filter(|n| Some(n) != old.as_ref()) else {
            return;
        };
        said.push((Edit::Set(key, value(&new)), from_to(key, old.as_deref(), &new)));
    };
    let plain: fn(&str) -> String = str::to_owned;
    let account = found.account_known.then(|| found.account.clone());
    differ("account", Some(deal.account.clone()), account, yaml::scalar);
    // A deal without a name is called as its account, also as that will be.
    let account = if found.account_known {
        &found.account
    } else {
        &deal.account
    };
    let name = found.name.clone().filter(|n| deal.name.is_some() || n != account);
    differ("name", deal.name.clone(), name, yaml::scalar);
    let id = |id: &Option<Id>| id.as_ref().map(ToString::to_string);
    differ("owner", id(&deal.owner), id(&found.owner), yaml::scalar);
    differ("segment", deal.segment.clone(), found.segment.clone(), yaml::scalar);
    differ("region", deal.region.clone(), found.region.clone(), yaml::scalar);
    differ(
        "amount",
        deal.amount.map(yaml::money),
        found.amount.map(yaml::money),
        plain,
    );
    let kind = found.kind.map(|k| k.word().to_owned());
    differ("kind", Some(deal.kind.word().to_owned()), kind, plain);
    differ("source", id(&deal.source), id(&found.source), yaml::scalar);
    differ("channel", deal.channel.clone(), found.channel.clone(), yaml::scalar);
    stages(found, deal, settings, &mut said)?;
    loss(found, deal, settings, &mut said)?;
    Ok(said)
}

fn from_to(key: &str, old: Option<&str>, new: &str) -> String {
    match old {
        None => format!("{key}: {}", readable(new)),
        Some(old) => format!("{key}: {} → {}", readable(old), readable(new)),
    }
}

/// A value as it may be shown: short, and without characters that turn the direction of text.
fn readable(text: &str) -> String {
    show(text)
        .replace(['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}'], "\u{b7}")
        .replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "\u{b7}")
}

/// Entries into stages: what the export holds is set; entries into other stages stay, except that only the
/// export says whether a deal is won.
fn stages(found: &Found, deal: &Deal, settings: &Settings, said: &mut Vec<Said>) -> Result<(), String> {
    let funnel = &settings.funnel;
    let name = |stage: u8| funnel.stages.get(stage as usize).map_or("", |s| s.id.as_str());
    let win = u8::try_from(funnel.win()).unwrap_or(u8::MAX);
    let stale = deal.stages.iter().any(|e| e.stage == win) && !found.stages.iter().any(|e| e.0 == win);
    let has = |stage: u8, on| deal.stages.iter().any(|e| e.stage == stage && e.on == on);
    let missing: Vec<&(u8, crate::model::When)> = found.stages.iter().filter(|(s, on)| !has(*s, *on)).collect();
    if found.listed {
        if missing.is_empty() && !stale {
            return Ok(());
        }
        let mut all: Vec<Entry> = found
            .stages
            .iter()
            .map(|(stage, on)| Entry {
                stage: *stage,
                on: *on,
                reason: deal
                    .stages
                    .iter()
                    .find(|e| e.stage == *stage && e.on == *on)
                    .and_then(|e| e.reason.clone()),
            })
            .collect();
        let others = deal
            .stages
            .iter()
            .filter(|e| !found.stages.iter().any(|f| f.0 == e.stage));
        all.extend(others.filter(|e| e.stage != win).cloned());
        all.sort_by_key(|e| e.on);
        let reasons = |entries: &[Entry]| entries.iter().filter(|e| e.reason.is_some()).count();
        if reasons(&all) < reasons(&deal.stages) {
            return Err("an entry with a `reason` is no longer in the export; change its stages by hand".into());
        }
        let words = format!("stages: {} entries → {}", deal.stages.len(), all.len());
        let entries = all
            .into_iter()
            .map(|e| (name(e.stage).to_owned(), write_when(e.on, &settings.zone), e.reason))
            .collect();
        said.push((Edit::Stages(entries), words));
        return Ok(());
    }
    for (stage, on) in missing {
        let mut old = deal.stages.iter().filter(|e| e.stage == *stage).map(|e| e.on);
        let first = old.next();
        if old.next().is_some() {
            // The playbook knows more of this stage than the export: it came back.
            continue;
        }
        let on = write_when(*on, &settings.zone);
        let old = first.map(|w| write_when(w, &settings.zone));
        said.push((
            Edit::Stage(name(*stage).to_owned(), on.clone()),
            from_to(name(*stage), old.as_deref(), &on),
        ));
    }
    if stale {
        said.push((Edit::NoStage(name(win).to_owned()), format!("{}: no longer", name(win))));
    }
    Ok(())
}

fn loss(found: &Found, deal: &Deal, settings: &Settings, said: &mut Vec<Said>) -> Result<(), String> {
    let write = |on| write_when(on, &settings.zone);
    match (&found.lost, &deal.lost) {
        (None, None) => {}
        (None, Some(loss)) if loss.to.is_some() || loss.note.is_some() => {
            return Err(
                "it is no longer lost, and its loss holds what the export does not; take `lost` out by hand".into(),
            );
        }
        (None, Some(_)) => said.push((Edit::NotLost, "lost: no longer".into())),
        (Some((on, reason)), old) => {
            let same_reason = reason.is_none() || old.as_ref().is_some_and(|l| l.reason == *reason);
            if old.as_ref().is_some_and(|l| l.on == *on) && same_reason {
                return Ok(());
            }
            let new = yaml::lost(&write(*on), reason.as_deref());
            let before = old.as_ref().map(|l| yaml::lost(&write(l.on), l.reason.as_deref()));
            said.push((
                Edit::Lost(write(*on), reason.clone()),
                from_to("lost", before.as_deref(), &new),
            ));
        }
    }
    Ok(())
}
