// How much waits stands in the title of every page; and where a person wants it, the browser says so while they look elsewhere.

let known = null;

export function tellWhatWaits() {
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-notify-toggle]")) choose();
  });
  document.documentElement.dataset.notify = wants() ? "on" : "off";
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  look();
}

function look() {
  const count = document.querySelector('header nav a[href="/inbox"] .count');
  if (!count) return;
  const waiting = count.hidden ? 0 : Number.parseInt(count.textContent, 10) || 0;
  entitle(waiting);
  if (known !== null && waiting > known && document.hidden && wants()) {
    new Notification(waiting === 1 ? "One proposal waits" : `${waiting} proposals wait`, { tag: "approvalconsole", icon: "/favicon.svg" });
  }

  known = waiting;
}

// The inbox counts what it shows, so its own count stays.
function entitle(waiting) {
  if (location.pathname.startsWith("/inbox")) return;
  const plain = document.title.replace(/^\(\d+\) /, "");
  const title = waiting > 0 ? `(${waiting}) ${plain}` : plain;
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
