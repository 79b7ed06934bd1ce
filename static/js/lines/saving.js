// Saves rows that somebody has left, one request at a time, and never gives up. What has been sent and may have arrived is
// sent again as it was before anything newer, so that a retry stores nothing twice.

const LONGEST_PAUSE = 30_000;
const TIMEOUT = 15_000;
const AT_ONCE = 50;
const WAITS = ["stale", "gone"]; // for the person to choose
const REFUSED = ["invalid", "priceless", "full"]; // until a cell is changed

export class Saving {
  constructor({ rows, store, url, token, on }) {
    Object.assign(this, { rows, store, url, token, on, failures: 0, order: null });
    this.turn = Promise.resolve();
    window.addEventListener("online", () => this.send());
  }

  // Saves every row that waits, except the one somebody is in.
  send() {
    clearTimeout(this.timer);
    this.turn = this.turn.then(() => this.empty()).catch(() => this.pause());
    return this.turn;
  }

  get waiting() {
    return this.rows.dirty.filter((row) => row.attempt || !(WAITS.includes(row.state) || REFUSED.includes(row.state) || row.isOpen));
  }

  async empty() {
    for (;;) {
      const waiting = this.waiting.slice(0, AT_ONCE);
      if (!waiting.length && !this.order) return;
      for (const row of waiting) this.begin(row);
      this.on.saving();
      if (!(await this.post(waiting))) return;
    }
  }

  begin(row) {
    row.attempt ??= { version: row.version, values: row.isDeleted ? null : row.values, is_again: Boolean(row.isAgain) };
    if (!row.isDeleted) row.state = "saving";
    this.store.keep(row);
    this.rows.tell("row", row);
  }

  async post(sent) {
    const order = this.order;
    let response;
    try {
      response = await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ kind: this.rows.kind, rows: sent.map(({ key, attempt }) => ({ key, ...attempt })), order }),
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT),
      });
    } catch {
      return this.fail(sent, "offline");
    }
    if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) return this.fail(sent, "signedOut");
    if (response.status >= 500 || response.status === 429) return this.fail(sent, "offline");
    if (!response.ok) return this.refuse(sent);
    if (this.order === order) this.order = null;
    this.failures = 0;
    const { rows } = await response.json();
    rows.forEach((answer, index) => this.settle(sent[index], answer));
    this.on.saved();
    return true;
  }

  fail(sent, state) {
    for (const row of sent) this.say(row, state);
    this.on.failed(state);
    this.pause();
    return false;
  }

  refuse(sent) {
    for (const row of sent) {
      row.attempt = undefined;
      this.say(row, "refused");
    }
    this.order = null;
    this.on.failed("refused");
    return false;
  }

  say(row, state) {
    row.state = state;
    this.rows.tell("row", row);
  }

  settle(row, answer) {
    const { attempt } = row;
    row.attempt = undefined;
    if (answer.state === "deleted") this.deleted(row);
    else if (answer.state === "saved") this.saved(row, attempt, answer);
    else this.refused(row, attempt, answer);
    if (this.rows.isDirty(row)) this.store.keep(row);
    else this.store.drop(row);
    this.rows.tell("row", row);
  }

  deleted(row) {
    row.stored = null;
    if (!row.isDeleted) return void Object.assign(row, { isAgain: true, state: "changed" });
    this.rows.forget(row);
    Object.assign(row, { isDeleted: false, values: { ...this.rows.fresh } });
  }

  // What was changed while it was on its way stays, and is sent over the new version.
  saved(row, attempt, answer) {
    const { values, version, problems, warnings } = this.rows.fromServer(answer);
    if (JSON.stringify(row.values) === JSON.stringify(attempt.values)) row.values = values;
    Object.assign(row, { version, stored: values, problems, warnings, isAgain: false });
    const isNewer = this.rows.isDirty(row);
    Object.assign(row, { errors: isNewer ? row.errors : {}, state: isNewer ? "changed" : "saved" });
  }

  refused(row, attempt, answer) {
    if (row.isDeleted && !row.stored) return this.deleted(row);
    const isNewer = !row.isDeleted && JSON.stringify(row.values) !== JSON.stringify(attempt.values);
    if (isNewer && REFUSED.includes(answer.state)) return void (row.state = this.rows.isDirty(row) ? "changed" : "saved");
    Object.assign(row, { state: answer.state, errors: answer.errors ?? {} });
    this.on.refused(row, answer);
  }

  pause() {
    const longest = Math.min(1000 * 2 ** this.failures, LONGEST_PAUSE);
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), longest * (0.5 + Math.random() / 2));
  }
}
