//! Whose campaigns the money is put down to, and where the ways of counting disagree.

use serde_json::{Value as Json, json};

use super::{Book, Built, built, with_chart};
use crate::ledger::Status;
use crate::metrics::Dimension;
use crate::metrics::attribution::{Attribution, Credits, Level, MODELS, MemberCredits, find};
use crate::pages::chart::attribution as drawn;
use crate::pages::{Site, sentences};
use crate::words::{MoneyColumn, say};

/// The models that are shown first: the site's own, then these.
const FIRST: [&str; 4] = ["position-based", "first-touch", "last-touch", "linear"];

/// The order of columns: the site's model, the usual ones, the others; and how many stand in the first table.
fn columns(site: &Site, position: usize) -> (Vec<usize>, usize) {
    let shown = drawn::models(site, position);
    let own = find(&site.settings().model);
    let first = own.into_iter().chain(FIRST.iter().filter_map(|id| find(id)));
    let mut order: Vec<usize> = Vec::new();
    for m in first.filter(|m| shown.contains(m)) {
        if !order.contains(&m) {
            order.push(m);
        }
    }
    let few = order.len();
    order.extend(
        shown
            .into_iter()
            .filter(|m| FIRST.iter().all(|f| find(f) != Some(*m)) && Some(*m) != own),
    );
    (order, few)
}

struct Table<'s> {
    site: &'s Site,
    level: Level,
    order: Vec<usize>,
    /// Of the whole table: its columns are compared with one another.
    money: MoneyColumn<'s>,
}

impl Table<'_> {
    fn row(&self, m: &MemberCredits) -> Json {
        let (site, attribution) = (self.site, self.site.report.attribution());
        let [low, high] = drawn::range(m, &self.order);
        let id = attribution.id(self.level, m.member);
        let name = match self.level {
            Level::Campaign => attribution.name(self.level, m.member).to_owned(),
            Level::Channel => site.row_name(Dimension::Channel, id),
        };
        json!({
            "name": name,
            "href": if self.level == Level::Campaign { format!("campaigns/{id}/index.html") } else { String::new() },
            "cells": self.order.iter().map(|i| json!({ "text": self.money.text(m.credits[*i]), "sort": m.credits[*i].to_string() })).collect::<Vec<_>>(),
            "low": self.money.text(low.1), "high": self.money.text(high.1), "spread": (high.1 - low.1).to_string(),
            "low_model": drawn::names(site, low, high)[0], "high_model": drawn::names(site, low, high)[1],
            "influenced": site.words().grouped(m.influenced.into()), "influenced_sort": m.influenced,
        })
    }

    fn rows(site: &'_ Site, position: usize, level: Level, order: &[usize]) -> Vec<Json> {
        let members = drawn::by_credit(site, position, level);
        let credits = members.iter().flat_map(|m| order.iter().map(|i| m.credits[*i]));
        let table = Table {
            site,
            level,
            order: order.to_vec(),
            money: site.words().money_column(credits, site.currency()),
        };
        members.iter().map(|m| table.row(m)).collect()
    }
}

/// What each model credits the campaigns on the path of the `i`-th deal with: the columns, and a row a campaign.
pub(super) fn of_deal(site: &Site, i: usize) -> Option<Json> {
    let credits = Attribution::of_deal(&site.report.ledger, i);
    if credits.is_empty() {
        return None;
    }
    // The chain's credit is not one deal's.
    let own = find(&site.settings().model);
    let wanted = own.into_iter().chain(FIRST.iter().filter_map(|id| find(id)));
    let mut order: Vec<usize> = Vec::new();
    for m in wanted.filter(|m| MODELS[*m].id != "markov") {
        if !order.contains(&m) {
            order.push(m);
        }
    }
    let campaigns = &site.report.ledger.content.campaigns;
    let all = credits
        .iter()
        .flat_map(|(_, credits)| order.iter().map(|m| credits[*m]));
    let money = site.words().money_column(all, site.currency());
    let rows: Vec<Json> = credits
        .iter()
        .map(|(c, credits)| {
            let campaign = &campaigns[*c as usize];
            let cells: Vec<String> = order.iter().map(|m| money.text(credits[*m])).collect();
            json!({ "name": campaign.name, "href": format!("campaigns/{}/index.html", campaign.id), "side": campaign.function.word(), "cells": cells })
        })
        .collect();
    Some(
        json!({ "columns": order.iter().map(|m| MODELS[*m].says(site.words(), "name")).collect::<Vec<_>>(), "rows": rows }),
    )
}

/// What each model credits a campaign with over the whole time, beside what it spent.
pub(super) fn of_campaign(site: &Site, i: usize, spend: i128) -> Vec<Json> {
    let (order, _) = columns(site, 0);
    let currency = site.currency();
    let credit = |m: &usize| site.report.attribution().campaign_credit(0, i, *m);
    let money = site.words().money_column(order.iter().map(credit), currency);
    order
        .iter()
        .map(|m| {
            let credit = credit(m);
            let each = (spend > 0).then(|| site.words().money_ratio(credit as f64 / spend as f64, currency));
            json!({ "model": MODELS[*m].says(site.words(), "name"), "explanation": MODELS[*m].says(site.words(), "explanation"), "credit": money.text(credit), "per_spend": each })
        })
        .collect()
}

/// Attribution in a period.
pub(crate) fn page(book: &Book, position: usize) -> Built {
    let site = &book.site;
    let report = &site.report;
    let period = &report.periods.list[position];
    let currency = site.currency();
    let credits: &Credits = report.attribution().credits(position, Level::Campaign);
    let (order, few) = columns(site, position);
    let rows = |level| Table::rows(site, position, level, &order);
    let (campaigns, channels) = (rows(Level::Campaign), rows(Level::Channel));
    let models: Vec<Json> = order
        .iter()
        .map(|m| json!({ "id": MODELS[*m].id, "name": MODELS[*m].says(site.words(), "name"), "explanation": MODELS[*m].says(site.words(), "explanation"), "source": MODELS[*m].says(site.words(), "source") }))
        .collect();
    let mut built = built(
        (
            &super::subjects::titled(site, &say!(site.words(), "page-attribution"), period),
            &format!("{}.", sentences::attribution_lead(site, period, position)),
            "attribution",
        ),
        super::subjects::crumbs(
            book,
            position,
            &say!(site.words(), "page-attribution"),
            "attribution/index.html",
        ),
        &json!({
            "campaigns": campaigns,
            "channels": channels,
            "models": models,
            "few": few,
            "unattributed": (credits.unattributed != 0).then(|| site.words().money(credits.unattributed, currency)),
            "attributed": site.words().money(credits.attributed, currency),
            "closed_paths": credits.closed_paths,
            "too_few_paths": credits.closed_paths < drawn::CHAIN_FROM,
            "chain_from": drawn::CHAIN_FROM,
            "lookback": site.settings().lookback_days,
            "half_life": site.settings().half_life_days.as_f64(),
            "in_period": site.words().in_period(period),
        }),
        Vec::new(),
    );
    with_chart(&mut built, "range_chart", drawn::model_range(site, period, position));
    with_chart(&mut built, "flow_chart", drawn::flow(site, period));
    with_chart(&mut built, "won_paths_chart", drawn::paths(site, period, Status::Won));
    with_chart(&mut built, "lost_paths_chart", drawn::paths(site, period, Status::Lost));
    built
}
