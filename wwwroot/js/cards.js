// Another proposal is read from its top, however far down the last one was read.

let shown = cardShown();

export function readFromTheTop() {
  new MutationObserver(() => {
    const now = cardShown();
    if (now === shown) return;
    shown = now;
    if (now === null) return;
    document.querySelector(".desk")?.scrollTo(0, 0);
    if (document.querySelector("article.card").getBoundingClientRect().top < 0) scrollTo(0, 0); // where the page itself scrolls
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-card"] });
}

function cardShown() {
  return document.querySelector("article.card")?.dataset.card ?? null;
}
