// An entity that a company adds to its register, in a browser: Ida records a visit with somebody new, changes it,
// finds it in the list and in the guest's access package, and removes it. Arguments: the address of a demonstration
// whose company file holds `crates/testkit/src/visits.toml`, a one-time link for the desk, and a folder for pictures.

import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { picture, rights, signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;
const GUEST = "gjest@kunde.example";

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await signIn(ida, link);

  await ida.getByRole("link", { name: "Data", exact: true }).click();
  await axe(ida);
  await picture(ida, pictures, "data");
  await ida.locator("main").getByRole("link", { name: /^Besøk/ }).click();
  await ida.getByText("Ingen rader her.").waitFor();
  await axe(ida);

  await ida.getByRole("link", { name: "Legg til", exact: true }).click();
  await ida.getByLabel("Tema").fill("Omvisning på lageret");
  await ida.getByLabel("Minutter").fill("nitti");
  await ida.getByLabel("Tema").press("Enter");
  await ida.getByText("Noe må rettes før dette kan lagres").waitFor();
  await becomes(() => ida.getByText("Dette er ikke et helt tall.").count(), 2, "the mistake, above and beside");
  await axe(ida);
  await picture(ida, pictures, "data-form-wrong");
  await ida.getByLabel("Navn").fill("Gro Gjest");
  await ida.getByLabel("E-post", { exact: true }).fill(GUEST);
  await ida.getByLabel("Dato").fill("2026-11-20");
  await ida.getByLabel("Status").selectOption("planned");
  await ida.getByLabel("Minutter").fill("90");
  await ida.getByLabel("Lunsj").selectOption("yes");
  await ida.getByLabel("Gikk").fill("2026-11-20T13:30");
  await ida.getByLabel("Notat").fill("Vi skal sende prøver.\nGro ringer på fredag.");
  await ida.getByLabel("Nettsted").fill("kunde.example");
  await ida.getByLabel(/^Reiseutgift, i kroner/).fill("1 234,50");
  await ida.getByLabel(/^Varighet/).fill("1t 30m");
  await ida.getByLabel("Vert").selectOption({ label: "Ida Eksempelsen" });
  await picture(ida, pictures, "data-form");
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.getByRole("heading", { name: "Omvisning på lageret, Gro Gjest" }).waitFor();
  await axe(ida);
  const record = ida.url();
  for (const told of ["https://kunde.example/", "1 234,50 kr", "1 t 30 min"]) {
    await becomes(() => ida.getByText(told, { exact: true }).count(), 1, told);
  }

  await ida.getByText("Legg til noe som hører til").click();
  await ida.getByRole("link", { name: "Løfte", exact: true }).click();
  await ida.getByLabel("Hva").fill("Sende prøver");
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.getByRole("heading", { name: "Sende prøver" }).waitFor();
  await ida.getByRole("link", { name: "Omvisning på lageret, Gro Gjest" }).click();
  await ida.getByText("1 rad").waitFor();
  await picture(ida, pictures, "data-record");

  await ida.getByRole("link", { name: "Endre", exact: true }).click();
  await axe(ida);
  await ida.getByLabel("Status").selectOption("held");
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.getByText("holdt", { exact: true }).first().waitFor();

  for (const [topic, day] of [["Kaffe i resepsjonen", "2026-11-03"], ["Kurs", "2026-10-12"]]) {
    await ida.goto("/desk/data/visit/new");
    await ida.getByLabel("Gjest").selectOption({ label: "Gro Gjest" });
    await ida.getByLabel("Tema").fill(topic);
    await ida.getByLabel("Dato").fill(day);
    await ida.getByLabel("Status").selectOption("planned");
    await ida.getByRole("button", { name: "Lagre" }).click();
    await ida.getByRole("heading", { name: `${topic}, Gro Gjest` }).waitFor();
  }
  await ida.goto("/desk/data/visit");
  await axe(ida);
  await picture(ida, pictures, "data-list");
  await becomes(() => first(ida), "Omvisning på lageret", "the latest first");
  await ida.getByRole("columnheader").getByRole("link", { name: "Tema" }).click();
  await becomes(() => first(ida), "Kaffe i resepsjonen", "in the order of topics");
  await ida.locator(".toolbar").getByRole("searchbox", { name: "Søk" }).fill("prøver");
  await ida.locator(".toolbar .search").getByRole("button", { name: "Vis" }).click();
  await becomes(() => ida.locator("tbody tr").count(), 1, "found by a word of its notes");
  await ida.goto("/desk/data/visit");
  await ida.locator("summary", { hasText: "Avgrens" }).click();
  await ida.locator("details.menu").getByRole("link", { name: "Status", exact: true }).click();
  await ida.getByRole("checkbox", { name: /^avtalt/ }).check();
  await ida.getByRole("button", { name: "Bruk" }).click();
  await ida.getByText("Status er avtalt").waitFor();
  await becomes(() => ida.locator("tbody tr").count(), 2, "those that are planned");

  await ida.goto(record);
  await ida.getByText("Mer", { exact: true }).click();
  await ida.getByRole("link", { name: "Fjern …" }).click();
  await ida.getByText("Raden kan ikke fjernes").waitFor();
  await axe(ida);
  await ida.goto("/desk/data/visit?f.state=planned&order=topic");
  await ida.getByRole("link", { name: "Kurs" }).click();
  await ida.getByText("Mer", { exact: true }).click();
  await ida.getByRole("link", { name: "Fjern …" }).click();
  await axe(ida);
  await picture(ida, pictures, "data-remove");
  await ida.getByRole("button", { name: "Fjern nå" }).click();
  await ida.waitForURL((url) => url.pathname === "/desk/data/visit" && url.search.includes("f.state=planned"));
  await becomes(() => ida.locator("tbody tr").count(), 1, "what is left in the list that it was opened from");

  await ida.goto(record);
  await ida.getByRole("link", { name: /Alt vi har om personen/ }).click();
  const download = ida.waitForEvent("download");
  await rights(ida);
  await ida.getByRole("button", { name: "Innsyn på norsk" }).click();
  const page = firstFile(readFileSync(await (await download).path()));
  for (const told of ["Omvisning på lageret", "Vi skal sende prøver.", "Sende prøver", "Besøk: registrert"]) {
    equal(page.includes(told), true, `the package tells ${told}`);
  }
});

/** What the first row of the table is called. */
async function first(page) {
  return (await page.locator("tbody th").first().innerText()).trim();
}

/** The text of the first file in a ZIP archive (PKWARE APPNOTE, 4.3.7). */
function firstFile(bytes) {
  const [packed, name, extra] = [bytes.readUInt32LE(18), bytes.readUInt16LE(26), bytes.readUInt16LE(28)];
  const start = 30 + name + extra;
  return inflateRawSync(bytes.subarray(start, start + packed)).toString("utf8");
}
