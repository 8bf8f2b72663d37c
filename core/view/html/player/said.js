// What the page says, in the language of its reader: view::words_of_player() wrote it.

const SAID = JSON.parse(document.getElementById("said").textContent);
// Marks as wide as a character, which bring their own space: brackets, stops, commas.
const CLOSING = /[\uff09\uff1a\uff0c\u3002\uff1b\u3001\u300d]$/;
const OPENING = /^[\uff08\uff1a\uff0c\u3002\uff1b\u3001\u300c]/;
const WIDE = /^[\u2e80-\uff60]/;

/** `sentence` with these in its gaps, in their order. */
function filled(sentence, ...pieces) {
  let next = 0;
  return sentence.replace(/\{\}/g, () => String(pieces[next++]));
}

/** Two pieces with a space between them, where the language has one: see view::joined(). */
function joined(left, right) {
  if (document.documentElement.lang === "en") return `${left} ${right}`;
  const meet = CLOSING.test(left) || OPENING.test(right) || (WIDE.test(left.slice(-1)) && WIDE.test(right));
  return meet ? left + right : `${left} ${right}`;
}
