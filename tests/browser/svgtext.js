// Texts of the charts that are shown: inside their picture, legible, not on top of each other.
const [least] = arguments;
const lines = [];
for (const details of document.querySelectorAll("main details")) details.open = true;
for (const svg of document.querySelectorAll("svg")) {
  const frame = svg.getBoundingClientRect();
  if (frame.width === 0 || frame.height === 0) continue;
  const heading = svg.closest("figure, .card, td, th")?.querySelector("h2, h3, h4");
  const chart = (svg.getAttribute("aria-label") || heading?.textContent || "chart").trim().slice(0, 50);
  const texts = [];
  for (const text of svg.querySelectorAll("text")) {
    const words = text.textContent.trim();
    const box = text.getBoundingClientRect();
    if (!words || box.width === 0 || getComputedStyle(text).visibility === "hidden") continue;
    texts.push({ words, box });
    const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
    if (out > 0.75) lines.push(`${chart}: "${words}" is cut off by ${out.toFixed(1)} px`);
    // As shown: a picture that shrinks takes its text along.
    const matrix = text.getScreenCTM();
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(matrix.a, matrix.b);
    if (size < least - 0.05) lines.push(`${chart}: "${words}" is ${size.toFixed(1)} px high`);
  }
  texts.forEach((a, i) => {
    for (const b of texts.slice(i + 1)) {
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      // A box is higher than its letters: lines may touch.
      if (across > 1 && down > 3) {
        lines.push(`${chart}: "${a.words}" and "${b.words}" collide by ${across.toFixed(0)} by ${down.toFixed(0)} px`);
      }
    }
  });
}
return lines;
