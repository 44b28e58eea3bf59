#!/usr/bin/env python3
"""An independent reference implementation of funnelbook's metrics contract.

    reference.py SITE_DIR OUT_DIR

Reads site.toml and content/ of a *valid* site and writes metrics.csv, funnel.csv, deals.csv,
campaigns.csv, losses.csv, needs.csv, attribution.csv, forecast.csv and findings.json.

Written from the specification alone (content.md, metrics.md, outputs.md), literally, for clarity and
not for speed. Counts, money and rates are int and Fraction until the last division. It checks
nothing: an invalid site gives a traceback or nonsense. Where the specification leaves a choice, the
choice is in NOTES.md, quoted here as [N1], [N2] …
"""

import csv
import datetime as dt
import io
import json
import math
import os
import re
import sys
import tomllib
import unicodedata
from decimal import Decimal, getcontext
from fractions import Fraction
from zoneinfo import ZoneInfo

import yaml

getcontext().prec = 60
Z = 1.959963984540054  # section 2: the 95 % normal quantile
DAY = dt.timedelta(days=1)


# ---------------------------------------------------------------------------------------------
# content.md, "Scalars"
# ---------------------------------------------------------------------------------------------

# ISO 4217: codes whose minor unit is not 2 decimals
MINOR_UNITS = {code: 0 for code in "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()}
MINOR_UNITS.update({code: 3 for code in "BHD IQD JOD KWD LYD OMR TND".split()})
MINOR_UNITS.update({code: 4 for code in "CLF UYW".split()})


def minor_digits(currency):
    """content.md, Money: the decimals of a currency's minor unit."""
    return MINOR_UNITS.get(currency, 2)


def round_half_away(x):
    """content.md, Money: "rounded half away from zero"."""
    x = Fraction(x)
    n = (abs(x) * 2 + 1) // 2
    return int(n if x >= 0 else -n)


def round_half_up(x):
    """metrics.md, section 3: "half up": to the next whole, halves towards plus infinity. [N14]"""
    return int((Fraction(x) * 2 + 1) // 2)


def text(value):
    """content.md, Text: the text as written, brought to NFC."""
    return unicodedata.normalize("NFC", value)


def parse_date(value):
    """content.md, Date."""
    if isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(value)


class When:
    """content.md, Date or Instant: a civil date, and the instant in ns since the epoch if there is a time of day."""

    def __init__(self, date, ns=None):
        self.date = date
        self.ns = ns

    def order(self):
        """content.md, Instant: "in an ordering a bare date sorts before any time on it"."""
        return (self.date, 0, 0) if self.ns is None else (self.date, 1, self.ns)

    def after(self, other):
        """content.md, Instant: "before" and "after" compare instants where both have a time, else dates."""
        if self.ns is not None and other.ns is not None:
            return self.ns > other.ns
        return self.date > other.date

    def before(self, other):
        """As `after`."""
        return other.after(self)

    def __repr__(self):
        return f"When({self.date}, {self.ns})"


EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)


def whole_ns(moment):
    """An aware datetime without microseconds as ns since the epoch."""
    delta = moment.astimezone(dt.timezone.utc) - EPOCH
    return (delta.days * 86400 + delta.seconds) * 10**9


def local_ns(naive, zone):
    """content.md, Instant: a local time in a gap or fold is read as RFC 5545 says: in a gap with the offset
    before it, in a fold the first of the two. That is Python's fold=0."""
    return whole_ns(naive.replace(tzinfo=zone, fold=0))


def date_of_ns(ns, zone):
    """content.md, Instant: its civil date in the site's time zone."""
    moment = EPOCH + dt.timedelta(seconds=ns // 10**9)
    return moment.astimezone(zone).date()


INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?", re.I
)


def parse_when(value, zone):
    """content.md, Date and Instant."""
    value = value.strip()
    match = INSTANT.fullmatch(value)
    if not match:
        return When(dt.date.fromisoformat(value))
    day, hour, minute, second, fraction, offset = match.groups()
    naive = dt.datetime.combine(
        dt.date.fromisoformat(day), dt.time(int(hour), int(minute), int(second or 0))
    )
    if offset is None:
        ns = local_ns(naive, zone)
    elif offset in "Zz":
        ns = whole_ns(naive.replace(tzinfo=dt.timezone.utc))
    else:
        sign = -1 if offset[0] == "-" else 1
        shift = dt.timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6])) * sign
        ns = whole_ns(naive.replace(tzinfo=dt.timezone(shift)))
    ns += int((fraction or "").ljust(9, "0")[:9])
    return When(date_of_ns(ns, zone), ns)


def parse_month(value):
    """content.md, Month: as its first day."""
    return dt.date.fromisoformat(value + "-01")


def add_months(first, count):
    """The first day of the month `count` months after the month that starts on `first`."""
    index = first.year * 12 + first.month - 1 + count
    return dt.date(index // 12, index % 12 + 1, 1)


def month_end(first):
    """The last day of a month."""
    return add_months(first, 1) - DAY


class Book:
    """The settings and everything read, plus the one conversion of money."""

    def money(self, value, on):
        """content.md, Money: to the site's minor units, foreign money at the latest rate not after `on`,
        amount x rate exactly, rounded half away from zero."""
        match = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(?: ([A-Z]{3}))?", value.strip())
        amount = Fraction(match[1])
        currency = match[2] or self.currency
        if currency == self.currency:
            minor = amount * 10 ** minor_digits(self.currency)
            assert minor.denominator == 1, value
            return int(minor)
        rate = None
        for day, each in sorted(self.rates[currency].items()):
            if day <= on:
                rate = each
        return round_half_away(amount * rate * 10 ** minor_digits(self.currency))


# ---------------------------------------------------------------------------------------------
# content.md, "site.toml"
# ---------------------------------------------------------------------------------------------

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

DEFAULT_STAGES = [
    {"id": "lead", "owner": "marketing"},
    {"id": "mql", "owner": "marketing"},
    {"id": "sql", "owner": "sales"},
    {"id": "opportunity", "owner": "sales"},
    {"id": "won", "owner": "sales"},
]


def exact(value):
    """content.md, site.toml: an exact decimal, given as a number or a string."""
    return Fraction(Decimal(str(value)))


def read_settings(root):
    """content.md, site.toml."""
    with open(os.path.join(root, "site.toml"), "rb") as file:
        raw = tomllib.loads(file.read().decode("utf-8-sig"), parse_float=Decimal)
    book = Book()
    book.currency = raw.get("currency", "EUR")
    book.zone = ZoneInfo(raw.get("time_zone", "UTC"))
    book.as_of_setting = raw.get("as_of")
    book.rates = {
        code: {parse_date(day): exact(rate) for day, rate in table.items()}
        for code, table in raw.get("rates", {}).items()
    }
    calendar = raw.get("calendar", {})
    book.fiscal_start = calendar.get("fiscal_year_starts", 1)
    book.hours = parse_hours(calendar["hours"]) if "hours" in calendar else None
    book.holidays = {parse_date(day) for day in calendar.get("holidays", [])}

    stages = raw.get("funnel", {}).get("stages", DEFAULT_STAGES)
    book.stages = [stage["id"] for stage in stages]
    book.stage_owner = [stage["owner"] for stage in stages]
    book.stage_max_days = [stage.get("max_days") for stage in stages]
    book.n = len(stages) - 1  # the win
    book.h = book.stage_owner.index("sales")  # section 1, Handoff
    book.m = book.h - 1
    # content.md, `needs_amount` and `amount`: the opportunity stage
    needing = [i for i, stage in enumerate(stages) if stage.get("needs_amount")]
    if needing:
        book.opp = needing[0]
    elif "opportunity" in book.stages:
        book.opp = book.stages.index("opportunity")
    elif book.h < book.n:
        book.opp = book.n - 1
    else:
        book.opp = book.n

    handoff = raw.get("handoff", {})
    book.within = parse_within(handoff.get("within", "1d"))
    book.promise = handoff.get("promise")
    attribution = raw.get("attribution", {})
    book.model = attribution.get("model", "position-based")
    book.lookback = attribution.get("lookback_days", 180)
    book.half_life = attribution.get("half_life_days", 7)
    book.horizon = raw.get("horizon", {}).get("days", 90)
    book.findings = raw.get("findings", {})
    book.follow_up_days = book.findings.get("won-and-forgotten", {}).get("follow_up_days", 90)
    book.marketing_share = exact(raw.get("costs", {}).get("marketing_share", "0.5"))
    return book


def parse_hours(value):
    """content.md, `[calendar] hours`: "mon-fri 09:00-17:00" as (weekdays, start, end)."""
    days, times = value.split()
    weekdays = set()
    for part in days.split(","):
        first, _, last = part.partition("-")
        i, j = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        while True:
            weekdays.add(i)
            if i == j:
                break
            i = (i + 1) % 7
    start, end = times.split("-")
    return weekdays, dt.time.fromisoformat(start), dt.time.fromisoformat(end)


def parse_within(value):
    """content.md, `handoff.within`: "30m", "4h", "1d" as (number, unit)."""
    return int(value[:-1]), value[-1]


# ---------------------------------------------------------------------------------------------
# content.md, "The folder": records
# ---------------------------------------------------------------------------------------------


def read_documents(path):
    """content.md: one record, a list of records, or several documents, each either. All scalars as strings."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        data = file.read()
    records = []
    for document in yaml.load_all(data, Loader=yaml.BaseLoader):
        if document in (None, ""):
            continue
        records.extend(document if isinstance(document, list) else [document])
    return records


def read_folder(root, folder):
    """content.md: every .yaml and .yml below a folder; the stem is the id of a single record without one."""
    found = []
    base = os.path.join(root, "content", folder)
    for where, folders, files in os.walk(base):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            stem, extension = os.path.splitext(name)
            if name.startswith(".") or extension not in (".yaml", ".yml"):
                continue
            records = read_documents(os.path.join(where, name))
            if len(records) == 1:
                records[0].setdefault("id", stem)
            found.extend(records)
    return sorted(found, key=lambda record: record["id"])


def read_single(root, name, default):
    """content.md: team.yaml, costs.yaml, decisions.yaml, each optional."""
    path = os.path.join(root, "content", name)
    if not os.path.exists(path):
        return default
    documents = list(yaml.load_all(open(path, encoding="utf-8-sig").read(), Loader=yaml.BaseLoader))
    documents = [document for document in documents if document not in (None, "")]
    if isinstance(default, dict):
        merged = {}
        for document in documents:
            merged.update(document)
        return merged
    merged = []
    for document in documents:
        merged.extend(document if isinstance(document, list) else [document])
    return merged


class Record:
    """A bag of named values."""


# content.md, Touch: whose side does a kind without a campaign
SIDE_OF_KIND = {kind: "sales" for kind in "call meeting discovery demo quote proposal negotiation".split()}
SIDE_OF_KIND.update({kind: "marketing" for kind in "ad content webinar search social web".split()})


def read_campaigns(book, root):
    """content.md, Campaign: without its money, which needs as_of."""
    campaigns = {}
    for raw in read_folder(root, "campaigns"):
        campaign = Record()
        campaign.id = raw["id"]
        campaign.name = text(raw["name"])
        campaign.function = raw["function"]
        campaign.channel = text(raw["channel"])
        campaign.goal = raw["goal"]
        campaign.ask = raw.get("ask", "learn")
        campaign.starts = parse_date(raw["starts"])
        campaign.ends = parse_date(raw["ends"]) if "ends" in raw else None
        campaign.raw = raw
        campaigns[campaign.id] = campaign
    return campaigns


def value_campaigns(book):
    """Section 1: spend and results of a month count whole once its first day is not after as_of.
    content.md: spend at the rate of the month's last day, the budget at that of `starts`."""
    for campaign in book.campaigns.values():
        raw = campaign.raw
        campaign.budget = book.money(raw["budget"], campaign.starts) if "budget" in raw else None
        campaign.spend = {}
        for month, value in raw.get("spend", {}).items() if raw.get("spend") else ():
            first = parse_month(month)
            if first <= book.as_of:
                campaign.spend[first] = book.money(value, month_end(first))
        campaign.results = {}
        for month, value in raw.get("results", {}).items() if raw.get("results") else ():
            first = parse_month(month)
            if first <= book.as_of:
                campaign.results[first] = {key: int(count) for key, count in value.items()} if value else {}


def value_costs(book, root):
    """content.md, costs.yaml: marketing's and sales' part of each month; `shared` is converted once, marketing's part
    rounded half away from zero, sales the rest."""
    book.costs = {}
    for month, parts in read_single(root, "costs.yaml", {}).items():
        first = parse_month(month)
        if first > book.as_of:
            continue
        given = {key: book.money(value, month_end(first)) for key, value in (parts or {}).items()}
        shared = given.get("shared", 0)
        ours = round_half_away(shared * book.marketing_share)
        book.costs[first] = (given.get("marketing", 0) + ours, given.get("sales", 0) + shared - ours)


def read_deals(book, root):
    """content.md, Deal: everything with its dates, before as_of is known."""
    deals = []
    for raw in read_folder(root, "deals"):
        deal = Record()
        deal.raw = raw
        deal.id = raw["id"]
        deal.account = text(raw["account"])
        deal.owner = raw.get("owner")
        deal.segment = text(raw["segment"]) if "segment" in raw else None
        deal.region = text(raw["region"]) if "region" in raw else None
        deal.own_channel = text(raw["channel"]) if "channel" in raw else None
        deal.explicit_source = raw.get("source")
        deal.kind = raw.get("kind", "new")
        stages = raw["stages"]
        if isinstance(stages, dict):
            entries = list(stages.items())
        else:
            entries = [(each["stage"], each["on"]) for each in stages]
        deal.entries = [(book.stages.index(stage), parse_when(on, book.zone)) for stage, on in entries]
        lost = raw.get("lost")
        lost = {"on": lost} if isinstance(lost, str) else lost
        deal.lost = parse_when(lost["on"], book.zone) if lost else None
        deal.reason = text(lost["reason"]) if lost and "reason" in lost else None
        deal.competitor = text(lost["to"]) if lost and "to" in lost else None
        deal.touches = []
        for each in raw.get("touches") or ():
            touch = Record()
            touch.on = parse_when(each["on"], book.zone)
            touch.date = touch.on.date
            touch.campaign = each.get("campaign")
            touch.kind = each.get("kind")
            if "by" in each:
                touch.by = each["by"]
            elif touch.campaign is not None:
                touch.by = book.campaigns[touch.campaign].function
            else:
                touch.by = SIDE_OF_KIND[touch.kind]
            deal.touches.append(touch)
        deal.follow_ups = []
        for each in raw.get("follow_ups") or ():
            follow_up = Record()
            follow_up.date = parse_when(each["on"], book.zone).date
            follow_up.kind = each["kind"]
            follow_up.raw_amount = each.get("amount")
            deal.follow_ups.append(follow_up)
        deal.needs = []
        for each in raw.get("needs") or ():
            if isinstance(each, str):
                deal.needs.append((text(each), None))
            else:
                met = {"yes": True, "true": True, "no": False, "false": False}[each["met"]] if "met" in each else None
                deal.needs.append((text(each["need"]), met))
        deal.objections = [
            parse_date(each["answered"]) if "answered" in each else None for each in raw.get("objections") or ()
        ]
        deals.append(deal)
    return deals


def find_as_of(book, deals):
    """content.md, `as_of`: a date, "today", or by default the latest date of any deal's stage, loss, touch or follow-up
    that is not after today; with no deals today."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        today = date_of_ns(int(os.environ["SOURCE_DATE_EPOCH"]) * 10**9, book.zone)
    else:
        today = dt.datetime.now(book.zone).date()
    if book.as_of_setting == "today":
        return today
    if book.as_of_setting is not None:
        return parse_date(book.as_of_setting)
    dates = []
    for deal in deals:
        dates += [when.date for _, when in deal.entries]
        dates += [deal.lost.date] if deal.lost else []
        dates += [touch.date for touch in deal.touches]
        dates += [follow_up.date for follow_up in deal.follow_ups]
    return max((date for date in dates if date <= today), default=today)


# ---------------------------------------------------------------------------------------------
# metrics.md, section 1: a deal's history
# ---------------------------------------------------------------------------------------------


def history(book, deal):
    """Section 1: what a deal's entries, touches and loss come to on as_of; False if it does not exist yet."""
    as_of = book.as_of
    deal.entries = [(stage, when) for stage, when in deal.entries if when.date <= as_of]
    if not deal.entries:
        return False
    if deal.lost and deal.lost.date > as_of:
        deal.lost = deal.reason = deal.competitor = None
    # reached: the earliest date of an entry in s or any later stage
    deal.reached = [
        min((when.date for stage, when in deal.entries if stage >= s), default=None) for s in range(book.n + 1)
    ]
    # visited: the earliest date of an entry in s itself
    deal.visited = [
        min((when.date for stage, when in deal.entries if stage == s), default=None) for s in range(book.n + 1)
    ]
    deal.created = deal.reached[0]
    # status, closed, stage
    latest = max((when.date, stage) for stage, when in deal.entries)
    if deal.reached[book.n] is not None:
        deal.status, deal.closed, deal.stage = "won", deal.reached[book.n], book.n
        deal.closed_when = min((w for s, w in deal.entries if s == book.n), key=When.order)
    elif deal.lost:
        deal.status, deal.closed, deal.stage = "lost", deal.lost.date, latest[1]
        deal.closed_when = deal.lost
    else:
        deal.status, deal.closed, deal.stage = "open", None, latest[1]
        deal.closed_when = None
    deal.latest_entry = latest[0]
    # recycled: the dates of the returns
    ordered = sorted((when.date, stage) for stage, when in deal.entries)
    deal.returns = [this[0] for before, this in zip(ordered, ordered[1:]) if this[1] < before[1]]
    # touches: all up to as_of, and those that count: not after closed [N5]
    deal.all_touches = [touch for touch in deal.touches if touch.date <= as_of]
    deal.touches = [touch for touch in deal.all_touches if deal.closed is None or touch.date <= deal.closed]
    deal.follow_ups = [follow_up for follow_up in deal.follow_ups if follow_up.date <= as_of]
    for follow_up in deal.follow_ups:
        raw = follow_up.raw_amount
        follow_up.amount = 0 if raw is None else book.money(raw, follow_up.date)
    # the money: at the rate of closed, of an open deal at that of as_of
    raw = deal.raw.get("amount")
    deal.amount = None if raw is None else book.money(raw, deal.closed or as_of)
    # source campaign, sourced by, channel
    early = sorted((t for t in deal.touches if t.date <= deal.created), key=lambda t: t.on.order())
    with_campaign = [touch for touch in early if touch.campaign is not None]
    if deal.explicit_source is not None:
        deal.source = deal.explicit_source
    elif with_campaign:
        deal.source = with_campaign[0].campaign
    else:
        deal.source = None
    if deal.source is not None:
        deal.sourced_by = book.campaigns[deal.source].function
    elif early:
        deal.sourced_by = early[0].by
    else:
        deal.sourced_by = "unknown"
    if deal.source is not None:
        deal.channel = book.campaigns[deal.source].channel
    else:
        deal.channel = deal.own_channel or "unknown"
    # marketing-influenced: 0 <= closed - date <= lookback_days [N6]
    end = deal.closed or as_of
    deal.influenced = any(t.by == "marketing" and 0 <= (end - t.date).days <= book.lookback for t in deal.touches)
    # section 3, nurture_touches: marketing touches from created to visiting m, both days counted
    visited = deal.visited[book.m]
    deal.nurture = None
    if visited is not None:
        deal.nurture = sum(t.by == "marketing" and deal.created <= t.date <= visited for t in deal.touches)
    return True


def member(deal, dimension):
    """Section 3, Breakdowns: the member a deal belongs to; "a deal without the dimension is under `unknown`"."""
    value = {
        "channel": deal.channel,
        "campaign": deal.source,
        "owner": deal.owner,
        "segment": deal.segment,
        "region": deal.region,
        "kind": deal.kind,
    }[dimension]
    return "unknown" if value is None else value


# ---------------------------------------------------------------------------------------------
# metrics.md, section 1: periods
# ---------------------------------------------------------------------------------------------


class Period:
    """A calendar month, quarter or year, or `all` (start None, ends on as_of)."""

    def __init__(self, name, kind, start, end, months):
        self.name, self.kind, self.start, self.end, self.months = name, kind, start, end, months

    def holds(self, date):
        """Is the date in the period? Everything that has a date is up to as_of."""
        return date is not None and (self.start is None or self.start <= date) and date <= self.end


def fiscal(book, first):
    """outputs.md: the fiscal year (named after the calendar year in which it ends), its first month and the index
    of the month in it. [N8]"""
    index = (first.month - book.fiscal_start) % 12
    start = add_months(first, -index)
    year = month_end(add_months(start, 11)).year
    return year, start, index


def quarter_name(book, first):
    """outputs.md: `2026-Q3`, with `FY` in front where the fiscal year is not the calendar year."""
    year, _, index = fiscal(book, first)
    prefix = "FY" if book.fiscal_start != 1 else ""
    return f"{prefix}{year}-Q{index // 3 + 1}"


def make_periods(book):
    """Section 1: months, quarters and years from the earliest of the first created date and the first month with
    spend, results or costs, to as_of, and `all`."""
    periods = [Period("all", "all", None, book.as_of, None)]
    if not book.deals and not book.campaigns:
        return periods
    starts = [deal.created for deal in book.deals] + list(book.costs)
    for campaign in book.campaigns.values():
        starts += list(campaign.spend) + list(campaign.results)
    if not starts:
        return periods
    month = min(starts).replace(day=1)
    seen = set()
    prefix = "FY" if book.fiscal_start != 1 else ""
    while month <= book.as_of:
        year, year_start, index = fiscal(book, month)
        quarter_start = add_months(year_start, index // 3 * 3)
        for name, kind, start, months in (
            (f"{month:%Y-%m}", "month", month, 1),
            (quarter_name(book, month), "quarter", quarter_start, 3),
            (f"{prefix}{year}", "year", year_start, 12),
        ):
            if name not in seen:
                seen.add(name)
                periods.append(Period(name, kind, start, add_months(start, months) - DAY, months))
        month = add_months(month, 1)
    return periods


# ---------------------------------------------------------------------------------------------
# metrics.md, section 2: estimators
# ---------------------------------------------------------------------------------------------


def wilson(x, n):
    """Section 2: the Wilson score interval, 95 %, without continuity correction."""
    if n <= 0:
        return None, None
    p = x / n
    centre = p + Z * Z / (2 * n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    low = 0.0 if x == 0 else (centre - half) / scale
    high = 1.0 if x == n else (centre + half) / scale
    return low, high


def newcombe(x1, n1, x2, n2):
    """Section 6, `leak`: Newcombe's hybrid score interval of p1 - p2 (his method 10)."""
    p1, p2 = x1 / n1, x2 / n2
    l1, u1 = wilson(x1, n1)
    l2, u2 = wilson(x2, n2)
    d = p1 - p2
    return d - math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), d + math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)


class Curve:
    """Section 2: the Aalen-Johansen estimate over (days, event) where event is "converted", "lost" or "open"."""

    def __init__(self, cases):
        self.cases = cases
        self.largest = max((days for days, _ in cases), default=None)
        self.censored_at_largest = any(d == self.largest and e == "open" for d, e in cases)
        self.steps = []  # (day, n, c, l, S before, F after)
        survival, incidence = Fraction(1), Fraction(0)
        for k in sorted({days for days, event in cases if event != "open"}):
            n = sum(days >= k for days, _ in cases)
            c = sum(days == k and event == "converted" for days, event in cases)
            l = sum(days == k and event == "lost" for days, event in cases)
            incidence += survival * Fraction(c, n)
            self.steps.append((k, n, c, l, survival, incidence))
            survival *= 1 - Fraction(c + l, n)

    def incidence(self, k):
        """F(k)."""
        value = Fraction(0)
        for day, _, _, _, _, f in self.steps:
            if day <= k:
                value = f
        return value

    def survival(self, k):
        """S_k."""
        value = Fraction(1)
        for day, n, c, l, before, _ in self.steps:
            if day <= k:
                value = before * (1 - Fraction(c + l, n))
        return value

    def variance(self, k):
        """Aalen's variance (Marubini & Valsecchi 1995, 10.12) of F(k)."""
        end = self.incidence(k)
        first = second = third = Fraction(0)
        for day, n, c, l, before, f in self.steps:
            if day > k:
                break
            if n != c + l:
                first += (end - f) ** 2 * Fraction(c + l, n * (n - c - l))
            second += before**2 * Fraction(c * (n - c), n**3)
            third += (end - f) * before * Fraction(c, n**2)
        return first + second - 2 * third

    def known(self, days):
        """"where the largest observed time is at least N, or no deal is censored at that largest time"."""
        return self.largest is not None and (self.largest >= days or not self.censored_at_largest)

    def within(self, days):
        """Section 2: value, low, high of "within N days"; 95 % on the log(-log) scale."""
        if not self.known(days):
            return None, None, None
        value = self.incidence(days)
        if value == 0 or value == 1:
            return value, None, None
        f = float(value)
        width = Z * math.sqrt(max(0.0, float(self.variance(days)))) / (f * -math.log(f))
        low = f ** math.exp(width) if width < 700 else 0.0
        high = f ** math.exp(-width)
        return value, min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0)


def median(values):
    """Section 2: the middle; of an even count the mean of the middle two."""
    values = sorted(values)
    if not values:
        return None
    half = len(values) // 2
    return Fraction(values[half]) if len(values) % 2 else Fraction(values[half - 1] + values[half]) / 2


def percentile90(values):
    """Section 2: the 90th percentile by the nearest-rank rule."""
    values = sorted(values)
    return Fraction(values[-(-9 * len(values) // 10) - 1]) if values else None


def kaplan_meier_median(cases):
    """Section 3, `speed_to_lead_hours`: the smallest t with S(t) <= 0.5, exactly; cases are (time, answered)."""
    survival = Fraction(1)
    for t in sorted({time for time, answered in cases if answered}):
        n = sum(time >= t for time, _ in cases)
        d = sum(time == t and answered for time, answered in cases)
        survival *= 1 - Fraction(d, n)
        if survival <= Fraction(1, 2):
            return t
    return None


def pairs(book):
    """Section 2: consecutive pairs, (s0 -> sn) and, where h is not the win, (h -> sn), each once."""
    result = [(s, s + 1) for s in range(book.n)]
    for long in [(0, book.n)] + ([(book.h, book.n)] if book.h != book.n else []):
        if long not in result:
            result.append(long)
    return result


def cohort_curve(book, deals, s, t):
    """Section 2: whole days from reached(d, s) to conversion, to loss, or to as_of."""
    cases = []
    for deal in deals:
        start = deal.reached[s]
        if deal.reached[t] is not None:
            cases.append(((deal.reached[t] - start).days, "converted"))
        elif deal.status == "lost":
            cases.append(((deal.closed - start).days, "lost"))
        else:
            cases.append(((book.as_of - start).days, "open"))
    return Curve(cases)


def durations(deals, s, t):
    """Section 2, days in stage: from visited(d, s) for consecutive pairs, from reached(d, s) for the long ones."""
    values = []
    for deal in deals:
        if deal.reached[s] is None or deal.reached[t] is None:
            continue
        if t == s + 1:
            if deal.visited[s] is not None and deal.visited[s] <= deal.reached[t]:
                values.append((deal.reached[t] - deal.visited[s]).days)
        else:
            values.append((deal.reached[t] - deal.reached[s]).days)
    return values


# ---------------------------------------------------------------------------------------------
# Writing numbers (outputs.md, "Data files")
# ---------------------------------------------------------------------------------------------


def show_rate(value):
    """outputs.md: a decimal with 6 digits."""
    return "" if value is None else show_fixed(Fraction(value), 6)


def show_fixed(value, digits):
    """An exact value with so many decimals, half up."""
    scaled = round_half_up(value * 10**digits)
    sign, scaled = ("-" if scaled < 0 else ""), abs(scaled)
    if digits == 0:
        return f"{sign}{scaled}"
    return f"{sign}{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"


def show_shortest(value):
    """metrics.md, section 3: the shortest decimal, at most 6 digits."""
    if value is None:
        return ""
    shown = show_fixed(Fraction(value), 6)
    return shown.rstrip("0").rstrip(".")


def show_money(book, minor):
    """outputs.md: major units with all the currency's decimals."""
    if minor is None:
        return ""
    digits = minor_digits(book.currency)
    return show_fixed(Fraction(minor, 10**digits), digits)


def show_text(value):
    """outputs.md: a field that a spreadsheet would run as a formula gets a leading quote."""
    if value is None:
        return ""
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def write_csv(out, name, header, rows, keys):
    """outputs.md: RFC 4180, UTF-8, LF, sorted bytewise by the leading columns. [N17]"""
    rows.sort(key=lambda row: [field.encode() for field in row[:keys]])
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    with open(os.path.join(out, name), "w", encoding="utf-8", newline="") as file:
        file.write(buffer.getvalue())


# ---------------------------------------------------------------------------------------------
# metrics.md, section 3: the registry
# ---------------------------------------------------------------------------------------------


class Value:
    """One number of one metric: value, numerator, denominator (each with how to show it), low, high."""

    def __init__(self, value, num=None, den=None, low=None, high=None, num_money=False, den_money=False):
        self.value, self.num, self.den, self.low, self.high = value, num, den, low, high
        self.num_money, self.den_money = num_money, den_money


NOTHING = Value(None)


def plain(value):
    """A count, a sum, a median: no parts."""
    return Value(value)


def deal_rate(x, n):
    """A rate of two counts of deals: with Wilson's interval."""
    low, high = wilson(x, n)
    return Value(Fraction(x, n) if n > 0 else None, x, n, low, high)


def bare_rate(x, n, money=False):
    """A rate of other things: without an interval. "A denominator of zero or less gives no value"."""
    return Value(Fraction(x) / n if n > 0 else None, x, n, num_money=money, den_money=money)


def per(money, count):
    """Money divided by a count, to minor units, half up."""
    return Value(round_half_up(Fraction(money) / count) if count > 0 else None, money, count, num_money=True)


def total(deals):
    """The amounts of deals, those there are."""
    return sum(deal.amount for deal in deals if deal.amount is not None)


class Scope:
    """The deals and campaigns of one member of one dimension (or of all) in one period."""

    def __init__(self, book, period, dimension, name, deals):
        self.book, self.period, self.dimension, self.name, self.deals = book, period, dimension, name, deals
        if dimension == "channel":
            self.campaigns = [c for c in book.campaigns.values() if c.channel == name]
        elif dimension == "campaign":
            self.campaigns = [c for c in book.campaigns.values() if c.id == name]
        elif dimension == "all":
            self.campaigns = list(book.campaigns.values())
        else:
            self.campaigns = []

    def where(self, date_of):
        """The deals whose date lies in the period."""
        return [deal for deal in self.deals if self.period.holds(date_of(deal))]

    def reached(self, s):
        return self.where(lambda deal: deal.reached[s])

    def visited(self, s):
        return self.where(lambda deal: deal.visited[s])

    def closed(self):
        return self.where(lambda deal: deal.closed)

    def won(self):
        return [deal for deal in self.closed() if deal.status == "won"]

    def lost(self):
        return [deal for deal in self.closed() if deal.status == "lost"]

    def decided(self):
        """win_rate's deals: closed in P that had reached h (where h is the win: all that closed)."""
        h, n = self.book.h, self.book.n
        return [deal for deal in self.closed() if h == n or deal.reached[h] is not None]

    def spend(self, function):
        """`marketing_spend`, `sales_spend`: campaign spend in P by function."""
        return sum(
            amount
            for campaign in self.campaigns
            if campaign.function == function
            for month, amount in campaign.spend.items()
            if self.period.holds(month)
        )

    def cost(self, function):
        """`marketing_cost`, `sales_cost`; in a breakdown campaign spend alone."""
        amount = self.spend(function)
        if self.dimension == "all":
            part = 0 if function == "marketing" else 1
            amount += sum(parts[part] for month, parts in self.book.costs.items() if self.period.holds(month))
        return amount

    def both_costs(self):
        return self.cost("marketing") + self.cost("sales")

    def results(self, key):
        return sum(
            result.get(key, 0)
            for campaign in self.campaigns
            for month, result in campaign.results.items()
            if self.period.holds(month)
        )

    def open_at(self, date):
        """Deals open at the end of a day that had reached the opportunity stage by then."""
        opp = self.book.opp
        return [
            deal
            for deal in self.deals
            if deal.reached[opp] is not None
            and deal.reached[opp] <= date
            and (deal.closed is None or deal.closed > date)
        ]

    def end(self):
        """P's end, or as_of."""
        return min(self.period.end, self.book.as_of)


# --- campaign results ---


def engagement_rate(scope):
    """`engagement_rate`: over campaigns and months that give both."""
    both = [
        result
        for campaign in scope.campaigns
        for month, result in campaign.results.items()
        if scope.period.holds(month) and "visits" in result and "impressions" in result
    ]
    return bare_rate(sum(r["visits"] for r in both), sum(r["impressions"] for r in both))


# --- funnel ---


def conversion(s, t):
    """`conversion_<s>_<t>`."""

    def compute(scope):
        cohort = scope.reached(s)
        return deal_rate(sum(deal.reached[t] is not None for deal in cohort), len(cohort))

    return compute


def within(s, t):
    """`within_<s>_<t>`."""

    def compute(scope):
        value, low, high = cohort_curve(scope.book, scope.reached(s), s, t).within(scope.book.horizon)
        return Value(value, low=low, high=high)

    return compute


# --- handoff ---


def working_day(book, day):
    """content.md, `[calendar]`: a day with working hours that is no holiday; without `hours` every day."""
    return book.hours is None or (day.weekday() in book.hours[0] and day not in book.holidays)


def days_between(book, start, end):
    """Section 3: whole days between dates, or working days with `[calendar] hours`: those in [start, end). [N9]"""
    if book.hours is None:
        return (end - start).days
    count, day = 0, start
    while day < end:
        count += working_day(book, day)
        day += DAY
    return count


def timed_hours(book, start, end):
    """Section 3: hours between two instants, or their overlap with `[calendar] hours`."""
    if book.hours is None:
        return Fraction(end.ns - start.ns, 3600 * 10**9)
    overlap, day = 0, start.date - DAY
    while day <= end.date + DAY:
        if working_day(book, day):
            opens = local_ns(dt.datetime.combine(day, book.hours[1]), book.zone)
            closes = local_ns(dt.datetime.combine(day, book.hours[2]), book.zone)
            overlap += max(0, min(closes, end.ns) - max(opens, start.ns))
        day += DAY
    return Fraction(overlap, 3600 * 10**9)


def hours_between(book, start, end):
    """Section 3, `speed_to_lead_hours`: instants where both have a time, else date difference x 24."""
    if start.ns is not None and end.ns is not None:
        return timed_hours(book, start, end)
    return Fraction(days_between(book, start.date, end.date) * 24)


def limit_hours(book, timed):
    """Section 3: `handoff.within` in hours; "`1d` is 24 h", with `[calendar] hours` "one working day": for a pair of
    instants its length, for a pair with a bare date 24. [N10]"""
    number, unit = book.within
    if unit == "m":
        return Fraction(number, 60)
    if unit == "h":
        return Fraction(number)
    if book.hours is None or not timed:
        return Fraction(number * 24)
    start, end = book.hours[1], book.hours[2]
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return Fraction(number * minutes, 60)


def is_within(book, start, end):
    """Did `end` come within `handoff.within` of `start`? "Within" is <=."""
    timed = start.ns is not None and end.ns is not None
    return hours_between(book, start, end) <= limit_hours(book, timed)


def window_over(book, date):
    """Section 3, Windows: (as_of - date) x 24 h >= within; with `[calendar] hours` by the same count."""
    return days_between(book, date, book.as_of) * 24 >= limit_hours(book, False)


def first_visit(deal, s):
    """The first entry in s, with its time if it has one."""
    return min((when for stage, when in deal.entries if stage == s), key=When.order)


def first_sales_touch(deal, start):
    """The first sales touch at or after an entry."""
    touches = [t.on for t in deal.touches if t.by == "sales" and not t.on.before(start)]
    return min(touches, key=When.order, default=None)


def handoff_promise_kept(scope):
    """`handoff_promise_kept`: handoffs / (promise x months of P x days elapsed by as_of / days of P). [N12]"""
    book, period = scope.book, scope.period
    if book.promise is None or period.kind == "all":
        return NOTHING
    days = (period.end - period.start).days + 1
    elapsed = (scope.end() - period.start).days + 1
    return bare_rate(len(scope.visited(book.m)), Fraction(book.promise * period.months * elapsed, days))


def handoff_acceptance(scope):
    """`handoff_acceptance`: accepted / (accepted + lost before h)."""
    book = scope.book
    handed = scope.visited(book.m)
    accepted = sum(deal.reached[book.h] is not None for deal in handed)
    lost = sum(deal.reached[book.h] is None and deal.status == "lost" for deal in handed)
    return deal_rate(accepted, accepted + lost)


def handoff_returned(scope):
    """`handoff_returned`: the first entry in m or earlier on a later day than the first entry in h or later. [N13]"""

    def date(deal):
        first = deal.reached[scope.book.h]
        if first is None:
            return None
        return min((w.date for s, w in deal.entries if s <= scope.book.m and w.date > first), default=None)

    return plain(len(scope.where(date)))


def speed_to_lead_hours(scope):
    """`speed_to_lead_hours`: Kaplan-Meier median from the first visit of m to the first sales touch at or after it."""
    book = scope.book
    cases = []
    for deal in scope.visited(book.m):
        start = first_visit(deal, book.m)
        touch = first_sales_touch(deal, start)
        if touch is not None:
            cases.append((hours_between(book, start, touch), True))
        else:
            end = deal.closed_when or When(book.as_of)  # [N11]
            cases.append((hours_between(book, start, end), False))
    return plain(kaplan_meier_median(cases))


def handoff_on_time(scope):
    """`handoff_on_time`: the first sales touch, or the entry by which h was reached, within `handoff.within`."""
    book = scope.book
    on_time = counted = 0
    for deal in scope.visited(book.m):
        if not window_over(book, deal.visited[book.m]):
            continue
        counted += 1
        start = first_visit(deal, book.m)
        answers = []
        touch = first_sales_touch(deal, start)
        if touch is not None:
            answers.append(touch)
        if deal.reached[book.h] is not None:
            reach = min((when for stage, when in deal.entries if stage >= book.h), key=When.order)
            if not reach.before(start):
                answers.append(reach)
        on_time += any(is_within(book, start, answer) for answer in answers)
    return deal_rate(on_time, counted)


# --- winning ---


def win_rate(scope):
    """`win_rate`."""
    decided = scope.decided()
    return deal_rate(sum(deal.status == "won" for deal in decided), len(decided))


def win_rate_value(scope):
    """`win_rate_value`: the same by amount."""
    decided = scope.decided()
    return bare_rate(total(deal for deal in decided if deal.status == "won"), total(decided), money=True)


def average_won_amount(scope):
    """`average_won_amount`: over deals won that have an amount."""
    return per(total(scope.won()), sum(deal.amount is not None for deal in scope.won()))


def sales_cycle_days(scope):
    """`sales_cycle_days`: median closed - reached(h) (where h is the win: reached(m))."""
    book = scope.book
    start = book.m if book.h == book.n else book.h
    return plain(median([(deal.closed - deal.reached[start]).days for deal in scope.won()]))


def lead_to_won_days(scope):
    """`lead_to_won_days`."""
    return plain(median([(deal.closed - deal.created).days for deal in scope.won()]))


def pipeline_created(scope):
    """`pipeline_created`."""
    return plain(total(scope.reached(scope.book.opp)))


def open_pipeline(scope):
    """`open_pipeline`."""
    return plain(total(scope.open_at(scope.end())))


def pipeline_velocity(scope):
    """`pipeline_velocity`: exact parts (average_won_amount as rounded), rounded once."""
    rate, average = win_rate(scope).value, average_won_amount(scope).value
    cycle = sales_cycle_days(scope).value
    if rate is None or average is None or cycle is None or cycle == 0:
        return NOTHING
    return plain(round_half_up(len(scope.open_at(scope.end())) * rate * average / cycle))


def won_per_day(scope):
    """`won_per_day`: over the days of P elapsed by as_of, both ends counted; `all`: since the earliest created date
    (of any deal, in a breakdown too). [N15]"""
    book, period = scope.book, scope.period
    start = period.start
    if start is None:
        start = min((deal.created for deal in book.deals), default=None)
    days = 0 if start is None else (scope.end() - start).days + 1
    return per(total(scope.won()), days)


def pipeline_coverage(scope):
    """`pipeline_coverage`: open pipeline at the end of the day before P / quota of P. [N12]"""
    book, period = scope.book, scope.period
    if period.kind not in ("quarter", "year"):
        return NOTHING
    names = [quarter_name(book, add_months(period.start, step)) for step in range(0, period.months, 3)]
    quotas = [
        amount
        for person, table in book.quotas.items()
        if scope.dimension == "all" or person == scope.name
        for name, amount in table.items()
        if name in names
    ]
    if not quotas:
        return NOTHING
    return bare_rate(total(scope.open_at(period.start - DAY)), sum(quotas), money=True)


# --- money spent ---


def cost_per_stage(s):
    """`cost_per_<stage>`."""

    def compute(scope):
        if scope.book.stage_owner[s] == "marketing":
            return per(scope.cost("marketing"), sum(d.sourced_by != "sales" for d in scope.visited(s)))
        return per(scope.both_costs(), len(scope.reached(s)))

    return compute


def cost_per_customer(cost):
    """`cac`, `marketing_cac`, `sales_cac`: over deals won of kind `new`."""
    return lambda scope: per(cost(scope), sum(deal.kind == "new" for deal in scope.won()))


def roi(scope):
    """`roi`."""
    cost = scope.both_costs()
    return bare_rate(total(scope.won()) - cost, cost, money=True)


def sourced(scope, side):
    """`marketing_sourced`, `sales_sourced`, `unknown_sourced`: won amount by sourced by."""
    return total(deal for deal in scope.won() if deal.sourced_by == side)


def romi(scope):
    """`romi`."""
    cost = scope.cost("marketing")
    return bare_rate(sourced(scope, "marketing") - cost, cost, money=True)


# --- after the win, needs, nurture ---


def follow_up_rate(scope):
    """`follow_up_rate`: deals whose window is not over are left out whole."""
    days = scope.book.follow_up_days
    over = [deal for deal in scope.won() if (scope.book.as_of - deal.closed).days >= days]
    kept = sum(any((f.date - deal.closed).days <= days for f in deal.follow_ups) for deal in over)
    return deal_rate(kept, len(over))


def expansion_amount(scope):
    """`expansion_amount`."""
    return plain(
        sum(
            f.amount
            for deal in scope.deals
            for f in deal.follow_ups
            if f.kind in ("renewal", "expansion") and scope.period.holds(f.date)
        )
    )


def recycled(scope):
    """`recycled`."""
    return plain(sum(scope.period.holds(date) for deal in scope.deals for date in deal.returns))


def needs_recorded_rate(scope):
    """`needs_recorded_rate`."""
    cohort = scope.reached(scope.book.opp)
    return deal_rate(sum(bool(deal.needs) for deal in cohort), len(cohort))


def needs_met_rate(scope):
    """`needs_met_rate`: a rate of needs, not of deals."""
    answers = [met for deal in scope.closed() for _, met in deal.needs if met is not None]
    return bare_rate(sum(answers), len(answers))


def objections_answered_rate(scope):
    """`objections_answered_rate`."""
    dates = [date for deal in scope.reached(scope.book.opp) for date in deal.objections]
    return bare_rate(sum(date is not None and date <= scope.book.as_of for date in dates), len(dates))


def discovery_before_demo_rate(scope):
    """`discovery_before_demo_rate`."""

    def first_demo(deal):
        return min((touch.date for touch in deal.touches if touch.kind == "demo"), default=None)

    cohort = scope.where(first_demo)
    good = sum(
        bool(deal.needs)
        or any(t.kind in ("discovery", "call", "meeting") and t.date <= first_demo(deal) for t in deal.touches)
        for deal in cohort
    )
    return deal_rate(good, len(cohort))


def nurture_touches(scope):
    """`nurture_touches`."""
    cohort = scope.visited(scope.book.m)
    return bare_rate(sum(deal.nurture for deal in cohort), len(cohort))


def nurtured_win_rate(many):
    """`nurtured_win_rate`, `unnurtured_win_rate`."""

    def compute(scope):
        decided = [d for d in scope.decided() if d.nurture is not None and (d.nurture >= 2) == many]
        return deal_rate(sum(deal.status == "won" for deal in decided), len(decided))

    return compute


def referrals(scope):
    """`referrals`."""
    follow_ups = sum(
        f.kind == "referral" and scope.period.holds(f.date) for deal in scope.deals for f in deal.follow_ups
    )
    referred = 0
    for deal in scope.where(lambda deal: deal.created):
        first = min(deal.touches, key=lambda touch: touch.on.order(), default=None)
        referred += first is not None and first.kind == "referral"
    return plain(follow_ups + referred)


def repeat_rate(scope):
    """`repeat_rate`: over accounts; an earlier win counts over all deals."""
    accounts = {}
    for deal in scope.won():
        accounts.setdefault(deal.account, []).append(deal.closed)
    again = sum(
        any(other.status == "won" and other.account == account and other.closed < max(wins) for other in scope.book.deals)
        for account, wins in accounts.items()
    )
    return bare_rate(again, len(accounts))


DEAL_DIMENSIONS = ["channel", "campaign", "owner", "segment", "region", "kind"]
CAMPAIGN_DIMENSIONS = ["channel", "campaign"]
LOSS_DIMENSIONS = ["reason", "lost_from", "competitor"]


def registry(book):
    """Section 3: (id, unit, dimensions it is broken down by, computation)."""
    stages = book.stages
    rows = []

    def add(name, unit, dimensions, compute):
        rows.append((name, unit, dimensions, compute))

    for name, key in (("impressions", "impressions"), ("visits", "visits"), ("campaign_leads", "leads")):
        add(name, "count", CAMPAIGN_DIMENSIONS, lambda scope, key=key: plain(scope.results(key)))
    add("engagement_rate", "rate", CAMPAIGN_DIMENSIONS, engagement_rate)
    for s, stage in enumerate(stages):
        add(f"entered_{stage}", "count", DEAL_DIMENSIONS, lambda scope, s=s: plain(len(scope.reached(s))))
    for s, t in pairs(book):
        if t == s + 1:
            add(f"conversion_{stages[s]}_{stages[t]}", "rate", DEAL_DIMENSIONS, conversion(s, t))
        add(f"within_{stages[s]}_{stages[t]}", "rate", DEAL_DIMENSIONS, within(s, t))
    add("handoffs", "count", DEAL_DIMENSIONS, lambda scope: plain(len(scope.visited(book.m))))
    add("handoff_promise_kept", "ratio", [], handoff_promise_kept)
    add("handoff_acceptance", "rate", DEAL_DIMENSIONS, handoff_acceptance)
    add("handoff_returned", "count", DEAL_DIMENSIONS, handoff_returned)
    add("speed_to_lead_hours", "hours", DEAL_DIMENSIONS, speed_to_lead_hours)
    add("handoff_on_time", "rate", DEAL_DIMENSIONS, handoff_on_time)
    add("win_rate", "rate", DEAL_DIMENSIONS, win_rate)
    add("win_rate_value", "rate", DEAL_DIMENSIONS, win_rate_value)
    add("deals_won", "count", DEAL_DIMENSIONS, lambda scope: plain(len(scope.won())))
    add("deals_lost", "count", DEAL_DIMENSIONS + LOSS_DIMENSIONS, lambda scope: plain(len(scope.lost())))
    add("won_amount", "money", DEAL_DIMENSIONS, lambda scope: plain(total(scope.won())))
    add("average_won_amount", "money", DEAL_DIMENSIONS, average_won_amount)
    add("sales_cycle_days", "days", DEAL_DIMENSIONS, sales_cycle_days)
    add("lead_to_won_days", "days", DEAL_DIMENSIONS, lead_to_won_days)
    add("pipeline_created", "money", DEAL_DIMENSIONS, pipeline_created)
    add("open_pipeline", "money", DEAL_DIMENSIONS, open_pipeline)
    add("pipeline_velocity", "money_per_day", DEAL_DIMENSIONS, pipeline_velocity)
    add("won_per_day", "money_per_day", DEAL_DIMENSIONS, won_per_day)
    add("pipeline_coverage", "ratio", ["owner"], pipeline_coverage)
    for side in ("marketing", "sales"):
        add(f"{side}_spend", "money", CAMPAIGN_DIMENSIONS, lambda scope, side=side: plain(scope.spend(side)))
        add(f"{side}_cost", "money", [], lambda scope, side=side: plain(scope.cost(side)))
        add(
            f"{side}_cac", "money", CAMPAIGN_DIMENSIONS, cost_per_customer(lambda scope, side=side: scope.cost(side))
        )
    add("cac", "money", CAMPAIGN_DIMENSIONS, cost_per_customer(Scope.both_costs))
    for s, stage in enumerate(stages):
        if s != book.n:
            add(f"cost_per_{stage}", "money", CAMPAIGN_DIMENSIONS, cost_per_stage(s))
    add("roi", "ratio", CAMPAIGN_DIMENSIONS, roi)
    add("romi", "ratio", CAMPAIGN_DIMENSIONS, romi)
    for side in ("marketing", "sales", "unknown"):
        add(f"{side}_sourced", "money", DEAL_DIMENSIONS, lambda scope, side=side: plain(sourced(scope, side)))
    add(
        "marketing_sourced_share",
        "rate",
        DEAL_DIMENSIONS,
        lambda scope: bare_rate(sourced(scope, "marketing"), total(scope.won()), money=True),
    )
    add(
        "marketing_influenced_share",
        "rate",
        DEAL_DIMENSIONS,
        lambda scope: bare_rate(total(d for d in scope.won() if d.influenced), total(scope.won()), money=True),
    )
    add(
        "marketing_sourced_pipeline",
        "money",
        DEAL_DIMENSIONS,
        lambda scope: plain(total(d for d in scope.reached(book.opp) if d.sourced_by == "marketing")),
    )
    add("follow_up_rate", "rate", DEAL_DIMENSIONS, follow_up_rate)
    add("expansion_amount", "money", DEAL_DIMENSIONS, expansion_amount)
    add("recycled", "count", DEAL_DIMENSIONS, recycled)
    add("lost_amount", "money", DEAL_DIMENSIONS + LOSS_DIMENSIONS, lambda scope: plain(total(scope.lost())))
    add("needs_recorded_rate", "rate", DEAL_DIMENSIONS, needs_recorded_rate)
    add("needs_met_rate", "rate", DEAL_DIMENSIONS, needs_met_rate)
    add("objections_answered_rate", "rate", DEAL_DIMENSIONS, objections_answered_rate)
    add("discovery_before_demo_rate", "rate", DEAL_DIMENSIONS, discovery_before_demo_rate)
    add("nurture_touches", "ratio", DEAL_DIMENSIONS, nurture_touches)
    add("nurtured_win_rate", "rate", DEAL_DIMENSIONS, nurtured_win_rate(True))
    add("unnurtured_win_rate", "rate", DEAL_DIMENSIONS, nurtured_win_rate(False))
    add("referrals", "count", DEAL_DIMENSIONS, referrals)
    add("repeat_rate", "rate", DEAL_DIMENSIONS, repeat_rate)
    return rows


def loss_member(book, deal, dimension):
    """Section 3, `lost_amount`: reason, the stage at the loss, and the competitor."""
    if dimension == "lost_from":
        return book.stages[deal.stage]
    value = deal.reason if dimension == "reason" else deal.competitor
    return "unknown" if value is None else value


def scopes(book, period):
    """Section 3, Breakdowns: every (dimension, member) of a period; `campaign` only for the period `all`."""
    yield Scope(book, period, "all", "", book.deals)
    for dimension in DEAL_DIMENSIONS:
        if dimension == "campaign" and period.kind != "all":
            continue
        groups = {}
        for deal in book.deals:
            groups.setdefault(member(deal, dimension), []).append(deal)
        if dimension == "channel":
            for campaign in book.campaigns.values():
                groups.setdefault(campaign.channel, [])
        if dimension == "campaign":
            for campaign in book.campaigns.values():
                groups.setdefault(campaign.id, [])
        if dimension == "owner":
            for person in book.quotas:
                groups.setdefault(person, [])
        for name, deals in groups.items():
            yield Scope(book, period, dimension, name, deals)
    for dimension in LOSS_DIMENSIONS:
        groups = {}
        for deal in book.deals:
            if deal.status == "lost":
                groups.setdefault(loss_member(book, deal, dimension), []).append(deal)
        for name, deals in groups.items():
            yield Scope(book, period, dimension, name, deals)


def show_value(book, value, unit):
    """outputs.md and metrics.md, section 3, Units."""
    if value is None:
        return ""
    if unit in ("rate", "ratio"):
        return show_rate(value)
    if unit in ("money", "money_per_day"):
        return show_money(book, value)
    return show_shortest(value)


def write_metrics(book, out):
    """outputs.md, `data/metrics.csv`."""
    metrics = registry(book)
    rows = []
    for period in book.periods:
        for scope in scopes(book, period):
            for name, unit, dimensions, compute in metrics:
                if scope.dimension != "all" and scope.dimension not in dimensions:
                    continue
                result = compute(scope)
                if scope.dimension != "all":
                    # rows of breakdowns whose value is empty, or a count or money of 0, are left out [N16]
                    if result.value is None:
                        continue
                    if result.value == 0 and unit in ("count", "money", "money_per_day"):
                        continue
                rows.append(
                    [
                        name,
                        period.name,
                        scope.dimension,
                        show_text(scope.name),
                        show_value(book, result.value, unit),
                        show_money(book, result.num) if result.num_money else show_shortest(result.num),
                        show_money(book, result.den) if result.den_money else show_shortest(result.den),
                        show_rate(result.low),
                        show_rate(result.high),
                        unit,
                    ]
                )
    header = "metric,period,dimension,member,value,numerator,denominator,low,high,unit"
    write_csv(out, "metrics.csv", header.split(","), rows, 4)


def write_funnel(book, out):
    """outputs.md, `data/funnel.csv`; metrics.md, section 2."""
    rows = []
    for period in book.periods:
        for s, t in pairs(book):
            cohort = [deal for deal in book.deals if period.holds(deal.reached[s])]
            entered = len(cohort)
            converted = sum(deal.reached[t] is not None for deal in cohort)
            lost = sum(deal.reached[t] is None and deal.status == "lost" for deal in cohort)
            rate = deal_rate(converted, entered)
            value, low, high = cohort_curve(book, cohort, s, t).within(book.horizon)
            days = durations(cohort, s, t)
            rows.append(
                [
                    period.name,
                    book.stages[s],
                    book.stages[t],
                    str(entered),
                    str(converted),
                    str(lost),
                    str(entered - converted - lost),
                    show_rate(rate.value),
                    show_rate(rate.low),
                    show_rate(rate.high),
                    show_rate(bare_rate(converted, converted + lost).value),
                    show_rate(value),
                    show_rate(low),
                    show_rate(high),
                    show_shortest(median(days)),
                    show_shortest(percentile90(days)),
                ]
            )
    header = (
        "period,from,to,entered,converted,lost,open,rate,rate_low,rate_high,closed_rate,"
        "within,within_low,within_high,median_days,p90_days"
    )
    write_csv(out, "funnel.csv", header.split(","), rows, 3)


def write_deals(book, out):
    """outputs.md, `data/deals.csv`. [N18]"""
    rows = [
        [
            deal.id,
            show_text(deal.account),
            deal.owner or "",
            show_text(deal.segment),
            show_text(deal.region),
            deal.status,
            book.stages[deal.stage],
            show_money(book, deal.amount),
            deal.source or "",
            show_text(deal.channel),
            deal.sourced_by,
            deal.created.isoformat(),
            deal.closed.isoformat() if deal.closed else "",
            str(((deal.closed or book.as_of) - deal.created).days),
        ]
        for deal in book.deals
    ]
    header = "id,account,owner,segment,region,status,stage,amount,source,channel,sourced_by,created,closed,days_open"
    write_csv(out, "deals.csv", header.split(","), rows, 1)


def write_losses(book, out):
    """outputs.md, `data/losses.csv`."""
    rows = []
    for period in book.periods:
        groups = {}
        for deal in book.deals:
            if deal.status == "lost" and period.holds(deal.closed):
                key = tuple(loss_member(book, deal, name) for name in ("lost_from", "reason", "competitor"))
                groups.setdefault(key, []).append(deal)
        for key, deals in groups.items():
            rows.append(
                [period.name, *map(show_text, key), str(len(deals)), show_money(book, total(deals))]
            )
    write_csv(out, "losses.csv", "period,stage,reason,competitor,deals,amount".split(","), rows, 4)


def write_needs(book, out):
    """outputs.md, `data/needs.csv`: a deal once per need. [N19]"""
    groups = {}
    for deal in book.deals:
        for need in {need for need, _ in deal.needs}:
            groups.setdefault(need, []).append(deal)
    rows = [
        [
            show_text(need),
            str(len(deals)),
            *(str(sum(deal.status == status for deal in deals)) for status in ("won", "lost", "open")),
            str(sum(any(each == need and met for each, met in deal.needs) for deal in deals)),
            show_money(book, total(deal for deal in deals if deal.status == "won")),
        ]
        for need, deals in groups.items()
    ]
    write_csv(out, "needs.csv", "need,deals,won,lost,open,met,won_amount".split(","), rows, 1)


# ---------------------------------------------------------------------------------------------
# metrics.md, section 4: attribution
# ---------------------------------------------------------------------------------------------

MODELS = [
    "first-touch",
    "last-touch",
    "linear",
    "time-decay",
    "position-based",
    "w-shaped",
    "full-path",
    "markov",
    "shapley",
]


def path(book, deal):
    """Section 4: the touches with a campaign, 0 <= closed - date <= lookback_days, ordered by instant, then file order."""
    touches = [t for t in deal.touches if t.campaign is not None and 0 <= (deal.closed - t.date).days <= book.lookback]
    return sorted(touches, key=lambda touch: touch.on.order())


def largest_remainder(amount, weights):
    """Section 4: the amount split by the weights in minor units; remainders within 1e-9 of each other are ties, which
    go to the earlier. Weights are exact here. [N20]"""
    whole = sum(weights)
    shares = [Fraction(amount) * weight / whole for weight in weights]
    parts = [share.numerator // share.denominator for share in shares]
    remainders = [share - part for share, part in zip(shares, parts)]
    left = set(range(len(weights)))
    for _ in range(amount - sum(parts)):
        top = max(remainders[i] for i in left)
        chosen = min(i for i in left if remainders[i] >= top - Fraction(1, 10**9))
        parts[chosen] += 1
        left.remove(chosen)
    assert sum(parts) == amount
    return parts


def last_by(touches, date):
    """Section 4: the index of the last touch at or before a date, if any; milestones compare by date."""
    return max((i for i, touch in enumerate(touches) if touch.date <= date), default=None)


def milestone_weights(touches, milestones, each, receives_rest):
    """Section 4, `w-shaped` and `full-path`: `each` to every milestone's touch, a tenth shared by the rest."""
    weights = [Fraction(0)] * len(touches)
    for index in milestones:
        if index is not None:
            weights[index] += each
    rest = [i for i, touch in enumerate(touches) if i not in milestones and receives_rest(touch)]
    for i in rest:
        weights[i] += Fraction(1, 10) / len(rest)
    return weights


def touch_weights(book, deal, touches, model):
    """Section 4: the weights of a deal's touches by the models that weigh touches."""
    k = len(touches)
    if model == "first-touch":
        return [Fraction(int(i == 0)) for i in range(k)]
    if model == "last-touch":
        return [Fraction(int(i == k - 1)) for i in range(k)]
    if model == "linear":
        return [Fraction(1, k)] * k
    if model == "time-decay":
        half_life = Decimal(str(book.half_life))
        return [Fraction(Decimal(2) ** (-Decimal((deal.closed - t.date).days) / half_life)) for t in touches]
    if model == "position-based":
        if k == 1:
            return [Fraction(1)]
        if k == 2:
            return [Fraction(1, 2)] * 2
        return [Fraction(2, 5)] + [Fraction(1, 5) / (k - 2)] * (k - 2) + [Fraction(2, 5)]
    lead = last_by(touches, deal.reached[1])
    opportunity = last_by(touches, deal.reached[book.opp])
    if model == "w-shaped":
        return milestone_weights(
            touches,
            [0, lead, opportunity],
            Fraction(3, 10),
            lambda touch: touch.date <= deal.reached[book.opp],
        )
    if model == "full-path":
        return milestone_weights(touches, [0, lead, opportunity, k - 1], Fraction(9, 40), lambda touch: True)
    raise ValueError(model)


def solve(matrix, right):
    """Gauss-Jordan elimination over the rationals."""
    size = len(matrix)
    rows = [list(row) + [value] for row, value in zip(matrix, right)]
    for column in range(size):
        pivot = next(i for i in range(column, size) if rows[i][column] != 0)
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = rows[column][column]
        rows[column] = [value / scale for value in rows[column]]
        for i in range(size):
            if i != column and rows[i][column] != 0:
                factor = rows[i][column]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[column])]
    return [row[size] for row in rows]


def markov_effects(paths):
    """Section 4, Markov: the removal effect of each state; paths are (states, won)."""
    transitions = {}
    for states, won in paths:
        walk = ["start"]
        for state in states:
            if ("s", state) != walk[-1]:
                walk.append(("s", state))
        walk.append("conversion" if won else "null")
        for a, b in zip(walk, walk[1:]):
            counts = transitions.setdefault(a, {})
            counts[b] = counts.get(b, 0) + 1
    probability = {
        a: {b: Fraction(count, sum(counts.values())) for b, count in counts.items()}
        for a, counts in transitions.items()
    }
    names = list(probability)

    def absorbed(target):
        """The probability of ever visiting `target` from each transient state (1 from itself)."""
        matrix, right = [], []
        for a in names:
            if a == target:
                matrix.append([Fraction(int(b == a)) for b in names])
                right.append(Fraction(1))
            else:
                matrix.append([Fraction(int(b == a)) - probability[a].get(b, 0) for b in names])
                right.append(probability[a].get(target, Fraction(0)) if target not in probability else Fraction(0))
        return dict(zip(names, solve(matrix, right)))

    conv = absorbed("conversion")
    effects = {}
    for name in names:
        if name != "start":
            hit = absorbed(name)["start"]
            effects[name[1]] = hit * conv[name] / conv["start"]
    return effects


def markov_credits(book, closed, level):
    """Section 4, Markov: the share of the removal effects times the amount of deals won with a path."""

    def state(touch):
        return touch.campaign if level == "campaign" else book.campaigns[touch.campaign].channel

    paths = [([state(t) for t in path(book, deal)], deal) for deal in closed]
    paths = [(states, deal) for states, deal in paths if states]
    amount = total(deal for _, deal in paths if deal.status == "won")
    if amount == 0:
        return {}
    effects = markov_effects([(states, deal.status == "won") for states, deal in paths])
    names = sorted(effects, key=str.encode)
    return dict(zip(names, largest_remainder(amount, [effects[name] for name in names])))


def credits_of(book, period, model):
    """Section 4: {level: {member: credit}} of one model in one period."""
    closed = [deal for deal in book.deals if period.holds(deal.closed)]
    won = [deal for deal in closed if deal.status == "won"]
    by_campaign, unattributed = {}, 0
    for deal in won:
        touches = path(book, deal)
        amount = deal.amount or 0
        if not touches:
            unattributed += amount
        elif model == "shapley":
            distinct = list(dict.fromkeys(touch.campaign for touch in touches))
            for name, part in zip(distinct, largest_remainder(amount, [Fraction(1)] * len(distinct))):
                by_campaign[name] = by_campaign.get(name, 0) + part
        elif model != "markov":
            weights = touch_weights(book, deal, touches, model)
            for touch, part in zip(touches, largest_remainder(amount, weights)):
                by_campaign[touch.campaign] = by_campaign.get(touch.campaign, 0) + part
    if model == "markov":
        levels = {level: markov_credits(book, closed, level) for level in ("campaign", "channel")}
    else:
        by_channel = {}
        for name, part in by_campaign.items():
            channel = book.campaigns[name].channel
            by_channel[channel] = by_channel.get(channel, 0) + part
        levels = {"campaign": by_campaign, "channel": by_channel}
    for credits in levels.values():
        credits["unattributed"] = credits.get("unattributed", 0) + unattributed
        assert sum(credits.values()) == total(won)
    return levels


def write_attribution(book, out):
    """outputs.md, `data/attribution.csv`: leaves out zero credits. [N21]"""
    rows = []
    for model in MODELS:
        for period in book.periods:
            for level, credits in credits_of(book, period, model).items():
                for name, credit in credits.items():
                    if credit != 0:
                        rows.append([model, period.name, level, show_text(name), show_money(book, credit)])
    write_csv(out, "attribution.csv", "model,period,level,member,credit".split(","), rows, 4)


def write_campaigns(book, out):
    """outputs.md, `data/campaigns.csv`: all up to as_of; credit by `[attribution] model` over `all`. [N22]"""
    credits = credits_of(book, book.periods[0], book.model)["campaign"]
    rows = []
    for campaign in book.campaigns.values():
        deals = [deal for deal in book.deals if deal.source == campaign.id]
        won = [deal for deal in deals if deal.status == "won"]
        rows.append(
            [
                campaign.id,
                show_text(campaign.name),
                campaign.function,
                show_text(campaign.channel),
                campaign.goal,
                show_money(book, sum(campaign.spend.values())),
                *(
                    str(sum(result.get(key, 0) for result in campaign.results.values()))
                    for key in ("impressions", "visits", "leads")
                ),
                str(len(deals)),
                str(len(won)),
                show_money(book, total(won)),
                show_money(book, credits.get(campaign.id, 0)),
            ]
        )
    header = "id,name,function,channel,goal,spend,impressions,visits,leads,deals_sourced,deals_won,won_amount,credit"
    write_csv(out, "campaigns.csv", header.split(","), rows, 1)


# ---------------------------------------------------------------------------------------------
# metrics.md, section 5: forecast
# ---------------------------------------------------------------------------------------------

FORECAST_MINIMUM = 20
FORECAST_STEPS = 2000


def forecast_rows(book):
    """Section 5. [N23] The chance of an open deal in stage s on day a = as_of - reached(d, s): (F(a+k) - F(a)) / S(a)."""
    curves = {}
    for s in range(book.n):
        cohort = [deal for deal in book.deals if deal.reached[s] is not None]
        if len(cohort) >= FORECAST_MINIMUM:
            curves[s] = cohort_curve(book, cohort, s, book.n)

    def chance(deal, k):
        curve = curves[deal.stage]
        a = (book.as_of - deal.reached[deal.stage]).days
        left = curve.survival(a)
        if left == 0:
            return Fraction(0)
        return (curve.incidence(min(a + k, curve.largest)) - curve.incidence(a)) / left

    open_deals = [deal for deal in book.deals if deal.status == "open"]
    deals = [deal for deal in open_deals if deal.stage in curves]
    end = book.as_of + DAY * book.horizon
    month = book.as_of.replace(day=1) if month_end(book.as_of.replace(day=1)) > book.as_of else add_months(book.as_of.replace(day=1), 1)
    rows = []
    while month <= end:
        first = (max(month, book.as_of + DAY) - book.as_of).days - 1
        last = (min(month_end(month), end) - book.as_of).days
        cases = [(deal.amount, chance(deal, last) - chance(deal, first)) for deal in deals]
        valued = [(amount, p) for amount, p in cases if amount is not None]
        expected = round_half_up(sum((amount * p for amount, p in valued), Fraction(0)))
        low, high = sum_quantiles(valued)
        # Open deals, and of none is a chance known: no value is not zero.
        known = deals or not open_deals
        shown = (show_money(book, x) if known else "" for x in (expected, low, high))
        rows.append([f"{month:%Y-%m}", str(len(deals)), *shown])
        month = add_months(month, 1)
    return rows


def sum_quantiles(valued):
    """Section 5: the 10 % and 90 % quantiles of the sum of independent wins, on a grid of at most 2,000 steps. [N23]"""
    whole = sum(amount for amount, _ in valued)
    step = max(1, math.gcd(*(amount for amount, _ in valued)))
    if whole > step * FORECAST_STEPS:
        step = -(-whole // FORECAST_STEPS)
    chances = [1.0]
    for amount, p in valued:
        shift, rest = divmod(amount, step)
        p, upper = float(p), rest / step
        longer = [0.0] * (len(chances) + shift + 1)
        for i, value in enumerate(chances):
            longer[i] += value * (1 - p)
            longer[i + shift] += value * p * (1 - upper)
            longer[i + shift + 1] += value * p * upper
        chances = longer
    found, below = [], 0.0
    targets = [0.1, 0.9]
    for i, value in enumerate(chances):
        below += value
        while len(found) < 2 and below >= targets[len(found)] - 1e-12:
            found.append(i * step)
    while len(found) < 2:
        found.append((len(chances) - 1) * step)
    return [min(value, whole) for value in found]


def write_forecast(book, out):
    """metrics.md, section 5: `month,deals,expected,low,high`."""
    write_csv(out, "forecast.csv", "month,deals,expected,low,high".split(","), forecast_rows(book), 1)


# ---------------------------------------------------------------------------------------------
# metrics.md, section 6: findings
# ---------------------------------------------------------------------------------------------


class Finding:
    """One rule that fired: severity, the ids behind it, what is at stake, the dates of what made it fire."""

    def __init__(self, rule, family, severity, records, at_stake, dates):
        self.rule, self.family, self.severity = rule, family, severity
        self.records, self.at_stake, self.dates = sorted(set(records)), at_stake, dates


def option(book, rule, key, default):
    """Section 6: "every rule has `enabled` and the keys in brackets"."""
    return book.findings.get(rule, {}).get(key, default)


def spend_of(campaigns):
    """The spend of campaigns up to as_of."""
    return sum(sum(campaign.spend.values()) for campaign in campaigns)


def deal_finding(rule, family, severity, deals, date_of):
    """A finding whose records are deals: at stake are their amounts, each once."""
    deals = list({deal.id: deal for deal in deals}.values())
    if deals:
        yield Finding(rule, family, severity, [d.id for d in deals], total(deals), [date_of(d) for d in deals])


def campaign_finding(rule, family, severity, campaigns, at_stake=None):
    """A finding whose records are campaigns: at stake is their spend."""
    if campaigns:
        stake = spend_of(campaigns) if at_stake is None else at_stake
        yield Finding(rule, family, severity, [c.id for c in campaigns], stake, [c.starts for c in campaigns])


def begun(book):
    """content.md: what is dated after as_of is left out of every number. [N24]"""
    return [c for c in book.campaigns.values() if c.starts <= book.as_of]


def rule_hard_sell_early(book):
    """`hard-sell-early`."""
    campaigns = [
        c
        for c in begun(book)
        if c.function == "marketing"
        and c.goal in ("attract", "engage", "nurture")
        and (c.ask == "buy" or (c.ask == "talk" and c.goal == "attract"))
    ]
    yield from campaign_finding("hard-sell-early", "mixed signals", "medium", campaigns)


def rule_sales_before_handoff(book):
    """`sales-before-handoff`."""
    days = option(book, "sales-before-handoff", "days", 1)
    deals, dates = [], {}
    for deal in book.deals:
        if deal.sourced_by != "marketing":
            continue
        sales = [touch.date for touch in deal.touches if touch.by == "sales"]
        visited = deal.visited[book.m]
        if visited is not None:
            early = [date for date in sales if (visited - date).days > days]
        elif deal.reached[book.m] is None:
            early = sales
        else:
            early = []
        if early:
            deals.append(deal)
            dates[deal.id] = max(early)
    yield from deal_finding("sales-before-handoff", "mixed signals", "medium", deals, lambda d: dates[d.id])


def rule_both_at_once(book):
    """`both-at-once`."""
    days = option(book, "both-at-once", "days", 2)
    deals, dates = [], {}
    for deal in book.deals:
        start = deal.reached[book.h]
        if deal.status != "open" or start is None:
            continue
        late = [touch for touch in deal.touches if touch.date >= start]
        pushing = [
            t
            for t in late
            if t.by == "marketing" and t.campaign is not None and book.campaigns[t.campaign].ask in ("talk", "buy")
        ]
        sales = [t for t in late if t.by == "sales"]
        hits = [max(a.date, b.date) for a in pushing for b in sales if abs((a.date - b.date).days) <= days]
        if hits:
            deals.append(deal)
            dates[deal.id] = max(hits)
    yield from deal_finding("both-at-once", "mixed signals", "low", deals, lambda d: dates[d.id])


def cost_of_opportunity(book, campaigns):
    """Section 6: spend of those campaigns / distinct deals that have one of them as source or touch and reached the
    opportunity stage; None without such a deal."""
    ids = {campaign.id for campaign in campaigns}
    deals = [
        deal
        for deal in book.deals
        if deal.reached[book.opp] is not None and (deal.source in ids or any(t.campaign in ids for t in deal.touches))
    ]
    return Fraction(spend_of(campaigns), len(deals)) if deals else None


def rule_wrong_side(book, rule, side, goals):
    """`marketing-spend-on-closing`, `sales-spend-on-attracting`."""
    ours = [c for c in begun(book) if c.function == side and c.goal in goals]
    theirs = [c for c in begun(book) if c.function != side and c.goal in goals]
    here, there = cost_of_opportunity(book, ours), cost_of_opportunity(book, theirs)
    dearer = here is None or there is None or here > there
    yield from campaign_finding(rule, "wasted resources", "medium" if dearer else "low", ours)


def rule_spend_without_pipeline(book):
    """`spend-without-pipeline`."""
    times = exact(option(book, "spend-without-pipeline", "times", 3))
    reached = [deal for deal in book.deals if deal.reached[book.opp] is not None]
    waited = median([(deal.reached[book.opp] - deal.created).days for deal in reached])
    if not reached:
        return
    marketing = [c for c in book.campaigns.values() if c.function == "marketing"]
    limit = times * spend_of(marketing) / len(reached)
    used = {deal.source for deal in reached} | {t.campaign for deal in reached for t in deal.all_touches}
    idle = [
        c
        for c in marketing
        if c.goal != "retain"
        and c.id not in used
        and spend_of([c]) > 0
        and spend_of([c]) >= limit
        and (min(c.ends or book.as_of, book.as_of) - c.starts).days > waited
    ]
    yield from campaign_finding("spend-without-pipeline", "wasted resources", "high", idle)


def rule_over_budget(book):
    """`over-budget`: at stake is the part above budget."""
    share = exact(option(book, "over-budget", "share", "0.05"))
    over = [
        c
        for c in begun(book)
        if c.budget is not None and c.spend and spend_of([c]) > c.budget * (1 + share)
    ]
    stake = sum(spend_of([c]) - c.budget for c in over)
    yield from campaign_finding("over-budget", "wasted resources", "low", over, stake)


def rule_handoff_unanswered(book):
    """`handoff-unanswered`."""
    deals, dates = [], {}
    for deal in book.deals:
        if deal.status != "open" or deal.stage != book.m:
            continue
        entry = max((when for stage, when in deal.entries if stage == book.m), key=When.order)
        if first_sales_touch(deal, entry) is None and window_over(book, entry.date):
            deals.append(deal)
            dates[deal.id] = entry.date
    yield from deal_finding("handoff-unanswered", "missed opportunities", "high", deals, lambda d: dates[d.id])


def rule_stalled(book):
    """`stalled`."""
    limits = []
    for s in range(book.n):
        days = durations(book.deals, s, s + 1)
        default = percentile90(days) if len(days) >= 20 else 30
        limits.append(default if book.stage_max_days[s] is None else book.stage_max_days[s])
    deals = [
        d for d in book.deals if d.status == "open" and (book.as_of - d.latest_entry).days > limits[d.stage]
    ]
    yield from deal_finding("stalled", "missed opportunities", "medium", deals, lambda d: d.latest_entry)


def rule_leak(book):
    """`leak`: the last whole quarter against the one before, both at equal age."""
    least = option(book, "leak", "deals", 20)
    first = book.as_of.replace(day=1)
    _, year_start, index = fiscal(book, first)
    start = add_months(year_start, index // 3 * 3)
    if add_months(start, 3) - DAY > book.as_of:
        start = add_months(start, -3)
    earlier = add_months(start, -3)
    age = (book.as_of - start).days
    deals, dates = [], []
    for s in range(book.n):

        def seen(begin):
            # The longer of two quarters ends sooner: what came later has not been seen for as long.
            until = begin + DAY * age
            last = min(add_months(begin, 3) - DAY, until)
            cohort = [d for d in book.deals if d.reached[s] is not None and begin <= d.reached[s] <= last]
            done = [d for d in cohort if d.reached[s + 1] is not None and d.reached[s + 1] <= until]
            return cohort, done

        cohort, done = seen(start)
        old_cohort, old_done = seen(earlier)
        if len(cohort) < least or len(old_cohort) < least:
            continue
        _, high = newcombe(len(done), len(cohort), len(old_done), len(old_cohort))
        if high < 0:
            deals += [d for d in cohort if d not in done]
            dates += [d.reached[s] for d in cohort if d not in done]
    if deals:
        yield from deal_finding("leak", "missed opportunities", "high", deals, lambda d: max(dates))


def rule_won_and_forgotten(book):
    """`won-and-forgotten`."""
    days = book.follow_up_days
    deals = [
        d
        for d in book.deals
        if d.status == "won"
        and (book.as_of - d.closed).days >= days
        and not any((f.date - d.closed).days <= days for f in d.follow_ups)
    ]
    yield from deal_finding("won-and-forgotten", "missed opportunities", "medium", deals, lambda d: d.closed)


def rule_lost_to_timing(book):
    """`lost-to-timing`."""
    days = option(book, "lost-to-timing", "days", 60)
    deals = [
        d
        for d in book.deals
        if d.status == "lost"
        and d.reason in ("timing", "no-budget")
        and (book.as_of - d.closed).days >= days
        and not any(touch.on.after(d.lost) for touch in d.all_touches)
    ]
    yield from deal_finding("lost-to-timing", "missed opportunities", "low", deals, lambda d: d.closed)


def all_findings(book):
    """Section 6: one finding a rule that fires, by severity, then rule."""
    rules = {
        "hard-sell-early": rule_hard_sell_early,
        "sales-before-handoff": rule_sales_before_handoff,
        "both-at-once": rule_both_at_once,
        "marketing-spend-on-closing": lambda book: rule_wrong_side(
            book, "marketing-spend-on-closing", "marketing", ("close",)
        ),
        "sales-spend-on-attracting": lambda book: rule_wrong_side(
            book, "sales-spend-on-attracting", "sales", ("attract", "engage")
        ),
        "spend-without-pipeline": rule_spend_without_pipeline,
        "over-budget": rule_over_budget,
        "handoff-unanswered": rule_handoff_unanswered,
        "stalled": rule_stalled,
        "leak": rule_leak,
        "won-and-forgotten": rule_won_and_forgotten,
        "lost-to-timing": rule_lost_to_timing,
    }
    found = []
    for rule, fires in rules.items():
        if option(book, rule, "enabled", True):
            found += fires(book)
    order = {"high": 0, "medium": 1, "low": 2}
    return sorted(found, key=lambda finding: (order[finding.severity], finding.rule))


def write_findings(book, out):
    """outputs.md, `data/findings.json`: what is specified of each: not its words. [N24]"""
    shown = []
    for finding in all_findings(book):
        muted = set()
        for decision in book.decisions:
            if decision["rule"] == finding.rule and book.as_of <= parse_date(decision["until"]):
                muted |= set(finding.records) if "record" not in decision else {decision["record"]}
        shown.append(
            {
                "rule": finding.rule,
                "family": finding.family,
                "severity": finding.severity,
                "date": max(finding.dates).isoformat(),
                "at_stake": show_money(book, finding.at_stake),
                "records": finding.records,
                "muted": sorted(muted & set(finding.records)),
            }
        )
    with open(os.path.join(out, "findings.json"), "w", encoding="utf-8") as file:
        json.dump(shown, file, ensure_ascii=False, indent=2)
        file.write("\n")


# ---------------------------------------------------------------------------------------------


def load(root):
    """Everything of a site, with histories computed."""
    book = read_settings(root)
    book.campaigns = read_campaigns(book, root)
    deals = read_deals(book, root)
    book.as_of = find_as_of(book, deals)
    value_campaigns(book)
    value_costs(book, root)
    book.deals = [deal for deal in deals if history(book, deal)]
    # content.md, team.yaml: a quota at the rate of the quarter's last day
    book.quotas = {}
    ends = {}
    month = dt.date(1989, 1, 1)
    while month.year < 2201:
        ends[quarter_name(book, month)] = month_end(month)  # the last month of the quarter stays
        month = add_months(month, 1)
    for person in read_single(root, "team.yaml", []):
        table = person.get("quota") or {}
        book.quotas[person["id"]] = {name: book.money(value, ends[name]) for name, value in table.items()}
    book.decisions = read_single(root, "decisions.yaml", [])
    book.periods = make_periods(book)
    return book


def main():
    root, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    book = load(root)
    for write in (
        write_metrics,
        write_funnel,
        write_deals,
        write_campaigns,
        write_losses,
        write_needs,
        write_attribution,
        write_forecast,
        write_findings,
    ):
        write(book, out)


if __name__ == "__main__":
    main()
