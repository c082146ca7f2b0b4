// A browser for tests: Debian's Chromium, driven by playwright-core. The server that is tested runs already, over the sample
// documents: RENVOI_ADDRESS says where.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const address = process.env.RENVOI_ADDRESS;
if (!address) throw new Error("RENVOI_ADDRESS must name the server: RENVOI_ADDRESS=http://127.0.0.1:7367/ npm test");
export const base = address.replace(/\/$/, "");

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;

/** A page in a browser of its own, with what went wrong in it and what it asked of other hosts. */
export async function open(path, { script = true, ...options } = {}) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: "fr-FR",
    javaScriptEnabled: script,
    ...options,
  });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) faults.push(`another host: ${request.url()}`);
  });
  await page.goto(base + path);
  return { page, context, faults };
}

export async function close() {
  await browser?.close();
}

/** What axe-core finds wrong, a line each. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
  }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

/** How far a page is wider than the window. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
