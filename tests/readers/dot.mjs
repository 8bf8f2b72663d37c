// Graphviz draws every map of outcomes, with all its nodes and edges, and nothing but these.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {check, maps} from './lib.mjs';

const count = (text, pattern) => (text.match(pattern) ?? []).length;
const graphs = maps('.dot');
for (const {name, file} of graphs) {
  const text = fs.readFileSync(file, 'utf8');
  const drawn = spawnSync('dot', ['-Tsvg', file], {encoding: 'utf8', maxBuffer: 1 << 28});
  check(drawn.status === 0 && !drawn.stderr, `${name}: dot says: ${drawn.stderr.slice(0, 2000)}`);
  const nodes = count(text, /^ {2}[nf]\d+ \[/gm), edges = count(text, /^ {2}n\d+ -> /gm);
  const all = count(text, /^digraph /gm);
  check(nodes > 2 && edges >= nodes - all, `${name}: it has ${nodes} nodes and ${edges} edges`);
  check(count(drawn.stdout, /class="node"/g) === nodes, `${name}: dot draws other nodes`);
  check(count(drawn.stdout, /class="edge"/g) === edges, `${name}: dot draws other edges`);
}
console.log(`dot drew ${graphs.length} maps`);
