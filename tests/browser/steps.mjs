// Steps that several journeys take at the desk.

import { join } from "node:path";
import { becomes } from "./lib.mjs";

/** Signs in with a one-time link. */
export async function signIn(page, link) {
  await page.goto(link);
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.waitForURL("**/desk");
}

/** Ida reads English from now on. */
export async function inEnglish(page) {
  await page.goto("/desk/data/person?f.name.words=Ida+Eksempelsen");
  const person = await page.locator("a[data-open]").first().getAttribute("href");
  await page.goto(`${person.split("?")[0]}/edit`);
  await page.locator("select[name='f.language']").selectOption("en");
  await page.getByRole("button", { name: "Lagre", exact: true }).last().click();
  await page.locator("html[lang=en]").waitFor();
}

/** Opens the menu of what those who carry out rights can do, unless it is open. */
export async function rights(page) {
  const menu = page.locator("details.more", { hasText: "Rettigheter" });
  if ((await menu.getAttribute("open")) === null) await menu.locator("summary").click();
}

/** Goes on by keyboard until what fits has the focus. */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 100; presses += 1) {
    if (await page.locator(`${selector}:focus`).count()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard never reaches ${selector}`);
}

/** Presses a key that scripts of the page wait for, once they run. */
export async function shortcut(page, key) {
  await page.waitForFunction(() => document.readyState === "complete");
  await page.keyboard.press(key);
}

/** Presses a button as somebody without a mouse does. */
export async function press(page, name) {
  const button = page.getByRole("button", { name, exact: true });
  await button.focus();
  await button.press("Enter");
}

/** The page in windows of these widths, none of which it is wider than, in the folder of pictures. */
export async function picture(page, folder, name, widths = [360, 1440]) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await becomes(() => page.evaluate(() => document.documentElement.scrollWidth), width, `width of ${name}`);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
}
