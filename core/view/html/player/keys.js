/**
 * What the keys do, wherever the focus is: a control that uses a key itself
 * keeps it. The browser drives it; it drives the application.
 */
class Keys {
  constructor(application) {
    this.does = {
      ArrowRight: () => application.player.step(1),
      n: () => application.player.step(1),
      Enter: () => application.player.step(1),
      PageDown: () => application.player.step(1),
      ArrowLeft: () => application.player.step(-1),
      b: () => application.player.step(-1),
      PageUp: () => application.player.step(-1),
      " ": () => application.player.toggle(),
      Home: () => application.player.step(-Infinity),
      End: () => application.player.step(Infinity),
      "+": () => application.changeSpeed(1),
      "=": () => application.changeSpeed(1),
      "-": () => application.changeSpeed(-1),
      r: () => application.nextRun(),
      "?": () => application.help(),
    };
    addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || Keys.isTaken(event.key, event.target)) return;
    const act = this.does[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** The control that has the focus wants the key for itself. */
  static isTaken(key, target) {
    switch (target.tagName) {
      case "SELECT":
        return key !== "?";
      case "BUTTON":
        return key === " " || key === "Enter";
      case "INPUT":
        // Left, right, Home and End move the scrubber as they move the player.
        return /^(Arrow|Home|End)/.test(key);
      default:
        return false;
    }
  }
}
