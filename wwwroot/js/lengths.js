// What a page sends at once has an end: beyond it the line would be cut, and the edit with it. So what is too long for it is not let into a field, and that is said there.

const besides = 4096; // bytes of a message that are not the text
const shown = 8000; // ms

export function keepLengths() {
  const most = Number(document.body.dataset.most) - besides;
  document.addEventListener("beforeinput", event => {
    const field = event.target;
    if (!event.data || !field.matches?.("input, textarea") || bytes(field.value) + bytes(event.data) <= most) return;
    event.preventDefault();
    say(field, `Nothing was changed: with this the text would be longer than a page can send at once (${Math.floor(most / 1024)} KB).`);
  }, true);
}

// As it travels: quotes and line ends take two.
function bytes(text) {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

function say(field, words) {
  field.setCustomValidity(words);
  field.reportValidity();
  setTimeout(() => field.setCustomValidity(""), shown);
}
