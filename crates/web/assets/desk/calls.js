// A call: its number is looked up where it stands, so that nothing that was typed is lost.
{
  const form = document.querySelector("form[data-look-up]");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const path = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(path);
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
      location.assign(path);
    }
  });
}
