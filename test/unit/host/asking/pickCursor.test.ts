import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pickCursor } from '../../../../src/host/asking/pickCursor.js';

/** The editor's side: what stands on the screen, where the person is, and what it has still to tell. */
function editor() {
  let rows: readonly (string | undefined)[] = [];
  let place = -1;
  const toShow: { readonly keys: readonly (string | undefined)[]; readonly active: string | undefined }[] = [];
  const toTell: number[] = [];
  const here = pickCursor();
  let latest: readonly (string | undefined)[] = [];
  const goTo = (next: number) => {
    place = next;
    toTell.push(next);
  };
  const isRow = (at: number) => rows[at] !== undefined;
  return {
    here,
    send(keys: readonly (string | undefined)[]) {
      latest = keys;
      here.sent(keys);
      toShow.push({ keys, active: here.at() });
    },
    /** What was sent comes to the screen, its first row is gone to, and then the one that was sent along. */
    show() {
      const next = toShow.splice(0).at(-1);
      if (!next) return;
      rows = next.keys;
      goTo(rows.findIndex((_, at) => isRow(at)));
      const active = next.active === undefined ? -1 : rows.indexOf(next.active);
      if (active >= 0 && active !== place) goTo(active);
    },
    up() {
      const next = rows.findLastIndex((_, at) => at < place && isRow(at));
      if (next >= 0) goTo(next);
    },
    down() {
      const next = rows.findIndex((_, at) => at > place && isRow(at));
      if (next >= 0) goTo(next);
    },
    /** The extension hears one thing; a place is one of the latest rows to it. */
    tell() {
      const at = toTell.shift();
      if (at === undefined || !here.heard(at)) return;
      const back = latest.indexOf(here.at());
      rows = latest;
      goTo(back);
    },
    seen: () => rows[place],
    /** What Enter takes. */
    taken: () => latest.find((key) => key === here.at()) ?? latest.find((key) => key !== undefined),
    isQuiet: () => toShow.length === 0 && toTell.length === 0,
  };
}

describe('where somebody has gone in a list that is still changing', () => {
  it('is where they went before the news of what they typed was back', () => {
    const box = editor();
    box.send(['save', 'bo', 'dana']);
    box.show();
    box.tell();
    box.here.typed();
    box.send(['save', 'known', 'bo', 'dana']);
    box.down(); // the old rows are still in sight: this is bo
    box.show();
    while (!box.isQuiet()) box.tell();
    assert.equal(box.here.at(), 'bo');
    assert.equal(box.seen(), 'bo');
  });

  it('is the first where nobody has gone anywhere, and where they went otherwise', () => {
    const box = editor();
    box.send([undefined, 'save', undefined, 'bo']);
    box.show();
    box.tell();
    assert.equal(box.here.at(), undefined);
    box.down();
    box.tell();
    assert.equal(box.here.at(), 'bo');
    box.here.typed();
    assert.equal(box.here.at(), undefined);
  });

  it('is the first for who has gone back to it while new rows are on their way', () => {
    const box = editor();
    box.send(['save', 'bo']);
    box.show();
    box.tell();
    box.down();
    box.tell();
    box.send(['save', 'dana', 'bo']); // who wrote these lines is known now
    box.up();
    assert.equal(box.seen(), 'save');
    box.tell();
    assert.equal(box.taken(), 'save', 'not for bo');
    box.show();
    while (!box.isQuiet()) box.tell();
    assert.equal(box.taken(), box.seen());
  });

  it('stays where it is while new rows come', () => {
    const box = editor();
    box.send(['save', 'bo']);
    box.show();
    box.tell();
    box.down();
    box.tell();
    box.send(['save', 'dana', 'bo']);
    box.show();
    while (!box.isQuiet()) box.tell();
    assert.deepEqual([box.seen(), box.taken()], ['bo', 'bo']);
  });

  it('whatever the order: at rest Enter takes what is seen', () => {
    const step = fc.constantFrom('send', 'learn', 'show', 'down', 'up', 'tell', 'tell');
    const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(step, list), { maxLength: 30 }), (steps) => {
        const box = editor();
        box.send(['save']);
        box.show();
        for (const [kind, keys] of steps)
          if (kind === 'send' || kind === 'learn') {
            if (kind === 'send') box.here.typed();
            box.send(['save', ...keys]);
          } else box[kind]();
        box.show();
        while (!box.isQuiet()) box.tell();
        assert.equal(box.taken(), box.seen());
      }),
      { numRuns: 2_000 },
    );
  });
});
