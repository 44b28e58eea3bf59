//! A playbook made of random bytes: valid, or nearly so. Dates run forward, names are those of records that are
//! there; what can be wrong about them is a draw of its own.

use std::fmt::Write as _;

use arbitrary::{Arbitrary, Unstructured};
use funnelbook::model::Day;

/// The first day on which anything happens.
const FIRST: &str = "2025-01-01";

/// One of a list, by a byte.
fn pick<T: Copy>(list: &[T], draw: u8) -> T {
    list[usize::from(draw) % list.len()]
}

/// The day so many days after the first.
fn day(offset: i32) -> Day {
    Day::parse(FIRST).expect("a day").plus(offset)
}

fn month(draw: u8) -> String {
    let n = i32::from(draw % 24);
    format!("{}-{:02}", 2025 + n / 12, n % 12 + 1)
}

/// A text as YAML; JSON's are.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text")
}

/// Texts that mean something somewhere: to HTML, CSV, a terminal, an address, Fluent, Tera, Markdown.
const TEXTS: [&str; 20] = [
    "north",
    "South",
    "south",
    "=1+1",
    "<script>x()</script>",
    "a & b \"c\" 'd'",
    "{{ x }}",
    "{ $n }",
    "../x",
    "a/b#c?d%20e",
    "::error::x",
    "été",
    "e\u{301}te\u{301}",
    "\u{202e}abc",
    "a\nb",
    "[x](y.md)",
    "`x`",
    "unknown",
    "Unknown",
    "a,b;\"c\"",
];

/// A text: mostly one that others have too.
#[derive(Debug)]
struct Text(String);

impl<'a> Arbitrary<'a> for Text {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let draw = u8::arbitrary(u)?;
        if draw < 230 {
            return Ok(Self(pick(&TEXTS, draw).to_owned()));
        }
        let own: String = String::arbitrary(u)?.chars().take(60).collect();
        Ok(Self(own))
    }
}

/// An amount of money, in one of three currencies or the site's.
#[derive(Arbitrary, Debug)]
struct Amount {
    units: u32,
    cents: u8,
    currency: u8,
    huge: u8,
}

impl Amount {
    fn yaml(&self) -> String {
        let currency = pick(&["", "", "", " EUR", " USD", " JPY"], self.currency);
        let units = u64::from(self.units) * if self.huge == 0 { 100_000 } else { 1 };
        if currency == " JPY" || self.cents.is_multiple_of(3) {
            format!("{units}{currency}")
        } else {
            format!("{units}.{:02}{currency}", self.cents % 100)
        }
    }
}

/// A moment some days after another.
#[derive(Arbitrary, Debug)]
struct Step {
    gap: u8,
    time: Option<u16>,
}

impl Step {
    /// It as text, and its day.
    fn after(&self, before: i32, longest: i32) -> (String, i32) {
        let at = before + i32::from(self.gap) % longest;
        let minutes = |t: u16| format!("T{:02}:{:02}", t / 60 % 24, t % 60);
        (format!("{}{}", day(at), self.time.map(minutes).unwrap_or_default()), at)
    }
}

/// A contact, with who made it and how.
#[derive(Arbitrary, Debug)]
struct Touch {
    on: Step,
    how: u8,
}

const TOUCHES: [&str; 8] = [
    "campaign: c0",
    "campaign: c1, kind: ad",
    "campaign: c2, by: sales",
    "kind: call",
    "kind: demo",
    "kind: email, by: marketing",
    "kind: referral, by: sales",
    "campaign: c0, by: marketing, kind: other",
];

/// One deal.
#[derive(Arbitrary, Debug)]
struct Deal {
    start: u16,
    first: u8,
    steps: Vec<(u8, Step)>,
    lost: Option<(Step, Option<Text>, Option<Text>)>,
    touches: Vec<Touch>,
    follow_ups: Vec<(Step, u8, Option<Amount>)>,
    account: Text,
    amount: Option<Amount>,
    facts: Vec<(u8, Text)>,
    needs: Vec<(Text, u8)>,
    answered: Option<Step>,
    notes: Option<Text>,
    wrong: u8,
}

impl Deal {
    fn yaml(&self, n: usize, setup: &Setup) -> String {
        let mut out = format!("- id: d{n}\n  account: {}\n", quoted(&self.account.0));
        self.facts(&mut out);
        let start = i32::from(self.start % 700);
        let stages = setup.stages();
        let mut stage = usize::from(self.first) % (stages.len() - 1);
        let (mut last, mut won) = (start, false);
        let _ = write!(
            out,
            "  stages:\n    - {{stage: {}, on: {}}}\n",
            stages[stage],
            day(start)
        );
        for (choice, step) in self.steps.iter().take(8) {
            stage = match choice % 12 {
                0..=8 => stage + 1,
                9 => stage + 2,
                _ => stage.saturating_sub(1),
            }
            .min(stages.len() - 1);
            let on = step.after(last, 60);
            last = on.1;
            let _ = writeln!(out, "    - {{stage: {}, on: {}}}", stages[stage], on.0);
            won = stage == stages.len() - 1;
            if won {
                break;
            }
        }
        if let (Some((step, reason, to)), true) = (&self.lost, !won || self.wrong == 1) {
            let _ = write!(out, "  lost: {{on: {}", step.after(last, 90).0);
            for (key, text) in [("reason", reason), ("to", to)] {
                let _ = text.as_ref().map(|t| write!(out, ", {key}: {}", quoted(&t.0)));
            }
            out.push_str("}\n");
        }
        self.contacts(&mut out, start, last, won);
        out
    }

    /// What has no date.
    fn facts(&self, out: &mut String) {
        const KEYS: [&str; 6] = ["name", "segment", "region", "channel", "owner", "kind"];
        let mut seen = [false; KEYS.len()];
        for (key, text) in &self.facts {
            let key = usize::from(*key) % KEYS.len();
            if std::mem::replace(&mut seen[key], true) {
                continue;
            }
            let draw = text.0.len() as u8;
            let value = match KEYS[key] {
                "owner" => pick(&["p0", "p1", "p2"], draw).to_owned(),
                "kind" => pick(&["new", "existing", "renewal"], draw).to_owned(),
                _ => quoted(&text.0),
            };
            let _ = writeln!(out, "  {}: {value}", KEYS[key]);
        }
        if let Some(amount) = &self.amount {
            let _ = writeln!(out, "  amount: {}", amount.yaml());
        }
        if self.wrong % 4 == 3 {
            let _ = writeln!(out, "  source: {}", pick(&["c0", "c1", "c2"], self.wrong / 4));
        }
        if let Some(notes) = &self.notes {
            let _ = writeln!(out, "  notes: {}", quoted(&notes.0));
        }
        if self.wrong == 2 {
            out.push_str("  nonsense: 1\n");
        }
    }

    /// Touches, follow-ups, needs and objections.
    fn contacts(&self, out: &mut String, start: i32, last: i32, won: bool) {
        let touches: Vec<String> = self
            .touches
            .iter()
            .take(6)
            .map(|touch| (touch.on.after(start - 20, 120), touch.how))
            .filter(|(on, _)| !won || on.1 < last)
            .map(|(on, how)| format!("{{on: {}, {}}}", on.0, pick(&TOUCHES, how)))
            .collect();
        let _ = writeln!(out, "  touches: [{}]", touches.join(", "));
        let mut ups = Vec::new();
        for (step, kind, amount) in self.follow_ups.iter().take(3).filter(|_| won || self.wrong == 4) {
            let kind = pick(&["onboarding", "check-in", "renewal", "expansion", "referral"], *kind);
            let amount = amount.as_ref().map(|a| format!(", amount: {}", a.yaml()));
            let on = step.after(last, 200).0;
            ups.push(format!("{{on: {on}, kind: {kind}{}}}", amount.unwrap_or_default()));
        }
        let _ = writeln!(out, "  follow_ups: [{}]", ups.join(", "));
        let need = |(text, met): &(Text, u8)| {
            let met = pick(&["", ", met: yes", ", met: no"], *met);
            format!("{{need: {}{met}}}", quoted(&text.0))
        };
        let needs: Vec<String> = self.needs.iter().take(3).map(need).collect();
        let _ = writeln!(out, "  needs: [{}]", needs.join(", "));
        if let Some(step) = &self.answered {
            let on = day(step.after(start, 200).1);
            let _ = writeln!(
                out,
                "  objections: [{{text: {}, answered: {on}}}]",
                quoted(&self.account.0)
            );
        }
    }
}

/// One campaign.
#[derive(Arbitrary, Debug)]
struct Campaign {
    name: Text,
    channel: Text,
    words: [u8; 3],
    starts: u16,
    lasts: Option<u16>,
    budget: Option<Amount>,
    spend: Vec<(u8, Amount)>,
    results: Option<(u8, u16, u8)>,
    promise: Option<Text>,
}

impl Campaign {
    fn yaml(&self, n: usize) -> String {
        let (name, channel) = (quoted(&self.name.0), quoted(&self.channel.0));
        let function = pick(&["marketing", "sales"], self.words[0]);
        let goal = pick(&["attract", "engage", "nurture", "close", "retain"], self.words[1]);
        let ask = pick(&["learn", "subscribe", "talk", "buy"], self.words[2]);
        let starts = i32::from(self.starts % 500);
        let mut out = format!(
            "- id: c{n}\n  name: {name}\n  channel: {channel}\n  function: {function}\n  goal: {goal}\n  ask: {ask}\n  starts: {}\n",
            day(starts)
        );
        if let Some(lasts) = self.lasts {
            let _ = writeln!(out, "  ends: {}", day(starts + i32::from(lasts % 400)));
        }
        if let Some(budget) = &self.budget {
            let _ = writeln!(out, "  budget: {}", budget.yaml());
        }
        let _ = writeln!(out, "  spend: {}", by_month(&self.spend));
        if let Some((at, visits, leads)) = &self.results {
            let _ = writeln!(
                out,
                "  results: {{{}: {{visits: {visits}, leads: {leads}}}}}",
                month(*at)
            );
        }
        if let Some(promise) = &self.promise {
            let _ = writeln!(out, "  promise: {}", quoted(&promise.0));
        }
        out
    }
}

/// Money by month, each month once.
fn by_month(entries: &[(u8, Amount)]) -> String {
    let mut months = std::collections::BTreeMap::new();
    for (at, amount) in entries.iter().take(12) {
        months.insert(month(*at), amount.yaml());
    }
    let entries: Vec<String> = months.iter().map(|(m, a)| format!("{m}: {a}")).collect();
    format!("{{{}}}", entries.join(", "))
}

/// What settings differ in.
#[derive(Arbitrary, Debug)]
struct Setup {
    marketing: u8,
    sales: u8,
    words: [u8; 10],
    as_of: u16,
    title: Text,
    days: [u8; 4],
}

const STAGES: [&str; 8] = ["lead", "mql", "sal", "sql", "opportunity", "offer", "trial", "won"];

impl Setup {
    fn sides(&self) -> (usize, usize) {
        (usize::from(self.marketing % 4) + 1, usize::from(self.sales % 4) + 1)
    }

    /// The stages, in order; as many as both sides have.
    fn stages(&self) -> Vec<&'static str> {
        let (marketing, sales) = self.sides();
        let mut stages: Vec<_> = STAGES[..marketing + sales - 1].to_vec();
        stages.push("won");
        stages
    }

    fn toml(&self) -> String {
        let w = |i: usize, list: &[&'static str]| pick(list, self.words[i]);
        let mut out = format!(
            "title = {}\nas_of = \"{}\"\n",
            quoted(&self.title.0),
            day(i32::from(self.as_of % 720))
        );
        let zones = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"];
        let _ = writeln!(
            out,
            "language = \"{}\"\ntime_zone = \"{}\"",
            w(0, &["en", "de"]),
            w(1, &zones)
        );
        let (currency, rates) = match self.words[2] % 3 {
            0 => (
                "EUR",
                "USD = {\"1990-01-01\" = 0.9}\nJPY = {\"1990-01-01\" = \"0.0061\"}",
            ),
            1 => (
                "USD",
                "EUR = {\"1990-01-01\" = 1.1, \"2025-06-01\" = \"1.07\"}\nJPY = {\"1990-01-01\" = 0.007}",
            ),
            _ => (
                "JPY",
                "EUR = {\"1990-01-01\" = 160.5}\nUSD = {\"1990-01-01\" = \"150.123456\"}",
            ),
        };
        let _ = writeln!(out, "currency = \"{currency}\"");
        out.push_str(w(
            3,
            &[
                "",
                "base_url = \"https://a.example/b/\"\n",
                "repository = \"https://a.example/r\"\n",
            ],
        ));
        let _ = write!(
            out,
            "[rates]\n{rates}\n[calendar]\nfiscal_year_starts = {}\n",
            self.days[0] % 12 + 1
        );
        out.push_str(w(4, &["", "", "hours = \"mon-fri 09:00-17:00\"\n"]));
        let _ = write!(
            out,
            "[handoff]\nwithin = \"{}\"\n{}",
            w(5, &["1d", "4h", "30m"]),
            w(6, &["", "promise = 3\n"])
        );
        let _ = write!(
            out,
            "[horizon]\ndays = {}\n[attribution]\nlookback_days = {}\nhalf_life_days = {}\n",
            self.days[1] % 120 + 1,
            self.days[2] % 200 + 1,
            self.days[3] % 30 + 1
        );
        let _ = writeln!(out, "[pages]\ndeals = \"{}\"", w(7, &["all", "all", "recent", "none"]));
        out.push_str(w(8, &["", "[targets]\nwin_rate = 0.3\nwon_amount = 1000\n"]));
        self.funnel(&mut out);
        out
    }

    fn funnel(&self, out: &mut String) {
        let stages = self.stages();
        for (i, id) in stages.iter().enumerate() {
            let owner = if i < self.sides().0 { "marketing" } else { "sales" };
            let _ = write!(
                out,
                "[[funnel.stages]]\nid = \"{id}\"\nowner = \"{owner}\"\nmeans = \"as agreed\"\n"
            );
            if self.words[9] % 8 == i as u8 {
                out.push_str("max_days = 10\nneeds_amount = true\n");
            }
        }
    }
}

/// A page: what it begins with, components and links, and a text.
#[derive(Arbitrary, Debug)]
struct Page {
    parts: Vec<(u8, Text)>,
}

const PARTS: [&str; 19] = [
    "# Title\n\n",
    "## Part\n\n",
    "## Part\n\n",
    "## Part 2\n\n",
    "We win {{ <metric id=\"win_rate\" period=\"last-quarter\" /> }} of them.\n\n",
    "{{ <chart kind=\"funnel\" /> }}\n\n",
    "{{ <chart kind=\"trend\" metric=\"handoffs\" every=\"month\" /> }}\n\n",
    "{{ <chart kind=\"trend\" metric=\"cac\" every=\"year\" /> }}\n\n",
    "{{ <chart kind=\"dots\" metric=\"deals_won\" by=\"channel\" period=\"all\" /> }}\n\n",
    "{{ <chart kind=\"losses\" period=\"last-year\" /> }}\n\n",
    "{{ <table metric=\"win_rate\" by=\"channel\" /> }}\n\n",
    "{{ <findings family=\"missed-opportunities\" /> }}\n\n",
    "[there](../funnel/index.html) and [here](#part)\n\n",
    "[other](p0.md) [other](p1.md#part)\n\n",
    "| a | b |\n|---|--:|\n| 1 | 2 |\n\n",
    "- [x] done\n- [ ] not\n\n",
    "A note[^1].\n\n[^1]: Here.\n\n",
    "> \"quoted\"\n\n",
    "<b id=\"part\">x</b>\n\n",
];

impl Page {
    fn markdown(&self) -> String {
        let mut out = String::new();
        for (draw, text) in self.parts.iter().take(12) {
            match usize::from(*draw) % (PARTS.len() + 4) {
                i if i < PARTS.len() => out.push_str(PARTS[i]),
                i if i == PARTS.len() => {
                    let _ = write!(out, "## {}\n\n", text.0);
                }
                _ => {
                    let _ = write!(out, "{}\n\n", text.0);
                }
            }
        }
        out
    }
}

/// All files of a playbook.
#[derive(Arbitrary, Debug)]
pub struct Playbook {
    setup: Setup,
    deals: Vec<Deal>,
    campaigns: [Campaign; 3],
    costs: Option<Vec<(u8, Amount)>>,
    people: Option<[Text; 3]>,
    quota: Option<Amount>,
    decision: Option<(u8, Step)>,
    event: Option<(Step, Text)>,
    pages: Vec<Page>,
}

impl Playbook {
    /// site.toml.
    #[must_use]
    pub fn settings(&self) -> String {
        self.setup.toml()
    }

    /// The files of its content: path and text.
    #[must_use]
    pub fn content(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let mut add = |path: &str, text: String| files.push((format!("content/{path}"), text));
        let deals = self.deals.iter().take(20).enumerate();
        add(
            "deals/all.yaml",
            deals.map(|(n, deal)| deal.yaml(n, &self.setup)).collect(),
        );
        let campaigns = self.campaigns.iter().enumerate();
        add(
            "campaigns/all.yaml",
            campaigns.map(|(n, campaign)| campaign.yaml(n)).collect(),
        );
        if let Some(costs) = &self.costs {
            let mut months = std::collections::BTreeMap::new();
            for (side, (at, amount)) in costs.iter().take(12).enumerate() {
                let side = ["shared", "marketing", "sales"][side % 3];
                months.insert(month(*at), format!("{{{side}: {}}}", amount.yaml()));
            }
            let entries: Vec<String> = months.iter().map(|(m, c)| format!("{m}: {c}")).collect();
            add("costs.yaml", format!("{{{}}}\n", entries.join(", ")));
        }
        if let Some(people) = &self.people {
            let quota = self.quota.as_ref().map(|q| format!("{{2025-Q4: {}}}", q.yaml()));
            let one = |(n, name): (usize, &Text)| {
                let quota = quota.as_ref().map(|q| format!(", quota: {q}")).unwrap_or_default();
                format!("- {{id: p{n}, name: {}, function: sales{quota}}}\n", quoted(&name.0))
            };
            add("team.yaml", people.iter().enumerate().map(one).collect());
        }
        if let Some((rule, until)) = &self.decision {
            let rule = pick(
                &["stalled", "won-and-forgotten", "handoff-unanswered", "over-budget"],
                *rule,
            );
            let until = day(until.after(400, 250).1);
            add(
                "decisions.yaml",
                format!("- {{rule: {rule}, until: {until}, by: p0, note: x}}\n"),
            );
        }
        if let Some((on, name)) = &self.event {
            let on = day(on.after(300, 250).1);
            add("events.yaml", format!("- {{on: {on}, name: {}}}\n", quoted(&name.0)));
        }
        for (n, page) in self.pages.iter().take(3).enumerate() {
            add(&format!("playbook/p{n}.md"), page.markdown());
        }
        files
    }
}
