// Runs every stage of the tests in two lanes side by side, goes on after a failure, and ends with one line that adds all up.
//   node test/all.mjs [--long] [stage …]   all stages when none is named; --long: the stages that try things at random, many times
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');
const results = join(root, 'out', 'results');

if (!existsSync(join(root, 'node_modules', 'mocha'))) {
  console.error('The packages are not installed yet: run npm ci first.');
  process.exit(2);
}
/** Where each tool's command stands. */
const packages = { tsc: 'typescript', biome: '@biomejs/biome', knip: 'knip' };

const args = process.argv.slice(2);
const isLong = args.includes('--long');
const named = args.filter((arg) => arg !== '--long');

/** Each is a list of steps, one after the other; of those that stand together in a list each has a process of its own. */
const stages = {
  check: [
    check('types', binary('tsc'), '-p', '.'),
    check('types of the page', binary('tsc'), '-p', 'media'),
    check('style', binary('biome'), 'check', '.'),
    check('unused code', binary('knip')),
    check('strings', 'test/tools/strings.mjs'),
    check('browser bundle', 'esbuild.mjs', '--browser'),
  ],
  unit: [tests('unit', 'out/run-suite.mjs', 'out/unit.mjs')],
  // Of what is in a list, two processes share the files: each takes the next one.
  simulation: [[1, 2].map((part) => sharing(tests(`simulation ${part}`, 'out/run-suite.mjs', 'out/simulation.mjs')))],
  pages: [tests('pages', 'out/run-suite.mjs', 'out/pages.mjs')],
  integration: [tests('integration', 'out/run-integration.mjs')],
  e2e: [[1, 2].map((part) => sharing(tests(`e2e ${part}`, 'out/run-e2e.mjs')))],
  // Its windows are processes of their own.
  chaos: [check('chaos', 'out/chaos.mjs', '--minutes', isLong ? '10' : '0.7', '--seed', '20261121')],
};

/** Side by side: a window waits more than it works, and what works all the time leaves the processor to it. */
const lanes = [
  { stages: ['integration', 'e2e'], niceness: 0 },
  { stages: ['check', 'unit', 'simulation', 'pages', 'chaos'], niceness: 5 },
];
const longStages = ['unit', 'simulation', 'chaos'];

const strange = named.filter((name) => !(name in stages));
if (strange.length > 0) {
  console.error(`There is no stage ${strange.join(', ')}. Stages: ${Object.keys(stages).join(', ')}.`);
  process.exit(2);
}
const wanted = named.length > 0 ? named : isLong ? longStages : Object.keys(stages);
const seed = process.env.MAKERTIME_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const again = `MAKERTIME_SEED=${seed}`;

/** A script that counts as one test. */
function check(name, script, ...args) {
  return { name, args: [script, ...args], counts: 'itself' };
}

/** A script that tells of each of its tests. */
function tests(name, script, ...args) {
  return { name, args: [script, ...args], counts: 'tests' };
}

/** With others of the same stage. */
function sharing(step) {
  return { ...step, isShared: true };
}

function binary(tool) {
  const { bin } = JSON.parse(readFileSync(join(root, 'node_modules', packages[tool], 'package.json'), 'utf8'));
  return join(root, 'node_modules', packages[tool], typeof bin === 'string' ? bin : bin[tool]);
}

const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

/** What runs now, for whoever waits. */
const running = new Map();

/** @param output `here`: as it comes; `together`: all of it in the end, so that two lanes do not mix */
async function run({ name, args, counts, isShared }, stage, niceness, output) {
  const file = join(results, `${name.replaceAll(' ', '-')}.jsonl`);
  const began = Date.now();
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
    cwd: root,
    env: {
      ...process.env,
      MAKERTIME_SEED: seed,
      MAKERTIME_LONG: isLong ? '1' : '',
      MAKERTIME_RESULTS: file,
      ...(isShared && { MAKERTIME_SHARED: join(results, 'shared', stage) }),
    },
    stdio: output === 'here' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  if (niceness > 0 && child.pid !== undefined) setPriority(child.pid, niceness);
  running.set(name, { began, file });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => said.push(data));
  const code = await new Promise((resolve) => child.on('close', resolve));
  children.delete(child);
  running.delete(name);
  const took = Date.now() - began;
  if (output === 'together') process.stdout.write(`\n── ${name}, ${seconds(took)} ──\n${Buffer.concat(said)}`);
  return { stage, name, took, ...(counts === 'itself' ? countOf(code) : toldIn(file, code)) };
}

const countOf = (code) => ({ passed: Number(code === 0), failures: code === 0 ? [] : [{ title: 'it failed' }] });

/** A run that died before it was over is one failure more, in the test that had begun. */
function toldIn(file, code) {
  const told = read(file);
  const failures = told.filter(({ kind }) => kind === 'failed');
  const isOver = told.at(-1)?.kind === 'over';
  const last = told.findLast(({ kind }) => kind === 'begun')?.title ?? 'its first test';
  if (!isOver) failures.push({ title: last, message: `the run ended in the middle, with code ${code}` });
  else if (code !== 0 && failures.length === 0)
    failures.push({ title: 'all passed', message: `but it ended with code ${code}` });
  return { passed: told.filter(({ kind }) => kind === 'passed').length, failures };
}

function read(file) {
  if (!existsSync(file)) return [];
  // The last line may be half written by whoever still runs.
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

const seconds = (ms) => `${(ms / 1000).toFixed(0)} s`;

/** What each that runs is at. */
function tellProgress() {
  const now = [...running].map(([name, { began, file }]) => {
    const told = read(file);
    const done = told.filter(({ kind }) => kind === 'passed' || kind === 'failed').length;
    return `${name} ${done > 0 ? `${done} tests, ` : ''}${seconds(Date.now() - began)}`;
  });
  console.log(`   ${seconds(Date.now() - start).padStart(5)}: ${now.join(' · ')}`);
}

async function runLane({ stages: names, niceness }, output) {
  const all = [];
  for (const stage of names.filter((name) => wanted.includes(name)))
    for (const step of stages[stage])
      if (Array.isArray(step))
        all.push(...(await Promise.all(step.map((one) => run(one, stage, niceness, 'together')))));
      else all.push(await run(step, stage, niceness, output));
  return all;
}

rmSync(results, { recursive: true, force: true });
for (const stage of Object.keys(stages)) mkdirSync(join(results, 'shared', stage), { recursive: true });
const start = Date.now();
console.log(again);
const built = await run({ name: 'build', args: ['esbuild.mjs', '--tests'], counts: 'itself' }, 'build', 0, 'here');
const all = [];
if (built.failures.length > 0) all.push(built);
else {
  const busy = lanes.filter((lane) => lane.stages.some((stage) => wanted.includes(stage)));
  const telling = setInterval(tellProgress, 15_000);
  all.push(...(await Promise.all(busy.map((lane) => runLane(lane, busy.length > 1 ? 'together' : 'here')))).flat());
  clearInterval(telling);
}

console.log('');
for (const { name, took, passed } of all)
  console.log(`${name.padEnd(20)} ${seconds(took).padStart(6)} ${String(passed).padStart(6)} passed`);
console.log(`${'in all'.padEnd(20)} ${seconds(Date.now() - start).padStart(6)}`);
const broken = all.filter(({ failures }) => failures.length > 0);
for (const { name, failures } of broken) {
  console.log(`\n${name}: ${failures.length} failed`);
  for (const { title, message = '' } of failures)
    console.log(`  ${title}: ${message.split('\n').slice(0, 20).join('\n    ')}`);
}
if (broken.length > 0) console.log(`\nThe same once more: ${again} npm test`);
const passed = all.reduce((sum, one) => sum + one.passed, 0);
const failed = all.reduce((sum, one) => sum + one.failures.length, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
