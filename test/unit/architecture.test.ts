import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

/** Tests are bundled into out/, one folder below the root. */
const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');

interface Rule {
  /** Layers (`model/`) below src that the layer may import besides itself. */
  readonly own: readonly string[];
  /** A package's name, or `node:` for all that Node.js brings. */
  readonly packages: readonly string[];
  /** Where only some files of a layer may have a package. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
}

/** Who may import whom, by layer: base ← model ← ports ← what is pure ← github, disk, commands ← host ← main. */
const table: Readonly<Record<string, Rule>> = {
  base: { own: [], packages: [] },
  model: { own: ['base'], packages: ['luxon'], only: { luxon: ['model/hours/needBy.ts'] } },
  ports: { own: ['base', 'model'], packages: [] },
  records: {
    own: ['base', 'model', 'ports'],
    packages: ['valibot', 'yaml', '@vscode/l10n'],
    only: { yaml: ['records/teamFile.ts', 'records/yamlTree.ts'], '@vscode/l10n': ['records/keptAnswer.ts'] },
  },
  search: { own: ['base', 'model', 'ports'], packages: [] },
  sync: { own: ['base', 'model', 'ports'], packages: [] },
  views: { own: ['base', 'model', 'ports'], packages: ['luxon', '@vscode/l10n'] },
  app: { own: ['base', 'model', 'ports', 'search'], packages: [] },
  commands: { own: ['base', 'model', 'ports', 'records', 'views', 'search', 'app'], packages: ['@vscode/l10n'] },
  github: { own: ['base', 'model', 'ports', 'records'], packages: ['octokit', 'valibot'] },
  disk: { own: ['base', 'model', 'ports'], packages: ['node:', 'valibot'] },
  host: {
    own: ['base', 'model', 'ports', 'records', 'search', 'views', 'app'],
    packages: ['vscode', '@vscode/l10n'],
  },
  main: {
    own: ['base', 'model', 'ports', 'records', 'search', 'sync', 'views', 'app', 'commands', 'github', 'disk', 'host'],
    packages: ['vscode', 'node:', '@vscode/l10n'],
  },
};

/** Inside the model a subject may import those before it. */
const modelOrder = [
  'model/people',
  'model/inbox',
  'model/hours',
  'model/reach',
  'model/threads',
  'model/board',
  'model/posting',
  'model/focus',
  'model/local',
  'model/state.ts',
  'model/waits',
  'model/members.ts',
  'model/names.ts',
  'model/tune',
];

/** More would be two ideas in one folder. Each exception has its reason. */
const mostFiles = 10;
const largerFolders: Readonly<Record<string, number>> = {
  'views/words': 12, // the words for one thing a file
  records: 16, // one format a file, and none of them has a subject of its own
  'model/threads': 11, // one kind of discussion a file
  'views/threads': 11, // one kind of discussion a file
  'host/surfaces': 15, // one surface of VS Code a file
  'host/workspace': 12, // one side of the open folder a file
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

/** What runs in webviews: it knows the types of what is said between it and the extension, and no code of src. */
const media = join(root, 'media');
const pages = (readdirSync(media, { recursive: true }) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();
const protocols = ['week', 'quiet', 'threads', 'tune', 'talk'].map((subject) => `src/views/${subject}/protocol.ts`);
/** The one place where Markdown becomes elements. */
const pagePackages: Readonly<Record<string, readonly string[]>> = {
  'thread/markdown.ts': ['dompurify', 'markdown-it'],
};

function checkPage(file: string, text: string): readonly string[] {
  const unsafe =
    /\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function)\b|\.cssText\b|['"]style['"]/g;
  const imports = importsOf(text).flatMap((specifier) => {
    const target = posix.join('media', dirname(file), specifier).replace(/\.js$/, '.ts');
    const page = posix.relative('media', target);
    if (pagePackages[file]?.includes(specifier)) return [];
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

const layerOf = (file: string) => file.split('/')[0] ?? file;
/** A folder below src; a file that stands beside the folders of its layer is a subject of its own. */
const subjectOf = (file: string) => (file.split('/').length > 2 ? dirname(file) : file);
const targetOf = (file: string, specifier: string) => posix.join(dirname(file), specifier).replace(/\.js$/, '.ts');
const broken = (check: (file: string, text: string) => readonly string[]) =>
  files.flatMap((file) => check(file, texts.get(file) ?? '').map((rule) => `src/${file} ${rule}`));

function checkImport(file: string, specifier: string): readonly string[] {
  const rule = table[layerOf(file)];
  if (!rule) return ['stands in a folder the table does not know'];
  if (!specifier.startsWith('.')) {
    const name = rule.packages.find((one) => specifier === one || (one.endsWith(':') && specifier.startsWith(one)));
    if (name === undefined) return [`may not import the package ${specifier}`];
    const only = rule.only?.[name];
    return only && !only.includes(file) ? [`may not import ${name}: only ${only} may`] : [];
  }
  if (!specifier.endsWith('.js')) return [`imports ${specifier}, which does not end in .js`];
  const target = targetOf(file, specifier);
  if (!texts.has(target)) return [`imports ${specifier}, which is not in src`];
  if (layerOf(target) !== layerOf(file)) return rule.own.includes(layerOf(target)) ? [] : [`may not import ${target}`];
  const [from, to] = [subjectOf(file), subjectOf(target)].map((one) => modelOrder.indexOf(one));
  return layerOf(file) === 'model' && (from ?? 0) < (to ?? 0)
    ? [`may not import ${target}: it comes later in the model`]
    : [];
}

/** Subjects that import each other in a ring, if there are any. */
function ring(imports: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const done = new Set<string>();
  const visit = (subject: string, path: readonly string[]): readonly string[] => {
    if (path.includes(subject)) return [...path.slice(path.indexOf(subject)), subject];
    if (done.has(subject)) return [];
    for (const next of imports.get(subject) ?? []) {
      const found = visit(next, [...path, subject]);
      if (found.length > 0) return found;
    }
    done.add(subject);
    return [];
  };
  for (const subject of imports.keys()) {
    const found = visit(subject, []);
    if (found.length > 0) return found;
  }
  return [];
}

/** All that `main/start.ts` brings along, at once or later, types included: it runs wherever VS Code does. */
const everywhere = new Set<string>();
function follow(file: string): void {
  if (everywhere.has(file)) return;
  everywhere.add(file);
  for (const specifier of importsOf(texts.get(file) ?? ''))
    if (specifier.startsWith('.')) follow(targetOf(file, specifier));
}
follow('main/start.ts');

/** Whether a file is for one kind of machine alone: it says so by its name, or only such a file brings it along. */
function isOnlyFor(machine: Machine, file: string): boolean {
  return basename(file) === `${machine}.ts` || !everywhere.has(file);
}

type Machine = 'node' | 'web';
/** What only one kind of machine has. */
const globals: Readonly<Record<Machine, readonly string[]>> = {
  node: ['Buffer', 'process', 'setImmediate', 'clearImmediate', '__dirname', '__filename', 'require', 'global'],
  web: ['window', 'document', 'navigator', 'indexedDB', 'BroadcastChannel', 'localStorage', 'sessionStorage'],
};

/** Which of these names a text uses without having declared them. esbuild knows what a name in a text stands for. */
async function globalsIn(text: string, names: readonly string[]): Promise<readonly string[]> {
  const mark = '__global_';
  const define = names.flatMap((name) => [name, `globalThis.${name}`].map((one) => [one, mark + name] as const));
  const { code } = await transform(text, { loader: 'ts', define: Object.fromEntries(define) });
  const types = names.includes('process') && /\bNodeJS\./.test(text) ? ['NodeJS'] : [];
  return [...types, ...names.filter((name) => code.includes(mark + name))];
}

/** What a module keeps for itself is shared by all who import it, and nobody sees it: each has its reason. */
const modulesWithMemory: Readonly<Record<string, string>> = {
  'base/memo.ts': 'the one way to remember what was computed: forgotten with what it was computed from',
  'base/zone.ts': 'zones by name: nothing of them changes, no object stands for them, and there are 700 at most',
  'disk/files/lock.ts': 'which locks this process holds, whoever of it asks: a file says only which process',
  'github/notifications/threads.ts': 'where the newest words of a thread are asked for: forgotten with what was told',
};

function memoryIn(text: string): readonly string[] {
  const kept =
    /^(?:export )?(?:(?:let|var) .*|const \w+(?::(?! readonly).*)? = (?:\[\];|new (?:Map|Set)(?:<.*>)?\(\);))|\bnew Weak(?:Map|Set)\b/gm;
  return [...text.matchAll(kept)].map(([found]) => found);
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
    const up = '../../src/views/week';
    for (const text of [
      `import { readMessage } from '${up}/protocol.js';`,
      `import type { Row } from '${up}/row.js';`,
      `import { drawTable } from '../quiet/table.js';`,
      `import 'luxon';`,
      `body.innerHTML = text;`,
      `import DOMPurify from 'dompurify';`,
    ])
      assert.equal(checkPage(own, text).length, 1, text);
    assert.deepEqual(checkPage(own, `import type { ToWeek } from '${up}/protocol.js';`), []);
  });

  it('everything the tables name is there, and every subject of the model has its place', () => {
    const named = [...Object.keys(table), ...modelOrder, ...Object.keys(largerFolders)];
    assert.deepEqual(
      named.filter((one) => !existsSync(join(src, one))),
      [],
    );
    const subjects = new Set(files.filter((file) => layerOf(file) === 'model').map(subjectOf));
    assert.deepEqual([...subjects].sort(), [...modelOrder].sort());
  });

  it('no subjects import each other in a ring, types included', () => {
    const imports = new Map<string, Set<string>>();
    for (const file of files)
      for (const specifier of importsOf(texts.get(file) ?? ''))
        if (specifier.startsWith('.')) {
          const [from, to] = [subjectOf(file), subjectOf(targetOf(file, specifier))];
          if (from !== to) imports.set(from, (imports.get(from) ?? new Set()).add(to));
        }
    assert.ok(imports.size > 40);
    assert.deepEqual(ring(imports), []);
    const planted = new Map(imports).set('base/zone.ts', new Set(['views/team']));
    assert.notDeepEqual(ring(planted), []);
  });

  it('sees an import that goes the wrong way', () => {
    for (const [file, specifier] of [
      ['model/inbox/entries.ts', '../board/item.js'],
      ['github/remote.ts', '../disk/outbox/outbox.js'],
      ['views/team/view.ts', '../../commands/table.js'],
      ['base/id.ts', '../model/state.js'],
      ['commands/table.ts', '../github/remote.js'],
      ['sync/turn/cycle.ts', 'vscode'],
      ['model/state.ts', 'luxon'],
    ] as const)
      assert.equal(checkImport(file, specifier).length, 1, `${file} ${specifier}`);
  });

  it('what is loaded later is loaded nowhere at once', async () => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: ['src/main/node.ts'],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      splitting: true,
      outdir: 'unused',
      external: ['vscode'],
    });
    const atOnce = new Set<string>();
    const walk = (file: string) => {
      if (atOnce.has(file)) return;
      atOnce.add(file);
      for (const { path, kind, external } of metafile.inputs[file]?.imports ?? [])
        if (!external && kind !== 'dynamic-import') walk(path);
    };
    walk('src/main/node.ts');
    assert.ok(atOnce.size > 50);
    const late =
      /^src\/(?:(?:github|commands|search)\/|main\/(?:screen|commands)\.ts$|views\/(?!words\/|now\/setUpLine|week\/protocol|quiet\/protocol))|\bnode_modules\/(?:luxon|octokit|@octokit)\//;
    assert.deepEqual(
      [...atOnce].filter((one) => late.test(one)),
      [],
    );
    // Each of them is there, or nothing would have been looked for.
    const all = Object.keys(metafile.inputs);
    for (const part of ['src/github/', 'src/commands/', 'src/search/', 'src/main/screen.ts', 'luxon/', '@octokit/'])
      assert.ok(
        all.some((file) => late.test(file) && file.includes(part)),
        part,
      );
  });

  it('what only Node.js has stands in node.ts and what it alone imports, what only browsers have in web.ts', async () => {
    const broken: string[] = [];
    for (const machine of ['node', 'web'] as const)
      for (const [file, text] of texts) {
        if (isOnlyFor(machine, file)) continue;
        const found = await globalsIn(text, globals[machine]);
        const imports = machine === 'node' ? importsOf(text).filter((one) => one.startsWith('node:')) : [];
        broken.push(...[...found, ...imports].map((name) => `src/${file} uses ${name}`));
      }
    assert.deepEqual(broken, []);
    assert.ok(isOnlyFor('node', 'disk/files/atomic.ts') && !isOnlyFor('node', 'ports/stores.ts'));
  });

  it('knows a name of Node.js or of a browser from one of ours', async () => {
    const text = `const f = ({ window }: { window: number }, process = 1) => window + process;
      const bytes: NodeJS.Timeout = globalThis.Buffer.from(require('a').window); setImmediate(() => f(bytes));`;
    assert.deepEqual(await globalsIn(text, globals.node), ['NodeJS', 'Buffer', 'setImmediate', 'require']);
    assert.deepEqual(await globalsIn(text, globals.web), []);
    assert.deepEqual(await globalsIn('document.title = window.name', globals.web), ['window', 'document']);
  });

  it('no module has a memory of its own, but those with a reason', () => {
    assert.deepEqual(
      broken((file, text) => (file in modulesWithMemory ? [] : memoryIn(text).map((kept) => `keeps ${kept}`))),
      [],
    );
    for (const [text, count] of [
      ['let latest: Made | undefined;', 1],
      ['export let count = 0;', 1],
      ['const waiting: (() => void)[] = [];', 1],
      ['const seen = new Map<string, readonly Zone[]>();', 1],
      ['function f() {\n  return new WeakMap<object, number>();\n}', 1],
      ['const none: readonly number[] = [];\nconst names = new Set([1]);\nfunction f() {\n  let a = new Map();\n}', 0],
    ] as const)
      assert.equal(memoryIn(text).length, count, text);
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
        /^(base|model|ports|records|sync|search|views|app|commands)\//.test(file)
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

  it('what a workspace sets is not asked for: settings are read among the person’s own, in one place', () => {
    const asksAll = /getConfiguration\([^)]*\)\??\.(?!update\b)|\b(?:workspace|workspaceFolder)Value\b/;
    assert.deepEqual(
      broken((_file, text) => (asksAll.test(text) ? ['reads a setting whoever has set it'] : [])),
      [],
    );
    for (const text of ["getConfiguration('git').get('path')", "getConfiguration().inspect('x')?.globalValue"])
      assert.match(text, asksAll);
  });

  it('every file opens with a sentence on what it is', () => {
    assert.deepEqual(
      broken((_file, text) =>
        /^(?:\/\*\*?\s+(?:\* )?|\/\/ )(?!Owns\b)/.test(text) ? [] : ['does not open with a comment'],
      ),
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

  it(`no folder has more than ${mostFiles} files without a reason`, () => {
    const counts = new Map<string, number>();
    for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    assert.deepEqual(
      [...counts].filter(([folder, count]) => count > (largerFolders[folder] ?? mostFiles)),
      [],
    );
  });
});
