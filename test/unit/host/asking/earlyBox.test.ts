import assert from 'node:assert/strict';
import { createEarlyBox, type EarlyPick } from '../../../../src/host/asking/earlyBox.js';

/** A pick on the screen, and what the person does in it. */
function fakePick() {
  const accept = new Set<() => void>();
  const hide = new Set<() => void>();
  const listen = (to: Set<() => void>) => (one: () => void) => {
    to.add(one);
    return { dispose: () => void to.delete(one) };
  };
  const pick = {
    value: '',
    isShown: false,
    onDidAccept: listen(accept),
    onDidHide: listen(hide),
    show() {
      pick.isShown = true;
    },
    dispose() {
      pick.isShown = false;
    },
    press(key: 'Enter' | 'Escape') {
      for (const one of key === 'Enter' ? accept : hide) one();
    },
  };
  return pick;
}

describe('the box that is there before anything is loaded', () => {
  const opened = () => {
    const picks: ReturnType<typeof fakePick>[] = [];
    const early = createEarlyBox<EarlyPick>(() => {
      const pick = fakePick();
      picks.push(pick);
      return pick;
    });
    const open = early.open();
    const [pick] = picks;
    assert.ok(pick);
    return { early, open, pick, picks };
  };

  it('is shown at once, and given to whoever asks first with what was typed into it', () => {
    const { early, open, pick } = opened();
    assert.equal(pick.isShown, true);
    pick.value = 'the beam is st';
    const taken = early.take();
    assert.deepEqual([taken?.pick.value, taken?.wasAccepted], ['the beam is st', false]);
    assert.equal(early.take(), undefined);
    open.close();
    assert.equal(pick.isShown, true, 'it is somebody else’s by now');
    pick.press('Escape');
    assert.equal(open.dismissed(), undefined);
  });

  it('knows that Enter was pressed before anybody could take it', () => {
    const { early, pick } = opened();
    pick.value = 'stuck';
    pick.press('Enter');
    assert.equal(early.take()?.wasAccepted, true);
  });

  it('dismissed, gives nothing to anybody, and keeps what was typed', () => {
    const { early, open, pick } = opened();
    pick.value = 'half a thou';
    pick.press('Escape');
    assert.deepEqual([early.take(), open.dismissed(), pick.isShown], [undefined, 'half a thou', false]);
  });

  it('that nobody takes is closed; another takes its place', () => {
    const { early, open, pick, picks } = opened();
    const other = early.open();
    assert.deepEqual([pick.isShown, picks[1]?.isShown], [false, true]);
    open.close();
    assert.equal(picks[1]?.isShown, true, 'a command that ends closes its own alone');
    other.close();
    assert.equal(picks[1]?.isShown, false);
  });
});
