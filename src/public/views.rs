//! What the pages of a public site show: sections of cards, charts and tables, one after the other.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Finding, Metric, Public, What, Who};
use crate::metrics::findings::registry;
use crate::metrics::{Dimension, Family, Period, PeriodKind};
use crate::pages::chart::ChartView;
use crate::pages::figure::Figure;
use crate::pages::plan::KINDS;
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

    fn below_overview(&self) -> Option<(String, String)> {
        Some((say!(self.words, "page-overview"), "index.html".into()))
    }

    /// The first page of a period.
    pub(super) fn overview(&self, p: usize) -> View {
        let w = &self.words;
        let first = format!("entered_{}", self.stages[0].id);
        let ids = [first.as_str(), "handoffs", "handoff_on_time", "deals_won", "won_amount", "win_rate"];
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
            title: if p == 0 { self.title.clone() } else { w.period_name(&self.periods[p]) },
            lead: self.description.clone().unwrap_or_default(),
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
        let columns = ["funnel-entered", "funnel-moved-on", "th-lost", "th-open", "funnel-so-far"];
        let mut steps = Section::new("steps", say!(w, "funnel-steps"));
        steps.text = say!(w, "public-steps", within = w.in_period(&self.periods[p]));
        steps.table = Some(Table {
 words: Vec::new(),
            of: say!(w, "funnel-from-to"),
            columns: columns.map(|key| w.say(key, &[])).to_vec(),
            rows: (0..self.win()).map(step).collect(),
        });
        let mut stages = Section::new("stages", say!(w, "funnel-stages"));
        stages.facts = self.stages.iter().filter_map(|s| Some((s.name.clone(), s.means.clone()?))).collect();
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
            below: self.below_overview(),
            sections,
        }
    }

    fn trend_section(&self, id: &str) -> Section {
        match self.metric(id) {
            Some(metric) => Section::chart(self.trend(metric, PeriodKind::Quarter)),
            None => Section::default(),
        }
    }

    /// Every channel's stages over everything.
    fn channels_section(&self) -> Section {
        let w = &self.words;
        let row = |(c, channel): (usize, &String)| Row {
            name: self.channel_name(channel),
            href: None,
            cells: (0..self.stages.len())
                .map(|s| self.count_cell(Who::Channel(c), 0, What::Entered(s)))
                .collect(),
        };
        let mut section = Section::new("channels", say!(w, "funnel-channels"));
        section.text = say!(w, "public-everything");
        section.table = Some(Table {
 words: Vec::new(),
            of: say!(w, "by-channel"),
            columns: self.stages.iter().map(|s| s.name.clone()).collect(),
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
            agreed.facts.push((say!(w, "th-marketing"), say!(w, "handoff-promised", promise = promise)));
        }
        let within = w.promise(self.within);
        agreed.facts.push((say!(w, "th-sales"), say!(w, "handoff-answer-within", within = within)));
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
        let lead = say!(w, "public-handoff-lead", marketing = &marketing.name, sales = &sales.name);
        View {
            title: say!(w, "page-handoff"),
            lead,
            section: "handoff",
            below: self.below_overview(),
            sections: vec![agreed, kept, self.trend_section("handoff_on_time"), self.trend_section("handoffs")],
        }
    }

    /// What the campaigns cost in a period.
    pub(super) fn spend_page(&self, p: usize) -> View {
        let w = &self.words;
        let figures = Section {
            cards: self.cards(p, &["marketing_spend", "sales_spend", "won_amount", "average_won_amount"]),
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
            below: self.below_overview(),
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
        let columns = ["th-run-by", "th-channel", "th-job", "th-spend", "public-brought", "public-won"];
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
            below: self.below_overview(),
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
        let mut facts = Section::default();
        facts.facts = vec![
            (say!(w, "th-run-by"), w.side(Some(c.function))),
            (say!(w, "th-channel"), crate::words::label(&c.channel)),
            (say!(w, "th-job"), w.word("goal", c.goal.word())),
            (say!(w, "public-run"), run),
            (say!(w, "th-spend"), w.money(c.spend, self.currency)),
            (say!(w, "public-brought"), self.count_cell(who, 0, What::Entered(0)).text),
            (say!(w, "public-won"), self.count_cell(who, 0, What::Entered(self.win())).text),
        ];
        facts.note = say!(w, "public-campaign-note", n = self.minimum);
        View {
            title: c.name.clone(),
            lead: String::new(),
            section: "campaigns",
            below: Some((say!(w, "page-campaigns"), "campaigns/index.html".into())),
            sections: vec![facts],
        }
    }

    /// All periods.
    pub(super) fn periods_page(&self, path: &dyn Fn(usize) -> String) -> View {
        let w = &self.words;
        let first = format!("entered_{}", self.stages[0].id);
        let metrics: Vec<&Metric> = [first.as_str(), "handoffs", "deals_won", "won_amount", "win_rate"]
            .iter()
            .filter_map(|id| self.metric(id))
            .collect();
        let row = |p: usize| Row {
            name: w.period_so_far(&self.periods[p]),
            href: Some(path(p)),
            cells: metrics.iter().map(|m| self.metric_cell(&m.id, Who::Everyone, p)).collect(),
        };
        let groups = KINDS.iter().filter_map(|(kind, name)| {
            let of_kind = |p: &usize| self.periods[*p].kind == *kind;
            let rows: Vec<Row> = (0..self.periods.len()).rev().filter(of_kind).map(row).collect();
            let mut section = Section::new(kind.word(), w.say(name, &[]));
            let empty = rows.is_empty();
            section.table = Some(Table {
 words: Vec::new(),
                of: say!(w, "th-period"),
                columns: metrics.iter().map(|m| m.name.clone()).collect(),
                rows,
            });
            (!empty).then_some(section)
        });
        View {
            title: say!(w, "page-periods"),
            lead: say!(w, "public-periods-lead"),
            section: "periods",
            below: self.below_overview(),
            sections: groups.collect(),
        }
    }

    /// All metrics that are public.
    pub(super) fn metrics_page(&self) -> View {
        let w = &self.words;
        let mut sections: Vec<Section> = Vec::new();
        for metric in &self.metrics {
            let id = metric.subject.word();
            if sections.last().is_none_or(|s| s.id != id) {
                let mut section = Section::new(id, w.word("subject", id));
                section.table = Some(Table {
                    of: say!(w, "metrics-metric"),
                    columns: vec![say!(w, "kinds-all"), say!(w, "th-what-it-is")],
                    words: vec![1],
                    rows: Vec::new(),
                });
                sections.push(section);
            }
            let table = sections.last_mut().and_then(|s| s.table.as_mut());
            if let Some(table) = table {
                table.rows.push(Row {
                    name: metric.name.clone(),
                    href: Some(format!("metrics/{}/index.html", metric.id)),
                    cells: vec![self.metric_cell(&metric.id, Who::Everyone, 0), cell(&metric.definition)],
                });
            }
        }
        View {
            title: say!(w, "page-metrics"),
            lead: say!(w, "public-metrics-lead"),
            section: "metrics",
            below: self.below_overview(),
            sections,
        }
    }

    /// One metric.
    pub(super) fn metric_page(&self, i: usize) -> View {
        let w = &self.words;
        let metric = &self.metrics[i];
        let better = match metric.better {
            crate::metrics::Better::Higher => say!(w, "better-higher"),
            crate::metrics::Better::Lower => say!(w, "better-lower"),
            crate::metrics::Better::Neither => say!(w, "better-neither"),
        };
        let mut facts = Section::default();
        facts.facts = vec![
            (say!(w, "th-what-it-is"), metric.definition.clone()),
            (say!(w, "metric-formula"), metric.formula.clone()),
            (say!(w, "metric-who-answers"), w.side(metric.owner)),
            (say!(w, "metric-which-way"), better),
            (say!(w, "metric-id"), metric.id.clone()),
        ];
        let mut sections = vec![facts, Section::chart(self.trend(metric, PeriodKind::Quarter))];
        let row = |p: usize| {
            let period: &Period = &self.periods[p];
            let shown = self.shown(metric, Who::Everyone, p)?;
            Some(Row {
                name: w.period_so_far(period),
                href: None,
                cells: vec![
                    Cell {
                        sort: shown.sort(self.currency),
                        text: shown.text,
                    },
                    cell(shown.of.or(shown.reason).unwrap_or_default()),
                    cell(shown.interval.unwrap_or_default()),
                ],
            })
        };
        let mut periods = Section::new("periods", say!(w, "page-periods"));
        periods.table = Some(Table {
 words: Vec::new(),
            of: say!(w, "th-period"),
            columns: vec![say!(w, "th-value"), say!(w, "th-from"), say!(w, "th-interval")],
            rows: (0..self.periods.len()).filter_map(row).collect(),
        });
        sections.push(periods);
        let members = self.members(metric, Dimension::Channel, 0);
        if !members.is_empty() {
            let mut channels = Section::new("channels", say!(w, "attribution-by-channel"));
            channels.text = say!(w, "public-everything");
            channels.table = Some(Table {
 words: Vec::new(),
                of: say!(w, "by-channel"),
                columns: vec![say!(w, "th-value"), say!(w, "th-from")],
                rows: members
                    .into_iter()
                    .map(|(name, shown)| Row {
                        name,
                        href: None,
                        cells: vec![
                            Cell {
                                sort: shown.sort(self.currency),
                                text: shown.text,
                            },
                            cell(shown.of.or(shown.reason).unwrap_or_default()),
                        ],
                    })
                    .collect(),
            });
            sections.push(channels);
        }
        View {
            title: metric.name.clone(),
            lead: String::new(),
            section: "metrics",
            below: Some((say!(w, "page-metrics"), "metrics/index.html".into())),
            sections,
        }
    }

    /// A metric's values by the members of a dimension, where they are public.
    pub(super) fn members(&self, metric: &Metric, by: Dimension, period: usize) -> Vec<(String, super::figures::Shown)> {
        let whose: Vec<(String, Who)> = match by {
            Dimension::Channel => {
                let channels = self.channels.iter().enumerate();
                channels.map(|(c, name)| (self.channel_name(name), Who::Channel(c))).collect()
            }
            Dimension::Campaign => {
                let campaigns = self.campaigns.iter().enumerate();
                campaigns.map(|(c, campaign)| (campaign.name.clone(), Who::Campaign(Some(c)))).collect()
            }
            _ => Vec::new(),
        };
        whose
            .into_iter()
            .filter(|_| period == 0)
            .filter_map(|(name, who)| Some((name, self.shown(metric, who, period)?)))
            .collect()
    }

    /// A finding as templates see it.
    pub(super) fn finding(&self, f: &Finding) -> Json {
        let w = &self.words;
        let rule = registry().iter().find(|r| r.id == f.rule);
        let says = |part: &str| rule.map_or_else(String::new, |r| r.says(w, part));
        json!({
            "found": true,
            "family_name": w.word("family", f.family.word()),
            "looks_for": says("looks-for"),
            "why": says("why"),
            "remedy": says("remedy"),
            "doubt": says("doubt"),
            "href": f.page.0,
            "page": f.page.1.clone().unwrap_or_else(|| say!(w, "finding-the-playbook")),
        })
    }

    /// What goes wrong, by family: which rules find something, and neither what nor how much.
    pub(super) fn findings_page(&self) -> View {
        let w = &self.words;
        let family = |family: &Family| {
            let of_family = self.findings.iter().filter(|f| f.family == *family);
            let findings: Vec<Json> = of_family.map(|f| self.finding(f)).collect();
            let mut section = Section::new(family.word(), w.word("family", family.word()));
            section.text = say!(w, "public-found", n = findings.len());
            section.findings = findings;
            section
        };
        View {
            title: say!(w, "page-findings"),
            lead: say!(w, "public-findings-lead"),
            section: "findings",
            below: self.below_overview(),
            sections: Family::ALL.iter().map(family).collect(),
        }
    }
}
