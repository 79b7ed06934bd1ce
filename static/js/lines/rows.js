// The lines of the page as they are being written. A row is
//   { key, version, values, stored, state, errors, problems, warnings, attempt, isAgain, isDeleted }
// `stored` are the values at `version`, null for a line the server does not have. `attempt` is what has been sent and may
// have arrived. Changes go through `apply`, so that each can be undone.

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class Rows {
  constructor({ columns, rows, fresh, kind }) {
    Object.assign(this, { columns, kind, deleted: new Map(), listeners: [] });
    this.fresh = Object.fromEntries(columns.map(({ name }) => [name, fresh[name] ?? ""]));
    this.list = rows.map((row) => this.fromServer(row));
    this.list.push(this.blank());
  }

  fromServer({ key, version, values, problems, warnings }) {
    const shown = Object.fromEntries(this.columns.map(({ name }) => [name, values[name] ?? ""]));
    return { key, version, values: shown, stored: shown, state: "saved", errors: {}, problems, warnings };
  }

  blank() {
    return this.made(crypto.randomUUID(), { ...this.fresh });
  }

  made(key, values, more = {}) {
    return { key, version: 0, values, stored: null, state: "", errors: {}, problems: {}, warnings: {}, ...more };
  }

  listen(listener) {
    this.listeners.push(listener);
  }

  tell(event, detail) {
    for (const listener of this.listeners) listener(event, detail);
  }

  find(key) {
    return this.list.find((row) => row.key === key);
  }

  isBlank(row) {
    return !row.stored && !row.attempt && same(row.values, this.fresh);
  }

  isDirty(row) {
    return row.isDeleted || (!this.isBlank(row) && (!row.stored || row.isAgain || !same(row.values, row.stored)));
  }

  // Rows the server does not have as they stand here, deleted ones too.
  get dirty() {
    return [...this.list, ...this.deleted.values()].filter((row) => this.isDirty(row));
  }

  get count() {
    return this.list.filter((row) => !this.isBlank(row)).length;
  }

  get order() {
    return this.list.filter((row) => !this.isBlank(row)).map(({ key }) => key);
  }

  // A change is [{ key, before, after, place }, …]: values, or null where there was or will be no row; or { order: [before,
  // after] } for a move.
  apply(change, isUndo = false) {
    if (change.order) this.arrange(change.order[isUndo ? 0 : 1]);
    else for (const step of isUndo ? [...change].reverse() : change) this.step(step, isUndo ? step.before : step.after);
    this.keepBlankLast();
    this.tell("changed", { isUndo, change });
  }

  step({ key, place }, values) {
    const row = this.find(key);
    if (values === null) this.remove(row);
    else if (row) Object.assign(row, { values, errors: this.leftErrors(row, values), state: "changed" });
    else this.bringBack(key, values, place);
    if (values !== null) this.settle(this.find(key));
  }

  settle(row) {
    if (this.isBlank(row)) row.state = "";
    else if (!this.isDirty(row)) row.state = "saved";
  }

  // The instruction at a cell stands until the cell is changed.
  leftErrors(row, values) {
    return Object.fromEntries(Object.entries(row.errors).filter(([name]) => row.values[name] === values[name]));
  }

  remove(row) {
    this.list = this.list.filter((one) => one !== row);
    if (row.stored || row.attempt) this.deleted.set(row.key, Object.assign(row, { isDeleted: true, state: "changed" }));
    this.tell("removed", row);
  }

  // Undoing a delete. The server may have deleted the line already: then it is brought back over the version it had.
  bringBack(key, values, place) {
    const waiting = this.deleted.get(key);
    this.deleted.delete(key);
    const gone = this.gone?.get(key);
    const row = waiting
      ? Object.assign(waiting, { values, isDeleted: false, state: "changed", isAgain: Boolean(waiting.attempt) })
      : this.made(key, values, gone ? { version: gone, isAgain: true, state: "changed" } : { state: "changed" });
    this.list.splice(place, 0, row);
    this.tell("added", row);
  }

  forget(row) {
    this.deleted.delete(row.key);
    (this.gone ??= new Map()).set(row.key, row.version);
  }

  // A row that another tab or an earlier visit has left.
  take(row, place = this.list.length - 1) {
    this.list.splice(place, 0, row);
    this.tell("added", row);
  }

  arrange(keys) {
    const place = new Map(keys.map((key, index) => [key, index]));
    const at = ({ key }) => place.get(key) ?? keys.length;
    this.list = [...this.list].sort((one, other) => at(one) - at(other));
    this.tell("arranged");
  }

  keepBlankLast() {
    const last = this.list.at(-1);
    if (last && this.isBlank(last)) return;
    const row = this.blank();
    this.list.push(row);
    this.tell("added", row);
  }
}
