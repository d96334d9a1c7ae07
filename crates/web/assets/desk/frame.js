// The frame of the desk: navigation, search, help by keyboard, and the components that its pages share.
{
  const OFF = "ryddig-keys-off";
  const find = document.getElementById("find");

  // Suggestions: a combobox with a list (ARIA practices 1.2). What is typed goes to the page of the search all the same.
  if (find) {
    const list = document.createElement("ul");
    list.id = "found";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", find.dataset.found);
    find.after(list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "found", "aria-expanded": "false", "aria-autocomplete": "list" })) {
      find.setAttribute(name, value);
    }
    const options = () => [...list.children];
    let timer;
    let asked = 0;
    let at = -1;

    const show = (open) => {
      list.hidden = !open;
      find.setAttribute("aria-expanded", String(open));
      choose(-1);
    };
    const choose = (next) => {
      at = next;
      options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
      const chosen = options()[at];
      if (chosen) {
        find.setAttribute("aria-activedescendant", chosen.id);
        chosen.scrollIntoView({ block: "nearest" });
      } else find.removeAttribute("aria-activedescendant");
    };
    const ask = async () => {
      const mine = ++asked;
      const answer = await fetch(`${find.dataset.suggest}?q=${encodeURIComponent(find.value)}`).catch(() => undefined);
      if (mine !== asked || document.activeElement !== find || !answer?.ok || answer.redirected) return;
      list.innerHTML = await answer.text();
      show(list.children.length > 0);
    };

    find.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    find.addEventListener("focus", ask);
    find.addEventListener("blur", () => {
      clearTimeout(timer);
      asked++;
      show(false);
    });
    find.addEventListener("keydown", (event) => {
      const count = options().length;
      if (event.key === "Escape") {
        // Nothing that is on its way opens them again.
        clearTimeout(timer);
        asked++;
        if (list.hidden) return;
        event.preventDefault();
        show(false);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
        event.preventDefault();
        if (list.hidden) show(true);
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One place more than there are options: the box itself.
        choose(((at + 1 + step + count + 1) % (count + 1)) - 1);
      } else if (event.key === "Enter" && !list.hidden && options()[at]) {
        event.preventDefault();
        location.assign(options()[at].dataset.to);
      }
    });
    // Before the box loses the focus, and the list goes.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[data-to]");
      if (option) location.assign(option.dataset.to);
    });
  }

  // The help: the page of the keys, as a dialog.
  const help = async (path) => {
    const open = document.querySelector("dialog.dialog");
    if (open) return;
    const answer = await fetch(path).catch(() => undefined);
    if (!answer?.ok || answer.redirected) return location.assign(path);
    const keys = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("keys");
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-labelledby", "keys-title");
    const close = document.createElement("button");
    close.className = "button quiet";
    close.textContent = document.querySelector("[data-close]").dataset.close;
    close.addEventListener("click", () => dialog.close());
    dialog.append(keys, close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    offer(dialog);
    dialog.showModal();
  };
  // Whether single keys are off is kept in this browser, and only if somebody switched them off.
  const offer = (within) => {
    for (const box of within.querySelectorAll("[data-keys]")) {
      box.closest("[hidden]")?.removeAttribute("hidden");
      box.checked = localStorage.getItem(OFF) !== null;
      box.addEventListener("change", () => (box.checked ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF)));
    }
  };
  offer(document);
  for (const link of document.querySelectorAll("[data-help]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      link.closest("[popover]")?.hidePopover();
      help(link.href);
    });
  }

  // A menu of the page closes when another one opens, when somebody goes on elsewhere, and with Escape.
  const MENU = "details.menu, details.more";
  const shut = (but) => {
    for (const menu of document.querySelectorAll(MENU)) if (menu !== but) menu.open = false;
  };
  // A toggle does not bubble.
  document.addEventListener("toggle", ({ target }) => target.matches(MENU) && target.open && shut(target), true);
  document.addEventListener("click", (event) => shut(event.target.closest(MENU)));
  document.addEventListener("keydown", (event) => {
    const open = [...document.querySelectorAll(MENU)].find((menu) => menu.open);
    if (event.key !== "Escape" || event.defaultPrevented || !open) return;
    shut();
    open.querySelector("summary").focus();
  });

  // Single keys, while no field is in use and nothing lies over the page.
  const main = document.getElementById("main");
  const rows = () => [...main.querySelectorAll("a[data-open]")].filter((row) => row.checkVisibility());
  const move = (step) => {
    const all = rows();
    const now = all.indexOf(document.activeElement?.closest("tr, li, article")?.querySelector("a[data-open]") ?? document.activeElement);
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1);
    all[next]?.focus();
  };
  const follow = (selector) => main.querySelector(selector)?.click();
  let leads = -Infinity;
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === "k") {
      event.preventDefault();
      find?.focus();
      find?.select();
      return;
    }
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    // On a Norwegian keyboard the brackets are typed with AltGr, which some systems report as Ctrl and Alt.
    const held = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");
    if (typing || held || event.isComposing || event.defaultPrevented) return;
    if (localStorage.getItem(OFF) !== null || document.querySelector("dialog[open], .menu:popover-open")) return;
    const goes = event.timeStamp - leads < 1500;
    leads = key === "g" && !goes ? event.timeStamp : -Infinity;
    if (goes) return document.querySelector(`[data-go="${CSS.escape(key)}"]`)?.click();
    const does = {
      "/": () => (find?.focus(), find?.select()),
      "?": () => help(document.querySelector("[data-help]").href),
      j: () => move(1),
      k: () => move(-1),
      e: () => follow('a[href$="/edit"], a[data-edit]'),
      "[": () => follow('.beside [rel="prev"]'),
      "]": () => follow('.beside [rel="next"]'),
      n: () => follow('a[href$="/new"]'),
    }[key];
    // What a page has a letter for: a field is gone to, a button pressed.
    const own = main.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (does || own) {
      event.preventDefault();
      if (does) does();
      else if (own.matches("button")) own.click();
      else own.focus();
    }
  });
}
