/** A kind that the product does not have, for as long as the tests of a suite run: what it says of kinds must hold for any. */
import { type ItemKind, type KindFacts, kinds } from '../../../src/model/board/kinds.js';
import { kindWords } from '../../../src/views/words/kinds.js';

/** Nobody waits for it. Call it in a `describe`. */
export function unawaitedKind(): ItemKind {
  const name = 'letter' as ItemKind;
  const facts: KindFacts = { icon: 'note', place: 'issue', issueLabel: 'letter', isAwaited: false };
  const tables: readonly [Record<string, unknown>, unknown][] = [
    [kinds, facts],
    [kindWords, { ...kindWords.blocker, saved: (title: string) => `Memo saved: ${title}` }],
  ];
  before(() => {
    for (const [table, row] of tables) table[name] = row;
  });
  after(() => {
    for (const [table] of tables) delete table[name];
  });
  return name;
}
