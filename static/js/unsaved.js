// A form with words that are not saved asks before somebody leaves it. What the server has sent back unsaved, it says.
// It is sent once the server is there and knows who is writing: a browser that sends it all the same keeps none of the words.

const isList = ({ options }) => options && ![...options].some((one) => one.defaultSelected);

function isChanged(field) {
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  if (isList(field)) return field.selectedIndex > 0;
  if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

// What keeps the words from being saved, if anything. Whoever has signed in again has another token than the page.
async function obstacle(form) {
  try {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (answer.type === "opaqueredirect") return "signed-out";
    const name = "csrfmiddlewaretoken";
    const token = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(`[name=${name}]`);
    if (token) form.elements[name].value = token.value;
    return "";
  } catch {
    return "offline";
  }
}

// Said at the buttons, and said again when one presses again.
function tell(form, what) {
  form.querySelector("[data-obstacle]")?.remove();
  if (!what) return;
  const said = document.getElementById(`unsaved-${what}`).content.cloneNode(true);
  said.firstElementChild.dataset.obstacle = "";
  form.querySelector("[type=submit]").parentElement.before(said);
}

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let isSent = false;
  let isAsking = false;
  form.addEventListener("submit", async (event) => {
    if (isSent) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    const what = await obstacle(form);
    isAsking = false;
    tell(form, what);
    if (what) return;
    isSent = true;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && (form.dataset.unsaved === "yes" || [...form.elements].some(isChanged))) event.preventDefault();
    isSent = false;
  });
}
