// xmllint accepts every picture as well-formed XML.
import {spawnSync} from 'node:child_process';
import {check, converted, maps} from './lib.mjs';

const pictures = [...converted('svg', '.svg'), ...maps('.svg')];
const files = pictures.map(({file}) => file);
const linted = spawnSync('xmllint', ['--noout', '--nonet', ...files], {encoding: 'utf8'});
check(linted.status === 0, `xmllint does not accept a picture: ${linted.stderr.slice(0, 2000)}`);
console.log(`xmllint accepted ${pictures.length} pictures`);
