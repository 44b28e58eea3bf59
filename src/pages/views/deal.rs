//! Deals: the list, and one page each.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Book, Built, Link, attribution, built, built_from, edit, edit_file, new_file, notes, people, with_chart};
use crate::ledger::{Source, Status};
use crate::model::{Id, Side};
use crate::pages::{Site, chart, plan, words};
use crate::words::{MoneyColumn, say};

/// A deal in a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DealRow {
    name: String,
    href: String,
    status: &'static str,
    stage: String,
    side: &'static str,
    owner: String,
    channel: String,
    amount: String,
    amount_sort: i64,
    created: String,
    created_sort: String,
    days: String,
    days_sort: i32,
}

/// A deal's name: its own, or the account's; with the account where they differ.
fn name(site: &Site, i: usize) -> String {
    let record = site.report.ledger.record(&site.report.ledger.deals[i]);
    match &record.name {
        Some(name) if *name != record.account => format!("{}: {name}", record.account),
        _ => record.account.clone(),
    }
}

/// A link to a deal.
pub(crate) fn link(site: &Site, i: usize) -> Link {
    let record = site.report.ledger.record(&site.report.ledger.deals[i]);
    let all = site.settings().deal_pages == crate::settings::DealPages::All;
    Link::new(
        name(site, i),
        if all {
            format!("deals/{}/index.html", record.id)
        } else {
            String::new()
        },
    )
}

/// Deals in a list, one under another.
pub(super) fn rows(book: &Book, deals: impl Iterator<Item = usize> + Clone) -> Vec<DealRow> {
    let site = &book.site;
    let amounts = deals.clone().filter_map(|i| site.report.ledger.deals[i].amount);
    let amounts = site.words().money_column(amounts.map(i128::from), site.currency());
    deals.map(|i| row(site, i, book.plan.deal_pages[i], &amounts)).collect()
}

fn row(site: &Site, i: usize, has_page: bool, amounts: &MoneyColumn<'_>) -> DealRow {
    let ledger = &site.report.ledger;
    let h = &ledger.deals[i];
    let record = ledger.record(h);
    let stage = &site.settings().funnel.stages[usize::from(h.stage)];
    let days = h.closed.unwrap_or(ledger.as_of).since(h.created);
    DealRow {
        name: name(site, i),
        href: if has_page {
            format!("deals/{}/index.html", record.id)
        } else {
            String::new()
        },
        status: h.status.word(),
        stage: stage.name.clone(),
        side: stage.owner.word(),
        owner: record
            .owner
            .as_ref()
            .map_or_else(|| words::NOTHING.to_owned(), |o| site.person(o.as_str())),
        channel: site.member_name(crate::metrics::Dimension::Channel, ledger.channels.name(i)),
        amount: h
            .amount
            .map_or_else(|| words::NOTHING.to_owned(), |a| amounts.text(a.into())),
        amount_sort: h.amount.unwrap_or(-1),
        created: site.words().short_date(h.created),
        created_sort: h.created.to_string(),
        days: site.words().grouped(days.into()),
        days_sort: days,
    }
}

/// A page of the list, newest deals first.
pub(crate) fn list(book: &Book, n: usize) -> Built {
    let site = &book.site;
    let ledger = &site.report.ledger;
    let pages = ledger.deals.len().div_ceil(plan::DEALS_A_PAGE).max(1);
    let here = book.index.newest.iter().skip(n * plan::DEALS_A_PAGE);
    let rows = rows(book, here.take(plan::DEALS_A_PAGE).copied());
    let w = site.words();
    let lead = match ledger.deals.len() {
        0 => say!(w, "deals-lead-none"),
        all => say!(
            w,
            "deals-lead",
            n = all,
            open = book.index.count(Status::Open),
            won = book.index.count(Status::Won),
            lost = book.index.count(Status::Lost),
        ),
    };
    let title = if n == 0 {
        say!(w, "page-deals")
    } else {
        say!(w, "page-deals-n", n = (n + 1).to_string())
    };
    let crumbs = if n == 0 {
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")]
    } else {
        vec![Link::new(say!(site.words(), "page-deals"), "deals/index.html")]
    };
    let page = |k: usize| json!({ "name": (k + 1).to_string(), "href": plan::deals_page(k), "current": k == n });
    // The first, the last, and those near this one.
    let near: Vec<Json> = (0..pages)
        .filter(|k| *k == 0 || *k + 1 == pages || k.abs_diff(n) <= 2)
        .map(page)
        .collect();
    built(
        (&title, &lead, "deals"),
        crumbs,
        &json!({
            "rows": rows,
            "pages": if pages > 1 { near } else { Vec::new() },
            "new_file": new_file(site, "content/deals", "new-deal.yaml"),
            "previous": n.checked_sub(1).map(page),
            "next": (n + 1 < pages).then(|| page(n + 1)),
        }),
        Vec::new(),
    )
}

/// Why a deal counts as brought by whom, in a sentence.
fn why_sourced(site: &Site, i: usize) -> String {
    let ledger = &site.report.ledger;
    let h = &ledger.deals[i];
    let campaign = ledger.source_campaign(h).map(|c| c.name.clone()).unwrap_or_default();
    let w = site.words();
    match h.sourced_by {
        Source::Named(Side::Marketing) => say!(w, "why-named-marketing", campaign = campaign),
        Source::Named(Side::Sales) => say!(w, "why-named-sales", campaign = campaign),
        Source::CampaignTouch(Side::Marketing) => say!(w, "why-campaign-marketing", campaign = campaign),
        Source::CampaignTouch(Side::Sales) => say!(w, "why-campaign-sales", campaign = campaign),
        Source::Touch(Side::Marketing) => say!(w, "why-touch-marketing"),
        Source::Touch(Side::Sales) => say!(w, "why-touch-sales"),
        Source::Unknown => say!(w, "why-unknown"),
    }
}

/// How a deal stands, what it is worth and who brought it.
fn lead(site: &Site, i: usize) -> String {
    let h = &site.report.ledger.deals[i];
    let w = site.words();
    let stage = &site.settings().funnel.stages[usize::from(h.stage)].name;
    let status = match (h.status, h.closed) {
        (Status::Won, Some(day)) => say!(w, "deal-won-on", date = w.date(day)),
        (Status::Lost, Some(day)) => say!(w, "deal-lost-on", stage = stage, date = w.date(day)),
        _ => say!(w, "deal-open-since", stage = stage, date = w.date(h.latest_entry.day)),
    };
    let amount = h
        .amount
        .map_or_else(|| say!(w, "deal-no-amount"), |a| w.money(a.into(), site.currency()));
    let side = match h.sourced_by {
        Source::Named(side) | Source::CampaignTouch(side) | Source::Touch(side) => Some(side),
        Source::Unknown => None,
    };
    let brought = match side {
        Some(Side::Marketing) => say!(w, "deal-lead-marketing", amount = amount),
        Some(Side::Sales) => say!(w, "deal-lead-sales", amount = amount),
        None => say!(w, "deal-lead-unknown", amount = amount),
    };
    say!(w, "deal-lead", status = status, brought = brought)
}

/// The deals with a page before and after one.
fn neighbours(book: &Book, i: usize) -> [Option<Link>; 2] {
    let pages = &book.plan.deal_pages;
    let before = (0..i).rev().find(|other| pages[*other]);
    let after = (i + 1..pages.len()).find(|other| pages[*other]);
    [before, after].map(|found| found.map(|other| link(&book.site, other)))
}

/// The touch that decides who brought a deal: in a sentence, and its line in the deal's file where that is known.
fn deciding_touch(site: &Site, i: usize) -> Option<(String, Option<u32>)> {
    let ledger = &site.report.ledger;
    let h = &ledger.deals[i];
    let of_campaign = match h.sourced_by {
        Source::CampaignTouch(_) => true,
        Source::Touch(_) => false,
        Source::Named(_) | Source::Unknown => return None,
    };
    let early = ledger.all_touches(h).iter().filter(|t| t.on.day <= h.created);
    let touch = early
        .filter(|t| t.campaign.is_some() || !of_campaign)
        .min_by_key(|t| t.on)?;
    let w = site.words();
    let date = w.date(touch.on.day);
    let said = match touch.kind {
        Some(kind) => say!(w, "why-touch-kind", kind = w.word("touch", kind.word()), date = date),
        None => say!(w, "why-touch-date", date = date),
    };
    let line = ledger.record(h).touches[touch.position as usize].line;
    Some((said, (line > 0).then_some(line)))
}

/// Ids of the rules that name a deal.
fn rules_of(site: &Site, id: &str) -> Vec<Json> {
    site.findings
        .iter()
        // A leak is of a step, not of one deal.
        .filter(|f| f.rule != "leak" && f.kind == crate::metrics::findings::RecordKind::Deal && f.details.binary_search_by(|d| d.id.as_str().cmp(id)).is_ok())
        .map(|f| {
            let rule = crate::metrics::findings::registry().iter().find(|r| r.id == f.rule);
            let says = |part: &str| rule.map_or_else(String::new, |r| r.says(site.words(), part));
            json!({ "rule": f.rule, "severity": f.severity.word(), "looks_for": says("looks-for"), "remedy": says("to-one"), "href": plan::remedy_path(site, f.rule) })
        })
        .collect()
}

#[derive(Serialize)]
struct Fact {
    name: String,
    text: String,
    href: String,
}

fn facts(site: &Site, i: usize) -> Vec<Fact> {
    let ledger = &site.report.ledger;
    let h = &ledger.deals[i];
    let record = ledger.record(h);
    let w = site.words();
    let plain = |name: String, text: String| Fact {
        name,
        text,
        href: String::new(),
    };
    let mut out = Vec::new();
    let amount = match (record.amount, h.amount) {
        (Some(money), Some(site_minor)) if money.currency != site.currency() => {
            format!(
                "{} ({})",
                site.words().money(site_minor.into(), site.currency()),
                site.words().money(money.minor.into(), money.currency)
            )
        }
        (Some(money), _) => site.words().money(money.minor.into(), money.currency),
        (None, _) => say!(w, "not-written-down"),
    };
    out.push(plain(say!(w, "fact-amount"), amount));
    out.push(record.owner.as_ref().map_or_else(
        || plain(say!(w, "fact-owner"), say!(w, "fact-nobody")),
        |owner| Fact {
            name: say!(w, "fact-owner"),
            text: site.person(owner.as_str()),
            href: people::path(owner.as_str()),
        },
    ));
    out.push(plain(say!(w, "fact-first-contact"), site.words().date(h.created)));
    match ledger.source_campaign(h) {
        Some(c) => out.push(Fact {
            name: say!(w, "fact-came-from"),
            text: c.name.clone(),
            href: format!("campaigns/{}/index.html", c.id),
        }),
        None => out.push(plain(
            say!(w, "fact-channel"),
            site.member_name(crate::metrics::Dimension::Channel, ledger.channels.name(i)),
        )),
    }
    if let Some(segment) = &record.segment {
        out.push(plain(say!(w, "fact-segment"), segment.clone()));
    }
    if let Some(region) = &record.region {
        out.push(plain(say!(w, "fact-region"), region.clone()));
    }
    if record.kind != crate::model::Kind::New {
        out.push(plain(say!(w, "fact-kind"), w.word("kind", record.kind.word())));
    }
    if let Some(loss) = record.lost.as_ref().filter(|_| h.status == Status::Lost) {
        out.push(plain(
            say!(w, "fact-reason"),
            loss.reason
                .as_deref()
                .map_or_else(|| say!(w, "not-written-down"), crate::words::label),
        ));
        if let Some(to) = &loss.to {
            out.push(plain(say!(w, "fact-lost-to"), to.clone()));
        }
    }
    if !record.tags.is_empty() {
        out.push(plain(say!(w, "fact-tags"), record.tags.join(", ")));
    }
    out
}

/// A touch as the page lists it.
#[derive(Serialize)]
struct TouchView<'a> {
    date: String,
    by: &'static str,
    by_name: String,
    kind: Option<String>,
    campaign: Option<&'a str>,
    href: Option<String>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct NextView<'a> {
    on: String,
    what: &'a str,
    by: Option<String>,
    due: bool,
    /// Days since it was due, in words; none where it is due today or later.
    overdue: Option<String>,
}

#[derive(Serialize)]
struct NeedView<'a> {
    need: &'a str,
    met: Option<bool>,
}

#[derive(Serialize)]
struct ObjectionView<'a> {
    text: &'a str,
    answered: Option<String>,
}

#[derive(Serialize)]
struct FollowUpView<'a> {
    on: String,
    kind: String,
    amount: Option<String>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ReasonView<'a> {
    stage: &'a str,
    on: String,
    reason: &'a str,
}

/// What a deal's page shows.
#[derive(Serialize)]
struct DealView<'a> {
    status: &'static str,
    facts: Vec<Fact>,
    touches: Vec<TouchView<'a>>,
    next: Option<NextView<'a>>,
    no_next: bool,
    needs: Vec<NeedView<'a>>,
    objections: Vec<ObjectionView<'a>>,
    follow_ups: Vec<FollowUpView<'a>>,
    won: bool,
    reasons: Vec<ReasonView<'a>>,
    why: String,
    why_touch: Option<String>,
    why_change: String,
    why_edit: Option<String>,
    rules: Vec<Json>,
    credits: Option<Json>,
    chance: Option<String>,
    notes: Option<String>,
    loss_note: Option<&'a str>,
    edit: Option<String>,
    editor: Option<String>,
    file: &'a str,
    id: &'a str,
    horizon: i32,
    beside: [Option<Link>; 2],
}

/// One deal.
pub(crate) fn page(book: &Book, i: usize) -> Built {
    let site = &book.site;
    let ledger = &site.report.ledger;
    let h = &ledger.deals[i];
    let record = ledger.record(h);
    let as_of = site.as_of();
    let money = |a: crate::model::Money| site.words().money(a.minor.into(), a.currency);
    let mut touches: Vec<_> = ledger.all_touches(h).iter().collect();
    touches.sort_by_key(|t| t.on);
    let touches = touches.iter().map(|t| {
        let campaign = t.campaign.map(|c| &ledger.content.campaigns[c as usize]);
        TouchView {
            date: site.words().date(t.on.day),
            by: t.by.word(),
            by_name: site.words().side(Some(t.by)),
            kind: t.kind.map(|k| site.words().word("touch", k.word())),
            campaign: campaign.map(|c| c.name.as_str()),
            href: campaign.map(|c| format!("campaigns/{}/index.html", c.id)),
            note: record.touches[t.position as usize].note.as_deref(),
        }
    });
    let next = record.next.as_ref().filter(|_| h.status == Status::Open);
    let stage_name = |stage: u8| site.settings().funnel.stages[usize::from(stage)].name.as_str();
    let touch = deciding_touch(site, i);
    let touch_line = touch.as_ref().and_then(|(_, line)| *line);
    let view = DealView {
        status: h.status.word(),
        facts: facts(site, i),
        touches: touches.collect(),
        next: next.map(|n| NextView {
            on: site.words().date(n.on.day),
            what: &n.what,
            by: n.by.as_ref().map(|b| site.person(b.as_str())),
            due: n.on.day <= as_of,
            overdue: Some(as_of.since(n.on.day))
                .filter(|days| *days > 0)
                .map(|days| say!(site.words(), "deal-overdue", n = days)),
        }),
        no_next: h.status == Status::Open && record.next.is_none(),
        needs: record
            .needs
            .iter()
            .map(|n| NeedView {
                need: &n.need,
                met: n.met,
            })
            .collect(),
        objections: record
            .objections
            .iter()
            .map(|o| ObjectionView {
                text: &o.text,
                answered: o.answered.filter(|a| a.day <= as_of).map(|a| site.words().date(a.day)),
            })
            .collect(),
        follow_ups: record
            .follow_ups
            .iter()
            .filter(|f| f.on.day <= as_of)
            .map(|f| FollowUpView {
                on: site.words().date(f.on.day),
                kind: site.words().word("follow-up", f.kind.word()),
                amount: f.amount.map(money),
                note: f.note.as_deref(),
            })
            .collect(),
        won: h.status == Status::Won,
        reasons: record
            .stages
            .iter()
            .filter(|e| e.on.day <= as_of)
            .filter_map(|e| {
                Some(ReasonView {
                    stage: stage_name(e.stage),
                    on: site.words().date(e.on.day),
                    reason: e.reason.as_deref()?,
                })
            })
            .collect(),
        why: why_sourced(site, i),
        why_touch: touch.map(|(said, _)| said),
        why_change: match touch_line {
            Some(line) => say!(site.words(), "why-change-touch", line = line.to_string()),
            None => say!(site.words(), "why-change", line = record.origin.line.to_string()),
        },
        why_edit: edit(site, &record.origin.file, touch_line.unwrap_or(record.origin.line)),
        rules: rules_of(site, record.id.as_str()),
        credits: attribution::of_deal(site, i),
        chance: site
            .report
            .forecast()
            .deal(ledger, i)
            .map(|c| site.words().percent(c.by_horizon)),
        notes: notes(site.words(), record.notes.as_deref()),
        loss_note: record.lost.as_ref().and_then(|l| l.note.as_deref()),
        edit: edit(site, &record.origin.file, record.origin.line),
        editor: edit_file(site, &record.origin.file),
        file: &record.origin.file,
        id: Id::as_str(&record.id),
        horizon: site.settings().horizon_days,
        beside: neighbours(book, i),
    };
    let lead = lead(site, i);
    let mut built = built_from(
        (&name(site, i), &lead, "deals"),
        vec![Link::new(say!(site.words(), "page-deals"), "deals/index.html")],
        &view,
    );
    with_chart(&mut built, "timeline_chart", chart::timeline(site, i));
    built
}
