// Writes every recording as a page, one of them in Chinese as well, and lets html.mjs open all.
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {converted, recordings, run} from './lib.mjs';

const files = converted('html', '.html').map(({file}) => file);
const chinese = path.resolve('html', 'shared-deadlock.zh-Hant.html');
run('replay', path.join(recordings, 'shared-deadlock.jsonl'), '--format', 'html', '--lang', 'zh-Hant',
    '-o', chinese);
files.push(chinese);
process.exit(spawnSync(process.execPath, ['html.mjs', ...files], {stdio: 'inherit'}).status ?? 1);
