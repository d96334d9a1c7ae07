// A form whose fields depend on a choice, in a browser that runs no script: Ida records an organisation that may become a
// customer, and then a person, and sees of the fields only those that belong to what she has chosen. Arguments: the
// address of a demonstration, and a one-time link for the desk.

import { axe, becomes, journey } from "./lib.mjs";
import { signIn } from "./steps.mjs";

const [, , , link] = process.argv;
const NEW = "/desk/data/prospect/new";
const PERSON = ["Person", "Skal få vite det innen"];
const ORGANISATION = ["Virksomhet"];

await journey(async (visitor) => {
  const ida = await visitor.page({ javaScriptEnabled: false });
  await signIn(ida, link);

  await ida.goto(NEW);
  await shown(ida, "before the choice", [], [...PERSON, ...ORGANISATION]);
  await about(ida, "organisation");
  await shown(ida, "an organisation", ORGANISATION, PERSON);
  await field(ida, "Virksomhet").selectOption({ index: 1 });
  await fill(ida);
  await save(ida);
  await ida.getByText("en virksomhet", { exact: true }).waitFor();
  await becomes(() => ida.getByText("Skal få vite det innen").count(), 0, "what belongs to the other choice, in the record");

  await ida.goto(NEW);
  await about(ida, "person");
  await shown(ida, "a person", PERSON, ORGANISATION);
  await field(ida, "Person").selectOption({ index: 1 });
  await field(ida, "Skal få vite det innen").fill("2026-12-20");
  await fill(ida);
  await save(ida);
  await ida.getByText("en person", { exact: true }).waitFor();
  await ida.getByText("20. desember 2026").waitFor();

  // What was filled in before she changed her mind is not stored, nor lost: it is shown, and she empties it.
  await ida.getByRole("link", { name: "Endre", exact: true }).click();
  await shown(ida, "as it is stored", PERSON, ORGANISATION);
  await about(ida, "organisation");
  await field(ida, "Virksomhet").selectOption({ index: 1 });
  await shown(ida, "another choice", ORGANISATION, PERSON);
  await ida.getByRole("button", { name: "Lagre" }).click();
  await ida.getByText("Noe må rettes før dette kan lagres").waitFor();
  await shown(ida, "with mistakes", [...PERSON, ...ORGANISATION], []);
  await field(ida, "Person").selectOption("");
  await field(ida, "Skal få vite det innen").fill("");
  await save(ida);
  await ida.getByText("en virksomhet", { exact: true }).waitFor();

  const scripted = await visitor.page({ storageState: await ida.context().storageState() });
  await scripted.goto(NEW);
  await about(scripted, "person");
  await axe(scripted);
});

async function about(page, choice) {
  await page.getByLabel("Gjelder").selectOption(choice);
}

async function fill(page) {
  await page.getByLabel("Status").selectOption("new");
  await page.getByLabel("Kilde", { exact: true }).selectOption("website");
  await page.getByLabel("Funnet").fill("2026-11-20");
}

async function save(page) {
  await page.getByRole("button", { name: "Lagre" }).click();
  await page.getByRole("link", { name: "Endre", exact: true }).waitFor();
}

/** The control with this name, and nothing of what only helps to fill it in. */
function field(page, name) {
  return page.getByLabel(name, { exact: true });
}

async function shown(page, when, visible, hidden) {
  for (const [names, expected] of [[visible, true], [hidden, false]]) {
    for (const name of names) await becomes(() => field(page, name).isVisible(), expected, `${name} is shown, ${when}`);
  }
}
