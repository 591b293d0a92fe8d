// A run that is at work is read at its end, for as long as nobody scrolls up from there. Whoever came for one place on the page stays at it.

let page, isFollowed, top = 0, height = 0;

export function followRuns() {
  addEventListener("scroll", noticeWay, { passive: true });
  document.addEventListener("click", event => event.target.closest?.("[data-follows]") && turn(!isFollowed));
  let isDue = false;
  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; toTheEnd(); });
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}

// A page that has become shorter moves by itself: that is nobody's wish.
function noticeWay() {
  const now = document.scrollingElement.scrollHeight;
  if (scrollY < top - 2 && now >= height) turn(false);
  [top, height] = [scrollY, now];
}

function turn(on) {
  isFollowed = on;
  toTheEnd();
}

function toTheEnd() {
  const button = document.querySelector("[data-follows]");
  if (!button) return;
  if (page !== location.pathname) [page, isFollowed] = [location.pathname, location.hash === ""];
  button.setAttribute("aria-pressed", String(isFollowed));
  if (!isFollowed) return;
  const beyond = document.querySelector("ol.timeline").getBoundingClientRect().bottom + 56 - innerHeight;
  if (beyond > 0) scrollTo({ top: scrollY + beyond, behavior: "instant" });
  [top, height] = [scrollY, document.scrollingElement.scrollHeight];
}
