// A case from the inbox to its answer, by keyboard; the same without a script; and the customer's page behind the link in the mail.
// Arguments: the address of a demonstration, a one-time link for the desk, and a folder for pictures.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axe, becomes, equal, journey } from "./lib.mjs";
import { signIn } from "./steps.mjs";

const [, , , link, target] = process.argv;
const pictures = join(target, "support");
mkdirSync(pictures, { recursive: true });

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1280, height: 900 } });
  await signIn(ida, link);

  // Down to the first case, and into it.
  await ida.goto("/desk/cases?tray=open");
  await axe(ida);
  await ida.screenshot({ path: join(pictures, "inbox-1280.png"), fullPage: true });
  await ida.keyboard.press("j");
  await ida.keyboard.press("Enter");
  await ida.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}/);
  await axe(ida);
  const at = new URL(ida.url()).pathname;
  await ida.screenshot({ path: join(pictures, "case-1280.png"), fullPage: true });

  // An answer that the guard holds back, and one that goes.
  await ida.getByLabel("Kopi", { exact: true }).fill("");
  await ida.evaluate(() => document.activeElement.blur());
  await ida.keyboard.press("r");
  await becomes(() => ida.evaluate(() => document.activeElement.id), "text", "what r leads to");
  await ida.keyboard.type("Fødselsnummeret er 02013299997.");
  await ida.getByRole("button", { name: "Send svar" }).click();
  await ida.getByText("E-posten er holdt tilbake").waitFor();
  await axe(ida);
  await ida.screenshot({ path: join(pictures, "guard-1280.png"), fullPage: true });
  await ida.getByLabel("Svaret").fill("Vi ser på det og svarer i dag.");
  await ida.getByLabel("Kopi", { exact: true }).fill("");
  await ida.getByRole("button", { name: "Send svar" }).click();
  await ida.getByText("Sendt.").waitFor();
  await ida.getByText("Vi ser på det og svarer i dag.").first().waitFor();

  // The rest without a script, on a telephone.
  const { cookies } = await ida.context().storageState();
  const plain = await visitor.page({ javaScriptEnabled: false, reducedMotion: "reduce", viewport: { width: 360, height: 800 } });
  await plain.context().addCookies(cookies);
  await plain.goto(at);
  await plain.getByLabel("Internt notat").fill("Ring dem i morgen.");
  await plain.getByRole("button", { name: "Lagre notat" }).click();
  await plain.getByText("Ring dem i morgen.").first().waitFor();
  await plain.getByText("Endre", { exact: true }).click();
  await plain.getByLabel("Prioritet").selectOption("high");
  await plain.getByRole("button", { name: "Lagre", exact: true }).click();
  await plain.getByText("høy").first().waitFor();
  await becomes(() => plain.evaluate(() => document.documentElement.scrollWidth <= 360), true, "nothing is wider than a telephone");
  await plain.screenshot({ path: join(pictures, "case-360.png"), fullPage: true });

  // The customer has nothing but the mail.
  const nora = await visitor.page({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  let page;
  await becomes(async () => {
    await nora.goto("/demo/inbox");
    const mail = nora.locator("main a").filter({ hasText: "Re: [#" }).first();
    if ((await mail.count()) === 0) return false;
    await mail.click();
    const text = await nora.locator("p.letter").textContent();
    [page] = text.match(/\/sak\/[0-9a-f-]{36}\.[0-9a-f]{64}/) ?? [];
    return page !== undefined;
  }, true, "a mail with the link to the case");
  await nora.goto(page);
  equal((await nora.context().cookies()).length, 0, "cookies of the customer");
  await becomes(() => nora.getByText("Ring dem i morgen.").count(), 0, "notes that the customer sees");
  await nora.getByLabel("Skriv til oss i saken").fill("Takk, det haster litt.");
  await nora.screenshot({ path: join(pictures, "portal-1280.png"), fullPage: true });
  await nora.getByRole("button", { name: "Send", exact: true }).click();
  await nora.getByText("Takk, det haster litt.").first().waitFor();
  await ida.goto(at);
  await ida.getByText("Takk, det haster litt.").first().waitFor();
  await ida.getByText("under arbeid").first().waitFor();
  const seen = await visitor.page({ viewport: { width: 360, height: 800 } });
  await seen.goto(page);
  await axe(seen);
});
