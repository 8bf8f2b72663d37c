/**
 * The lanes: a column for each process, time downwards; only the visible part
 * is in the page. The application drives it: a run to show, an event to go to;
 * a click on a row is reported to the application.
 */
class Lanes {
  // Browsers refuse elements much higher than this; a longer run scrolls faster.
  static HIGHEST = 12_000_000;
  static BEYOND = 400; // pixels drawn above and below the visible part

  constructor(root, onPick) {
    this.root = root;
    this.heads = root.querySelector("#heads");
    this.sheet = root.querySelector("#sheet");
    this.list = root.querySelector("#rows");
    this.ending = root.querySelector("#ending");
    this.rows = new Map();
    this.current = 0;
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest(".row");
      const selects = !getSelection().isCollapsed; // the reader is selecting text
      if (row && !selects) onPick(Number(row.dataset.event));
    });
    root.addEventListener("scroll", () => this.drawSoon(), { passive: true });
    new ResizeObserver(() => this.resize()).observe(root);
  }

  show(run, current) {
    this.run = run;
    this.current = current;
    this.fillEnding();
    this.layOut();
  }

  resize() {
    if (!this.run || this.root.clientWidth === 0) return;
    if (this.root.clientWidth !== this.shownWidth) this.layOut();
    else this.drawSoon();
  }

  /** Measures every row, so that any of them can be gone to at once. */
  layOut() {
    const { run } = this;
    this.shownWidth = this.root.clientWidth;
    this.geometry = new Geometry(run, this.shownWidth, this.shownWidth < 500 ? 88 : 96);
    this.painter = new RowPainter(run, this.geometry);
    this.tops = new Float64Array(run.length + 1);
    const living = new Map();
    for (let i = 0; i < run.length; ++i) {
      run.enter(living, i);
      const lines = Math.max(1, this.geometry.linesOf(i, living).length);
      this.tops[i + 1] = this.tops[i] + this.geometry.heightOf(lines);
      run.leave(living, i);
    }
    this.sheet.style.width = `${this.geometry.width}px`;
    this.heads.style.width = `${this.geometry.width}px`;
    this.ending.style.width = `${Math.min(this.shownWidth, this.geometry.width)}px`;
    this.height = this.tops[run.length] + this.ending.offsetHeight + 24;
    this.sheetHeight = Math.min(this.height, Lanes.HIGHEST);
    this.sheet.style.height = `${this.sheetHeight}px`;
    this.rows.clear();
    this.list.replaceChildren();
    this.follow(true);
    this.draw();
  }

  /** What can be seen of the rows, in pixels: the names stand above them. */
  get viewHeight() {
    return Math.max(1, this.root.clientHeight - this.heads.offsetHeight);
  }

  /** How much further the rows go than the sheet when it is scrolled. */
  get ratio() {
    if (this.height <= this.sheetHeight) return 1;
    return (this.height - this.viewHeight) / (this.sheetHeight - this.viewHeight);
  }

  get top() {
    return this.root.scrollTop * this.ratio;
  }

  /** The row at that height. */
  rowAt(y) {
    let [low, high] = [0, this.run.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  goTo(current) {
    this.current = current;
    this.follow(false);
    this.draw();
  }

  /** Scrolls so that the current row is seen, with what comes next below it. */
  follow(fromAfar) {
    const { run, current, tops } = this;
    if (run.length === 0) return;
    const view = this.viewHeight;
    const [top, bottom] = [tops[current], tops[current + 1]];
    let wanted = this.top;
    if (fromAfar || top < this.top - view || bottom > this.top + 2 * view) wanted = top - view * 0.4;
    else if (top < this.top + view * 0.15) wanted = top - view * 0.15;
    else if (bottom > this.top + view * 0.75) wanted = bottom - view * 0.75;
    if (current === run.length - 1) wanted = Math.max(wanted, Math.min(top - 60, this.height - view));
    if (wanted !== this.top) this.root.scrollTop = Math.round(wanted / this.ratio);
    this.followSideways();
  }

  followSideways() {
    const { geometry, root } = this;
    if (geometry.width <= root.clientWidth) return;
    const living = this.run.before(this.current);
    this.run.enter(living, this.current);
    const x = geometry.x(living.get(this.run.processOf(this.current))?.column ?? 0);
    if (x < root.scrollLeft + geometry.left) root.scrollLeft = x - geometry.left;
    const right = x + geometry.columnWidth;
    if (right > root.scrollLeft + root.clientWidth) root.scrollLeft = right - root.clientWidth;
  }

  drawSoon() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.draw();
    });
  }

  /** Makes the rows that can be seen, forgets the others, and marks the current one. */
  draw() {
    const { run, rows, tops } = this;
    if (!run || run.length === 0) return;
    const first = this.rowAt(this.top - Lanes.BEYOND);
    const last = this.rowAt(this.top + this.viewHeight + Lanes.BEYOND);
    for (const [i, row] of rows) {
      if (i >= first && i <= last) continue;
      row.remove();
      rows.delete(i);
    }
    const shift = this.ratio === 1 ? 0 : this.root.scrollTop - this.top;
    const living = run.before(first);
    let previous = null;
    for (let i = first; i <= last; ++i) {
      run.enter(living, i);
      if (!rows.has(i)) rows.set(i, this.painter.row(i, living));
      const row = rows.get(i);
      if (!row.isConnected) this.list.insertBefore(row, previous ? previous.nextSibling : this.list.firstChild);
      previous = row;
      row.style.top = `${tops[i] + shift}px`;
      row.classList.toggle("ahead", i > this.current);
      row.classList.toggle("current", i === this.current);
      if (i === this.current) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
      run.leave(living, i);
    }
    this.ending.style.top = `${tops[run.length] + shift}px`;
    this.ending.classList.toggle("ahead", this.current < run.length - 1);
    this.drawHeads();
  }

  /** Above each column: who is first to be seen in it. */
  drawHeads() {
    const { run, geometry } = this;
    const first = this.rowAt(this.top);
    const last = this.rowAt(this.top + this.viewHeight);
    const living = run.before(first);
    const inColumn = new Map();
    for (let i = first; i <= last; ++i) {
      run.enter(living, i);
      for (const [process, { column }] of living) if (!inColumn.has(column)) inColumn.set(column, process);
      run.leave(living, i);
    }
    const key = [...inColumn].join() + geometry.width;
    if (key === this.drawnHeads && this.headsOf === run) return;
    [this.drawnHeads, this.headsOf] = [key, run];
    this.heads.replaceChildren(...Lanes.headsFor(run, geometry, inColumn));
  }

  static headsFor(run, geometry, inColumn) {
    const isRelative = run.length > 0 && run.timeOf(0).endsWith(" ms");
    const unit = element("span", "time", isRelative ? "ms" : "");
    unit.style.width = `${geometry.timeWidth}px`;
    const made = [unit];
    for (const [column, process] of inColumn) {
      const head = chip(run, process, geometry.hasRoomForPids);
      head.title = run.labelOf(process);
      head.classList.add("head");
      if (geometry.columnWidth < 130) head.classList.add("tight");
      head.style.left = `${geometry.x(column) - 9}px`;
      head.style.maxWidth = `${geometry.columnWidth - 8}px`;
      made.push(head);
    }
    return made;
  }

  fillEnding() {
    this.ending.replaceChildren(...endingOf(this.run));
  }
}

/** How a run ended: what each process waits for, and how to repeat it. */
function endingOf(run) {
  const { end } = run;
  const parts = [element("p", "verdict", verdictOf(run))];
  if (end?.standstill) parts.push(element("pre", "standstill", waitersOf(run)));
  if (end?.schedule) {
    const again = element("p", "schedule", SAID.choices);
    again.append(element("code", "", end.schedule.length > 400 ? end.schedule.slice(0, 400) + "\u2026" : end.schedule));
    parts.push(again);
  }
  return parts;
}
