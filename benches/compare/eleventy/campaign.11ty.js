import { escape, money, page } from "./_includes/html.js";

export const data = {
  pagination: { data: "report.campaigns", size: 1, alias: "campaign" },
  permalink: ({ campaign }) => `campaigns/${campaign.id}/`,
};

export function render({ campaign, report: { site } }) {
  return page(site, campaign.name, `<p><a href="../../">Overview</a></p>
<h1>${escape(campaign.name)}</h1>
<table>
<tbody>
<tr><th>Function</th><td>${escape(campaign.function)}</td></tr>
<tr><th>Channel</th><td>${escape(campaign.channel)}</td></tr>
<tr><th>Goal</th><td>${escape(campaign.goal)}</td></tr>
<tr><th>Starts</th><td>${campaign.starts}</td></tr>
<tr><th>Ends</th><td>${campaign.ends ?? "–"}</td></tr>
<tr><th>Touches</th><td>${campaign.touches}</td></tr>
<tr><th>Deals</th><td>${campaign.touched.length}</td></tr>
<tr><th>Spend</th><td>${money(campaign.spend, site)}</td></tr>
</tbody>
</table>
<h2>Spend</h2>
<table>
<tbody>
${campaign.months.map(({ month, minor }) => `<tr><th>${month}</th><td>${money(minor, site)}</td></tr>`).join("\n")}
</tbody>
</table>
<h2>Deals</h2>
<table>
<thead><tr><th>Deal</th><th>Touches</th><th>Status</th></tr></thead>
<tbody>
${campaign.touched.map(({ deal, times }) => `<tr><th><a href="../../deals/${deal.id}/">${escape(deal.account)}</a></th><td>${times}</td><td>${deal.status}</td></tr>`).join("\n")}
</tbody>
</table>`);
}
