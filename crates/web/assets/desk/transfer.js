// Import, export, and work that takes long.
{
  // How far work has come is asked again, less and less often while nothing happens and not at all while nobody looks.
  const FIRST_MS = 1000;
  const LAST_MS = 10000;
  const live = document.querySelector("[data-live]");
  let pause = FIRST_MS;

  const look = async () => {
    if (document.hidden) return wait();
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!answer.ok) throw new Error();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-live]");
      if (!now) return location.reload();
      const told = now.querySelector("[data-told]").textContent;
      const here = live.querySelector("[data-told]");
      pause = told === here.textContent ? Math.min(pause * 1.5, LAST_MS) : FIRST_MS;
      if (told !== here.textContent) here.textContent = told;
      live.querySelector(".badge").replaceWith(now.querySelector(".badge"));
      const [far, then] = [live, now].map((element) => element.querySelector("progress"));
      far.max = then.max;
      far.value = then.value;
    } catch {
      pause = LAST_MS;
    }
    wait();
  };
  const wait = () => setTimeout(look, pause);
  if (live) wait();
}
