/**
 * The run on paper: every event drawn, up to a limit, black on white. The
 * browser drives it, before and after printing.
 */
class Paper {
  static MOST = 2000; // rows
  static WIDTH = 690; // pixels of a page, A4 or Letter, between its margins

  constructor(root, application) {
    this.root = root;
    addEventListener("beforeprint", () => this.fill(application.run));
    addEventListener("afterprint", () => this.root.replaceChildren());
  }

  fill(run) {
    if (!run) return;
    const geometry = new Geometry(run, Paper.WIDTH, 92);
    const painter = new RowPainter(run, geometry);
    const rows = element("ol", "rows");
    const living = new Map();
    const inColumn = new Map();
    const count = Math.min(run.length, Paper.MOST);
    for (let i = 0; i < count; ++i) {
      run.enter(living, i);
      for (const [process, { column }] of living) if (!inColumn.has(column)) inColumn.set(column, process);
      rows.append(painter.row(i, living));
      run.leave(living, i);
    }
    const heads = element("div", "heads");
    heads.append(...Lanes.headsFor(run, geometry, inColumn));
    const lanes = element("div", "lanes");
    lanes.style.width = `${geometry.width}px`;
    lanes.style.zoom = Math.min(1, Paper.WIDTH / geometry.width);
    lanes.append(heads, rows);
    this.root.replaceChildren(lanes, ...this.leftOut(run, count), ...endingOf(run));
  }

  leftOut(run, count) {
    if (count === run.length) return [];
    const left = (run.length - count).toLocaleString("en");
    return [element("p", "left-out", filled(SAID.notPrinted, left))];
  }
}
