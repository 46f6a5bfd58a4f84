// Says whether media/l10n/bundle.l10n.json holds exactly the strings in src; `npm run l10n` writes it anew.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

execFileSync(process.execPath, ['node_modules/@vscode/l10n-dev/dist/cli.js', 'export', '--outDir', 'out/l10n', 'src'], {
  stdio: 'ignore',
});
/** In which order files are found is the file system's. */
const strings = (folder) => {
  const all = JSON.parse(readFileSync(`${folder}/bundle.l10n.json`, 'utf8'));
  return JSON.stringify(Object.entries(all).sort());
};
if (strings('out/l10n') !== strings('media/l10n')) {
  console.error('media/l10n/bundle.l10n.json is behind the strings in src: run npm run l10n.');
  process.exit(1);
}
