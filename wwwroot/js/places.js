// On a narrow screen the bar scrolls aside. Where one is stays in sight there.

let place;

export function showPlaces() {
  new MutationObserver(show).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-current"] });
  show();
}

// Once for each: whoever scrolls the bar aside afterwards looks for somewhere else.
function show() {
  const here = [...document.querySelectorAll("header.bar nav a[aria-current=page]")].at(-1);
  if (here === place) return;
  place = here; // the link itself: the page that hears has a bar of its own
  if (!here) return;
  const [bar, own] = [here.closest("nav"), here.getBoundingClientRect()];
  const all = bar.getBoundingClientRect();
  if (own.left < all.left || own.right > all.right) bar.scrollLeft += own.left + own.width / 2 - (all.left + all.width / 2);
}
