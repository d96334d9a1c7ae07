// Every kind of public page at three widths, light and dark: no cookie, no storage, nobody else asked, nothing to hinder
// a reader, and nothing wider than the window.

import { join } from "node:path";
import { assertNoCookiesNoThirdParty, axe, equal, journey } from "./lib.mjs";

const PAGES = [
  "/", "/en", "/kontakt", "/contact", "/kontakt/takk", "/contact/thanks", "/personvern", "/privacy", "/personvern?merker=ja",
  "/privacy/versions", "/rettigheter", "/your-rights", "/rettigheter/sendt", "/your-rights/request/x", "/nothing-here",
];
// Pages made like another: axe looks through that one in every way and through these in one.
const LIKE_ANOTHER = ["/privacy", "/personvern?merker=ja", "/your-rights", "/rettigheter/sendt", "/your-rights/request/x"];
const WIDTHS = [360, 768, 1440];
const pictures = process.argv[4];

await journey(async (visitor) => {
  const list = await visitor.page();
  await list.goto("/personvern/utgaver");
  const version = await list.locator("main section a").getAttribute("href");
  for (const width of WIDTHS) {
    // Without motion: colours that are still changing are neither the ones nor the others.
    const page = await visitor.page({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
    for (const path of [...PAGES, version]) {
      await page.goto(path);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      equal(wider, false, `${path} is wider than ${width} px`);
      const once = LIKE_ANOTHER.includes(path) || path === version;
      for (const colorScheme of once ? ["light"] : ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        // What axe sees changes with the layout and with the colours, not with each mix of both.
        if (width === 1440 || (width === 360 && !once && colorScheme === "light")) await axe(page);
        const name = path.replaceAll(/[/?=]/g, "_");
        // A statement is as long as a book: one whole picture of it will do.
        const picture = { path: join(pictures, `public${name}-${width}-${colorScheme}.jpeg`), quality: 70 };
        await page.screenshot({ ...picture, type: "jpeg", fullPage: !once });
      }
      await page.emulateMedia({ colorScheme: null });
    }
    await assertNoCookiesNoThirdParty(page);
    await page.context().close();
  }
});
