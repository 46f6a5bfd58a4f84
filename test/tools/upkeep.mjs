// Says whether what ships is looked after: npm knows of no high or critical hole in a bundled package. What is bundled stands in
// dist/licences.txt, which the production build writes: node esbuild.mjs --production && node test/tools/upkeep.mjs
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { shippedPackages } from './licences.mjs';

const shipped = shippedPackages();
if (shipped.length === 0) fail('dist/licences.txt lists no package: is it of a production build?');

const audit = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', shell: process.platform === 'win32' });
const told = read(audit.stdout);
// No answer is no failure of ours: not every registry has this door, and not every machine a registry.
if (!told?.vulnerabilities) {
  console.log(
    `upkeep: ${shipped.length} packages ship; npm audit is not to be had here (${reasonIn(told)}), and is left out`,
  );
  process.exit(0);
}
const holes = Object.values(told.vulnerabilities).filter(
  ({ name, severity }) => ['high', 'critical'].includes(severity) && shipped.some((one) => one.name === name),
);
for (const { name, severity, range } of holes)
  console.error(`upkeep: ${name} ${range} has a ${severity} hole, and ships`);
if (holes.length > 0) process.exit(1);
console.log(`upkeep: ${shipped.length} packages ship, none with a known high hole`);

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonIn(answer) {
  return String(answer?.message ?? answer?.error?.summary ?? 'no answer').slice(0, 200) || 'no answer';
}

function fail(message) {
  console.error(`upkeep: ${message}`);
  process.exit(1);
}
