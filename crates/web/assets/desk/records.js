// A record, its form, a person and an organisation.
{
  // A field is changed where it stands: its form is fetched without the page.
  const cell = (page, key) => page.querySelector(`[data-cell="${CSS.escape(key)}"]`);

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.edit");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const old = link.closest("[data-cell]");
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = cell(page, old.dataset.cell);
      if (!fresh.querySelector("form")) throw new Error();
      old.replaceWith(fresh);
      fresh.querySelector(".field :is(input, select, textarea)").focus();
      const back = (event) => {
        event.preventDefault();
        fresh.replaceWith(old);
        old.querySelector("a.edit").focus();
      };
      fresh.querySelector(".actions a").addEventListener("click", back);
      fresh.addEventListener("keydown", (event) => event.key === "Escape" && back(event));
    } catch {
      location.assign(link.href);
    }
  });

  // What is typed is kept as a draft, a few seconds after the last change; the form says when.
  const PAUSE_MS = 3000;
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const status = form.querySelector("[role=status]");
    let timer, sent = false;
    const keep = async () => {
      const fields = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
      fields.append("draft", "keep");
      fields.append("script", "yes");
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body: fields });
        if (!sent) status.textContent = answer.ok && !answer.redirected ? (await answer.json()).said : "";
      } catch {
        // The next change tries again.
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE_MS);
    });
    form.addEventListener("submit", () => {
      sent = true;
      clearTimeout(timer);
    });
  }
}
