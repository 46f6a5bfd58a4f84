// Builds the .vsix and says whether it holds exactly what it should, and how large it is.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import process from 'node:process';

const wanted = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/commands.js',
  'dist/extension.js',
  'dist/github.js',
  'dist/licences.txt',
  'dist/quiet.css',
  'dist/quiet.js',
  'dist/screen.js',
  'dist/talk.css',
  'dist/talk.js',
  'dist/thread.css',
  'dist/thread.js',
  'dist/tune.css',
  'dist/tune.js',
  'dist/week.css',
  'dist/week.js',
  'media/guide.md',
  'media/icon.png',
  'media/l10n/bundle.l10n.json',
  'media/makertime.schema.json',
  'media/makertime.svg',
  'media/quiet/dark.svg',
  'media/quiet/light.svg',
  'media/talk/dark.svg',
  'media/talk/light.svg',
  'media/thread/dark.svg',
  'media/thread/light.svg',
  'media/tune/dark.svg',
  'media/tune/light.svg',
  'media/week/dark.svg',
  'media/week/light.svg',
  'package.json',
  'package.nls.json',
];
/** What the parts share stands in files that are named after what is in them. */
const shared = /^dist\/shared-[A-Z0-9]{8}\.js$/;
const vsce = (...args) =>
  execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', ...args, '--no-dependencies'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

mkdirSync('out', { recursive: true });
vsce('package', '--out', 'out/makertime.vsix');
const held = vsce('ls')
  .trim()
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('>') && existsInProject(line))
  .sort();
const strange = [
  ...held.filter((file) => !wanted.includes(file) && !shared.test(file)).map((file) => `${file} should not be in it`),
  ...wanted.filter((file) => !held.includes(file)).map((file) => `${file} is missing`),
];
const private_ = /npm_[A-Za-z0-9]{20,}|gh[pousr]_[A-Za-z0-9]{20,}|sourceMappingURL/;
for (const file of held.filter((name) => name.endsWith('.js')))
  if (private_.test(readFileSync(file, 'utf8'))) strange.push(`${file} holds what it should not`);
for (const line of strange) console.error(`package: ${line}`);
for (const file of [...held.filter((name) => name.startsWith('dist/')), 'out/makertime.vsix'])
  console.log(`${file}: ${(statSync(file).size / 1000).toFixed(1)} kB`);
process.exit(strange.length > 0 ? 1 : 0);

function existsInProject(name) {
  try {
    return statSync(name).isFile();
  } catch {
    return false;
  }
}
