// Writes every recording as a page, and lets html.mjs open all of them.
import {spawnSync} from 'node:child_process';
import {converted} from './lib.mjs';

const files = converted('html', '.html').map(({file}) => file);
process.exit(spawnSync(process.execPath, ['html.mjs', ...files], {stdio: 'inherit'}).status ?? 1);
