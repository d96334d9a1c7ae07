// Who may come in, in a browser: the list, a role from one day to another, working as one role, emergency access with a
// reason, and a token that is shown once. Arguments: the address of a demonstration, a one-time link for the desk, and a
// folder for pictures.

import { axe, becomes, equal, journey } from "./lib.mjs";
import { picture, signIn } from "./steps.mjs";

const [, , base, link, pictures] = process.argv;
const WIDTHS = [360, 1280];

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1280, height: 900 } });
  await signIn(ida, link);
  await ida.getByRole("link", { name: "Oppsett" }).click();
  await axe(ida);
  await picture(ida, pictures, "set-up", WIDTHS);
  await ida.getByRole("link", { name: "Brukere" }).click();
  await axe(ida);
  await ida.locator("main").getByRole("link", { name: /^Ida Eksempelsen/ }).click();
  await ida.getByLabel("Rolle", { exact: true }).selectOption("payroll");
  await ida.getByLabel("Fra og med").fill("2040-01-01");
  await ida.getByLabel("Til og med").fill("2039-01-01");
  await ida.getByRole("button", { name: "Gi rollen" }).click();
  await ida.getByText("Siste dag er før første dag").waitFor();
  await becomes(() => ida.getByLabel("Fra og med").inputValue(), "2040-01-01", "what was typed");
  await axe(ida);
  const day = (distance) => new Date(Date.now() + distance * 86_400_000).toISOString().slice(0, 10);
  await ida.getByLabel("Fra og med").fill(day(7));
  await ida.getByLabel("Til og med").fill(day(14));
  await ida.getByRole("button", { name: "Gi rollen" }).click();
  await ida.getByText("gjelder ikke ennå").waitFor();
  await axe(ida);
  await picture(ida, pictures, "user", WIDTHS);

  await ida.goto("/desk/roles");
  for (const box of await ida.getByRole("checkbox").all()) await box.uncheck();
  await ida.getByLabel("Kundebehandler").check();
  await ida.getByRole("button", { name: "Arbeid i disse rollene" }).click();
  await ida.waitForURL("**/desk");
  await ida.getByText("Du arbeider nå bare som:").waitFor();
  equal((await ida.goto("/desk/users")).status(), 403, "the list of users for that role");
  await ida.getByText("Du arbeider nå bare som:").waitFor();
  await axe(ida);
  await picture(ida, pictures, "acting", WIDTHS);
  await ida.getByRole("button", { name: "Tilbake til alle rollene mine" }).click();
  await becomes(() => ida.getByText("Du arbeider nå bare som:").count(), 0, "banners");

  const role = ida.locator("select#role");
  await role.selectOption("administration");
  await ida.getByLabel("Hvorfor").fill("Haster");
  await ida.getByRole("button", { name: "Ta nødtilgang" }).click();
  await ida.getByText("Begrunnelsen må ha mellom 20 og").waitFor();
  await axe(ida);
  await picture(ida, pictures, "emergency", WIDTHS);
  await ida.getByLabel("Hvorfor").fill("Den som har rollen er syk, og fristen er i dag.");
  await ida.getByRole("button", { name: "Ta nødtilgang" }).click();
  await ida.waitForURL("**/desk");
  await ida.getByText("Nødtilgang: Administrasjon").waitFor();
  await ida.getByText("Nødtilgang er tatt i bruk og ikke vurdert: 1").click();
  await axe(ida);
  await picture(ida, pictures, "users", WIDTHS);
  await ida.getByRole("button", { name: "Var på sin plass", exact: true }).click();
  await ida.getByText("var på sin plass", { exact: true }).waitFor();
  await ida.getByRole("button", { name: "Gi tilbake" }).click();
  await becomes(() => ida.getByText("Nødtilgang: Administrasjon").count(), 0, "banners");

  await ida.goto("/desk/tokens");
  await ida.getByLabel("Program").fill("Nettbutikken");
  await ida.getByLabel("Formål").selectOption("contact");
  await ida.getByRole("button", { name: "Lag nøkkel" }).click();
  const token = await ida.locator("#token").innerText();
  await axe(ida);
  await picture(ida, pictures, "token", WIDTHS);
  await ida.goto("/desk/tokens");
  equal((await ida.content()).includes(token), false, "the token, a second time");
  await picture(ida, pictures, "tokens", WIDTHS);
  const ask = async () => fetch(`${base}/api/v1/contact_request?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  const answer = await ask();
  equal(answer.status, 200, "the answer to the program");
  equal((await answer.json()).rows.length, 1, "rows");
  await ida.getByRole("button", { name: "Trekk tilbake nøkkelen til Nettbutikken" }).click();
  await ida.getByText("Ingen programmer har nøkkel.").waitFor();
  equal((await ask()).status, 401, "the answer after that");
});
