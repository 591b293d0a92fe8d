// Ages, countdowns and time at work tick here: a server that renders once a second for everybody who looks would do nothing else.

export function tickTimes() {
  tick();
  setInterval(tick, 1000);
}

function tick() {
  for (const time of document.querySelectorAll("time[data-tick]")) {
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    const text = time.dataset.tick === "until" ? until(seconds) : time.dataset.tick === "left" ? span(seconds) : span(-seconds);
    // The node is Blazor's, which may have put a mark of its own before it: its value may be changed, it must not be replaced.
    const words = [...time.childNodes].find(node => node.nodeType === Node.TEXT_NODE);
    if (words && words.nodeValue !== text) words.nodeValue = text;
  }

  for (const meter of document.querySelectorAll(".meter[data-since]")) run(meter);
}

// What a model or tool takes is counted when it is done; until then the meter goes with the clock.
function run(meter) {
  const [used, limit] = [Number(meter.dataset.used) + Math.max(0, (Date.now() - Date.parse(meter.dataset.since)) / 1000), Number(meter.dataset.limit)];
  const percent = limit > 0 ? Math.min(100, Math.ceil(100 * used / limit)) : 100;
  const text = `${inSeconds(used)}/${inSeconds(limit)} s`;
  const words = meter.querySelector(".words").firstChild;
  if (words.nodeValue === text) return;
  words.nodeValue = text;
  meter.setAttribute("aria-valuetext", text);
  meter.setAttribute("aria-valuenow", percent);
  meter.querySelector(".fill").style.width = `${percent}%`;
  meter.classList.toggle("full", percent >= 100);
  meter.classList.toggle("high", percent >= 80 && percent < 100);
}

function inSeconds(seconds) {
  return seconds < 10 ? String(Math.round(seconds * 10) / 10) : String(Math.round(seconds));
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
