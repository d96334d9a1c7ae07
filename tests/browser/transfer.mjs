// Files in and lists out, in a browser: Ida brings a sheet of contacts from another system, mends nothing and takes what is in order
// in, takes the list out as a file, and takes the import back; once with a keyboard alone and a script that shows how far it
// has come, once without any script. Arguments: the address of a demonstration, a one-time link for the desk, and a
// folder for pictures.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { axe, equal, journey } from "./lib.mjs";

const [, , , link, pictures] = process.argv;
const IMPORT = "/desk/data/prospect/import";

/** As a system for customers writes it, in the encoding of an older Windows. */
const SHEET = Buffer.from(
  [
    "Kontaktperson;E-post;Mobil;Stilling;Firma;Merknad",
    "Synne Syntetisk;synne@lakseberg.example;400 00 011;Daglig leder;Lakseberg Prøve AS;ring fredag",
    "Tor Tenkt;tor@lakseberg.example;40000012;Innkjøper;Lakseberg Prøve AS;",
    "Uten Adresse;ikke-en-adresse;123;;;",
    "Synne Syntetisk;synne@lakseberg.example;;;;",
  ].join("\r\n"),
  "latin1",
);
const FILE = { name: "kontakter.csv", mimeType: "text/csv", buffer: SHEET };

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await ida.goto(link);
  await ida.getByRole("button", { name: "Logg inn" }).click();
  await ida.waitForURL("**/desk");

  await ida.goto(IMPORT);
  await axe(ida);
  await picture(ida, "import-file");
  await ida.getByLabel("Filen").setInputFiles({ ...FILE, buffer: Buffer.from("%PDF-1.7\0") });
  await press(ida, "Last opp");
  await ida.getByText("verken tekst med skilletegn").waitFor();
  await axe(ida);
  await ida.getByLabel("Filen").setInputFiles(FILE);
  await press(ida, "Last opp");

  await ida.getByText("Lest som tekst (Windows 1252) med semikolon").waitFor();
  await axe(ida);
  await picture(ida, "import-columns");
  equal(await ida.getByLabel("Kolonnen «Firma» blir til").inputValue(), "new.organisation", "what the column holds");
  equal(await ida.getByLabel("Kolonnen «Merknad» blir til").inputValue(), "", "a column that is left out");
  equal(await ida.getByLabel("Kilde").inputValue(), "import", "where they were found");
  await press(ida, "Kontroller radene");

  // The script shows how far it has come, and leads on when it is through.
  await ida.getByText("Klare (2)").waitFor();
  await axe(ida);
  await picture(ida, "import-preview");
  equal(await ida.getByText("samme som rad 2").count(), 1, "the line that stands there twice");
  await ida.getByRole("link", { name: "Må rettes (1)" }).press("Enter");
  await ida.waitForURL("**which=wrong");
  equal(await ida.locator("tbody tr").count(), 1, "lines to be mended");
  await press(ida, "Importer 2 nye");
  await ida.getByText("lagt til", { exact: true }).waitFor();
  await axe(ida);
  await picture(ida, "import-done");
  const done = ida.url();
  await ida.goto("/desk/data/prospect");
  equal((await ida.getByText("Synne Syntetisk").count()) > 0, true, "a new prospect");

  await ida.goto("/desk/data/prospect/export");
  await axe(ida);
  await picture(ida, "export");
  await ida.getByLabel(/Tekst med semikolon/).check();
  const download = ida.waitForEvent("download");
  await press(ida, "Eksporter");
  const text = readFileSync(await (await download).path(), "utf8");
  equal(text.startsWith("\ufeffVirksomhet;Person;"), true, "the columns of the list");
  equal(text.includes("Synne Syntetisk"), true, "the rows of the list");

  await ida.goto("/desk/work");
  await axe(ida);
  await picture(ida, "work");
  await ida.goto(done);
  await press(ida, "Angre importen");
  await ida.getByText("tatt tilbake").waitFor();
  await axe(ida);
  await ida.goto("/desk/data/prospect");
  equal(await ida.getByText("Synne Syntetisk").count(), 0, "it is taken back");

  const plain = await visitor.page({ javaScriptEnabled: false });
  await plain.context().addCookies(await ida.context().cookies());
  await plain.goto(IMPORT);
  await plain.getByLabel("Filen").setInputFiles(FILE);
  await plain.getByRole("button", { name: "Last opp" }).click();
  await plain.getByRole("button", { name: "Kontroller radene" }).click();
  await through(plain, "Klare (2)");
  await plain.getByRole("button", { name: "Importer 2 nye" }).click();
  await through(plain, "lagt til");
  await plain.getByRole("button", { name: "Angre importen" }).click();
  await through(plain, "tatt tilbake");
});

/** Without a script a link shows how far it has come. */
async function through(page, told) {
  const look = page.getByRole("link", { name: "Vis hvor langt det er kommet" });
  while (await look.isVisible()) await look.click();
  await page.getByText(told, { exact: told === "lagt til" }).first().waitFor();
}

/** Presses a button as somebody without a mouse does. */
async function press(page, name) {
  const button = page.getByRole("button", { name, exact: true });
  await button.focus();
  await button.press("Enter");
}

/** The page as it is on a large screen and on a telephone. */
async function picture(page, name) {
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
}
