//! The registry of metrics: each is declared once, here, and everything else reads it. Its words are in
//! the files of the languages, named by its id: `metric-win_rate-name`, `-definition`, `-formula`. A metric
//! without them is found by the tests of the words.

use super::cell::{Cell, M, N};
use super::estimate;
use super::periods::{Period, PeriodKind};
use super::tables::{CampaignMonth, Dimension, MonthCosts};
use super::value::{Number, Unit, Value};
use crate::model::{Day, Side, round_half_up};
use crate::settings::Settings;
use crate::words::{Arg, Words};

/// Which side answers for a metric; none is both.
pub type Owner = Option<Side>;

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: it depends.
    Neither,
}

/// By which dimensions a metric is broken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakdown {
    /// Not at all.
    None,
    /// By every dimension of deals.
    Deals,
    /// By channel and campaign: what campaigns hold.
    Campaigns,
    /// By owner.
    Owner,
}

impl Breakdown {
    /// Whether a dimension is one of them.
    pub fn has(self, dimension: Dimension) -> bool {
        match dimension {
            Dimension::All => true,
            Dimension::Channel | Dimension::Campaign => matches!(self, Breakdown::Deals | Breakdown::Campaigns),
            Dimension::Owner => matches!(self, Breakdown::Deals | Breakdown::Owner),
            _ => self == Breakdown::Deals,
        }
    }
}

/// The subject that a metric is listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// What marketing attracts.
    Reach,
    /// From stage to stage.
    Funnel,
    /// Between the two sides.
    Handoff,
    /// What sales closes.
    Sales,
    /// What it costs and brings.
    Money,
    /// Customers after the win.
    Customers,
}

impl Subject {
    /// In the keys of its words.
    pub fn word(self) -> &'static str {
        match self {
            Subject::Reach => "reach",
            Subject::Funnel => "funnel",
            Subject::Handoff => "handoff",
            Subject::Sales => "sales",
            Subject::Money => "money",
            Subject::Customers => "customers",
        }
    }
}

/// What a metric is computed from: one member of one dimension over one period, or a single record
/// of it. Plain values only, so that a metric is the same function of a million deals and of one.
#[derive(Clone, Debug)]
pub struct View<'v> {
    /// The settings.
    pub settings: &'v Settings,
    /// The day up to which the report counts.
    pub as_of: Day,
    /// The period.
    pub period: &'v Period,
    /// Days of the period that have been; of `all`, since the first deal was created.
    pub days_elapsed: Option<i128>,
    /// The period's quota: of everybody, or of the owner.
    pub quota: Option<i128>,
    /// Its sums over the period.
    pub cell: Cell,
    /// Spend and results of marketing's campaigns of the member.
    pub marketing: CampaignMonth,
    /// Those of sales' campaigns.
    pub sales: CampaignMonth,
    /// What campaigns do not hold: only of everything, not of a member.
    pub costs: MonthCosts,
    /// Deals and money in the pipeline at the end of the day before the period.
    pub pipeline_before: (i128, i128),
    /// Deals and money in the pipeline at the period's end.
    pub pipeline_at_end: (i128, i128),
    /// Accounts with a win in the period that had one on an earlier day, and accounts with a win in it.
    pub buyers: (i128, i128),
}

impl View<'_> {
    /// What a side cost: its campaigns, and for everything also what campaigns do not hold.
    fn cost(&self, side: Side) -> i128 {
        match side {
            Side::Marketing => self.marketing.spend + self.costs.marketing,
            Side::Sales => self.sales.spend + self.costs.sales,
        }
    }

    /// Adds months of a campaign.
    pub fn add_campaign<'m>(&mut self, function: Side, months: impl Iterator<Item = &'m CampaignMonth>) {
        let sum = match function {
            Side::Marketing => &mut self.marketing,
            Side::Sales => &mut self.sales,
        };
        months.for_each(|month| sum.merge(month));
    }

    fn total_cost(&self) -> i128 {
        self.cost(Side::Marketing) + self.cost(Side::Sales)
    }
}

type Compute = Box<dyn Fn(&View<'_>) -> Value + Send + Sync>;

/// A metric.
pub struct Metric {
    /// Id, as in data files, targets and pages.
    pub id: String,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Unit,
    /// Which side answers for it.
    pub owner: Owner,
    /// Which way is good.
    pub better: Better,
    /// The subject that it is listed under.
    pub subject: Subject,
    /// What it is, in a sentence or two.
    pub definition: String,
    /// Its formula in words.
    pub formula: String,
    /// Where the definition comes from, where it is not common use: the end of a message `source-…`.
    pub source: Option<&'static str>,
    /// By which dimensions it is broken down.
    pub breakdown: Breakdown,
    /// The metrics whose records are its own, where it is made of other metrics.
    pub made_of: &'static [&'static str],
    /// Whether it counts what becomes of deals later: then a period's value goes on changing after its end.
    pub ripens: bool,
    compute: Compute,
    factors: Option<fn(&View<'_>) -> Factors>,
}

/// The factors of a product, each with the sign before it.
pub type Factors = Vec<(&'static str, Number, Unit)>;

impl Metric {
    /// The factors that its value is the product of, where it is a product of several.
    pub fn factors(&self, view: &View<'_>) -> Option<Factors> {
        self.factors.map(|f| f(view))
    }

    /// Its value over a view.
    pub fn value(&self, view: &View<'_>) -> Value {
        (self.compute)(view)
    }

    fn made_of(mut self, metrics: &'static [&'static str], factors: fn(&View<'_>) -> Factors) -> Self {
        self.made_of = metrics;
        self.factors = Some(factors);
        self
    }

    fn from(mut self, source: &'static str) -> Self {
        self.source = Some(source);
        self
    }

    fn ripening(mut self) -> Self {
        self.ripens = true;
        self
    }
}

const KM: &str = "kaplan-meier";
const AJ: &str = "aalen-johansen";
const WILSON: &str = "wilson";

/// All metrics for a site's settings.
pub fn registry(settings: &Settings) -> Vec<Metric> {
    let mut all = Vec::new();
    all.extend(reach(settings));
    all.extend(funnel(settings));
    all.extend(handoff(settings));
    all.extend(sales(settings));
    all.extend(money(settings));
    all.extend(customers(settings));
    all
}

/// The words of metrics: messages by id, such as `metric-win_rate-name`, with what they may name.
struct Texts<'w> {
    words: &'w Words,
    /// The family whose messages are said, where the id itself names stages.
    family: Option<&'static str>,
    args: Vec<(&'static str, String)>,
}

impl<'w> Texts<'w> {
    fn new(settings: &'w Settings) -> Self {
        let funnel = &settings.funnel;
        let stage = |i: usize| funnel.stages[i].name.clone();
        Self {
            words: &settings.words,
            family: None,
            args: vec![
                ("marketing_stage", stage(funnel.last_marketing())),
                ("sales_stage", stage(funnel.first_sales())),
                ("opportunity", stage(funnel.opportunity)),
                ("promise", settings.words.promise(settings.within)),
                ("days", settings.horizon_days.to_string()),
                ("lookback", settings.lookback_days.to_string()),
                ("one", settings.words.one(settings.currency)),
            ],
        }
    }

    /// The words of a family of metrics: one for each stage, or each step between two.
    fn of(&self, family: &'static str, names: &[(&'static str, &String)]) -> Self {
        let mut args = self.args.clone();
        args.extend(names.iter().map(|(name, text)| (*name, (*text).clone())));
        Self {
            words: self.words,
            family: Some(family),
            args,
        }
    }

    fn say(&self, id: &str, part: &str) -> String {
        let args: Vec<(&str, Arg<'_>)> = self.args.iter().map(|(name, text)| (*name, text.into())).collect();
        self.words
            .say(&format!("metric-{}-{part}", self.family.unwrap_or(id)), &args)
    }
}

/// Declares a metric.
#[allow(clippy::too_many_arguments, reason = "one line of a table")]
fn metric(
    t: &Texts<'_>,
    id: impl Into<String>,
    unit: Unit,
    owner: Owner,
    better: Better,
    subject: Subject,
    breakdown: Breakdown,
    compute: impl Fn(&View<'_>) -> Value + Send + Sync + 'static,
) -> Metric {
    let id = id.into();
    let say = |part: &str| t.say(&id, part);
    Metric {
        name: say("name"),
        definition: say("definition"),
        formula: say("formula"),
        id,
        unit,
        owner,
        better,
        subject,
        source: None,
        breakdown,
        made_of: &[],
        ripens: false,
        compute: Box::new(compute),
        factors: None,
    }
}

use Better::{Higher, Lower, Neither};
use Breakdown::{Campaigns, Deals};
use Side::{Marketing, Sales};

fn reach(settings: &Settings) -> Vec<Metric> {
    let t = Texts::new(settings);
    let s = Subject::Reach;
    let mkt = Some(Marketing);
    vec![
        metric(&t, "impressions", Unit::Count, mkt, Higher, s, Campaigns, |v| {
            Value::count(v.marketing.impressions + v.sales.impressions)
        }),
        metric(&t, "visits", Unit::Count, mkt, Higher, s, Campaigns, |v| {
            Value::count(v.marketing.visits + v.sales.visits)
        }),
        metric(&t, "campaign_leads", Unit::Count, mkt, Higher, s, Campaigns, |v| {
            Value::count(v.marketing.leads + v.sales.leads)
        }),
        metric(&t, "engagement_rate", Unit::Rate, mkt, Higher, s, Campaigns, |v| {
            Value::quotient(
                Number::Int(v.marketing.paired_visits + v.sales.paired_visits),
                Number::Int(v.marketing.paired_impressions + v.sales.paired_impressions),
            )
        }),
        metric(&t, "nurture_touches", Unit::Ratio, mkt, Neither, s, Deals, |v| {
            Value::quotient(
                Number::Int(v.cell[N::NurtureTouches].into()),
                Number::Int(v.cell[N::Handoffs].into()),
            )
        }),
        metric(&t, "nurtured_win_rate", Unit::Rate, mkt, Higher, s, Deals, |v| {
            Value::rate(v.cell[N::NurturedWon], v.cell[N::NurturedClosed])
        })
        .from(WILSON),
        metric(&t, "unnurtured_win_rate", Unit::Rate, mkt, Neither, s, Deals, |v| {
            Value::rate(v.cell[N::UnnurturedWon], v.cell[N::UnnurturedClosed])
        })
        .from(WILSON),
    ]
}

fn funnel(settings: &Settings) -> Vec<Metric> {
    let t = Texts::new(settings);
    let f = &settings.funnel;
    let s = Subject::Funnel;
    let mut out = Vec::new();
    for (i, stage) in f.stages.iter().enumerate() {
        // Who enters the first stage is new; that can be said without the stage's name.
        let family = if i == 0 { "entered-first" } else { "entered" };
        out.push(metric(
            &t.of(family, &[("stage", &stage.name)]),
            format!("entered_{}", stage.id),
            Unit::Count,
            Some(stage.owner),
            Higher,
            s,
            Deals,
            move |v| Value::count(v.cell.stages[i].entered),
        ));
    }
    for (p, (a, b)) in f.pairs().into_iter().enumerate() {
        let (from, to) = (&f.stages[a], &f.stages[b]);
        if p + 1 < f.len() {
            out.push(
                metric(
                    &t.of("conversion", &[("from", &from.name), ("to", &to.name)]),
                    format!("conversion_{}_{}", from.id, to.id),
                    Unit::Rate,
                    Some(from.owner),
                    Higher,
                    s,
                    Deals,
                    move |v| {
                        let (c, l, o) = estimate::endings(&v.cell.pairs[p]);
                        Value::rate(c, c + l + o)
                    },
                )
                .from(WILSON)
                .ripening(),
            );
        }
        out.push(
            metric(
                &t.of("within", &[("from", &from.name), ("to", &to.name)]),
                format!("within_{}_{}", from.id, to.id),
                Unit::Rate,
                if from.owner == to.owner { Some(from.owner) } else { None },
                Higher,
                s,
                Deals,
                move |v| {
                    let (times, days) = (&v.cell.pairs[p], u64::try_from(v.settings.horizon_days).unwrap_or(0));
                    match estimate::within(times, days) {
                        Some((f, interval)) => Value {
                            interval,
                            ..Value::of(Number::Real(f), times)
                        },
                        None => Value {
                            known_in: estimate::known_in(times, days).and_then(|d| u32::try_from(d).ok()),
                            taken_of: Some(times.total()).filter(|n| *n > 0),
                            ..Value::default()
                        },
                    }
                },
            )
            .from(AJ),
        );
    }
    out.push(metric(&t, "recycled", Unit::Count, None, Neither, s, Deals, |v| {
        Value::count(v.cell[N::Recycled])
    }));
    out
}

fn handoff(settings: &Settings) -> Vec<Metric> {
    let t = Texts::new(settings);
    let s = Subject::Handoff;
    let promise = settings.promise;
    vec![
        metric(&t, "handoffs", Unit::Count, Some(Marketing), Higher, s, Deals, |v| {
            Value::count(v.cell[N::Handoffs])
        }),
        metric(
            &t,
            "handoff_promise_kept",
            Unit::Ratio,
            Some(Marketing),
            Higher,
            s,
            Breakdown::None,
            move |v| match (promise, v.period.kind) {
                (Some(promise), kind) if kind != PeriodKind::All => {
                    let due = i128::from(promise)
                        * i128::from(v.period.length_in_months())
                        * i128::from(v.period.days_elapsed(v.as_of));
                    Value::quotient(
                        Number::Int(v.cell[N::Handoffs].into()),
                        Number::Fraction(due, v.period.days().into()),
                    )
                }
                _ => Value::default(),
            },
        ),
        metric(&t, "handoff_acceptance", Unit::Rate, None, Higher, s, Deals, |v| {
            Value::rate(v.cell[N::Accepted], v.cell[N::Accepted] + v.cell[N::Rejected])
        })
        .from(WILSON),
        metric(&t, "handoff_returned", Unit::Count, None, Neither, s, Deals, |v| {
            Value::count(v.cell[N::HandoffReturned])
        }),
        metric(
            &t,
            "speed_to_lead_hours",
            Unit::Hours,
            Some(Sales),
            Lower,
            s,
            Deals,
            |v| {
                let median = estimate::kaplan_meier_median(&v.cell.speed);
                let hours = |ns: u64| Number::Fraction(ns.into(), crate::settings::HOUR.into());
                Value::of(median.map_or(Number::None, hours), &v.cell.speed)
            },
        )
        .from(KM),
        metric(&t, "handoff_on_time", Unit::Rate, Some(Sales), Higher, s, Deals, |v| {
            Value::rate(v.cell[N::OnTime], v.cell[N::DueAnswers])
        })
        .from(WILSON),
    ]
}

fn sales(settings: &Settings) -> Vec<Metric> {
    let t = Texts::new(settings);
    let s = Subject::Sales;
    let own = Some(Sales);
    vec![
        metric(&t, "win_rate", Unit::Rate, own, Higher, s, Deals, |v| {
            Value::rate(
                v.cell[N::WonAfterHandoff],
                v.cell[N::WonAfterHandoff] + v.cell[N::LostAfterHandoff],
            )
        })
        .from(WILSON),
        metric(&t, "win_rate_value", Unit::Rate, own, Higher, s, Deals, |v| {
            Value::quotient(
                Number::Money(v.cell[M::WonAfterHandoff]),
                Number::Money(v.cell[M::WonAfterHandoff] + v.cell[M::LostAfterHandoff]),
            )
        }),
        metric(&t, "deals_won", Unit::Count, own, Higher, s, Deals, |v| {
            Value::count(v.cell[N::Won])
        }),
        metric(&t, "deals_lost", Unit::Count, None, Lower, s, Deals, |v| {
            Value::count(v.cell[N::Lost])
        }),
        metric(&t, "won_amount", Unit::Money, own, Higher, s, Deals, |v| {
            Value::money(v.cell[M::Won])
        }),
        metric(&t, "lost_amount", Unit::Money, None, Lower, s, Deals, |v| {
            Value::money(v.cell[M::Lost])
        }),
        metric(&t, "average_won_amount", Unit::Money, own, Higher, s, Deals, |v| {
            Value::money_per(v.cell[M::Won], v.cell[N::WonWithAmount])
        }),
        metric(&t, "sales_cycle_days", Unit::Days, own, Lower, s, Deals, |v| {
            Value::median_days(&v.cell.cycle)
        }),
        metric(&t, "lead_to_won_days", Unit::Days, None, Lower, s, Deals, |v| {
            Value::median_days(&v.cell.lead_to_won)
        }),
        metric(&t, "pipeline_created", Unit::Money, None, Higher, s, Deals, |v| {
            Value::money(v.cell[M::PipelineCreated])
        }),
        metric(&t, "open_pipeline", Unit::Money, own, Higher, s, Deals, |v| {
            Value::money(v.pipeline_at_end.1)
        }),
        metric(
            &t,
            "pipeline_velocity",
            Unit::MoneyPerDay,
            own,
            Higher,
            s,
            Deals,
            velocity,
        )
        .made_of(
            &["open_pipeline", "win_rate", "average_won_amount", "sales_cycle_days"],
            velocity_factors,
        ),
        metric(
            &t,
            "won_per_day",
            Unit::MoneyPerDay,
            own,
            Higher,
            s,
            Deals,
            |v| match v.days_elapsed {
                Some(days) => Value::money_per(v.cell[M::Won], days),
                None => Value {
                    numerator: Number::Money(v.cell[M::Won]),
                    denominator: Number::Int(0),
                    ..Value::default()
                },
            },
        ),
        metric(
            &t,
            "pipeline_coverage",
            Unit::MoneyRatio,
            own,
            Higher,
            s,
            Breakdown::Owner,
            |v| {
                v.quota.map_or_else(Value::default, |quota| {
                    Value::quotient(Number::Money(v.pipeline_before.1), Number::Money(quota))
                })
            },
        ),
        metric(&t, "needs_recorded_rate", Unit::Rate, own, Higher, s, Deals, |v| {
            Value::rate(v.cell[N::WithNeed], v.cell[N::Opportunities])
        })
        .from(WILSON),
        metric(&t, "needs_met_rate", Unit::Rate, None, Higher, s, Deals, |v| {
            Value::quotient(
                Number::Int(v.cell[N::NeedsMet].into()),
                Number::Int(v.cell[N::NeedsJudged].into()),
            )
        }),
        metric(&t, "objections_answered_rate", Unit::Rate, own, Higher, s, Deals, |v| {
            Value::quotient(
                Number::Int(v.cell[N::ObjectionsAnswered].into()),
                Number::Int(v.cell[N::Objections].into()),
            )
        }),
        metric(
            &t,
            "discovery_before_demo_rate",
            Unit::Rate,
            own,
            Higher,
            s,
            Deals,
            |v| Value::rate(v.cell[N::DiscoveredFirst], v.cell[N::FirstDemos]),
        )
        .from(WILSON),
    ]
}

fn velocity_factors(v: &View<'_>) -> Factors {
    let won = i128::from(v.cell[N::WonAfterHandoff]);
    let closed = won + i128::from(v.cell[N::LostAfterHandoff]);
    let win_rate = Value::quotient(Number::Int(won), Number::Int(closed)).value;
    let average = Value::money_per(v.cell[M::Won], v.cell[N::WonWithAmount]).value;
    vec![
        ("", Number::Int(v.pipeline_at_end.0), Unit::Count),
        (" × ", win_rate, Unit::Rate),
        (" × ", average, Unit::Money),
        (" / ", Value::median_days(&v.cell.cycle).value, Unit::Days),
    ]
}

/// open deals × win rate × average win / cycle, rounded once.
fn velocity(v: &View<'_>) -> Value {
    let (open, _) = v.pipeline_at_end;
    let won = i128::from(v.cell[N::WonAfterHandoff]);
    let closed = won + i128::from(v.cell[N::LostAfterHandoff]);
    let Number::Money(average) = Value::money_per(v.cell[M::Won], v.cell[N::WonWithAmount]).value else {
        return Value::default();
    };
    match v.cell.cycle.median_halves() {
        Some(halves) if halves > 0 && closed > 0 => {
            Value::money(round_half_up(open * won * average * 2, closed * halves))
        }
        _ => Value::default(),
    }
}

fn money(settings: &Settings) -> Vec<Metric> {
    let t = Texts::new(settings);
    let f = &settings.funnel;
    let s = Subject::Money;
    let mut out = vec![
        metric(
            &t,
            "marketing_spend",
            Unit::Money,
            Some(Marketing),
            Neither,
            s,
            Campaigns,
            |v| Value::money(v.marketing.spend),
        ),
        metric(
            &t,
            "sales_spend",
            Unit::Money,
            Some(Sales),
            Neither,
            s,
            Campaigns,
            |v| Value::money(v.sales.spend),
        ),
        metric(
            &t,
            "marketing_cost",
            Unit::Money,
            Some(Marketing),
            Neither,
            s,
            Breakdown::None,
            |v| Value::money(v.cost(Marketing)),
        ),
        metric(
            &t,
            "sales_cost",
            Unit::Money,
            Some(Sales),
            Neither,
            s,
            Breakdown::None,
            |v| Value::money(v.cost(Sales)),
        ),
    ];
    for (i, stage) in f.stages.iter().enumerate().take(f.win()) {
        out.push(match stage.owner {
            Marketing => metric(
                &t.of("cost_per", &[("stage", &stage.name)]),
                format!("cost_per_{}", stage.id),
                Unit::Money,
                Some(Marketing),
                Lower,
                s,
                Campaigns,
                move |v| Value::money_per(v.cost(Marketing), v.cell.stages[i].visited_not_sales),
            ),
            Sales => metric(
                &t.of("cost_per_sales", &[("stage", &stage.name)]),
                format!("cost_per_{}", stage.id),
                Unit::Money,
                None,
                Lower,
                s,
                Campaigns,
                move |v| Value::money_per(v.total_cost(), v.cell.stages[i].entered),
            ),
        });
    }
    out.extend([
        metric(&t, "cac", Unit::Money, None, Lower, s, Campaigns, |v| {
            Value::money_per(v.total_cost(), v.cell[N::WonNew])
        }),
        metric(
            &t,
            "marketing_cac",
            Unit::Money,
            Some(Marketing),
            Lower,
            s,
            Campaigns,
            |v| Value::money_per(v.cost(Marketing), v.cell[N::WonNew]),
        ),
        metric(&t, "sales_cac", Unit::Money, Some(Sales), Lower, s, Campaigns, |v| {
            Value::money_per(v.cost(Sales), v.cell[N::WonNew])
        }),
        metric(&t, "roi", Unit::MoneyRatio, None, Higher, s, Campaigns, |v| {
            Value::quotient(
                Number::Money(v.cell[M::Won] - v.total_cost()),
                Number::Money(v.total_cost()),
            )
        }),
        metric(
            &t,
            "romi",
            Unit::MoneyRatio,
            Some(Marketing),
            Higher,
            s,
            Campaigns,
            |v| {
                Value::quotient(
                    Number::Money(v.cell[M::MarketingSourced] - v.cost(Marketing)),
                    Number::Money(v.cost(Marketing)),
                )
            },
        ),
        metric(
            &t,
            "marketing_sourced",
            Unit::Money,
            Some(Marketing),
            Higher,
            s,
            Deals,
            |v| Value::money(v.cell[M::MarketingSourced]),
        ),
        metric(&t, "sales_sourced", Unit::Money, Some(Sales), Higher, s, Deals, |v| {
            Value::money(v.cell[M::SalesSourced])
        }),
        metric(&t, "unknown_sourced", Unit::Money, None, Lower, s, Deals, |v| {
            Value::money(v.cell[M::UnknownSourced])
        }),
        metric(
            &t,
            "marketing_sourced_share",
            Unit::Rate,
            Some(Marketing),
            Neither,
            s,
            Deals,
            |v| {
                Value::quotient(
                    Number::Money(v.cell[M::MarketingSourced]),
                    Number::Money(v.cell[M::Won]),
                )
            },
        ),
        metric(
            &t,
            "marketing_influenced_share",
            Unit::Rate,
            Some(Marketing),
            Neither,
            s,
            Deals,
            |v| Value::quotient(Number::Money(v.cell[M::Influenced]), Number::Money(v.cell[M::Won])),
        ),
        metric(
            &t,
            "marketing_sourced_pipeline",
            Unit::Money,
            Some(Marketing),
            Higher,
            s,
            Deals,
            |v| Value::money(v.cell[M::MarketingPipeline]),
        ),
    ]);
    out
}

fn customers(settings: &Settings) -> Vec<Metric> {
    let t = Texts::new(settings);
    let s = Subject::Customers;
    vec![
        metric(&t, "follow_up_rate", Unit::Rate, Some(Sales), Higher, s, Deals, |v| {
            Value::rate(v.cell[N::FollowedUp], v.cell[N::DueFollowUps])
        })
        .from(WILSON),
        metric(
            &t,
            "expansion_amount",
            Unit::Money,
            Some(Sales),
            Higher,
            s,
            Deals,
            |v| Value::money(v.cell[M::Expansion]),
        ),
        metric(&t, "referrals", Unit::Count, None, Higher, s, Deals, |v| {
            Value::count(v.cell[N::Referrals])
        }),
        metric(&t, "repeat_rate", Unit::Rate, None, Higher, s, Deals, |v| {
            Value::quotient(Number::Int(v.buyers.0), Number::Int(v.buyers.1))
        }),
    ]
}
