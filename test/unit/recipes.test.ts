import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { commandIds, settings, viewIds } from '../../src/app/contributions.js';
import { type Contributes, differences } from './declared.js';

/** Tests are bundled into out/, one folder below the root. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Something made up that is added to a copy of the product, as the recipes of src/README.md begin. */
interface Addition {
  readonly what: string;
  readonly file: string;
  /** Stands once in the file; what is inserted comes behind it. */
  readonly behind: string;
  readonly insert: string;
  /** What it is called: the compiler says in which tables it has no row. */
  readonly name: string;
  /** What else the compiler says of it, and of nothing else. */
  readonly also?: RegExp;
  /** Files the compiler asks for: each place that has to know of it, and no other. */
  readonly asked: readonly string[];
}

const additions: readonly Addition[] = [
  {
    what: 'a kind that is a discussion and that nobody waits for',
    file: 'src/model/board/kinds.ts',
    behind: 'export const kinds = {',
    insert: `letter: { icon: 'note', place: 'discussion', category: 'General', isAwaited: false },`,
    name: 'letter',
    also: /'"letter"' is not assignable to type/,
    asked: ['src/commands/blockers/capture.ts', 'src/views/words/kinds.ts'],
  },
  {
    what: 'a kind that is an issue and that somebody waits for',
    file: 'src/model/board/kinds.ts',
    behind: 'export const kinds = {',
    insert: `errand: { icon: 'note', place: 'issue', issueLabel: 'x', isAwaited: true, expectation: 'blocker' },`,
    name: 'errand',
    asked: ['src/views/words/kinds.ts'],
  },
  {
    what: 'a mutation',
    file: 'src/model/board/mutation.ts',
    behind: 'export type BoardMutation =',
    insert: ` (Intention & { readonly kind: 'vote' }) | `,
    name: 'vote',
    asked: [
      'src/disk/outbox/entry.ts',
      'src/github/senders.ts',
      'src/model/board/mutation.ts',
      'src/views/now/mutationWords.ts',
      'test/unit/arbitraries.ts',
    ],
  },
  {
    what: 'a kind of document in the making',
    file: 'src/model/local/writeUp.ts',
    behind: 'export const draftKinds = [',
    insert: `'essay', `,
    name: 'essay',
    asked: ['src/commands/drafts/table.ts'],
  },
  {
    what: 'a view',
    file: 'src/app/contributions.ts',
    behind: 'export const viewIds = [',
    insert: `'makertime.melody', `,
    name: 'makertime.melody',
    asked: ['src/main/screen.ts'],
  },
  {
    what: 'a command',
    file: 'src/app/contributions.ts',
    behind: 'export const commandIds = [',
    insert: `'makertime.sing',`,
    name: 'makertime.sing',
    asked: ['src/commands/table.ts'],
  },
];

interface Complaint {
  readonly file: string;
  readonly words: string;
}

describe('recipes', function () {
  this.timeout(0); // a compiler takes its time on a busy machine
  let complaints: readonly Complaint[] = [];

  before(async () => {
    const folder = mkdtempSync(join(root, 'out', 'recipes-'));
    try {
      for (const path of ['src', 'test/unit/arbitraries.ts', 'test/lib/fakes/builders.ts']) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        cpSync(join(root, path), join(folder, path), { recursive: true });
      }
      for (const addition of additions) add(addition, folder);
      const options = { extends: join(root, 'tsconfig.json'), include: ['src', 'test'] };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
      complaints = await compiled(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  for (const { what, name, also, asked } of additions)
    it(`${what}: the compiler asks for ${asked.join(', ')}`, () => {
      const files = complaints
        .filter(({ words }) => isMissing(name, words) || also?.test(words))
        .map(({ file }) => file);
      assert.deepEqual([...new Set(files)].sort(), asked);
    });

  it('the compiler complains nowhere else', () => {
    const asked = new Set(additions.flatMap((one) => one.asked));
    assert.deepEqual(
      complaints.filter(({ file }) => !asked.has(file)),
      [],
    );
  });

  it('a command, a view and a setting are asked for in package.json', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const added = {
      commands: [...commandIds, 'makertime.sing'],
      views: [...viewIds, 'makertime.melody'],
      settings: { ...settings, volume: 3 },
    };
    assert.deepEqual(differences(added, contributes as Contributes), [
      'the command makertime.sing is not in package.json',
      'the view makertime.melody is not in package.json',
      'the setting makertime.volume 3 is not in package.json',
    ]);
  });
});

/** Types are told with all their names: only those that a row is missing for count. */
function isMissing(name: string, words: string): boolean {
  const [, property, properties = ''] =
    /Property '"?([^'"]+)"?' is missing|missing the following properties from type .*: (.+)$/.exec(words) ?? [];
  return property === name || properties.split(', ').includes(name);
}

function add({ file, behind, insert }: Addition, folder: string): void {
  const path = join(folder, file);
  const [before, after, ...more] = readFileSync(path, 'utf8').split(behind);
  assert.ok(after !== undefined && more.length === 0, `“${behind}” does not stand once in ${file}`);
  writeFileSync(path, `${before}${behind}${insert}${after}`);
}

async function compiled(folder: string): Promise<readonly Complaint[]> {
  const tool = join(root, 'node_modules', 'typescript');
  const { bin } = JSON.parse(readFileSync(join(tool, 'package.json'), 'utf8'));
  const child = spawn(process.execPath, [join(tool, bin.tsc), '-p', '.', '--pretty', 'false'], { cwd: folder });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(data));
  await new Promise((resolve) => child.on('close', resolve));
  // A complaint goes on in lines that are indented.
  return Buffer.concat(said)
    .toString()
    .split(/\r?\n(?! )/)
    .filter((text) => text.trim() !== '')
    .map((words) => ({ file: /^(.+?)\(\d+,\d+\): error /.exec(words)?.[1]?.replaceAll('\\', '/') ?? words, words }));
}
