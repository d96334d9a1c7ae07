// Passkeys in a browser with a device of its own: Ida makes one, signs in with it, and removes it. Arguments: the address of a
// demonstration, a one-time link for the desk, and a folder for pictures.

import { axe, becomes, equal, journey } from "./lib.mjs";
import { picture, signIn } from "./steps.mjs";

const [, , , link, pictures] = process.argv;
const WIDTHS = [360, 1280];

await journey(async (visitor) => {
  const ida = await visitor.page({ viewport: { width: 1280, height: 900 } });
  const device = await withDevice(ida);
  await signIn(ida, link);
  await ida.goto("/desk/account");
  await ida.getByRole("link", { name: "Se og lag tilgangsnøkler" }).click();
  await ida.waitForURL("**/desk/account/passkeys");
  await axe(ida);
  await picture(ida, pictures, "passkeys-none", WIDTHS);
  await add(ida, "Jobbtelefonen");
  await ida.getByText("Ikke brukt ennå").waitFor();
  await axe(ida);
  await picture(ida, pictures, "passkeys-one", WIDTHS);
  equal((await device.keys()).length, 1, "keys on the device");

  await ida.getByLabel("Hva vil du kalle den?").fill("En gang til");
  await ida.getByRole("button", { name: "Lag tilgangsnøkkel" }).click();
  await ida.getByText("Det ble ingen tilgangsnøkkel.").waitFor();
  await axe(ida);

  // Beside the field of the address: the browser offers the key, and this device takes the offer by itself.
  await signOut(ida);
  await ida.goto("/desk/people?q=kari");
  await ida.getByRole("button", { name: "Ida Eksempelsen" }).waitFor();
  equal(new URL(ida.url()).search, "?q=kari", "the page that was wished for");

  await signOut(ida);
  await device.refuse();
  await ida.goto("/desk/people?q=kari");
  await axe(ida);
  await picture(ida, pictures, "sign-in-with-passkey", WIDTHS);
  await ida.getByRole("button", { name: "Logg inn med tilgangsnøkkel" }).click();
  await ida.getByText("Det kom ikke noe svar fra enheten.").waitFor();
  await axe(ida);
  await device.agree();
  await ida.getByRole("button", { name: "Logg inn med tilgangsnøkkel" }).click();
  await ida.waitForURL("**/desk/people?q=kari");
  await ida.getByRole("button", { name: "Ida Eksempelsen" }).waitFor();

  await ida.goto("/desk/account/passkeys");
  await ida.getByText("Sist brukt").waitFor();
  await device.another();
  await add(ida, "Bærbar");
  await ida.getByRole("button", { name: "Fjern Jobbtelefonen" }).click();
  await ida.waitForURL("**/desk/account/passkeys");
  await becomes(() => ida.getByText("Jobbtelefonen", { exact: true }).count(), 0, "the removed one in the list");
  await axe(ida);

  await withoutScript(visitor);
});

/** The browser gets a device that asks for a finger and keeps keys. */
async function withDevice(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const made = () => session.send("WebAuthn.addVirtualAuthenticator", { options });
  let { authenticatorId } = await made();
  const verifies = (isUserVerified) => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  return {
    keys: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    refuse: () => verifies(false),
    agree: () => verifies(true),
    another: async () => {
      await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
      ({ authenticatorId } = await made());
    },
  };
}

async function add(page, name) {
  await page.getByLabel("Hva vil du kalle den?").fill(name);
  await page.getByRole("button", { name: "Lag tilgangsnøkkel" }).click();
  await page.getByText(name, { exact: true }).waitFor();
}

async function signOut(page) {
  await page.goto("/desk");
  await page.getByRole("button", { name: "Ida Eksempelsen" }).click();
  await page.getByRole("button", { name: "Logg ut" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/desk"));
}

/** Without script nothing is offered that would not work, and the page says why. */
async function withoutScript(visitor) {
  const page = await visitor.page({ javaScriptEnabled: false });
  await page.goto("/sign-in/passkey");
  await page.getByText("Tilgangsnøkler trenger JavaScript").waitFor();
  await becomes(() => page.getByRole("button", { name: "Logg inn med tilgangsnøkkel" }).count(), 0, "buttons that do nothing");
}
