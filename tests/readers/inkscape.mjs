// Inkscape draws every picture.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {check, converted} from './lib.mjs';
import {checkDrawn} from './png.mjs';

const pictures = converted('svg', '.svg');
// All at once, since most of the time is its start; each comes beside its source.
const done = spawnSync('inkscape', ['--export-type=png', ...pictures.map(({file}) => file)],
                       {encoding: 'utf8', env: {...process.env, DISPLAY: ''}});
check(done.status === 0, `Inkscape does not draw: ${done.stderr}`);
for (const {name, file} of pictures) {
  const png = file.replace(/svg$/, 'png');
  check(fs.existsSync(png), `Inkscape does not draw ${name}: ${done.stderr}`);
  checkDrawn(name, file, fs.readFileSync(png), 'Inkscape');
}
console.log(`Inkscape drew ${pictures.length} pictures`);
