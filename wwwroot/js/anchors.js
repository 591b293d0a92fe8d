// A link to one call opens it once it is there. Whoever closes it again has seen it.

let opened;

export function openAnchors() {
  addEventListener("hashchange", () => { opened = undefined; open(); });
  new MutationObserver(open).observe(document.body, { subtree: true, childList: true });
  open();
}

function open() {
  if (location.hash.length < 2) return;
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const call = place?.querySelector("details");
  if (!call || call === opened) return; // the page that hears has calls of its own
  opened = call;
  document.querySelector("[data-linked]")?.removeAttribute("data-linked");
  place.setAttribute("data-linked", "");
  call.open = true;
  place.scrollIntoView({ block: "start", behavior: "instant" });
}
