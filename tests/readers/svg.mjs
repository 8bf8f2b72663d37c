// Chromium draws every picture by day and by night, with no word beyond its edge, and
// plays those that move: one row at a time in each place, and to the end.
import fs from 'node:fs';
import {browser, check, converted, movingPictures, strictPage} from './lib.mjs';
import {checkDrawn, coloursOf} from './png.mjs';

const chromium = await browser();
const page = await strictPage(chromium, 'a picture');

/// Opens a picture, in its own size, for one kind of ground.
async function open(file, scheme) {
  const [, width, height] = fs.readFileSync(file, 'utf8').match(/width="(\d+)" height="(\d+)"/);
  await page.setViewport({width: Number(width), height: Number(height)});
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
  await page.goto('file://' + file);
}

const shot = async () => Buffer.from(await page.screenshot());

/// In the page: the texts that go beyond its edge.
function outside() {
  const {width} = document.documentElement.getBoundingClientRect();
  return [...document.querySelectorAll('text')]
    .filter(text => {
      const {left, right} = text.getBoundingClientRect();
      return left < 0 || right > width + 1;
    }).map(text => text.textContent.slice(0, 60));
}

/// In the page: the rows that are shown so many milliseconds after the beginning, from
/// the top, each with its height.
function rowsAt(time) {
  for (const animation of document.getAnimations()) {
    animation.pause();
    animation.currentTime = time;
  }
  return [...document.querySelectorAll('use')]
    .filter(use => getComputedStyle(use).visibility === 'visible')
    .map(use => ({y: use.y.baseVal.value,
                  text: document.querySelector(use.href.baseVal).textContent}));
}

const pictures = converted('svg', '.svg');
for (const {name, file} of pictures) {
  await open(file, 'light');
  const beyond = await page.evaluate(outside);
  check(beyond.length === 0, `${name}: "${beyond[0]}" goes beyond the edge`);
  checkDrawn(name, file, await shot(), 'Chromium');
  await open(file, 'dark');
  const most = [...coloursOf(await shot(), 'Chromium')].sort((a, b) => b[1] - a[1])[0][0];
  check(most === '#16181d', `${name}: by night the paper is ${most}`);
}

const moving = movingPictures();
for (const {name, file} of moving) {
  await open(file, 'light');
  const seconds = await page.evaluate(
    () => document.getAnimations()[0].effect.getTiming().duration / 1000);
  const screens = new Set();
  for (let time = 50; time < seconds * 1000; time += 1000) {
    const rows = await page.evaluate(rowsAt, time);
    const places = new Set(rows.map(row => row.y));
    check(places.size === rows.length, `${name}: after ${time} ms two rows are in one place`);
    check(rows.length > 4, `${name}: after ${time} ms there are only ${rows.length} rows`);
    screens.add(rows.map(row => `${row.y} ${row.text}`).join('\n'));
  }
  check(screens.size >= 5, `${name}: there are only ${screens.size} screens`);
  // Who wants no motion sees the first screen, as those who know none.
  const first = await page.evaluate(rowsAt, 0);
  await page.emulateMediaFeatures([{name: 'prefers-reduced-motion', value: 'reduce'}]);
  const still = await page.evaluate(rowsAt, 0);
  check(JSON.stringify(first) === JSON.stringify(still), `${name}: it does not rest where it begins`);
}
await chromium.close();
console.log(`Chromium drew ${pictures.length} pictures, and played ${moving.length}`);
