// Keys as in a spreadsheet. In a cell they move; in an open cell they write.

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Keyboard {
  constructor({ cells, editor, on }) {
    Object.assign(this, { cells, editor, on });
    const { table } = cells;
    table.addEventListener("keydown", (event) => this.press(event));
    table.addEventListener("click", (event) => this.click(event));
    table.addEventListener("dblclick", ({ target }) => this.open(target.closest(".line-cell")));
    table.addEventListener("focusin", ({ target }) => this.arrive(target));
    table.addEventListener("focusout", (event) => this.leave(event));
  }

  press(event) {
    const isHeld = event.ctrlKey || event.metaKey;
    const cell = this.editor.cell ?? event.target.closest(".line-cell");
    if (!cell || event.isComposing) return;
    const isDone = this.editor.isOpen ? this.write(event, cell, isHeld) : this.move(event, cell, isHeld);
    if (isDone) event.preventDefault();
  }

  write(event, cell, isHeld) {
    const steps = { Enter: [event.shiftKey ? -1 : 1, 0], Tab: [0, event.shiftKey ? -1 : 1] };
    if (event.key === "Escape") {
      this.editor.close(false);
      return this.cells.focus(cell);
    }
    if (!steps[event.key] || isHeld) return false;
    this.editor.close(true);
    const [down, right] = steps[event.key];
    return this.cells.focus(this.cells.beside(cell, down, right, true) ?? cell);
  }

  move(event, cell, isHeld) {
    const { key, shiftKey } = event;
    if (isHeld) return this.command(event, cell);
    if (event.altKey && ["ArrowUp", "ArrowDown"].includes(key)) return this.on.tool(key === "ArrowUp" ? "up" : "down", cell);
    if (MOVES[key]) return this.cells.focus(this.cells.beside(cell, ...MOVES[key])) || true;
    if (key === "Tab") return this.cells.focus(this.cells.beside(cell, 0, shiftKey ? -1 : 1, true));
    if (key === "Home" || key === "End") return this.edge(cell, key);
    if (cell.matches(".line-tool")) return false;
    if (key === "Enter") return this.cells.focus(this.cells.beside(cell, shiftKey ? -1 : 1, 0)) || true;
    return this.begin(key, cell);
  }

  begin(key, cell) {
    if (key === "Escape") return this.on.out();
    if (key === "F2") return this.open(cell);
    if (key === "Delete" || key === "Backspace") return this.on.cleared(cell);
    if (key.length !== 1) return false;
    const isChoice = this.cells.placeOf(cell).column.sort === "choice";
    this.open(cell, isChoice ? undefined : "");
    return false; // the key itself goes into the open cell
  }

  command(event, cell) {
    const key = event.key.toLowerCase();
    if (key === "z") return this.on[event.shiftKey ? "redo" : "undo"]();
    if (key === "y") return this.on.redo();
    if (key === "home") return this.cells.focus(this.cells.body.querySelector(".line-cell"));
    if (key === "end") return this.cells.focus([...this.cells.body.lastChild.querySelectorAll(".line-cell:not([hidden])")].at(-1));
    if (key === "delete") return this.on.tool("delete", cell);
    return false;
  }

  edge(cell, key) {
    const cells = [...cell.closest("tr").querySelectorAll(".line-cell:not([hidden])")];
    return this.cells.focus(cells.at(key === "Home" ? 0 : -1));
  }

  open(cell, text) {
    if (!cell || cell.matches(".line-tool") || this.editor.cell === cell) return false;
    this.editor.close(true);
    this.editor.open(cell, text);
    return true;
  }

  // A click chooses a cell; one more opens it.
  click({ target }) {
    const cell = target.closest(".line-cell");
    if (!cell || target.closest(".line-editor")) return;
    if (cell.matches(".line-tool")) return void this.on.tool(cell.dataset.name, cell);
    if (cell === this.cells.active && this.wasActive) this.open(cell);
    else this.cells.focus(cell);
    this.wasActive = true;
  }

  arrive(target) {
    const cell = target.closest(".line-cell");
    if (!cell) return;
    if (cell !== this.cells.active) this.wasActive = false;
    this.cells.mark(cell);
    const key = cell.closest("tr").dataset.key;
    if (key !== this.key) this.on.left(this.key);
    this.key = key;
  }

  leave({ relatedTarget, target }) {
    if (this.cells.table.contains(relatedTarget)) {
      if (this.editor.isOpen && target === this.editor.field) this.editor.close(true);
      return;
    }
    this.editor.close(true);
    this.on.left(this.key);
    this.key = undefined;
  }
}
