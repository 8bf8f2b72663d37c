/**
 * The layout of the lanes: times, columns, and how much text fits. Made for
 * each drawing of lanes, for the available width.
 */
class Geometry {
  static LINE = 20; // pixels, as in player.css
  static PADDING = 8;
  static MOST_LINES = 4;
  static TEXT_INDENT = 14; // from a bar to its text

  constructor(run, width, narrowest) {
    this.run = run;
    this.cell = Geometry.cellWidth();
    let times = 0;
    for (let i = 0; i < run.length && run.longestTime > 0; i += Math.max(1, run.length - 1)) {
      times = Math.max(times, run.shortTimeOf(i).length);
    }
    this.timeWidth = times === 0 ? 8 : Math.ceil((times + 1) * this.cell);
    this.left = this.timeWidth + 22;
    const columns = Math.max(1, run.columns);
    this.columnWidth = Math.max(narrowest, Math.floor((width - this.left - 4) / columns));
    this.width = Math.max(width, this.left + columns * this.columnWidth + 4);
    this.hasRoomForPids = this.columnWidth > 170;
  }

  /** Of a character in the font that all texts of the lanes have. */
  static cellWidth() {
    const probe = element("span", "probe", "0".repeat(100));
    document.body.append(probe);
    const width = probe.getBoundingClientRect().width / 100;
    probe.remove();
    return width || 8;
  }

  x(column) {
    return this.left + column * this.columnWidth;
  }

  heightOf(lines) {
    return lines * Geometry.LINE + Geometry.PADDING;
  }

  /** Columns of text between a bar and the next bar on its right. */
  room(fromColumn, toColumn) {
    const right = toColumn === undefined ? this.width : this.x(toColumn);
    return Math.max(4, Math.floor((right - this.x(fromColumn) - Geometry.TEXT_INDENT - 12) / this.cell));
  }

  /** The arrow of event `i`, if both of its processes have a column. */
  arrowOf(i, living) {
    const arrow = this.run.moreOf(i).arrow;
    if (!arrow) return null;
    const [kind, from, to, labels] = arrow;
    const [start, end] = [living.get(from), living.get(to)];
    if (!start || !end || start.column === end.column) return null;
    return { kind, from, to, labels, start: start.column, end: end.column };
  }

  /** What stands beside the bar: the whole text, if it is not all in an arrow. */
  textOf(i) {
    const { run } = this;
    const { sender } = run.moreOf(i);
    if (run.markOf(i) === MARK.starts && run.moreOf(i).born) return run.labelOf(run.processOf(i));
    const text = run.textOf(i);
    return sender ? text + filled(SAID.from, sender) : text;
  }

  /** The first column right of `column` with a living process, if any. */
  nextColumn(column, living) {
    let next;
    for (const lifeline of living.values()) {
      if (lifeline.column > column && !(lifeline.column > next)) next = lifeline.column;
    }
    return next;
  }

  /** The lines of text of event `i`; `living` is who lives in its row. */
  linesOf(i, living) {
    if (this.arrowOf(i, living)) return [];
    const actor = living.get(this.run.processOf(i));
    if (!actor) return wrapped(`${this.run.labelOf(this.run.processOf(i))}: ${this.textOf(i)}`, this.room(0), 2);
    const text = this.textOf(i);
    const isShort = text.length * 2 <= this.room(0, 1) && !text.includes("\n");
    if (isShort) return [text];
    const room = this.room(actor.column, this.nextColumn(actor.column, living));
    const brief = this.run.moreOf(i).brief;
    const isTooLong = brief && cellsOf(text) > room;
    return wrapped(isTooLong ? brief : text, room, Geometry.MOST_LINES);
  }
}
