// How much waits stands in the title of every page; and where a person wants it, the browser says so while they look elsewhere: that more waits, or that something was handed to them.

const soon = 100; // ms: a title is worth nobody's wait, and whatever changed the page is drawn first

let known = null;
let looking = null;

export function tellWhatWaits() {
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-notify-toggle]")) choose();
  });
  document.documentElement.dataset.notify = wants() ? "on" : "off";
  new MutationObserver(() => looking ??= setTimeout(look, soon)).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-handed"] });
  look();
}

function look() {
  looking = null;
  const count = document.querySelector('header nav a[href="/inbox"] .count');
  if (!count) return;
  const handed = Number.parseInt(count.parentElement.querySelector("[data-handed]")?.dataset.handed, 10) || 0;
  const waiting = count.hidden ? 0 : Number.parseInt(count.textContent, 10) || 0;
  entitle(waiting, handed);
  if (known !== null && document.hidden && wants()) {
    if (handed > known.handed) tell(handed === 1 ? "A proposal was handed to you" : `${handed} proposals are handed to you`, "handed");
    else if (waiting > known.waiting) tell(waiting === 1 ? "One proposal waits" : `${waiting} proposals wait`, "waiting");
  }

  known = { waiting, handed };
}

// Of what it is about nothing is said: others may see the screen, and agents' words are not for notifications.
function tell(words, kind) {
  new Notification(words, { tag: `approvalconsole-${kind}`, icon: "/favicon.svg" });
}

// The inbox counts what it shows, so its own count stays.
function entitle(waiting, handed) {
  const [, own, plain] = document.title.match(/^(?:\((?:\d+ for you)?(?:, )?(\d+\+?)?\) )?(.*)$/s);
  const counts = [handed > 0 ? `${handed} for you` : null, location.pathname.startsWith("/inbox") ? own : waiting || null].filter(part => part !== null && part !== undefined);
  const title = counts.length > 0 ? `(${counts.join(", ")}) ${plain}` : plain;
  if (plain && document.title !== title) document.title = title;
}

async function choose() {
  const on = !wants() && await Notification.requestPermission() === "granted";
  localStorage.setItem("notify", on ? "on" : "off");
  document.documentElement.dataset.notify = on ? "on" : "off";
}

function wants() {
  return "Notification" in window && Notification.permission === "granted" && localStorage.getItem("notify") === "on";
}
