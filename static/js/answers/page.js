// What the page shows and reads: the values of the questions, the status line, and notices made from templates.

import { controlsOf, read, show } from "./values.js";

export class Page {
  constructor(form) {
    this.form = form;
    this.status = document.getElementById("answer-status");
    this.notices = document.getElementById("answer-notices");
  }

  controls(question) {
    return controlsOf(this.form, question);
  }

  value(question) {
    return read(this.controls(question));
  }

  show(question, value) {
    show(this.controls(question), value);
  }

  focus(question) {
    const group = this.group(question);
    [...group.querySelectorAll("input, textarea, select, button")].find((control) => control.checkVisibility())?.focus();
  }

  version(question) {
    return Number(this.form.elements[`v${question}`].value);
  }

  setVersion(question, version) {
    const field = this.form.elements[`v${question}`];
    if (field) field.value = version;
  }

  // Leads to a notice that waits for the person, if there is one.
  ask() {
    const control = document.querySelector("[data-notice] :is(button, a:not([hidden]))");
    control?.focus();
    return Boolean(control);
  }

  say(name, more = "") {
    const text = [this.status.dataset[name], more].filter(Boolean).join(" ");
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  group(question) {
    return this.controls(question)[0]?.closest(".form-group") ?? null;
  }

  // The design system's error markup, as the server renders it.
  complain(question, message) {
    this.forgive(question);
    const group = this.group(question);
    if (!group) return;
    const error = document.createElement("span");
    error.className = "form-error-message";
    error.id = `id_q${question}-error`;
    error.textContent = message;
    group.classList.add("form-error");
    const hint = group.querySelector(".form-hint:not(.character-limit)");
    (hint ?? group.querySelector("legend, label")).after(error);
    this.describe(question, (ids) => [...ids, error.id]);
  }

  forgive(question) {
    const id = `id_q${question}-error`;
    this.group(question)?.classList.remove("form-error");
    document.getElementById(id)?.remove();
    this.describe(question, (ids) => ids.filter((given) => given !== id));
  }

  describe(question, how) {
    const described = this.group(question)?.querySelector("fieldset") ?? this.controls(question)[0];
    if (!described) return;
    const ids = how((described.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    if (ids.length) described.setAttribute("aria-describedby", ids.join(" "));
    else described.removeAttribute("aria-describedby");
  }

  // One notice per name, above the question it is about, else above the form.
  notice(name, template, fill, question) {
    this.withdraw(name);
    const notice = document.getElementById(template).content.firstElementChild.cloneNode(true);
    notice.dataset.notice = name;
    fill(notice);
    const group = this.group(question);
    if (group) group.before(notice);
    else this.notices.append(notice);
    return notice;
  }

  has(name) {
    return Boolean(document.querySelector(`[data-notice="${name}"]`));
  }

  withdraw(name) {
    document.querySelector(`[data-notice="${name}"]`)?.remove();
  }
}
