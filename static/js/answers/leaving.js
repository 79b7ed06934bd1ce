// Leaving (a break, a log-out) empties this device. What is unsent is sent first, and what cannot be sent is not deleted
// without asking: answers, and lines of business cases.

import { linesKept } from "../lines/store.js";
import { Sender } from "./sender.js";
import * as store from "./store.js";

const silent = new Proxy({}, { get: () => () => {} });

export function guard(form, send = () => sendEverything(form)) {
  let isBusy = false;
  form.addEventListener("submit", async (event) => {
    if (form.dataset.mayLeave) return void delete form.dataset.mayLeave;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    await savedByThisPage();
    const left = { answers: await unsentAfter(send), lines: linesKept() };
    isBusy = false;
    if (left.answers || left.lines) ask(form, left);
    else go(form);
  });
}

// A part of this page that holds something unsaved listens, and adds what is to be waited for.
function savedByThisPage() {
  const waits = [];
  document.dispatchEvent(new CustomEvent("leaving", { detail: waits }));
  return Promise.allSettled(waits);
}

async function unsentAfter(send) {
  try {
    if (!(await store.everything()).length) return 0;
    await send();
    return (await store.everything()).length;
  } catch {
    return 0; // this browser keeps nothing
  }
}

async function sendEverything(form) {
  const { saveUrl, sessionUrl } = form.dataset;
  const token = form.elements.csrfmiddlewaretoken.value;
  const respondents = new Set((await store.everything()).map((entry) => entry.respondent));
  for (const respondent of respondents) {
    const sender = new Sender({ respondent, saveUrl, sessionUrl, token, on: silent });
    await sender.send();
    sender.stop();
  }
}

function go(form) {
  form.dataset.mayLeave = "yes";
  form.requestSubmit();
}

function ask(form, left) {
  document.querySelector('[data-notice="unsent"]')?.remove();
  const notice = form.querySelector("template").content.firstElementChild.cloneNode(true);
  notice.dataset.notice = "unsent";
  for (const part of notice.querySelectorAll("[data-unsent]")) {
    const count = left[part.dataset.unsent];
    part.querySelector("[data-count]").textContent = count;
    part.hidden = !count;
  }
  const [stay, leave] = ["stay", "leave"].map((name) => notice.querySelector(`[data-choice="${name}"]`));
  stay.addEventListener("click", () => {
    notice.remove();
    form.querySelector("button").focus();
  });
  leave.addEventListener("click", () => go(form));
  (document.getElementById("answer-notices") ?? document.getElementById("main-content")).prepend(notice);
  stay.focus();
}
