import "./unsaved.js";

// Starts the design system's components (menu, responsive tables, focus on the error summary). A content security
// policy without inline script leaves no other place for it. dkfds.min.js is a classic script and has run before.

window.DKFDS.init();

// A double click on a button sends its form once. A page that the browser brings back may be sent again.
const sent = new Map();
const TWICE_MS = 1500;

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "get") return;
  if (event.timeStamp - (sent.get(event.target) ?? -TWICE_MS) < TWICE_MS) event.preventDefault();
  else sent.set(event.target, event.timeStamp);
});
window.addEventListener("pageshow", () => sent.clear());
