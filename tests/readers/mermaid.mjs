// mermaid.parse accepts every diagram as a sequence diagram.
import fs from 'node:fs';
import mermaid from 'mermaid';
import {check, converted, fail} from './lib.mjs';

const diagrams = converted('mermaid', '.mmd');
for (const {name, file} of diagrams) {
  const parsed = await mermaid.parse(fs.readFileSync(file, 'utf8'))
    .catch(error => fail(`mermaid.parse does not accept ${name}: ${error.message}`));
  check(parsed.diagramType === 'sequence', `mermaid takes ${name} for a ${parsed.diagramType}`);
}
console.log(`mermaid.parse accepted ${diagrams.length} diagrams`);
