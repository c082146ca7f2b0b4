// Answers while one types. The server makes all parts of the page; this script asks for them and puts them in. A request
// ends the one before it, and an answer that is late is dropped by its number: an older one never covers a newer one.

import { one } from "./common.js";
import { close, onChoice, typed as suggest } from "./suggest.js";

const PAUSE = 200;
const PATIENCE = 300;

let request = 0;
let running;
let waiting;

const box = () => one("#q");
const isResults = () => document.body.dataset.page === "search";

/** The address of what stands in the box, in the manner of the page. */
function wanted() {
  const now = new URL(location.href);
  const address = new URL("/", location.href);
  address.searchParams.set("q", box().value);
  for (const kept of ["sort", "by_document", "limit"]) {
    const value = isResults() && now.searchParams.get(kept);
    if (value) address.searchParams.set(kept, value);
  }
  return address;
}

async function page(address, part, signal) {
  const url = new URL(address);
  if (part) url.searchParams.set("part", part);
  const answer = await fetch(url, { signal, headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  // Parsed apart from the page: nothing in it runs or loads before it is put in.
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Puts a whole other page in, as when a search begins on the first page; what is typed meanwhile stays. */
function become(other) {
  const before = box();
  const { value, selectionStart, selectionEnd } = before;
  const focused = document.activeElement === before;
  document.title = other.title;
  document.body.dataset.page = other.body.dataset.page;
  for (const part of [".masthead", "main"]) {
    const now = one(part === "main" ? ".frame" : part);
    const next = one(part === "main" ? ".frame" : part, other);
    now.replaceWith(document.adoptNode(next));
  }
  const after = box();
  after.value = value;
  if (focused) {
    after.focus({ preventScroll: true });
    after.setSelectionRange(selectionStart, selectionEnd);
  }
}

function put(selector, part) {
  if (part) one(selector).replaceChildren(...document.adoptNode(part).childNodes);
}

/** What of the page had the focus, to give it back to what took its place. */
function focused() {
  const now = document.activeElement;
  if (!now?.matches("[data-filter], [data-page]")) return null;
  return { facet: now.closest(".facet")?.querySelector("h2")?.id, text: one(".label", now)?.textContent };
}

function refocus(before) {
  if (!before?.facet || document.activeElement !== document.body) return;
  const links = document.querySelectorAll(`[aria-labelledby="${before.facet}"] a`);
  const same = [...links].find((link) => one(".label", link)?.textContent === before.text);
  (same ?? links[0])?.focus({ preventScroll: true });
}

/** Shows a search; `then` runs when its list stands. */
async function show(address, { push = false, then } = {}) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const mine = ++request;
  const before = focused();
  const old = one("#list");
  const slow = setTimeout(() => old?.setAttribute("aria-busy", "true"), PATIENCE);
  try {
    if (!isResults() || !address.searchParams.get("q")?.trim()) {
      const other = await page(address, "", signal);
      if (mine !== request) return;
      remember(address, push);
      become(other);
      then?.();
      return;
    }
    const listed = await page(address, "list", signal);
    if (mine !== request) return;
    remember(address, push);
    put("#list", one('[data-part="list"]', listed));
    put("#beside", one('[data-part="beside"]', listed));
    document.title = `${address.searchParams.get("q")} – Renvoi`;
    refocus(before);
    then?.();
    const facets = await page(address, "facets", signal);
    if (mine !== request) return;
    const isOpen = one(".fold")?.getAttribute("aria-expanded") === "true";
    put("#facets", facets.body);
    one(".fold").setAttribute("aria-expanded", String(isOpen));
    refocus(before);
  } catch (error) {
    if (error.name !== "AbortError" && mine === request && one("#list")) {
      const said = document.createElement("p");
      said.className = "notice";
      said.setAttribute("role", "status");
      said.textContent = one("#list").dataset.failed;
      one("#list > .notice[role=status]")?.remove();
      one("#list").prepend(said);
    }
  } finally {
    clearTimeout(slow);
    if (mine === request) one("#list")?.removeAttribute("aria-busy");
  }
}

/** Puts the address of what is shown in the bar: typing takes the place of the entry, all else adds one. */
function remember(address, push) {
  if (address.href === location.href) return;
  if (push) history.pushState(null, "", address);
  else history.replaceState(history.state, "", address);
}

document.addEventListener("input", (event) => {
  if (event.target !== box() || event.isComposing) return;
  suggest();
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const address = wanted();
    if (address.searchParams.get("q").trim().length > 1) show(address);
  }, PAUSE);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches(".ask")) {
    event.preventDefault();
    clearTimeout(waiting);
    close();
    show(wanted(), { push: true });
  }
});

/** Links that lead to another search are followed without leaving the page. */
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest?.("a[data-filter], a[data-page]");
  if (!link || !isResults()) return;
  event.preventDefault();
  const address = new URL(link.href);
  box().value = address.searchParams.get("q") ?? "";
  const isPage = link.matches("[data-page]");
  show(address, {
    push: true,
    then: () => {
      if (!isPage) return;
      scrollTo(0, 0);
      one(".place .first")?.focus({ preventScroll: true });
    },
  });
});

onChoice((address) => {
  const url = new URL(address, location.href);
  if (url.pathname !== "/") {
    location.href = address;
    return;
  }
  box().value = url.searchParams.get("q");
  show(url, { push: true });
});

// Back and forward bring the list back, and the place in it.
addEventListener("popstate", () => {
  // A step within a page, to a passage of a document.
  if (location.pathname !== "/" || !["home", "search"].includes(document.body.dataset.page)) return;
  const address = new URL(location.href);
  if (box()) box().value = address.searchParams.get("q") ?? "";
  const top = history.state?.top ?? 0;
  show(address, { then: () => scrollTo(0, top) });
});
addEventListener("scrollend", () => {
  if (isResults()) history.replaceState({ top: scrollY }, "");
});
if (isResults()) {
  history.scrollRestoration = "manual";
  if (history.state?.top) scrollTo(0, history.state.top);
}
