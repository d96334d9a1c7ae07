// The figures of every area, in a browser: what they show, in both schemes and on a telephone, by keyboard and without
// script, and where they lead. Arguments: the address of a demonstration with people in it, a one-time link for the desk,
// and a folder for pictures.

import { axe, becomes, journey } from "./lib.mjs";
import { inEnglish, picture, signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;
const WIDTHS = [360, 768, 1440];

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await signIn(ida, link);

  await ida.getByRole("link", { name: "Data", exact: true }).click();
  await ida.getByRole("link", { name: "Tall", exact: true }).click();
  await ida.getByRole("heading", { name: "Tall", level: 1 }).waitFor();
  for (const area of ["Personer og virksomheter", "Kundestøtte", "Prosjekter", "Nyhetsbrev", "Personvern"]) {
    await becomes(() => ida.getByRole("heading", { name: area, level: 2 }).count(), 1, area);
  }
  await becomes(() => ida.getByRole("img", { name: /^Nye saker per måned\. Først: / }).count(), 1, "a drawing says what it shows");
  for (const colorScheme of ["light", "dark"]) {
    await ida.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await axe(ida);
    await picture(ida, pictures, `figures-${colorScheme}`, WIDTHS);
  }

  // The numbers of a drawing, by keyboard.
  const hours = ida.getByRole("figure").filter({ hasText: "Timer per måned" });
  await hours.locator("summary").focus();
  await ida.keyboard.press("Enter");
  await becomes(() => hours.locator("tbody tr").count(), 13, "a row for each month");
  await axe(ida);

  // From a bar to its rows, as many as it said.
  const states = ida.getByRole("figure").filter({ hasText: "Åpne saker etter status" }).locator("tr");
  const open = states.filter({ hasText: "under arbeid" });
  const count = (await open.locator("td").first().innerText()).trim();
  await open.getByRole("link").press("Enter");
  await ida.waitForURL("**/desk/data/case?f.state=open");
  await becomes(() => ida.getByText(count === "1" ? "1 rad" : `${count} rader`, { exact: true }).count(), 1, "the rows behind a bar");
  await axe(ida);

  // Without script the page is the same, and in the other language too.
  await inEnglish(ida);
  const cookies = await ida.context().cookies();
  const plain = await visitor.page({ javaScriptEnabled: false, locale: "en-GB" });
  await plain.context().addCookies(cookies);
  await plain.goto("/desk/figures");
  await becomes(async () => (await plain.getByRole("figure").count()) > 10, true, "figures without script");
  await becomes(() => plain.getByRole("img", { name: /^New cases by month\. First: / }).count(), 1, "a drawing says it in English");
  await plain.getByRole("figure").filter({ hasText: "Hours by month" }).locator("summary").click();
  await plain.getByRole("rowheader", { name: /^(January|February|March) / }).first().waitFor();
});
