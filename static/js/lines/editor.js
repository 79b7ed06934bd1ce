// One cell being changed: an input, or a list for a choice.

import { element } from "./cells.js";

export class Editor {
  constructor({ cells, rows, on }) {
    Object.assign(this, { cells, rows, on, cell: null });
  }

  get isOpen() {
    return Boolean(this.cell);
  }

  // `text` replaces what stands there: somebody began to type.
  open(cell, text) {
    const { row, column } = this.cells.placeOf(cell);
    if (!row || !this.rows.columns.includes(column)) return;
    Object.assign(this, { cell, row, column });
    const label = `${column.label}, ${row.values.name || this.cells.words.newLine}`;
    this.field = column.sort === "choice" ? this.list(label, row.values[column.name]) : this.input(label, text);
    const told = cell.getAttribute("aria-describedby");
    if (told) this.field.setAttribute("aria-describedby", told);
    cell.querySelector(".line-text").hidden = true;
    cell.prepend(this.field);
    this.field.focus();
    if (text === undefined) this.field.select?.();
    this.field.addEventListener("input", () => this.on.typing());
  }

  input(label, text) {
    const field = element("input", { type: "text", class: "line-editor form-input", "aria-label": label, autocomplete: "off" });
    if (this.column.sort === "number") field.inputMode = "decimal";
    field.value = text ?? this.row.values[this.column.name];
    return field;
  }

  list(label, value) {
    const field = element("select", { class: "line-editor form-select", "aria-label": label });
    field.append(...this.column.choices.map(([one, text]) => element("option", { value: one }, text || "–")));
    if (!this.column.choices.some(([one]) => one === value)) field.prepend(element("option", { value }, value));
    field.value = value;
    return field;
  }

  // What is being typed, for the panel.
  get typed() {
    return this.isOpen ? { key: this.row.key, values: { [this.column.name]: this.field.value } } : null;
  }

  close(isKept) {
    if (!this.isOpen) return;
    const { cell, row, column, field } = this;
    const value = field.value.trim();
    this.cell = null;
    if (document.activeElement === field) cell.focus();
    field.remove();
    cell.querySelector(".line-text").hidden = false;
    if (isKept && value !== row.values[column.name]) this.on.changed(row, column, value);
    else this.cells.update(row);
  }
}
