// Opens every page of the given site folders in Chromium, from `file://`: nothing may be said on the console,
// asked of another place, cut off, too faint to read, or missing without JavaScript.
//
//     node pages.mjs SITE…          CHROMIUM=/usr/bin/chromium names another browser

import { NARROW, NARROWEST, WIDE, cutOff, faint, run, seen, stayingOf, tab } from "./shared.mjs";

const AT_ONCE = 2;
/** The widths in the order in which a page is seen; the next page is opened where this one ended, and goes back. */
const WIDTHS = [WIDE, NARROW, NARROWEST];

/** The lines that a reader sees, but for what only the script can do. */
function visible() {
  const controls = [...document.querySelectorAll("[data-control]")];
  for (const control of controls) control.style.display = "none";
  const lines = document.body.innerText.split("\n").map((line) => line.trim()).filter(Boolean);
  for (const control of controls) control.style.display = "";
  return lines;
}

/** Opens a page once, and looks at it in every width and both colours. Gives the lines that are visible on a desk. */
async function scripted({ page, faults, widths }, url) {
  await page.goto(url);
  let lines;
  for (const viewport of widths) {
    if (page.viewportSize().width !== viewport.width) {
      await page.setViewportSize(viewport);
      await page.evaluate(seen);
    }
    const found = await page.evaluate(cutOff);
    if (viewport === WIDE) {
      lines = await page.evaluate(visible);
      for (const colorScheme of ["dark", "light"]) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await page.evaluate(faint)));
      }
    }
    faults.push(...found.map((fault) => `${viewport.width} px: ${fault}`));
  }
  widths.reverse();
  return lines;
}

/** Without JavaScript, where every line must be visible that is visible with it. */
async function unscripted({ page, faults }, url, lines) {
  await page.goto(url);
  const there = new Set(await page.evaluate(visible));
  const missing = lines.filter((line) => !there.has(line));
  if (there.size === 0) faults.push("shows nothing");
  faults.push(...missing.slice(0, 3).map((line) => `"${line}" is missing`));
}

/** Opens a page with and without JavaScript. Gives all that is wrong with it. */
async function look({ full, plain }, url) {
  await unscripted(plain, url, await scripted(full, url));
  const without = plain.faults.splice(0).map((fault) => `without JavaScript: ${fault}`);
  return [...full.faults.splice(0), ...without];
}

/** The tabs in which pages are seen one after another. */
async function tabs(browser, root) {
  const options = { offline: true, reducedMotion: "reduce" };
  const contexts = [await browser.newContext(options), await browser.newContext({ ...options, javaScriptEnabled: false })];
  const [full, plain] = await Promise.all(contexts.map((context) => tab(context, root, WIDE)));
  const close = () => Promise.all(contexts.map((context) => context.close()));
  return { full: { ...full, widths: [...WIDTHS] }, plain, close };
}

await run("pages", {
  pages: stayingOf, open: tabs, look, rest: ({ full }) => full.faults.splice(0), atOnce: AT_ONCE,
});
