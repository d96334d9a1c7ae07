// Files in and lists out, in a browser: Ida brings a sheet of contacts from another system, mends nothing and takes what
// is in order in, takes the list out as a file, and takes the import back; once with a keyboard alone and a script that
// shows how far it has come, once without any script and in English. Arguments: the address of a demonstration, a one-time
// link for the desk, and a folder for pictures.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { inEnglish, picture, press, signIn } from "./steps.mjs";

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

const EN = {
  file: "The file", bring: "Upload", check: "Check the rows", ready: "Ready (2)", begin: "Import 2 new", made: "added",
  look: "Show how far it has come", export: "Export", undo: "Undo the import", undone: "taken back",
};

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await signIn(ida, link);

  await ida.goto(IMPORT);
  await axe(ida);
  await picture(ida, pictures, "import-file");
  await ida.getByLabel("Filen").setInputFiles({ ...FILE, buffer: Buffer.from("%PDF-1.7\0") });
  await press(ida, "Last opp");
  await ida.getByText("verken tekst med skilletegn").waitFor();
  await axe(ida);
  await ida.getByLabel("Filen").setInputFiles(FILE);
  await press(ida, "Last opp");

  await ida.getByText("Lest som tekst (Windows 1252) med semikolon").waitFor();
  await axe(ida);
  await picture(ida, pictures, "import-columns");
  await becomes(() => ida.getByLabel("Kolonnen «Firma» blir til").inputValue(), "new.organisation", "what the column holds");
  await becomes(() => ida.getByLabel("Kolonnen «Merknad» blir til").inputValue(), "", "a column that is left out");
  await becomes(() => ida.getByLabel("Kilde").inputValue(), "import", "where they were found");
  await press(ida, "Kontroller radene");

  // The script shows how far it has come, and leads on when it is through.
  await ida.getByText("Klare (2)").waitFor();
  await axe(ida);
  await picture(ida, pictures, "import-preview");
  await becomes(() => ida.getByText("samme som rad 2").count(), 1, "the line that stands there twice");
  await ida.getByRole("link", { name: "Må rettes (1)" }).press("Enter");
  await ida.waitForURL("**which=wrong");
  await becomes(() => ida.locator("tbody tr").count(), 1, "lines to be mended");
  await press(ida, "Importer 2 nye");
  await ida.getByText("lagt til", { exact: true }).waitFor();
  await axe(ida);
  await picture(ida, pictures, "import-done");
  const done = ida.url();
  await ida.goto("/desk/data/prospect");
  await becomes(async () => (await ida.getByText("Synne Syntetisk").count()) > 0, true, "a new prospect");

  await ida.goto("/desk/data/prospect/export");
  await axe(ida);
  await picture(ida, pictures, "export");
  await ida.getByLabel(/Tekst med semikolon/).check();
  const download = ida.waitForEvent("download");
  await press(ida, "Eksporter");
  const text = readFileSync(await (await download).path(), "utf8");
  equal(text.startsWith("\ufeffVirksomhet;Person;"), true, "the columns of the list");
  equal(text.includes("Synne Syntetisk"), true, "the rows of the list");

  await ida.goto("/desk/work");
  await axe(ida);
  await picture(ida, pictures, "work");
  await ida.goto(done);
  await press(ida, "Angre importen");
  await ida.getByText("tatt tilbake").waitFor();
  await axe(ida);
  await ida.goto("/desk/data/prospect");
  await becomes(() => ida.getByText("Synne Syntetisk").count(), 0, "it is taken back");

  // Without a script, in the other language.
  await inEnglish(ida);
  const plain = await visitor.page({ javaScriptEnabled: false });
  await plain.context().addCookies(await ida.context().cookies());
  await plain.goto(IMPORT);
  await plain.getByLabel(EN.file).setInputFiles(FILE);
  await plain.getByRole("button", { name: EN.bring }).click();
  await plain.getByRole("button", { name: EN.check }).click();
  await through(plain, EN.ready);
  await plain.getByRole("button", { name: EN.begin }).click();
  await through(plain, EN.made);
  const work = plain.url();
  await plain.goto("/desk/data/prospect/export");
  const handed = plain.waitForEvent("download");
  await plain.getByRole("button", { name: EN.export, exact: true }).click();
  equal((await handed).suggestedFilename().endsWith(".xlsx"), true, "a workbook without script");
  await plain.goto(work);
  await plain.getByRole("button", { name: EN.undo }).click();
  await through(plain, EN.undone);
});

/** Without a script a link shows how far it has come. */
async function through(page, told) {
  const look = page.getByRole("link", { name: EN.look });
  const end = page.getByText(told, { exact: true }).first();
  for (;;) {
    await look.or(end).first().waitFor();
    if (await end.isVisible()) return;
    const loaded = page.waitForEvent("load");
    await look.click();
    await loaded;
  }
}
