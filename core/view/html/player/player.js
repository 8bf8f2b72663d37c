/**
 * Steps through a run: its position, whether it plays, how fast. Buttons, keys
 * and the scrubber drive it; it reports its position to the application.
 */
class Player {
  static SPEEDS = [0.25, 0.5, 1, 2, 4, 10, 100];
  static PERIOD = 800; // milliseconds for an event at single speed: runs last one, or hours
  static FRAME = 16;

  constructor(onMove, onPlay) {
    this.onMove = onMove;
    this.onPlay = onPlay;
    this.length = 0;
    this.position = 0;
    this.speed = 1;
    this.timer = 0;
  }

  load(length, position) {
    this.pause();
    this.length = length;
    this.position = this.clamped(position);
  }

  get isPlaying() {
    return this.timer !== 0;
  }

  /** Faster playing than this cannot be followed in words. */
  get isFast() {
    return this.isPlaying && Player.PERIOD / this.speed < 400;
  }

  clamped(position) {
    return Math.max(0, Math.min(this.length - 1, position));
  }

  goTo(position) {
    this.position = this.clamped(position);
    this.onMove(this.position);
  }

  step(by) {
    this.pause();
    this.goTo(this.position + by);
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play() {
    if (this.length === 0) return;
    if (this.position === this.length - 1) this.goTo(0);
    this.since = performance.now();
    this.wait();
    this.onPlay(true);
  }

  pause() {
    if (!this.isPlaying) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.onPlay(false);
    if (this.length > 0) this.onMove(this.position);
  }

  wait() {
    this.timer = setTimeout(() => this.tick(), Math.max(Player.FRAME, Player.PERIOD / this.speed));
  }

  tick() {
    const period = Player.PERIOD / this.speed;
    const now = performance.now();
    // Several at once if single steps would be faster than the screen, but no
    // leap after the page was asleep.
    const steps = Math.max(1, Math.min(64, Math.round((now - this.since) / period)));
    this.since = now;
    this.goTo(this.position + steps);
    if (this.position === this.length - 1) this.pause();
    else this.wait();
  }

  /** Returns the speed that it has now. */
  changeSpeed(by) {
    const at = Player.SPEEDS.indexOf(this.speed) + by;
    this.speed = Player.SPEEDS[Math.max(0, Math.min(Player.SPEEDS.length - 1, at))];
    return this.speed;
  }
}
