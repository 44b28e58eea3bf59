// The playbook as the templates need it: read once, counted once.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FAILSAFE_SCHEMA, load } from "js-yaml";
import { parse } from "smol-toml";

const DAY = 24 * 60 * 60 * 1000;

/** Every record of a folder's files, in the order of names; a file's stem names its only record. */
function records(folder) {
  const stems = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length))
    .sort();
  return stems.flatMap((stem) => {
    // All scalars as the text that was written: dates sort as text, and money stays exact.
    const found = load(readFileSync(join(folder, `${stem}.yaml`), "utf8"), { schema: FAILSAFE_SCHEMA });
    return Array.isArray(found) ? found : [{ id: stem, ...found }];
  });
}

/** A decimal number as whole units of 10^-places. */
function exact(text, places) {
  const [whole, fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(places, "0"));
}

/** Cents of the site's currency, by the latest rate that is not after the day. */
function minor(money, day, site) {
  const [amount, code = site.currency] = money.split(" ");
  const cents = exact(amount, 2);
  if (code === site.currency) return Number(cents);
  const from = Object.keys(site.rates[code]).sort().findLast((start) => start <= day);
  const rate = exact(String(site.rates[code][from]), 4);
  return Number((cents * rate + 5000n) / 10000n);
}

function readDeal(record, site, position) {
  const entries = Array.isArray(record.stages)
    ? record.stages
    : Object.entries(record.stages).map(([stage, on]) => ({ stage, on }));
  let furthest = 0;
  let latest = "";
  let stage = 0;
  for (const entry of entries) {
    const index = position[entry.stage];
    const day = entry.on.slice(0, 10);
    if (index > furthest) furthest = index;
    if (day > latest || (day === latest && index > stage)) {
      latest = day;
      stage = index;
    }
  }
  const won = furthest === site.funnel.stages.length - 1;
  const lost = record.lost?.on ?? record.lost;
  const closed = won ? latest : (lost ?? site.as_of).slice(0, 10);
  return {
    id: record.id,
    account: record.account,
    owner: record.owner,
    segment: record.segment,
    region: record.region,
    touches: record.touches ?? [],
    entries,
    furthest,
    stage: site.funnel.stages[stage].name,
    status: won ? "won" : lost ? "lost" : "open",
    reason: record.lost?.reason,
    closed,
    minor: record.amount === undefined ? undefined : minor(record.amount, closed, site),
  };
}

function readCampaign(record, site) {
  const months = Object.entries(record.spend ?? {}).map(([month, money]) => {
    const [year, number] = month.split("-").map(Number);
    const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
    return { month, minor: minor(money, last, site) };
  });
  const spend = months.reduce((sum, { minor }) => sum + minor, 0);
  return { ...record, months, spend, touches: 0, touched: [] };
}

/** The campaign of the last touch before the win: the latest, and the last written at one moment. */
function lastTouch(deal, lookback) {
  const closed = Date.parse(deal.closed);
  let last;
  for (const touch of deal.touches) {
    const days = (closed - Date.parse(touch.on.slice(0, 10))) / DAY;
    if (!touch.campaign || days < 0 || days > lookback) continue;
    if (!last || touch.on >= last.on) last = touch;
  }
  return last?.campaign ?? "";
}

/** For each stage but the win: who entered it or a later one, and what became of them. */
function funnel(deals, stages) {
  return stages.slice(0, -1).map(({ name }, index) => {
    const entered = deals.filter((deal) => deal.furthest >= index);
    const left = entered.filter((deal) => deal.furthest === index);
    const lost = left.filter((deal) => deal.status === "lost").length;
    const open = left.filter((deal) => deal.status === "open").length;
    return { name, entered: entered.length, on: entered.length - left.length, lost, open };
  });
}

export default function () {
  const playbook = process.env.PLAYBOOK;
  const site = parse(readFileSync(join(playbook, "site.toml"), "utf8"));
  const stages = site.funnel.stages;
  const position = Object.fromEntries(stages.map(({ id }, index) => [id, index]));
  const handoff = stages.findIndex(({ owner }) => owner === "sales");
  const campaigns = records(join(playbook, "content/campaigns")).map((record) => readCampaign(record, site));
  const deals = records(join(playbook, "content/deals")).map((record) => readDeal(record, site, position));
  const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));

  const totals = { won: 0, lost: 0, open: 0, closed: 0, amount: 0 };
  const credits = new Map();
  for (const deal of deals) {
    totals[deal.status] += 1;
    if (deal.status !== "open" && deal.furthest >= handoff) totals.closed += 1;
    const times = new Map();
    for (const { campaign } of deal.touches) {
      if (campaign) times.set(campaign, (times.get(campaign) ?? 0) + 1);
    }
    for (const [id, count] of times) {
      const campaign = byId.get(id);
      campaign.touches += count;
      campaign.touched.push({ deal, times: count });
    }
    if (deal.status !== "won") continue;
    totals.amount += deal.minor ?? 0;
    const id = lastTouch(deal, site.attribution.lookback_days);
    const credit = credits.get(id) ?? { campaign: byId.get(id), deals: 0, amount: 0 };
    credit.deals += 1;
    credit.amount += deal.minor ?? 0;
    credits.set(id, credit);
  }
  const last = [...credits.entries()]
    .sort(([a, x], [b, y]) => y.amount - x.amount || (a < b ? -1 : 1))
    .map(([, credit]) => credit);
  const names = Object.fromEntries(stages.map(({ id, name }) => [id, name]));
  return { site, names, campaigns, deals, byId, totals, last, funnel: funnel(deals, stages) };
}
