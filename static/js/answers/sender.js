// Sends the unsent answers one by one, in one tab at a time, and never gives up: network errors, 5xx and 429 are tried
// again with growing, jittered pauses. What the server says is passed on through `on`:
//   saving(), saved(), offline(), signedOut(), closed(message), stored(entry, version), refused(entry, message),
//   stale(entry, current)

import * as store from "./store.js";

const LONGEST_PAUSE = 30_000;
const TIMEOUT = 15_000;

export class Sender {
  constructor({ respondent, saveUrl, sessionUrl, token, on }) {
    Object.assign(this, { respondent, saveUrl, sessionUrl, token, on, failures: 0, isBusy: false, isClosed: false });
    this.turn = Promise.resolve(true);
    for (const event of ["online", "focus"]) window.addEventListener(event, () => this.send());
  }

  // Sends all there is; true once nothing waits for the network. Calls line up behind each other.
  send() {
    clearTimeout(this.timer);
    this.turn = this.turn.then(() => navigator.locks.request("answers", () => this.empty())).catch(() => false);
    return this.turn;
  }

  soon(milliseconds) {
    this.isBusy = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), milliseconds);
  }

  stop() {
    clearTimeout(this.timer);
  }

  async empty() {
    for (;;) {
      if (this.isClosed) return false;
      const waiting = (await store.entries(this.respondent)).filter((entry) => !entry.refused && !entry.held);
      if (!waiting.length) break;
      this.isBusy = true;
      this.on.saving();
      if (!(await this.post(await store.attempt(waiting[0])))) return false;
    }
    if (this.isBusy) this.on.saved(await store.entries(this.respondent));
    this.isBusy = false;
    return true;
  }

  async post(entry) {
    if (!entry) return true;
    try {
      const response = await fetch(this.saveUrl, this.request(entry));
      const handled = await this.handle(entry, response);
      this.failures = 0;
      return handled;
    } catch {
      this.on.offline();
      this.pause();
      return false;
    }
  }

  request({ respondent, question, vignette, key, base, value }) {
    return {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify({ respondent, question, vignette, key, version: base, value }),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
    };
  }

  // True: go on with the next answer. False: wait. An error: as if there were no connection.
  async handle(entry, response) {
    if (response.status === 403) return this.renew();
    const said = await response.json();
    if (response.ok) {
      await store.acknowledge(entry, said.version);
      this.on.stored(entry, said.version);
    } else if (response.status === 401) {
      this.on.signedOut();
      this.pause();
      return false;
    } else if (response.status === 409) {
      this.on.stale(await store.hold(entry), said);
    } else if (response.status === 410 || response.status === 423) {
      this.isClosed = true;
      this.on.closed(said.message);
      return false;
    } else if ([400, 404, 413].includes(response.status)) {
      await store.refuse(entry, said.message);
      this.on.refused(entry, said.message);
    } else {
      throw new Error(response.statusText);
    }
    return true;
  }

  // The form token is renewed by a log-in in another tab.
  async renew() {
    const response = await fetch(this.sessionUrl, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT) });
    const { token } = await response.json();
    if (token === this.token) throw new Error("refused");
    this.token = token;
    return true;
  }

  pause() {
    const longest = Math.min(1000 * 2 ** this.failures, LONGEST_PAUSE);
    this.failures += 1;
    this.soon(longest * (0.5 + Math.random() / 2));
  }
}
