// Runs axe over the whole page with everything opened; gives a line per violation.
const [tags, done] = arguments;
for (const details of document.querySelectorAll("details")) details.open = true;
const root = document.documentElement;
const lines = [];
const over = root.scrollWidth - root.clientWidth;
if (over > 0) lines.push(`the page scrolls sideways by ${over} px`);

function line(violation) {
  const first = violation.nodes[0];
  const why = (first.failureSummary || "").replace(/\s+/g, " ").slice(0, 240);
  const places = violation.nodes.length > 1 ? ` at ${violation.nodes.length} places` : "";
  return `${violation.id}${places}: ${violation.help}: ${first.html.slice(0, 160)}: ${why}`;
}

axe
  .run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] })
  .then((result) => done(lines.concat(result.violations.map(line))))
  .catch((error) => done([`axe failed: ${error}`]));
