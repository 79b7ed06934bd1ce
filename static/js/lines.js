// The lines of a case as a spreadsheet, on screens that have room for one. Without this script, and on a phone, the table
// is read, and each line has a page of its own.

import { Cells } from "./lines/cells.js";
import { Editor } from "./lines/editor.js";
import { followed } from "./lines/following.js";
import { Keyboard } from "./lines/keyboard.js";
import { Notices } from "./lines/notices.js";
import { Panel } from "./lines/panel.js";
import { cellsOf, guarded, pasted } from "./lines/paste.js";
import { Rows } from "./lines/rows.js";
import { Saving } from "./lines/saving.js";
import { Store } from "./lines/store.js";
import { Undo } from "./lines/undo.js";

class Sheet {
  constructor(page, table) {
    Object.assign(this, { page, table, words: table.words });
    this.part = (name) => page.querySelector(`[data-${name}]`);
    this.rows = new Rows(table);
    this.undo = new Undo(this.rows);
    this.store = new Store({ ...page.dataset, kind: table.kind });
    this.store.restore(this.rows);
    this.rows.keepBlankLast();
    const label = document.querySelector("h1").textContent;
    this.cells = new Cells({ rows: this.rows, words: this.words, label, room: this.part("room") });
    this.editor = new Editor({
      cells: this.cells,
      rows: this.rows,
      on: { typing: () => this.panel.soon(), changed: (...given) => this.write(...given) },
    });
    this.connect(page.querySelector("[name=csrfmiddlewaretoken]").value);
    this.rows.listen((event, detail) => this.hear(event, detail));
    this.bind();
    for (const part of page.querySelectorAll("[data-plain]")) part.hidden = true;
    for (const part of page.querySelectorAll("[data-sheet]")) part.hidden = false;
    if (this.rows.dirty.length) this.saving.send();
  }

  connect(token) {
    const { urls } = this.table;
    this.saving = new Saving({
      rows: this.rows,
      store: this.store,
      url: urls.save,
      token,
      on: {
        saving: () => this.status("saving"),
        saved: () => this.status(this.rows.dirty.length ? "changed" : "saved"),
        failed: (state) => this.status(state),
        refused: (row, answer) => this.refused(row, answer),
      },
    });
    this.panel = new Panel({ page: this.page, url: urls.panel, token, rows: this.rows, typed: () => this.editor.typed });
    this.notices = new Notices({
      page: this.page,
      rows: this.rows,
      cells: this.cells,
      on: { mine: (...given) => this.keepMine(...given), theirs: (...given) => this.keepTheirs(...given) },
    });
  }

  bind() {
    const on = {
      left: (key) => this.left(key),
      tool: (name, cell) => this.tool(name, cell),
      cleared: (cell) => this.clear(cell),
      undo: () => this.step("undo", "undone"),
      redo: () => this.step("redo", "redone"),
      out: () => this.part("tool").focus() ?? true,
    };
    this.keyboard = new Keyboard({ cells: this.cells, editor: this.editor, on });
    const tools = { add: () => this.add(), undo: on.undo, redo: on.redo };
    for (const button of this.page.querySelectorAll("button[data-tool]")) {
      button.addEventListener("click", tools[button.dataset.tool]);
    }
    for (const button of this.page.querySelectorAll("[data-template]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.insert(this.table.templates[button.dataset.template]));
    }
    document.addEventListener("leaving", ({ detail }) => detail.push(this.finish()));
    this.cells.table.addEventListener("focusin", ({ target }) => this.hint(target));
    this.cells.table.addEventListener("paste", (event) => this.paste(event));
    this.cells.table.addEventListener("copy", (event) => this.copy(event));
  }

  hear(event, detail) {
    if (event === "row") this.cells.update(detail);
    if (event === "removed" && !detail.isDeleted) this.store.drop(detail);
    if (["changed", "added", "removed", "arranged"].includes(event)) this.refresh();
  }

  // After a change the rows that the server lacks are kept on this device, and shown anew.
  refresh() {
    this.cells.arrange();
    for (const row of this.rows.dirty) this.store.keep(row);
    for (const row of this.rows.list) {
      if (!this.rows.isDirty(row)) this.store.drop(row);
      this.cells.update(row);
    }
    this.panel?.soon();
  }

  status(name, names = {}) {
    const room = this.part("status");
    const text = this.say(name, names);
    if (room.textContent !== text) room.textContent = text;
  }

  // What became of a paste stands until the next one, whatever is saved meanwhile.
  tell(name, names) {
    this.part("told").textContent = name ? this.say(name, names) : "";
  }

  // What to write in the cell one is in.
  hint(target) {
    const name = target.closest(".line-cell")?.dataset.name;
    const column = this.rows.columns.find((one) => one.name === name);
    this.part("hint").textContent = column?.hint ? `${column.label}: ${column.hint}` : "";
  }

  announce(text) {
    this.part("announce").textContent = text;
  }

  say(name, names = {}) {
    return Object.entries(names).reduce((text, [key, value]) => text.replaceAll(`%(${key})s`, value), this.words[name] ?? "");
  }

  write(row, column, value) {
    const after = followed(row.values, column, value, this.table.prices);
    const before = this.rows.isBlank(row) ? null : row.values;
    this.undo.do([{ key: row.key, before, after, place: this.rows.list.indexOf(row) }]);
    row.isOpen = this.keyboard.key === row.key;
  }

  clear(cell) {
    const { row, column } = this.cells.placeOf(cell);
    if (this.rows.columns.includes(column) && !this.rows.isBlank(row)) this.write(row, column, "");
    return true;
  }

  left(key) {
    for (const row of this.rows.list) row.isOpen = false;
    if (key) this.saving.send();
  }

  // Somebody logs out: what is being typed counts too.
  finish() {
    this.editor.close(true);
    this.left();
    return this.saving.send();
  }

  add() {
    this.cells.focus(this.cells.at(this.rows.list.at(-1).key, "name"));
  }

  tool(name, cell) {
    const { row } = this.cells.placeOf(cell);
    if (!this.rows.isBlank(row)) this[name === "delete" ? "remove" : "move"](row, name);
    return true;
  }

  remove(row) {
    const place = this.rows.list.indexOf(row);
    this.notices.withdraw(row);
    this.undo.do([{ key: row.key, before: row.values, after: null, place }]);
    this.cells.focus(this.cells.at(this.rows.list[Math.min(place, this.rows.list.length - 1)].key, "name"));
    this.announce(this.words.deleted);
    this.saving.send();
  }

  move(row, name) {
    const before = this.rows.order;
    const [from, to] = [before.indexOf(row.key), before.indexOf(row.key) + (name === "up" ? -1 : 1)];
    if (to < 0 || to >= before.length) return;
    const after = before.toSpliced(from, 1).toSpliced(to, 0, row.key);
    const { name: column } = this.cells.active.dataset;
    this.undo.do({ order: [before, after] });
    this.cells.focus(this.cells.at(row.key, column));
    this.announce(this.say("moved", { place: to + 1 }));
    this.sendOrder();
  }

  sendOrder() {
    this.saving.order = this.rows.order;
    this.saving.send();
  }

  step(way, word) {
    this.editor.close(true);
    const isInside = this.cells.table.contains(document.activeElement);
    const change = this.undo[way]();
    this.announce(change ? this.words[word] : this.words.nothing);
    if (change?.order) this.sendOrder();
    if (isInside) this.showChanged(change);
    this.saving.send();
    return true;
  }

  // The row that was there may be gone; the person stays in the table.
  showChanged(change) {
    const key = Array.isArray(change) ? change.find((step) => this.rows.find(step.key))?.key : undefined;
    const name = this.cells.active?.dataset.name ?? "name";
    this.cells.focus((key && this.cells.at(key, name)) || this.cells.active);
  }

  insert(template) {
    const first = this.rows.list.length - 1;
    const change = template.lines.map((cells, index) => {
      const values = { ...this.rows.fresh, ...cells };
      return { key: crypto.randomUUID(), before: null, after: values, place: first + index };
    });
    if (this.rows.count + change.length > this.room) return this.refuse(change.length);
    this.tell();
    this.undo.do(change);
    this.cells.focus(this.cells.at(change[0].key, "unit_price"));
    this.saving.send();
  }

  get room() {
    return this.table.most - this.table.others;
  }

  refuse(count) {
    this.tell("tooMany", { count: count.toLocaleString("da") });
  }

  paste(event) {
    if (this.editor.isOpen) return;
    event.preventDefault();
    const { row, column } = this.cells.placeOf(this.cells.active);
    if (!this.rows.columns.includes(column)) return;
    const block = cellsOf(event.clipboardData.getData("text/plain"));
    const { change, tooMany, unknown, left, elsewhere } = pasted(this.rows, block, row, column, this.room, this.table);
    if (tooMany) return this.refuse(tooMany);
    if (unknown) return this.tell("unknownColumns", { names: unknown.join("”, ”") });
    if (left > 0) return this.tell("tooWide", { count: left });
    this.undo.do(change);
    this.cells.focus(this.cells.at(row.key, column.name) ?? this.cells.active);
    this.announce(this.say("pasted", { count: change.length }));
    this.tell(elsewhere && "elsewhere", { count: elsewhere });
    this.saving.send();
  }

  copy(event) {
    if (this.editor.isOpen || String(getSelection())) return;
    const { row, column } = this.cells.placeOf(this.cells.active);
    event.clipboardData.setData("text/plain", guarded(this.cells.text(row, column)));
    event.preventDefault();
  }

  refused(row, answer) {
    if (["stale", "gone"].includes(answer.state)) return this.notices.ask(row, answer);
    const number = this.rows.list.indexOf(row) + 1;
    const why = Object.values(row.errors).join(". ");
    this.announce(`${this.say("line", { number })}: ${this.cells.state(row)}. ${why}`);
  }

  keepMine(row, current) {
    if (current) Object.assign(row, { version: current.version, stored: current.values });
    else Object.assign(row, { isAgain: true, stored: null });
    row.state = "changed";
    this.refresh();
    this.saving.send();
  }

  keepTheirs(row, current) {
    if (row.isDeleted) {
      this.rows.deleted.delete(row.key);
      row.isDeleted = false;
      this.rows.take(row);
    }
    if (current) Object.assign(row, this.rows.fromServer(current), { isAgain: false });
    else this.rows.list = this.rows.list.filter((one) => one !== row);
    this.store.drop(row);
    this.refresh();
  }
}

const page = document.querySelector("[data-lines]");
const isWide = window.matchMedia("(min-width: 768px)").matches;
if (page && isWide) new Sheet(page, JSON.parse(document.getElementById("line-table").textContent));
