// The instrument itself: axe runs here, and tells a page that people can use from one that they cannot.
const GOOD = "<!doctype html><html lang=en-GB><title>Good</title><main><h1>Good</h1><p>Text.</p></main></html>";
const BAD = "<!doctype html><html><title>Bad</title><main><h1>Bad</h1><p style='color:#bbb;background:#fff'>Text.</p></main></html>";

export default async function ({ assert, browser, violations }) {
  const page = await browser.newPage();
  await page.setContent(GOOD);
  assert.deepEqual(await violations(page), []);
  await page.setContent(BAD);
  const found = (await violations(page)).join("\n");
  assert.match(found, /color-contrast/);
  assert.match(found, /html-has-lang/);
}
