// Options, rows and levels in a form are dragged to their place by a handle. The buttons in each do the same, also without
// a script. Nothing is sent: the fields get the numbers of their new places.

import { Drag, addHandle } from "./dragging.js";

const NUMBERED = ["name", "id", "for", "aria-describedby", "aria-labelledby"];

function prefixOf(row) {
  return row.querySelector("[name]").name.replace(/-\d+-\w+$/, "");
}

// Legends and buttons know their place: they stay where they are while the fields move.
function renumber(rows, fixed) {
  for (const [place, row] of rows.entries()) {
    const number = new RegExp(`\\b((?:id_)?${prefixOf(row)})-\\d+-`, "g");
    for (const element of row.querySelectorAll("*")) {
      for (const name of NUMBERED.filter((one) => element.hasAttribute(one))) {
        element.setAttribute(name, element.getAttribute(name).replace(number, `$1-${place}-`));
      }
    }
    row.prepend(fixed[place].legend);
    row.append(fixed[place].ways);
  }
}

class List {
  constructor(rows) {
    this.rows = rows;
    this.fixed = rows.map((row) => ({
      legend: row.querySelector("legend"),
      ways: row.querySelector(".draft-row__ways"),
    }));
    for (const row of rows) {
      const handle = addHandle(row, (made) => row.querySelector("legend").after(made));
      new Drag(row, handle, { rows: () => this.inOrder(), dropped: (isMoved) => isMoved && this.moved(row) });
    }
  }

  inOrder() {
    const isBefore = (row, other) => row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    return [...this.rows].sort((row, other) => (isBefore(row, other) ? -1 : 1));
  }

  moved(row) {
    this.rows = this.inOrder();
    renumber(this.rows, this.fixed);
    row.querySelector("[name]").dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const lists = new Map();
for (const row of document.querySelectorAll(".option-row")) {
  lists.set(prefixOf(row), [...(lists.get(prefixOf(row)) ?? []), row]);
}
for (const rows of lists.values()) {
  new List(rows);
}
