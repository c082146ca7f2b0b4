// What every page needs: the theme, the keys, the help, messages that pass, links that are copied.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Reads what this browser keeps; null where it keeps nothing. */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a choice in this browser, where it lets us. */
export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // The choice holds until the page is left.
  }
}

let quiet;

/** Says something for four seconds; screen readers read it out. */
export function say(words) {
  const toast = one("[data-toast]");
  toast.textContent = words;
  clearTimeout(quiet);
  quiet = setTimeout(() => { toast.textContent = ""; }, 4000);
}

/** Where one types, letters are letters. */
export function isTyping(element) {
  return Boolean(element?.closest?.("input, textarea, select, [contenteditable]"));
}

/** Whether one-letter keys are on: they can be switched off (WCAG 2.1.4). */
const lettersOn = () => kept("renvoi.letters") !== "off";

// --- Theme
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function nameThemeButton() {
  const button = one("[data-theme-toggle]");
  if (button) button.setAttribute("aria-label", isDark() ? button.dataset.toLight : button.dataset.toDark);
}

function toggleTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  keep("renvoi.theme", theme);
  nameThemeButton();
}

// --- Clicks, whatever part of the page was put in later
document.addEventListener("click", (event) => {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (target.closest("[data-theme-toggle]")) return toggleTheme();
  if (target.closest("[data-close]")) return target.closest("dialog").close();
  const opener = target.closest("[data-open]");
  if (opener) {
    event.preventDefault();
    one(`#${opener.dataset.open}`).showModal();
    return;
  }
  const fold = target.closest(".fold");
  if (fold) {
    fold.setAttribute("aria-expanded", String(fold.getAttribute("aria-expanded") !== "true"));
    return;
  }
  const copied = target.closest("[data-copy]");
  if (copied && navigator.clipboard) {
    event.preventDefault();
    navigator.clipboard.writeText(copied.href).then(
      () => say(copied.dataset.copy),
      () => { location.href = copied.href; },
    );
  }
});

// --- Keys
function step(forward) {
  const stops = all(".place .where .first, .passage > .no");
  const within = document.activeElement.closest(".place, .passage") ?? one(":target")?.closest(".passage");
  let now = stops.findIndex((stop) => within?.contains(stop));
  const top = (stop) => stop.getBoundingClientRect().top;
  const isInSight = now >= 0 && top(stops[now]) > -innerHeight && top(stops[now]) < 2 * innerHeight;
  if (!isInSight) {
    // From where one reads.
    const first = stops.findIndex((stop) => top(stop) >= 0);
    now = first < 0 ? stops.length : forward ? first - 1 : first;
  }
  if (!stops.length || (now <= 0 && !forward)) return;
  const next = stops[Math.max(0, Math.min(stops.length - 1, now + (forward ? 1 : -1)))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || one("dialog[open]") || !lettersOn()) return;
  if (event.key === "/") {
    const box = one("#find") ?? one("#q");
    if (!box) return;
    event.preventDefault();
    const fold = one(`.fold[aria-controls="${box.closest("[id]:not(input)")?.id}"]`);
    if (fold && !box.offsetParent) fold.setAttribute("aria-expanded", "true");
    box.focus();
    box.select();
  } else if (event.key === "?") {
    event.preventDefault();
    one("#keys").showModal();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j");
  }
});

const letters = one("[data-letter-keys]");
if (letters) {
  letters.checked = lettersOn();
  letters.addEventListener("change", () => keep("renvoi.letters", letters.checked ? "on" : "off"));
}
nameThemeButton();
