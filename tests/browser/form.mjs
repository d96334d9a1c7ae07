// The contact form without scripts and by keyboard alone, with a mistake that is mended, in English.

import { assertNoCookiesNoThirdParty, axe, becomes, journey } from "./lib.mjs";
import { tabTo } from "./steps.mjs";

await journey(async (visitor) => {
  const page = await visitor.page({ javaScriptEnabled: false, locale: "en-GB" });
  await page.goto("/contact");
  const typed = { name: "Sam <b>Sample</b>", email: "sam at example", message: "Hello & goodbye" };
  await write(page, typed);
  await page.keyboard.press("Enter");
  await page.getByText(/not an e-mail address/i).first().waitFor();
  for (const [field, value] of Object.entries(typed)) {
    await becomes(() => page.locator(`[name=${field}]`).inputValue(), value, `what was typed in ${field}`);
  }
  await page.locator("[name=email]").fill("sam@example.com");
  await page.locator("[name=email]").press("Enter");
  await page.waitForURL("**/contact/thanks");
  await assertNoCookiesNoThirdParty(page);

  const mistaken = await visitor.page({ locale: "en-GB" });
  await mistaken.goto("/contact");
  await mistaken.locator("form button").first().click();
  await mistaken.locator("[aria-invalid=true]").first().waitFor();
  await axe(mistaken);
});

/** Fills the fields by keyboard: Tab until the field has the focus, then type. Ends on the button that sends. */
async function write(page, typed) {
  for (const [field, value] of Object.entries(typed)) {
    await tabTo(page, `[name=${field}]`);
    await page.keyboard.type(value);
  }
  await tabTo(page, "form button");
}
