// Whoever has a proposal before them keeps it as long as they stir: who has left their desk holds nothing.

import { isCut } from "./connection.js";

const atMostEvery = 20_000; // ms: a third of what a claim lasts

let saidAt = 0;

export function tellActivity() {
  Blazor.registerCustomEventType("active", { browserEventName: "active", createEventArgs: () => ({}) });
  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) document.addEventListener(kind, tell, { passive: true });
}

function tell() {
  if (performance.now() - saidAt < atMostEvery || isCut()) return;
  const keeper = document.querySelector("[data-claims]");
  if (!keeper) return;
  saidAt = performance.now();
  keeper.dispatchEvent(new CustomEvent("active"));
}
