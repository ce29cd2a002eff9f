// The evidence pack: of one notice, of a corpus, and of many on pages of their own. Judged by axe in light and dark, walked
// through with the keyboard, printed, and looked at on a narrow screen.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const CORPUS = join(import.meta.dirname, "../../../corpus");

export default async function ({ assert, browser, candour, SCRATCH, accessible, shot }) {
  const few = join(SCRATCH, "few");
  mkdirSync(few);
  const names = readdirSync(CORPUS).filter((n) => /^(charity|food|recruit|museum|nhs|univ).*\.(txt|md|yaml)$/.test(n));
  for (const name of names.filter((n) => !n.includes("expected"))) copyFileSync(join(CORPUS, name), join(few, name));
  const day = ["--as-of", "2026-11-22", "--quiet"];
  candour(["check", "few", ...day, "--format", "html=few.html"]);
  candour(["check", "few/foodbank.txt", ...day, "--format", "html=one.html"]);
  const many = join(SCRATCH, "many");
  mkdirSync(many);
  const short = readFileSync(join(CORPUS, "foodbank.txt"), "utf8");
  for (let i = 0; i < 60; i++) writeFileSync(join(many, `${i}.txt`), `${short}\nPage ${i}.\n`);
  candour(["check", "many", ...day, "--no-portfolio", "--format", "html=many.html"]);

  const pages = ["few.html", "one.html", "many.html", "many_files/notices-1.html", "many_files/notice-00002.html",
    "many_files/rule-1-1.html"];
  const open = async (file, options = {}) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const asked = [];
    page.on("request", (r) => asked.push(r.url()));
    page.on("console", (m) => assert.fail(`${file}: ${m.text()}`));
    const begun = Date.now();
    await page.goto(pathToFileURL(join(SCRATCH, file)).href);
    assert.ok(Date.now() - begun < 2000, `${file} opens in under two seconds`);
    assert.equal(asked.length, 1, `${file} asks for nothing but itself: ${asked}`);
    return page;
  };

  for (const colorScheme of ["light", "dark"]) {
    for (const file of pages) {
      const page = await open(file, { colorScheme });
      await accessible(page, `${file}, ${colorScheme}`);
      await shot(page, `report-${file.replaceAll("/", "-")}-${colorScheme}`);
      await page.close();
    }
  }

  // Headings go down one step at a time.
  const page = await open("few.html");
  const levels = await page.$$eval("h1,h2,h3,h4,h5,h6", (all) => all.map((h) => Number(h.tagName[1])));
  levels.forEach((level, at) => assert.ok(at === 0 || level <= levels[at - 1] + 1, `heading ${at} of level ${level}`));

  // With the keyboard: the first stop leads past the contents, and it shows itself.
  await page.keyboard.press("Tab");
  const first = page.locator(":focus");
  assert.equal(await first.textContent(), "Skip to the report");
  assert.ok((await first.boundingBox()).x >= 0);
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#main$/);
  await page.keyboard.press("Tab");
  assert.ok(await page.locator("main :focus").count(), "the next stop is in the report");

  // A cell of the matrix leads to a finding, the finding to its words, and these to the finding.
  await page.locator(".matrix .not-found a").first().click();
  assert.match(page.url(), /#n\d+-(f\d+|d-)/);
  const finding = page.locator(".finding").filter({ hasText: "case files" }).first();
  await finding.locator(".places a").nth(1).click();
  const words = page.locator(`id=${new URL(page.url()).hash.slice(1)}`);
  assert.ok(await words.evaluate((e) => e.getBoundingClientRect().top < window.innerHeight), "the words are in view");
  await page.locator(".margin .side a").first().click();
  assert.match(page.url(), /#n\d+-f\d+$/);

  // Without a script, notes can be put away.
  const notes = page.locator(".finding.note").first();
  await page.locator("#show-note").uncheck();
  assert.equal(await notes.isVisible(), false);
  await page.locator("#show-note").check();
  assert.equal(await notes.isVisible(), true);

  // On paper: no filters, every notice on a page of its own, colours that can be read.
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await page.locator(".filters").first().isVisible(), false);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(0, 0, 0)");
  await page.emulateMedia({ media: null, colorScheme: null });
  await page.pdf({ path: join(SCRATCH, "few.pdf"), preferCSSPageSize: true });
  assert.ok(statSync(join(SCRATCH, "few.pdf")).size > 50_000);
  await page.close();

  // On a telephone nothing stands outside of the screen.
  for (const file of pages) {
    const narrow = await open(file, { viewport: { width: 320, height: 640 } });
    assert.ok((await narrow.evaluate(() => document.documentElement.scrollWidth)) <= 321, `${file} is too wide`);
    await narrow.close();
  }

  // From the first of many pages to a notice and back.
  const index = await open("many.html");
  await index.locator("#notices a").first().click();
  await index.locator(".notices a").nth(1).click();
  assert.match(index.url(), /notice-00002\.html#n2$/);
  await index.locator("nav a").first().click();
  assert.match(index.url(), /many\.html$/);
  assert.ok(existsSync(join(SCRATCH, "many_files")));
}
