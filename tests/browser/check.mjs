// Loads HTML reports in headless Chromium, in light, in dark and at 400 % zoom, and asks axe-core for
// faults. At 400 % zoom nothing may run off the side either (WCAG 1.4.10). Prints every fault and
// ends with 1 when there is one.
//
// node check.mjs FOLDER
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// 1280 CSS pixels at 400 % are 320.
const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "zoomed", colorScheme: "light", viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
];

// A page with a fault of each sort that is looked for: were none found, the check would see nothing.
const faulty = `<!DOCTYPE html><html><head><title>x</title></head><body><h3>a</h3><img src="data:,">
<p style="color:#aaa;background:#fff;width:900px">grey</p></body></html>`;

/** The faults of a page that is loaded. */
async function faultsOf(page, look) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const faults = violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target.join(" ")}`),
  );
  if (look.name === "zoomed") {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) faults.push(`reflow: the page is ${over} px wider than the window`);
  }
  return faults;
}

async function inEveryLook(browser, work) {
  for (const look of looks) {
    const { name, ...settings } = look;
    const context = await browser.newContext(settings);
    await work(context, look);
    await context.close();
  }
}

const folder = resolve(process.argv[2] ?? ".");
const files = readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
if (files.length === 0) {
  console.error(`no HTML file in ${folder}`);
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
let found = 0;
await inEveryLook(browser, async (context, look) => {
  const page = await context.newPage();
  await page.setContent(faulty);
  const rules = new Set((await faultsOf(page, look)).map((fault) => fault.split(":")[0]));
  for (const rule of ["image-alt", "html-has-lang", "color-contrast", ...(look.name === "zoomed" ? ["reflow"] : [])]) {
    if (!rules.has(rule)) {
      console.error(`the check itself is blind to ${rule} (${look.name})`);
      found += 1;
    }
  }
  await page.close();
  const waiting = [...files];
  const worker = async () => {
    const page = await context.newPage();
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await page.goto(pathToFileURL(join(folder, name)).href);
      for (const fault of await faultsOf(page, look)) {
        console.error(`${name} (${look.name}): ${fault}`);
        found += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, cpus().length) }, worker));
});
await browser.close();
console.log(`${files.length} reports in ${looks.length} looks: ${found} faults`);
process.exit(found === 0 ? 0 : 1);
