// Dragging on the board of a topic: a drop marks the person, chooses the place and sends the form.
// Without this file the same is done by check boxes, a list and a button.

const board = () => document.querySelector("[data-board]");
let dragged = null;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-board] li[draggable]");
  if (!dragged) return;
  dragged.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  // Firefox begins no drag without data.
  event.dataTransfer.setData("text/plain", "");
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  mark(null);
  dragged = null;
});
document.addEventListener("dragover", (event) => {
  const column = dragged && event.target.closest?.("[data-to]");
  mark(column);
  if (column) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const column = dragged && event.target.closest?.("[data-to]");
  if (!column) return;
  event.preventDefault();
  if (!column.contains(dragged)) move(dragged, column.dataset.to);
});

function mark(column) {
  for (const one of document.querySelectorAll("[data-to].target")) one.classList.remove("target");
  column?.classList.add("target");
}

// Who is marked goes along with the one who is dragged, if that one is marked too.
function move(card, to) {
  const box = card.querySelector("input");
  const form = board();
  if (!box.checked) for (const one of form.querySelectorAll("[name=demands]")) one.checked = false;
  box.checked = true;
  form.elements.to.value = to;
  send(form);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-board]")) return;
  event.preventDefault();
  send(event.target);
});

// One at a time; the page stays where it is scrolled to. What cannot be sent here is sent plainly.
async function send(form) {
  if (form.dataset.sending) return;
  form.dataset.sending = "1";
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-board]");
    if (!fresh) throw new Error("no board in the answer");
    form.replaceWith(fresh);
    document.querySelector("#messages").replaceWith(page.querySelector("#messages"));
    fresh.elements.to?.focus({ preventScroll: true });
  } catch {
    form.submit();
  }
}
