import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Tests are bundled into out/, one folder below the root. */
const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const readJson = (file: string) => JSON.parse(read(file));

const documents = [
  '.github/CONTRIBUTING.md',
  'CHANGELOG.md',
  'README.md',
  'media/guide.md',
  'src/README.md',
  'test/README.md',
] as const;
const guide = read('media/guide.md');
const strings: Readonly<Record<string, string>> = readJson('package.nls.json');
const manifest: {
  readonly displayName: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when?: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
} = readJson('package.json');

/** Without what stands in code, which is no Markdown. */
const prose = (text: string) =>
  text
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/(?:^|\n)\n(?: {4}.*\n)+/g, '\n')
    .replace(/`[^`\n]*`/g, '');

const codeSpans = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');

/** What stands in *italics* or _italics_: words as they are on the screen. */
const italics = (text: string) =>
  [...prose(text).matchAll(/(?<![*\w])\*(?![*\s])([^*]+?)\*(?![*\w])|(?<![_\w])_(?![_\s])([^_]+?)_(?![_\w])/g)].map(
    ([, stars, dashes]) => (stars ?? dashes ?? '').replaceAll(/\s+/g, ' '),
  );

/** The anchors GitHub and VS Code give to headings. */
const anchors = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const links = (text: string) => [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');

function brokenLink(file: string, link: string): boolean {
  if (/^https:\/\//.test(link)) return false;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : posix.join(dirname(file), path);
  if (!existsSync(join(root, target))) return true;
  return anchor !== undefined && !anchors(read(target)).includes(anchor);
}

/** Folders that are built or fetched. */
const made = ['out', 'dist', 'node_modules', '.vscode-test'];
/** Of a repository that is not this one. */
const elsewhere = ['.github/makertime.yml'];

/** Whether a code span is a path in this project that leads nowhere. */
function brokenPath(file: string, span: string): boolean {
  if (!/^[\w.-]+(?:\/[\w.-]+)+\/?$/.test(span) || elsewhere.includes(span)) return false;
  const [first = ''] = span.split('/');
  if (made.includes(first)) return false;
  const places = ['', dirname(file)].filter((place) => existsSync(join(root, place, first)));
  return places.length > 0 && !places.some((place) => existsSync(join(root, place, span)));
}

describe('documents', () => {
  it('are all known here', () => {
    const found = ['src', 'media', 'test', '.github', '.ci', '.vscode'].flatMap((folder) =>
      (readdirSync(join(root, folder), { recursive: true }) as string[]).map((file) => posix.join(folder, file)),
    );
    const all = [...readdirSync(root), ...found].map((file) => file.replaceAll('\\', '/'));
    assert.deepEqual(all.filter((file) => file.endsWith('.md')).sort(), [...documents]);
  });

  it('link to files and headings that are there, and name paths that are there', () => {
    assert.deepEqual(
      documents.flatMap((file) => {
        const text = read(file);
        return [
          ...links(text).filter((link) => brokenLink(file, link)),
          ...codeSpans(text).filter((span) => brokenPath(file, span)),
        ].map((one) => `${file}: ${one}`);
      }),
      [],
    );
    assert.equal(brokenLink('README.md', 'media/guide.md#no-such-heading'), true);
    assert.equal(brokenLink('README.md', 'media/nothing.md'), true);
    assert.equal(brokenPath('src/README.md', 'model/nothing.ts'), true);
    assert.equal(brokenPath('README.md', 'owner/name'), false);
  });

  it('name scripts that are there', () => {
    for (const file of documents)
      for (const [, script = ''] of read(file).matchAll(/\bnpm run ([\w:]*\w)/g))
        assert.ok(script in manifest.scripts, `${file}: npm run ${script}`);
  });

  it('quote the words that are on the screen', () => {
    const bundle: Readonly<Record<string, unknown>> = readJson('media/l10n/bundle.l10n.json');
    const withoutDots = (words: string) => words.replace(/…$/, '');
    const shown = [...Object.values(strings), ...Object.keys(bundle), manifest.displayName].map(withoutDots);
    const exact = new Set([...shown, 'Zen Mode', 'Do Not Disturb', 'Unit tests']);
    // With something in their places; what is hardly more than a place would be like anything.
    const patterns = shown
      .filter((words) => words.includes('{0}') && words.replace(/\{\d\}|[^\p{L}]/gu, '').length >= 4)
      .map(
        (words) =>
          new RegExp(
            `^${words
              .split(/\{\d\}/)
              .map(escaped)
              .join('.+')}$`,
          ),
      );
    const isShown = (words: string) => exact.has(words) || patterns.some((pattern) => pattern.test(words));
    const quoted = (file: string, text: string) =>
      italics(text)
        .map((words) => withoutDots(words.replace(/^Makertime: /, '')))
        .filter((words) => !isShown(words))
        .map((words) => `${file}: ${words}`);
    // What was called otherwise in an earlier version is called so there.
    const [, unreleased = ''] = read('CHANGELOG.md').split(/^## .*$/m);
    assert.deepEqual(
      [
        ...quoted('README.md', read('README.md')),
        ...quoted('media/guide.md', guide),
        ...quoted('CHANGELOG.md', unreleased),
      ],
      [],
    );
    assert.equal(quoted('', 'Choose *Deliver Now* or *Deliver It Some Day*.').length, 1);
  });
});

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

describe('README', () => {
  it('is short', () => {
    const lines = read('README.md').trimEnd().split('\n');
    assert.ok(lines.length <= 250, `${lines.length} lines`);
    assert.deepEqual(
      lines.filter((line) => line.length > 140),
      [],
    );
  });

  it('stands beside nothing that belongs into a folder', () => {
    const allowed = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'esbuild.mjs',
      'media',
      'package-lock.json',
      'package.json',
      'package.nls.json', // VS Code wants it beside package.json
      'src',
      'test',
      'tsconfig.json',
    ];
    const ignored = read('.gitignore')
      .split('\n')
      .map((line) => line.replace(/\/$/, ''));
    assert.deepEqual(
      readdirSync(root).filter(
        (name) =>
          !name.startsWith('.') && !ignored.includes(name) && !name.endsWith('.vsix') && !allowed.includes(name),
      ),
      [],
    );
  });
});

describe('the guide', () => {
  const { commands, menus, configuration } = manifest.contributes;
  const isHidden = (id: string) => menus.commandPalette.some(({ command, when }) => command === id && when === 'false');

  it('names every command of the palette', () => {
    const named = new Set(italics(guide));
    const titles = commands
      .filter(({ command }) => !isHidden(command))
      .map(({ command }) => strings[`command.${command.slice('makertime.'.length)}`] ?? command);
    assert.ok(titles.length > 40);
    assert.deepEqual(
      titles.filter((title) => !named.has(title)),
      [],
    );
  });

  it('names every setting', () => {
    const spans = codeSpans(guide);
    assert.deepEqual(
      Object.keys(configuration.properties).filter((name) => !spans.includes(name)),
      [],
    );
  });

  it('leads nowhere outside itself: it is read without a network, where nothing lies beside it', () => {
    assert.deepEqual(
      links(guide).filter((link) => !link.startsWith('#')),
      [],
    );
  });
});

describe('the code map', () => {
  const map = read('src/README.md');

  it('names every layer', () => {
    const layers = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const [, folders = ''] = map.split('\n## Folders\n');
    const spans = codeSpans(folders).map((span) => span.split('/')[0]);
    assert.deepEqual(
      layers.filter((layer) => !spans.includes(layer)),
      [],
    );
  });

  it('names each invariant with tests that name it', () => {
    const [, section = ''] = map.split(/^## Invariants$|^## Stations$/m);
    const [, ...invariants] = section.split(/^(?=\d+\. )/m);
    assert.deepEqual(
      invariants.map((text) => Number.parseInt(text, 10)),
      Array.from({ length: 19 }, (_, index) => index + 1),
    );
    for (const text of invariants) {
      const number = Number.parseInt(text, 10);
      const tests = links(prose(text).replaceAll(/\n +/g, ' '));
      assert.ok(tests.length > 0 || text.includes('Not proven yet.'), `invariant ${number}`);
      for (const test of tests)
        assert.match(read(posix.join('src', test)), new RegExp(`invariant ${number}\\b`, 'i'), `${number}: ${test}`);
    }
  });
});
