// The pages as people use them: the way of an officer, the keyboard alone, no script, small windows, screen readers.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { close, open, overflow, violations } from "./browser.mjs";

after(close);

const PAGES = [
  "/",
  "/?q=menaces+hybrides",
  "/?q=COM(2020)+605",
  "/?q=drones+annee:2010..2012",
  "/?q=menaces+note:oui&by_document=true",
  "/r/32022L2555",
  "/r/COM(2099)%201",
  "/d/fiche-menaces-hybrides",
  "/d/fiche-menaces-hybrides?q=menaces+hybrides",
  "/d",
  "/aide",
  "/api",
];

const count = (page) => page.locator("[data-count]").innerText();

test("an officer goes from a reference to its places, to the text and back", async () => {
  const { page, faults } = await open("/");
  await page.fill("#q", "com 2020 605");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".card");
  assert.match(page.url(), /q=com\+2020\+605/);
  assert.match(await page.locator(".card").innerText(), /COM\(2020\) 605/);
  const first = page.locator(".place").first();
  assert.match(await first.innerText(), /605|stratégie/);
  const href = await first.locator(".tools a").last().getAttribute("href");
  await first.locator(".tools a").last().click();
  await page.waitForSelector(".passage:target");
  assert.equal(new URL(page.url()).hash, new URL(href, page.url()).hash);
  const target = page.locator(".passage:target");
  assert.equal(await target.count(), 1);
  assert.ok(await target.isVisible());
  await page.goBack();
  await page.waitForSelector(".card");
  assert.equal(await page.inputValue("#q"), "com 2020 605");
  assert.deepEqual(faults, []);
});

test("a topic is narrowed by a facet, and the passage opened", async () => {
  const { page, faults } = await open("/?q=menaces+hybrides");
  const before = await count(page);
  const choice = page.locator("#facet-list a[data-filter]:not([aria-current])").first();
  const label = await choice.locator(".label").innerText();
  const expected = await choice.locator(".n").innerText();
  await choice.click();
  await page.waitForFunction((old) => document.querySelector("[data-count]").innerText !== old, before);
  assert.equal((await count(page)).replace(/\D/g, ""), expected.replace(/\D/g, ""));
  await page.waitForFunction(() => document.querySelector("#facet-list [aria-current] .label"));
  assert.equal(await page.locator("#facet-list [aria-current] .label").first().innerText(), label);
  assert.equal(await page.locator(".chip").count(), 1);
  await page.goBack();
  await page.waitForFunction((old) => document.querySelector("[data-count]").innerText === old, before);
  await page.locator(".run h2 a").first().click();
  await page.waitForSelector(".document");
  assert.deepEqual(faults, []);
});

test("an older answer never covers a newer one", async () => {
  const { page, faults } = await open("/?q=gaz");
  let release;
  const held = new Promise((done) => { release = done; });
  const late = [];
  await page.route(/[?&]q=terro(&|$)/, async (route) => {
    late.push(route.request().url());
    await held;
    await route.continue().catch(() => {});
  });
  await page.fill("#q", "terro");
  await page.waitForTimeout(400);
  assert.ok(late.length > 0, "the first request went out");
  await page.fill("#q", "cybersécurité");
  await page.waitForFunction(() => document.title.startsWith("cybersécurité"));
  const shown = await page.locator("#list").innerText();
  release();
  await page.waitForTimeout(400);
  assert.equal(await page.locator("#list").innerText(), shown);
  assert.match(page.url(), /q=cybers/);
  assert.deepEqual(faults.filter((fault) => !fault.includes("ERR_")), []);
});

test("typing answers, and adds one entry to the history", async () => {
  const { page, faults } = await open("/");
  const before = await page.evaluate(() => history.length);
  await page.locator("#q").pressSequentially("menaces hybrides", { delay: 30 });
  await page.waitForFunction(() => document.title.startsWith("menaces hybrides"));
  assert.equal(await page.inputValue("#q"), "menaces hybrides");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.equal(await page.evaluate(() => history.length), before + 1);
  assert.ok(await page.locator(".place").count() > 0);
  assert.match(await page.locator("[data-said]").innerText(), /\d+ passages/);
  assert.match(await page.getAttribute(".masthead a[hreflang]", "href"), /q=menaces\+hybrides/);
  await page.goBack();
  await page.waitForFunction(() => document.body.dataset.page === "home");
  assert.deepEqual(faults, []);
});

test("going back leads to what was asked before", async () => {
  const { page, faults } = await open("/?q=menaces+hybrides");
  await page.fill("#q", "");
  await page.locator("#q").pressSequentially("cybersécurité", { delay: 60 });
  await page.waitForFunction(() => document.title.startsWith("cybersécurité"));
  await page.keyboard.press("Enter");
  await page.fill("#q", "terrorisme");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.title.startsWith("terrorisme"));
  for (const query of ["cybersécurité", "menaces hybrides"]) {
    await page.goBack();
    await page.waitForFunction((query) => document.title.startsWith(query), query);
    assert.equal(await page.inputValue("#q"), query);
  }
  assert.deepEqual(faults, []);
});

test("a document is not replaced while one types, and is there when one goes back", async () => {
  const { page, faults } = await open("/d/fiche-menaces-hybrides");
  await page.locator("#q").pressSequentially("cybersécurité", { delay: 30 });
  await page.waitForTimeout(500);
  assert.equal(await page.locator(".document").count(), 1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.title.startsWith("cybersécurité"));
  await page.goBack();
  await page.waitForSelector(".document");
  assert.deepEqual(faults, []);
});

test("from place to place of what was searched", async () => {
  const { page, faults } = await open("/?q=menaces+hybrides+dans:fiche-menaces-hybrides");
  await page.locator(".place .tools a").last().click();
  await page.waitForSelector(".passage:target, .side-notes li:target");
  await page.goto(page.url().replace(/at=[^#]*#.*/, "at=none"));
  const places = (await page.getAttribute(".sought", "data-places")).split(" ");
  assert.ok(places.length > 2);
  const order = await page.evaluate((places) => places.map((id) => document.getElementById(id))
    .every((element, at, all) => at === 0 || all[at - 1].compareDocumentPosition(element) & 4 || all[at - 1].contains(element)), places);
  assert.ok(order, "places are in the order of the page");
  await page.goto(page.url() + `#${places[0]}`);
  assert.equal(await page.locator("[data-place='-1']").isVisible(), false);
  await page.click("[data-place='1']");
  assert.match(await page.locator("[data-number]").innerText(), new RegExp(`^2 sur ${places.length}`));
  assert.ok(await page.locator("[data-place='-1']").isVisible());
  await page.click("[data-place='-1']");
  assert.match(await page.locator("[data-number]").innerText(), /^1 sur/);
  assert.deepEqual(faults, []);
});

test("everything can be done by keyboard", async () => {
  const { page, faults } = await open("/?q=menaces+hybrides");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.fill("#q", "");
  await page.keyboard.type("sri");
  await page.waitForSelector("#suggestions:not([hidden]) [role=option]");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.inputValue("#q"), "sri", "what is typed is not replaced");
  const active = await page.getAttribute("#q", "aria-activedescendant");
  assert.equal(await page.getAttribute(`#${active}`, "aria-selected"), "true");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#suggestions").isVisible(), false);
  await page.keyboard.press("Escape");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "q");
  await page.goto(page.url().replace(/q=[^&]*/, "q=menaces+hybrides"));
  await page.keyboard.press("j");
  const first = await page.evaluate(() => document.activeElement.closest(".place")?.dataset.id);
  await page.keyboard.press("j");
  const second = await page.evaluate(() => document.activeElement.closest(".place")?.dataset.id);
  assert.ok(first && second && first !== second);
  await page.keyboard.press("k");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".place")?.dataset.id), first);
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await page.locator("[data-letter-keys]").uncheck();
  await page.keyboard.press("Escape");
  const still = await page.evaluate(() => document.activeElement.closest(".place")?.dataset.id);
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".place")?.dataset.id), still);
  await page.keyboard.press("/");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "q", "one-letter keys are off");
  assert.deepEqual(faults, []);
});

test("pages work without scripts", async () => {
  const { page } = await open("/", { script: false });
  await page.fill("#q", "menaces hybrides");
  await page.click(".ask button");
  assert.match(await count(page), /passages/);
  assert.equal(await page.locator(".needs-script:visible").count(), 0);
  await page.locator("#facet-list a[data-filter]").first().click();
  assert.equal(await page.locator(".chip").count(), 1);
  await page.locator(".chip").click();
  assert.equal(await page.locator(".chip").count(), 0);
  await page.locator(".run h2 a").first().click();
  assert.ok(await page.locator(".passage").count() > 5);
  await page.fill("#find", "hybrides");
  await page.keyboard.press("Enter");
  await page.waitForURL(/dans%3A/);
  assert.ok(await page.locator(".place").count() > 0);
});

test("the reader finds, follows and shows cards", async () => {
  const { page, faults } = await open("/d/fiche-menaces-hybrides");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find");
  await page.keyboard.type("menaces hybrides");
  await page.waitForFunction(() => document.querySelector("[data-finds] span").textContent.match(/\d/));
  await page.keyboard.press("Enter");
  assert.match(await page.locator("[data-finds] span").innerText(), /^1 sur \d+/);
  // What a link cuts into several nodes, and spaces that do not break.
  const across = await page.evaluate(() => {
    const link = document.querySelector(".document .text a.ref");
    const before = link.previousSibling.textContent.slice(-8);
    return before + link.textContent;
  });
  await page.fill("#find", across.replace(/\s+/g, " "));
  await page.waitForFunction(() => document.querySelector("[data-finds] span").textContent.match(/^\d/));
  await page.locator(".contents li a").last().click();
  await page.waitForFunction(() => document.querySelector(".contents [aria-current]"));
  await page.locator(".document a.ref").first().hover();
  await page.waitForSelector(".hover-card");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".hover-card").count(), 0);
  assert.deepEqual(faults, []);
});

for (const [name, options] of [
  ["360 px", { viewport: { width: 360, height: 740 } }],
  ["320 px", { viewport: { width: 320, height: 640 } }],
  ["200 % zoom", { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
]) {
  test(`nothing scrolls sideways at ${name}`, async () => {
    const { page } = await open("/", options);
    for (const path of PAGES) {
      await page.goto(new URL(path, page.url()).href);
      assert.ok((await overflow(page)) <= 0, `${path} is too wide by ${await overflow(page)} px`);
    }
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const locale of ["fr-FR", "en-GB"]) {
    test(`axe-core finds nothing: ${colorScheme}, ${locale}`, async () => {
      for (const width of [1280, 375]) {
        const { page, context } = await open("/", { colorScheme, locale, bypassCSP: true, viewport: { width, height: 900 } });
        for (const path of [...PAGES, "/absent"]) {
          await page.goto(new URL(path, page.url()).href);
          assert.equal(await page.getAttribute("html", "lang"), locale.slice(0, 2));
          assert.deepEqual(await violations(page), [], path);
        }
        await context.close();
      }
    });
  }
}

test("the theme is kept", async () => {
  const { page } = await open("/", { colorScheme: "light" });
  await page.click("[data-theme-toggle]");
  await page.goto(new URL("/aide", page.url()).href);
  assert.equal(await page.getAttribute("html", "data-theme"), "dark");
});

test("notes stand beside the text and over one another nowhere", async () => {
  const { page, faults } = await open("/d", { viewport: { width: 1440, height: 900 } });
  const documents = await page.locator(".leaders a").evaluateAll((links) => links.map((link) => link.href));
  assert.ok(documents.length > 5);
  for (const address of documents) {
    await page.goto(address);
    await page.waitForFunction(() => document.querySelector(".document.placed") && document.fonts.status === "loaded");
    await page.waitForTimeout(100);
    const meeting = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll(".side-notes li")].map((note) => note.getBoundingClientRect());
      return boxes.slice(1).filter((box, at) => box.top < boxes[at].bottom - 1).length;
    });
    assert.equal(meeting, 0, address);
  }
  assert.deepEqual(faults, []);
});

test("in print, notes stand beside the text and over nothing, and tools are gone", async () => {
  const { page } = await open("/d/fiche-menaces-hybrides", { viewport: { width: 718, height: 1000 } });
  await page.waitForFunction(() => document.fonts.status === "loaded");
  await page.emulateMedia({ media: "print" });
  const over = await page.evaluate(() => {
    const box = (element) => ({ name: element.textContent.slice(0, 40), ...element.getBoundingClientRect().toJSON() });
    const texts = [...document.querySelectorAll(".passage .text")].map(box);
    const notes = [...document.querySelectorAll(".side-notes li")].map(box);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const pairs = notes.flatMap((note, at) => [...texts, ...notes.slice(at + 1)].filter((other) => meet(note, other)).map((other) => `${note.name} | ${other.name}`));
    return { pairs, beside: notes.every((note) => note.left > texts[0].right - 1), count: notes.length };
  });
  assert.ok(over.count > 5);
  assert.deepEqual(over.pairs, []);
  assert.ok(over.beside);
  for (const gone of [".ask", ".rail", ".foot ul"]) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  assert.match(await page.locator(".print-only").innerText(), /\/d\/fiche-menaces-hybrides$/);
});
