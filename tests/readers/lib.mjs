// What the tests of all readers share: the recordings, what mpdemo makes of
// them, and how a test ends.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/// The program, as the tests are told it: MPDEMO=.../mpdemo.
export const mpdemo = process.env.MPDEMO;
export const recordings = path.resolve('recordings');

/// Ends the test with a sentence.
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

export function check(holds, sentence) {
  if (!holds) fail(sentence);
}

export function run(...args) {
  return execFileSync(mpdemo, args, {encoding: 'utf8', maxBuffer: 1 << 28});
}

/// A recording's runs, each with its events.
function runsIn(file) {
  const runs = [];
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    if (!line) continue;
    const entry = JSON.parse(line);
    if (entry.type === 'run') runs.push({...entry, events: []});
    if (entry.type === 'event') runs.at(-1).events.push(entry);
  }
  return runs;
}

/// Every recording in that format: its name, the file, and what was recorded.
export function converted(format, extension, ...options) {
  const found = [];
  fs.mkdirSync(format, {recursive: true});
  for (const recording of fs.readdirSync(recordings).sort()) {
    const name = recording.replace(/\.jsonl$/, '');
    const file = path.resolve(format, name + extension);
    const source = path.join(recordings, recording);
    run('replay', source, '--format', format, '-o', file, ...options);
    const runs = runsIn(source);
    found.push({name, file, runs, events: runs.flatMap(one => one.events)});
  }
  check(found.length > 0, 'there are no recordings');
  return found;
}

/// The README's pictures that move: their names and files.
export function movingPictures() {
  const folder = process.env.PICTURES;
  const found = fs.readdirSync(folder).sort()
    .map(name => ({name, file: path.join(folder, name)}))
    .filter(({file}) => fs.readFileSync(file, 'utf8').includes('@keyframes'));
  check(found.length > 0, `no picture in ${folder} moves`);
  return found;
}

/// The maps of outcomes that record.mjs has made in that format.
export function maps(extension) {
  const found = fs.readdirSync('maps').sort().filter(file => file.endsWith(extension))
    .map(file => ({name: `map ${file}`, file: path.resolve('maps', file)}));
  check(found.length > 0, `there are no maps that end with ${extension}`);
  return found;
}

/// The processes of a recording, by run: "1 parent", "1 child-1".
export function processesOf({runs}) {
  return runs.flatMap((one, i) => [
    ...new Set(one.events.map(event => `${i + 1} ${event.name}`))]);
}

/// Headless, offline: every request for something outside fails the test.
export async function browser() {
  const {default: puppeteer} = await import('puppeteer-core');
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
           '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/// A page on which an error, a dialog or a request to outside fails the test.
export async function strictPage(chromium, reader) {
  const page = await chromium.newPage();
  // Small, because without a graphics card drawing is what takes long.
  await page.setViewport({width: 640, height: 360});
  page.on('pageerror', error => fail(`${reader} has an error: ${error.message}`));
  page.on('dialog', dialog => fail(`${reader} opens a dialog: ${dialog.message()}`));
  page.on('request', request => {
    if (!/^(file|data|blob|about):/.test(request.url()))
      fail(`${reader} asks for ${request.url()}`);
  });
  return page;
}
