// A form with words that are not saved asks before somebody leaves it. What the server has sent back unsaved, it says.

const isList = ({ options }) => options && ![...options].some((one) => one.defaultSelected);

function isChanged(field) {
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  if (isList(field)) return field.selectedIndex > 0;
  if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let isSent = false;
  form.addEventListener("submit", () => (isSent = true));
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && (form.dataset.unsaved === "yes" || [...form.elements].some(isChanged))) event.preventDefault();
    isSent = false;
  });
}
