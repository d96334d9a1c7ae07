// Trying another register in a browser: Ida reads it, changes a period, takes a purpose away. Arguments: the address of
// a demonstration, a one-time link for the desk, and a folder for pictures.

import { axe, becomes, journey } from "./lib.mjs";
import { picture, signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await signIn(ida, link);

  await ida.getByRole("link", { name: "Oppsett" }).click();
  await ida.locator("main").getByRole("link", { name: /^Registeret/ }).click();
  await axe(ida);
  await picture(ida, pictures, "register-index");
  await ida.getByRole("link", { name: "Svare dem som skriver til oss gjennom kontaktskjemaet" }).click();
  const request = ida.locator("#entity-contact_request");
  await request.getByText("Felter (13)").click();
  await axe(ida);
  await picture(ida, pictures, "register");

  await ida.getByRole("link", { name: "Endre en frist" }).click();
  await axe(ida);
  await picture(ida, pictures, "what-if");
  const period = ida.getByLabel("Ny frist");
  const present = await period.inputValue();
  await ida.getByRole("button", { name: "Se hva som skjer", exact: true }).click();
  await ida.getByText("Dette er fristen som gjelder nå.").waitFor();
  await axe(ida);

  await period.fill(present.replace("12 months", "2 months"));
  await ida.getByRole("button", { name: "Se hva som skjer", exact: true }).click();
  await ida.getByText("Rader som ville forfalt i dag").waitFor();
  await becomes(() => ida.getByRole("link", { name: /^Ola Oppdiktet/ }).count(), 2, "rows of Ola that fall due: the person and the request");
  await becomes(() => ida.getByText("senest 12 måneder etter «Mottatt»").count(), 1, "the sentence as it is");
  await becomes(() => ida.getByText("senest 2 måneder etter «Mottatt»").count(), 1, "the sentence as it would be");
  await axe(ida);
  await picture(ida, pictures, "what-if-period");

  await ida.getByLabel("Formål").selectOption("contact");
  await ida.getByRole("button", { name: "Se hva som skjer uten" }).click();
  await ida.getByText("error[R010]").first().waitFor();
  await axe(ida);
  await picture(ida, pictures, "what-if-purpose");
  await ida.goto("/desk/people?q=ola");
  await becomes(() => ida.getByText("Ola Oppdiktet").count(), 1, "Ola, for nothing was done");
});
