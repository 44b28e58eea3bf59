// What a reader who moves by keyboard sees of the focused element; null at the page's end.
const element = document.activeElement;
if (!element || element === document.body || element === document.documentElement) return null;
// A number of its own, to know it again when the walk comes round.
element.dataset.walked ??= String(document.querySelectorAll("[data-walked]").length);
const style = getComputedStyle(element);
const box = element.getBoundingClientRect();
const faults = [];

const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
if (!outlined) faults.push("its focus is not visible");

// The middle of the part in view: of a link over two lines its first.
const part = element.getClientRects()[0] || box;
const left = Math.max(part.left, 0), right = Math.min(part.right, innerWidth);
const top = Math.max(part.top, 0), bottom = Math.min(part.bottom, innerHeight);
if (left >= right || top >= bottom) {
  faults.push("it is out of view");
} else {
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  if (!over || !(element.contains(over) || over.contains(element))) {
    faults.push(`it is covered by ${over ? over.outerHTML.slice(0, 60) : "nothing on the page"}`);
  }
}

// Links within a text may be as small as the text (WCAG 2.5.8).
const inText = element.tagName === "A" && style.display === "inline";
if (!inText && (box.width < 23.9 || box.height < 23.9)) {
  faults.push(`it is only ${box.width.toFixed(1)} by ${box.height.toFixed(1)} px`);
}
const text = (element.getAttribute("aria-label") || element.textContent).trim().replace(/\s+/g, " ").slice(0, 50);
return { key: element.dataset.walked, name: `<${element.tagName.toLowerCase()}> "${text}"`, faults };
