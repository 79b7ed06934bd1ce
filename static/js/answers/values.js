// The value of a question, read from its controls and shown in them: a text, a code, a list of codes in order (several
// choices, a ranking), an object of codes by row (a matrix), or { missing: code } where a box beside the field is ticked.

const isBox = (control) => control.name.endsWith("-missing");
const isChoice = (control) => ["radio", "checkbox"].includes(control.type);

export function controlsOf(form, question) {
  return [...form.querySelectorAll(`[name="q${question}"], [name^="q${question}-"]`)];
}

export function read(controls) {
  const box = controls.find((control) => isBox(control) && control.checked);
  if (box) return { missing: box.value };
  const own = controls.filter((control) => !isBox(control));
  const chosen = own.filter((control) => control.checked);
  if (own[0].dataset.code) return orNull(inOrder(own));
  if (own[0].dataset.row) return byRow(chosen);
  if (own[0].type === "radio") return chosen[0]?.value ?? null;
  if (own[0].type === "checkbox") return orNull(chosen.map((control) => control.value));
  return own[0].value.trim() ? own[0].value : null;
}

export function show(controls, value) {
  const declined = value?.missing;
  const values = declined === undefined ? [value ?? []].flat().map(String) : [];
  for (const control of controls) {
    if (isBox(control)) control.checked = control.value === declined;
    else if (control.dataset.code) control.value = values.indexOf(control.dataset.code) + 1 || "";
    else if (control.dataset.row) control.checked = value?.[control.dataset.row] === control.value;
    else if (isChoice(control)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
  }
  controls[0]?.dispatchEvent(new Event("answer-shown", { bubbles: true }));
}

const orNull = (list) => (list.length ? list : null);

function inOrder(selects) {
  const placed = selects.filter((select) => select.value);
  return placed.sort((one, other) => one.value - other.value).map((select) => select.dataset.code);
}

function byRow(chosen) {
  return chosen.length ? Object.fromEntries(chosen.map((control) => [control.dataset.row, control.value])) : null;
}
