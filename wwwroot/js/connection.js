// While the server cannot be reached the page stays readable, and whoever presses something is told that nothing was sent.

const lost = new Set(["show", "retrying", "failed", "rejected", "paused", "resume-failed"]);
const deadAfter = 12_000; // ms without a word from the server, which says one every 5 s: a line that died in silence is noticed by nothing else

const atFirst = [0, 500, 1000, 2000]; // ms before each try to come back
const later = 5000; // and before every other one: a laptop that wakes in the evening comes back by itself
const askedFor = 3000; // ms
const leaves = 10_000; // ms that another page may take to come, once it was asked for

const onlyByWebSocket = { skipNegotiation: true, transport: 1 }; // nothing is asked first: after a silent death the browser would ask on another line that is just as dead, for minutes

export function connect() {
  Blazor.start({
    circuit: {
      configureSignalR: line => line.withUrl("_blazor", onlyByWebSocket).withServerTimeout(deadAfter).withKeepAliveInterval(5000),
      reconnectionOptions: { maxRetries: undefined, retryIntervalMilliseconds: tries => atFirst[tries] ?? later },
    },
  });
}

export function watchConnection() {
  document.addEventListener("components-reconnect-state-changed", event => {
    document.documentElement.dataset.connection = lost.has(event.detail.state) ? "off" : "on";
    if (event.detail.state === "rejected") location.reload(); // the server no longer knows this page
    if (event.detail.state === "retrying") leaveWhereSignedOut();
  }, true);
  addEventListener("beforeunload", () => { leftAt = performance.now(); });
  const broken = document.getElementById("blazor-error-ui");
  new MutationObserver(() => {
    if (broken.style.display === "none" || broken.style.display === "") return;
    if (document.documentElement.dataset.connection === "off") broken.style.display = "none"; // a line that cannot be opened is no broken page, and the banner says so
    else document.documentElement.dataset.connection = "broken"; // nobody hears this page any more
  }).observe(broken, { attributes: true, attributeFilter: ["style"] });
  for (const kind of ["click", "submit"]) document.addEventListener(kind, refuse, true);
}

export function isCut() {
  return ["off", "broken"].includes(document.documentElement.dataset.connection);
}

let asking = false;
let leftAt = -Infinity;

// A line that is refused does not say why; a request is told. Where nobody is signed in any more, as after a restart or a block, every try would be refused for ever: the sign-in page comes, and back from there.
async function leaveWhereSignedOut() {
  if (asking) return;
  asking = true;
  const answer = await fetch("_blazor", { signal: AbortSignal.timeout(askedFor) }).catch(() => null);
  asking = false;
  if (answer?.status === 401 && performance.now() > leftAt + leaves) location.reload(); // whoever is just signing out is on their way to a page of its own
}

function refuse(event) {
  if (!isCut()) return;
  if (event.target.closest?.("[data-reconnect]")) {
    event.preventDefault();
    reconnect();
    return;
  }

  if (!event.target.closest?.("main button, main form")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const banner = document.querySelector(document.documentElement.dataset.connection === "broken" ? "#blazor-error-ui" : "#components-reconnect-modal .banner");
  banner.classList.remove("nudged");
  requestAnimationFrame(() => banner.classList.add("nudged"));
}

async function reconnect() {
  const reached = await Blazor.reconnect?.().catch(() => false);
  if (!reached) location.reload();
}
