// Texts of the charts that are shown: their colour against what is painted beneath them, mark or ground.
const [least, leastLarge] = arguments;
const lines = new Set();
const dot = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const read = new Map();

// Any colour of CSS as red, green, blue and opacity.
function colour(text) {
  if (!read.has(text)) {
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = text;
    dot.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = dot.getImageData(0, 0, 1, 1).data;
    read.set(text, [r, g, b, a / 255]);
  }
  return read.get(text);
}

function over([r, g, b], opacity, ground) {
  return [r, g, b].map((part, i) => part * opacity + ground[i] * (1 - opacity));
}

function light(rgb) {
  const [r, g, b] = rgb.map((part) => {
    const x = part / 255;
    return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [x, y] = [light(a), light(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

// What the element and those around it leave of an opacity.
function opacity(element, own, frame) {
  let left = own;
  for (let e = element; e && e !== frame.parentElement; e = e.parentElement) left *= getComputedStyle(e).opacity;
  return left;
}

for (const details of document.querySelectorAll("main details")) details.open = true;
let texts = 0;
for (const svg of document.querySelectorAll("main svg")) {
  if (!svg.checkVisibility()) continue;
  const heading = svg.closest("figure, .card, td, th")?.querySelector("h2, h3, h4");
  const chart = (svg.getAttribute("aria-label") || heading?.textContent || "chart").trim().slice(0, 50);
  let ground = [255, 255, 255];
  const around = [];
  for (let e = svg; e; e = e.parentElement) around.unshift(e);
  for (const e of around) {
    const [r, g, b, a] = colour(getComputedStyle(e).backgroundColor);
    ground = over([r, g, b], a, ground);
  }
  const shapes = [...svg.querySelectorAll("rect, circle, path, polygon, ellipse")]
    .filter((shape) => !shape.closest("defs, pattern, clipPath, mask"))
    .map((shape) => ({ shape, style: getComputedStyle(shape), box: shape.getBoundingClientRect() }))
    .filter(({ style }) => style.fill !== "none" && style.visibility !== "hidden");
  for (const text of svg.querySelectorAll("text")) {
    const words = text.textContent.trim();
    const style = getComputedStyle(text);
    if (!words || style.visibility === "hidden") continue;
    texts += 1;
    const box = text.getBoundingClientRect();
    const size = parseFloat(style.fontSize);
    const wanted = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? leastLarge : least;
    for (const part of [0.08, 0.5, 0.92]) {
      const x = box.left + box.width * part;
      const y = box.top + box.height / 2;
      let beneath = ground;
      for (const { shape, style, box } of shapes) {
        if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
        if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
        const point = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
        if (!shape.isPointInFill(point)) continue;
        // A pattern's ground is what is beneath it; its lines are those of the part that was lost.
        if (style.fill.startsWith("url")) continue;
        const [r, g, b, a] = colour(style.fill);
        beneath = over([r, g, b], opacity(shape, a * style.fillOpacity, svg), beneath);
      }
      // A halo is wide enough for the letters to stand on.
      if (style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2 && style.paintOrder.startsWith("stroke")) {
        const [r, g, b, a] = colour(style.stroke);
        beneath = over([r, g, b], a, beneath);
      }
      const [r, g, b, a] = colour(style.fill);
      const found = contrast(over([r, g, b], opacity(text, a * style.fillOpacity, svg), beneath), beneath);
      if (found < wanted) lines.add(`${chart}: "${words}" has a contrast of ${found.toFixed(2)}`);
    }
  }
}
return [String(texts), ...lines];
