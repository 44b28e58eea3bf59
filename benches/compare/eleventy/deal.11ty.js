import { escape, moment, money, page } from "./_includes/html.js";

export const data = {
  pagination: { data: "report.deals", size: 1, alias: "deal" },
  permalink: ({ deal }) => `deals/${deal.id}/`,
};

const status = ({ status, stage, closed, reason }) =>
  status === "open" ? `open: ${escape(stage)}` : `${status} ${closed}${reason ? `: ${escape(reason)}` : ""}`;

export function render({ deal, report: { site, names, byId } }) {
  const link = (id) => id ? `<a href="../../campaigns/${id}/">${escape(byId.get(id).name)}</a>` : "";
  return page(site, deal.account, `<p><a href="../../">Overview</a></p>
<h1>${escape(deal.account)}</h1>
<table>
<tbody>
<tr><th>Owner</th><td>${escape(deal.owner ?? "–")}</td></tr>
<tr><th>Segment</th><td>${escape(deal.segment ?? "–")}</td></tr>
<tr><th>Region</th><td>${escape(deal.region ?? "–")}</td></tr>
<tr><th>Amount</th><td>${deal.minor === undefined ? "–" : money(deal.minor, site)}</td></tr>
<tr><th>Status</th><td>${status(deal)}</td></tr>
</tbody>
</table>
<h2>Stages</h2>
<table>
<tbody>
${deal.entries.map(({ stage, on }) => `<tr><th>${escape(names[stage])}</th><td>${moment(on)}</td></tr>`).join("\n")}
</tbody>
</table>
<h2>Touches</h2>
<table>
<thead><tr><th>Date</th><th>Campaign</th><th>Kind</th><th>Note</th></tr></thead>
<tbody>
${deal.touches.map(({ on, campaign, kind, note }) => `<tr><th>${moment(on)}</th><td>${link(campaign)}</td><td>${escape(kind)}</td><td>${escape(note)}</td></tr>`).join("\n")}
</tbody>
</table>`);
}
