//! What the pages of a public site show: sections of cards, charts and tables, one after the other.

mod lists;

use serde::Serialize;
use serde_json::Value as Json;

use super::{Public, What, Who};
use crate::metrics::PeriodKind;
use crate::pages::chart::ChartView;
use crate::pages::figure::Figure;
use crate::words::{NOTHING, say};

/// A part of a page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Section {
    /// Its place on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What is said before the rest.
    pub text: String,
    /// Cards of metrics.
    pub cards: Vec<Figure>,
    /// Facts: names and texts.
    pub facts: Vec<(String, String)>,
    /// A chart.
    pub chart: Option<ChartView>,
    /// A table.
    pub table: Option<Table>,
    /// Findings.
    pub findings: Vec<Json>,
    /// What is said after the rest.
    pub note: String,
}

/// A table: the first column names its rows.
#[derive(Debug, Default, Serialize)]
pub(super) struct Table {
    /// What the rows are.
    of: String,
    columns: Vec<String>,
    /// The columns that are words rather than numbers, by their places.
    words: Vec<usize>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    cells: Vec<Cell>,
}

#[derive(Clone, Debug, Serialize)]
struct Cell {
    text: String,
    sort: String,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct View {
    pub title: String,
    pub lead: String,
    pub section: &'static str,
    /// Below which page it stands: name and path.
    pub below: Option<(String, String)>,
    pub sections: Vec<Section>,
}

impl Section {
    fn new(id: &str, title: String) -> Self {
        Self {
            id: id.to_owned(),
            title,
            ..Self::default()
        }
    }

    fn chart(chart: ChartView) -> Self {
        Self {
            chart: Some(chart),
            ..Self::default()
        }
    }
}

fn cell(text: impl Into<String>) -> Cell {
    Cell {
        text: text.into(),
        sort: String::new(),
    }
}

impl Public {
    fn cards(&self, period: usize, ids: &[&str]) -> Vec<Figure> {
        ids.iter().filter_map(|id| self.card(id, period)).collect()
    }

    fn count_cell(&self, who: Who, period: usize, what: What) -> Cell {
        match self.counts.get(who, period, what).map(|count| self.count(count)) {
            Some(shown) => Cell {
                sort: shown.sort(self.currency),
                text: shown.text,
            },
            None => cell(NOTHING),
        }
    }

    fn metric_cell(&self, id: &str, who: Who, period: usize) -> Cell {
        match self.metric(id).and_then(|m| self.shown(m, who, period)) {
            Some(shown) => Cell {
                sort: shown.sort(self.currency),
                text: match shown.of {
                    Some(of) if of != shown.text => format!("{} ({of})", shown.text),
                    _ => shown.text,
                },
            },
            None => cell(NOTHING),
        }
    }

    fn money_cell(&self, minor: i128) -> Cell {
        Cell {
            text: self.words.money(minor, self.currency),
            sort: crate::metrics::Number::Money(minor).csv(self.currency),
        }
    }

    fn overview_link(&self) -> (String, String) {
        (say!(self.words, "page-overview"), "index.html".into())
    }

    /// How many deals came in and how many were won, where both are told.
    pub(super) fn came_and_won(&self, p: usize) -> Option<String> {
        let count = |stage| self.counts.get(Who::Everyone, p, What::Entered(stage))?.number();
        let (n, won) = (count(0)?, count(self.win())?);
        let within = self.words.in_period(&self.periods[p]);
        Some(say!(
            self.words,
            "public-came-and-won",
            n = n,
            won = won,
            within = within
        ))
    }

    /// The first page of a period.
    pub(super) fn overview(&self, p: usize) -> View {
        let w = &self.words;
        let first = format!("entered_{}", self.stages[0].id);
        let ids = [
            first.as_str(),
            "handoffs",
            "handoff_on_time",
            "deals_won",
            "won_amount",
            "win_rate",
        ];
        let mut sections = Vec::new();
        if !self.has_counts {
            let mut none = Section::new("counts", say!(w, "public-no-counts"));
            none.text = say!(w, "public-no-counts-why");
            sections.push(none);
        }
        sections.push(Section {
            cards: self.cards(p, &ids),
            note: say!(w, "public-what", n = self.minimum),
            ..Section::new("figures", say!(w, "overview-figures"))
        });
        sections.push(Section::chart(self.stages_chart(p)));
        sections.push(Section::chart(self.split(p)));
        View {
            title: if p == 0 {
                self.title.clone()
            } else {
                w.period_name(&self.periods[p])
            },
            lead: match (self.came_and_won(p), &self.description) {
                (Some(told), Some(about)) if p == 0 => format!("{told}. {about}"),
                (Some(told), _) => format!("{told}."),
                (None, about) => about.clone().unwrap_or_default(),
            },
            section: "overview",
            below: (p != 0).then(|| (say!(w, "page-periods"), "periods/index.html".into())),
            sections,
        }
    }

    /// The funnel of a period.
    pub(super) fn funnel(&self, p: usize) -> View {
        let w = &self.words;
        let step = |s: usize| Row {
            name: format!("{} → {}", self.stages[s].name, self.stages[s + 1].name),
            href: Some(format!("metrics/{}/index.html", self.conversion(s))),
            cells: [What::Entered(s), What::Moved(s), What::Lost(s), What::Open(s)]
                .map(|what| self.count_cell(Who::Everyone, p, what))
                .into_iter()
                .chain([self.metric_cell(&self.conversion(s), Who::Everyone, p)])
                .collect(),
        };
        let columns = [
            "funnel-entered",
            "funnel-moved-on",
            "th-lost",
            "th-open",
            "funnel-so-far",
        ];
        let mut steps = Section::new("steps", say!(w, "funnel-steps"));
        steps.text = say!(w, "public-steps", within = w.in_period(&self.periods[p]));
        steps.table = Some(Table {
            words: Vec::new(),
            of: say!(w, "funnel-from-to"),
            columns: columns.map(|key| w.say(key, &[])).to_vec(),
            rows: (0..self.win()).map(step).collect(),
        });
        let mut stages = Section::new("stages", say!(w, "funnel-stages"));
        stages.facts = self
            .stages
            .iter()
            .filter_map(|s| Some((s.name.clone(), s.means.clone()?)))
            .collect();
        let mut sections = vec![Section::chart(self.stages_chart(p)), steps];
        if !stages.facts.is_empty() {
            sections.push(stages);
        }
        if p == 0 && !self.channels.is_empty() {
            sections.push(self.channels_section());
        }
        sections.push(self.trend_section(&format!("entered_{}", self.stages[0].id)));
        View {
            title: say!(w, "page-funnel"),
            lead: say!(w, "public-funnel-lead", n = self.minimum),
            section: "funnel",
            below: Some(self.overview_link()),
            sections,
        }
    }

    fn trend_section(&self, id: &str) -> Section {
        match self.metric(id) {
            Some(metric) => Section::chart(self.trend(metric, PeriodKind::Quarter)),
            None => Section::default(),
        }
    }

    /// What every channel brought and won over everything.
    fn channels_section(&self) -> Section {
        let w = &self.words;
        let row = |(c, channel): (usize, &String)| Row {
            name: self.channel_name(channel),
            href: None,
            cells: [What::Entered(0), What::Entered(self.win())]
                .map(|what| self.count_cell(Who::Channel(c), 0, what))
                .to_vec(),
        };
        let mut section = Section::new("channels", say!(w, "attribution-by-channel"));
        section.text = say!(w, "public-everything");
        section.table = Some(Table {
            words: Vec::new(),
            of: say!(w, "by-channel"),
            columns: vec![say!(w, "public-brought"), say!(w, "public-won")],
            rows: self.channels.iter().enumerate().map(row).collect(),
        });
        section
    }

    /// The handoff in a period: numbers alone.
    pub(super) fn handoff(&self, p: usize) -> View {
        let w = &self.words;
        let m = self.first_sales - 1;
        let (marketing, sales) = (&self.stages[m], &self.stages[self.first_sales]);
        let mut agreed = Section::new("agreed", say!(w, "handoff-agreed"));
        agreed.facts = [marketing, sales]
            .into_iter()
            .filter_map(|s| Some((s.name.clone(), s.means.clone()?)))
            .collect();
        if let Some(promise) = self.promise {
            agreed
                .facts
                .push((say!(w, "th-marketing"), say!(w, "handoff-promised", promise = promise)));
        }
        let within = w.promise(self.within);
        agreed
            .facts
            .push((say!(w, "th-sales"), say!(w, "handoff-answer-within", within = within)));
        let counts = [
            ("public-handed", What::Handed),
            ("public-accepted", What::Accepted),
            ("public-lost-before", What::Lost(m)),
            ("public-waiting", What::Open(m)),
            ("public-due", What::Due),
            ("public-on-time", What::OnTime),
        ];
        let mut kept = Section::new("figures", say!(w, "handoff-kept"));
        kept.cards = self.cards(p, &["handoffs", "handoff_acceptance", "handoff_on_time"]);
        kept.table = Some(Table {
            words: Vec::new(),
            of: say!(w, "th-deals"),
            columns: vec![say!(w, "th-number")],
            rows: counts
                .map(|(key, what)| Row {
                    name: w.say(key, &[]),
                    href: None,
                    cells: vec![self.count_cell(Who::Everyone, p, what)],
                })
                .into(),
        });
        let lead = say!(
            w,
            "public-handoff-lead",
            marketing = &marketing.name,
            sales = &sales.name
        );
        View {
            title: say!(w, "page-handoff"),
            lead,
            section: "handoff",
            below: Some(self.overview_link()),
            sections: vec![
                agreed,
                kept,
                self.trend_section("handoff_on_time"),
                self.trend_section("handoffs"),
            ],
        }
    }

    /// What the campaigns cost in a period.
    pub(super) fn spend_page(&self, p: usize) -> View {
        let w = &self.words;
        let figures = Section {
            cards: self.cards(
                p,
                &["marketing_spend", "sales_spend", "won_amount", "average_won_amount"],
            ),
            note: say!(w, "public-spend-note"),
            ..Section::new("figures", say!(w, "spend-figures"))
        };
        let mut sections = vec![figures, Section::chart(self.split(p))];
        let spent = |(c, name): (usize, &String)| {
            let [marketing, sales] = self.channel_spend[c];
            (marketing + sales != 0).then(|| Row {
                name: self.channel_name(name),
                href: None,
                cells: vec![
                    self.money_cell(marketing),
                    self.money_cell(sales),
                    self.count_cell(Who::Channel(c), 0, What::Entered(0)),
                    self.count_cell(Who::Channel(c), 0, What::Entered(self.win())),
                ],
            })
        };
        let rows: Vec<Row> = self.channels.iter().enumerate().filter_map(spent).collect();
        if p == 0 && !rows.is_empty() {
            let mut channels = Section::new("channels", say!(w, "attribution-by-channel"));
            channels.text = say!(w, "public-everything");
            let columns = ["th-marketing", "th-sales", "public-brought", "public-won"];
            channels.table = Some(Table {
                words: Vec::new(),
                of: say!(w, "by-channel"),
                columns: columns.map(|key| w.say(key, &[])).to_vec(),
                rows,
            });
            sections.push(channels);
        }
        sections.push(self.trend_section("marketing_spend"));
        sections.push(self.trend_section("won_amount"));
        View {
            title: say!(w, "page-spend"),
            lead: say!(w, "public-spend-lead"),
            section: "spend",
            below: Some(self.overview_link()),
            sections,
        }
    }

    /// All campaigns.
    pub(super) fn campaigns_page(&self) -> View {
        let w = &self.words;
        let row = |(i, c): (usize, &super::Campaign)| Row {
            name: c.name.clone(),
            href: Some(format!("campaigns/{}/index.html", c.id)),
            cells: vec![
                cell(w.side(Some(c.function))),
                cell(crate::words::label(&c.channel)),
                cell(w.word("goal", c.goal.word())),
                self.money_cell(c.spend),
                self.count_cell(Who::Campaign(Some(i)), 0, What::Entered(0)),
                self.count_cell(Who::Campaign(Some(i)), 0, What::Entered(self.win())),
            ],
        };
        let none = Row {
            name: say!(w, "public-no-campaign"),
            href: None,
            cells: [What::Entered(0), What::Entered(self.win())]
                .map(|what| self.count_cell(Who::Campaign(None), 0, what))
                .into_iter()
                .fold(vec![cell(NOTHING); 4], |mut cells, cell| {
                    cells.push(cell);
                    cells
                }),
        };
        let columns = [
            "th-run-by",
            "th-channel",
            "th-job",
            "th-spend",
            "public-brought",
            "public-won",
        ];
        let mut list = Section::new("campaigns", say!(w, "page-campaigns"));
        list.table = Some(Table {
            of: say!(w, "by-campaign"),
            columns: columns.map(|key| w.say(key, &[])).to_vec(),
            words: vec![0, 1, 2],
            rows: self.campaigns.iter().enumerate().map(row).chain([none]).collect(),
        });
        View {
            title: say!(w, "page-campaigns"),
            lead: say!(w, "public-campaigns-lead", n = self.campaigns.len()),
            section: "campaigns",
            below: Some(self.overview_link()),
            sections: vec![list],
        }
    }

    /// One campaign.
    pub(super) fn campaign(&self, i: usize) -> View {
        let w = &self.words;
        let c = &self.campaigns[i];
        let who = Who::Campaign(Some(i));
        let run = match c.ends {
            Some(ends) => say!(w, "public-from-to", first = w.date(c.starts), last = w.date(ends)),
            None => say!(w, "public-since", first = w.date(c.starts)),
        };
        let facts = vec![
            (say!(w, "th-run-by"), w.side(Some(c.function))),
            (say!(w, "th-channel"), crate::words::label(&c.channel)),
            (say!(w, "th-job"), w.word("goal", c.goal.word())),
            (say!(w, "public-run"), run),
            (say!(w, "th-spend"), w.money(c.spend, self.currency)),
            (
                say!(w, "public-brought"),
                self.count_cell(who, 0, What::Entered(0)).text,
            ),
            (
                say!(w, "public-won"),
                self.count_cell(who, 0, What::Entered(self.win())).text,
            ),
        ];
        let facts = Section {
            facts,
            note: say!(w, "public-campaign-note", n = self.minimum),
            ..Section::default()
        };
        View {
            title: c.name.clone(),
            lead: String::new(),
            section: "campaigns",
            below: Some((say!(w, "page-campaigns"), "campaigns/index.html".into())),
            sections: vec![facts],
        }
    }
}
