import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Attaches, Offer } from '../../../../src/app/ask.js';
import { offerList } from '../../../../src/host/asking/offerList.js';
import { type FakeRow, fakePick } from '../../../lib/fakes/fakePick.js';

interface Row extends FakeRow {
  readonly offer?: Offer<string>;
}

/**
 * A capture: who may be meant, in an order that is learnt while the box is open, and kinds below. `taken` gets what Enter
 * took, beside what was active on the screen as it was pressed.
 */
function capture(repeats = true) {
  const pick = fakePick<Row>(repeats);
  let owners: readonly string[] = ['bo', 'dana'];
  let attaches: Attaches = 'context';
  const list = offerList<string, Row>(
    pick,
    (text, _attaches, shown) => {
      const words = text.replace(/ ?@\w*$/, '');
      const begun = /@(\w*)$/.exec(text)?.[1];
      const able = (value: string) => (words === '' ? undefined : `${words}: ${value}`);
      return [
        { key: 'save', label: 'Save', value: able('save') },
        ...owners
          .filter((login) => login.startsWith(begun ?? ''))
          .filter((login, index) => index < 3 || shown?.has(`owner/${login}`))
          .map((login) => ({ key: `owner/${login}`, label: `Save for ${login}`, value: able(login) })),
        ...['question', 'note'].map((kind, index) => ({
          ...(index === 0 && { heading: 'Something else' }),
          key: `kind/${kind}`,
          label: `Ask a ${kind}`,
          value: able(kind),
        })),
        ...(attaches === 'context' ? [{ key: 'diagnostic', label: 'Also attached', value: undefined }] : []),
      ];
    },
    {
      row: (offer) => ({ label: offer.label, offer }),
      heading: (label) => ({ label, isHeading: true }),
      more: 'More',
    },
  );
  const seen: (readonly [active: string | undefined, value: string])[] = [];
  const taken: (string | undefined)[] = [];
  const draw = () => list.draw(attaches);
  pick.onDidChangeValue(() => {
    list.typed();
    draw();
  });
  pick.onDidAccept(() => {
    draw();
    taken.push(list.taken()?.value);
  });
  draw();
  const calm = () => {
    while (!pick.isQuiet) {
      pick.send();
      pick.receive();
      pick.hear();
    }
  };
  return {
    pick,
    taken,
    seen,
    calm,
    learn(next: readonly string[]) {
      owners = next;
      draw();
    },
    toggle() {
      attaches = attaches === 'context' ? 'nothing' : 'context';
      draw();
    },
    enter() {
      const { active, value } = pick.screen;
      seen.push([active?.offer?.key, value]);
      pick.enter();
    },
  };
}

const keyTaken = (value: string | undefined) => value?.split(': ')[1];
const shortKey = (key: string | undefined) => key?.split('/').at(-1);

describe('the rows below a capture, while somebody moves among them', () => {
  it('are taken as they were seen, though new ones are on their way', () => {
    const box = capture();
    box.pick.type('stuck');
    box.calm();
    box.pick.down();
    box.learn(['emi', 'dana', 'bo']); // who wrote the lines is known now
    box.pick.send();
    box.enter();
    assert.equal(box.pick.screen.active?.label, 'Save for bo');
    box.calm();
    assert.deepEqual(box.taken, ['stuck: bo']);
  });

  it('are not confused by going to the first one while others come', () => {
    const box = capture();
    box.pick.type('stuck');
    box.calm();
    box.pick.type('stuck @d');
    box.pick.hear();
    box.pick.hear();
    box.pick.send(); // of "@d"; on the screen are those of before
    box.pick.down();
    box.pick.up();
    box.pick.down();
    assert.equal(box.pick.screen.active?.label, 'Save for bo');
    box.enter();
    while (box.taken.length === 0) box.pick.hear();
    assert.deepEqual(box.taken, [undefined], 'bo stands below these words no more, and dana was never gone to');
    box.calm();
    assert.deepEqual(box.pick.screen.labels.slice(0, 2), ['Save', 'Save for dana']);
  });

  it('keep their places while the text is the same, and what is learnt comes last', () => {
    const box = capture();
    box.pick.type('stuck');
    box.calm();
    box.learn(['emi', 'dana', 'finn', 'bo']);
    box.calm();
    assert.deepEqual(box.pick.screen.labels, [
      'Save',
      'Save for bo',
      'Save for dana',
      '— Something else',
      'Ask a question',
      'Ask a note',
      'Also attached',
      '— More',
      'Save for emi',
      'Save for finn',
    ]);
    box.pick.type('stuck!');
    box.calm();
    assert.deepEqual(box.pick.screen.labels.slice(0, 4), ['Save', 'Save for emi', 'Save for dana', 'Save for finn']);
  });

  it('are in the best order at once where none of them can be taken yet', () => {
    const box = capture();
    box.calm();
    box.learn(['emi', 'bo']);
    box.calm();
    assert.deepEqual(box.pick.screen.labels.slice(0, 3), ['Save', 'Save for emi', 'Save for bo']);
  });

  it('are found again where new ones come meanwhile', () => {
    const box = capture();
    box.pick.type('stuck');
    box.calm();
    box.pick.type('stuck @');
    box.pick.down();
    box.calm();
    assert.equal(box.pick.screen.active?.label, 'Save for bo');
    box.learn(['emi', 'bo', 'dana']);
    box.calm();
    assert.equal(box.pick.screen.active?.label, 'Save for bo');
  });

  it('are where somebody went to just before new ones came', () => {
    const box = capture();
    box.pick.type('stuck');
    box.calm();
    box.learn(['emi', 'bo', 'dana']);
    box.pick.send();
    box.pick.down();
    box.calm();
    assert.equal(box.pick.screen.active?.label, 'Save for bo');
  });

  it('are not confused though the screen is many letters behind', () => {
    for (let letters = 1; letters < 60; letters++) {
      const box = capture();
      box.pick.type('stuck');
      box.calm();
      for (let index = 0; index < letters; index++) {
        box.pick.type(index % 2 === letters % 2 ? 'stuck @b' : 'stuck @d');
        box.pick.hear();
        box.pick.send();
      }
      box.pick.down();
      assert.equal(box.pick.screen.active?.label, 'Save for bo');
      box.enter();
      box.calm();
      assert.deepEqual(box.taken, [undefined], `${letters} letters`);
      assert.deepEqual(box.pick.screen.labels.slice(0, 2), ['Save', 'Save for dana']);
    }
  });

  it('whatever the order: Enter takes what was seen, or nothing, and no row moves but by typing', () => {
    const owners = fc.uniqueArray(fc.constantFrom('bo', 'dana', 'emi', 'eve', 'finn'));
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('send', 'receive', 'hear', 'hear', 'up', 'down', 'down', 'enter', 'toggle') }),
      fc.record({ kind: fc.constant('learn' as const), owners }),
      fc.record({
        kind: fc.constant('type' as const),
        text: fc.constantFrom('', 'a', 'ab', 'a @', 'a @e', 'a @b', 'a @ev'),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, repeats) => {
        const box = capture(repeats);
        box.pick.type('a');
        box.calm();
        for (const one of steps) {
          if (one.kind === 'learn') box.learn('owners' in one ? one.owners : []);
          else if (one.kind === 'type') box.pick.type('text' in one ? one.text : '');
          else if (one.kind === 'enter' || one.kind === 'toggle') box[one.kind]();
          else box.pick[one.kind as 'send' | 'receive' | 'hear' | 'up' | 'down']();
        }
        box.calm();
        assert.equal(box.taken.length, box.seen.length);
        for (const [index, [key]] of box.seen.entries()) {
          const took = keyTaken(box.taken[index]);
          assert.ok(took === undefined || took === shortKey(key), `${key} was seen, and ${took} taken`);
        }
        // At rest it is taken indeed, and stays where it is.
        box.pick.type('b');
        box.calm();
        const before = box.pick.screen;
        box.pick.down();
        box.learn(['finn', 'eve', 'emi', 'dana', 'bo']);
        box.calm();
        assert.deepEqual(box.pick.screen.labels.slice(0, before.labels.length), before.labels);
        box.enter();
        box.calm();
        assert.equal(keyTaken(box.taken.at(-1)), shortKey(box.seen.at(-1)?.[0]));
        assert.notEqual(box.taken.at(-1), undefined);
      }),
      { numRuns: 500 },
    );
  });
});
