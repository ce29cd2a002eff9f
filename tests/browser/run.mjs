// Runs one file of pages/: opens a browser, hands it what it needs, and ends with 1 when anything is not as expected.
//
//     CANDOUR=target/debug/candour CHROMIUM=/usr/bin/chromium SCRATCH=/tmp/x node run.mjs NAME
//
// A page may set PICTURES=DIR to keep screenshots (`shot`) for somebody to look at.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const { CANDOUR, CHROMIUM, SCRATCH, PICTURES } = process.env;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Runs candour and answers what it prints; any exit code of `codes` will do. */
function candour(args, { codes = [0, 1], input, cwd = SCRATCH } = {}) {
  try {
    return execFileSync(CANDOUR, args, { cwd, input, encoding: "utf8", maxBuffer: 1 << 30, stdio: "pipe" });
  } catch (error) {
    assert.ok(codes.includes(error.status), `candour ${args.join(" ")}: ${error.status}\n${error.stderr}`);
    return error.stdout;
  }
}

/** What axe has against the page as it stands, one line a violation: rule, impact, and the elements. */
async function violations(page) {
  // Evaluated from outside the page, so that a page with a strict content security policy can be judged as well.
  await page.evaluate(axeSource);
  const result = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), WCAG);
  return result.violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`);
}

/** Fails unless axe has nothing against the page. */
async function accessible(page, what) {
  assert.deepEqual(await violations(page), [], `axe: ${what}`);
}

/** Keeps a picture of the page when somebody asks for pictures. */
async function shot(page, name, options = {}) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), ...options });
}

const name = process.argv[2];
const { default: test } = await import(`./pages/${name}.mjs`);
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
  await test({ assert, browser, candour, spawn, CANDOUR, SCRATCH, violations, accessible, shot });
} catch (error) {
  console.error(error.stack ?? error);
  process.exitCode = 1;
} finally {
  await browser.close();
}
