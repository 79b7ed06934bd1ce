// Starts the design system's components (menu, responsive tables, focus on the error summary). A content security
// policy without inline script leaves no other place for it. dkfds.min.js is a classic script and has run before.

window.DKFDS.init();

