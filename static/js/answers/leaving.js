// Leaving (a break, a log-out) empties this device. What is unsent is sent first, and what cannot be sent is not deleted
// without asking.

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
    const left = await unsentAfter(send);
    isBusy = false;
    if (left) ask(form, left);
    else go(form);
  });
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

function ask(form, count) {
  document.querySelector('[data-notice="unsent"]')?.remove();
  const notice = form.querySelector("template").content.firstElementChild.cloneNode(true);
  notice.dataset.notice = "unsent";
  notice.querySelector("[data-count]").textContent = count;
  const [stay, leave] = ["stay", "leave"].map((name) => notice.querySelector(`[data-choice="${name}"]`));
  stay.addEventListener("click", () => {
    notice.remove();
    form.querySelector("button").focus();
  });
  leave.addEventListener("click", () => go(form));
  (document.getElementById("answer-notices") ?? document.getElementById("main-content")).prepend(notice);
  stay.focus();
}
