// Suggestions under the search box: a combobox with a list in groups. What is typed is never replaced while one moves.

import { one, all } from "./common.js";

const PAUSE = 80;
const SHORTEST = 2;

let request = 0;
let running;
let waiting;
let marked = -1;
/** What is done with a choice; the page of results searches without leaving itself. */
let choose = (address) => { location.href = address; };

export function onChoice(then) {
  choose = then;
}

const box = () => one("#q");
const list = () => one("#suggestions");
const options = () => all("[role=option]", list());

function mark(index) {
  marked = index;
  options().forEach((option, at) => {
    option.setAttribute("aria-selected", String(at === index));
    if (at === index) {
      box().setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  });
  if (index < 0) box().removeAttribute("aria-activedescendant");
}

export function close() {
  clearTimeout(waiting);
  running?.abort();
  request += 1;
  if (!list()) return;
  list().hidden = true;
  box().setAttribute("aria-expanded", "false");
  mark(-1);
}

function open() {
  if (!options().length || document.activeElement !== box()) return;
  list().hidden = false;
  box().setAttribute("aria-expanded", "true");
}

/** Puts in what the server made of the typed text. */
function show(found) {
  list().replaceChildren(...document.adoptNode(found.body).childNodes);
  options().forEach((option, at) => { option.id = `suggestion-${at}`; });
  marked = -1;
  if (options().length) open();
  else close();
}

async function ask(typed) {
  running?.abort();
  running = new AbortController();
  const mine = ++request;
  try {
    const answer = await fetch(`/?part=suggestions&q=${encodeURIComponent(typed)}`, { signal: running.signal });
    if (!answer.ok) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    // A later request went out since: this answer is old.
    if (mine === request) show(found);
  } catch (error) {
    if (error.name !== "AbortError") close();
  }
}

export function typed() {
  clearTimeout(waiting);
  const text = box().value;
  if (text.trim().length < SHORTEST) return close();
  waiting = setTimeout(() => ask(text), PAUSE);
}

function take(option) {
  if (!option) return;
  const { address } = option.dataset;
  close();
  choose(address);
}

document.addEventListener("keydown", (event) => {
  if (event.target !== box() || event.isComposing) return;
  const count = options().length;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!count) return typed();
    event.preventDefault();
    if (list().hidden) return open();
    const next = marked + (event.key === "ArrowDown" ? 1 : -1);
    mark(next >= count ? -1 : next < -1 ? count - 1 : next);
  } else if (event.key === "Enter" && options()[marked]) {
    event.preventDefault();
    take(options()[marked]);
  } else if (event.key === "Escape") {
    // Browsers would take out what is typed.
    event.preventDefault();
    if (list().hidden) box().blur();
    else close();
  } else if (event.key === "Tab") {
    close();
  }
});

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.("#suggestions [role=option]");
  if (option) {
    event.preventDefault();
    take(option);
  } else if (!event.target.closest?.(".ask")) {
    close();
  }
});
