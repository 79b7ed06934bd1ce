// Autosave: every change goes to disk on this device first, then to the server. Without this script, or on a page
// without https, the form is a plain form.

import "./answers/declines.js";
import "./answers/ranking.js";
import { guard } from "./answers/leaving.js";
import { Page } from "./answers/page.js";
import { Sender } from "./answers/sender.js";
import * as store from "./answers/store.js";

const TYPING_PAUSE = 500;
const QUESTION = /^q(\d+)(-|$)/;

function start(form, left) {
  const respondent = form.dataset.answers;
  const vignette = Number(form.dataset.vignette) || null;
  const page = new Page(form);
  const isHere = (entry) => entry.vignette === vignette && page.controls(entry.question).length > 0;
  let writing = Promise.resolve();

  const sender = new Sender({
    respondent,
    saveUrl: form.dataset.saveUrl,
    sessionUrl: form.dataset.sessionUrl,
    token: form.elements.csrfmiddlewaretoken.value,
    on: {
      saving: () => page.say("saving"),
      saved: (left) => {
        page.withdraw("signed-out");
        const refused = left.find((entry) => entry.refused);
        const isAsked = ({ id }) => page.has(`stale-${id}`);
        const unasked = left.filter((entry) => entry.held && isHere(entry) && !isAsked(entry));
        if (refused) page.say("refused", refused.refused);
        else page.say(unasked.length || left.some(isAsked) ? "choose" : "saved");
        askHere(unasked, sender);
      },
      offline: () => page.say("offline"),
      signedOut: () => askToReturn(page),
      closed: (message) => {
        page.say("");
        page.notice("closed", "answer-closed", (notice) => (notice.querySelector("[data-message]").textContent = message));
      },
      stored: (entry, version) => {
        page.withdraw("signed-out");
        if (isHere(entry)) page.setVersion(entry.question, version);
      },
      refused: (entry, message) => {
        if (isHere(entry)) page.complain(entry.question, message);
      },
      stale: (entry, current) => askWhich(page, sender, entry, current, isHere(entry)),
    },
  });

  const record = (question) => {
    page.forgive(question);
    page.say("saving");
    const [value, version] = [page.value(question), page.version(question)];
    writing = writing.then(() => store.record({ respondent, vignette, question }, value, version));
    writing = writing.catch(() => page.say("offline"));
    sender.soon(TYPING_PAUSE);
  };
  form.addEventListener("input", ({ target }) => {
    const question = questionOf(target);
    if (question) record(question);
  });
  const early = givenEarly(form);
  early.forEach(record);

  const send = async () => {
    await writing;
    return (await sender.send()) || sender.isClosed;
  };
  form.addEventListener("submit", (event) => goOnWhenSent(event, page, send));
  guard(document.getElementById("answer-leave"), send);
  replay(page, sender, left, (entry) => isHere(entry) && !early.has(entry.question));
}

const questionOf = (control) => Number(control.name.match(QUESTION)?.[1]);

// The questions answered while this script was on its way. After a reload or a step back the browser may have filled in
// what was there before; that is no answer given now.
function givenEarly(form) {
  if (performance.getEntriesByType("navigation")[0].type !== "navigate") return new Set();
  const isOther = (option) => option.selected !== option.defaultSelected;
  const isChanged = (control) =>
    control.type === "select-one"
      ? [...control.options].some(isOther)
      : control.checked !== control.defaultChecked || control.value !== control.defaultValue;
  return new Set([...form.elements].filter(isChanged).map(questionOf).filter(Boolean));
}

// What an earlier visit could not send is shown again and sent.
async function replay(page, sender, left, isHere) {
  for (const field of page.form.querySelectorAll('[name^="v"][type="hidden"]')) field.value = field.defaultValue;
  for (const entry of left) {
    if (entry.held) await store.rebase(entry.id, entry.base);
    if (!isHere(entry)) continue;
    page.show(entry.question, entry.next ? entry.next.value : entry.value);
    if (entry.refused) page.complain(entry.question, entry.refused);
  }
  if (left.length) sender.send();
}

// Goes on only when nothing waits for the network; values the server refused are shown by the next page load.
async function goOnWhenSent(event, page, sent) {
  const { target: form, submitter } = event;
  if (form.dataset.isSent) return;
  event.preventDefault();
  if (await sent() && !page.ask()) {
    form.dataset.isSent = "yes";
    form.requestSubmit(submitter);
  } else if (!page.ask()) {
    page.say("waiting");
  }
}

function askToReturn(page) {
  page.say("");
  if (document.querySelector('[data-notice="signed-out"]')) return;
  const address = sessionStorage.getItem("answer-link");
  page.notice("signed-out", "answer-signed-out", (notice) => {
    const link = notice.querySelector("[data-link]");
    link.hidden = !address;
    if (address) link.href = address;
    notice.querySelector("[data-sign-in]").hidden = Boolean(address);
  });
}

// Held back in another tab: sent again, they are refused again, and this tab asks as well.
async function askHere(unasked, sender) {
  for (const entry of unasked) await store.rebase(entry.id, entry.base);
  if (unasked.length) sender.send();
}

function askWhich(page, sender, entry, current, isHere) {
  const name = `stale-${entry.id}`;
  const choose = async (keep) => {
    page.withdraw(name);
    if (keep === "yours") await store.rebase(entry.id, current.version);
    else await store.drop(entry.id);
    if (isHere) page.setVersion(entry.question, current.version);
    if (isHere && keep === "stored") page.show(entry.question, current.value);
    if (isHere) page.focus(entry.question);
    sender.send();
  };
  const fill = (notice) => {
    for (const part of ["question", "stored", "yours"]) notice.querySelector(`[data-${part}]`).textContent = current[part];
    for (const button of notice.querySelectorAll("[data-keep]")) {
      button.addEventListener("click", () => choose(button.dataset.keep));
    }
  };
  page.notice(name, "answer-conflict", fill, isHere ? entry.question : undefined);
}

const form = document.querySelector("form[data-answers]");
if (form && window.isSecureContext) {
  // Where the browser keeps nothing (some private windows), the form stays plain.
  store.entries(form.dataset.answers).then((left) => start(form, left), () => {});
}
