// speedscope opens every trace in a browser: a profile for each process, and no
// complaint about any slice.
import path from 'node:path';
import {browser, check, converted, fail, processesOf, strictPage} from './lib.mjs';

const page = await strictPage(await browser(), 'speedscope');
let complaint = '';
page.on('console', message => {
  // Its drawing complains of a machine without a graphics card.
  if (/warn|error/.test(message.type()) && !/GL/.test(message.text()))
    complaint ||= message.text().slice(0, 300);
});

/// "child-1 (pid 4277), ... (2/3)": the profile that is shown.
const shown = () => page.waitForFunction(
  () => document.body.innerText.match(/^.*\(pid \d+\).*$/m)?.[0], {timeout: 20000})
  .then(handle => handle.jsonValue())
  .catch(() => fail('speedscope shows no profile'));

const traces = converted('chrome', '.json');
for (const recording of traces) {
  const {name, file} = recording;
  await page.goto('file://' + path.resolve('node_modules/speedscope/dist/release/index.html'));
  const input = await page.waitForSelector('input[type=file]');
  await input.uploadFile(file);
  const processes = processesOf(recording);
  const names = [];
  for (let i = 1; i <= processes.length; ++i) {
    const profile = await shown();
    names.push(profile.replace(/ \(pid.*/, ''));
    if (processes.length > 1)
      check(profile.includes(`(${i}/${processes.length})`),
            `speedscope shows ${profile} of ${name}, not profile ${i} of ${processes.length}`);
    await page.keyboard.press('n');
  }
  check(!complaint, `speedscope complains of ${name}: ${complaint}`);
  if (name !== 'hostile')
    check(`${names.sort()}` === `${processes.map(one => one.replace(/^\d+ /, '')).sort()}`,
          `speedscope finds ${names} in ${name}`);
}
await page.browser().close();
console.log(`speedscope opened ${traces.length} traces, with a profile for each process`);
