// Every kind of page of the desk in a browser: accessible in light and dark, no wider than a telephone or a window at
// 400 %, photographed, and then read in the other language; the search, the help and the way through lists by keyboard
// alone; and the frame without script. Arguments: the address of a demonstration, a one-time link for the desk, and a
// folder for pictures.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { inEnglish, signIn } from "./steps.mjs";

const [, , , link, target] = process.argv;
const pictures = join(target, "desk");
const SCHEMES = ["light", "dark"];
const WIDTHS = [360, 768, 1440];
/** A window of 1280 pixels at 400 %. */
const MAGNIFIED = 320;
/** Fewer kinds of pages than this: then the navigation leads nowhere. */
const LEAST_PAGES = 25;

mkdirSync(pictures, { recursive: true });

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await signIn(ida, link);

  await keys(ida);
  const paths = await pages(ida);
  for (const path of paths) await look(ida, path);
  console.log(`${paths.length} kinds of pages`);

  const { cookies } = await ida.context().storageState();
  const plain = await visitor.page({ javaScriptEnabled: false, reducedMotion: "reduce", viewport: { width: 360, height: 800 } });
  await plain.context().addCookies(cookies);
  await unscripted(plain);

  // The other language has other words: they fit, and the keys are the same.
  await inEnglish(ida);
  for (const path of paths) await read(ida, path);
  await ida.goto("/desk");
  await ida.keyboard.press("?");
  await ida.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await axe(ida);
});

/** The search, the help and lists, with the keyboard alone. */
async function keys(page) {
  const at = () => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("href"));
  await page.keyboard.press("/");
  await becomes(() => at(), "find", "what / leads to");
  // Suggestions for what was typed so far do not count.
  const suggested = page.waitForResponse(/suggest\?q=liv$/);
  await page.keyboard.type("liv");
  await suggested;
  await page.getByRole("option", { name: /Liv Testesen/ }).first().waitFor();
  await becomes(() => page.getByRole("combobox").getAttribute("aria-expanded"), "true", "the suggestions are said to be there");
  await axe(page);
  await page.keyboard.press("ArrowDown");
  const first = await page.getByRole("option", { selected: true }).getAttribute("data-to");
  await becomes(() => page.getByRole("combobox").getAttribute("aria-activedescendant"), "option-0", "the first is chosen");
  await page.keyboard.press("Escape");
  await becomes(() => page.getByRole("listbox").count(), 0, "suggestions after Escape");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${first}`);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("liv");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/desk/search?q=liv");
  await page.keyboard.press("j");
  const row = await at();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await becomes(() => at(), row, "the row after one down and one up");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${row}`);

  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.waitForURL("**/desk/areas/privacy");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Tastatur" }).waitFor();
  await axe(page);
  await page.screenshot({ path: join(pictures, "help-1440.png") });
  await page.getByLabel("Slå av snarveier med én tast").check();
  await page.keyboard.press("Escape");
  await becomes(() => page.getByRole("dialog").count(), 0, "the dialog after Escape");
  await page.keyboard.press("/");
  await becomes(async () => (await at()) === "find", false, "/ while single keys are off");
  await page.keyboard.press("Control+k");
  await becomes(() => at(), "find", "Ctrl and K are two keys, and stay");
  await page.goto("/desk/keys");
  await page.getByLabel("Slå av snarveier med én tast").uncheck();

  await page.getByRole("button", { name: "+ Ny" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Supportsak" }).waitFor();
  await axe(page);
  await page.screenshot({ path: join(pictures, "new-1440.png") });
  await page.keyboard.press("Escape");
  await becomes(() => page.getByRole("link", { name: "Supportsak" }).count(), 0, "the menu after Escape");
}

/** Every place that the navigation and the pages behind it lead to, each kind of page once. */
async function pages(page) {
  const kinds = new Map();
  const kindOf = (path) => path.replace(/[?#].*/, "").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID").replace(/(areas|data)\/(?!areas)[a-z_]+/, "$1/ANY");
  const waiting = ["/desk", "/desk/search?q=eksempel", "/desk/gallery", "/desk/keys"];
  while (waiting.length > 0) {
    const path = waiting.shift();
    if (kinds.has(kindOf(path)) || /\.(csv|xlsx|json|css)($|\?)|\/files\/|\/document$|^\/desk\/search\/suggest/.test(path)) continue;
    kinds.set(kindOf(path), path);
    const answer = await page.request.get(path);
    const links = [...(await answer.text()).matchAll(/href="(\/desk[^"#]*)/g)].map(([, to]) => to.replaceAll("&amp;", "&"));
    waiting.push(...links);
  }
  if (kinds.size < LEAST_PAGES) throw new Error(`only ${kinds.size} kinds of pages: ${[...kinds.values()].join(" ")}`);
  return [...kinds.values()];
}

/** The page is accessible in both schemes, and fits every window. */
async function look(page, path) {
  const name = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "one").replace(/[^a-z]+/g, "-").replace(/^-|-$/g, "");
  await page.setViewportSize({ width: 1440, height: 900 });
  const answer = await page.goto(path);
  if (answer.status() >= 400) throw new Error(`${path}: ${answer.status()}`);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // The dark has the same page in other colours.
    await axe(page, colorScheme === "dark" ? ["color-contrast"] : undefined);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await fits(page, path);
      await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.jpeg`), quality: 70 });
    }
  }
  await page.setViewportSize({ width: MAGNIFIED, height: 256 });
  await fits(page, path);
}

/** The page is there in English, and no wider than a telephone. */
async function read(page, path) {
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  const answer = await page.goto(path);
  if (answer.status() >= 400) throw new Error(`${path}: ${answer.status()}`);
  await becomes(() => page.locator("html").getAttribute("lang"), "en", `the language of ${path}`);
  await fits(page, path);
}

async function fits(page, path) {
  const { wide, window } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
  equal(wide <= window, true, `${path} is ${wide} pixels wide in a window of ${window}`);
}

/** What the frame promises without script: the folded navigation, the menus, the search and the help. */
async function unscripted(page) {
  await page.goto("/desk");
  await page.getByRole("button", { name: "Meny" }).click();
  await page.getByRole("link", { name: "Personer", exact: true }).click();
  await page.waitForURL("**/desk/people");
  await page.getByRole("button", { name: "+ Ny" }).click();
  await page.getByRole("link", { name: "Notat" }).click();
  await page.waitForURL("**/desk/data/note/new");
  await page.getByRole("searchbox", { name: "Søk i alt" }).fill("liv");
  await page.getByRole("searchbox", { name: "Søk i alt" }).press("Enter");
  await page.getByRole("heading", { name: "Søk: liv" }).waitFor();
  await page.getByRole("button", { name: "Ida Eksempelsen" }).click();
  await page.getByRole("link", { name: "Tastatur" }).click();
  await page.getByRole("heading", { name: "Tastatur" }).waitFor();
  await becomes(() => page.getByRole("checkbox").count(), 0, "what needs the script");
  await page.goto("/desk/gallery");
  await page.getByRole("button", { name: "Åpne dialog" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lukk" }).click();
  await becomes(() => page.getByRole("dialog").count(), 0, "the dialog when it is closed");
}
