// Holds an overview, a figure and the journey of the given site to Lighthouse: 100 of 100 in performance, accessibility
// and best practices, on a slow telephone and on a desk, from a server.
//
//     node lighthouse.mjs SITE          CHROMIUM=/usr/bin/chromium names another browser

import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { launch, pagesOf, serve, stop } from "./shared.mjs";

/** Not `seo`: a report is kept out of search on purpose. */
const CATEGORIES = ["performance", "accessibility", "best-practices"];
/** Performance is reckoned from how long tasks took here: whatever else this machine does can only make it worse. */
const TRIES = 6;

async function lighthouse() {
  try {
    return await import("lighthouse");
  } catch {
    return stop("lighthouse is missing: run `npm install --no-package-lock --prefix tests/browser`");
  }
}

/** A port that is free. */
function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** The overview, and of the last period the journey and the heaviest page of a figure. */
function chosen(folder) {
  const pages = pagesOf(folder);
  const last = (test) => pages.filter(test).pop();
  const journey = last((page) => /^[^/]+\/journey\.html$/.test(page));
  const period = last((page) => /^[^/]+\/metrics\//.test(page))?.split("/")[0];
  const weight = (page) => readFileSync(join(folder, page)).length;
  const figures = pages.filter((page) => page.startsWith(`${period}/metrics/`));
  const [figure] = figures.sort((one, other) => weight(other) - weight(one));
  if (!journey || !figure) stop(`${folder} has no journey, or no page of a figure`);
  return ["index.html", figure, journey];
}

/** What costs points in a category: audits that count and are not perfect. */
function costs({ audits }, { auditRefs }) {
  const lost = auditRefs.map(({ id, weight }) => ({ weight, ...audits[id] }));
  return lost.filter(({ weight, score }) => weight > 0 && score !== null && score < 1).map(({ id, displayValue, details }) => {
    const where = details?.items?.[0]?.node?.snippet ?? "";
    return [id, displayValue, where].filter(Boolean).join(" ");
  });
}

/** The points of a page in each category with what cost some, by one look. */
async function look({ run, config, port }, url) {
  const { lhr } = await run(url, { port, onlyCategories: CATEGORIES, disableFullPageScreenshot: true, logLevel: "silent" }, config);
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  return CATEGORIES.map((id) => {
    const category = lhr.categories[id];
    return { id, points: Math.round(category.score * 100), why: costs(lhr, category) };
  });
}

/** The best of some looks at a page. Gives what is short of 100 in all of them. */
async function short(setting, url) {
  let best = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await look(setting, url);
    best = found.map((one, at) => (best[at]?.points >= one.points ? best[at] : one));
    if (best.every(({ points }) => points === 100)) break;
  }
  return best.filter(({ points }) => points < 100).map(({ id, points, why }) => `${id} ${points}: ${why.join(", ")}`);
}

const [folder] = process.argv.slice(2);
if (!folder) stop("usage: node lighthouse.mjs SITE");
const { default: run, desktopConfig } = await lighthouse();
const pages = chosen(folder);
const server = await serve(folder);
const port = await freePort();
const browser = await launch(`--remote-debugging-port=${port}`);
const count = { passed: 0, failed: 0 };
for (const [place, config] of Object.entries({ telephone: undefined, desk: desktopConfig })) {
  for (const page of pages) {
    const wrong = await short({ run, config, port }, server.root + encodeURI(page)).catch((error) => [String(error)]);
    count[wrong.length ? "failed" : "passed"] += 1;
    for (const fault of wrong) console.log(`${page}: ${place}: ${fault}`);
  }
}
await browser.close();
await server.close();
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed ? 1 : 0;
