// Decision keys. They press the button that carries the key, so whatever a key does a mouse can do, and a disabled button is deaf to both.

const decisions = new Set("aevxr123456789"); // digits as well: they answer a pipeline's question, and the last one may have been the reason of a rejection
const deadAfterSwap = 300; // ms: a key that was meant for the last card must not hit the next
let deadUntil = 0;

export function listenForKeys() {
  document.addEventListener("keydown", press);
  new MutationObserver(changes => {
    if (changes.some(swapped)) deadUntil = performance.now() + deadAfterSwap;
  }).observe(document.body, { subtree: true, childList: true });
}

function swapped(change) {
  return [...change.addedNodes].some(node => node.nodeType === Node.ELEMENT_NODE && (node.matches("[data-card]") || node.querySelector("[data-card]")));
}

function press(event) {
  if (document.documentElement.dataset.keys === "off") return;
  if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key === "Escape" ? "Escape" : event.key.toLowerCase();
  if (event.shiftKey && key !== "?") return;
  if (key !== "Escape" && isTyping(event.target)) return;
  if (decisions.has(key) && performance.now() < deadUntil) return;
  if (key === "Escape" && document.querySelector("[popover]:popover-open")) return;

  const button = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(b => !b.disabled && b.offsetParent !== null);
  if (!button) return;
  event.preventDefault();
  if (button.matches("input")) button.focus();
  else button.click();
  if (key === "e") focusOnceThere(".edit .input, .edit .check", performance.now() + 2000);
}

// Whoever asked for the form goes on in it, unless they have gone on somewhere else.
function focusOnceThere(selector, until) {
  if (isTyping(document.activeElement)) return;
  const field = document.querySelector(selector);
  if (field) field.focus();
  else if (performance.now() < until) requestAnimationFrame(() => focusOnceThere(selector, until));
}

function isTyping(target) {
  return target instanceof Element && target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") !== null;
}
