// A real browser for the tests: Debian's Chromium, without a profile, driven by playwright-core.
//
// A journey is a file of its own, run as `node journey.mjs http://127.0.0.1:PORT` by the integration tests; it ends
// with status 0 or throws. Nothing here knows a page of Ryddig.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
const STEP_MAX_MS = 60_000;
const JOURNEY_MAX_MS = 900_000;
const LOOK_PAUSE_MS = 50;

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The address of the server under test: the first argument, without a slash at its end. */
export function baseUrl() {
  const base = process.argv[2];
  if (!base) throw new Error("usage: node journey.mjs http://127.0.0.1:PORT");
  return base.replace(/\/+$/, "");
}

/** Runs one journey in a browser of its own, in limited time, and ends the browser whatever happens. */
export async function journey(steps) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the journey took longer than ${JOURNEY_MAX_MS} ms`)), JOURNEY_MAX_MS);
  });
  try {
    await Promise.race([steps(new Visitor(browser, baseUrl())), late]);
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** Opens pages and remembers what each of them asked of the network. */
class Visitor {
  #browser;

  constructor(browser, base) {
    this.#browser = browser;
    this.base = base;
  }

  /**
   * A page in a new, empty profile. Options are Playwright's for a context: `javaScriptEnabled`, `locale`, `viewport`.
   * `page.requests` holds the address of every request; an error in a script fails the next check.
   */
  async page(options = {}) {
    const context = await this.#browser.newContext({ baseURL: this.base, locale: "nb-NO", ...options });
    context.setDefaultTimeout(STEP_MAX_MS);
    const page = await context.newPage();
    page.scripted = options.javaScriptEnabled ?? true;
    page.requests = [];
    page.setCookies = [];
    page.errors = [];
    context.on("request", (request) => page.requests.push(request.url()));
    context.on("response", (response) => {
      const headers = response.headersArray();
      page.setCookies.push(headers.then((all) => all.filter(({ name }) => name.toLowerCase() === "set-cookie")));
    });
    page.on("pageerror", (error) => page.errors.push(String(error)));
    return page;
  }
}

/** Throws unless `actual` is `expected`. */
export function equal(actual, expected, what = "value") {
  if (actual !== expected) throw new Error(`${what}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

/**
 * Waits until what `look` reads of a page is `expected`, and throws with what it was last. A click does not wait for the page
 * that it leads to: what is read right after it may still be of the page before.
 */
export async function becomes(look, expected, what = "value") {
  const end = Date.now() + STEP_MAX_MS;
  for (;;) {
    const seen = await Promise.resolve(look()).catch((error) => `not read: ${error.message}`);
    if (seen === expected || Date.now() > end) return equal(seen, expected, what);
    await new Promise((resolve) => setTimeout(resolve, LOOK_PAUSE_MS));
  }
}

/**
 * Throws with every breach of WCAG 2.2 A and AA, or of good practice, that axe-core finds on the page; of these rules alone,
 * where some are named. It needs scripts.
 */
export async function axe(page, rules) {
  if (!page.scripted) throw new Error("axe-core cannot run in a page without scripts: open it in another");
  noErrors(page);
  // Through the debugging protocol, not as a tag: a page's content security policy stays as it is.
  if (await page.evaluate(() => !window.axe)) await page.evaluate(`${AXE}; undefined`);
  // What fades in has its colours when it is there.
  await page.evaluate(() => {
    const ends = (one) => one.effect?.getComputedTiming().endTime !== Infinity;
    return Promise.all(document.getAnimations().filter(ends).map((one) => one.finished.catch(() => undefined)));
  });
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), rules ?? tags);
  if (violations.length > 0) throw new Error(`${page.url()} is not accessible:\n${violations.map(violation).join("\n")}`);
}

function violation({ id, help, nodes }) {
  const places = nodes.map(({ target, failureSummary }) => `    ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ")}`);
  return `  ${id}: ${help}\n${places.join("\n")}`;
}

/** Throws if anything so far set a cookie, used the browser's storage, or asked another host than the server. */
export async function assertNoCookiesNoThirdParty(page) {
  noErrors(page);
  const home = new URL(page.url()).origin;
  const foreign = page.requests.filter((address) => !address.startsWith("data:") && new URL(address).origin !== home);
  equal(foreign.join("\n"), "", "requests to others");
  const answered = (await Promise.all(page.setCookies)).flat();
  equal(answered.map(({ value }) => value).join("\n"), "", "cookies in answers");
  const { cookies, origins } = await page.context().storageState({ indexedDB: true });
  equal(JSON.stringify(cookies), "[]", "cookies");
  equal(JSON.stringify(origins), "[]", "storage");
  if (page.scripted) equal(await page.evaluate(() => window.sessionStorage.length), 0, "session storage");
}

function noErrors(page) {
  equal(page.errors.join("\n"), "", "errors of scripts");
}
