/** A folder an enemy has prepared for whoever opens it: settings, remotes, owners, documents and names of files. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hostileLines } from './corpus.js';

/** One that any file system takes, and that a list shows. */
export const hostileFile = '$(trash) [x](command:evil) \u202Etxt.md';

/** @param folder a repository with a commit */
export function poison(folder: string, evil: string): void {
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const settings = {
    'github-enterprise.uri': evil,
    'makertime.deliveries.letThrough.people': ['bo'],
    'makertime.deliveries.letThrough.repositories': ['acme/team'],
    'makertime.deliveries.heldItems': 'titles',
    'makertime.deliveries.notification': false,
    'makertime.deliveries.ignoredRepositories': ['acme/*'],
    'makertime.focus.showAsBusy': true,
    'makertime.focus.zenMode': true,
    'makertime.tasks.branchName': '--upload-pack=evil',
    'makertime.server': evil,
  };
  write('.vscode/settings.json', JSON.stringify(settings));
  write(
    '.github/CODEOWNERS',
    `* @__proto__ @constructor @emi\n${'*'.repeat(900)} @bo\n${'**/'.repeat(300)}x @bo\n[x @bo\n`,
  );
  const heading = hostileLines(evil).map((line) => `# ${line} beacon lantern`);
  write('docs/notes.md', `${heading.join('\n\nThe beacon lantern is lit by hand.\n\n')}\n`);
  write(hostileFile, `# $(trash) [click](command:evil) foghorn ladder\n\nThe foghorn ladder is behind the door.\n`);
  appendFileSync(
    join(folder, '.git', 'config'),
    [
      '[remote "evil"]',
      `\turl = ${evil}/acme/lighthouse.git`,
      '[remote "run"]',
      '\turl = ext::sh -c touch% /tmp/makertime-evil',
      '[remote "option"]',
      '\turl = --upload-pack=evil',
      '[remote "]8;;evil"]',
      '\turl = file:///etc/passwd',
      '',
    ].join('\n'),
  );
  execFileSync(
    'git',
    ['checkout', '--quiet', '-b', 'evil-(command)-[x]$(id)'.replaceAll('[', '{').replaceAll(']', '}')],
    {
      cwd: folder,
    },
  );
}

/** A team file that would like to be larger than it is, and problems that would like to be links. */
export function hostileTeamFile(roster: number, evil: string): string {
  const laughs = Array.from({ length: 9 }, (_, level) => {
    const all = Array(9).fill(level === 0 ? 'lol' : `*a${level - 1}`);
    return `a${level}: &a${level} [${all.join(', ')}]`;
  });
  return [
    `roster: ${roster}`,
    'members: [ana, bo, "[x](command:evil)", "$(trash)", __proto__, "b\\u200bo", *a8]',
    `expectations: { blocker: 4h, question: "![x](${evil}/x.png)", __proto__: 1h }`,
    'quiet: ["<img src=x onerror=evil()>"]',
    'labels: !!js/function "function () { return process }"',
    'categories: { <<: *a8, idea: "\\e]8;;evil" }',
    '__proto__: { isEvil: true }',
    'constructor: { prototype: { isEvil: true } }',
    `"[click](command:evil) ${evil}": 1`,
    ...laughs,
    '',
  ].join('\n');
}
