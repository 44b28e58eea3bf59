//! The data of all deals' timelines in one file: a file each would be as many more as there are deals.

use super::Book;
use crate::ledger::Status;
use crate::model::{Day, Side, TouchKind};
use crate::output::OutputFile;
use crate::pages::chart::TIMELINES;
use crate::pages::data::{Csv, text_field};

/// One thing that happened to a deal: when, what kind of thing, what, by which side.
type Happened<'a> = (Day, &'static str, &'a str, &'static str);

/// The file: what the timeline of each deal with a page shows.
pub(in crate::pages) fn file(book: &Book) -> OutputFile {
    let ledger = &book.site.report.ledger;
    let mut csv = Csv::new("deal,date,event,what,by");
    let with_page = ledger
        .deals
        .iter()
        .zip(&book.plan.deal_pages)
        .filter(|(_, page)| **page);
    for (h, _) in with_page {
        let record = ledger.record(h);
        let mut all = entries(book, record);
        all.extend(ledger.all_touches(h).iter().map(|touch| -> Happened<'_> {
            let campaign = touch.campaign.map(|c| ledger.content.campaigns[c as usize].id.as_str());
            let kind = touch.kind.map(TouchKind::word);
            (
                touch.on.day,
                "touch",
                campaign.or(kind).unwrap_or_default(),
                touch.by.word(),
            )
        }));
        let follow_ups = record.follow_ups.iter().filter(|f| f.on.day <= ledger.as_of);
        all.extend(follow_ups.map(|f| -> Happened<'_> { (f.on.day, "follow_up", f.kind.word(), "") }));
        if let (Status::Lost, Some(day)) = (h.status, h.closed) {
            let reason = record.lost.as_ref().and_then(|l| l.reason.as_deref());
            all.push((day, "lost", reason.unwrap_or_default(), ""));
        }
        // What happened on one day stays in this order.
        all.sort_by_key(|one| one.0);
        for (day, event, what, by) in all {
            csv.row([record.id.as_str(), &day.to_string(), event, &text_field(what), by]);
        }
    }
    OutputFile {
        path: TIMELINES.into(),
        bytes: csv.finish(),
    }
}

/// The stages that a deal entered.
fn entries<'a>(book: &'a Book, record: &crate::model::Deal) -> Vec<Happened<'a>> {
    let ledger = &book.site.report.ledger;
    let stages = &book.site.settings().funnel.stages;
    let entered = record.stages.iter().filter(|e| e.on.day <= ledger.as_of);
    entered
        .map(|e| {
            let stage = &stages[usize::from(e.stage)];
            (e.on.day, "stage", stage.id.as_str(), Side::word(stage.owner))
        })
        .collect()
}
