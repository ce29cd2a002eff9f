import { readFileSync } from "node:fs";
export default async function ({ browser, spawn, CANDOUR }) {
  const server = spawn(CANDOUR, ["serve", "--as-of", "2026-11-22", "--isolated"], { stdio: ["ignore", "pipe", "pipe"] });
  const url = await new Promise((done) => server.stdout.once("data", (d) => done(String(d).trim())));
  try {
    const text = readFileSync("/tmp/serve/n90.txt", "utf8").slice(0, 90000);
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    await page.goto(url);
    await page.fill("#draft", text);
    await page.waitForSelector(".finding", { timeout: 60000 });
    await page.evaluate(() => {
      window.log = [];
      const real = window.fetch;
      window.fetch = async (...a) => { const t = performance.now(); const r = await real(...a); const h = performance.now(); const j = await r.text(); const e = performance.now(); window.log.push({ sent: t, head: h - t, body: e - h, size: j.length, got: e }); return new Response(j, { status: r.status }); };
      document.querySelector("#draft").addEventListener("input", (e) => { window.log.push({ stamp: e.timeStamp, handled: performance.now() - e.timeStamp }); });
    });
    await page.focus("#draft"); await page.keyboard.press("Control+Home");
    for (let i = 0; i < 12; i++) { const n = await page.evaluate(() => performance.getEntriesByName("candour-answer").length); await page.keyboard.press(i % 4 == 3 ? "Enter" : "x"); await page.waitForFunction((c) => performance.getEntriesByName("candour-answer").length > c, n); await page.waitForTimeout(200);}
    const out = await page.evaluate(() => ({ log: window.log, m: performance.getEntriesByName("candour-answer").map((e) => [e.startTime, e.duration]) }));
    const m = out.m.slice(-12); const sends = out.log.filter((l) => l.sent); const ins = out.log.filter((l) => l.stamp);
    for (let i = 0; i < 12; i++) console.log(JSON.stringify({ total: Math.round(m[i][1]), handled: Math.round(ins[i].handled), toSend: Math.round(sends[i].sent - m[i][0]), head: Math.round(sends[i].head), body: Math.round(sends[i].body), render: Math.round(m[i][0] + m[i][1] - sends[i].got), size: sends[i].size }));
  } finally { server.kill("SIGINT"); }
}
