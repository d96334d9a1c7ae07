// A call: its number is looked up where it stands, without another page.
{
  const form = document.querySelector("form[data-look-up]");
  let plainly = false;
  form?.addEventListener("submit", async (event) => {
    if (plainly || event.submitter?.name !== "look") return;
    event.preventDefault();
    const fields = new FormData(form);
    const asked = new URLSearchParams({ number: fields.get("number"), person: fields.get("from") ?? "" });
    try {
      const answer = await fetch(`${form.getAttribute("action")}?${asked}`);
      if (!answer.ok || answer.redirected) throw new Error();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("callers");
      document.getElementById("callers").replaceWith(fresh);
      document.getElementById("number-told").textContent = page.getElementById("number-told").textContent;
      const [here, there] = [document, page].map((one) => one.getElementById("number"));
      here.value = there.value;
      if (there.hasAttribute("aria-invalid")) here.setAttribute("aria-invalid", "true");
      else {
        here.removeAttribute("aria-invalid");
        (fresh.querySelector("[type=radio]:checked") ?? fresh.querySelector("[type=radio]")).focus();
      }
    } catch {
      plainly = true;
      form.requestSubmit(event.submitter);
    }
  });
}
