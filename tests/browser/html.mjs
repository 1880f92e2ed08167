// Holds every page of the given site folders to the rules of HTML with the Nu checker: no error and no warning.
//
//     node html.mjs SITE…          needs Java 11 or later

import { execFile } from "node:child_process";
import { createRequire } from "node:module";

import { pagesOf, serve, stop } from "./shared.mjs";

/** What the checker may write: far more than all pages together say when each is wrong in many places. */
const MOST_OUTPUT = 1 << 28;

function checker() {
  try {
    return createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  } catch {
    return stop("vnu-jar is missing: run `npm install --no-package-lock --prefix tests/browser`");
  }
}

/** What the checker says of pages at these addresses. */
function said(addresses) {
  // Pages with many elements need a deep stack, and pages of this machine have to be allowed.
  const options = ["-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", checker()];
  const output = ["--format", "json", "--exit-zero-always", "--stdout"];
  return new Promise((told) => {
    execFile("java", [...options, ...output, ...addresses], { maxBuffer: MOST_OUTPUT }, (error, text, complaint) => {
      if (error?.code === "ENOENT") stop("`java` is not there: install it (Debian: default-jre-headless)");
      if (error) stop(`the Nu checker broke off: ${error.message.slice(0, 500)}\n${complaint}`);
      told(JSON.parse(text).messages);
    });
  });
}

/** Whether a message is an error or a warning, and no mere information. */
const counts = ({ type, subType }) => type !== "info" || subType === "warning";

/** Checks all pages of a site in one go. Gives how many passed and failed. */
async function check(folder) {
  const pages = pagesOf(folder);
  // From a server: the checker holds the policy of a page against the origin of what it loads, and files have none.
  const server = await serve(folder);
  const messages = pages.length ? await said(pages.map((page) => server.root + encodeURI(page))) : [];
  await server.close();
  const wrong = messages.filter(counts).map(({ url, lastLine, message }) => {
    const page = decodeURI(url ?? folder).replace(server.root, "");
    return { page, line: `${page}: ${lastLine ?? 0}: ${message}` };
  });
  const unseen = pages.filter((page) => !server.asked.has(page));
  const lines = [...wrong.map(({ line }) => line), ...unseen.map((page) => `${page}: was not checked`)];
  if (pages.length === 0) lines.push(`${folder} has no pages`);
  for (const line of lines) console.log(line);
  const failed = new Set([...wrong.map(({ page }) => page), ...unseen]).size;
  return { passed: pages.length - failed, failed: pages.length ? failed : 1 };
}

const folders = process.argv.slice(2);
if (folders.length === 0) stop("usage: node html.mjs SITE…");
const total = { passed: 0, failed: 0 };
for (const folder of folders) {
  const { passed, failed } = await check(folder);
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
