// A case: who else has it before them, and whether they write.
{
  const there = document.querySelector("[data-here]");
  const form = document.querySelector("form[data-draft]");
  if (there && form) {
    const EVERY_MS = 15000;
    const token = form.querySelector("[name=form_token]");
    const typed = () => [...document.querySelectorAll("form[data-draft] textarea")].some((text) => text.value !== text.defaultValue);
    const body = (writes) => new URLSearchParams({ writes, [token.name]: token.value });
    const tell = async () => {
      if (document.hidden) return;
      try {
        const answer = await fetch(there.dataset.here, { method: "POST", body: body(typed() ? "yes" : "no") });
        if (!answer.ok || answer.redirected) return;
        const { said } = await answer.json();
        if (there.textContent !== said) there.textContent = said;
        there.hidden = !said;
      } catch {
        // The next time tells.
      }
    };
    tell();
    setInterval(tell, EVERY_MS);
    let began = false;
    document.addEventListener("input", () => {
      if (!began && typed()) {
        began = true;
        tell();
      }
    });
    addEventListener("pagehide", () => navigator.sendBeacon(there.dataset.here, body("gone")));
  }
}
