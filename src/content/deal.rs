//! A deal from its file.

mod lists;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use lists::{follow_ups, needs, objections, touches};

use super::FileResult;
use super::yaml::{self, At, Build};
use crate::diagnostics::{Code, suggest};
use crate::model::{Deal, Entry, FollowUpKind, Id, Kind, Loss, Money, Next, Side, TouchKind, When};
use crate::reader::{
    Cx, Entries, EntriesVisitor, Field, Finding, List, LongText, Part, Read, Records, ScalarOr, Seg, Text, YesNo,
    record, schema, show,
};
use crate::settings::{Funnel, Settings};

record! {
    struct RawDeal {
        /// The deal's id; where the file holds one deal, its name without the ending stands for it.
        id: Id,
        /// The customer's name.
        account "required": Text,
        /// The deal's own name, where the account's is not enough.
        name: Text,
        /// Id of the person in team.yaml who works it on the sales side.
        owner: Id,
        /// A breakdown: the kind of customer.
        segment: Text,
        /// A breakdown: where the customer is.
        region: Text,
        /// What it is worth: 24000, 24000.50 or 24000.50 USD.
        amount: Money,
        /// Id of the campaign that created the lead; left out, it is worked out from the touches.
        source: Id,
        /// Where the lead came from, if from no campaign.
        channel: Text,
        /// A new customer, an existing one, or a renewal; new if left out.
        kind: Kind,
        /// When it entered which stage.
        stages "required": RawStages,
        /// The next step agreed.
        next: RawNext,
        /// Closes the deal as lost: a date, or a mapping that also says why and to whom.
        lost: ScalarOr<When, RawLoss>,
        /// Contacts between us and the account.
        touches: List<RawTouch>,
        /// What was done after the win.
        follow_ups: List<RawFollowUp>,
        /// What the customer needs, as sales learned it.
        needs: List<ScalarOr<Text, RawNeed>>,
        /// What the customer objected.
        objections: List<RawObjection>,
        /// Words of your own.
        tags: List<Text>,
        /// Notes, in Markdown.
        notes: LongText,
    }
}
record! {
    struct RawNext {
        /// When it is due.
        on "required": When,
        /// What is to be done.
        what "required": Text,
        /// Id of the person who does it.
        by: Id,
    }
}
record! {
    struct RawLoss {
        /// When it was lost.
        on "required": When,
        /// Why: price, timing, no-budget, no-response, competitor, no-need, bad-fit, or words of your own.
        reason: Text,
        /// The competitor it was lost to.
        to: Text,
        /// What else there is to say.
        note: LongText,
    }
}
record! {
    struct RawTouch {
        /// When.
        on "required": When,
        /// Id of the campaign it belongs to.
        campaign: Id,
        /// Who made it; left out, the campaign's function or the kind says so.
        by: Side,
        /// What it was.
        kind: TouchKind,
        /// What was said.
        note: LongText,
    }
}
record! {
    struct RawFollowUp {
        /// When.
        on "required": When,
        /// What.
        kind "required": FollowUpKind,
        /// What it brought.
        amount: Money,
        /// What was said.
        note: LongText,
    }
}
record! {
    struct RawNeed {
        /// The need.
        need "required": Text,
        /// Whether the product met it.
        met: YesNo,
    }
}
record! {
    struct RawObjection {
        /// The objection.
        text "required": Text,
        /// When it was answered.
        answered: When,
    }
}
record! {
    struct RawEntry {
        /// The stage entered.
        stage "required": Text,
        /// When.
        on "required": When,
        /// Why it came back, where it did.
        reason: Text,
    }
}

/// Stages as a map from stage to date, or as a list of entries.
#[derive(Clone, Debug)]
enum RawStages {
    Map(Entries<When>),
    List(List<RawEntry>),
}

impl Read for RawStages {
    fn read<'de, D: Deserializer<'de>>(cx: &Cx<'_>, from: D) -> Result<Field<Self>, D::Error> {
        struct V<'c, 'e>(&'c Cx<'e>);
        impl<'de> Visitor<'de> for V<'_, '_> {
            type Value = Field<RawStages>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping from stage to date, or a list of entries")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                Ok(match EntriesVisitor(self.0, PhantomData).visit_map(map)? {
                    Field::Good(entries) => Field::Good(RawStages::Map(entries)),
                    _ => Field::Bad,
                })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                let list = List::read(self.0, serde::de::value::SeqAccessDeserializer::new(seq))?;
                Ok(match list {
                    Field::Good(list) => Field::Good(RawStages::List(list)),
                    _ => Field::Bad,
                })
            }
        }
        from.deserialize_any(V(cx))
    }

    fn schema() -> serde_json::Value {
        let (mut map, mut list) = (Entries::<When>::schema(), List::<RawEntry>::schema());
        map["minProperties"] = 1.into();
        list["minItems"] = 1.into();
        schema::any_of(&[map, list])
    }
}

/// What may stand in a file of deals.
pub(super) fn schema() -> serde_json::Value {
    Records::<RawDeal>::schema()
}

/// Reads all deals of a file.
pub(super) fn read_file(settings: &Settings, file: &Arc<str>, text: &str) -> FileResult<Deal> {
    yaml::read_file::<RawDeal>(settings, file, text)
}

/// The id as written, or the file's stem where that may stand for it.
pub(super) fn id_or_stem(cx: &Cx<'_>, id: Field<Id>, stem: Option<&str>, what: &str) -> Option<Id> {
    let Some(stem) = stem.filter(|_| id.is_missing()) else {
        return id.required(cx, "id", what);
    };
    match Id::parse(stem) {
        Ok(id) => Some(id),
        Err(why) => {
            let hint = Id::suggestion(stem).map_or_else(
                || "add an `id`".to_owned(),
                |s| format!("rename the file, or add `id: {s}`"),
            );
            cx.report(
                Code::BadId,
                format!("the file's name `{}` stands for the id, but {why}", show(stem)),
                Some(hint),
            );
            None
        }
    }
}

/// A text that may not be one of the words that data files use.
pub(super) fn unreserved(cx: &Cx<'_>, text: Field<Text>, path: &[Seg], reserved: &[&str]) -> Option<String> {
    let text = text.good()?.0;
    if reserved.contains(&text.as_str()) {
        cx.report_finding(Finding {
            code: Code::BadText,
            message: format!("`{text}` is a reserved word here"),
            path: cx.path(path),
            part: Part::Value,
            related: None,
            hint: Some("leave the key out where it is not known".into()),
        });
        return None;
    }
    Some(text)
}

/// Money that may not be negative.
pub(super) fn not_negative(cx: &Cx<'_>, money: Field<Money>, path: &[Seg]) -> Option<Money> {
    let money = money.good()?;
    if money.minor < 0 {
        cx.report_finding(Finding {
            code: Code::BadMoney,
            message: "the amount is negative".into(),
            path: cx.path(path),
            part: Part::Value,
            related: None,
            hint: Some("write it without the minus; only costs.yaml may hold corrections below zero".into()),
        });
        return None;
    }
    Some(money)
}

impl Build for RawDeal {
    type Record = Deal;

    fn id(&self) -> Option<Id> {
        self.id.as_good().cloned()
    }

    fn amount(&self) -> Option<Money> {
        self.amount.as_good().copied()
    }

    fn build(self, cx: &Cx<'_>, at: At<'_>, settings: &Settings) -> Option<Deal> {
        const WHAT: &str = "deal";
        let key = |k: &'static str| [Seg::Key(k)];
        let id = id_or_stem(cx, self.id, at.stem, WHAT);
        let account = self.account.required(cx, "account", WHAT);
        let map_form = matches!(self.stages, Field::Good(RawStages::Map(_)));
        let (stages, paths) = entries(cx, self.stages, &settings.funnel);
        let lost = loss(cx, self.lost);
        let won = won_entry(&stages, &settings.funnel);
        if map_form {
            order_of_map(cx, &stages, &paths, &settings.funnel);
        }
        closing_dates(cx, &stages, &paths, won, lost.as_ref(), &settings.funnel);
        let touches = touches(cx, self.touches, &at, won.map(|i| (stages[i].on, paths[i].clone())));
        let follow_ups = follow_ups(cx, self.follow_ups, won.map(|i| (stages[i].on, paths[i].clone())));
        let next = self.next.good().and_then(|raw| {
            cx.within(Seg::Key("next"), || {
                let on = raw.on.required(cx, "on", "next step");
                let what = raw.what.required(cx, "what", "next step");
                Some(Next {
                    on: on?,
                    what: what?.0,
                    by: raw.by.good(),
                })
            })
        });
        Some(Deal {
            amount: not_negative(cx, self.amount, &key("amount")),
            segment: unreserved(cx, self.segment, &key("segment"), &["unknown"]),
            region: unreserved(cx, self.region, &key("region"), &["unknown"]),
            channel: unreserved(cx, self.channel, &key("channel"), &["unknown", "unattributed"]),
            id: id.or_else(|| at.stand_in())?,
            account: account.unwrap_or_default().0,
            name: self.name.good().map(|t| t.0),
            owner: self.owner.good(),
            source: self.source.good(),
            kind: self.kind.good().unwrap_or(Kind::New),
            stages,
            next,
            lost,
            touches,
            follow_ups,
            needs: needs(cx, self.needs),
            objections: objections(cx, self.objections),
            tags: self
                .tags
                .good()
                .map(|l| l.good().map(|(_, t)| t.0).collect())
                .unwrap_or_default(),
            notes: self.notes.good().map(|t| t.0),
            origin: at.origin,
        })
    }
}

/// What to do about a deal without stages.
const FIRST_STAGE: &str = "write the day on which it entered its first one, such as `lead: 2026-01-10`";

/// The entries with their paths in the record.
fn entries(cx: &Cx<'_>, raw: Field<RawStages>, funnel: &Funnel) -> (Vec<Entry>, Vec<Vec<Seg>>) {
    let (mut out, mut paths) = (Vec::new(), Vec::new());
    let unknown = |name: &str, path: &[Seg], part| {
        cx.report_finding(Finding {
            code: Code::UnknownReference,
            message: format!("`{}` is no stage of the funnel", show(name)),
            path: cx.path(path),
            part,
            related: None,
            hint: suggest(name, funnel.stages.iter().map(|s| s.id.as_str())),
        });
    };
    let index = |name: &str| funnel.index(name).and_then(|i| u8::try_from(i).ok());
    match raw {
        Field::Missing => cx.missing("stages", "deal"),
        Field::Bad => {}
        Field::Good(RawStages::Map(entries)) => {
            if entries.0.is_empty() {
                cx.within(Seg::Key("stages"), || {
                    cx.report(
                        Code::MissingKey,
                        "a deal has at least one stage",
                        Some(FIRST_STAGE.into()),
                    );
                });
            }
            for (name, on) in entries.0 {
                let path = vec![Seg::Key("stages"), Seg::Name(name.as_str().into())];
                match (index(&name), on.good()) {
                    (None, _) => unknown(&name, &path, Part::Key),
                    (Some(stage), Some(on)) => {
                        out.push(Entry {
                            stage,
                            on,
                            reason: None,
                        });
                        paths.push(path);
                    }
                    _ => {}
                }
            }
        }
        Field::Good(RawStages::List(list)) => {
            if list.0.is_empty() {
                cx.within(Seg::Key("stages"), || {
                    cx.report(
                        Code::MissingKey,
                        "a deal has at least one stage",
                        Some(FIRST_STAGE.into()),
                    );
                });
            }
            for (i, raw) in list.good() {
                let path = vec![Seg::Key("stages"), Seg::Index(i)];
                let (name, on) = cx.within(Seg::Key("stages"), || {
                    cx.within(Seg::Index(i), || {
                        (
                            raw.stage.required(cx, "stage", "entry"),
                            raw.on.required(cx, "on", "entry"),
                        )
                    })
                });
                let Some(name) = name else { continue };
                match (index(&name.0), on) {
                    (None, _) => unknown(
                        &name.0,
                        &[path[0].clone(), path[1].clone(), Seg::Key("stage")],
                        Part::Value,
                    ),
                    (Some(stage), Some(on)) => {
                        out.push(Entry {
                            stage,
                            on,
                            reason: raw.reason.good().map(|t| t.0),
                        });
                        paths.push(path);
                    }
                    _ => {}
                }
            }
        }
    }
    (out, paths)
}

/// The earliest entry into the win.
fn won_entry(stages: &[Entry], funnel: &Funnel) -> Option<usize> {
    (0..stages.len())
        .filter(|i| stages[*i].stage as usize == funnel.win())
        .min_by_key(|i| (stages[*i].on, *i))
}

fn contradiction(cx: &Cx<'_>, message: String, path: &[Seg], other: &[Seg], label: &str) {
    cx.report_finding(Finding {
        code: Code::DatesContradict,
        message,
        path: cx.path(path),
        part: Part::Value,
        related: Some((cx.path(other), label.to_owned())),
        hint: None,
    });
}

/// In the map form no stage is dated before one that comes earlier in the funnel.
fn order_of_map(cx: &Cx<'_>, stages: &[Entry], paths: &[Vec<Seg>], funnel: &Funnel) {
    let name = |i: usize| &funnel.stages[stages[i].stage as usize].id;
    for (j, later) in stages.iter().enumerate() {
        let earlier = (0..stages.len())
            .filter(|i| stages[*i].stage < later.stage && later.on.before(stages[*i].on))
            .max_by_key(|i| stages[*i].stage);
        if let Some(i) = earlier {
            contradiction(
                cx,
                format!(
                    "`{}` is dated before `{}`, which comes earlier in the funnel",
                    name(j),
                    name(i)
                ),
                &paths[j],
                &paths[i],
                "this date is later",
            );
        }
    }
}

/// No stage is dated after the win or the loss, and a deal has only one of the two.
fn closing_dates(
    cx: &Cx<'_>,
    stages: &[Entry],
    paths: &[Vec<Seg>],
    won: Option<usize>,
    lost: Option<&Loss>,
    funnel: &Funnel,
) {
    let name = |i: usize| &funnel.stages[stages[i].stage as usize].id;
    let lost_path = [Seg::Key("lost")];
    if let (Some(w), Some(_)) = (won, lost) {
        cx.report_finding(Finding {
            code: Code::KeysContradict,
            message: format!("a deal cannot be both lost and `{}`", name(w)),
            path: cx.path(&lost_path),
            part: Part::Value,
            related: Some((cx.path(&paths[w]), "won here".into())),
            hint: Some("keep one of the two".into()),
        });
        return;
    }
    for (i, entry) in stages.iter().enumerate() {
        if let Some(loss) = lost
            && loss.on.before(entry.on)
        {
            contradiction(
                cx,
                format!("`{}` is dated after the loss", name(i)),
                &paths[i],
                &lost_path,
                "lost here",
            );
        }
        if let Some(w) = won {
            // In the map form a stage after the win is out of order, which has been said.
            let listed = matches!(paths[i].last(), Some(Seg::Index(_)));
            if listed && stages[w].on.before(entry.on) {
                contradiction(
                    cx,
                    format!("`{}` is dated after the win", name(i)),
                    &paths[i],
                    &paths[w],
                    "won here",
                );
            }
        }
    }
}

fn loss(cx: &Cx<'_>, raw: Field<ScalarOr<When, RawLoss>>) -> Option<Loss> {
    match raw.good()? {
        ScalarOr::Short(on) => Some(Loss {
            on,
            reason: None,
            to: None,
            note: None,
        }),
        ScalarOr::Long(raw) => {
            let on = cx.within(Seg::Key("lost"), || raw.on.required(cx, "on", "loss"));
            let word = |field, k: &'static str| unreserved(cx, field, &[Seg::Key("lost"), Seg::Key(k)], &["unknown"]);
            Some(Loss {
                reason: word(raw.reason, "reason"),
                to: word(raw.to, "to"),
                note: raw.note.good().map(|t| t.0),
                on: on?,
            })
        }
    }
}
