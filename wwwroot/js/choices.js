// What a person chooses for this browser alone.

export function listenForChoices() {
  const root = document.documentElement;
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-theme-toggle]")) keep("theme", root.dataset.theme === "dark" ? "light" : "dark");
    if (event.target.closest?.("[data-keys-toggle]")) keep("keys", root.dataset.keys === "off" ? "on" : "off");
    if (event.target.closest?.("[data-tour-toggle]")) keep("tour", root.dataset.tour === "on" ? "off" : "on");
  });
}

function keep(name, value) {
  localStorage.setItem(name, value);
  document.documentElement.dataset[name] = value;
}
