// Events and endings in whole sentences, for screen readers and for the text
// below.

/** What the process does there: "forks child-1", 'prints: hello'. */
function predicateOf(run, i) {
  const text = run.textOf(i);
  if (run.markOf(i) === MARK.prints) {
    return text ? SAID.prints + SAID.colon + text : joined(SAID.prints, SAID.emptyLine);
  }
  const { said, sender } = run.moreOf(i);
  const predicate = said ?? text;
  return sender ? filled(SAID.cameFrom, predicate, sender) : predicate;
}

/** "+0.236 ms: parent, process 4276, forks child-1." */
function sentenceOf(run, i) {
  const time = run.timeOf(i);
  const process = run.processOf(i);
  const pid = run.pidOf(process);
  const name = run.nameOf(process);
  const who = pid ? filled(SAID.subject, filled(SAID.namedProcess, name, pid)) : name;
  const stop = run.markOf(i) === MARK.prints && run.textOf(i) ? "" : SAID.stop;
  return (time ? time + SAID.colon : "") + joined(who, predicateOf(run, i)) + stop;
}

/** The sentence, or a bearable part of it. */
function spokenOf(run, i) {
  const sentence = sentenceOf(run, i);
  return sentence.length > 1000 ? filled(SAID.andSoOn, sentence.slice(0, 1000)) : sentence;
}

/** How the run ended, in a sentence. */
function verdictOf(run) {
  if (!run.end) return SAID.isCutOff;
  if (run.end.standstill) {
    const [head] = run.end.standstill.trim().split("\n");
    const told = head[0].toUpperCase() + head.slice(1) + SAID.stop;
    return run.end.verdict ? joined(told, run.end.verdict) : told;
  }
  if (run.end.verdict) return run.end.verdict;
  return run.end.status === "ok" ? SAID.endedWell : SAID.hasEnded;
}

/** What each process waits for when none can go on: a line for each, and the circle. */
function waitersOf(run) {
  const lines = (run.end?.standstill ?? "").trim().split("\n").slice(1);
  return lines.map((line) => line.replace(/^ {2}/, "")).join("\n");
}
