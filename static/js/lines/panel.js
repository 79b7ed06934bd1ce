// The result beside the table, while somebody types. Only the newest answer counts.

const PAUSE = 300;

export class Panel {
  constructor({ page, url, token, rows, typed }) {
    Object.assign(this, { url, token, rows, typed });
    this.room = document.querySelector("[data-panel]");
    this.now = page.querySelector("[data-now] span");
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.follow(), PAUSE);
  }

  async follow() {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    try {
      const response = await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ kind: this.rows.kind, rows: this.unsaved() }),
        redirect: "error",
        signal: asked.signal,
      });
      if (response.ok) this.show(await response.text());
    } catch {
      // given up for a newer one, or no connection: what stands there stays
    }
  }

  unsaved() {
    const typed = this.typed();
    return this.rows.dirty.map((row) => ({
      key: row.key,
      version: row.version,
      values: row.isDeleted ? null : { ...row.values, ...(typed?.key === row.key ? typed.values : {}) },
    }));
  }

  show(html) {
    this.room.innerHTML = html;
    this.now.textContent = this.room.querySelector(".result-panel__sentence")?.textContent ?? "";
  }
}
