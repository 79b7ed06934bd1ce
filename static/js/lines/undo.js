// What has been done to the table and can be undone: typing, pasting, deleting, moving.

const MOST = 200;

export class Undo {
  constructor(rows) {
    Object.assign(this, { rows, past: [], future: [] });
  }

  do(change) {
    if (!change.order && !change.some(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))) return;
    this.past = [...this.past, change].slice(-MOST);
    this.future = [];
    this.rows.apply(change);
  }

  undo() {
    const change = this.past.pop();
    if (!change) return null;
    this.future.push(change);
    this.rows.apply(change, true);
    return change;
  }

  redo() {
    const change = this.future.pop();
    if (!change) return null;
    this.past.push(change);
    this.rows.apply(change);
    return change;
  }
}
