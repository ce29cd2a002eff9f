// The review page: a draft is typed, findings appear, are followed and mended, with the mouse and with keys alone.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NOTICE = `Privacy notice

Brook Lane Café Ltd – “we” – is the controller of your personal data.

How long we keep it

We keep booking records for six years after your visit.

Who gets it

We share data with NHS Digital. We keep to the General Data Protection Regulations.

Retention table

We keep booking records for 7 years after your visit.
`;

/** Starts the page. Answers its address and how to end it. */
async function serve(spawn, CANDOUR, SCRATCH) {
  const server = spawn(CANDOUR, ["serve", "--as-of", "2026-11-22", "--isolated"],
    { cwd: SCRATCH, stdio: ["ignore", "pipe", "ignore"] });
  const url = await new Promise((done, failed) => {
    server.stdout.once("data", (data) => done(String(data).trim()));
    server.once("exit", (code) => failed(new Error(`candour serve ended with ${code}`)));
  });
  const ended = new Promise((done) => server.once("exit", done));
  return { url, end: async () => { server.kill("SIGINT"); return ended; } };
}

export default async function ({ assert, browser, spawn, CANDOUR, SCRATCH, accessible, shot }) {
  const { url, end } = await serve(spawn, CANDOUR, SCRATCH);
  const open = async (options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, ...options });
    const page = await context.newPage();
    page.wrong = [];
    page.on("console", (message) => { if (["error", "warning"].includes(message.type())) page.wrong.push(message.text()); });
    page.on("pageerror", (error) => page.wrong.push(error.message));
    page.on("request", (request) => { if (!request.url().startsWith(url) && !request.url().startsWith("blob:")) page.wrong.push(request.url()); });
    await page.goto(url);
    await page.waitForFunction(() => document.querySelector("#as-of").value === "2026-11-22");
    return page;
  };
  const selected = (page) => page.evaluate(() => {
    const draft = document.querySelector("#draft");
    return document.activeElement === draft ? draft.value.slice(draft.selectionStart, draft.selectionEnd) : null;
  });
  const focus = (page) => page.evaluate(() => {
    const node = document.activeElement;
    return node.id || node.className || node.tagName;
  });
  const card = (page, words) => page.locator(".finding", { hasText: words });
  const marked = (page, kind) => page.evaluate((name) => [...CSS.highlights.get(name)].map(String), kind);

  try {
    const page = await open();
    await accessible(page, "the empty page");

    // What is typed is checked while it is typed.
    await page.locator("#draft").pressSequentially("Privacy notice\n\nWe keep personal data safe. ", { delay: 5 });
    await page.locator(".finding").first().waitFor();
    await page.fill("#draft", NOTICE);
    await card(page, "same records").first().waitFor();
    await page.waitForTimeout(1500);
    const told = await page.locator("#announcer").textContent();
    assert.match(told, /\d+ errors?/, "the count is read out");
    assert.equal(`${told}`, await page.locator("#summary").textContent());

    // Both sides of a contradiction are marked, and lead to their words.
    const conflict = card(page, "same records").filter({ hasText: "6 years" }).first();
    const sides = conflict.locator(".place");
    assert.equal(await sides.count(), 2);
    assert.match((await marked(page, "error")).join("|"), /six years/);
    await sides.nth(0).click();
    const first = await selected(page);
    await page.keyboard.press("Escape");
    assert.match(await focus(page), /place/, "Escape leads back to the finding");
    await sides.nth(1).click();
    const second = await selected(page);
    assert.deepEqual([first, second].map((words) => /six years|7 years/.test(words)), [true, true], `${first} | ${second}`);
    assert.notEqual(first, second);
    // The browser tells of the cursor a moment after it has moved.
    await conflict.and(page.locator("[aria-current=true]")).waitFor();
    await conflict.locator("summary").click();
    const said = await conflict.locator("dl").textContent();
    for (const part of ["How to put it right", "Why it matters", "UK GDPR Art 5(1)(e)"]) assert.ok(said.includes(part), said);
    await accessible(page, "findings, light");
    await shot(page, "serve-findings");

    // A safe edit at a click; the browser can undo it.
    const outdated = card(page, "NHS Digital").first();
    await outdated.locator(".apply").click();
    await outdated.waitFor({ state: "detached" });
    assert.match(await page.inputValue("#draft"), /share data with NHS England\. We keep/);
    await page.locator("#draft").focus();
    await page.keyboard.press("Control+z");
    assert.equal(await page.inputValue("#draft"), NOTICE);
    await outdated.waitFor();
    await page.locator("#apply-all").click();
    await outdated.waitFor({ state: "detached" });
    const mended = await page.inputValue("#draft");
    assert.match(mended, /NHS England\. We keep to the UK General Data Protection Regulation\./);

    // Marks stay with their words while the answer is on its way, and after.
    await page.locator("#draft").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("New: ");
    assert.match((await marked(page, "error")).join("|"), /six years/);

    // Claims and register, with tabs as the keyboard expects them.
    await page.locator("#findings-tab").focus();
    await page.keyboard.press("ArrowRight");
    await page.locator("#claims table tbody tr").first().waitFor();
    assert.equal(await focus(page), "claims-tab");
    await page.selectOption("#kind", "retention");
    assert.equal(await page.locator("#claims tbody tr").count(), 2);
    await page.locator("#claims .go").first().click();
    assert.match(await selected(page), /years/);
    await page.keyboard.press("Escape");
    assert.match(await focus(page), /go/);
    await accessible(page, "claims");
    await page.locator("#register-tab").click();
    await page.locator(".record").first().waitFor();
    assert.match(await page.locator("#register").textContent(), /nhs england/i);
    await accessible(page, "register");
    await page.locator("#findings-tab").click();

    // With keys alone: the order is that of the page, the skip links come first, and F8 walks through the findings.
    const keys = await open();
    await keys.fill("#draft", NOTICE);
    await card(keys, "same records").first().waitFor();
    await keys.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute("tabindex");
    });
    const order = [];
    for (let step = 0; step < 16; step += 1) {
      await keys.keyboard.press("Tab");
      order.push(await keys.evaluate(() => {
        const node = document.activeElement;
        const outline = getComputedStyle(node).outlineStyle;
        return `${node.id || node.hash || node.parentElement.id || node.className || node.tagName}${outline === "none" ? " unseen" : ""}`;
      }));
    }
    const steps = order.filter((id, at) => id !== order[at - 1]);
    assert.deepEqual(steps.slice(0, 9), ["#draft", "#findings-tab", "format", "as-of", "confidence", "open", "download", "copy", "draft"]);
    assert.ok(steps.slice(9).join(" ").startsWith("findings-tab"), steps.join(" "));
    await keys.evaluate(() => { document.activeElement.blur(); document.querySelector("#draft").setSelectionRange(0, 0); });
    const walked = [];
    for (let step = 0; step < 3; step += 1) {
      await keys.keyboard.press("F8");
      walked.push(await keys.evaluate(() => document.querySelector("#draft").selectionStart));
    }
    assert.deepEqual([...walked].sort((a, b) => a - b), walked);
    assert.ok(new Set(walked).size > 1, walked.join());
    await keys.keyboard.press("Shift+F8");
    assert.ok(await keys.evaluate(() => document.querySelector("#draft").selectionStart) < walked[2]);
    // Focus that stands on a finding which goes is not lost.
    const going = card(keys, "NHS Digital").first();
    await going.locator(".apply").focus();
    await keys.keyboard.press("Enter");
    await going.waitFor({ state: "detached" });
    assert.match(await focus(keys), /place|tab/);
    assert.deepEqual(keys.wrong, []);
    await keys.context().close();

    // A file that is dropped; what cannot be read says so.
    const dropped = await open();
    const drop = async (name, bytes) => {
      const data = await dropped.evaluateHandle(([file, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(content)], file));
        return transfer;
      }, [name, [...bytes]]);
      await dropped.dispatchEvent("#editor", "drop", { dataTransfer: data });
    };
    await drop("notice.docx", Buffer.from("PK\u0003\u0004"));
    await dropped.locator("#trouble", { hasText: "broken zip archive" }).waitFor();
    await drop("notice.rtf", Buffer.from("{\\rtf1}"));
    await dropped.locator("#trouble", { hasText: "rich text" }).waitFor();
    const content = "BT /F1 12 Tf 50 700 Td (We sell your personal data to anyone.) Tj ET";
    const parts = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
      `<</Length ${content.length}>>stream\n${content}\nendstream`, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"];
    let paper = "%PDF-1.4\n";
    const at = parts.map((part, number) => {
      const start = paper.length;
      paper += `${number + 1} 0 obj\n${part}\nendobj\n`;
      return `${String(start).padStart(10, "0")} 00000 n \n`;
    });
    paper += `xref\n0 6\n0000000000 65535 f \n${at.join("")}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${paper.length}\n%%EOF\n`;
    await drop("notice.pdf", Buffer.from(paper));
    await dropped.locator("#remarks", { hasText: "the words of the PDF notice.pdf" }).waitFor();
    assert.match(await dropped.inputValue("#draft"), /We sell your personal data to anyone\./);
    await drop("notice.md", Buffer.from(`# Privacy notice\r\n\r\n${NOTICE}`));
    await card(dropped, "same records").first().waitFor();
    assert.equal(await dropped.inputValue("#format"), "markdown");
    assert.ok(await dropped.locator("#trouble").isHidden());

    // Taking things away.
    const taken = async (choice) => {
      await dropped.locator("#download summary").click();
      const [file] = await Promise.all([dropped.waitForEvent("download"), dropped.locator(`[data-to=${choice}]`).click()]);
      return [file.suggestedFilename(), readFileSync(await file.path(), "utf8")];
    };
    const [draftName, draftText] = await taken("draft");
    assert.equal(draftName, "notice.md");
    assert.ok(draftText.startsWith("# Privacy notice\r\n\r\nPrivacy notice\r\n"), JSON.stringify(draftText.slice(0, 60)));
    const [jsonName, json] = await taken("json");
    assert.equal(jsonName, "notice.findings.json");
    assert.equal(JSON.parse(json).schema, "candour.findings/1");
    const [pageName, markdown] = await taken("markdown");
    assert.equal(pageName, "notice.findings.md");
    assert.match(markdown, /same records/);
    const [packName, pack] = await taken("html");
    assert.equal(packName, "notice.evidence.html");
    assert.match(pack, /^\s*<!doctype html>/i);
    const [bookName, book] = await taken("xlsx");
    assert.equal(bookName, "notice.evidence.xlsx");
    assert.ok(book.startsWith("PK"));
    await dropped.locator("#download summary").click();
    await accessible(dropped, "the menu");
    await dropped.keyboard.press("Escape");
    assert.equal(await dropped.locator("#download").getAttribute("open"), null);
    // The browser itself tells of the one file that was refused, and there is nothing else to tell.
    assert.deepEqual(dropped.wrong, ["Failed to load resource: the server responded with a status of 400 (Bad Request)"]);
    await dropped.context().close();

    // Dark, narrow, magnified: everything is there, and nothing runs out of the page.
    for (const [name, width, height, colorScheme] of [["dark", 1280, 800, "dark"], ["narrow", 320, 640, "light"], ["magnified", 640, 400, "dark"]]) {
      const other = await open({ viewport: { width, height }, colorScheme });
      await other.fill("#draft", NOTICE);
      await card(other, "same records").first().waitFor();
      await other.locator(".finding summary").first().click();
      await accessible(other, name);
      await shot(other, `serve-${name}`, { fullPage: width < 700 });
      assert.ok(await other.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: runs out of the page`);
      await other.locator("#claims-tab").click();
      await other.locator("#claims table").waitFor();
      await accessible(other, `${name}: claims`);
      assert.ok(await other.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: claims run out of the page`);
      await other.context().close();
    }

    // Without highlights of its own the browser shows marks.
    const plain = await browser.newContext();
    await plain.addInitScript(() => { delete globalThis.Highlight; });
    const old = await plain.newPage();
    await old.goto(url);
    await old.fill("#draft", NOTICE);
    await old.locator("#mirror mark.error", { hasText: "six years" }).waitFor();
    assert.equal(await old.evaluate(() => document.querySelector("#mirror").textContent), `${NOTICE}\n`);
    await plain.close();

    // From the keystroke to the answer on a long draft. What it takes on a busy machine, and in a build for tests, says
    // little; CANDOUR_TIMES=FILE keeps the figures of a build that says more.
    const long = await open();
    const corpus = join(import.meta.dirname, "../../../corpus");
    const names = ["community-energy.txt", "nhs-trust.txt", "gp-practice.txt", "housing-association.txt", "charity-advice.txt",
      "care-home.txt", "parish-council.txt", "police-vetting.txt", "primary-school.md", "museum-trust.md"];
    const text = names.map((name) => readFileSync(join(corpus, name), "utf8")).join("\n").slice(0, 90_000);
    await long.fill("#draft", text);
    await card(long, "found").first().waitFor();
    await long.locator("#draft").focus();
    await long.keyboard.press("Control+Home");
    const times = () => long.evaluate(() => performance.getEntriesByName("candour-answer").map((entry) => entry.duration));
    for (let stroke = 0; stroke < 20; stroke += 1) {
      const before = (await times()).length;
      await long.keyboard.press(stroke % 5 === 4 ? "Enter" : "x");
      await long.waitForFunction((count) => performance.getEntriesByName("candour-answer").length > count, before);
    }
    const taken90 = (await times()).slice(-20).sort((a, b) => a - b).map(Math.round);
    if (process.env.CANDOUR_TIMES) writeFileSync(process.env.CANDOUR_TIMES, JSON.stringify({ characters: text.length, taken: taken90 }));
    assert.ok(taken90[10] < 5000, `a keystroke on 90 kB is answered after ${taken90.join(", ")} ms`);
    assert.deepEqual(long.wrong, []);
    await long.context().close();

    // When the program is gone the page says so and keeps the draft.
    assert.deepEqual(page.wrong, []);
    assert.equal(await end(), 0);
    await page.locator("#draft").press("End");
    await page.keyboard.type("!");
    await page.locator("#trouble", { hasText: "does not answer" }).waitFor();
    assert.match(await page.inputValue("#draft"), /NHS England/);
    await page.context().close();
  } finally {
    await end();
  }
}
