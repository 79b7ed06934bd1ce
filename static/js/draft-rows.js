// Rows of a draft are dragged to their place by a handle. The buttons beside them do the same, also without a script.

import { Drag, addHandle } from "./dragging.js";

const form = document.getElementById("draft-rows");

// The fields are gone again once they are sent: the browser may show this page as it was when somebody steps back.
function send(row, place) {
  const given = { press: `to ${row.dataset.row}`, place };
  const fields = Object.entries(given).map(([name, value]) =>
    Object.assign(document.createElement("input"), { type: "hidden", name, value }),
  );
  form.append(...fields);
  form.submit();
  for (const field of fields) field.remove();
}

for (const row of form.querySelectorAll("[data-row]")) {
  const rows = () => [...row.parentElement.children];
  new Drag(row, addHandle(row), { rows, dropped: (isMoved) => isMoved && send(row, rows().indexOf(row)) });
}
