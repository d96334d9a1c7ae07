// The first whole path in a browser: Kari writes, Ida answers, Kari is forgotten. Arguments: the address of a
// demonstration, a one-time link for the desk, and a folder for pictures.

import { join } from "node:path";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { rights } from "./steps.mjs";

const [, , , link, pictures] = process.argv;
const KARI = "kari@example.no";

await journey(async (visitor) => {
  const kari = await visitor.page({ viewport: { width: 1280, height: 900 } });
  await kari.goto("/kontakt");
  await axe(kari);
  await kari.getByLabel("Navn").fill("Kari Nordmann");
  await kari.getByLabel("E-post").fill(KARI);
  await kari.getByLabel("Telefon").fill("00 00 00 31");
  await kari.getByLabel("Virksomhet").fill("Kunde Eksempel AS");
  await kari.getByLabel("Melding").fill("Hei! Hva koster timeføring for fire ansatte?");
  await picture(kari, "form");
  await kari.getByRole("button", { name: "Send meldingen" }).click();
  await kari.waitForURL("**/kontakt/takk");
  await axe(kari);
  await mail(kari, "Vi har fått meldingen din");

  const ida = await visitor.page({ viewport: { width: 1280, height: 900 } });
  await ida.goto(link);
  await axe(ida);
  await ida.getByRole("button", { name: "Logg inn" }).click();
  await ida.waitForURL("**/desk");
  await axe(ida);
  await picture(ida, "today");
  await ida.getByRole("link", { name: /Kari Nordmann/ }).first().click();
  await axe(ida);
  await ida.getByLabel(/Svar til/).fill("Hei, Kari!\n\nDet koster 200 kroner i måneden for hver ansatt.");
  await ida.getByRole("button", { name: "Send svaret" }).click();
  await ida.getByText("200 kroner i måneden").first().waitFor();
  await axe(ida);
  await picture(ida, "request");
  await mail(kari, "Re: Vi har fått meldingen din");

  await ida.getByRole("link", { name: /Alt vi har om personen/ }).click();
  await axe(ida);
  await picture(ida, "person");
  await ida.screenshot({ path: join(pictures, "readme.png") });
  const held = await ida.getByText(/Holdes til/).count();
  if (held < 6) throw new Error(`every row about Kari says until when; ${held} do`);
  const download = ida.waitForEvent("download");
  await rights(ida);
  await ida.getByRole("button", { name: "Innsyn på norsk" }).click();
  equal((await download).suggestedFilename().endsWith(".zip"), true, "the package is an archive");

  await rights(ida);
  await ida.getByRole("link", { name: "Slett …" }).click();
  await axe(ida);
  await picture(ida, "plan");
  await ida.getByRole("button", { name: "Slett nå" }).click();
  await ida.waitForURL("**/desk/receipts/*");
  await axe(ida);
  await becomes(async () => {
    await ida.reload();
    return ida.getByText("Venter på skrubbing").count();
  }, 0, "what waits to be scrubbed");
  await ida.getByLabel("Søk i de rå filene").fill(`Kari Nordmann\n${KARI}`);
  await ida.getByRole("button", { name: "Søk i filene" }).click();
  await becomes(() => ida.getByText("finnes ikke i noen fil").count(), 2, "words that are in no file");
  await axe(ida);
  await picture(ida, "receipt");
  await ida.goto("/desk/people?q=nordmann");
  await becomes(() => ida.getByText(KARI).count(), 0, "Kari among the people");
});

/** Waits for a mail to Kari with this subject in the inbox of the demonstration. */
async function mail(page, subject) {
  await becomes(async () => {
    await page.goto("/demo/inbox");
    return (await page.getByRole("link", { name: subject }).count()) > 0;
  }, true, `a mail «${subject}»`);
  await axe(page);
}

async function picture(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
