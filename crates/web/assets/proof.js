// Proof of work (ALTCHA, version 2): while somebody writes, the browser looks for a counter that the server asks for, and puts it into the form.
// What the server takes only with it stays hidden without this. Browsers without Web Crypto, as over plain HTTP, send the form without.
"use strict";

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

if (globalThis.crypto?.subtle) {
  for (const form of document.querySelectorAll("form[data-proof]")) ready(form);
}

function ready(form) {
  const field = form.querySelector("input[name=proof]");
  const found = solve(form.dataset).then(
    (proof) => {
      field.value = proof;
      for (const part of form.querySelectorAll("[data-with-proof]")) part.hidden = false;
    },
    () => {},
  );
  let sending = false;
  form.addEventListener("submit", async (event) => {
    if (field.value) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    await found;
    form.submit();
  });
}

async function solve({ nonce, salt, rounds, prefix, length }) {
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  const counter = new DataView(password.buffer, password.length - 4);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: Number(rounds) };
  for (let tried = 0; ; tried += 1) {
    counter.setUint32(0, tried);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derived = hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 8 * Number(length))));
    if (derived.startsWith(prefix)) return `${tried}.${derived}`;
  }
}
