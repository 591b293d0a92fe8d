// An answer is kept in this tab until it is known what became of it. The id is made here, so that sending it again decides nothing twice.

import { isCut } from "./connection.js";

const store = "approvalconsole.unanswered";
const patience = 700; // ms without an answer until the page says so
const longest = 5000; // ms without an answer until it is sent again, and again: the button may have gone while it was pressed, or the line before anybody noticed

let paintedAt = performance.now();
let wasLost = false;

export function keepDecisions() {
  Blazor.registerCustomEventType("pressed", { browserEventName: "pressed", createEventArgs: event => event.detail });
  Blazor.registerCustomEventType("unanswered", { browserEventName: "unanswered", createEventArgs: event => event.detail });
  document.addEventListener("click", press);
  document.addEventListener("components-reconnect-state-changed", event => {
    if (event.detail.state !== "hide") wasLost = true;
    else if (wasLost) [wasLost] = [false, sendAgain()];
  }, true);
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-answered", "data-sends-again", "data-card"] });
  say();
  sendAgain();
  if (kept()) setTimeout(insist, longest, kept().decisionId);
}

function press(event) {
  const button = event.target.closest?.("[data-decides]");
  if (!button || button.disabled) return;
  const [body, proposalId, person] = [button.dataset.decides, button.dataset.proposal, sender()?.dataset.person];
  const before = kept();
  const same = before?.body === body && before.proposalId === proposalId && before.person === person;
  const decision = same ? before : { decisionId: crypto.randomUUID(), proposalId, body, person, seenFor: performance.now() - paintedAt };
  sessionStorage.setItem(store, JSON.stringify(decision));
  setTimeout(say, patience);
  setTimeout(insist, longest, decision.decisionId);
  button.dispatchEvent(new CustomEvent("pressed", { bubbles: true, detail: decision }));
}

function insist(decisionId) {
  const decision = kept();
  if (decision?.decisionId !== decisionId) return;
  if (document.documentElement.dataset.connection === "broken" && !decision.wasReloaded) {
    sessionStorage.setItem(store, JSON.stringify({ ...decision, wasReloaded: true })); // once: a page that breaks each time is not loaded for ever
    location.reload();
    return;
  }

  sendAgain();
  setTimeout(insist, longest, decisionId);
}

function look(changes) {
  if (changes.some(change => holds(change, "[data-card]"))) paintedAt = performance.now();
  const decision = kept();
  if (!decision) return;
  if (sender()?.dataset.answered?.split(" ").includes(decision.decisionId)) {
    sessionStorage.removeItem(store);
    say();
  } else if (changes.some(change => holds(change, "[data-sends-again]"))) sendAgain();
}

// A new card is another element, or the same element with another key.
function holds(change, selector) {
  if (change.type === "attributes") return change.attributeName !== "data-answered" && change.target.matches(selector);
  return [...change.addedNodes].some(node => node.nodeType === Node.ELEMENT_NODE && (node.matches(selector) || node.querySelector(selector)));
}

// By the page that can hear it, and for nobody but the person whose answer it is.
function sendAgain() {
  const [decision, by] = [kept(), sender()];
  if (isCut()) return;
  if (!decision || by?.dataset.sendsAgain !== "true" || by.dataset.person !== decision.person) return;
  by.dispatchEvent(new CustomEvent("unanswered", { bubbles: true, detail: decision }));
}

function say() {
  document.documentElement.dataset.answer = kept() ? "unknown" : "known";
}

function sender() {
  return document.querySelector("[data-sends-again]");
}

function kept() {
  const text = sessionStorage.getItem(store);
  return text === null ? null : JSON.parse(text);
}
