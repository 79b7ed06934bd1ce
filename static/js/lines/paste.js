// A block from a spreadsheet, put in from the active cell on. Words become choices; what does not fit stays as typed, and
// the server says at the cell what to do.

// The CSV of lines and a copied cell have an apostrophe before what a spreadsheet would calculate, one more than the text
// has itself. A text such as '90 has nothing to calculate, and stays as it is.
export const guarded = (text) => (/^'*[=+\-@]/.test(text) ? `'${text}` : text);
export const unguarded = (text) => (/^'+[=+\-@]/.test(text) ? text.slice(1) : text);

// Rows of cells. Excel quotes a cell that has a tab, a line break or a quote in it.
export function cellsOf(text) {
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  const trimmed = text.replace(/(\r\n|\r|\n)$/, "");
  while (cell.lastIndex <= trimmed.length) {
    const found = cell.exec(trimmed) ?? plain(trimmed, cell);
    rows.at(-1).push(unguarded((found[1]?.replaceAll('""', '"') ?? found[2]).trim()));
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

// The columns that a row of headings names, in whatever order, and the headings that name none in any table of lines (`heads`
// are those of all of them). One word alone is a value.
function headed(columns, heads, cells) {
  const targets = cells.map((text) => columns.find(({ label }) => same(label, text)));
  const named = targets.filter(Boolean).length;
  if (named < 2 && named < cells.length) return {};
  return { targets, unknown: cells.filter((text) => text && !heads.some((head) => same(head, text))) };
}

// Where each cell of the block goes: by its headings, or from the active cell on.
function placed(columns, block, column, { heads, own }) {
  const { targets, unknown = [] } = block.length > 1 ? headed(columns, heads, block[0]) : {};
  if (targets) return { targets, unknown, body: block.slice(1).filter((cells) => isOwn(cells, targets, own)), above: 1 };
  const start = columns.indexOf(column);
  return { targets: columns.slice(start, start + widest(block)), unknown, body: block, above: 0 };
}

// A row that says something this table has no column for belongs to another table, as a transfer among costs does. That it
// is of this table's `own` kind, the last column of the CSV says too.
const isOwn = (cells, targets, own) => cells.every((text, index) => !text || targets[index] || same(text, own));

const widest = (block) => Math.max(...block.map((cells) => cells.length));

// The change that puts the block in, and how many rows belong `elsewhere`; or why it does not go in: too many lines,
// headings that no column has, too wide. `table` is what the page has been sent.
export function pasted(rows, block, row, column, room, table) {
  const { targets, unknown, body, above } = placed(rows.columns, block, column, table);
  if (unknown.length) return { unknown };
  const first = rows.list.indexOf(row);
  const added = Math.max(0, body.length - rows.list.slice(first).filter((one) => !rows.isBlank(one)).length);
  if (rows.count + added > room) return { tooMany: body.length };
  return {
    change: body.map((cells, index) => filled(rows, targets, cells, first + index)),
    elsewhere: block.length - above - body.length,
    left: widest(block) - targets.length,
  };
}

function filled(rows, targets, cells, place) {
  const there = rows.list[place];
  const values = { ...(there?.values ?? rows.fresh) };
  targets.forEach((target, index) => target && index in cells && (values[target.name] = chosen(target, cells[index])));
  return { key: there?.key ?? crypto.randomUUID(), before: there && !rows.isBlank(there) ? there.values : null, after: values, place };
}
