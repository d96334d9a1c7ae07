// Lists: columns, filters, saved views, groups, what is done with several rows.
{
  const form = document.querySelector("form.several");
  const head = form?.querySelector("thead .pick");
  const picks = [...(form?.querySelectorAll("tbody .pick input") ?? [])];

  // One box that ticks all rows of the page, and how many are ticked.
  if (head && picks.length > 1) {
    const all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", head.firstElementChild.dataset.all);
    const label = document.createElement("label");
    label.append(all);
    head.append(label);
    const button = form.querySelector(".bulk button");
    const text = button?.textContent;
    const told = () => {
      const chosen = picks.filter((pick) => pick.checked).length;
      all.checked = chosen === picks.length;
      all.indeterminate = chosen > 0 && !all.checked;
      if (button) button.textContent = chosen ? `${text} (${chosen})` : text;
    };
    all.addEventListener("change", () => {
      for (const pick of picks) pick.checked = all.checked;
      told();
    });
    form.addEventListener("change", told);
    // With the shift key, everything between two boxes.
    let last;
    for (const pick of picks) {
      pick.addEventListener("click", (event) => {
        const [from, to] = [picks.indexOf(last), picks.indexOf(pick)];
        if (event.shiftKey && from >= 0) {
          for (const one of picks.slice(Math.min(from, to), Math.max(from, to))) one.checked = pick.checked;
        }
        last = pick;
        told();
      });
    }
    told();
  }

  // In a narrow window each row is a card: the names of the columns stand beside its cells then, and it stays a table for
  // those who listen. Without this it is a table that is moved sideways.
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  for (const table of document.querySelectorAll("table.tabular")) {
    const names = [...table.tHead.rows[0].cells].map((cell) => (cell.querySelector("a") ?? cell).firstChild?.textContent.trim());
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
      part.setAttribute("role", roles[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader"));
    }
    for (const row of table.tBodies[0].rows) {
      for (const cell of row.querySelectorAll("td")) cell.dataset.name = names[cell.cellIndex];
    }
    table.classList.replace("tabular", "carded");
  }

  // How many days are asked for only where days are counted.
  const time = document.querySelector(".builder select[name=in]");
  const days = document.querySelector(".builder input[name=days]")?.closest(".field");
  if (time && days) {
    const show = () => (days.hidden = !["last", "next"].includes(time.value));
    time.addEventListener("change", show);
    show();
  }
}
