// Another proposal is read from its top, however far down the last one was read; a source that is opened, from right above what it was opened for.

let shown = cardShown();

export function readFromTheTop() {
  new MutationObserver(changes => {
    for (const source of changes.flatMap(change => [...change.addedNodes])) if (source.nodeType === Node.ELEMENT_NODE) showMark(source);
    const now = cardShown();
    if (now === shown) return;
    shown = now;
    if (now === null) return;
    document.querySelector(".desk")?.scrollTo(0, 0);
    if (document.querySelector("article.card").getBoundingClientRect().top < 0) scrollTo(0, 0); // where the page itself scrolls
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-card"] });
}

function showMark(added) {
  const mark = added.closest(".source pre")?.querySelector("mark") ?? added.querySelector(".source pre mark");
  if (!mark) return;
  const lines = mark.closest("pre");
  lines.scrollTop += mark.getBoundingClientRect().top - lines.getBoundingClientRect().top - 40;
}

function cardShown() {
  return document.querySelector("article.card")?.dataset.card ?? null;
}
