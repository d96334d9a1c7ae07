// Files in a browser: Ida records a paper with a file, fetches the file again, puts another in its place, and takes it
// away. Arguments: the address of a demonstration whose company file holds `crates/testkit/src/papers.toml`, a one-time
// link for the desk, and a folder for pictures.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;
const RECEIPT = "Kvittering for båtturen.txt";

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await signIn(ida, link);

  await ida.goto("/desk/data/paper/new");
  await ida.getByLabel("Navn").fill("Gro Gjest");
  await ida.getByLabel("E-post", { exact: true }).fill("gjest@kunde.example");
  await ida.getByLabel("Tema").fill("Båttur");
  await ida.getByLabel("Dato").fill("2026-11-20");
  await ida.getByText("Høyst 25 MB.").first().waitFor();
  await axe(ida);
  await ida.getByLabel(/^Innhold/).setInputFiles(text(RECEIPT, "Kr 250,- takk for turen\n"));
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.getByRole("heading", { name: "Båttur", exact: true }).waitFor();
  await axe(ida);
  await ida.screenshot({ path: join(pictures, "file-record.png"), fullPage: true });
  equal(await fetched(ida, RECEIPT), "Kr 250,- takk for turen\n", "what the file says");

  await ida.getByRole("link", { name: "Endre", exact: true }).click();
  await ida.getByText(`Nå: ${RECEIPT}`).waitFor();
  await axe(ida);
  await ida.screenshot({ path: join(pictures, "file-form.png"), fullPage: true });
  await ida.getByLabel(/^Innhold/).setInputFiles(text("Ny kvittering.txt", "Kr 300\n"));
  await ida.getByRole("button", { name: "Lagre" }).click();
  equal(await fetched(ida, "Ny kvittering.txt"), "Kr 300\n", "the other file");

  await ida.getByRole("link", { name: "Endre", exact: true }).click();
  await ida.getByLabel("Nå: Ny kvittering.txt").selectOption({ label: "Fjern filen" });
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.getByRole("heading", { name: "Båttur", exact: true }).waitFor();
  await becomes(() => ida.getByText("Ny kvittering.txt").count(), 0, "the file is gone from the record");
});

function text(name, said) {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(said) };
}

async function fetched(page, name) {
  const begun = page.waitForEvent("download");
  await page.getByRole("link", { name, exact: true }).click();
  const download = await begun;
  equal(download.suggestedFilename(), name, "the name to save it under");
  return readFileSync(await download.path(), "utf8");
}
