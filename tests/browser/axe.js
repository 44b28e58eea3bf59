// Runs axe over the whole page with everything opened; gives a line per violation.
const [tags, withSwitcher, done] = arguments;
const switcher = document.querySelector(".switcher");
for (const details of document.querySelectorAll("details")) details.open = details !== switcher;
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

function check(what) {
  return axe.run(what, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
}

// The open switcher covers what is beneath, of which axe then says nothing: it gets a run of its own.
async function all() {
  const found = (await check(document)).violations;
  if (!withSwitcher) return found;
  switcher.open = true;
  return found.concat((await check(switcher)).violations);
}

all().then(
  (violations) => done(lines.concat(violations.map(line))),
  (error) => done([`axe failed: ${error}`]),
);
