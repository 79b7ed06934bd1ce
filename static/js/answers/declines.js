// A box that means "don't know" empties what it stands beside, and what is typed or chosen there unticks the box. It goes
// before everything else that listens, so that an autosave reads the answer as it stands afterwards.

import { controlsOf, show } from "./values.js";

const NAME = /^q(\d+)(-|$)/;

function settle({ target }) {
  const question = target.form && target.name.match(NAME)?.[1];
  if (!question) return;
  const controls = controlsOf(target.form, question);
  if (target.name.endsWith("-missing")) {
    if (target.checked) show(controls, { missing: target.value });
  } else if (target.dataset.alone) {
    standAlone(target, controls);
  } else {
    for (const control of controls) if (control.name.endsWith("-missing")) control.checked = false;
  }
}

// Among several choices, one that counts as no answer stands alone.
function standAlone(target, controls) {
  const alone = target.dataset.alone.split(" ");
  const isAlone = ({ value }) => alone.includes(value);
  if (!target.checked) return;
  for (const control of controls) {
    if (control !== target && (isAlone(target) || isAlone(control))) control.checked = false;
  }
}

document.addEventListener("input", settle, true);
