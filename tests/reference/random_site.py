#!/usr/bin/env python3
"""Writes a small random but valid site that walks through the corners of the metrics contract.

    random_site.py OUT_DIR SEED [--deals N]

The same seed gives the same bytes. Nothing here is realistic: it is for comparing two implementations.
"""

import datetime as dt
import json
import os
import random
import re
import shutil
import sys
from zoneinfo import ZoneInfo

DAY = dt.timedelta(days=1)

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Tokyo",
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/Santiago",  # changes at midnight
    "Asia/Kathmandu",  # +05:45
    "Pacific/Auckland",
]

# default, then others: (id, owner)
FUNNELS = [
    None,
    None,
    [("lead", "marketing"), ("opportunity", "sales"), ("won", "sales")],
    [("lead", "marketing"), ("mql", "marketing"), ("won", "sales")],  # the border is the win
    [("enquiry", "marketing"), ("talk", "sales"), ("offer", "sales"), ("order", "sales")],
    [("visitor", "marketing"), ("lead", "marketing"), ("mql", "marketing"), ("customer", "sales")],
    [("a", "marketing"), ("b", "marketing"), ("c", "marketing"), ("opportunity", "sales"), ("e", "sales"), ("won", "sales")],
    [("s1", "marketing"), ("s2", "marketing"), ("s3", "sales"), ("s4", "sales"), ("s5", "sales"), ("s6", "sales"), ("s-7", "sales")],
    [("s1", "marketing"), ("s2", "marketing"), ("s3", "marketing"), ("s4", "marketing"), ("s5", "marketing"), ("s6", "sales"), ("s7", "sales")],
    [("lead", "marketing"), ("won", "sales")],  # the smallest
    [("opportunity", "marketing"), ("trial", "sales"), ("paid", "sales")],  # the opportunity is marketing's
]

KINDS_SALES = "call meeting discovery demo quote proposal negotiation".split()
KINDS_MARKETING = "ad content webinar search social web".split()
KINDS_EITHER = "email event referral other".split()
FOLLOW_UPS = "onboarding check-in review renewal expansion referral".split()
REASONS = ["price", "timing", "no-budget", "no-response", "competitor", "no-need", "bad-fit", "Something else", "=odd"]
CHANNELS = ["paid-search", "webinar", "outbound", "Events & fairs", "e-mail", "+plus"]
SEGMENTS = ["small", "mid-market", "Enterprise, large", "no", "007", "1e3", "Cafe\u0301", "Caf\u00e9", "=SUM(A1)", 'say "so"']
REGIONS = ["north", "south", "2026", "-west", "\u00d6sterreich"]
GOALS = ["attract", "engage", "nurture", "close", "retain"]
ASKS = ["learn", "subscribe", "talk", "buy"]
NEEDS = ["one tool", "fewer clicks", "No more spreadsheets", "price", "@home", "007"]


class Site:
    """Draws one site and writes it."""

    def __init__(self, out, seed, deals=None):
        self.out = out
        self.r = random.Random(f"funnelbook {seed}")
        self.fixed_deals = deals

    def chance(self, p):
        return self.r.random() < p

    def pick(self, values):
        return values[self.r.randrange(len(values))]

    # --- values ---

    def digits(self, currency):
        return {"JPY": 0, "KWD": 3}.get(currency, 2)

    def money(self, low, high, currency=None, negative=False):
        """Money as a team writes it: with or without decimals, with or without a code."""
        code = currency or (self.pick(self.foreign) if self.foreign and self.chance(0.25) else self.currency)
        scale = {"JPY": 100, "KWD": 1}.get(code, 1)
        value = self.r.randrange(low, high) * scale
        digits = self.digits(code)
        shown = str(value)
        if digits and self.chance(0.4):
            decimals = self.r.randrange(1, digits + 1)
            shown += "." + "".join(str(self.r.randrange(10)) for _ in range(decimals))
        if negative:
            shown = "-" + shown
        if code != self.currency or self.chance(0.2):
            shown += " " + code
        return shown

    def clock(self, second):
        """A local time of day as text, from a second of the day; the inverse of nothing: it only grows with it."""
        hour, minute, second = second // 3600, second // 60 % 60, second % 60
        return hour, minute, second

    def when(self, day, second=None):
        """A date, or an instant at that second of that local day, in one of the spellings."""
        if second is None:
            return day.isoformat()
        hour, minute, seconds = self.clock(second)
        naive = dt.datetime(day.year, day.month, day.day, hour, minute, seconds)
        style = self.r.randrange(4)
        gap_free = self.round_trips(naive)
        if style == 0 or not gap_free:
            shown = naive.strftime("%Y-%m-%d" + self.pick("T ") + "%H:%M")
            if seconds or self.chance(0.2):
                shown += f":{seconds:02}" + (self.pick([".5", ".25", ".125"]) if self.chance(0.1) else "")
            return shown
        aware = naive.replace(tzinfo=self.zone)
        if style == 1:
            utc = aware.astimezone(dt.timezone.utc)
            return utc.strftime("%Y-%m-%dT%H:%M:%SZ")
        offset = aware.utcoffset()
        if style == 3:
            offset = dt.timedelta(minutes=self.pick([-420, -300, 0, 60, 345, 540]))
            naive = aware.astimezone(dt.timezone(offset)).replace(tzinfo=None)
        minutes = int(offset.total_seconds()) // 60
        if offset.total_seconds() % 60:
            return naive.isoformat(timespec="minutes")
        sign = "-" if minutes < 0 else "+"
        shown = naive.strftime("%Y-%m-%dT%H:%M:%S")
        return f"{shown}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"

    def round_trips(self, naive):
        utc = naive.replace(tzinfo=self.zone).astimezone(dt.timezone.utc)
        return utc.astimezone(self.zone).replace(tzinfo=None) == naive

    def in_gap(self, day, second):
        return not self.round_trips(dt.datetime(day.year, day.month, day.day, *self.clock(second)))

    def text(self, value):
        """A YAML scalar: plain where that is safe, else double-quoted. `no`, 007, 1e3 and 2026 stay plain."""
        if re.fullmatch(r"-?\d+(\.\d+)?", value):
            return value  # counts and money stay numbers
        if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._-]*[A-Za-z0-9]|[A-Za-z0-9]", value) and self.chance(0.8):
            return value
        if re.fullmatch(r"\d{4}-\d\d-\d\d[T ][\d:.]+([Z]|[+-]\d\d:\d\d)?", value) and self.chance(0.8):
            return value if "," not in value else json.dumps(value)
        return json.dumps(value, ensure_ascii=False)

    def flow(self, value):
        """A value in flow style."""
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.flow(each)}" for key, each in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(each) for each in value) + "]"
        return self.text(value)

    def record(self, record, indent=""):
        """A record in block style, its nested values in flow or block style."""
        lines = []
        for key, value in record.items():
            if isinstance(value, dict) and value and self.chance(0.5):
                lines.append(f"{indent}{key}:")
                lines += [f"{indent}  {name}: {self.flow(each)}" for name, each in value.items()]
            elif isinstance(value, list) and value and self.chance(0.5):
                lines.append(f"{indent}{key}:")
                lines += [f"{indent}  - {self.flow(each)}" for each in value]
            else:
                lines.append(f"{indent}{key}: {self.flow(value)}")
        return "\n".join(lines) + "\n"

    def write(self, path, content):
        path = os.path.join(self.out, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if self.chance(0.05):
            content = "\ufeff" + content
        if self.chance(0.05):
            content = content.replace("\n", "\r\n")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(content)

    def write_records(self, folder, records):
        """Records spread over single-record files (some named by the stem), lists and several documents."""
        records = list(records)
        self.r.shuffle(records)
        number = 0
        while records:
            count = 1 if self.chance(0.6) else self.r.randrange(1, 12)
            batch, records = records[:count], records[count:]
            sub = self.pick(["", "", "2025/", "north/deep/"])
            extension = self.pick(["yaml", "yaml", "yml"])
            if len(batch) == 1 and self.chance(0.6):
                name = batch[0].pop("id")
                batch[0] = batch[0] if self.chance(0.9) else {"id": name, **batch[0]}
            else:
                number += 1
                name = f"file-{number}"
            style = self.r.randrange(3)
            if style == 0 and len(batch) > 1:
                content = "\n---\n".join(self.record(each) for each in batch)
            elif style == 1 and len(batch) > 2:
                content = self.as_list(batch[:2]) + "---\n" + "---\n".join(self.record(each) for each in batch[2:])
            elif len(batch) == 1 and self.chance(0.7):
                content = ("---\n" if self.chance(0.2) else "") + self.record(batch[0])
            else:
                content = self.as_list(batch)
            self.write(f"content/{folder}/{sub}{name}.{extension}", content)

    def as_list(self, batch):
        shown = ""
        for each in batch:
            block = self.record(each, "  ")
            shown += "- " + block[2:]
        return shown

    # --- the site ---

    def build(self):
        r = self.r
        self.zone_name = self.pick(ZONES)
        self.zone = ZoneInfo(self.zone_name)
        self.currency = self.pick(["EUR", "EUR", "USD", "JPY", "KWD", "GBP"])
        others = [c for c in ("USD", "JPY", "KWD", "EUR", "CHF") if c != self.currency]
        self.foreign = r.sample(others, r.randrange(0, 4)) if self.chance(0.6) else []
        self.first = dt.date(2023, 1, 1) + DAY * r.randrange(0, 500)
        self.span = self.pick([40, 120, 300, 500, 700])
        self.last = self.first + DAY * self.span
        # the days on which the clocks change
        noon = [dt.datetime(d.year, d.month, d.day, 12, tzinfo=self.zone) for d in (self.first + DAY * i for i in range(self.span))]
        self.changes = [b.date() for a, b in zip(noon, noon[1:]) if a.utcoffset() != b.utcoffset()]
        # as_of: often inside the events, so that some lie after it
        self.as_of = self.first + DAY * int(self.span * self.pick([0.6, 0.9, 1.0, 1.2]))
        if self.chance(0.25):  # on the last day of a month: the period ends on it
            self.as_of = self.as_of.replace(day=1) - DAY
        self.as_of = max(self.as_of, self.first + DAY * 10)
        self.funnel = self.pick(FUNNELS)
        self.stages = self.funnel or [
            ("lead", "marketing"),
            ("mql", "marketing"),
            ("sql", "sales"),
            ("opportunity", "sales"),
            ("won", "sales"),
        ]
        self.fiscal = self.pick([1, 1, 2, 4, 7, 10, 12])
        self.has_team = self.chance(0.6)
        self.people = ["rep-north", "rep-south", "ann.m", "x_1"] if self.has_team else ["bob", "carla", "0dd"]
        self.make_campaigns()
        deals = self.make_deals()
        shutil.rmtree(self.out, ignore_errors=True)
        self.write("site.toml", self.settings())
        self.write_records("campaigns", self.campaigns.values())
        self.write_records("deals", deals)
        if self.has_team:
            self.write("content/team.yaml", self.team())
        if self.chance(0.6):
            self.write("content/costs.yaml", self.costs())
        if self.chance(0.4):
            self.write("content/events.yaml", f"- {{on: {self.first}, name: New site}}\n")
        if self.chance(0.5):
            self.write("content/decisions.yaml", self.decisions(deals))

    def settings(self):
        r = self.r
        lines = ['title = "Random"', f'currency = "{self.currency}"']
        if self.zone_name != "UTC" or self.chance(0.5):
            lines.append(f'time_zone = "{self.zone_name}"')
        if self.chance(0.85):
            lines.append(f'as_of = "{self.as_of}"')
        if self.foreign:
            lines.append("[rates]")
            for code in self.foreign:
                days = ["1990-01-01"] + sorted({str(self.first + DAY * r.randrange(-50, self.span)) for _ in range(3)})
                rates = []
                for day in days:
                    rate = f"{r.randrange(1, 30000) / 10000:.4f}" if code != "JPY" else f"0.00{r.randrange(100, 999)}"
                    rates.append(f'"{day}" = ' + (rate if self.chance(0.5) else f'"{rate}"'))
                lines.append(f"{code} = {{ {', '.join(rates)} }}")
        lines.append("[calendar]")
        lines.append(f"fiscal_year_starts = {self.fiscal}")
        if self.chance(0.35):
            hours = self.pick(["mon-fri 09:00-17:00", "mon-sat 08:30-12:15", "mon-sun 01:00-05:00", "tue-thu 06:00-22:00"])
            lines.append(f'hours = "{hours}"')
            if self.chance(0.6):
                days = sorted({str(self.first + DAY * r.randrange(self.span)) for _ in range(6)})
                lines.append("holidays = [" + ", ".join(f'"{day}"' for day in days) + "]")
        if self.funnel:
            border = [owner for _, owner in self.funnel].index("sales")
            for i, (stage, owner) in enumerate(self.funnel):
                lines += ["[[funnel.stages]]", f'id = "{stage}"', f'name = "{stage.upper()}"', f'owner = "{owner}"']
                if i in (border - 1, border):
                    lines.append('means = "as agreed"')
                if self.chance(0.2) and i < len(self.funnel) - 1:
                    lines.append(f"max_days = {r.randrange(3, 60)}")
                if self.chance(0.2):
                    lines.append(f"needs_amount = {self.pick(['true', 'true', 'false'])}")
        lines.append("[handoff]")
        lines.append(f'within = "{self.pick(["1d", "1d", "4h", "30m", "2d", "36h", "7d"])}"')
        if self.chance(0.6):
            lines.append(f"promise = {r.randrange(1, 60)}")
        lines.append("[attribution]")
        model = self.pick(
            "first-touch last-touch linear time-decay position-based w-shaped full-path markov shapley".split()
        )
        lines += [f'model = "{model}"', f"lookback_days = {self.pick([180, 30, 7, 365])}"]
        lines.append(f"half_life_days = {self.pick([7, 1, 30])}")
        lines += ["[horizon]", f"days = {self.pick([90, 30, 7, 365])}"]
        if self.chance(0.3):
            lines += ["[findings.won-and-forgotten]", f"follow_up_days = {self.pick([14, 30, 120])}"]
        if self.chance(0.3):
            lines += ["[findings.lost-to-timing]", f"days = {self.pick([10, 90])}"]
        if self.chance(0.2):
            lines += ["[findings.stalled]", "enabled = false"]
        if self.chance(0.3):
            lines += ["[findings.leak]", f"deals = {self.pick([3, 5, 10])}"]
        if self.chance(0.3):
            lines += ["[findings.spend-without-pipeline]", "times = 0.5"]
        if self.chance(0.3):
            lines += ["[findings.over-budget]", "share = 0.125"]
        if self.chance(0.5):
            lines += ["[costs]", f"marketing_share = {self.pick(['0.5', '0.3', '0.333', '1', '0', '0.25'])}"]
        if self.chance(0.2):
            lines += ["[targets]", "win_rate = 0.3", "won_amount = { month = 5000, year = 60000 }"]
        return "\n".join(lines) + "\n"

    def team(self):
        lines = []
        for person in self.people:
            record = {"id": person, "name": person.title(), "function": self.pick(["marketing", "sales", "both"])}
            if self.chance(0.6):
                record["quota"] = {}
                for year in range(self.first.year, self.last.year + 2):
                    for quarter in range(1, 5):
                        if self.chance(0.7):
                            name = f"{'FY' if self.fiscal != 1 else ''}{year}-Q{quarter}"
                            record["quota"][name] = self.money(1000, 90000)
                if not record["quota"]:
                    del record["quota"]
            if self.chance(0.1):
                record["left"] = str(self.last)
            lines.append(record)
        return self.as_list(lines)

    def months(self, first, last):
        month = first.replace(day=1)
        while month <= last:
            yield month
            month = (month + DAY * 32).replace(day=1)

    def costs(self):
        record = {}
        for month in self.months(self.first + DAY * self.r.randrange(-60, 60), self.last):
            parts = {}
            for key in ("marketing", "sales", "shared"):
                if self.chance(0.6):
                    parts[key] = self.money(0, 5000, negative=self.chance(0.15))
            if parts and self.chance(0.9):
                record[f"{month:%Y-%m}"] = parts
        if not record:
            record[f"{self.first:%Y-%m}"] = {"shared": "101.01" if self.digits(self.currency) >= 2 else "101"}
        return self.record(record)

    def decisions(self, deals):
        rules = ["stalled", "won-and-forgotten", "lost-to-timing", "handoff-unanswered", "hard-sell-early"]
        lines = []
        for _ in range(4):
            record = {"rule": self.pick(rules)}
            if record["rule"] != "hard-sell-early" and self.chance(0.7):
                record["record"] = self.pick(self.deal_ids)
            record["until"] = str(self.as_of + DAY * self.pick([-1, 0, 1, 30]))
            record["by"] = self.pick(self.people)
            record["note"] = "known"
            lines.append(record)
        return self.as_list(lines)

    def make_campaigns(self):
        r = self.r
        self.campaigns = {}
        for i in range(self.pick([0, 1, 3, 6, 9])):
            name = f"c{i}" if self.chance(0.7) else f"camp.{i}-x_y"
            starts = self.first + DAY * r.randrange(-90, max(1, self.span // 2))
            record = {
                "id": name,
                "name": self.pick(["Spring, big", "Autumn", "=Trick", "No", "Webinar " + str(i)]),
                "function": self.pick(["marketing", "marketing", "sales"]),
                "channel": self.pick(CHANNELS),
                "goal": self.pick(GOALS),
                "starts": str(starts),
            }
            ends = None
            if self.chance(0.6):
                ends = starts + DAY * r.randrange(0, 300)
                record["ends"] = str(ends)
            if self.chance(0.6):
                record["ask"] = self.pick(ASKS)
            if self.chance(0.3):
                record["promise"] = "It just works"
            if self.chance(0.4):
                record["owner"] = self.pick(self.people)
            if self.chance(0.5):
                record["budget"] = self.money(100, 20000)
            months = list(self.months(starts, ends or self.last))
            if self.chance(0.8):
                spend = {f"{m:%Y-%m}": self.money(0, 3000) if self.chance(0.9) else "0" for m in months if self.chance(0.85)}
                if spend:
                    record["spend"] = spend
            if self.chance(0.6):
                results = {}
                for month in months:
                    parts = {}
                    if self.chance(0.7):
                        parts["impressions"] = str(r.randrange(0, 100000))
                    if self.chance(0.7):
                        parts["visits"] = str(r.randrange(0, 3000))
                    if self.chance(0.5):
                        parts["leads"] = str(r.randrange(0, 40))
                    if parts:
                        results[f"{month:%Y-%m}"] = parts
                if results:
                    record["results"] = results
            if self.chance(0.2):
                record["notes"] = "Some *notes*"
            self.campaigns[name] = record

    def make_deals(self):
        # some campaigns that no deal knows
        self.used = [name for name in self.campaigns if self.chance(0.85)]
        self.decline = self.chance(0.3)
        count = self.fixed_deals if self.fixed_deals is not None else self.r.randrange(30, 151)
        if self.chance(0.03) and self.fixed_deals is None:
            count = self.pick([0, 1, 2])
        self.accounts = [f"Account {i}" for i in range(max(1, count * 2 // 3))] + ["=2+2", "Acme, Inc.", "+49 30", '"Q"']
        self.deal_ids = [f"d{i:03}" if self.chance(0.9) else f"deal.{i}_z" for i in range(count)] or ["d0"]
        return [self.deal(name) for name in self.deal_ids[:count]]

    def moment(self, floor=0):
        """A second of the day not before `floor`, or None for a bare date; sometimes where clocks change."""
        if floor == 0 and self.chance(0.5):
            return None
        first = -(-floor // 60)
        if self.chance(0.15) and first < 180:
            return self.r.randrange(first, 240) * 60
        return self.r.randrange(first, min(1440, first + 500)) * 60

    def deal(self, name):
        r = self.r
        n = len(self.stages) - 1
        record = {"id": name, "account": self.pick(self.accounts)}
        if self.chance(0.3):
            record["name"] = "Deal " + name
        if self.chance(0.8):
            record["owner"] = self.pick(self.people)
        if self.chance(0.75):
            record["segment"] = self.pick(SEGMENTS)
        if self.chance(0.6):
            record["region"] = self.pick(REGIONS)
        if self.chance(0.8):
            record["amount"] = self.money(0 if self.chance(0.05) else 50, self.pick([500, 30000, 90000]))
        if self.used and self.chance(0.2):
            record["source"] = self.pick(self.used)
        if self.chance(0.4):
            record["channel"] = self.pick(CHANNELS)
        if self.chance(0.3):
            record["kind"] = self.pick(["new", "existing", "renewal"])

        # the walk through the funnel: (stage, day, second or None), growing in time
        day = self.first + DAY * int(self.span * r.random() ** self.pick([1, 1, 0.5]))
        timed = self.chance(0.6)
        if self.changes and self.chance(0.1):
            day, timed = self.pick(self.changes), True
        fate = r.random()
        if self.decline and day > self.first + DAY * (self.span // 2) and self.chance(0.7):
            fate = 0.6 + 0.4 * fate
        goal = n if fate < 0.35 else r.randrange(0, n)
        stage = 0 if self.chance(0.85) else r.randrange(0, max(1, goal + 1))
        entries, second = [], 0
        pace = self.pick([1, 5, 20, 60])
        while True:
            at = self.moment(second) if timed else None
            if at is not None and self.in_gap(day, at):
                at += 3600  # read with the offset before the gap it would overtake what follows
            entries.append((stage, day, at))
            second = 0 if at is None else at + 60
            if stage >= goal:
                break
            stage += 1 if self.chance(0.8) else 2
            stage = min(stage, goal)
            step = 0 if self.chance(0.25) else r.randrange(0, pace * 2)
            if step:
                second = 0
            day += DAY * step
            if second >= 86400:
                day, second = day + DAY, 0
        listed = self.chance(0.3)
        if listed and goal < n:  # go back, and on again
            for _ in range(r.randrange(0, 4)):
                day += DAY * r.randrange(0, pace * 2)
                entries.append((r.randrange(0, n), day, self.moment() if timed else None))
            if self.chance(0.3):
                day += DAY * r.randrange(1, 20)
                entries.append((n, day, None))
                goal = n
        elif listed and self.chance(0.3) and goal == n:  # a detour before the win
            back = entries.pop()
            entries.append((r.randrange(0, n), back[1], None))
            entries.append((n, back[1] + DAY * r.randrange(1, 9), None))
            day = entries[-1][1]
        end_day, end_second = entries[-1][1], entries[-1][2]
        shown = [(self.stages[s][0], self.when(d, t)) for s, d, t in entries]
        if listed or len({s for s, _ in shown}) < len(shown):
            order = list(shown)
            if self.chance(0.2):
                r.shuffle(order)
            record["stages"] = [
                {"stage": s, "on": on, **({"reason": "came back"} if self.chance(0.1) else {})} for s, on in order
            ]
        else:
            record["stages"] = dict(shown)
        won = entries[-1][0] == n
        lost_day = None
        if not won and fate > 0.6:
            lost_day = end_day + DAY * (0 if self.chance(0.15) else r.randrange(0, 60))
            on = lost_day.isoformat()
            floor = max([t + 60 for _, d, t in entries if d == lost_day and t is not None], default=0)
            if self.chance(0.4) and floor < 86400:
                on = self.when(lost_day, self.moment(floor))
            if self.chance(0.3):
                record["lost"] = on
            else:
                record["lost"] = {"on": on}
                if self.chance(0.7):
                    record["lost"]["reason"] = self.pick(REASONS)
                if self.chance(0.3):
                    record["lost"]["to"] = self.pick(["Rival", "=Other", "In-house"])
                if self.chance(0.1):
                    record["lost"]["note"] = "well"
        start_day = entries[0][1]
        touches = []
        for _ in range(r.randrange(0, 9)):
            low = start_day - DAY * (r.randrange(0, 40) if self.chance(0.3) else 0)
            high = end_day if won else (lost_day or end_day) + DAY * r.randrange(0, 90)
            on_day = low + DAY * r.randrange(0, max(1, (high - low).days + 1))
            if self.chance(0.4):  # on the day of an entry
                on_day = self.pick(entries)[1]
            at = self.moment(self.pick([0, 60])) if self.chance(0.6) else None
            if won and on_day == end_day and end_second is not None and at is not None:
                at = self.r.randrange(0, end_second // 60 + 1) * 60
            if won and on_day > end_day:
                continue
            if won and at is not None and self.in_gap(on_day, at):
                at = None
            on = self.when(on_day, at)
            if self.chance(0.12):  # at the very moment of an entry
                on = self.pick(shown)[1]
            touches.append(self.touch(on))
        if touches:
            record["touches"] = touches
        if won and self.chance(0.6):
            follow_ups = []
            for _ in range(r.randrange(1, 4)):
                on_day = end_day + DAY * (0 if self.chance(0.2) else r.randrange(0, 200))
                follow_up = {"on": str(on_day), "kind": self.pick(FOLLOW_UPS)}
                if self.chance(0.5):
                    follow_up["amount"] = self.money(10, 9000)
                if self.chance(0.1):
                    follow_up["note"] = "fine"
                follow_ups.append(follow_up)
            record["follow_ups"] = follow_ups
        if self.chance(0.4):
            needs = []
            for _ in range(r.randrange(1, 4)):
                need = self.pick(NEEDS)
                if self.chance(0.6):
                    each = {"need": need}
                    if self.chance(0.8):
                        each["met"] = self.pick(["yes", "no", "true", "false"])
                    needs.append(each)
                else:
                    needs.append(need)
            record["needs"] = needs
        if self.chance(0.25):
            objections = []
            for _ in range(r.randrange(1, 4)):
                objection = {"text": "too dear"}
                if self.chance(0.6):
                    objection["answered"] = str(start_day + DAY * r.randrange(0, 200))
                objections.append(objection)
            record["objections"] = objections
        if not won and lost_day is None and self.chance(0.2):
            record["next"] = {"on": str(self.as_of + DAY * r.randrange(-10, 40)), "what": "call again"}
        if self.chance(0.1):
            record["tags"] = ["big", "no"]
        if self.chance(0.1):
            record["notes"] = "Met at the fair"
        return record

    def touch(self, on):
        touch = {"on": on}
        if self.used and self.chance(0.6):
            touch["campaign"] = self.pick(self.used)
            if self.chance(0.2):
                touch["by"] = self.pick(["marketing", "sales"])
            if self.chance(0.4):
                touch["kind"] = self.pick(KINDS_SALES + KINDS_MARKETING + KINDS_EITHER)
        else:
            touch["kind"] = self.pick(KINDS_SALES + KINDS_SALES + KINDS_MARKETING + KINDS_EITHER)
            if touch["kind"] in KINDS_EITHER or self.chance(0.15):
                touch["by"] = self.pick(["marketing", "sales"])
        if self.chance(0.1):
            touch["note"] = "short"
        return touch


def main():
    deals = int(sys.argv[sys.argv.index("--deals") + 1]) if "--deals" in sys.argv else None
    Site(sys.argv[1], sys.argv[2], deals).build()


if __name__ == "__main__":
    main()
