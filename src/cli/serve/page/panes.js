// The tabs beside the draft, and what stands in the second and third: claims, and the register of activities.

import { brief, byId, el } from "./dom.js";

const NAMES = ["findings", "claims", "register"];
/** So many rows are shown at first. */
const ROWS = 200;
const tabs = NAMES.map((name) => byId(`${name}-tab`));
let current = "findings";
let kind = "";
let go = () => {};

/** The pane that is shown. */
export const shown = () => current;

/** Sets the tabs going: `opened` is called when another is chosen, `goTo(start, end, from)` leads to the draft. */
export function connect(opened, goTo) {
  go = goTo;
  const choose = (number) => {
    current = NAMES[number];
    tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", String(at === number));
      tab.tabIndex = at === number ? 0 : -1;
      byId(NAMES[at]).hidden = at !== number;
    });
    opened(current);
  };
  tabs.forEach((tab, number) => {
    tab.addEventListener("click", () => choose(number));
    tab.addEventListener("keydown", (event) => {
      const last = tabs.length - 1;
      const to = { ArrowRight: number === last ? 0 : number + 1, ArrowLeft: number === 0 ? last : number - 1, Home: 0, End: last };
      if (!(event.key in to)) return;
      event.preventDefault();
      choose(to[event.key]);
      tabs[to[event.key]].focus();
    });
  });
}

function leading(span, unit, words, name) {
  const button = el("button", { type: "button", class: "go", "aria-label": name }, words);
  button.addEventListener("click", () => go(unit(span.start_byte), unit(span.end_byte), button));
  return button;
}

/** Puts new content into a panel; who stood on a control of it stands on the same one again. */
function put(panel, ...content) {
  const controls = () => [...panel.querySelectorAll("button, select")];
  const at = controls().indexOf(document.activeElement);
  panel.replaceChildren(...content);
  if (at >= 0) (controls()[at] ?? byId(`${panel.id}-tab`)).focus({ preventScroll: true });
}

const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;

/** Shows the claims of an answer. */
export function showClaims(answer, unit, most = ROWS) {
  const panel = byId("claims");
  const notices = answer.claims.notices;
  const all = notices.flatMap((notice) => notice.claims);
  if (all.length === 0) return put(panel, el("p", { class: "empty" }, "No claims were read in the draft."));
  const counts = new Map();
  for (const claim of all) counts.set(claim.kind, (counts.get(claim.kind) ?? 0) + 1);
  if (!counts.has(kind)) kind = "";
  const choice = el("select", { id: "kind" },
    el("option", { value: "", selected: kind === "" }, `all (${all.length})`),
    [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([name, count]) =>
      el("option", { value: name, selected: kind === name }, `${name} (${count})`)));
  choice.addEventListener("change", () => {
    kind = choice.value;
    showClaims(answer, unit);
  });
  const fitting = all.filter((claim) => kind === "" || claim.kind === kind);
  const rows = fitting.slice(0, most).map((claim) => {
    const scope = [claim.scope.audience, claim.scope.activity].filter(Boolean).map((part) => brief(part, 40)).join(" / ");
    return el("tr", {},
      el("td", {}, leading(claim.span, unit, String(claim.span.line), `Line ${claim.span.line}: ${brief(claim.span.text, 60)}`)),
      el("td", {}, claim.kind), el("td", {}, (claim.polarity === "denied" ? "not: " : "") + claim.value),
      el("td", {}, claim.force), el("td", {}, scope), el("td", {}, brief(claim.span.text, 60)));
  });
  const head = ["Line", "Kind", "Value", "Force", "For", "Words"].map((name) => el("th", { scope: "col" }, name));
  const fact = (name, words) => (words ? [el("dt", {}, name), el("dd", {}, words)] : []);
  const told = notices[0];
  const more = fitting.length > most && el("button", { type: "button", onclick: () => showClaims(answer, unit, Infinity) },
    `Show all ${fitting.length} claims`);
  put(panel,
    el("dl", { class: "facts" }, fact("Title", told.title), fact("Controller", told.controller), fact("Date", told.date),
      fact("Read as", told.kind?.replaceAll("-", " "))),
    el("div", { class: "filter" }, el("div", { class: "field" }, el("label", { htmlFor: "kind" }, "Kind of claim"), choice)),
    el("div", { class: "wide", role: "region", tabIndex: 0, "aria-label": "Claims" },
      el("table", {}, el("caption", { class: "unseen" }, "What candour understood"), el("thead", {}, el("tr", {}, head)),
        el("tbody", {}, rows))),
    ...(more ? [more] : []));
}

/** Shows the register of an answer. */
export function showRegister(answer, unit) {
  const panel = byId("register");
  const records = answer.register.notices.flatMap((notice) => notice.records);
  if (records.length === 0) return put(panel, el("p", { class: "empty" }, "No activities were read in the draft."));
  const entries = (cell) => cell.entries.map(({ entry, span }) =>
    el("li", {}, leading(span, unit, brief(entry, 120), `${brief(entry, 120)}: line ${span.line}`)));
  const parts = records.map((record) => {
    const name = [record.activity, record.audience && `(${record.audience})`].filter(Boolean).join(" ");
    const cells = record.cells.flatMap((cell) => [el("dt", {}, cell.column), el("dd", {}, el("ul", {}, entries(cell)))]);
    return el("section", { class: "record" }, el("h3", {}, brief(name || "The notice as a whole", 120)), el("dl", {}, cells));
  });
  put(panel, el("p", { class: "summary" }, plural(records.length, "activity", "activities")), ...parts);
}
