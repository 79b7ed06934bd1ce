// A block from a spreadsheet, put in from the active cell on. Words become choices; what does not fit stays as typed, and
// the server says at the cell what to do.

// Rows of cells. Excel quotes a cell that has a tab, a line break or a quote in it.
export function cellsOf(text) {
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  const trimmed = text.replace(/(\r\n|\r|\n)$/, "");
  while (cell.lastIndex <= trimmed.length) {
    const found = cell.exec(trimmed) ?? plain(trimmed, cell);
    rows.at(-1).push((found[1]?.replaceAll('""', '"') ?? found[2]).trim());
    if (!found[3]) break;
    if (found[3] !== "\t") rows.push([]);
  }
  return rows;
}

// A quote that nobody closed is a quote.
function plain(text, cell) {
  const found = /([^\t\r\n]*)(\t|\r\n|\r|\n|$)/y;
  found.lastIndex = cell.lastIndex;
  const [whole, content, end] = found.exec(text);
  cell.lastIndex = found.lastIndex;
  return [whole, undefined, content, end];
}

export function chosen(column, text) {
  if (column.sort !== "choice") return text;
  const typed = text.toLocaleLowerCase("da");
  return column.choices.find(([value, label]) => value === text || label.toLocaleLowerCase("da") === typed)?.[0] ?? text;
}

const same = (one, other) => one.toLocaleLowerCase("da") === other.toLocaleLowerCase("da");

// The columns that a row of headings names, in whatever order, and the headings that name none. One word alone is a value.
function headed(columns, cells) {
  const targets = cells.map((text) => columns.find(({ label }) => same(label, text)));
  const named = targets.filter(Boolean).length;
  if (named < 2 && named < cells.length) return {};
  return { targets, unknown: cells.filter((text, index) => text && !targets[index]) };
}

// Where each cell of the block goes: by its headings, or from the active cell on.
function placed(columns, block, column) {
  const { targets, unknown = [] } = block.length > 1 ? headed(columns, block[0]) : {};
  if (targets) return { targets, unknown, body: block.slice(1) };
  const start = columns.indexOf(column);
  return { targets: columns.slice(start, start + widest(block)), unknown, body: block };
}

const widest = (block) => Math.max(...block.map((cells) => cells.length));

// The change that puts the block in, or why it does not go in: too many lines, headings that no column has, too wide.
export function pasted(rows, block, row, column, room) {
  const { targets, unknown, body } = placed(rows.columns, block, column);
  if (unknown.length) return { unknown };
  const first = rows.list.indexOf(row);
  const added = Math.max(0, body.length - rows.list.slice(first).filter((one) => !rows.isBlank(one)).length);
  if (rows.count + added > room) return { tooMany: body.length };
  return {
    change: body.map((cells, index) => filled(rows, targets, cells, first + index)),
    left: widest(block) - targets.length,
  };
}

function filled(rows, targets, cells, place) {
  const there = rows.list[place];
  const values = { ...(there?.values ?? rows.fresh) };
  targets.forEach((target, index) => target && index in cells && (values[target.name] = chosen(target, cells[index])));
  return { key: there?.key ?? crypto.randomUUID(), before: there && !rows.isBlank(there) ? there.values : null, after: values, place };
}
