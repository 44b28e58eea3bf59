//! Pages that list: periods, metrics, findings.

use serde_json::{Value as Json, json};

use super::super::{Finding, Metric, Public, Who};
use super::{Cell, Row, Section, Table, View, cell};
use crate::metrics::findings::registry;
use crate::metrics::{Dimension, Family, Period, PeriodKind};
use crate::pages::plan::KINDS;
use crate::public::figures::Shown;
use crate::words::say;

impl Public {
    /// All periods.
    pub(in crate::public) fn periods_page(&self, path: &dyn Fn(usize) -> String) -> View {
        let w = &self.words;
        let first = format!("entered_{}", self.stages[0].id);
        let metrics: Vec<&Metric> = [first.as_str(), "handoffs", "deals_won", "won_amount", "win_rate"]
            .iter()
            .filter_map(|id| self.metric(id))
            .collect();
        let row = |p: usize| Row {
            name: w.period_so_far(&self.periods[p]),
            href: Some(path(p)),
            cells: metrics
                .iter()
                .map(|m| self.metric_cell(&m.id, Who::Everyone, p))
                .collect(),
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
            below: Some(self.overview_link()),
            sections: groups.collect(),
        }
    }

    /// All metrics that are public.
    pub(in crate::public) fn metrics_page(&self) -> View {
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
            below: Some(self.overview_link()),
            sections,
        }
    }

    /// One metric.
    pub(in crate::public) fn metric_page(&self, i: usize) -> View {
        let w = &self.words;
        let metric = &self.metrics[i];
        let better = match metric.better {
            crate::metrics::Better::Higher => say!(w, "better-higher"),
            crate::metrics::Better::Lower => say!(w, "better-lower"),
            crate::metrics::Better::Neither => say!(w, "better-neither"),
        };
        let facts = vec![
            (say!(w, "th-what-it-is"), metric.definition.clone()),
            (say!(w, "metric-formula"), metric.formula.clone()),
            (say!(w, "metric-who-answers"), w.side(metric.owner)),
            (say!(w, "metric-which-way"), better),
            (say!(w, "metric-id"), metric.id.clone()),
        ];
        let facts = Section {
            facts,
            ..Section::default()
        };
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
    pub(in crate::public) fn members(&self, metric: &Metric, by: Dimension, period: usize) -> Vec<(String, Shown)> {
        let whose: Vec<(String, Who)> = match by {
            Dimension::Channel => {
                let channels = self.channels.iter().enumerate();
                channels
                    .map(|(c, name)| (self.channel_name(name), Who::Channel(c)))
                    .collect()
            }
            Dimension::Campaign => {
                let campaigns = self.campaigns.iter().enumerate();
                campaigns
                    .map(|(c, campaign)| (campaign.name.clone(), Who::Campaign(Some(c))))
                    .collect()
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
    pub(in crate::public) fn finding(&self, f: &Finding) -> Json {
        let w = &self.words;
        let rule = registry().iter().find(|r| r.id == f.rule);
        let says = |part: &str| rule.map_or_else(String::new, |r| r.says(w, part));
        json!({
            "found": true,
            "family_name": w.word("family", f.family.word()),
            "looks_for": crate::words::capital(&says("looks-for")),
            "why": says("why"),
            "remedy": says("remedy"),
            "doubt": says("doubt"),
            "href": f.page.0,
            "page": f.page.1.clone().unwrap_or_else(|| say!(w, "finding-the-playbook")),
        })
    }

    /// What goes wrong, by family: which rules find something, and neither what nor how much.
    pub(in crate::public) fn findings_page(&self) -> View {
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
            below: Some(self.overview_link()),
            sections: Family::ALL.iter().map(family).collect(),
        }
    }
}
