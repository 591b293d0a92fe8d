// Long lists are given out in parts. What is looked at stays where it is on the screen while rows come and go above it, and the row of the card that is read stays in sight.

const most = 40; // rows that can be looked at at once

let held = []; // the rows in sight, and where each stands
let current = null; // the row of the card that is read
let goesBack = false; // somebody asked for what comes before: at the very top, too, what they look at stays

export function holdLists() {
  document.addEventListener("scroll", hold, { passive: true, capture: true });
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-earlier]")) expectEarlier();
  }, true);
  new MutationObserver(changes => {
    if (changes.some(change => change.type === "childList" || change.attributeName === "hidden")) settle(changes);
    showCurrent();
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden", "aria-current"] });
  showCurrent();
  hold();
}

function expectEarlier() {
  hold();
  goesBack = true;
}

function settle(changes) {
  const list = document.querySelector("[data-holds-still]");
  if (!list) return held = [];
  const scroller = scrollerOf(list);
  const before = held.find(place => place.row.isConnected);
  if (before && (scroller.scrollTop > 0 || goesBack)) scroller.scrollTop += before.row.getBoundingClientRect().top - before.top;
  if (changes.some(change => change.target === list)) goesBack = false;
  hold();
}

function hold() {
  const list = document.querySelector("[data-holds-still]");
  if (!list || list.offsetParent === null) return held = [];
  const rows = list.children;
  const top = Math.max(scrollerOf(list).getBoundingClientRect().top, 0);
  let [from, to] = [0, rows.length];
  while (from < to) { // the first that is not wholly above
    const middle = (from + to) >> 1;
    if (rows[middle].getBoundingClientRect().bottom <= top) from = middle + 1;
    else to = middle;
  }

  held = [...rows].slice(from, from + most).map(row => ({ row, top: row.getBoundingClientRect().top }));
}

// Once for each: whoever scrolls away from it afterwards looks at something else.
function showCurrent() {
  const row = document.querySelector("[data-holds-still] [aria-current='true']");
  if (row === current) return;
  current = row;
  if (!row) return;
  row.scrollIntoView({ block: "nearest" });
  hold();
}

function scrollerOf(list) {
  const parent = list.closest("[data-scrolls]");
  return parent && getComputedStyle(parent).overflowY !== "visible" ? parent : document.documentElement;
}
