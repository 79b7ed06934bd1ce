// Puts blocks in a table of lines as the page does. Gets { table, pastes: [{ column, text }] } and gives for each what the
// rows would say, with what is left out.

import { cellsOf, guarded, pasted } from "../../static/js/lines/paste.js";
import { Rows } from "../../static/js/lines/rows.js";

let given = "";
for await (const part of process.stdin) given += part;
const { table, pastes, texts } = JSON.parse(given);

function paste({ column, text }) {
  const rows = new Rows({ ...table, rows: [] });
  const place = rows.columns.find(({ name }) => name === column);
  const { change, ...told } = pasted(rows, cellsOf(text), rows.list[0], place, table.most, table);
  return { ...told, rows: change?.map(({ after }) => after) };
}

process.stdout.write(JSON.stringify({ pastes: pastes.map(paste), texts: texts.map((text) => cellsOf(guarded(text))) }));
