// Passkeys: asks the browser for one and puts its answer into the form that is sent. What needs this stays hidden without it,
// and in browsers that have no passkeys. The ways of saying what is asked are those of Web Authentication level 3, 5.1.8 to 5.1.10.
"use strict";

// A challenge lives for five minutes; one that waits beside a field is made anew before.
const WAITING_MS = 4 * 60 * 1000;

const api = window.PublicKeyCredential;
if (api?.parseCreationOptionsFromJSON && api.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) ready(form);
  for (const without of document.querySelectorAll("[data-without-passkeys]")) without.hidden = true;
}

function ready(form) {
  let waiting;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    waiting?.abort();
    const button = form.querySelector("button");
    const problem = form.querySelector("[data-problem]");
    button.disabled = true;
    problem.hidden = true;
    try {
      await send(form, {});
    } catch {
      problem.hidden = false;
      button.disabled = false;
    }
  });
  if (form.dataset.passkey === "get" && document.querySelector("input[autocomplete~=webauthn]")) offer();

  // Passkeys among what the browser offers for the field of the address.
  async function offer() {
    if (!(await api.isConditionalMediationAvailable?.())) return;
    waiting = new AbortController();
    const { signal } = waiting;
    const anew = setTimeout(() => {
      waiting.abort();
      offer();
    }, WAITING_MS);
    try {
      await send(form, { mediation: "conditional", signal });
    } catch {
      if (signal.aborted) clearTimeout(anew);
    }
  }
}

async function send(form, how) {
  // The token by which a form of the desk is known, where there is one.
  const token = form.elements.form_token;
  const body = new URLSearchParams(token ? { form_token: token.value } : {});
  const begun = await fetch(form.dataset.begin, { method: "POST", body });
  if (!begun.ok) throw new Error("it could not be begun");
  const { secret, options } = await begun.json();
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: api.parseCreationOptionsFromJSON(options.publicKey), ...how })
      : await navigator.credentials.get({ publicKey: api.parseRequestOptionsFromJSON(options.publicKey), ...how });
  form.elements.ceremony.value = secret;
  form.elements.answer.value = JSON.stringify(credential);
  form.submit();
}
