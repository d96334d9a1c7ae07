// Kari asks for what is hers by right, confirms that it is her, and fetches it; Ida answers in between; then Kari is erased
// on request. Arguments: the address of a demonstration, a one-time link for the desk, and a folder for pictures.

import { join } from "node:path";
import { assertNoCookiesNoThirdParty, axe, becomes, equal, journey } from "./lib.mjs";
import { signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;
const KARI = "kari@example.no";
const seen = new Set();

await journey(async (visitor) => {
  const kari = await visitor.page({ viewport: { width: 1280, height: 900 } });
  await kari.goto("/kontakt");
  await kari.getByLabel("Navn").fill("Kari Nordmann");
  await kari.getByLabel("E-post").fill(KARI);
  await kari.getByLabel("Melding").fill("Hei! Hva koster timeføring for fire ansatte?");
  await kari.getByRole("button", { name: "Send meldingen" }).click();
  await kari.waitForURL("**/kontakt/takk");

  const inbox = await visitor.page();
  await kari.getByRole("link", { name: "Rettighetene dine" }).click();
  await axe(kari);
  await kari.getByRole("button", { name: "Send", exact: true }).click();
  await axe(kari);
  await becomes(() => kari.getByText("Velg hva du vil.").count(), 2, "what is to be mended is said above and beside");
  await ask(kari, /innsyn/);
  await picture(kari, "rights-sent");
  const confirm = await linked(inbox, "Bekreft at det er deg", "/rettigheter/bekreft/");
  await kari.goto(confirm);
  await axe(kari);
  await picture(kari, "rights-confirm");
  await kari.getByRole("button", { name: "Ja, det er meg" }).click();
  await kari.waitForURL("**/rettigheter/krav/*");
  const follow = kari.url();
  await axe(kari);
  await picture(kari, "rights-follow");
  await kari.goto(confirm);
  await becomes(async () => (await kari.getByText("Lenken virker ikke").count()) > 0, true, "the link worked once");
  await axe(kari);

  const ida = await visitor.page({ viewport: { width: 1280, height: 900 } });
  await signIn(ida, link);
  await axe(ida);
  await picture(ida, "rights-today");
  await ida.getByRole("link", { name: "Krav", exact: true }).click();
  await axe(ida);
  await picture(ida, "rights-list");
  await ida.getByRole("link", { name: /Kari Nordmann/ }).first().click();
  await axe(ida);
  await picture(ida, "rights-request");
  await ida.getByRole("button", { name: "Send svaret og avslutt" }).click();
  await ida.getByText("Steder utenfor som ikke er besvart ennå: 1").waitFor();
  await axe(ida);
  await answerTasks(ida);
  await ida.getByRole("button", { name: "Send svaret og avslutt" }).click();
  await ida.getByText("Utfall").waitFor();
  await axe(ida);

  await linked(inbox, "Svar på kravet ditt", "/rettigheter/krav/");
  await kari.goto(follow);
  await axe(kari);
  await picture(kari, "rights-answered");
  const download = kari.waitForEvent("download");
  await kari.getByRole("button", { name: "Hent pakken" }).click();
  equal((await download).suggestedFilename().startsWith("innsyn-"), true, "the package is hers");

  await kari.goto("/rettigheter");
  await ask(kari, /Bli slettet/);
  await kari.goto(await linked(inbox, "Bekreft at det er deg", "/rettigheter/bekreft/"));
  await kari.getByRole("button", { name: "Ja, det er meg" }).click();
  await kari.waitForURL("**/rettigheter/krav/*");
  await ida.goto("/desk/rights");
  await ida.getByRole("link", { name: /Kari Nordmann/ }).first().click();
  await ida.getByRole("link", { name: "Se sletteplanen" }).click();
  await axe(ida);
  await ida.getByRole("button", { name: "Slett nå" }).click();
  await ida.waitForURL("**/desk/rights/*");
  await answerTasks(ida);
  await ida.getByRole("button", { name: "Send svaret og avslutt" }).click();
  await ida.getByText("Utfall").waitFor();
  await kari.reload();
  await becomes(async () => (await kari.getByText("Kvittering").count()) > 0, true, "Kari has the receipt");
  await axe(kari);
  await assertNoCookiesNoThirdParty(kari);

  await ida.goto("/desk/rights/new");
  await axe(ida);
  await picture(ida, "rights-new");
});

/** Fills in the form for rights and sends it. */
async function ask(page, wish) {
  const choice = page.getByLabel("Hva vil du?");
  const options = await choice.locator("option").allTextContents();
  await choice.selectOption({ label: options.find((text) => wish.test(text)) });
  await page.getByLabel("Navn").fill("Kari Nordmann");
  await page.getByLabel("E-post").fill(KARI);
  await picture(page, "rights");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.waitForURL("**/rettigheter/sendt");
  await axe(page);
}

/** Says of every place outside that there was nothing. */
async function answerTasks(page) {
  const nothing = page.getByRole("button", { name: "Ingenting der" });
  for (let left = await nothing.count(); left > 0; left -= 1) {
    await nothing.first().click();
    await page.waitForFunction((was) => [...document.querySelectorAll("button")]
      .filter((button) => button.textContent === "Ingenting der").length < was, left);
  }
}

/** The link below `path` in the newest mail with this subject, once it is in the inbox of the demonstration. */
async function linked(page, subject, path) {
  let link;
  await becomes(async () => {
    await page.goto("/demo/inbox");
    const found = page.getByRole("link", { name: subject });
    if ((await found.count()) === 0) return false;
    await found.first().click();
    const text = await page.locator("p.letter").textContent();
    link = text.split(/\s+/).find((word) => word.includes(path));
    return link !== undefined && !seen.has(link);
  }, true, `a mail «${subject}» with a new link to ${path}`);
  seen.add(link);
  return link;
}

async function picture(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
