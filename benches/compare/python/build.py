"""A small funnel report from a playbook's YAML: yaml-rs reads, polars counts, Jinja writes.

Usage: build.py PLAYBOOK OUTPUT
"""

import os
import sys
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl
import yaml_rs
from jinja2 import Environment, FileSystemLoader


@dataclass
class Settings:
    title: str
    as_of: str
    currency: str
    stages: list[dict]
    lookback_days: int
    rates: dict[str, list[tuple[str, Decimal]]]

    @classmethod
    def read(cls, path: Path) -> "Settings":
        raw = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        return cls(
            raw["title"],
            raw["as_of"],
            raw["currency"],
            raw["funnel"]["stages"],
            raw["attribution"]["lookback_days"],
            {code: sorted(days.items()) for code, days in raw["rates"].items()},
        )

    def minor(self, money: int | float | str, day: str) -> int:
        """Cents of the site's currency, by the latest rate that is not after `day`."""
        amount, _, code = str(money).partition(" ")
        rate = Decimal(1)
        if code and code != self.currency:
            rate = next(r for start, r in reversed(self.rates[code]) if start <= day)
        return int((Decimal(amount) * rate * 100).quantize(Decimal(1), "ROUND_HALF_UP"))


def records(folder: Path):
    """Every record of a folder's files, in the order of names; a file's stem names its only record."""
    for path in sorted(folder.rglob("*.yaml"), key=lambda path: path.stem):
        found = yaml_rs.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            yield {"id": path.stem, **found}
        else:
            yield from found


def text(moment) -> str:
    """A date, or a date and a time to the minute, as it is written: text that sorts by time."""
    return moment.isoformat()[:16]


def deal(record: dict, settings: Settings, stage_index: dict[str, int]) -> dict:
    """A deal as the pages and the frames need it."""
    stages = record["stages"]
    entries = (
        [(stage, text(on)) for stage, on in stages.items()]
        if isinstance(stages, dict)
        else [(entry["stage"], text(entry["on"])) for entry in stages]
    )
    furthest = max(stage_index[stage] for stage, _ in entries)
    latest = max(entries, key=lambda entry: (entry[1][:10], stage_index[entry[0]]))
    lost = record.get("lost")
    reason = lost.get("reason") if isinstance(lost, dict) else None
    lost = text(lost["on"] if isinstance(lost, dict) else lost) if lost else None
    won = latest[1] if furthest == len(stage_index) - 1 else None
    closed = (won or lost or settings.as_of)[:10]
    amount = record.get("amount")
    return {
        **record,
        "status": "won" if won else "lost" if lost else "open",
        "closed": closed,
        "reason": reason,
        "stage": latest[0],
        "furthest": furthest,
        "entries": entries,
        "touches": [touch | {"on": text(touch["on"])} for touch in record.get("touches", [])],
        "minor": None if amount is None else settings.minor(amount, closed),
    }


def campaign(record: dict, settings: Settings) -> dict:
    """A campaign with its spend in the site's currency."""
    months = {}
    for month, money in record.get("spend", {}).items():
        year, number = map(int, month.split("-"))
        last = f"{month}-{monthrange(year, number)[1]:02}"
        months[month] = settings.minor(money, last)
    return {
        **record,
        "starts": text(record["starts"]),
        "ends": text(record["ends"]) if "ends" in record else None,
        "months": months,
        "spend": sum(months.values()),
    }


def funnel(deals: pl.DataFrame, stages: list[dict]) -> list[dict]:
    """For each stage but the win: who entered it or a later one, and what became of them."""
    rows = []
    for index, stage in enumerate(stages[:-1]):
        entered = deals.filter(pl.col("furthest") >= index)
        left = entered.filter(pl.col("furthest") == index)["status"].value_counts()
        left = dict(left.iter_rows())
        rows.append(
            {
                "name": stage["name"],
                "entered": entered.height,
                "on": entered.height - sum(left.values()),
                "lost": left.get("lost", 0),
                "open": left.get("open", 0),
            }
        )
    return rows


def totals(deals: pl.DataFrame, stages: list[dict]) -> dict:
    """Wins, losses and money over everything; the win rate over deals that sales had taken on."""
    handoff = next(i for i, stage in enumerate(stages) if stage["owner"] == "sales")
    count = dict(deals["status"].value_counts().iter_rows())
    closed = deals.filter(pl.col("status") != "open", pl.col("furthest") >= handoff).height
    won = deals.filter(pl.col("status") == "won")
    return {
        "won": count.get("won", 0),
        "lost": count.get("lost", 0),
        "open": count.get("open", 0),
        "closed": closed,
        "amount": won["minor"].sum(),
    }


def last_touches(deals: pl.DataFrame, touches: pl.DataFrame, lookback: int) -> pl.DataFrame:
    """Wins and money by the campaign of the last touch before the win; none is a null."""
    won = deals.filter(pl.col("status") == "won").select("id", "closed", "minor")
    day = pl.col("on").str.head(10).str.to_date()
    last = (
        touches.filter(pl.col("campaign").is_not_null())
        .join(won, left_on="deal", right_on="id")
        .filter((pl.col("closed").str.to_date() - day).dt.total_days().is_between(0, lookback))
        .sort("on", maintain_order=True)
        .group_by("deal")
        .agg(pl.col("campaign").last())
    )
    return (
        won.join(last, left_on="id", right_on="deal", how="left")
        .group_by("campaign")
        .agg(pl.len().alias("deals"), pl.col("minor").sum().alias("amount"))
        .sort([pl.col("amount"), pl.col("campaign")], descending=[True, False])
    )


def touched(touches: pl.DataFrame) -> dict[str, dict[str, int]]:
    """For each campaign, the deals it touched, in their order, with how often."""
    counts = (
        touches.filter(pl.col("campaign").is_not_null())
        .group_by("campaign", "deal", maintain_order=True)
        .agg(pl.len())
    )
    found = {}
    for name, deal_id, times in counts.iter_rows():
        found.setdefault(name, {})[deal_id] = times
    return found


def write(folder: str, html: str) -> None:
    """Plain calls: for many small files pathlib's own work shows."""
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/index.html", "w", encoding="utf-8") as file:
        file.write(html)


def main(playbook: Path, output: str) -> None:
    settings = Settings.read(playbook / "site.toml")
    stage_index = {stage["id"]: i for i, stage in enumerate(settings.stages)}
    content = playbook / "content"
    campaigns = {
        record["id"]: campaign(record, settings) for record in records(content / "campaigns")
    }
    deals = {
        record["id"]: deal(record, settings, stage_index) for record in records(content / "deals")
    }
    deal_rows = pl.DataFrame(
        [(d["id"], d["furthest"], d["status"], d["closed"], d["minor"]) for d in deals.values()],
        schema={"id": str, "furthest": int, "status": str, "closed": str, "minor": int},
        orient="row",
    )
    touch_rows = pl.DataFrame(
        [(d["id"], t.get("campaign"), t["on"]) for d in deals.values() for t in d["touches"]],
        schema={"deal": str, "campaign": str, "on": str},
        orient="row",
    )

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["money"] = lambda minor: f"{minor / 100:,.2f} {settings.currency}"
    environment.globals.update(
        site=settings, names={stage["id"]: stage["name"] for stage in settings.stages}
    )
    overview = environment.get_template("overview.html").render(
        funnel=funnel(deal_rows, settings.stages),
        totals=totals(deal_rows, settings.stages),
        last=last_touches(deal_rows, touch_rows, settings.lookback_days).to_dicts(),
        campaigns=campaigns,
    )
    write(output, overview)
    page = environment.get_template("campaign.html")
    by_campaign = touched(touch_rows)
    for name, found in campaigns.items():
        html = page.render(campaign=found, touched=by_campaign.get(name, {}), deals=deals)
        write(f"{output}/campaigns/{name}", html)
    page = environment.get_template("deal.html")
    for name, found in deals.items():
        html = page.render(deal=found, campaigns=campaigns)
        write(f"{output}/deals/{name}", html)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
