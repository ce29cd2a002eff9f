// The list of findings. Cards stay where they are while the draft changes, so that focus and what was unfolded stay too.

import { brief, byId, counted, el, say } from "./dom.js";

const list = byId("list");
const SEVERITIES = { error: "Error", warning: "Warning", note: "Note" };

/** The cards by key: the node, what it was made of, and the finding as it is now. */
let cards = new Map();
let order = [];
let wanted = null;
let actions = {};

/** What the buttons of a card do: `go(start, end, from)` and `apply(fingerprints, card)`. */
export const connect = (those) => { actions = those; };

/** The findings of an answer with their places in the draft, and their edits. */
export function read(answer, unit) {
  const findings = answer.findings.findings.map((finding) => ({
    ...finding,
    places: finding.spans.map((span) => ({ ...span, start: unit(span.start_byte), end: unit(span.end_byte) })),
    offers: [],
  }));
  for (const edit of answer.edits) findings[edit.finding].offers.push(edit);
  return findings;
}

function place(key, number) {
  const spot = cards.get(key)?.finding.places[number];
  if (spot) actions.go(spot.start, spot.end, cards.get(key).node.querySelectorAll(".place")[number]);
}

function body(key, finding) {
  const places = finding.places.map((spot, number) => {
    const what = spot.label && spot.label !== spot.text ? el("span", { class: "label" }, spot.label) : null;
    const words = spot.text ? el("q", {}, brief(spot.text)) : "the draft as a whole";
    const button = el("button", { type: "button", class: "place", onclick: () => place(key, number) },
      el("span", { class: "line" }, `Line ${spot.line}`), words, what);
    return el("li", {}, button);
  });
  const certain = finding.offers.filter((edit) => !edit.doubt);
  const doubtful = finding.offers.filter((edit) => edit.doubt);
  const replaced = (edit) => `“${brief(edit.old_text, 60)}” by “${brief(edit.new_text, 60)}”`;
  const edits = [
    certain.length > 0 && el("li", {}, el("button", {
      type: "button", class: "apply", onclick: () => actions.apply([finding.fingerprint], cards.get(key).node),
    }, `Replace ${certain.map(replaced).join(", ")}`)),
    ...doubtful.map((edit) => el("li", {}, el("p", {}, `To consider: replace ${replaced(edit)} (${edit.doubt}).`))),
  ].filter(Boolean);
  const law = finding.law.map((one) => one.cite).join("; ");
  const term = (name, words) => (words ? [el("dt", {}, name), el("dd", {}, words)] : []);
  const since = finding.overtaken && `${finding.overtaken}, later than the date of the notice`;
  return [
    el("h3", {}, el("span", { class: "badge" }, SEVERITIES[finding.severity]), ` ${finding.message}`),
    el("ul", { class: "places", "aria-label": places.length > 1 ? "Places in the draft" : "Place in the draft" }, places),
    edits.length > 0 && el("ul", { class: "edits", "aria-label": "Edits" }, edits),
    el("details", {},
      el("summary", {}, "Why, and how to put it right"),
      el("dl", {},
        term("How to put it right", finding.fix), term("Why it matters", finding.why), term("Law", law),
        term("The law has said so since", since),
        term("Rule", `${finding.rule} (${finding.confidence})`))),
    el("p", { class: "said" }),
  ];
}

/** Shows findings. */
export function show(findings) {
  const active = document.activeElement;
  const before = list.contains(active) ? order.indexOf(active.closest(".finding")?.dataset.key) : -1;
  const seen = new Map();
  const next = new Map();
  order = findings.map((finding) => {
    const count = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, count);
    const key = `${finding.fingerprint}-${count}`;
    const made = JSON.stringify([finding.message, finding.severity, finding.confidence, finding.overtaken,
      finding.spans.map((span) => [span.text, span.label]),
      finding.offers.map((edit) => [edit.old_text, edit.new_text, edit.doubt])]);
    let card = cards.get(key);
    if (card?.made !== made) {
      const open = card?.node.querySelector("details")?.open;
      const node = card?.node ?? el("li");
      const focused = node.contains(active) ? [...node.querySelectorAll("button, summary")].indexOf(active) : -1;
      node.className = `finding ${finding.severity}`;
      node.dataset.key = key;
      node.replaceChildren(...body(key, finding).filter(Boolean));
      node.querySelector("details").open = Boolean(open);
      if (focused >= 0) node.querySelectorAll("button, summary")[focused]?.focus({ preventScroll: true });
      card = { node, made };
    } else {
      const lines = card.node.querySelectorAll(".place > .line");
      finding.places.forEach((spot, number) => {
        const line = `Line ${spot.line}`;
        if (lines[number] && lines[number].textContent !== line) lines[number].textContent = line;
      });
    }
    next.set(key, { ...card, finding });
    return key;
  });
  for (const [key, { node }] of cards) if (!next.has(key)) node.remove();
  cards = next;
  // Only what is not where it belongs is moved: moving takes the focus away.
  let spot = list.firstElementChild;
  for (const key of order) {
    const { node } = cards.get(key);
    if (node === spot) spot = spot.nextElementSibling;
    else list.insertBefore(node, spot);
  }
  byId("empty").hidden = findings.length > 0;
  // Who stood on a card that is gone stands on the one that took its place.
  const from = wanted ?? (before >= 0 && !list.contains(document.activeElement) ? before : null);
  wanted = null;
  if (from !== null) focusCard(from);
}

function focusCard(number) {
  const key = order[Math.min(number, order.length - 1)];
  (key ? cards.get(key).node.querySelector("button") : byId("findings-tab")).focus();
}

/** The next answer puts the focus where this card was. */
export function keepPlace(card) { wanted = Math.max(0, order.indexOf(card.dataset.key)); }

/** Forgets a place that was to be kept. */
export function forgetPlace() { wanted = null; }

/** Says something within a card. */
export function tell(card, words) {
  card.querySelector(".said").textContent = words;
  say(words);
}

/** The marks in the draft. */
export function marks() {
  return order.flatMap((key) => {
    const { finding } = cards.get(key);
    return finding.places.map(({ start, end }) => ({ kind: finding.severity, start, end }));
  });
}

/** Sets off the cards of the findings at a place of the draft, and shows the first. Answers the places of the first. */
export function at(position) {
  let first = null;
  for (const key of order) {
    const { node, finding } = cards.get(key);
    const here = finding.places.some(({ start, end }) => start <= position && position <= end && end > start);
    node.classList.toggle("here", here);
    if (here) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
    if (here && !first) first = { node, places: finding.places.map(({ start, end }) => [start, end]) };
  }
  if (first && !byId("findings").hidden) {
    const panel = byId("findings");
    // Where the list has no scroll bar of its own, showing the card would take the draft away.
    if (panel.scrollHeight > panel.clientHeight + 1) {
      const [card, view] = [first.node.getBoundingClientRect(), panel.getBoundingClientRect()];
      if (card.top < view.top || card.bottom > view.bottom) panel.scrollTop += card.top - view.top - 16;
    }
  }
  return first?.places ?? [];
}

/** The place of the finding after, or before, a position; round the end to the first. */
export function beside(position, backwards) {
  const spots = order.map((key) => ({ key, ...cards.get(key).finding.places[0] })).sort((a, b) => a.start - b.start);
  if (spots.length === 0) return null;
  const found = backwards ? spots.findLast((spot) => spot.start < position) : spots.find((spot) => spot.start > position);
  return found ?? spots.at(backwards ? -1 : 0);
}

/** The first button of a card, to which to come back. */
export const button = (key) => cards.get(key)?.node.querySelector(".place");

/** How many findings have an edit that can be made at a click. */
export const mendable = () => order.filter((key) => cards.get(key).finding.offers.some((edit) => !edit.doubt)).length;

/** What is told of the findings in one sentence. */
export function sentence(summary) {
  const found = counted(summary) || "No findings";
  return summary.suppressed > 0 ? `${found}; ${summary.suppressed} held back by decisions` : found;
}
