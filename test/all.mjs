// Runs every stage of the tests, goes on after a failure, and ends with one line that adds all of them up.
//   node test/all.mjs [stage …]      stages: check unit simulation chaos integration e2e; all of them when none is named
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
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

/** Each is a list of steps; steps of one stage that stand together in a list run side by side. */
const stages = {
  check: [
    check('types', binary('tsc'), '-p', '.'),
    check('types of the page', binary('tsc'), '-p', 'media'),
    check('style', binary('biome'), 'check', '.'),
    check('unused code', binary('knip')),
    check('strings', 'test/strings.mjs'),
  ],
  unit: [suite('unit', 'out/unit.mjs')],
  // Both cores have something to do: the random lives take as long as all the rest.
  simulation: [
    [
      suite('simulation', 'out/simulation.mjs', '--but', 'random lives'),
      suite('random lives', 'out/simulation.mjs', 'random lives'),
    ],
  ],
  // Its windows are processes of their own. `npm run chaos` goes on for longer.
  chaos: [check('chaos', '--enable-source-maps', 'out/chaos.mjs', '--minutes', '0.7', '--seed', '20261121')],
  integration: [standalone('integration', 'out/run-integration.mjs')],
  e2e: [standalone('e2e', 'out/run-e2e.mjs')],
};

/** A script that counts as one test. */
function check(name, ...command) {
  return { name, command: [process.execPath, ...command], env: {}, counts: 'itself' };
}

/** A run of mocha, which writes its own count. */
function suite(name, file, ...words) {
  return {
    name,
    command: [process.execPath, '--enable-source-maps', 'out/run-suite.mjs', file, ...words],
    env: {},
    counts: 'tests',
  };
}

/** The same for a script that runs mocha by itself. */
function standalone(name, file) {
  return { name, command: [process.execPath, '--enable-source-maps', file], env: {}, counts: 'tests' };
}

function binary(tool) {
  const { bin } = JSON.parse(readFileSync(join(root, 'node_modules', packages[tool], 'package.json'), 'utf8'));
  return join(root, 'node_modules', packages[tool], typeof bin === 'string' ? bin : bin[tool]);
}

async function run({ name, command, env, counts }, isAlone) {
  const file = join(results, `${name.replaceAll(' ', '-')}.json`);
  const child = spawn(command[0], command.slice(1), {
    cwd: root,
    env: { ...process.env, ...env, MAKERTIME_RESULTS: file },
    stdio: isAlone ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => said.push(data));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (!isAlone) process.stdout.write(Buffer.concat(said));
  const isGood = code === 0;
  if (counts === 'itself') return { name, passed: Number(isGood), failed: Number(!isGood), failures: [] };
  // A run that ended before it could count is one failure more than it has written down.
  const summary = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, failures: [] };
  return { name, ...summary, failed: summary.failed + Number(!isGood && summary.failed === 0) };
}

const wanted = process.argv.slice(2);
const strange = wanted.filter((name) => !(name in stages));
if (strange.length > 0) {
  console.error(`There is no stage ${strange.join(', ')}. Stages: ${Object.keys(stages).join(', ')}.`);
  process.exit(2);
}
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const all = [];
const began = Date.now();
const built = await run(
  { name: 'build', command: [process.execPath, 'esbuild.mjs', '--tests'], env: {}, counts: 'itself' },
  true,
);
if (built.failed > 0) all.push(built);
else {
  for (const name of wanted.length > 0 ? wanted : Object.keys(stages)) {
    const start = Date.now();
    console.log(`\n── ${name} ──`);
    for (const one of stages[name])
      all.push(
        ...(Array.isArray(one) ? await Promise.all(one.map((each) => run(each, false))) : [await run(one, true)]),
      );
    console.log(`── ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
}

const total = (key) => all.reduce((sum, one) => sum + one[key], 0);
for (const { name, failed, failures } of all.filter((one) => one.failed > 0)) {
  console.log(`\n${name}: ${failed} failed`);
  for (const failure of failures) console.log(`  ${failure.title}: ${failure.message.split('\n', 1)[0]}`);
}
console.log(`\n${((Date.now() - began) / 1000).toFixed(0)} s in all`);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exit(total('failed') > 0 ? 1 : 0);
