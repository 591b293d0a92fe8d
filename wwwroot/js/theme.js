// Runs before the first paint, as a plain script: a page must not flash in the other theme.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => localStorage.getItem("theme");
  const apply = () => { root.dataset.theme = chosen() ?? (dark.matches ? "dark" : "light"); };

  apply();
  root.dataset.keys = localStorage.getItem("keys") ?? "on";
  root.dataset.tour = localStorage.getItem("tour") ?? "on";
  dark.addEventListener("change", apply);

  // Enhanced navigation brings the server's <html>, which knows none of these.
  new MutationObserver(() => {
    if (!root.dataset.theme) apply();
    if (!root.dataset.keys) root.dataset.keys = localStorage.getItem("keys") ?? "on";
    if (!root.dataset.tour) root.dataset.tour = localStorage.getItem("tour") ?? "on";
  }).observe(root, { attributes: true });
})();
