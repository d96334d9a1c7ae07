// Script that others put into texts never runs. Arguments: the address of a server whose every text field holds markup
// that calls `ran()`, and a one-time link for the desk. Every page of the desk that links lead to is opened, each kind of
// page once; then every kind of form is sent with such texts. Nothing may run, and nothing of it may become part of a page.

import { equal, journey } from "./lib.mjs";
import { signIn } from "./steps.mjs";

const [, , , link] = process.argv;
const TYPED = `"'><img src=x onerror=ran()><script>ran()</script></textarea><svg onload=ran()>`;
/** Fewer pages than this with such a text on them: then they were not there to run. */
const LEAST_MET = 60;

await journey(async (visitor) => {
  const page = await visitor.page();
  await page.context().addInitScript(() => {
    window.calls = 0;
    window.ran = () => window.calls++;
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (event) => window.refused.push(`${event.violatedDirective} ${event.sample}`));
  });
  // Two pages at once: nothing is written as long as pages are only opened.
  const pages = [page, await page.context().newPage()];
  for (const one of pages) one.on("dialog", (dialog) => dialog.dismiss());
  await signIn(page, link);

  const [seen, waiting, forms] = [new Set(), ["/desk", "/", "/kontakt", "/personvern", "/rettigheter"], new Map()];
  let met = 0;
  while (waiting.length > 0) await Promise.all(pages.map((one) => visit(one, next())));
  if (met < LEAST_MET) throw new Error(`only ${met} pages had such texts`);

  for (const { path, at } of forms.values()) {
    await page.goto(path);
    const answered = page.waitForNavigation();
    await page.evaluate(
      ([at, typed]) => {
        const form = document.forms[at];
        form.noValidate = true;
        for (const field of form.querySelectorAll("input:not([type=hidden]):not([type=file]):not([type=checkbox]):not([type=radio]), textarea")) {
          field.removeAttribute("maxlength");
          field.type = field.tagName === "INPUT" ? "text" : field.type;
          field.value = typed;
        }
        // When this is told, so that it is not in the middle of leaving the page.
        setTimeout(() => form.submit());
      },
      [at, TYPED],
    );
    await answered;
    await look(page, `what answered the form of ${path}`);
  }
  if (forms.size < 20) throw new Error(`only ${forms.size} forms were sent`);
  console.log(`${seen.size} kinds of pages, ${met} with such texts, ${forms.size} kinds of forms`);

  /** The next page of a kind that was not seen, if any. */
  function next() {
    while (waiting.length > 0) {
      const path = waiting.shift();
      if (seen.has(kindOf(path))) continue;
      seen.add(kindOf(path));
      return path;
    }
  }

  /** Opens a page and remembers where it leads and what forms it has. */
  async function visit(page, path) {
    if (!path) return;
    const answer = await page.goto(path).catch((error) => {
      if (/Download is starting/.test(String(error))) return undefined;
      throw error;
    });
    if (!answer || !/html/.test(answer.headers()["content-type"] ?? "")) return;
    if (answer.status() >= 500) throw new Error(`${path}: ${answer.status()}`);
    const found = await look(page, path);
    met += found.met ? 1 : 0;
    waiting.push(...found.links);
    for (const [at, form] of found.forms.entries()) {
      // A row is made and changed by the same form.
      const kind = `${form.method} ${kindOf(form.action).replace(/ID\/edit$/, "new")}`;
      if (form.fields > 0 && !forms.has(kind)) forms.set(kind, { path, at });
    }
  }
});

/** Throws if something ran or became part of the page; gives its links and forms. */
async function look(page, where) {
  const found = await page.evaluate(() => {
    const own = (element) => !element.src || !element.src.startsWith(`${location.origin}/assets/`);
    return {
      calls: window.calls,
      refused: window.refused,
      strange: [...document.querySelectorAll("script, img[src='x'], svg[onload], iframe, object, embed")].filter(own).map((it) => it.outerHTML),
      handlers: [...document.querySelectorAll("*")].filter((it) => it.getAttributeNames().some((name) => name.startsWith("on"))).map((it) => it.outerHTML),
      calling: [...document.querySelectorAll("[href], [action], [src]")]
        .filter((it) => /^\s*(javascript|data|vbscript):/i.test(it.getAttribute("href") ?? it.getAttribute("action") ?? it.getAttribute("src")))
        .map((it) => it.outerHTML),
      met: document.body.innerText.includes("ran()") || [...document.querySelectorAll("input, textarea")].some((it) => it.value.includes("ran()")),
      links: [...document.querySelectorAll("a[href^='/']")].map((it) => it.getAttribute("href")),
      forms: [...document.forms].map((form) => ({
        method: form.method,
        action: new URL(form.action).pathname,
        fields: form.querySelectorAll("input:not([type=hidden]):not([type=file]):not([type=checkbox]):not([type=radio]), textarea").length,
      })),
    };
  });
  equal(found.calls, 0, `${where}: calls of what stands in a text`);
  equal(found.refused.join("\n"), "", `${where}: refused by the policy of the page`);
  for (const kind of ["strange", "handlers", "calling"]) equal(found[kind].join("\n"), "", `${where}: ${kind}`);
  return found;
}

/** The address without ids and without what is asked. */
function kindOf(path) {
  return path.replace(/[?#].*/, "?").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID");
}
