// The counts of the field work follow by themselves. What has not changed stays where it is, so that nobody who scrolls
// or tabs through a table loses the place.

const EVERY_MS = 20_000;

async function follow() {
  if (document.hidden) return;
  const response = await fetch(window.location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll("[data-follow]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
  }
}

setInterval(follow, EVERY_MS);
document.addEventListener("visibilitychange", follow);
