// The folded parts of a report: an address inside one opens it also where the browser does not do so itself, and paper
// shows them all. The words of a picture can be put away.

const parts = () => [...document.querySelectorAll(".report details")];
let opened = [];

function reveal() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  const closed = target?.closest("details:not([open])");
  if (!closed) return;
  closed.open = true;
  target.scrollIntoView();
}

// Escape puts the words of a picture away; whoever leaves it and comes back gets them again.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const picture of document.querySelectorAll(".pictured:is(:hover, :focus)")) picture.dataset.dismissed = "";
});
for (const picture of document.querySelectorAll(".pictured")) {
  for (const left of ["pointerleave", "blur"]) picture.addEventListener(left, () => delete picture.dataset.dismissed);
}

window.addEventListener("hashchange", reveal);
window.addEventListener("beforeprint", () => {
  opened = parts().filter((part) => !part.open);
  for (const part of opened) part.open = true;
});
window.addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
});
reveal();
