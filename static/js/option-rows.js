// Options, rows and levels in a form are dragged to their place by a handle. The buttons in each do the same, also without
// a script. Nothing is sent: the fields get the numbers of their new places.

const NUMBERED = ["name", "id", "for", "aria-describedby", "aria-labelledby"];
let dragged = null;

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
      this.addHandle(row);
    }
  }

  addHandle(row) {
    const handle = document.createElement("span");
    Object.assign(handle, { className: "draft-row__handle", textContent: "\u283f", draggable: true });
    handle.setAttribute("aria-hidden", "true");
    handle.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.querySelector("legend").textContent);
      event.dataTransfer.setDragImage(row, 0, 0);
    });
    handle.addEventListener("dragend", () => {
      dragged = null;
    });
    row.querySelector("legend").after(handle);
    row.addEventListener("dragover", (event) => {
      if (this.rows.includes(dragged)) {
        event.preventDefault();
      }
    });
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      this.move(dragged, row);
    });
  }

  move(row, to) {
    const [from, place] = [this.rows.indexOf(row), this.rows.indexOf(to)];
    if (from < 0 || from === place) {
      return;
    }
    to[place > from ? "after" : "before"](row);
    this.rows.splice(place, 0, ...this.rows.splice(from, 1));
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
