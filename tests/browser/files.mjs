// Files in a browser that runs no script: Ida records a paper with a file, is told of one that is too large, fetches the
// file again, puts another in its place, and takes it away. Arguments: the address of a demonstration whose company file
// holds `crates/testkit/src/papers.toml`, a one-time link for the desk, and a folder for pictures.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { axe, equal, journey } from "./lib.mjs";

const [, , , link, pictures] = process.argv;
const RECEIPT = "Kvittering for båtturen.txt";

await journey(async (visitor) => {
  const ida = await visitor.page({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
  await ida.goto(link);
  await ida.getByRole("button", { name: "Logg inn" }).click();
  await ida.waitForURL("**/desk");

  await ida.goto("/desk/data/paper/new");
  await ida.getByLabel("Navn").fill("Gro Gjest");
  await ida.getByLabel("E-post", { exact: true }).fill("gjest@kunde.example");
  await ida.getByLabel("Tema").fill("Båttur");
  await ida.getByLabel("Dato").fill("2026-11-20");
  const large = { name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(25 * 1024 * 1024 + 1) };
  await ida.getByLabel(/^Innhold/).setInputFiles(large);
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.getByText("Noe må rettes før dette kan lagres").waitFor();
  equal(await ida.getByText("Filen er for stor: den kan være på høyst 25 MB.").count(), 2, "the mistake, above and beside");
  await axe(ida);
  await ida.getByLabel(/^Innhold/).setInputFiles(text(RECEIPT, "Kr 250,- takk for turen\n"));
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.getByRole("heading", { name: "Båttur" }).waitFor();
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
  await ida.getByLabel("Fjern filen").check();
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.getByRole("heading", { name: "Båttur" }).waitFor();
  equal(await ida.getByText("kvittering").count(), 0, "the file is gone from the record");
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
