// Looks for barriers with axe in Chromium, from `file://`: on pages of every kind, in the light, in the dark and at the
// width of a telephone, with all that is folded opened.
//
//     node axe.mjs SITE…          CHROMIUM=/usr/bin/chromium names another browser

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { NARROW, WIDE, pagesOf, run, seen, stop, tab } from "./shared.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The ways to look at a page: the first is how it is opened. In the dark nothing is other than the colours. */
const WAYS = {
  light: { viewport: WIDE, colorScheme: "light" },
  dark: { viewport: WIDE, colorScheme: "dark", only: "cat.color" },
  narrow: { viewport: NARROW, colorScheme: "light" },
};
const AT_ONCE = 2;

function source() {
  try {
    return readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  } catch {
    return stop("axe-core is missing: run `npm install --no-package-lock --prefix tests/browser`");
  }
}

/** What a page is made of: where it lies in its period, and each element with each of its classes and its role. */
function parts(path, html) {
  const [, ...within] = path.split("/");
  const kind = within.length > 1 ? `${within[0]}/` : (within[0] ?? path);
  const found = new Set([kind]);
  for (const [, name, attributes] of html.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)) {
    found.add(`<${name}>`);
    for (const [, key, values] of attributes.matchAll(/ (class|role|scope)="([^"]*)"/g)) {
      for (const value of values.split(" ")) found.add(`<${name} ${key}=${value}>`);
    }
  }
  return found;
}

/** Pages that together have every part that any page has: the heaviest, and each lighter one with a part that is new. */
function kinds(folder) {
  const pages = pagesOf(folder).map((path) => {
    const html = readFileSync(join(folder, path), "utf8");
    return { path, weight: html.length, parts: parts(path, html) };
  });
  pages.sort((one, other) => other.weight - one.weight || (one.path < other.path ? -1 : 1));
  const seen = new Set();
  return pages.filter((page) => {
    const adds = [...page.parts].some((part) => !seen.has(part));
    for (const part of page.parts) seen.add(part);
    return adds;
  }).map(({ path }) => path);
}

/** Runs in the page: what stands in somebody's way, and how many rules had something to look at. */
async function barriers({ tags, only }) {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  const asked = (rule) => !rule.tags.includes("experimental") && (!only || rule.tags.includes(only));
  const rules = axe.getRules(tags).filter(asked).map((rule) => rule.ruleId);
  const { violations, passes } = await axe.run(document, {
    // Nothing is to be loaded once more.
    runOnly: { type: "rule", values: rules }, resultTypes: ["violations"], preload: false,
  });
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ html, any, all }) => {
      const why = [...any, ...all].map(({ message }) => message)[0] ?? "";
      return `${id}: ${help}: ${html.slice(0, 160)} ${why}`;
    }));
  return { found, looked: violations.length + passes.length };
}

/** Looks at one page in every way. Gives the barriers in it. */
async function look({ page, faults, axe }, url) {
  await page.setViewportSize(WAYS.light.viewport);
  await page.goto(url);
  await page.evaluate(axe);
  for (const [name, { viewport, colorScheme, only }] of Object.entries(WAYS)) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await page.evaluate(seen);
    const { found, looked } = await page.evaluate(barriers, { tags: TAGS, only });
    if (looked === 0) found.push("axe found nothing to look at");
    faults.push(...found.map((fault) => `${name}: ${fault}`));
  }
  return faults.splice(0);
}

/** A tab in which pages are seen one after another, with axe. */
async function open(browser, root) {
  // The policy of a page forbids whatever is not its own script; axe is none.
  const context = await browser.newContext({ offline: true, reducedMotion: "reduce", bypassCSP: true });
  return { ...(await tab(context, root, WIDE)), axe: source(), close: () => context.close() };
}

await run("axe", { pages: kinds, open, look, rest: ({ faults }) => faults.splice(0), atOnce: AT_ONCE });
