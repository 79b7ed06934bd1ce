// Shows of a question's form only what its kind of answer has. Without it everything is there; what does not apply is not saved.

import "./option-rows.js";

const form = document.getElementById("question");

function show() {
  const kind = form.querySelector("[name=kind]:checked")?.value;
  for (const part of form.querySelectorAll("[data-kinds]")) {
    part.hidden = kind !== undefined && !part.dataset.kinds.split(" ").includes(kind);
  }
}

form.addEventListener("change", (event) => {
  if (event.target.name === "kind") {
    show();
  }
});
show();
