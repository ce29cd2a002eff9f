// The draft: a plain text field, behind which a mirror of its words carries the marks.

import { byId } from "./dom.js";

const field = byId("draft");
const mirror = byId("mirror");
const box = byId("editor");
const words = document.createTextNode("\n");
mirror.append(words);

const KINDS = ["note", "warning", "error", "chosen"];
const highlights = globalThis.CSS?.highlights && globalThis.Highlight ? new Map() : null;
KINDS.forEach((kind, order) => {
  if (!highlights) return;
  const one = new Highlight();
  one.priority = order;
  highlights.set(kind, one);
  CSS.highlights.set(kind, one);
});

let shown = "";
let marks = [];
let chosen = [];
/** The ranges that are highlighted, with their kind. They move with the words. */
let lit = [];

/** What is written. */
export const text = () => field.value;

/** Brings the mirror up to date. Marks move with the words, because only what changed is put in its place. */
function follow() {
  const now = field.value;
  if (now === shown) return;
  const least = Math.min(now.length, shown.length);
  let head = 0;
  while (head < least && now.charCodeAt(head) === shown.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < least - head && now.charCodeAt(now.length - 1 - tail) === shown.charCodeAt(shown.length - 1 - tail)) tail += 1;
  if (!highlights) mirror.replaceChildren(words);
  words.replaceData(head, shown.length - tail - head, now.slice(head, now.length - tail));
  shown = now;
}

/** Calls `changed` when the draft changes, with the moment of the keystroke. */
export function onChange(changed) {
  field.addEventListener("input", (event) => {
    follow();
    changed(event.timeStamp);
  });
}

/** Puts another draft in place. */
export function replaceAll(draft) {
  field.value = draft;
  field.setSelectionRange(0, 0);
  follow();
  box.scrollTop = 0;
  field.dispatchEvent(new Event("input"));
}

/** Replaces words in such a way that the browser can undo it. */
export function replace(start, end, by) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  const done = by === "" ? document.execCommand("delete") : document.execCommand("insertText", false, by);
  if (!done) {
    field.setRangeText(by, start, end, "end");
    field.dispatchEvent(new Event("input"));
  }
}

function range(start, end) {
  const one = document.createRange();
  one.setStart(words, Math.min(start, shown.length));
  one.setEnd(words, Math.min(Math.max(end, start), shown.length));
  return one;
}

function paint() {
  if (highlights) {
    const wanted = [...marks, ...chosen].filter(({ start, end }) => end > start);
    const same = (mark, at) => lit[at]?.kind === mark.kind && lit[at].range.startOffset === mark.start && lit[at].range.endOffset === mark.end;
    // Most keystrokes change no mark, and drawing them anew costs as much as the rest of the page.
    if (wanted.length === lit.length && wanted.every(same)) return;
    for (const kind of KINDS) highlights.get(kind).clear();
    lit = wanted.map(({ kind, start, end }) => ({ kind, range: range(start, end) }));
    for (const { kind, range } of lit) highlights.get(kind).add(range);
    return;
  }
  // Where marks overlap, the weightier is shown.
  const weight = (mark) => KINDS.indexOf(mark.kind);
  const all = [...marks, ...chosen].filter((mark) => mark.end > mark.start);
  const cuts = [...new Set(all.flatMap((mark) => [mark.start, mark.end]))].sort((a, b) => a - b);
  const pieces = [];
  let at = 0;
  cuts.slice(0, -1).forEach((start, number) => {
    const end = cuts[number + 1];
    const over = all.filter((mark) => mark.start <= start && mark.end >= end).sort((a, b) => weight(b) - weight(a))[0];
    if (!over) return;
    const piece = document.createElement("mark");
    piece.className = over.kind;
    piece.textContent = shown.slice(start, end);
    pieces.push(shown.slice(at, start), piece);
    at = end;
  });
  mirror.replaceChildren(...pieces, `${shown.slice(at)}\n`);
}

/** Marks places of the draft: each with `kind`, `start` and `end`; `places` are those of the finding that is set off. */
export function mark(all, places = []) {
  marks = all;
  choose(places);
}

/** Sets off the places of one finding. */
export function choose(places) {
  chosen = places.map(([start, end]) => ({ kind: "chosen", start, end }));
  paint();
}

/** Moves to a place of the draft and selects its words. */
export function reveal(start, end) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  let place;
  if (highlights) {
    place = range(start, Math.max(end, Math.min(start + 1, shown.length))).getBoundingClientRect();
  } else {
    const walker = document.createTreeWalker(mirror, NodeFilter.SHOW_TEXT);
    let left = start;
    let node = walker.nextNode();
    while (node && left > node.length) {
      left -= node.length;
      node = walker.nextNode();
    }
    const one = document.createRange();
    one.setStart(node ?? mirror, node ? left : 0);
    one.setEnd(node ?? mirror, node ? node.length : 0);
    place = one.getBoundingClientRect();
  }
  const view = box.getBoundingClientRect();
  if (place.top < view.top + 40 || place.bottom > view.bottom - 40) {
    box.scrollTop += place.top - view.top - view.height / 3;
  }
  box.scrollIntoView({ block: "nearest" });
}

/** Where the cursor is; nothing while the draft is not being edited. */
export const cursor = () => (document.activeElement === field ? field.selectionStart : null);

/** Calls `moved` when the cursor moves within the draft. */
export function onMove(moved) {
  document.addEventListener("selectionchange", () => { if (document.activeElement === field) moved(); });
  field.addEventListener("selectionchange", moved);
}
