// mermaid draws every diagram in a browser: some of its rules about who is
// created and destroyed hold only there. Drawn is what was written, no markup.
import fs from 'node:fs';
import {browser, check, converted, processesOf, strictPage} from './lib.mjs';

const chromium = await browser();
const page = await strictPage(chromium, 'mermaid');
await page.setContent('<!doctype html><meta charset="utf-8"><body></body>');
await page.addScriptTag({path: 'node_modules/mermaid/dist/mermaid.min.js'});
await page.evaluate(() => mermaid.initialize({startOnLoad: false}));

/// In the page: what is drawn, or why nothing is.
async function draw(diagram) {
  try {
    const {svg} = await mermaid.render('diagram', diagram);
    document.body.innerHTML = svg;
  } catch (error) {
    return {error: String(error)};
  }
  return {
    hostile: typeof hostile !== 'undefined',
    markup: document.querySelectorAll('svg script, svg img, svg b, svg a').length,
    names: document.querySelectorAll('text.actor-box').length,
    text: document.body.textContent,
  };
}

const diagrams = converted('mermaid', '.mmd');
for (const recording of diagrams) {
  const {name, file, events} = recording;
  const drawn = await page.evaluate(draw, fs.readFileSync(file, 'utf8'));
  check(!drawn.error, `mermaid does not draw ${name}: ${drawn.error}`);
  check(!drawn.hostile && drawn.markup === 0, `a text of ${name} became markup`);
  // Each name stands above and below.
  const processes = processesOf(recording).length;
  check(drawn.names === 2 * processes,
        `mermaid draws ${drawn.names} names in ${name} for ${processes} processes`);
  for (const {kind, text} of events)
    if (kind === 'print' && text && /^[\w ,.:;#]{1,40}$/.test(text))
      check(drawn.text.includes(text), `mermaid does not show "${text}" of ${name}`);
}
await chromium.close();
console.log(`mermaid drew ${diagrams.length} diagrams, and nothing in them was markup`);
