// The pictures of the README: four pages of a demonstration, in light, at 1440 by 900. Not a test; run it as
// `node tests/browser/pictures.mjs http://localhost:PORT ONE-TIME-LINK docs/pictures`.

import { join } from "node:path";
import { journey } from "./lib.mjs";
import { signIn } from "./steps.mjs";

const [, , , link, folder] = process.argv;

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
  await signIn(ida, link);
  const person = await first(ida, "/desk/people?q=liv+testesen", "/desk/people/");
  await first(ida, "/desk/data/organisation", "/desk/data/organisation/");
  for (const [name, path] of [["today", "/desk"], ["list", "/desk/data/organisation"], ["person", person], ["area", "/desk/areas/privacy"]]) {
    await ida.goto(path);
    await ida.mouse.move(720, 880);
    await ida.screenshot({ path: join(folder, `${name}.png`) });
  }
});

/** Opens the first row that the page leads to. */
async function first(page, path, start) {
  await page.goto(path);
  const row = page.locator(`main a[href^="${start}0"]`).first();
  const to = await row.getAttribute("href");
  await row.click();
  await page.waitForURL(`**${to}`);
  return to;
}
