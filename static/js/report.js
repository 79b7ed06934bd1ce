// The folded parts of a report: an address inside one opens it also where the browser does not do so itself, and paper
// shows them all.

const parts = () => [...document.querySelectorAll(".report details")];
let opened = [];

function reveal() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  const closed = target?.closest("details:not([open])");
  if (!closed) return;
  closed.open = true;
  target.scrollIntoView();
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
