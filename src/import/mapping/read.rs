//! Reads a mapping's file over what is there already.

use std::sync::Arc;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::de::{Deserializer, SeqAccess, Visitor};

use super::{Format, Mapping, Preset, TableKind, Target, formats, key_of};
use crate::diagnostics::{Code, Problem, suggest};
use crate::import::source::plain_name;
use crate::model::{Currency, Id, Kind};
use crate::reader::tree::{self, Lines};
use crate::reader::{Any, Cx, Entries, Field, Finding, Flag, List, Part, Read, Seed, Seg, record, schema, show};
use crate::settings::Funnel;

record! {
    struct RawMapping {
        preset: Any, read: RawRead, ids: RawIds, write: RawWrite, dates: RawDates, money: RawMoney, deals: RawTable,
        contacts: RawTable, companies: RawTable, history: RawTable, stages: Entries<Any>, kinds: Entries<Kind>,
        channels: Entries<Any>, owners: Entries<Id>,
    }
}
record! { struct RawRead { format: Any, encoding: Any, separator: Any, foot: Flag } }
record! { struct RawIds { prefix: Any, contact_prefix: Any, salesforce: Flag } }
record! { struct RawWrite { folder: Any } }
record! { struct RawDates { formats: Names, time_zone: Any } }
record! { struct RawMoney { decimal: Any, currency: Any } }
record! {
    struct RawTable {
        columns: Entries<Names>, entered: Entries<Any>, entered_prefixes: Names, created_as: Any, fields: Names,
    }
}

/// One text, or a list of them.
#[derive(Clone, Debug, Default)]
struct Names(Vec<String>);

impl Read for Names {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        struct V<'c, 'e>(&'c Cx<'e>);
        impl<'de> Visitor<'de> for V<'_, '_> {
            type Value = Field<Names>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text or a list of texts")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Field::Good(Names(vec![text.to_owned()])))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                let list = List::<Any>::read(self.0, serde::de::value::SeqAccessDeserializer::new(seq))?;
                Ok(match list {
                    Field::Good(list) => Field::Good(Names(list.good().map(|(_, a)| a.0).collect())),
                    _ => Field::Bad,
                })
            }
        }
        from.deserialize_any(V(cx))
    }

    fn schema() -> serde_json::Value {
        schema::any_of(&[Any::schema(), List::<Any>::schema()])
    }
}

impl Mapping {
    /// Writes one mapping over another.
    pub(super) fn add(&mut self, file: &str, text: &str, funnel: &Funnel, ours: bool) -> Vec<Problem> {
        let lines = Lines::new(Arc::from(file), text);
        let root = match tree::parse_toml(text) {
            Ok(root) => root,
            Err(problems) => return problems.iter().map(|p| lines.tree_problem(p)).collect(),
        };
        let utc = TimeZone::UTC;
        let cx = Cx::new(&utc, Currency::EUR, true, Vec::new());
        let raw = serde::de::DeserializeSeed::deserialize(Seed::<RawMapping>::new(&cx), &root)
            .ok()
            .and_then(Field::good)
            .unwrap_or_default();
        Adder { cx: &cx, funnel, ours }.mapping(self, raw);
        cx.into_findings().iter().map(|f| lines.finding(f, &root)).collect()
    }
}

/// The preset that a mapping names, and what is wrong with that.
pub(super) fn preset_of(file: &str, text: &str, given: Option<Preset>) -> (Option<Preset>, Option<Problem>) {
    let Ok(root) = tree::parse_toml(text) else {
        return (None, None);
    };
    let tree::Kind::Map(entries) = &root.kind else {
        return (None, None);
    };
    let is_preset = |key: &tree::Node| matches!(&key.kind, tree::Kind::Scalar(k, _) if k == "preset");
    let Some((_, value)) = entries.iter().find(|(key, _)| is_preset(key)) else {
        return (None, None);
    };
    let tree::Kind::Scalar(word, _) = &value.kind else {
        return (None, None);
    };
    let bad = |message: String, hint: Option<String>| {
        let mut problem =
            Problem::new(Code::BadMapping, message).at(Lines::new(Arc::from(file), text).place(&value.span));
        problem.hint = hint;
        Some(problem)
    };
    match (Preset::parse(word), given) {
        (None, _) => (
            None,
            bad(
                format!("`{}` is no preset", show(word)),
                suggest(word, Preset::WORDS.iter().copied()),
            ),
        ),
        (Some(named), Some(given)) if named != given => (
            None,
            bad(
                format!(
                    "the mapping is for `{}`, and the command says `{}`",
                    named.word(),
                    given.word()
                ),
                Some("name another mapping with --mapping".into()),
            ),
        ),
        (named, _) => (named, None),
    }
}

struct Adder<'a, 'e> {
    cx: &'a Cx<'e>,
    funnel: &'a Funnel,
    /// Whether the mapping is one of ours: its stages are those of the standard funnel, found by their part in
    /// a funnel that has none of that name.
    ours: bool,
}

impl Adder<'_, '_> {
    fn bad(&self, path: &[Seg], part: Part, message: impl Into<String>, hint: Option<String>) {
        self.cx.report_finding(Finding {
            code: Code::BadMapping,
            message: message.into(),
            path: path.to_vec(),
            part,
            related: None,
            hint,
        });
    }

    fn target(&self, word: &str, path: &[Seg]) -> Option<Target> {
        let index = |i: usize| u8::try_from(i).ok().map(Target::Stage);
        if let Some(i) = self.funnel.index(word) {
            return index(i);
        }
        match word {
            "lost" => return Some(Target::Lost),
            "leave-out" => return Some(Target::LeaveOut),
            "won" => return index(self.funnel.win()),
            "lead" if self.ours => return index(0),
            "mql" if self.ours => return index(self.funnel.last_marketing()),
            "sql" if self.ours => return index(self.funnel.first_sales()),
            "opportunity" if self.ours => return index(self.funnel.opportunity),
            _ => {}
        }
        let known = self.funnel.stages.iter().map(|s| s.id.as_str());
        self.bad(
            path,
            Part::Value,
            format!("`{}` is no stage of the funnel", show(word)),
            suggest(word, known.chain(["lost", "leave-out"])),
        );
        None
    }

    /// A value that one of `parse`'s words should be.
    fn word<T>(
        &self,
        field: Field<Any>,
        path: [&'static str; 2],
        parse: impl Fn(&str) -> Option<T>,
        wanted: &str,
    ) -> Option<T> {
        let text = field.good()?.0;
        let value = parse(&text);
        if value.is_none() {
            let path = path.map(Seg::Key);
            self.bad(
                &path,
                Part::Value,
                format!("`{}` may not stand here", show(&text)),
                Some(wanted.to_owned()),
            );
        }
        value
    }

    fn mapping(&self, mapping: &mut Mapping, raw: RawMapping) {
        self.read(mapping, raw.read.good().unwrap_or_default());
        let ids = raw.ids.good().unwrap_or_default();
        let prefix = |p: &str| {
            // With any number after it, it is an id.
            (p.is_empty() || Id::parse(&format!("{p}1")).is_ok()).then(|| p.to_owned())
        };
        let wanted = "lower-case letters, digits, `-`, `_` and `.`, such as `crm-`";
        let given = self.word(ids.prefix, ["ids", "prefix"], prefix, wanted);
        let contact = self.word(ids.contact_prefix, ["ids", "contact_prefix"], prefix, wanted);
        mapping.contact_prefix = contact
            .or_else(|| given.as_ref().map(|p| format!("{p}contact-")))
            .unwrap_or(std::mem::take(&mut mapping.contact_prefix));
        mapping.prefix = given.unwrap_or(std::mem::take(&mut mapping.prefix));
        mapping.salesforce_ids = ids.salesforce.good().map_or(mapping.salesforce_ids, |f| f.0);
        let folder = raw.write.good().unwrap_or_default().folder;
        let name = |f: &str| Id::parse(f).ok().map(|_| f.to_owned());
        if let Some(folder) = self.word(folder, ["write", "folder"], name, "one name, such as `hubspot`") {
            mapping.folder = folder;
        }
        self.dates(mapping, raw.dates.good().unwrap_or_default());
        let money = raw.money.good().unwrap_or_default();
        let mark = |t: &str| match t {
            "." | "," => t.chars().next(),
            _ => None,
        };
        mapping.decimal = self
            .word(money.decimal, ["money", "decimal"], mark, "it is `.` or `,`")
            .unwrap_or(mapping.decimal);
        mapping.currency = self
            .word(
                money.currency,
                ["money", "currency"],
                Currency::parse,
                "a code such as `EUR`",
            )
            .or(mapping.currency);
        self.tables(mapping, [raw.deals, raw.contacts, raw.companies, raw.history]);
        self.values(mapping, raw.stages, raw.kinds, raw.channels, raw.owners);
    }

    fn read(&self, mapping: &mut Mapping, raw: RawRead) {
        let reading = &mut mapping.reading;
        let format = self.word(
            raw.format,
            ["read", "format"],
            Format::parse,
            "it is `auto`, `csv` or `jsonl`",
        );
        reading.format = format.unwrap_or(reading.format);
        let encoding = |t: &str| match t {
            "auto" => Some(None),
            name => encoding_rs::Encoding::for_label(name.as_bytes()).map(Some),
        };
        let wanted = "a name such as `utf-8`, `utf-16le` or `windows-1252`, or `auto`";
        if let Some(encoding) = self.word(raw.encoding, ["read", "encoding"], encoding, wanted) {
            reading.encoding = encoding;
        }
        let separator = |t: &str| match t {
            "auto" => Some(None),
            "tab" => Some(Some(b'\t')),
            t => t
                .bytes()
                .next()
                .filter(|b| t.len() == 1 && b.is_ascii() && !b.is_ascii_alphanumeric() && !b"\"\n\r".contains(b))
                .map(Some),
        };
        let wanted = "one character such as `;`, or `tab`, or `auto`";
        if let Some(separator) = self.word(raw.separator, ["read", "separator"], separator, wanted) {
            reading.separator = separator;
        }
        reading.foot = raw.foot.good().map_or(reading.foot, |f| f.0);
    }

    fn dates(&self, mapping: &mut Mapping, raw: RawDates) {
        let zone = |name: &str| TimeZoneDatabase::bundled().get(name).ok();
        mapping.zone = self
            .word(
                raw.time_zone,
                ["dates", "time_zone"],
                zone,
                "an IANA name such as `Europe/Berlin`",
            )
            .or(mapping.zone.take());
        let Some(names) = raw.formats.good() else { return };
        let path = [Seg::Key("dates"), Seg::Key("formats")];
        match formats(&names.0) {
            Ok(formats) => mapping.formats = formats,
            Err(why) => self.bad(&path, Part::Value, why, None),
        }
    }

    fn tables(&self, mapping: &mut Mapping, raw: [Field<RawTable>; 4]) {
        for (kind, raw) in TableKind::ALL.iter().zip(raw) {
            let raw = raw.good().unwrap_or_default();
            let columns = mapping.tables.entry(*kind).or_default();
            let table = Seg::Key(kind.word());
            for (name, names) in raw.columns.good().unwrap_or_default().0 {
                let path = [table.clone(), Seg::Key("columns"), Seg::Name(name.as_str().into())];
                match kind.fields().iter().find(|f| **f == name) {
                    Some(field) => {
                        columns.fields.insert(field, names.good().unwrap_or_default().0);
                    }
                    None => self.bad(
                        &path,
                        Part::Key,
                        format!("`{}` is nothing that {} have", show(&name), kind.word()),
                        suggest(&name, kind.fields().iter().copied()),
                    ),
                }
            }
            for (column, stage) in raw.entered.good().unwrap_or_default().0 {
                let path = [table.clone(), Seg::Key("entered"), Seg::Name(column.as_str().into())];
                if let Some(target) = stage.good().and_then(|s| self.target(&s.0, &path)) {
                    columns
                        .entered
                        .retain(|(have, _)| plain_name(have) != plain_name(&column));
                    columns.entered.push((column, target));
                }
            }
            if let Some(prefixes) = raw.entered_prefixes.good() {
                mapping.entered_prefixes = prefixes.0;
            }
            if let Some(word) = raw.created_as.good() {
                let path = [table.clone(), Seg::Key("created_as")];
                mapping.created_as = self.target(&word.0, &path).or(mapping.created_as);
            }
            if let Some(fields) = raw.fields.good() {
                mapping.history_fields = fields.0;
            }
        }
    }

    fn values(
        &self,
        mapping: &mut Mapping,
        stages: Field<Entries<Any>>,
        kinds: Field<Entries<Kind>>,
        channels: Field<Entries<Any>>,
        owners: Field<Entries<Id>>,
    ) {
        for (name, word) in stages.good().unwrap_or_default().0 {
            let path = [Seg::Key("stages"), Seg::Name(name.as_str().into())];
            if let Some(target) = word.good().and_then(|w| self.target(&w.0, &path)) {
                mapping.stages.insert(key_of(&name), target);
            }
        }
        for (name, kind) in kinds.good().unwrap_or_default().0 {
            mapping.kinds.extend(kind.good().map(|k| (key_of(&name), k)));
        }
        for (name, channel) in channels.good().unwrap_or_default().0 {
            mapping.channels.extend(channel.good().map(|c| (key_of(&name), c.0)));
        }
        for (name, id) in owners.good().unwrap_or_default().0 {
            mapping.owners.extend(id.good().map(|id| (key_of(&name), id)));
        }
    }
}
