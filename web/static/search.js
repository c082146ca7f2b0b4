// Answers while one types. The server makes all parts of the page; this script asks for them and puts them in. A request
// ends the one before it, and an answer that is late is dropped by its number: an older one never covers a newer one.

import { all, one } from "./common.js";
import { close, onChoice, typed as suggest } from "./suggest.js";

const PAUSE = 200;
const PATIENCE = 300;

let request = 0;
let running;
let waiting;

const box = () => one("#q");
const isResults = () => document.body.dataset.page === "search";
/** Whether this page may become a list of results: from others a search leads away, as every form does. */
const isLive = () => isResults() || document.body.dataset.page === "home";

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
  const { selectionStart, selectionEnd } = before;
  const focused = document.activeElement === before;
  // The box goes with one, with what is typed and the suggestions under it.
  const ask = before.closest(".ask");
  document.title = other.title;
  document.body.dataset.page = other.body.dataset.page;
  for (const part of [".masthead", "main"]) {
    const now = one(part === "main" ? ".frame" : part);
    const next = one(part === "main" ? ".frame" : part, other);
    now.replaceWith(document.adoptNode(next));
  }
  one(".ask").replaceWith(ask);
  if (focused) {
    before.focus({ preventScroll: true });
    before.setSelectionRange(selectionStart, selectionEnd);
  }
}

function put(selector, part) {
  if (part) one(selector).replaceChildren(...document.adoptNode(part).childNodes);
}

const labelOf = (link) => (one(".label", link) ?? link).textContent.trim();

/** What of the page had the focus, to give it back to what took its place. */
function focused() {
  const now = document.activeElement;
  if (!now?.matches("[data-filter]")) return null;
  const facet = now.closest(".facet");
  return { within: facet ? `[aria-labelledby="${one("h2", facet).id}"] a` : "#list a[data-filter]", label: labelOf(now) };
}

/** Where what had the focus is gone, as a filter that was taken off, the head of the list gets it. */
function refocus(before) {
  if (!before || document.activeElement !== document.body) return;
  const links = all(before.within);
  const same = links.find((link) => labelOf(link) === before.label);
  const next = same ?? (before.within.startsWith("#list") ? one("#list .head") : links[0]);
  next?.focus({ preventScroll: true });
}

/** Says to those who do not see it what the list has become: a part of the page that stays, so that it is read out. */
function announce(text) {
  one("[data-said]").textContent = text?.trim().replace(/\s+/g, " ") ?? "";
}

/** Shows a search, which `by` brought: `typed`, `entered`, a `link`, or `back`. `then` runs when its list stands. */
async function show(address, { by, then }) {
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
      remember(address, by);
      become(other);
      announce(one("[data-count]")?.textContent);
      then?.();
      return;
    }
    const listed = await page(address, "list", signal);
    if (mine !== request) return;
    remember(address, by);
    put("#list", one('[data-part="list"]', listed));
    put("#beside", one('[data-part="beside"]', listed));
    document.title = `${address.searchParams.get("q")} – Renvoi`;
    announce(one("[data-count]")?.textContent);
    refocus(before);
    then?.();
    const facets = await page(address, "facets", signal);
    if (mine !== request) return;
    const isOpen = one(".fold")?.getAttribute("aria-expanded") === "true";
    put("#facets", facets.body);
    one(".fold").setAttribute("aria-expanded", String(isOpen));
    refocus(before);
  } catch (error) {
    if (error.name !== "AbortError" && mine === request) fail(address, by);
  } finally {
    clearTimeout(slow);
    if (mine === request) one("#list")?.removeAttribute("aria-busy");
  }
}

/** Says that a search failed. Where there is no list to say it in, the page of the failure is opened. */
function fail(address, by) {
  const list = one("#list");
  if (!list) {
    if (by !== "typed") location.href = address;
    return;
  }
  const said = document.createElement("p");
  said.className = "notice failed";
  said.textContent = list.dataset.failed;
  one(".failed", list)?.remove();
  list.prepend(said);
  announce(list.dataset.failed);
}

/** Puts the address of what is shown in the bar. What is typed has one entry, a draft, until Enter or a choice settles it:
    going back leads to what was asked before, and not to halves of words. */
function remember(address, by) {
  if (by === "back") return;
  const isSame = address.href === location.href;
  const isDraft = Boolean(history.state?.draft);
  const state = by === "typed" ? { draft: true } : {};
  if (by === "typed" && isSame) return;
  if (isSame || (isDraft && by !== "link")) history.replaceState(state, "", address);
  else history.pushState(state, "", address);
  const other = one(".masthead a[hreflang]");
  const translated = new URL(address);
  translated.searchParams.set("lang", other.hreflang);
  other.href = translated;
}

function onTyping(event) {
  if (event.target !== box() || event.isComposing) return;
  suggest();
  if (!isLive()) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const address = wanted();
    if (address.searchParams.get("q").trim().length > 1) show(address, { by: "typed" });
  }, PAUSE);
}
document.addEventListener("input", onTyping);
// The last letters that an input method composes come with no other event.
document.addEventListener("compositionend", onTyping);

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".ask")) return;
  close();
  if (!isLive()) return;
  event.preventDefault();
  clearTimeout(waiting);
  show(wanted(), { by: "entered" });
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
    by: "link",
    then: () => {
      if (!isPage) return;
      scrollTo(0, 0);
      one(".place .first")?.focus({ preventScroll: true });
    },
  });
});

onChoice((address) => {
  const url = new URL(address, location.href);
  if (url.pathname !== "/" || !isLive()) {
    location.href = address;
    return;
  }
  clearTimeout(waiting);
  box().value = url.searchParams.get("q");
  show(url, { by: "entered" });
});

// Back and forward bring the list back, and the place in it.
addEventListener("popstate", () => {
  // A step within a page, to a passage of a document.
  if (location.pathname !== "/" || !isLive()) return;
  const address = new URL(location.href);
  if (box()) box().value = address.searchParams.get("q") ?? "";
  const top = history.state?.top ?? 0;
  show(address, { by: "back", then: () => scrollTo(0, top) });
});
addEventListener("scrollend", () => {
  if (isResults()) history.replaceState({ ...history.state, top: scrollY }, "");
});
if (isResults()) {
  history.scrollRestoration = "manual";
  if (history.state?.top) scrollTo(0, history.state.top);
}
