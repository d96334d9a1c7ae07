// Ola writes about Kari. Ida decides, without a script and by keyboard, what of it Ola is given and what stays when Kari is
// erased. Arguments: the address of a demonstration, a one-time link for the desk, and a folder for pictures.

import { join } from "node:path";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { rights, signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;
const TOLD = "Kari Nordmann sa at naboen hennes vet mer. Ring henne på 22 33 44 55, eller skriv til kari@example.no.";

await journey(async (visitor) => {
  await write(await visitor.page(), "Kari Nordmann", "kari@example.no", "22334455", "Hei!");
  await write(await visitor.page(), "Ola Hansen", "ola@example.no", "", TOLD);

  const ida = await visitor.page({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
  await signIn(ida, link);

  const ola = await person(ida, "Ola Hansen");
  await picture(ida, "texts-person");
  await rights(ida);
  await ida.getByRole("button", { name: "Innsyn på norsk" }).click();
  await ida.getByText("Tekster venter på en avgjørelse").first().waitFor();
  await picture(ida, "texts-waiting");
  await ida.getByRole("link", { name: "Avgjør dem" }).click();
  const marked = await ida.locator(".entry mark").allTextContents();
  equal(marked.join("|"), "Kari Nordmann|22 33 44 55|kari@example.no", "what is suggested");
  await picture(ida, "texts-access");
  await ida.getByLabel("Utleveres ikke i det hele tatt").check();
  await ida.getByRole("button", { name: "Lagre avgjørelsen" }).click();
  await ida.getByText("Skriv hvorfor.").waitFor();
  await ida.getByLabel("Utleveres uten det som er krysset av").check();
  await ida.getByLabel("Ta også ut disse ordene").fill("naboen hennes");
  await ida.getByRole("button", { name: "Lagre avgjørelsen" }).focus();
  await ida.keyboard.press("Enter");
  await ida.getByText("Alle er avgjort.").waitFor();
  await picture(ida, "texts-decided");
  await ida.getByRole("link", { name: "Tilbake til personen" }).first().click();
  await becomes(() => ida.url(), ola, "the way back");
  const download = ida.waitForEvent("download");
  await rights(ida);
  await ida.getByRole("button", { name: "Innsyn på norsk" }).click();
  equal((await download).suggestedFilename().startsWith("innsyn-"), true, "Ola is given the rest");

  await person(ida, "Kari Nordmann");
  await rights(ida);
  await ida.locator("a[href$='/erase']").click();
  await becomes(() => ida.getByRole("button", { name: "Slett nå" }).count(), 0, "nothing can be carried out yet");
  await picture(ida, "texts-plan");
  await ida.getByRole("link", { name: "Avgjør dem" }).click();
  await picture(ida, "texts-erasure");
  await tickByKeyboard(ida);
  await ida.getByRole("button", { name: "Lagre avgjørelsen" }).click();
  await ida.getByRole("link", { name: "Tilbake til planen" }).first().click();
  await ida.getByText("sladdet:").waitFor();
  await ida.getByRole("button", { name: "Slett nå" }).click();
  await ida.waitForURL("**/desk/receipts/*");
  await ida.goto(ola);
  await ida.getByText("███ sa at naboen hennes vet mer. Ring henne på 22 33 44 55, eller skriv til ███.").first().waitFor({ state: "attached" });

  const scripted = await visitor.page({ viewport: { width: 390, height: 800 } });
  await write(await visitor.page(), "Kari Nordmann", "kari@example.no", "", "Her er jeg igjen");
  await write(await visitor.page(), "Per Hansen", "per@example.no", "", TOLD);
  await scripted.context().addCookies(await ida.context().cookies());
  await person(scripted, "Per Hansen");
  await axe(scripted);
  await scripted.getByRole("link", { name: "Avgjør dem" }).first().click();
  await axe(scripted);
  await picture(scripted, "texts-small");
  await scripted.getByRole("button", { name: "Lagre avgjørelsen" }).click();
  await scripted.getByText("Alle er avgjort.").waitFor();
  await axe(scripted);
});

/** Unticks the second passage with the space bar. */
async function tickByKeyboard(page) {
  const second = page.locator("input[type=checkbox]").nth(1);
  await second.focus();
  await page.keyboard.press("Space");
  await becomes(() => second.isChecked(), false, "unticked by keyboard");
}

async function write(page, name, email, phone, message) {
  await page.goto("/kontakt");
  await page.getByLabel("Navn").fill(name);
  await page.getByLabel("E-post").fill(email);
  if (phone) await page.getByLabel("Telefon").fill(phone);
  await page.getByLabel("Melding").fill(message);
  await page.getByRole("button", { name: "Send meldingen" }).click();
  await page.waitForURL("**/kontakt/takk");
}

/** Opens the page of the one with this name, and gives its address. */
async function person(page, name) {
  await page.goto(`/desk/people?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name: new RegExp(name) }).first().click();
  await page.waitForURL("**/desk/people/*");
  return page.url();
}

async function picture(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
