// Uses the controls of a site in Chromium, from `file://`, as a reader does: search, order and filter of tables, colours,
// keys, links to copy, the way back. What is looked for is read from the pages first, so that any site will do that has
// a figure, a dimension and more than twelve periods.
//
//     node script.mjs SITE          CHROMIUM=/usr/bin/chromium names another browser

import assert from "node:assert/strict";
import { readFileSync, realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { NARROWEST, WIDE, cutOff, faint, launch, stop, tab } from "./shared.mjs";

const OPTIONS = { offline: true, reducedMotion: "reduce" };
/** Longer than anything here should take. */
const PATIENCE = 5000;

const titles = (page) => page.locator("dialog.search .results li span").allTextContents();

/** Types into the search until it has found something. */
async function find(page, text) {
  await page.locator("dialog.search input").fill(text);
  await page.waitForFunction(() => /\d/.test(document.querySelector("dialog.search [role=status]").textContent));
}

/** Whether the first title that is found is this one, and Enter opens its page. */
async function finds(page, from, text, title, address) {
  await page.goto(from);
  await page.keyboard.press("/");
  await find(page, text);
  const found = await titles(page);
  assert.ok(found.includes(title), `"${text}" finds ${JSON.stringify(found)}, not "${title}"`);
  await find(page, title);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.href.endsWith(address), { timeout: PATIENCE });
  assert.equal(await page.locator("dialog[open]").count(), 0);
}

/** A link's text and address. */
const linkOf = (page, selector) =>
  page.locator(selector).first().evaluate((link) => ({ text: link.textContent.trim(), href: link.href }));

/** Text with its first letters only, in capitals and with an accent that the original does not have. */
const misspelt = (text) => text.slice(0, 4).toUpperCase().replace(/[AEO]/, (letter) => `${letter}\u0301`);

/** The address below the site. */
const below = (root, href) => href.slice(root.length);

async function searchFinds({ page, root }) {
  const home = `${root}index.html`;
  await page.goto(home);
  const figure = await linkOf(page, ".headlines tbody th a");
  await page.goto(`${root}groups.html`);
  const group = await linkOf(page, "main tbody th a");
  await page.goto(`${root}learn.html`);
  const term = await page.locator(".terms > div").first().evaluate((it) => [it.firstElementChild.textContent, it.id]);
  await finds(page, home, misspelt(figure.text), figure.text, below(root, figure.href));
  await finds(page, `${root}archive.html`, misspelt(group.text), group.text, below(root, group.href));
  await finds(page, home, misspelt(term[0]), term[0], `learn.html#${term[1]}`);
}

async function searchKnowsPeriods({ page, root }) {
  await page.goto(`${root}index.html`);
  const figure = await linkOf(page, ".headlines tbody th a");
  const before = await linkOf(page, "a[rel=prev]");
  const name = before.text.replace("‹", "").trim();
  await page.goto(before.href);
  await page.keyboard.press("Control+k");
  await find(page, figure.text);
  const here = below(root, before.href).split("/")[0];
  const first = await page.locator(".results a", { hasText: figure.text }).first().getAttribute("href");
  assert.ok(first.startsWith(`${root}${here}/`), `${first} is not of the period of the page`);
  await page.goto(`${root}index.html`);
  await page.keyboard.press("/");
  await find(page, `${figure.text} ${name}`);
  const named = await page.locator(".results a").first().getAttribute("href");
  assert.ok(named.startsWith(`${root}${here}/metrics/`), `${named} is not of ${name}`);
  await find(page, name);
  assert.equal(await page.locator(".results a").count(), 1, "a period alone finds its overview");
  await page.locator("dialog.search input").fill("zzzzqqqq");
  await page.waitForFunction(() => document.querySelectorAll(".results a").length === 0);
}

async function searchWithArrows({ page, root }) {
  await page.goto(`${root}index.html`);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await find(page, "a");
  const focused = () => page.evaluate(() => [...document.querySelectorAll(".results a")].indexOf(document.activeElement));
  for (const [key, at] of [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", -1], ["ArrowUp", -1]]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), at, key);
  }
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.open), "search", "the focus goes back");
}

/** Clicks three times on every header of a page that orders rows. Gives what was wrong, and how often it was tried. */
function ordersRows() {
  const wrong = [];
  let tried = 0;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const text = (cell) => [...cell.childNodes].filter((it) => it.nodeName !== "SMALL").map((it) => it.textContent).join("");
  for (const button of document.querySelectorAll("th .sort")) {
    const head = button.closest("th");
    const body = head.closest("table").tBodies[0];
    const before = [...body.rows];
    for (const state of ["ascending", "descending", null]) {
      button.click();
      tried += 1;
      const name = `"${head.textContent}" of "${head.closest("table").caption.textContent}" ${state}`;
      if (head.getAttribute("aria-sort") !== state) wrong.push(`${name}: aria-sort is ${head.getAttribute("aria-sort")}`);
      const rows = [...body.rows];
      if (state === null) {
        if (rows.some((row, at) => row !== before[at])) wrong.push(`${name}: not the order of the report`);
        continue;
      }
      const cells = rows.map((row) => row.cells[head.cellIndex]);
      const byValue = head.dataset.order === "value";
      const absent = (cell) => (byValue ? !("value" in cell.dataset) : !text(cell).trim());
      if (cells.some((cell, at) => at > 0 && absent(cells[at - 1]) && !absent(cell))) wrong.push(`${name}: absent before`);
      const there = cells.filter((cell) => !absent(cell));
      const apart = (one, other) =>
        byValue ? one.dataset.value - other.dataset.value : collator.compare(text(one).trim(), text(other).trim());
      const sign = state === "ascending" ? 1 : -1;
      if (there.some((cell, at) => at > 0 && sign * apart(there[at - 1], cell) > 0)) wrong.push(`${name}: out of order`);
    }
  }
  return { wrong, tried };
}

async function tablesSort({ page, root }) {
  let tried = 0;
  await page.goto(`${root}index.html`);
  const figure = await linkOf(page, ".headlines tbody th a");
  for (const url of [`${root}index.html`, figure.href, `${root}archive.html`, `${root}data.html`]) {
    await page.goto(url);
    const result = await page.evaluate(ordersRows);
    assert.deepEqual(result.wrong, []);
    tried += result.tried;
  }
  assert.ok(tried > 60, `only ${tried} headers were there to click on`);
}

async function tablesFilter({ page, root }) {
  await page.goto(`${root}archive.html`);
  const shown = () => page.locator("tbody tr:visible").count();
  const all = await shown();
  const first = await page.locator("tbody th a").first().textContent();
  await page.getByLabel("Filter").fill(first.toUpperCase());
  assert.equal(await shown(), 1);
  assert.equal(await page.locator(".filter output").textContent(), `1 of ${all} rows`);
  await page.locator("th .sort").first().click();
  assert.equal(await shown(), 1, "what is filtered stays so in another order");
  await page.getByLabel("Filter").fill("");
  assert.equal(await shown(), all);
}

async function headersStay({ page, root }) {
  await page.goto(`${root}archive.html`);
  await page.setViewportSize({ width: WIDE.width, height: 500 });
  await page.waitForSelector(".scroll[data-fits]");
  await page.evaluate(() => scrollTo(0, document.querySelector("tbody tr:last-child").offsetTop + 200));
  const top = await page.locator("thead th").first().evaluate((head) => head.getBoundingClientRect().top);
  assert.ok(top > -1 && top < 1, `the header stands at ${top} px`);
}

const paper = (page) => page.evaluate(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data[0] < 128 ? "dark" : "light";
});

async function coloursAreRemembered({ page, root }) {
  const choose = page.getByRole("button", { name: "Colours" });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`${root}index.html`);
  assert.equal(await paper(page), "dark", "the system's");
  await choose.click();
  assert.equal(await paper(page), "light");
  await page.goto(`${root}archive.html`);
  assert.equal(await paper(page), "light", "on the next page");
  assert.match(await choose.textContent(), /light/);
  await page.keyboard.press("t");
  assert.equal(await paper(page), "dark");
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await paper(page), "dark", "whatever the system says");
  await page.emulateMedia({ colorScheme: "light", media: "print" });
  assert.equal(await paper(page), "light", "on paper");
  await page.emulateMedia({ colorScheme: "light", media: "screen" });
  await choose.click();
  await page.reload();
  assert.equal(await paper(page), "light", "the system's again");
  assert.match(await choose.textContent(), /system/);
}

async function keysCanBeSwitchedOff({ page, root }) {
  const opened = () => page.evaluate(() => document.querySelector("dialog[open]")?.className ?? null);
  await page.goto(`${root}index.html`);
  await page.keyboard.press("?");
  assert.equal(await opened(), "keys");
  await page.keyboard.press("/");
  assert.equal(await opened(), "keys", "keys rest while a dialog is open");
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("t?");
  assert.equal(await page.locator("dialog.search input").inputValue(), "t?", "what is typed is text");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme ?? null), null);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keyboard" }).click();
  await page.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  for (const state of ["at once", "on the next page"]) {
    for (const key of ["?", "/", "t", "j"]) await page.keyboard.press(key);
    assert.equal(await opened(), null, state);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme ?? null), null, state);
    await page.keyboard.press("Control+k");
    assert.equal(await opened(), "search", state);
    await page.goto(`${root}archive.html`);
  }
  await page.getByRole("button", { name: "Keyboard" }).click();
  assert.equal(await page.getByRole("checkbox").isChecked(), false);
}

async function keysLeadThroughPeriods({ page, root }) {
  await page.goto(`${root}index.html`);
  const before = await linkOf(page, "a[rel=prev]");
  await page.keyboard.press("j");
  await page.waitForURL(before.href, { timeout: PATIENCE });
  const after = await linkOf(page, "a[rel=next]");
  await page.keyboard.press("k");
  await page.waitForURL(after.href, { timeout: PATIENCE });
}

async function linksAreCopied({ page, root, context }) {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${root}index.html`);
  const heading = page.locator("section[id] h2").first();
  const id = await heading.evaluate((it) => it.closest("section").id);
  await heading.hover();
  const copy = page.locator(".copy").first();
  assert.equal(await copy.evaluate((it) => getComputedStyle(it).opacity), "1", "seen beside the heading");
  await copy.click();
  await page.waitForFunction(() => document.querySelector("body > [role=status]").textContent !== "");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${root}index.html#${id}`);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("forbidden"));
  });
  await copy.click();
  await page.waitForSelector("dialog.address[open]");
  assert.equal(await page.evaluate(() => getSelection().toString() || document.activeElement.value), `${root}index.html#${id}`);
}

async function theWayBack({ page, root }) {
  await page.goto(`${root}archive.html`);
  await page.keyboard.press("/");
  await find(page, "data");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${root}data.html`, { timeout: PATIENCE });
  await page.goBack();
  assert.equal(page.url(), `${root}archive.html`);
  assert.equal(await page.locator("dialog[open]").count(), 0);
}

async function nothingMoves({ page, root }) {
  await page.goto(`${root}index.html`);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
}

/** Controls of at least 24 × 24 px, dialogs within the least screen, and readable in both colours. */
async function dialogsFit({ page, root }) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const viewport of [WIDE, NARROWEST]) {
      await page.setViewportSize(viewport);
      await page.goto(`${root}index.html`);
      await page.getByRole("button", { name: "Search", exact: true }).click();
      await find(page, "a");
      assert.deepEqual([...(await page.evaluate(cutOff)), ...(await page.evaluate(faint))], []);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Keyboard" }).click();
      assert.deepEqual([...(await page.evaluate(cutOff)), ...(await page.evaluate(faint))], []);
      const small = await page.evaluate(() => [...document.querySelectorAll("button, input")]
        .map((it) => [it.outerHTML.slice(0, 60), it.getBoundingClientRect()])
        .filter(([, { height, width }]) => height > 0 && (height < 24 || width < 24))
        .map(([name, { height, width }]) => `${name} has ${width} × ${height} px`));
      assert.deepEqual(small, []);
    }
  }
}

/** What a click saves: its name and its bytes. */
async function saved(page, made) {
  const [download] = await Promise.all([page.waitForEvent("download"), made.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

async function takenAlong({ context, page: start, root }) {
  await start.goto(`${root}index.html`);
  const figure = await linkOf(start, ".headlines tbody th a");
  // Another tab: in the first, whatever is saved is a fault.
  const page = await context.newPage();
  await page.goto(figure.href);
  const stem = below(root, figure.href).replace(".html", "").replaceAll("/", "-");
  const title = await page.locator("h1").textContent();
  const table = page.locator(".scroll:visible").first();
  const header = await table.locator("thead th").first().textContent();
  const after = table.locator("xpath=following-sibling::p[1]");
  const csv = await saved(page, after.locator("a[download]"));
  assert.match(csv.name, new RegExp(`^${stem}-\\d+\\.csv$`));
  assert.ok(csv.bytes.toString("utf8").startsWith(`\ufeff${header.trim()},`), csv.bytes.toString("utf8").slice(0, 80));
  const workbook = await saved(page, after.locator("a:not([download])"));
  assert.ok(workbook.name.endsWith(".xlsx") && workbook.bytes.subarray(0, 2).toString() === "PK", workbook.name);
  const svg = await saved(page, page.locator("figure button", { hasText: "SVG" }).first());
  const text = svg.bytes.toString("utf8");
  assert.equal(svg.name, `${stem}-1.svg`);
  assert.ok(text.startsWith("<svg") && text.includes("<title>") && !text.includes("var(--"), text.slice(0, 200));
  assert.ok(text.includes(await page.title()), `${title}: the chart does not say where it comes from`);
  const png = await saved(page, page.locator("figure button", { hasText: "PNG" }).first());
  assert.ok(png.name === `${stem}-1.png` && png.bytes.subarray(1, 4).toString() === "PNG" && png.bytes.length > 5000);
  await page.close();
}

/** What a chart says now: the lines of its tip, and where the tip stands on the chart, from 0 to 1. */
function said(selector) {
  const tip = document.querySelector(`${selector} .tip`);
  if (!tip) return null;
  const [chart, box] = [tip.closest("svg"), tip.querySelector("rect")].map((it) => it.getBoundingClientRect());
  const inside = box.left >= chart.left - 1 && box.right <= chart.right + 1 && box.top >= chart.top - 1 && box.bottom <= chart.bottom + 1;
  return { lines: [...tip.querySelectorAll("tspan")].map((line) => line.textContent), inside };
}

/** Moves the pointer over every chart of a page, and through it with keys. */
async function chartsTell({ page, root }) {
  await page.goto(`${root}index.html`);
  const figure = await linkOf(page, ".headlines tbody th a");
  for (const size of [WIDE, NARROWEST]) {
    await page.setViewportSize(size);
    await page.goto(figure.href);
    const charts = page.locator("main .drawing");
    let told = 0;
    for (let at = 0; at < (await charts.count()); at += 1) {
      const chart = charts.nth(at);
      await chart.scrollIntoViewIfNeeded();
      // Of two drawings one is seen; its words stand in the wide one, where they are the same.
      const seen = chart.locator("svg.chart:visible");
      const [places, whole] = await Promise.all([seen, chart.locator("svg.wide")].map(spotsOf));
      const spots = places.map((place, nth) => (place.length > 2 ? place : [...place, ...whole[nth].slice(2)]));
      if (spots.length === 0) continue;
      await chart.evaluate((it) => it.setAttribute("id", "pointed"));
      told += 1;
      const box = await seen.boundingBox();
      const rate = box.width / (await seen.evaluate((it) => it.viewBox.baseVal.width));
      for (const [x, y, ...words] of [spots[0], spots[spots.length >> 1], spots[spots.length - 1]]) {
        await page.mouse.move(box.x + x * rate, box.y + y * rate);
        const tip = await page.evaluate(said, "#pointed");
        assert.deepEqual(tip, { lines: words.filter(Boolean), inside: true }, `chart ${at} at ${size.width} px`);
      }
      await page.mouse.move(0, 0);
      assert.equal(await page.evaluate(said, "#pointed"), null, "the tip stays");
      await chart.evaluate((it) => it.removeAttribute("id"));
    }
    assert.ok(told > 1, "no chart says anything");
  }
  await page.locator("main .drawing").first().focus();
  const spots = JSON.parse(await page.locator("main .drawing svg").first().getAttribute("data-spots"));
  for (const [key, at] of [["ArrowRight", 0], ["ArrowRight", 1], ["End", spots.length - 1], ["ArrowLeft", spots.length - 2]]) {
    await page.keyboard.press(key);
    const lines = spots[at].slice(2).filter(Boolean);
    assert.deepEqual((await page.evaluate(said, "main")).lines, lines, key);
    assert.equal(await page.locator("div[role=status]").textContent(), lines.join(", "), "it is said as well");
  }
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(said, "main"), null);
}

async function spotsOf(drawing) {
  return JSON.parse(await drawing.getAttribute("data-spots"));
}

/** A chart opens larger, grows, moves, and is whole again; what it says stays as large as it was. */
async function chartsComeCloser({ page, root }) {
  await page.goto(`${root}index.html`);
  await page.goto((await linkOf(page, ".headlines tbody th a")).href);
  const small = await page.locator("main .drawing svg").first().boundingBox();
  await page.locator("figure button", { hasText: "Enlarge" }).first().click();
  const chart = page.locator("dialog.closer svg");
  const large = await chart.boundingBox();
  assert.ok(large.width > 1.3 * small.width, `${large.width} px, from ${small.width}`);
  const view = () => chart.evaluate(({ viewBox: { baseVal: { x, y, width, height } } }) => ({ x, y, width, height }));
  const whole = await view();
  const height = async () => {
    await page.keyboard.press("ArrowRight");
    return page.evaluate(() => document.querySelector("dialog.closer .tip rect").getBoundingClientRect().height);
  };
  const before = await height();
  await page.keyboard.press("+");
  await page.mouse.move(large.x + 10, large.y + 10);
  await page.mouse.wheel(0, -100);
  await page.waitForFunction((width) => document.querySelector("dialog.closer svg").viewBox.baseVal.width < width / 1.6, whole.width);
  assert.ok(Math.abs((await height()) - before) < 1, "what is said grows with the chart");
  const near = await view();
  await page.mouse.move(large.x + large.width / 2, large.y + large.height / 2);
  await page.mouse.down();
  await page.mouse.move(large.x + large.width / 2 - 60, large.y + large.height / 2);
  await page.mouse.up();
  assert.ok((await view()).x > near.x, "the chart does not move");
  await page.keyboard.press("0");
  assert.deepEqual(await view(), whole);
  assert.deepEqual(await page.evaluate(cutOff), []);
  // The first takes away what the chart says.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Enlarge", "the focus goes back");
}

async function completeWithoutScript({ browser, root }) {
  const context = await browser.newContext({ ...OPTIONS, javaScriptEnabled: false });
  const { page, faults } = await tab(context, root, WIDE);
  for (const path of ["index.html", "archive.html", "learn.html"]) {
    await page.goto(root + path);
    assert.equal(await page.locator("button:visible, input:visible, dialog:visible").count(), 0, `${path} has a dead control`);
  }
  assert.ok((await page.locator("dt:visible").count()) > 10);
  assert.deepEqual(faults, []);
  await context.close();
}

/** What a reader does, by what it shows. */
const CHECKS = {
  "search finds a figure, a group and a term, and Enter opens them": searchFinds,
  "search puts the period of the page first, and finds others by name": searchKnowsPeriods,
  "arrow keys lead through what is found": searchWithArrows,
  "tables sort by value, back and forth, what is absent last": tablesSort,
  "tables filter": tablesFilter,
  "headers of tables stay in view": headersStay,
  "colours are remembered": coloursAreRemembered,
  "single keys can be switched off": keysCanBeSwitchedOff,
  "keys lead through the periods": keysLeadThroughPeriods,
  "links are copied, or shown where that is forbidden": linksAreCopied,
  "the back button leads back": theWayBack,
  "nothing moves where motion is reduced": nothingMoves,
  "dialogs fit and can be read": dialogsFit,
  "tables and charts are taken along": takenAlong,
  "charts say what they are pointed at": chartsTell,
  "charts can be looked at closer": chartsComeCloser,
  "all is there without script": completeWithoutScript,
};

/** Does one thing in a browser that remembers nothing. Gives what went wrong. */
async function tryOut(browser, root, check) {
  const context = await browser.newContext(OPTIONS);
  const { page, faults } = await tab(context, root, WIDE);
  page.setDefaultTimeout(PATIENCE);
  const failed = await check({ browser, context, page, root }).then(() => [], (error) => [String(error.message)]);
  await context.close();
  // A check may leave a page before all of it has come; what is missing or forbidden fails with words of its own.
  const isLeft = (fault) => fault.startsWith("failed: ") && fault.endsWith("net::ERR_ABORTED");
  return [...failed, ...faults.filter((fault) => !isLeft(fault))];
}

const [folder] = process.argv.slice(2);
if (!folder) stop("usage: node script.mjs SITE");
const root = pathToFileURL(`${realpathSync(folder)}/`).href;
const browser = await launch();
let failed = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  const wrong = await tryOut(browser, root, check);
  failed += wrong.length ? 1 : 0;
  for (const fault of wrong) console.log(`${name}: ${fault}`);
}
await browser.close();
console.log(`${Object.keys(CHECKS).length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
