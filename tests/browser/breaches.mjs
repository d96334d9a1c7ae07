// Ida opens a breach, finds who is affected, judges the risk, tells the authority and those affected, and closes it; then she looks at
// internal control. Arguments: the address of a demonstration, a one-time link for the desk, and a folder for pictures.

import { join } from "node:path";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1280, height: 900 } });
  await signIn(ida, link);
  await ida.getByRole("link", { name: "Avvik", exact: true }).click();
  await axe(ida);
  await ida.getByRole("link", { name: "Nytt avvik" }).click();
  await axe(ida);
  await ida.getByRole("button", { name: "Åpne avviket" }).click();
  await ida.getByText("En tekst mangler.").waitFor();
  await axe(ida);
  await ida.getByLabel("Tittel").fill("Adresseliste sendt til feil mottaker");
  await ida.getByLabel("Hva som skjedde").fill("En liste over dem som har skrevet til oss, ble sendt til feil mottaker.");
  await picture(ida, "breach-new");
  await ida.getByRole("button", { name: "Åpne avviket" }).click();
  await ida.getByRole("heading", { name: /Avvik nr. 1/ }).waitFor();
  const page = ida.url();
  await becomes(async () => (await ida.getByText(/71 t 5\d min igjen/).count()) > 0, true, "the clock runs");
  await axe(ida);
  await picture(ida, "breach-open");

  await ida.getByRole("link", { name: "Finn hvem som er rammet" }).click();
  await axe(ida);
  await ida.getByLabel("Slags rader").selectOption({ label: "Henvendelse" });
  await ida.getByRole("button", { name: "Søk" }).nth(1).click();
  await ida.getByRole("heading", { name: /Funnet: / }).waitFor();
  await axe(ida);
  await picture(ida, "breach-found");
  await ida.getByRole("button", { name: /Skriv opp \d+/ }).click();
  await ida.waitForURL("**/affected");
  await axe(ida);
  await picture(ida, "breach-affected");

  await ida.goto(page);
  await ida.getByRole("link", { name: "Fyll ut fakta" }).click();
  await axe(ida);
  await ida.getByLabel("Følger for dem som er rammet").fill("De kan få uønsket e-post.");
  await ida.getByLabel("Hva vi har gjort og vil gjøre").fill("Vi har bedt mottakeren slette listen.");
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.waitForURL(/\/desk\/data\/breach\/[0-9a-f-]+$/);
  await ida.goto(page);
  await ida.getByLabel("Risiko for dem som er rammet").selectOption({ label: "høy risiko" });
  await ida.getByLabel("Begrunnelse").fill("Mottakeren er ukjent.");
  await ida.getByRole("button", { name: "Lagre vurderingen" }).click();
  await ida.getByText("Risikoen er høy").waitFor();
  await axe(ida);

  await ida.getByRole("link", { name: "Skriv meldingen" }).click();
  await axe(ida);
  await picture(ida, "breach-authority");
  await ida.getByLabel("Referanse").fill("26/00001");
  await ida.getByRole("button", { name: "Noter at det er gitt" }).click();
  await ida.getByText("Meldt eller avgjort").waitFor();
  await ida.getByRole("link", { name: "Varsle dem som er rammet" }).click();
  await axe(ida);
  await picture(ida, "breach-people");
  await ida.getByRole("button", { name: /Send \d+ e-poster/ }).click();
  await ida.waitForURL(page);
  await axe(ida);
  await told(ida, page);
  await ida.goto(page);
  await ida.getByRole("button", { name: "Avslutt avviket" }).click();
  await ida.getByText("avsluttet").first().waitFor();
  await axe(ida);
  await picture(ida, "breach-closed");
  const download = ida.waitForEvent("download");
  await ida.getByRole("link", { name: "Hent hele dokumentasjonen" }).click();
  equal((await download).suggestedFilename(), "avvik-1.html", "the whole record");

  await ida.getByRole("link", { name: "Internkontroll" }).click();
  await axe(ida);
  await picture(ida, "control");
  await ida.goto("/desk/data/routine");
  await ida.locator("table.data tbody a").first().click();
  await axe(ida);
});

/** Waits until everybody on the list has been told. */
async function told(page, breach) {
  await becomes(async () => {
    await page.goto(`${breach}/affected?which=left`);
    return page.locator("ul.rows > li").count();
  }, 0, "who is left to be told");
}

async function picture(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
