// A ranking as a list that is put in order with buttons, or by dragging. The lists of numbers, which do the same without
// this script, hold the answer: they are hidden, filled in, and send the events of a person's choice.

import { Drag, addHandle } from "../dragging.js";

class Ranking {
  constructor(list) {
    this.list = list;
    this.words = list.dataset;
    this.rows = [...list.children];
    this.places = list.querySelector("select").options.length - 1;
    this.status = document.createElement("p");
    this.status.className = "sr-only";
    this.status.setAttribute("role", "status");
    list.after(this.status);
    this.rows.forEach((row) => this.prepare(row));
    list.addEventListener("click", ({ target }) => target.dataset.verb && this.press(target));
    list.closest("fieldset").addEventListener("answer-shown", () => this.arrange());
    this.arrange();
  }

  get ranked() {
    const placed = this.rows.filter((row) => row.select.value);
    return placed.sort((one, other) => one.select.value - other.select.value);
  }

  prepare(row) {
    row.select = row.querySelector("select");
    row.label = row.querySelector("label").textContent;
    row.select.hidden = true;
    row.number = document.createElement("span");
    row.number.className = "ranking__number";
    row.number.setAttribute("aria-hidden", "true");
    row.prepend(row.number);
    row.buttons = {};
    const ways = document.createElement("span");
    ways.className = "ranking__ways";
    row.append(ways);
    for (const verb of ["choose", "up", "down", "remove"]) {
      ways.append((row.buttons[verb] = this.button(verb, row.label)));
    }
    row.handle = addHandle(row, (handle) => row.append(handle));
    new Drag(row, row, {
      rows: () => [...this.list.children],
      mayBegin: (event) => this.mayDrag(row, event),
      dropped: (isMoved, isDropped) => (isDropped ? this.drop(row) : this.arrange()),
    });
  }

  button(verb, label) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "function-link", textContent: this.words[verb] });
    button.dataset.verb = verb;
    const about = document.createElement("span");
    about.className = "sr-only";
    about.textContent = `: ${label}`;
    button.append(about);
    return button;
  }

  // The rows in their order, each with the buttons that do something.
  arrange() {
    const ranked = this.ranked;
    this.list.append(...ranked, ...this.rows.filter((row) => !row.select.value));
    for (const row of this.rows) {
      const place = ranked.indexOf(row);
      const isRanked = place >= 0;
      row.number.textContent = isRanked ? place + 1 : "";
      row.classList.toggle("ranking__row--ranked", isRanked);
      row.handle.hidden = !this.mayHavePlace(row);
      row.buttons.choose.firstChild.textContent = `${this.words.choose} ${ranked.length + 1}`;
      row.buttons.choose.hidden = isRanked || ranked.length >= this.places;
      row.buttons.up.hidden = place < 1;
      row.buttons.down.hidden = !isRanked || place === ranked.length - 1;
      row.buttons.remove.hidden = !isRanked;
    }
  }

  press(button) {
    const row = button.closest("li");
    const { verb } = button.dataset;
    const ranked = this.ranked;
    const place = verb === "choose" ? ranked.length : ranked.indexOf(row) + { up: -1, down: 1, remove: 0 }[verb];
    this.put(row, verb === "remove" ? -1 : place);
    const next = [button, ...Object.values(row.buttons)].find((one) => !one.hidden) ?? this.list.querySelector("button:not([hidden])");
    next.focus();
  }

  // Gives the row a place, counted from 0, or none (-1), and tells everybody.
  put(row, place) {
    const ranked = this.ranked.filter((one) => one !== row);
    if (place >= 0) ranked.splice(place, 0, row);
    this.write(ranked);
    const said = place < 0 ? this.words.removed : `${this.words.moved} ${place + 1}`;
    this.status.textContent = `${row.label} ${said}`;
  }

  write(ranked) {
    for (const row of this.rows) row.select.value = ranked.indexOf(row) + 1 || "";
    this.rows[0].select.dispatchEvent(new Event("input", { bubbles: true }));
    this.arrange();
  }

  mayHavePlace(row) {
    return Boolean(row.select.value) || this.ranked.length < this.places;
  }

  // A mouse takes hold of the whole row, a finger of the handle alone: beside it, it scrolls the page.
  mayDrag(row, { pointerType, target }) {
    const isHeld = pointerType === "mouse" ? !target.closest("button, select") : target === row.handle;
    return isHeld && this.mayHavePlace(row);
  }

  drop(row) {
    const rows = [...this.list.children];
    const above = rows.slice(0, rows.indexOf(row)).filter((one) => one.select.value);
    this.put(row, above.length);
  }
}

for (const list of document.querySelectorAll("[data-ranking]")) new Ranking(list);
