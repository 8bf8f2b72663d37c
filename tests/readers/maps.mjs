// Chromium shows every map of outcomes: as a picture and on its page, by day and by night, each
// word within the picture and in a colour that can be read.
import fs from 'node:fs';
import {pathToFileURL} from 'node:url';
import {browser, check, maps, strictPage} from './lib.mjs';

/// What is drawn: each text with its box, its colour, and the paper below it.
function look() {
  const svg = document.querySelector('svg');
  const paper = svg.getBoundingClientRect();
  const light = colour => {
    const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map(
      value => value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = getComputedStyle(svg.querySelector('rect.paper')).fill;
  return {
    texts: [...svg.querySelectorAll('text')].map(text => {
      const box = text.getBoundingClientRect();
      return {
        words: text.textContent,
        isInside: box.left >= paper.left && box.right <= paper.right + 1 && box.bottom <= paper.bottom + 1,
        contrast: contrast(getComputedStyle(text).fill, ground),
      };
    }),
    lines: svg.querySelectorAll('path').length,
  };
}

const chromium = await browser();
const pages = [...maps('.svg'), ...maps('.html')];
for (const {name, file} of pages) {
  const page = await strictPage(chromium, name);
  page.on('console', message => check(message.type() !== 'error', `${name}: ${message.text()}`));
  await page.setViewport({width: 1280, height: 800});
  await page.goto(pathToFileURL(file).href);
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value}]);
    const {texts, lines} = await page.evaluate(look);
    check(texts.length > 3 && lines > 3, `${name}: there is next to nothing in it`);
    for (const {words, isInside, contrast} of texts) {
      check(isInside, `${name}: "${words}" is not within the picture`);
      check(contrast >= 4.5, `${name}: "${words}" has a contrast of ${contrast} when it is ${value}`);
    }
  }
  if (file.endsWith('.html')) {
    const commands = await page.$$eval('li code', codes => codes.map(code => code.textContent));
    const {length} = JSON.parse(fs.readFileSync(file.replace('.html', '.json'), 'utf8'))
      .flatMap(demo => demo.outcomes);
    check(commands.length === Math.min(length, 50) || commands.length === length,
          `${name}: it lists ${commands.length} of ${length} outcomes`);
    check(commands.every(command => / --schedule ./.test(command)), `${name}: a command is none`);
  }
  await page.close();
}
await chromium.close();
console.log(`Chromium showed ${pages.length} maps`);
