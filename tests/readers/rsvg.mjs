// rsvg-convert, which knows no variables and no media queries, draws every picture,
// and of one that moves the first screen.
import {execFileSync} from 'node:child_process';
import {check, converted, maps, movingPictures} from './lib.mjs';
import {checkDrawn, coloursOf} from './png.mjs';

const draw = file => execFileSync('rsvg-convert', [file], {maxBuffer: 1 << 28});

const pictures = [...converted('svg', '.svg'), ...maps('.svg')];
for (const {name, file} of pictures) checkDrawn(name, file, draw(file), 'rsvg-convert');

const moving = movingPictures();
for (const {name, file} of moving) {
  const drawn = coloursOf(draw(file), 'rsvg-convert');
  const all = [...drawn.values()].reduce((sum, count) => sum + count, 0);
  const share = colour => (drawn.get(colour) ?? 0) / all;
  // One screen has a few rows of letters; all of them over each other would be black.
  check(share('#ffffff') > 0.5 && share('#1b1b1b') > 0.01 && share('#1b1b1b') < 0.2,
        `${name}: rsvg-convert draws no screen`);
}
console.log(`rsvg-convert drew ${pictures.length} pictures, and ${moving.length} that move`);
