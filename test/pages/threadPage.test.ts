// Drives the page of a discussion in a browser of its own, in every kind of theme, with a stand-in for VS Code's side of it.

import assert from 'node:assert/strict';
import { threadKey } from '../../src/model/threads/thread.js';
import type { FromThread, ThreadMemory, ThreadPicture, ToThread } from '../../src/views/threads/protocol.js';
import { ana, bo, newId, said, say, talk, thread, threadComment } from '../lib/fakes/builders.js';
import { eventually } from '../lib/suite/eventually.js';
import { deepTexts, hostileLines, hugeTexts } from '../tools/hostile/corpus.js';
import { by, key, longTalk, pictureOf, stateWith } from '../unit/views/threads/scene.js';
import { assertClean } from './axe.js';
import { onPage } from './openPage.js';
import { type Theme, themes } from './themes.js';

const rich = (): ThreadPicture =>
  pictureOf(
    stateWith({
      unsent: [say('I will ask her.', { to: 'DC_1' })],
      refused: [{ mutation: say('And the wick?'), reason: { kind: 'threadLocked' } }],
    }),
    { drafts: [{ repository: 10, thread: key, record: '', text: 'What I was about to say' }] },
  );

describe('the page of a discussion', () => {
  const { page, open, sent, post, keep } = onPage<ThreadMemory, FromThread, ToThread>({
    name: 'thread',
    title: 'Discussion',
  });
  const show = (picture: ThreadPicture) => post({ kind: 'picture', picture });

  for (const theme of Object.keys(themes) as Theme[])
    it(`shows what was said: ${theme}`, async () => {
      await open({ theme });
      await show(rich());
      await page().getByRole('heading', { level: 1, name: 'How long does' }).waitFor();
      await page().setViewportSize({ width: 900, height: 2000 });
      await keep(theme);
    });

  it('fits into 320 pixels', async () => {
    await open({ width: 320 });
    await show(rich());
    await page().getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await page().evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
    await page().setViewportSize({ width: 320, height: 2600 });
    await keep('narrow');
  });

  const button = (name: string) => page().getByRole('button', { name, exact: true });
  const comment = (by: string) => page().getByRole('article', { name: by });
  const box = (name: string) => page().getByRole('textbox', { name });
  const focusedText = () => page().evaluate<string>('document.activeElement.value');
  const drawn = () => page().locator('.comments[aria-busy=false]').waitFor({ state: 'attached' });
  const visible = () => page().evaluate<number>(`document.querySelectorAll('.comment').length`);

  it('reads well: a landmark, headings in order, an article for each comment', async () => {
    await open();
    await show(rich());
    await page().getByRole('main').waitFor();
    assert.equal(
      await page()
        .getByRole('article', { name: /^(?:Opened|Comment|Reply|Answer) by / })
        .count(),
      11,
    );
    const levels = await page()
      .locator('h1, h2, h3, h4, h5, h6')
      .evaluateAll((all) => all.map((one) => Number(one.tagName.slice(1))));
    assert.ok(
      levels.every((level, place) => level <= (levels[place - 1] ?? 0) + 1),
      levels.join(),
    );
    assert.match((await comment('Answer by @bo').textContent()) ?? '', /Five below ten degrees/);
    assert.match((await comment('Comment by ghost').textContent()) ?? '', /This comment was deleted/);
  });

  it('shows what is hidden to whoever wants to see it, and hides it again', async () => {
    await open();
    await show(rich());
    const hidden = comment('Comment by @visitor');
    assert.doesNotMatch((await hidden.textContent()) ?? '', /Buy my oil/);
    await button('Show').focus();
    await page().keyboard.press('Enter');
    assert.match((await hidden.textContent()) ?? '', /Buy my oil/);
    await page().keyboard.press('Enter');
    assert.doesNotMatch((await hidden.textContent()) ?? '', /Buy my oil/);
  });

  it('is used by keyboard alone: one stop a comment, arrows between what can be done, Ctrl+Enter sends', async () => {
    await open();
    await show(rich());
    const bar = page().getByRole('toolbar', { name: 'Actions: Comment by @bo' }).first();
    await bar.getByRole('button').first().focus();
    await page().keyboard.press('Enter');
    await page().keyboard.press('ArrowRight');
    await page().keyboard.press('Space');
    await page().keyboard.press('End');
    await page().keyboard.press('Enter');
    assert.deepEqual(await sent(), [
      { kind: 'react', key, comment: 'DC_1', reaction: 'thumbsUp', isOver: true },
      { kind: 'react', key, comment: 'DC_1', reaction: 'hooray', isOver: false },
      { kind: 'markAnswer', key, comment: 'DC_1', isOver: false },
    ]);
    await page().keyboard.press('ArrowLeft');
    await page().keyboard.press('Enter');
    assert.equal(await focusedText(), '');
    await page().keyboard.type('It is in the log.');
    await keep('replying');
    await page().keyboard.press('Control+Enter');
    const said = (await sent()).filter(({ kind }) => kind === 'say');
    assert.deepEqual(said, [{ kind: 'say', key, to: 'DC_1', text: 'It is in the log.' }]);
    assert.equal(await box('Write a reply').getAttribute('readonly'), '');
    await post({ kind: 'saved', to: 'DC_1' });
    await page().getByRole('status').getByText('Saved.').waitFor();
    assert.equal(await box('Write a reply').count(), 0);
    assert.equal(await page().evaluate(`document.activeElement.dataset.act`), 'reply', 'and goes on where it began');
    await page().getByRole('toolbar', { name: 'Discussion actions' }).getByRole('button').first().focus();
    await page().keyboard.press('End');
    await page().keyboard.press('Enter');
    assert.deepEqual(await sent(), [{ kind: 'action', key, action: 'close' }]);
  });

  it('replies to a reply below its comment, with the name of whom it is for', async () => {
    await open();
    await show(rich());
    await comment('Reply by @ana, Sun').getByRole('button', { name: 'Reply', exact: true }).click();
    assert.equal(await box('Write a reply').inputValue(), '@ana ');
    await box('Write a reply').pressSequentially('yes');
    await box('Write a reply').press('Control+Enter');
    assert.deepEqual(
      (await sent()).filter(({ kind }) => kind === 'say'),
      [{ kind: 'say', key, to: 'DC_1', text: '@ana yes' }],
    );
  });

  it('tells of what is typed within a second, at once where the box is left, and of nothing twice', async () => {
    await open();
    await show(rich());
    assert.equal(await box('Add a comment').inputValue(), 'What I was about to say');
    await box('Add a comment').press('End');
    await box('Add a comment').pressSequentially('!');
    await eventually(() => page().evaluate('sent.length > 0'));
    assert.deepEqual(await sent(), [{ kind: 'draft', key, text: 'What I was about to say!' }]);
    await box('Add a comment').pressSequentially('!');
    await button('Copy link').focus();
    assert.deepEqual(await sent(), [{ kind: 'draft', key, text: 'What I was about to say!!' }]);
    await box('Add a comment').pressSequentially('?');
    await page().evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    assert.deepEqual(await sent(), [{ kind: 'draft', key, text: 'What I was about to say!!?' }]);
  });

  it('leaves what is being written alone, whatever comes in', async () => {
    await open();
    await show(rich());
    await box('Add a comment').fill('half a sen');
    await box('Add a comment').press('ArrowLeft');
    await show(pictureOf(stateWith()));
    assert.equal(await box('Add a comment').inputValue(), 'half a sen');
    assert.deepEqual(await page().evaluate('[document.activeElement.value, document.activeElement.selectionStart]'), [
      'half a sen',
      9,
    ]);
  });

  it('keeps a text that could not be saved in its box, and says why', async () => {
    await open();
    await show(rich());
    await box('Add a comment').press('Control+Enter');
    await post({ kind: 'notSaved', why: 'Could not save: no space left' });
    await page().getByRole('alert').getByText('no space left').waitFor();
    assert.equal(await box('Add a comment').inputValue(), 'What I was about to say');
    await sent();
    await button('Comment').click();
    assert.deepEqual(await sent(), [{ kind: 'say', key, text: 'What I was about to say' }]);
  });

  it('says while somebody types that it is too long, and does not send it', async () => {
    await open();
    await show({ ...rich(), longest: 20 });
    await page().getByText('Too long for GitHub by this many characters: 3').waitFor();
    await box('Add a comment').press('Control+Enter');
    await button('Comment').press('Enter');
    assert.deepEqual(await sent(), []);
  });

  it('has no box where nobody may write, and shows what was written before', async () => {
    await open();
    await show({ ...rich(), drafts: [], isClosedTo: 'This discussion is locked.' });
    await page().getByText('This discussion is locked.').waitFor();
    assert.equal(await box('Add a comment').count(), 0);
    await show({ ...rich(), drafts: [] });
    await box('Add a comment').fill('too late');
    await show({ ...rich(), isClosedTo: 'This discussion is locked.' });
    assert.equal(await box('Add a comment').inputValue(), 'too late');
    assert.equal(await box('Add a comment').getAttribute('readonly'), '');
  });

  it('goes on with what was refused', async () => {
    await open();
    const picture = rich();
    await show(picture);
    const id = picture.comments.at(-1)?.unsent?.id ?? '';
    await button('Retry').click();
    await button('Edit').click();
    assert.deepEqual(await sent(), [
      { kind: 'unsent', key, id, act: 'retry' },
      { kind: 'unsent', key, id, act: 'rewrite' },
    ]);
    await post({ kind: 'rewrite', text: 'And the wick?' });
    await eventually(async () => (await box('Add a comment').inputValue()) === 'And the wick?');
  });

  it('sends the address of a link to the extension, by mouse and by keyboard, and goes nowhere', async () => {
    await open();
    await show(rich());
    await page().getByRole('link', { name: 'the log (lighthouse.example)' }).click();
    await page().getByRole('link', { name: 'Image: the panel (lighthouse.example)' }).press('Enter');
    assert.deepEqual(await sent(), [
      { kind: 'link', address: 'https://lighthouse.example/log?day=3' },
      { kind: 'link', address: 'https://lighthouse.example/panel.png' },
    ]);
    assert.equal(await page().locator('[href]').count(), 1, 'of the style sheet');
  });

  it('shows another discussion with nothing of the one before', async () => {
    await open();
    await show(rich());
    await box('Add a comment').fill('for the first');
    await show({ ...pictureOf(stateWith()), key: '#4', drafts: [] });
    assert.deepEqual(await sent(), [{ kind: 'draft', key, text: 'for the first' }]);
    assert.equal(await box('Add a comment').inputValue(), '');
  });

  it('draws 500 comments a portion at a time, and keys are heard meanwhile', async () => {
    await open();
    const picture = pictureOf(stateWith({}, { talk: longTalk(500) }));
    await page().evaluate(`
      globalThis.counts = [];
      new MutationObserver(() => counts.push(document.querySelectorAll('.comment').length))
        .observe(document.body, { childList: true, subtree: true });
    `);
    await show(picture);
    await eventually(async () => (await visible()) === 500);
    const counts = await page().evaluate<number[]>('[...new Set(counts)]');
    assert.ok(counts.length >= 20, `in ${counts.length} portions`);
    assert.ok(counts.every((count, place) => count - (counts[place - 1] ?? 0) <= 25));
    const nodes = await page().evaluate<number>(`document.querySelectorAll('*').length`);
    assert.ok(nodes < 500 * 40, `${nodes} elements`);
    // One of them changes: the others are the same elements as before.
    await page().evaluate(`for (const one of document.querySelectorAll('.comment .said')) one.dataset.seen = ''`);
    const [first, ...others] = picture.comments;
    assert.ok(first);
    await show({ ...picture, comments: [{ ...first, markdown: 'changed' }, ...others] });
    await page().getByText('changed', { exact: true }).waitFor();
    await drawn();
    assert.equal(await page().locator('.comment .said[data-seen]').count(), 499);
    await keep('many');
  });

  it('draws an enemy’s texts as text: nothing runs, nothing is fetched, and there are no other elements', async () => {
    await open();
    const lines = hostileLines();
    const texts = [
      ...lines,
      lines.join('\n\n'),
      ...Object.values(deepTexts),
      ...Object.values(hugeTexts),
      `#${'#'.repeat(9)} x`,
    ];
    const hostile = talk(
      texts.map((text, place) =>
        threadComment(`DC_${place}`, { by: by({ id: 7, login: 'eve' }), text, may: ['react'] }),
      ),
      { opening: said('D_3', { text: lines.join('\n'), by: { kind: 'app', login: lines[3] ?? '' } }) },
    );
    const state = stateWith(
      {},
      {
        talk: hostile,
        thread: thread({ title: lines.join(' '), category: { id: 'C', name: lines[1] ?? '', isAnswerable: true } }),
      },
    );
    await show(pictureOf(state));
    await eventually(async () => (await visible()) === texts.length);
    await drawn();
    const found = await page().evaluate<readonly string[]>(
      `[...new Set([...document.querySelectorAll('.markdown *')].flatMap((one) =>
        [one.localName, ...[...one.attributes].map(({ name }) => one.localName + ' ' + name)]))].sort()`,
    );
    assert.deepEqual(
      found.filter((one) => !allowed.includes(one)),
      [],
    );
    assert.ok(found.includes('a') && found.includes('strong') && found.includes('blockquote'), found.join());
    assert.deepEqual(
      await page().evaluate(`Object.getOwnPropertyNames(Object.prototype).filter((name) => name === 'evil')`),
      [],
    );
    for (const link of await page().locator('.markdown [role=link]').all()) {
      const address = (await link.getAttribute('title')) ?? '';
      assert.match(address, /^https:\/\//);
      assert.ok((await link.textContent())?.includes(new URL(address).host), address);
    }
    await sent();
    await page().locator('.markdown [role=link]').first().click();
    assert.match(JSON.stringify(await sent()), /^\[\{"kind":"link","address":"https:/);
    assert.match(page().url(), /^http:\/\/127/);
  });

  for (const theme of Object.keys(themes) as Theme[])
    it(`keeps nobody out: ${theme}`, async () => {
      const contrast = theme.startsWith('high-contrast') ? 'high' : 'usual';
      await open({ theme });
      const pictures = {
        rich: rich(),
        'being written': { ...rich(), longest: 3, drafts: [{ text: 'long' }, { to: 'DC_1', text: 'a reply' }] },
        'nothing said': pictureOf(stateWith({}, { talk: talk(), thread: thread() })),
        'not there': pictureOf(stateWith(), {}, threadKey(99)),
        decision: pictureOf(stateWith({}, { talk: decided(), thread: thread() })),
        offline: pictureOf(stateWith({ sync: { heardAt: '2026-11-23T08:00:00Z', trouble: { kind: 'offline' } } })),
        locked: pictureOf(
          stateWith({}, { talk: talk(), thread: thread({ isLocked: true, state: 'closed', closedAs: 'outdated' }) }),
        ),
      };
      for (const [what, picture] of Object.entries(pictures)) {
        await show({ ...picture, key: what });
        await page().getByRole('heading', { level: 1 }).waitFor();
        await drawn();
        await page().setViewportSize({ width: 900, height: 2400 });
        await assertClean(page().locator('html'), contrast, `${theme}, ${what}`);
        if (theme === 'light') await keep(what.replaceAll(' ', '-'));
      }
    });
});

/** Two are asked, one of them objects. */
function decided() {
  const terms = { decider: ana, named: [ana, bo], closes: '2026-11-25T16:30:00.000Z' };
  const opening = said('D_3', { record: { id: newId(), kind: 'decision', terms }, text: '## Proposal\n\nOne lamp.' });
  return talk([threadComment('DC_1', { by: by(bo), text: 'Object: too heavy' })], { opening });
}

/** All that Markdown may become, and what each may carry. */
const allowed =
  'p br hr em strong s del code pre blockquote ul ol,ol start,li span,span class,a,a class,a role,a tabindex,a title,h4,h5,table thead tbody tr th td div,div class,div role,div tabindex,div aria-label'
    .split(',')
    .flatMap((one) => (/^\w+ (?:class|role|tabindex|title|start|aria-label)$/.test(one) ? [one] : one.split(' ')));
