// Our pages keep nobody out: axe finds nothing, in every kind of theme, with little, much and nothing to show.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { emptyInbox, type Inbox } from '../../src/model/inbox/entries.js';
import type { Status, StatusRecord } from '../../src/model/people/member.js';
import { initialState, type State } from '../../src/model/state.js';
import { quietPicture } from '../../src/views/quiet/picture.js';
import type { QuietStretch, ToQuiet } from '../../src/views/quiet/protocol.js';
import { talkPicture } from '../../src/views/talk/picture.js';
import type { ToTalk } from '../../src/views/talk/protocol.js';
import { tunePicture } from '../../src/views/tune/picture.js';
import { weekPicture } from '../../src/views/week/picture.js';
import type { ToWeek } from '../../src/views/week/protocol.js';
import { boardOf, statusRecord, team } from '../lib/fakes/builders.js';
import { daily, person, utc } from '../unit/model/times.js';
import { crowd, records } from '../unit/views/people.js';
import { tunedState } from '../unit/views/tune/team.js';
import { assertClean } from './axe.js';
import { openPage } from './openPage.js';
import { type Theme, themes } from './themes.js';

const now = utc('2026-11-23 10:40');
const zone = 'Europe/Berlin';

/** Eight people, with everything that can be drawn of them: focus, a day off, hours that nobody knows. */
const eight = records({
  ana: { focus: [{ start: '2026-11-23T09:00', minutes: 180, every: 'workday' }] },
  bo: { off: ['2026-11-25/2026-11-26'] },
}).concat(statusRecord({ zone: 'UTC' }, { by: { id: 9, login: 'ida' } }));

const apart = [
  statusRecord(daily(zone, '9:00-17:30'), { by: { id: 1, login: 'ana' } }),
  statusRecord(daily('America/Los_Angeles', '9:00-17:00'), { by: { id: 2, login: 'lou' } }),
];

function week(people: readonly StatusRecord[]): ToWeek {
  const state: State = { ...initialState, phase: 'ready', team, account: team.account, confirmed: boardOf(...people) };
  const logins = people.map(({ by }) => by.login);
  return { kind: 'picture', picture: weekPicture(state, logins, now, zone, 0) };
}

const recorded: Inbox = {
  ...emptyInbox,
  days: new Map(
    ['2026-11-19', '2026-11-20', '2026-11-23'].map((date, place) => [
      date,
      {
        arrived: 30 - place,
        delivered: 20,
        through: 2,
        shown: [8, 9, 10].map((hour) => `${date}T0${hour % 10}:00:00.000Z`),
      },
    ]),
  ),
};

function quiet(inbox: Inbox, span: QuietStretch = 'fortnight', status: Status = person()): ToQuiet {
  return { kind: 'picture', picture: quietPicture(inbox, status, now, zone, span) };
}

const pages = {
  week: {
    title: 'Week',
    pictures: { eight: week(eight), apart: week(apart), 'two hundred': week(crowd(200)), nobody: week([]) },
  },
  quiet: {
    title: 'My quiet time',
    pictures: {
      days: quiet(recorded),
      weeks: quiet(recorded, 'quarter'),
      'no hours': quiet(recorded, 'fortnight', { mode: 'available' }),
      nothing: quiet(emptyInbox),
    },
  },
  tune: {
    title: 'How the team works',
    pictures: {
      much: { kind: 'picture', picture: tunePicture(tunedState, now) },
      'too few': { kind: 'picture', picture: tunePicture(initialState, now) },
    },
  },
  talk: {
    title: 'How to talk about it',
    pictures: {
      beginning: { kind: 'picture', picture: talkPicture({ synchronicity: 0.65, fidelity: 0.3 }) } as ToTalk,
    },
  },
} as const;

/** Axe looks at what is in sight, so all of a page has to be. */
async function unroll(page: Page): Promise<void> {
  const overflow = await page
    .locator('body')
    .evaluate((body) =>
      Math.max(
        0,
        ...[...body.querySelectorAll('.scroller')].map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
      ),
    );
  const { width, height } = page.viewportSize() ?? { width: 1180, height: 720 };
  if (overflow > 0) await page.setViewportSize({ width, height: height + overflow + 400 });
}

describe('axe finds nothing', () => {
  for (const [name, { title, pictures }] of Object.entries(pages))
    for (const theme of Object.keys(themes) as Theme[])
      it(`on the page ${name}: ${theme}`, async () => {
        for (const view of ['picture', name === 'talk' ? 'list' : 'table'])
          for (const [what, message] of Object.entries(pictures)) {
            const memory = { view };
            const { page, complaints } = await openPage({ name, title }, { theme, memory, width: 1500 });
            await page.evaluate(`postMessage(${JSON.stringify(message)}, '*')`);
            await page.locator('main .summary:not(:empty)').waitFor();
            await unroll(page);
            const contrast = theme.startsWith('high-contrast') ? 'high' : 'usual';
            await assertClean(page.locator('html'), contrast, `${name}, ${what}, as a ${view}`);
            await page.context().close();
            assert.deepEqual(complaints, { errors: [], outside: [] });
          }
      });

  it('nor while the page of the week says what it has done', async () => {
    const { page } = await openPage({ name: 'week', title: 'Week' }, { theme: 'dark' });
    const message = week(eight);
    await page.evaluate(`postMessage(${JSON.stringify(message)}, '*')`);
    await page.getByRole('toolbar').getByRole('button').first().focus();
    const span = message.kind === 'picture' ? message.picture.shared[0] : undefined;
    assert.ok(span);
    const copied: ToWeek = { kind: 'copied', start: span.start, end: span.end };
    await page.evaluate(`postMessage(${JSON.stringify(copied)}, '*')`);
    await page.getByRole('status').getByText('Copied').waitFor();
    await assertClean(page.locator('html'), 'usual', 'copied');
    await page.context().close();
  });
});
