//! Reads site.toml.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::raw::{MODELS, RawFunnel, RawSite};
use super::{AsOf, Audience, DealPages, Funnel, Hours, Language, RuleSetting, Settings, Stage, TargetSetting, Within};
use crate::diagnostics::{Code, Place, Problem, Severity, suggest};
use crate::model::{Currency, Day, Id, Rate, Side};
use crate::reader::tree::{self, Lines, Node};
use crate::reader::{Any, Count, Cx, Entries, Field, Finding, List, Part, ScalarOr, Seed, Seg, show};
use crate::words::Words;

/// Keys that decide how content is read: with an error in one of them, content would be blamed wrongly.
const DECISIVE: [&str; 6] = ["currency", "time_zone", "as_of", "rates", "calendar", "funnel"];

/// Reads the text of `file` (site.toml). With an error the settings are given where content can be
/// checked by them all the same.
pub fn read(file: &str, text: &str) -> (Option<Settings>, Vec<Problem>) {
    let name: Arc<str> = file.into();
    let offset = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let text = &text[offset..];
    let lines = Lines::new(name, text);
    let root = match tree::parse_toml(text) {
        Ok(root) => root,
        Err(problems) => return (None, problems.iter().map(|p| lines.tree_problem(p)).collect()),
    };
    let utc = TimeZone::UTC;
    let cx = Cx::new(&utc, Currency::EUR, true, Vec::new());
    let raw = serde::de::DeserializeSeed::deserialize(Seed::<RawSite>::new(&cx), &root)
        .ok()
        .and_then(Field::good)
        .unwrap_or_default();
    let settings = Builder {
        cx: &cx,
        lines: &lines,
        root: &root,
    }
    .all(raw);
    let findings = cx.into_findings();
    let decisive = |f: &Finding| match f.path.first() {
        Some(Seg::Key(key)) => DECISIVE.contains(key),
        // A key nobody knows may be one of them, misspelt.
        Some(Seg::Name(_)) => true,
        _ => false,
    };
    let misleading = findings
        .iter()
        .any(|f| f.code.severity() == Severity::Error && decisive(f));
    let problems = findings.iter().map(|f| lines.finding(f, &root)).collect();
    (settings.filter(|_| !misleading), problems)
}

/// Whether a text is the address of a site, without a query or a fragment.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = !text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "\"'<>`?#".contains(c));
    rest.is_some_and(|r| !r.is_empty()) && plain
}

/// Rates by currency, and where each stands.
type Rates = (BTreeMap<Currency, Vec<(Day, Rate)>>, BTreeMap<(Currency, Day), Place>);

struct Builder<'a, 'e> {
    cx: &'a Cx<'e>,
    lines: &'a Lines<'a>,
    root: &'a Node,
}

impl Builder<'_, '_> {
    fn bad(&self, path: &[Seg], message: impl Into<String>, hint: Option<String>) {
        self.cx.report_finding(Finding {
            code: Code::BadSetting,
            message: message.into(),
            path: path.to_vec(),
            part: Part::Value,
            related: None,
            hint,
        });
    }

    fn place(&self, path: &[Seg]) -> Place {
        self.lines.place(&self.root.locate(path, Part::Value))
    }

    /// Where the last key of a path stands.
    fn named(&self, path: &[Seg]) -> Place {
        self.lines.place(&self.root.locate(path, Part::Key))
    }

    /// As [`Builder::bad`], of a key that may not stand there.
    fn bad_key(&self, path: &[Seg], message: impl Into<String>, hint: Option<String>) {
        self.cx.report_finding(Finding {
            code: Code::BadSetting,
            message: message.into(),
            path: path.to_vec(),
            part: Part::Key,
            related: None,
            hint,
        });
    }

    /// Texts stand in quotes: `title = 3` is a number.
    fn texts(&self) {
        let key = |k: &'static str| vec![Seg::Key(k)];
        let under = |a: &'static str, b: &'static str| vec![Seg::Key(a), Seg::Key(b)];
        let mut texts: Vec<Vec<Seg>> = [
            "title",
            "description",
            "base_url",
            "language",
            "theme",
            "currency",
            "time_zone",
            "repository",
        ]
        .map(key)
        .to_vec();
        texts.extend([
            under("handoff", "within"),
            under("attribution", "model"),
            under("privacy", "audience"),
            under("pages", "deals"),
            under("output", "dir"),
            under("calendar", "hours"),
        ]);
        let stages = self.root.at(&under("funnel", "stages")).map_or(0, Node::count);
        for i in 0..u32::try_from(stages).unwrap_or(0) {
            for k in ["id", "name", "owner", "job", "means"] {
                texts.push(vec![Seg::Key("funnel"), Seg::Key("stages"), Seg::Index(i), Seg::Key(k)]);
            }
        }
        for path in texts {
            if let Some(word) = self.root.at(&path).and_then(Node::unquoted) {
                self.cx.report_finding(Finding {
                    code: Code::WrongType,
                    message: format!("`{}` stands where a text is expected", show(word)),
                    hint: Some(format!("put it in quotes: \"{}\"", show(word))),
                    path,
                    part: Part::Value,
                    related: None,
                });
            }
        }
    }

    /// A word of `words` under `path`, or `default`.
    fn word<T>(
        &self,
        field: Field<Any>,
        path: &[Seg],
        words: &[&'static str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = field.good()?.0;
        let value = parse(&text);
        if value.is_none() {
            self.bad(
                path,
                format!("`{}` may not stand here", show(&text)),
                suggest(&text, words.iter().copied()),
            );
        }
        value
    }

    /// Sales' promise.
    fn within(&self, field: Field<Any>) -> Option<Within> {
        let text = field.good()?.0;
        let value = Within::parse(&text);
        if value.is_none() {
            self.bad(
                &[Seg::Key("handoff"), Seg::Key("within")],
                format!("`{}` may not stand here", show(&text)),
                Some("write minutes, hours or days, one or more: \"30m\", \"4h\", \"7d\"".into()),
            );
        }
        value
    }

    /// A whole number from `low` to `high`.
    fn number(&self, field: Field<Count>, path: &[Seg], low: u64, high: u64) -> Option<u64> {
        let n = field.good()?.0;
        if (low..=high).contains(&n) {
            return Some(n);
        }
        self.bad(
            path,
            format!("{n} is not between {low} and {high}"),
            Some(format!("write a whole number from {low} to {high}, or delete the line")),
        );
        None
    }

    fn all(&self, raw: RawSite) -> Option<Settings> {
        self.texts();
        self.site(raw)
    }

    fn site(&self, raw: RawSite) -> Option<Settings> {
        let key = |k: &'static str| vec![Seg::Key(k)];
        let under = |a: &'static str, b: &'static str| vec![Seg::Key(a), Seg::Key(b)];
        if raw.title.is_missing() {
            self.cx.report(
                Code::MissingTitle,
                "site.toml has no `title`",
                Some("add `title = \"Our playbook\"`".into()),
            );
        }
        let currency = self
            .word(
                raw.currency,
                &key("currency"),
                &["EUR", "USD", "GBP", "CHF"],
                Currency::parse,
            )
            .unwrap_or(Currency::EUR);
        let (zone_name, zone) = self.zone(raw.time_zone);
        let calendar = raw.calendar.good().unwrap_or_default();
        let hours = self.hours(calendar.hours, calendar.holidays);
        let fiscal = self.number(
            calendar.fiscal_year_starts,
            &under("calendar", "fiscal_year_starts"),
            1,
            12,
        );
        let handoff = raw.handoff.good().unwrap_or_default();
        let attribution = raw.attribution.good().unwrap_or_default();
        let privacy = raw.privacy.good().unwrap_or_default();
        let listed = raw.funnel.as_good().is_some_and(|f| !f.stages.is_missing());
        let funnel = if listed {
            self.funnel(raw.funnel)
        } else {
            Some(Funnel::standard())
        };
        let half_life = attribution.half_life_days.good();
        if half_life.is_some_and(|h| h.mantissa == 0) {
            self.bad(
                &under("attribution", "half_life_days"),
                "a half-life must be above zero",
                Some("write a number of days, such as 7".into()),
            );
        }
        let lookback = self.number(
            attribution.lookback_days,
            &under("attribution", "lookback_days"),
            0,
            36_500,
        );
        let horizon = raw.horizon.good().unwrap_or_default();
        let horizon = self.number(horizon.days, &under("horizon", "days"), 1, 3_650);
        let pages = raw.pages.good().unwrap_or_default();
        let markdown = raw.markdown.good().unwrap_or_default();
        let web = raw.site.good().unwrap_or_default();
        let output = raw.output.good().unwrap_or_default();
        let (rates, rate_places) = self.rates(raw.rates, currency);
        let as_i32 = |n: u64| i32::try_from(n).unwrap_or(i32::MAX);
        let language = self
            .word(raw.language, &[Seg::Key("language")], Language::WORDS, Language::parse)
            .unwrap_or(Language::En);
        Some(Settings {
            title: raw.title.good().map(|t| t.0).unwrap_or_default(),
            description: raw.description.good().map(|t| t.0),
            base_url: self
                .url(raw.base_url, "base_url")
                .map(|u| format!("{}/", u.trim_end_matches('/'))),
            index: web
                .index
                .good()
                .filter(|f| f.0)
                .map(|_| self.named(&under("site", "index"))),
            language,
            words: Arc::new(Words::of(language)),
            theme: self
                .folder_name(raw.theme, &key("theme"))
                .unwrap_or_else(|| "duet".into()),
            currency,
            zone,
            zone_name,
            as_of: self.as_of(raw.as_of),
            repository: self
                .url(raw.repository, "repository")
                .map(|u| u.trim_end_matches('/').to_owned()),
            rates,
            rate_places,
            fiscal_year_starts: fiscal.and_then(|n| u8::try_from(n).ok()).unwrap_or(1),
            hours,
            funnel: funnel?,
            within: self.within(handoff.within).unwrap_or(Within { amount: 1, unit: 'd' }),
            promise: self.number(handoff.promise, &under("handoff", "promise"), 1, 1_000_000_000),
            model: self
                .word(attribution.model, &under("attribution", "model"), &MODELS, |t| {
                    MODELS.contains(&t).then(|| t.to_owned())
                })
                .unwrap_or_else(|| "position-based".into()),
            lookback_days: lookback.map_or(180, as_i32),
            half_life_days: half_life.unwrap_or(Rate { mantissa: 7, scale: 0 }),
            horizon_days: horizon.map_or(90, as_i32),
            targets: self.targets(raw.targets),
            rules: self.rules(raw.findings),
            marketing_share: raw
                .costs
                .good()
                .and_then(|c| c.marketing_share.good())
                .map_or(Rate { mantissa: 5, scale: 1 }, |s| s.0),
            audience: self.word(
                privacy.audience,
                &under("privacy", "audience"),
                Audience::WORDS,
                Audience::parse,
            ),
            minimum_count: self
                .number(privacy.minimum_count, &under("privacy", "minimum_count"), 1, 1000)
                .unwrap_or(5),
            public_words: privacy
                .public_words
                .good()
                .map(|list| list.good().map(|(_, word)| word.0).collect())
                .unwrap_or_default(),
            deal_pages: self
                .word(
                    pages.deals,
                    &under("pages", "deals"),
                    DealPages::WORDS,
                    DealPages::parse,
                )
                .unwrap_or(DealPages::All),
            raw_html: markdown.raw_html.good().is_some_and(|f| f.0),
            output: self.output(output.dir).unwrap_or_else(|| "public".into()),
        })
    }

    fn zone(&self, field: Field<Any>) -> (String, TimeZone) {
        let name = field.good().map_or_else(|| "UTC".to_owned(), |t| t.0);
        // The database inside the binary, so that every machine reads the same rules.
        if let Ok(zone) = TimeZoneDatabase::bundled().get(&name) {
            (name, zone)
        } else {
            self.bad(
                &[Seg::Key("time_zone")],
                format!("`{}` is no IANA time zone", show(&name)),
                Some("for example `Europe/Berlin`".into()),
            );
            ("UTC".into(), TimeZone::UTC)
        }
    }

    fn url(&self, field: Field<Any>, key: &'static str) -> Option<String> {
        let text = field.good()?.0;
        if is_web_address(&text) {
            return Some(text);
        }
        self.bad(
            &[Seg::Key(key)],
            format!("`{}` is no web address", show(&text)),
            Some("it begins with https://".into()),
        );
        None
    }

    fn folder_name(&self, field: Field<Any>, path: &[Seg]) -> Option<String> {
        let text = field.good()?.0;
        if !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
            return Some(text);
        }
        self.bad(
            path,
            format!("`{}` is no name of a theme's folder", show(&text)),
            Some("letters, digits, `-` and `_`: `duet`, or a folder of themes/".into()),
        );
        None
    }

    /// A folder inside the playbook's.
    fn output(&self, field: Field<Any>) -> Option<String> {
        let text = field.good()?.0;
        let inside = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
        if text.trim_end_matches('/').split('/').all(inside) {
            return Some(text);
        }
        self.bad(
            &[Seg::Key("output"), Seg::Key("dir")],
            format!("`{}` is no folder inside the playbook's", show(&text)),
            Some("a path like `public`; the option --output may name any folder".into()),
        );
        None
    }

    fn as_of(&self, field: Field<Any>) -> AsOf {
        match field.good().map(|t| t.0) {
            None => AsOf::Latest,
            Some(text) if text == "today" => AsOf::Today,
            Some(text) => match Day::parse(&text) {
                Ok(day) => AsOf::Fixed(day),
                Err(why) => {
                    self.bad(
                        &[Seg::Key("as_of")],
                        format!("`{}` {why}", show(&text)),
                        Some("a date, or \"today\"".into()),
                    );
                    AsOf::Latest
                }
            },
        }
    }

    fn hours(&self, field: Field<Any>, holidays: Field<List<Day>>) -> Option<Hours> {
        let mut days: Vec<Day> = holidays
            .good()
            .map(|l| l.good().map(|(_, d)| d).collect())
            .unwrap_or_default();
        let text = field.good()?.0;
        let Some(mut hours) = Hours::parse(&text) else {
            self.bad(
                &[Seg::Key("calendar"), Seg::Key("hours")],
                format!("`{}` is not understood", show(&text)),
                Some("written like \"mon-fri 09:00-17:00\"".into()),
            );
            return None;
        };
        days.sort_unstable();
        days.dedup();
        hours.holidays = days;
        Some(hours)
    }

    fn rates(&self, field: Field<Entries<Entries<Rate>>>, site: Currency) -> Rates {
        let (mut out, mut places) = (BTreeMap::new(), BTreeMap::new());
        for (code, entries) in field.good().unwrap_or_default().0 {
            let path = [Seg::Key("rates"), Seg::Name(code.as_str().into())];
            let Some(currency) = Currency::parse(&code) else {
                let hint = suggest(&code, ["EUR", "USD", "GBP", "CHF"]);
                self.bad_key(&path, format!("`{}` is no currency code", show(&code)), hint);
                continue;
            };
            if currency == site {
                self.bad_key(
                    &path,
                    format!("{code} is the site's own currency"),
                    Some("delete the line".into()),
                );
            }
            let mut dated = Vec::new();
            for (date, rate) in entries.good().unwrap_or_default().0 {
                let path = [path[0].clone(), path[1].clone(), Seg::Name(date.as_str().into())];
                match (Day::parse(&date), rate.good()) {
                    (Err(why), _) => self.bad_key(&path, format!("`{}` {why}", show(&date)), None),
                    (_, Some(rate)) if rate.mantissa == 0 => {
                        let hint = format!("write what 1 {currency} is in {site}, such as 0.92");
                        self.bad(&path, "a rate must be above zero", Some(hint));
                    }
                    (Ok(day), Some(rate)) => {
                        dated.push((day, rate));
                        places.insert((currency, day), self.place(&path));
                    }
                    (Ok(_), None) => {}
                }
            }
            dated.sort_by_key(|(day, _)| *day);
            out.insert(currency, dated);
        }
        (out, places)
    }

    fn targets(&self, field: Field<Entries<ScalarOr<Any, Entries<Any>>>>) -> Vec<TargetSetting> {
        let mut out = Vec::new();
        for (metric, value) in field.good().unwrap_or_default().0 {
            let path = vec![Seg::Key("targets"), Seg::Name(metric.as_str().into())];
            match value.good() {
                None => {}
                Some(ScalarOr::Short(value)) => {
                    out.push(TargetSetting {
                        place: self.place(&path),
                        named: self.named(&path),
                        metric,
                        kind: None,
                        value: value.0,
                    });
                }
                Some(ScalarOr::Long(kinds)) => {
                    if kinds.0.is_empty() {
                        let hint = Some("a value, or a table like `{ month = 10, quarter = 30 }`".into());
                        self.bad(&path, "this target has no value", hint);
                    }
                    let named = self.named(&path);
                    for (kind, value) in kinds.0 {
                        let mut path = path.clone();
                        path.push(Seg::Name(kind.as_str().into()));
                        if !["month", "quarter", "year"].contains(&kind.as_str()) {
                            self.bad_key(
                                &path,
                                format!("`{}` is no kind of period", show(&kind)),
                                suggest(&kind, ["month", "quarter", "year"]),
                            );
                        } else if let Some(value) = value.good() {
                            out.push(TargetSetting {
                                metric: metric.clone(),
                                kind: Some(kind),
                                value: value.0,
                                place: self.place(&path),
                                named: named.clone(),
                            });
                        }
                    }
                }
            }
        }
        out
    }

    fn rules(&self, field: Field<Entries<Entries<Any>>>) -> Vec<RuleSetting> {
        let mut out = Vec::new();
        for (rule, keys) in field.good().unwrap_or_default().0 {
            let keys = keys.good().unwrap_or_default().0;
            if keys.is_empty() {
                // A table without keys changes nothing, but it names a rule all the same.
                let path = [Seg::Key("findings"), Seg::Name(rule.as_str().into())];
                out.push(RuleSetting {
                    place: self.place(&path),
                    named: (self.named(&path), self.named(&path)),
                    rule: rule.clone(),
                    key: "enabled".into(),
                    value: "true".into(),
                });
            }
            for (key, value) in keys {
                let path = [
                    Seg::Key("findings"),
                    Seg::Name(rule.as_str().into()),
                    Seg::Name(key.as_str().into()),
                ];
                if let Some(value) = value.good() {
                    out.push(RuleSetting {
                        rule: rule.clone(),
                        key,
                        value: value.0,
                        place: self.place(&path),
                        named: (self.named(&path[..2]), self.named(&path)),
                    });
                }
            }
        }
        out
    }

    fn funnel(&self, field: Field<RawFunnel>) -> Option<Funnel> {
        let path =
            |i: u32, key: &'static str| vec![Seg::Key("funnel"), Seg::Key("stages"), Seg::Index(i), Seg::Key(key)];
        let list = field.good()?.stages.good()?;
        if list.0.len() > 64 {
            self.bad(
                &[Seg::Key("funnel"), Seg::Key("stages")],
                "a funnel has at most 64 stages",
                Some("keep those that somebody decides by".into()),
            );
            return None;
        }
        let mut stages: Vec<Stage> = Vec::new();
        let mut explicit_amount = None;
        for (i, raw) in list.good() {
            let missing = |key: &str| {
                self.cx.within(Seg::Key("funnel"), || {
                    self.cx.within(Seg::Key("stages"), || {
                        self.cx.within(Seg::Index(i), || self.cx.missing(key, "stage"));
                    });
                });
            };
            if raw.id.is_missing() {
                missing("id");
            }
            if raw.owner.is_missing() {
                missing("owner");
            }
            let needs = raw.needs_amount.good().is_some_and(|f| f.0);
            let max_days = self.number(raw.max_days, &path(i, "max_days"), 1, 36_500);
            let (Some(id), Some(owner)) = (raw.id.good(), raw.owner.good()) else {
                continue;
            };
            let id = id.0;
            let well = id.starts_with(|c: char| c.is_ascii_lowercase())
                && id.len() <= 120
                && id
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if !well {
                self.bad(
                    &path(i, "id"),
                    format!("`{}` is no stage id", show(&id)),
                    Some("lower-case letters, digits and `-`, a letter first".into()),
                );
            } else if let Err(why) = Id::parse(&id) {
                let hint = Id::suggestion(&id).map(|id| format!("write `{id}`, say"));
                self.bad(&path(i, "id"), format!("the stage id `{}` {why}", show(&id)), hint);
            }
            if stages.iter().any(|s| s.id == id) {
                let hint = Some("give each stage an id of its own".into());
                self.bad(&path(i, "id"), format!("the stage `{}` stands twice", show(&id)), hint);
            }
            if owner == Side::Marketing && stages.iter().any(|s| s.owner == Side::Sales) {
                self.bad(
                    &path(i, "owner"),
                    "a marketing stage stands after a sales stage",
                    Some("marketing's stages come first; the border is the handoff".into()),
                );
            }
            if needs && explicit_amount.is_none() {
                explicit_amount = Some(stages.len());
            }
            stages.push(Stage {
                name: raw.name.good().map_or_else(|| id.clone(), |t| t.0),
                id,
                owner,
                job: raw.job.good(),
                means: raw.means.good().map(|t| t.0),
                max_days: max_days.and_then(|n| u32::try_from(n).ok()),
                needs_amount: needs,
            });
        }
        let top = [Seg::Key("funnel"), Seg::Key("stages")];
        if !stages.iter().any(|s| s.owner == Side::Marketing) || stages.last().is_none_or(|s| s.owner != Side::Sales) {
            self.bad(
                &top,
                "a funnel has at least one marketing stage and, last, a sales stage: the win",
                Some(
                    "write a [[funnel.stages]] with an `id` and an `owner` for each, or none for the usual five".into(),
                ),
            );
            return None;
        }
        let win = stages.len() - 1;
        let sales_before_win = (0..win).rev().find(|i| stages[*i].owner == Side::Sales);
        let opportunity = explicit_amount
            .or_else(|| stages.iter().position(|s| s.id == "opportunity"))
            .or(sales_before_win)
            .unwrap_or(win);
        for stage in &mut stages[opportunity..] {
            stage.needs_amount = true;
        }
        let funnel = Funnel { stages, opportunity };
        for i in [funnel.last_marketing(), funnel.first_sales()] {
            if funnel.stages[i].means.is_none() {
                self.cx.report_finding(Finding {
                    code: Code::NoCriterion,
                    message: format!(
                        "the stage `{}` stands at the handoff and has no `means`",
                        funnel.stages[i].id
                    ),
                    path: vec![
                        top[0].clone(),
                        top[1].clone(),
                        Seg::Index(u32::try_from(i).unwrap_or(0)),
                    ],
                    part: Part::Value,
                    related: None,
                    hint: Some("say what both sides agreed must be true of a deal that enters it".into()),
                });
            }
        }
        Some(funnel)
    }
}
