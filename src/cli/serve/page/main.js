// Ties the page together: what is typed is sent, and what comes back is shown.

import { byId, places, say } from "./dom.js";
import * as editor from "./editor.js";
import * as files from "./files.js";
import * as findings from "./findings.js";
import * as panes from "./panes.js";

/** How long typing in a run must rest before the draft is sent, in milliseconds; a single keystroke is sent at once. */
const REST = 25;
/** Keystrokes with less than this between them are a run. */
const RUN = 120;
/** How long it must rest before the count is read out. */
const QUIET = 1200;

const format = byId("format");
const day = byId("as-of");
const confidence = byId("confidence");
const draft = { name: "", crlf: false, most: 2 << 20, saved: "", remarks: [] };
let timer = 0;
let typed = -RUN;
let reading = 0;
let running = null;
let last = null;
/** Whether the answer is about the words that stand there. */
let fresh = false;
let spoken = "";
let cameFrom = null;

function trouble(words) {
  const box = byId("trouble");
  box.hidden = !words;
  if (box.textContent !== words) box.textContent = words;
}

function request(more) {
  const text = editor.text();
  // Half of a pair of units is no character, and cannot be sent.
  const whole = text.isWellFormed?.() === false ? text.toWellFormed() : text;
  return { text: whole, format: format.value, name: draft.name, as_of: day.value, min_confidence: confidence.value, ...more };
}

async function post(path, body, signal) {
  const send = () => fetch(path, {
    method: "POST", signal, headers: { "content-type": "application/json", "x-candour": "1" }, body: JSON.stringify(body),
  });
  const lost = (error) => {
    if (error.name === "AbortError") throw error;
    throw new Error("candour does not answer. Is it still running? The draft is still here.");
  };
  // A connection that was about to end is tried once more.
  const answer = await send().catch((error) => (error.name === "AbortError" ? lost(error) : send().catch(lost)));
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => null);
  throw new Error(told?.error ?? `candour answered with an error (${answer.status}).`);
}

async function check(begun) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const show = panes.shown() === "findings" ? [] : [panes.shown()];
  const sent = request({ show });
  if (sent.text.trim() === "") return nothing();
  // Nothing of what is certainly too large is sent.
  if (sent.text.length > draft.most) return failed(new Error(`The draft is larger than this page takes (${Math.floor(draft.most / 1024)} kB).`));
  const slow = setTimeout(() => { byId("summary").textContent = "Checking…"; }, 600);
  try {
    const answer = await (await post("/api/check", sent, mine.signal)).json();
    if (running !== mine) return;
    last = { answer, unit: places(sent.text) };
    fresh = true;
    present();
    requestAnimationFrame(() => performance.measure("candour-answer", { start: begun, end: performance.now() }));
  } catch (error) {
    if (error.name !== "AbortError" && running === mine) failed(error);
  } finally {
    clearTimeout(slow);
  }
}

function empty(words) {
  findings.show([]);
  byId("empty").hidden = true;
  editor.mark([]);
  byId("summary").textContent = words;
  byId("apply-all").hidden = true;
  byId("remarks").hidden = true;
}

function failed(error) {
  last = null;
  findings.forgetPlace();
  empty("The draft could not be checked.");
  trouble(error.message);
}

function nothing() {
  last = null;
  draft.remarks = [];
  trouble("");
  empty("Nothing to check yet.");
  byId("empty").hidden = false;
  byId("claims").replaceChildren();
  byId("register").replaceChildren();
}

function present() {
  const { answer, unit } = last;
  const notices = answer.findings.notices;
  const failed = notices.map((notice) => notice.error).filter(Boolean);
  trouble(failed.map((error) => (error.line ? `Line ${error.line}: ${error.what}` : error.what)).join(" "));
  findings.show(findings.read(answer, unit));
  byId("empty").hidden = true;
  editor.mark(findings.marks(), here());
  const sentence = failed.length ? "The draft could not be read." : `${findings.sentence(answer.findings.summary)}.`;
  byId("summary").textContent = sentence;
  const mendable = findings.mendable();
  byId("apply-all").hidden = mendable < 2;
  byId("apply-all").textContent = `Make all safe edits (${mendable})`;
  remarks(notices);
  if (answer.claims) panes.showClaims(answer, unit);
  if (answer.register) panes.showRegister(answer, unit);
  clearTimeout(reading);
  reading = setTimeout(() => {
    if (sentence !== spoken) say(sentence);
    spoken = sentence;
  }, QUIET);
}

/** What has to be known to trust the findings. */
function remarks(notices) {
  const all = notices.flatMap((notice) => {
    const told = notice.notes.map((note) => (note.line ? `Line ${note.line}: ${note.what}` : note.what));
    const kind = notice.kind === "other" || !notice.kind ? null : notice.kind.replaceAll("-", " ");
    if (notice.error || notice.claims === undefined) return told;
    if (notice.language && notice.language !== "en") {
      told.unshift(`The draft does not seem to be in English (${notice.language}); candour reads English alone.`);
    } else if (notice.kind !== "privacy-notice") {
      told.unshift(`The draft does not read like a privacy notice yet${kind ? `, but like a ${kind}` : ""}. It is checked as one.`);
    }
    return told;
  });
  all.unshift(...draft.remarks);
  const list = byId("remarks");
  list.hidden = all.length === 0;
  list.replaceChildren(...all.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
}

function soon(begun) {
  clearTimeout(timer);
  // An answer about other words than those that stand there would mark the wrong ones.
  running?.abort();
  fresh = false;
  // At once means before the browser draws the draft anew.
  if (begun - typed < RUN) timer = setTimeout(() => check(begun), REST);
  else check(begun);
  typed = begun;
}

function now() {
  clearTimeout(timer);
  check(performance.now());
}

/** The places of the finding at the cursor, which is set off in the list. */
function here() {
  const position = editor.cursor();
  return position === null ? [] : findings.at(position);
}

function where() {
  if (fresh) editor.choose(here());
}

function goTo(start, end, from) {
  cameFrom = from;
  editor.reveal(start, end);
}

/** Makes safe edits, once the program has tried them. */
async function apply(fingerprints, card) {
  const sent = request({ apply: fingerprints ?? undefined });
  const tell = (words) => (card ? findings.tell(card, words) : say(words));
  try {
    const done = await (await post("/api/fix", sent)).json();
    if (editor.text() !== sent.text) return tell("The draft has changed meanwhile; try again.");
    const unit = places(sent.text);
    if (done.made.length > 0) {
      const scroll = byId("editor").scrollTop;
      for (const edit of done.made.toReversed()) editor.replace(unit(edit.start_byte), unit(edit.end_byte), edit.new_text);
      byId("editor").scrollTop = scroll;
      if (card) findings.keepPlace(card);
      else byId("findings-tab").focus();
      const made = done.made.length === 1 ? "One edit was made" : `${done.made.length} edits were made`;
      say(`${made}. Undo takes it back.`);
      now();
    }
    if (done.refused.length > 0) {
      tell(done.refused.map((edit) => `“${edit.old_text}” was left as it is: ${edit.why}.`).join(" "));
    } else if (done.made.length === 0) {
      tell("There is nothing to edit any more.");
    }
  } catch (error) {
    tell(error.message);
  }
}

async function take(file) {
  if (editor.text().trim() !== "" && editor.text() !== draft.saved && !confirm("Replace the draft by this file?")) return;
  try {
    const unpack = async (packed) => (await post("/api/open", packed)).json();
    const opened = await files.readFile(file, draft.most, unpack);
    draft.name = opened.name;
    draft.remarks = opened.remarks ?? [];
    draft.crlf = opened.crlf;
    format.querySelector("[value=named]")?.remove();
    if (opened.format === "named") {
      format.append(Object.assign(document.createElement("option"), { value: "named", textContent: `as ${opened.name}` }));
    }
    format.value = opened.format;
    editor.replaceAll(opened.words);
    draft.saved = editor.text();
    trouble("");
    say(`${opened.name} is open`);
    byId("draft").focus();
  } catch (error) {
    trouble(error.message);
  }
}

async function report(to, use) {
  if (editor.text().trim() === "") return say("There is no draft yet.");
  try {
    const answer = await post("/api/export", request({ to }));
    await use(await (to === "xlsx" ? answer.blob() : answer.text()), answer.headers.get("content-type"));
  } catch (error) {
    trouble(error.message);
  }
}

const ENDINGS = { text: "txt", markdown: "md", html: "html", yaml: "yaml" };
const fileName = () => draft.name || `draft.${ENDINGS[format.value] ?? "txt"}`;

function exports() {
  const copied = async (words) => {
    await navigator.clipboard.writeText(words);
    say("Copied");
  };
  for (const button of document.querySelectorAll("[data-to]")) {
    const { to } = button.dataset;
    button.addEventListener("click", () => {
      if (to !== "draft") return report(to, (words, kind) => files.download(files.nameOf(draft.name, to), words, kind));
      const words = editor.text();
      files.download(fileName(), draft.crlf ? words.replaceAll("\n", "\r\n") : words, "text/plain;charset=utf-8");
      draft.saved = words;
    });
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    const { copy } = button.dataset;
    button.addEventListener("click", () => {
      if (copy !== "draft") return report(copy, copied);
      copied(editor.text()).catch((error) => trouble(error.message));
    });
  }
}

function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8") {
      event.preventDefault();
      const spot = findings.beside(byId("draft").selectionStart - (editor.cursor() === null && !event.shiftKey ? 1 : 0), event.shiftKey);
      if (spot) goTo(spot.start, spot.end, findings.button(spot.key));
      else say("No findings.");
    } else if (event.key === "Escape" && !event.isComposing && editor.cursor() !== null) {
      const back = cameFrom?.isConnected && cameFrom.checkVisibility() ? cameFrom : byId(`${panes.shown()}-tab`);
      back.focus();
    }
  });
}

async function begin() {
  findings.connect({ go: goTo, apply });
  panes.connect((pane) => {
    if (pane !== "findings" && editor.text().trim() !== "") now();
  }, goTo);
  files.connect(take);
  files.menus();
  exports();
  keys();
  editor.onChange(soon);
  editor.onMove(where);
  byId("apply-all").addEventListener("click", () => apply(null, null));
  for (const setting of [format, day, confidence]) setting.addEventListener("change", now);
  addEventListener("beforeunload", (event) => {
    if (editor.text().trim() !== "" && editor.text() !== draft.saved) event.preventDefault();
  });
  try {
    const about = await (await fetch("/api/about")).json();
    if (!day.value) day.value = about.as_of;
    confidence.value = about.min_confidence;
    draft.most = about.max_size;
  } catch {
    trouble("candour does not answer. Is it still running?");
  }
  if (editor.text().trim() !== "") now();
}

begin();
