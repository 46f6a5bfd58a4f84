/** One way to break the product on purpose, and the tests that must notice. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Mutant {
  /** What is broken, as a sentence that would be true of the broken product. */
  readonly name: string;
  /** The invariant it breaks, by its number in src/README.md, or what else is promised. */
  readonly invariant: number | 'good manners' | 'privacy' | 'words';
  /** Below `src`, without its ending. */
  readonly file: string;
  /** The words that decide. They stand once in the file, and are short, so that nothing else that changes there matters. */
  readonly find: string;
  readonly replace: string;
  /**
   * Which tests are asked, the quickest first: a file or a folder below `test` without `.test.ts`, and after a colon words
   * out of their titles. `integration` runs in VS Code.
   */
  readonly tests: readonly [string, ...string[]];
  /** Only some of the places that tests try notice it: a usual run takes a sample of them, and may miss it. */
  readonly isRare?: true;
}

export const pathOf = ({ file }: Mutant) => `src/${file}.ts`;

/** The file as the mutant leaves it; a sentence where the mutant has rotted. */
export function mutate(mutant: Mutant, text: string): { readonly text: string } | string {
  const [before, after, ...more] = text.split(mutant.find);
  if (before === undefined || after === undefined) return `“${mutant.find}” is no longer in ${pathOf(mutant)}`;
  if (more.length > 0) return `“${mutant.find}” stands ${more.length + 1} times in ${pathOf(mutant)}`;
  if (mutant.find === mutant.replace) return 'it changes nothing';
  return { text: `${before}${mutant.replace}${after}` };
}

export interface Tests {
  readonly stage: 'unit' | 'simulation' | 'contract' | 'integration';
  /** Below the root. */
  readonly path: string;
  readonly words: string;
}

export function testsOf(named: string): Tests {
  const [, place = '', words = ''] = /^([^:]+)(?:: (.+))?$/.exec(named) ?? [];
  const [stage = ''] = place.split('/', 1);
  return { stage: stage as Tests['stage'], path: `test/${place}`, words };
}

/** What is wrong with a mutant, if anything is, in the tree at `root`. */
export function rotten(mutant: Mutant, root: string): readonly string[] {
  const file = join(root, pathOf(mutant));
  const change = existsSync(file) ? mutate(mutant, readFileSync(file, 'utf8')) : `${pathOf(mutant)} is not there`;
  const lost = mutant.tests.filter((named) => !isThere(testsOf(named), root)).map((named) => `no tests are ${named}`);
  return [...(typeof change === 'string' ? [change] : []), ...lost].map((what) => `${mutant.name}: ${what}`);
}

function isThere({ path, words }: Tests, root: string): boolean {
  const [file] = filesOf(path, root);
  return file !== undefined && (words === '' || filesOf(path, root).some((one) => textOf(one).includes(words)));
}

/** Of a test file or of a folder. */
export function filesOf(path: string, root: string): readonly string[] {
  const file = join(root, `${path}.test.ts`);
  if (existsSync(file)) return [file];
  const folder = join(root, path);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name));
}

const textOf = (file: string) => readFileSync(file, 'utf8');
