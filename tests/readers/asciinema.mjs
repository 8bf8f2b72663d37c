// asciinema plays every cast, on a terminal, to its end.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {check, converted} from './lib.mjs';

/// Newlines as a terminal makes them, or not.
const plain = text => text.replace(/\r*\n/g, '\n');

const casts = converted('asciicast', '.cast');
for (const {name, file, events} of casts) {
  const play = `asciinema play -s 1000 -i 0.01 '${file}'`;
  const played = spawnSync('script', ['-qec', play, '/dev/null'], {
    encoding: 'utf8', input: '', maxBuffer: 1 << 28,
    env: {...process.env, LC_ALL: 'C.UTF-8', TERM: 'xterm-256color'}});
  check(played.status === 0, `asciinema does not play ${name}: ${played.stdout}${played.stderr}`);
  const entries = fs.readFileSync(file, 'utf8').trim().split('\n').slice(1).map(JSON.parse);
  const shown = entries.filter(([, code]) => code === 'o').map(([, , text]) => text).join('');
  check(plain(played.stdout) === plain(shown), `asciinema shows something else of ${name}`);
  const markers = entries.filter(([, code]) => code === 'm').length;
  check(markers === events.length, `${name} has ${markers} markers for ${events.length} events`);
  // Colours and newlines are all that a terminal is told to do.
  check(!/[\u0000-\u0009\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e]/.test(shown),
        `${name} steers the terminal`);
  check(shown.replace(/\u001b\[[\d;]*m/g, '').indexOf('\u001b') < 0,
        `${name} sends other sequences than colours`);
}
console.log(`asciinema played ${casts.length} casts, each as recorded`);
