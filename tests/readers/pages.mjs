// Chromium opens the pages that have no program: differences, the answers of a class, the map of
// outcomes, each in both languages. They can be read by a screen reader, and printed.
import axe from 'axe-core';
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {browser, check, fail, strictPage} from './lib.mjs';

const files = fs.readdirSync('pages').filter(file => file.endsWith('.html')).sort();
check(files.length === 10, `there are ${files.length} pages, not 10`);
const chromium = await browser();
for (const name of files) {
  const page = await strictPage(chromium, name);
  page.on('console', message => message.type() === 'error' && fail(`${name}: ${message.text()}`));
  for (const [width, height] of [[1280, 800], [390, 844]]) {
    await page.setViewport({width, height});
    await page.goto(pathToFileURL(path.resolve('pages', name)).href);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(over <= 0, `${name}: it is ${over} pixels too wide for ${width}`);
    await page.evaluate(axe.source);
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value}]);
      const found = await page.evaluate(async () => {
        const {violations} = await axe.run(document, {preload: false});
        return violations.map(({id, help, nodes}) => `${id} (${help}): ${nodes[0].html.slice(0, 120)}`);
      });
      check(found.length === 0, `${name}: axe-core says: ${found.join('; ')}`);
    }
  }
  const {language, headings, images} = await page.evaluate(() => ({
    language: document.documentElement.lang,
    headings: [...document.querySelectorAll('h1, h2')].map(one => one.textContent),
    images: [...document.querySelectorAll('img')].map(({naturalWidth, alt}) => [naturalWidth, alt]),
  }));
  check(name.includes(`.${language}.`), `${name}: its language is ${language}`);
  const isChinese = language === 'zh-Hant';
  for (const heading of headings)
    check(!isChinese || /[\p{Script=Han}：]/u.test(heading), `${name}: "${heading}" is not in Chinese`);
  for (const [width, alt] of images)
    check(width > 100 && alt.length > 0, `${name}: a picture is not drawn, or is not described`);
  const pdf = await page.pdf({format: 'A4', timeout: 60_000});
  check(pdf.length > 1000, `${name}: it cannot be printed`);
  await page.close();
}
await chromium.close();
console.log(`Chromium opened ${files.length} pages`);
