// What is not saved yet is kept on this device, row by row, so that a reload, a lost connection or a second tab loses
// nothing. Kept by person, case and kind of line.

const ANYBODYS = "lines:";

// How many lines this browser keeps, whoever has written them.
export function linesKept() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(ANYBODYS)).length;
  } catch {
    return 0; // this browser keeps nothing
  }
}

export class Store {
  constructor({ person, case: pk, kind }) {
    this.prefix = `${ANYBODYS}${person}:${pk}:${kind}:`;
  }

  keep(row) {
    const { version, values, attempt, isAgain, isDeleted, stored } = row;
    this.write(row.key, JSON.stringify({ version, values, attempt, isAgain, isDeleted, stored }));
  }

  write(key, text) {
    try {
      localStorage.setItem(this.prefix + key, text);
    } catch {
      // a browser that keeps nothing: the row stands on the page until it is saved
    }
  }

  drop({ key }) {
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      // as above
    }
  }

  get left() {
    try {
      const keys = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix));
      return keys.map((name) => ({ key: name.slice(this.prefix.length), ...JSON.parse(localStorage.getItem(name)) }));
    } catch {
      return [];
    }
  }

  // Rows of an earlier visit stand again where they stood, over the version they were written over.
  restore(rows) {
    for (const { key, ...left } of this.left) {
      const row = rows.find(key);
      const isSame = row && !left.isDeleted && JSON.stringify(row.values) === JSON.stringify(left.values);
      if (isSame || (left.isDeleted && !row)) this.drop({ key });
      else if (row) Object.assign(row, left, { state: "changed" });
      else rows.take({ ...rows.made(key, left.values), ...left, state: "changed" });
      if (row && left.isDeleted) rows.remove(row);
    }
  }
}
