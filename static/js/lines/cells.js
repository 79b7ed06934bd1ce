// The table as people see it: an ARIA grid with one tab stop, headers for rows and columns, and instructions at the cells.

const TOOLS = ["up", "down", "delete"];

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

export class Cells {
  constructor({ rows, words, label, room }) {
    Object.assign(this, { rows, words, bodies: new Map() });
    const [first, ...rest] = rows.columns;
    const tools = TOOLS.map((name) => ({ name, label: words[name], sort: "tool" }));
    this.columns = [first, { name: "state", label: words.state, sort: "state" }, ...rest, ...tools];
    this.body = element("tbody");
    const head = element("tr", { role: "row" }, ...this.columns.map((column) => this.header(column)));
    const attributes = { role: "grid", "aria-label": label, "aria-describedby": "line-help", class: "line-grid" };
    this.table = element("table", attributes, element("thead", {}, head), this.body);
    room.append(this.table);
    this.arrange();
  }

  header({ label, sort }) {
    const text = sort === "tool" ? element("span", { class: "sr-only" }, label) : label;
    return element("th", { scope: "col", role: "columnheader", class: `is-${sort}` }, text);
  }

  // The rows in their order; those that are gone disappear.
  arrange() {
    const bodies = this.rows.list.map((row) => this.bodies.get(row.key) ?? this.make(row));
    const kept = new Set(this.rows.list.map(({ key }) => key));
    for (const [key, body] of this.bodies) {
      if (!kept.has(key)) {
        body.remove();
        this.bodies.delete(key);
      }
    }
    bodies.forEach((body, index) => this.body.children[index] !== body && this.body.insertBefore(body, this.body.children[index] ?? null));
    this.table.setAttribute("aria-rowcount", bodies.length + 1);
    if (!this.active || !this.active.isConnected) this.mark(this.body.querySelector(".line-cell"));
  }

  make(row) {
    const body = element("tr", { role: "row", "data-key": row.key });
    this.columns.forEach((column, index) => body.append(this.cell(row, column, index === 0)));
    this.bodies.set(row.key, body);
    this.update(row);
    return body;
  }

  cell(row, column, isFirst) {
    const tabindex = { tabindex: "-1", "data-name": column.name };
    const attributes = { class: `is-${column.sort}`, role: isFirst ? "rowheader" : "gridcell" };
    if (isFirst) attributes.scope = "row";
    const cell = element(isFirst ? "th" : "td", attributes);
    if (column.sort === "state") {
      cell.id = `state-${row.key}`;
      cell.dataset.name = column.name;
    } else if (column.sort === "tool") {
      cell.append(element("button", { type: "button", class: "line-cell line-tool", ...tabindex }));
    } else {
      cell.classList.add("line-cell");
      for (const [name, value] of Object.entries(tabindex)) cell.setAttribute(name, value);
      cell.append(element("span", { class: "line-text" }));
    }
    return cell;
  }

  update(row) {
    const body = this.bodies.get(row.key);
    if (!body) return;
    const isBlank = this.rows.isBlank(row);
    body.classList.toggle("is-blank", isBlank);
    body.dataset.state = row.state;
    this.columns.forEach((column, index) => this.fill(row, column, body.children[index], isBlank));
  }

  fill(row, column, cell, isBlank) {
    if (column.sort === "tool") return this.fillTool(row, column, cell.firstChild, isBlank);
    if (column.sort === "state") return void (cell.textContent = this.state(row));
    if (cell.querySelector(".line-editor")) return;
    cell.querySelector(".line-text").textContent = isBlank && column.name === "name" ? this.words.newLine : this.text(row, column);
    this.tell(row, column, cell);
  }

  fillTool(row, { name, label }, button, isBlank) {
    button.textContent = { up: "↑", down: "↓" }[name] ?? label;
    button.setAttribute("aria-label", `${label}: ${row.values.name || this.words.newLine}`);
    button.hidden = isBlank;
  }

  text(row, column) {
    const value = row.values[column.name];
    return column.sort === "choice" ? (column.choices.find(([one]) => one === value)?.[1] ?? value) : value;
  }

  state(row) {
    if (this.rows.isBlank(row)) return "";
    const isLeftOut = row.state === "saved" && Object.keys(row.problems).length > 0;
    const wrong = this.rows.columns.filter(({ name }) => row.errors[name]).map(({ label }) => label);
    return this.words[isLeftOut ? "problem" : row.state]?.replace("%(cells)s", wrong.join(", ")) ?? "";
  }

  // What is wrong with the cell, else why the line is not counted, else what needs a look. The name is told the state of
  // its row.
  tell(row, { name, hint }, cell) {
    const isSaved = row.state === "saved";
    const [text, css] = row.errors[name]
      ? [row.errors[name], "is-error"]
      : isSaved && row.problems[name]
        ? [row.problems[name], "is-problem"]
        : [isSaved ? row.warnings[name] : "", ""];
    const id = `told-${row.key}-${name}`;
    cell.querySelector(".line-told")?.remove();
    cell.toggleAttribute("aria-invalid", false);
    const state = name === this.columns[0].name ? [`state-${row.key}`] : [];
    cell.setAttribute("aria-describedby", [...(text ? [id] : []), ...state, ...(hint ? ["line-hint"] : [])].join(" "));
    if (!text) return;
    cell.append(element("span", { class: `line-told ${css}`, id }, text));
    if (css === "is-error") cell.setAttribute("aria-invalid", "true");
  }

  at(key, name) {
    return this.bodies.get(key)?.querySelector(`[data-name="${name}"]`);
  }

  placeOf(cell) {
    const body = cell.closest("tr[data-key]");
    return { row: this.rows.find(body.dataset.key), column: this.columns.find(({ name }) => name === cell.dataset.name) };
  }

  // The cell beside, `down` rows and `right` columns away; "" where the table ends. Over the end of a row when `wraps`.
  beside(cell, down, right, wraps = false) {
    const cells = [...cell.closest("tr").querySelectorAll(".line-cell")].filter((one) => !one.hidden);
    const bodies = [...this.body.children];
    const [row, place] = [bodies.indexOf(cell.closest("tr")), cells.indexOf(cell)];
    if (cells[place + right]) {
      const name = cells[place + right].dataset.name;
      const target = bodies[row + down]?.querySelector(`[data-name="${name}"]`);
      return target && !target.hidden ? target : undefined;
    }
    if (!wraps) return undefined;
    const other = [...(bodies[row + right]?.querySelectorAll(".line-cell") ?? [])].filter((one) => !one.hidden);
    return other.at(right > 0 ? 0 : -1);
  }

  mark(cell) {
    this.active?.setAttribute("tabindex", "-1");
    this.active = cell;
    cell?.setAttribute("tabindex", "0");
  }

  focus(cell) {
    if (!cell) return false;
    this.mark(cell);
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }
}
