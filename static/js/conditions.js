// Shows and hides questions as what their conditions look at is answered, by the same rules as vignettes/conditions.py.
// Without it the page shows what the saved answers call for, and again when it is sent.

import { Page } from "./answers/page.js";

const TYPING_PAUSE = 400;
const WHOLE = /^-?(\d+|\d{1,3}(\.\d{3})+)(,0{1,2})?$/;

class Flow {
  constructor(rules, page) {
    Object.assign(this, rules, { page });
    this.said = document.getElementById("answer-appeared");
    this.memory = this.said.dataset.memory;
    this.known = { ...this.remembered(), ...this.known };
    const isListed = new Set(rules.questions.map(({ id }) => String(id)));
    this.parts = [...document.querySelectorAll("[data-question]")].filter((part) => isListed.has(part.dataset.question));
  }

  // A preview stores no answers: those about the respondent are remembered in this tab alone.
  remembered() {
    return this.memory ? JSON.parse(sessionStorage.getItem(this.memory) ?? "{}") : {};
  }

  remember(told) {
    if (this.memory) sessionStorage.setItem(this.memory, JSON.stringify(told));
  }

  answers() {
    const asking = this.questions.filter(({ id }) => this.page.controls(id).length);
    return Object.fromEntries(asking.map((question) => [question.code, this.answer(question)]));
  }

  answer({ id, isNumber }) {
    const value = this.page.value(id);
    if (!isNumber || typeof value !== "string") return value;
    const digits = value.replace(/\s|%$|kr\.?$/gi, "");
    return WHOLE.test(digits) ? Number(digits.split(",")[0].replaceAll(".", "")) : null;
  }

  // Ids of what is shown, as `shown` in conditions.py finds them.
  shown() {
    const told = { ...this.known, ...this.answers() };
    const found = new Set();
    let [section, isSectionShown] = [null, true];
    for (const { id, code, isSection, showIf } of this.questions) {
      const isHeld = !showIf || holds(showIf, told, this.role);
      if (isSection) {
        [section, isSectionShown] = [id, isHeld];
      } else if (isHeld && isSectionShown) {
        found.add(String(section)).add(String(id));
      } else {
        delete told[code];
      }
    }
    this.remember(told);
    return found;
  }

  show({ isFirst = false } = {}) {
    const shown = this.shown();
    const turned = this.parts.filter((part) => part.hidden === shown.has(part.dataset.question));
    if (!turned.length) return;
    const focused = document.activeElement;
    for (const part of turned) part.hidden = !part.hidden;
    if (turned.some((part) => part.hidden && part.contains(focused))) focusAfter(focused);
    if (!isFirst) this.say(turned);
  }

  say(turned) {
    const { one, many, gone } = this.said.dataset;
    const [come, left] = [turned.filter((part) => !part.hidden), turned.filter((part) => part.hidden)];
    const names = come.map((part) => part.querySelector("legend, label, h2, h3, p")?.textContent.trim()).join(" ");
    const asked = come.filter((part) => !part.matches("section"));
    this.said.textContent = [come.length && `${asked.length === 1 ? one : many} ${names}`, left.length && gone]
      .filter(Boolean)
      .join(" ");
  }
}

function holds(showIf, told, role) {
  const tests = (clauses) => clauses.map((clause) => isMet(clause, clause.invited_as ? role : told[clause.question]));
  return showIf.all ? tests(showIf.all).every(Boolean) : tests(showIf.any).some(Boolean);
}

function isMet(clause, answer) {
  const codes = clause.invited_as ?? clause.is ?? clause.is_not;
  if (typeof answer === "number") {
    return !codes && answer >= (clause.at_least ?? -Infinity) && answer <= (clause.at_most ?? Infinity);
  }
  const chosen = [typeof answer === "string" || Array.isArray(answer) ? answer : []].flat().filter(Boolean);
  return Boolean(chosen.length && codes) && chosen.some((code) => codes.includes(code)) === !clause.is_not;
}

// Where the focus was is hidden now: on with the next control that is there.
function focusAfter(lost) {
  const controls = [...document.querySelectorAll("#main-content :is(input:not([type=hidden]), select, textarea, button)")];
  const isAfter = (control) => lost.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING;
  controls.find((control) => isAfter(control) && control.checkVisibility() && !control.disabled)?.focus();
}

function start(rules) {
  const root = document.getElementById("answers") ?? document.getElementById("main-content");
  const flow = new Flow(rules, new Page(root));
  let timer;
  const soon = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(() => flow.show(), milliseconds);
  };
  root.addEventListener("input", ({ target }) => soon(["radio", "checkbox"].includes(target.type) ? 0 : TYPING_PAUSE));
  root.addEventListener("change", () => soon(0)); // once the focus has moved on
  root.addEventListener("answer-shown", () => soon(0));
  window.addEventListener("pageshow", () => flow.show({ isFirst: true })); // the browser may have filled in the fields
  flow.show({ isFirst: true });
}

const rules = document.getElementById("conditions");
if (rules) start(JSON.parse(rules.textContent));
