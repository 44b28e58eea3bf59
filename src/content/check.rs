//! What can only be checked when everything is read: ids, references, rates, months, as_of.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::dated::{Dated, dated};
use super::{Broken, Content, Flawed, LeftOut, Locator};
use crate::diagnostics::{Code, Problem, suggest};
use crate::model::{Campaign, Day, Deal, Id, Money, Month, Origin, Person};
use crate::reader::{Part, Seg};
use crate::settings::{AsOf, NoValue, Settings};

/// What checking adds to the content.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Dated things after `as_of`, which are left out of every number.
    pub after_as_of: usize,
    /// Files and months whose numbers are incomplete: (file, campaign or nothing, months).
    pub incomplete: Vec<(Origin, Option<Id>, Vec<Month>)>,
}

/// The day up to which the report counts. `today` is the day of the build in the site's zone.
pub fn resolve_as_of(settings: &Settings, content: &Content, today: Day) -> Day {
    match settings.as_of {
        AsOf::Fixed(day) => day,
        AsOf::Today => today,
        AsOf::Latest => content
            .deals
            .iter()
            .flat_map(event_days)
            .filter(|d| *d <= today)
            .max()
            .unwrap_or(today),
    }
}

/// The dates of a deal's events: stages, loss, touches, follow-ups.
fn event_days(deal: &Deal) -> impl Iterator<Item = Day> {
    deal.stages
        .iter()
        .map(|e| e.on.day)
        .chain(deal.lost.iter().map(|l| l.on.day))
        .chain(deal.touches.iter().map(|t| t.on.day))
        .chain(deal.follow_ups.iter().map(|f| f.on.day))
}

/// Checks all that crosses records. Records with an error move to `left_out`. What is only likely wrong is looked for
/// by [`super::likely::check`], which nothing else waits for.
pub fn check(settings: &Settings, content: &mut Content, as_of: Day, locator: &Locator) -> (Checked, Vec<Problem>) {
    let mut c = Checker {
        settings,
        as_of,
        locator,
        problems: Vec::new(),
        hints: HashMap::new(),
    };
    let flawed = std::mem::take(&mut content.flawed);
    unique(&mut c, &mut content.deals, &flawed.deals, &mut content.left_out);
    unique(&mut c, &mut content.campaigns, &flawed.campaigns, &mut content.left_out);
    unique(&mut c, &mut content.people, &flawed.people, &mut content.left_out);
    let known = Known::of(content, &flawed);
    content.campaigns.retain(|campaign| {
        let good = c.campaign(campaign, &known, true);
        if !good {
            content.left_out.push(LeftOut {
                file: campaign.origin.file.clone(),
                id: Some(campaign.id.clone()),
                amount: None,
            });
        }
        good
    });
    content.deals.retain(|deal| {
        let good = c.deal(deal, &known, true);
        if !good {
            content.left_out.push(LeftOut {
                file: deal.origin.file.clone(),
                id: Some(deal.id.clone()),
                amount: deal.amount,
            });
        }
        good
    });
    // What else is wrong with records in which something is: they are left out already.
    for broken in &flawed.campaigns {
        c.campaign(&broken.record, &known, false);
    }
    for broken in &flawed.deals {
        c.deal(&broken.record, &known, false);
    }
    c.people(&content.people);
    for decision in &content.decisions {
        c.person(&known, Some(&decision.by), &decision.origin, &[Seg::Key("by")]);
    }
    let mut checked = Checked::default();
    c.costs(content, &mut checked);
    for campaign in &content.campaigns {
        c.months(campaign, &mut checked);
    }
    checked.after_as_of = c.after_as_of(content);
    (checked, c.problems)
}

/// Ids of records that were left out, by where their kind stands: they exist all the same.
fn left_out_ids<'a>(left_out: &'a [LeftOut], place: &'a str) -> impl Iterator<Item = Id> + 'a {
    left_out
        .iter()
        .filter(move |l| l.file.starts_with(place))
        .filter_map(|l| l.id.clone())
}

/// What records may refer to. A record that was left out exists all the same: those that name it are
/// not to blame.
struct Known {
    /// The people with the day they left; none where anybody may be named, or where nobody can tell.
    people: Option<BTreeMap<Id, Option<Day>>>,
    /// The campaigns; none where nobody can tell, since a file could not be read.
    campaigns: Option<BTreeSet<Id>>,
}

impl Known {
    fn of(content: &Content, flawed: &Flawed) -> Self {
        let absent = left_out_ids(&content.left_out, "content/team.yaml").map(|id| (id, None));
        let people = content.people.iter().map(|p| (p.id.clone(), p.left));
        let campaigns = content.campaigns.iter().map(|x| x.id.clone());
        let left_out = left_out_ids(&content.left_out, "content/campaigns/");
        Self {
            people: (content.has_team && !flawed.team_unread).then(|| absent.chain(people).collect()),
            campaigns: (!flawed.campaigns_unread).then(|| campaigns.chain(left_out).collect()),
        }
    }
}

/// What `unique` asks of a record.
trait Named {
    const WHAT: &'static str;
    fn id(&self) -> &Id;
    fn origin(&self) -> &Origin;
    fn amount(&self) -> Option<Money> {
        None
    }
}

impl Named for Deal {
    const WHAT: &'static str = "deal";
    fn id(&self) -> &Id {
        &self.id
    }
    fn origin(&self) -> &Origin {
        &self.origin
    }
    fn amount(&self) -> Option<Money> {
        self.amount
    }
}

impl Named for Campaign {
    const WHAT: &'static str = "campaign";
    fn id(&self) -> &Id {
        &self.id
    }
    fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl Named for Person {
    const WHAT: &'static str = "person";
    fn id(&self) -> &Id {
        &self.id
    }
    fn origin(&self) -> &Origin {
        &self.origin
    }
}

/// Keeps the first of each id, in the order of files and positions, and reports the others.
fn unique<T: Named>(c: &mut Checker<'_>, records: &mut Vec<T>, broken: &[Broken<T>], left_out: &mut Vec<LeftOut>) {
    let named = broken.iter().filter(|b| b.named).map(|b| (&b.record, None));
    let mut all: Vec<(&T, Option<usize>)> = named.collect();
    if all.is_empty() && !records.windows(2).any(|w| w[0].id() == w[1].id()) {
        return;
    }
    all.extend(records.iter().enumerate().map(|(i, r)| (r, Some(i))));
    let place = |r: &T| (r.origin().file.clone(), r.origin().document, r.origin().index);
    all.sort_by(|a, b| a.0.id().cmp(b.0.id()).then_with(|| place(a.0).cmp(&place(b.0))));
    let mut doubled = vec![false; records.len()];
    for same in all.chunk_by(|a, b| a.0.id() == b.0.id()).filter(|same| same.len() > 1) {
        let id = [Seg::Key("id")];
        let first = c.locator.place(same[0].0.origin(), &id, Part::Value);
        for (record, position) in &same[1..] {
            let place = c.locator.place(record.origin(), &id, Part::Value);
            let message = format!("the {} `{}` stands twice", T::WHAT, record.id());
            c.problems.push(
                Problem::new(Code::DuplicateId, message)
                    .at(place)
                    .related(first.clone(), "first here"),
            );
            let Some(i) = *position else { continue };
            doubled[i] = true;
            left_out.push(LeftOut {
                file: record.origin().file.clone(),
                id: None,
                amount: record.amount(),
            });
        }
    }
    let mut keep = doubled.iter().map(|d| !d);
    records.retain(|_| keep.next().unwrap_or(true));
}

struct Checker<'a> {
    settings: &'a Settings,
    as_of: Day,
    locator: &'a Locator,
    problems: Vec<Problem>,
    hints: HashMap<String, Option<String>>,
}

impl Checker<'_> {
    fn report(&mut self, code: Code, message: String, origin: &Origin, path: &[Seg], hint: Option<String>) {
        let mut problem = Problem::new(code, message).at(self.locator.place(origin, path, Part::Value));
        problem.hint = hint;
        self.problems.push(problem);
    }

    /// Whether a name is somebody's.
    fn person(&mut self, known: &Known, id: Option<&Id>, origin: &Origin, path: &[Seg]) -> bool {
        let (Some(people), Some(id)) = (&known.people, id) else {
            return true;
        };
        if people.contains_key(id) {
            return true;
        }
        let none = || format!("add them to content/team.yaml: `- {{id: {id}, name: …, function: sales}}`");
        let hint = self.hint(id, people.keys()).or_else(|| Some(none()));
        let message = format!("`{id}` is nobody in team.yaml");
        self.report(Code::UnknownReference, message, origin, path, hint);
        false
    }

    /// Whether a name is a campaign's.
    fn is_campaign(&mut self, known: &Known, id: &Id, origin: &Origin, path: &[Seg]) -> bool {
        let Some(campaigns) = known.campaigns.as_ref().filter(|c| !c.contains(id)) else {
            return true;
        };
        let none = || format!("there are no campaigns yet; `funnelbook new campaign {id}` writes one");
        let hint = self.hint(id, campaigns.iter()).or_else(|| Some(none()));
        let message = format!("`{id}` is no campaign");
        self.report(Code::UnknownReference, message, origin, path, hint);
        false
    }

    /// What may have been meant; looked for once a word, since the same slip is often made again.
    fn hint<'k>(&mut self, id: &Id, known: impl Iterator<Item = &'k Id> + Clone) -> Option<String> {
        if let Some(hint) = self.hints.get(id.as_str()) {
            return hint.clone();
        }
        let hint = suggest(id.as_str(), known.map(Id::as_str));
        self.hints.insert(id.to_string(), hint.clone());
        hint
    }

    fn money(&mut self, money: Money, day: Day, origin: &Origin, path: &[Seg], record: &str) -> bool {
        match self.settings.to_site(money, day) {
            Ok(_) => true,
            Err(NoValue::NoRate(currency, day)) => {
                let hint = format!("add a rate for {currency}, dated {day} or earlier, to [rates] in site.toml");
                self.report(
                    Code::NoRate,
                    format!("{record} needs a rate for {currency} on {day}"),
                    origin,
                    path,
                    Some(hint),
                );
                false
            }
            Err(NoValue::TooLarge) => {
                self.report(
                    Code::TooLarge,
                    "the amount is too large in the site's currency".into(),
                    origin,
                    path,
                    Some("correct the amount, or the currency's rate in [rates] of site.toml".into()),
                );
                false
            }
        }
    }

    /// Whether there is a rate for a currency at all, on whatever day.
    fn any_rate(&self, money: Option<Money>) -> bool {
        money.is_none_or(|m| m.currency == self.settings.currency || self.settings.rates.contains_key(&m.currency))
    }

    /// Checks a campaign; one that is not `sound` may have stand-ins for dates.
    fn campaign(&mut self, x: &Campaign, known: &Known, sound: bool) -> bool {
        let mut good = self.person(known, x.owner.as_ref(), &x.origin, &[Seg::Key("owner")]);
        let record = format!("the campaign `{}`", x.id);
        if let Some(budget) = x.budget.filter(|b| sound || !self.any_rate(Some(*b))) {
            good &= self.money(budget, x.starts, &x.origin, &[Seg::Key("budget")], &record);
        }
        for (month, money) in &x.spend {
            let path = [Seg::Key("spend"), Seg::Name(month.to_string().into())];
            good &= self.money(*money, month.last(), &x.origin, &path, &record);
        }
        good
    }

    /// Checks a deal; one that is not `sound` may have stand-ins for dates.
    fn deal(&mut self, d: &Deal, known: &Known, sound: bool) -> bool {
        let mut good = self.person(known, d.owner.as_ref(), &d.origin, &[Seg::Key("owner")]);
        if let Some(next) = &d.next {
            let path = [Seg::Key("next"), Seg::Key("by")];
            good &= self.person(known, next.by.as_ref(), &d.origin, &path);
        }
        if let Some(source) = &d.source {
            good &= self.is_campaign(known, source, &d.origin, &[Seg::Key("source")]);
        }
        for (i, touch) in (0u32..).zip(&d.touches) {
            if let Some(campaign) = &touch.campaign {
                let path = [Seg::Key("touches"), Seg::Index(i), Seg::Key("campaign")];
                good &= self.is_campaign(known, campaign, &d.origin, &path);
            }
        }
        let win = self.settings.funnel.win();
        let as_of = self.as_of;
        let past = |day: Day| day <= as_of;
        let won = d
            .stages
            .iter()
            .filter(|e| e.stage as usize == win && past(e.on.day))
            .map(|e| e.on.day)
            .min();
        let closed = won.or(d.lost.as_ref().map(|l| l.on.day).filter(|day| past(*day)));
        let record = format!("the deal `{}`", d.id);
        // A deal that begins after `as_of` does not exist, and needs no rate yet.
        let exists = sound && d.stages.iter().any(|e| past(e.on.day));
        if let Some(amount) = d.amount.filter(|a| exists || !self.any_rate(Some(*a))) {
            good &= self.money(
                amount,
                closed.unwrap_or(as_of),
                &d.origin,
                &[Seg::Key("amount")],
                &record,
            );
        }
        for (i, f) in d.follow_ups.iter().enumerate() {
            let amount = f.amount.filter(|_| sound && past(f.on.day));
            if let (Some(amount), Ok(i)) = (amount, u32::try_from(i)) {
                let path = [Seg::Key("follow_ups"), Seg::Index(i), Seg::Key("amount")];
                good &= self.money(amount, f.on.day, &d.origin, &path, &record);
            }
        }
        if !good || !sound {
            return false;
        }
        let opportunity = self.settings.funnel.opportunity;
        if d.amount.is_none()
            && d.stages
                .iter()
                .any(|e| e.stage as usize >= opportunity && past(e.on.day))
        {
            let stage = &self.settings.funnel.stages[opportunity].id;
            self.report(
                Code::NoAmount,
                format!("the deal `{}` has reached `{stage}` and has no amount", d.id),
                &d.origin,
                &[],
                Some("add `amount: …`; until then the deal counts and its money does not".into()),
            );
        }
        let left = d
            .owner
            .as_ref()
            .and_then(|o| known.people.as_ref()?.get(o).copied().flatten());
        if let (Some(left), Some(owner), None) = (left.filter(|l| *l <= as_of), &d.owner, closed) {
            self.report(
                Code::OwnerLeft,
                format!("the open deal `{}` belongs to `{owner}`, who left on {left}", d.id),
                &d.origin,
                &[Seg::Key("owner")],
                Some("name somebody who is there as `owner`, or close the deal".into()),
            );
        }
        true
    }

    fn people(&mut self, people: &[Person]) {
        for person in people {
            for (quarter, money) in &person.quota {
                let Some(last) = quarter_end(quarter, self.settings.fiscal_year_starts) else {
                    continue;
                };
                let path = [Seg::Key("quota"), Seg::Name(quarter.as_str().into())];
                self.money(
                    *money,
                    last,
                    &person.origin,
                    &path,
                    &format!("the quota of `{}`", person.id),
                );
            }
        }
    }

    fn costs(&mut self, content: &Content, checked: &mut Checked) {
        let mut known = HashSet::new();
        for cost in &content.costs {
            let name = Seg::Name(cost.month.to_string().into());
            if !known.insert(cost.month) {
                self.report(
                    Code::DuplicateKey,
                    format!("the month {} stands twice", cost.month),
                    &cost.origin,
                    std::slice::from_ref(&name),
                    Some("keep the one that is right".into()),
                );
            }
            let parts = [
                ("marketing", cost.marketing),
                ("sales", cost.sales),
                ("shared", cost.shared),
            ];
            for (key, money) in parts {
                if let Some(money) = money {
                    let path = [name.clone(), Seg::Key(key)];
                    self.money(
                        money,
                        cost.month.last(),
                        &cost.origin,
                        &path,
                        &format!("the month {}", cost.month),
                    );
                }
            }
        }
        let (Some(first), Some(last)) = (content.costs.first(), content.costs.last()) else {
            return;
        };
        let missing: Vec<Month> = (first.month.0..last.month.0)
            .map(Month)
            .filter(|m| !known.contains(m))
            .collect();
        if !missing.is_empty() {
            let message = format!("costs.yaml has no entry for {}", months_in_words(&missing));
            self.report(
                Code::MonthMissing,
                message,
                &first.origin,
                &[],
                Some("missing is not zero: write 0 if there were none".into()),
            );
            checked.incomplete.push((first.origin.clone(), None, missing));
        }
    }

    /// Spend and results against the campaign's run.
    fn months(&mut self, x: &Campaign, checked: &mut Checked) {
        let (from, to) = (x.starts.month(), x.ends.map(Day::month));
        let outside = |m: Month| m < from || to.is_some_and(|to| m > to);
        let entries = x
            .spend
            .iter()
            .map(|(m, _)| ("spend", *m))
            .chain(x.results.iter().map(|(m, _)| ("results", *m)));
        for (key, month) in entries.filter(|(_, m)| outside(*m)) {
            let path = [Seg::Key(key), Seg::Name(month.to_string().into())];
            self.report(
                Code::OutsideRun,
                format!("{key} in {month}, outside the run of the campaign `{}`", x.id),
                &x.origin,
                &path,
                Some(format!(
                    "correct the month, or {}",
                    if month < from { "`starts`" } else { "`ends`" }
                )),
            );
        }
        if x.spend.is_empty() {
            return;
        }
        let end = x.ends.unwrap_or(self.as_of).min(self.as_of);
        let first = if from.first() == x.starts {
            from
        } else {
            Month(from.0 + 1)
        };
        let missing: Vec<Month> = (first.0..=end.month().0)
            .map(Month)
            .filter(|m| m.last() <= end && !x.spend.iter().any(|(have, _)| have == m))
            .collect();
        if !missing.is_empty() {
            let message = format!("the campaign `{}` has no spend for {}", x.id, months_in_words(&missing));
            self.report(
                Code::MonthMissing,
                message,
                &x.origin,
                &[Seg::Key("spend")],
                Some("missing is not zero: write 0 if nothing was spent".into()),
            );
            checked.incomplete.push((x.origin.clone(), Some(x.id.clone()), missing));
        }
    }

    /// One warning for all that is dated later, at the latest of it: where a year is mistyped it is that.
    fn after_as_of(&mut self, content: &Content) -> usize {
        let mut total = 0;
        let mut latest: Option<Dated<'_>> = None;
        for dated in dated(content).filter(|dated| dated.day > self.as_of) {
            total += 1;
            if latest.as_ref().is_none_or(|latest| latest.day < dated.day) {
                latest = Some(dated);
            }
        }
        total += content.events.iter().filter(|e| e.on > self.as_of).count();
        if total > 0 {
            let things = if total == 1 { "entry is" } else { "entries are" };
            let as_of = self.as_of;
            let mut message = format!("{total} {things} dated after {as_of} and left out of every number");
            if let Some(latest) = &latest {
                let which = if total == 1 {
                    "it is of"
                } else {
                    "the latest, here, is of"
                };
                message = format!("{message}; {which} {}", latest.day);
            }
            let mut problem =
                Problem::new(Code::AfterAsOf, message).hint("correct the date, set a later `as_of`, or wait");
            if let Some(Dated { origin, key, index, .. }) = latest {
                let index = index.and_then(|i| u32::try_from(i).ok()).map(Seg::Index);
                let path: Vec<Seg> = std::iter::once(Seg::Key(key)).chain(index).collect();
                problem = problem.at(self.locator.place(origin, &path, Part::Value));
            }
            self.problems.push(problem);
        }
        total
    }
}

/// The last day of a quarter by its name.
pub(crate) fn quarter_end(name: &str, fiscal_year_starts: u8) -> Option<Day> {
    let (year, quarter) = name.trim_start_matches("FY").split_once("-Q")?;
    let (year, quarter): (i32, i32) = (year.parse().ok()?, quarter.parse().ok()?);
    let starts = i32::from(fiscal_year_starts);
    // A fiscal year is named after the calendar year in which it ends.
    let first_year = if starts == 1 { year } else { year - 1 };
    Some(Month(first_year * 12 + starts - 1 + quarter * 3 - 1).last())
}

/// "2026-03, 2026-04 and 7 more".
fn months_in_words(months: &[Month]) -> String {
    let shown: Vec<String> = months.iter().take(6).map(ToString::to_string).collect();
    let more = months.len() - shown.len();
    if more > 0 {
        format!("{} and {more} more", shown.join(", "))
    } else {
        shown.join(", ")
    }
}
