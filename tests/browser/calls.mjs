// Ida registers a call: by keyboard with the script, without a script, and for somebody new. Arguments: the address of a
// demonstration, a one-time link for the desk, and a folder for pictures.

import { join } from "node:path";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { press, signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1280, height: 900 } });
  await signIn(ida, link);
  await ida.goto("/desk/call");
  await becomes(() => ida.locator("#number:focus").count(), 1, "the number comes first");
  await axe(ida);

  // What was typed before the number is looked up stays.
  await ida.getByLabel("Hva dere snakket om").fill("Spurte om opplæring");
  await ida.locator("#number").fill("00 00 00 98");
  await ida.locator("#number").press("Enter");
  await ida.getByText("Ingen er registrert med dette nummeret.").waitFor();
  await becomes(() => ida.getByLabel("Hva dere snakket om").inputValue(), "Spurte om opplæring", "the text is still there");
  await becomes(() => ida.locator("input[name=who]:focus").count(), 1, "who it was comes next");
  await ida.keyboard.press("Tab");
  await ida.keyboard.type("Nils Nilsen");
  await look(ida, "call-new");
  await press(ida, "Lagre samtalen");
  await ida.getByRole("heading", { name: "Nils Nilsen", level: 1 }).waitFor();
  await axe(ida);

  // From their page, without a script.
  const path = await ida.getByRole("link", { name: "Registrer samtale" }).last().getAttribute("href");
  const { cookies } = await ida.context().storageState();
  const plain = await visitor.page({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
  await plain.context().addCookies(cookies);
  await plain.goto(path);
  await becomes(() => plain.locator("input[name=who]:checked").count(), 1, "they are chosen");
  await plain.getByRole("button", { name: "Slå opp" }).click();
  await plain.getByText("Nummeret tilhører én person.").waitFor();
  await plain.getByLabel("Saksnummer").fill("999999");
  await plain.getByRole("button", { name: "Lagre samtalen" }).click();
  await plain.getByRole("link", { name: "Det finnes ingen sak med dette nummeret." }).waitFor();
  await plain.getByLabel("Saksnummer").fill("");
  await plain.getByRole("button", { name: "Lagre samtalen" }).click();
  await plain.getByRole("heading", { name: "Nils Nilsen", level: 1 }).waitFor();
});

async function look(page, name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      equal(wide <= width, true, `${name} is ${wide} pixels wide at ${width}`);
      await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
    await axe(page);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
