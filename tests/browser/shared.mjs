// What the browser checks share: a browser, a tab that notes all that should not happen, and what is wrong to see.

import { existsSync, readFileSync, readdirSync, realpathSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

/** The browser, and its engine without the windows around it, which opens a page in half the time. */
const CHROMIUM = "/usr/bin/chromium";
const SHELL = "/usr/bin/chromium-headless-shell";
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
/** All pages in one process: a third of the time goes into starting new ones. */
const MANY = ["--in-process-gpu", "--disable-features=RenderDocument,SpareRendererForSitePerProcess"];
export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };
export const NARROWEST = { width: 320, height: 640 };

/** Ends the run with what to install, or how to call this. */
export function stop(message) {
  console.error(message);
  process.exit(2);
}

function playwright() {
  try {
    return createRequire(import.meta.url)("playwright-core");
  } catch {
    return stop("playwright-core is missing: run `npm install --no-package-lock --prefix tests/browser`");
  }
}

/** The browser as readers have it. */
export function launch(...flags) {
  return start(process.env.CHROMIUM ?? CHROMIUM, flags);
}

/** A browser to open many pages in, one after another. */
export function launchForMany() {
  return start(process.env.CHROMIUM ?? [SHELL, CHROMIUM].find(existsSync) ?? CHROMIUM, MANY);
}

async function start(executablePath, flags) {
  try {
    return await playwright().chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
  } catch (error) {
    return stop(`Chromium does not start: install it (Debian: chromium) or name it with CHROMIUM\n${error}`);
  }
}

/** The pages of a site, by their paths. */
export function pagesOf(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".html")).map((file) => file.split(sep).join("/")).sort();
}

/** Those that stay when they are opened: an address that has moved leads on by itself. */
export function stayingOf(folder) {
  const leadsOn = (path) => readFileSync(`${folder}/${path}`, "utf8").includes('http-equiv="refresh"');
  return pagesOf(folder).filter((path) => !leadsOn(path));
}

const TYPES = { ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript" };

/** Serves a site to this machine alone, packed, as any server does. Notes the paths that were asked for. */
export async function serve(folder) {
  const asked = new Set();
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url, "http://site").pathname).slice(1) || "index.html";
    asked.add(path);
    try {
      const packed = gzipSync(readFileSync(join(folder, path)));
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-encoding": "gzip", "cache-control": "max-age=31536000" });
      response.end(packed);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { root: `http://127.0.0.1:${server.address().port}/`, asked, close };
}

/** A tab that notes all that should not happen in it. */
export async function tab(context, root, viewport) {
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  const faults = [];
  page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on("popup", () => faults.push("opens a window"));
  page.on("download", () => faults.push("starts a download"));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("request", (request) => {
    const inside = [root, "data:"].some((start) => request.url().startsWith(start));
    if (!inside) faults.push(`asks for ${request.url()}`);
  });
  return { page, faults };
}

/** Waits until what follows from another width has been drawn. */
export const seen = () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));

/** What in the page is cut off at its sides: the page scrolls, or something stands out that nothing can scroll. */
export function cutOff() {
  const found = [];
  const { scrollWidth } = document.scrollingElement;
  if (scrollWidth > innerWidth) found.push(`scrolls sideways: ${scrollWidth} of ${innerWidth} px`);
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const hides = (element) => getComputedStyle(element).clipPath !== "none" || element.matches("a.skip");
  const inside = (element, test) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) if (test(at)) return true;
    return false;
  };
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    const out = box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
    if (out && !inside(element, scrolls) && !inside(element, hides)) {
      const name = `${element.localName}.${element.getAttribute("class") ?? ""}`;
      const text = element.textContent.trim().slice(0, 40);
      const [left, right] = [box.left, box.right].map(Math.round);
      found.push(`<${name}> "${text}" stands from ${left} to ${right} of ${innerWidth} px`);
    }
  }
  return found.slice(0, 3);
}

/** Texts whose colour is too near to what is behind them: WCAG 2.2 AA, 4.5 to 1, large ones 3 to 1. */
export function faint() {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
    }
    return known.get(colour);
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((part, at) => part * a + below[at] * (1 - a));
  const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const sheet = document.body.appendChild(document.createElement("i"));
  sheet.style.color = "Canvas";
  const paper = rgba(getComputedStyle(sheet).color).slice(0, 3);
  sheet.remove();
  const grounds = new Map([[null, paper]]);
  const behind = (element) => {
    if (!grounds.has(element)) {
      const below = behind(element.parentElement);
      grounds.set(element, over(rgba(getComputedStyle(element).backgroundColor), below));
    }
    return grounds.get(element);
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const found = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || seen.has(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const back = behind(element);
    const front = over(rgba(element instanceof SVGElement ? style.fill : style.color), back);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = contrast(front, back);
    const name = `${element.localName}.${element.getAttribute("class") ?? ""}`;
    if (ratio < (large ? 3 : 4.5) && !found.has(name)) {
      const text = node.data.trim().slice(0, 30);
      found.set(name, `${scheme}: <${name}> "${text}" has a contrast of ${ratio.toFixed(2)}`);
    }
  }
  return [...found.values()];
}

/**
 * Looks at pages of the sites that the command line names, in some tabs at once, says what is wrong with each, and ends with
 * how many passed.
 *
 * `pages` lists those of a folder. `open` makes what pages are seen in, given a browser and where the site begins. `look`
 * gives all that is wrong with a page, and `rest` what was noted before it broke off.
 */
export async function run(name, { pages, open, look, rest, atOnce }) {
  const folders = process.argv.slice(2);
  if (folders.length === 0) stop(`usage: node ${name}.mjs SITE…`);
  const browser = await launchForMany();
  const count = { passed: 0, failed: 0 };
  for (const folder of folders) {
    const root = pathToFileURL(`${realpathSync(folder)}/`).href;
    const paths = pages(folder);
    if (paths.length === 0) {
      console.log(`${folder} has no pages`);
      count.failed += 1;
    }
    const worker = async (_, first) => {
      const own = await open(browser, root);
      // Every so manieth page, not the next that nobody took: so a page is always opened in the same tab.
      for (const path of paths.filter((_, at) => at % atOnce === first)) {
        const url = new URL(encodeURI(path), root).href;
        const wrong = await look(own, url).catch((error) => [...rest(own), String(error)]);
        count[wrong.length ? "failed" : "passed"] += 1;
        for (const fault of wrong) console.log(`${path}: ${fault}`);
      }
      await own.close();
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }
  await browser.close();
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed ? 1 : 0;
}
