import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Tests are bundled into out/, one folder below the root. */
const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');

interface Rule {
  /** Folders (`model/`) and files (`app.ts`) below src, besides the own folder. */
  readonly own: readonly string[];
  /** A package's name, or `node:` for all that Node.js brings. */
  readonly packages: readonly string[];
  /** Where only some files of a folder may have a package. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
}

const table: Readonly<Record<string, Rule>> = {
  'model/': { own: [], packages: [] },
  'time/': { own: ['model/'], packages: ['luxon'], only: { luxon: ['schedule.ts'] } },
  'records/': { own: ['model/'], packages: ['valibot', 'yaml'], only: { yaml: ['teamFile.ts', 'yamlTree.ts'] } },
  'sync/': { own: ['model/', 'time/'], packages: [] },
  'github/': { own: ['model/', 'records/', 'sync/ports.ts'], packages: ['octokit', 'valibot'] },
  'search/': { own: ['model/', 'app.ts'], packages: [] },
  'disk/': { own: ['model/', 'sync/ports.ts'], packages: ['node:', 'valibot'] },
  'views/': { own: ['model/', 'time/'], packages: ['luxon', '@vscode/l10n'] },
  'commands/': {
    own: ['model/', 'time/', 'views/', 'app.ts', 'ask.ts', 'contributions.ts'],
    packages: ['@vscode/l10n'],
  },
  'host/': {
    own: ['model/', 'views/', 'sync/ports.ts', 'app.ts', 'ask.ts', 'contributions.ts'],
    packages: ['vscode', 'node:', '@vscode/l10n'],
  },
  'app.ts': { own: ['model/', 'ask.ts', 'contributions.ts'], packages: [] },
  'ask.ts': { own: [], packages: [] },
  'contributions.ts': { own: ['model/'], packages: [] },
  'extension.ts': {
    own: ['model/', 'time/', 'sync/', 'github/', 'disk/', 'views/', 'host/', 'onScreen.ts', 'onCommand.ts'],
    packages: ['vscode', 'node:', '@vscode/l10n'],
  },
  'onScreen.ts': { own: ['views/'], packages: ['vscode'] },
  'onCommand.ts': {
    own: ['model/', 'records/', 'search/', 'sync/', 'views/', 'commands/', 'host/', 'app.ts'],
    packages: ['vscode'],
  },
};

/** Files longer than this are questions in review; each that stays has its reason here. */
const mostLines = 250;
const longFiles: Readonly<Record<string, string>> = {};

const mostFiles = 10;
const largeFolders: Readonly<Record<string, string>> = {
  commands: 'one verb a file, as many as a person can do',
  time: 'one question about a status and the clock a file; three of them read what people type',
  disk: 'one store a file and what they share; the outbox alone is four files, apart for their length',
  model: 'one noun of the vocabulary a file',
  github: 'one subject of GitHub a file',
  sync: 'the loop, its turn and what they rest on; what comes in and what is owed are apart for their length',
  host: 'one file for each surface of VS Code, and none of them knows another',
  views: 'one file for each thing that is shown, and the words several of them share',
};

const files = (readdirSync(src, { recursive: true }) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();
const texts = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));

/** Everything a text imports, types included: statements, re-exports, `import()` and `require()`. */
function importsOf(text: string): readonly string[] {
  const statements = /^\s*(?:import|export)\b(?:[^'";]*?\bfrom)?\s*['"]([^'"]+)['"]/gm;
  const calls = /\b(?:import|require)\(\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(statements), ...text.matchAll(calls)].map((match) => match[1] ?? '');
}

/** What comes along when a file is loaded: not types, and not what it asks for later. */
function importsAtOnce(text: string): readonly string[] {
  const statements = text.matchAll(/^\s*(?:import|export)\b(?!\s+type\b)([^'";]*?)\bfrom\s*['"]([^'"]+)['"]/gm);
  return [...statements].flatMap(([, names = '', specifier = '']) => (onlyTypes.test(names) ? [] : [specifier]));
}
/** `{ type A, type B }`: nothing of it is left in JavaScript. */
const onlyTypes = /^\s*\{\s*(?:type\s+[\w ]+,?\s*)+\}\s*$/;

/** What runs in webviews: it knows the types of what is said between it and the extension, and no code of src. */
const media = join(root, 'media');
const pages = (readdirSync(media, { recursive: true }) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();
const protocols = ['src/views/protocol.ts', 'src/views/quietProtocol.ts'];

function checkPage(file: string, text: string): readonly string[] {
  const unsafe =
    /\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function)\b|\.cssText\b|['"]style['"]/g;
  const imports = importsOf(text).flatMap((specifier) => {
    const target = posix.join('media', dirname(file), specifier).replace(/\.js$/, '.ts');
    const page = posix.relative('media', target);
    if (pages.includes(page) && ['.', dirname(file)].includes(dirname(page))) return [];
    if (specifier.startsWith('.') && protocols.includes(target))
      return valueImport(text, specifier) ? [`imports more than types of ${target}`] : [];
    return [`may not import ${specifier}`];
  });
  return [...imports, ...[...text.matchAll(unsafe)].map((match) => `uses ${match[0]}`)];
}

/** Whether a text imports from there without saying `import type`. */
function valueImport(text: string, specifier: string): boolean {
  const statements = text.matchAll(/^\s*(import|export)\b(?!\s+type\b)[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm);
  return [...statements].some((match) => match[2] === specifier);
}

const folderOf = (file: string) => (file.includes('/') ? `${file.split('/')[0]}/` : file);
const broken = (check: (file: string, text: string) => readonly string[]) =>
  files.flatMap((file) => check(file, texts.get(file) ?? '').map((rule) => `src/${file} ${rule}`));

function checkImport(file: string, specifier: string): readonly string[] {
  const rule = table[folderOf(file)];
  if (!rule) return ['stands in a folder the table does not know'];
  if (!specifier.startsWith('.')) {
    const name = rule.packages.find((one) => specifier === one || (one.endsWith(':') && specifier.startsWith(one)));
    if (name === undefined) return [`may not import the package ${specifier}`];
    const only = rule.only?.[name]?.map((one) => `${folderOf(file)}${one}`);
    return only && !only.includes(file) ? [`may not import ${name}: only ${only} may`] : [];
  }
  if (!specifier.endsWith('.js')) return [`imports ${specifier}, which does not end in .js`];
  const target = posix.join(dirname(file), specifier).replace(/\.js$/, '.ts');
  if (!texts.has(target)) return [`imports ${specifier}, which is not in src`];
  if (target === 'extension.ts') return ['imports extension.ts, which nobody may'];
  const isAllowed =
    (file.includes('/') && folderOf(target) === folderOf(file)) ||
    rule.own.some((one) => target === one || (one.endsWith('/') && target.startsWith(one)));
  return isAllowed ? [] : [`may not import ${target}`];
}

describe('architecture', () => {
  it('finds every way to import', () => {
    const text = `import a from 'a';\nimport type { b } from "b";\nimport {\n  c,\n} from './c.js';\nexport * from 'd';\nexport { e } from 'e';\nimport 'f';\nconst g = () => import('g');\ntype H = typeof import('h');\nconst i = require('i');\nexport const j = 'not';\n`;
    assert.deepEqual([...importsOf(text)].sort(), ['./c.js', 'a', 'b', 'd', 'e', 'f', 'g', 'h', 'i']);
  });

  it('imports go downwards only, by the table, types included', () => {
    assert.ok(files.length > 30);
    assert.deepEqual(
      broken((file, text) => importsOf(text).flatMap((specifier) => checkImport(file, specifier))),
      [],
    );
  });

  it('pages import types of the protocols, their own files, what all pages share and nothing else, and read nothing as HTML', () => {
    assert.ok(pages.length > 0);
    assert.deepEqual(
      pages.flatMap((file) =>
        checkPage(file, readFileSync(join(media, file), 'utf8')).map((rule) => `media/${file} ${rule}`),
      ),
      [],
    );
    const own = 'week/week.ts';
    const up = '../../src/views';
    for (const text of [
      `import { readMessage } from '${up}/protocol.js';`,
      `import type { Row } from '${up}/row.js';`,
      `import { drawTable } from '../quiet/table.js';`,
      `import 'luxon';`,
      `body.innerHTML = text;`,
    ])
      assert.equal(checkPage(own, text).length, 1, text);
    assert.deepEqual(checkPage(own, `import type { ToWeek } from '${up}/protocol.js';`), []);
  });

  it('every folder of the table is there', () => {
    assert.deepEqual(
      Object.keys(table).filter((one) => !existsSync(join(src, one))),
      [],
    );
  });

  it('what is loaded later is loaded nowhere at once', () => {
    /** Everything files of the entry bring along with them. */
    const reached = new Set<string>();
    const walk = (file: string) => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const specifier of importsAtOnce(texts.get(file) ?? ''))
        if (specifier.startsWith('.')) walk(posix.join(dirname(file), specifier).replace(/\.js$/, '.ts'));
        else reached.add(specifier);
    };
    walk('extension.ts');
    assert.ok(reached.size > 50);
    const late =
      /^(?:github|commands|search)\/|^on(?:Screen|Command)\.ts$|^views\/(?:now|team|waiting|deliveries)\.ts$|^luxon$|^octokit/;
    assert.deepEqual(
      [...reached].filter((one) => late.test(one)),
      [],
    );
  });

  it('no barrels', () => {
    assert.deepEqual(
      broken((file, text) => [
        ...(/(^|\/)index\.ts$/.test(file) ? ['is a barrel'] : []),
        ...(/^export \*/m.test(text) ? ['re-exports everything of another file'] : []),
      ]),
      [],
    );
  });

  it('what is pure has no clock, no chance, no timer and no network of its own', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bDateTime\.(?:now|local|utc)\(|\bset(?:Timeout|Interval|Immediate)\(|\bperformance\.|\bprocess\.|(?<![.\w])fetch\(/g;
    assert.deepEqual(
      broken((file, text) =>
        /^(model|records|sync|search|views|commands)\//.test(file)
          ? [...text.matchAll(impure)].map((match) => `uses ${match[0]}`)
          : [],
      ),
      [],
    );
  });

  it('invariant 8, offline is a longer gap, not a mode: nobody asks whether we are online', () => {
    assert.deepEqual(
      broken((_file, text) =>
        /\bnavigator\.onLine\b|\bis(?:On|Off)line\b/.test(text) ? ['asks whether we are online'] : [],
      ),
      [],
    );
  });

  it('every file opens with a sentence on what it owns', () => {
    assert.deepEqual(
      broken((_file, text) => (/^(?:\/\*\*?\s|\/\/ )/.test(text) ? [] : ['does not open with a comment'])),
      [],
    );
  });

  it('names say what a thing is: no utils, helpers, managers or services', () => {
    assert.deepEqual(
      broken((file) => (/util|helper|manager|service|common|misc/i.test(file) ? ['has a name that says nothing'] : [])),
      [],
    );
  });

  it('nothing is left to do in a comment', () => {
    assert.deepEqual(
      broken((_file, text) => (/\b(?:TODO|FIXME|XXX|HACK)\b/.test(text) ? ['has a note on what to do'] : [])),
      [],
    );
  });

  it(`no file is longer than ${mostLines} lines without a reason`, () => {
    assert.deepEqual(
      broken((file, text) => {
        const lines = text.split('\n').length - 1;
        return lines > mostLines && !(file in longFiles) ? [`has ${lines} lines`] : [];
      }),
      [],
    );
  });

  it(`no folder has more than ${mostFiles} files without a reason`, () => {
    const counts = new Map<string, number>();
    for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    assert.deepEqual(
      [...counts].filter(([folder, count]) => count > mostFiles && !(folder in largeFolders)),
      [],
    );
  });
});
