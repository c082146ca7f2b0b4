// The reader: the contents follow the scroll, words are found on the page, notes stand at their calls, references show a card.

import { all, one, say } from "./common.js";

const article = one(".document");
const passages = all(".passage", article);
const isLong = article.classList.contains("long");

/** What an address points at within the page. */
function target() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // A percent sign that encodes nothing.
    return null;
  }
}

// --- Contents
const entries = new Map(all(".contents li a").map((link) => [link.hash.slice(1), link]));
const heads = passages.filter((passage) => entries.has(passage.id));

/** The last heading above the reading line, found by halving: there may be thousands. Before the first one it is that one; at
    the end of the page, where no other can come up, the last in sight. */
function currentHead() {
  const isAtEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const line = isAtEnd ? innerHeight : 120;
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (heads[middle].getBoundingClientRect().top < line) low = middle + 1;
    else high = middle;
  }
  return heads[Math.max(0, low - 1)];
}

let current;
function followScroll() {
  const link = entries.get(currentHead()?.id);
  if (link === current) return;
  current?.removeAttribute("aria-current");
  current = link;
  if (!link) return;
  link.setAttribute("aria-current", "location");
  const list = one(".contents nav > ul");
  if (list.scrollHeight > list.clientHeight) {
    const top = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop += top - list.clientHeight / 2;
  }
}

let isWaiting = false;
addEventListener("scroll", () => {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    followScroll();
  });
}, { passive: true });
followScroll();

// --- Notes stand at the line that calls them; where two would meet, the second gives way. In a long document, of which a
// browser lays out a part, they stand at the top of their passage.
const wide = matchMedia("(min-width: 54.01rem)");

/** Keeps what one reads where it is while the page is laid out anew around it. */
function steady(change) {
  const linked = target();
  const top = (element) => element.getBoundingClientRect().top;
  const isInSight = (element) => top(element) >= -innerHeight / 2 && top(element) < innerHeight;
  const kept = linked && isInSight(linked) ? linked : passages.find((passage) => top(passage) >= 0);
  const before = kept ? top(kept) : 0;
  change();
  if (kept && scrollY > 0) scrollBy(0, top(kept) - before);
}

function placeNotes() {
  if (!isLong) steady(layNotes);
}

function layNotes() {
  const lists = all(".passage > .side-notes", article);
  let free = -Infinity;
  const base = article.getBoundingClientRect().top;
  article.classList.toggle("placed", wide.matches);
  for (const list of lists) {
    for (const note of list.children) {
      note.style.removeProperty("margin-top");
    }
    // Notes may reach beside what follows, where there is room: they make no passage higher, while one measures neither.
    if (wide.matches) list.style.height = "0";
    else list.style.removeProperty("height");
  }
  if (!wide.matches) return;
  // Read everything first, then write: the page is laid out once.
  const wanted = lists.map((list) => ({
    list,
    top: list.getBoundingClientRect().top - base,
    notes: [...list.children].map((note) => ({
      note,
      height: note.offsetHeight,
      line: (one(`[href="#${note.id}"]`, list.parentElement)?.getBoundingClientRect().top ?? 0) - base - 4,
    })),
  }));
  for (const { list, top, notes } of wanted) {
    let at = top;
    for (const { note, height, line } of notes) {
      const y = Math.max(line, at, free);
      note.style.marginTop = `${Math.max(0, y - at)}px`;
      at = y + height;
      free = at;
    }
  }
  article.style.minHeight = `${free}px`;
}
document.fonts?.ready.then(placeNotes);
// A font may begin to load later, and lines break elsewhere with it.
document.fonts?.addEventListener("loadingdone", placeNotes);
addEventListener("load", placeNotes);
addEventListener("resize", placeNotes);
// Passages that are laid out as one comes near them are not as high as was thought: notes below may meet.
let laidOut;
article.addEventListener("contentvisibilityautostatechange", () => {
  clearTimeout(laidOut);
  laidOut = setTimeout(placeNotes, 100);
}, true);

// --- Search within: without this script the form asks the index
const find = one("#find");
const found = one("[data-finds]");
let ranges = [];
let now = -1;

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f\u00ad\u200b]/g, "").toLowerCase()
  .replaceAll("’", "'").replace(/[\u00a0\u2009\u202f\n]/g, " ").replace(/[\u2010\u2011]/g, "-");

/** A text without accents, with the place in the text that each of its letters comes from. */
function folded(text) {
  let out = "";
  const from = [];
  let at = 0;
  for (const letter of text) {
    const folds = plain(letter);
    out += folds;
    for (let i = 0; i < folds.length; i += 1) from.push(at);
    at += letter.length;
  }
  from.push(at);
  return { out, from };
}

/** Where words stand in a text, which links and calls of notes cut into several nodes. */
function rangesIn(text, wanted) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let length = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".call")) continue;
    nodes.push({ node, start: length });
    length += node.data.length;
  }
  const { out, from } = folded(nodes.map(({ node }) => node.data).join(""));
  const place = (at, isEnd) => {
    const { node, start } = nodes.findLast((one) => (isEnd ? one.start < at : one.start <= at));
    return [node, at - start];
  };
  const found = [];
  for (let at = out.indexOf(wanted); at >= 0; at = out.indexOf(wanted, at + wanted.length)) {
    const range = new Range();
    range.setStart(...place(from[at], false));
    range.setEnd(...place(from[at + wanted.length], true));
    found.push(range);
  }
  return found;
}

function look() {
  CSS.highlights.clear();
  ranges = [];
  now = -1;
  const wanted = plain(find.value.trim());
  found.hidden = wanted.length < 2;
  if (wanted.length < 2) return;
  for (const text of all(".text, .note-text", article)) ranges.push(...rangesIn(text, wanted));
  CSS.highlights.set("found", new Highlight(...ranges));
  one("span", found).textContent = ranges.length ? `${ranges.length} ${find.dataset.found}` : find.dataset.none;
}

function go(step) {
  if (!ranges.length) return;
  now = (now + step + ranges.length) % ranges.length;
  CSS.highlights.set("found-now", new Highlight(ranges[now]));
  ranges[now].startContainer.parentElement.scrollIntoView({ block: "center" });
  one("span", found).textContent = `${now + 1} ${find.dataset.at} ${ranges.length}`;
}

if (find && globalThis.Highlight) {
  let waiting;
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 150);
  });
  find.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (now < 0) look();
    go(1);
  });
  for (const button of all("[data-step]", found)) {
    button.addEventListener("click", () => go(Number(button.dataset.step)));
  }
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    find.blur();
  });
  // Typed before this script came, or kept by the browser.
  if (find.value) look();
}

// --- The card of a reference, on hover and focus; it stays while one points at it, and Escape closes it
const known = new Map();
let card;
let opening;
let closing;

function closeCard() {
  clearTimeout(opening);
  clearTimeout(closing);
  card?.remove();
  card = null;
}

async function fetchCard(address) {
  if (!known.has(address)) {
    const answer = await fetch(`${address}?part=card`);
    if (!answer.ok) throw new Error(String(answer.status));
    known.set(address, new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild);
  }
  return known.get(address);
}

async function openCard(link) {
  const content = await fetchCard(link.getAttribute("href")).catch(() => null);
  if (!content || !(link.matches(":hover") || document.activeElement === link)) return;
  closeCard();
  card = document.createElement("div");
  card.className = "hover-card";
  card.lang = document.documentElement.lang;
  card.append(document.importNode(content, true));
  document.body.append(card);
  const at = link.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 8));
  const below = at.bottom + card.offsetHeight + 12 < innerHeight;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(below ? at.bottom + 4 : at.top - card.offsetHeight - 4) + scrollY}px`;
}

const isReference = (target) => target.closest?.(".document a.ref");

document.addEventListener("pointerover", (event) => {
  const link = isReference(event.target);
  clearTimeout(closing);
  if (link) {
    clearTimeout(opening);
    opening = setTimeout(() => openCard(link), 250);
  } else if (card && !card.contains(event.target)) {
    // Time to reach it over the gap.
    closing = setTimeout(closeCard, 300);
  } else if (!card) {
    clearTimeout(opening);
  }
});
document.addEventListener("focusin", (event) => {
  const link = isReference(event.target);
  if (link && link.matches(":focus-visible")) openCard(link);
  else if (card && !card.contains(event.target)) closeCard();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && card) closeCard();
});

// --- From one place of what was searched to the next, from wherever one reads
const sought = one(".sought");
const places = sought?.dataset.places.split(" ").filter(Boolean) ?? [];

/** The place that a passage or a note stands at. */
const topOf = (anchor) => document.getElementById(anchor)?.getBoundingClientRect().top ?? 0;

sought?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-place]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const forward = link.dataset.place === "1";
  const shown = target()?.id ?? "";
  const at = places.indexOf(shown);
  const isInSight = at >= 0 && Math.abs(topOf(shown)) < innerHeight;
  const next = isInSight
    ? places[at + (forward ? 1 : -1)]
    : forward ? places.find((place) => topOf(place) > 40) : places.findLast((place) => topOf(place) < -40);
  event.preventDefault();
  if (next) location.hash = next;
});

// Back to the very list that one comes from: its order, its page.
try {
  const from = new URL(document.referrer);
  const back = sought.querySelector("[data-back]");
  const asked = (address) => new URL(address, location.href).searchParams.get("q");
  if (from.origin === location.origin && from.pathname === "/" && asked(from) === asked(back.href)) back.href = from;
} catch {
  // One comes from nowhere, or nothing was searched.
}

/** Says which of the places is shown, and which ways lead on from it. */
function followPlaces() {
  const at = places.indexOf(target()?.id ?? "");
  if (!sought || at < 0) return;
  one("[data-number]", sought).textContent = sought.dataset.of.replace("#", String(at + 1));
  for (const link of all("[data-place]", sought)) {
    const next = places[at + Number(link.dataset.place)];
    link.hidden = !next;
    if (next) link.href = `#${next}`;
  }
}

// The address of a passage goes into the bar without the page being asked for again.
article.addEventListener("click", (event) => {
  const link = event.target.closest(".passage > .no");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const { search, hash } = new URL(link.href);
  history.pushState(null, "", search);
  location.replace(hash);
});

// What is linked to has the focus, so that keys go on from there.
function arrive() {
  target()?.closest(".passage")?.querySelector(".no")?.focus({ preventScroll: true });
  followPlaces();
}
addEventListener("hashchange", () => {
  arrive();
  complain();
});
arrive();

/** Says what is not there, and what is said at the top of the page to those who arrive far below. */
function complain() {
  if (location.hash.length > 1 && !target()) say(article.dataset.noPlace);
}
complain();
const said = one(".document > header .notice[role=status]");
if (said && target()) say(said.textContent);
