// Two people have written in the same line: both are shown, and the person chooses.

import { element } from "./cells.js";

export class Notices {
  constructor({ page, rows, cells, on }) {
    Object.assign(this, { room: page.querySelector("[data-notices]"), rows, cells, on });
  }

  ask(row, answer) {
    this.withdraw(row);
    const notice = document.getElementById("line-conflict").content.firstElementChild.cloneNode(true);
    notice.dataset.notice = row.key;
    notice.querySelector("[data-name]").textContent = row.values.name || this.cells.words.newLine;
    notice.querySelector("[data-who]").textContent = this.sentence(answer);
    notice.querySelector("[data-cells]").append(...this.differences(row, answer.current));
    for (const button of notice.querySelectorAll("[data-keep]")) {
      button.addEventListener("click", () => {
        this.withdraw(row);
        this.on[button.dataset.keep](row, answer.current);
      });
    }
    this.room.append(notice);
  }

  sentence({ current }) {
    const text = document.getElementById(current ? "line-changed" : "line-gone").content.textContent;
    return current ? text.replace("{by}", current.by).replace("{at}", current.at) : text;
  }

  differences(row, current) {
    const shown = (values, column) => this.cells.text({ values }, column) || this.cells.words.empty;
    return this.rows.columns
      .filter(({ name }) => row.isDeleted || !current || row.values[name] !== current.values[name])
      .filter(({ name }) => row.values[name] || current?.values[name])
      .map((column) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, column.label),
          element("td", {}, row.isDeleted ? this.cells.words.deletedThere : shown(row.values, column)),
          element("td", {}, current ? shown(current.values, column) : this.cells.words.deletedThere),
        ),
      );
  }

  withdraw({ key }) {
    this.room.querySelector(`[data-notice="${key}"]`)?.remove();
  }
}
