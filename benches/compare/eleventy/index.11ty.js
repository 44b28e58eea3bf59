import { escape, money, page } from "./_includes/html.js";

export const data = { permalink: "index.html" };

export function render({ report: { site, funnel, totals, last, campaigns } }) {
  const rate = totals.closed ? `, ${((100 * totals.won) / totals.closed).toFixed(1)} %` : "";
  return page(site, "", `<h1>${escape(site.title)}</h1>
<h2>Funnel</h2>
<table id="funnel">
<thead><tr><th>Stage</th><th>Entered</th><th>Went on</th><th>Lost</th><th>Open</th></tr></thead>
<tbody>
${funnel.map((row) => `<tr><th>${escape(row.name)}</th><td>${row.entered}</td><td>${row.on}</td><td>${row.lost}</td><td>${row.open}</td></tr>`).join("\n")}
</tbody>
</table>
<table id="totals">
<tbody>
<tr><th>Deals won</th><td>${totals.won}</td></tr>
<tr><th>Deals lost</th><td>${totals.lost}</td></tr>
<tr><th>Deals open</th><td>${totals.open}</td></tr>
<tr><th>Win rate</th><td>${totals.won} of ${totals.closed}${rate}</td></tr>
<tr><th>Amount won</th><td>${money(totals.amount, site)}</td></tr>
</tbody>
</table>
<h2>Last touch before the win</h2>
<table id="last-touch">
<thead><tr><th>Campaign</th><th>Deals</th><th>Amount</th></tr></thead>
<tbody>
${last.map(({ campaign, deals, amount }) => `<tr><th>${campaign ? `<a href="campaigns/${campaign.id}/">${escape(campaign.name)}</a>` : "No campaign"}</th><td>${deals}</td><td>${money(amount, site)}</td></tr>`).join("\n")}
</tbody>
</table>
<h2>Campaigns</h2>
<ul>
${campaigns.map(({ id, name }) => `<li><a href="campaigns/${id}/">${escape(name)}</a></li>`).join("\n")}
</ul>`);
}
