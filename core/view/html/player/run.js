// What view::html() writes for each event, and what it means.

const MARK = { starts: 0, acts: 1, prints: 2, waits: 3, sleeps: 4, handsOver: 5, exits: 6, killed: 7 };
const STATE = { running: 0, waiting: 1, sleeping: 2, ended: 3 };
const STATE_NAMES = ["running", "waiting", "sleeping", "ended"];
const ARROW_NAMES = ["fork", "value", "reap", "signal"];
const NOTHING = Object.freeze({});

/**
 * One recorded run, unpacked: its events and the living processes at each of
 * them. The application makes one for each run that is shown; all other classes
 * query it.
 */
class Run {
  // A state is kept for every 128 events; the events in between are replayed.
  static EVERY = 128;

  constructor(data) {
    this.name = data.name;
    this.title = data.title;
    this.source = data.source;
    this.notes = new Map(data.notes ?? []);
    this.end = data.end;
    this.events = data.events;
    this.columns = 0;
    this.names = new Map();
    this.kept = [];
    this.things = []; // by number, each its changes in their order: {at, name, state}
    this.longestTime = 0;
    const living = new Map();
    for (let i = 0; i < this.events.length; ++i) {
      if (i % Run.EVERY === 0) this.kept.push(Run.copied(living));
      this.learn(i);
      this.enter(living, i);
      this.leave(living, i);
    }
  }

  get length() {
    return this.events.length;
  }

  processOf(i) {
    return this.events[i][0];
  }
  markOf(i) {
    return this.events[i][1];
  }
  stateOf(i) {
    return this.events[i][2];
  }
  lineOf(i) {
    return this.events[i][3];
  }
  /** "+0.236 ms"; may be empty. */
  timeOf(i) {
    return this.events[i][4];
  }
  /** "0.236": where a column's head says the unit. */
  shortTimeOf(i) {
    return this.timeOf(i).replace(/^\+/, "").replace(/ ms$/, "");
  }
  textOf(i) {
    return this.events[i][5];
  }
  /** names, born, gone, said, brief, sender, arrow, things: what only some events have. */
  moreOf(i) {
    return this.events[i][6] ?? NOTHING;
  }

  nameOf(process) {
    return this.names.get(process)?.[0] ?? `process-${process}`;
  }
  pidOf(process) {
    return this.names.get(process)?.[1] ?? 0;
  }
  labelOf(process) {
    const pid = this.pidOf(process);
    return pid ? `${this.nameOf(process)} ${pid}` : this.nameOf(process);
  }

  /** Who lives before event `i`: by process, {column, state, line}. */
  before(i) {
    const base = Math.min(Math.floor(i / Run.EVERY), this.kept.length - 1);
    if (base < 0) return new Map();
    const living = Run.copied(this.kept[base]);
    for (let k = base * Run.EVERY; k < i; ++k) {
      this.enter(living, k);
      this.leave(living, k);
    }
    return living;
  }

  /**
   * The state of every process after event `i`; but a process that ends there is
   * still shown, and at the end of a deadlock all that were ended only by a kill.
   */
  at(i) {
    if (i === this.length - 1 && this.end?.standstill) {
      let last = i;
      while (last > 0 && this.markOf(last) === MARK.killed) --last;
      return this.before(last + 1);
    }
    const living = this.before(i + 1);
    const actor = this.processOf(i);
    if (this.stateOf(i) !== STATE.ended) return living;
    const before = this.before(i).get(actor);
    if (before) living.set(actor, { ...before, state: STATE.ended });
    return living;
  }

  /** Lifelines that begin with event `i` are there, and who acts is where it acts. */
  enter(living, i) {
    for (const [process, column] of this.moreOf(i).born ?? []) {
      living.set(process, { column, state: STATE.running, line: 0, bornIn: i });
    }
    const actor = living.get(this.processOf(i));
    if (actor && this.lineOf(i) > 0) actor.line = this.lineOf(i);
  }

  /** Behind event `i`: the actor's new state, and those that are gone are gone. */
  leave(living, i) {
    const actor = living.get(this.processOf(i));
    if (actor) actor.state = this.stateOf(i);
    for (const process of this.moreOf(i).gone ?? []) living.delete(process);
  }

  learn(i) {
    for (const [process, name, pid] of this.moreOf(i).names ?? []) this.names.set(process, [name, pid]);
    for (const [, column] of this.moreOf(i).born ?? []) this.columns = Math.max(this.columns, column + 1);
    for (const [number, name, state] of this.moreOf(i).things ?? []) {
      (this.things[number] ??= []).push({ at: i, name, state });
    }
    this.longestTime = Math.max(this.longestTime, this.timeOf(i).length);
  }

  /** What is in the things that processes share after event `i`: {at, name, state} of each. */
  thingsAt(i) {
    const now = [];
    for (const changes of this.things) {
      let from = 0;
      let to = changes?.length ?? 0;
      while (from < to) {
        const middle = (from + to) >> 1;
        if (changes[middle].at <= i) from = middle + 1;
        else to = middle;
      }
      if (from > 0 && changes[from - 1].state) now.push(changes[from - 1]);
    }
    return now;
  }

  static copied(living) {
    const copy = new Map();
    for (const [process, lifeline] of living) copy.set(process, { ...lifeline });
    return copy;
  }
}
