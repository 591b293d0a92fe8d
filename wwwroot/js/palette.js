// Everything that can be gone to or done on the page, by a few letters. It presses what is there: who may not do a thing does not find it here.

const most = 9;

let dialog, input, list;
let entries = [];
let shown = [];
let at = 0;

export function openByKey() {
  document.addEventListener("keydown", event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    if (!document.getElementById("palette")) return;
    event.preventDefault();
    toggle();
  });
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-palette]")) toggle();
  });
}

function toggle() {
  dialog = document.getElementById("palette");
  [input, list] = [dialog.querySelector("input"), dialog.querySelector("[role=listbox]")];
  if (dialog.open) {
    dialog.close();
    return;
  }

  entries = collect();
  input.value = "";
  input.oninput = () => show(0);
  input.onkeydown = move;
  list.onclick = event => go([...list.children].indexOf(event.target.closest("[role=option]")));
  dialog.onclick = event => { if (event.target === dialog) dialog.close(); };
  dialog.showModal();
  show(0);
}

function collect() {
  const links = [...document.querySelectorAll("header nav a, header .stop, main a[href]")].filter(a => a.offsetParent !== null).map(a => ({ text: words(a), kind: a.closest("main") ? "open" : "go to", run: () => a.click() })).filter(a => a.text);
  const buttons = [...document.querySelectorAll("main button[data-key]")].filter(b => !b.disabled && b.offsetParent !== null && b.dataset.key !== "Escape")
    .map(b => ({ text: words(b), kind: "press", key: b.dataset.key, run: () => b.click() }));
  const choices = [...document.querySelectorAll("header [data-theme-toggle], header [popovertarget=keys-help]")].map(b => ({ text: b.getAttribute("aria-label"), kind: "do", run: () => b.click() }));
  return [...buttons, ...links, ...choices];
}

function words(element) {
  const copy = element.cloneNode(true);
  for (const mute of copy.querySelectorAll("kbd, .count, [aria-hidden=true]")) mute.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function show(place) {
  const typed = input.value.trim();
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter(e => wanted.every(w => e.text.toLowerCase().includes(w)));
  shown = [...found.slice(0, most), ...(typed ? searches(typed) : [])];
  at = Math.max(0, Math.min(place, shown.length - 1));
  list.replaceChildren(...shown.map(option));
  input.setAttribute("aria-activedescendant", shown.length ? `palette-${at}` : "");
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

function searches(typed) {
  const has = path => document.querySelector(`header nav a[href="${path}"]`) !== null;
  const to = (text, path) => ({ text, kind: "find", run: () => Blazor.navigateTo(path) });
  return [
    ...(has("/inbox") ? [to(`What waits with “${typed}”`, `/inbox?q=${encodeURIComponent(typed)}`)] : []),
    ...(has("/runs") ? [to(`Runs with “${typed}”`, `/runs?q=${encodeURIComponent(typed)}`)] : []),
    ...(/^[0-9a-z-]{16,}$/i.test(typed) ? [to(`Run ${typed}`, `/runs/${encodeURIComponent(typed)}`)] : []),
  ];
}

function option(entry, place) {
  const item = document.createElement("li");
  item.id = `palette-${place}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", String(place === at));
  const kind = document.createElement("span");
  [kind.className, kind.textContent] = ["muted", entry.kind];
  const text = document.createElement("span");
  text.textContent = entry.text; // never as markup: rows hold what agents wrote
  item.append(kind, text);
  if (entry.key) {
    const key = document.createElement("kbd");
    key.textContent = entry.key;
    item.append(key);
  }

  return item;
}

function move(event) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") show((at + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % Math.max(1, shown.length));
  else if (event.key === "Enter") go(at);
  else return;
  event.preventDefault();
}

function go(place) {
  const entry = shown[place];
  if (!entry) return;
  dialog.close();
  entry.run();
}
