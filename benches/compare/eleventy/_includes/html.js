// What the templates share: escaping, money, the page around.
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const NUMBER = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const escape = (text) => String(text ?? "").replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

export const money = (minor, site) => `${NUMBER.format(minor / 100)} ${site.currency}`;

export const moment = (on) => on.replace("T", " ");

export const page = (site, title, body) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title ? `${escape(title)} – ` : ""}${escape(site.title)}</title>
</head>
<body>
${body}
<footer>Data up to ${site.as_of}</footer>
</body>
</html>
`;
