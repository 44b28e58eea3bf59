//! What must not be published: every private value of the sources, with its place there.

use std::collections::{BTreeMap, BTreeSet};

use super::plain;
use crate::content::{Content, Locator, names};
use crate::model::{Deal, Origin};
use crate::reader::{Part, Seg};
use crate::settings::Settings;

/// A private value.
#[derive(Clone, Debug)]
pub struct Private {
    /// The text to look for: in one Unicode form, with single spaces; of a long one its beginning.
    pub text: String,
    /// Whether it is the beginning of a longer one.
    pub is_cut: bool,
    /// What it is, for a message: "the account of a deal".
    pub what: &'static str,
    /// The record that has it, where it was first found.
    origin: Origin,
    /// Where in the record.
    path: Vec<Seg>,
}

impl Private {
    /// A text that is private.
    #[cfg(test)]
    pub(super) fn sample(text: &str) -> Self {
        Self {
            text: text.into(),
            is_cut: false,
            what: "a sample",
            origin: Origin {
                file: "content/deals/a.yaml".into(),
                document: 0,
                index: None,
                line: 1,
            },
            path: Vec::new(),
        }
    }

    /// File and line, and no more: a message may be read by others.
    pub fn place(&self, locator: &Locator) -> String {
        let place = locator.place(&self.origin, &self.path, Part::Value);
        format!("{}:{}", place.file, place.line)
    }
}

/// Reasons for losing that everybody uses.
const COMMON: [&str; 7] = [
    "price",
    "timing",
    "no-budget",
    "no-response",
    "competitor",
    "no-need",
    "bad-fit",
];
/// Characters of a text that are looked for: who copied a longer one copied its beginning too.
const LONGEST: usize = 500;
/// Lines of notes that are shorter say nothing of their own.
const SHORTEST_LINE: usize = 12;
/// Numbers with fewer digits are counts everywhere.
const SHORTEST_NUMBER: usize = 6;

/// Gathers values, each once.
struct Gathering {
    found: BTreeMap<String, Private>,
    /// Words that may be public whatever they are in a record.
    allowed: BTreeSet<String>,
    /// Words that are public by another way: those of stages, channels and campaigns.
    public: BTreeSet<String>,
}

/// All private values of a playbook, by their text.
pub fn values(content: &Content, settings: &Settings) -> Vec<Private> {
    let folded = |text: &str| plain::one_line(text).to_lowercase();
    let stages = settings
        .funnel
        .stages
        .iter()
        .flat_map(|s| [s.id.as_str(), s.name.as_str()]);
    let campaigns = content.campaigns.iter();
    let campaigns = campaigns.flat_map(|c| [c.id.as_str(), c.name.as_str(), c.channel.as_str()]);
    let channels = content.deals.iter().filter_map(|d| d.channel.as_deref());
    let mut all = Gathering {
        found: BTreeMap::new(),
        allowed: settings.public_words.iter().map(|w| folded(w)).collect(),
        public: stages
            .chain(campaigns)
            .chain(channels)
            .chain(COMMON)
            .map(folded)
            .collect(),
    };
    for deal in &content.deals {
        all.deal(deal);
    }
    for person in &content.people {
        let at = |path: &[Seg]| (person.origin.clone(), path.to_vec());
        all.exact("the id of a person", person.id.as_str(), at(&[Seg::Key("id")]));
        all.exact("the name of a person", &person.name, at(&[Seg::Key("name")]));
        for part in person.name.split_whitespace().filter(|part| part.chars().count() > 2) {
            all.exact("a part of the name of a person", part, at(&[Seg::Key("name")]));
        }
    }
    for campaign in &content.campaigns {
        let at = |path: &[Seg]| (campaign.origin.clone(), path.to_vec());
        if let Some(owner) = &campaign.owner {
            all.exact("the owner of a campaign", owner.as_str(), at(&[Seg::Key("owner")]));
        }
        if let Some(notes) = &campaign.notes {
            all.lines("a note", notes, at(&[Seg::Key("notes")]));
        }
    }
    for decision in &content.decisions {
        let at = |path: &[Seg]| (decision.origin.clone(), path.to_vec());
        all.exact("the author of a decision", decision.by.as_str(), at(&[Seg::Key("by")]));
        all.lines("a note", &decision.note, at(&[Seg::Key("note")]));
    }
    all.found.into_values().collect()
}

impl Gathering {
    /// A name or an id: private wherever it stands.
    fn exact(&mut self, what: &'static str, text: &str, (origin, path): (Origin, Vec<Seg>)) {
        let mut text = plain::one_line(text);
        let is_count = text.len() < SHORTEST_NUMBER && text.bytes().all(|b| b.is_ascii_digit());
        if text.is_empty() || is_count || self.allowed.contains(&text.to_lowercase()) {
            return;
        }
        let end = text.char_indices().nth(LONGEST).map(|(at, _)| at);
        text.truncate(end.unwrap_or(text.len()));
        self.found.entry(text.clone()).or_insert(Private {
            text,
            is_cut: end.is_some(),
            what,
            origin,
            path,
        });
    }

    /// A text in the team's own words: what is also the name of a stage, a channel or a campaign says nothing of a
    /// customer.
    fn words(&mut self, what: &'static str, text: &str, at: (Origin, Vec<Seg>)) {
        if !self.public.contains(&plain::one_line(text).to_lowercase()) {
            self.exact(what, text, at);
        }
    }

    /// A longer text, line by line, as it may be copied.
    fn lines(&mut self, what: &'static str, text: &str, at: (Origin, Vec<Seg>)) {
        for line in text.lines() {
            let line = line
                .trim_start_matches(|c: char| c.is_whitespace() || "#>*-+".contains(c))
                .trim();
            if line.chars().count() >= SHORTEST_LINE {
                self.words(what, line, at.clone());
            }
        }
    }

    fn deal(&mut self, deal: &Deal) {
        let at = |path: &[Seg]| (deal.origin.clone(), path.to_vec());
        let item = |list: &'static str, i: usize| [Seg::Key(list), Seg::Index(u32::try_from(i).unwrap_or(0))];
        let key = |list: &'static str, i: usize, key: &'static str| [&item(list, i)[..], &[Seg::Key(key)]].concat();
        self.exact("the id of a deal", deal.id.as_str(), at(&[Seg::Key("id")]));
        self.exact("the account of a deal", &deal.account, at(&[Seg::Key("account")]));
        // A name that is said so may be a word: then that of a campaign or a channel is theirs.
        let said = names::without_form(&deal.account);
        self.words(
            "the account of a deal without its legal form",
            said,
            at(&[Seg::Key("account")]),
        );
        if let Some(name) = &deal.name {
            self.exact("the name of a deal", name, at(&[Seg::Key("name")]));
        }
        if let Some(owner) = &deal.owner {
            self.exact("the owner of a deal", owner.as_str(), at(&[Seg::Key("owner")]));
        }
        for (i, need) in deal.needs.iter().enumerate() {
            self.words("a need", &need.need, at(&item("needs", i)));
        }
        for (i, objection) in deal.objections.iter().enumerate() {
            self.words("an objection", &objection.text, at(&item("objections", i)));
        }
        for (i, touch) in deal.touches.iter().enumerate() {
            if let Some(note) = &touch.note {
                self.lines("a note", note, at(&key("touches", i, "note")));
            }
        }
        for (i, follow_up) in deal.follow_ups.iter().enumerate() {
            if let Some(note) = &follow_up.note {
                self.lines("a note", note, at(&key("follow_ups", i, "note")));
            }
        }
        for entry in &deal.stages {
            if let Some(reason) = &entry.reason {
                self.lines("why a deal came back", reason, at(&[Seg::Key("stages")]));
            }
        }
        if let Some(next) = &deal.next {
            self.lines("a next step", &next.what, at(&[Seg::Key("next"), Seg::Key("what")]));
        }
        if let Some(lost) = &deal.lost {
            let at = |key: &'static str| at(&[Seg::Key("lost"), Seg::Key(key)]);
            if let Some(reason) = &lost.reason {
                self.words("why a deal was lost", reason, at("reason"));
            }
            if let Some(to) = &lost.to {
                self.words("to whom a deal was lost", to, at("to"));
            }
            if let Some(note) = &lost.note {
                self.lines("a note", note, at("note"));
            }
        }
        if let Some(notes) = &deal.notes {
            self.lines("a note", notes, at(&[Seg::Key("notes")]));
        }
    }
}
