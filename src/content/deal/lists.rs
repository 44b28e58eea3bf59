//! What a deal lists: touches, follow-ups, needs, objections.

use super::{RawFollowUp, RawNeed, RawObjection, RawTouch, contradiction, not_negative};
use crate::content::yaml::At;
use crate::diagnostics::Code;
use crate::model::{Day, FollowUp, Need, Objection, Touch, TouchKind, When};
use crate::reader::{Cx, Field, List, ScalarOr, Seg, Text};

pub(super) fn touches(
    cx: &Cx<'_>,
    raw: Field<List<RawTouch>>,
    at: &At<'_>,
    won: Option<(When, Vec<Seg>)>,
) -> Vec<Touch> {
    let raw = raw.good().unwrap_or_default().0;
    if raw.is_empty() {
        return Vec::new();
    }
    let lines = (at.items)("touches", raw.len()).unwrap_or_default();
    // One that could not be read keeps its place among the others.
    (0u32..)
        .zip(raw)
        .map(|(i, field)| Touch {
            line: lines.get(i as usize).copied().unwrap_or(0),
            ..touch(cx, field.good(), i, won.as_ref())
        })
        .collect()
}

fn touch(cx: &Cx<'_>, raw: Option<RawTouch>, i: u32, won: Option<&(When, Vec<Seg>)>) -> Touch {
    let path = [Seg::Key("touches"), Seg::Index(i)];
    let on = cx.within(path[0].clone(), || {
        cx.within(path[1].clone(), || {
            let raw = raw.as_ref()?;
            if raw.campaign.is_missing() && raw.kind.is_missing() {
                let message = "a touch names its `campaign` or its `kind`, or both";
                cx.report(Code::MissingKey, message, None);
            }
            let kind = raw.kind.as_good().copied();
            if raw.by.is_missing() && raw.campaign.is_missing() && kind.is_some_and(|k| k.side().is_none()) {
                let word = kind.map_or("", TouchKind::word);
                cx.report(
                    Code::SideUnknown,
                    format!("a touch of kind `{word}` without a campaign needs `by`"),
                    Some("either side makes such touches: add `by: marketing` or `by: sales`".into()),
                );
            }
            raw.on.clone().required(cx, "on", "touch")
        })
    });
    if let (Some(on), Some((won_on, won_path))) = (on, won)
        && won_on.before(on)
    {
        let on_path = [path[0].clone(), path[1].clone(), Seg::Key("on")];
        let message = "a touch is dated after the win; that is a follow-up";
        contradiction(cx, message.into(), &on_path, won_path, "won here");
    }
    let raw = raw.unwrap_or_default();
    Touch {
        on: on.unwrap_or(When::date(Day(0))),
        campaign: raw.campaign.good(),
        by: raw.by.good(),
        kind: raw.kind.good(),
        note: raw.note.good().map(|t| t.0),
        line: 0,
    }
}

pub(super) fn follow_ups(cx: &Cx<'_>, raw: Field<List<RawFollowUp>>, won: Option<(When, Vec<Seg>)>) -> Vec<FollowUp> {
    let list = raw.good().unwrap_or_default();
    if won.is_none() && !list.0.is_empty() {
        cx.within(Seg::Key("follow_ups"), || {
            cx.report(
                Code::KeysContradict,
                "follow-ups come after a win, and this deal is not won",
                Some("write touches until the deal is won".into()),
            );
        });
    }
    let mut out = Vec::new();
    for (i, raw) in list.good() {
        let path = |k: &'static str| [Seg::Key("follow_ups"), Seg::Index(i), Seg::Key(k)];
        let (on, kind) = cx.within(Seg::Key("follow_ups"), || {
            cx.within(Seg::Index(i), || {
                (
                    raw.on.required(cx, "on", "follow-up"),
                    raw.kind.required(cx, "kind", "follow-up"),
                )
            })
        });
        let amount = not_negative(cx, raw.amount, &path("amount"));
        if let (Some(on), Some((won_on, won_path))) = (on, &won)
            && on.before(*won_on)
        {
            contradiction(
                cx,
                "a follow-up is dated before the win".into(),
                &path("on"),
                won_path,
                "won here",
            );
        }
        if let (Some(on), Some(kind)) = (on, kind) {
            out.push(FollowUp {
                on,
                kind,
                amount,
                note: raw.note.good().map(|t| t.0),
            });
        }
    }
    out
}

pub(super) fn needs(cx: &Cx<'_>, raw: Field<List<ScalarOr<Text, RawNeed>>>) -> Vec<Need> {
    raw.good()
        .unwrap_or_default()
        .good()
        .filter_map(|(i, raw)| match raw {
            ScalarOr::Short(text) => Some(Need {
                need: text.0,
                met: None,
            }),
            ScalarOr::Long(raw) => {
                let need = cx.within(Seg::Key("needs"), || {
                    cx.within(Seg::Index(i), || raw.need.required(cx, "need", "need"))
                });
                Some(Need {
                    need: need?.0,
                    met: raw.met.good().map(|m| m.0),
                })
            }
        })
        .collect()
}

pub(super) fn objections(cx: &Cx<'_>, raw: Field<List<RawObjection>>) -> Vec<Objection> {
    raw.good()
        .unwrap_or_default()
        .good()
        .filter_map(|(i, raw)| {
            let text = cx.within(Seg::Key("objections"), || {
                cx.within(Seg::Index(i), || raw.text.required(cx, "text", "objection"))
            });
            Some(Objection {
                text: text?.0,
                answered: raw.answered.good(),
            })
        })
        .collect()
}
