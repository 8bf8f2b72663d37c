/**
 * The page: one of its runs, shown in the listing, the lanes and in words, and
 * the player that steps through it. The browser makes it when everything is
 * loaded.
 */
class Application {
  constructor() {
    this.find = (id) => document.getElementById(id);
    this.documents = [...document.querySelectorAll("script.run")];
    this.runs = new Map();
    this.listing = new Listing(this.find("page"));
    this.lanes = new Lanes(this.find("lanes"), (i) => this.player.step(i - this.player.position));
    this.player = new Player((i) => this.shown(i), (plays) => this.played(plays));
    this.keys = new Keys(this);
    this.paper = new Paper(this.find("paper"), this);
    this.connectControls();
    this.fillPicker();
    const wanted = new URLSearchParams(location.hash.slice(1));
    this.open(Number(wanted.get("run") ?? 1) - 1, Number(wanted.get("event") ?? 1) - 1);
  }

  connectControls() {
    const { player } = this;
    const does = {
      first: () => player.step(-Infinity),
      back: () => player.step(-1),
      play: () => player.toggle(),
      forward: () => player.step(1),
      last: () => player.step(Infinity),
      keys: () => this.help(),
    };
    for (const [id, act] of Object.entries(does)) this.find(id).addEventListener("click", act);
    const scrubber = this.find("scrubber");
    scrubber.addEventListener("input", () => player.step(Number(scrubber.value) - 1 - player.position));
    const speed = this.find("speed");
    for (const factor of Player.SPEEDS) speed.append(new Option(`${factor}\u00d7`, factor, factor === 1, factor === 1));
    speed.addEventListener("change", () => (player.speed = Number(speed.value)));
    const runs = this.find("runs");
    runs.addEventListener("change", () => this.open(Number(runs.value), 0));
  }

  fillPicker() {
    this.documents.forEach((script, index) => {
      // Reads only the head of the document, which may be long.
      const name = JSON.parse(/"name":("(?:[^"\\]|\\.)*")/.exec(script.textContent.slice(0, 4000))[1]);
      this.find("runs").append(new Option(`${index + 1}: ${name}`, index));
    });
    this.find("picker").hidden = this.documents.length < 2;
  }

  /** The run of that number, unpacked when it is first asked for. */
  runAt(index) {
    if (!this.runs.has(index)) {
      const script = this.documents[index];
      this.runs.set(index, new Run(JSON.parse(script.textContent)));
      script.textContent = "";
    }
    return this.runs.get(index);
  }

  open(index, position) {
    if (this.documents.length === 0) return this.showNothing();
    this.index = this.documents[index] ? index : 0;
    this.run = this.runAt(this.index);
    const { run } = this;
    document.title = `${run.name} - mpdemo`;
    this.find("runs").value = this.index;
    this.find("name").textContent = run.name;
    this.find("title").textContent = run.title;
    this.find("main").classList.toggle("without-page", !run.source);
    this.find("scrubber").max = Math.max(1, run.length);
    this.player.load(run.length, Number.isFinite(position) ? position : 0);
    this.listing.show(run);
    this.lanes.show(run, Math.max(0, this.player.position));
    if (run.length === 0) return this.showNothing();
    this.player.goTo(this.player.position);
  }

  showNothing() {
    this.find("now").replaceChildren(element("p", "", SAID.noEvent));
    this.find("count").textContent = filled(SAID.place, 0, 0);
  }

  nextRun() {
    if (this.documents.length > 1) this.open((this.index + 1) % this.documents.length, 0);
  }

  /** The player stands at event `i`: everything shows that. */
  shown(i) {
    const { run } = this;
    const count = filled(SAID.place, (i + 1).toLocaleString("en"), run.length.toLocaleString("en"));
    const scrubber = this.find("scrubber");
    scrubber.value = i + 1;
    scrubber.setAttribute("aria-valuetext", filled(SAID.eventAt, count));
    this.find("count").textContent = count;
    this.listing.mark(run.at(i), run.processOf(i));
    this.lanes.goTo(i);
    this.tell(i);
    this.tellThings(i);
    this.remember(i);
  }

  /** Said aloud by a screen reader: one sentence, and behind the last one the ending. */
  tell(i) {
    const { run } = this;
    const now = this.find("now");
    now.setAttribute("aria-live", this.player.isFast ? "off" : "polite");
    const process = run.processOf(i);
    const said = element("p", "unseen", spokenOf(run, i));
    const seen = element("p", "seen");
    seen.setAttribute("aria-hidden", "true");
    if (run.timeOf(i)) seen.append(element("span", "time", run.timeOf(i)), " ");
    seen.append(chip(run, process, true), " ", element("span", "", predicateOf(run, i)));
    const parts = [said, seen];
    if (i === run.length - 1) {
      parts.push(element("p", "verdict", verdictOf(run)), element("p", "unseen", waitersOf(run)));
    }
    now.replaceChildren(...parts);
  }

  /** What is in the things that processes share; what has just changed stands out. */
  tellThings(i) {
    const { run } = this;
    const things = this.find("things");
    things.hidden = run.things.length === 0;
    things.replaceChildren(
      ...run.thingsAt(i).map(({ at, name, state }) => {
        const item = element("li", at === i ? "changed" : "");
        item.append(element("b", "", name), ` ${state}`);
        return item;
      }),
    );
  }

  /** In the address, a moment later: browsers do not like it often. */
  remember(i) {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      history.replaceState(null, "", `#run=${this.index + 1}&event=${i + 1}`);
    }, 500);
  }

  played(plays) {
    this.find("play").textContent = plays ? SAID.pause : SAID.play;
    document.body.classList.toggle("playing", plays);
  }

  changeSpeed(by) {
    this.find("speed").value = this.player.changeSpeed(by);
  }

  help() {
    this.player.pause();
    this.find("help").showModal();
  }
}

new Application();
