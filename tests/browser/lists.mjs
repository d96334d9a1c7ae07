// A list, in a browser: Ida narrows it, chooses columns, puts it together, saves a view, goes from record to record, and
// changes and removes several rows, by keyboard with a script and by pointer without one, in both languages. Arguments: the
// address of a demonstration whose company file holds `crates/testkit/src/visits.toml`, a one-time link for the desk, and a
// folder for pictures.

import { axe, becomes, equal, journey } from "./lib.mjs";
import { inEnglish, picture, shortcut, signIn, tabTo } from "./steps.mjs";

const [, , , link, pictures] = process.argv;
const WIDTHS = [360, 768, 1440];
const LIST = "/desk/data/visit";
const NB = {
  view: "Fra mars",
  filter: "Avgrens", date: "Dato", from: "Fra og med", use: "Bruk", said: "Dato fra og med 1. mars 2026", columns: "Kolonner", minutes: "Minutter",
  show: "Vis", save: "Lagre visning", name: "Navn", store: "Lagre", chosen: "Med de valgte …", go: "Videre", look: "Se hva som skjer",
  set: "Sett for 2 rader", did: "Endret: 2 rader.", remove: "Se hva som går …", now: "Fjern 2 rader nå", gone: "Fjernet: 2 rader.", held: "held",
};
const EN = {
  view: "Since March",
  filter: "Filter", date: "Date", from: "From", use: "Apply", said: "Date from 1 March 2026 on", columns: "Columns", minutes: "Minutes",
  show: "Show", save: "Save view", name: "Name", store: "Save", chosen: "With the chosen …", go: "Go on", look: "See what happens",
  set: "Set for 2 rows", did: "Changed: 2 rows.", remove: "See what goes …", now: "Remove 2 rows now", gone: "Removed: 2 rows.", held: "held",
};

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await signIn(ida, link);
  await fill(ida);

  await ida.goto(LIST);
  await axe(ida);
  await picture(ida, pictures, "list", WIDTHS);
  await becomes(() => rows(ida), 50, "a page");

  // By keyboard alone: a menu, a filter, the way back to the menu.
  await ida.locator("summary", { hasText: "Avgrens" }).focus();
  await ida.keyboard.press("Enter");
  await ida.keyboard.press("Escape");
  await becomes(() => ida.evaluate(() => document.activeElement.tagName), "SUMMARY", "Escape closes a menu and stays there");
  await ida.keyboard.press("Enter");
  await axe(ida);
  await ida.locator("details.menu").getByRole("link", { name: "Status", exact: true }).focus();
  await ida.keyboard.press("Enter");
  await ida.getByText("Avgrens etter «Status»").waitFor();
  await axe(ida);
  await ida.getByRole("checkbox", { name: /^holdt/ }).focus();
  await ida.keyboard.press("Space");
  await ida.keyboard.press("Enter");
  await ida.getByText("Status er holdt").waitFor();
  await becomes(() => rows(ida), 26, "those that were held");
  await axe(ida);
  await picture(ida, pictures, "list-narrowed", WIDTHS);

  // From record to record, and back to the very row.
  await ida.getByRole("columnheader").getByRole("link", { name: "Tema" }).click();
  await ida.locator("a[data-open]").first().focus();
  await ida.keyboard.press("Enter");
  await ida.getByRole("link", { name: "Til listen" }).waitFor();
  await shortcut(ida, "]");
  await ida.getByRole("link", { name: "Forrige" }).waitFor();
  await axe(ida);
  await shortcut(ida, "[");
  await ida.locator(".beside:has([rel=next]):not(:has([rel=prev]))").waitFor();

  // Changed, saved, and back in the list, without a mouse.
  await shortcut(ida, "e");
  await ida.waitForURL("**/edit?**");
  await tabTo(ida, "[name='f.minutes']");
  await ida.keyboard.type("45");
  await ida.keyboard.press("Enter");
  await ida.getByRole("link", { name: "Til listen" }).waitFor();
  await becomes(() => ida.locator("[data-cell=minutes]").innerText(), "45", "what was saved");
  await tabTo(ida, ".beside a:not([rel])");
  await ida.keyboard.press("Enter");
  await ida.getByText("Status er holdt").waitFor();

  // Several rows, chosen with one box.
  await ida.waitForLoadState();
  await ida.getByRole("checkbox", { name: "Velg" }).first().check();
  await ida.getByRole("button", { name: "Med de valgte … (26)" }).click();
  await ida.getByText("Valgt: 26 rader").waitFor();
  await axe(ida);

  // Without a script everything is there all the same, in the other language too.
  const storageState = await ida.context().storageState();
  await plainly(visitor, storageState, NB);
  await inEnglish(ida);
  await plainly(visitor, storageState, EN);

  await ida.goto(`${LIST}?group=came_on`);
  await axe(ida);
  await picture(ida, pictures, "list-groups", WIDTHS);
  await ida.emulateMedia({ colorScheme: "dark" });
  await ida.goto(`${LIST}?f.state=planned&f.topic.words=nr`);
  await axe(ida);
  await picture(ida, pictures, "list-dark", WIDTHS);
});

/** Filter, columns, a saved view and several rows, in a browser whose scripts are off. */
async function plainly(visitor, storageState, words) {
  const page = await visitor.page({ javaScriptEnabled: false, storageState });
  await page.goto(LIST);
  const menu = (name) => page.locator("details.menu", { has: page.locator("summary", { hasText: name }) });
  await menu(words.filter).locator("summary").click();
  await menu(words.filter).getByRole("link", { name: words.date, exact: true }).click();
  await page.getByLabel(words.from, { exact: true }).fill("2026-03-01");
  await page.getByRole("button", { name: words.use }).click();
  await page.getByText(words.said).waitFor();
  await menu(words.columns).locator("summary").click();
  await menu(words.columns).getByLabel(words.minutes, { exact: true }).check();
  await menu(words.columns).getByRole("button", { name: words.show }).click();
  await page.getByRole("columnheader", { name: words.minutes }).waitFor();
  await page.getByText(words.said).waitFor();
  await menu(words.save).locator("summary").click();
  await menu(words.save).getByLabel(words.name).fill(words.view);
  await menu(words.save).getByRole("button", { name: words.store, exact: true }).click();
  await page.locator(".tabs [aria-current]", { hasText: words.view }).waitFor();
  await page.getByText(words.said).waitFor();
  const two = async () => {
    await page.goto(`${LIST}?f.state=planned&order=topic`);
    for (const at of [0, 1]) await page.locator("tbody .pick input").nth(at).check();
    await page.getByRole("button", { name: words.chosen }).click();
  };
  await two();
  await page.locator("select[name=set]").selectOption("state");
  await page.getByRole("button", { name: words.go }).click();
  await page.locator("select[name='f.state']").selectOption(words.held);
  await page.getByRole("button", { name: words.look }).click();
  await page.getByRole("button", { name: words.set }).click();
  await page.getByText(words.did).waitFor();
  await two();
  await page.getByRole("button", { name: words.remove }).click();
  await page.getByRole("button", { name: words.now }).click();
  await page.getByText(words.gone).waitFor();
  await page.context().close();
}

/** Visits enough for two pages, every other one held. */
async function fill(page) {
  await page.goto(`${LIST}/new`);
  const form_token = await page.locator("input[name=form_token]").first().inputValue();
  for (let number = 10; number < 62; number += 1) {
    const day = new Date(Date.UTC(2026, 0, number * 5)).toISOString().slice(0, 10);
    const form = { form_token, "f.topic": `Nr. ${number}`, "f.came_on": day, "f.state": number % 2 ? "planned" : "held", "new.name": "Gro Gjest", "new.email": "gro@kunde.example" };
    const answer = await page.request.post(`${LIST}/new`, { form, maxRedirects: 0, headers: { "sec-fetch-site": "same-origin" } });
    equal(answer.status(), 303, `visit ${number}`);
  }
}

async function rows(page) {
  return page.locator("tbody tr").count();
}
