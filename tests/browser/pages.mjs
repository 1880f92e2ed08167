// Opens every page of the given site folders in Chromium, from `file://`: nothing may be said on the console,
// asked of another place, cut off, too faint to read, or missing without JavaScript.
//
//     node pages.mjs SITE…          CHROMIUM=/usr/bin/chromium names another browser

import { readdirSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

import { NARROW, NARROWEST, WIDE, cutOff, faint, launch, stop, tab } from "./shared.mjs";

const AT_ONCE = 2;

/** The pages of a site, by their paths. */
function pagesOf(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".html")).sort();
}

/** The lines that a reader sees, but for what only the script can do. */
function visible() {
  const controls = [...document.querySelectorAll("[data-control]")];
  for (const control of controls) control.style.display = "none";
  const lines = document.body.innerText.split("\n").map((line) => line.trim()).filter(Boolean);
  for (const control of controls) control.style.display = "";
  return lines;
}

/** At the width of a desk, in the light and in the dark. Gives the lines that are visible. */
async function onADesk({ page, faults }, url) {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(url);
  const lines = await page.evaluate(visible);
  faults.push(...(await page.evaluate(cutOff)), ...(await page.evaluate(faint)));
  await page.emulateMedia({ colorScheme: "dark" });
  faults.push(...(await page.evaluate(faint)));
  return lines;
}

/** Waits until what follows from another width has been drawn. */
const seen = () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));

/** At the width of a telephone, and at the least width. */
async function inAHand({ page, faults }, url) {
  await page.setViewportSize(NARROW);
  await page.goto(url);
  faults.push(...(await page.evaluate(cutOff)));
  await page.setViewportSize(NARROWEST);
  await page.evaluate(seen);
  faults.push(...(await page.evaluate(cutOff)).map((fault) => `at ${NARROWEST.width} px ${fault}`));
}

/** Without JavaScript, where every line must be visible that is visible with it. */
async function withoutScript({ page, faults }, url, lines) {
  await page.goto(url);
  const there = new Set(await page.evaluate(visible));
  const missing = lines.filter((line) => !there.has(line));
  if (there.size === 0) faults.push("shows nothing");
  faults.push(...missing.slice(0, 3).map((line) => `"${line}" is missing`));
}

/** Opens one page in each tab. Gives all that is wrong with it. */
async function look({ desk, hand, plain }, url) {
  const lines = await onADesk(desk, url);
  await inAHand(hand, url);
  await withoutScript(plain, url, lines);
  const wrong = Object.entries({ "1440 px": desk, "390 px": hand, "without JavaScript": plain });
  return wrong.flatMap(([place, { faults }]) => faults.splice(0).map((fault) => `${place}: ${fault}`));
}

/** Opens the pages of a site in some tabs at once. Gives how many passed and failed. */
async function check(browser, folder) {
  const root = pathToFileURL(`${realpathSync(folder)}/`).href;
  const pages = pagesOf(folder);
  const count = { passed: 0, failed: 0 };
  if (pages.length === 0) {
    console.log(`${folder} has no pages`);
    count.failed += 1;
  }
  const worker = async () => {
    const options = { offline: true, reducedMotion: "reduce" };
    const scripted = await browser.newContext(options);
    const unscripted = await browser.newContext({ ...options, javaScriptEnabled: false });
    const desk = await tab(scripted, root, WIDE);
    const hand = await tab(scripted, root, NARROW);
    const plain = await tab(unscripted, root, WIDE);
    for (let path = pages.shift(); path; path = pages.shift()) {
      const url = new URL(encodeURI(path), root).href;
      const wrong = await look({ desk, hand, plain }, url).catch((error) => [String(error)]);
      count[wrong.length ? "failed" : "passed"] += 1;
      for (const fault of wrong) console.log(`${path}: ${fault}`);
    }
    await scripted.close();
    await unscripted.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return count;
}

const folders = process.argv.slice(2);
if (folders.length === 0) stop("usage: node pages.mjs SITE…");
const browser = await launch();
const total = { passed: 0, failed: 0 };
for (const folder of folders) {
  const { passed, failed } = await check(browser, folder);
  total.passed += passed;
  total.failed += failed;
}
await browser.close();
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
