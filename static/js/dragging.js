// Rows are dragged to their place with a mouse, a pen or a finger: HTML's own dragging knows no fingers. The others move
// around the row that is dragged, which stays where it is in the page: taken out of it, it would let go of the pointer.
// Every list has buttons as well, for keyboards and for pages without a script.

const EDGE = 64; // pixels from the edge of the window, within which the page scrolls along
const SPEED = 10; // pixels each time the screen is drawn
const SLIP = 4; // pixels that a press may slip and still be none

export function addHandle(row, put = (handle) => row.prepend(handle)) {
  const handle = document.createElement("span");
  Object.assign(handle, { className: "drag-handle", textContent: "\u283f" });
  handle.setAttribute("aria-hidden", "true");
  put(handle);
  return handle;
}

export class Drag {
  // `grip` is where the row is taken hold of, if it `mayBegin(event)`; `rows()` are all of the list in their order, and
  // `dropped(isMoved)` is called when the row is let go of.
  constructor(row, grip, { rows, dropped, mayBegin = () => true }) {
    Object.assign(this, { row, rows, dropped, mayBegin });
    grip.addEventListener("pointerdown", (event) => this.press(event));
  }

  press(event) {
    if (event.button || !event.isPrimary || !this.mayBegin(event)) return;
    this.listening?.abort();
    this.listening = new AbortController();
    this.before = this.rows();
    this.start = this.y = event.clientY;
    this.isDragging = false;
    event.target.setPointerCapture(event.pointerId);
    const acts = {
      pointermove: ({ clientY }) => this.move(clientY),
      pointerup: () => this.end(),
      pointercancel: () => this.giveUp(),
      keydown: ({ key }) => key === "Escape" && this.giveUp(),
    };
    for (const [name, act] of Object.entries(acts)) {
      document.addEventListener(name, act, { signal: this.listening.signal });
    }
  }

  move(y) {
    this.y = y;
    if (!this.isDragging) {
      if (Math.abs(y - this.start) < SLIP) return;
      this.isDragging = true;
      this.row.classList.add("is-dragged");
      this.scrollAlong();
    }
    this.arrange();
  }

  // Past the middle of another row, the two change places.
  arrange() {
    const rows = this.rows();
    const from = rows.indexOf(this.row);
    const isBelow = (row) => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2 > this.y;
    };
    const above = rows.slice(0, from).filter(isBelow);
    const below = rows.slice(from + 1).filter((row) => !isBelow(row));
    if (above.length) this.row.after(...above);
    else if (below.length) this.row.before(...below);
  }

  scrollAlong() {
    if (!this.isDragging) return;
    const by = this.y < EDGE ? -SPEED : this.y > window.innerHeight - EDGE ? SPEED : 0;
    if (by) {
      window.scrollBy({ top: by, behavior: "instant" });
      this.arrange();
    }
    requestAnimationFrame(() => this.scrollAlong());
  }

  giveUp() {
    const place = this.before.indexOf(this.row);
    this.row.before(...this.before.slice(0, place));
    this.row.after(...this.before.slice(place + 1));
    this.end(false);
  }

  end(isDropped = true) {
    const wasDragging = this.isDragging;
    this.isDragging = false;
    this.listening.abort();
    this.row.classList.remove("is-dragged");
    if (wasDragging) this.dropped(isDropped && this.rows().indexOf(this.row) !== this.before.indexOf(this.row), isDropped);
  }
}
