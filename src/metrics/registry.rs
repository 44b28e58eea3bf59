//! The registry of metrics: each is declared once, here, and everything else reads it.

use super::cell::{Cell, M, N};
use super::estimate;
use super::periods::{Period, PeriodKind};
use super::tables::{CampaignMonth, Dimension, MonthCosts};
use super::value::{Number, Unit, Value};
use crate::model::{Day, Side, round_half_up};
use crate::settings::Settings;

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
    /// Where the definition comes from, where it is not common use.
    pub source: Option<&'static str>,
    /// By which dimensions it is broken down.
    pub breakdown: Breakdown,
    /// The metrics whose records are its own, where it is made of other metrics.
    pub made_of: &'static [&'static str],
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
}

const KM: &str = "Kaplan & Meier 1958";
const AJ: &str = "Aalen & Johansen 1978; variance as Marubini & Valsecchi 1995, formula 10.12";
const WILSON: &str = "interval: Wilson 1927";

/// All metrics for a site's settings.
pub fn registry(settings: &Settings) -> Vec<Metric> {
    let mut all = Vec::new();
    all.extend(reach(settings));
    all.extend(funnel(settings));
    all.extend(handoff(settings));
    all.extend(sales(settings));
    all.extend(money(settings));
    all.extend(customers());
    all
}

/// Declares a metric.
#[allow(clippy::too_many_arguments, reason = "one line of a table")]
fn metric(
    id: impl Into<String>,
    name: impl Into<String>,
    unit: Unit,
    owner: Owner,
    better: Better,
    subject: Subject,
    breakdown: Breakdown,
    definition: impl Into<String>,
    formula: impl Into<String>,
    compute: impl Fn(&View<'_>) -> Value + Send + Sync + 'static,
) -> Metric {
    Metric {
        id: id.into(),
        name: name.into(),
        unit,
        owner,
        better,
        subject,
        definition: definition.into(),
        formula: formula.into(),
        source: None,
        breakdown,
        made_of: &[],
        compute: Box::new(compute),
        factors: None,
    }
}

use Better::{Higher, Lower, Neither};
use Breakdown::{Campaigns, Deals};
use Side::{Marketing, Sales};

fn reach(settings: &Settings) -> Vec<Metric> {
    let s = Subject::Reach;
    let mkt = Some(Marketing);
    let m = settings.funnel.stages[settings.funnel.last_marketing()].name.clone();
    vec![
        metric(
            "impressions",
            "Impressions",
            Unit::Count,
            mkt,
            Higher,
            s,
            Campaigns,
            "How often campaigns were shown, as the platforms count it.",
            "sum of the campaigns' impressions in the period",
            |v| Value::count(v.marketing.impressions + v.sales.impressions),
        ),
        metric(
            "visits",
            "Visits",
            Unit::Count,
            mkt,
            Higher,
            s,
            Campaigns,
            "Visits that campaigns brought, as the platforms count it.",
            "sum of the campaigns' visits in the period",
            |v| Value::count(v.marketing.visits + v.sales.visits),
        ),
        metric(
            "campaign_leads",
            "Leads by the platforms",
            Unit::Count,
            mkt,
            Higher,
            s,
            Campaigns,
            "Leads as the platforms count them; the funnel counts deals instead.",
            "sum of the campaigns' leads in the period",
            |v| Value::count(v.marketing.leads + v.sales.leads),
        ),
        metric(
            "engagement_rate",
            "Engagement rate",
            Unit::Rate,
            mkt,
            Higher,
            s,
            Campaigns,
            "Visits for each time a campaign was shown, over campaigns and months that give both.",
            "visits / impressions",
            |v| {
                Value::quotient(
                    Number::Int(v.marketing.paired_visits + v.sales.paired_visits),
                    Number::Int(v.marketing.paired_impressions + v.sales.paired_impressions),
                )
            },
        ),
        metric(
            "nurture_touches",
            "Touches before the handoff",
            Unit::Ratio,
            mkt,
            Neither,
            s,
            Deals,
            format!(
                "Mean number of marketing touches from a deal's first day to its first visit of “{m}”, over deals that first visited it in the period."
            ),
            "marketing touches up to the handoff / handoffs",
            |v| {
                Value::quotient(
                    Number::Int(v.cell[N::NurtureTouches].into()),
                    Number::Int(v.cell[N::Handoffs].into()),
                )
            },
        ),
        metric(
            "nurtured_win_rate",
            "Win rate of nurtured deals",
            Unit::Rate,
            mkt,
            Higher,
            s,
            Deals,
            "Win rate of deals that had two or more marketing touches before the handoff.",
            "won / (won + lost), deals with two touches or more",
            |v| Value::rate(v.cell[N::NurturedWon], v.cell[N::NurturedClosed]),
        )
        .from(WILSON),
        metric(
            "unnurtured_win_rate",
            "Win rate of deals not nurtured",
            Unit::Rate,
            mkt,
            Neither,
            s,
            Deals,
            "Win rate of deals that had fewer than two marketing touches before the handoff.",
            "won / (won + lost), deals with fewer than two touches",
            |v| Value::rate(v.cell[N::UnnurturedWon], v.cell[N::UnnurturedClosed]),
        )
        .from(WILSON),
    ]
}

fn funnel(settings: &Settings) -> Vec<Metric> {
    let f = &settings.funnel;
    let s = Subject::Funnel;
    let mut out = Vec::new();
    for (i, stage) in f.stages.iter().enumerate() {
        out.push(metric(
            format!("entered_{}", stage.id),
            format!("Reached “{}”", stage.name),
            Unit::Count,
            Some(stage.owner),
            Higher,
            s,
            Deals,
            format!(
                "Deals that reached “{}”, or skipped it on the way to a later stage, in the period.",
                stage.name
            ),
            "deals by the first day in this stage or a later one",
            move |v| Value::count(v.cell.stages[i].entered),
        ));
    }
    let days = settings.horizon_days;
    for (p, (a, b)) in f.pairs().into_iter().enumerate() {
        let (from, to) = (&f.stages[a], &f.stages[b]);
        if p + 1 < f.len() {
            out.push(metric(format!("conversion_{}_{}", from.id, to.id), format!("“{}” to “{}”", from.name, to.name), Unit::Rate, Some(from.owner), Higher, s, Deals,
                format!("Of the deals that reached “{}” in the period, those that have reached “{}” so far. A lower bound while some are open.", from.name, to.name),
                "converted / entered",
                move |v| {
                    let (c, l, o) = estimate::endings(&v.cell.pairs[p]);
                    Value::rate(c, c + l + o)
                }).from(WILSON));
        }
        out.push(metric(format!("within_{}_{}", from.id, to.id), format!("“{}” to “{}” within {days} days", from.name, to.name), Unit::Rate,
            if from.owner == to.owner { Some(from.owner) } else { None }, Higher, s, Deals,
            format!("The share of deals that reached “{}” in the period and reach “{}” within {days} days, counting those still open for as long as they have been seen.", from.name, to.name),
            "cumulative incidence of moving on at that day, with loss competing",
            move |v| match estimate::within(&v.cell.pairs[p], u64::try_from(v.settings.horizon_days).unwrap_or(0)) {
                Some((f, interval)) => Value { value: Number::Real(f), interval, ..Value::default() },
                None => Value::default(),
            }).from(AJ));
    }
    out.push(metric(
        "recycled",
        "Went back a stage",
        Unit::Count,
        None,
        Neither,
        s,
        Deals,
        "Entries into a stage earlier than the one just before it. A lead sent back on purpose is no failure.",
        "returns dated in the period",
        |v| Value::count(v.cell[N::Recycled]),
    ));
    out
}

fn handoff(settings: &Settings) -> Vec<Metric> {
    let f = &settings.funnel;
    let s = Subject::Handoff;
    let (m, h) = (
        f.stages[f.last_marketing()].name.clone(),
        f.stages[f.first_sales()].name.clone(),
    );
    let promise = settings.promise;
    let within = settings.within.words();
    vec![
        metric("handoffs", "Handed over", Unit::Count, Some(Marketing), Higher, s, Deals,
            format!("Deals that first visited “{m}” in the period. A deal that skipped it was never handed over."), "deals by their first day in the last marketing stage",
            |v| Value::count(v.cell[N::Handoffs])),
        metric("handoff_promise_kept", "Marketing's promise kept", Unit::Ratio, Some(Marketing), Higher, s, Breakdown::None,
            "Deals handed over, of the number that marketing promised for the part of the period that has been.",
            "handoffs / (promise × months × days elapsed / days)",
            move |v| match (promise, v.period.kind) {
                (Some(promise), kind) if kind != PeriodKind::All => {
                    let due = i128::from(promise) * i128::from(v.period.length_in_months()) * i128::from(v.period.days_elapsed(v.as_of));
                    Value::quotient(Number::Int(v.cell[N::Handoffs].into()), Number::Fraction(due, v.period.days().into()))
                }
                _ => Value::default(),
            }),
        metric("handoff_acceptance", "Accepted by sales", Unit::Rate, None, Higher, s, Deals,
            format!("Of the deals handed over in the period and decided, those that reached “{h}”. Pending ones are not counted."), "accepted / (accepted + lost before)",
            |v| Value::rate(v.cell[N::Accepted], v.cell[N::Accepted] + v.cell[N::Rejected])).from(WILSON),
        metric("handoff_returned", "Sent back to marketing", Unit::Count, None, Neither, s, Deals,
            format!("Deals that came back to “{m}” or earlier after they had reached “{h}” or later."), "deals by the day of their first return",
            |v| Value::count(v.cell[N::HandoffReturned])),
        metric("speed_to_lead_hours", "Time to the first answer", Unit::Hours, Some(Sales), Lower, s, Deals,
            "Median hours from the handoff to the first sales touch, counting those still unanswered for as long as they have waited. An average over the answered alone would flatter.",
            "smallest time by which half are answered",
            |v| {
                let median = estimate::kaplan_meier_median(&v.cell.speed);
                let hours = |ns: u64| Number::Fraction(ns.into(), crate::settings::HOUR.into());
                Value::of(median.map_or(Number::None, hours), &v.cell.speed)
            }).from(KM),
        metric("handoff_on_time", "Answered in time", Unit::Rate, Some(Sales), Higher, s, Deals,
            format!("Of the deals handed over in the period whose time is over, those that sales touched or took on within {within}."), "answered within the promise / handoffs whose time is over",
            |v| Value::rate(v.cell[N::OnTime], v.cell[N::DueAnswers])).from(WILSON),
    ]
}

fn sales(settings: &Settings) -> Vec<Metric> {
    let f = &settings.funnel;
    let s = Subject::Sales;
    let own = Some(Sales);
    let h = f.stages[f.first_sales()].name.clone();
    let o = f.stages[f.opportunity].name.clone();
    vec![
        metric("win_rate", "Win rate", Unit::Rate, own, Higher, s, Deals,
            format!("Of the deals closed in the period after they had reached “{h}”, those that were won."), "won / (won + lost)",
            |v| Value::rate(v.cell[N::WonAfterHandoff], v.cell[N::WonAfterHandoff] + v.cell[N::LostAfterHandoff])).from(WILSON),
        metric("win_rate_value", "Win rate by money", Unit::Rate, own, Higher, s, Deals,
            "The same by amount.", "amount won / (amount won + amount lost)",
            |v| Value::quotient(Number::Money(v.cell[M::WonAfterHandoff]), Number::Money(v.cell[M::WonAfterHandoff] + v.cell[M::LostAfterHandoff]))),
        metric("deals_won", "Deals won", Unit::Count, own, Higher, s, Deals, "Deals won in the period.", "deals by the day of the win", |v| Value::count(v.cell[N::Won])),
        metric("deals_lost", "Deals lost", Unit::Count, None, Lower, s, Deals, "Deals lost in the period, at whatever stage.", "deals by the day of the loss", |v| Value::count(v.cell[N::Lost])),
        metric("won_amount", "Won", Unit::Money, own, Higher, s, Deals, "Amount of the deals won in the period.", "sum of amounts won", |v| Value::money(v.cell[M::Won])),
        metric("lost_amount", "Lost", Unit::Money, None, Lower, s, Deals, "Amount of the deals lost in the period.", "sum of amounts lost", |v| Value::money(v.cell[M::Lost])),
        metric("average_won_amount", "Average win", Unit::Money, own, Higher, s, Deals, "Mean amount of the deals won in the period that have an amount.", "won amount / deals won with an amount",
            |v| Value::money_per(v.cell[M::Won], v.cell[N::WonWithAmount])),
        metric("sales_cycle_days", "Sales cycle", Unit::Days, own, Lower, s, Deals, format!("Median days from reaching “{h}” to the win, over deals won in the period."), "median of won − reached",
            |v| Value::median_days(&v.cell.cycle)),
        metric("lead_to_won_days", "Lead to won", Unit::Days, None, Lower, s, Deals, "Median days from a deal's first day to the win, over deals won in the period.", "median of won − created",
            |v| Value::median_days(&v.cell.lead_to_won)),
        metric("pipeline_created", "Pipeline created", Unit::Money, None, Higher, s, Deals, format!("Amount of the deals that reached “{o}” in the period. Open deals are valued at today's rate."), "sum of amounts by the day of reaching it",
            |v| Value::money(v.cell[M::PipelineCreated])),
        metric("open_pipeline", "Open pipeline", Unit::Money, own, Higher, s, Deals, format!("Amount of the deals that were open at the period's end and had reached “{o}”."), "sum of amounts open at the end",
            |v| Value::money(v.pipeline_at_end.1)),
        metric("pipeline_velocity", "Pipeline velocity", Unit::MoneyPerDay, own, Higher, s, Deals,
            format!("What the pipeline yields a day if it goes on like this. The first factor is the number of deals open at the period's end that had reached “{o}”; others take other numbers there, so compare it with what was really won a day."),
            "open deals × win rate × average win / sales cycle", velocity).made_of(&["open_pipeline", "win_rate", "average_won_amount", "sales_cycle_days"], velocity_factors),
        metric("won_per_day", "Won a day", Unit::MoneyPerDay, own, Higher, s, Deals, "Amount won for each day of the period that has been.", "won amount / days elapsed",
            |v| match v.days_elapsed {
                Some(days) => Value::money_per(v.cell[M::Won], days),
                None => Value { numerator: Number::Money(v.cell[M::Won]), ..Value::default() },
            }),
        metric("pipeline_coverage", "Pipeline coverage", Unit::Ratio, own, Higher, s, Breakdown::Owner, "Open pipeline at the end of the day before the period, for each unit of the period's quota. For quarters and years.", "open pipeline before / quota",
            |v| v.quota.map_or_else(Value::default, |quota| Value::quotient(Number::Money(v.pipeline_before.1), Number::Money(quota)))),
        metric("needs_recorded_rate", "Needs written down", Unit::Rate, own, Higher, s, Deals, format!("Of the deals that reached “{o}” in the period, those with at least one need on record."), "deals with a need / deals that reached it",
            |v| Value::rate(v.cell[N::WithNeed], v.cell[N::Opportunities])).from(WILSON),
        metric("needs_met_rate", "Needs met", Unit::Rate, None, Higher, s, Deals, "Of the needs that were judged, those that the product met, over deals closed in the period.", "needs met / needs judged",
            |v| Value::quotient(Number::Int(v.cell[N::NeedsMet].into()), Number::Int(v.cell[N::NeedsJudged].into()))),
        metric("objections_answered_rate", "Objections answered", Unit::Rate, own, Higher, s, Deals, format!("Of the objections raised in deals that reached “{o}” in the period, those answered."), "objections answered / objections",
            |v| Value::quotient(Number::Int(v.cell[N::ObjectionsAnswered].into()), Number::Int(v.cell[N::Objections].into()))),
        metric("discovery_before_demo_rate", "Listened before showing", Unit::Rate, own, Higher, s, Deals, "Of the deals with a first demo in the period, those with a conversation on or before that day, or a need on record.", "deals understood first / deals with a first demo",
            |v| Value::rate(v.cell[N::DiscoveredFirst], v.cell[N::FirstDemos])).from(WILSON),
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
    let f = &settings.funnel;
    let s = Subject::Money;
    let mut out = vec![
        metric(
            "marketing_spend",
            "Marketing's campaign spend",
            Unit::Money,
            Some(Marketing),
            Neither,
            s,
            Campaigns,
            "Spend of marketing's campaigns in the period.",
            "sum of spend",
            |v| Value::money(v.marketing.spend),
        ),
        metric(
            "sales_spend",
            "Sales' campaign spend",
            Unit::Money,
            Some(Sales),
            Neither,
            s,
            Campaigns,
            "Spend of sales' campaigns in the period.",
            "sum of spend",
            |v| Value::money(v.sales.spend),
        ),
        metric(
            "marketing_cost",
            "Marketing cost",
            Unit::Money,
            Some(Marketing),
            Neither,
            s,
            Breakdown::None,
            "Marketing's campaign spend and its part of the team's costs.",
            "campaign spend + costs",
            |v| Value::money(v.cost(Marketing)),
        ),
        metric(
            "sales_cost",
            "Sales cost",
            Unit::Money,
            Some(Sales),
            Neither,
            s,
            Breakdown::None,
            "Sales' campaign spend and its part of the team's costs.",
            "campaign spend + costs",
            |v| Value::money(v.cost(Sales)),
        ),
    ];
    for (i, stage) in f.stages.iter().enumerate().take(f.win()) {
        out.push(match stage.owner {
            Marketing => metric(
                format!("cost_per_{}", stage.id),
                format!("Cost per “{}”", stage.name),
                Unit::Money,
                Some(Marketing),
                Lower,
                s,
                Campaigns,
                format!(
                    "Marketing cost for each deal that first visited “{}” in the period and was not brought by sales.",
                    stage.name
                ),
                "marketing cost / deals",
                move |v| Value::money_per(v.cost(Marketing), v.cell.stages[i].visited_not_sales),
            ),
            Sales => metric(
                format!("cost_per_{}", stage.id),
                format!("Cost per “{}”", stage.name),
                Unit::Money,
                None,
                Lower,
                s,
                Campaigns,
                format!(
                    "Marketing and sales cost for each deal that reached “{}” in the period.",
                    stage.name
                ),
                "(marketing cost + sales cost) / deals",
                move |v| Value::money_per(v.total_cost(), v.cell.stages[i].entered),
            ),
        });
    }
    out.extend([
        metric("cac", "Cost of a new customer", Unit::Money, None, Lower, s, Campaigns, "Marketing and sales cost for each new customer won in the period.", "(marketing cost + sales cost) / deals won of kind new",
            |v| Value::money_per(v.total_cost(), v.cell[N::WonNew])),
        metric("marketing_cac", "Marketing cost of a new customer", Unit::Money, Some(Marketing), Lower, s, Campaigns, "Marketing cost for each new customer won in the period.", "marketing cost / deals won of kind new",
            |v| Value::money_per(v.cost(Marketing), v.cell[N::WonNew])),
        metric("sales_cac", "Sales cost of a new customer", Unit::Money, Some(Sales), Lower, s, Campaigns, "Sales cost for each new customer won in the period.", "sales cost / deals won of kind new",
            |v| Value::money_per(v.cost(Sales), v.cell[N::WonNew])),
        metric("roi", "Return on marketing and sales", Unit::Ratio, None, Higher, s, Campaigns, "What was won beyond its cost, for each unit of cost.", "(won amount − marketing cost − sales cost) / (marketing cost + sales cost)",
            |v| Value::quotient(Number::Money(v.cell[M::Won] - v.total_cost()), Number::Money(v.total_cost()))),
        metric("romi", "Return on marketing", Unit::Ratio, Some(Marketing), Higher, s, Campaigns, "What marketing-sourced deals brought beyond marketing's cost, for each unit of it.", "(amount won of marketing-sourced deals − marketing cost) / marketing cost",
            |v| Value::quotient(Number::Money(v.cell[M::MarketingSourced] - v.cost(Marketing)), Number::Money(v.cost(Marketing)))),
        metric("marketing_sourced", "Won, brought by marketing", Unit::Money, Some(Marketing), Higher, s, Deals, "Amount won of deals whose source is marketing.", "sum of amounts won", |v| Value::money(v.cell[M::MarketingSourced])),
        metric("sales_sourced", "Won, brought by sales", Unit::Money, Some(Sales), Higher, s, Deals, "Amount won of deals whose source is sales.", "sum of amounts won", |v| Value::money(v.cell[M::SalesSourced])),
        metric("unknown_sourced", "Won, source unknown", Unit::Money, None, Lower, s, Deals, "Amount won of deals whose source nobody wrote down.", "sum of amounts won", |v| Value::money(v.cell[M::UnknownSourced])),
        metric("marketing_sourced_share", "Share brought by marketing", Unit::Rate, Some(Marketing), Neither, s, Deals, "Of the amount won in the period, the part whose source is marketing.", "marketing-sourced / won amount",
            |v| Value::quotient(Number::Money(v.cell[M::MarketingSourced]), Number::Money(v.cell[M::Won]))),
        metric("marketing_influenced_share", "Share that marketing touched", Unit::Rate, Some(Marketing), Neither, s, Deals,
            format!("Of the amount won in the period, the part of deals that marketing touched in the {} days before the win.", settings.lookback_days), "amount won with a marketing touch / won amount",
            |v| Value::quotient(Number::Money(v.cell[M::Influenced]), Number::Money(v.cell[M::Won]))),
        metric("marketing_sourced_pipeline", "Pipeline brought by marketing", Unit::Money, Some(Marketing), Higher, s, Deals, "The part of the pipeline created whose source is marketing.", "sum of amounts by the day of reaching the opportunity stage",
            |v| Value::money(v.cell[M::MarketingPipeline])),
    ]);
    out
}

fn customers() -> Vec<Metric> {
    let s = Subject::Customers;
    vec![
        metric(
            "follow_up_rate",
            "Followed up after the win",
            Unit::Rate,
            Some(Sales),
            Higher,
            s,
            Deals,
            "Of the deals won in the period whose time for it is over, those with a follow-up in that time.",
            "wins followed up in time / wins whose time is over",
            |v| Value::rate(v.cell[N::FollowedUp], v.cell[N::DueFollowUps]),
        )
        .from(WILSON),
        metric(
            "expansion_amount",
            "Renewed and expanded",
            Unit::Money,
            Some(Sales),
            Higher,
            s,
            Deals,
            "Amounts of renewals and expansions after a win, by their date.",
            "sum of amounts",
            |v| Value::money(v.cell[M::Expansion]),
        ),
        metric(
            "referrals",
            "Referrals",
            Unit::Count,
            None,
            Higher,
            s,
            Deals,
            "Referrals that customers gave, and deals whose first touch is a referral.",
            "referral follow-ups + deals that came by referral",
            |v| Value::count(v.cell[N::Referrals]),
        ),
        metric(
            "repeat_rate",
            "Customers who bought again",
            Unit::Rate,
            None,
            Higher,
            s,
            Deals,
            "Of the accounts with a win in the period, those that had a win on an earlier day.",
            "accounts with an earlier win / accounts with a win",
            |v| Value::quotient(Number::Int(v.buyers.0), Number::Int(v.buyers.1)),
        ),
    ]
}
