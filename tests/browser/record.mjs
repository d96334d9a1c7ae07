// A record at the desk: its parts, one field changed where it stands, a draft, what two have changed, and the pages of a
// person and an organisation; by keyboard, in both languages, and without a script. Arguments: the address of a
// demonstration whose company file holds `crates/testkit/src/visits.toml`, a one-time link for the desk, and a folder for
// pictures.

import { join } from "node:path";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await signIn(ida, link);
  const storageState = await ida.context().storageState();
  const plain = await visitor.page({ javaScriptEnabled: false, storageState });

  await ida.goto("/desk/data/visit/new");
  for (const [label, value] of [["Tema", "Omvisning"], ["Navn", "Gro Gjest"], ["Dato", "2026-11-20"]]) {
    await ida.getByLabel(label).fill(value);
  }
  await ida.getByLabel("Status").selectOption("planned");
  await ida.getByRole("button", { name: "Lagre", exact: true }).click();
  await ida.getByRole("heading", { name: "Omvisning, Gro Gjest" }).waitFor();
  const record = ida.url();
  await axe(ida);
  await everySize(ida, "record");

  // Where it stands, by keyboard.
  await ida.getByRole("link", { name: "Endre: Tema" }).focus();
  await ida.keyboard.press("Enter");
  await ida.getByRole("textbox", { name: "Tema" }).waitFor();
  await axe(ida);
  await ida.keyboard.press("Escape");
  await becomes(() => focused(ida), "Endre: Tema", "the way back");
  await ida.keyboard.press("Enter");
  await ida.getByRole("textbox", { name: "Tema" }).fill("Befaring");
  await ida.keyboard.press("Enter");
  await ida.getByRole("heading", { name: "Befaring, Gro Gjest" }).waitFor();
  equal(ida.url(), record, "the record again");
  // Without a script it is a page.
  await plain.goto(record);
  await plain.getByRole("link", { name: "Endre: Status" }).click();
  await plain.getByLabel("Status").selectOption("held");
  await plain.getByRole("button", { name: "Lagre", exact: true }).last().click();
  await plain.getByText("holdt", { exact: true }).first().waitFor();

  await drafts(ida, plain, record);
  await conflict(ida, plain, record);

  await ida.goto(record);
  await ida.getByRole("button", { name: "Følg" }).click();
  await ida.getByRole("button", { name: "Slutt å følge" }).waitFor();
  for (const part of ["Tidslinje", "Filer", "Endringer og innsyn"]) {
    await ida.getByRole("link", { name: part, exact: true }).click();
    await ida.locator(`.tabs [aria-current]`, { hasText: part }).waitFor();
    await axe(ida);
  }
  await becomes(async () => (await ida.getByText("Ida Eksempelsen").count()) > 1, true, "who changed it and who looked");
  await everySize(ida, "record-history");
  await ida.getByText("Mer", { exact: true }).press("Enter");
  await ida.getByRole("link", { name: "Si fra til en kollega …" }).press("Enter");
  await ida.getByRole("heading", { name: "Si fra til en kollega" }).waitFor();
  await axe(ida);
  await ida.goto("/desk/notices");
  await axe(ida);

  await ida.goto(record);
  await ida.getByRole("link", { name: /Alt vi har om personen/ }).click();
  await ida.getByRole("heading", { name: "Alt vi har, og hvorfor" }).waitFor();
  await axe(ida);
  await everySize(ida, "person-whole");
  await ida.locator(".held summary").first().press("Enter");
  await ida.getByText(/Holdes til/).first().waitFor();
  await axe(ida);
  await ida.getByText("Rettigheter", { exact: true }).press("Enter");
  await ida.getByRole("button", { name: "Innsyn på norsk" }).waitFor();
  await axe(ida);
  await ida.keyboard.press("Escape");

  await english(ida, record);
});

/** A draft is kept by the script while one types, and by a button without one; it is offered, taken up and thrown away. */
async function drafts(ida, plain, record) {
  await ida.goto(`${record}/edit`);
  await ida.getByLabel("Tema").fill("Halvferdig");
  await ida.getByText(/Utkast lagret/).waitFor();
  await plain.goto(`${record}/edit`);
  await plain.getByText(/Du har et utkast fra/).waitFor();
  await plain.getByRole("link", { name: "Fortsett på utkastet" }).click();
  await becomes(() => plain.getByLabel("Tema").inputValue(), "Halvferdig", "what was typed elsewhere");
  await plain.getByLabel("Tema").fill("Mer ferdig");
  await plain.getByRole("button", { name: "Ta vare på utkast" }).click();
  await plain.getByText(/Dette er utkastet ditt/).waitFor();
  await ida.goto(`${record}/edit`);
  await axe(ida);
  await picture(ida, "record-draft");
  await ida.getByRole("button", { name: "Forkast utkastet" }).click();
  await ida.getByRole("button", { name: "Forkast utkastet" }).waitFor({ state: "detached" });
  await becomes(() => ida.getByText(/utkast fra/).count(), 0, "drafts that are offered");
  await becomes(() => ida.getByLabel("Tema").inputValue(), "Befaring", "what is stored");
}

/** Two save the same record: the later one chooses field by field. */
async function conflict(ida, plain, record) {
  for (const page of [ida, plain]) await page.goto(`${record}/edit`);
  await plain.getByLabel("Tema").fill("Skrevet uten skript");
  await plain.getByLabel("Minutter").fill("45");
  await plain.getByRole("button", { name: "Lagre", exact: true }).last().click();
  await plain.getByRole("heading", { name: "Skrevet uten skript, Gro Gjest" }).waitFor();
  await ida.getByLabel("Tema").fill("Skrevet med skript");
  await ida.getByRole("button", { name: "Lagre", exact: true }).last().click();
  await ida.getByText("En annen har lagret i mellomtiden").waitFor();
  await axe(ida);
  await everySize(ida, "record-conflict");
  const minutes = ida.getByRole("group", { name: "Minutter" });
  await becomes(() => minutes.getByLabel("Det som er lagret nå").isChecked(), true, "what only the other has changed stays");
  const topic = ida.getByRole("group", { name: "Tema" });
  await becomes(() => topic.getByLabel("Det du skrev").isChecked(), true, "what one has typed comes first");
  await ida.getByRole("button", { name: "Lagre", exact: true }).last().click();
  await ida.getByRole("heading", { name: "Skrevet med skript, Gro Gjest" }).waitFor();
  await becomes(() => ida.getByText("45", { exact: true }).count(), 1, "the minutes of the other");
}

/** The same in English, which Ida chooses on her own record. */
async function english(ida, record) {
  await ida.goto("/desk/people?q=ida");
  await ida.locator("main").getByRole("link", { name: /Ida Eksempelsen/ }).first().click();
  await ida.getByRole("link", { name: "Filer og endringer" }).click();
  await ida.getByRole("link", { name: "Endre: Språk" }).click();
  await ida.getByRole("combobox", { name: /Språk/ }).selectOption("en");
  await ida.getByRole("button", { name: "Lagre", exact: true }).last().click();
  await ida.getByRole("link", { name: "Overview", exact: true }).waitFor();
  for (const part of ["", "?tab=timeline", "?tab=history", "?edit=topic"]) {
    await ida.goto(`${record}${part}`);
    await axe(ida);
  }
  await becomes(async () => (await ida.getByRole("button", { name: "Save" }).count()) > 0, true, "the form in English");
}

async function focused(page) {
  return page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
}

/** Pictures for a desk, a tablet and a telephone, in the light and in the dark. */
async function everySize(page, name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const { scroll, wide } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, wide: innerWidth }));
      equal(scroll <= wide, true, `${name} fits ${width} px (${scroll})`);
      await picture(page, `${name}-${width}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function picture(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
