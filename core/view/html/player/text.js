// Words and widths: small shared functions.

const ASCII = /^[\x20-\x7e]*$/;

/** The columns that `text` takes in a fixed-width font; what is not Latin counts two. */
function cellsOf(text) {
  if (ASCII.test(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += character.codePointAt(0) >= 0x1100 ? 2 : 1;
  return cells;
}

/** The beginning of `text` that fits into `width` columns; at least one character. */
function headOf(text, width) {
  let cells = 0;
  let end = 0;
  for (const character of text) {
    cells += cellsOf(character);
    if (cells > width && end > 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/**
 * `text` as at most `most` lines of `width` columns: broken at newlines, at
 * spaces, and else inside of a word. Omitted text is marked with an ellipsis.
 */
function wrapped(text, width, most) {
  // More could not be shown anyway.
  let rest = text.length > width * most + 1 ? text.slice(0, width * most + 1) : text;
  const lines = [];
  while (lines.length < most) {
    const newline = rest.indexOf("\n");
    const line = newline < 0 ? rest : rest.slice(0, newline);
    if (cellsOf(line) <= width) {
      lines.push(line);
      if (newline < 0) return lines;
      rest = rest.slice(newline + 1);
      continue;
    }
    let head = headOf(line, width);
    const space = line.lastIndexOf(" ", head.length);
    const breaksAtSpace = space > 0 && cellsOf(line.slice(0, space)) > width / 3;
    if (breaksAtSpace) head = line.slice(0, space);
    lines.push(head);
    rest = rest.slice(head.length + (breaksAtSpace ? 1 : 0));
  }
  const last = lines[most - 1];
  lines[most - 1] = headOf(last, Math.max(1, width - 1)).trimEnd() + "\u2026";
  return lines;
}

/** An element of the page with classes and a text: never markup. */
function element(name, classes = "", text = "") {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  if (text) made.textContent = text;
  return made;
}

/** An element of a drawing with its attributes. */
function shape(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The class that carries a process's colour; the number beside it tells it, too. */
function colourOf(process) {
  return `c${(process - 1) % 7}`;
}

/** A process by its number, its name and, where there is room, its PID. */
function chip(run, process, withPid) {
  const made = element("span", `chip ${colourOf(process)}`);
  made.append(element("b", "", String(process)), " " + run.nameOf(process));
  if (withPid && run.pidOf(process)) made.append(" ", element("i", "", String(run.pidOf(process))));
  return made;
}
