// The trace model of DevTools reads every trace: processes by name, slices
// that nest, and each flow from the slice where it starts to where it ends.
import fs from 'node:fs';
import * as Trace from '@paulirish/trace_engine/models/trace/trace.js';
import {check, converted, fail, processesOf} from './lib.mjs';

// Node has it from version 22 on, the trace model needs it.
URL.parse ??= (url, base) => URL.canParse(url, base) ? new URL(url, base) : null;

async function read(name, traceEvents) {
  const model = Trace.TraceModel.Model.createWithAllHandlers();
  await model.parse(traceEvents)
    .catch(error => fail(`DevTools' trace model does not read ${name}: ${error.stack}`));
  return model.parsedTrace().data;
}

function checkNesting(name, slices) {
  const open = [];
  for (const {ts, dur, name: slice} of slices.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    while (open.length > 0 && open.at(-1) <= ts) open.pop();
    check(open.length === 0 || ts + dur <= open.at(-1), `"${slice}" of ${name} does not nest`);
    open.push(ts + dur);
  }
}

/// How many values have gone through a queue or a pipe to another process. What
/// several processes keep in shared memory does not go from one to another.
function arrivals(events) {
  const sent = [];
  let count = 0;
  for (const {kind, pid, object, value} of events) {
    if (!/^(queue|pipe)/.test(object)) continue;
    if (kind === 'put' || kind === 'send') sent.push({pid, what: `${object} ${value}`});
    if (kind !== 'get' && kind !== 'recv') continue;
    const at = sent.findIndex(one => one.what === `${object} ${value}` && one.pid !== pid);
    if (at >= 0) count += sent.splice(at, 1).length;
  }
  return count;
}

const traces = converted('chrome', '.json');
for (const recording of traces) {
  const {name, file, runs, events} = recording;
  const {traceEvents} = JSON.parse(fs.readFileSync(file, 'utf8'));
  const data = await read(name, traceEvents);
  const slices = traceEvents.filter(event => event.ph === 'X');
  const pids = [...new Set(slices.map(slice => slice.pid))];
  const names = pids.map(pid => data.Meta.processNames.get(pid)?.args.name);
  const expected = processesOf(recording).map(one => one.replace(/^\d+ /, ''));
  if (name !== 'hostile')
    check(`${names.sort()}` === `${expected.sort()}`, `DevTools finds ${names} in ${name}`);
  for (const pid of pids) checkNesting(name, slices.filter(slice => slice.pid === pid));

  const started = traceEvents.filter(event => event.ph === 's');
  check(new Set(started.map(event => event.id)).size === started.length,
        `two flows of ${name} have the same id`);
  check(data.Flows.flows.length === started.length,
        `DevTools finds ${data.Flows.flows.length} of ${started.length} flows in ${name}`);
  check(data.Flows.flows.every(flow => flow.length === 2 && flow.every(end => end.ph === 'X')),
        `a flow of ${name} does not go from slice to slice`);
  const count = kind => started.filter(event => event.name === kind).length;
  const forks = events.filter(event => event.kind === 'fork').length;
  const reaps = events.filter(event => event.kind === 'reap').length;
  check(count('fork') === forks, `${name} has ${count('fork')} arrows for ${forks} forks`);
  check(count('reap') === reaps, `${name} has ${count('reap')} arrows for ${reaps} reaps`);
  const values = runs.map(one => arrivals(one.events)).reduce((a, b) => a + b, 0);
  check(count('value') >= values, `${name} has ${count('value')} arrows for ${values} values`);
}
console.log(`DevTools' trace model read ${traces.length} traces, with names, slices and flows`);
