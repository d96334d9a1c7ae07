// A provider of OpenID Connect on this machine, for the tests: `node provider.mjs PORT`.
//
// The protocol is that of the package; only the page where people type a password is left out. Below /control/ a test says who
// signs in next, where the client is, and what goes wrong.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;

const ACCOUNTS = {
  ida: { email: "ida@fjordlys.example", email_verified: true },
  moved: { email: "ida@fjordlys.example", email_verified: true },
  unverified: { email: "ida@fjordlys.example", email_verified: false },
  unknown: { email: "ukjent@fjordlys.example", email_verified: true },
  elsewhere: { email: "ida@elsewhere.example", email_verified: true },
};

let keys = 0;
function newKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  keys += 1;
  return { ...privateKey.export({ format: "jwk" }), kid: `key-${keys}`, use: "sig", alg: "RS256" };
}

const state = { account: "ida", back: `${issuer}/nowhere`, key: newKey(), forged: false };

/** The provider as the state has it now. */
function built() {
  const client = (id) => ({ client_id: id, client_secret: `secret of ${id}`, redirect_uris: [state.back] });
  return new Provider(issuer, {
    clients: [client("ryddig"), client("another")],
    jwks: { keys: [state.key] },
    cookies: { keys: ["of the tests"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: [] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
  });
}

let provider = built();

function control(what, value) {
  if (what === "account") state.account = value;
  if (what === "back") state.back = value;
  if (what === "rotate") state.key = newKey();
  if (what === "forge") state.forged = value === "yes";
  provider = built();
}

createServer(async (request, response) => {
  const url = new URL(request.url, issuer);
  if (url.pathname.startsWith("/control/")) {
    control(url.pathname.slice("/control/".length), url.searchParams.get("is"));
    response.end();
  } else if (url.pathname.startsWith("/interaction/")) {
    const cancelled = { error: "access_denied", error_description: "<script>nobody shows this</script>" };
    const result = state.account === "cancelled" ? cancelled : { login: { accountId: state.account } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } else if (url.pathname === "/jwks" && state.forged) {
    const { kty, n, e, use, alg } = newKey();
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ keys: [{ kty, n, e, use, alg, kid: state.key.kid }] }));
  } else {
    await provider.callback()(request, response);
  }
}).listen(port, "127.0.0.1");
