// While the server cannot be reached the page stays readable, and whoever presses something is told that nothing was sent.

const lost = new Set(["show", "retrying", "failed", "rejected", "paused", "resume-failed"]);

export function watchConnection() {
  document.addEventListener("components-reconnect-state-changed", event => {
    document.documentElement.dataset.connection = lost.has(event.detail.state) ? "off" : "on";
    if (event.detail.state === "rejected") location.reload(); // the server no longer knows this page
  }, true);
  for (const kind of ["click", "submit"]) document.addEventListener(kind, refuse, true);
}

function refuse(event) {
  if (document.documentElement.dataset.connection !== "off") return;
  if (event.target.closest?.("[data-reconnect]")) {
    event.preventDefault();
    reconnect();
    return;
  }

  if (!event.target.closest?.("main button, main form")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const banner = document.querySelector("#components-reconnect-modal .banner");
  banner.classList.remove("nudged");
  requestAnimationFrame(() => banner.classList.add("nudged"));
}

async function reconnect() {
  const reached = await Blazor.reconnect?.().catch(() => false);
  if (!reached) location.reload();
}
