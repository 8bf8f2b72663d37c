/**
 * The program of the run, with a mark on the line where each process is. The
 * application drives it: a run to show, then the living processes and the
 * acting one.
 */
class Listing {
  static MANY = 3; // how many names fit beside a line; beyond that, a number

  constructor(root) {
    this.root = root;
    this.list = root.querySelector("ol");
    this.list.lang = "en"; // what is not is below it, as a note
    this.lines = [];
    this.marked = [];
  }

  show(run) {
    this.run = run;
    this.root.hidden = !run.source;
    this.marked = [];
    this.lines = run.source.replace(/\n$/, "").split("\n").map((source, index) => {
      const line = element("li", /^\s*(\/\/|#(?!include))/.test(source) ? "line prose" : "line");
      const code = element("code", "", source || " ");
      // A line that does not fit continues below, indented.
      const indent = `${/^ */.exec(source)[0].length + 2}ch`;
      code.style.paddingLeft = indent;
      code.style.textIndent = `-${indent}`;
      line.append(element("span", "here"), element("span", "number", String(index + 1)), code, element("span", "chips"));
      return line;
    });
    this.list.replaceChildren(...this.lines.flatMap((line, index) => {
      const note = run.notes.get(index + 1);
      return note ? [line, this.noteBelow(line, note)] : [line];
    }));
  }

  /** The prose that ends in `line`, once more in the reader's language. */
  noteBelow(line, text) {
    const note = element("li", "line prose note");
    note.lang = document.documentElement.lang;
    const code = element("code", "", text);
    code.style.paddingLeft = line.querySelector("code").style.paddingLeft;
    note.append(element("span", "here"), element("span", "number"), code);
    return note;
  }

  /** `living` are the processes at the current event, `actor` is whose it is. */
  mark(living, actor) {
    for (const line of this.marked) {
      line.classList.remove("marked", "acting");
      line.querySelector(".chips").replaceChildren();
      line.querySelector(".here").textContent = "";
      line.removeAttribute("aria-current");
    }
    const at = new Map();
    for (const [process, lifeline] of living) {
      const line = this.lines[lifeline.line - 1];
      if (!line || (lifeline.state === STATE.ended && process !== actor)) continue;
      if (!at.has(line)) at.set(line, []);
      at.get(line).push([process, lifeline]);
    }
    this.marked = [...at.keys()];
    for (const [line, present] of at) this.markLine(line, present, actor);
  }

  markLine(line, present, actor) {
    const acting = present.some(([process]) => process === actor);
    line.classList.add("marked");
    line.querySelector(".here").textContent = acting ? "\u25b6" : "\u25b7";
    const chips = line.querySelector(".chips");
    for (const [process, { state }] of present) {
      const mark = chip(this.run, process, false);
      if (process === actor) mark.classList.add("acts");
      else if (present.length > Listing.MANY) mark.classList.add("brief");
      if (state !== STATE.running) mark.append(element("em", "", ` ${SAID[STATE_NAMES[state]]}`));
      chips.append(mark);
    }
    if (!acting) return;
    line.classList.add("acting");
    line.setAttribute("aria-current", "step");
    this.keepInView(line);
  }

  keepInView(line) {
    const { root } = this;
    const view = root.clientHeight;
    const top = line.offsetTop - root.scrollTop;
    if (top > view * 0.15 && top + line.offsetHeight < view * 0.8) return;
    root.scrollTop = line.offsetTop - view * 0.4;
  }
}
