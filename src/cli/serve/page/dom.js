// Small things that the other scripts share. Elements are made one by one: nothing here reads words as markup.

export const byId = (id) => document.getElementById(id);

/** An element with properties, attributes (names with a hyphen, and `role`) and children. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.includes("-") || name === "role" || name === "colspan") node.setAttribute(name, value);
    else if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node[name] = value;
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Words on one line, cut where they are too long. */
export function brief(words, most = 90) {
  const line = words.replace(/\s+/g, " ").trim();
  const letters = Array.from(line);
  return letters.length > most ? `${letters.slice(0, most - 1).join("").trimEnd()}…` : line;
}

/** "3 errors, 1 note"; empty if there is nothing. */
export function counted(summary) {
  const count = (number, one) => number > 0 && `${number} ${one}${number === 1 ? "" : "s"}`;
  const parts = [count(summary.errors, "error"), count(summary.warnings, "warning"), count(summary.notes, "note")];
  return parts.filter(Boolean).join(", ");
}

/** From places in bytes, as the program counts them, to places in the units that the browser counts. */
export function places(text) {
  let plain = true;
  for (let at = 0; at < text.length && plain; at += 1) plain = text.charCodeAt(at) < 0x80;
  if (plain) return (byte) => Math.min(byte, text.length);
  const units = new Uint32Array(text.length * 3 + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const pair = code >= 0xd800 && code < 0xdc00;
    const width = code < 0x80 ? 1 : code < 0x800 ? 2 : pair ? 4 : 3;
    units.fill(at, bytes, bytes + width);
    bytes += width;
    if (pair) at += 1;
  }
  return (byte) => (byte >= bytes ? text.length : units[byte]);
}

/** Tells who listens to the page and does not look at it. */
export function say(words) {
  const announcer = byId("announcer");
  announcer.textContent = "";
  // A region that is emptied and filled at once is not read again.
  setTimeout(() => { announcer.textContent = words; }, 50);
}
