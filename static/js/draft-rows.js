// Rows of a draft are dragged to their place by a handle. The buttons beside them do the same, also without a script.

const form = document.getElementById("draft-rows");
let dragged = null;
let before = -1;

function placeOf(row) {
  return [...row.parentElement.children].indexOf(row);
}

function send(row) {
  const given = { press: `to ${row.dataset.row}`, place: placeOf(row) };
  for (const [name, value] of Object.entries(given)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
}

function addHandle(row) {
  const handle = document.createElement("span");
  handle.className = "draft-row__handle";
  handle.textContent = "\u283f";
  handle.draggable = true;
  handle.setAttribute("aria-hidden", "true");
  handle.addEventListener("dragstart", (event) => {
    dragged = row;
    before = placeOf(row);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.row);
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  handle.addEventListener("dragend", (event) => {
    if (event.dataTransfer.dropEffect === "none") {
      row.remove();
      row.list.insertBefore(row, row.list.children[before] ?? null);
    } else if (placeOf(row) !== before) {
      send(row);
    }
    dragged = null;
  });
  row.list = row.parentElement;
  row.prepend(handle);
}

for (const row of form.querySelectorAll("[data-row]")) {
  addHandle(row);
}
for (const list of form.querySelectorAll(".draft-rows")) {
  list.addEventListener("dragover", (event) => {
    if (dragged?.list !== list) {
      return;
    }
    event.preventDefault();
    const over = event.target.closest("[data-row]");
    if (over && over !== dragged) {
      over[placeOf(over) > placeOf(dragged) ? "after" : "before"](dragged);
    }
  });
  list.addEventListener("drop", (event) => event.preventDefault());
}
