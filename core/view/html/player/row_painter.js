/**
 * Draws one event as a row of the lanes: the bars of all living processes, the
 * mark of the acting one, an arrow or a text. The lanes and the printed page
 * drive it.
 */
class RowPainter {
  static MIDDLE = 14; // pixels from the top of a row to its mark

  constructor(run, geometry) {
    this.run = run;
    this.geometry = geometry;
  }

  /** `living`: who lives there, with their states before the event. */
  row(i, living) {
    const { run, geometry } = this;
    const process = run.processOf(i);
    const lines = geometry.linesOf(i, living);
    const height = geometry.heightOf(Math.max(1, lines.length));
    const row = element("li", `row ${colourOf(process)}`);
    row.setAttribute("aria-posinset", i + 1);
    row.setAttribute("aria-setsize", run.length);
    row.style.height = `${height}px`;
    row.dataset.event = i;
    row.append(element("span", "unseen", spokenOf(run, i)));

    const seen = element("div", "seen");
    seen.setAttribute("aria-hidden", "true");
    const time = element("span", "time", run.shortTimeOf(i));
    time.style.width = `${geometry.timeWidth}px`;
    seen.append(time, this.drawing(i, living, height));
    for (const label of this.texts(i, living, lines)) seen.append(label);
    row.append(seen);
    return row;
  }

  drawing(i, living, height) {
    const { width } = this.geometry;
    const drawing = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    for (const [process, lifeline] of living) this.addBar(drawing, i, process, lifeline, height);
    const arrow = this.geometry.arrowOf(i, living);
    if (arrow) this.addArrow(drawing, arrow);
    this.addMark(drawing, i, living);
    for (const [process] of this.run.moreOf(i).born ?? []) {
      const at = this.geometry.x(living.get(process).column);
      drawing.append(shape("circle", { class: `mark ${colourOf(process)}`, cx: at, cy: RowPainter.MIDDLE, r: 6 }));
    }
    return drawing;
  }

  /** The bar of a process in this row: before the event above, behind it below. */
  addBar(drawing, i, process, lifeline, height) {
    const x = this.geometry.x(lifeline.column);
    const acts = process === this.run.processOf(i);
    const isBorn = lifeline.bornIn === i;
    const isGone = this.run.moreOf(i).gone?.includes(process);
    const after = acts ? this.run.stateOf(i) : lifeline.state;
    if (!isBorn) this.addLine(drawing, process, x, 0, acts || isGone ? RowPainter.MIDDLE : height, lifeline.state);
    if ((acts || isBorn) && !isGone) this.addLine(drawing, process, x, RowPainter.MIDDLE, height, after);
  }

  addLine(drawing, process, x, top, bottom, state) {
    drawing.append(shape("line", {
      class: `bar ${STATE_NAMES[state]} ${colourOf(process)}`, x1: x, x2: x, y1: top, y2: bottom,
    }));
  }

  addArrow(drawing, arrow) {
    const y = RowPainter.MIDDLE;
    const way = arrow.end > arrow.start ? 1 : -1;
    const tip = this.geometry.x(arrow.end) - way * 7;
    const kind = `arrow ${ARROW_NAMES[arrow.kind]} ${colourOf(arrow.from)}`;
    drawing.append(
      shape("line", { class: kind, x1: this.geometry.x(arrow.start), x2: tip - way * 6, y1: y, y2: y }),
      shape("path", { class: `${kind} head`, d: `M${tip} ${y}l${-way * 9} -5v10z` }));
  }

  addMark(drawing, i, living) {
    const actor = living.get(this.run.processOf(i));
    if (!actor || actor.bornIn === i) return;
    const x = this.geometry.x(actor.column);
    const y = RowPainter.MIDDLE;
    const mark = {
      [MARK.starts]: ["circle", { cx: x, cy: y, r: 4 }],
      [MARK.acts]: ["circle", { cx: x, cy: y, r: 4 }],
      [MARK.prints]: ["path", { class: "bubble", d: `M${x + 2} ${y}l9 -4v8z` }],
      [MARK.waits]: ["circle", { class: "hollow", cx: x, cy: y, r: 5 }],
      [MARK.sleeps]: ["circle", { class: "hollow", cx: x, cy: y, r: 5 }],
      [MARK.handsOver]: ["path", { d: `M${x} ${y - 7}l7 7l-7 7l-7 -7z` }],
      [MARK.exits]: ["rect", { x: x - 6, y: y - 6, width: 12, height: 12 }],
      [MARK.killed]: ["path", { class: "cross", d: `M${x - 6} ${y - 6}l12 12m0 -12l-12 12` }],
    }[this.run.markOf(i)];
    const [name, attributes] = mark;
    const classes = `mark ${colourOf(this.run.processOf(i))} ${attributes.class ?? ""}`;
    drawing.append(shape(name, { ...attributes, class: classes }));
  }

  /** The texts of a row: beside the bar, on the arrow, at a birth. */
  texts(i, living, lines) {
    const arrow = this.geometry.arrowOf(i, living);
    if (arrow) return this.arrowTexts(i, living, arrow);
    const actor = living.get(this.run.processOf(i));
    const text = element("span", "text");
    if (this.run.markOf(i) === MARK.prints) text.classList.add("printed");
    if (!actor) text.classList.add("late");
    if (actor?.bornIn === i) text.classList.add("birth");
    text.textContent = lines.join("\n");
    text.style.left = `${this.geometry.x(actor?.column ?? 0) + Geometry.TEXT_INDENT}px`;
    return [text];
  }

  arrowTexts(i, living, arrow) {
    const { geometry, run } = this;
    const actor = living.get(run.processOf(i));
    const other = actor.column === arrow.start ? arrow.end : arrow.start;
    const goesRight = other > actor.column;
    const space = geometry.columnWidth - 40;
    const room = Math.max(3, Math.floor(space / geometry.cell));
    const fitting = arrow.labels.find((label) => cellsOf(label) <= room) ?? arrow.labels.at(-1) ?? "";
    const label = element("span", "label", wrapped(fitting, room, 1)[0]);
    const start = geometry.x(actor.column);
    label.style.left = `${goesRight ? start + 16 : start - geometry.columnWidth + 20}px`;
    label.style.width = `${space + 4}px`;
    const texts = [label];
    for (const [process] of run.moreOf(i).born ?? []) {
      const born = living.get(process);
      const space = geometry.room(born.column, geometry.nextColumn(born.column, living));
      const name = element("span", `text birth ${colourOf(process)}`, wrapped(run.labelOf(process), space, 1)[0]);
      name.style.left = `${geometry.x(born.column) + Geometry.TEXT_INDENT}px`;
      texts.push(name);
    }
    return texts;
  }
}
