// Before the page is painted: a theme that was chosen does not flash.
try {
  const theme = localStorage.getItem("renvoi.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the system.
}
