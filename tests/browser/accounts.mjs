// The account of the first owner, without a script on any page: a link, a password, an app with codes, out, in again, sessions and
// an invitation. Arguments: the address, the owner's link, and a folder for pictures. The app is this file (RFC 6238).

import { createHmac } from "node:crypto";
import { join } from "node:path";
import { axe, becomes, journey } from "./lib.mjs";

const [, , , link, pictures] = process.argv;
const ADA = "ada@fjordlys.example";
const PASSWORD = "hest batteri stift riktig";
const CODE_MS = 30_000;

await journey(async (visitor) => {
  // One page has scripts, for axe alone; the other has none, and does all of it.
  const seen = await visitor.page({ viewport: { width: 1280, height: 900 } });
  const ada = await visitor.page({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false, reducedMotion: "reduce" });
  await ada.goto(link);
  await look("welcome");
  await ada.getByLabel("Nytt passord", { exact: true }).fill("passord");
  await ada.getByLabel("Nytt passord en gang til").fill("passord");
  await ada.getByRole("button", { name: "Velg passordet" }).click();
  await ada.getByText("For kort.").waitFor();
  await ada.getByLabel("Nytt passord", { exact: true }).fill(PASSWORD);
  await ada.getByLabel("Nytt passord en gang til").fill(PASSWORD);
  await ada.getByRole("button", { name: "Velg passordet" }).click();

  await ada.waitForURL("**/sign-in/set-up*");
  await look("set-up");
  const key = (await ada.locator("code").first().textContent()).replaceAll(" ", "");
  await ada.getByLabel("Kode", { exact: true }).fill(code(key));
  await ada.getByRole("button", { name: "Bekreft" }).click();
  await ada.getByRole("heading", { name: "Ta vare på reservekodene" }).waitFor();
  await becomes(() => ada.locator("li code").count(), 10, "recovery codes");
  const recovery = await ada.locator("li code").first().textContent();
  await ada.screenshot({ path: join(pictures, "accounts-codes.png"), fullPage: true });
  await ada.getByRole("link", { name: "Jeg har tatt vare på dem" }).click();
  await ada.waitForURL("**/desk");
  await look("today");

  await ada.getByRole("button", { name: "Ada Eksempelsen" }).click();
  await ada.getByRole("button", { name: "Logg ut" }).click();
  await ada.goto("/desk/account");
  await look("sign-in");
  await signIn("feil passord her");
  await ada.getByText("Adressen eller passordet er ikke riktig.").waitFor();
  await signIn(PASSWORD);
  await ada.waitForURL("**/sign-in/code*");
  await look("code");
  await ada.getByLabel("Kode", { exact: true }).fill(code(key, Date.now() + CODE_MS));
  await ada.getByRole("button", { name: "Fortsett" }).click();
  await ada.waitForURL("**/desk/account");

  const other = await visitor.page({ javaScriptEnabled: false });
  await other.goto("/desk");
  await signIn(PASSWORD, other);
  await other.getByText("Har du ikke telefonen?").click();
  await other.getByLabel("Reservekode").fill(recovery);
  await other.getByRole("button", { name: "Bruk reservekoden" }).click();
  await other.waitForURL("**/desk");
  await ada.reload();
  await look("account");
  await becomes(() => ada.getByText("Reservekoder igjen: 9").count(), 1, "one code is used");
  await becomes(() => ada.getByRole("button", { name: "Avslutt", exact: true }).count(), 2, "sessions");
  await ada.getByRole("button", { name: "Avslutt alle andre" }).click();
  await becomes(() => ada.getByRole("button", { name: "Avslutt", exact: true }).count(), 1, "sessions after the others ended");
  await other.goto("/desk");
  await other.getByRole("heading", { name: "Logg inn" }).waitFor();

  await ada.goto("/desk/users/invite");
  await ada.getByLabel("Navn").fill("Nina Eksempelsen");
  await ada.getByLabel("E-post").fill("nina@fjordlys.example");
  await ada.getByRole("button", { name: "Send invitasjonen" }).click();
  await ada.getByText("Invitasjonen er sendt.").waitFor();
  await look("invite");
  await ada.goto("/sign-in/forgotten");
  await look("forgotten");

  async function signIn(password, page = ada) {
    await page.getByLabel("E-postadresse").fill(ADA);
    await page.getByLabel("Passord", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Logg inn" }).click();
  }

  /** Takes a picture of the page and holds it against axe, in a browser with the same cookies and with scripts. */
  async function look(name) {
    await ada.screenshot({ path: join(pictures, `accounts-${name}.png`), fullPage: true });
    await seen.context().clearCookies();
    await seen.context().addCookies(await ada.context().cookies());
    await seen.goto(ada.url());
    await axe(seen);
  }
});

/** The code that the app shows at a moment. Each works once, and one ahead of the clock is taken too. */
function code(key, at = Date.now()) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / CODE_MS)));
  const mac = createHmac("sha1", secret).update(step).digest();
  const from = mac[19] & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
