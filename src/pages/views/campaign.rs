//! Campaigns: the list, and one page each.

use serde_json::{Value as Json, json};

use super::{Book, Built, Link, attribution, built, deal, edit, edit_file, findings, new_file, notes};
use crate::ledger::Status;
use crate::metrics::CampaignMonth;
use crate::model::{Campaign, Id, MonthResults};
use crate::pages::{Site, leads, words};
use crate::words::say;

/// What a campaign brought.
#[derive(Clone, Copy, Debug, Default)]
struct Brought {
    deals: i128,
    won: i128,
    amount: i128,
    /// Deals that others brought and it touched.
    touched: i128,
}

fn brought(book: &Book, i: usize) -> Brought {
    let ledger = &book.site.report.ledger;
    let sourced = &book.index.sourced[i];
    let won = || {
        sourced
            .iter()
            .map(|d| &ledger.deals[*d])
            .filter(|h| h.status == Status::Won)
    };
    Brought {
        deals: sourced.len() as i128,
        won: won().count() as i128,
        amount: won().map(|h| i128::from(h.amount.unwrap_or(0))).sum(),
        touched: book.index.touched[i].len() as i128,
    }
}

fn sum(site: &Site, i: usize) -> CampaignMonth {
    let mut sum = CampaignMonth::default();
    for month in site.report.tables.campaigns[i].values() {
        sum.merge(month);
    }
    sum
}

/// Campaigns in a list, with what each brought.
fn rows(site: &Site, list: &[(usize, Brought)]) -> Vec<Json> {
    let (w, currency) = (site.words(), site.currency());
    let spends: Vec<i128> = list.iter().map(|(i, _)| sum(site, *i).spend).collect();
    let spend = w.money_column(spends.iter().copied(), currency);
    let amount = w.money_column(list.iter().map(|(_, b)| b.amount), currency);
    let rows = list.iter().zip(&spends);
    rows.map(|((i, b), s)| row(site, *i, *b, [(*s, spend.text(*s)), (b.amount, amount.text(b.amount))]))
        .collect()
}

fn row(site: &Site, i: usize, b: Brought, [spend, amount]: [(i128, String); 2]) -> Json {
    let c = &site.report.ledger.content.campaigns[i];
    json!({
        "name": c.name, "href": format!("campaigns/{}/index.html", c.id), "owner": c.function.word(), "owner_name": site.words().side(Some(c.function)), "channel": words::label(&c.channel), "goal": site.words().word("goal", c.goal.word()),
        "spend": spend.1, "spend_sort": spend.0.to_string(), "deals": site.words().grouped(b.deals), "deals_sort": b.deals.to_string(), "touched": site.words().grouped(b.touched), "touched_sort": b.touched.to_string(),
        "won": site.words().grouped(b.won), "won_sort": b.won.to_string(), "amount": amount.1, "amount_sort": amount.0.to_string(),
        "running": c.ends.is_none_or(|e| e >= site.as_of()) && c.starts <= site.as_of(),
    })
}

/// The campaigns that somebody answers for: in a sentence, and as rows of a list.
pub(super) fn of_owner(book: &Book, owner: &str) -> Option<(String, Vec<Json>)> {
    let site = &book.site;
    let campaigns = site.report.ledger.content.campaigns.iter().enumerate();
    let own = campaigns.filter(|(_, c)| c.owner.as_ref().is_some_and(|o| o.as_str() == owner));
    let (mut all, mut cost, mut list) = (Brought::default(), 0, Vec::new());
    for (i, _) in own {
        let of = brought(book, i);
        all.deals += of.deals;
        all.won += of.won;
        all.amount += of.amount;
        cost += sum(site, i).spend;
        list.push((i, of));
    }
    let w = site.words();
    let said = say!(
        w,
        "person-campaigns-sum",
        n = list.len(),
        cost = w.money(cost, site.currency()),
        deals = all.deals,
        won = all.won,
        amount = w.money(all.amount, site.currency()),
    );
    (!list.is_empty()).then(|| (said, rows(site, &list)))
}

/// All campaigns.
pub(crate) fn list(book: &Book) -> Built {
    let site = &book.site;
    let campaigns = &site.report.ledger.content.campaigns;
    let all: Vec<Brought> = (0..campaigns.len()).map(|i| brought(book, i)).collect();
    let mut order: Vec<usize> = (0..campaigns.len()).collect();
    order.sort_by_key(|i| {
        (
            std::cmp::Reverse(all[*i].amount),
            std::cmp::Reverse(sum(site, *i).spend),
            *i,
        )
    });
    let order: Vec<(usize, Brought)> = order.into_iter().map(|i| (i, all[i])).collect();
    let told = |(i, b): &(usize, Brought)| leads::Campaign {
        name: &campaigns[*i].name,
        spend: sum(site, *i).spend,
        won: b.won,
        amount: b.amount,
        met: b.deals > 0 || b.touched > 0,
    };
    let lead = leads::campaigns(site, &order.iter().map(told).collect::<Vec<_>>());
    built(
        (&say!(site.words(), "page-campaigns"), &lead, "campaigns"),
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")],
        &json!({ "rows": rows(site, &order), "new_file": new_file(site, "content/campaigns", "new-campaign.yaml") }),
        Vec::new(),
    )
}

fn facts(site: &Site, c: &Campaign) -> Vec<Json> {
    let w = site.words();
    let fact = |name: String, text: String| json!({ "name": name, "text": text });
    let start = w.date(c.starts);
    let runs = match c.ends {
        Some(end) => say!(w, "fact-runs-from-to", start = start, end = w.date(end)),
        None => say!(w, "fact-runs-from", start = start),
    };
    let mut out = vec![
        fact(say!(w, "fact-run-by"), w.side(Some(c.function))),
        fact(say!(w, "fact-channel"), words::label(&c.channel)),
        fact(say!(w, "fact-job"), w.word("goal", c.goal.word())),
        fact(say!(w, "fact-asks"), w.word("ask", c.ask.word())),
        fact(say!(w, "fact-runs"), runs),
    ];
    if let Some(owner) = &c.owner {
        out.push(fact(say!(w, "fact-who-answers"), site.person(owner.as_str())));
    }
    if let Some(budget) = c.budget {
        out.push(fact(
            say!(w, "fact-budget"),
            w.money(budget.minor.into(), budget.currency),
        ));
    }
    if let Some(promise) = &c.promise {
        out.push(fact(say!(w, "fact-says"), promise.clone()));
    }
    out
}

/// One campaign.
pub(crate) fn page(book: &Book, i: usize) -> Built {
    let site = &book.site;
    let ledger = &site.report.ledger;
    let c = &ledger.content.campaigns[i];
    let beside = [i.checked_sub(1), Some(i + 1)].map(|at| {
        let other = ledger.content.campaigns.get(at?)?;
        Some(Link::new(&other.name, format!("campaigns/{}/index.html", other.id)))
    });
    let of = brought(book, i);
    let newest = &book.index.sourced[i];
    let total = sum(site, i);
    let currency = site.currency();
    let by_month = &site.report.tables.campaigns[i];
    let spends = site.words().money_column(by_month.values().map(|m| m.spend), currency);
    let months: Vec<Json> = by_month
        .iter()
        .map(|(position, m)| {
            let month = site.report.periods.month(*position);
            // What is not in the file is not 0.
            let known = |there: bool, text: String| if there { text } else { words::NOTHING.to_owned() };
            let results = c.results.iter().find(|r| r.0 == month).map(|r| r.1);
            let has = |of: fn(&MonthResults) -> Option<u64>| results.as_ref().is_some_and(|r| of(r).is_some());
            json!({
                "month": site.words().month(month),
                "spend": known(c.spend.iter().any(|s| s.0 == month), spends.text(m.spend)),
                "impressions": known(has(|r| r.impressions), site.words().grouped(m.impressions)),
                "visits": known(has(|r| r.visits), site.words().grouped(m.visits)),
                "leads": known(has(|r| r.leads), site.words().grouped(m.leads)),
            })
        })
        .collect();
    let w = site.words();
    let (cost, amount) = (w.money(total.spend, currency), w.money(of.amount, currency));
    let lead = if c.ends.is_some_and(|e| e < site.as_of()) {
        say!(
            w,
            "campaign-lead",
            cost = cost,
            deals = of.deals,
            won = of.won,
            amount = amount
        )
    } else {
        say!(
            w,
            "campaign-lead-so-far",
            cost = cost,
            deals = of.deals,
            won = of.won,
            amount = amount
        )
    };
    let about: Vec<_> = site
        .findings
        .iter()
        .filter(|f| {
            f.kind == crate::metrics::findings::RecordKind::Campaign && f.details.iter().any(|d| d.id == c.id.as_str())
        })
        .map(|f| findings::view(site, f, 5))
        .collect();
    let mut built = built(
        (&c.name, &lead, "campaigns"),
        vec![Link::new(say!(site.words(), "page-campaigns"), "campaigns/index.html")],
        &json!({
            "beside": beside,
            "facts": facts(site, c),
            "owner": c.function.word(),
            "months": months,
            "deals": deal::rows(book, newest.iter().take(100).copied()),
            "more": newest.len().saturating_sub(100),
            "touched": deal::rows(book, book.index.touched[i].iter().take(100).copied()),
            "touched_more": book.index.touched[i].len().saturating_sub(100),
            "credits": attribution::of_campaign(site, i, total.spend),
            "findings": about,
            "notes": notes(site.words(), c.notes.as_deref()),
            "edit": edit(site, &c.origin.file, c.origin.line),
            "editor": edit_file(site, &c.origin.file),
            "incomplete": crate::pages::caveat::of_campaign(site, &c.id),
            "file": c.origin.file.as_ref(),
            "one": w.one(currency),
            "id": Id::as_str(&c.id),
        }),
        Vec::new(),
    );
    if of.deals > 0 {
        super::with_chart(
            &mut built,
            "funnel_chart",
            crate::pages::chart::campaign_funnel(site, i),
        );
    }
    if !months_empty(site, i) {
        super::with_chart(&mut built, "months_chart", crate::pages::chart::campaign_spend(site, i));
    }
    built
}

fn months_empty(site: &Site, i: usize) -> bool {
    site.report.tables.campaigns[i].values().all(|m| m.spend == 0)
}
