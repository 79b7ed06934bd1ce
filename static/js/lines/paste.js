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

// The change that puts the block in, or how many lines there would be if that are too many.
export function pasted(rows, block, row, column, room) {
  const start = rows.columns.indexOf(column);
  const targets = rows.columns.slice(start, start + Math.max(...block.map((cells) => cells.length)));
  const isHead = (cells) => cells.every((text, index) => text.toLowerCase() === targets[index]?.label.toLowerCase());
  const body = block.length > 1 && isHead(block[0]) ? block.slice(1) : block;
  const first = rows.list.indexOf(row);
  const added = Math.max(0, body.length - rows.list.slice(first).filter((one) => !rows.isBlank(one)).length);
  if (rows.count + added > room) return { tooMany: body.length };
  return {
    change: body.map((cells, index) => {
      const there = rows.list[first + index];
      const values = { ...(there?.values ?? rows.fresh) };
      targets.forEach((target, number) => number in cells && (values[target.name] = chosen(target, cells[number])));
      return {
        key: there?.key ?? crypto.randomUUID(),
        before: there && !rows.isBlank(there) ? there.values : null,
        after: values,
        place: first + index,
      };
    }),
    left: Math.max(...block.map((cells) => cells.length)) - targets.length,
  };
}
