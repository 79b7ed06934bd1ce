// Remembers the personal link for this tab only, so that "open your link again" can be a link.

sessionStorage.setItem("answer-link", window.location.pathname);
