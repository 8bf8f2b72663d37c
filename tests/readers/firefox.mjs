// Firefox draws pictures.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {check, converted} from './lib.mjs';
import {checkDrawn} from './png.mjs';

// A profile of its own: no first page, no request, and daylight.
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'firefox-'));
fs.writeFileSync(path.join(profile, 'user.js'), `
  user_pref("browser.shell.checkDefaultBrowser", false);
  user_pref("datareporting.policy.dataSubmissionEnabled", false);
  user_pref("layout.css.prefers-color-scheme.content-override", 1);
  user_pref("network.proxy.type", 1);  // and there is no proxy: it reaches nothing
`);

const pictures = converted('svg', '.svg');
// Most of the time is its start.
for (const {name, file} of pictures.slice(0, 3)) {
  const [, width, height] = fs.readFileSync(file, 'utf8').match(/width="(\d+)" height="(\d+)"/);
  const png = path.resolve('svg', `${name}.firefox.png`);
  const shot = spawnSync('firefox', [
    '--headless', '--no-remote', '--profile', profile, `--window-size=${width},${height}`,
    '--screenshot', png, `file://${file}`],
    {encoding: 'utf8', timeout: 90000, env: {...process.env, HOME: profile, MOZ_HEADLESS: '1'}});
  check(shot.status === 0 && fs.existsSync(png), `Firefox does not draw ${name}: ${shot.stderr}`);
  checkDrawn(name, file, fs.readFileSync(png), 'Firefox');
}
fs.rmSync(profile, {recursive: true, force: true});
console.log('Firefox drew three pictures');
