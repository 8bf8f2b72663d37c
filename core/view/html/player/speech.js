// Events and endings in whole sentences, for ears and for those who read on.

/** What the process does there: "forks child-1", 'prints: hello'. */
function predicateOf(run, i) {
  const text = run.textOf(i);
  if (run.markOf(i) === MARK.prints) return text ? `prints: ${text}` : "prints an empty line";
  const { said, sender } = run.moreOf(i);
  const predicate = said ?? text;
  return sender ? `${predicate}, which came from ${sender}` : predicate;
}

/** "+0.236 ms: parent, process 4276, forks child-1." */
function sentenceOf(run, i) {
  const time = run.timeOf(i);
  const process = run.processOf(i);
  const pid = run.pidOf(process);
  const who = pid ? `${run.nameOf(process)}, process ${pid},` : run.nameOf(process);
  const stop = run.markOf(i) === MARK.prints && run.textOf(i) ? "" : ".";
  return `${time ? time + ": " : ""}${who} ${predicateOf(run, i)}${stop}`;
}

/** The sentence, or as much of it as anybody would listen to. */
function spokenOf(run, i) {
  const sentence = sentenceOf(run, i);
  return sentence.length > 1000 ? `${sentence.slice(0, 1000)} and so on` : sentence;
}

/** How the run ended, in a sentence. */
function verdictOf(run) {
  if (!run.end) return "The record stops here: nobody knows how the run ended.";
  if (run.end.standstill) {
    const [head] = run.end.standstill.trim().split("\n");
    const lost = run.end.verdict ? ` ${run.end.verdict}` : "";
    return `${head[0].toUpperCase()}${head.slice(1)}.${lost}`;
  }
  if (run.end.verdict) return run.end.verdict;
  return run.end.status === "ok" ? "The run ended well." : "The run ended.";
}

/** Who waits for whom when nobody can go on: a line for each, and the circle. */
function waitersOf(run) {
  const lines = (run.end?.standstill ?? "").trim().split("\n").slice(1);
  return lines.map((line) => line.replace(/^ {2}/, "")).join("\n");
}
