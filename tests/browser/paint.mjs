// How long a page takes until its largest part is painted, in a browser on this machine: the median of some visits to each page,
// a line for each, tabs between. Arguments: the address of a demonstration, a one-time link for the desk, and the paths.

import { equal, journey } from "./lib.mjs";
import { signIn } from "./steps.mjs";

const [, , , link, ...paths] = process.argv;
const VISITS = 5;

await journey(async (visitor) => {
  const page = await visitor.page({ viewport: { width: 1440, height: 900 } });
  await signIn(page, link);
  for (const path of paths) {
    const times = [];
    for (let visit = 0; visit < VISITS; visit += 1) {
      equal((await page.goto(path, { waitUntil: "load" })).status(), 200, path);
      times.push(await page.evaluate(largestPaint));
    }
    times.sort((one, other) => one - other);
    console.log(`largest paint of ${path}\t${times[Math.floor(VISITS / 2)].toFixed(1)}\tms`);
  }
});

/** The time of the last candidate for the largest part (W3C Largest Contentful Paint), counted from the beginning of the visit. */
function largestPaint() {
  return new Promise((resolve) => {
    new PerformanceObserver((list, observer) => {
      const last = list.getEntries().at(-1);
      requestAnimationFrame(() => requestAnimationFrame(() => {
        observer.disconnect();
        resolve(last.startTime);
      }));
    }).observe({ type: "largest-contentful-paint", buffered: true });
  });
}
