// Ages and countdowns tick here: a server that renders once a second for everybody who looks would do nothing else.

export function tickTimes() {
  tick();
  setInterval(tick, 1000);
}

function tick() {
  for (const time of document.querySelectorAll("time[data-tick]")) {
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    const text = time.dataset.tick === "until" ? until(seconds) : time.dataset.tick === "left" ? span(seconds) : span(-seconds);
    // The node is Blazor's: its value may be changed, it must not be replaced.
    if (time.firstChild && time.firstChild.nodeValue !== text) time.firstChild.nodeValue = text;
  }
}

function until(seconds) {
  return seconds <= 0 ? "expired" : `expires ${span(seconds)}`;
}

function span(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 3600) return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}
