// Beside an editor: what is being typed, as a respondent will see it. The server renders it and stores nothing. Without this
// script the page of the preview shows what has been saved.

const PAUSE = 300;

class Preview {
  constructor(aside, form) {
    this.url = aside.dataset.preview;
    this.form = form;
    this.step = 0; // for a template: how many combinations on from the first
    this.frame = aside.querySelector("iframe");
    this.room = aside.querySelector("[data-shown]");
    this.trouble = aside.querySelector("[role=status] > span");
    this.buttons = [...aside.querySelectorAll("[data-width]")];
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.widen(button.dataset.width));
    }
    for (const button of aside.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => {
        this.step += Number(button.dataset.step);
        this.follow();
      });
    }
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon());
    aside.hidden = false;
    this.follow();
  }

  widen(width) {
    this.room.dataset.shown = width;
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.width === width));
    }
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.follow(), PAUSE);
  }

  // Only the newest answer counts: the one under way is given up when more has been typed.
  async follow() {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    const typed = new FormData(this.form);
    typed.set("step", this.step);
    try {
      const response = await fetch(this.url, {
        method: "POST",
        body: typed,
        signal: asked.signal,
      });
      if (!response.ok || response.redirected) {
        throw new Error(String(response.status));
      }
      this.show(await response.text());
      this.trouble.hidden = true;
    } catch (error) {
      if (error.name !== "AbortError") {
        this.trouble.hidden = false;
      }
    }
  }

  // The first page fills the frame; after that only its content changes, so that it stays where it was scrolled to.
  show(page) {
    const there = this.frame.contentDocument?.querySelector("main");
    const now = new DOMParser().parseFromString(page, "text/html").querySelector("main");
    if (there && now) {
      there.replaceChildren(...now.children);
    } else {
      this.frame.srcdoc = page;
    }
  }
}

for (const aside of document.querySelectorAll("[data-preview]")) {
  new Preview(aside, aside.parentElement.querySelector("form"));
}
