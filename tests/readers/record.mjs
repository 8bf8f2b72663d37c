// Records every demo once, for all readers to read: the real program and real
// processes, in virtual time where they would sleep.
import fs from 'node:fs';
import path from 'node:path';
import {spawnSync} from 'node:child_process';
import {check, mpdemo, recordings, run} from './lib.mjs';

// What a demo needs that would take long, or that may fail, otherwise.
const special = {
  'shared/race': ['--seed', '1', '--increments', '3'],
  'shared/deadlock': ['--schedule', '1x3.2x2.3.2.3x2'],
};
const failing = new Set(['shared/deadlock']);
// Lessons whose pages are programs make records like any traced program, with events that a
// picture folds.
const recorded = demo =>
  /^(fork\/(basic|variables)|pipe\/(handover|duplex)|(process|pool|queue|shared)\/.*)$/.test(demo);

function record(name, status, ...args) {
  const file = path.join(recordings, `${name}.jsonl`);
  const done = spawnSync(mpdemo, [...args, '--auto', '--format', 'jsonl', '-o', file],
                         {encoding: 'utf8'});
  check(done.status === status,
        `mpdemo ${args.join(' ')} ended with ${done.status}, and said: ${done.stderr}`);
}

/// A run that tries to be more than a text wherever it is shown.
function hostile() {
  const tricks = [
    '\u001b[2J\u001b]0;title\u0007\r\u0000', '</script><script>hostile = 1</script>',
    ']]><svg onload="hostile = 1">', '"\'`\\', '\u202Eright to left\u2066', '\uFFFF\uFFFE',
    '<img src=x onerror="hostile = 1"><br/>', '#59; #lt; &lt; %%{init: {}}%% end', 'ß\uFB02°°35¶ß',
    '$$x^2$$ style a:b#1;', 'é進程🎉', '', 'a\nb\r\nc\n', 'x'.repeat(100000)];
  const lines = [];
  const event = (pid, name, kind, more) => lines.push({
    type: 'event', seq: lines.length, t: lines.length / 1e4, pid, ppid: pid - 1, name, kind,
    ...more});
  const evil = 'end</script>"\u001b[1m;<b>';
  lines.push({type: 'run', schema: 1, lesson: '</script>', demo: 'ho;stile\u001b"', mode: 'free',
              argv: ['mpdemo'], started: '2026-01-31T09:15:00.123456Z'});
  event(4276, 'parent', 'start');
  event(4276, 'parent', 'fork', {peer: 4277, object: evil});
  event(4277, evil, 'start', {file: '</script>', line: 1});
  for (const text of tricks) {
    event(4277, evil, 'print', {text});
    event(4277, evil, 'put', {object: 'queue;"<', value: text});
    event(4276, 'parent', 'get', {object: 'queue;"<', value: text});
  }
  event(4277, evil, 'exit', {status: 0});
  event(4276, 'parent', 'reap', {peer: 4277, object: evil, status: 0});
  event(4276, 'parent', 'exit', {status: 1});
  lines.push({type: 'end', events: lines.length - 1, lost: 1, status: 'failed',
              reason: '</script> ended; with #59;'});
  return lines.map(line => JSON.stringify(line) + '\n').join('');
}

fs.rmSync(recordings, {recursive: true, force: true});
fs.mkdirSync(recordings);
let demos = 0;
for (const lesson of JSON.parse(run('list', '--format', 'json'))) {
  for (const {name} of lesson.demos) {
    const demo = `${lesson.name}/${name}`;
    if (!recorded(demo)) continue;
    record(`${lesson.name}-${name}`, failing.has(demo) ? 1 : 0, lesson.name, '--demo', name,
           ...(special[demo] ?? ['--seed', '1']));
    ++demos;
  }
}
check(demos > 5, `mpdemo lists only ${demos} demos`);
// Several runs in one document, with the same PIDs and without times.
record('several-free', 0, 'process');
record('several-stable', 0, 'process', '--seed', '1', '--ids', 'stable', '--time', 'none');
fs.writeFileSync(path.join(recordings, 'hostile.jsonl'), hostile());
// The maps of outcomes: small ones, one with bad endings, two in one document, and one that is
// folded.
const mapped = {
  queue: ['queue'], pipe: ['pipe', '--demo', 'handover', '--items', 'tea,cake'],
  deadlock: ['shared', '--demo', 'deadlock'], process: ['process'],
  pool: ['pool', '--demo', 'default', '--workers', '2', '--tasks', '2'],
};
fs.rmSync('maps', {recursive: true, force: true});
fs.mkdirSync('maps');
for (const [name, args] of Object.entries(mapped)) {
  for (const format of ['svg', 'html', 'dot', 'json'])
    run(...args, '--outcomes', '--runs', '0', '--budget', '60s', '--format', format, '-o',
        path.resolve('maps', `${name}.${format}`));
}
// Pages without a program: where two runs or two reports part, and the answers of a class.
fs.rmSync('pages', {recursive: true, force: true});
fs.mkdirSync('pages');
const answers = (name, given) => [
  ...given.map((answer, i) => ({type: 'quiz', lesson: 'fork', demo: 'basic', question: `Question ${i}?`,
                                answers: ['<b>yes</b>', 'no'], given: answer, right: [2], how: 'run',
                                skipped: answer === null})),
  {type: 'end', questions: given.length, name, when: '2026-01-31T09:15:00.123456Z', version: '1.0.0'}]
  .map(line => JSON.stringify(line) + '\n').join('');
fs.writeFileSync(path.join('pages', 'ann.jsonl'), answers('Ann </td>', [1, 2, null]));
fs.writeFileSync(path.join('pages', 'ben.jsonl'), answers('Ben', [2, 2, 1]));
const possible = {};
for (const demo of ['deadlock', 'ordered']) {
  possible[demo] = path.resolve('pages', `${demo}.jsonl`);
  const lines = [{type: 'outcome', lesson: 'shared', demo: 'x', possible: true, schedules: 1, seen: 0,
                  lines: [['ann', demo]], schedule: '1'},
                 {type: 'end', lesson: 'shared', demo: 'x', exhaustive: true, runs: 0}];
  fs.writeFileSync(possible[demo], lines.map(line => JSON.stringify(line) + '\n').join(''));
}
for (const language of ['en', 'zh-Hant']) {
  const page = (name, status, ...args) => {
    const file = path.resolve('pages', `${name}.${language}.html`);
    const done = spawnSync(mpdemo, [...args, '--format', 'html', '--lang', language, '-o', file],
                           {encoding: 'utf8'});
    check(done.status === status, `mpdemo ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  };
  page('runs', 1, 'diff', '1x3.2x2', '1x3.2.3', 'shared/deadlock');
  page('same', 0, 'diff', '1', '1', 'fork/basic');
  page('outcomes', 1, 'diff', possible.deadlock, possible.ordered);
  page('class', 0, 'report', path.join('pages', 'ann.jsonl'), path.join('pages', 'ben.jsonl'));
  page('map', 0, 'shared', '--demo', 'deadlock', '--outcomes', '--runs', '0');
}
console.log(`recorded ${demos} demos, two lessons, and a hostile run`);
